"""What a section lists inside itself: list items, table rows and the members of runs."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from itertools import accumulate, pairwise
from typing import NamedTuple

from duizhao.document.blocks import Kind, lines_of
from duizhao.document.passages import Passage
from duizhao.document.prose import MASK
from duizhao.document.runs import Run
from duizhao.text import Span


class UnitForm(Enum):
    """How a unit is marked."""

    LIST_ITEM = "list item"
    ROW = "row"
    RUN_MEMBER = "run member"


class Cell(NamedTuple):
    """One cell of a table row: its column's heading, its text and where that stands, relative to the section."""

    header: str
    text: str
    span: Span


class Unit(NamedTuple):
    """One thing listed; spans are relative to the section.

    `ordinal` counts from 1, None for a bullet; `style` is how it is numbered (`1.`, `-`, `一是`, `|`); `depth` is 0 for
    what is listed at the top of the section. `span` holds the first sentence with its mark, `extent` everything that
    belongs to it. `head` is that sentence without mark and emphasis, `cells` the cells of a row.
    """

    form: UnitForm
    ordinal: int | None
    style: str
    depth: int
    span: Span
    extent: Span
    head: str
    cells: tuple[Cell, ...] = ()


_LIST_MARK = re.compile(r"[ \t]*(?P<mark>[-*+]|(?P<number>\d{1,9})[.)])(?:[ \t]+|$)(?:\[[ xX]\][ \t]+)?")
_SENTENCE_END = re.compile(r"[。！？；!?;\r\n]|\.(?=\s|$)")
_TAIL_BLANKS = " \t\u3000\r\n"
_CELL = re.compile(r"(?:[^|\\]|\\.)*+(?=\||$)", re.DOTALL)
_EMPHASIS = re.compile(r"\*\*|__|~~")
_LONGEST_HEAD = 200
_MOST_CELLS = 60


def units_of(passages: Sequence[Passage], runs: Iterable[Run]) -> tuple[Unit, ...]:
    """Everything that the section of these passages lists, in the order of the text; `runs` are the section's."""
    units = [*_list_items(passages), *_rows(passages), *_run_members(passages, runs)]
    if len(units) > 1:
        units.sort(key=lambda unit: (unit.extent.start, -unit.extent.end))
    return tuple(_nested(units))


def head_of(text: str) -> str:
    """The first sentence of `text` without emphasis, masked text and the stop that ends it; never longer than a heading
    can be read.
    """
    stop = _SENTENCE_END.search(text)
    words = text[: stop.start()] if stop else text
    return _EMPHASIS.sub("", words).replace(MASK, "").strip(_TAIL_BLANKS + "：:*_")[:_LONGEST_HEAD]


def sentence_end(text: str, start: int, end: int) -> int:
    """Where the first sentence of `text[start:end]` ends, without the mark that ends it."""
    stop = _SENTENCE_END.search(text, start, end)
    return stop.start() if stop else stripped_end(text, start, end)


def stripped_end(text: str, start: int, end: int) -> int:
    """Where `text[start:end]` ends without the blanks behind it."""
    while end > start and text[end - 1] in _TAIL_BLANKS:
        end -= 1
    return end


class _OpenItem(NamedTuple):
    """A list item whose end has not been reached."""

    indent: int
    place: int


def _list_items(passages: Sequence[Passage]) -> list[Unit]:
    """Items of Markdown lists; one ends before the next item that is no deeper, or before what is not in the list."""
    units: list[Unit] = []
    stack: list[_OpenItem] = []
    end = 0

    def close(down_to: int) -> None:
        while stack and stack[-1].indent >= down_to:
            index = stack.pop().place
            units[index] = units[index]._replace(extent=Span(units[index].extent.start, end))

    for block, prose, start in passages:
        mark = _LIST_MARK.match(prose) if prose is not None and block.kind is Kind.LIST_ITEM else None
        if prose is not None and mark is not None:
            indent = len(prose[: mark.start("mark")].expandtabs(4))
            close(indent)
            stack.append(_OpenItem(indent, len(units)))
            units.append(_list_item(prose[: len(block.text.rstrip())], mark, start))
        elif stack and not (block.kind is Kind.COMMENT or block.text[:1] in " \t"):
            close(0)
        end = start + len(block.text.rstrip())
    close(0)
    return units


