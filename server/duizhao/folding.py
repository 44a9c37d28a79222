"""What of a document can be folded away."""

from enum import Enum
from typing import NamedTuple

from duizhao.document import Document, Kind, Section
from duizhao.text import PositionEncoding


class FoldKind(Enum):
    """What is folded."""

    SECTION = "section"
    BLOCK = "block"
    COMMENT = "comment"


class Fold(NamedTuple):
    """Lines `first` to `last` (from 0, both inclusive, at least two); the first one stays to be seen."""

    first: int
    last: int
    kind: FoldKind


_BLOCKS = {
    Kind.FRONT_MATTER: FoldKind.BLOCK,
    Kind.TABLE: FoldKind.BLOCK,
    Kind.FENCE: FoldKind.BLOCK,
    Kind.COMMENT: FoldKind.COMMENT,
}


def folds(document: Document) -> list[Fold]:
    """Sections with all that stands under them, front matter, tables, fences and comments of several lines, in the
    order of their first lines, the outer before the inner. Blank lines at their ends stay to be seen.
    """
    outline, sections, lines = document.outline, document.sections, document.first_lines
    found = []
    for index, section in enumerate(sections):
        if section.heading is not None:
            last = outline.end(index) - 1
            found.append(Fold(lines[index], lines[last] + _last_line(sections[last]), FoldKind.SECTION))
        for block, start in zip(section.blocks, section.block_starts, strict=True):
            if block.kind in _BLOCKS:
                first = lines[index] + _line(section, start)
                last = lines[index] + _line(section, start + len(block.text.rstrip()))
                found.append(Fold(first, last, _BLOCKS[block.kind]))
    return [fold for fold in found if fold.last > fold.first]


def _last_line(section: Section) -> int:
    """The section's last line with anything on it, from its first."""
    return _line(section, len(section.text.rstrip()))


def _line(section: Section, offset: int) -> int:
    return section.source.position(offset, PositionEncoding.UTF32).line
