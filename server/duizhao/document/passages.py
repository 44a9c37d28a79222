"""Blocks as the readers of a whole section see them."""

from typing import NamedTuple

from duizhao.document.blocks import Block


class Passage(NamedTuple):
    """A block of a section, its prose (None: it has none) and its offset in the section."""

    block: Block
    prose: str | None
    start: int
