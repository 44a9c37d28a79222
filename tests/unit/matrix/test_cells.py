"""What stands in cells, and how a part is summed up."""

import pytest

from duizhao.matrix.cells import Column, Part, cell, parts, summary
from duizhao.matrix.rows import Entry, Matrix, Row
from tests.unit.matrix.examples import COVERED, NO_SOURCE, RECTIFIED, REPORT, UNCOVERED


def texts(row: Row, column: Column, language: str = "zh") -> list[str]:
    return [piece.text for piece in cell(row, column, language)]


def test_several_measures_are_numbered_and_owners_name_theirs() -> None:
    row = REPORT.problems[0]
    assert texts(row, Column.MEASURE) == ["1.增配两名巡库员", "2.每周抽查一次记录"]
    assert texts(row, Column.OWNER) == ["1.陈立", "2.何敏"]
    assert texts(row, Column.DEADLINE) == ["1.3月底前"]
    assert [piece.line for piece in cell(row, Column.MEASURE, "zh")] == [21, 22]


def test_english_leaves_a_blank_behind_the_number() -> None:
    assert texts(REPORT.problems[0], Column.OWNER, "en") == ["1. 陈立", "2. 何敏"]


def test_an_owner_of_all_measures_is_named_once() -> None:
    measures = (Entry("甲", 1, owner="陈立"), Entry("乙", 2, owner="陈立"))
    assert texts(Row(1, COVERED, Entry("问题", 1), measures=measures), Column.OWNER) == ["陈立"]


def test_the_problem_tells_owner_and_deadline_where_no_measure_does() -> None:
    row = Row(1, COVERED, Entry("问题", 1, owner="何敏", deadline="年底"), measures=(Entry("甲", 2), Entry("乙", 3)))
    assert (texts(row, Column.OWNER), texts(row, Column.DEADLINE)) == (["何敏"], ["年底"])


def test_what_is_listed_under_an_entry_follows_it() -> None:
    assert texts(REPORT.problems[1], Column.PROBLEM) == ["设备老化", "·闸门漏水", "·水尺模糊"]


@pytest.mark.parametrize(
    ("causes", "measures", "zh", "en"),
    [
        (["栏目"], ["栏目"], ["栏目"], ["栏目"]),
        (["栏目"], ["同一行"], ["原因：栏目", "措施：同一行"], ["cause: 栏目", "measure: 同一行"]),
        (
            ["栏目"],
            ["栏目", "同一行"],
            ["原因、措施1：栏目", "措施2：同一行"],
            ["cause, measure 1: 栏目", "measure 2: 同一行"],
        ),
        ([], ["", "同一行"], ["同一行"], ["同一行"]),
        ([], [], [], []),
    ],
)
def test_reasons_name_what_they_are_for_where_they_differ(
    causes: list[str], measures: list[str], zh: list[str], en: list[str]
) -> None:
    row = Row(
        1,
        COVERED,
        Entry("问题", 1),
        tuple(Entry("原因", 2, why=why) for why in causes),
        tuple(Entry("措施", 3, why=why) for why in measures),
    )
    assert (texts(row, Column.WHY), texts(row, Column.WHY, "en")) == (zh, en)


def test_empty_columns_are_left_out() -> None:
    main, past = parts(REPORT)
    assert Column.FOLLOW_UP not in main.columns()
    assert past.columns() == (Column.NUMBER, Column.PROBLEM, Column.FOLLOW_UP, Column.STATE, Column.WHY)


def test_a_part_without_rows_is_left_out() -> None:
    assert list(parts(Matrix("zh", "报告"))) == []


def test_the_summary_begins_with_what_is_done() -> None:
    main, past = parts(REPORT)
    assert summary(main, "zh") == "已对应 3/4（含推断对应 1，免对应 1），未对应 1；不对应任何问题：无来源 1"
    assert summary(past, "zh") == "已整改 1/2，正在整改 1"


@pytest.mark.parametrize(("past", "told"), [(False, "已对应 0/2，未对应 2"), (True, "已整改 0/2，未对应 2")])
def test_the_summary_says_that_nothing_is_done(past: bool, told: str) -> None:
    rows = (Row(1, UNCOVERED, Entry("甲", 1)), Row(2, UNCOVERED, Entry("乙", 2)))
    assert summary(Part(next(parts(REPORT)).title, rows, past), "zh") == told


def test_the_summary_of_what_answers_nothing() -> None:
    row = Row(None, NO_SOURCE._replace(word="no source"), measures=(Entry("甲", 1),))
    assert summary(Part(next(parts(REPORT)).title, (row,)), "en") == "tied to no problem: no source 1"


def test_a_row_stands_where_its_first_entry_does() -> None:
    assert [row.line for row in (*REPORT.problems, *REPORT.unanswering)] == [5, 7, 9, 10, 24]
    assert Row(1, RECTIFIED, follow_ups=(Entry("甲", 8),)).line == 8
