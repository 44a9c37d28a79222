"""What quick fixes write about pairs keeps its promise, in all the ways authors write, and disturbs nothing else."""

from collections import Counter
from collections.abc import Callable, Iterable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.analysis import Analysis
from duizhao.answering.offering import Offer, offers
from duizhao.answering.tagging import tag_at
from duizhao.checkers import Checks
from duizhao.completion import insertions
from duizhao.document import Document
from duizhao.findings import Replacement, Stage
from duizhao.pairing.model import Evidence, Form, Role, State
from duizhao.rules import RuleSet
from duizhao.rules.packs import PackFile, PackLibrary
from duizhao.suggestions.partners import Candidate
from duizhao.text import Span

from ..evaluation.conventions import CONVENTIONS, Convention, planned, written
from ..evaluation.judging import VOCABULARIES, analysis_of
from ..evaluation.mutations import MUTATIONS, case

MUTATED = [None, *(name for name in MUTATIONS if name.startswith("delete") or name == "empty")]
TITLES: dict[str, Role] = {"补一条原因": "cause", "补一条措施": "measure", "补一条整改落实情况": "follow-up"}
SAID = (Evidence.ORDINAL, Evidence.QUOTE, Evidence.NAME)
STUBS = frozenset({"labels/empty", "placeholders/unfilled", "paste/plain-headings"})
"""What may be said of a stub: its blanks, and that its first line is as short as a heading."""
COUNTS = "pairing/counts"
"""Said in place of a warning once a link of one aspect is confirmed, since then not all others are organised so."""

Changes = Iterable[Replacement[Span]]


def applied(text: str, changes: Changes) -> str:
    for span, new in sorted(changes, reverse=True):
        text = text[: span.start] + new + text[span.end :]
    return text


def moved(offset: int, changes: Changes) -> set[int]:
    """Where what began at `offset` may begin now; text inserted just there may be its own or not."""
    before = sum(len(new) - (span.end - span.start) for span, new in changes if span.start < offset)
    there = sum(len(new) for span, new in changes if span == Span(offset, offset))
    return {offset + before, offset + before + there}


def found_again(before: Analysis, index: int, after: Analysis, changes: Changes) -> int:
    starts = moved(before.pairing.span_of(index).start, changes)
    role = before.pairing.items[index].role
    pairing = after.pairing
    return next(
        other
        for other, item in enumerate(pairing.items)
        if item.role == role and pairing.span_of(other).start in starts
    )


def codes(analysis: Analysis) -> Counter[str]:
    return Counter(verdict.finding.code for verdict in analysis.verdicts(Stage.FINAL))


def draft(convention: Convention, seed: int, mutation: str | None) -> str:
    rng = Random(seed)
    vocabularies = [each for each in VOCABULARIES if each.language in convention.languages()]
    plan = planned(convention, rng.choice(vocabularies), rng)
    mutated = case(mutation, plan, rng) if mutation is not None else None
    return mutated.report.text if mutated is not None else written(plan).text


def filled(offer: Offer) -> list[Replacement[Span]]:
    """The changes of an offer, with words behind the field or heading that it begins; others only number it in."""
    begun = max(offer.replacements, key=lambda each: len(each.text))
    kept = begun.text.rstrip()
    end = begun.text[len(kept) :]
    gap = "" if kept.endswith(("：", "*", ":")) else "\n\n"
    whole = Replacement(begun.at, f"{kept}{gap}已办妥。{end}")
    return [whole if each is begun else each for each in offer.replacements]


