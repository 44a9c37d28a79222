"""Packs are found by name and joined; a broken one takes nothing down but itself."""

import subprocess
import sys
from pathlib import Path

import pytest

from duizhao.checkers import BUILT_INS as SHIPPED
from duizhao.findings import Severity
from duizhao.rules.model import NeedSpec, PatternRule, Repeat, RuleSetting
from duizhao.rules.packs import PackFile, PackLibrary, packs_in, shipped_folder
from duizhao.rules.ruleset import RuleSet
from duizhao.section_titles import SectionTitles

from .cases import BUILT_INS


def library(**packs: str) -> PackLibrary:
    """Packs by name; their files begin with `pack:` and `title:`, so that what is given starts on line 3."""
    files = {
        name: PackFile(f"{name}.yaml", f"pack: {name}\ntitle: {name}\n{text.lstrip()}") for name, text in packs.items()
    }
    return PackLibrary([files], BUILT_INS)


def rules_of(packs: PackLibrary, name: str, *settings: RuleSetting) -> RuleSet:
    rules, errors = packs.resolve(name, settings)
    assert rules is not None, errors
    assert errors == ()
    return rules


def said(packs: PackLibrary, name: str) -> list[str]:
    return [str(error) for error in packs.resolve(name).errors]


PHRASE = """
rules:
  phrases/a:
    check: phrase
    severity: warning
    message: 应为“{prefer}”
    why: 固定表述
    source: 某文件
    prefer: 钉钉子
    instead_of: 订钉子
    examples: [{bad: 订钉子, good: 钉钉子}]
"""
UNSURE = PHRASE.replace("severity: warning", "severity: hint\n    verified: false")


def test_what_is_said_later_wins_and_the_rest_stays() -> None:
    packs = library(
        base="numbering: {levels: [一、]}\noutline: {sections: [{id: x, match: 甲}]}\n"
        "rules: {length/title: {severity: hint, most: 30, unit: 个}, numbering/duplicate: off}",
        middle="extends: base\noutline: {sections: [{id: y, match: 乙}]}\nrules: {length/title: {most: 20}}",
        top="extends: middle\nrules: {numbering/duplicate: error}",
    )
    rules = rules_of(packs, "top")
    assert rules.pack_id == "top"
    assert rules.outline is not None
    assert [section.id for section in rules.outline.sections] == ["y"]
    assert rules.numbering is not None
    assert rules.settings["length/title"].severity is Severity.HINT
    assert rules.settings["length/title"].options == {"most": 20, "unit": "个"}
    assert rules.settings["numbering/duplicate"].severity is Severity.ERROR
    assert rules_of(packs, "middle").settings["numbering/duplicate"].severity == "off"


def test_of_two_packs_that_are_extended_the_later_wins() -> None:
    packs = library(
        one="rules: {length/title: {most: 1}}", two="rules: {length/title: {most: 2}}", top="extends: [one, two]"
    )
    assert rules_of(packs, "top").settings["length/title"].options == {"most": 2}


def test_a_pack_that_is_extended_twice_counts_once_and_first() -> None:
    packs = library(
        base="rules: {length/title: {most: 1}}",
        one="extends: base\nrules: {length/title: {most: 2}}",
        two="extends: base",
        top="extends: [one, two]",
    )
    assert rules_of(packs, "top").settings["length/title"].options == {"most": 2}


def test_rules_of_other_packs_can_be_set() -> None:
    packs = library(
        phrases=PHRASE,
        silent="extends: phrases\nrules: {phrases/a: off}",
        loud="extends: silent\nrules: {phrases/a: error}",
        soft="extends: loud\nrules: {phrases/a: {severity: hint}}",
    )
    severities = {name: [rule.severity for rule in rules_of(packs, name).patterns] for name in packs.names}
    assert severities == {
        "phrases": [Severity.WARNING],
        "silent": [],
        "loud": [Severity.ERROR],
        "soft": [Severity.HINT],
    }
    on_top = rules_of(packs, "phrases", RuleSetting(code="phrases/a", severity="off"))
    assert on_top.patterns == ()


