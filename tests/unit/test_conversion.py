"""A pasted text becomes Markdown: marks for its headings, blank lines between its paragraphs, its words as they are."""

import re
from pathlib import Path

import pytest

from duizhao.conversion import conversion
from duizhao.document import Document, Form

from ..drafts.fixes import applied
from ..drafts.marker import without_markers

DRAFTS = Path(__file__).parents[1] / "drafts"
PASTED = """整改情况报告
一、存在的问题
（一）学习不深入
学得不够系统，联系实际不紧。
（二）服务不到位
到基层少，听意见不多。
二、整改措施
（一）制定学习计划，每月集中学习一次。
（二）每季度到窗口值班一天。
"""
MARKED = """# 整改情况报告

## 一、存在的问题

### （一）学习不深入

学得不够系统，联系实际不紧。

### （二）服务不到位

到基层少，听意见不多。

## 二、整改措施

（一）制定学习计划，每月集中学习一次。

（二）每季度到窗口值班一天。
"""


def converted(text: str) -> str:
    return applied(text, conversion(Document.parse(text)))


def test_a_pasted_text_becomes_markdown() -> None:
    assert converted(PASTED) == MARKED


def test_line_ends_are_kept() -> None:
    assert converted(PASTED.replace("\n", "\r\n")) == MARKED.replace("\n", "\r\n")


def test_what_is_pasted_behind_marks_and_front_matter_is_marked_too() -> None:
    head = "---\nreport: zhenggai/xunshi\n---\n\n# 整改情况报告\n\n"
    pasted = PASTED.partition("\n")[2]
    assert converted(head + pasted) == head + MARKED.partition("\n\n")[2]


def test_markdown_stays_as_it_is() -> None:
    assert converted(MARKED) == MARKED


def test_text_that_its_indent_made_code_is_marked_too() -> None:
    indented = "".join(f"    {line}\n" for line in PASTED.splitlines())
    headings = [section.heading for section in Document.parse(converted(indented)).sections]
    marked = [heading.text for heading in headings if heading is not None and heading.form is Form.ATX]
    assert marked[1:3] == ["一、存在的问题", "（一）学习不深入"]


@pytest.mark.parametrize("path", sorted(DRAFTS.glob("**/*.md")), ids=lambda path: path.stem)
def test_no_word_is_lost_and_nothing_is_left_to_do(path: Path) -> None:
    text, _ = without_markers(path.read_bytes().decode("utf-8"))
    once = converted(text)
    assert re.sub(r"[#*\s]", "", once) == re.sub(r"[#*\s]", "", text)
    assert converted(once) == once
