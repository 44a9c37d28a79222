"""What a place of a draft is explained as."""

import pytest

from duizhao.document import Document
from duizhao.findings import Message
from duizhao.hover import explanation_at
from duizhao.rules import RuleSet
from duizhao.selection import Choice

from .test_explain import pack

CHOICE = Choice("own/report", Message("标题像", "by its title"), certain=False)
DRAFT = """\
---
report: own/report
---

# 检查报告

## 一、存在的问题

（一）学习方面，不够系统。

整改问题：学得少。

别的：无。
"""


def explained(words: str, *, skip: int = 0) -> tuple[str, str] | None:
    """The words explained and the text, for the place `skip` characters into `words`."""
    rules = RuleSet("own/report", Message("报告", "Report"), pack().outline)
    found = explanation_at(Document.parse(DRAFT), DRAFT.index(words) + skip, rules, CHOICE, "zh")
    return None if found is None else (DRAFT[slice(*found.span)], found.text)


@pytest.mark.parametrize(
    "at, words, start, end",
    [
        ("report", "report: own/report", "**文种**：`own/report` 报告", "标题像"),
        ("# 检查", "检查报告", "本节 ", "字"),
        ("## 一", "一、存在的问题", "**存在的问题**", "本节 34 字"),
        ("（一）", "（一）学习方面", "**学习方面**", "字"),
        ("整改问题", "整改问题", "**整改问题**", "责任人（可以没有）"),
    ],
)
def test_what_is_explained(at: str, words: str, start: str, end: str) -> None:
    found = explained(at)
    assert found is not None
    assert found[0] == words
    assert found[1].startswith(start)
    assert found[1].endswith(end)


@pytest.mark.parametrize("at", ["不够系统", "别的", "无。", "---\n\n"])
def test_what_is_not_explained(at: str) -> None:
    assert explained(at) is None
