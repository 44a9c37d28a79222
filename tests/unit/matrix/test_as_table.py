"""The table of a terminal: aligned, no wider than asked for, and safe to print."""

import re

import pytest
from wcwidth import wcswidth

from duizhao.matrix.as_table import as_table
from duizhao.matrix.rows import Entry, FileMatrix, Matrix, Row
from tests.unit.matrix.examples import FILE, UNCOVERED, single

FRAME = "╭├│╰"


@pytest.mark.parametrize("columns", [80, 100, 140])
def test_every_line_of_a_table_is_as_wide_as_the_others(columns: int) -> None:
    text = as_table([FILE], "zh", columns)
    tables = re.findall(r"╭.*?╰[^\n]*", text, re.DOTALL)
    assert len(tables) == 2
    for table in tables:
        assert {line[0] for line in table.splitlines()} <= set(FRAME)
        (width,) = {wcswidth(line) for line in table.splitlines()}
        assert width <= columns


def test_nothing_is_lost_in_a_terminal_too_narrow_for_a_table() -> None:
    assert as_table([FILE], "zh", 40) == as_table([FILE], "zh", 80)


def test_all_there_is_is_told() -> None:
    text = as_table([FILE], "zh", 200)
    for words in (
        *(
            "water.md  水务所检查报告",
            "已对应 3/4（含推断对应 1",
            "1.增配两名巡库员 L21",
            "·闸门漏水",
            "1.陈立",
            "由县里统一安排",
        ),
        *("原因：按同一方面推断", "做好防汛值班 L24", "无来源", "上年整改  已整改 1/2", "已收回八成 L34"),
    ):
        assert words in text, words


def test_colours_only_when_asked_for() -> None:
    assert "\x1b" not in as_table([FILE], "zh", 100)
    assert "\x1b[32m已对应\x1b[0m" in as_table([FILE], "zh", 100, colours=True)


def test_text_is_no_markup() -> None:
    text = as_table([single("[red]甲[/red] :smile: [link=x]")], "zh", 200)
    assert "[red]甲[/red] :smile: [link=x] L1" in text


def test_long_text_is_cut() -> None:
    text = as_table([FileMatrix("a.md", None, Matrix("zh", "", (Row(1, UNCOVERED, Entry("长" * 300, 1)),)))], "zh", 100)
    assert (text.count("长"), text.count("…")) == (59, 1)


def test_a_draft_with_nothing_to_pair_is_told_so() -> None:
    empty = FileMatrix("empty.md", None, Matrix("zh", ""))
    assert as_table([empty], "zh", 80) == "empty.md\n没有认出问题、原因和措施\n\n"
