"""Which section of a draft is which section of its pack, and where the two part ways.

Every difference is named once, by its cause: a title with a slip is a near miss, not one section missing and another
one too many; a section in the wrong place is that, and not missing where it should be; nothing is said about what
stands inside a section that is itself missing or superfluous.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeAlias

from duizhao.document import Form, Heading
from duizhao.document import Outline as Tree
from duizhao.rules.matchers import read_title
from duizhao.rules.model import Outline, SectionSpec
from duizhao.section_titles import SectionTitles
from duizhao.slips import Candidate, Slip, closest, is_certain, letter_key, letters_of, slips_in

_MOST_SEARCHED = 2000
_MOST_COMPARED = 300
_SAME = 0.999
_UNMARKED = frozenset({Form.RUN_IN, Form.NUMBERED})
_COLONS = frozenset("：:")


class Reading(NamedTuple):
    """What a heading of the draft was read as; `also` are the other roles of a title such as 存在的问题及整改措施.

    Sections are named by their index in the document.
    """

    section: int
    spec: SectionSpec
    also: tuple[SectionSpec, ...] = ()


class Missing(NamedTuple):
    """A required section that is not there, or (`found` > 0) not there as often as it must be.

    It should stand behind section `after`, or where that is None before section `before`.
    """

    spec: SectionSpec
    after: int | None
    before: int | None
    found: int = 0


class Misplaced(NamedTuple):
    """A section out of order: it should stand behind section `after`, or before section `before`; the other is None."""

    section: int
    spec: SectionSpec
    after: int | None
    before: int | None


class Sunk(NamedTuple):
    """A section that stands inside section `inside` and should stand beside it."""

    section: int
    spec: SectionSpec
    inside: int


class Unexpected(NamedTuple):
    """A section that has no place among those that may stand here."""

    section: int


class Duplicate(NamedTuple):
    """One section more than there may be; `first` is the one that counts."""

    section: int
    spec: SectionSpec
    first: int


class NearMiss(NamedTuple):
    """A title that is nearly `wording`, one of the titles of `spec`.

    `slips` are the places where they differ, none when they differ so much that only the whole can be named; `certain`
    says that nothing else can have been meant.
    """

    section: int
    spec: SectionSpec
    wording: str
    slips: tuple[Slip, ...]
    certain: bool


Trouble: TypeAlias = Missing | Misplaced | Sunk | Unexpected | Duplicate | NearMiss


@dataclass(frozen=True, slots=True)
class Scope:
    """Sections side by side, held against those that the pack lists.

    `parents` are the sections whose children they are, -1 for the top; `spec` is what the pack calls their parent,
    None for the top. `members` and `readings` are in the order of the text.
    """

    parents: tuple[int, ...]
    spec: SectionSpec | None
    wanted: Outline | SectionSpec
    members: tuple[int, ...]
    readings: tuple[Reading, ...]
    troubles: tuple[Trouble, ...]

    def found(self) -> Mapping[str, int]:
        """For the id of every section that is there, the index of the first one."""
        found: dict[str, int] = {}
        for reading in self.readings:
            for spec in (reading.spec, *reading.also):
                found.setdefault(spec.id, reading.section)
        return found


@dataclass(frozen=True)
class Alignment:
    """A draft held against an outline. `title` is the section that is the report's title, if it has one."""

    title: int | None
    scopes: tuple[Scope, ...]

    @cached_property
    def readings(self) -> Mapping[int, Reading]:
        """What each section was read as."""
        return {reading.section: reading for scope in self.scopes for reading in scope.readings}

    def under(self, parent: int) -> Scope | None:
        """The scope that the children of a section stand in, -1 for the top."""
        return self._by_parent.get(parent)

    @cached_property
    def _by_parent(self) -> Mapping[int, Scope]:
        return {parent: scope for scope in reversed(self.scopes) for parent in scope.parents}