@settings(deadline=None)
@given(st.sampled_from(CONVENTIONS), st.integers(0, 10_000), st.sampled_from(MUTATED), st.data())
def test_promises_are_kept(convention: Convention, seed: int, mutation: str | None, data: st.DataObject) -> None:
    text = draft(convention, seed, mutation)
    before = analysis_of(text)
    pairing = before.pairing
    index = data.draw(st.sampled_from([n for n, item in enumerate(pairing.items) if item.paired]))
    for offer in offers(pairing, index, before.checks.rules, ()):
        after = analysis_of(applied(text, offer.replacements))
        there = found_again(before, index, after, offer.replacements)
        said = set(codes(after) - codes(before))
        again = [each.title.zh for each in offers(after.pairing, there, after.checks.rules, ())]
        assert offer.title.zh not in again
        links = after.pairing.links_of(there)
        match offer.title.zh:
            case title if title in TITLES:
                assert said <= STUBS
                role = TITLES[title]
                state = after.pairing.coverage[there].by_role[role]
                if state not in (State.COVERED, State.INFERRED):
                    complete = analysis_of(applied(text, filled(offer)))
                    same = found_again(before, index, complete, filled(offer))
                    assert complete.pairing.coverage[same].by_role[role] is State.COVERED
                assert_others_stay(before, index, after, offer.replacements)
            case title if title.startswith("确认对应"):
                assert said <= {COUNTS}
                assert Evidence.TAG in [link.evidence for link in links]
            case title if title.startswith("在文中写明"):
                assert said <= {COUNTS}
                assert any(link.evidence in (*SAID, Evidence.TAG) for link in links)
                assert any(each.item == there and each.reference for each in after.pairing.resolutions)
            case _:
                assert said <= {COUNTS}
                by_role = after.pairing.coverage[there].by_role
                assert State.JUSTIFIED in (after.pairing.state(there), *by_role.values())


def assert_others_stay(before: Analysis, index: int, after: Analysis, changes: Changes) -> None:
    """No other problem has lost a partner."""
    linked = (State.COVERED, State.INFERRED)
    for other, item in enumerate(before.pairing.items):
        if item.role == "problem" and other != index:
            there = found_again(before, other, after, changes)
            for role, state in before.pairing.coverage[other].by_role.items():
                assert state not in linked or after.pairing.coverage[there].by_role[role] in linked


NONE = Checks(RuleSet("none"))


def offered(text: str, head: str, checks: Checks = NONE, suggested: str = "") -> dict[str, str]:
    """The text after each offer, by the offer's title."""
    analysis = Analysis(Document.parse(text), checks)
    pairing = analysis.pairing
    others = [Candidate(n, ()) for n, item in enumerate(pairing.items) if item.head == suggested]
    index = next(n for n, item in enumerate(pairing.items) if item.head == head)
    found = offers(pairing, index, checks.rules, others, lambda: insertions(analysis.document, checks.rules))
    return {offer.title.zh: applied(text, offer.replacements) for offer in found}


def state(text: str, head: str, checks: Checks = NONE) -> State:
    pairing = Analysis(Document.parse(text), checks).pairing
    return pairing.state(next(n for n, item in enumerate(pairing.items) if item.head == head))


def record(name: str, measure: str | None = None, owner: str | None = None, mark: str = "") -> str:
    fields = {"整改问题": name, "整改措施": measure, "责任人": owner}
    return "".join(f"{mark}{label}：{mark}{value}\n\n" for label, value in fields.items() if value is not None)


RECORDS = "## 一、问题清单\n\n{}\n## 二、其他\n"


@pytest.mark.parametrize("mark", ["", "**"])
def test_a_field_stands_where_the_other_records_have_it(mark: str) -> None:
    def text(second: str | None) -> str:
        return RECORDS.format(
            record("学得少。", "每周学。", "张三", mark)
            + record("调研少。", second, "李四", mark)
            + record("记录少。", "补登。", "王五", mark)
        )

    assert offered(text(None), "调研少")["补一条措施"] == text("")


def test_a_field_is_not_put_between_a_label_and_what_it_lists() -> None:
    measured = record("学得少。", "每周学。", "张三").replace("责任人", "整改落实情况")
    again = record("调研少。", "每月去。", "李四").replace("责任人", "整改落实情况")
    listed = record("记录少。", "") + "1、逐份补登。\n\n2、每月抽查。\n\n责任人：王五\n\n"
    text = f"## 一、整改情况\n\n### （一）学\n\n{measured}### （二）调研\n\n{again}### （三）记录\n\n{listed}"
    titles = offered(text, "记录少")
    assert "补一条整改落实情况" not in titles
    assert "注明不需要整改落实情况（填理由）" in titles


def test_a_field_that_is_there_is_not_begun_again() -> None:
    text = RECORDS.format(record("学得少。", "每周学。") + record("调研少。", "") + record("记录少。", "补登。"))
    assert "补一条措施" not in offered(text, "调研少")


