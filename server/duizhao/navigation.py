"""From a problem to what answers it, and back: definitions, references and highlights."""

from collections.abc import Iterator
from typing import NamedTuple

from duizhao.document.tags import TagKind
from duizhao.pairing.model import Resolution
from duizhao.pairing.pairing import Pairing
from duizhao.text import Span


class Mention(NamedTuple):
    """A place that names a problem: an id, a number, quoted words; `span` is the document's, and so is `around`, which
    holds the whole expression (针对问题（三）).

    `problems` are the items that it may mean, more than one where it is ambiguous. `resolution` is None for an id that
    an item gives itself.
    """

    span: Span
    around: Span
    problems: tuple[int, ...]
    resolution: Resolution | None = None


class Place(NamedTuple):
    """A place that is about an item; `own` where it is the item's own name or id."""

    span: Span
    own: bool


def mentions(pairing: Pairing) -> Iterator[Mention]:
    """Every tag and reference that leads to an item, and the ids that items give themselves."""
    for index, item in enumerate(pairing.items):
        start = pairing.document.starts[item.section]
        for tag in item.tags:
            if tag.kind is TagKind.ID:
                for name in tag.names:
                    yield Mention(name.span.shifted(start), name.span.shifted(start), (index,))
    for resolution in pairing.resolutions:
        if resolution.problems:
            start = pairing.document.starts[pairing.items[resolution.item].section]
            reference = resolution.reference
            around = reference.span if reference is not None else resolution.at
            yield Mention(resolution.at.shifted(start), around.shifted(start), resolution.problems, resolution)


def mention_at(pairing: Pairing, offset: int) -> Mention | None:
    """The mention that holds or ends at `offset`; else the first whose whole expression does."""
    near = [each for each in mentions(pairing) if each.around.start <= offset <= each.around.end]
    exact = [each for each in near if each.span.start <= offset <= each.span.end]
    return max(exact, key=lambda each: each.span.start) if exact else near[0] if near else None


def named_at(pairing: Pairing, offset: int) -> int | None:
    """The item whose name holds `offset`, or ends there."""
    for place in (offset, offset - 1):
        index = pairing.item_at(place) if place >= 0 else None
        if index is not None:
            start, end = pairing.span_of(index)
            if start <= offset <= end:
                return index
    return None


def definitions(pairing: Pairing, offset: int) -> tuple[Span, ...]:
    """Where to go from `offset`: from a tag or reference to its problem, from an item's name to its partners, which may
    be those of what it stands under, or of what is listed in it.
    """
    mention = mention_at(pairing, offset)
    if mention is not None and mention.resolution is not None:
        return _names(pairing, mention.problems)
    index = mention.problems[0] if mention is not None else named_at(pairing, offset)
    return () if index is None else _names(pairing, _partners_around(pairing, index))


def references(pairing: Pairing, offset: int, *, declaration: bool) -> tuple[Span, ...]:
    """Every place that is about the item at `offset`: tags, references, and the names of partners that say nothing;
    with `declaration` its own name and id as well.
    """
    return tuple([place.span for place in places(pairing, offset) if declaration or not place.own])


def places(pairing: Pairing, offset: int) -> tuple[Place, ...]:
    """Every place that is about the item at `offset`, in the order of the text."""
    mention = mention_at(pairing, offset)
    index = named_at(pairing, offset)
    meant = set(mention.problems) if mention is not None else set() if index is None else {index}
    found = {
        Place(each.span, own=each.resolution is None)
        for each in (mentions(pairing) if meant else ())
        if not meant.isdisjoint(each.problems)
    }
    for item in meant:
        found.add(Place(pairing.span_of(item), own=True))
        for link in pairing.links_of(item):
            if link.said is None or link.partner == item:
                found.add(Place(pairing.span_of(link.partner if link.problem == item else link.problem), own=False))
    return tuple(sorted(found))


def _names(pairing: Pairing, items: tuple[int, ...]) -> tuple[Span, ...]:
    return tuple([pairing.span_of(index) for index in items])


def _partners_around(pairing: Pairing, index: int) -> tuple[int, ...]:
    """The partners of an item; if it has none those of what it stands under, else of what is listed in it."""
    role = pairing.items[index].role
    above: int | None = index
    while above is not None and pairing.items[above].role == role:
        if found := _partners(pairing, above):
            return tuple(sorted(found))
        above = pairing.items[above].parent
    below = {index}
    for other in range(index + 1, len(pairing.items)):
        item = pairing.items[other]
        if item.parent in below and item.role == role:
            below.add(other)
    return tuple(sorted({partner for each in below for partner in _partners(pairing, each)}))


def _partners(pairing: Pairing, index: int) -> set[int]:
    return {link.partner if link.problem == index else link.problem for link in pairing.links_of(index)}
