"""Headings in every form that authors use, and what only looks like one."""

import pytest

from duizhao.document import Confidence, Document, Form, Heading, System


def headings_of(text: str) -> list[Heading]:
    return [section.heading for section in Document.parse(text).sections if section.heading is not None]


def only_heading(text: str) -> Heading:
    (heading,) = headings_of(f"引言。\n\n{text}\n")
    return heading


STAND_ALONE = {
    "# 整改情况报告": (Form.ATX, None, "整改情况报告", ""),
    "## 一、工作开展情况": (Form.ATX, System.HAN, "工作开展情况", ""),
    "###（一）组织领导": (Form.ATX, System.HAN_PAREN, "组织领导", ""),
    "### （一）组织领导。 ###": (Form.ATX, System.HAN_PAREN, "组织领导", "。"),
    "## **二、存在问题：**": (Form.ATX, System.HAN, "存在问题", "："),
    "## 1 总体情况": (Form.ATX, System.DECIMAL, "总体情况", ""),
    "## 第一章总则": (Form.ATX, System.CHAPTER, "总则", ""),
    "## II. Findings": (Form.ATX, System.ROMAN, "Findings", ""),
    "## 5 Whys": (Form.ATX, None, "5 Whys", ""),
    "## Timeline (UTC)": (Form.ATX, None, "Timeline (UTC)", ""),
    "整改情况\n====": (Form.SETEXT, None, "整改情况", ""),
    "一、整改情况\n----": (Form.SETEXT, System.HAN, "整改情况", ""),
    "**一、排查情况**": (Form.BOLD, System.HAN, "排查情况", ""),
    "__（二）排查范围__": (Form.BOLD, System.HAN_PAREN, "排查范围", ""),
    "**隐患排查治理情况**": (Form.BOLD, None, "隐患排查治理情况", ""),
    "一、存在的主要问题": (Form.NUMBERED, System.HAN, "存在的主要问题", ""),
    "　　一、存在的主要问题": (Form.NUMBERED, System.HAN, "存在的主要问题", ""),
    "（一）理论学习方面。": (Form.NUMBERED, System.HAN_PAREN, "理论学习方面", "。"),
    "（一）理论学习方面：": (Form.NUMBERED, System.HAN_PAREN, "理论学习方面", "："),
    "1.关于“学用结合不紧”问题的整改": (Form.NUMBERED, System.DIGIT_DOT, "关于“学用结合不紧”问题的整改", ""),
    "（1）完善台账；": (Form.NUMBERED, System.DIGIT_PAREN, "完善台账", "；"),
    "2 事故发生经过": (Form.NUMBERED, System.DECIMAL, "事故发生经过", ""),
    "1.1 项目概况": (Form.NUMBERED, System.DECIMAL, "项目概况", ""),
    "第二章 监督检查": (Form.NUMBERED, System.CHAPTER, "监督检查", ""),
    "二、三季度经济运行情况": (Form.NUMBERED, System.HAN, "三季度经济运行情况", ""),
}
RUN_IN = {
    "（一）担当作为方面，工作创新力度不够大，守摊子思想较重。": ("担当作为方面", "", Confidence.CERTAIN),
    "1.为民服务不够。下基层的次数减少。": ("为民服务不够", "。", Confidence.LIKELY),
    "（三）加强党性修养。认真落实组织生活制度。": ("加强党性修养", "。", Confidence.CERTAIN),
    "**1.学习不系统。** 读原著不够。": ("学习不系统", "。", Confidence.CERTAIN),
    "（1）建设单位：滨河置业有限公司，成立于2015年。": ("建设单位", "：", Confidence.LIKELY),
    "2、3月26日以来集中整改的问题。已办结。": ("3月26日以来集中整改的问题", "。", Confidence.LIKELY),
    "（1）冯某，班组长，指使他人违章作业，对事故发生负有直接责任，建议移送司法机关处理。另查。": (
        "冯某",
        "",
        Confidence.POSSIBLE,
    ),
    "（4）鼎立公司，建议由县应急管理局处以45万元的罚款。": ("鼎立公司", "", Confidence.POSSIBLE),
}
NO_HEADINGS = [
    "5、6月份，全县开展了两轮集中检查。",
    "二、三季度，全县经济运行平稳。",
    "2024年6月30日前完成整改。",
    "1.5万元已全部追回。",
    "1.2是调整系数。",
    "3 个问题已经整改到位",
    "**整改问题：**学习不够。",
    "**整改问题：**",
    "这一问题**已经整改**到位。",
    "> 一、存在的主要问题",
    "```\n# 标题\n一、标题\n```",
    "    一、标题",
    "<!-- 一、标题 -->",
    "<div>\n一、标题\n</div>",
    "| 一、 | 标题 |\n|---|---|\n| 二、 | 标题 |",
    "- 一、标题",
    "1. 抓学习；\n2. 抓落实。",
    "一是抓学习。\n二是抓落实。",
    "#话题#",
    "####### 七级",
]


