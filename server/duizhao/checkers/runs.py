"""runs/gap, runs/duplicate, runs/mixed: whether the members of a run (一是…二是…) follow each other."""

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from duizhao.checkers.checker import Code, SectionChecker
from duizhao.checkers.run_starts import MISSING_FIRST, without_first
from duizhao.document import RunMember, RunSystem, Section
from duizhao.document.runs import write_mark
from duizhao.findings import Finding, Fix, Message, Place, Related, Replacement, Severity
from duizhao.rules import RuleSet

GAP = Code("runs/gap", Message("列举有缺", "Member of a run missing"))
DUPLICATE = Code("runs/duplicate", Message("列举重复", "Member of a run used twice"))
MIXED = Code("runs/mixed", Message("列举的序词不一致", "Mixed words in a run"), Severity.INFORMATION)

_NOT_BESIDE_WORDS = frozenset({RunSystem.SHI, RunSystem.YAO, RunSystem.QI})


def _prepare(rules: RuleSet) -> Callable[[Section], Iterable[Finding]]:
    return _check


def _check(section: Section) -> Iterator[Finding]:
    if section.heading is None:  # no family has it, and nothing stands before it
        yield from without_first(section.facts.runs, 0)
    for run in section.facts.runs:
        if len(run.members) > 1:
            walk = _Walk(section.text, run.members)
            yield from walk.findings() if run.system is not RunSystem.FIRST else walk.strangers()


class _Walk:
    """The members of one run, walked with the ordinal that would be right."""

    def __init__(self, text: str, members: tuple[RunMember, ...]) -> None:
        self.text = text
        self.members = members
        self.right = members[0].ordinal

    def findings(self) -> Iterator[Finding]:
        system, mixed = self.members[0].system, False
        for index in range(1, len(self.members)):
            member = self.members[index]
            if member.ordinal != self.right + 1:
                yield self._out_of_step(index)
                continue
            self.right = member.ordinal
            if member.system is not system and not mixed:
                mixed = True
                yield self._mixed(index)

    def strangers(self) -> Iterator[Finding]:
        """Of 首先，…其次，… only the first member that is counted as in 二是, where there is a word for it; 第二 goes
        well with them.
        """
        for index, (before, member) in enumerate(pairwise(self.members), 1):
            word = write_mark(RunSystem.FIRST, member.ordinal)
            if word and member.system in _NOT_BESIDE_WORDS and member.ordinal == before.ordinal + 1:
                yield self._mixed(index)
                return

    def _out_of_step(self, index: int) -> Finding:
        member, before = self.members[index], self.members[index - 1]
        found, expected = self._written(member), write_mark(member.system, self.right + 1)
        mistyped = index + 1 < len(self.members) and self.members[index + 1].ordinal == self.right + 2
        fix = self._renumbering(index, alone=mistyped)
        used = next(each for each in self.members if each.ordinal == member.ordinal)
        self.right = self.right + 1 if mistyped else member.ordinal
        if used is not member:
            zh, en = (
                f"“{found}”前面已经用过，这里应为“{expected}”",
                f"{found} is used before; here it should be {expected}",
            )
            related = Related(Place(0, used.span), Message(f"“{found}”先用在这里", f"{found} is used here"))
            return Finding(DUPLICATE.id, Message(zh, en), Place(0, member.span), (related,), fix)
        last = self._written(before)
        related = Related(Place(0, before.span), Message(f"前一个是“{last}”", f"the one before is {last}"))
        if mistyped:
            message = Message(f"这里应为“{expected}”，不是“{found}”", f"{expected} comes next, not {found}")
        else:
            message = Message(f"从“{last}”跳到“{found}”，缺“{expected}”", f"from {last} to {found} without {expected}")
        return Finding(GAP.id, message, Place(0, member.span), (related,), fix, unfinished=not mistyped)

    def _mixed(self, index: int) -> Finding:
        member, first = self.members[index], self.members[0]
        found, begun = self._written(member), self._written(first)
        expected = write_mark(first.system, member.ordinal)
        return Finding(
            MIXED.id,
            Message(
                f"前面用“{begun}”列举，这里却用“{found}”；同一组列举用同一种序词，如“{expected}”",
                f"the run begins with {begun} but goes on with {found}; it should keep to one kind, as in {expected}",
            ),
            Place(0, member.span),
            (Related(Place(0, first.span), Message(f"从“{begun}”开始", f"it begins with {begun}")),),
        )

    def _renumbering(self, index: int, *, alone: bool) -> Fix[Place]:
        """The next ordinal for this member, and, unless it `alone` is wrong, for those that follow it."""
        member = self.members[index]
        right = self.right + 1
        replacements = [Replacement(Place(0, member.span), write_mark(member.system, right))]
        before = member.ordinal
        for following in range(index + 1, index + 1 if alone else len(self.members)):
            each = self.members[following]
            if each.ordinal != before + 1:
                break
            before, right = each.ordinal, right + 1
            replacements.append(Replacement(Place(0, each.span), write_mark(each.system, right)))
        old, new = self._written(member), replacements[0].text
        title = Message(f"把“{old}”改为“{new}”", f"Change {old} to {new}")
        if len(replacements) > 1:
            title = Message(f"{title.zh}，后面的顺延", f"{title.en}, and so on")
        return Fix(title, tuple(replacements), safe=alone)

    def _written(self, member: RunMember) -> str:
        return self.text[member.span.start : member.span.end]


CHECKER = SectionChecker((GAP, DUPLICATE, MIXED, MISSING_FIRST), _prepare)
