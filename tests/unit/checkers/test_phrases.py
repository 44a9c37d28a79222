"""The wording rules find through the checker exactly what each of them finds by itself."""

from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.checkers import BUILT_INS, Prose
from duizhao.checkers.phrases import CHECKER
from duizhao.document import Block, Kind
from duizhao.document.blocks import State
from duizhao.findings import Finding
from duizhao.rules import RuleSet
from duizhao.rules.clues import clues
from duizhao.rules.hits import hits
from duizhao.rules.packs import PackLibrary, packs_in, shipped_folder
from duizhao.rules.patterns import regex
from duizhao.rules.tokens import Words

LIBRARY = PackLibrary([packs_in(shipped_folder())], BUILT_INS)


def rules_of(pack: str) -> RuleSet:
    rules, errors = LIBRARY.resolve(pack)
    assert rules is not None, errors
    return rules


COMMON, PARTY = rules_of("phrases/common"), rules_of("phrases/party")
RULES = [rule for rules in (COMMON, PARTY) for rule in rules.patterns]
PIECES = sorted({text for rule in RULES for text in chain(*rule.examples) if text})


def findings_in(text: str, rules: RuleSet) -> list[Finding]:
    check = CHECKER.prepare(rules)
    assert check is not None
    block = Block(Kind.PARAGRAPH, text, State.CLOSED)
    prose = block.prose
    assert prose is not None
    return list(check(Prose(block, prose)))


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join))
@settings(max_examples=150, deadline=None)
def test_clues_lose_nothing(text: str):
    text = "甲" + text
    for rules in (COMMON, PARTY):
        alone = sorted((rule.code, each.start, each.end) for rule in rules.patterns for each in hits(rule, text))
        assert sorted((f.code, *f.at.span) for f in findings_in(text, rules)) == alone


@pytest.mark.parametrize(
    ("source", "chars"),
    [
        ("甲乙+", {"甲"}),
        ("(?:甲|乙)丙*", {"甲", "乙"}),
        ("甲?乙{2,3}", {"乙"}),
        ("[甲乙]", {"甲", "乙"}),
        ("(?!甲)[^乙]丙(?<!丁)", {"丙"}),
        (r"\d{2}(?=年度)", {"度"}),
        (r"[^甲]\d", None),
        ("甲|[丁-乙]", None),
    ],
)
def test_the_clue_of_a_pattern_is_what_it_cannot_do_without(source: str, chars: set[str] | None):
    assert clues(regex(source)) == chars


def test_the_clue_of_words_is_their_rarest_character():
    assert clues(Words("的墨守")) in ({"墨"}, {"守"})


def test_a_phrase_is_found_across_a_soft_break_and_told_where_it_stands():
    text = "有的窗口人员总是墨守  \n 陈规，不肯想办法。"
    (finding,) = findings_in(text, COMMON)
    start, end = finding.at.span
    assert text[start:end] == "墨守  \n 陈规"
    assert finding.fix is None


def test_what_stands_after_a_soft_break_is_replaced_where_it_stands():
    text = "有的窗口人员不肯想办法，\n总是墨守陈规，群众意见\r\n很大，我们我们要改。"
    found = findings_in(text, COMMON)
    assert [text[f.at.span.start : f.at.span.end] for f in found] == ["墨守陈规", "我们我们"]
    assert all(f.fix is not None and f.fix.replacements[0].at == f.at for f in found)


def test_what_ends_with_the_text_may_be_half_a_phrase():
    (whole,) = findings_in("树立“四个意识”“四个自信”，做表率。", PARTY)
    (half,) = findings_in("树立“四个意识”“四个自信”\n", PARTY)
    assert (whole.unfinished, half.unfinished) == (False, True)
