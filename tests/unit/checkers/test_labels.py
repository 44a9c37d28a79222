"""Labelled fields that a pack asks for."""

import pytest

from duizhao.analysis import Analysis
from duizhao.checkers import Checks
from duizhao.checkers.registry import BUILT_INS
from duizhao.document import Document
from duizhao.findings import Stage
from duizhao.rules.packs import PackFile, PackLibrary, packs_in, shipped_folder

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


MARKS = ["1、", "1. ", "1.", "1．", "（1）", "#### 1. ", "- "]
RECORDS = ["### （{}）{}\n\n整改问题：", "（{}）{}。\n\n整改问题：", "{}、整改问题：{}，", "整改问题："]


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("opening", RECORDS)
@pytest.mark.parametrize(
    "behind", ["责任人：张三\n\n", "整改落实情况：\n\n{0}已补登。\n\n{1}已公示。\n\n责任人：李四\n\n"]
)
def test_what_records_list_in_whatever_form_is_no_gap(mark: str, opening: str, behind: str) -> None:
    second = mark.replace("1", "2")
    listed = f"{mark}每月抽查。\n\n{second}逐户补登。\n\n"
    text = "# 报告\n\n## 一、整改情况\n\n"
    for number, problem in enumerate(("漏登", "漏水", "逾期", "超员"), 1):
        head = opening.format(number if "、" in opening else "一二三四"[number - 1], problem)
        measures = "整改措施：抓紧办。\n\n" if number == 3 else f"整改措施：\n\n{listed}"
        text += f"{head}有{problem}。\n\n{measures}{behind.format(mark, second)}"
    assert labels_in(text) == []


@pytest.mark.parametrize("mark", MARKS)
def test_what_comes_behind_a_list_belongs_to_its_record(mark: str) -> None:
    listed = f"{mark}每月抽查。\n\n{mark.replace('1', '2')}逐户补登。\n\n"
    text = "# 报告\n\n## 一、整改情况\n\n"
    for number, owner in zip("一二三四", ("责任人：张三", "", "责任人：李四", "责任人：王五"), strict=True):
        text += f"### （{number}）漏登\n\n整改问题：有漏登。\n\n整改措施：\n\n{listed}{owner}\n\n"
    assert labels_in(text) == [("labels/missing", "（二）漏登")]


def labels_in(text: str) -> list[tuple[str, str]]:
    rules = PackLibrary([packs_in(shipped_folder())], BUILT_INS).resolve("gongwen/base").rules
    assert rules is not None
    verdicts = [each.finding for each in Analysis(Document.parse(text), Checks(rules)).verdicts(Stage.FINAL)]
    return [(each.code, text[slice(*each.at)]) for each in verdicts if each.code.startswith("labels/")]
