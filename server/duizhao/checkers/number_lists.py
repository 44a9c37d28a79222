"""Which numbers count together: the lists that the numbered headings of a family make."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from duizhao.checkers.checker import Family
from duizhao.document import Confidence, Heading, Number, System
from duizhao.document.numbering import write_number
from duizhao.findings import Place

_MARKDOWN = frozenset({System.DIGIT_DOT, System.DIGIT_HALF_PAREN})


class Member(NamedTuple):
    """A numbered heading of a family; `before` are the numbers of list items between the sister before and itself,
    and `hidden` says whether indented text stands there, which may hold headings.
    """

    subject: int
    heading: Heading
    number: Number
    before: tuple[int, ...]
    hidden: bool

    @property
    def ordinal(self) -> int:
        return self.number.ordinal

    @property
    def place(self) -> Place:
        return Place(self.subject, self.heading.number_span)

    @property
    def vague(self) -> bool:
        """Whether it may be no heading at all, but text that begins with a number."""
        return self.heading.confidence is Confidence.POSSIBLE

    def written(self, ordinal: int) -> str:
        """How this heading would write `ordinal`."""
        return write_number(self.number.system, ordinal, like=self.number)


def members_of(family: Family) -> list[Member]:
    """The numbered headings; a last one that has no title yet may be half a number, and does not count."""
    members: list[Member] = []
    items: tuple[int, ...] = ()
    hidden = False
    for subject, facts in enumerate(family.children, 1):
        heading = facts.heading
        if heading is not None and heading.number is not None and (heading.title or subject < len(family.children)):
            members.append(Member(subject, heading, heading.number, items, hidden))
            items, hidden = (), False
        items += facts.items
        hidden = hidden or facts.indented
    return members


def number_lists(members: Sequence[Member], parent: Heading | None) -> Iterator[list[Member]]:
    """The lists that `members` make under `parent`, each of which should count up by ones.

    Ones throughout are Markdown's way of leaving the counting to it, and no list here.
    """
    under_decimal = parent is not None and parent.number is not None and bool(parent.number.path)
    for sequence in _sequences(members, under_decimal=under_decimal):
        yield from _lists(sequence)


def _sequences(members: Iterable[Member], *, under_decimal: bool) -> list[list[Member]]:
    """Members that count together: of one rank, and decimal ones under one head, which may be the parent's."""
    sequences: dict[tuple[int, ...], list[Member]] = {}
    for member in members:
        path = member.number.path
        key = (member.number.system.rank, *((len(path),) if under_decimal else path[:-1]))
        sequences.setdefault(key, []).append(member)
    kept = [[m for m, fits in zip(s, _fitting(s), strict=True) if fits or not m.vague] for s in sequences.values()]
    return [sequence for sequence in kept if len(sequence) > 1]


def _fitting(sequence: Sequence[Member]) -> list[bool]:
    """For each member whether it goes on from the one before or is gone on from, or has the same number as either."""
    steps = [after.ordinal - before.ordinal in (0, 1) for before, after in pairwise(sequence)]
    return [before or after for before, after in pairwise([False, *steps, False])]


def _lists(sequence: Sequence[Member]) -> list[list[Member]]:
    """The sequence, cut where a new list begins. Ones throughout are Markdown's way of leaving the counting to it.

    A list may stand within an item of another one that uses the same numbers (一、二、一、二、三、); then that goes on.
    """
    if sequence[0].number.system in _MARKDOWN and all(member.ordinal == 1 for member in sequence):
        return []
    lists = [current := [sequence[0]]]
    left: dict[int, list[Member]] = {}  # the lists that others began after, by their last numbers
    for index in range(1, len(sequence)):
        member = sequence[index]
        if _begins_list(sequence, index, current):
            left[current[-1].ordinal] = current
            lists.append(current := [])
        elif (outer := left.get(member.ordinal - 1)) and _is_astray(sequence, index):
            del left[member.ordinal - 1]
            current = outer
        current.append(member)
    return lists


def _is_astray(sequence: Sequence[Member], index: int) -> bool:
    """Whether the number there may go on from another list than the one before it: it is smaller, and no slip; or it
    does not follow, and is of the highest system, whose lists stand side by side only by being nested.
    """
    ordinal, before = sequence[index].ordinal, sequence[index - 1].ordinal
    if ordinal >= before:
        return sequence[index].number.system is System.HAN and ordinal != before + 1
    return not (index + 1 < len(sequence) and sequence[index + 1].ordinal in (before + 1, before + 2))


def _begins_list(sequence: Sequence[Member], index: int, current: Sequence[Member]) -> bool:
    """Whether a new list begins at `index`, after the `current` one: with a 1, or with list items."""
    member = sequence[index]
    ordinal, before, first = member.ordinal, sequence[index - 1].ordinal, current[0].ordinal
    if (ordinal != before + 1 and ordinal - 1 in member.before) or (ordinal == 1 and member.before):
        return True
    if ordinal != 1 or before == 1 or (first == 1 and member.number.path):
        return False
    mistyped = index + 1 < len(sequence) and sequence[index + 1].ordinal == first + len(current) + 1
    return not mistyped
