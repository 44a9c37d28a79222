"""Sets of characters, exact enough to say that two of them have nothing in common.

A set is kept as ranges of code points. Where the exact set of a regex category would be hundreds of ranges, `above`
holds every one of its characters (and some more), `below` only characters that it has: a set is replaced by `above`,
and a complement is taken of `below`, so "nothing in common" is never said wrongly.
"""

from collections.abc import Iterable
from typing import NamedTuple

LAST = 0x10FFFF

Ranges = tuple[tuple[int, int], ...]


class CharSet(NamedTuple):
    """Ranges of code points, both ends included, in order and apart."""

    ranges: Ranges

    def meets(self, other: "CharSet") -> bool:
        """Whether some character may be in both."""
        mine, theirs = self.ranges, other.ranges
        i = j = 0
        while i < len(mine) and j < len(theirs):
            if mine[i][1] < theirs[j][0]:
                i += 1
            elif theirs[j][1] < mine[i][0]:
                j += 1
            else:
                return True
        return False

    def __or__(self, other: "CharSet") -> "CharSet":
        return charset((*self.ranges, *other.ranges))


def charset(ranges: Iterable[tuple[int, int]]) -> CharSet:
    """The set of all characters in any of the ranges."""
    joined: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if joined and low <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return CharSet(tuple(joined))


def complement(of: CharSet) -> CharSet:
    """All other characters."""
    rest: list[tuple[int, int]] = []
    start = 0
    for low, high in of.ranges:
        if start < low:
            rest.append((start, low - 1))
        start = high + 1
    if start <= LAST:
        rest.append((start, LAST))
    return CharSet(tuple(rest))


NONE = CharSet(())
NOT_NEWLINE = complement(CharSet(((10, 10),)))


class Category(NamedTuple):
    """What `\\d` and its like may match, and what they surely match."""

    above: CharSet
    below: CharSet

    def other(self) -> "Category":
        """What the capital letter (`\\D`) may match, and what it surely matches."""
        return Category(complement(self.below), complement(self.above))


_SPACE = charset(
    [
        (9, 13),
        (28, 32),
        (0x85, 0x85),
        (0xA0, 0xA0),
        (0x1680, 0x1680),
        (0x2000, 0x200A),
        (0x2028, 0x2029),
        (0x202F, 0x202F),
        (0x205F, 0x205F),
        (0x3000, 0x3000),
    ]
)
_ASCII_DIGITS = (0x30, 0x39)
_ASCII_WORD = [_ASCII_DIGITS, (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)]
_IDEOGRAPHS = [(0x3400, 0x4DB5), (0x4E00, 0x9FA5)]
_NO_WORD = [
    *complement(charset(_ASCII_WORD)).ranges[:4],
    (0x7B, 0xA9),
    (0x2010, 0x206F),
    (0x3000, 0x3004),
    (0x3008, 0x3020),
    (0xFF01, 0xFF0F),
    (0xFF1A, 0xFF20),
    (0xFF3B, 0xFF40),
    (0xFF5B, 0xFF65),
]

SPACE = Category(_SPACE, _SPACE)
DIGIT = Category(
    charset([_ASCII_DIGITS, (0x660, 0x1FFF), (0xA620, 0xABFF), (0xFF10, 0xFF19), (0x10000, 0x1FFFF)]),
    charset([_ASCII_DIGITS]),
)
WORD = Category(complement(charset(_NO_WORD)), charset([*_ASCII_WORD, *_IDEOGRAPHS]))
