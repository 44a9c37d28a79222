"""Inlay hints for links that are only inferred: what a cause or a measure is taken to answer."""

from collections.abc import Iterator
from typing import NamedTuple

from duizhao.document.numbering import System, write_number
from duizhao.findings import Message
from duizhao.pairing.model import ROLE_WORDS, Item
from duizhao.pairing.pairing import Pairing
from duizhao.pairing.reasons import plain, reason, short
from duizhao.text import Span

_LONGEST = 16


class Hint(NamedTuple):
    """A hint behind the character before `offset` (of the document); `target` is the problem that is meant."""

    offset: int
    label: str
    tooltip: Message
    target: Span


def hints(pairing: Pairing, within: Span) -> Iterator[Hint]:
    """The hints in a part of the document, in the order of the text."""
    found = [_hint(pairing, link.problem, link.partner) for link in pairing.links if link.tier == 2]
    yield from sorted(hint for hint in found if within.start <= hint.offset <= within.end)


def _hint(pairing: Pairing, problem: int, partner: int) -> Hint:
    link = next(each for each in pairing.links_of(partner) if each.problem == problem)
    why = reason(pairing, link)
    words = ROLE_WORDS[pairing.items[problem].role]
    tooltip = Message(
        f"{why.zh}，对应{words.zh}“{pairing.items[problem].head}”。快速修复可以确认，或者写明“针对问题……”",
        f"{why.en}: “{pairing.items[problem].head}”. A quick fix confirms it",
    )
    return Hint(pairing.span_of(partner).end, f"→ {name_of(pairing.items[problem])}", tooltip, pairing.span_of(problem))


def name_of(item: Item) -> str:
    """A short name of an item: its number as it is written, and the beginning of its words."""
    number = "" if item.ordinal is None else _number(item)
    return f"{number}{short(plain(item.head), _LONGEST)}"


def _number(item: Item) -> str:
    system = next((system for system in System if system.value == item.style), None)
    if system is not None:
        return write_number(system, item.ordinal or 1)
    return f"{item.ordinal}. "
