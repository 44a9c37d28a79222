"""Options set where rules are set decide what is found, and nothing else changes."""

import pytest

from duizhao.analysis import Analysis
from duizhao.checkers import BUILT_INS, CODES, Checks
from duizhao.checkers.checker import Code
from duizhao.document import Document
from duizhao.explain import page
from duizhao.findings import Severity, Stage
from duizhao.rules.packs import PackFile, PackLibrary

LEAP = "1. 甲甲\n\n文字。\n\n2. 乙乙\n\n文字。\n\n6. 丙丙\n\n文字。\n"
SISTERS = "# 报告\n\n## 在带头学习方面\n\n文字。\n\n## 带头担当方面\n\n文字。\n\n## 在带头守纪方面\n\n文字。\n"
LINES = "甲。\n乙。\n丙。\n"


def found(text: str, code: str, setting: str) -> list[Severity]:
    pack = f"pack: a\ntitle: 报告\nrules: {{{code}: {{{setting}}}}}\n"
    rules, errors = PackLibrary([{"a": PackFile("a.yaml", pack)}], BUILT_INS).resolve("a")
    assert rules is not None, errors
    verdicts = Analysis(Document.parse(text), Checks(rules)).verdicts(Stage.FINAL)
    return [verdict.severity for verdict in verdicts if verdict.finding.code == code]


@pytest.mark.parametrize(
    ("text", "code", "setting", "severities"),
    [
        (LEAP, "numbering/gap", "most: 3", [Severity.WARNING]),
        (LEAP, "numbering/gap", "most: 2", []),
        (LEAP, "numbering/gap", "severity: hint, most: 3", [Severity.HINT]),
        (SISTERS, "headings/odd-sister", "fewest: 4", []),
        (SISTERS, "headings/odd-sister", "fewest: 3", [Severity.WARNING]),
        (SISTERS, "headings/odd-sister", "fewest: 0", [Severity.WARNING]),
        (LINES, "paste/flowing-lines", "severity: hint", []),
        (LINES, "paste/flowing-lines", "fewest: 2", [Severity.INFORMATION]),
        ("甲。\n", "paste/flowing-lines", "fewest: 0", []),
    ],
)
def test_an_option_decides(text: str, code: str, setting: str, severities: list[Severity]) -> None:
    assert found(text, code, setting) == severities


@pytest.mark.parametrize(
    ("setting", "at", "said"),
    [
        ("most: many", (3, 31), "many"),
        ("most: -1", (3, 31), "-1"),
        ("least: 3", (3, 25), "least"),
    ],
)
def test_what_is_no_option_is_an_error_at_its_place(setting: str, at: tuple[int, int], said: str) -> None:
    pack = f"pack: a\ntitle: 报告\nrules: {{numbering/gap: {{{setting}}}}}\n"
    _, errors = PackLibrary([{"a": PackFile("a.yaml", pack)}], BUILT_INS).resolve("a")
    (error,) = errors
    assert (error.line, error.column) == at
    assert said in error.in_language("zh")


@pytest.mark.parametrize("code", [code for code in CODES.values() if code.options], ids=lambda code: code.id)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_names_every_option_and_its_default(code: Code, language: str) -> None:
    text = page(code.id, language, ()) or ""
    for name, default in code.options.items():
        assert f"`{name}`" in text
        assert str(default) in text.partition(f"`{name}`")[2]
