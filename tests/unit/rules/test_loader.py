"""A pack is read whole or not at all, and everything wrong with it is told at once, at its place."""

import pytest

from duizhao.document.numbering import System
from duizhao.document.runs import RunSystem
from duizhao.findings import Message, Severity
from duizhao.rules.loader import load_pack
from duizhao.rules.matchers import Wording
from duizhao.rules.model import (
    NUMBER_SAMPLES,
    ONCE,
    RUN_SAMPLES,
    ExistenceRule,
    FieldSpec,
    Pack,
    PhraseRule,
    Repeat,
    RuleSetting,
    SubstitutionRule,
)

from .cases import BUILT_INS, CASES, Case, pack, place_of, rule, sections, unmarked


def loaded(text: str) -> Pack:
    found, errors = load_pack(text, "a.yaml", BUILT_INS)
    assert found is not None, [str(error) for error in errors]
    return found


def test_a_pack_says_what_a_report_is() -> None:
    found = loaded(
        """
pack: 单位/整改
title: {zh: 整改报告, en: Rectification report}
extends: [gongwen/base, phrases/party]
applies: {title: "*整改*报告", headings: [整改情况, 下一步打算]}
outline:
  title: {match: "*整改*", required: false, max_length: 40}
  open: false
  sections:
    - id: problems
      match: [存在的问题, /问题$/]
      role: problem
      repeat: 1..3
      fields: {整改问题: required, 责任人: optional}
      hint: 逐条写。
      sections:
        - {id: one, match: 带头学习方面, required: false}
        - {id: rest, match: "*方面", title: 其他方面, repeat: true}
numbering: {levels: [一、, （一）, "1."], runs: [一是]}
rules:
  numbering/duplicate: off
  length/title: {severity: error, most: 30}
"""
    )
    assert (found.id, found.title) == ("单位/整改", Message("整改报告", "Rectification report"))
    assert [base.name for base in found.extends] == ["gongwen/base", "phrases/party"]
    assert found.outline is not None
    assert found.outline.title is not None
    assert (found.outline.open, found.outline.ordered, found.outline.title.max_length) == (False, True, 40)
    (problems,) = found.outline.sections
    assert (problems.role, problems.repeat, problems.heading) == ("problem", Repeat(1, 3), "存在的问题")
    assert problems.fields == (FieldSpec(label="整改问题", required=True), FieldSpec(label="责任人", required=False))
    assert problems.hint == Message("逐条写。", "逐条写。")
    one, rest = problems.sections
    assert (one.required, one.repeat, one.match) == (False, ONCE, (Wording("带头学习方面"),))
    assert (rest.heading, rest.repeat) == ("其他方面", Repeat(1, None))
    assert found.numbering is not None
    assert found.numbering.levels == ("一、", "（一）", "1.")
    assert found.rules == (
        RuleSetting(code="numbering/duplicate", severity="off"),
        RuleSetting(code="length/title", severity=Severity.ERROR, options={"most": 30}),
    )


def test_numbers_and_runs_are_those_that_documents_have() -> None:
    assert list(NUMBER_SAMPLES) == [system.value for system in System]
    assert set(RUN_SAMPLES) == {system.value for system in RunSystem}


def test_six_hundred_lines_are_read() -> None:
    rules = "\n".join(
        rule("fix: true").partition("rules:\n")[2].replace("phrases/a", f"phrases/a{i}") for i in range(65)
    )
    text = pack(f"rules:\n{rules}")
    assert text.count("\n") > 600
    assert len(loaded(text).rules) == 65


def test_where_things_were_written_is_known() -> None:
    found = loaded(sections("    - {id: x, match: 甲}") + "rules:\n  numbering/duplicate:\n    severity: hint\n")
    assert found.outline is not None
    assert found.outline.sections[0].origin == ("a.yaml", 5, 8)
    assert found.rules[0].origin == ("a.yaml", 7, 3)


