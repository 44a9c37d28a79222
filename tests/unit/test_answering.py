"""Every offer leaves a draft in which the pairing says what was promised, and nothing new to find fault with."""

import pytest

from duizhao.analysis import Analysis
from duizhao.answering.offering import offers
from duizhao.checkers import Checks
from duizhao.document import Document
from duizhao.findings import Replacement, Stage
from duizhao.pairing.model import State
from duizhao.rules import RuleSet
from duizhao.suggestions.partners import Candidate
from duizhao.text import Span

PROBLEMS = "## 一、存在的问题\n\n1.学得少。只看标题。\n\n2.调研少。坐在屋里。\n\n3.记录少。常有漏登。\n\n"
CHECKS = Checks(RuleSet("none"))


def applied(text: str, changes: tuple[Replacement[Span], ...]) -> str:
    for span, new in sorted(changes, reverse=True):
        text = text[: span.start] + new + text[span.end :]
    return text


def item(analysis: Analysis, head: str) -> int:
    return next(index for index, each in enumerate(analysis.pairing.items) if each.head == head)


def offered(text: str, head: str, suggested: str = "") -> dict[str, str]:
    """The text after each offer, by the offer's title."""
    analysis = Analysis(Document.parse(text), CHECKS)
    others = [Candidate(item(analysis, suggested), ())] if suggested else []
    found = offers(analysis.pairing, item(analysis, head), CHECKS.rules, others)
    return {offer.title.zh: applied(text, offer.replacements) for offer in found}


def state(text: str, head: str) -> State:
    analysis = Analysis(Document.parse(text), CHECKS)
    return analysis.pairing.state(item(analysis, head))


MEASURES = "## 二、整改措施\n\n1.针对问题1，每周学。坚持。\n\n2.针对问题3，补登。每天。\n"
LISTED = "## 二、整改措施\n\n- 针对问题1，每周学\n- 针对问题3，补登\n"
HEADED = "## 二、整改措施\n\n### （一）针对问题1的措施\n\n每周学。\n\n### （二）针对问题3的措施\n\n补登。\n"
TAGGED = (
    PROBLEMS.replace("只看标题。", "只看标题。<!-- p1 -->").replace("常有漏登。", "常有漏登。<!-- p2 -->")
    + "## 二、整改措施\n\n1.每周学。坚持。<!-- for: p1 -->\n\n2.补登。每天。<!-- for: p2 -->\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PROBLEMS + MEASURES, PROBLEMS + MEASURES.replace("2.针对", "2.针对问题2，\n\n3.针对")),
        (PROBLEMS + LISTED, PROBLEMS + LISTED.replace("- 针对问题3", "- 针对问题2，\n- 针对问题3")),
        (
            PROBLEMS + HEADED,
            PROBLEMS + HEADED.replace("### （二）", "### （二）针对问题2的措施\n\n### （三）"),
        ),
        (
            TAGGED,
            TAGGED.replace("坐在屋里。", "坐在屋里。 <!-- p3 -->").replace(
                "2.补登", "2.【待补充】 <!-- for: p3 -->\n\n3.补登"
            ),
        ),
    ],
    ids=["run-in headings", "list items", "headings", "ids"],
)
def test_a_stub_stands_where_its_problem_would_have_it(text: str, expected: str) -> None:
    assert offered(text, "调研少")["补一条措施"] == expected


def test_a_stub_of_a_field_stands_in_its_record() -> None:
    def record(name: str, measure: str) -> str:
        return f"问题：{name}。\n\n" + (f"整改措施：{measure}。\n\n" if measure else "")

    text = "## 一、问题清单\n\n" + record("学得少", "每周学") + record("调研少", "") + record("记录少", "补登")
    assert offered(text, "调研少")["补一条措施"] == text.replace("问题：调研少。", "问题：调研少。\n\n整改措施：")


def test_a_stub_of_a_nested_heading_stands_under_its_problem() -> None:
    def aspect(number: str, name: str, measure: bool) -> str:
        return f"### （{number}）{name}\n\n不够。\n\n" + ("#### 整改措施\n\n抓紧。\n\n" if measure else "")

    text = (
        "## 一、存在的问题\n\n"
        + aspect("一", "学得少", True)
        + aspect("二", "调研少", False)
        + aspect("三", "记录少", True)
    )
    expected = text.replace("调研少\n\n不够。", "调研少\n\n不够。\n\n#### 整改措施")
    assert offered(text, "调研少")["补一条措施"] == expected


