"""From a problem to what answers it, and back: definitions, references and highlights."""

from collections.abc import Iterator
from typing import NamedTuple

from duizhao.document.tags import TagKind
from duizhao.pairing.model import Resolution
from duizhao.pairing.pairing import Pairing
from duizhao.text import Span


class Mention(NamedTuple):
    """A place that names a problem: an id, a number, quoted words; `span` is the document's."""

    span: Span
    problem: int
    resolution: Resolution | None = None


def mentions(pairing: Pairing) -> Iterator[Mention]:
    """Every tag and reference that leads to one item, and the ids that items give themselves."""
    for index, item in enumerate(pairing.items):
        start = pairing.document.starts[item.section]
        for tag in item.tags:
            if tag.kind is TagKind.ID:
                yield from (Mention(name.span.shifted(start), index) for name in tag.names)
    for resolution in pairing.resolutions:
        if len(resolution.problems) == 1:
            start = pairing.document.starts[pairing.items[resolution.item].section]
            yield Mention(resolution.at.shifted(start), resolution.problems[0], resolution)


def mention_at(pairing: Pairing, offset: int) -> Mention | None:
    """The mention that holds or ends at `offset`."""
    return next((each for each in mentions(pairing) if each.span.start <= offset <= each.span.end), None)


def named_at(pairing: Pairing, offset: int) -> int | None:
    """The item whose name holds `offset`."""
    index = pairing.item_at(offset)
    if index is None:
        return None
    start, end = pairing.span_of(index)
    return index if start <= offset <= end else None


def definitions(pairing: Pairing, offset: int) -> tuple[Span, ...]:
    """Where to go from `offset`: from a tag or reference to its problem, from an item's name to its partners."""
    mention = mention_at(pairing, offset)
    if mention is not None and mention.resolution is not None:
        return (pairing.span_of(mention.problem),)
    index = mention.problem if mention is not None else named_at(pairing, offset)
    if index is None:
        return ()
    others = {link.partner if link.problem == index else link.problem for link in pairing.links_of(index)}
    return tuple(pairing.span_of(other) for other in sorted(others))


def references(pairing: Pairing, offset: int, *, declaration: bool) -> tuple[Span, ...]:
    """Every place that is about the item at `offset`: tags, references, and the names of partners that say nothing;
    with `declaration` its own name as well.
    """
    mention = mention_at(pairing, offset)
    index = mention.problem if mention is not None else named_at(pairing, offset)
    if index is None:
        return ()
    found = {each.span for each in mentions(pairing) if each.problem == index}
    for link in pairing.links_of(index):
        other = link.partner if link.problem == index else link.problem
        if link.said is None or link.partner == index:
            found.add(pairing.span_of(other))
    if declaration:
        found.add(pairing.span_of(index))
    return tuple(sorted(found))
