"""The document: its sections, its outline, its positions, and how it changes."""

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate

from duizhao.document.blocks import Block, Kind, State, lines_of, scan
from duizhao.document.front_matter import FrontMatter, read_front_matter
from duizhao.document.outline import Outline, build_outline, shape_of
from duizhao.document.sections import Section, sections_of
from duizhao.text import Edit, Position, PositionEncoding

_LOOK_BACK = 2  # a block depends on at most two lines after it, hence on at most two blocks


class Document:
    """Immutable; made by `parse`, changed by `edited`, which shares every section that the edit leaves alone.

    Spans and offsets are code points from the start of the document. There is at least one section, even in an empty
    text.
    """

    __slots__ = ("__dict__", "sections")

    def __init__(self, sections: tuple[Section, ...], outline: Outline | None = None) -> None:
        self.sections = sections
        if outline is not None:
            self.__dict__["outline"] = outline

    @staticmethod
    def parse(text: str) -> "Document":
        """The document of any text whatever."""
        return Document(tuple(sections_of(scan([lines_of(text)]))) or (Section(()),))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Document) and self.sections == other.sections

    def __hash__(self) -> int:
        return hash(self.sections)

    @property
    def text(self) -> str:
        """The whole text; joined anew on every call."""
        return "".join([section.text for section in self.sections])

    @cached_property
    def outline(self) -> Outline:
        return build_outline([shape_of(section.heading) for section in self.sections])

    @cached_property
    def starts(self) -> list[int]:
        """Offset of each section, and the length of the text last."""
        return list(accumulate([len(section.text) for section in self.sections], initial=0))

    @cached_property
    def first_lines(self) -> list[int]:
        """Line (from 0) on which each section begins, and the number of line ends last."""
        return list(accumulate([section.line_ends for section in self.sections], initial=0))

    @cached_property
    def front_matter(self) -> FrontMatter:
        """Its entries; spans count from the start of the document."""
        first = self.sections[0].blocks[:1]
        return read_front_matter(first[0].text) if first and first[0].kind is Kind.FRONT_MATTER else FrontMatter()

    def section_at(self, offset: int) -> int:
        """Index of the section that holds the character at `offset`; the last one for the end of the text."""
        return max(0, min(bisect_right(self.starts, offset) - 1, len(self.sections) - 1))

    def position(self, offset: int, encoding: PositionEncoding) -> Position:
        """Position of `offset`, clamped to the text."""
        index = self.section_at(offset)
        line, character = self.sections[index].source.position(offset - self.starts[index], encoding)
        return Position(self.first_lines[index] + line, character)

    def offset(self, position: Position, encoding: PositionEncoding) -> int:
        """Offset of `position`, clamped to its line and to the text."""
        if position.line > self.first_lines[-1]:
            return self.starts[-1]
        index = min(bisect_right(self.first_lines, position.line), len(self.sections)) - 1
        local = Position(position.line - self.first_lines[index], position.character)
        return self.starts[index] + self.sections[index].source.offset(local, encoding)

    def edited(self, edit: Edit) -> "Document":
        """The document after `edit`: equal to parsing the new text, at the cost of what changed."""
        start, end = edit.span
        first, last = self.section_at(start), self.section_at(end)
        touched = bisect_right(self.sections[first].block_starts, start - self.starts[first]) - 1
        while touched <= _LOOK_BACK and first > 0:
            first -= 1
            touched += len(self.sections[first].blocks)
        tail = _Tail(self.sections, first, last + 1)
        kept = tail.blocks[: max(0, touched - _LOOK_BACK)]
        region_start = self.starts[first] + sum(len(block.text) for block in kept)
        count = len(kept)
        region = ""
        while len(region) <= end - region_start and (block := tail.block(count)):
            region += block.text
            count += 1
        text = region[: start - region_start] + edit.text + region[end - region_start :]
        while (block := tail.block(count)) and not _begins_line(block, text):
            text += block.text
            count += 1
        fresh, count = _rescan(text, kept[-1].after if kept else State.START, tail, count)
        middle = sections_of([*kept, *fresh, *tail.blocks[count:]])
        return self._with_sections(first, tail.next_section, middle)

    def _with_sections(self, first: int, stop: int, middle: list[Section]) -> "Document":
        """This document with sections `first` to `stop` (exclusive) replaced; objects that are equal to the old ones
        stay the old ones.
        """
        replaced = self.sections[first:stop]
        for side in (1, -1):
            for old, index in zip(replaced[::side], range(len(middle))[::side], strict=False):
                if middle[index] != old:
                    break
                middle[index] = old
        sections = (*self.sections[:first], *middle, *self.sections[stop:]) or (Section(()),)
        same_shape = [shape_of(s.heading) for s in replaced] == [shape_of(s.heading) for s in middle]
        return Document(sections, self.__dict__.get("outline") if same_shape else None)


class _Tail:
    """The blocks from section `first` on; sections from `next_section` on are loaded only when asked for."""

    def __init__(self, sections: tuple[Section, ...], first: int, next_section: int) -> None:
        self._sections = sections
        self.blocks: list[Block] = []
        self.next_section = first
        while self.next_section < next_section:
            self._load()

    def _load(self) -> None:
        self.blocks += self._sections[self.next_section].blocks
        self.next_section += 1

    def block(self, index: int) -> Block | None:
        while index >= len(self.blocks):
            if self.next_section == len(self._sections):
                return None
            self._load()
        return self.blocks[index]


def _begins_line(block: Block, before: str) -> bool:
    """Whether `block`, put behind `before`, still begins a line."""
    return not before or before[-1] == "\n" or (before[-1] == "\r" and block.text[0] != "\n")


def _rescan(text: str, state: State, tail: _Tail, index: int) -> tuple[list[Block], int]:
    """Blocks of `text`, which stands before the old block `index`, and of the old blocks that must be read again with
    it.

    Returns them with the index of the first old block that stays: the scanner has reached its start in the state it
    had there before.
    """

    def chunks() -> Iterator[list[str]]:
        yield lines_of(text)
        following = index
        while (block := tail.block(following)) is not None:
            yield lines_of(block.text)
            following += 1

    fresh: list[Block] = []
    position, boundary, stays = 0, len(text), index
    for block in scan(chunks(), state):
        fresh.append(block)
        position += len(block.text)
        while boundary < position and (old := tail.block(stays)) is not None:
            boundary += len(old.text)
            stays += 1
        if position == boundary and stays > 0 and tail.blocks[stays - 1].after is block.after:
            break
    return fresh, stays
