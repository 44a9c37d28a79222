"""Whatever is edited, the document is the one that parsing the new text gives."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.document import Document
from duizhao.text import Edit, Position, PositionEncoding, SourceText, Span

DRAFTS = Path(__file__).parents[2] / "drafts"
TEXTS = [path.read_bytes().decode("utf-8") for path in sorted([*DRAFTS.glob("clean/*.md"), *DRAFTS.glob("*.md")])]

PIECES = st.sampled_from(
    [
        "\n",
        "\r",
        "\r\n",
        "\n\n",
        "一、",
        "（一）",
        "1. ",
        "1.",
        "1、",
        "# ",
        "## 一、存在",
        "```",
        "```\n",
        "<!--",
        "-->",
        "---",
    ]
    + [
        "\n---\n",
        "===\n",
        "|",
        "|a|b|\n|--|--|\n",
        "> ",
        "- ",
        "    ",
        "\t",
        "\u3000\u3000",
        "\u2028",
        "\u0085",
        "\x0b",
    ]
    + [
        "\ufeff",
        "**",
        "**（一）",
        "。",
        "，",
        "：",
        "整改问题：",
        "二是",
        "😋",
        "𠮷",
        "<div>",
        "</div>",
        "<script>",
        "</script>",
    ]
    + ["~~~", "title: x\n", "方面", "__", "第一章 ", "2、3月26日", "“", "”", "（", "）", "word ", "字" * 22]
)
SOUP = st.lists(PIECES, max_size=40).map("".join)
INSERTED = st.one_of(st.just(""), PIECES, st.lists(PIECES, max_size=4).map("".join), st.text(max_size=8))


@st.composite
def edits_of(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> tuple[str, list[tuple[float, int, str]]]:
    where = st.floats(0, 1)
    length = st.sampled_from([0, 0, 0, 1, 1, 2, 5, 40, 400])
    return draw(texts), draw(st.lists(st.tuples(where, length, INSERTED), min_size=1, max_size=12))


def check_edits(text: str, edits: list[tuple[float, int, str]]) -> None:
    document = Document.parse(text)
    for where, length, inserted in edits:
        start = int(where * len(text))
        end = min(len(text), start + length)
        text = text[:start] + inserted + text[end:]
        document = document.edited(Edit(Span(start, end), inserted))
        parsed = Document.parse(text)
        assert document.text == text
        assert document == parsed
        assert document.outline == parsed.outline


@given(edits_of(SOUP))
@settings(max_examples=300, deadline=None)
def test_edits_of_hostile_text(case: tuple[str, list[tuple[float, int, str]]]):
    check_edits(*case)


@given(edits_of(st.sampled_from(TEXTS)))
@settings(max_examples=60, deadline=None)
def test_edits_of_drafts(case: tuple[str, list[tuple[float, int, str]]]):
    check_edits(*case)


@given(SOUP)
@settings(max_examples=200, deadline=None)
def test_every_character_belongs_to_one_block(text: str):
    document = Document.parse(text)
    assert "".join(block.text for section in document.sections for block in section.blocks) == text


@pytest.mark.parametrize("encoding", PositionEncoding)
@given(text=SOUP, data=st.data())
@settings(max_examples=100, deadline=None)
def test_positions_agree_with_those_of_the_whole_text(encoding: PositionEncoding, text: str, data: st.DataObject):
    document, source = Document.parse(text), SourceText(text)
    offset = data.draw(st.integers(0, len(text)))
    position = document.position(offset, encoding)
    assert position == source.position(offset, encoding)
    if text[offset - 1 : offset + 1] != "\r\n":
        assert document.offset(position, encoding) == offset
    anywhere = Position(data.draw(st.integers(0, 30)), data.draw(st.integers(0, 60)))
    assert document.offset(anywhere, encoding) == source.offset(anywhere, encoding)


def test_an_edit_shares_what_it_does_not_touch():
    text = TEXTS[0] * 20
    document = Document.parse(text)
    outline = document.outline
    middle = text.index("。", len(text) // 2)
    edited = document.edited(Edit(Span(middle, middle), "补"))
    mine = {id(section) for section in document.sections}
    assert sum(id(section) not in mine for section in edited.sections) == 1
    assert edited.outline is outline
