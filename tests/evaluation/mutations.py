"""What goes wrong with a report, and what a careful reviewer would want to be told of it.

A mutation changes the plan, not the text, so that numbers run on as they do in an editor that renumbers; what an
answer says of its problem stays as it was written. Where nothing is wanted, silence is right: what cannot be known from
the text (two measures swapped in one table) must not be guessed.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import NamedTuple

from duizhao.findings import Stage

from .conventions import BY_NAME, Convention, written
from .pages import Key, Report
from .plans import Answer, Plan, Writer

MISSING = frozenset({"pairing/uncovered", "pairing/partial", "labels/missing", "labels/empty"})
CALM = frozenset({"pairing/counts"})
UNFOLLOWED = frozenset({"pairing/not-followed-up", "labels/missing", "labels/empty"})
_FEWEST = 3


class Wanted(NamedTuple):
    """One finding with one of these codes, at one of these places."""

    codes: frozenset[str]
    places: tuple[Key, ...]


class Case(NamedTuple):
    """A report with something wrong in it. `wanted` must be told; `allowed` may be: a consequence of the same fault
    that no reviewer would dispute.
    """

    mutation: str
    convention: Convention
    report: Report
    wanted: tuple[Wanted, ...] = ()
    allowed: tuple[Wanted, ...] = ()
    stage: Stage = Stage.FINAL


class Mutated(NamedTuple):
    """A plan after a mutation, and what is wanted."""

    plan: Plan
    wanted: tuple[Wanted, ...] = ()
    allowed: tuple[Wanted, ...] = ()


Mutation = Callable[[Plan, Convention, Random], Mutated | None]
"""None: the convention knows no such fault."""


def case(name: str, plan: Plan, rng: Random) -> Case | None:
    """`plan` after the mutation of this name; None where there is no such fault in its convention."""
    convention = BY_NAME[plan.convention]
    mutated = MUTATIONS[name](plan, convention, rng)
    if mutated is None:
        return None
    return Case(name, convention, written(mutated.plan), mutated.wanted, mutated.allowed)


def half_typed(plan: Plan, rng: Random) -> Case:
    """The report cut off somewhere in its last third, while its author is writing it: nothing is wanted."""
    report = written(plan)
    cut = rng.randint(len(report.text) * 2 // 3, len(report.text) - 2)
    return Case("half-typed", BY_NAME[plan.convention], report._replace(text=report.text[:cut]), stage=Stage.DRAFT)


def half_typed_tag(plan: Plan, rng: Random) -> Case | None:
    """The report cut off inside its last comment or attribute."""
    report = written(plan)
    start = max(report.text.rfind("<!-- for"), report.text.rfind("{for"))
    if start < 0:
        return None
    cut = rng.randint(start + 1, start + 10)
    return Case("half-typed id", BY_NAME[plan.convention], report._replace(text=report.text[:cut]), stage=Stage.DRAFT)


def _missing(plan: Plan, convention: Convention, uids: Sequence[int]) -> tuple[Wanted, ...]:
    """What is wanted where the problems of these uids lack a cause or a measure and all others have theirs."""
    if convention.calm:
        headings = tuple(("heading of problem", number) for number in range(2))
        return (Wanted(CALM, headings),)
    shown = plan.explicit or (len(plan.issues) >= _FEWEST and len(uids) == 1)
    return tuple(Wanted(MISSING, (("problem", uid),)) for uid in uids) if shown else ()


def _only_for(plan: Plan, role: str, rng: Random) -> Answer:
    """An answer of one role that is about one problem."""
    return rng.choice([answer for answer in plan.of(role) if len(answer.answers) == 1])


def _without(plan: Plan, role: str, uid: int) -> Plan:
    return plan.with_answers(role, [answer for answer in plan.of(role) if uid not in answer.answers])


def _delete(role: str) -> Mutation:
    def delete(plan: Plan, convention: Convention, rng: Random) -> Mutated | None:
        if role not in plan.roles or convention.name == "last year":
            return None
        uid = _only_for(plan, role, rng).answers[0]
        after = _without(plan, role, uid)
        if not after.of(role) or (plan.explicit and role != "measure"):
            return None
        return Mutated(after, _missing(after, convention, [uid]))

    return delete


def _delete_result(plan: Plan, convention: Convention, rng: Random) -> Mutated | None:
    if not plan.past:
        return None
    if len(plan.past) < _FEWEST:
        return None
    lost = rng.choice(plan.past)
    past = tuple(replace(issue, result="") if issue is lost else issue for issue in plan.past)
    return Mutated(replace(plan, past=past), (Wanted(UNFOLLOWED, (("past", lost.uid),)),))


def _empty(plan: Plan, convention: Convention, rng: Random) -> Mutated | None:
    """The words go, their place stays: an empty field, an empty cell, a heading with nothing under it."""
    if not convention.own:
        return None
    answer = _only_for(plan, "measure", rng)
    uid = answer.answers[0]
    kept = [each for each in plan.of("measure") if uid not in each.answers]
    after = plan.with_answers("measure", [*kept, replace(answer, text="")])
    return Mutated(after, _missing(after, convention, [uid]))


def _swap(plan: Plan, convention: Convention, rng: Random) -> Mutated | None:
    measures = list(plan.of("measure"))
    one, two = rng.sample(range(len(measures)), 2)
    if convention.own:
        first, second = measures[one], measures[two]
        measures[one] = replace(first, answers=second.answers)
        measures[two] = replace(second, answers=first.answers)
    else:
        measures[one], measures[two] = measures[two], measures[one]
    return Mutated(plan.with_answers("measure", measures))


def _merge(plan: Plan, convention: Convention, rng: Random) -> Mutated | None:
    """Two measures become one. Where it names its problems it names both; in a problem's own text it stands there."""
    single = [answer for answer in plan.of("measure") if len(answer.answers) == 1]
    if convention.name == "several sections":
        single = single[: (len(plan.issues) + 1) // 2]
    at = rng.randrange(len(single) - 1)
    first, second = single[at], single[at + 1]
    if first.answers == second.answers or (convention.refers == "quotes" and not (first.said and second.said)):
        return None
    merged = replace(
        first,
        text=first.text + ("" if plan.chinese else " ") + second.text,
        answers=first.answers if convention.own else (*first.answers, *second.answers),
        said=first.said + second.said,
        mention="、".join(each for each in (first.mention, second.mention) if each),
        tags=first.tags + second.tags,
    )
    measures = [merged if each is first else each for each in plan.of("measure") if each is not second]
    after = plan.with_answers("measure", measures)
    if convention.own:
        lost = second.answers[0]
        return Mutated(
            after, () if after.answering(after.issue(lost), "measure") else _missing(after, convention, [lost])
        )
    return Mutated(after, _missing(after, convention, []) if convention.calm else ())


def _split(plan: Plan, convention: Convention, rng: Random) -> Mutated | None:
    answer = rng.choice(plan.of("measure"))
    if convention.name == "aspects":
        return None
    more = replace(answer, uid=plan.fresh_uid(), title=answer.title + ("（续）" if plan.chinese else " (2)"),
                   text=rng.choice(plan.of("measure")).text)  # fmt: skip
    measures: list[Answer] = []
    for each in plan.of("measure"):
        measures += [each, more] if each is answer else [each]
    return Mutated(plan.with_answers("measure", measures))


def _insert(plan: Plan, convention: Convention, rng: Random) -> Mutated | None:
    """A problem more, with neither cause nor measure; ids are given in the order of the text, numbers are renewed."""
    taken = {issue.subject for issue in plan.issues}
    vocabulary = replace(
        plan.vocabulary, subjects=tuple(each for each in plan.vocabulary.subjects if each not in taken)
    )
    issue = replace(Writer(vocabulary, rng).issue(len(plan.issues) + 1), uid=plan.fresh_uid())
    if plan.past:
        if len(plan.past) + 1 < _FEWEST:
            return None
        issue = replace(issue, result="")
        return Mutated(replace(plan, past=(*plan.past, issue)), (Wanted(UNFOLLOWED, (("past", issue.uid),)),))
    at = len(plan.issues) if convention.refers == "ordinals" else rng.randint(1, len(plan.issues))
    if convention.name == "several sections":
        at = len(plan.issues)
        if at % 2:
            return None
    after = replace(plan, issues=(*plan.issues[:at], issue, *plan.issues[at:]))
    return Mutated(after, _missing(after, convention, [issue.uid]))


def _rename(plan: Plan, convention: Convention, rng: Random) -> Mutated | None:
    """A problem is called something else, or gets another id; what answers it still speaks of the old one."""
    answer = _only_for(plan, "measure", rng)
    old = plan.issue(answer.answers[0])
    taken = {issue.subject for issue in plan.issues}
    vocabulary = replace(
        plan.vocabulary, subjects=tuple(each for each in plan.vocabulary.subjects if each not in taken)
    )
    new = Writer(vocabulary, rng).issue(1)
    issue = replace(old, subject=new.subject, name=new.name, id=f"q{rng.randint(10, 99)}")
    after = replace(plan, issues=tuple(issue if each is old else each for each in plan.issues))
    speaking = tuple(
        (each.role, each.uid) for each in plan.answers if old.uid in each.answers and convention.refers
    )  # fmt: skip
    allowed = (Wanted(MISSING, (("problem", old.uid),)),)
    match convention.refers:
        case "ids":
            return Mutated(after, tuple(Wanted(frozenset({"pairing/unknown-id"}), (key,)) for key in speaking), allowed)
        case "quotes" | "names":
            wanted = tuple(Wanted(frozenset({"pairing/dangling"}), (key,)) for key in speaking)
            if convention.refers == "names" or _quote_others(plan, old.uid):
                return Mutated(after, wanted, allowed)
            return Mutated(after, (), (*wanted, *allowed))
    return Mutated(after, (), allowed if convention.name == "aspects" else ())


def _quote_others(plan: Plan, uid: int) -> bool:
    """Whether more answers quote other problems only than quote this one: then quoting is the habit of the report."""
    speaking = sum(1 for each in plan.answers if uid in each.answers)
    return len(plan.answers) - speaking > speaking


def _remove_problem(plan: Plan, convention: Convention, rng: Random) -> Mutated | None:
    """A problem goes, those behind it move up, and what answered it stays."""
    if not convention.refers or len(plan.issues) < _FEWEST:
        return None
    gone = rng.choice(plan.issues)
    after = replace(plan, issues=tuple(issue for issue in plan.issues if issue is not gone))
    missed = plan.issues[-1] if convention.refers == "ordinals" else gone
    code = "pairing/unknown-id" if convention.refers == "ids" else "pairing/dangling"
    speaking = [each for each in plan.answers if missed.uid in each.answers]
    if convention.refers == "quotes" and not _quote_others(plan, missed.uid):
        return None
    wanted = tuple(Wanted(frozenset({code}), ((each.role, each.uid),)) for each in speaking)
    return Mutated(after, wanted)


def _same_id(plan: Plan, convention: Convention, rng: Random) -> Mutated | None:
    """Two problems get one id."""
    if convention.refers != "ids":
        return None
    one, two = sorted(rng.sample(range(len(plan.issues)), 2))
    doubled = replace(plan.issues[two], id=plan.issues[one].id)
    after = replace(plan, issues=tuple(doubled if at == two else each for at, each in enumerate(plan.issues)))
    lost = [answer for answer in plan.answers if plan.issues[two].uid in answer.answers]
    wanted = [Wanted(frozenset({"pairing/duplicate-id"}), (("problem", doubled.uid),))]
    wanted += [Wanted(frozenset({"pairing/unknown-id"}), ((each.role, each.uid),)) for each in lost]
    allowed = tuple(Wanted(MISSING, (("problem", plan.issues[at].uid),)) for at in (one, two))
    return Mutated(after, tuple(wanted), allowed)


MUTATIONS: dict[str, Mutation] = {
    "delete measure": _delete("measure"),
    "delete cause": _delete("cause"),
    "delete result": _delete_result,
    "empty": _empty,
    "swap": _swap,
    "merge": _merge,
    "split": _split,
    "insert problem": _insert,
    "rename": _rename,
    "renumber": _remove_problem,
    "same id": _same_id,
}
