"""Keys and values of the front matter, also of one that is not closed yet."""

import re
from collections.abc import Iterator, Mapping

from duizhao.completion.candidate import Candidate, CandidateKind, Line
from duizhao.document import Document
from duizhao.findings import Message
from duizhao.text import Span

_FENCE = ("---", "...")
_LONGEST_FRONT_MATTER = 8000
_ENTRY = re.compile(r"(?P<key>[A-Za-z_-]+)[ \t]*:(?P<blank>[ \t]*)(?P<value>\S*)$")
_KEY = re.compile(r"[A-Za-z_-]*$")
_FRONT_MATTER_LINE = re.compile(r"[^\s:#-][^:]*:(?:\s|$)|\s|-\s|#|$")
_KEYS: Mapping[str, Message] = {
    "report": Message("文种，即规则包", "kind of report, by its pack"),
    "title": Message("文件标题", "title of the report"),
    "status": Message("draft 草稿，final 定稿", "draft or final"),
    "date": Message("日期", "date"),
}
_STATES: Mapping[str, Message] = {
    "draft": Message("草稿：还没写的只作提示", "what is not written yet is information"),
    "final": Message("定稿：全部检查", "everything counts"),
}


def in_front_matter(document: Document, line: Line, packs: Mapping[str, Message]) -> list[Candidate] | None:
    """What can be written in the front matter; None outside it."""
    around = _front_matter_around(document, line)
    if around is None:
        return None
    entry = _ENTRY.match(line.before)
    if entry is not None:
        values = {"report": packs, "status": _STATES}.get(entry["key"], {})
        start = line.offset - len(entry["value"])
        space = "" if entry["blank"] else " "
        return [
            Candidate(
                CandidateKind.VALUE, value, about, Span(start, line.end), space + value, value,
                documentation=f"pack:{value}" if values is packs else "",
            )
            for value, about in values.items()
        ]  # fmt: skip
    if not _KEY.match(line.before) or line.behind.strip():
        return []
    there = {key.strip() for key, colon, _ in (each.partition(":") for each in around) if colon}
    found = []
    for key, about in _KEYS.items():
        if key not in there:
            snippet = f"{key}: ${{1|{','.join(_STATES)}|}}" if key == "status" else None
            span = Span(line.start, line.end)
            found.append(Candidate(CandidateKind.KEY, key, about, span, f"{key}: ", key, snippet=snippet))
    return found


def _front_matter_around(document: Document, line: Line) -> list[str] | None:
    """The other lines of the front matter that holds the line, even where it is not closed yet; None outside any."""
    if line.start == 0 or line.start > _LONGEST_FRONT_MATTER:
        return None
    text = ""
    for section in document.sections:
        text += section.text
        if len(text) > line.end + _LONGEST_FRONT_MATTER:
            break
    first, *before = text[: line.start].lstrip("\ufeff").splitlines() or [""]
    if first.rstrip() != "---" or not all(_FRONT_MATTER_LINE.match(each) for each in before):
        return None
    if any(each.rstrip() in _FENCE for each in before):
        return None
    behind: list[str] = []
    for each in text[line.end :].splitlines()[1:]:
        if each.rstrip() in _FENCE or not _FRONT_MATTER_LINE.match(each):
            break
        behind.append(each)
    return before + behind


def new_front_matter(document: Document, line: Line, packs: Mapping[str, Message]) -> Iterator[Candidate]:
    """Front matter for a draft that has none, at its very beginning."""
    if (
        document.sections[0].text[: line.start].strip("\ufeff")
        or line.behind.strip()
        or line.before not in ("", "-", "--", "---")
        or not packs
    ):
        return
    if document.front_matter.entries or (not line.before and document.starts[-1] > line.end + 2):
        return
    names = list(packs)
    snippet = f"---\nreport: ${{1|{','.join(names)}|}}\n---\n$0"
    text = f"---\nreport: {names[0]}\n---\n"
    about = Message("文件头：选定文种", "front matter that names the kind of report")
    span = Span(line.start, line.end)
    yield Candidate(CandidateKind.KEY, "--- report", about, span, text, line.before + "---report", snippet=snippet)
