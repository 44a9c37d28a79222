"""Headings that may come next, written as the draft writes its headings."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from duizhao.completion.beginnings import Typed, goes_on
from duizhao.completion.candidate import Candidate, CandidateKind, Line, literal
from duizhao.completion.place import Place
from duizhao.findings import Message
from duizhao.heading_style import HeadingStyle, ladder_of, of_system
from duizhao.next_headings import NextHeading, next_headings
from duizhao.skeleton import report_title
from duizhao.text import Span

_REQUIRED = Message("应有的节", "required section")
_OPTIONAL = Message("可以有的节", "optional section")
_NEXT_NUMBER = Message("下一个序号", "next number")
_TITLE = Message("标题", "title")


def headings(place: Place, line: Line, typed: Typed) -> Iterator[Candidate]:
    """The headings that may come next and go on with what is typed."""
    yield from _report_title(place, line, typed)
    following = next_headings(place.document, place.section, place.alignment, place.rules)
    if typed.marks:
        deep = len(typed.marks)
        marked = [each for each in following if each.level.style.marks.startswith(typed.marks)]
        plain = [each for each in following if not each.level.style.marks]
        marked.sort(key=lambda each: len(each.level.style.marks) != deep)
        following = marked + ([each for each in plain if each.level.depth == deep] or plain)
    if typed.words:
        following = sorted(following, key=lambda each: not each.title.startswith(typed.words))
    for each in following:
        style = each.level.style
        if typed.marks and not style.marks:
            style = style.under(typed.marks)
        if style.underline and not place.is_after_blank_line:
            style = style.under("#" if style.underline[0] == "=" else "##")
        if typed.bold and typed.bold not in style.before:
            continue
        if not goes_on(typed, each.level.number, each.title):
            continue
        yield _heading(place, line, typed, each, style)


def _heading(place: Place, line: Line, typed: Typed, each: NextHeading, style: HeadingStyle) -> Candidate:
    if typed.indent:
        style = replace(style, before=style.before.removeprefix(style.indent))
    start = line.start + len(typed.indent)
    text = style.line(each.level.number, each.title)
    label = f"{each.level.number}{each.title}".strip() or text
    begun = line.before[len(typed.indent) :]
    if each.spec is None:
        text = style.before + each.level.number
        rest = style.line(each.level.number, "").removeprefix(text)
        snippet = f"{literal(text)}${{1:{_TITLE.zh}}}{literal(rest)}$0"
        return Candidate(
            CandidateKind.HEADING, label, _NEXT_NUMBER, Span(start, line.end), text, begun + text, snippet=snippet
        )
    fields = first_item(place, each, style)
    return Candidate(
        CandidateKind.SECTION,
        label,
        _REQUIRED if each.spec.required else _OPTIONAL,
        Span(start, line.end),
        text + "".join(fields),
        begun + text,
        snippet=_with_stops(text, fields) if fields else None,
        documentation=f"section:{each.spec.id}",
    )


def first_item(place: Place, each: NextHeading, style: HeadingStyle) -> list[str]:
    """The lines of the first item of a section whose items have fields: its number, then each field, each to be
    written on.
    """
    assert each.spec is not None
    if not each.spec.fields:
        return []
    gap = place.blank_line()
    number = style.number
    ladder = ladder_of(place.rules.numbering)
    system = next((one for one in ladder if number is not None and one.rank > number.system.rank), None)
    lines = []
    if system is not None:
        item = of_system(f"{style.marks}# " if style.marks else style.indent, system)
        lines.append(gap + item.line(item.numbered(1), ""))
    return [*lines, *(f"{gap}{style.indent}{field.label}：" for field in each.spec.fields)]


def _with_stops(text: str, lines: Iterable[str]) -> str:
    stops = "".join(f"{literal(each)}${stop}" for stop, each in enumerate(lines, 1))
    return f"{literal(text)}{stops}$0"


def _report_title(place: Place, line: Line, typed: Typed) -> Iterator[Candidate]:
    """The report's title, for a draft that has none yet."""
    if place.alignment is None or place.alignment.title is not None or not place.is_before_all_headings:
        return
    title = report_title(place.rules)
    if not title or len(typed.marks) > 1 or typed.bold or typed.number or not goes_on(typed, "", title):
        return
    if place.document.front_matter.value("title"):
        return
    span = Span(line.start + len(typed.indent), line.end)
    text = f"# {title}"
    begun = line.before[len(typed.indent) :]
    yield Candidate(CandidateKind.HEADING, title, _TITLE, span, text, begun + text)
