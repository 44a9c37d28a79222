"""Inlay hints for links that are only inferred: what a cause or a measure is taken to answer."""

from collections.abc import Iterator
from typing import NamedTuple

from duizhao.document.numbering import System, write_number
from duizhao.findings import Message
from duizhao.pairing.model import ROLE_WORDS, Item, Link
from duizhao.pairing.pairing import Pairing
from duizhao.pairing.reasons import plain, reason, short
from duizhao.text import Span

_LONGEST = 16
_LONGEST_IN_TOOLTIP = 60


class Hint(NamedTuple):
    """A hint behind the character before `offset` (of the document); `target` is the problem that is meant."""

    offset: int
    label: str
    tooltip: Message
    target: Span


def hints(pairing: Pairing, within: Span) -> Iterator[Hint]:
    """The hints in a part of the document, in the order of the text."""
    inferred = [(pairing.span_of(link.partner).end, link) for link in pairing.links if link.tier == 2]
    shown = [(offset, link) for offset, link in inferred if within.start <= offset <= within.end]
    yield from (_hint(pairing, offset, link) for offset, link in sorted(shown, key=lambda each: (each[0], each[1][:2])))


def _hint(pairing: Pairing, offset: int, link: Link) -> Hint:
    problem = pairing.items[link.problem]
    why, role = reason(pairing, link), ROLE_WORDS[problem.role]
    head = short(plain(problem.head), _LONGEST_IN_TOOLTIP)
    tooltip = Message(
        f"{why.zh}，对应{role.zh}“{head}”。快速修复可以确认，或者写明“针对问题……”",
        f"{why.en}: it answers the {role.en} “{head}”. A quick fix confirms it, or writes it into the text",
    )
    return Hint(offset, f"→ {name_of(problem)}", tooltip, pairing.span_of(link.problem))


def name_of(item: Item) -> str:
    """A short name of an item: its number as it is written, and the beginning of its words."""
    number = "" if item.ordinal is None else _number(item, item.ordinal)
    return f"{number}{short(plain(item.head), _LONGEST)}"


def _number(item: Item, ordinal: int) -> str:
    system = next((system for system in System if system.value == item.style), None)
    return f"{ordinal}. " if system is None else write_number(system, ordinal)