TABLE = (
    "## 问题清单\n\n| 序号 | 问题 | 整改措施 | 责任人 |\n|---|---|---|---|\n"
    "| 1 | 台账不全 | 补登 | 张三 |\n| 2 | 漏检 | {} | 李四 |\n| 3 | 超期 | 更换 | 王五 |\n"
)


@pytest.mark.parametrize("cell", ["", " ", "—"])
def test_an_empty_cell_gets_a_blank(cell: str) -> None:
    text = TABLE.format(cell).replace("|  |", "||") if not cell else TABLE.format(cell)
    assert offered(text, "漏检")["补一条措施"] == TABLE.format("【待补充】")


def test_a_table_of_measures_gets_a_row() -> None:
    problems = "## 一、存在的问题\n\n1.学得少。只看。\n\n2.调研少。不去。\n\n3.记录少。漏登。\n\n"
    head = "## 二、整改措施\n\n| 序号 | 对应问题 | 整改措施 | 责任人 |\n|---|---|---|---|\n| 1 | 1 | 每周学 | 张三 |\n"
    text = problems + head + "| 2 | 3 | 补登 | 李四 |\n"
    expected = problems + head + "| 2 | 2 | 【待补充】 |  |\n| 3 | 3 | 补登 | 李四 |\n"
    assert offered(text, "调研少")["补一条措施"] == expected


def test_a_cause_stands_under_its_problem_before_the_measure() -> None:
    def aspect(number: str, name: str, *parts: str) -> str:
        below = "".join(f"#### {at}.{part}\n\n抓紧办。\n\n" for at, part in enumerate(parts, 1))
        return f"### （{number}）{name}\n\n不够。\n\n{below}"

    text = "## 一、存在的问题\n\n" + aspect("一", "学得少", "原因分析", "整改措施")
    text += aspect("二", "调研少", "整改措施") + aspect("三", "记录少", "原因分析", "整改措施")
    second = aspect("二", "调研少", "整改措施")
    begun = second.replace("#### 1.整改措施", "#### 1.原因分析\n\n#### 2.整改措施")
    assert offered(text, "调研少")["补一条原因"] == text.replace(second, begun)


def test_runs() -> None:
    problems = "## 一、存在的问题\n\n一是学得少。只看。二是调研少。不去。三是记录少。漏登。\n\n"
    measures = "## 二、整改措施\n\n一是针对“学得少”的问题，每周学。二是针对“记录少”的问题，天天登。\n"
    expected = measures.replace("二是针对", "二是针对“调研少”的问题，【待补充】。三是针对")
    assert offered(problems + measures, "调研少")["补一条措施"] == problems + expected


def test_a_tag_within_a_line_leaves_the_run_whole() -> None:
    text = "## 一、存在的问题\n\n一是学得少。只看。二是调研少。不去。\n\n## 二、整改措施\n\n一是每周学。二是下乡。\n"
    after = offered(text, "学得少")["确认对应：“学得少” ← 措施“每周学”"]
    assert "只看<!-- p1 -->。二是" in after
    assert state(after, "学得少") is State.COVERED
    assert state(after, "调研少") is not State.COVERED


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_setext_heading_stays_one(newline: str) -> None:
    text = newline.join(
        ["一、存在的问题", "====", "", "1.学得少", "----", "", "不够。", "", "2.调研少", "----", "", "不去。", ""]
        + ["二、整改措施", "====", "", "1.每周学", "----", "", "坚持。", "", "2.常下乡", "----", "", "每月。", ""]
    )
    after = offered(text, "调研少")["确认对应：“调研少” ← 措施“常下乡”"]
    assert f"2.调研少{newline}----{newline}<!-- p1 -->{newline}" in after
    assert state(after, "调研少") is State.COVERED
    assert "\n" not in after.replace(newline, "")


ASPECTS = (
    "## 一、存在的问题\n\n### （一）学习方面\n\n1.学得少。\n\n2.用得少。\n\n"
    "### （二）作风方面\n\n1.调研少。\n\n2.会议多。\n\n"
)


