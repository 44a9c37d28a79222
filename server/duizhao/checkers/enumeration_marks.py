"""punctuation/enumeration-comma, punctuation/ellipsis, punctuation/doubled: marks that should go, or be others."""

import re
from collections.abc import Iterator

from duizhao.checkers.checker import BlockChecker, Check, Code, Prose
from duizhao.checkers.script import HAN, is_han
from duizhao.findings import Finding, Fix, Message, Place, Replacement, Severity
from duizhao.rules import RuleSet
from duizhao.text import Span

COMMA = Code(
    "punctuation/enumeration-comma",
    Message("并列的引号、书名号之间有顿号", "Commas between quotations or titles"),
    Severity.INFORMATION,
)
ELLIPSIS = Code("punctuation/ellipsis", Message("省略号写法不对", "Ellipsis of other marks"))
DOUBLED = Code("punctuation/doubled", Message("标点连用", "Two marks where one belongs"))

_QUOTED = "“[^“”\r\n]{1,30}”"
_TITLE = "《[^《》\r\n]{1,60}》"
_SERIES = re.compile(f"{_QUOTED}(?:、{_QUOTED})+|{_TITLE}(?:、{_TITLE})+")
_DOTS = re.compile(r"。{3,}|\.{3,6}|·{3,6}")
_HAN = re.compile(f"[{HAN}]")
_PAGE_NUMBER = re.compile(r"[.·]|\s*\d")
_RUN = re.compile("[，。、；：,;:]{2,}")
_FULL = str.maketrans(",;:", "，；：")


def _check(prose: Prose) -> Iterator[Finding]:
    text = prose.text
    if "”、“" in text or "》、《" in text:
        yield from _commas(text)
    if "。。。" in text or "..." in text or "···" in text:
        yield from _ellipses(text)
    if not text.isascii():
        yield from _doubled(text)


def _commas(text: str) -> Iterator[Finding]:
    """One finding for a paragraph, however many series it has: it is one habit."""
    at: list[int] = []
    for series in _SERIES.finditer(text):
        start, end = series.span()
        if text[start - 1 : start] == "、" or text[end : end + 1] == "、":
            continue  # other items of the same list are not quoted and need it
        mark = "”、“" if text[start] == "“" else "》、《"
        found = text.find(mark, start, end)
        while found >= 0:
            at.append(found + 1)
            found = text.find(mark, found + 1, end)
    if at:
        zh, en = (f"（本段 {len(at)} 处）", f" ({len(at)} in this paragraph)") if len(at) > 1 else ("", "")
        message = Message(
            f"并列的引号或书名号之间通常不用顿号{zh}", f"no “、” is needed between adjacent quotations or titles{en}"
        )
        fix = Fix(Message("删去顿号", "Remove it"), tuple(Replacement(_place(each, each + 1), "") for each in at))
        yield Finding(COMMA.id, message, _place(at[0], at[0] + 1), fix=fix)


def _ellipses(text: str) -> Iterator[Finding]:
    for dots in _DOTS.finditer(text):
        start, end = dots.span()
        if not _HAN.match(text, max(0, start - 1)) or _PAGE_NUMBER.match(text, end):
            continue
        message = Message(f"省略号写作“……”，不写“{dots.group()}”", f"an ellipsis is “……”, not “{dots.group()}”")
        fix = Fix(Message("改为“……”", "Write “……”"), (Replacement(_place(start, end), "……"),))
        yield Finding(ELLIPSIS.id, message, _place(start, end), fix=fix)


def _doubled(text: str) -> Iterator[Finding]:
    for run in _RUN.finditer(text):
        start, end = run.span()
        marks = run.group()
        before = text[start - 1 : start]
        if marks.isascii() and not (marks.strip(",") == "" and before and is_han(before)):
            continue
        if not before or before.isspace() or (len(marks) > 2 and not marks.strip("。")):
            continue
        kinds = set(marks.translate(_FULL))
        fix = None
        if len(kinds) == 1:
            one = kinds.pop()
            fix = Fix(Message(f"只留一个“{one}”", f"Keep one “{one}”"), (Replacement(_place(start, end), one),))
        message = Message(f"标点“{marks}”连在一起，只该有一个", f"“{marks}”: only one of these marks belongs here")
        yield Finding(DOUBLED.id, message, _place(start, end), fix=fix)


def _place(start: int, end: int) -> Place:
    return Place(0, Span(start, end))


def _prepare(_: RuleSet) -> Check[Prose]:
    return _check


CHECKER = BlockChecker((COMMA, DOUBLED, ELLIPSIS), _prepare)
