"""What the words of a measure say: owner, deadline, target, wish and reason."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.pairing.quality import (
    dated_deadlines,
    deadline_in,
    deadline_of,
    is_wish,
    owner_in,
    reason_in,
    target_in,
)
from duizhao.text import Span


def shown(text: str, span: Span | None) -> str | None:
    return None if span is None else text[slice(*span)]


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("9月底前更换，由设备科负责。", "由设备科负责"),
        ("由机修班逐台加装。", "由机修班"),
        ("由分管副局长每周调度一次。", "由分管副局长每周调度"),
        ("责任人：王刚。", "责任人：王刚"),
        ("**责任单位：** 供水所", "责任单位：** 供水所"),
        ("办公室牵头修订。", "办公室牵头"),
        ("Replace it. Owner: Jane", "Owner: Jane"),
    ],
)
def test_an_owner_is_named(text: str, owner: str) -> None:
    assert shown(text, owner_in(text)) == owner


@pytest.mark.parametrize(
    "text", ["由于责任不清，流程重写。", "更换配电箱。", "由此看出要早做。", "Ownership is unclear."]
)
def test_no_owner_is_named(text: str) -> None:
    assert owner_in(text) is None


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("6月28日前开工。", "6月28日前"),
        ("五月十日前完成。", "五月十日前"),
        ("月底前补齐。", "月底前"),
        ("第一季度完成清查。", "第一季度完成"),
        ("年底前清零。", "年底前"),
        ("长期坚持。", "长期坚持"),
        ("三个工作日内答复。", "三个工作日内"),
        ("Replace it by 30 June.", "by 30 June"),
        ("Review it every month.", "every month"),
    ],
)
def test_a_deadline_is_told(text: str, deadline: str) -> None:
    assert shown(text, deadline_in(text)) == deadline


@pytest.mark.parametrize(
    "text", ["更换配电箱。", "由设备科负责。", "Set the option before the next release.", "May be late."]
)
def test_no_deadline_is_told(text: str) -> None:
    assert deadline_in(text) is None


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("全年讲解不少于6次。", "不少于"),
        ("经费压减20%。", "20%"),
        ("培育民宿12家。", "12家"),
        ("对全县学校全覆盖。", "全覆盖"),
        ("Try at least 5 times.", "at least 5"),
    ],
)
def test_a_target_can_be_counted(text: str, target: str) -> None:
    assert shown(text, target_in(text)) == target


@pytest.mark.parametrize("text", ["多到基层。", "做到“两个维护”。", "Rehearse more often."])
def test_nothing_can_be_counted(text: str) -> None:
    assert target_in(text) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2025年3月底前提交。", [date(2025, 3, 31)]),
        ("2024年2月前和2024年12月15日前各查一遍。", [date(2024, 2, 29), date(2024, 12, 15)]),
        ("2024年底前完成。", [date(2024, 12, 31)]),
        ("3月底前提交。", []),
        ("2019年以前形成的遗留问题，逐件清理。", []),
        ("2019年底前建成的小区，逐个改造。", []),
        ("2024年6月前已更换。", []),
        ("2024年2月31日前完成。", []),
    ],
)
def test_deadlines_that_tell_their_year(text: str, days: list[date]) -> None:
    assert [deadline.day for deadline in dated_deadlines(text)] == days


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-03-22", date(2024, 3, 22)),
        ("2024年6月5日", date(2024, 6, 5)),
        ("2024年6月底前", date(2024, 6, 30)),
        ("2024年底", date(2024, 12, 31)),
        ("2024.6.30", date(2024, 6, 30)),
        ("长期坚持", None),
        ("6月5日", None),
        ("2024年6月起", None),
        ("2024/2/31", None),
    ],
)
def test_values_of_deadline_fields(value: str, day: date | None) -> None:
    assert deadline_of(value) == day


@pytest.mark.parametrize(
    "text",
    [
        "加强学习。",
        "进一步加强安全管理，提高安全意识。",
        "高度重视，切实增强责任感和使命感。",
        "加强作风建设。进一步改进工作作风，不断提升服务水平。",
        "加强监管，杜绝类似问题再次发生。",
        "提高政治站位，强化责任担当，抓好落实。",
        "持续改进工作作风。",
        "Improve communication and strengthen awareness.",
        "We will be more careful in future.",
    ],
)
def test_wishes(text: str) -> None:
    assert is_wish(text)


@pytest.mark.parametrize(
    "text",
    [
        "清空通道，划定黄色禁放线。",
        "加强学习，每周读书两小时。",
        "加强管理，由办公室负责。",
        "加强理论武装。认真学习领会习近平新时代中国特色社会主义思想。",
        "完善《值班制度》。",
        "加强水质检测。",
        "规范会议记录。",
        "完善管理制度。",
        "解决职工住宿问题。",
        "严格执行规章制度。",
        "加强巡视检查。",
        "加强家风建设，练好“看家”本领。",
        "坚定共产主义信念不动摇。",
        "加大检查力度，对逾期的停业整顿。",
        "认真",
        "学习",
        "",
        "Improve the retry logic.",
        "Improve communication: the shift lead reads the log aloud.",
    ],
)
def test_acts_are_no_wishes(text: str) -> None:
    assert not is_wish(text)


@pytest.mark.parametrize(
    "text",
    ["因施工未整改。", "由于资金不足，暂时无法整改。", "受疫情影响，未能开展。", "Due to construction, not yet done."],
)
def test_reasons(text: str) -> None:
    assert shown(text, reason_in(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "因施工未整改，将于7月底前完成。",
        "因停电检修推迟，6月5日前逐个紧固。",
        "因债务单位破产，待法院裁定后核销。",
        "因厂家停产无法采购，换用同接口的型号。",
        "因地制宜推进未达标点整治。",
        "更换水泵，因原泵无法修复。",
        "因此更换水泵。",
        "",
    ],
)
def test_acts_are_no_reasons(text: str) -> None:
    assert reason_in(text) is None


WORDS = [
    "加强",
    "理想信念",
    "安全生产",
    "落实",
    "和",
    "的",
    "进一步",
    "由",
    "因",
    "未",
    "2024年",
    "月",
    "，",
    "。",
    "x",
    " ",
]


@given(st.lists(st.sampled_from(WORDS), max_size=200).map("".join))
def test_any_text_is_read_at_once(text: str) -> None:
    before = time.process_time()
    for read in (owner_in, deadline_in, target_in, reason_in, is_wish):
        read(text)
    list(dated_deadlines(text))
    assert time.process_time() - before < 1


@pytest.mark.parametrize("word", WORDS)
def test_repetition_costs_no_more_than_its_length(word: str) -> None:
    text = word * (4000 // len(word)) + "!"
    before = time.process_time()
    for read in (owner_in, deadline_in, target_in, reason_in, is_wish):
        read(text)
    list(dated_deadlines(text))
    assert time.process_time() - before < 1
