"""Whatever a draft holds, its matrix can be made and written in every format."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from duizhao.document import Document
from duizhao.matrix.as_data import as_data
from duizhao.matrix.formats import BY_ENDING, FORMATS, in_format
from duizhao.matrix.gather import matrix_of
from duizhao.matrix.rows import FileMatrix
from duizhao.pairing.pairing import Pairer
from duizhao.rules import RuleSet

LINES = st.sampled_from(
    [
        *(
            "# 报告",
            "## 一、存在的问题",
            "## 二、整改措施",
            "## 三、原因分析",
            "## 上年度整改落实情况",
            "### （一）学习方面",
        ),
        *(
            "1. 甲不够。<!-- p1 -->",
            "2. 乙。<!-- for: p1 p2 -->",
            "一是甲。二是乙。",
            "（一）针对问题（一），丙。",
            "- 丁 {#p1}",
        ),
        *(
            "整改问题：甲。",
            "整改措施：乙。",
            "责任人：陈立",
            "状态：已整改",
            "| 问题 | 整改措施 |",
            "|---|---|",
            "| =1+1 | <b> |",
        ),
        *("<!-- for: none -->", "<!-- no-measure: ", "", "\x1b[31m\u202e\0", "关于“甲”问题的整改"),
    ]
)
PAIRER = Pairer(RuleSet(pack_id=""))


@settings(deadline=None)
@given(
    st.lists(LINES, max_size=25).map("\n\n".join) | st.lists(LINES, max_size=25).map("\n".join),
    st.sampled_from(["zh", "en"]),
)
def test_the_matrix_of_any_text_can_be_written(text: str, language: str) -> None:
    matrix = matrix_of(PAIRER.pair(Document.parse(text)), language)
    file = FileMatrix("a.md", "file:///a.md", matrix)
    written = {name: in_format(name, [file], language) for name in FORMATS}
    for name in ("table", "markdown", "html", "csv"):
        assert "\x1b" not in written[name].decode()
    load_workbook(io.BytesIO(written["xlsx"]))
    numbers = [row.number for row in matrix.problems]
    assert numbers == list(range(1, len(numbers) + 1))
    last = text.count("\n") + 1
    for row in (*matrix.problems, *matrix.unanswering, *matrix.past):
        assert all(1 <= entry.line <= last for entry in row.entries)
    assert len(as_data(matrix)["problems"]) == len(numbers)


@pytest.mark.parametrize("ending", BY_ENDING)
def test_every_ending_means_a_format(ending: str) -> None:
    assert BY_ENDING[ending] in FORMATS