def test_numbers_in_another_list_stay() -> None:
    measures = (
        "## 二、整改措施\n\n### （一）学习方面\n\n1.针对“学得少”的问题，每周学。\n\n"
        "### （二）作风方面\n\n1.针对“调研少”的问题，下乡。\n\n2.针对“会议多”的问题，少开。\n"
    )
    expected = measures.replace("每周学。\n", "每周学。\n\n2.针对“用得少”的问题，\n")
    assert offered(ASPECTS + measures, "用得少")["补一条措施"] == ASPECTS + expected


def test_an_aspect_gets_the_heading_of_the_problem() -> None:
    def aspects(*names: str) -> str:
        return "".join(
            f"### （{number}）{name}方面\n\n抓好。\n\n" for number, name in zip("一二三", names, strict=False)
        )

    problems = f"## 一、存在的问题\n\n{aspects('学习', '作风', '纪律')}"
    text = f"{problems}## 二、整改措施\n\n{aspects('学习', '纪律')}"
    begun = "### （二）作风方面\n\n### （三）纪律方面"
    assert offered(text, "作风方面")["补一条措施"] == text[: len(problems)] + text[len(problems) :].replace(
        "### （二）纪律方面", begun
    )


PACK = """
pack: a
title: 整改报告
outline:
  title: {match: "*报告"}
  sections:
    - {id: problems, match: 存在的问题, role: problem}
    - {id: measures, match: 整改措施, role: measure}
    - {id: rest, match: 其他事项, required: false}
pairing:
  - each: problem
    needs: {measure: "1.."}
numbering: {levels: [一、, （一）, "1."]}
"""


def pack() -> Checks:
    resolved, errors = PackLibrary([{"a": PackFile("a.yaml", PACK)}], {}).resolve("a")
    assert resolved is not None, errors
    return Checks(resolved)


CHECKS = pack()
UNANSWERED = "# 工作报告\n\n## 一、存在的问题\n\n### （一）学得少\n\n不够。\n\n### （二）调研少\n\n不去。\n"


@pytest.mark.parametrize("number", ["", "二", "四"])
def test_a_section_that_is_missing_is_begun_with_the_item(number: str) -> None:
    rest = f"\n## {number}、其他事项\n\n没有。\n" if number else ""
    after = offered(UNANSWERED + rest, "调研少", CHECKS)["补一条措施"]
    behind = rest.replace("二、", "三、")
    assert after == f"{UNANSWERED}\n## 二、整改措施\n\n### （一）针对问题（二）的措施\n{behind}"
    assert state(after, "调研少", CHECKS) is State.COVERED


@pytest.mark.parametrize("rest", ["", "\n## 三、其他事项\n\n没有。\n"])
def test_a_section_that_is_empty_gets_its_first_item(rest: str) -> None:
    text = f"{UNANSWERED}\n## 二、整改措施\n"
    assert offered(text + rest, "调研少", CHECKS)["补一条措施"] == f"{text}\n### （一）针对问题（二）的措施\n{rest}"


def test_a_new_section_comes_behind_the_id_of_the_last_problem() -> None:
    text = "# 工作报告\n\n## 一、存在的问题\n\n- 学得少\n- 学得少"
    begun = "## 二、整改措施\n\n- 【待补充】 <!-- for: p1 -->\n"
    analysis = Analysis(Document.parse(text), CHECKS)
    last = max(n for n, item in enumerate(analysis.pairing.items))
    sections = insertions(analysis.document, CHECKS.rules)
    (offer,) = [
        each
        for each in offers(analysis.pairing, last, CHECKS.rules, (), lambda: sections)
        if each.title.zh == "补一条措施"
    ]
    (change,) = offer.replacements
    assert applied(text, [change]) == f"{text} <!-- p1 -->\n\n{begun}"


def test_problems_that_say_the_same_are_told_apart_by_ids() -> None:
    text = (
        "## 一、存在的问题\n\n- 学得少\n- 调研少\n- 调研少\n\n"
        "## 二、整改措施\n\n- 针对“学得少”的问题，每周学\n- 多下乡\n"
    )
    after = offered(text, "调研少")["补一条措施"]
    assert "- 调研少 <!-- p1 -->\n- 调研少\n" in after
    assert "- 【待补充】 <!-- for: p1 -->\n" in after