class Aligner:
    """Holds drafts against one outline; made once for many drafts."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self._readers: dict[int, SectionTitles] = {}

    def reader(self, wanted: Outline | SectionSpec) -> SectionTitles:
        """The reader of the sections directly inside `wanted`, which is part of this outline."""
        if id(wanted) not in self._readers:
            self._readers[id(wanted)] = SectionTitles(wanted.sections)
        return self._readers[id(wanted)]

    def align(self, headings: Sequence[Heading | None], tree: Tree) -> Alignment:
        """The draft that has these headings, one for each of its sections, held against the outline."""
        return _Alignment(self, headings, tree).result()


def align(headings: Sequence[Heading | None], tree: Tree, outline: Outline) -> Alignment:
    """One draft held against `outline`; see `Aligner`."""
    return Aligner(outline).align(headings, tree)


class _Alignment:
    """One draft being held against an outline."""

    def __init__(self, aligner: Aligner, headings: Sequence[Heading | None], tree: Tree) -> None:
        self.aligner = aligner
        self.headings = headings
        self.tree = tree
        self.title = self._title()

    def result(self) -> Alignment:
        outline = self.aligner.outline
        top = (-1,) if self.title is None else (-1, self.title)
        scopes: list[Scope] = []
        waiting: list[tuple[tuple[int, ...], SectionSpec | None]] = [(top, None)] if _has_scope(outline) else []
        for parents, spec in waiting:
            scope = _ScopeAlignment(self, parents, spec, outline if spec is None else spec)
            scopes.append(scope.result())
            waiting.extend(scope.inner())
        return Alignment(self.title, tuple(scopes))

    def _title(self) -> int | None:
        """The report's title: what comes first, has no number and is no section of the pack."""
        first = self.tree.roots[0] if self.tree.roots else -1
        heading = self.headings[first] if first >= 0 else None
        if heading is None or heading.number is not None:
            return None
        if heading.level != 1 and heading.form not in (Form.BOLD, Form.TITLE):
            return None
        spec = self.aligner.outline.title
        if spec is not None:
            read = read_title(heading.title)
            if any(each.takes(read) for each in spec.match):
                return first
        reader = self.aligner.reader(self.aligner.outline)
        if not reader.read(heading.title):
            return None if reader.has_slips(heading.title) else first
        inside = any(reader.read(self.title_of(child)) for child in self.tree.children[first][:_MOST_SEARCHED])
        return first if inside and reader.exactly(heading.title) is None else None

    def title_of(self, section: int) -> str:
        heading = self.headings[section]
        return heading.title if heading is not None else ""

    def is_label(self, section: int) -> bool:
        """Whether a heading without markup ends in a colon, as in 2、整改措施：…, and may be the label of a field."""
        heading = self.headings[section]
        return heading is not None and heading.form in _UNMARKED and heading.closing in _COLONS

    def children(self, parents: Iterable[int]) -> Iterator[int]:
        """What stands directly under any of these; the title does not count as a child of the top."""
        for parent in parents:
            children = self.tree.children[parent] if parent >= 0 else self.tree.roots
            yield from (child for child in children if child != self.title)


def _has_scope(wanted: Outline | SectionSpec) -> bool:
    return bool(wanted.sections) or not wanted.open


def anchor_of(missing: Missing, scope: Scope, alignment: Alignment) -> int | None:
    """The section whose heading shows that something is missing: the one it belongs in, else the one it should follow,
    else the title, else the one it should precede; None where there is none of these.
    """
    inside = scope.parents[0] if scope.spec is not None else None
    candidates = (inside, missing.after, alignment.title, missing.before)
    return next((section for section in candidates if section is not None), None)


