"""The states of items: which are covered, which are not, and of which nothing can be said.

What is not linked is undetermined, and stays so unless the gate opens: the pack says that links are written down, or
the author links all others of at least three, or measures are organised by aspects and one aspect has none.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from duizhao.document.tags import TagKind
from duizhao.pairing.labels import FieldKind, field_of
from duizhao.pairing.levels import Forest
from duizhao.pairing.model import ANSWERED, Coverage, Evidence, Form, Group, Item, Link, Need, Resolution, Role, State
from duizhao.pairing.wording import aspect_key, seal_of

_FEWEST_SISTERS = 3
_SAID = frozenset({State.COVERED, State.JUSTIFIED, State.SUSPECT})


class Ledger:
    """Works out the states of all items of one draft, once its links are known."""

    def __init__(
        self, items: Sequence[Item], groups: Sequence[Group], forest: Forest, links: Sequence[Link],
        lacking: Set[tuple[int, Role]],
        unwritten: Set[int],
        resolutions: Iterable[Resolution],
        *,
        astray: bool,
    ) -> None:  # fmt: skip
        self.items = items
        self.groups = groups
        self.forest = forest
        self.lacking = lacking
        self.unwritten = unwritten
        self.astray = astray
        self.referring = frozenset([each.item for each in resolutions])
        unclear = {items[each.item].group for each in resolutions if each.fault is not None}
        self.doubtful = frozenset([source for group in unclear for source in groups[group].sources])
        """Groups of problems that some item says it answers, but not so that it can be told."""
        self._of_problem: dict[int, list[Link]] = {}
        self._of_partner: dict[int, list[Link]] = {}
        for link in links:
            self._of_problem.setdefault(link.problem, []).append(link)
            self._of_partner.setdefault(link.partner, []).append(link)
        self._seals: dict[int, str] = {}

    def coverage(self) -> tuple[Coverage, ...]:
        states = [Coverage(State.UNDETERMINED, {}) for _ in self.items]
        for group in self.groups:
            if group.needs:
                self._problems(group, states)
            if group.role == "follow-up":
                self._follow_ups(group, states)
            elif group.role != "problem":
                self._partners(group, states)
        for index, item in enumerate(self.items):
            own = self.groups[item.group].role in ("problem", "follow-up")
            if own and item.role != "problem" and self._of_partner.get(index):
                states[index] = Coverage(State.COVERED, {})
        return tuple(states)

    def _problems(self, group: Group, states: list[Coverage]) -> None:
        role_of_problems: Role = "problem" if group.role == "follow-up" else group.role
        problems = [index for index in group.items if self.items[index].role == role_of_problems]
        by_role: dict[int, dict[Role, State]] = {index: {} for index in problems}
        for role, need in group.needs.items():
            for index in problems:
                by_role[index][role] = self._state(index, role, need)
            for index in self._known_missing(group, role, problems, by_role):
                by_role[index][role] = State.NOT_FOLLOWED_UP if role == "follow-up" else State.UNCOVERED
        for index in problems:
            states[index] = Coverage(_together(by_role[index].values()), by_role[index])

    def _state(self, index: int, role: Role, need: Need) -> State:
        """The state of one problem towards one role, before the gate."""
        if any(tag.kind is TagKind.NEEDS_NO and tag.role == role for tag in self.items[index].tags):
            return State.JUSTIFIED
        links = list(self._links(index, role))
        if not links and role == "follow-up" and has_state(self.items[index]):
            return State.COVERED
        if len(links) < max(need.least, 1):
            return State.JUSTIFIED if need.least == 0 and not links else State.PARTIAL if links else State.UNDETERMINED
        if any(self._is_suspect(link) for link in links):
            return State.SUSPECT
        return State.COVERED if any(link.tier < 2 for link in links) else State.INFERRED

    def _links(self, index: int, role: Role) -> Iterator[Link]:
        """Links of a problem, of what it stands under, or, where all that is listed in it have one, of those."""
        above: int | None = index
        while above is not None:
            yield from self._own(above, role)
            parent = self.items[above].parent
            above = parent if parent is not None and self.items[parent].role == "problem" else None
        children = self.forest.children[index]
        for child in children:
            if self.items[child].form is Form.RUN_MEMBER:
                yield from self._own(child, role)
        below = [list(self._links_below(child, role)) for child in children]
        if below and all(below):
            for links in below:
                yield from links

    def _links_below(self, index: int, role: Role) -> Iterator[Link]:
        yield from self._own(index, role)
        below = [list(self._links_below(child, role)) for child in self.forest.children[index]]
        if below and all(below):
            for links in below:
                yield from links

    def _own(self, index: int, role: Role) -> Iterator[Link]:
        return (link for link in self._of_problem.get(index, ()) if self._serves(link.partner, role))

    def _serves(self, partner: int, role: Role) -> bool:
        item = self.items[partner]
        group = self.groups[item.group]
        return item.role == role or (item.role == group.role != "problem" and role in group.roles)

    def _is_suspect(self, link: Link) -> bool:
        if not link.seal:
            return False
        if link.problem not in self._seals:
            self._seals[link.problem] = seal_of(self.items[link.problem].head)
        return self._seals[link.problem] != link.seal

    def _known_missing(
        self, group: Group, role: Role, problems: Sequence[int], by_role: Mapping[int, Mapping[Role, State]]
    ) -> Iterator[int]:
        """The problems that the gate lets be called uncovered."""
        waiting = [index for index in problems if by_role[index][role] is State.UNDETERMINED]
        if not waiting or self.astray:
            return
        others = [index for index in problems if by_role[index][role] is not State.UNDETERMINED]
        said = [index for index in others if by_role[index][role] is not State.INFERRED]
        doubtful = bool(problems) and self.items[problems[0]].group in self.doubtful
        all_but_one = (
            not doubtful and len(waiting) == 1 and len(said) == len(others) and len(problems) >= _FEWEST_SISTERS
        )
        aspects = self._by_aspects(others, role)
        for index in waiting:
            if (
                group.explicit
                or all_but_one
                or self._is_lacking(index, role, said)
                or (aspects and self._is_top(index))
            ):
                yield index

    def _is_lacking(self, index: int, role: Role, said: Sequence[int]) -> bool:
        """Whether its field or cell is there and empty, while at least two others of the same table are filled."""
        if (index, role) not in self.lacking:
            return False
        form = self.items[index].form
        return sum(1 for other in said if self.items[other].form is form) >= _FEWEST_SISTERS - 1

    def _by_aspects(self, others: Sequence[int], role: Role) -> bool:
        """Whether the measures are organised by aspects: all others are linked, at least two by that."""
        by_aspect = [index for index in others if any(self._is_by_aspect(link) for link in self._own(index, role))]
        if len(by_aspect) < 2 or len(by_aspect) < len(others):
            return False
        groups = {self.items[link.partner].group for index in by_aspect for link in self._own(index, role)}
        return all(self._of_partner.get(partner) for group in groups for partner in self.groups[group].items)

    def _is_by_aspect(self, link: Link) -> bool:
        """Whether both sides are about the same aspect, even where the author has confirmed it since."""
        if link.evidence is Evidence.ASPECT:
            return True
        one, other = (aspect_key(self.items[index].head) for index in (link.problem, link.partner))
        return one == other

    def _follow_ups(self, group: Group, states: list[Coverage]) -> None:
        """What became of issues that no label tells apart from it: one without any text, where all its sisters have
        some, was not followed up.
        """
        reports = [index for index in group.items if self.items[index].role == "follow-up"]
        empty = [index for index in reports if index in self.unwritten]
        for index in reports:
            states[index] = Coverage(State.UNDETERMINED if index in self.unwritten else State.COVERED, {})
        if len(empty) == 1 and len(reports) >= _FEWEST_SISTERS:
            states[empty[0]] = Coverage(State.NOT_FOLLOWED_UP, {})

    def _is_top(self, index: int) -> bool:
        return self.items[index].form is Form.HEADING

    def _partners(self, group: Group, states: list[Coverage]) -> None:
        """Causes and measures: what they answer, if anything."""
        partners = [index for index in group.items if self.items[index].role == group.role]
        for index in partners:
            states[index] = Coverage(self._partner_state(index), {})
        waiting = [index for index in partners if states[index].state is State.UNDETERMINED]
        said = [index for index in partners if states[index].state in _SAID]
        if set(waiting) & self.referring:
            return
        if len(waiting) == 1 and len(partners) >= _FEWEST_SISTERS and len(said) == len(partners) - 1:
            states[waiting[0]] = Coverage(State.NO_SOURCE, {})

    def _partner_state(self, index: int) -> State:
        item = self.items[index]
        if any(tag.kind is TagKind.FOR_NONE for tag in item.tags):
            return State.JUSTIFIED
        links = [*self._of_partner.get(index, ())]
        links += [link for below in self.forest.below(index) for link in self._of_partner.get(below, ())]
        parent = item.parent
        while parent is not None and self.items[parent].role == item.role:
            links += self._of_partner.get(parent, ())
            parent = self.items[parent].parent
        if not links:
            return State.UNDETERMINED
        if any(self._is_suspect(link) for link in links):
            return State.SUSPECT
        return State.COVERED if any(link.tier < 2 for link in links) else State.INFERRED


def has_state(item: Item) -> bool:
    """Whether a field or cell of an item says how far it has been put right."""
    return any(field_of(each.name) is FieldKind.STATE and each.text for each in item.fields)


def _together(states: Iterable[State]) -> State:
    """The state of a problem from those of all it needs."""
    found = set(states)
    if not found:
        return State.UNDETERMINED
    for state in (State.NOT_FOLLOWED_UP, State.SUSPECT):
        if state in found:
            return state
    if State.UNCOVERED in found:
        return State.PARTIAL if found & (ANSWERED | {State.PARTIAL}) else State.UNCOVERED
    for state in (State.PARTIAL, State.UNDETERMINED, State.INFERRED, State.COVERED):
        if state in found:
            return state
    return State.JUSTIFIED
