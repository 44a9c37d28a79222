"""Status words of fields, cells and results, and the totals that sentences announce."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.pairing.statuses import Status, announced_in, status_of, told_status

DONE, PARTLY, ONGOING, OPEN = Status.DONE, Status.PARTLY, Status.ONGOING, Status.OPEN


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("已整改", DONE),
        ("已完成", DONE),
        ("已完成整改", DONE),
        ("已全部整改到位", DONE),
        ("整改完成", DONE),
        ("立行立改", DONE),
        ("已销号。", DONE),
        ("是", DONE),
        ("done", DONE),
        ("Closed", DONE),
        ("部分整改", PARTLY),
        ("基本完成", PARTLY),
        ("partly done", PARTLY),
        ("正在整改", ONGOING),
        ("持续整改", ONGOING),
        ("整改中", ONGOING),
        ("In progress", ONGOING),
        ("未整改", OPEN),
        ("尚未完成", OPEN),
        ("未启动", OPEN),
        ("否", OPEN),
        ("open", OPEN),
        ("not started", OPEN),
        ("已完成，长期坚持", DONE),
        ("基本完成，持续推进", PARTLY),
    ],
)
def test_status_words_are_read(words: str, status: Status) -> None:
    assert status_of(words) is status


@pytest.mark.parametrize(
    "words",
    [
        "",
        "长期坚持",
        "待整改",
        "已制定方案",
        "2024年6月完成",
        "完成率80%",
        "未按时完成",
        "已完成，部分整改",
        "已完成方案编制",
        "open question",
        "not applicable",
        "已完成前两项，第三项要等雨季以后看效果再说",
    ],
)
def test_what_may_mean_something_else_is_no_status(words: str) -> None:
    assert status_of(words) is None


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("更换电磁阀两台，复测合格，已销号。", DONE),
        ("合并窗口四个。该项已完成，并将长期坚持。", DONE),
        ("换了门锁。\n\n整改结果：基本完成，持续推进。还差两把。", PARTLY),
        ("新读卡器在路上，正在整改。", ONGOING),
        ("封堵已完成，水泵到货，正在安装，列入下季度跟踪。", None),
        ("全县12处已整改到位，其余3处正在整改。", None),
        ("整改结果：已完成。\n整改结果：正在整改。", None),
        ("已完成。后来又发现两处，准备一并处理。", None),
        ("清走电动车九辆，划了黄线。", None),
    ],
)
def test_a_result_told_in_sentences(text: str, status: Status | None) -> None:
    assert told_status(text) is status


def test_totals_with_known_parts() -> None:
    prose = "共反馈问题12项，已完成9项，基本完成2项，未完成1项。"
    (announced,) = announced_in(prose)
    assert announced.total.value == 12
    assert [(status, int(part.value)) for status, part in announced.parts] == [(DONE, 9), (PARTLY, 2), (OPEN, 1)]
    assert [prose[slice(*part.span)] for _, part in announced.parts] == ["9项", "2项", "1项"]


@pytest.mark.parametrize(
    "prose",
    ["排查隐患24项，已完成22项。", "共排查隐患24项，重大1项，一般23项。", "共12项，分阶段整改5项，立行立改7项。"],
)
def test_totals_without_such_parts(prose: str) -> None:
    assert list(announced_in(prose)) == []


@given(st.text(alphabet="已完成未整改正在部分，。：；结果 \n12项共", max_size=60))
def test_any_text_is_read(text: str) -> None:
    assert status_of(text) in (*Status, None)
    assert told_status(text) in (*Status, None)
    assert all(announced.parts for announced in announced_in(text))
