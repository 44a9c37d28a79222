"""What is said about sections under packs that the shipped ones have nothing of."""

import pytest

from duizhao.analysis import Analysis
from duizhao.checkers import BUILT_INS, Checks
from duizhao.document import Document
from duizhao.findings import Severity, Stage, Verdict
from duizhao.rules.packs import PackFile, PackLibrary

PACK = """
pack: a
title: 检查报告
outline:
  open: false
  sections:
    - {id: scope, match: 检查范围和检查方法}
    - {id: finding, match: "*隐患", title: 一般隐患, repeat: 2..3}
    - {id: next, match: 下一步工作, required: false}
rules:
  words/method:
    check: substitution
    severity: information
    swap: {检察: 检查}
    message: 应为“{prefer}”
    why: 两个词
    source: 词典
    examples: [{bad: 检察范围, good: 检查范围}]
"""
WHOLE = "# 检查范围和检查方法\n\n文字\n\n# 甲隐患\n\n文字\n\n# 乙隐患\n\n文字\n"


@pytest.fixture(scope="module")
def checks() -> Checks:
    rules, errors = PackLibrary([{"a": PackFile("a.yaml", PACK)}], BUILT_INS).resolve("a")
    assert rules is not None, errors
    return Checks(rules)


def verdicts(text: str, checks: Checks, stage: Stage = Stage.FINAL) -> list[Verdict]:
    analysis = Analysis(Document.parse(text), checks)
    assert not analysis.failures
    return [verdict for verdict in analysis.verdicts(stage) if verdict.finding.code.startswith("structure/")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (WHOLE, []),
        (
            WHOLE + "\n# 附言\n\n文字\n",
            ["structure/unexpected-section 附言: 这里不该有“附言”，只该有“检查范围和检查方法”“一般隐患”“下一步工作”"],
        ),
        (
            WHOLE.partition("# 乙")[0],
            ["structure/missing-section 甲隐患: “一般隐患”至少要有 2 节，只有 1 节"],
        ),
        (
            WHOLE + "# 丙隐患\n\n文字\n\n# 丁隐患\n\n文字\n",
            ["structure/duplicate-section 丁隐患: “丁隐患”至多 3 节，这里多了"],
        ),
        (WHOLE.replace("范围和", "范固和"), ["structure/near-miss 固: 标题写作“检查范固和”，应为“检查范围和”"]),
    ],
)
def test_each_is_said_in_place(text: str, said: list[str], checks: Checks) -> None:
    found = [verdict.finding for verdict in verdicts(text, checks)]
    assert [f"{each.code} {text[slice(*each.at)]}: {each.message.zh}" for each in found] == said


def test_what_a_rule_about_wording_marks_is_not_said_again(checks: Checks) -> None:
    assert not verdicts(WHOLE.replace("和检查", "和检察"), checks)


def test_a_heading_that_is_still_the_last_one_may_become_another(checks: Checks) -> None:
    text = WHOLE + "\n# 说明"
    (unfinished,) = verdicts(text, checks, Stage.DRAFT)
    (finished,) = verdicts(text + "\n\n文字\n", checks, Stage.DRAFT)
    assert unfinished.finding.code == finished.finding.code == "structure/unexpected-section"
    assert unfinished.severity is Severity.INFORMATION
    assert finished.severity is Severity.WARNING
