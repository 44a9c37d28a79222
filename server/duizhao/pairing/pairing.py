"""(Document, rules) → items, links and states: the whole of pairing, in time linear in the number of items."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import cached_property

from duizhao.document import Document
from duizhao.pairing.coverage import Ledger, has_state
from duizhao.pairing.inference import by_aspects, inferred
from duizhao.pairing.items import Listing, items_of
from duizhao.pairing.levels import Forest, Level
from duizhao.pairing.model import (
    PARTNERS,
    Coverage,
    Evidence,
    Form,
    Group,
    Item,
    Link,
    Need,
    Resolution,
    Role,
    State,
)
from duizhao.pairing.references import Resolver, ids_of
from duizhao.pairing.roles import RoleReader
from duizhao.rules import RuleSet
from duizhao.rules.model import PairingSpec
from duizhao.text import Span

_ONE = Need(1)
_LONGEST_COMPARED = 200


class Pairing:
    """What answers what in one document; immutable. Items, groups and sections are named by their indices."""

    def __init__(
        self, document: Document, items: tuple[Item, ...], groups: tuple[Group, ...], links: tuple[Link, ...],
        resolutions: tuple[Resolution, ...], by_id: Mapping[str, tuple[int, ...]], coverage: tuple[Coverage, ...],
    ) -> None:  # fmt: skip
        self.document = document
        self.items = items
        self.groups = groups
        self.links = links
        self.resolutions = resolutions
        self.by_id = by_id
        self.coverage = coverage

    def state(self, item: int) -> State:
        """How an item stands."""
        return self.coverage[item].state

    def links_of(self, item: int) -> tuple[Link, ...]:
        """The links at either end of an item, the strongest first."""
        return self._links.get(item, ())

    def partners(self, item: int, role: Role) -> tuple[int, ...]:
        """The items of one role that an item is linked to, in the order of the text."""
        found = {link.problem if link.partner == item else link.partner for link in self.links_of(item)}
        return tuple(sorted(other for other in found if self.items[other].role == role))

    def span_of(self, item: int) -> Span:
        """Where an item's name stands in the document."""
        return self.items[item].span.shifted(self.document.starts[self.items[item].section])

    def extent_of(self, item: int) -> Span:
        """Everything that belongs to an item, in the document."""
        start = self.document.starts[self.items[item].section]
        return Span(start + self.items[item].start, start + self.items[item].end)

    def text_of(self, item: int, longest: int | None = None) -> str:
        """The text of an item, blanks around it removed; at most its first `longest` characters."""
        return extent_text(self.document, self.items[item], longest).strip()

    def item_at(self, offset: int) -> int | None:
        """The innermost item that holds the character at `offset`."""
        for section in reversed(self.document.outline.path(self.document.section_at(offset))):
            held = [index for index in self._by_section.get(section, ()) if self._holds(index, offset)]
            if held:
                return min(held, key=lambda index: (self.items[index].end - self.items[index].start, -index))
        return None

    def group_of(self, section: int) -> int | None:
        """The group whose heading a section is; one that no heading names is not counted."""
        return self._group_headed.get(section)

    def paired(self, group: int) -> tuple[int, ...]:
        """The items of a group that are held against others: problems, or what answers them."""
        return self.groups[group].items

    def _holds(self, index: int, offset: int) -> bool:
        start, end = self.extent_of(index)
        return start <= offset < end

    @cached_property
    def _links(self) -> Mapping[int, tuple[Link, ...]]:
        found: dict[int, list[Link]] = {}
        for link in self.links:
            found.setdefault(link.problem, []).append(link)
            found.setdefault(link.partner, []).append(link)
        return {index: tuple(sorted(links, key=lambda link: link.tier)) for index, links in found.items()}

    @cached_property
    def _by_section(self) -> Mapping[int, Sequence[int]]:
        """The items that begin in each section; labelled ones also where they go on."""
        found: dict[int, list[int]] = {}
        for index, item in enumerate(self.items):
            last = self.document.section_at(self.extent_of(index).end - 1) if item.form is Form.FIELD else item.section
            for section in range(item.section, last + 1):
                found.setdefault(section, []).append(index)
        return found

    @cached_property
    def _group_headed(self) -> Mapping[int, int]:
        return {group.section: index for index, group in enumerate(self.groups) if not group.implied}


