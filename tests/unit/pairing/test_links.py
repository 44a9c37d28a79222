"""What is said to answer what, and what the structure lets one infer."""

import pytest

from .paired import links, paired, states

PROBLEMS = "# 检查报告\n\n## 一、存在的问题\n\n1.学得少。只看标题。\n\n2.调研少。坐在屋里。\n\n3.记录少。常有漏登。\n\n"


def report(*measures: str, problems: str = PROBLEMS, title: str = "## 二、整改措施\n\n") -> str:
    return problems + title + "".join(f"{number}.{text}\n\n" for number, text in enumerate(measures, 1))


@pytest.mark.parametrize(
    ("measure", "evidence"),
    [
        ("针对问题2，每月下乡。", "ordinal"),
        ("针对第二个问题，每月下乡。", "ordinal"),
        ("关于“调研少”问题的整改。每月下乡。", "quote"),
        ("针对“调研少”的问题，每月下乡。", "quote"),
        ("每月下乡。此条对应第二个问题。", "ordinal"),
    ],
)
def test_references_in_prose(measure: str, evidence: str) -> None:
    assert links(paired(report("下乡。" + measure))) == {("调研少", "下乡", evidence)}


def test_ids_in_comments_and_attributes() -> None:
    problems = PROBLEMS.replace("只看标题。", "只看标题。<!-- p1 -->").replace("坐在屋里。", "坐在屋里。{#p2}")
    found = links(paired(report("多学。多读。<!-- for: p1 p2 -->", "下乡。常去。{for=p2}", problems=problems)))
    assert found == {("学得少", "多学", "id"), ("调研少", "多学", "id"), ("调研少", "下乡", "id")}


def test_one_problem_may_have_several_measures() -> None:
    pairing = paired(report("针对问题1，多学。每周。", "针对问题1，多读。每月。", "针对第二、三个问题，下乡。"))
    assert {problem for problem, _, _ in links(pairing)} == {"学得少", "调研少", "记录少"}
    assert set(states(pairing).values()) == {"covered"}


def test_rows_and_fields() -> None:
    table = (
        "## 一、问题清单\n\n"
        "| 问题 | 原因 | 整改措施 |\n|---|---|---|\n| 学得少 | 忙 | 每周学 |\n| 调研少 | — | 下乡 |\n"
    )
    assert links(paired(table)) == {("学得少", "忙", "row"), ("学得少", "每周学", "row"), ("调研少", "下乡", "row")}


def test_a_column_that_names_the_problem() -> None:
    measures = "## 二、整改措施\n\n| 对应问题 | 整改措施 |\n|---|---|\n| 3 | 补登 |\n| 学得少 | 每周学 |\n"
    assert links(paired(PROBLEMS + measures)) == {("记录少", "补登", "ordinal"), ("学得少", "每周学", "quote")}


def test_lists_of_equal_length() -> None:
    pairing = paired(report("每周学。坚持。", "常下乡。每月。", "补登记。每天。"))
    assert links(pairing) == {
        ("学得少", "每周学", "order"),
        ("调研少", "常下乡", "order"),
        ("记录少", "补登记", "order"),
    }
    assert set(states(pairing).values()) == {"inferred"}


@pytest.mark.parametrize(
    "text",
    [
        report("每周学。坚持。", "常下乡。每月。"),
        report("每周学。坚持。", "常下乡。每月。", "补登记。每天。").replace("1.每", "（1）每"),
        report("补齐漏登的记录。每天。", "走出屋里去调研。每月。", "改变只看标题的学习。坚持。"),
        report("针对问题3，补登。每天。", "下乡。每月。", "每周学。坚持。"),
    ],
    ids=["another length", "another numbering", "another order", "another order, and said so"],
)
def test_lists_that_say_otherwise(text: str) -> None:
    assert not {evidence for _, _, evidence in links(paired(text))} & {"order", "aspect"}


def test_the_same_aspects() -> None:
    pairing = paired(
        "## 一、存在的问题\n\n### （一）理论学习方面\n\n学得少。\n\n### （二）工作作风方面\n\n不实。\n\n"
        "## 二、整改措施\n\n### （一）改进工作作风\n\n下乡。\n\n### （二）加强理论学习\n\n多学。\n"
    )
    assert links(pairing) == {
        ("理论学习方面", "加强理论学习", "aspect"),
        ("工作作风方面", "改进工作作风", "aspect"),
    }


