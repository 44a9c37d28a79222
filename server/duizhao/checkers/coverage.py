"""pairing/uncovered and its sisters: problems that have no cause, no measure or no follow-up, and measures that answer
nothing.

What is not linked is reported only where the gate of `duizhao.pairing.coverage` lets it be called uncovered.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from typing import NamedTuple

from duizhao.checkers.checker import Code, PairingChecker
from duizhao.checkers.structure import shown
from duizhao.document import heading_span
from duizhao.findings import Finding, Fix, Message, Place, Related, Replacement, Severity
from duizhao.pairing.model import ROLE_WORDS, Evidence, Group, Need, Role, State
from duizhao.pairing.pairing import Pairing
from duizhao.pairing.wording import seal_of
from duizhao.rules import RuleSet
from duizhao.rules.model import SectionSpec
from duizhao.text import Span

UNCOVERED = Code(
    "pairing/uncovered", Message("问题没有对应的措施或原因", "Problem without its measure or cause"), awaited=True
)
PARTIAL = Code(
    "pairing/partial",
    Message("问题只有一部分对应", "Problem with only a part of what it needs"),
    Severity.INFORMATION,
    awaited=True,
)
COUNTS = Code(
    "pairing/counts",
    Message("原因、措施比问题少", "Fewer causes or measures than problems"),
    Severity.INFORMATION,
    awaited=True,
)
NO_SOURCE = Code(
    "pairing/no-source",
    Message("措施没有对应的问题", "Measure that answers nothing"),
    Severity.INFORMATION,
    awaited=True,
)
TOO_MANY = Code(
    "pairing/too-many", Message("对应的条数超出规定", "More partners than the pack allows"), Severity.INFORMATION
)
SUSPECT = Code("pairing/suspect", Message("确认之后改过", "Changed since it was confirmed"), Severity.INFORMATION)
NOT_FOLLOWED_UP = Code(
    "pairing/not-followed-up",
    Message("上次的问题没有整改结果", "Last time's issue without its follow-up"),
    awaited=True,
)

_MOST_CANDIDATES = 3


def _prepare(rules: RuleSet) -> Callable[[Pairing], Iterable[Finding]]:
    required = frozenset(_required_roles(rules.outline.sections if rules.outline else ()))
    return lambda pairing: _Report(pairing, required).findings()


def _required_roles(sections: Iterable[SectionSpec]) -> Iterator[Role]:
    for section in sections:
        if section.required and section.role is not None:
            yield section.role
        yield from _required_roles(section.sections)


class _OtherCount(NamedTuple):
    """How many causes or measures face some problems, with their sections; `open`: more may come."""

    words: Message
    number: int
    related: tuple[Related[Place], ...]
    open: bool


class _Report:
    """Says in words what is not covered in one draft; `required` are the roles whose section the pack requires."""

    def __init__(self, pairing: Pairing, required: Set[Role]) -> None:
        self.pairing = pairing
        self.required = required
        self.items = pairing.items
        self.serving: dict[int, list[Group]] = {}
        """For each group of problems the groups that answer it."""
        for group in pairing.groups:
            for source in group.sources:
                self.serving.setdefault(source, []).append(group)

    def findings(self) -> Iterator[Finding]:
        for index, group in enumerate(self.pairing.groups):
            if group.needs:
                yield from self._problems(index, group)
                yield from self._counts(index, group)
            elif group.role == "follow-up":
                yield from self._follow_ups(group)
            else:
                yield from self._sources(group)
        yield from self._suspects()

    def _problems(self, index: int, group: Group) -> Iterator[Finding]:
        for item in group.items:
            by_role = self.pairing.coverage[item].by_role
            missing = [role for role, state in by_role.items() if state in (State.UNCOVERED, State.NOT_FOLLOWED_UP)]
            missing = [role for role in missing if not self._is_told_by_labels(group, item, role)]
            if missing:
                yield self._missing(index, group, item, missing)
            yield from self._too_many(group, item)

    def _too_many(self, group: Group, item: int) -> Iterator[Finding]:
        for role, need in group.needs.items():
            partners = self.pairing.partners(item, role)
            if need.most is not None and len(partners) > need.most:
                words, head = ROLE_WORDS[role], shown(self.items[item].head)
                message = Message(
                    f"问题“{head}”对应了 {len(partners)} 条{words.zh}，至多 {need.most} 条",
                    f"“{head}” has {len(partners)} of kind {words.en}, {need.most} at most",
                )
                one_too_many = Message("多出来的", "one too many")
                related = tuple(Related(self._place(each), one_too_many) for each in partners[need.most :])
                yield Finding(TOO_MANY.id, message, self._place(item), related)

    def _is_told_by_labels(self, group: Group, item: int, role: Role) -> bool:
        """Whether labels/missing and labels/empty speak of it: it has labels, the others have a field of that role."""
        labelled = self.pairing.document.sections[self.items[item].section].facts.labels
        return bool(labelled) and any(
            link.evidence is Evidence.LABEL and self.items[link.partner].role == role
            for other in group.items
            if other != item
            for link in self.pairing.links_of(other)
        )

    def _missing(self, index: int, group: Group, item: int, missing: Sequence[Role]) -> Finding:
        head = shown(self.items[item].head)
        state = self.pairing.state(item)
        if missing == ["follow-up"]:
            message = Message(f"“{head}”没有写整改落实情况", f"nothing says what became of “{head}”")
            code = NOT_FOLLOWED_UP
        else:
            zh, en = _words(missing)
            there = [role for role in group.needs if role not in missing and self.pairing.partners(item, role)]
            code = PARTIAL if state is State.PARTIAL else UNCOVERED
            message = Message(f"问题“{head}”没有对应的{zh}", f"“{head}” has no {en}")
            if there:
                there_zh, there_en = _words(there)
                message = Message(f"问题“{head}”有{there_zh}，没有{zh}", f"“{head}” has its {there_en} but no {en}")
        reason = self._reason(group, item)
        message = Message(message.zh + reason.zh, message.en + reason.en)
        related = tuple(self._candidates(index, missing))
        unfinished = self._may_come(index, group, missing)
        return Finding(code.id, message, self._place(item), related, unfinished=unfinished)

    def _reason(self, group: Group, item: int) -> Message:
        if group.explicit:
            return Message("，这类报告要求写明对应", "; this kind of report says what answers what")
        others = len(group.items) - 1
        return Message(f"，其余 {others} 条都有", f"; all {others} others have") if others else Message("", "")

    def _candidates(self, index: int, roles: Sequence[Role]) -> Iterator[Related[Place]]:
        """What answers nothing yet and may be what is missing."""
        free = [
            partner
            for group in self.serving.get(index, ())
            if set(group.roles) & set(roles)
            for partner in group.items
            if self.pairing.state(partner) in (State.UNDETERMINED, State.NO_SOURCE)
        ]
        for partner in free[:_MOST_CANDIDATES]:
            yield Related(self._place(partner), Message("这一条还没有对应的问题", "this one answers nothing yet"))

    def _may_come(self, index: int, group: Group, roles: Sequence[Role]) -> bool:
        """Whether what is missing may be what the author writes next."""
        serving = [other for other in self.serving.get(index, ()) if set(other.roles) & set(roles)]
        return not serving or any(each.open for each in serving)

    def _counts(self, index: int, group: Group) -> Iterator[Finding]:
        """Lists of different length, told once, where nothing else tells what answers what."""
        if group.implied or group.past or group.role == "follow-up" or len(group.roles) > 1:
            return
        heading = self.pairing.document.sections[group.section].heading
        if heading is None or not group.items:
            return
        told = [told for role, need in group.needs.items() if (told := self._other_count(index, group, role, need))]
        if not told:
            return
        total, words = len(group.items), ROLE_WORDS[group.role]
        zh = "、".join(f"{each.words.zh} {each.number} 条" if each.number else f"没有{each.words.zh}" for each in told)
        en = ", ".join(f"{each.words.en}s: {each.number}" for each in told)
        message = Message(f"{words.zh} {total} 个，{zh}", f"{words.en}s: {total}, {en}")
        if any(each.number for each in told):
            message = Message(
                f"{message.zh}；写明“针对问题（一）”一类的话，才能逐条核对",
                f"{message.en}; say which problem each answers, so that they can be checked one by one",
            )
        related = tuple(place for each in told for place in each.related)
        place = Place(group.section, heading_span(heading))
        yield Finding(COUNTS.id, message, place, related, unfinished=any(each.open for each in told))

    def _other_count(self, index: int, group: Group, role: Role, need: Need) -> "_OtherCount | None":
        """How many causes or measures there are, where they are fewer than the problems: a problem may have several."""
        serving = [other for other in self.serving.get(index, ()) if role in other.roles]
        by_role = [self.pairing.coverage[item].by_role.get(role) for item in group.items]
        if any(other.section < group.section for other in serving):
            return None
        if State.UNDETERMINED not in by_role or any(other.sources != (index,) for other in serving):
            return None
        count = sum(len(other.items) for other in serving)
        if count >= len(group.items) or (serving and not count):
            return None
        if not serving and (need.least == 0 or role in self.required):
            return None
        words = ROLE_WORDS[role]
        hint = Message(f"{words.zh} {count} 条", f"{words.en}s: {count}")
        titles = [(other.section, self.pairing.document.sections[other.section].heading) for other in serving]
        related = tuple(Related(Place(section, heading_span(title)), hint) for section, title in titles if title)
        is_open = any(other.open for other in serving) if serving else group.open
        return _OtherCount(words, count, related, is_open)

    def _follow_ups(self, group: Group) -> Iterator[Finding]:
        for item in group.items:
            if self.pairing.state(item) is State.NOT_FOLLOWED_UP:
                head = shown(self.items[item].head)
                message = Message(f"“{head}”没有写整改落实情况，其余都有", f"nothing says what became of “{head}”")
                yield Finding(NOT_FOLLOWED_UP.id, message, self._place(item), unfinished=group.open)

    def _sources(self, group: Group) -> Iterator[Finding]:
        for item in group.items:
            if self.pairing.state(item) is State.NO_SOURCE:
                words, head = ROLE_WORDS[self.items[item].role], shown(self.items[item].head)
                message = Message(
                    f"{words.zh}“{head}”没有对应的问题，其余都有；确是常规工作的，可注明 <!-- for: none 理由 -->",
                    f"“{head}” answers no problem, all others do; if that is right, say <!-- for: none reason -->",
                )
                yield Finding(NO_SOURCE.id, message, self._place(item), unfinished=group.open)

    def _suspects(self) -> Iterator[Finding]:
        for link in self.pairing.links:
            if not link.seal or link.said is None:
                continue
            problem, partner = self.items[link.problem], self.items[link.partner]
            seal = seal_of(problem.head)
            if seal == link.seal:
                continue
            after = Span(link.said.end, link.said.end + 1 + len(link.seal))
            fix = Fix(
                Message("已复核，仍然对应", "Reviewed: they still belong together"),
                (Replacement(Place(partner.section, after), f"@{seal}"),),
                safe=False,
            )
            message = Message(
                f"问题“{shown(problem.head)}”在确认对应之后改过，请复核",
                f"“{shown(problem.head)}” has changed since the link was confirmed",
            )
            related = (Related(self._place(link.problem), Message("改过的问题", "the problem that changed")),)
            yield Finding(SUSPECT.id, message, Place(partner.section, link.said), related, fix)

    def _place(self, item: int) -> Place:
        return Place(self.items[item].section, self.items[item].span)


def _words(roles: Sequence[Role]) -> tuple[str, str]:
    return "和".join(ROLE_WORDS[role].zh for role in roles), " or ".join(ROLE_WORDS[role].en for role in roles)


CHECKER = PairingChecker((COUNTS, NO_SOURCE, NOT_FOLLOWED_UP, PARTIAL, SUSPECT, TOO_MANY, UNCOVERED), _prepare)
