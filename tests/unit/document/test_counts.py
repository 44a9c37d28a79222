"""Announced counts, and what is listed behind them."""

import pytest

from duizhao.document import Document
from duizhao.document.counts import write_count


def announced(text: str) -> list[tuple[str, int, int | None]]:
    """The phrase, its number, and how many things the section lists (None: not here)."""
    return [
        (each.text, each.amount, None if each.listed is None else len(each.listed))
        for section in Document.parse(text).sections
        for each in section.facts.announcements
    ]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("存在以下四个问题。一是学得少，二是做得慢。", ("四个问题", 4, 2)),
        ("主要有两方面原因：一是人少，二是路远。", ("两方面原因", 2, 2)),
        ("主要有三个方面的问题。一是学得少，二是做得慢。", ("三个方面的问题", 3, 2)),
        ("提出5条措施：\n\n- 补课\n- 测试\n\n完。", ("5条措施", 5, 2)),
        ("提出5条措施：\n\n1. 补课；\n2. 测试。\n\n> 完\n", ("5条措施", 5, 2)),
        ("把握三点。一是稳，二是进。", ("三点", 3, 2)),
        ("抓好三项工作，分别是：一是稳，二是进。", ("三项工作", 3, 2)),
        ("有以下三个原因：\n\n第一，人少；第二，路远。", ("三个原因", 3, 2)),
        ("有三个原因：\n一是人少。\n\n二是路远。", ("三个原因", 3, 2)),
        ("下一步抓好以下三项工作：", ("三项工作", 3, None)),
        ("还存在三个方面的不足：\n", ("三个方面的不足", 3, None)),
        ("查摆出以下四个问题，列入清单。\n", ("四个问题", 4, None)),
        ("## 二、存在以下四个问题\n", ("四个问题", 4, None)),
        ("有下列两项隐患：\n\n描述：一。\n\n描述：二。\n\n描述：三。", ("两项隐患", 2, 3)),
    ],
)
def test_announcements(text: str, expected: tuple[str, int, int | None]) -> None:
    assert announced(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "上年度查摆的3个问题，已经改正。",
        "从五个方面检视如下。",
        "反馈的4个方面12个问题，细化为25条措施。",
        "推行“三个一”服务：一张清单、一窗办结。",
        "以上三个问题：一是学，二是做。",
        "这两个问题：一是学，二是做。",
        "第三个问题：一是学，二是做。",
        "前两项措施：一是学，二是做。",
        "坚持四项基本原则，一是学，二是做。",
        "有以下几点：一是学，二是做。",
        "有以下一个问题：一是学，二是做。",
        "有三个原因。人少、路远、钱缺。",
        "有三个原因：人少、路远。",
        "有三个原因：首先，人少；最后，路远。",
        "有三个原因：一是人少。",
        "有三个原因：一是人少，三是路远。",
        "有三个原因：一是坚持“两个维护”二是路远。",
        "有三个原因：\n\n先说人。\n\n再说路。",
        "属于以下三个问题之一：一是学，二是做。",
        "推行“三项措施”：一是学，二是做。",
        "用了三个月：一是学，二是做。",
        "有三个原因：\n\n1. 人少\n2. 路远\n",
    ],
)
def test_what_announces_nothing_or_lists_nothing_clear(text: str) -> None:
    assert announced(text) == []


def test_spans_are_those_of_the_section() -> None:
    text = "前言。\n\n主要有两个原因：一是人少，二是路远，三是钱缺。\n"
    (section,) = Document.parse(text).sections
    (each,) = section.facts.announcements
    assert text[each.span.start : each.span.end] == "两个原因"
    assert text[each.number.start : each.number.end] == "两"
    assert each.listed is not None
    assert [text[span.start : span.end] for span in each.listed] == ["一是", "二是", "三是"]


@pytest.mark.parametrize("like, amount, expected", [("5", 12, "12"), ("五", 2, "两"), ("两", 12, "十二")])
def test_writing_a_count(like: str, amount: int, expected: str) -> None:
    assert write_count(amount, like) == expected
