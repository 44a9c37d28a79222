"""paste/indented-code: Chinese text that its indent of four blanks or a tab makes code in Markdown."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from duizhao.checkers.checker import Code, SectionChecker
from duizhao.document import Section
from duizhao.document.indented import is_indented_prose
from duizhao.findings import Finding, Fix, Message, Place, Replacement, Severity
from duizhao.rules import RuleSet
from duizhao.text import Span

CODE = Code("paste/indented-code", Message("缩进的正文成了代码", "Indented text taken for code"), Severity.INFORMATION)

_LINE = re.compile(r"(?P<indent>[ \t]*)(?P<words>[^\r\n]*\S)[^\S\r\n]*(?P<end>\r\n?|\n|$)")
_INDENT = "\u3000\u3000"


class _Line(NamedTuple):
    """A line with its indent, its words, its line end, and where the next one begins."""

    indent: Span
    words: Span
    end: str
    stop: int


def _prepare(rules: RuleSet) -> Callable[[Section], Iterable[Finding]]:
    return _check


def _check(section: Section) -> Iterator[Finding]:
    """Told once for a section: who pastes such text mostly pastes a lot of it."""
    lines = _lines(section)
    if not lines:
        return
    title = Message(f"把{len(lines)}行改用全角空格缩进", f"Indent {len(lines)} lines with ideographic spaces")
    yield Finding(
        CODE.id,
        Message(
            "行首空了四格以上，Markdown 当作代码，其中的标题和序号都不起作用",
            "an indent of four blanks makes this code in Markdown: nothing in it counts as heading or text",
        ),
        Place(0, lines[0].words),
        fix=Fix(title, outdenting(section)),
    )


def outdenting(section: Section) -> tuple[Replacement[Place], ...]:
    """What makes indented prose text to Markdown, too."""
    lines = _lines(section)
    before = zip([None, *lines], lines, strict=False)
    return tuple([Replacement(Place(0, line.indent), _gap(previous, line) + _INDENT) for previous, line in before])


def _lines(section: Section) -> list[_Line]:
    return [
        _line(match, start)
        for block, start in zip(section.blocks, section.block_starts, strict=True)
        if is_indented_prose(block)
        for match in _LINE.finditer(block.text)
    ]


def _line(match: re.Match[str], start: int) -> _Line:
    indent, words = Span(*match.span("indent")), Span(*match.span("words"))
    return _Line(indent.shifted(start), words.shifted(start), match["end"], match.end() + start)


def _gap(before: _Line | None, line: _Line) -> str:
    """The blank line that keeps a line apart from the one right before it, once both are text."""
    return before.end if before is not None and before.stop == line.indent.start else ""


CHECKER = SectionChecker((CODE,), _prepare)
