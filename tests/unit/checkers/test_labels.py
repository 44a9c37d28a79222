"""Labelled fields that a pack asks for."""

import pytest

from duizhao.analysis import Analysis
from duizhao.checkers import Checks
from duizhao.checkers.registry import BUILT_INS
from duizhao.document import Document
from duizhao.findings import Stage
from duizhao.rules.packs import PackFile, PackLibrary

PACK = """
pack: test/fields
title: 整改报告
outline:
  sections:
    - id: followup
      match: 上年度整改落实情况
      fields: {整改问题: required, 整改落实情况: required, 责任人: optional}
      sections:
        - {id: overview, match: 总体情况, required: false}
"""


def found(items: str) -> list[tuple[str, str]]:
    library = PackLibrary([{"test/fields": PackFile("fields.yaml", PACK)}], BUILT_INS)
    rules, errors = library.resolve("test/fields")
    assert rules is not None, errors
    text = f"# 整改报告\n\n## 上年度整改落实情况\n\n{items}"
    verdicts = Analysis(Document.parse(text), Checks(rules)).verdicts(Stage.FINAL)
    return [
        (v.finding.code, text[v.finding.at.start : v.finding.at.end])
        for v in verdicts
        if v.finding.code.startswith("labels/")
    ]


COMPLETE = "### 学习\n\n整改问题：学得少。\n\n整改落实情况：补课。\n\n"


@pytest.mark.parametrize(
    "items, expected",
    [
        (COMPLETE, []),
        ("### 学习\n\n整改问题：学得少。\n", [("labels/missing", "学习")]),
        (COMPLETE + "### 调研\n\n下乡少，已经改正。\n", [("labels/missing", "调研")]),
        ("### 学习\n\n整改问题：学得少。\n\n整改落实情况：\n", [("labels/empty", "整改落实情况")]),
        ("### 学习\n\n整改问题：学得少；整改落实情况：补课。\n", []),
        ("### 总体情况\n\n查摆的问题都已改正。\n\n" + COMPLETE, []),
        ("### 学习\n\n学得少，已经补课。\n\n### 调研\n\n下乡少，已经改正。\n", []),
        (COMPLETE + "### 调研\n\n", []),
        (COMPLETE + COMPLETE.replace("补课。", "补课。\n\n责任人：张敏"), []),
        (
            COMPLETE.replace("补课。", "补课。\n\n责任人：张敏") * 2 + COMPLETE.replace("学习", "调研"),
            [("labels/missing", "调研")],
        ),
        (
            "整改问题：学得少。\n整改落实情况：补课。\n\n整改问题：下乡少。\n\n整改问题：会多。\n整改落实情况：少开。\n",
            [("labels/missing", "整改问题")],
        ),
    ],
)
def test_fields_of_a_pack(items: str, expected: list[tuple[str, str]]) -> None:
    assert found(items) == expected
