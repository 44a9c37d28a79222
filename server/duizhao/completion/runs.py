"""The next member of a run: 二是 after 一是, at a line start or after a full stop."""

import re
from collections.abc import Iterator

from duizhao.completion.beginnings import Typed
from duizhao.completion.candidate import Candidate, CandidateKind, Line
from duizhao.completion.place import Place
from duizhao.document import Document, RunMember
from duizhao.document.runs import write_mark
from duizhao.findings import Message
from duizhao.text import Span

_RUN = Message("列举的下一项", "next member")
_STOPS = "。；;！？"
_AFTER_STOP = re.compile(rf"[{_STOPS}](?P<begun>[一二三四五六七八九十第其首再最是要次]{{0,3}})$")


def at_line_start(place: Place, line: Line, typed: Typed) -> Iterator[Candidate]:
    """The next member of a run whose members begin lines."""
    if typed.marks or typed.bold or typed.bullet:
        return
    facts = place.document.sections[place.section].facts
    members = [member for run in facts.runs for member in run.members if member.span.end <= place.at]
    last = max(members, key=lambda member: member.span.start, default=None)
    if last is None or not last.opens_line or not last.ordinal:
        return
    mark = _mark_after(last, place.document.sections[place.section].text)
    if mark.startswith(typed.rest):
        span = Span(line.start + len(typed.indent), line.end)
        yield Candidate(CandidateKind.RUN, mark, _RUN, span, mark, mark)


def _mark_after(member: RunMember, text: str) -> str:
    """The mark of the member that follows, with the same comma behind it; empty where there is none."""
    mark = write_mark(member.system, member.ordinal + 1)
    behind = text[member.span.end : member.span.end + 1]
    return mark + behind if mark and behind in ("，", "、", ",", "：") else mark


def in_prose(document: Document, line: Line) -> Iterator[Candidate]:
    """The next member of a run inside a paragraph, after a finished sentence at the end of its line."""
    after_stop = _AFTER_STOP.search(line.before)
    if after_stop is None or line.behind.strip():
        return
    begun = after_stop["begun"]
    section = document.section_at(line.offset - 1)
    base = document.starts[section]
    start, limit = line.start - base, line.offset - len(begun) - base
    members = [
        each
        for run in document.sections[section].facts.runs
        for each in run.members
        if start <= each.span.start and each.span.end <= limit
    ]
    last = max(members, key=lambda member: member.span.start, default=None)
    mark = _mark_after(last, document.sections[section].text) if last is not None and last.ordinal else ""
    if mark and mark != begun and mark.startswith(begun):
        span = Span(line.offset - len(begun), line.offset)
        yield Candidate(CandidateKind.RUN, mark, _RUN, span, mark, mark)
