"""Lenses, hints, hovers, navigation and renaming over one draft that links its problems in several ways."""

import pytest

from duizhao.document import Document
from duizhao.findings import Replacement
from duizhao.hints import hints
from duizhao.lens import lenses
from duizhao.navigation import definitions, references
from duizhao.pairing.pairing import Pairer, Pairing
from duizhao.pairing.wording import seal_of
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


def test_where_nothing_is_known_the_section_says_so_once() -> None:
    text = TEXT[: at("1.每周")] + "1.改进作风。常抓不懈。\n\n2.多下基层。每月两次。\n"
    shown = [(words(paired(text), (lens.span,))[0], lens.title.zh) for lens in lenses(paired(text))]
    assert shown == [("一、存在的问题", "0/4 已对应，4 未判定"), ("二、整改措施", "0/2 已对应，2 未判定")]


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
    assert said.text.startswith("**problem** covered: （一）学得少：只看标题。\n")
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
    assert words(pairing, references(pairing, at("学得少"), declaration=False)) == ["p1"]


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
    assert [change.text for change in changes] == ["五", "五"]
    assert applied(TEXT, tuple(changes)) == TEXT.replace("问题（三）", "问题（五）").replace("第三个", "第五个")


def test_a_fix_that_mends_the_brackets_of_a_reference_does_not_hinder_its_number() -> None:
    text = TEXT.replace("针对问题（三）", "针对问题(三)")
    number, brackets = at("（三）记录少", text), at("(三)", text)
    changes = (
        Replacement(Span(number, number + 3), "（五）"),
        Replacement(Span(brackets, brackets + 1), "（"),
        Replacement(Span(brackets + 2, brackets + 3), "）"),
    )
    more = tuple(followed(paired(text), changes))
    assert applied(text, changes + more) == text.replace("（三）记录", "（五）记录").replace(
        "问题(三)", "问题（五）"
    ).replace("第三个", "第五个")
    whole = (*changes[:1], Replacement(Span(brackets, brackets + 3), "（四）"))
    assert [change.text for change in followed(paired(text), whole)] == ["五"]


def test_problems_that_change_places_take_their_references_along() -> None:
    text = TEXT.replace("3.再", "3.针对问题（四），少开会。再")
    three, four = at("（三）记录少", text), at("（四）会议多", text)
    changes = (Replacement(Span(three, three + 3), "（四）"), Replacement(Span(four, four + 3), "（三）"))
    found = applied(text, changes + tuple(followed(paired(text), changes)))
    for new in ("（四）记录少", "（三）会议多", "问题（四），补", "问题（三），少", "第四个问题"):
        assert new in found


def test_a_number_that_a_sister_has_is_refused() -> None:
    refused = rename(paired(), at("（三）记录少"), "（四）")
    assert isinstance(refused, Refused)
    assert "4" in refused.message.zh
    assert not isinstance(rename(paired(), at("（三）记录少"), "（三）"), Refused)


@pytest.mark.parametrize("new", ["0", "四五", "1000", "5.1", "", "（", "五\n六"])
def test_what_is_no_number(new: str) -> None:
    assert isinstance(rename(paired(), at("（三）记录少"), new), Refused)


@pytest.mark.parametrize("new", ["5", "五", "（五）", "(5)", "第五个", "⑤", "５", " 五 "])
def test_a_number_may_be_typed_in_any_way(new: str) -> None:
    assert rename(paired(), at("（三）记录少"), new) == rename(paired(), at("（三）记录少"), "5")


def test_a_problem_without_a_number_cannot_be_renumbered_through_its_references() -> None:
    text = "## 一、存在的问题\n\n- 学得少。\n- 记得少。\n\n## 二、整改措施\n\n1. 针对第二个问题，补齐台账。\n"
    pairing = paired(text)
    assert words(pairing, definitions(pairing, at("二个问题", text))) == ["- 记得少"]
    for answer in (renamable_at(pairing, at("二个问题", text)), rename(pairing, at("二个问题", text), "3")):
        assert isinstance(answer, Refused)
        assert "没有写明序号" in answer.message.zh