def test_the_number_of_a_row_is_its_id() -> None:
    text = (
        "## 一、存在的问题\n\n| 编号 | 问题 |\n|---|---|\n| P1 | 学得少 |\n| P2 | 调研少 |\n\n"
        "## 二、整改措施\n\n1.每周学。坚持。\n\n2.常下乡。每月。\n\n3.多登记。每天。\n"
    )
    after = offered(text, "调研少", suggested="常下乡")["确认对应：“调研少” ← 措施“常下乡”"]
    assert "每月。 <!-- for: P2@" in after
    assert after.count("<!--") == 1


def test_a_list_in_a_measure_is_not_broken() -> None:
    text = (
        "## 一、存在的问题\n\n### （一）学得少\n\n不够。\n\n### （二）调研少\n\n不去。\n\n"
        "## 二、整改措施\n\n### （一）抓学\n\n- 每周学\n- 每月考\n\n"
        "### （二）下乡\n\n| 地点 | 日期 |\n|---|---|\n| 甲村 | 周一 |\n"
    )
    after = offered(text, "抓学")["在文中写明“针对问题（一）”"]
    assert after == text.replace("- 每周学", "- 针对问题（一），每周学")
    assert not [title for title in offered(text, "下乡") if title.startswith("在文中")]


@pytest.mark.parametrize("blank", ["", "\n"])
def test_fields_of_list_items_belong_to_them(blank: str) -> None:
    problems = "## 一、存在的问题\n\n1. 学得少\n2. 调研少\n3. 记录少\n\n"
    measures = (
        f"## 二、整改措施\n\n1. 针对问题1，每周学\n{blank}   责任人：张三\n"
        f"{blank}2. 针对问题3，补登\n{blank}   责任人：李四\n"
    )
    after = offered(problems + measures, "调研少")["补一条措施"]
    pairing = Analysis(Document.parse(after), NONE).pairing
    assert [item.ordinal for item in pairing.items if item.role == "measure"] == [1, 2, 3]
    assert f"2. 针对问题2，\n{blank}   责任人：\n{blank}3. 针对" in after


def at_end(text: str) -> str:
    return text.rstrip("\n")


@pytest.mark.parametrize("cut", [str, at_end, lambda text: text.replace("\n", "\r\n")], ids=["", "no end", "crlf"])
def test_ends_of_texts_and_of_lines(cut: Callable[[str], str]) -> None:
    text = cut(
        "## 一、存在的问题\n\n1.学得少。只看。\n\n2.调研少。不去。\n\n3.记录少😀。漏登。\n\n"
        "## 二、整改措施\n\n1.针对问题1，每周学。\n\n2.针对问题2，下乡。\n"
    )
    gap = "\r\n" if "\r" in text else "\n"
    expected = f"下乡。{gap}{gap}3.针对问题3，"
    assert offered(text, "记录少😀")["补一条措施"] == text.replace("下乡。", expected)


def test_every_form_is_tried() -> None:
    """The drafts that promises are tried on hold items of all forms but paragraphs, which are tried below."""
    forms = {
        item.form
        for convention in CONVENTIONS
        for seed in range(6)
        for item in analysis_of(draft(convention, seed, None)).pairing.items
        if item.paired
    }
    assert forms | {Form.PARAGRAPH} == set(Form)


def test_a_paragraph_that_answers_a_problem_is_confirmed_behind_its_first_line() -> None:
    text = (
        "## 一、存在的问题\n\n1.学得少。只看标题。\n\n2.调研少。坐在屋里。\n\n"
        "## 二、整改措施\n\n针对问题1，每周学。\n\n针对问题2，常下乡。\n"
    )
    analysis = analysis_of(text)
    (index,) = [at for at, item in enumerate(analysis.pairing.items) if item.head == "针对问题1，每周学"]
    change = tag_at(analysis.pairing, index, "for: none 常规工作")
    after = text[: change.at.start] + change.text + text[change.at.end :]
    assert after == text.replace("每周学。", "每周学。 <!-- for: none 常规工作 -->")
    assert state_after(after, "针对问题1，每周学") == "justified"


def state_after(text: str, head: str) -> str:
    pairing = analysis_of(text).pairing
    return next(pairing.state(at).value for at, item in enumerate(pairing.items) if item.head == head)