class _ScopeAlignment:
    """Sections side by side being held against those of the pack."""

    def __init__(
        self, draft: _Alignment, parents: tuple[int, ...], spec: SectionSpec | None, wanted: Outline | SectionSpec
    ) -> None:
        self.draft = draft
        self.parents = parents
        self.spec = spec
        self.wanted = wanted
        self.specs = wanted.sections
        self.reader = draft.aligner.reader(wanted)
        self.members = sorted(draft.children(parents))
        self.read: dict[int, tuple[int, ...]] = {}
        """The pack's sections that each member was read as, by their place in `specs`."""
        for member in self.members:
            self._take(member)
        self._open_containers()
        self.near = self._near_misses()
        self.occurrences: dict[int, list[int]] = {}
        for member in self.members:
            for index in self.read.get(member, ())[:1]:
                self.occurrences.setdefault(index, []).append(member)
        self.duplicates = list(self._duplicates())
        self.superfluous = {each.section for each in self.duplicates}

    def result(self) -> Scope:
        kept = [member for member in self.members if member in self.read]
        in_order = set(kept)
        troubles: list[Trouble] = [*self.near, *self.duplicates]
        if self.wanted.ordered:
            guessed = {near.section for near in self.near if not near.slips}
            rising = [member for member in kept if member not in self.superfluous and member not in guessed]
            in_order = {rising[place] for place in longest_rise([self.read[member][0] for member in rising])}
            troubles += self._misplaced(in_order, guessed)
        sunk = list(self._sunk())
        troubles += sunk
        troubles += self._missing(in_order, {each.spec.id for each in sunk})
        if not self.wanted.open:
            troubles += [Unexpected(member) for member in self.members if member not in self.read]
        readings = tuple(self._reading(member) for member in kept)
        return Scope(self.parents, self.spec, self.wanted, tuple(self.members), readings, tuple(troubles))

    def inner(self) -> Iterator[tuple[tuple[int, ...], SectionSpec]]:
        """The scopes inside: the parents and what the pack calls them."""
        hosts: dict[int, list[int]] = {}
        for member, indices in self.read.items():
            if member not in self.superfluous:
                for index in indices:
                    hosts.setdefault(index, []).append(member)
        for index, members in sorted(hosts.items()):
            spec = self.specs[index]
            if not _has_scope(spec):
                continue
            if spec.repeat.most == 1:
                yield tuple(members), spec
            else:
                yield from (((member,), spec) for member in members)

    def _reading(self, member: int) -> Reading:
        first, *others = self.read[member]
        return Reading(member, self.specs[first], tuple(self.specs[index] for index in others))

    def _take(self, member: int) -> bool:
        indices = self.reader.read(self.draft.title_of(member))
        if indices:
            self.read[member] = indices
        return bool(indices)

    def _lacking(self) -> set[int]:
        """The pack's sections that nothing was read as."""
        there = {index for indices in self.read.values() for index in indices}
        return {index for index in range(len(self.specs)) if index not in there}

    def _open_containers(self) -> None:
        """Where required sections are lacking, looks for them one level down in what the pack does not know: below a
        subtitle, or a heading such as 正文.
        """
        lacking = {index for index in self._lacking() if self.specs[index].required}
        closed = [member for member in self.members if member not in self.read]
        opened: set[int] = set()
        fresh: list[int] = []
        budget = _MOST_SEARCHED
        while lacking and closed and budget > 0:
            container = closed.pop()
            children = self.draft.tree.children[container]
            budget -= len(children) + 1
            if not any(lacking.intersection(self.reader.read(self.draft.title_of(child))) for child in children):
                continue
            opened.add(container)
            fresh += children
            closed += [child for child in children if not self._take(child)]
            lacking.difference_update(index for child in children for index in self.read.get(child, ()))
        if opened:
            self.parents = (*self.parents, *sorted(opened))
            self.members = sorted({*self.members, *fresh} - opened)

    def _near_misses(self) -> list[NearMiss]:
        found = []
        for member in self.read:
            prescribed = self.reader.prescribed(self.draft.title_of(member))
            if prescribed is not None:
                index, meant, slips = prescribed
                found.append(NearMiss(member, self.specs[index], meant.wording, slips, is_certain(meant)))
        found += self._near_unread()
        return sorted(found, key=lambda near: near.section)

    def _near_unread(self) -> Iterator[NearMiss]:
        """Titles that nothing took, held against the sections that are lacking; the most alike first."""
        lacking = self._lacking()
        unread = [member for member in self.members if member not in self.read]
        pairs: list[tuple[float, int, int, Candidate]] = []
        for member in unread[: _MOST_COMPARED // len(lacking) + 1] if lacking else ():
            letters = letters_of(self.draft.title_of(member))
            for index in sorted(lacking):
                near = closest(letters, self.reader.wordings[index])
                if near is not None:
                    pairs.append((-near[1], member, index, near[0]))
        for likeness, member, index, meant in sorted(pairs, key=lambda pair: pair[:3]):
            if member in self.read or index not in lacking:
                continue
            slips = slips_in(self.draft.title_of(member), meant)
            if not slips and -likeness < _SAME and self.wanted.open and not self.specs[index].required:
                continue
            lacking.remove(index)
            self.read[member] = (index,)
            if -likeness < _SAME:
                certain = bool(slips) and is_certain(meant)
                yield NearMiss(member, self.specs[index], meant.wording, slips, certain)

    def _duplicates(self) -> Iterator[Duplicate]:
        for index, members in sorted(self.occurrences.items()):
            spec = self.specs[index]
            most = spec.repeat.most
            if most is None or len(members) <= most:
                continue
            if most > 1 or not self.wanted.open:
                yield from (Duplicate(member, spec, members[0]) for member in members[most:])
                continue
            first: dict[str, int] = {}
            for member in members:
                key = letter_key(read_title(self.draft.title_of(member)))
                if key in first:
                    yield Duplicate(member, spec, first[key])
                first.setdefault(key, member)
            if len(first) == len(members) == 2 and self._comes_again(index, *members):
                yield Duplicate(members[1], spec, members[0])

    def _comes_again(self, index: int, first: int, second: int) -> bool:
        """Whether the second one, word for word another name of the first, stands behind sections that come later and
        only once; else the two may be parts of one, or each problem has its causes beside it.
        """
        if not self.wanted.ordered or self.reader.exactly(self.draft.title_of(second)) != index:
            return False
        between = [self.read[member][0] for member in self.read if first < member < second]
        return bool(between) and all(other > index and len(self.occurrences[other]) == 1 for other in between)

    def _misplaced(self, in_order: set[int], guessed: set[int]) -> Iterator[Misplaced]:
        settled = sorted((self.read[member][0], member) for member in in_order)
        for index, members in sorted(self.occurrences.items()):
            if in_order.intersection(members):
                continue
            member = members[0]
            if member in guessed:
                continue
            place = bisect_right(settled, (index, -1))
            if place > 0 and settled[place - 1][1] > member:
                yield Misplaced(member, self.specs[index], settled[place - 1][1], None)
            else:
                yield Misplaced(member, self.specs[index], None, settled[place][1])

    def _sunk(self) -> Iterator[Sunk]:
        """Required sections that stand, word for word and once only, inside others."""
        lacking = {index for index in self._lacking() if self.specs[index].required}
        if not lacking:
            return
        tree = self.draft.tree
        deep: dict[int, list[tuple[int, int]]] = {}
        budget = _MOST_SEARCHED
        for member in self.members:
            below = range(member + 1, tree.end(member))
            budget -= len(below)
            if budget < 0:
                break
            for section in below:
                index = self.reader.exactly(self.draft.title_of(section))
                if index in lacking and not self.draft.is_label(section):
                    deep.setdefault(index, []).append((section, member))
        for index, places in sorted(deep.items()):
            if len(places) == 1:
                yield Sunk(places[0][0], self.specs[index], places[0][1])

    def _missing(self, in_order: set[int], elsewhere: set[str]) -> Iterator[Missing]:
        there: dict[int, list[int]] = {}
        for member, indices in self.read.items():
            for index in indices:
                there.setdefault(index, []).append(member)
        for index, spec in enumerate(self.specs):
            found = there.get(index, [])
            enough = len(found) >= spec.repeat.least if found else not spec.required or spec.id in elsewhere
            if enough:
                continue
            if found:
                yield Missing(spec, max(found), None, len(found))
                continue
            if not self.wanted.ordered:
                yield Missing(spec, max(self.read, default=None), None)
                continue
            before = [m for other, members in there.items() if other < index for m in members if m in in_order]
            behind = [m for other, members in there.items() if other > index for m in members if m in in_order]
            yield Missing(spec, max(before, default=None), None if before else min(behind, default=None))


def longest_rise(values: Sequence[int]) -> list[int]:
    """Places of a longest subsequence of `values` that never falls, in order: what is not in it is the smallest set
    to move. Takes n log n steps.
    """
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        length = bisect_right(tails, value)
        before.append(ends[length - 1] if length else -1)
        if length == len(tails):
            tails.append(value)
            ends.append(place)
        else:
            tails[length] = value
            ends[length] = place
    rise = []
    place = ends[-1] if ends else -1
    while place >= 0:
        rise.append(place)
        place = before[place]
    return rise[::-1]