@pytest.mark.parametrize(("text", "expected"), STAND_ALONE.items(), ids=STAND_ALONE)
def test_a_heading_on_a_line_of_its_own(text: str, expected: tuple[Form, System | None, str, str]) -> None:
    heading = only_heading(text)
    system = heading.number.system if heading.number else None
    assert (heading.form, system, heading.title, heading.closing) == expected
    assert heading.body is None


@pytest.mark.parametrize(("text", "expected"), RUN_IN.items(), ids=RUN_IN)
def test_a_heading_with_its_text_behind_it(text: str, expected: tuple[str, str, Confidence]) -> None:
    heading = only_heading(text)
    assert heading.form is Form.RUN_IN
    assert (heading.title, heading.closing, heading.confidence) == expected
    assert heading.body is not None


@pytest.mark.parametrize("text", NO_HEADINGS)
def test_no_heading(text: str) -> None:
    assert headings_of(f"引言。\n\n{text}\n") == []


@pytest.mark.parametrize(
    "title",
    [
        "县水利局2023年度民主生活会对照检查材料",
        "关于巡察反馈意见整改进展情况的报告（征求意见稿）",
        "提高政治站位，狠抓整改落实：县住建局整改工作总结",
        "Quarterly review of open findings",
    ],
)
def test_the_first_line_may_be_the_title(title: str) -> None:
    (heading,) = headings_of(f"---\nstatus: draft\n---\n\n{title}\n\n正文从这里开始。\n")
    assert (heading.form, heading.title, heading.level) == (Form.TITLE, title, 1)
    assert headings_of(f"正文。\n\n{title}\n") == []


def test_the_lines_of_author_and_date_may_follow_the_title() -> None:
    title = "县医疗保障局党组2023年度民主生活会对照检查材料"
    (heading,) = headings_of(f"{title}\n党组成员、副局长　周明\n（2024年1月16日）\n\n会前，我认真学习。\n")
    assert (heading.form, heading.title, heading.body) == (Form.TITLE, title, len(title))


@pytest.mark.parametrize(
    "line",
    [
        "会前通过集体学习和谈心谈话认真撰写了个人对照检查\n材料，并反复修改。",
        "根据县委统一部署，现将有关情况报告如下：",
        "会前，我认真学习了党的创新理论。",
        "今年以来，全局上下齐心协力",
        "[县水利局](a.md)整改报告",
        "短题",
    ],
)
def test_the_first_line_may_be_text(line: str) -> None:
    assert headings_of(f"{line}\n\n正文从这里开始。\n") == []


@pytest.mark.parametrize("text", [*STAND_ALONE, *RUN_IN])
def test_spans_hold_what_they_name(text: str) -> None:
    heading = only_heading(text)
    block = Document.parse(f"引言。\n\n{text}\n").sections[1].text
    assert block[slice(*heading.title_span)] == heading.title
    assert block[slice(*heading.number_span)] == (heading.number.text if heading.number else "")
    assert block[heading.title_span.end :].startswith(heading.closing)
    marks = block[slice(*heading.marks)]
    assert marks == ("#" * (heading.level or 0) if heading.form is Form.ATX else "")
