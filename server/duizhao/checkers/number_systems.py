"""numbering/system, numbering/skipped and numbering/first: whether a heading's number is of the system that its place
asks for, and whether each list begins with its first number.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from duizhao.checkers.checker import Code, DocumentChecker, Skeleton
from duizhao.checkers.wording import named
from duizhao.document import Confidence, Heading, Number, Outline, System
from duizhao.document.numbering import write_number
from duizhao.findings import Finding, Fix, Message, Place, Related, Replacement, Severity
from duizhao.rules import RuleSet
from duizhao.text import Span

SYSTEM = Code("numbering/system", Message("序号层次不对", "Number of another level"))
SKIPPED = Code("numbering/skipped", Message("序号跳过了层次", "Levels of numbers skipped"), Severity.INFORMATION)
FIRST = Code("numbering/first", Message("序号不从头开始", "List without its first number"))

_LEVELS = ("一、", "（一）", "1.", "（1）")
_FEWEST_SKIPPED = 2  # 1. right under 一、 is usual in short texts
_SAME = {System.DIGIT_COMMA: System.DIGIT_DOT}
_ONWARD = frozenset({System.ARTICLE, System.LETTER, System.LETTER_PAREN, System.ROMAN})
_MARKDOWN = frozenset({System.DIGIT_DOT, System.DIGIT_HALF_PAREN})


class _Item(NamedTuple):
    """A numbered heading: its section, the place of its system among the levels (None: not one of them), and its
    `rank`, which is equal for numbers that count together.
    """

    section: int
    heading: Heading
    number: Number
    level: int | None
    rank: tuple[int, int]

    @property
    def ordinal(self) -> int:
        return self.number.ordinal

    @property
    def place(self) -> Place:
        return Place(self.section, self.heading.number_span)

    @property
    def vague(self) -> bool:
        return self.heading.confidence is Confidence.POSSIBLE

    @property
    def blank_follows(self) -> bool:
        return self.heading.title_span.start > self.heading.number_span.end


class _Check:
    """The check for reports whose levels are numbered with `levels`, from the top."""

    def __init__(self, levels: Sequence[str]) -> None:
        self._levels = {_one(System(sample)): index for index, sample in enumerate(levels)}
        self._samples = tuple(levels)
        self._order = "→".join(levels)

    def __call__(self, skeleton: Skeleton) -> Iterator[Finding]:
        items = self._items(skeleton.headings)
        found: dict[int, Finding] = {}
        for finding in self._inverted(items, skeleton.outline):
            found.setdefault(finding.at.subject, finding)
        for finding in _odd_sisters(items, skeleton.outline):
            found.setdefault(finding.at.subject, finding)
        for finding in _strays(items, skeleton.outline):
            found.setdefault(finding.at.subject, finding)
        for finding in self._skipped(items, skeleton):
            found.setdefault(finding.at.subject, finding)
        yield from found.values()
        for finding in _without_first(items, skeleton.outline):
            section = finding.at.subject
            parent = skeleton.outline.parents[section]
            if section not in found and parent not in found and not _may_begin(skeleton, items[section], parent):
                yield finding

    def _items(self, headings: Sequence[Heading | None]) -> dict[int, _Item]:
        """The numbered headings by section; one that has no title yet may be half a number, and does not count."""
        items = {}
        for section, heading in enumerate(headings):
            number = heading.number if heading else None
            if heading is not None and number is not None and heading.title:
                level = self._levels.get(_one(number.system))
                items[section] = _Item(section, heading, number, level, (number.system.rank, len(number.path)))
        return items

    def _inverted(self, items: dict[int, _Item], outline: Outline) -> Iterator[Finding]:
        """A level inside one that should stand inside it. Every pair of levels is one matter."""
        told: set[tuple[int, int]] = set()
        for lower, upper in (*_marked_pairs(items, outline), *_plain_pairs(items)):
            if lower.level is None or upper.level is None or (lower.level, upper.level) in told:
                continue
            told.add((lower.level, upper.level))
            text, above = lower.number.text, upper.number.text
            yield Finding(
                SYSTEM.id,
                Message(
                    f"“{text}”写在了“{above}”的下一层；层次序号依次为{self._order}",
                    f"{text} stands inside {above}, but the levels are {self._order}",
                ),
                lower.place,
                (
                    Related(
                        upper.place,
                        Message(f"上一层是“{named(upper.heading)}”", f"it stands inside “{named(upper.heading)}”"),
                    ),
                ),
            )

    def _skipped(self, items: dict[int, _Item], skeleton: Skeleton) -> Iterator[Finding]:
        """A level that stands directly, without a word between, inside one several levels above. Every pair of levels
        is one matter.
        """
        told: set[tuple[int, int]] = set()
        for section, lower in items.items():
            upper = items.get(skeleton.outline.parents[section])
            if upper is None or lower.level is None or upper.level is None or lower.vague or upper.vague:
                continue
            between = self._samples[upper.level + 1 : lower.level]
            if section != upper.section + 1 or skeleton.text_starts[upper.section] is not None:
                continue
            is_item = skeleton.text_starts[section] is None
            if is_item or len(between) < _FEWEST_SKIPPED or (lower.level, upper.level) in told:
                continue
            told.add((lower.level, upper.level))
            text, above = lower.number.text, upper.number.text
            yield Finding(
                SKIPPED.id,
                Message(
                    f"“{above}”之下直接用了“{text}”，中间跳过{''.join(f'“{each}”' for each in between)}",
                    f"{text} stands right under {above} and skips {' and '.join(between)}",
                ),
                lower.place,
                (Related(upper.place, Message(f"在“{above}”之下", f"it stands under {above}")),),
            )


def _one(system: System) -> System:
    return _SAME.get(system, system)


def _marked_pairs(items: dict[int, _Item], outline: Outline) -> Iterator[tuple[_Item, _Item]]:
    """Marked-up headings under others whose numbers belong on a lower level."""
    for section, lower in items.items():
        upper = items.get(outline.parents[section])
        if upper is None or not (lower.heading.level and upper.heading.level):
            continue
        if lower.level is not None and upper.level is not None and lower.level < upper.level:
            yield lower, upper


def _plain_pairs(items: dict[int, _Item]) -> Iterator[tuple[_Item, _Item]]:
    """Plain headings in another order of levels than the usual one, which is all that the outline knows.

    In 1.（一）（二）2.（一）… it shows in 2. going on from 1. across a list that begins at （一）.
    """
    last: dict[int, _Item] = {}
    since: dict[int, tuple[_Item, set[int]]] = {}
    for item in items.values():
        if item.level is None or item.heading.level or item.vague:
            continue
        before, passed = last.get(item.level), since.pop(item.level, None)
        if before and passed and item.ordinal == before.ordinal + 1:
            first, levels = passed
            if len(levels) == 1 and first.ordinal == 1:
                yield first, before
        last[item.level] = item
        for level in last:
            if item.level < level:
                since.setdefault(level, (item, set()))[1].add(item.level)


def _odd_sisters(items: dict[int, _Item], outline: Outline) -> Iterator[Finding]:
    """A sister with a number of another system where the next one of theirs is due."""
    for _, children in outline.families():
        sisters = [items[child] for child in children if child in items]
        if len({sister.rank for sister in sisters}) < 2:
            continue
        for index in range(1, len(sisters)):
            before, odd, after = sisters[index - 1], sisters[index], sisters[index + 1 : index + 2]
            if odd.rank == before.rank or odd.ordinal != before.ordinal + 1 or odd.vague:
                continue
            if odd.number.path or before.number.path or any(_precedes(sister, odd) for sister in sisters):
                continue
            if after and after[0].rank == before.rank and after[0].ordinal == odd.ordinal + 1:
                yield _of_other_system(odd, before, safe=True)
            elif not after and index > 1 and _precedes(sisters[index - 2], before):
                yield _of_other_system(odd, before, safe=False)


def _precedes(one: _Item, other: _Item) -> bool:
    """Whether `other` has the number after that of `one`, in the same system."""
    return one.rank == other.rank and one.ordinal == other.ordinal - 1


def _strays(items: dict[int, _Item], outline: Outline) -> Iterator[Finding]:
    """Numbers that stand a level too low (二、3、四、) or too high (（二）三、（四）) to go on as they do, and have
    no place among the numbers of their own system.
    """
    last: dict[tuple[int, int], _Item] = {}
    for section, item in items.items():
        before = last.get(item.rank)
        last[item.rank] = item
        if item.ordinal < 2 or item.vague or item.number.path or (before and _precedes(before, item)):
            continue
        parent = items.get(outline.parents[section])
        after = _next_sister(item, items, outline)
        if item.ordinal in (before and before.ordinal, after and after.ordinal):
            continue
        following = _next_sister(parent, items, outline) if parent else None
        if parent and following and parent.ordinal + 1 == item.ordinal == following.ordinal - 1:
            if not (before and before.section > parent.section):
                yield _of_other_system(item, parent, safe=True)
            continue
        previous = items.get(section - 1)
        inside = next((items[child] for child in outline.children[section] if child in items), None)
        if not previous or not inside or previous.rank != inside.rank:
            continue
        if previous.ordinal + 1 == item.ordinal == inside.ordinal - 1:
            yield _of_other_system(item, previous, safe=True)


def _sisters(section: int, outline: Outline) -> tuple[int, ...]:
    parent = outline.parents[section]
    return outline.children[parent] if parent >= 0 else outline.roots


def _next_sister(item: _Item, items: dict[int, _Item], outline: Outline) -> _Item | None:
    sisters = _sisters(item.section, outline)
    following = sisters[bisect_right(sisters, item.section) :][:1]
    sister = items.get(following[0]) if following else None
    return sister if sister and sister.rank == item.rank else None


def _of_other_system(odd: _Item, like: _Item, *, safe: bool) -> Finding:
    """`odd` should have the number after that of `like`, in the same system."""
    right = write_number(like.number.system, like.ordinal + 1, like=like.number)
    text, other = odd.number.text, like.number.text
    gap = " " if like.blank_follows else ""
    at = Place(odd.section, Span(odd.heading.number_span.start, odd.heading.title_span.start))
    return Finding(
        SYSTEM.id,
        Message(
            f"序号“{text}”与前面的“{other}”不是一个层次，应为“{right}”",
            f"{text} goes on from {other} and should be {right}",
        ),
        odd.place,
        (Related(like.place, Message(f"前一个序号是“{other}”", f"the number before is {other}")),),
        Fix(Message(f"把“{text}”改为“{right}”", f"Change {text} to {right}"), (Replacement(at, right + gap),), safe),
    )


def _without_first(items: dict[int, _Item], outline: Outline) -> Iterator[Finding]:
    """Lists that begin later than at 1 and do not go on from an earlier one."""
    last: dict[tuple[int, int], _Item] = {}
    seen: set[tuple[int, tuple[int, int]]] = set()
    for section, item in items.items():
        before = last.get(item.rank)
        last[item.rank] = item
        family = (outline.parents[section], item.rank)
        if family in seen:
            continue
        seen.add(family)
        if item.ordinal < 2 or item.vague or (before and _precedes(before, item)) or not _is_list(item, items, outline):
            continue
        text, first = item.number.text, write_number(item.number.system, 1, like=item.number)
        yield Finding(
            FIRST.id,
            Message(f"“{text}”之前没有“{first}”", f"{text} comes first; there is no {first} before it"),
            item.place,
            unfinished=True,
        )


def _may_begin(skeleton: Skeleton, item: _Item, parent: int) -> bool:
    """Whether the numbers before `item` may stand between it and its parent: without titles, or in indented text."""
    before = slice(max(parent, 0), item.section)
    untitled = (h.number for h in skeleton.headings[before] if h and h.number and not h.title)
    return any(skeleton.indented[before]) or any(number.system.rank == item.rank[0] for number in untitled)


def _is_list(item: _Item, items: dict[int, _Item], outline: Outline) -> bool:
    """Whether the number of a first sister is so surely one that its list should begin at 1."""
    number = item.number
    if number.system in (System.HAN, System.HAN_PAREN):
        return True
    if number.system in _ONWARD or (number.system in _MARKDOWN and item.blank_follows):
        return False  # the numbers go on across sections, or the first ones may be list items
    if len(number.path) > 1:
        parent = items.get(outline.parents[item.section])
        if parent is None or parent.number.path != number.path[:-1]:
            return False
    following = _next_sister(item, items, outline)
    return following is not None and _precedes(item, following)


def _prepare(rules: RuleSet) -> Callable[[Skeleton], Iterator[Finding]]:
    levels = rules.numbering.levels if rules.numbering else ()
    return _Check(levels or _LEVELS)


CHECKER = DocumentChecker((SYSTEM, SKIPPED, FIRST), _prepare, by_titles=False)
