"""What a section holds that may take part in pairing, beside its facts; read once, and only when somebody asks."""

from collections.abc import Iterable
from typing import NamedTuple

from duizhao.document.blocks import Block
from duizhao.document.facts import Facts
from duizhao.document.passages import Passage
from duizhao.document.references import Reference, references_of
from duizhao.document.tags import Tag, tags_of
from duizhao.document.units import Unit, units_of


class Traces(NamedTuple):
    """All in the order of the text, spans relative to the section."""

    units: tuple[Unit, ...]
    tags: tuple[Tag, ...]
    references: tuple[Reference, ...]


def traces_of(blocks: Iterable[Block], starts: Iterable[int], facts: Facts) -> Traces:
    """The traces of the section that has these blocks at these offsets, and these facts."""
    passages = [Passage(block, block.prose, start) for block, start in zip(blocks, starts, strict=True)]
    return Traces(units_of(passages, facts.runs), tags_of(passages), references_of(passages))
