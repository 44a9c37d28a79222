"""What is offered while a draft is written. The place asked about is `|` in a draft, or ‸ in one that has a table."""

from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.checkers import BUILT_INS
from duizhao.completion import Candidate, CandidateKind, complete, documentation_of, literal
from duizhao.document import Document
from duizhao.findings import Message
from duizhao.rules import RuleSet
from duizhao.rules.packs import PackFile, PackLibrary, packs_in, shipped_folder
from duizhao.structure import align
from duizhao.text import Edit

PACK = """
pack: a
title: 整改报告
outline:
  title: {match: "*报告"}
  sections:
    - {id: overview, match: 基本情况, required: false}
    - id: followup
      match: 上年度整改情况
      required: false
      fields: {整改问题: required, 整改情况: required, 责任人: optional}
    - id: problems
      match: 存在的问题
      hint: 逐项写
      sections:
        - {id: study, match: 带头学习方面}
        - {id: duty, match: 带头担当方面}
        - {id: style, match: 带头改进作风方面}
    - {id: causes, match: 原因分析}
    - {id: measures, match: 整改措施, fields: {措施: required, 时限: required}}
numbering: {levels: [一、, （一）, "1.", （1）]}
rules:
  phrases/four:
    check: phrase
    severity: warning
    prefer: 增强“四个意识”、坚定“四个自信”
    instead_of: 树立“四个意识”
    message: 应为“{prefer}”
    why: 固定搭配
    source: 文件
    examples: [{bad: 树立“四个意识”, good: 增强“四个意识”、坚定“四个自信”}]
  phrases/two:
    check: phrase
    severity: warning
    prefer: 深刻领悟“两个确立”的决定性意义
    instead_of: 深刻领会“两个确立”
    message: 应为“{prefer}”
    why: 固定搭配
    source: 文件
    examples: [{bad: 深刻领会“两个确立”, good: 深刻领悟“两个确立”的决定性意义}]
"""
ENGLISH = """
pack: e
title: Postmortem
outline:
  sections:
    - {id: summary, match: Summary}
    - {id: impact, match: Impact}
    - {id: causes, match: Root causes}
"""
BARE = 'pack: b\ntitle: 公文\nnumbering: {levels: [一、, （一）, "1."]}\n'
DECIMAL = """
pack: d
title: 调查报告
outline:
  sections:
    - {id: facts, match: 基本情况, sections: [{id: project, match: 项目概况}, {id: site, match: 现场情况}]}
    - {id: course, match: 事故经过}
numbering: {levels: ["1.1", "1.1"]}
"""


def library() -> PackLibrary:
    texts = {"a": PACK, "e": ENGLISH, "b": BARE, "d": DECIMAL.replace('["1.1", "1.1"]', '["1.1"]')}
    return PackLibrary([{name: PackFile(f"{name}.yaml", text) for name, text in texts.items()}], {})


def rules_of(pack: str) -> RuleSet:
    rules, errors = library().resolve(pack)
    assert rules is not None, errors
    return rules


RULES = {pack: rules_of(pack) for pack in "aebd"}
PACKS = {"a": Message("整改报告", "Report"), "b": Message("公文", "Document")}


def at_place(draft: str, pack: str = "a") -> tuple[str, int, tuple[Candidate, ...]]:
    mark = "‸" if "‸" in draft else "|"
    offset = draft.index(mark)
    text = draft.replace(mark, "", 1)
    return text, offset, complete(Document.parse(text), RULES[pack], offset, PACKS)


def accepted(text: str, candidate: Candidate) -> str:
    return text[: candidate.span.start] + candidate.text + text[candidate.span.end :]


WHOLE = """# 整改报告

## 一、存在的问题

### （一）在带头学习方面

不够系统。

### （二）在带头担当方面

不够主动。
"""
PLAIN = """县局整改报告
　　一、上年度整改情况
　　（一）学习方面。
　　整改问题：学得少。
　　整改情况：已制定计划。
　　责任人：王五
　　（二）作风方面。
　　"""


class Case(NamedTuple):
    """What comes first, in this order; `all` tells that nothing else may come."""

    name: str
    draft: str
    labels: list[str]
    all: bool = False
    pack: str = "a"


