"""The evaluation on a small sample: what it generates is what it says, and the required figures hold."""

from random import Random

import pytest

from duizhao.findings import Stage

from ..evaluation.conventions import CONVENTIONS, written
from ..evaluation.judging import VOCABULARIES, Links, analysis_of, cases, is_loud, plans, verdicts_of
from ..evaluation.keystrokes import ASIDES, flicker, interruptions
from ..evaluation.outcome import LEAST_PRECISION, LEAST_RECALL, Outcome, evaluated, group_of
from ..evaluation.pages import han
from ..evaluation.plans import Plan

SEED = 3
SAMPLE = list(plans(SEED, 4))


def ids(plan: Plan) -> str:
    return f"{plan.convention}, {plan.vocabulary.kind}, {plan.vocabulary.language}"


def test_every_convention_kind_and_language_is_written() -> None:
    everything = list(plans(SEED, len(VOCABULARIES)))
    assert {plan.convention for plan in everything} == {convention.name for convention in CONVENTIONS}
    kinds = {(plan.vocabulary.kind, plan.vocabulary.language) for plan in everything}
    assert kinds == {(each.kind, each.language) for each in VOCABULARIES}
    assert len({kind for kind, _ in kinds}) == 4


def test_the_same_seed_gives_the_same_reports() -> None:
    texts = [written(plan).text for plan in SAMPLE]
    assert texts == [written(plan).text for plan in plans(SEED, 4)]
    assert not set(texts) & {written(plan).text for plan in plans(SEED + 1, 4)}


def test_wording_varies() -> None:
    texts = [written(plan).text for plan in plans(SEED, 20)]
    lines = [line for text in texts for line in text.split("\n") if len(line) > 20]
    assert len(set(lines)) > 0.8 * len(lines)


@pytest.mark.parametrize("plan", SAMPLE, ids=ids)
def test_a_report_says_where_its_problems_and_their_answers_stand(plan: Plan) -> None:
    report = written(plan)
    for issue in plan.issues:
        start = report.names["problem", issue.uid][0]
        named = issue.subject.name if plan.convention == "aspects" else issue.name
        assert named in report.text[start : start + len(named) + 1]
        extent = report.extents["problem", issue.uid]
        assert extent.start <= start < extent.end
    for answer in plan.answers:
        key = (answer.role, answer.uid)
        assert key not in report.names or answer.text[:10] in report.text[report.names[key][0] :]


@pytest.mark.parametrize("plan", SAMPLE, ids=ids)
def test_a_faultless_report_shows_no_warning(plan: Plan) -> None:
    assert not [each for each in verdicts_of(analysis_of(written(plan).text), Stage.FINAL) if is_loud(each)]


@pytest.mark.parametrize(("number", "words"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")])
def test_numbers_are_written_in_chinese(number: int, words: str) -> None:
    assert han(number) == words


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return evaluated(SEED, 3)


def test_nearly_every_warning_is_right(outcome: Outcome) -> None:
    precision = outcome.total().precision
    assert precision is not None
    assert precision >= LEAST_PRECISION


@pytest.mark.parametrize(("group", "least"), LEAST_RECALL.items())
def test_what_is_missing_is_told(outcome: Outcome, group: str, least: float) -> None:
    recall = outcome.total(group).recall
    assert recall is not None
    assert recall >= least


def test_what_belongs_together_is_linked_and_nothing_else(outcome: Outcome) -> None:
    explicit = Links()
    for name, links in outcome.links.items():
        if group_of(name) == "explicit":
            explicit += links
    assert explicit.found >= 0.99 * explicit.true
    assert not explicit.untrue


def test_nothing_is_said_of_half_typed_reports(outcome: Outcome) -> None:
    assert outcome.total(mutation="half-typed").reports
    assert not outcome.total(mutation="half-typed").wrong
    assert not outcome.total(mutation="half-typed id").wrong


SHORTEST = sorted(SAMPLE, key=lambda plan: len(written(plan).text))


@pytest.mark.parametrize("plan", SHORTEST[:4], ids=ids)
def test_a_short_report_shows_no_warning_on_any_keystroke(plan: Plan) -> None:
    assert not list(interruptions(written(plan).text))


@pytest.mark.parametrize("plan", SHORTEST[4::2], ids=ids)
def test_a_report_shows_no_warning_while_it_is_typed(plan: Plan) -> None:
    assert not list(interruptions(written(plan).text, step=23))


@pytest.mark.parametrize("plan", SAMPLE[::3], ids=ids)
def test_typing_elsewhere_changes_nothing(plan: Plan) -> None:
    rng = Random(SEED)
    for case in list(cases(plan, SEED))[:3]:
        assert not flicker(case.report, rng.choice(ASIDES[plan.vocabulary.language]), rng)
