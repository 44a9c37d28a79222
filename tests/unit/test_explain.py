"""Pages of codes, from files and from packs, whole, in short and without markup; what a section must hold."""

import pytest

from duizhao.checkers import BUILT_INS, CODES
from duizhao.explain import brief, field_requirement, page, plain, requirement
from duizhao.rules.loader import load_pack
from duizhao.rules.model import Pack, PatternRule

PACK = """\
pack: own/report
title: 报告
outline:
  sections:
    - id: problems
      match: 存在的问题
      fields: {整改问题: required, 责任人: optional}
      hint: {zh: 逐条写明。, en: One by one.}
      source: 内部规定
      sections:
        - {id: study, match: [学习方面, "*学习*"]}
        - {id: more, title: 其他方面, match: "/其他/", required: false, repeat: true}
    - {id: cases, match: 案例, repeat: 2..3}
rules:
  own/four:
    check: phrase
    severity: information
    prefer: 增强“四个意识”
    instead_of: [树立“四个意识”]
    message: {zh: "固定表述为“{prefer}”", en: "The set phrase is {prefer}"}
    why: {zh: 有规定的说法。, en: It is laid down.}
    source: 某文件
    verified: false
    examples:
      - {bad: 牢固树立“四个意识”。, good: 增强“四个意识”。}
"""


def pack() -> Pack:
    loaded = load_pack(PACK, "report.yaml", BUILT_INS, "own/report")
    assert loaded.pack is not None, loaded.errors
    return loaded.pack


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_page_that_begins_with_its_name(code: str, language: str) -> None:
    text = page(code, language)
    assert text is not None
    title = CODES[code].title
    assert text.splitlines()[0] == f"# {code} {title.zh if language == 'zh' else title.en}"
    assert len(brief(text).splitlines()) > 2
    assert len(brief(text)) < len(text)


@pytest.mark.parametrize("code", ["", "own/four", "../../pyproject", "numbering", "numbering/none"])
def test_what_is_no_code_has_no_page(code: str) -> None:
    assert page(code, "zh") is None


def test_a_rule_of_a_pack_has_a_page_made_of_what_the_pack_says() -> None:
    rules = [rule for rule in pack().rules if isinstance(rule, PatternRule)]
    assert page("own/four", "zh", rules) == (
        "# own/four 固定表述为“增强“四个意识””\n\n有规定的说法。\n\n固定表述：增强“四个意识”\n\n"
        "依据：某文件（尚未核实）\n\n- 不妥：牢固树立“四个意识”。\n- 妥当：增强“四个意识”。\n"
    )
    english = page("own/four", "en", rules)
    assert english is not None
    assert english.startswith("# own/four The set phrase is 增强“四个意识”\n\nIt is laid down.\n")


def test_the_short_form_ends_before_the_first_example_or_the_next_heading() -> None:
    assert (
        brief("# a/b 题\n\n第一段。\n\n依据：某文件。\n\n错误：\n\n> 例\n") == "# a/b 题\n\n第一段。\n\n依据：某文件。"
    )
    assert brief("# a/b 题\n\n第一段。\n\n## 为什么\n\n因为。\n") == "# a/b 题\n\n第一段。"
    assert brief("# a/b 题\n") == "# a/b 题"


def test_plain_text_has_no_markup() -> None:
    assert plain("## 题\n\n**重**的 `码`，[页](x.md)。\n\n> 引文\n\n```yaml\n# 注\n```\n") == (
        "题\n\n重的 码，页 <x.md>。\n\n    引文\n\n    # 注"
    )


def test_a_section_says_what_it_must_hold() -> None:
    outline = pack().outline
    assert outline is not None
    problems, cases = outline.sections
    assert requirement(problems, "zh").splitlines() == [
        "**存在的问题**", "", "逐条写明。", "", "每一条的栏目：整改问题、责任人（可以没有）", "",
        "里面的各节：", "", "- 学习方面", "- 其他方面（可以没有，可以有几个）", "", "依据：内部规定",
    ]  # fmt: skip
    assert requirement(cases, "en") == "**案例** (2 to 3)"


def test_a_field_says_whether_it_must_be_there() -> None:
    outline = pack().outline
    assert outline is not None
    problems = outline.sections[0]
    assert field_requirement(problems, problems.fields[0], "zh") == (
        "**整改问题**\n\n“存在的问题”每一条的栏目，必有。\n\n其他栏目：责任人（可以没有）"
    )
    assert field_requirement(problems, problems.fields[1], "en").startswith(
        "**责任人**\n\nA field of each item in “存在的问题”: may be left out."
    )