def extent_text(document: Document, item: Item, longest: int | None = None) -> str:
    """Everything that belongs to an item, which may go on over several sections; at most `longest` characters."""
    end = item.end if longest is None else min(item.end, item.start + longest)
    return text_between(document, item.section, item.start, end)


def text_between(document: Document, section: int, start: int, end: int) -> str:
    """The text between two offsets that count from the start of a section and may lie behind it."""
    parts = []
    while end > 0 and section < len(document.sections):
        text = document.sections[section].text
        if start < len(text):
            parts.append(text[max(start, 0) : end])
        start -= len(text)
        end -= len(text)
        section += 1
    return "".join(parts)


class Pairer:
    """Pairs documents under one set of rules; made once for many."""

    def __init__(self, rules: RuleSet) -> None:
        self._roles = RoleReader(rules)
        self._specs = {spec.each: spec for spec in rules.pairing}

    def pair(self, document: Document) -> Pairing:
        """Everything that is to be known about what answers what in `document`."""
        return _Work(document, items_of(document, self._roles.role_sections(document)), self._specs).pairing()


class _Work:
    """One document being paired."""

    def __init__(self, document: Document, listing: Listing, specs: Mapping[Role, PairingSpec]) -> None:
        self.document = document
        self.specs = specs
        self.items = listing.items
        self.lacking = listing.lacking
        self.own_links = listing.links
        self.astray = listing.astray
        self.forest = Forest(listing.items, len(listing.groups), [group.role for group in listing.groups])
        own = {
            item.group
            for item in self.items
            if item.role == "problem" and listing.groups[item.group].role == "follow-up"
        }
        self.groups = [
            group._replace(sources=sources)
            for group, sources in zip(listing.groups, _sources(listing.groups, document, specs, own), strict=True)
        ]
        self.by_id = ids_of(self.items)

    def pairing(self) -> Pairing:
        resolutions = tuple(self._resolver().resolutions())
        links = [*self.own_links, *self._said(resolutions)]
        self._set_levels(links)
        links += self._inferred(links)
        links = list(dict.fromkeys(links))
        self._set_needs(links)
        paired = {index for group in self.groups for index in group.items}
        paired |= {link.partner for link in self.own_links}
        items = tuple(
            [item if index in paired else replace(item, paired=False) for index, item in enumerate(self.items)]
        )
        ledger = Ledger(
            items,
            self.groups,
            self.forest,
            links,
            self.lacking,
            frozenset(self._unwritten()),
            resolutions,
            astray=self.astray,
        )
        return Pairing(
            self.document, items, tuple(self.groups), tuple(links), resolutions, self.by_id, ledger.coverage()
        )

    def _resolver(self) -> Resolver:
        def text_of(index: int) -> str:
            return extent_text(self.document, self.items[index])

        return Resolver(self.items, self.groups, self.forest, self.by_id, self._text_at, text_of)

    def _unwritten(self) -> Iterator[int]:
        """The headed items under whose heading nothing stands."""
        for index, item in enumerate(self.items):
            below = self.document.outline.children[item.section]
            if item.form is Form.HEADING and not below and not self.document.sections[item.section].facts.has_text:
                yield index

    def _said(self, resolutions: Iterable[Resolution]) -> Iterator[Link]:
        """Links by tags and references that mean one problem."""
        evidence = {"by number": Evidence.ORDINAL, "by its words": Evidence.QUOTE, "by id": Evidence.NAME}
        for each in resolutions:
            if each.fault is not None or len(each.problems) != 1:
                continue
            if each.tag is not None:
                seal = next((name.seal for name in each.tag.names if name.span == each.at), "")
                yield Link(each.problems[0], each.item, Evidence.TAG, each.at, seal)
            elif each.reference is not None:
                yield Link(each.problems[0], each.item, evidence[each.reference.kind.value], each.reference.span)

    def _set_levels(self, links: Sequence[Link]) -> None:
        linked: dict[int, set[int]] = {}
        for index in {index for link in links for index in (link.problem, link.partner)}:
            linked.setdefault(self.items[index].group, set()).add(index)
        below: set[int] = set()
        for index, group in enumerate(self.groups):
            for source in group.sources:
                if self._level_of(group.role) == self._level_of("problem") == "auto" and self._both_list(index, source):
                    below |= {index, source}
        for index, group in enumerate(self.groups):
            level = (
                self.forest.followed(index)
                if group.role == "follow-up"
                else self.forest.level(
                    index, self._level_of(group.role), linked.get(index, set()), leaves=index in below
                )
            )
            self.groups[index] = group._replace(items=tuple(level))

    def _both_list(self, one: int, other: int) -> bool:
        return self.forest.lists(self.forest.tops[one]) and self.forest.lists(self.forest.tops[other])

    def _level_of(self, role: Role) -> Level:
        spec = self.specs.get(role) or self.specs.get("problem")
        return spec.at if spec is not None else "auto"

    def _inferred(self, links: Sequence[Link]) -> Iterator[Link]:
        of_group: dict[int, list[Link]] = {}
        for link in links:
            of_group.setdefault(self.items[link.partner].group, []).append(link)
        for number, group in enumerate(self.groups):
            if group.sources and group.role in ("cause", "measure"):
                problems = [index for source in group.sources for index in self.groups[source].items]
                said = self._lifted(of_group.get(number, ()), problems, group.items)
                alone = self._is_alone(group)
                found = list(inferred(self.items, problems, group.items, said, self._text, alone=alone))
                tops = [index for source in group.sources for index in self.forest.tops[source]]
                if not found and tops != problems:
                    found = list(by_aspects(self.items, tops, group.items, said))
                yield from found

    def _is_alone(self, group: Group) -> bool:
        """Whether no other group of its role answers the same problems."""
        return self._answering[group.role, group.sources] == 1

    @cached_property
    def _answering(self) -> Counter[tuple[Role, tuple[int, ...]]]:
        return Counter((group.role, group.sources) for group in self.groups)

    def _lifted(
        self, links: Iterable[Link], problems: Iterable[int], partners: Iterable[int]
    ) -> Mapping[int, frozenset[int]]:
        """What the text says belongs together, as pairs of items at the paired level."""
        left, right = set(problems), set(partners)
        found: dict[int, set[int]] = {}
        for link in links:
            problem, partner = self._up_to(link.problem, left), self._up_to(link.partner, right)
            if problem is not None and partner is not None:
                found.setdefault(problem, set()).add(partner)
        return {problem: frozenset(others) for problem, others in found.items()}

    def _up_to(self, index: int | None, wanted: set[int]) -> int | None:
        while index is not None and index not in wanted:
            index = self.items[index].parent
        return index

    def _text(self, index: int) -> str:
        item = self.items[index]
        text = self.document.sections[item.section].text
        return text[item.span.start : min(item.end, item.span.start + _LONGEST_COMPARED)]

    def _habits(self, links: Iterable[Link]) -> frozenset[tuple[int, Role]]:
        """What the author gives to at least half of a group's problems: (group, role)."""
        having: dict[tuple[int, Role], set[int]] = {}
        for link in links:
            key = self.items[link.problem].group, self.items[link.partner].role
            having.setdefault(key, set()).add(link.problem)
        for index, item in enumerate(self.items):
            if item.role == "problem" and self.groups[item.group].role == "follow-up" and has_state(item):
                having.setdefault((item.group, "follow-up"), set()).add(index)
        return frozenset(
            (group, role)
            for (group, role), problems in having.items()
            if 2 * len(problems) >= sum(1 for index in self.groups[group].items if self.items[index].role == "problem")
        )

    def _text_at(self, section: int, span: Span) -> str:
        return text_between(self.document, section, *span)

    def _set_needs(self, links: Sequence[Link]) -> None:
        answered = self._habits(links)
        serving: dict[int, set[Role]] = {}
        for group in self.groups:
            for source in group.sources:
                serving.setdefault(source, set()).update(group.roles)
        for index, group in enumerate(self.groups):
            spec = self.specs.get(group.role)
            needs: dict[Role, Need] = {}
            if group.role == "follow-up":
                needs = dict.fromkeys(self._followed(index, group, answered), _ONE)
            elif spec is not None and spec.needs:
                needs = {need.role: Need(need.repeat.least, need.repeat.most) for need in spec.needs}
            elif group.role == "problem":
                there = {role for role in PARTNERS if (index, role) in answered or role in serving.get(index, ())}
                needs = {role: _ONE for role in PARTNERS if role in there and role != "follow-up"}
                if (index, "follow-up") in answered and not needs:
                    needs = {"follow-up": _ONE}
            elif group.role == "cause" and "measure" in serving.get(index, ()):
                needs = {"measure": _ONE}
            explicit = spec is not None and spec.explicit
            self.groups[index] = self.groups[index]._replace(needs=needs, explicit=explicit)

    def _followed(self, index: int, group: Group, answered: Set[tuple[int, Role]]) -> Iterator[Role]:
        """What each item of a group of follow-ups needs: its follow-up where that is the habit; else, of records that
        are not last time's, what they are given.
        """
        if (index, "follow-up") in answered:
            yield "follow-up"
        elif not group.past and any(map(self._is_record, group.items)):
            yield from [role for role in PARTNERS if (index, role) in answered]

    def _is_record(self, index: int) -> bool:
        return self.items[index].role == "problem" and self.items[index].form is Form.FIELD


