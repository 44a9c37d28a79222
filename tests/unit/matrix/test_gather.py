"""The matrix of real small drafts."""

import pytest

from duizhao.document import Document
from duizhao.matrix.cells import Column, cell, parts, summary
from duizhao.matrix.gather import matrix_of
from duizhao.matrix.rows import Matrix, Row
from duizhao.pairing.pairing import Pairer
from duizhao.pairing.reasons import plain
from duizhao.rules import RuleSet

TITLE = "# 水务所自查报告\n\n"


def matrix(text: str, language: str = "zh") -> Matrix:
    return matrix_of(Pairer(RuleSet(pack_id="")).pair(Document.parse(text)), language)


def told(row: Row, *columns: Column) -> list[list[str]]:
    return [[piece.text for piece in cell(row, column, "zh")] for column in columns]


TAGGED = """\
# 水务所自查报告

## 存在的问题

1. 学习不够系统。 <!-- p1 -->
2. 调研不够深入。 <!-- p2 -->
3. 办公用房紧张。 <!-- no-measure: 由县里统一安排 -->

## 整改措施

1. 每月学习一次。 <!-- for: p1 -->
2. 每季调研一次，听取意见。 <!-- for: p1 p2 -->
3. 每半年评估一次。 <!-- for: p2 -->
4. 做好值班值守。 <!-- for: none 常规工作 -->
"""


def test_ids_tie_one_measure_to_two_problems() -> None:
    found = matrix(TAGGED)
    first, second, third = found.problems
    assert told(first, Column.PROBLEM, Column.MEASURE, Column.STATE, Column.WHY) == [
        ["学习不够系统"],
        ["1.每月学习一次", "2.每季调研一次，听取意见"],
        ["已对应"],
        ["编号 p1"],
    ]
    assert told(second, Column.MEASURE, Column.WHY) == [
        ["1.每季调研一次，听取意见", "2.每半年评估一次"],
        ["编号 p2"],
    ]
    assert told(third, Column.MEASURE, Column.STATE) == [[], ["免对应", "由县里统一安排"]]
    assert [row.line for row in found.problems] == [5, 6, 7]


def test_what_answers_nothing_comes_last_with_its_reason() -> None:
    (row,) = matrix(TAGGED).unanswering
    assert (row.number, row.problem, row.line) == (None, None, 14)
    assert told(row, Column.MEASURE, Column.STATE) == [["做好值班值守"], ["免对应", "常规工作"]]


def test_a_table_gives_owners_and_deadlines() -> None:
    found = matrix(
        f"{TITLE}## 存在的问题和整改措施\n\n"
        "| 序号 | 问题 | 原因 | 整改措施 | 责任人 | 完成时限 |\n|---|---|---|---|---|---|\n"
        "| 1 | 巡库记录不全 | 人手不足 | 增配巡库员 | 陈立 | 3月底 |\n"
        "| 2 | 闸门漏水 | 年久失修 | 更换闸门 | 何敏 | 年底 |\n"
    )
    row = found.problems[1]
    assert told(row, Column.PROBLEM, Column.CAUSE, Column.MEASURE, Column.OWNER, Column.DEADLINE, Column.WHY) == [
        *(["闸门漏水"], ["年久失修"], ["更换闸门"], ["何敏"], ["年底"], ["同一行"]),
    ]
    assert found.unanswering == ()


def test_labels_say_who_by_when() -> None:
    found = matrix(
        f"{TITLE}## 存在的问题及整改措施\n\n"
        "问题：巡库记录不全。\n\n整改措施：增配巡库员。\n\n责任人：陈立\n\n完成时限：3月底\n\n"
        "问题：闸门漏水。\n\n整改措施：更换闸门。\n\n责任人：何敏\n\n完成时限：年底\n"
    )
    assert [told(row, Column.MEASURE, Column.OWNER, Column.DEADLINE, Column.WHY) for row in found.problems] == [
        [["增配巡库员"], ["陈立"], ["3月底"], ["栏目"]],
        [["更换闸门"], ["何敏"], ["年底"], ["栏目"]],
    ]


@pytest.mark.parametrize("mark", ["{}. ", "{}、", "#### {}. "], ids=["list", "paragraphs", "headings"])
def test_what_a_label_lists_is_told_line_by_line(mark: str) -> None:
    def record(number: str, problem: str, measures: tuple[str, str], owner: str) -> str:
        listed = "".join(f"{mark.format(at)}{each}。\n\n" for at, each in enumerate(measures, 1))
        return f"### （{number}）{problem}\n\n问题：{problem}较多。\n\n整改措施：\n\n{listed}责任人：{owner}\n\n"

    found = matrix(
        f"{TITLE}## 存在的问题及整改措施\n\n"
        + record("一", "漏记", ("增配巡库员", "每周抽查"), "陈立")
        + record("二", "漏水", ("更换闸门", "每月检修"), "何敏")
    )
    assert [told(row, Column.PROBLEM, Column.MEASURE, Column.OWNER, Column.WHY) for row in found.problems] == [
        [["漏记较多"], ["1.增配巡库员", "2.每周抽查"], ["陈立"], ["栏目"]],
        [["漏水较多"], ["1.更换闸门", "2.每月检修"], ["何敏"], ["栏目"]],
    ]
    assert [[each.line for each in row.measures] for row in found.problems] == [[11, 13], [23, 25]]


@pytest.mark.parametrize(("language", "why"), [("zh", "“针对问题（二）”"), ("en", "“针对问题（二）”")])
def test_a_reference_is_quoted_as_the_reason(language: str, why: str) -> None:
    found = matrix(
        f"{TITLE}## 存在的问题\n\n（一）记录不全。\n\n（二）闸门漏水。\n\n## 整改措施\n\n"
        "（一）针对问题（二），更换闸门。\n\n（二）针对问题（一），增配人员。\n",
        language,
    )
    assert found.problems[1].measures[0].why == why


