"""Lines that Markdown would join: where a block begins right behind a line of text."""

import pytest

from duizhao.document import Document
from duizhao.document.flow import Flow


def flows(text: str) -> list[Flow]:
    return [section.facts.flow for section in Document.parse(text).sections]


@pytest.mark.parametrize(
    "text, joined",
    [
        ("第一段。\n第二段。\n", ["第二段"]),
        ("第一段。\r\n第二段。\r\n", ["第二段"]),
        ("整改问题：甲\n　　整改措施：乙\n", ["　　整改措施"]),
        ("第一段。\n\n第二段。\n", []),
        ("第一段。  \n第二段。\n", []),
        ("第一段。\\\n第二段。\n", []),
        ("这一句还没有说完，\n就换了行。\n", []),
        ("- 第一条\n- 第二条\n", []),
        ("第一段。\n- 第一条\n", []),
        ("第一段。\n> 引文\n", []),
        ("第一段。\n<!-- 注 -->\n第二段。\n", []),
        ("| 甲 |\n|---|\n| 乙 |\n", []),
    ],
)
def test_joints(text: str, joined: list[str]) -> None:
    (flow,) = flows(text)
    assert [text[joint.start :].startswith(words) for joint, words in zip(flow.joints, joined, strict=True)] == [
        True for _ in joined
    ]


@pytest.mark.parametrize(
    "text, last",
    [
        ("第一段。\n一、甲\n", "第一段。"),
        ("前段。\n\n　　第二段，没有说完，\n还在说。\n一、甲\n", "第二段，没有说完，"),
        ("第一段。\n\n一、甲\n", None),
        ("第一段。  \n一、甲\n", None),
        ("- 第一条\n一、甲\n", None),
    ],
)
def test_a_section_may_end_in_the_next_heading(text: str, last: str | None) -> None:
    flow = flows(text)[0]
    assert (flow.open and text[flow.open.start : flow.open.end]) == last


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_the_line_end_is_that_of_the_section(line_end: str) -> None:
    (flow,) = flows(f"第一段。{line_end}第二段。")
    assert flow.line_end == line_end
    assert flow.open is None


def test_blocks_apart_are_counted() -> None:
    (flow,) = flows("一段。\n\n二段。\n三段。\n\n四段。\n")
    assert (len(flow.joints), flow.apart) == (1, 2)
