"""counts/announced: a number of things is announced, and another number is listed."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from duizhao.checkers.checker import Code, Family, FamilyChecker
from duizhao.document import Facts, heading_span
from duizhao.document.counts import Announcement, write_count
from duizhao.findings import Finding, Fix, Message, Place, Related, Replacement
from duizhao.rules import RuleSet

CODE = Code("counts/announced", Message("所说个数与所列不符", "Announced count differs from what is listed"))


def _prepare(rules: RuleSet) -> Callable[[Family], Iterable[Finding]]:
    return _check


def _check(family: Family) -> Iterator[Finding]:
    """What a section lists itself is told where it is a child; what its headings list, where it is the parent."""
    if family.parent is not None and family.parent.announcements:
        yield from _under_headings(family.parent, family.children, nested=any(family.nested))
    for subject, facts in enumerate(family.children, 1):
        for each in facts.announcements:
            if each.listed is not None and len(each.listed) != each.amount:
                yield _finding(subject, each, [Place(subject, span) for span in each.listed])


def _under_headings(parent: Facts, children: Sequence[Facts], *, nested: bool) -> Iterator[Finding]:
    """The title's text speaks of the whole report, not of its main parts. Headings without text of their own, or with
    others under them, may be groups of what is counted (unless 方面 are), and indented text may hide headings.
    """
    heading = parent.heading
    if heading is None or (heading.number is None and heading.level in (None, 1)):
        return
    open_ones = [each for each in parent.announcements if each.listed is None]
    if len(open_ones) != 1 or parent.indented or not _is_plain_list(children):
        return
    (announced,) = open_ones
    count = len(children)
    grouped = not all(child.has_text for child in children) or (nested and "方面" not in announced.text)
    if count > announced.amount or (count < announced.amount and not grouped):
        places = [
            Place(subject, heading_span(child.heading)) for subject, child in enumerate(children, 1) if child.heading
        ]
        yield _finding(0, announced, places)


def _is_plain_list(children: Sequence[Facts]) -> bool:
    """Whether the headings are numbered in one system from 1 on."""
    numbers = [child.heading.number for child in children if child.heading and child.heading.number]
    return (
        len(numbers) == len(children)
        and not any(child.indented for child in children)
        and len({number.system for number in numbers}) == 1
        and all(number.ordinal == n for n, number in enumerate(numbers, 1))
    )


def _finding(subject: int, announced: Announcement, listed: Sequence[Place]) -> Finding:
    count = len(listed)
    number = announced.text[: announced.number.end - announced.number.start]
    right = write_count(count, number)
    fix = None
    if count > 1:
        title = Message(f"把“{number}”改为“{right}”", f"Change {number} to {right}")
        fix = Fix(title, (Replacement(Place(subject, announced.number), right),), safe=False)
    return Finding(
        CODE.id,
        Message(
            f"这里说“{announced.text}”，后面列出的是{count}个",
            f"“{announced.text}” announces {announced.amount}, but {count} {'is' if count == 1 else 'are'} listed",
        ),
        Place(subject, announced.span),
        (Related(listed[-1], Message(f"最后一个（第{count}个）在这里", f"the last of the {count} is here")),),
        fix,
        unfinished=count < announced.amount,
    )


CHECKER = FamilyChecker((CODE,), _prepare, by_titles=False)
