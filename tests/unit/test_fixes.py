"""Fixes together: those that meet wait, all others are made, and nothing is left to fix in the end."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.analysis import Analysis
from duizhao.document import Document
from duizhao.findings import Fix, Message, Replacement, Stage
from duizhao.fixes import MOST_PASSES, compatible, fix_all
from duizhao.text import Span

from ..drafts.fixes import applied, fixed
from ..drafts.marker import without_markers
from ..drafts.packs import checks_for

DRAFTS = Path(__file__).parents[1] / "drafts"
FIXTURES = sorted([*DRAFTS.glob("checkers/**/*.md"), DRAFTS / "showcase.md"])


def fix(*replacements: tuple[int, int, str]) -> Fix[Span]:
    return Fix(Message("改", "fix"), tuple(Replacement(Span(start, end), text) for start, end, text in replacements))


def test_of_two_fixes_that_meet_the_first_counts_and_whole() -> None:
    first, second, third = fix((4, 6, "乙")), fix((0, 1, "丙"), (5, 7, "丁")), fix((6, 7, "戊"))
    assert compatible([first, second, third]) == (*first.replacements, *third.replacements)
    assert applied("零一二三四五六七", compatible([first, second, third])) == "零一二三乙戊七"


def test_two_insertions_at_one_place_meet() -> None:
    assert compatible([fix((3, 3, "甲")), fix((3, 3, "乙"))]) == fix((3, 3, "甲")).replacements


@given(st.lists(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 3)), min_size=1, max_size=2), max_size=8))
def test_those_kept_do_not_meet_and_those_left_out_meet_one_that_is_kept(spans: list[list[tuple[int, int]]]) -> None:
    def meet(one: Span, other: Span) -> bool:
        return one == other or (one.start < other.end and other.start < one.end)

    fixes = [fix(*[(start, start + length, "") for start, length in each]) for each in spans]
    fixes = [each for each in fixes if len(each.replacements) == 1 or not meet(*(r.at for r in each.replacements))]
    kept = [replacement.at for replacement in compatible(fixes)]
    assert not any(meet(one, other) for index, one in enumerate(kept) for other in kept[index + 1 :])
    for each in fixes:
        places = [replacement.at for replacement in each.replacements]
        assert any(place in kept or any(meet(place, other) for other in kept) for place in places)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_fixing_all_is_fixing_until_nothing_is_left(path: Path) -> None:
    text, _ = without_markers(path.read_bytes().decode("utf-8"))
    document = Document.parse(text)
    checks = checks_for(document)
    step_by_step = text
    for _ in range(MOST_PASSES):
        step_by_step = fixed(step_by_step, Analysis(Document.parse(step_by_step), checks).verdicts(Stage.FINAL))
    replacements = fix_all(Analysis(document, checks), Stage.FINAL)
    result = applied(text, replacements)
    assert result == step_by_step
    assert fix_all(Analysis(Document.parse(result), checks), Stage.FINAL) == ()
    for replacement in replacements:
        assert text[slice(*replacement.at)] != replacement.text
