"""A line of a draft for the terminal, with a place in it to be marked beneath, however wide its characters are."""

import re
from collections.abc import Iterable
from typing import NamedTuple

_TAB = "    "
_CUT = "…"
_KNOWN_WIDTHS = re.compile("[ -~·—‘’“”…\u3000-\u3029\u3041-\u3096\u4e00-\u9fff\uff01-\uff60]*")
_FROM_HERE_WIDE = "\u3000"


class Excerpt(NamedTuple):
    """What is shown of a line; the place begins after `indent` columns and takes up the next `width` of them."""

    text: str
    indent: int
    width: int


def excerpt(line: str, start: int, end: int, columns: int) -> Excerpt:
    """What is around the code points `start` to `end` of `line`, in at most `columns` columns (20 or more).

    A tab becomes four blanks; what a terminal would hide or obey is written as <U+200B>. An empty place takes up one
    column.
    """
    first, last = max(0, start - columns), min(len(line), start + columns)
    before, place = visible(line[first:start]), visible(line[start : min(end, last)])
    after = visible(line[min(end, last) : last])
    width = column_width(place)
    if first == 0 and last == len(line) and column_width(before) + width + column_width(after) <= columns:
        return Excerpt(before + place + after, column_width(before), max(1, width))
    room = columns - 2 * len(_CUT)
    if width > room:
        head, place = _CUT if before else "", _beginning(place, room)
        return Excerpt(head + place + _CUT, len(head), column_width(place))
    room -= width
    left = max(room // 3, room - column_width(after))
    shown = _ending(before, left)
    if first > 0 or len(shown) < len(before):
        shown = _CUT + shown
    indent = column_width(shown)
    rest = _beginning(after, columns - indent - width - len(_CUT))
    if last < len(line) or len(rest) < len(after):
        rest += _CUT
    return Excerpt(shown + place + rest, indent, max(1, width))


def column_width(text: str) -> int:
    """How many columns a terminal takes for `text`, which has no control characters."""
    if _KNOWN_WIDTHS.fullmatch(text):
        return len(text) + sum(char >= _FROM_HERE_WIDE for char in text)
    from wcwidth import wcswidth

    return max(0, wcswidth(text))


def padded(text: str, columns: int) -> str:
    """`text` with as many blanks after it as make it `columns` columns wide."""
    return text + " " * (columns - column_width(text))


def visible(text: str) -> str:
    """`text` with nothing in it that a terminal would hide or obey: it is written as <U+001B>."""
    if text.isprintable():
        return text
    return "".join([_visible_char(char) for char in text])


def _visible_char(char: str) -> str:
    if char.isprintable() or char == "\N{IDEOGRAPHIC SPACE}":
        return char
    return _TAB if char == "\t" else f"<U+{ord(char):04X}>"


def _beginning(text: str, columns: int) -> str:
    """As much of the beginning of `text` as `columns` columns hold."""
    return text[: _fitting(text, columns)]


def _ending(text: str, columns: int) -> str:
    """As much of the end of `text` as `columns` columns hold."""
    return text[len(text) - _fitting(reversed(text), columns) :]


def _fitting(chars: Iterable[str], columns: int) -> int:
    """How many of `chars`, from the first, fit into `columns` columns."""
    count = 0
    for char in chars:
        columns -= column_width(char)
        if columns < 0:
            break
        count += 1
    return count
