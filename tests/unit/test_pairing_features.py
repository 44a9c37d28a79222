"""Lenses, hints, hovers, navigation and renaming over one draft that links its problems in several ways."""

import pytest

from duizhao.document import Document
from duizhao.findings import Replacement
from duizhao.hints import hints
from duizhao.lens import lenses
from duizhao.navigation import definitions, references
from duizhao.pairing.pairing import Pairer, Pairing
from duizhao.partners import partners_at
from duizhao.renaming import Refused, Renamable, followed, renamable_at, rename
from duizhao.rules import RuleSet
from duizhao.text import Span

TEXT = """# 😀 检查报告

## 一、存在的问题

### （一）学得少

只看标题。<!-- p1 -->

### （二）调研少

坐在屋里。

### （三）记录少

常有漏登。

### （四）会议多

一开半天。

## 二、整改措施

1.每周学习。坚持到年底。<!-- for: p1 -->

2.针对问题（三），补齐台账。每天登记，*不漏*。

3.再针对第三个问题，专人负责。每月核对。
"""
LISTS = """## 一、存在的问题

1.学得少。只看标题。

2.调研少。坐在屋里。

## 二、整改措施

1.每周学习。坚持到年底。

2.每月下乡。住到村里。
"""


def paired(text: str = TEXT) -> Pairing:
    return Pairer(RuleSet("none")).pair(Document.parse(text))


def at(words: str, text: str = TEXT) -> int:
    return text.index(words)


def words(pairing: Pairing, spans: tuple[Span, ...]) -> list[str]:
    text = pairing.document.text
    return [text[span.start : span.end] for span in spans]


def applied(text: str, changes: tuple[Replacement[Span], ...]) -> str:
    for span, new in sorted(changes, reverse=True):
        text = text[: span.start] + new + text[span.end :]
    return text


def test_lenses_count_what_is_answered() -> None:
    pairing = paired()
    shown = [(words(pairing, (lens.span,))[0], lens.title.zh) for lens in lenses(pairing)]
    assert shown == [
        ("一、存在的问题", "2/4 已对应，2 未判定"),
        ("（二）调研少", "措施：未判定"),
        ("（四）会议多", "措施：未判定"),
        ("二、整改措施", "3/3 已对应"),
    ]
    targets = [words(pairing, (lens.target,))[0] for lens in lenses(pairing)]
    assert targets == ["（二）调研少", "二、整改措施", "二、整改措施", "1.每周学习"]


def test_only_inferred_links_have_hints() -> None:
    assert list(hints(paired(), Span(0, len(TEXT)))) == []
    pairing = paired(LISTS)
    found = [(LISTS[hint.offset - 4 : hint.offset], hint.label) for hint in hints(pairing, Span(0, len(LISTS)))]
    assert found == [("每周学习", "→ 1.学得少"), ("每月下乡", "→ 2.调研少")]
    behind = at("2.每月", LISTS)
    assert [hint.label for hint in hints(pairing, Span(behind, len(LISTS)))] == ["→ 2.调研少"]


def test_a_hover_tells_the_partners_and_why() -> None:
    pairing = paired()
    about = partners_at(pairing, at("记录少"), "zh")
    assert about is not None
    assert about.text.splitlines() == [
        "**问题** 已对应",
        "",
        "- **措施** 2.针对问题（三），补齐台账。每天登记，\\*不漏\\*。（“针对问题（三）”）",
        "- **措施** 3.再针对第三个问题，专人负责。每月核对。（“针对第三个问题”）",
    ]
    said = partners_at(pairing, at("p1 -->\n\n2."), "en")
    assert said is not None
    assert said.text.startswith("**problem** （一）学得少 只看标题。")
    assert partners_at(pairing, at("检查报告"), "zh") is None


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("p1 -->\n\n2.", ["（一）学得少"]),
        ("（三），补", ["（三）记录少"]),
        ("三个问题", ["（三）记录少"]),
        ("记录少", ["2.针对问题（三），补齐台账", "3.再针对第三个问题，专人负责"]),
        ("每周学习", ["（一）学得少"]),
        ("调研少", []),
        ("坐在屋里", []),
    ],
)
def test_definitions(place: str, found: list[str]) -> None:
    pairing = paired()
    assert words(pairing, definitions(pairing, at(place))) == found


def test_references() -> None:
    pairing = paired()
    found = references(pairing, at("记录少"), declaration=True)
    assert words(pairing, found) == ["（三）记录少", "（三）", "三"]
    assert references(pairing, at("三个问题"), declaration=True) == found
    assert words(pairing, references(pairing, at("学得少"), declaration=False)) == ["p1", "p1"]


def test_a_problem_that_is_renumbered_takes_its_references_along() -> None:
    for place in ("（三）记录少", "（三），补", "三个问题"):
        changes = rename(paired(), at(place), "5")
        assert not isinstance(changes, Refused)
        assert applied(TEXT, changes) == TEXT.replace("（三）记录", "（五）记录").replace(
            "问题（三）", "问题（五）"
        ).replace("第三个", "第五个")


def test_an_id_is_renamed_everywhere() -> None:
    changes = rename(paired(), at("p1 -->\n\n2."), "study1")
    assert not isinstance(changes, Refused)
    assert applied(TEXT, changes) == TEXT.replace("p1", "study1")


@pytest.mark.parametrize(
    ("place", "new"), [("坐在屋里", "4"), ("（三）记录少", "甲"), ("p1 -->\n\n2.", "没有数字"), ("p1 -->\n\n2.", "p 1")]
)
def test_what_cannot_be_renamed(place: str, new: str) -> None:
    refused = rename(paired(), at(place), new)
    assert isinstance(refused, Refused)
    assert refused.message.zh
    assert refused.message.en


def test_what_can_be_renamed() -> None:
    pairing = paired()
    assert renamable_at(pairing, at("（三）记录少")) == Renamable(Span(at("（三）记录少"), at("记录少")), "（三）")
    assert isinstance(renamable_at(pairing, at("坐在屋里")), Refused)


def test_references_follow_a_fix_of_the_numbers() -> None:
    number = at("（三）记录少")
    changes = list(followed(paired(), [Replacement(Span(number, number + 3), "（五）")]))
    assert [change.text for change in changes] == ["（五）", "五"]
    assert applied(TEXT, tuple(changes)) == TEXT.replace("问题（三）", "问题（五）").replace("第三个", "第五个")


def test_a_draft_without_problems_has_none_of_it() -> None:
    pairing = paired("# 通知\n\n请各单位按时报送。\n")
    assert list(lenses(pairing)) == []
    assert list(hints(pairing, Span(0, 10))) == []
    assert definitions(pairing, 3) == ()
    assert partners_at(pairing, 3, "zh") is None