def test_what_a_role_needs_is_replaced_as_a_whole_and_what_others_need_stays() -> None:
    packs = library(
        base='pairing:\n  - {each: problem, needs: {cause: "1..", measure: "1.."}, at: leaf, explicit: true}\n'
        "  - {each: measure, answers: problem}",
        top='extends: base\npairing: [{each: problem, needs: {measure: "0..2"}}]',
    )
    problem, measure = rules_of(packs, "top").pairing
    assert (problem.needs, problem.answers) == ((NeedSpec(role="measure", repeat=Repeat(0, 2)),), None)
    assert (problem.at, problem.explicit) == ("auto", False)
    assert (measure.each, measure.answers) == ("measure", "problem")
    assert [(spec.at, spec.explicit) for spec in rules_of(packs, "base").pairing] == [("leaf", True), ("auto", False)]


def test_a_rule_that_is_written_again_replaces_the_first() -> None:
    packs = library(
        one=PHRASE,
        two="extends: one\nrules: {phrases/a: off}",
        three="extends: two" + PHRASE.replace("订钉子", "丁钉子"),
    )
    (rule,) = rules_of(packs, "three").patterns
    assert [swap.wrong.text for swap in rule.swaps] == ["丁钉子"]


def test_an_unverified_rule_stays_quiet_unless_the_user_says_otherwise() -> None:
    packs = library(phrases=UNSURE, loud="extends: phrases\nrules: {phrases/a: error}")
    rules, errors = packs.resolve("loud")
    assert rules is None
    assert [str(error) for error in errors] == ["loud.yaml:4:9: 依据未核实的规则不能这么响；应为：information 或 hint"]
    (rule,) = rules_of(packs, "phrases", RuleSetting(code="phrases/a", severity=Severity.ERROR)).patterns
    assert rule.severity is Severity.ERROR


def test_an_unknown_rule_is_an_error_where_it_is_set() -> None:
    packs = library(base=PHRASE, top="extends: base\nrules: {numbering/duplicates: off, phrases/b: off}")
    own = "；应为：已有的规则；自己的规则要写 check"
    assert said(packs, "top") == [
        f"top.yaml:4:9: 没有规则“numbering/duplicates”，是不是“numbering/duplicate”{own}",
        f"top.yaml:4:36: 没有规则“phrases/b”，是不是“phrases/a”{own}",
    ]
    assert packs.resolve("top").rules is None


def test_settings_on_top_may_be_for_rules_of_any_pack() -> None:
    """A project's settings hold for all its reports, and not every report is read by every pack."""
    packs = library(phrases=PHRASE, other="")
    assert packs.resolve("other", [RuleSetting(code="phrases/a", severity="off")]).errors == ()
    (error,) = packs.resolve("other", [RuleSetting(code="phrases/c", severity="off")]).errors
    assert str(error).startswith("没有规则“phrases/c”，是不是“phrases/a”")


def test_an_unknown_pack_is_an_error_where_it_is_extended() -> None:
    packs = library(base="", top="extends: [base, bases]")
    assert said(packs, "top") == ["top.yaml:3:17: 没有规则包“bases”，是不是“base”"]
    assert packs.resolve("top").rules is None
    assert "bases" not in packs
    assert packs.closest("bases") == "base"
    with pytest.raises(KeyError):
        packs.resolve("bases")


def test_a_circle_is_an_error_where_it_begins() -> None:
    packs = library(a="extends: b", b="extends: c", c="extends: [a]", outside="extends: b")
    assert said(packs, "a") == ["a.yaml:3:10: 绕了一圈：a → b → c → a"]
    assert said(packs, "c") == ["c.yaml:3:11: 绕了一圈：c → a → b → c"]
    assert said(packs, "outside") == ["b.yaml:3:10: 绕了一圈：b → c → a → b"]
    assert packs.resolve("a").rules is None
    assert packs.resolve("outside").rules is not None
    assert said(library(a="extends: a"), "a") == ["a.yaml:3:10: 包不能以自己为基础"]


def test_a_broken_pack_disables_itself_alone() -> None:
    packs = library(
        broken="nonsense: 1" + PHRASE,
        base="rules: {numbering/duplicate: error}",
        top="extends: [base, broken]\nrules: {phrases/a: off}",
    )
    assert packs.resolve("broken").rules is None
    rules, errors = packs.resolve("top")
    assert [str(error) for error in errors] == [
        "broken.yaml:3:1: 不认识的键“nonsense”；应为：pack、title、extends、applies、outline、numbering、pairing、rules"
    ]
    assert rules is not None
    assert rules.settings["numbering/duplicate"].severity is Severity.ERROR
    assert list(packs.sound()) == ["base", "top"]


