"""The outline that editors show: names, spans that hold each other, details."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.document import Document
from duizhao.outline import Standing, Symbol, symbols
from duizhao.text import Span

DRAFTS = Path(__file__).parents[1] / "drafts"


def tree(of: Iterable[Symbol]) -> list[object]:
    return [[symbol.name, *tree(symbol.children)] if symbol.children else symbol.name for symbol in of]


def all_of(of: Iterable[Symbol]) -> Iterator[Symbol]:
    for symbol in of:
        yield symbol
        yield from all_of(symbol.children)


def test_plain_numbered_lines_are_nested_by_their_numbers() -> None:
    document = Document.parse(
        "关于整改的报告\n\n一、问题\n（一）学习方面，不够系统。\n（二）作风方面，不够实。\n二、措施\n"
    )
    assert tree(symbols(document)) == [["关于整改的报告", ["一、问题", "（一）学习方面", "（二）作风方面"], "二、措施"]]


def test_a_span_ends_before_the_last_line_end_of_its_last_subsection() -> None:
    text = "# 题\n\n## 一、甲\n\n正文。\r\n\r\n## 二、乙\n"
    (title,) = symbols(Document.parse(text))
    first, second = title.children
    assert text[slice(*first.span)] == "## 一、甲\n\n正文。\r\n"
    assert text[slice(*first.selection)] == "一、甲"
    assert text[slice(*second.span)] == "## 二、乙"
    assert title.span == Span(0, second.span.end)


def test_standing_tells_title_branches_and_leaves_apart() -> None:
    (title,) = symbols(Document.parse("# 题\n## 一、甲\n### （一）乙\n"))
    (branch,) = title.children
    (leaf,) = branch.children
    assert [title.standing, branch.standing, leaf.standing] == [Standing.TITLE, Standing.BRANCH, Standing.LEAF]


@pytest.mark.parametrize(
    "text, zh, en",
    [
        ("## 一、学习\n\n读了 2 本 `code` 书。\n", "10 字", "10 characters"),
        ("（一）学习方面，不够系统。\n", "段首标题 · 13 字", "run-in heading · 13 characters"),
        ("**学习情况**\n\n好。\n", "粗体标题 · 6 字", "bold heading · 6 characters"),
    ],
)
def test_the_detail_says_how_it_is_written_and_how_long_it_is(text: str, zh: str, en: str) -> None:
    (symbol,) = symbols(Document.parse(text))
    assert symbol.detail == (zh, en)


def test_the_length_of_a_section_holds_that_of_the_sections_in_it() -> None:
    (title,) = symbols(Document.parse("# 题目\n## 一、甲\n三个字\n## 二、乙\n四个字。\n"))
    assert title.length == 2 + sum(child.length for child in title.children) == 2 + (3 + 3) + (3 + 4)


def test_a_heading_without_words_has_a_place() -> None:
    (symbol,) = symbols(Document.parse("#\n"))
    assert (symbol.name, symbol.selection) == ("", Span(1, 1))


@given(
    st.lists(st.sampled_from(["# ", "## 一、甲", "（一）", "1.2 甲", "**乙**", "\n", "\r\n", "===", "字，", "。", " "]))
)
def test_every_selection_lies_in_its_span_and_every_span_in_its_parents(pieces: list[str]) -> None:
    text = "".join(pieces)

    def check(symbol: Symbol) -> None:
        assert symbol.span.start <= symbol.selection.start <= symbol.selection.end <= symbol.span.end <= len(text)
        for child in symbol.children:
            assert symbol.span.start <= child.span.start <= child.span.end <= symbol.span.end
            check(child)

    for symbol in symbols(Document.parse(text)):
        check(symbol)


@pytest.mark.parametrize("path", sorted(DRAFTS.glob("*/*.md")), ids=lambda path: path.name)
def test_every_heading_of_a_draft_is_there_once(path: Path) -> None:
    document = Document.parse(path.read_text("utf-8"))
    names = [symbol.name for symbol in all_of(symbols(document))]
    assert names == [section.heading.text for section in document.sections if section.heading]
