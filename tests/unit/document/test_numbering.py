"""Which texts begin with a number, which only seem to, and how the next number is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.document import Number, System
from duizhao.document.numbering import numeral_of, read_number, value_of, write_number

NUMBERS = {
    "一、工作开展情况": (System.HAN, 1, "一、"),
    "十二、附则": (System.HAN, 12, "十二、"),
    "二十一、其他事项": (System.HAN, 21, "二十一、"),
    "一．总体情况": (System.HAN, 1, "一．"),
    "三.存在问题": (System.HAN, 3, "三."),
    "二 、主要做法": (System.HAN, 2, "二 、"),
    "二、三季度安排": (System.HAN, 2, "二、"),
    "（一）加强领导": (System.HAN_PAREN, 1, "（一）"),
    "(二)压实责任": (System.HAN_PAREN, 2, "(二)"),
    "（十一）强化保障": (System.HAN_PAREN, 11, "（十一）"),
    "（ 三 ）强化督查": (System.HAN_PAREN, 3, "（ 三 ）"),
    "（四)健全机制": (System.HAN_PAREN, 4, "（四)"),
    "㈡ 改进作风": (System.HAN_PAREN, 2, "㈡"),
    "1.学习不深": (System.DIGIT_DOT, 1, "1."),
    "12. 督办事项": (System.DIGIT_DOT, 12, "12."),
    "2．调研不够": (System.DIGIT_DOT, 2, "2．"),
    "１．学习不够": (System.DIGIT_DOT, 1, "１．"),
    "1.3月26日以来集中整改的问题": (System.DIGIT_DOT, 1, "1."),
    "2.12月1日起": (System.DIGIT_DOT, 2, "2."),
    "1、学习不深": (System.DIGIT_COMMA, 1, "1、"),
    "2、3月26日以来集中整改": (System.DIGIT_COMMA, 2, "2、"),
    "3、2024年新增任务": (System.DIGIT_COMMA, 3, "3、"),
    "3.2024年度结转资金没有用完": (System.DIGIT_DOT, 3, "3."),
    "（1）建设单位": (System.DIGIT_PAREN, 1, "（1）"),
    "(12)监理单位": (System.DIGIT_PAREN, 12, "(12)"),
    "⑶监理单位": (System.DIGIT_PAREN, 3, "⑶"),
    "3）整改时限": (System.DIGIT_HALF_PAREN, 3, "3）"),
    "3) 整改时限": (System.DIGIT_HALF_PAREN, 3, "3)"),
    "①抓学习": (System.CIRCLED, 1, "①"),
    "⑪抓落实": (System.CIRCLED, 11, "⑪"),
    "第一部分 基本情况": (System.PART, 1, "第一部分"),
    "第二部分：问题": (System.PART, 2, "第二部分："),
    "第三章 监督": (System.CHAPTER, 3, "第三章"),
    "第三章监督检查": (System.CHAPTER, 3, "第三章"),
    "第1节 概述": (System.DIVISION, 1, "第1节"),
    "第二十三条　本办法自印发之日起施行。": (System.ARTICLE, 23, "第二十三条"),
    "第一百零一条 附则": (System.ARTICLE, 101, "第一百零一条"),
}
DECIMALS = {
    "1 总体情况": (1,),
    "3 人员伤亡和直接经济损失": (3,),
    "5 处理建议": (5,),
    "1.1 项目概况": (1, 1),
    "1.1项目概况": (1, 1),
    "3.1 人员伤亡情况": (3, 1),
    "2.2. 应急救援情况": (2, 2),
    "2.10 善后处理": (2, 10),
    "1.2.3 直接原因": (1, 2, 3),
    "1．2　死者情况": (1, 2),
    "4.3 “三会一课”制度": (4, 3),
    "3.2 Root cause": (3, 2),
    "3.2.Root cause": (3, 2),
    "3.4 「已入库」标记只有文字": (3, 4),
    "6.5 `check` 的退出码": (6, 5),
    "6.6 版本号的检查": (6, 6),
    "2.1 2023年度整改情况": (2, 1),
}
NO_NUMBERS = [
    "2024年6月30日，县委召开专题会议。",
    "6月30日前完成。",
    "9月17日9时40分许",
    "2024.6.30",
    "6.30专项行动",
    "2024.本年度",
    "1.5万元已全部追回。",
    "3.14是圆周率的近似值。",
    "1.2是调整系数。",
    "3.2亿元项目资金",
    "2.3个百分点",
    "0.5倍以上",
    "1.5 万元已全部追回",
    "12.5%的受访者",
    "3.1人",
    "1.1f 字面量",
    "2.0GB内存",
    "9:30召开会议",
    "1/3以上的党员",
    "3-5天内完成",
    "〔2024〕12号文件",
    "（2022年1月16日）",
    "（一式两份）",
    "（三年行动）",
    "一是抓学习。",
    "一二、不是序号",
    "一、二、三产业融合发展",
    "第一条规定明确",
    "第一，坚持政治引领",
    "第三章监督检查的内容，是本办法的重点。",
    "3 个问题",
    "3 起事故",
    "12 名干部",
    "5 月底前完成整改",
    "2023 年度总结",
    "3 人员伤亡，共计2人",
    "1 Introduction",
    "12345热线",
    "110、119联动",
    "a. lower",
    "I. Roman",
    "附件1",
    "",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NUMBERS.items(), ids=NUMBERS)
def test_a_number_is_read(text: str, expected: tuple[System, int, str]) -> None:
    number = read_number(text)
    assert number is not None
    assert (number.system, number.ordinal, number.text) == expected


@pytest.mark.parametrize(("text", "path"), DECIMALS.items(), ids=DECIMALS)
def test_a_decimal_number_has_its_path(text: str, path: tuple[int, ...]) -> None:
    number = read_number(text)
    assert number is not None
    assert (number.system, number.path, number.ordinal) == (System.DECIMAL, path, path[-1])


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_no_number_is_read(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 Introduction", (System.DECIMAL, 1, "1")),
        ("01 概况", (System.DECIMAL, 1, "01")),
        ("3.2 人均水资源量", (System.DECIMAL, 2, "3.2")),
        ("3.3 户数", (System.DECIMAL, 3, "3.3")),
        ("第一章总则：目的和依据", (System.CHAPTER, 1, "第一章")),
        ("IV. Findings", (System.ROMAN, 4, "IV.")),
        ("B. Impact", (System.LETTER, 2, "B.")),
        ("(c) Impact", (System.LETTER_PAREN, 3, "(c)")),
    ],
)
def test_a_marked_heading_may_have_other_numbers(text: str, expected: tuple[System, int, str]) -> None:
    number = read_number(text, marked=True)
    assert number is not None
    assert (number.system, number.ordinal, number.text) == expected


@pytest.mark.parametrize("text", ["5 Whys", "2023 年度", "12 名干部", "IIII. no", "e.g. this"])
def test_other_words_of_a_marked_heading_are_no_numbers(text: str) -> None:
    assert read_number(text, marked=True) is None


@pytest.mark.parametrize(
    ("text", "separator", "fullwidth"),
    [
        ("（一）总", "", True),
        ("(一)总", "", False),
        ("（一)总", "", None),
        ("（一）、总", "、", True),
        ("（1）.总", ".", True),
        ("(1)、总", "、", False),
        ("①、总", "、", None),
        ("1、总", "", None),
        ("一、总", "", None),
    ],
)
def test_what_surrounds_a_number(text: str, separator: str, fullwidth: bool | None) -> None:
    number = read_number(text)
    assert number is not None
    assert (number.separator, number.fullwidth) == (separator, fullwidth)


@given(st.integers(1, 999))
def test_numerals_go_both_ways(value: int) -> None:
    assert value_of(numeral_of(value)) == value
    assert value_of(str(value)) == value


@pytest.mark.parametrize("numeral", ["一二", "两三", "十十", "百一百", "零", "一十百", "〇一"])
def test_an_ill_formed_numeral_has_no_value(numeral: str) -> None:
    assert value_of(numeral) == 0


@pytest.mark.parametrize(
    ("like", "ordinal", "written"),
    [
        ("一、甲", 2, "二、"),
        ("二．甲", 3, "三．"),
        ("(一)甲", 11, "(十一)"),
        ("（ 一 ）甲", 2, "（ 二 ）"),
        ("（一）、甲", 2, "（二）、"),
        ("㈠甲", 2, "㈡"),
        ("㈩甲", 11, "（十一）"),
        ("9.甲", 10, "10."),
        ("１．甲", 12, "１２．"),
        ("1、甲", 2, "2、"),
        ("⑴甲", 3, "⑶"),
        ("①甲", 20, "⑳"),
        ("①甲", 21, "（21）"),
        ("第一章 甲", 2, "第二章"),
        ("第1节 甲", 2, "第2节"),
        ("1.2 甲", 3, "1.3"),
        ("1．2　甲", 3, "1．3"),
        ("2.2. 甲", 3, "2.3."),
        ("1 甲乙", 2, "2"),
        ("01 甲乙", 2, "02"),
        ("A. x", 3, "C."),
        ("a. x", 3, "c."),
        ("(a) x", 2, "(b)"),
        ("I. x", 4, "IV."),
    ],
)
def test_the_next_number_looks_like_its_sisters(like: str, ordinal: int, written: str) -> None:
    number = read_number(like, marked=True)
    assert number is not None
    assert write_number(number.system, ordinal, like=number) == written


LATIN = {System.LETTER, System.ROMAN}  # i. and I. may be either, so that only the first eight are tried


@given(st.sampled_from([system for system in System if system is not System.DECIMAL]), st.integers(1, 20))
def test_what_is_written_is_read_again(system: System, ordinal: int) -> None:
    ordinal = min(ordinal, 8) if system in LATIN else ordinal
    number = read_number(write_number(system, ordinal) + " 甲乙", marked=True)
    assert isinstance(number, Number)
    assert (number.system, number.ordinal) == (system, ordinal)
