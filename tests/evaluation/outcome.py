"""All figures of one evaluation, and what is required of them.

A finding is *wanted* when a careful reviewer would want to be told; it is *found* when one of the codes that say so
stands at the right item. Where causes or measures are lists that nothing ties to the problems but their order, that
their numbers differ is all that can be said: there the calm information on the section's heading (pairing/counts) is
what is wanted, and a warning would be wrong. Precision counts warnings and errors only, since nothing else shouts.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from .conventions import BY_NAME, written
from .judging import Figures, Judged, Links, analysis_of, cases, clean_findings, judged, link_figures, plans
from .keystrokes import ASIDES, flicker, interruptions
from .mutations import Case
from .plans import Plan

LEAST_PRECISION = 0.98
LEAST_RECALL = {"explicit": 0.95, "inferred": 0.9}
_SHORT = 700


def group_of(convention: str) -> str:
    """`explicit`: what answers what is written down; `inferred`: it shows in aspects or in the order of lists."""
    return "explicit" if BY_NAME[convention].tier < 2 else "inferred"


@dataclass(slots=True)
class Outcome:
    """The figures of one evaluation. `loud` are warnings on faultless reports, `interrupting` those on their
    beginnings; `by_case` the figures by convention and mutation; `links` what of the true links was found.
    """

    reports: int = 0
    characters: int = 0
    loud: list[str] = field(default_factory=list)
    calm: int = 0
    beginnings: int = 0
    interrupting: list[str] = field(default_factory=list)
    by_case: dict[tuple[str, str], Figures] = field(default_factory=dict)
    links: dict[str, Links] = field(default_factory=dict)
    keystrokes: int = 0
    flickered: int = 0
    failed: list[Judged] = field(default_factory=list)

    def total(self, group: str | None = None, mutation: str | None = None) -> Figures:
        """The figures of one group of conventions, of one mutation, or of both; None: of all."""
        total = Figures()
        for (convention, name), figures in self.by_case.items():
            if group in (None, group_of(convention), convention) and mutation in (None, name):
                total += figures
        return total

    def complaints(self) -> Iterator[str]:
        """What is required and does not hold."""
        if self.loud:
            yield f"{len(self.loud)} warnings on faultless reports, such as {self.loud[0]}"
        if self.interrupting:
            yield f"{len(self.interrupting)} warnings while they are typed, such as {self.interrupting[0]}"
        precision = self.total().precision
        if precision is None or precision < LEAST_PRECISION:
            yield f"precision {precision}, at least {LEAST_PRECISION} is required"
        for group, least in LEAST_RECALL.items():
            recall = self.total(group).recall
            if recall is None or recall < least:
                yield f"recall {recall} on {group} links, at least {least} is required"
        if self.flickered:
            yield f"{self.flickered} findings came or went while something else was typed"


def evaluated(seed: int, each: int, *, step: int = 0) -> Outcome:
    """The outcome on `each` reports of every convention and on all that may go wrong with them.

    `step`: how many characters at a time they are typed, 0 for not at all; short reports are typed one by one.
    """
    outcome = Outcome()
    for plan in plans(seed, each):
        _faultless(outcome, plan, step)
        for number, case in enumerate(cases(plan, seed)):
            verdict = judged(case)
            outcome.by_case.setdefault((plan.convention, case.mutation), Figures()).add(verdict)
            if verdict.wrong or verdict.missed:
                outcome.failed.append(verdict)
            if step and number % 3 == 0 and not case.mutation.startswith("half-typed"):
                _typed_elsewhere(outcome, plan, case, Random(f"{seed} {number}"))
    return outcome


def _faultless(outcome: Outcome, plan: Plan, step: int) -> None:
    report = written(plan)
    loud, calm = clean_findings(plan)
    outcome.reports += 1
    outcome.characters += len(report.text)
    outcome.loud += [f"{plan.convention}: {each.finding.code} {each.finding.message.en}" for each in loud]
    outcome.calm += len(calm)
    links = outcome.links.setdefault(plan.convention, Links())
    links += link_figures(plan, analysis_of(report.text).pairing, report)
    if step:
        one_by_one = len(report.text) < _SHORT
        outcome.beginnings += len(report.text) // (1 if one_by_one else step)
        for typed, verdict in interruptions(report.text, 1 if one_by_one else step):
            outcome.interrupting.append(f"{plan.convention}: {verdict.finding.code} after {typed!r}")


def _typed_elsewhere(outcome: Outcome, plan: Plan, case: Case, rng: Random) -> None:
    words = rng.choice(ASIDES[plan.vocabulary.language])
    outcome.flickered += flicker(case.report, words, rng)
    outcome.keystrokes += len(words)