def test_rules_that_say_the_same_are_equal_wherever_they_stand() -> None:
    one = rules_of(library(a="rules: {length/title: {most: 3}, numbering/duplicate: off}"), "a")
    same = rules_of(library(a="\n\n# …\nrules: {numbering/duplicate: off, length/title: {most: 3}}"), "a")
    other = rules_of(library(a="rules: {length/title: {most: 4}, numbering/duplicate: off}"), "a")
    assert one == same != other


def test_a_later_folder_comes_before_an_earlier_one() -> None:
    shipped = {
        "a": PackFile("shipped/a.yaml", "pack: a\ntitle: 甲"),
        "b": PackFile("shipped/b.yaml", "pack: b\ntitle: 乙"),
    }
    own = {"a": PackFile("own/a.yaml", "pack: a\ntitle: 自己的")}
    packs = PackLibrary([shipped, own], BUILT_INS)
    assert packs.names == ("a", "b")
    assert rules_of(packs, "a").title.zh == "自己的"


def test_packs_are_found_by_their_place(tmp_path: Path) -> None:
    (tmp_path / "packs" / "单位").mkdir(parents=True)
    (tmp_path / "packs" / "单位" / "报告.yaml").write_bytes("pack: 单位/报告\ntitle: 甲\n".encode())
    (tmp_path / "packs" / "readme.txt").write_text("不是包", encoding="utf-8")
    (tmp_path / "outside.yaml").write_text("pack: link\ntitle: 甲\n", encoding="utf-8")
    (tmp_path / "packs" / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    (tmp_path / "packs" / ".git").mkdir()
    (tmp_path / "packs" / ".git" / "a.yaml").write_text("pack: a\ntitle: 甲\n", encoding="utf-8")
    (tmp_path / "packs" / "large.yaml").write_bytes(b"#" * (3 << 20))
    files = packs_in(tmp_path / "packs")
    assert sorted(files) == ["large", "单位/报告"]
    packs = PackLibrary([files], BUILT_INS)
    assert rules_of(packs, "单位/报告").title.zh == "甲"
    assert "文件太大" in said(packs, "large")[0]
    assert packs_in(tmp_path / "nowhere") == {}


def test_a_pack_that_is_being_edited_is_read_from_its_text() -> None:
    files = {"a": PackFile("a.yaml", b"pack: a\ntitle: \xe7\x94\xb2\n")}
    assert rules_of(PackLibrary([files], BUILT_INS), "a").title.zh == "甲"
    assert (
        rules_of(PackLibrary([files, {"a": PackFile("a.yaml", "pack: a\ntitle: 乙\n")}], BUILT_INS), "a").title.zh
        == "乙"
    )


class TestShipped:
    packs = PackLibrary([packs_in(shipped_folder())], SHIPPED)

    def test_every_pack_that_is_shipped_is_sound(self) -> None:
        assert {"gongwen/base", "minzhu/2021-geren"} <= set(self.packs.names)
        for name in self.packs.names:
            rules_of(self.packs, name)

    def test_rules_that_are_not_verified_are_quiet(self) -> None:
        loaded = [self.packs.pack(name).pack for name in self.packs.names]
        rules = [rule for pack in loaded if pack for rule in pack.rules if isinstance(rule, PatternRule)]
        assert rules
        assert [rule.code for rule in rules if not rule.verified and rule.severity < Severity.INFORMATION] == []

    def test_the_personal_report_of_2021_knows_its_headings(self) -> None:
        rules = rules_of(self.packs, "minzhu/2021-geren")
        assert rules.outline is not None
        titles = SectionTitles(rules.outline.sections)
        found = {
            title: [titles.specs[each].id for each in titles.read(title)]
            for title in (
                "2020年领导班子民主生活会问题整改落实情况",
                "上年度民主生活会整改措施落实情况",
                "个人有关事项的说明",
                "存在的主要问题",
                "对照检查出的突出问题",
                "原因分析",
                "产生问题的原因分析",
                "存在问题的原因剖析",
                "反面典型案例剖析",
                "整改措施",
                "今后努力方向和整改措施",
                "下一步整改打算",
                "结束语",
            )
        }
        assert list(found.values()) == [
            *(["followup"], ["followup"], ["matters"], ["problems"], ["problems"], ["causes"], ["causes"], ["causes"]),
            *(["case"], ["measures"], ["measures"], ["measures"], []),
        ]


def test_reading_rules_brings_nothing_heavy_with_it() -> None:
    program = "import sys, duizhao.rules.packs, duizhao.rules.project; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    heavy = {"jsonschema", "pathspec", "difflib", "click", "jieba", "pygls", "lsprotocol"}
    assert heavy & set(done.stdout.split()) == set()
