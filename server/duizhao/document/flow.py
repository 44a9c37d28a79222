"""Lines that Markdown would join into one paragraph, because no blank line stands between them."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from duizhao.document.blocks import Block, Kind, State
from duizhao.document.headings import Form, Heading
from duizhao.document.passages import Passage
from duizhao.text import Span

_MARKED = (Form.ATX, Form.SETEXT)
_LINE = re.compile(r"\s*(?P<words>[^\r\n]*\S)")


class Joint(NamedTuple):
    """Where a block begins that would be joined to the one before, and the first line of that one."""

    start: int
    before: Span


class Flow(NamedTuple):
    """How the blocks of a section follow each other; spans are relative to the section.

    `joints` are where blocks of text would be joined, `apart` counts those that would not. `open` is the first line of
    the last block if a plain heading right behind it would be joined to it. `line_end` is the one the section uses.
    """

    joints: tuple[Joint, ...] = ()
    apart: int = 0
    open: Span | None = None
    line_end: str = "\n"


def flow_of(section: Sequence[Passage]) -> Flow:
    """How the blocks of a section follow each other."""
    texts = [(before, after.start) for before, after in pairwise(section) if _is_text(after.block)]
    joints = tuple(Joint(start, _first_line(before)) for before, start in texts if _runs_on(before.block))
    last = section[-1] if section and _runs_on(section[-1].block) else None
    line_end = "\r\n" if section and "\r\n" in section[0].block.text else "\n"
    return Flow(joints, len(texts) - len(joints), last and _first_line(last), line_end)


def is_joined(heading: Heading | None) -> bool:
    """Whether a heading is text to Markdown, and so joined to a line of text right before it."""
    return heading is not None and heading.form not in _MARKED


def _is_text(block: Block) -> bool:
    return is_joined(block.heading) or block.kind is Kind.PARAGRAPH


def _runs_on(block: Block) -> bool:
    """Whether a line of text right behind the block would be joined to it: it ends its line, but not with a break."""
    if block.after is not State.TEXT or not _is_text(block):
        return False
    line = block.text.rstrip("\r\n")
    return len(line) < len(block.text) and not line.endswith(("  ", "\\"))


def _first_line(passage: Passage) -> Span:
    match = _LINE.match(passage.block.text)
    return Span(*match.span("words")).shifted(passage.start) if match else Span(passage.start, passage.start)
