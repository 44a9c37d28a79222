"""A missing section is put where it belongs, with its number."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.completion import Insertion, insertions
from duizhao.document import Document
from duizhao.rules import RuleSet
from duizhao.rules.packs import PackFile, PackLibrary
from duizhao.structure import align

PACK = """
pack: a
title: 整改报告
outline:
  title: {match: "*报告"}
  sections:
    - {id: overview, match: 基本情况}
    - id: problems
      match: 存在的问题
      sections: [{id: study, match: 学习方面}, {id: duty, match: 担当方面}]
    - {id: measures, match: 整改措施, fields: {措施: required, 时限: required}}
numbering: {levels: [一、, （一）, "1."]}
"""


def rules() -> RuleSet:
    resolved, errors = PackLibrary([{"a": PackFile("a.yaml", PACK)}], {}).resolve("a")
    assert resolved is not None, errors
    return resolved


RULES = rules()


def applied(text: str, insertion: Insertion) -> str:
    at = insertion.edit.span.start
    return text[:at] + insertion.edit.text + text[at:]


@pytest.mark.parametrize(
    ("draft", "results"),
    [
        (
            "# 报告\n\n## 一、基本情况\n\n甲。\n\n## 二、整改措施\n\n乙。\n",
            ["# 报告\n\n## 一、基本情况\n\n甲。\n\n## 二、存在的问题\n\n## 二、整改措施\n\n乙。\n"],
        ),
        (
            "报告一则\n一、基本情况\n甲。\n二、存在的问题\n（二）担当方面\n乙。\n",
            [
                "报告一则\n一、基本情况\n甲。\n二、存在的问题\n（二）担当方面\n乙。\n"
                "三、整改措施\n（一）\n措施：\n时限：\n",
                "报告一则\n一、基本情况\n甲。\n二、存在的问题\n（一）学习方面\n（二）担当方面\n乙。\n",
            ],
        ),
        (
            "## 一、存在的问题\n\n### （一）学习方面\n\n甲。\n\n### （二）担当方面\n\n乙。\n\n"
            "## 二、整改措施\n\n丙。\n",
            [
                "## 一、基本情况\n\n## 一、存在的问题\n\n### （一）学习方面\n\n甲。\n\n### （二）担当方面\n\n乙。\n\n"
                "## 二、整改措施\n\n丙。\n"
            ],
        ),
        (
            "# 报告\n\n## 一、基本情况\n\n## 二、存在的问题\n\n### （一）学习方面\n\n甲。\n\n## 三、整改措施",
            [
                "# 报告\n\n## 一、基本情况\n\n## 二、存在的问题\n\n### （一）学习方面\n\n甲。\n\n### （二）担当方面\n\n"
                "## 三、整改措施"
            ],
        ),
        ("正文。", [f"正文。\n\n## 一、{title}\n" for title in ("基本情况", "存在的问题")]),
        ("\ufeff# 报告", ["\ufeff# 报告\n\n## 一、基本情况\n"]),
    ],
)
def test_it_is_put_where_it_belongs(draft: str, results: Sequence[str]) -> None:
    found = [applied(draft, each) for each in insertions(Document.parse(draft), RULES)]
    assert found[: len(results)] == list(results)


TOPS = {"基本情况": [], "存在的问题": ["学习方面", "担当方面"], "整改措施": []}
TITLES = ["基本情况", "存在的问题", "整改措施", "学习方面", "担当方面", ""]


@given(st.sets(st.sampled_from(TITLES)), st.booleans(), st.sampled_from(["\n", "\n\n"]), st.data())
def test_once_all_are_there_nothing_is_wrong(there: set[str], marked: bool, gap: str, data: st.DataObject) -> None:
    lines = [] if "" in there else ["# 工作报告" if marked else "工作报告"]
    for number, top in zip("一二三", [each for each in TOPS if each in there], strict=False):
        lines += [f"{'## ' * marked}{number}、{top}", "文字。"]
        for inner, aspect in zip("一二", [each for each in TOPS[top] if each in there], strict=False):
            lines += [f"{'### ' * marked}（{inner}）{aspect}", "文字。"]
    text = gap.join(lines) + data.draw(st.sampled_from(["", "\n", "\n\n"]))
    for _ in range(len(TITLES)):
        found = insertions(Document.parse(text), RULES)
        if found:
            text = applied(text, data.draw(st.sampled_from(found)))
    document = Document.parse(text)
    outline = RULES.outline
    assert outline is not None
    scopes = align([section.heading for section in document.sections], document.outline, outline).scopes
    assert [trouble for scope in scopes for trouble in scope.troubles] == []
