"""Writes a report down and keeps where everything went."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from duizhao.text import Span

_HAN = "〇一二三四五六七八九十"

Key = tuple[str, int]
"""What stands somewhere: ("problem", uid), ("cause", uid), ("measure", uid), ("past", uid), ("follow-up", uid of the
problem), or ("heading of problem", n) for a section.
"""


class Report(NamedTuple):
    """A report as text. `names` are the places where the words begin by which something is known (a record may have a
    title and a labelled description), `extents` all that belongs to it.
    """

    text: str
    names: dict[Key, list[int]]
    extents: dict[Key, Span]


def han(number: int) -> str:
    """A number from 1 to 99 as 一 … 九十九."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _HAN[ones]
    return ("" if tens == 1 else _HAN[tens]) + "十" + (_HAN[ones] if ones else "")


class Page:
    """A report while it is being written."""

    def __init__(self, newline: str = "\n") -> None:
        self._text = ""
        self._newline = newline
        self._names: dict[Key, list[int]] = {}
        self._extents: dict[Key, Span] = {}

    def write(self, text: str) -> None:
        self._text += text.replace("\n", self._newline)

    def name(self, key: Key, text: str) -> None:
        """Write the words by which something is known."""
        self._names.setdefault(key, []).append(len(self._text))
        self.write(text)

    @contextmanager
    def extent(self, key: Key) -> Iterator[None]:
        """Whatever is written meanwhile belongs to `key`."""
        start = len(self._text)
        yield
        self._extents[key] = Span(start, len(self._text))

    def report(self) -> Report:
        text = self._text.rstrip() + self._newline
        extents = {key: Span(span.start, min(span.end, len(text))) for key, span in self._extents.items()}
        return Report(text, self._names, extents)
