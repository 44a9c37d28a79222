"""Links that the structure suggests: the same aspect on both sides, or two lists of equal length in the same order."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

from duizhao.document.numbering import System
from duizhao.document.tags import TagKind
from duizhao.pairing.model import Evidence, Item, Link
from duizhao.pairing.wording import aspect_key, crossed

_SHORTEST_ASPECT = 2
_SHORTEST_PART = 4
_SAME_RANK = {System.DIGIT_COMMA.value: System.DIGIT_DOT.value}

TextOf = Callable[[int], str]
Said = Mapping[int, Set[int]]
"""For each problem the partners of one role that the text itself names."""


def same_aspects(items: Sequence[Item], problems: Sequence[int], partners: Sequence[int]) -> list[tuple[int, int]]:
    """The pairs of items with titles about the same, each of which fits only the other.

    A short title inside a prescribed long one says nothing: the notice's words are in all of them.
    """
    keys = [(index, aspect_key(items[index].head)) for index in partners]
    by_key: dict[str, list[int]] = {}
    for index, key in keys:
        if len(key) >= _SHORTEST_ASPECT:
            by_key.setdefault(key, []).append(index)
    several = _several_in_one(items, problems, keys)
    pairs: list[tuple[int, int]] = []
    for problem in problems:
        key = aspect_key(items[problem].head)
        fitting = by_key.get(key) or ([] if len(key) < _SHORTEST_PART else list(_around(key, by_key)))
        if len(fitting) == 1:
            pairs.append((problem, fitting[0]))
    taken: dict[int, int] = {}
    for _, partner in pairs:
        taken[partner] = taken.get(partner, 0) + 1
    return [
        *((problem, partner) for problem, partner in pairs if taken[partner] == 1 and partner not in several),
        *((problem, partner) for partner, held in several.items() for problem in held),
    ]


def _several_in_one(
    items: Sequence[Item], problems: Sequence[int], keys: Sequence[tuple[int, str]]
) -> Mapping[int, Sequence[int]]:
    """The partners whose title names several aspects (在学习、作风方面), each with the problems that it names."""
    own = [(index, key) for index in problems[:_MOST_COMPARED] if len(key := aspect_key(items[index].head)) >= 2]
    found = {partner: [index for index, each in own if each in key] for partner, key in keys[:_MOST_COMPARED]}
    return {partner: held for partner, held in found.items() if len(held) > 1}


def _around(key: str, by_key: Mapping[str, Iterable[int]]) -> Iterator[int]:
    if len(by_key) > _MOST_COMPARED:
        return
    for other, holders in by_key.items():
        shorter, longer = sorted((key, other), key=len)
        if len(shorter) >= max(_SHORTEST_PART, len(longer) // 2) and shorter in longer:
            yield from holders


_MOST_COMPARED = 60


def in_order(
    items: Sequence[Item], problems: Sequence[int], partners: Sequence[int], said: Said, text_of: TextOf
) -> list[tuple[int, int]]:
    """The pairs that two lists of equal length make, one by one; none where the author numbers them in different ways,
    names other pairs, or wrote one of them in another order.
    """
    if len(problems) != len(partners) or len(problems) < 2:
        return []
    if len({_style(items[index]) for index in (*problems, *partners)}) != 1:
        return []
    place = {partner: at for at, partner in enumerate(partners)}
    for at, problem in enumerate(problems):
        named = [place[partner] for partner in said.get(problem, ()) if partner in place]
        if any(other != at for other in named):
            return []
    if crossed([text_of(index) for index in problems], [text_of(index) for index in partners]):
        return []
    return [
        (problem, partner)
        for problem, partner in zip(problems, partners, strict=True)
        if not _stands_alone(items[problem]) and not _stands_alone(items[partner])
    ]


def _stands_alone(item: Item) -> bool:
    """Whether its author says that a problem needs something not, or that a measure answers nothing."""
    return any(tag.kind in (TagKind.NEEDS_NO, TagKind.FOR_NONE) for tag in item.tags)


def _style(item: Item) -> tuple[str, str]:
    return item.form.value, _SAME_RANK.get(item.style, item.style)


def by_aspects(items: Sequence[Item], problems: Sequence[int], partners: Sequence[int], said: Said) -> Iterator[Link]:
    """The links that equal aspects suggest, beside those that are said."""
    for problem, partner in same_aspects(items, problems, partners):
        if not said.get(problem):
            yield Link(problem, partner, Evidence.ASPECT)


def _left_over(
    items: Sequence[Item], problems: Sequence[int], partners: Sequence[int], said: Said, aspects: Sequence[Link]
) -> Iterator[Link]:
    """The only problem and the only partner that are left over, if they stand at the same place of their lists."""
    linked = {link.problem for link in aspects} | {problem for problem in problems if said.get(problem)}
    taken = {link.partner for link in aspects} | {partner for others in said.values() for partner in others}
    places = [at for at, problem in enumerate(problems) if problem not in linked]
    free = [at for at, partner in enumerate(partners) if partner not in taken]
    if len(problems) == len(partners) and len(places) == 1 and places == free:
        problem, partner = problems[places[0]], partners[free[0]]
        if not _stands_alone(items[problem]) and not _stands_alone(items[partner]):
            yield Link(problem, partner, Evidence.ORDER)


def inferred(
    items: Sequence[Item],
    problems: Sequence[int],
    partners: Sequence[int],
    said: Said,
    text_of: TextOf,
    *,
    alone: bool = True,
) -> Iterator[Link]:
    """All links between two lists that their structure suggests, beside those that are said. Their order suggests
    something only where no other list answers the same problems (`alone`).
    """
    if all(said.get(problem) for problem in problems):
        return
    aspects = list(by_aspects(items, problems, partners, said))
    if aspects or same_aspects(items, problems, partners):
        yield from aspects
        yield from _left_over(items, problems, partners, said, aspects)
        return
    if not alone:
        return
    for problem, partner in in_order(items, problems, partners, said, text_of):
        if not said.get(problem):
            yield Link(problem, partner, Evidence.ORDER)