@pytest.mark.parametrize(
    ("listed", "renumbered", "reference", "follows"),
    [
        ("1. 学得少。\n2. 记得少。", "1. 学得少。\n5. 记得少。", "针对问题2，", "针对问题5，"),
        ("- 学得少。\n- 记得少。", None, "针对第二个问题，", None),
        (
            "| 序号 | 问题 |\n|---|---|\n| 1 | 学得少 |\n| 2 | 记得少 |",
            "| 序号 | 问题 |\n|---|---|\n| 1 | 学得少 |\n| 5 | 记得少 |",
            "针对问题2，",
            "针对问题5，",
        ),
        (
            "### 第一条 学得少\n\n### 第二条 记得少",
            "### 第一条 学得少\n\n### 第五条 记得少",
            "针对第2个问题，",
            "针对第5个问题，",
        ),
        ("### ① 学得少\n\n### ② 记得少", "### ① 学得少\n\n### ⑤ 记得少", "针对第二个问题，", "针对第五个问题，"),
    ],
)
def test_every_way_of_numbering(listed: str, renumbered: str | None, reference: str, follows: str | None) -> None:
    text = f"## 一、存在的问题\n\n{listed}\n\n## 二、整改措施\n\n1. {reference}补齐台账。\n"
    pairing = paired(text)
    place = at(reference, text) + next(i for i, char in enumerate(reference) if char in "2二")
    assert len(definitions(pairing, place)) == 1
    changes = rename(pairing, place, "5")
    if renumbered is None:
        assert isinstance(changes, Refused)
    else:
        assert not isinstance(changes, Refused)
        assert applied(text, changes) == text.replace(listed, renumbered).replace(reference, follows or "")


def test_numbers_in_english() -> None:
    text = "## Findings\n\n1. Disks are full.\n2. Logs are lost.\n\n## Actions\n\n1. Watch them, for finding 2.\n"
    place = at("2.\n", text)
    assert words(paired(text), definitions(paired(text), place)) == ["2. Logs are lost"]
    changes = rename(paired(text), place, "7")
    assert not isinstance(changes, Refused)
    assert applied(text, changes) == text.replace("2. Logs", "7. Logs").replace("finding 2", "finding 7")


def test_an_id_in_prose_keeps_its_case() -> None:
    text = TEXT.replace("3.再针对第三个问题", "3.针对P1").replace("*不漏*", "<!-- for: p1 p9 -->")
    for place in ("p1 -->\n\n###", "P1，", "p1 p9"):
        changes = rename(paired(text), at(place, text), "p7")
        assert not isinstance(changes, Refused)
        assert applied(text, changes) == text.replace("p1", "p7").replace("P1", "P7")
    refused = rename(paired(text), at("P1，", text), "p.7")
    assert isinstance(refused, Refused)
    assert isinstance(rename(paired(text), at("P1，", text), "p9"), Refused)


def test_an_id_that_nothing_has_or_several_have_is_renamed_everywhere() -> None:
    text = TEXT.replace("坐在屋里。", "坐在屋里。<!-- p1 -->").replace("*不漏*", "<!-- for: p8 -->")
    changes = rename(paired(text), at("p1 -->\n\n###", text), "p7")
    assert not isinstance(changes, Refused)
    assert applied(text, changes) == text.replace("p1", "p7")
    changes = rename(paired(text), at("p8", text), "p7")
    assert not isinstance(changes, Refused)
    assert applied(text, changes) == text.replace("p8", "p7")


