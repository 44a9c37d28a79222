"""Labelled fields: which colons end a label, and what their values are."""

import pytest

from duizhao.document import Document, Label
from duizhao.document.labels import read_labels


@pytest.mark.parametrize(
    "text, expected",
    [
        ("整改问题：学得不深。", "整改问题=学得不深。"),
        ("**整改问题：**学得不深。", "整改问题=学得不深。"),
        ("**整改问题**：学得不深。", "整改问题=学得不深。"),
        ("- 整改问题：学得不深。", "整改问题=学得不深。"),
        ("  - 责任人：张敏", "责任人=张敏"),
        ("1. 责任单位、责任人：财务科 张敏", "责任单位、责任人=财务科 张敏"),
        ("（1）建设单位：滨河公司", "建设单位=滨河公司"),
        ("　　整改时限: 6月底前", "整改时限=6月底前"),
        ("Owner: Ines", "Owner=Ines"),
        ("时间：上午9:30", "时间=上午9:30"),
        ("整改问题：学得不深。\n整改措施：\n", "整改问题=学得不深。 整改措施="),
        ("整改问题：学得不深，\n还不够系统。\n整改措施：补课", "整改问题=学得不深，\n还不够系统。 整改措施=补课"),
    ],
)
def test_labels_that_open_their_lines(text: str, expected: str) -> None:
    assert " ".join(f"{label.name}={label.value}" for label in read_labels(text) if label.opens_line) == expected


def test_labels_inside_a_line_are_part_of_the_value_before() -> None:
    labels = read_labels("整改措施：招聘9人；责任人：罗晓；完成时限：6月")
    assert [(label.name, label.value, label.opens_line) for label in labels] == [
        ("整改措施", "招聘9人；责任人：罗晓；完成时限：6月", True),
        ("责任人", "罗晓；", False),
        ("完成时限", "6月", False),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "具体如下：",
        "会议强调：要抓紧。",
        "一是：学得不深。",
        "第一：抓紧。",
        "各位代表：",
        "原因是：学得不深。",
        "上午9:30开会。",
        "https://example.com/报告",
        "他说“整改要求：抓紧”。",
        "这是一句很长很长没有标点的话作为引导：",
        "注：",
    ],
)
def test_other_colons_end_no_label(text: str) -> None:
    assert read_labels(text) == ()


def test_spans_are_those_of_the_text() -> None:
    text = "- **整改问题：** 学得不深。\n"
    (label,) = read_labels(text)
    assert text[label.span.start : label.span.end] == "整改问题"
    assert text[label.value_span.start : label.value_span.end] == label.value == "学得不深。"


def labels(text: str) -> list[Label]:
    return [label for section in Document.parse(text).sections for label in section.facts.labels]


@pytest.mark.parametrize(
    "text, empty",
    [
        ("整改措施：", True),
        ("整改措施：。\n", True),
        ("**整改措施：**\n\n", True),
        ("整改措施：\n\n责任人：张敏", True),
        ("整改措施：\n<!-- 待补 -->\n", True),
        ("整改措施：\n\n---\n", True),
        ("- 整改措施：\n- 下一条隐患\n", True),
        ("  - 整改措施：\n- 下一条隐患\n", True),
        ("整改措施：无", False),
        ("整改措施：\n补课3次。", False),
        ("整改措施：\n\n补课3次。", False),
        ("整改措施：\n\n- 补课\n- 测试\n", False),
        ("整改措施：\n\n| 措施 | 责任人 |\n|---|---|\n| 补课 | 张敏 |\n", False),
        ("整改措施：\n\n```\n表\n```\n", False),
        ("整改措施：\n\n> 补课3次。\n", False),
        ("- 整改措施：\n  - 补课\n", False),
        ("整改措施：\n一是补课，二是测试。", False),
        ("整改措施：\n具体如下：补课。", False),
    ],
)
def test_a_value_may_stand_in_the_block_after(text: str, empty: bool) -> None:
    assert labels(text)[0].name == "整改措施"
    assert labels(text)[0].empty is empty
