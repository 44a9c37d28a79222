"""numbering/duplicate, numbering/gap, numbering/order: whether the numbers of sisters follow each other."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby

from duizhao.checkers.checker import Code, Family, FamilyChecker
from duizhao.checkers.number_lists import Member, members_of, number_lists
from duizhao.checkers.wording import named
from duizhao.document import Heading, Number, System
from duizhao.findings import Finding, Fix, Message, Place, Related, Replacement, Severity
from duizhao.rules import RuleSet

DUPLICATE = Code("numbering/duplicate", Message("序号重复", "Number used twice"), Severity.ERROR)
GAP = Code("numbering/gap", Message("序号有缺", "Number missing"), options={"most": 9})
ORDER = Code("numbering/order", Message("序号顺序不对", "Numbers out of order"))

# Headings with these numbers are never items of some list, of which a section may hold several.
_STRONG = frozenset(
    {System.PART, System.CHAPTER, System.DIVISION, System.HAN, System.HAN_PAREN, System.ARTICLE, System.DECIMAL}
)
_MARKS = frozenset("、.．")
_FURTHEST = 50
_HIGHEST_FIRST = 20  # a list that begins beyond it has names for numbers, such as those of exercises


def _check(family: Family, longest_leap: int) -> Iterator[Finding]:
    members = members_of(family)
    if len(members) < 2:
        return
    above = family.parent.heading if family.parent else None
    parent = above.number if above else None
    if above and parent and parent.path:
        yield from _astray(members, above, parent)
    for numbers in number_lists(members, above):
        yield from _Walk(numbers, members, longest_leap).findings()


def _subject(member: Member) -> int:
    return member.subject


class _Walk:
    """One list, walked with the number that stands there (`raw`) and the one that would be right.

    Where it is not `orderly`, what would be right is a guess, and no fix is safe.
    """

    def __init__(self, members: Sequence[Member], sisters: Sequence[Member], longest_leap: int) -> None:
        self.members = members
        self.longest_leap = longest_leap
        self.sisters = sisters
        self.raw = self.right = members[0].ordinal
        self.seen = {self.raw: members[0]}
        self.late = -1
        self.orderly = True

    def findings(self) -> list[Finding]:
        found = []
        for index in range(1, len(self.members)):
            finding = self._step(index)
            if finding is not None:
                found.append(finding)
            self.seen.setdefault(self.members[index].ordinal, self.members[index])
        return found if self.orderly else [_unsafe(finding) for finding in found]

    def _step(self, index: int) -> Finding | None:
        member = self.members[index]
        ordinal = member.ordinal
        if self.raw < ordinal <= self.right + 1:
            self.right += 1
            self.raw = ordinal
            return None
        fits = index + 1 < len(self.members) and self.members[index + 1].ordinal == self.right + 2
        adjacent = self.members[index - 1].ordinal == ordinal
        if member.vague and not (adjacent and self._counted(index - 1)):
            return None
        if not (adjacent or fits) and ordinal <= self.right and member.number.system not in _STRONG:
            return self._other_list(index)
        if ordinal in self.seen:
            return self._duplicate(index, safe=adjacent or fits)
        return self._ahead(index, fits=fits) if ordinal > self.right else self._late(index)

    def _counted(self, index: int) -> bool:
        """Whether the member there has gone on from the one before it, so that this surely is a list."""
        return index > 0 and self.members[index].ordinal == self.members[index - 1].ordinal + 1

    def _other_list(self, index: int) -> Finding | None:
        """Numbers that go back begin another list of the section, unless one of them was to come here."""
        ordinal = self.members[index].ordinal
        if ordinal in self.seen or ordinal < self.members[0].ordinal:
            self.raw = self.right = ordinal
            self.seen = {}
            return None
        return self._late(index)

    def _duplicate(self, index: int, *, safe: bool) -> Finding:
        member = self.members[index]
        first = self.seen[member.ordinal]
        self.orderly = self.orderly and safe
        fix = self._renumbering(index, safe=safe)
        self.right += 1
        self.raw = member.ordinal
        text, right = member.number.text, fix.replacements[0].text
        return Finding(
            DUPLICATE.id,
            Message(
                f"序号“{text}”与前面的“{named(first.heading)}”重复，这里应为“{right}”",
                f"“{named(first.heading)}” has the number {text} already; here it should be {right}",
            ),
            member.place,
            (Related(first.place, Message(f"“{first.number.text}”先用在这里", f"{first.number.text} is used here")),),
            fix,
        )

    def _ahead(self, index: int, *, fits: bool) -> Finding | None:
        """A number beyond the one that comes next: mistyped, or some are missing, or they come later."""
        leap = self._leap(index)
        member, before = self.members[leap], self.members[leap - 1]
        missing = range(self.right + 1, member.ordinal)
        later = {each.ordinal for each in self.members[index + 1 : index + 1 + _FURTHEST]}
        if member.number.system not in _STRONG and not fits:
            names = self.members[0].ordinal > _HIGHEST_FIRST
            if names or len(missing) > self.longest_leap:
                return None
        mistyped = fits and self.right + 1 not in later
        fix = self._renumbering(leap, safe=mistyped)
        if mistyped:
            self.right = self.raw = self.right + 1
            right = member.written(self.right)
            text = member.number.text
            return Finding(
                GAP.id,
                Message(f"这里的序号应为“{right}”，不是“{text}”", f"{right} comes next, not {text}"),
                member.place,
                fix=fix,
            )
        self.right = self.raw = self.members[index].ordinal
        if not later.isdisjoint(missing):
            self.orderly = False
            return None
        first = bisect_right(self.sisters, before.subject, key=_subject)
        between = self.sisters[first : bisect_right(self.sisters, member.subject, key=_subject)]
        if any(sister.ordinal in missing or sister.hidden for sister in between):
            return None  # it is there, in another number system or in indented text
        last, text = before.number.text, member.number.text
        zh, en = _listed([member.written(ordinal) for ordinal in missing])
        return Finding(
            GAP.id,
            Message(f"序号由“{last}”跳到“{text}”，缺{zh}", f"the numbers go from {last} to {text} without {en}"),
            member.place,
            (Related(before.place, Message(f"前一个序号是“{last}”", f"the number before is {last}")),),
            fix,
            unfinished=True,
        )

    def _leap(self, index: int) -> int:
        """Where the numbers that lead up to `index` leave those before them: vague ones it goes on from count, too."""
        members = self.members
        while members[index - 1].vague and self.right < members[index - 1].ordinal == members[index].ordinal - 1:
            index -= 1
        return index

    def _late(self, index: int) -> Finding | None:
        """A number that should have come earlier. Several of them in a row are one matter."""
        member = self.members[index]
        before, self.late = self.late, member.ordinal
        self.orderly = False
        larger = next((each for each in self.members if each.ordinal > member.ordinal), None)
        if larger is None or larger.subject > member.subject or 0 <= before == member.ordinal - 1:
            return None
        text, other = member.number.text, larger.number.text
        return Finding(
            ORDER.id,
            Message(f"序号“{text}”排在了“{other}”的后面", f"{text} comes after {other}"),
            member.place,
            (Related(larger.place, Message(f"“{other}”在这里", f"{other} is here")),),
        )

    def _renumbering(self, index: int, *, safe: bool) -> Fix[Place]:
        """This member gets the number that comes next, and so do those after it that only followed it or would now
        have the same one.
        """
        member = self.members[index]
        right, raw = self.right + 1, member.ordinal
        replacements = [Replacement(member.place, self._model(member).written(right))]
        for each in self.members[index + 1 :]:
            if each.ordinal == right + 1 or not raw < each.ordinal <= max(right, raw + 1):
                break
            right, raw = right + 1, each.ordinal
            replacements.append(Replacement(each.place, each.written(right)))
        old, new = member.number.text, replacements[0].text
        title = Message(f"把“{old}”改为“{new}”", f"Change {old} to {new}")
        if len(replacements) > 1:
            title = Message(f"{title.zh}，后面的顺延", f"{title.en}, and so on")
        return Fix(title, tuple(replacements), safe)

    def _model(self, member: Member) -> Member:
        """What `member` should be written like when its number changes: 1. and 1、 do not go together."""
        first = self.members[0]
        marks = {first.number.text[-1], member.number.text[-1]}
        return first if len(marks) > 1 and marks <= _MARKS else member


def _unsafe(finding: Finding) -> Finding:
    fix = finding.fix and finding.fix._replace(safe=False)
    return Finding(finding.code, finding.message, finding.at, finding.related, fix, finding.unfinished)


def _listed(numbers: Sequence[str]) -> tuple[str, str]:
    """Numbers in Chinese and in English, as a range if they are many."""
    quoted = [f"“{number}”" for number in numbers]
    if len(numbers) > 3:
        return f"{quoted[0]}至{quoted[-1]}", f"{numbers[0]} to {numbers[-1]}"
    return "".join(quoted), " and ".join(numbers)


def _astray(members: Iterable[Member], above: Heading, parent: Number) -> Iterator[Finding]:
    """Decimal numbers that do not go on from their parent's, among sisters that do. Several in a row are one matter."""
    depth = len(parent.path)
    decimals = [m for m in members if len(m.number.path) > depth and not m.vague]
    groups = [
        (wrong, list(group)) for wrong, group in groupby(decimals, lambda m: m.number.path[:depth] != parent.path)
    ]
    if all(wrong for wrong, _ in groups):
        return
    place = Related(Place(0, above.number_span), Message(f"在“{parent.text}”之下", f"it stands under {parent.text}"))
    start = ".".join(map(str, parent.path))
    for wrong, group in groups:
        if wrong:
            text = group[0].number.text
            message = Message(
                f"序号“{text}”在“{named(above)}”之下，应以“{start}.”开头", f"{text} should begin with {start}."
            )
            yield Finding(ORDER.id, message, group[0].place, (place,))


def _prepare(rules: RuleSet) -> Callable[[Family], Iterator[Finding]]:
    return partial(_check, longest_leap=GAP.number_in(rules, "most"))


CHECKER = FamilyChecker((DUPLICATE, GAP, ORDER), _prepare, by_titles=False)
