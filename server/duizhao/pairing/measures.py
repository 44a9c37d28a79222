"""The measures of a draft that are held against its problems, each with its words and the fields that speak of it."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from duizhao.document.prose import MASK, masked
from duizhao.findings import Place
from duizhao.pairing.labels import FieldKind, field_of
from duizhao.pairing.model import Evidence, Field, Form, Item
from duizhao.pairing.pairing import Pairing, extent_text
from duizhao.text import Span

_WRITTEN_TOGETHER = frozenset({Evidence.LABEL, Evidence.ROW, Evidence.NESTED})
_MARKS = re.compile(
    r"^[ \t　]*(?:#{1,6}[ \t]+|[-*+][ \t]+|\d{1,3}[.、)][ \t]*|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]"
    r"|(?:[一二三四五六七八九十]{1,2}是))+",
    re.MULTILINE,
)
_TICKED = re.compile(r"[-*+][ \t]+\[[xX]\]|\d{1,9}[.)][ \t]+\[[xX]\]")
_LINE = re.compile(r"[^\r\n]+")


class Measure(NamedTuple):
    """A measure of this draft, not last time's.

    `number` is its index in the pairing. `text` is what it says, with what is no prose masked; it stands at `start` of
    section `item.section`, and may go on over the following ones. `fields` are its own, those of what is listed in it,
    and those of the problem that it is written under, each with its section. `last`: nothing stands behind it in the
    document.
    """

    number: int
    item: Item
    text: str
    start: int
    fields: tuple[tuple[int, Field], ...]
    last: bool

    @property
    def words(self) -> str:
        """The text without numbers of lists, marks and emphasis, the name first."""
        name = self.item.span.end - self.start
        behind = "" if self.item.form is Form.ROW else self.text[name:]
        head = self.text[:name] if self.item.form is Form.ROW else "" if self.item.points else self.item.head
        said = f"{head}。{behind.lstrip('。.；;：: *_')}".replace(MASK, "")
        return _MARKS.sub("", said).replace("**", "").replace("__", "").strip()

    def has(self, kind: FieldKind) -> bool:
        """Whether a field of this kind speaks of it."""
        return any(field_of(field.name) is kind and field.text.strip() for _, field in self.fields)

    def lines(self) -> Iterator[Span]:
        """Its lines that are no name of a heading; spans relative to the text."""
        start = self.item.span.end - self.start if self.item.form is Form.HEADING else 0
        for match in _LINE.finditer(self.text, start):
            left = _MARKS.match(match.group())
            begin = match.start() + (left.end() if left else 0)
            text = self.text[begin : match.end()]
            yield Span(begin + len(text) - len(text.lstrip("。.：: \t　*_")), begin + len(text.rstrip()))


@lru_cache(1)
def measures_of(pairing: Pairing) -> tuple[Measure, ...]:
    """The measures at the level that is held against problems, in the order of the text; of the last pairing they are
    kept, since several checkers ask.
    """
    return tuple(_measures(pairing))


def _is_ticked(pairing: Pairing, item: Item) -> bool:
    """Whether it is a task that is done: - [x]."""
    return _TICKED.match(pairing.document.sections[item.section].text, item.start) is not None


def _measures(pairing: Pairing) -> Iterator[Measure]:
    items = pairing.items
    below: dict[int, list[int]] = {}
    for index, item in enumerate(items):
        if item.parent is not None:
            below.setdefault(item.parent, []).append(index)
    last = pairing.document.sections[-1].text
    end = pairing.document.starts[-1] - len(last) + len(last.rstrip())
    for index, item in enumerate(items):
        if item.role != "measure" or not item.paired or item.past or _is_ticked(pairing, item):
            continue
        start = item.span.start
        stop = item.span.end if item.form is Form.ROW else item.end
        text = masked(extent_text(pairing.document, replace(item, start=start, end=stop)))
        speaking = [items[each] for each in _speaking(pairing, below, index)]
        fields = tuple([(each.section, field) for each in speaking for field in each.fields])
        yield Measure(index, item, text, start, fields, pairing.extent_of(index).end >= end)


def place_in(pairing: Pairing, measure: Measure, span: Span) -> Place:
    """Where `span` of a measure's text stands, in the section that holds it."""
    starts = pairing.document.starts
    offset = starts[measure.item.section] + measure.start + span.start
    section = max(0, min(bisect_right(starts, offset) - 1, len(starts) - 2))
    begin = offset - starts[section]
    return Place(section, Span(begin, min(begin + span.end - span.start, starts[section + 1] - starts[section])))


def _speaking(pairing: Pairing, below: dict[int, list[int]], index: int) -> Iterator[int]:
    """The items whose fields speak of a measure."""
    waiting = [index]
    while waiting:
        each = waiting.pop()
        yield each
        waiting += below.get(each, ())
    for link in pairing.links_of(index):
        if link.partner == index and link.evidence in _WRITTEN_TOGETHER:
            yield link.problem