def _sources(
    groups: Sequence[Group], document: Document, specs: Mapping[Role, PairingSpec], own: Set[int]
) -> Iterator[tuple[int, ...]]:
    """For each group of causes, measures or follow-ups the groups of problems that it answers: those before it that no
    earlier group of its role has answered, side by side with it if there are any; else those that the group of its role
    before it has answered. Where a report lists no problems, or
    the pack says so, measures answer causes; last time's follow-ups answer the issues among them, and so do those of a
    group that lists problems itself (`own`).
    """
    parents = document.outline.parents
    there = {each.role for each in groups if not each.past}
    in_order = sorted(range(len(groups)), key=lambda index: groups[index].section)
    asked: dict[tuple[Role, int | None], list[int]] = {}
    for index in in_order:
        if not groups[index].past:
            for parent in (parents[groups[index].section], None):
                asked.setdefault((groups[index].role, parent), []).append(index)
    latest: dict[Role, int] = {}
    answered: dict[Role, list[int]] = {}
    for index, group in enumerate(groups):
        asking = _asking(group.role, there, specs)
        if group.past or index in own:
            yield (index,)
        elif asking is None:
            yield ()
        else:
            problems = asked[asking, None]
            beside = asked.get((asking, parents[group.section])) or problems
            sections = [groups[each].section for each in beside]
            stop = bisect_left(sections, group.section)
            earlier = latest.get(group.role, -1)
            start = bisect_right(sections, earlier, hi=stop) if stop and earlier > sections[0] else 0
            fresh = beside[start:stop] or answered.get(group.role) or beside[:stop] or problems
            answered[group.role] = fresh
            yield tuple(fresh)
        latest[group.role] = group.section


def _asking(role: Role, there: Set[Role], specs: Mapping[Role, PairingSpec]) -> Role | None:
    """The role that a group's items answer, of those that are there; None where they answer nothing."""
    spec = specs.get(role)
    if spec is not None and spec.answers in there:
        return spec.answers
    asking: Role = "problem" if "problem" in there else "cause"
    return asking if role not in ("problem", asking) and asking in there else None
