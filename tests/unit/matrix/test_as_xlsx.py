"""The workbook as a spreadsheet program opens it."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from duizhao.matrix.as_xlsx import as_xlsx, sheet_names
from duizhao.matrix.rows import Entry, FileMatrix, Matrix, Row
from tests.unit.matrix.examples import COVERED, FILE, REPORT, single


def opened(*files: FileMatrix) -> Workbook:
    return load_workbook(io.BytesIO(as_xlsx(files, "zh")))


def values(sheet: Worksheet, row: int) -> list[object]:
    return [cell.value for cell in sheet[row]]


def test_the_sheet_is_a_ledger() -> None:
    sheet = opened(FILE)["water"]
    assert sheet["A1"].value == "水务所检查报告"
    assert str(sheet["A2"].value).startswith("已对应 3/4（")
    assert values(sheet, 3) == ["序号", "问题", "原因", "整改措施", "责任人", "完成时限", "状态", "依据", "行"]
    assert values(sheet, 4) == [
        *(
            1,
            "巡库记录不全",
            "人手不足",
            "1.增配两名巡库员\n2.每周抽查一次记录",
            "1.陈立\n2.何敏",
            "1.3月底前",
            "已对应",
        ),
        *("原因：同一行\n措施：“针对问题（一）”", 5),
    ]
    assert values(sheet, 8)[:4] == [None, None, None, "做好防汛值班"]
    assert values(sheet, 11)[:4] == ["序号", "整改问题", "原因", "整改落实情况"]


def test_follow_ups_have_a_column_of_their_own_beside_measures() -> None:
    both = Row(1, COVERED, Entry("甲", 1), measures=(Entry("乙", 2),), follow_ups=(Entry("丙", 3),))
    book = opened(FileMatrix("a.md", None, Matrix("zh", "", (both,), past=REPORT.past)))
    sheet = book["a"]
    assert values(sheet, 4)[:5] == [1, "甲", None, "乙", "丙"]
    assert values(sheet, 7)[1:5] == ["整改问题", "原因", "整改措施", "整改落实情况"]
    assert values(sheet, 8)[:5] == [1, "台账缺页", None, None, "已补齐全部台账"]


def test_follow_ups_alone_take_the_place_of_measures() -> None:
    told = Row(1, COVERED, Entry("甲", 1), follow_ups=(Entry("丙", 3),))
    sheet = opened(FileMatrix("a.md", None, Matrix("zh", "", (told,))))["a"]
    assert (values(sheet, 3)[3], values(sheet, 4)[3]) == ("整改落实情况", "丙")


def test_the_sheet_can_be_read_filtered_and_printed() -> None:
    sheet = opened(FILE)["water"]
    assert sheet.freeze_panes == "C4"
    assert sheet.auto_filter.ref == "A3:I8"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.print_area == "'water'!$A$1:$G$13"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert all(sheet.cell(4, column).alignment.wrap_text for column in range(1, 10))
    assert sheet.column_dimensions["D"].width > sheet.column_dimensions["E"].width > 5


def test_rows_are_high_enough_for_what_they_hold() -> None:
    short, long = (opened(single(text)).worksheets[0].row_dimensions[4].height for text in ("甲", "很长的话" * 30))
    assert long > 7 * 15 > short


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "{=1}", "http://example.org", "12", "007"])
def test_text_is_text(text: str) -> None:
    sheet = opened(single(text)).worksheets[0]
    cell = sheet["C4"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert cell.quotePrefix, "else it becomes a formula when somebody edits it"
    assert sheet["A1"].data_type == "s"


def test_a_sheet_for_each_file() -> None:
    book = opened(FILE, FILE, FileMatrix("empty.md", None, Matrix("zh", "")))
    assert book.sheetnames == ["water", "water (2)", "empty"]
    assert book["empty"]["A2"].value == "没有认出问题、原因和措施"


@pytest.mark.parametrize(
    ("names", "sheets"),
    [
        (["a/b.md", "c\\d.md"], ["b", "d"]),
        (["A.md", "a.md"], ["A", "a (2)"]),
        (["history.md"], ["history (2)"]),
        (["'甲'.md"], ["甲"]),
        (["[1]:*?.md"], ["_1____"]),
        (["长" * 40 + ".md", "长" * 40 + ".md"], ["长" * 31, "长" * 27 + " (2)"]),
        (["", "'.md"], ["_", "_ (2)"]),
    ],
)
def test_names_of_sheets(names: list[str], sheets: list[str]) -> None:
    assert list(sheet_names(names)) == sheets


@given(st.lists(st.text(max_size=40), max_size=6))
def test_names_of_sheets_are_legal_whatever_the_files_are_called(names: list[str]) -> None:
    found = sheet_names(names)
    assert len({name.lower() for name in found}) == len(names)
    for name in found:
        assert 0 < len(name.encode("utf-16-le", "replace")) <= 62
        assert not set(name) & set("[]:*?/\\")
        assert name == name.strip("'")
