"""CSV as a spreadsheet reads it."""

import csv
import io

import pytest

from duizhao.matrix.as_csv import as_csv
from duizhao.matrix.rows import FileMatrix
from tests.unit.matrix.examples import FILE, REPORT, single


def read(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_all_files_make_one_table_of_the_same_columns() -> None:
    heading, *rows = read(as_csv([FILE, FileMatrix("dam.md", None, REPORT)], "zh"))
    assert heading == [
        *(
            "文件",
            "部分",
            "序号",
            "问题",
            "原因",
            "整改措施",
            "整改落实情况",
            "责任人",
            "完成时限",
            "状态",
            "依据",
            "行",
        )
    ]
    assert [row[0] for row in rows] == ["water.md"] * 7 + ["dam.md"] * 7
    assert {len(row) for row in rows} == {len(heading)}
    assert rows[0] == [
        *("water.md", "问题、原因和措施", "1", "巡库记录不全", "人手不足", "1.增配两名巡库员\n2.每周抽查一次记录", ""),
        *("1.陈立\n2.何敏", "1.3月底前", "已对应", "原因：同一行\n措施：“针对问题（一）”", "5"),
    ]
    assert rows[5][1:4] == ["上年整改", "1", "台账缺页"]


def test_lines_end_as_spreadsheets_write_them() -> None:
    text = as_csv([FILE], "zh")
    assert text.count("\r\n") == 8
    assert text.endswith("\r\n")


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", '=HYPERLINK("http://evil")', "＝1+1"])
def test_no_text_becomes_a_formula(text: str) -> None:
    (row,) = read(as_csv([single(text)], "zh"))[1:]
    assert (row[0], row[3], row[4]) == (f"'{text}", f"'{text}\n·{text}", f"'{text}")


@pytest.mark.parametrize("text", ["1+1", "a=b", "甲-乙", "'甲", "2024-06-30"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert read(as_csv([single(text)], "zh"))[1][4] == text


def test_quotes_and_commas_come_back() -> None:
    assert read(as_csv([single('甲,"乙",丙')], "en"))[1][4] == '甲,"乙",丙'
