"""runs/missing-first: a run that begins with 二是, when no 一是 stands before it."""

from collections.abc import Callable, Iterable, Iterator

from duizhao.checkers.checker import Code, Family, FamilyChecker
from duizhao.document import Form, Run, RunSystem
from duizhao.document.runs import write_mark
from duizhao.findings import Finding, Message, Place
from duizhao.rules import RuleSet

MISSING_FIRST = Code("runs/missing-first", Message("列举缺第一项", "Run without its first member"))

_LATEST = 3


def _prepare(rules: RuleSet) -> Callable[[Family], Iterable[Finding]]:
    return _check


def _check(family: Family) -> Iterator[Finding]:
    """A run may go on from the text of the parent, or from a sister before: headings can stand between its members."""
    ends = _ends(family.parent.runs) if family.parent else frozenset[int]()
    for subject, facts in enumerate(family.children, 1):
        if facts.runs:
            astray = facts.heading is not None and facts.heading.form is Form.RUN_IN
            yield from without_first(facts.runs, subject, ends, may_be_astray=astray)
            ends = _ends(facts.runs)


def without_first(
    runs: Iterable[Run], subject: int, ends: frozenset[int] = frozenset(), *, may_be_astray: bool = False
) -> Iterator[Finding]:
    """A finding for each run that lacks its first member.

    What opens a line may go on with one of the runs before that end with `ends`; after a run-in heading it
    `may_be_astray`, for it often belongs to the text above that heading.
    """
    for run in runs:
        first = run.members[0]
        goes_on = first.opens_line and (may_be_astray or first.ordinal - 1 in ends)
        if _is_beheaded(run) and not goes_on:
            yield _finding(subject, run)


def _ends(runs: tuple[Run, ...]) -> frozenset[int]:
    return frozenset([run.members[-1].ordinal for run in runs])


def _is_beheaded(run: Run) -> bool:
    """Whether it surely is a run, and surely begins with another member than the first.

    第二，… alone may be about a rank; a high number alone may be no member at all (十一是国庆).
    """
    first = run.members[0]
    if run.vague or not 1 < first.ordinal <= _LATEST or first.system is RunSystem.FIRST:
        return False
    return len(run.members) > 1 or (first.ordinal == 2 and first.system is not RunSystem.ORDINAL)


def _finding(subject: int, run: Run) -> Finding:
    first = run.members[0]
    found = write_mark(first.system, first.ordinal)
    missing = [write_mark(first.system, ordinal) for ordinal in range(1, first.ordinal)]
    return Finding(
        MISSING_FIRST.id,
        Message(
            f"“{found}”之前没有" + "".join(f"“{mark}”" for mark in missing),
            f"{found} without {' and '.join(missing)} before it",
        ),
        Place(subject, first.span),
        unfinished=True,
    )


CHECKER = FamilyChecker((MISSING_FIRST,), _prepare, by_titles=False)
