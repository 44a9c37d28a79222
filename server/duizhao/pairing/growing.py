"""An item while the sections are being read, and which of several a place in a text belongs to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from duizhao.document.references import Reference
from duizhao.document.tags import Tag
from duizhao.pairing.model import Field, Form, Item, Point, Role
from duizhao.text import Span


@dataclass(slots=True, eq=False)
class Growing:
    """An item that is being read."""

    role: Role
    form: Form
    section: int
    span: Span
    start: int
    end: int
    ordinal: int | None
    style: str
    head: str
    group: int
    parent: "Growing | None"
    past: bool
    fields: list[Field] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)

    def done(self, order: Mapping[int, int]) -> Item:
        """The finished item; `order` are the places of all items by their `id`."""
        parent = order[id(self.parent)] if self.parent is not None else None
        head = self.head or (self.points[0].head if self.points else "")
        return Item(
            self.role, self.form, self.section, self.span, self.start, self.end, self.ordinal, self.style, head,
            self.group, parent, past=self.past, fields=tuple(self.fields), tags=tuple(self.tags),
            references=tuple(self.references), points=tuple(self.points),
        )  # fmt: skip


class Stretch(NamedTuple):
    """What an item takes up, as offsets in one section, which it may begin before and go on behind."""

    start: int
    end: int
    item: Growing


class Owners:
    """Which item a place in one section belongs to; asked for places in rising order."""

    def __init__(self, stretches: Sequence[Stretch], host: Growing | None, text: str) -> None:
        self._waiting = sorted(stretches, key=lambda each: (each.start, -each.end), reverse=True)
        self._stack: list[Stretch] = []
        self._left: Stretch | None = None
        self._host = host
        self._text = text

    def of(self, offset: int, *, directly_behind: bool = False) -> Growing | None:
        while self._waiting and self._waiting[-1].start <= offset:
            stretch = self._waiting.pop()
            self._close(stretch.start)
            self._stack.append(stretch)
        self._close(offset)
        if self._stack:
            return self._stack[-1].item
        left = self._left
        if directly_behind and left is not None and not self._text[left.end : offset].strip():
            return left.item
        return self._host

    def _close(self, offset: int) -> None:
        while self._stack and self._stack[-1].end <= offset:
            self._left = self._stack.pop()