def test_an_id_given_as_such_may_be_any_word() -> None:
    text = TEXT.replace("<!-- p1 -->", "<!-- id: study -->").replace("for: p1", "for: study")
    changes = rename(paired(text), at("study", text), "read-more")
    assert not isinstance(changes, Refused)
    assert applied(text, changes) == text.replace("study", "read-more")
    assert isinstance(rename(paired(text), at("study", text), "none"), Refused)


def test_a_reference_that_may_mean_several_leads_to_all_of_them() -> None:
    text = TEXT.replace("坐在屋里。", "坐在屋里。<!-- p1 -->")
    pairing = paired(text)
    assert words(pairing, definitions(pairing, at("p1 -->\n\n2.", text))) == ["（一）学得少", "（二）调研少"]
    about = partners_at(pairing, at("p1 -->\n\n2.", text), "zh")
    assert about is not None
    assert "学得少" in about.text
    assert "调研少" in about.text


def test_what_a_problem_lists_leads_to_what_the_problem_is_answered_by() -> None:
    text = TEXT.replace("常有漏登。", "1. 常有漏登。\n2. 常有错登。")
    pairing = paired(text)
    found = ["2.针对问题（三），补齐台账", "3.再针对第三个问题，专人负责"]
    assert words(pairing, definitions(pairing, at("错登", text))) == found


def test_a_name_that_ends_the_draft_is_one_too() -> None:
    text = LISTS.rstrip().removesuffix("。住到村里。")
    pairing = paired(text)
    assert words(pairing, definitions(pairing, len(text))) == ["2.调研少"]


def test_a_hover_tells_what_a_problem_says_now() -> None:
    text = TEXT.replace("for: p1", f"for: p1@{seal_of('学得多')}")
    about = partners_at(paired(text), at("每周学习", text), "zh")
    assert about is not None
    assert about.text.splitlines()[0] == "**措施** 待复核"
    assert about.text.endswith("；确认以后问题改过，现在是“学得少”）")


def test_a_hover_shows_no_markup_of_the_report() -> None:
    text = TEXT.replace("补齐台账。", "补齐<b>台账</b>&amp;~~清单~~。<!-- 注 -->")
    about = partners_at(paired(text), at("记录少", text), "zh")
    assert about is not None
    assert "补齐\\<b\\>台账\\</b\\>\\&amp;\\~\\~清单\\~\\~。 每天" in about.text
    plain = partners_at(paired(text), at("记录少", text), "zh", markdown=False)
    assert plain is not None
    assert "补齐<b>台账</b>&amp;~~清单~~。 每天登记，*不漏*。（“针对问题（三）”）" in plain.text
    assert "**" not in plain.text


def test_a_hover_tells_what_an_item_says_itself() -> None:
    text = """## Findings and actions

- **Problem**: Disks are full. Twice a week.
- **Cause**: Nobody looks.
- **Action**: Watch them. {for=p1}

## 二、整改措施

1.每周学习
"""
    about = partners_at(paired(text), at("Nobody", text), "en")
    assert about is not None
    assert about.text.splitlines()[-1] == "- **problem** Disks are full. Twice a week. (labelled field)"
    about = partners_at(paired(text), at("Disks", text), "en")
    assert about is not None
    assert about.text.splitlines()[-1] == "- **measure** Watch them. (labelled field)"


def test_a_hover_tells_only_the_first_of_many() -> None:
    measures = "".join(f"{number}.针对问题（三），做事{number}。\n\n" for number in range(1, 31))
    text = TEXT[: at("1.每周")] + measures
    about = partners_at(paired(text), at("记录少", text), "zh")
    assert about is not None
    assert about.text.count("\n- ") == 13
    assert about.text.endswith("- ……还有 18 条")


def test_a_draft_without_problems_has_none_of_it() -> None:
    pairing = paired("# 通知\n\n请各单位按时报送。\n")
    assert list(lenses(pairing)) == []
    assert list(hints(pairing, Span(0, 10))) == []
    assert definitions(pairing, 3) == ()
    assert partners_at(pairing, 3, "zh") is None
