"""What `duizhao.yaml` says, and what is wrong with it."""

import pytest

from duizhao.findings import Severity, Stage
from duizhao.rules.model import RuleSetting
from duizhao.rules.project import Project, load_project

from .cases import BUILT_INS, Case, place_of, unmarked


def loaded(text: str) -> Project:
    project, errors = load_project(text, "duizhao.yaml", BUILT_INS)
    assert project is not None, [str(error) for error in errors]
    return project


def test_a_project_chooses_packs_and_sets_rules() -> None:
    project = loaded(
        """
packs: [规则, ../shared-packs]
report: gongwen/base
files:
  - {glob: "民主生活会/**", report: minzhu/2021-geren}
  - {glob: "*.draft.md", report: 单位/草稿}
stage: final
ignore: [archive/, "!archive/keep.md"]
rules:
  numbering/duplicate: off
  length/title: {severity: hint, most: 20}
  phrases/a: error
"""
    )
    assert [each.path for each in project.packs] == ["规则", "../shared-packs"]
    assert project.stage is Stage.FINAL
    assert project.rules == (
        RuleSetting(code="numbering/duplicate", severity="off"),
        RuleSetting(code="length/title", severity=Severity.HINT, options={"most": 20}),
        RuleSetting(code="phrases/a", severity=Severity.ERROR),
    )
    assert {path: project.report_for(path) for path in ("民主生活会/张三/稿.md", "民主生活会/a.draft.md", "b.md")} == {
        "民主生活会/张三/稿.md": "minzhu/2021-geren",
        "民主生活会/a.draft.md": "单位/草稿",
        "b.md": "gongwen/base",
    }
    assert [path for path in ("archive/a.md", "x/archive/b.md", "archives.md") if project.ignores(path)] == [
        "archive/a.md",
        "x/archive/b.md",
    ]


def test_a_project_that_says_little() -> None:
    project = loaded("packs: 规则\n")
    assert [each.path for each in project.packs] == ["规则"]
    assert project.report_for("a.md") is None
    assert not project.ignores("a.md")


CASES = {
    "an unknown key": Case("⟦pack⟧: a\n", ("不认识的键“pack”，是不是“packs”",)),
    "a pattern that is none": Case(
        'ignore: [⟦"!"⟧]\n', ("“!”不是这样的写法；应为：文件名写法，同 .gitignore",), form=False
    ),
    "a pattern with a range the wrong way round": Case('ignore: [⟦"[z-a]"⟧]\n', ("不是这样的写法",), form=False),
    "an exclusion where files are chosen": Case('files: [{glob: ⟦"!a"⟧, report: b}]\n', ("“!a”不合要求",)),
    "a choice without a pack": Case("files: [{⟦glob⟧: a}]\n", ("缺少 report",)),
    "a rule of one's own": Case("rules:\n  phrases/a: {⟦check⟧: phrase}\n", ("不认识的键“check”；应为：severity",)),
    "an unknown stage": Case("stage: ⟦finished⟧\n", ("没有“finished”这个选择；应为：draft、final",)),
    "nothing": Case("⟦⟧", ("文件是空的",), form=False),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_is_told_at_its_place(name: str) -> None:
    case = CASES[name]
    text, places = unmarked(case.text)
    project, errors = load_project(text, "duizhao.yaml", BUILT_INS)
    assert [place_of(error) for error in errors] == places
    for error, said in zip(errors, case.said, strict=True):
        assert said in error.in_language("zh")
    assert project is None
