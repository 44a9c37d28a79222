"""Reads reports and compares what is found with what is wanted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from duizhao.analysis import Analysis
from duizhao.checkers import Checks
from duizhao.checkers.registry import BUILT_INS
from duizhao.document import Document
from duizhao.findings import Severity, Stage, Verdict
from duizhao.pairing.pairing import Pairing
from duizhao.rules.packs import PackLibrary, packs_in, shipped_folder

from .chinese import CHINESE
from .conventions import BY_NAME, CONVENTIONS, planned, written
from .english import ENGLISH
from .mutations import MUTATIONS, Case, Wanted, case, half_typed, half_typed_tag
from .pages import Key, Report
from .plans import Plan
from .vocabulary import Vocabulary

VOCABULARIES: tuple[Vocabulary, ...] = (*CHINESE, *ENGLISH)
GROUPS = frozenset({"pairing", "measures", "labels"})
"""The groups of codes that speak of what answers what."""


_PACKS = frozenset({"evaluation/explicit"})


@cache
def _checks(pack: str) -> Checks:
    folders = [packs_in(shipped_folder()), packs_in(Path(__file__).parent / "packs")]
    rules, errors = PackLibrary(folders, BUILT_INS).resolve(pack)
    assert rules is not None, errors
    return Checks(rules)


def checks_for(document: Document) -> Checks:
    """The checks that a generated report is judged by; the same object every time. What is not the name of a pack, or
    not yet, means the base pack.
    """
    named = document.front_matter.value("report")
    return _checks(named if named in _PACKS else "gongwen/base")


def analysis_of(text: str) -> Analysis:
    document = Document.parse(text)
    return Analysis(document, checks_for(document))


def verdicts_of(analysis: Analysis, stage: Stage) -> list[Verdict]:
    """All findings; AssertionError when a check raised."""
    verdicts = analysis.verdicts(stage)
    assert not analysis.failures, analysis.failures
    return verdicts


def is_loud(verdict: Verdict) -> bool:
    return verdict.severity <= Severity.WARNING


def is_about_pairs(verdict: Verdict) -> bool:
    return verdict.finding.code.partition("/")[0] in GROUPS


def plans(seed: int, each: int) -> Iterator[Plan]:
    """`each` faultless reports of every convention, kinds and languages in turn; the same for the same seed."""
    for convention in CONVENTIONS:
        fitting = [each for each in VOCABULARIES if each.language in convention.languages()]
        for number in range(each):
            rng = Random(f"{seed} {convention.name} {number}")
            yield planned(convention, fitting[number % len(fitting)], rng)


def cases(plan: Plan, seed: int) -> Iterator[Case]:
    """Everything that may go wrong with one report."""
    rng = Random(f"{seed} {plan.look.title} {len(plan.answers)}")
    for name in MUTATIONS:
        found = case(name, plan, rng)
        if found is not None:
            yield found
    yield half_typed(plan, rng)
    tag = half_typed_tag(plan, rng)
    if tag is not None:
        yield tag


class Judged(NamedTuple):
    """A case and what was said of it: `right` and `wrong` warnings, `missed` what was wanted and not said."""

    case: Case
    right: tuple[Verdict, ...]
    wrong: tuple[Verdict, ...]
    missed: tuple[Wanted, ...]
    calm: int
    """How many findings below a warning there are."""


def judged(case: Case) -> Judged:
    verdicts = [each for each in verdicts_of(analysis_of(case.report.text), case.stage) if is_about_pairs(each)]
    expected = (*case.wanted, *case.allowed)
    loud = [each for each in verdicts if is_loud(each)]
    right = [each for each in loud if any(_fits(each, wanted, case.report) for wanted in expected)]
    missed = [wanted for wanted in case.wanted if not any(_fits(each, wanted, case.report) for each in verdicts)]
    wrong = tuple(each for each in loud if each not in right)
    return Judged(case, tuple(right), wrong, tuple(missed), len(verdicts) - len(loud))


def _fits(verdict: Verdict, wanted: Wanted, report: Report) -> bool:
    if verdict.finding.code not in wanted.codes:
        return False
    at = verdict.finding.at.start
    spans = [report.extents[place] for place in wanted.places if place in report.extents]
    return any(span.start - _MARK <= at < span.end for span in spans)


_MARK = 8
"""How far before a title its heading may begin: `### （十二）`."""


@dataclass(slots=True)
class Figures:
    """Counts of one row of the table."""

    reports: int = 0
    right: int = 0
    wrong: int = 0
    wanted: int = 0
    found: int = 0
    calm: int = 0

    def add(self, judged: Judged) -> None:
        self.reports += 1
        self.right += len(judged.right)
        self.wrong += len(judged.wrong)
        self.wanted += len(judged.case.wanted)
        self.found += len(judged.case.wanted) - len(judged.missed)
        self.calm += judged.calm

    def __iadd__(self, other: "Figures") -> "Figures":
        self.reports += other.reports
        self.right += other.right
        self.wrong += other.wrong
        self.wanted += other.wanted
        self.found += other.found
        self.calm += other.calm
        return self

    @property
    def precision(self) -> float | None:
        """The share of warnings that are right; None without warnings."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """The share of what is wanted that is said; None where nothing is."""
        return self.found / self.wanted if self.wanted else None


@dataclass(slots=True)
class Links:
    """Links of faultless reports: the true ones, those of them that are found, and untrue ones that are claimed."""

    true: int = 0
    found: int = 0
    untrue: int = 0

    def __iadd__(self, other: "Links") -> "Links":
        self.true += other.true
        self.found += other.found
        self.untrue += other.untrue
        return self


def link_figures(plan: Plan, pairing: Pairing, report: Report) -> Links:
    """How many of the true links of a faultless report are found, and how many untrue ones are claimed."""
    true, claimed = set(_true_links(plan, report)), set(_claimed(pairing, report))
    if not BY_NAME[plan.convention].evidence:
        return Links(0, 0, len(claimed - true))
    return Links(len(true), len(true & claimed), len(claimed - true))


def _true_links(plan: Plan, report: Report) -> Iterator[tuple[Key, Key]]:
    for answer in plan.answers:
        key = (answer.role, answer.uid)
        if key in report.names:
            yield from ((("problem", uid), key) for uid in answer.answers)
    for issue in plan.past:
        yield ("past", issue.uid), ("follow-up", issue.uid)


def _claimed(pairing: Pairing, report: Report) -> Iterator[tuple[Key, Key]]:
    named = [(key, offset) for key, offsets in report.names.items() for offset in offsets]
    places = sorted((offset, key) for key, offset in named if key[0] in _ITEMS)
    for link in pairing.links:
        problem, partner = _key(pairing, link.problem, places), _key(pairing, link.partner, places)
        if problem is not None and partner is not None:
            yield problem, partner


_ITEMS = frozenset({"problem", "cause", "measure", "past", "follow-up"})


def _key(pairing: Pairing, item: int, places: Iterable[tuple[int, Key]]) -> Key | None:
    span = pairing.span_of(item)
    return next((key for offset, key in places if span.start <= offset < span.end), None)


def clean_findings(plan: Plan) -> tuple[list[Verdict], list[Verdict]]:
    """Of a faultless report: warnings of any kind, and findings about pairs below a warning."""
    verdicts = verdicts_of(analysis_of(written(plan).text), Stage.FINAL)
    loud = [each for each in verdicts if is_loud(each)]
    return loud, [each for each in verdicts if is_about_pairs(each) and not is_loud(each)]
