"""A section: a heading with the blocks up to the next heading, the unit in which a document is kept, reused and
checked.
"""

from collections.abc import Iterable
from functools import cached_property

from duizhao.document.blocks import Block, Kind
from duizhao.document.facts import Facts, facts_of
from duizhao.document.headings import Heading
from duizhao.document.traces import Traces, traces_of
from duizhao.text import SourceText


class Section:
    """Immutable. Every span that is said to be relative to a section counts code points from its first character.

    Sections are equal when their text and blocks are; what a section knows is worked out once and lives as long as it
    does.
    """

    __slots__ = ("__dict__", "blocks", "heading")

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self.blocks = blocks
        self.heading: Heading | None = blocks[0].heading if blocks else None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Section) and self.blocks == other.blocks

    def __hash__(self) -> int:
        return hash(self.blocks)

    def __repr__(self) -> str:
        return f"Section({self.heading.text if self.heading else '—'!r}, {len(self.blocks)} blocks)"

    @cached_property
    def source(self) -> SourceText:
        """The section's text with its line index."""
        return SourceText("".join([block.text for block in self.blocks]))

    @property
    def text(self) -> str:
        return self.source.text

    @cached_property
    def line_ends(self) -> int:
        """How many line ends the section holds."""
        return len(self.source.line_starts) - 1

    @cached_property
    def block_starts(self) -> tuple[int, ...]:
        """Offset of each block in the section."""
        starts, offset = [], 0
        for block in self.blocks:
            starts.append(offset)
            offset += len(block.text)
        return tuple(starts)

    @cached_property
    def facts(self) -> Facts:
        return facts_of(self.blocks, self.block_starts)

    @cached_property
    def traces(self) -> Traces:
        return traces_of(self.blocks, self.block_starts, self.facts)


def sections_of(blocks: Iterable[Block]) -> list[Section]:
    """`blocks` cut before every heading; the first section has no heading when text stands before the first one."""
    sections: list[Section] = []
    current: list[Block] = []
    for block in blocks:
        if block.kind is Kind.HEADING and current:
            sections.append(Section(tuple(current)))
            current = []
        current.append(block)
    if current:
        sections.append(Section(tuple(current)))
    return sections
