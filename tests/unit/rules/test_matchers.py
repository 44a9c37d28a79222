"""How headings are recognised: leniently in spacing and marks, strictly in words."""

import pytest

from duizhao.rules.matchers import Glob, Search, Wording, matcher, normalised
from duizhao.rules.model import SectionSpec
from duizhao.section_titles import SectionTitles

SAME = [
    ("存在的主要问题", "存在的主要问题："),
    ("存在的主要问题", " 存在的　主要问题 "),
    ("带头讲政治、守纪律方面", "在带头讲政治，守纪律方面。"),
    ("带头讲政治方面", "带头讲政治"),
    ("问题（整改）", "问题(整改)"),
    ("增强“四个意识”", '增强"四个意识"'),
    ("２０２１年度整改情况", "2021年度整改情况"),
    ("在建项目情况", "建项目情况方面"),
]
DIFFERENT = [
    ("存在的主要问题", "存在的问题"),
    ("整改措施", "整改措施和努力方向"),
    ("原因分析", "原因剖析"),
    ("方面", "在"),
    ("是否完成？", "是否完成"),
]


@pytest.mark.parametrize("wording, title", SAME)
def test_a_wording_allows_for_habits(wording: str, title: str) -> None:
    assert Wording(wording).matches(title)
    assert Wording(title).matches(wording)


@pytest.mark.parametrize("wording, title", DIFFERENT)
def test_a_wording_insists_on_its_words(wording: str, title: str) -> None:
    assert not Wording(wording).matches(title)


def test_something_is_always_left() -> None:
    assert [normalised(title) for title in ("在", "方面", "在方面", "。")] == ["在", "方面", "在方面", ""]


@pytest.mark.parametrize(
    "glob, takes, leaves",
    [
        ("*对照检查*", ["个人对照检查材料", "对照检查"], ["对照、检查"]),
        ("*方面", ["思想方面", "在作风方面。", "方面"], ["思想", "方面军"]),
        ("*两个确立*方面", ["在带头领悟“两个确立”方面", "带头领悟“两个确立”"], ["两个维护方面"]),
        ("D?小组", ["D1 小组", "D8小组。"], ["D 小组", "D12小组"]),
        ("20??年*情况", ["2021年整改情况", "2021 年情况"], ["202年情况"]),
        ("*a*b", ["ab", "aab", "xaxbxb"], ["aba", "b"]),
        ("*", ["任何标题", ""], []),
        ("真的吗？*", ["真的吗?是的"], ["真的吗是的"]),
        ("(一)*", ["（一）甲"], ["一甲"]),
    ],
)
def test_a_glob_has_gaps(glob: str, takes: list[str], leaves: list[str]) -> None:
    matches = Glob(glob)
    assert [title for title in takes if not matches.matches(title)] == []
    assert [title for title in leaves if matches.matches(title)] == []


def test_a_glob_with_many_gaps_comes_to_an_end() -> None:
    assert not Glob("*a*a*a*a*a*a*b").matches("a" * 5_000)


def test_what_is_written_says_which_kind_it_is() -> None:
    assert isinstance(matcher("存在的问题"), Wording)
    assert isinstance(matcher("*问题"), Glob)
    search = matcher("/^ 问题$/")
    assert isinstance(search, Search)
    assert (search.text, search.matches(" 问题"), search.matches("问题")) == ("/^ 问题$/", True, False)


def test_the_plain_wording_comes_before_order() -> None:
    def section(name: str, *match: str) -> SectionSpec:
        return SectionSpec(id=name, match=tuple(map(matcher, match)))

    problems, causes = section("problems", "存在的问题", "/问题/"), section("causes", "产生问题的原因", "*原因*")
    titles = SectionTitles((problems, causes))
    found = {
        title: [titles.specs[each].id for each in titles.read(title)]
        for title in ("存在的问题", "主要问题", "产生问题的原因。", "问题的原因", "原因", "措施")
    }
    assert found == {
        "存在的问题": ["problems"],
        "主要问题": ["problems"],
        "产生问题的原因。": ["causes"],
        "问题的原因": ["problems"],
        "原因": ["causes"],
        "措施": [],
    }
