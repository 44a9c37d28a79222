"""What a line holds so far, taken apart: marks, a number or the beginning of one, words."""

import re
from typing import NamedTuple

from duizhao.completion.candidate import Line
from duizhao.document import Document, Kind, Number
from duizhao.document.numbering import read_number
from duizhao.text import Edit, Span

_HOLDS_TEXT = frozenset({Kind.PARAGRAPH, Kind.HEADING, Kind.LIST_ITEM})
_TYPED = re.compile(
    r"(?P<indent>[ \t\u3000]*)(?P<bullet>[-*+][ \t]+)?(?P<marks>#{1,6})?[ \t]*(?P<bold>\*\*|__)?(?P<rest>.*)$"
)
_HAN = "零〇一二三四五六七八九十百"
_BEGUN_NUMBER = re.compile(rf"[（(]?(?:[{_HAN}]{{0,3}}|\d{{0,3}})$|第[{_HAN}\d]{{0,3}}$")
_NO_TITLE = re.compile(r"[，。；：！？,;:!?]")
_LONGEST_TYPED = 20
_PROBE = "字"


class Typed(NamedTuple):
    """What a line holds so far, taken apart."""

    indent: str
    bullet: str
    marks: str
    bold: str
    number: Number | None
    begun: str
    """A number that is not finished yet."""
    words: str
    rest: str
    """Number and words."""


def read_typed(before: str) -> Typed | None:
    """The beginning of a line taken apart; None where it is prose already."""
    match = _TYPED.match(before)
    assert match is not None
    rest = match["rest"]
    number = read_number(rest, 0, marked=True)
    begun = rest if number is None and rest and _BEGUN_NUMBER.match(rest) else ""
    words = "" if begun else rest if number is None else rest[len(number.text) :].strip()
    if len(words) > _LONGEST_TYPED or _NO_TITLE.search(words):
        return None
    return Typed(
        match["indent"], match["bullet"] or "", match["marks"] or "", match["bold"] or "", number, begun, words, rest
    )


def may_begin(document: Document, line: Line, typed: Typed) -> bool:
    """Whether text that begins in this line is text, and not part of a block of code, say."""
    probed = document.edited(Edit(Span(line.start, line.end), typed.indent + _PROBE))
    section = probed.section_at(line.start)
    at = line.start + len(typed.indent) - probed.starts[section]
    for block, start in zip(probed.sections[section].blocks, probed.sections[section].block_starts, strict=True):
        if start <= at < start + len(block.text):
            return block.kind in _HOLDS_TEXT
    return False


def goes_on(typed: Typed, number: str, title: str) -> bool:
    """Whether a heading with this number and title goes on with what is typed."""
    if typed.number is not None:
        written = read_number(number, 0, marked=True)
        if written is None or written.system.rank != typed.number.system.rank:
            return False
    elif typed.begun and not _is_begun(typed.begun, number) and not title.startswith(typed.begun):
        return False
    words = typed.words
    return not words or title.startswith(words) or (len(words) > 1 and words in title)


def _is_begun(begun: str, number: str) -> bool:
    """Whether `begun` may be the beginning of a number such as `number`, whatever its value."""
    return len(begun) <= len(number) and all(_class(a) == _class(b) for a, b in zip(begun, number, strict=False))


def _class(char: str) -> str:
    if char in "（(":
        return "（"
    if char in _HAN:
        return "一"
    return "1" if char.isdecimal() else char
