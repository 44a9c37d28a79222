"""Markdown as a renderer reads it."""

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from duizhao.matrix.as_markdown import as_markdown
from duizhao.matrix.rows import FileMatrix, Matrix
from tests.unit.matrix.examples import FILE, single

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def cells(text: str) -> list[list[str]]:
    """The rows of all tables, line breaks in cells as new lines."""
    rows: list[list[str]] = []
    in_cell = False
    for token in READER.parse(text):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("td_open", "th_open"):
            in_cell = True
        elif token.type == "inline" and in_cell:
            rows[-1].append("".join(shown(child) for child in token.children or []))
            in_cell = False
    return rows


def shown(token: Token) -> str:
    if token.type == "html_inline":
        assert token.content == "<br>"
        return "\n"
    assert token.type in {"text", "text_special"}, token
    return token.content


def test_a_table_for_each_part() -> None:
    text = as_markdown([FILE], "zh")
    assert text.startswith("# 水务所检查报告 (water.md)\n\n## 问题、原因和措施\n\n已对应 3/4（")
    rows = cells(text)
    assert rows[0] == ["序号", "问题", "原因", "整改措施", "责任人", "完成时限", "状态", "依据"]
    assert rows[1][3] == "1.增配两名巡库员 (L21)\n2.每周抽查一次记录 (L22)"
    assert rows[5][:4] == ["", "", "", "做好防汛值班 (L24)"]
    assert rows[6] == ["序号", "整改问题", "整改落实情况", "状态", "依据"]


@pytest.mark.parametrize(
    "text",
    [
        *("a|b", "`code`", "*强调*", "_a_", "[链接](http://x)", "![图](x)", "<script>alert(1)</script>", "<br>"),
        *("\\", "\\|", "~~删~~", "&lt;", "$x$", "# 题", "|", "\\\\|`|`", "a`|`b", "<!-- x -->"),
    ],
)
def test_no_text_becomes_markup(text: str) -> None:
    (_, row) = cells(as_markdown([single(text)], "zh"))
    assert row[1:3] == [f"{text} (L1)\n·{text}", f"{text} (L2)"]


def test_a_draft_with_nothing_to_pair_is_told_so() -> None:
    text = as_markdown([FileMatrix("a_b.md", None, Matrix("en", ""))], "en")
    assert text == "# a\\_b.md\n\nno problems, causes or measures were recognised\n"