def _list_item(prose: str, mark: re.Match[str], start: int) -> Unit:
    number = mark["number"]
    style = mark["mark"] if number is None else f"1{mark['mark'][-1]}"
    first = min(mark.end(), len(prose))
    stop = stripped_end(prose, first, len(prose))
    span = Span(mark.start("mark"), max(sentence_end(prose, first, stop), first)).shifted(start)
    ordinal = int(number) if number else None
    extent = Span(span.start, start + stop)
    return Unit(UnitForm.LIST_ITEM, ordinal, style, 0, span, extent, head_of(prose[first:stop]))


def _rows(passages: Iterable[Passage]) -> Iterator[Unit]:
    for block, prose, start in passages:
        if block.kind is Kind.TABLE and prose is not None:
            ends = list(accumulate(map(len, lines_of(block.text)), initial=0))
            yield from _rows_of([prose[at:end] for at, end in pairwise(ends)], start)


def _rows_of(lines: Sequence[str], start: int) -> Iterator[Unit]:
    """The rows of one table with the cells under its first row's headings; rows without any text are left out."""
    headers = [table_cell.text for table_cell in _cells(lines[0], 0, ())]
    offset = start + len(lines[0]) + len(lines[1])
    for line in lines[2:]:
        cells = tuple(_cells(line, offset, headers))
        if any(cell.text for cell in cells):
            end = offset + len(line.rstrip())
            first = next(cell for cell in cells if cell.text)
            yield Unit(UnitForm.ROW, None, "|", 0, first.span, Span(offset, end), head_of(first.text), cells)
        offset += len(line)


def _cells(line: str, offset: int, headers: Sequence[str]) -> Iterator[Cell]:
    content = line.rstrip()
    at = len(content) - len(content.lstrip())
    at += content[at : at + 1] == "|"
    for index in range(_MOST_CELLS):
        if at >= len(content) and index:
            return
        match = _CELL.match(content, at)
        raw = match.group() if match else ""
        blank = len(raw) - len(raw.lstrip()) if raw.strip() else 0
        span = Span(offset + at + blank, offset + at + blank + len(raw.strip()))
        header = headers[index] if index < len(headers) else ""
        yield Cell(header, _EMPHASIS.sub("", raw).replace(MASK, "").strip(), span)
        at += len(raw) + 1


def _run_members(passages: Sequence[Passage], runs: Iterable[Run]) -> Iterator[Unit]:
    """The members of runs that count from one without a gap."""
    starts: list[int] = []
    for run in runs:
        members = run.members
        if len(members) < 2 or not run.whole or run.vague:
            continue
        starts = starts or [passage.start for passage in passages]
        stops = [member.span.start for member in members[1:]]
        for ordinal, member in enumerate(members, 1):
            passage = passages[bisect_right(starts, member.span.start) - 1]
            prose = (passage.prose or passage.block.text)[: len(passage.block.text.rstrip())]
            limit = passage.start + len(prose)
            stop = stops[ordinal - 1] if ordinal <= len(stops) else limit
            first, last = member.span.end - passage.start, min(stop, limit) - passage.start
            span = Span(member.span.start, passage.start + sentence_end(prose, first, last))
            extent = Span(span.start, stop if stop > limit else passage.start + stripped_end(prose, first, last))
            head = head_of(prose[first:last].lstrip("，,、：: "))
            yield Unit(UnitForm.RUN_MEMBER, ordinal, run.system.value, 0, span, extent, head)


def _nested(units: Iterable[Unit]) -> Iterator[Unit]:
    """The same units with their depths: how many others each stands in."""
    ends: list[int] = []
    for unit in units:
        while ends and ends[-1] <= unit.extent.start:
            ends.pop()
        yield unit._replace(depth=len(ends)) if ends else unit
        ends.append(unit.extent.end)
