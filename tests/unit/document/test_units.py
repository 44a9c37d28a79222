"""Units: list items, table rows and run members of a section."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.document import Document
from duizhao.document.units import Unit, UnitForm
from duizhao.text import Span


def units(text: str) -> tuple[Unit, ...]:
    return Document.parse(text).sections[-1].traces.units


def shown(text: str) -> list[tuple[int, int | None, str]]:
    return [(unit.depth, unit.ordinal, unit.head) for unit in units(text)]


def test_list_items_with_their_depths() -> None:
    text = "1. 门锁坏了\n2. 灯不亮\n   - 走廊\n   - 楼梯\n3. 窗关不上\n"
    assert shown(text) == [
        (0, 1, "门锁坏了"),
        (0, 2, "灯不亮"),
        (1, None, "走廊"),
        (1, None, "楼梯"),
        (0, 3, "窗关不上"),
    ]
    assert {unit.form for unit in units(text)} == {UnitForm.LIST_ITEM}


def test_an_item_holds_what_is_listed_under_it() -> None:
    text = "1. 灯不亮\n   - 走廊\n   - 楼梯\n2. 窗关不上\n"
    extents = [text[unit.extent.start : unit.extent.end] for unit in units(text)]
    assert extents == ["1. 灯不亮\n   - 走廊\n   - 楼梯", "- 走廊", "- 楼梯", "2. 窗关不上"]


def test_a_paragraph_ends_the_list() -> None:
    text = "- 门锁坏了\n\n另外，库房潮湿。\n\n- 灯不亮\n"
    assert [text[unit.extent.start : unit.extent.end] for unit in units(text)] == ["- 门锁坏了", "- 灯不亮"]


def test_the_head_is_the_first_sentence() -> None:
    text = "- 门锁坏了。要换。\n"
    (unit,) = units(text)
    assert unit.head == "门锁坏了"
    assert text[unit.span.start : unit.span.end] == "- 门锁坏了"
    assert text[unit.extent.start : unit.extent.end] == "- 门锁坏了。要换。"


def test_an_item_without_words_ends_at_its_mark() -> None:
    (unit,) = units("正文。\n\n- ")
    assert (unit.span, unit.extent, unit.head) == (Span(5, 6), Span(5, 6), "")


def test_emphasis_and_check_boxes_are_no_words_of_an_item() -> None:
    assert shown("- [x] **门锁坏了**：要换\n")[0] == (0, None, "门锁坏了：要换")


def test_rows_have_cells_under_headings() -> None:
    text = "| 问题 | 措施 |\n|---|---|\n| 门锁坏了 | 换锁 |\n|  |  |\n| 灯不亮 | |\n"
    first, second = units(text)
    assert first.form is UnitForm.ROW
    assert [(cell.header, cell.text) for cell in first.cells] == [("问题", "门锁坏了"), ("措施", "换锁")]
    assert [text[cell.span.start : cell.span.end] for cell in first.cells] == ["门锁坏了", "换锁"]
    assert [(cell.header, cell.text) for cell in second.cells] == [("问题", "灯不亮"), ("措施", "")]
    assert text[second.extent.start : second.extent.end] == "| 灯不亮 | |"


def test_a_bar_after_a_backslash_ends_no_cell() -> None:
    (row,) = units("| 问题 |\n|---|\n| 甲\\|乙 |\n")
    assert [cell.text for cell in row.cells] == ["甲\\|乙"]


def test_members_of_a_run() -> None:
    text = "一是门锁坏了，没人管。二是灯不亮。三是窗关不上。\n"
    assert shown(text) == [(0, 1, "门锁坏了，没人管"), (0, 2, "灯不亮"), (0, 3, "窗关不上")]
    assert "".join(text[unit.extent.start : unit.extent.end] for unit in units(text)) == text.strip()


@pytest.mark.parametrize(
    "text", ["一是门锁坏了。\n", "一是门锁坏了。三是灯不亮。\n", "正文。\n", "```\n- 门锁\n```\n", ""]
)
def test_nothing_is_listed(text: str) -> None:
    assert units(text) == ()


_SIGNS = "- 1. 2) 一是 二是 三是 门锁 。 | |---|---| ** [x] \\ ` <!-- -->"
_PIECES = st.sampled_from([*_SIGNS.split(" "), " ", "    ", "\n", "\n\n", "| 甲 | 乙 |\n|---|---|\n", "\n- ", "\n1. "])


@given(st.lists(st.one_of(_PIECES, st.text(max_size=3)), max_size=40).map("".join))
def test_any_text_is_read_and_units_lie_inside_the_section_and_each_other(text: str) -> None:
    for section in Document.parse(text).sections:
        above: list[Unit] = []
        for unit in section.traces.units:
            assert 0 <= unit.extent.start <= unit.span.start <= unit.span.end <= unit.extent.end <= len(section.text)
            assert all(unit.extent.start <= cell.span.start <= cell.span.end <= unit.extent.end for cell in unit.cells)
            above = above[: unit.depth]
            assert len(above) == unit.depth
            above.append(unit)
