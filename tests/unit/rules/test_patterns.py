"""What a pack may look for stays fast on hostile text; everything else is refused when the pack is loaded."""

import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.rules.charsets import DIGIT, SPACE, WORD, Category, CharSet
from duizhao.rules.complaints import Refusal
from duizhao.rules.patterns import TEXT, regex, slashed

REFUSED = {
    "(a+)+$": (4, "several ways"),
    "(a|a)*b": (5, "several ways"),
    "(a|b|ab)*c": (8, "several ways"),
    "(.*)*x": (4, "several ways"),
    "(a?)*b": (4, "several ways"),
    r"(\w+\s?)*x": (8, "several ways"),
    r"(\w*\s)*x": (7, "several ways"),
    r"(?:\d*x|\d)*y": (11, "several ways"),
    "(.*a){20}": (5, "too many ways"),
    "(?:a?){30}b": (6, "too many ways"),
    r"\s*\s*x": (2, "too many ways"),
    r"\s*\s*\s*x": (2, "too many ways"),
    r"^\s*\s*\s*x": (3, "too many ways"),
    "x+x+y": (1, "too many ways"),
    "进一步.*加强.*工作": (4, "too many ways"),
    ".{0,30}的.{0,30}的.{0,30}的": (1, "too many ways"),
    "(?:a{0,30}){0,3}b": (11, "too many ways"),
    r"(?:(?=\d*x)\d)+y": (14, "too many ways"),
    r"(?:(?>\d*x|\d))*y": (15, "too many ways"),
    "a{2000}": (1, "more than 1000 repeats"),
    "a{99999999999}b": (None, "too large"),
    r"(a)\1": (3, "back-references"),
    "(?P<x>a)(?P=x)": (8, "back-references"),
    "(a)?(?(1)b|c)d": (4, "not supported"),
    "(?i)a": (0, "flags"),
    "x(?i:a)b": (1, "flags"),
    "a*": (0, "matches the empty string"),
    "^$": (0, "matches the empty string"),
    "(?=a)": (0, "matches the empty string"),
    "[[:a]b": (0, "character class"),
    "(": (0, "missing )"),
    "[b-a]": (1, "bad character range"),
    "(?<=a+)b": (None, "look-behind requires fixed-width"),
    "(" * 30 + "a" + ")" * 30: (20, "nest too deeply"),
    "长" * 501: (500, "too long"),
}

TAKEN = {
    ".*x": "a",
    "a.*?x": "a",
    r"^\s*\s*x": " ",
    r"\d+年": "1",
    r"\s+$": " x",
    "(?:ab)*c": "ab",
    "(?:a|b)*c": "ab",
    "(a|ab)*c": "aab",
    "(?:[ab]c?)*d": "abc",
    r"(?:\d+、)*c": "1、",
    r"(?:a[^b]*b)*c": "ab",
    "(?:a++)+b": "a",
    "a{0,1000}b": "a",
    "a.{0,30}a.{0,30}x": "a",
    r"(?:\.|。)+$": "。x",
    "(立+树)+四": "立树",
    ".{0,25}整改.{0,8}(?:情况|落实)": "整改",
    r"^(?:上(?:一)?年度|上次|\d{4}年(?:度)?).{0,25}整改.{0,8}(?:情况|落实)": "2021年整改",
    r"(?:对照检查|查摆|检视|自查|检查).{0,12}问题|(?:存在|突出|主要)(?:的)?.{0,6}问题|差距和不足": "检查存在的",
    r"(?:问题)?(?:产生|存在)?(?:问题)?的?(?:原因|根源|成因)(?:分析|剖析)?|党性分析": "问题存在问题的",
}


@pytest.mark.parametrize("source", REFUSED)
def test_what_could_take_long_is_refused(source: str) -> None:
    offset, reason = REFUSED[source]
    with pytest.raises(Refusal) as refused:
        regex(source)
    assert (refused.value.offset, reason in refused.value.message.en) == (offset, True), refused.value.message.en


@pytest.mark.parametrize("source", TAKEN)
def test_what_is_taken_comes_to_an_end_on_hostile_text(source: str) -> None:
    pattern = regex(source)
    bait = TAKEN[source]
    hostile = (bait * TEXT)[:TEXT]
    re.search(pattern.source, hostile)
    re.search(pattern.source, hostile + "!")


@st.composite
def sources(draw: st.DrawFn) -> str:
    """Patterns over a and b with every kind of repeat, alternative and group."""
    atom = st.sampled_from(["a", "b", ".", "[ab]", "[^a]", "ab", r"\w", "$", "(?=a)", "(?!b)"])
    suffix = st.sampled_from(["", "", "*", "+", "?", "{2,3}", "{0,20}", "*?", "++", "{3}"])

    def grouped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        several = st.lists(inner, min_size=1, max_size=3)
        group = st.sampled_from(["(?:{})", "({})", "(?>{})"])
        joined = st.tuples(several, st.sampled_from(["", "|"])).map(lambda parts: parts[1].join(parts[0]))
        return st.tuples(group, joined, suffix).map(lambda parts: parts[0].format(parts[1]) + parts[2])

    one = st.tuples(atom, suffix).map("".join)
    return "".join(draw(st.lists(st.recursive(one, grouped, max_leaves=6), min_size=1, max_size=3)))


@settings(max_examples=150, deadline=None)
@given(sources(), st.sampled_from(["a", "b", "ab", "aab", "abb"]), st.sampled_from(["", "c", "!", "b"]))
def test_whatever_is_taken_comes_to_an_end(source: str, bait: str, end: str) -> None:
    try:
        pattern = regex(source)
    except Refusal:
        return
    re.search(pattern.source, (bait * TEXT)[:TEXT] + end)


def test_a_pattern_stands_between_slashes() -> None:
    assert slashed("文字/文字") is None
    found = slashed(r"/\d{4}年/")
    assert found is not None
    assert [match.span() for match in found.spans("在2021年和2022年")] == [(1, 6), (7, 12)]
    for unfinished in ("/", "//", "/文字"):
        with pytest.raises(Refusal):
            slashed(unfinished)
    with pytest.raises(Refusal) as refused:
        slashed("/(a+)+$/")
    assert refused.value.offset == 5


@pytest.mark.parametrize("category, escape", [(DIGIT, r"\d"), (SPACE, r"\s"), (WORD, r"\w")])
def test_the_bounds_of_categories_are_right_for_this_python(category: Category, escape: str) -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    members = {ord(char) for char in re.findall(escape, everything)}

    def numbers(of: CharSet) -> set[int]:
        return {number for low, high in of.ranges for number in range(low, high + 1)}

    assert numbers(category.below) <= members <= numbers(category.above)