def test_a_pack_has_rules_of_its_own() -> None:
    (found,) = loaded(rule("fix: true\nuntil: 2022")).rules
    assert isinstance(found, PhraseRule)
    assert (found.code, found.severity, found.fix, found.verified) == ("phrases/a", Severity.WARNING, True, True)
    assert [(swap.wrong.text, swap.right) for swap in found.swaps] == [("树立“四个意识”", "增强“四个意识”")]

    (found,) = loaded(
        rule(
            "check: substitution\nprefer: -\ninstead_of: -\nswap: {订钉子: 钉钉子, /新(世)代/: 新时代}\n"
            "examples: [{bad: 订钉子精神, good: 钉钉子精神}]"
        )
    ).rules
    assert isinstance(found, SubstitutionRule)
    assert [(swap.wrong.text, swap.right) for swap in found.swaps] == [("订钉子", "钉钉子"), ("/新(世)代/", "新时代")]

    (found,) = loaded(
        rule(
            "check: existence\nprefer: -\ninstead_of: -\nmessage: 不要\ntokens: 待补充\nexcept: 待补充材料清单\n"
            "examples: [{bad: 待补充, good: 待补充材料清单}]"
        )
    ).rules
    assert isinstance(found, ExistenceRule)
    assert [each.text for each in found.exceptions] == ["待补充材料清单"]


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("fast", [True, False], ids=["libyaml", "python"])
def test_what_is_wrong_is_told_at_its_place(name: str, fast: bool) -> None:
    case: Case = CASES[name]
    text, places = unmarked(case.text)
    found, errors = load_pack(text, "a.yaml", BUILT_INS, fast=fast)
    assert [place_of(error) for error in errors] == places
    for error, said in zip(errors, case.said, strict=True):
        assert said in error.in_language("zh")
    assert found is None


def test_an_error_reads_as_file_line_column_and_message() -> None:
    _, errors = load_pack(pack("outline: {ordered: 是}"), "包/a.yaml", BUILT_INS)
    assert [str(error) for error in errors] == ["包/a.yaml:3:20: “是”不是 true 或 false；应为：true 或 false"]
    assert [error.in_language("en") for error in errors] == ["“是” is neither true nor false; expected true or false"]


def test_columns_count_code_points() -> None:
    _, errors = load_pack("pack: a\ntitle: {zh: 𠮷野👍, fr: x}\n", "a.yaml", BUILT_INS)
    assert [(error.line, error.column) for error in errors] == [(2, 18)]


def test_the_name_must_fit_the_place() -> None:
    _, errors = load_pack("pack: a\ntitle: 甲\n", "b.yaml", BUILT_INS, pack_id="b")
    assert [str(error) for error in errors] == ["b.yaml:1:7: 包名与文件位置不符；应为：b"]


def test_what_follows_from_a_mistake_is_not_told_again() -> None:
    """Without its exception the rule would mark its good example, but the exception was meant to be there."""
    good = "examples: [{bad: 树立“四个意识”。, good: 不说树立“四个意识”了。}]"
    text, places = unmarked(rule(f"except: [⟦/不说.*⟧]\n{good}"))
    _, errors = load_pack(text, "a.yaml", BUILT_INS)
    assert [place_of(error) for error in errors] == places


@pytest.mark.parametrize("since", ["2022-12-26", "2023"])
def test_a_rule_with_dates_holds_in_years_it_covers_whole(since: str) -> None:
    (later,) = loaded(rule(f"since: {since}")).rules
    (sooner,) = loaded(rule("until: 2022-12-25")).rules
    (always,) = loaded(rule("")).rules
    assert isinstance(later, PhraseRule)
    assert isinstance(sooner, PhraseRule)
    assert isinstance(always, PhraseRule)
    years = (None, 2021, 2022, 2023, 2024)
    assert [later.holds_in(year) for year in years] == [False, False, False, True, True]
    assert [sooner.holds_in(year) for year in years] == [False, True, False, False, False]
    assert all(always.holds_in(year) for year in years)
