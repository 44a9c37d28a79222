"""The states, and the gate that keeps what cannot be known from being called uncovered."""

from dataclasses import replace

import pytest

from duizhao.analysis import Analysis
from duizhao.checkers import Checks
from duizhao.document import Document
from duizhao.findings import Stage
from duizhao.pairing.wording import seal_of
from duizhao.rules.model import PairingSpec

from .paired import base_rules, links, paired, states
from .test_links import PROBLEMS, report


def test_the_one_problem_that_no_measure_names() -> None:
    pairing = paired(report("针对问题1，每周学。坚持。", "针对问题3，补登。每天。"))
    assert states(pairing) == {"学得少": "covered", "调研少": "uncovered", "记录少": "covered"}


@pytest.mark.parametrize(
    "measures",
    [
        ["针对问题1，每周学。坚持。", "补登。每天。"],
        ["每周学。坚持。"],
        ["针对问题1，每周学。坚持。"],
    ],
)
def test_what_is_not_linked_is_only_undetermined(measures: list[str]) -> None:
    assert "uncovered" not in states(paired(report(*measures))).values()


def test_a_pack_may_ask_that_links_are_written_down() -> None:
    pairing = paired(report("针对问题1，每周学。坚持。", "补登。每天。"), base_rules("t/explicit"))
    assert states(pairing) == {"学得少": "covered", "调研少": "uncovered", "记录少": "uncovered"}


def test_an_empty_cell_beside_filled_ones() -> None:
    table = (
        "## 一、存在的问题\n\n"
        "| 问题 | 整改措施 |\n|---|---|\n| 学得少 | 每周学 |\n| 调研少 | |\n| 记录少 | 补登 |\n| 会议多 | |\n"
    )
    assert states(paired(table)) == {
        "学得少": "covered",
        "调研少": "uncovered",
        "记录少": "covered",
        "会议多": "uncovered",
    }


def test_an_aspect_without_measures_where_measures_go_by_aspects() -> None:
    def section(title: str, *aspects: str) -> str:
        headed = [f"### （{n}）{aspect}\n\n要抓紧。\n\n" for n, aspect in zip("一二三", aspects, strict=False)]
        return f"## {title}\n\n" + "".join(headed)

    problems = section("一、存在的问题", "理论学习方面", "工作作风方面", "廉洁自律方面")
    measures = section("二、整改措施", "理论学习方面", "廉洁自律方面")
    assert states(paired(problems + measures)) == {
        "理论学习方面": "inferred",
        "工作作风方面": "uncovered",
        "廉洁自律方面": "inferred",
    }


def test_measure_but_no_cause() -> None:
    causes = "## 二、原因分析\n\n1.针对问题1，忙。事多。\n\n2.针对问题3，粗心。不细。\n\n"
    measures = "## 三、整改措施\n\n1.针对问题1，学。每周。\n\n2.针对问题2，去。每月。\n\n3.针对问题3，补。每天。\n"
    pairing = paired(PROBLEMS + causes + measures, base_rules("t/both"))
    assert states(pairing)["调研少"] == "partial"


def test_a_reason_takes_the_place_of_a_measure() -> None:
    problems = PROBLEMS.replace("坐在屋里。", "坐在屋里。<!-- no-measure: 已并入上级任务 -->")
    pairing = paired(report("针对问题1，每周学。坚持。", "针对问题3，补登。每天。", problems=problems))
    assert states(pairing)["调研少"] == "justified"


def test_a_measure_that_answers_nothing() -> None:
    measures = ["针对问题1，学。每周。", "针对问题2，去。每月。", "针对问题3，补。每天。", "搞好绿化。种树。"]
    assert states(paired(report(*measures)), "measure")["搞好绿化"] == "no source"
    measures[3] += "<!-- for: none 常规工作 -->"
    assert states(paired(report(*measures)), "measure")["搞好绿化"] == "justified"


def test_a_problem_that_was_reworded_after_its_link_was_confirmed() -> None:
    problems = PROBLEMS.replace("只看标题。", "只看标题。<!-- p1 -->")
    confirmed = report(f"多学。每周。<!-- for: p1@{seal_of('学得少')} -->", problems=problems)
    assert states(paired(confirmed))["学得少"] == "covered"
    assert states(paired(confirmed.replace("1.学得少。", "1.学得、少。")))["学得、少"] == "covered"
    assert states(paired(confirmed.replace("1.学得少。", "1.办事拖。")))["办事拖"] == "suspect"


def test_last_years_issues() -> None:
    records = [
        f"### （{n}）{aspect}\n\n整改问题：{aspect}差。\n\n" for n, aspect in zip("一二三", "甲乙丙", strict=True)
    ]
    text = "## 一、上年度整改落实情况\n\n" + "".join(
        record + (f"整改落实情况：{result}\n\n" if result else "")
        for record, result in zip(records, ["已改好。", "", "改了一半。"], strict=True)
    )
    assert states(paired(text)) == {"甲差": "covered", "乙差": "not followed up", "丙差": "covered"}


def test_a_heading_of_last_year_without_text() -> None:
    text = (
        "## 一、上年度整改落实情况\n\n1.关于“甲”的问题\n\n已改。\n\n"
        "2.关于“乙”的问题\n\n3.关于“丙”的问题\n\n已改。\n\n## 二、存在的问题\n"
    )
    assert list(states(paired(text), "follow-up").values()) == ["covered", "not followed up", "covered"]


def test_a_reference_that_leads_nowhere_is_no_missing_measure_as_well() -> None:
    pairing = paired(
        report("针对“学得少”问题，学。每周。", "针对“跑得少”问题，去。每月。", "针对“记录少”问题，补。每天。")
    )
    assert [each.fault and each.fault.name for each in pairing.resolutions] == [None, "DANGLING", None]
    assert "uncovered" not in states(pairing).values()
    assert "no source" not in states(pairing, "measure").values()


def test_a_pack_may_set_an_upper_bound() -> None:
    causes = "## 二、原因分析\n\n1.针对问题1，忙。事多。\n\n2.针对问题1，懒。不动。\n\n"
    analysis = Analysis(Document.parse(PROBLEMS + causes), Checks(base_rules("t/one-cause")))
    told = [each for each in analysis.verdicts(Stage.FINAL) if each.finding.code == "pairing/too-many"]
    assert [each.finding.message.zh for each in told] == ["问题“学得少”对应了 2 条原因，至多 1 条"]


def test_a_pack_may_say_that_measures_answer_causes() -> None:
    causes = "## 二、原因分析\n\n1.忙。事多。\n\n2.懒。不动。\n\n"
    text = PROBLEMS + causes + "## 三、整改措施\n\n1.减负。减会。\n\n2.督促。每周。\n"
    answering = replace(base_rules(), pairing=(PairingSpec(each="measure", answers="cause"),))
    assert links(paired(text, answering)) == {("忙", "减负", "order"), ("懒", "督促", "order")}
