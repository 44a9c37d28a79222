"""New drafts: the pack they are made from finds nothing in them but their blanks."""

import pytest

from duizhao.analysis import Analysis
from duizhao.checkers import BUILT_INS, Checks
from duizhao.document import Document
from duizhao.findings import Severity, Stage
from duizhao.rules import RuleSet
from duizhao.rules.packs import PackFile, PackLibrary, packs_in, shipped_folder
from duizhao.skeleton import report_title, skeleton
from duizhao.structure import align

OWN = {
    "repeated": """
pack: repeated
title: 检查报告
outline:
  open: false
  title: {match: 关于检查情况的报告}
  sections:
    - {id: scope, match: 检查范围, required: false, hint: 写到哪里为止 -->}
    - {id: finding, match: "*隐患", title: 一般隐患, repeat: 2..3, fields: {描述: required, 时限: optional}}
    - {id: next, match: 下一步工作, open: false, sections: [{id: a, match: 近期}, {id: b, match: 远期}]}
numbering: {levels: [一、, （一）]}
""",
    "decimal": """
pack: decimal
title: 调查报告
outline:
  sections:
    - {id: facts, match: 基本情况, sections: [{id: project, match: 项目概况, sections: [{id: x, match: 规模}]}]}
    - {id: course, match: 事故经过, fields: {时间: required}}
numbering: {levels: ["1.", "1.1"]}
""",
    "english": """
pack: english
title: {zh: 复盘, en: Postmortem}
outline:
  sections:
    - {id: summary, match: Summary, hint: {zh: 一句话, en: One sentence}}
    - {id: impact, match: Impact}
""",
}
LIBRARY = PackLibrary(
    [packs_in(shipped_folder()), {name: PackFile(f"{name}.yaml", text) for name, text in OWN.items()}], BUILT_INS
)


def rules_of(pack: str) -> RuleSet:
    rules, errors = LIBRARY.resolve(pack)
    assert rules is not None, errors
    return rules


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("pack", LIBRARY.names)
def test_nothing_is_wrong_with_a_new_draft_but_its_blanks(pack: str, language: str) -> None:
    rules = rules_of(pack)
    document = Document.parse(skeleton(rules, language))
    assert document.front_matter.value("report") == pack
    analysis = Analysis(document, Checks(rules))
    assert not analysis.failures
    verdicts = analysis.verdicts(Stage.FINAL)
    blanks = [verdict for verdict in verdicts if verdict.finding.code == "placeholders/unfilled"]
    assert blanks
    assert [verdict for verdict in verdicts if verdict not in blanks and verdict.severity <= Severity.INFORMATION] == []


@pytest.mark.parametrize("pack", [name for name in LIBRARY.names if rules_of(name).outline is not None])
def test_a_new_draft_has_every_section(pack: str) -> None:
    outline = rules_of(pack).outline
    assert outline is not None
    document = Document.parse(skeleton(rules_of(pack)))
    alignment = align([section.heading for section in document.sections], document.outline, outline)
    assert alignment.title is not None
    assert not [scope.troubles for scope in alignment.scopes if scope.troubles]
    for scope in alignment.scopes:
        assert [spec.id for spec in scope.wanted.sections] == list(scope.found())


def test_numbers_fields_and_hints() -> None:
    assert skeleton(rules_of("repeated")) == (
        "---\nreport: repeated\n---\n\n# 关于检查情况的报告\n\n【待补充】\n\n"
        "## 一、检查范围\n\n<!-- 提示：这一节可以没有，不需要就删去。写到哪里为止 → -->\n\n【待补充】\n\n"
        "## 二、一般隐患\n\n### （一）【待补充】\n\n描述：【待补充】\n\n时限：【待补充】\n\n"
        "## 三、一般隐患\n\n### （一）【待补充】\n\n描述：【待补充】\n\n时限：【待补充】\n\n"
        "## 四、下一步工作\n\n### （一）近期\n\n【待补充】\n\n### （二）远期\n\n【待补充】\n"
    )


def test_decimal_numbers_go_on_from_their_parents() -> None:
    headings = [line for line in skeleton(rules_of("decimal")).splitlines() if line.startswith("##")]
    assert headings == [
        "## 1. 基本情况",
        "### 1.1 项目概况",
        "#### 规模",
        "## 2. 事故经过",
        "### 2.1 【待补充】",
    ]


@pytest.mark.parametrize(
    ("pack", "title"),
    [("repeated", "关于检查情况的报告"), ("decimal", "调查报告"), ("gongwen/base", "")],
)
def test_the_title_is_one_that_the_pack_takes(pack: str, title: str) -> None:
    assert report_title(rules_of(pack)) == title