def test_each_section_of_problems_has_its_own_measures() -> None:
    part = (
        "## 一、存在的问题\n\n1.学得少。只看。\n\n2.调研少。不去。\n\n"
        "## 二、整改措施\n\n1.针对问题1，学。每周。\n\n2.针对问题2，去。每月。\n\n"
    )
    pairing = paired("# 甲科\n\n" + part + "# 乙科\n\n" + part)
    assert [group.sources for group in pairing.groups if group.role == "measure"] == [(0,), (2,)]
    assert all(pairing.items[link.partner].group == pairing.items[link.problem].group + 1 for link in pairing.links)


def test_measures_answer_causes_where_no_problems_are_listed() -> None:
    text = (
        "# Postmortem\n\n## Root causes\n\n1. No retry\n2. No alert\n\n"
        "## Action items\n\n1. Add retries\n2. Add an alert\n"
    )
    assert links(paired(text)) == {("No retry", "Add retries", "order"), ("No alert", "Add an alert", "order")}


@pytest.mark.parametrize(
    ("measure", "fault"),
    [
        ("下乡。<!-- for: p9 -->", "UNKNOWN"),
        ("针对第六个问题，下乡。", "DANGLING"),
        ("针对“会议多”的问题，少开会。", "DANGLING"),
    ],
)
def test_what_leads_nowhere(measure: str, fault: str) -> None:
    pairing = paired(report("抓。" + measure))
    assert [each.fault and each.fault.name for each in pairing.resolutions] == [fault]
    assert not pairing.links


def test_numbers_that_begin_anew_in_each_aspect_may_mean_several() -> None:
    pairing = paired(
        "## 一、存在的问题\n\n### （一）学习方面\n\n1.学得少。不多。\n\n"
        "2.用得少。不多。\n\n### （二）作风方面\n\n1.调研少。不去。\n\n2.会议多。太长。\n\n"
        "## 二、整改措施\n\n1.针对问题1，多做。每周。\n"
    )
    assert [each.fault and each.fault.name for each in pairing.resolutions] == ["AMBIGUOUS"]
    assert not pairing.links


def test_ids_that_name_themselves_or_each_other() -> None:
    problems = PROBLEMS.replace("只看标题。", "只看标题。<!-- p1; for: p1 -->")
    pairing = paired(report("学。每周。<!-- m1; for: m1 -->", "下乡。每月。<!-- m2; for: m1 -->", problems=problems))
    assert not pairing.links
    assert {each.fault and each.fault.name for each in pairing.resolutions} == {"NO_PROBLEM"}


def test_words_from_the_text_of_a_problem() -> None:
    pairing = paired(report("关于“坐在屋里”问题的整改，常下乡。每月。"))
    assert {(problem, evidence) for problem, _, evidence in links(pairing)} == {("调研少", "quote")}


def test_what_became_of_the_issues_that_a_table_lists() -> None:
    pairing = paired(
        "# 整改报告\n\n## 一、审计查出问题整改情况\n\n| 序号 | 审计查出的问题 | 状态 |\n|---|---|---|\n"
        "| 1 | 账目不清 | 已完成 |\n| 2 | 收入未缴 | 正在整改 |\n\n"
        "1.关于“收入未缴”问题的整改。已追缴一半。\n\n## 二、下一步打算\n\n抓紧。\n"
    )
    assert links(pairing) == {("收入未缴", "关于“收入未缴”问题的整改", "quote")}
    assert states(pairing) == {"账目不清": "covered", "收入未缴": "covered"}


def test_measures_in_plain_paragraphs() -> None:
    measures = "## 二、整改措施\n\n以下逐条整改。\n\n针对问题1，每周学。\n\n针对第二、三个问题，常下乡。再补登。\n"
    pairing = paired(PROBLEMS + measures)
    assert {(problem, partner) for problem, partner, _ in links(pairing)} == {
        ("学得少", "针对问题1，每周学"),
        ("调研少", "针对第二、三个问题，常下乡"),
        ("记录少", "针对第二、三个问题，常下乡"),
    }
    assert set(states(pairing).values()) == {"covered"}