CASES = [
    Case("an empty draft", "|", ["整改报告", "一、存在的问题", "一、基本情况", "一、上年度整改情况"]),
    Case("the title is begun", "# 整|", ["整改报告"]),
    Case(
        "below the title", "# 整改报告\n\n|", ["一、存在的问题", "一、基本情况", "一、上年度整改情况", "一、原因分析"]
    ),
    Case("marks alone", "# 整改报告\n\n##|", ["一、存在的问题"]),
    Case("marks and a blank", "# 整改报告\n\n## |", ["一、存在的问题"]),
    Case("marks and words", "# 整改报告\n\n## 基本|", ["一、基本情况"], all=True),
    Case("marks, number and words", "# 整改报告\n\n## 一、基|", ["一、基本情况"], all=True),
    Case("words alone", "# 整改报告\n\n原因|", ["一、原因分析"], all=True),
    Case("words inside a title", "# 整改报告\n\n分析|", ["一、原因分析"], all=True),
    Case(
        "all that may be the first inside, then the next outside",
        "# 整改报告\n\n## 一、存在的问题\n\n|",
        ["（一）带头学习方面", "（一）带头担当方面", "（一）带头改进作风方面", "（一）", "二、原因分析"],
    ),
    Case(
        "one level after the other",
        WHOLE + "\n|",
        ["（三）在带头改进作风方面", "（三）", "二、原因分析", "二、整改措施", "二、", "1."],
        all=True,
    ),
    Case("inside by its bracket", WHOLE + "\n（|", ["（三）在带头改进作风方面", "（三）"], all=True),
    Case("a narrow bracket will do", WHOLE + "\n(|", ["（三）在带头改进作风方面"]),
    Case("a wrong number will do", WHOLE + "\n（二|", ["（三）在带头改进作风方面"]),
    Case("a whole wrong number will do", WHOLE + "\n（四）|", ["（三）在带头改进作风方面"]),
    Case("outside by its numeral", WHOLE + "\n二|", ["二、原因分析", "二、整改措施", "二、"], all=True),
    Case("inside by a digit", WHOLE + "\n1|", ["1."], all=True),
    Case("three marks", WHOLE + "\n###|", ["（三）在带头改进作风方面", "（三）"]),
    Case("four marks", WHOLE + "\n####|", ["1."], all=True),
    Case(
        "in between",
        WHOLE.replace("### （二）", "|\n\n### （二）"),
        ["（二）", "1.", "二、原因分析"],
    ),
    Case("nothing is left", "# 整改报告\n\n## 一、整改措施\n\n已写。\n\n|", ["二、", "（一）"]),
    Case(
        "items go on before sections",
        "# 整改报告\n\n## 一、原因分析\n\n### （一）甲\n\n文字。\n\n|",
        ["（二）", "二、整改措施"],
    ),
    Case(
        "an unwritten item gets what its sisters have",
        "# 整改报告\n\n## 一、原因分析\n\n### （一）甲\n\n1.子项\n\n文字。\n\n### （二）乙\n\n|",
        ["1.", "（三）"],
    ),
    Case("plain text", PLAIN.rstrip("　") + "　　（|", ["（三）"], all=True),
    Case("the first field", PLAIN + "整|", ["整改问题", "整改情况"]),
    Case("the first field, nothing typed", PLAIN + "|", ["整改问题", "整改情况", "责任人"]),
    Case("the next field", PLAIN + "整改问题：不实。\n　　|", ["整改情况", "责任人"]),
    Case("a field before others", PLAIN.replace("整改情况：已制定计划。", "|"), ["整改情况"]),
    Case("all fields there", PLAIN.replace("责任人：王五\n", "责任人：王五\n　　责|\n"), [], all=True),
    Case(
        "fields of the sisters where the pack has none",
        "# 报告\n\n## 一、问题\n\n### （一）甲\n\n- 措施：一\n- 时限：二\n\n### （二）乙\n\n- |",
        ["措施", "时限"],
        all=True,
        pack="b",
    ),
    Case(
        "another item with fields in the same section",
        "# 报告\n\n## 一、问题\n\n措施：甲\n\n时限：乙\n\n措施：丙\n\n|",
        ["时限"],
        pack="b",
    ),
    Case("the next of a run at line starts", "# 整改报告\n\n一是甲。\n\n二是乙。\n\n|", ["三是"]),
    Case("the next of a run, begun", "# 整改报告\n\n首先，甲。\n\n其|", ["其次，"]),
    Case("the next of a run in a paragraph", "# 整改报告\n\n有三点。一是甲。二是乙。|", ["三是"], all=True),
    Case("the next of a run in a paragraph, begun", "# 整改报告\n\n有三点。一是甲；二|", ["二是"], all=True),
    Case("no run in an unfinished sentence", "# 整改报告\n\n一是甲的|", [], all=True),
    Case("a phrase from its beginning", "# 整改报告\n\n我们要增强|", ["增强“四个意识”、坚定“四个自信”"], all=True),
    Case("a phrase from its quotation", "# 整改报告\n\n我们要领悟“两个|", ["“两个确立”的决定性意义"], all=True),
    Case(
        "a phrase as far as it goes", "# 整改报告\n\n我们要深刻领悟“两个|", ["深刻领悟“两个确立”的决定性意义"], all=True
    ),
    Case(
        "a quotation mark alone",
        "# 整改报告\n\n坚持“|",
        ["“四个意识”、坚定“四个自信”", "“两个确立”的决定性意义"],
        all=True,
    ),
    Case("a phrase that stands there", "# 整改报告\n\n我们要增强|“四个意识”、坚定“四个自信”。", [], all=True),
    Case("prose", "# 整改报告\n\n普通的话，还没有写完|", [], all=True),
    Case("in the middle of a line", "# 整改报告\n\n一|些话", [], all=True),
    Case("a fence", "# 整改报告\n\n```\n##|\n```\n", [], all=True),
    Case("an open fence", "# 整改报告\n\n```\n|", [], all=True),
    Case("a comment", "# 整改报告\n\n<!--\n|\n-->\n", [], all=True),
    Case("indented code", "# 整改报告\n\n    |代码", [], all=True),
    Case("a code span", "# 整改报告\n\n写作`增强|`即可\n", [], all=True),
    Case("a table", "# 整改报告\n\n| 甲 |\n|---|\n|  ‸|\n", [], all=True),
    Case("a quotation block", "# 整改报告\n\n> 增强|\n", [], all=True),
    Case(
        "English without numbers",
        "# Postmortem\n\n## Summary\n\nText.\n\n##|",
        ["Impact", "Root causes"],
        all=True,
        pack="e",
    ),
    Case(
        "decimal numbers",
        "# 报告\n\n1 基本情况\n\n1.1 项目概况\n\n文字。\n\n|",
        ["1.2 现场情况", "1.2", "2 事故经过"],
        pack="d",
    ),
    Case(
        "decimal numbers below another",
        "# 报告\n\n1 事故经过\n\n1.1 甲\n\n文字。\n\n2 基本情况\n\n|",
        ["2.1 项目概况"],
        pack="d",
    ),
    Case("front matter: a key", "---\nre|", ["report", "title", "status", "date"], all=True),
    Case("front matter: the keys left", "---\nreport: a\n|\nstatus: draft\n---\n", ["title", "date"], all=True),
    Case("front matter: the pack", "---\nreport: |\n---\n# 整改报告\n", ["a", "b"], all=True),
    Case("front matter: the pack without a blank", "---\nreport:|\n---\n", ["a", "b"], all=True),
    Case("front matter: the stage", "---\nstatus: f|", ["draft", "final"], all=True),
    Case("front matter: another value", "---\ndate: |\n---\n", [], all=True),
    Case("front matter is begun", "--|", ["--- report"], all=True),
    Case("below the front matter", "---\nreport: a\n---\n|", ["整改报告"]),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_most_probable_comes_first(case: Case) -> None:
    _, _, candidates = at_place(case.draft, case.pack)
    labels = [candidate.label for candidate in candidates]
    assert (labels if case.all else labels[: len(case.labels)]) == case.labels


@pytest.mark.parametrize(
    ("draft", "result"),
    [
        (WHOLE + "\n（|", WHOLE + "\n### （三）在带头改进作风方面"),
        (WHOLE + "\n### |", WHOLE + "\n### （三）在带头改进作风方面"),
        (
            "**整改报告**\n\n**一、基本情况**\n\n文字。\n\n**|",
            "**整改报告**\n\n**一、基本情况**\n\n文字。\n\n**二、存在的问题**",
        ),
        ("整改报告\n\n一、基本情况\n文字。\n##|", "整改报告\n\n一、基本情况\n文字。\n## 二、存在的问题"),
        (
            "整改报告\n====\n\n一、基本情况\n----\n\n文字。\n\n|",
            "整改报告\n====\n\n一、基本情况\n----\n\n文字。\n\n二、存在的问题\n----",
        ),
        ("# 整改报告\n\n## 第一章 存在的问题\n\n|", "# 整改报告\n\n## 第一章 存在的问题\n\n### 一、带头学习方面"),
        (
            "# 整改报告\n\n## 1. 存在的问题\n\n文字。\n\n## 2. 原因分析\n\n文字。\n\n## |",
            "# 整改报告\n\n## 1. 存在的问题\n\n文字。\n\n## 2. 原因分析\n\n文字。\n\n"
            "## 3. 整改措施\n\n### （1）\n\n措施：\n\n时限：",
        ),
        (PLAIN + "|", PLAIN + "整改问题："),
        (
            "# 整改报告\n\n## 一、整改措施\n\n- **措施**：一\n- |",
            "# 整改报告\n\n## 一、整改措施\n\n- **措施**：一\n- **时限**：",
        ),
        ("# 整改报告\n\n坚持“两|”，", "# 整改报告\n\n坚持“两个确立”的决定性意义，"),
        ("---\nreport:|\n", "---\nreport: a\n"),
        ("\ufeff|", "\ufeff# 整改报告"),
        ("# 整改报告\r\n\r\n|\r\n", "# 整改报告\r\n\r\n## 一、存在的问题\r\n"),
    ],
)
def test_the_first_candidate_in_its_place(draft: str, result: str) -> None:
    text, _, candidates = at_place(draft)
    assert candidates
    assert accepted(text, candidates[0]) == result


def test_a_section_comes_with_the_fields_of_its_items() -> None:
    _, _, candidates = at_place("# 整改报告\n\n上年|")
    assert candidates[0].text == "## 一、上年度整改情况\n\n### （一）\n\n整改问题：\n\n整改情况：\n\n责任人："
    assert candidates[0].snippet == (
        "## 一、上年度整改情况\n\n### （一）$1\n\n整改问题：$2\n\n整改情况：$3\n\n责任人：$4$0"
    )


def test_a_number_alone_waits_for_its_title() -> None:
    _, _, candidates = at_place("**整改报告**\n\n**一、其他**\n\n**|", "b")
    assert [(each.text, each.snippet) for each in candidates] == [
        ("**二、", "**二、${1:标题}**$0"),
        ("**（一）", "**（一）${1:标题}**$0"),
    ]


@pytest.mark.parametrize(
    ("draft", "told"),
    [("# 整改报告\n\n存在|", "逐项写"), (PLAIN + "整|", "必有"), ("# 整改报告\n\n增强|", "固定搭配")],
)
def test_there_is_more_to_tell_about_a_candidate(draft: str, told: str) -> None:
    _, _, candidates = at_place(draft)
    assert told in (documentation_of(candidates[0].documentation, RULES["a"], "zh") or "")


@pytest.mark.parametrize(
    ("typed", "result"),
    [
        ("深刻领悟“两个|", "深刻领悟“两个确立”的决定性意义"),
        ("拥护“两个|", "拥护“两个确立”"),
        ("拥护“两个|”", "拥护“两个确立”"),
        ("增强“四个|", "增强“四个意识”、坚定“四个自信”、做到“两个维护”"),
        ("有了“四个|”的", "有了“四个意识”的"),
        ("开展“不忘|", "开展“不忘初心、牢记使命”主题教育"),
        ("坚持从群众中|", "坚持从群众中来、到群众中去"),
        ("坚持创新、协调、绿|", "坚持创新、协调、绿色、开放、共享"),
    ],
)
def test_set_phrases_of_the_party(typed: str, result: str) -> None:
    rules, errors = PackLibrary([packs_in(shipped_folder())], BUILT_INS).resolve("phrases/party")
    assert rules is not None, errors
    text = typed.replace("|", "")
    found = complete(Document.parse(text), rules, typed.index("|"))
    assert accepted(text, found[0]) == result


@pytest.mark.parametrize("key", ["", "section:none", "field:problems/none", "rule:none/none", "pack:a", "none"])
def test_of_what_is_not_there_nothing_is_told(key: str) -> None:
    assert documentation_of(key, RULES["a"], "zh") is None


PIECES = st.sampled_from(
    [
        *(
            "# ",
            "## ",
            "### ",
            "**",
            "- ",
            "> ",
            "```\n",
            "<!-- ",
            "-->",
            "---\n",
            "|",
            "\n",
            "\n\n",
            "\r\n",
            "　　",
            "    ",
        ),
        *(
            "一、",
            "（二）",
            "3.",
            "1.1 ",
            "第一章 ",
            "存在的问题",
            "带头学习方面",
            "整改问题：",
            "一是",
            "首先，",
            "。",
            "“四个",
        ),
        *("原因分析", "整改报告", "report: ", "status: draft\n", "𠮷", "`", "文字"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=25), st.data(), st.sampled_from("aebd"))
def test_every_candidate_fits_its_place(pieces: list[str], data: st.DataObject, pack: str) -> None:
    text = "".join(pieces)
    offset = data.draw(st.integers(0, len(text)))
    document = Document.parse(text)
    candidates = complete(document, RULES[pack], offset, PACKS)
    assert [each.sort for each in candidates] == sorted(each.sort for each in candidates)
    for each in candidates:
        start, end = each.span
        assert start <= offset <= end
        assert not set("\r\n") & set(text[start:end])
        assert each.filter.startswith(text[start:offset]) or each.kind in (CandidateKind.KEY, CandidateKind.VALUE)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_section_that_is_offered_is_that_section_once_it_is_there(data: st.DataObject) -> None:
    styles = {"marks": ("# ", "## {}", "### {}"), "plain": ("", "{}", "{}"), "bold": ("**", "**{}", "**{}")}
    before_title, before_top, before_aspect = styles[data.draw(st.sampled_from(sorted(styles)))]
    after = "**" if "**" in before_title else ""
    tops = [title for title in ("基本情况", "存在的问题", "原因分析", "整改措施") if data.draw(st.booleans())]
    lines = [f"{before_title}整改报告{after}", "正文。"]
    for ordinal, title in zip("一二三四", tops, strict=False):
        lines += [f"{before_top.format(f'{ordinal}、')}{title}{after}", "正文。"]
        if title == "存在的问题":
            aspects = [
                each for each in ("带头学习方面", "带头担当方面", "带头改进作风方面") if data.draw(st.booleans())
            ]
            for numeral, aspect in zip("一二三", aspects, strict=False):
                lines += [f"{before_aspect.format(f'（{numeral}）')}{aspect}{after}", "正文。"]
    at = data.draw(st.integers(1, len(lines)))
    before, behind = "\n\n".join(lines[:at]) + "\n\n", "\n\n" + "\n\n".join(lines[at:])
    document = Document.parse(before + behind)
    for each in complete(document, RULES["a"], len(before), PACKS):
        if each.kind is CandidateKind.SECTION:
            after_it = document.edited(Edit(each.span, each.text))
            headings = [section.heading for section in after_it.sections]
            outline = RULES["a"].outline
            assert outline is not None
            reading = align(headings, after_it.outline, outline).readings.get(after_it.section_at(each.span.start))
            assert reading is not None
            assert each.documentation == f"section:{reading.spec.id}"


@pytest.mark.parametrize(
    ("text", "snippet"),
    [("## 一、甲", "## 一、甲"), (r"价格 $1、${甲}、\n", r"价格 \$1、\${甲\}、\\n")],
)
def test_the_marks_of_snippets_stand_for_themselves(text: str, snippet: str) -> None:
    assert literal(text) == snippet