def test_an_inferred_link_is_confirmed_by_ids() -> None:
    text = PROBLEMS + "## 二、整改措施\n\n1.每周学。坚持。\n\n2.常下乡。每月。\n\n3.补登记。每天。\n"
    assert state(text, "调研少") is State.INFERRED
    after = offered(text, "调研少")["确认对应：“调研少” ← 措施“常下乡”"]
    assert "坐在屋里。 <!-- p1 -->" in after
    assert "每月。 <!-- for: p1@" in after
    assert state(after, "调研少") is State.COVERED
    assert not [title for title in offered(after, "调研少") if title.startswith("确认")]


def test_a_suggestion_is_confirmed_from_either_side() -> None:
    text = PROBLEMS + "## 二、整改措施\n\n1.每周学。坚持。\n\n2.常下乡。每月。\n"
    for head, suggested in (("调研少", "常下乡"), ("常下乡", "调研少")):
        after = offered(text, head, suggested)["确认对应：“调研少” ← 措施“常下乡”"]
        assert state(after, "调研少") is State.COVERED


def test_a_second_problem_goes_into_the_tag_that_is_there() -> None:
    after = offered(TAGGED, "调研少", "每周学")["确认对应：“调研少” ← 措施“每周学”"]
    assert "<!-- for: p1 p3@" in after
    assert state(after, "调研少") is State.COVERED


def test_a_heading_has_its_tag_on_a_line_of_its_own() -> None:
    text = "## 一、存在的问题\n\n### （一）学得少\n\n不够。\n\n### （二）调研少\n\n不去。\n\n" + MEASURES
    after = offered(text, "调研少")["注明不需要措施（填理由）"]
    assert after == text.replace("（二）调研少\n", "（二）调研少\n<!-- no-measure: 理由 -->\n")
    assert state(after, "调研少") is State.JUSTIFIED


def test_a_measure_may_answer_nothing() -> None:
    text = PROBLEMS + MEASURES + "\n3.针对问题2，下乡。每月。\n\n4.搞好绿化。种树。\n"
    after = offered(text, "搞好绿化")["注明不对应问题（填理由）"]
    assert after == text.replace("种树。", "种树。 <!-- for: none 理由 -->")
    assert state(after, "搞好绿化") is State.JUSTIFIED


@pytest.mark.parametrize(
    ("measure", "visible"),
    [
        ("2.常下乡。每月。<!-- for: p1 -->", "2.常下乡。针对问题2，每月。<!-- for: p1 -->"),
        ("- 常下乡 <!-- for: p1 -->", "- 针对问题2，常下乡 <!-- for: p1 -->"),
    ],
)
def test_a_link_is_written_into_the_text(measure: str, visible: str) -> None:
    text = (
        PROBLEMS.replace("坐在屋里。", "坐在屋里。<!-- p1 -->") + f"## 二、整改措施\n\n1.每周学。坚持。\n\n{measure}\n"
    )
    after = offered(text, "常下乡")["在文中写明“针对问题2”"]
    assert after == text.replace(measure, visible)


def test_numbers_that_begin_anew_are_no_way_to_name_a_problem() -> None:
    text = (
        "## 一、存在的问题\n\n### （一）甲方面\n\n1.学得少。不够。\n\n2.用得少。不够。\n\n"
        "### （二）乙方面\n\n1.调研少。不去。<!-- p1 -->\n\n2.会议多。太长。\n\n"
        "## 二、整改措施\n\n1.常下乡。每月。<!-- for: p1 -->\n"
    )
    assert any("针对“调研少”的问题" in title for title in offered(text, "常下乡"))


def test_offers_raise_no_new_finding() -> None:
    text = PROBLEMS + MEASURES
    before = {verdict.finding.code for verdict in Analysis(Document.parse(text), CHECKS).verdicts(Stage.FINAL)}
    for after in offered(text, "调研少").values():
        codes = {verdict.finding.code for verdict in Analysis(Document.parse(after), CHECKS).verdicts(Stage.FINAL)}
        assert codes <= before


def test_what_is_answered_in_words_is_offered_nothing() -> None:
    assert offered(PROBLEMS + MEASURES, "学得少") == {}


def test_english() -> None:
    text = (
        "## Problems\n\n1. No retry\n2. No alert\n3. No test\n\n"
        "## Corrective actions\n\n1. For problem 1: retry\n2. For problem 3: test\n"
    )
    expected = text.replace("2. For", "2. For problem 2: \n3. For")
    assert offered(text, "No alert")["补一条措施"] == expected
