"""The small facts through which document-level checkers see a section; while they stay equal, so do those checkers'
findings.
"""

from collections.abc import Iterable
from typing import NamedTuple

from duizhao.document.blocks import Block, Kind
from duizhao.document.headings import Heading
from duizhao.document.items import item_number
from duizhao.document.labels import Label, read_labels
from duizhao.document.prose import prose_of
from duizhao.document.runs import Run, RunMember, read_runs, runs_of
from duizhao.text import Span


class Facts(NamedTuple):
    """What one section contributes; all spans are relative to the section.

    `has_text` says whether anything stands in it beside its heading; `items` are the numbers of its top ordered list
    items.
    """

    heading: Heading | None
    labels: tuple[Label, ...]
    runs: tuple[Run, ...]
    has_text: bool
    items: tuple[int, ...] = ()


def facts_of(blocks: Iterable[Block], starts: Iterable[int]) -> Facts:
    """The facts of the section that has these blocks at these offsets; the first one may be its heading."""
    labels: list[Label] = []
    marks: list[list[RunMember]] = []
    items: list[int] = []
    heading: Heading | None = None
    has_text = False
    for block, start in zip(blocks, starts, strict=True):
        heading = heading or block.heading
        has_text = has_text or block.kind not in (Kind.HEADING, Kind.BLANK, Kind.COMMENT, Kind.RULE)
        if block.heading is not None and block.heading.body is not None:
            has_text = True
        if block.kind is Kind.LIST_ITEM and (number := item_number(block.text)) is not None:
            items.append(number)
        prose = prose_of(block)
        if prose is None:
            if block.kind is Kind.CODE:  # indented text of an office paste, perhaps: what it holds is not missing
                marks.append([m._replace(sure=False, span=m.span.shifted(start)) for m in read_runs(block.text)])
            continue
        labels += [
            label._replace(span=label.span.shifted(start), value_span=label.value_span.shifted(start))
            for label in read_labels(prose)
        ]
        if members := read_runs(prose):
            marks.append([m._replace(span=m.span.shifted(start)) for m in members])
    return Facts(heading, tuple(labels), runs_of(marks), has_text, tuple(items))


def heading_span(heading: Heading) -> Span:
    """Where a heading's number and title stand: the smallest span that names the section."""
    return Span(heading.number_span.start, max(heading.title_span.end, heading.number_span.end))
