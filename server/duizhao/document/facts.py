"""The small facts through which document-level checkers see a section; while they stay equal, so do those checkers'
findings.
"""

from collections.abc import Iterable
from typing import NamedTuple

from duizhao.document.blocks import Block, Kind
from duizhao.document.counts import Announcement, announcements_of
from duizhao.document.flow import Flow, flow_of
from duizhao.document.headings import Heading
from duizhao.document.indented import is_indented_prose
from duizhao.document.items import item_number
from duizhao.document.labels import Label, labels_of
from duizhao.document.passages import Passage
from duizhao.document.runs import Run, runs_of
from duizhao.text import Span


class Facts(NamedTuple):
    """What one section contributes; all spans are relative to the section.

    `text_start` is where the first thing beside its heading begins, counted from the end of the heading's block, None
    in an empty section; `items` are the numbers of its top ordered list items; `indented` says whether text stands in
    it that Markdown takes for code, and that may hold headings.
    """

    heading: Heading | None
    labels: tuple[Label, ...]
    runs: tuple[Run, ...]
    text_start: int | None
    items: tuple[int, ...] = ()
    announcements: tuple[Announcement, ...] = ()
    indented: bool = False
    flow: Flow = Flow()

    @property
    def has_text(self) -> bool:
        """Whether anything stands in the section beside its heading."""
        return self.text_start is not None


_NO_TEXT = frozenset({Kind.HEADING, Kind.BLANK, Kind.COMMENT, Kind.RULE, Kind.FRONT_MATTER})


def facts_of(blocks: Iterable[Block], starts: Iterable[int]) -> Facts:
    """The facts of the section that has these blocks at these offsets; the first one may be its heading."""
    passages = [Passage(block, block.prose, start) for block, start in zip(blocks, starts, strict=True)]
    items: list[int] = []
    heading: Heading | None = None
    text_start: int | None = None
    for block, _, start in passages:
        heading = heading or block.heading
        if text_start is None:
            if block.heading is not None:
                text_start = None if block.heading.body is None else 0
            elif block.kind not in _NO_TEXT:
                head = len(passages[0].block.text) if heading else 0
                text_start = start - head + len(block.text) - len(block.text.lstrip())
        if block.kind is Kind.LIST_ITEM and (number := item_number(block.text)) is not None:
            items.append(number)
    labels, runs = labels_of(passages), runs_of(passages)
    announcements = announcements_of(passages, runs, labels)
    indented = any(is_indented_prose(block) for block, _, _ in passages)
    return Facts(heading, labels, runs, text_start, tuple(items), announcements, indented, flow_of(passages))


def heading_span(heading: Heading) -> Span:
    """Where a heading's number and title stand: the smallest span that names the section."""
    return Span(heading.number_span.start, max(heading.title_span.end, heading.number_span.end))