def test_lists_of_one_length_are_inferred_by_order() -> None:
    text = f"{TITLE}## 存在的问题\n\n1. 记录不全。\n2. 闸门漏水。\n\n## 整改措施\n\n1. 增配人员。\n2. 更换设备。\n"
    zh, en = matrix(text), matrix(text, "en")
    assert [row.measures[0].why for row in zh.problems] == ["按次序推断"] * 2
    assert [row.standing.word for row in zh.problems] == ["推断对应"] * 2
    assert [(row.standing.word, row.measures[0].why) for row in en.problems] == [
        ("inferred", "inferred from their order")
    ] * 2


def test_unequal_lists_leave_all_as_they_are() -> None:
    found = matrix(f"{TITLE}## 存在的问题\n\n1. 甲。\n2. 乙。\n3. 丙。\n\n## 整改措施\n\n1. 丁。\n2. 戊。\n")
    assert [row.standing.key for row in found.problems] == ["undetermined"] * 3
    assert [row.standing.key for row in found.unanswering] == ["undetermined"] * 2
    assert summary(next(parts(found)), "zh") == "已对应 0/3，未判定 3；不对应任何问题：未判定 2"


LAST_YEAR = """\
# 个人对照检查材料

## 一、2020年度民主生活会整改落实情况

### （一）理论学习方面

整改问题：学习不够深。

整改落实情况：精读著作4部。

{first}

### （二）工作作风方面

整改问题：下乡走马观花。

整改落实情况：随机检查19次。

{second}
"""


@pytest.mark.parametrize(
    ("written", "key", "word"),
    [
        ("已整改", "rectified", "已整改"),
        ("已完成，长期坚持", "rectified", "已整改"),
        ("基本完成", "partly rectified", "部分整改"),
        ("部分整改", "partly rectified", "部分整改"),
        ("正在整改", "being rectified", "正在整改"),
        ("持续推进", "being rectified", "正在整改"),
        ("未整改", "not rectified", "未整改"),
        ("尚未完成", "not rectified", "未整改"),
    ],
)
def test_last_times_problems_stand_as_the_text_says(written: str, key: str, word: str) -> None:
    found = matrix(LAST_YEAR.format(first=f"状态：{written}", second="状态：已整改"))
    assert (found.problems, found.unanswering) == ((), ())
    assert [row.standing[:2] for row in found.past] == [(key, word), ("rectified", "已整改")]
    assert told(found.past[0], Column.PROBLEM, Column.FOLLOW_UP, Column.WHY) == [
        ["学习不够深"],
        ["精读著作4部"],
        ["栏目"],
    ]


def test_last_times_problems_without_a_state_have_their_follow_up() -> None:
    found = matrix(LAST_YEAR.format(first="", second=""))
    assert [row.standing.key for row in found.past] == ["covered", "covered"]


def test_a_problem_and_what_became_of_it_in_one_are_a_row() -> None:
    found = matrix(
        "# 关于巡察反馈意见整改情况的报告\n\n## 二、整改落实情况\n\n### （一）关于“制度执行不严”问题的整改\n\n"
        "1. 修订制度2项。\n\n2. 开展检查3次。\n\n### （二）关于“公示不及时”问题的整改\n\n每月公示一次。已公示9次。\n"
    )
    assert [told(row, Column.PROBLEM, Column.FOLLOW_UP) for row in (*found.problems, *found.past)] == [
        [["关于“制度执行不严”问题的整改"], ["1.修订制度2项", "2.开展检查3次"]],
        [["关于“公示不及时”问题的整改"], ["每月公示一次"]],
    ]


def test_what_a_result_says_is_the_state_of_its_problem() -> None:
    found = matrix(
        "# 关于巡察反馈意见整改情况的报告\n\n## 二、整改落实情况\n\n### （一）关于“制度执行不严”问题的整改\n\n"
        "修订制度2项。\n\n整改结果：已完成。\n\n"
        "### （二）关于“公示不及时”问题的整改\n\n每月公示一次。\n\n整改结果：部分完成。\n"
    )
    assert [row.standing.word for row in found.problems] == ["已整改", "部分整改"]


def test_what_is_listed_in_an_aspect_is_told_under_it() -> None:
    found = matrix(
        f"{TITLE}## 一、存在的问题\n\n"
        "### （一）学习方面\n\n一是系统性不强。二是联系实际不够。\n\n### （二）作风方面\n\n"
        "一是调研不深。二是落实不力。\n\n"
        "## 二、整改措施\n\n### （一）学习方面\n\n制定计划。\n\n### （二）作风方面\n\n每月调研。\n"
    )
    assert [row.problem.points for row in found.problems if row.problem] == [
        ("系统性不强", "联系实际不够"),
        ("调研不深", "落实不力"),
    ]
    assert [row.measures[0].why for row in found.problems] == ["按同一方面推断"] * 2


def test_a_draft_without_any_of_it_is_empty() -> None:
    assert matrix("# 通知\n\n请按时参加。\n").empty
    assert matrix("").empty


@pytest.mark.parametrize(
    ("text", "shown"),
    [("甲\u3000乙\n丙", "甲 乙 丙"), ("\x1b[31m甲\u202e\0", "[31m甲"), ("  甲 \t", "甲"), ("\ud800甲", "甲")],
)
def test_plain_text_has_nothing_that_is_not_seen(text: str, shown: str) -> None:
    assert plain(text) == shown
