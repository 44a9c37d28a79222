"""Completion of what a measure answers, and of ids."""

import pytest

from duizhao.completion import Candidate, complete, documentation_of
from duizhao.document import Document
from duizhao.pairing.pairing import Pairer
from duizhao.rules import RuleSet

RULES = RuleSet("none")
PROBLEMS = (
    "## 一、存在的问题\n\n1.学得少。只看标题。<!-- p1 -->\n\n2.调研少。坐在屋里。\n\n"
    "3.记录少。常有漏登。<!-- p3 -->\n\n"
)


def candidates(text: str) -> list[Candidate]:
    """What is offered at the | in the text."""
    offset = text.index("|")
    document = Document.parse(text.replace("|", ""))
    return list(complete(document, RULES, offset, None, lambda: Pairer(RULES).pair(document)))


def after(text: str, candidate: Candidate) -> str:
    text = text.replace("|", "")
    return text[: candidate.span.start] + candidate.text + text[candidate.span.end :]


@pytest.mark.parametrize("typed", ["针对", "针对问题", "针对第", "对应问题"])
def test_open_problems_come_first(typed: str) -> None:
    text = PROBLEMS + f"## 二、整改措施\n\n1.针对问题1，每周学。坚持。\n\n2.{typed}|\n"
    found = [each for each in candidates(text) if each.text.startswith("针对问题")]
    assert [each.text for each in found] == ["针对问题2", "针对问题3", "针对问题1"]
    assert found[0].label == "针对问题2 调研少"
    assert found[0].filter.startswith(typed)
    assert after(text, found[0]).endswith("2.针对问题2\n")
    assert documentation_of(found[0].documentation, RULES, "zh") == "2.调研少。坐在屋里。"


def test_ids() -> None:
    text = PROBLEMS + "## 二、整改措施\n\n1.针对问题1，每周学。坚持。\n\n2.补登。每天。<!-- for: |\n"
    found = candidates(text)
    assert [each.text for each in found] == ["p3", "p1"]
    text = text.replace("for: |", "for: p3, p| -->")
    (first,) = [each for each in candidates(text) if each.text == "p1"]
    assert first.filter.startswith("p1")
    assert after(text, first).endswith("<!-- for: p3, p1 -->\n")


def test_an_id_is_named_once() -> None:
    text = PROBLEMS + "## 二、整改措施\n\n1.每周学。坚持。<!-- for: p1@3f2a9c | -->\n"
    assert [each.text for each in candidates(text)] == ["p3"]


@pytest.mark.parametrize("typed", ["针对问题（|）", "针对问题(|)", "关于“|”", "针对“|”"])
def test_a_mark_that_the_editor_has_closed_goes(typed: str) -> None:
    text = PROBLEMS + f"## 二、整改措施\n\n1.{typed}，每周学。\n"
    first = next(each for each in candidates(text) if each.text.startswith("针对"))
    assert after(text, first).endswith("1.针对问题1，每周学。\n")


def test_the_next_free_id() -> None:
    text = PROBLEMS.replace("坐在屋里。", "坐在屋里。<!-- |")
    assert [after(text, each) for each in candidates(text)] == [text.replace("|", "p2 -->")]


@pytest.mark.parametrize(
    "text",
    [
        "## 一、基本情况\n\n针对|\n",
        PROBLEMS.replace("坐在屋里。", "针对|"),
        "# 通知\n\n<!-- |\n",
        PROBLEMS + "## 二、整改措施\n\n```\n针对|\n```\n",
        PROBLEMS + "## 二、整改措施\n\n```\n<!-- for: |\n```\n",
        PROBLEMS + "## 二、整改措施\n\n1.见`针对|`。\n",
        PROBLEMS + "## 二、整改措施\n\n<!-- 针对| -->\n",
        PROBLEMS.replace("坐在屋里。", "```\n<!-- |\n```\n"),
    ],
)
def test_nothing_where_nothing_is_answered(text: str) -> None:
    assert [each for each in candidates(text) if each.kind.value == "what is answered"] == []


def test_english() -> None:
    text = "## Problems\n\n1. No retry\n2. No alert\n\n## Corrective actions\n\n1. Retry, for |\n"
    assert [each.text for each in candidates(text)] == ["for problem 1", "for problem 2"]
