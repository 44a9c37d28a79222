"""The small facts through which document-level checkers see a section; while they stay equal, so do those checkers'
findings.
"""

from collections.abc import Iterable
from typing import NamedTuple

from duizhao.document.blocks import Block, Kind
from duizhao.document.counts import Announcement, announcements_of
from duizhao.document.headings import Heading
from duizhao.document.indented import is_indented_prose
from duizhao.document.items import item_number
from duizhao.document.labels import Label, labels_of
from duizhao.document.passages import Passage
from duizhao.document.prose import prose_of
from duizhao.document.runs import Run, runs_of
from duizhao.text import Span


class Facts(NamedTuple):
    """What one section contributes; all spans are relative to the section.

    `has_text` says whether anything stands in it beside its heading; `items` are the numbers of its top ordered list
    items; `indented` says whether text stands in it that Markdown takes for code, and that may hold headings.
    """

    heading: Heading | None
    labels: tuple[Label, ...]
    runs: tuple[Run, ...]
    has_text: bool
    items: tuple[int, ...] = ()
    announcements: tuple[Announcement, ...] = ()
    indented: bool = False


def facts_of(blocks: Iterable[Block], starts: Iterable[int]) -> Facts:
    """The facts of the section that has these blocks at these offsets; the first one may be its heading."""
    passages = [Passage(block, prose_of(block), start) for block, start in zip(blocks, starts, strict=True)]
    items: list[int] = []
    heading: Heading | None = None
    has_text = False
    for block, _, _ in passages:
        heading = heading or block.heading
        has_text = has_text or block.kind not in (Kind.HEADING, Kind.BLANK, Kind.COMMENT, Kind.RULE)
        if block.heading is not None and block.heading.body is not None:
            has_text = True
        if block.kind is Kind.LIST_ITEM and (number := item_number(block.text)) is not None:
            items.append(number)
    labels, runs = labels_of(passages), runs_of(passages)
    announcements = announcements_of(passages, runs, labels)
    indented = any(is_indented_prose(block) for block, _, _ in passages)
    return Facts(heading, labels, runs, has_text, tuple(items), announcements, indented)


def heading_span(heading: Heading) -> Span:
    """Where a heading's number and title stand: the smallest span that names the section."""
    return Span(heading.number_span.start, max(heading.title_span.end, heading.number_span.end))
