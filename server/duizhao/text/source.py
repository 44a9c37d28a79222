"""Source text with its line index, and the conversion between offsets and positions.

Offsets are code points from 0. A line ends with LF, CRLF or CR and with nothing else: U+2028, U+0085, VT and FF are
ordinary characters, as in the Language Server Protocol. A position is (line, character), both from 0, its character
counted in the units of a `PositionEncoding`.
"""

import re
from bisect import bisect_right
from enum import Enum
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

_STRIDE = 256  # code points between the places whose distance from the start is kept
_LINE_END = re.compile(r"\r\n?|\n")
_UTF8_LEAD = re.compile(rb"[^\x80-\xbf]")
_UTF16_WIDE = re.compile("[\U00010000-\U0010ffff]")


class Span(NamedTuple):
    """Half-open range of code points."""

    start: int
    end: int

    def shifted(self, by: int) -> "Span":
        """The same range `by` code points further on."""
        return Span(self.start + by, self.end + by)


class Edit(NamedTuple):
    """The text in `span` becomes `text`."""

    span: Span
    text: str


class Position(NamedTuple):
    """Line and character, both from 0."""

    line: int
    character: int


class PositionEncoding(Enum):
    """What a position's character counts."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"

    def width(self, text: str) -> int:
        """Length of `text` in this encoding's units."""
        if self is PositionEncoding.UTF32 or text.isascii():
            return len(text)
        if self is PositionEncoding.UTF16:
            return len(text) + len(_UTF16_WIDE.findall(text))
        return len(text.encode("utf-8", "surrogatepass"))

    def code_points(self, text: str, units: int) -> int:
        """How many code points of `text` lie wholly within its first `units` units; at most `len(text)`."""
        if units <= 0:
            return 0
        if self is PositionEncoding.UTF32 or text.isascii():
            return min(units, len(text))
        if self is PositionEncoding.UTF16:
            wide = 0
            for match in _UTF16_WIDE.finditer(text):
                end = match.start() + wide + 2
                if units < end:
                    return match.start() if units == end - 1 else units - wide
                wide += 1
            return min(units - wide, len(text))
        data = text.encode("utf-8", "surrogatepass")
        inside = data[units : units + 1]
        whole = len(_UTF8_LEAD.findall(data[:units]))
        return whole - 1 if inside and _UTF8_LEAD.match(inside) is None else whole


class SourceText:
    """Immutable text with a line index made on first use."""

    __slots__ = ("__dict__", "text")

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def line_starts(self) -> list[int]:
        """Offset of the first character of every line; a text that ends with a line end has an empty last line."""
        return [0, *(m.end() for m in _LINE_END.finditer(self.text))]

    def line_text(self, line: int) -> str:
        """Line `line` (from 0) without its line end; empty past the end."""
        starts = self.line_starts
        if line >= len(starts):
            return ""
        end = starts[line + 1] if line + 1 < len(starts) else len(self.text)
        return self.text[starts[line] : end].rstrip("\r\n")

    def position(self, offset: int, encoding: PositionEncoding) -> Position:
        """Position of the code point at `offset`, which is clamped to the text."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self.line_starts, offset) - 1
        start = self.line_starts[line]
        if offset - start <= 2 * _STRIDE:
            return Position(line, encoding.width(self.text[start:offset]))
        return Position(line, self._units_before(offset, encoding) - self._units_before(start, encoding))

    def _units_before(self, offset: int, encoding: PositionEncoding) -> int:
        """Length of the text before `offset`; takes the same time wherever that is."""
        if encoding not in self._milestones:
            strides = [encoding.width(self.text[at : at + _STRIDE]) for at in range(0, len(self.text), _STRIDE)]
            self._milestones[encoding] = list(accumulate(strides, initial=0))
        stride = offset // _STRIDE
        return self._milestones[encoding][stride] + encoding.width(self.text[stride * _STRIDE : offset])

    @cached_property
    def _milestones(self) -> dict[PositionEncoding, list[int]]:
        """For each encoding asked for, the length of the text before every `_STRIDE`-th code point."""
        return {}

    def offset(self, position: Position, encoding: PositionEncoding) -> int:
        """Offset of `position`: past a line's end it is that end, past the last line the end of the text, inside a
        character its start.
        """
        if position.line >= len(self.line_starts):
            return len(self.text)
        return self.line_starts[position.line] + encoding.code_points(self.line_text(position.line), position.character)
