"""Paragraphs that are equal or nearly so, and what does not count."""

import random
import sys

import pytest

from duizhao.document import Document
from duizhao.pairing.near_duplicates import (
    Likeness,
    equal_ones,
    finds_near_ones,
    letters_in,
    near_ones,
    paragraphs_of,
    tokens_of,
)

RAILING = (
    "由总务处在五月二十日前请有资质的单位对教学楼东侧栏杆逐根检测，松动的重新焊接，验收合格以前拉起警戒带，"
    "课间由值周教师看护。"
)
ALARM = "由食堂经理三天内更换报警器，今后每月用测试气体试一次，结果由值班校长签字，不合格的当天停用燃气并改用电灶。"
ENGLISH = (
    "The shift lead reads the alarm log aloud at every handover, and both leads sign the list of open alarms before "
    "the outgoing crew may leave the control room."
)


def near(*texts: str) -> list[tuple[int, int]]:
    return [(each.earlier, each.later) for each in near_ones([tokens_of(text) for text in texts])]


def paragraphs(text: str) -> list[str]:
    return [text[slice(*span)] for span in paragraphs_of(Document.parse(text))]


def test_one_changed_word_leaves_two_texts_nearly_equal() -> None:
    assert near(RAILING, ALARM, RAILING.replace("教学楼东侧", "宿舍楼西侧")) == [(0, 2)]
    assert near(ENGLISH, ENGLISH.replace("control room", "plant")) == [(0, 1)]


def test_texts_on_one_subject_are_not_nearly_equal() -> None:
    other = (
        "教学楼东侧栏杆由总务处每月检查一次，发现松动的当天拉起警戒带，报请有资质的单位来焊接，修好以后由值周教师验收。"
    )
    assert near(RAILING, other, ALARM) == []


def test_punctuation_makes_no_difference() -> None:
    tokens = [tokens_of(text) for text in (RAILING, ALARM, RAILING.replace("，", "；"))]
    assert equal_ones(tokens) == (Likeness(0, 2, 1.0),)
    assert near_ones(tokens) == ()


def test_the_share_is_what_both_have() -> None:
    (likeness,) = near_ones([tokens_of(RAILING), tokens_of(RAILING.replace("东侧", "西侧"))])
    assert 0.9 < likeness.share < 1


def test_set_phrases_are_no_words_of_ones_own() -> None:
    phrases = "深入学习贯彻习近平新时代中国特色社会主义思想，深刻领悟“两个确立”的决定性意义，做到“两个维护”，"
    assert near(phrases + "每周三晚集中读书一小时。", phrases + "议题提前两天印发，表决逐人签字。") == []
    assert letters_in(tokens_of(phrases)) < 10


def test_words_and_characters_are_counted() -> None:
    assert letters_in(tokens_of("更换V-102阀2台")) == 4 + 2 + 2
    assert letters_in(tokens_of("the log, twice")) == 6


def test_only_paragraphs_of_ones_own_words_are_compared() -> None:
    text = (
        f"# {RAILING}\n\n为开好这次会议，支部认真准备，广泛听取了意见，逐条梳理，形成了材料。现将有关情况报告如下：\n\n"
        f"短的一段。\n\n{RAILING}\n\n- {ALARM}\n\n> {RAILING}\n\n```\n{RAILING}\n```\n\n"
        f"| 措施 |\n| --- |\n| {RAILING} |\n\n（一）加固栏杆。{ALARM}\n\n"
        "以上检查如有不妥之处，恳请各位领导和同志们提出批评意见，我一定虚心接受并认真整改到位。\n"
    )
    assert paragraphs(text) == [RAILING, f"- {ALARM}", ALARM]


def test_many_copies_are_each_compared_with_the_first() -> None:
    rng = random.Random(7)
    letters = [chr(0x4E00 + index) for index in range(600)]
    texts = []
    for _ in range(40):
        base = rng.choices(letters, k=80)
        texts += [tuple(base[:at] + ["啊"] + base[at + 1 :]) for at in range(50)]
    found = near_ones(texts)
    assert {each.later for each in found} == {number for number in range(2000) if number % 50}
    assert all(each.earlier == each.later // 50 * 50 for each in found)


def test_without_the_library_only_equal_ones_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = [tokens_of(text) for text in (RAILING, RAILING, RAILING.replace("东侧", "西侧"))]
    assert finds_near_ones()
    monkeypatch.setitem(sys.modules, "rensa", None)
    assert not finds_near_ones()
    assert near_ones(tokens) == ()
    assert equal_ones(tokens) == (Likeness(0, 1, 1.0),)
