"""Deterministic Chinese report drafts of any size, and the places in them where the benchmarks type.

A draft has one H1, chapters `## 一、…`, sections `### （一）…` with paragraphs and labelled lines, and one slip in
every sixth section (half-width comma, full stop after a heading, no blank line after a heading). Halfway stands a
chapter that the benchmarks edit. The same size and seed give the same bytes on every machine.
"""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

SIZES = {"6k": 6_000, "60k": 60_000, "1m": 1_000_000, "10m": 10_000_000}
"""UTF-8 bytes of each size the benchmarks know."""

ProbeKind = Literal["heading", "paragraph"]

_PROBE_TITLE = "夏修工程的进度与收尾安排"
_PROBE_PARAGRAPH = "夏修工程由养护中队承担，每周公布进度便于各村核对，收尾阶段还要补拍照片、补签验收单。"

_SUBJECTS = [
    "县水务站",
    "镇综合办",
    "村级管护员",
    "图书分馆",
    "校车管理组",
    "供水公司",
    "养护中队",
    "文化服务站",
    "农技推广组",
    "物业联络员",
    "灌区管理所",
    "中心卫生院",
    "路灯班组",
    "集市管理处",
]
_TIMES = [
    "入夏以后",
    "第一季度",
    "收到来信当天",
    "秋收之前",
    "连续两个月里",
    "抽查结束后一周内",
    "换届以来",
    "雨季期间",
]
_DEEDS = [
    "重新丈量了渠道长度并更新图纸",
    "把夜间照明的故障登记改为扫码上报",
    "逐户回访了去年报修的人家",
    "为借阅量大的书目补充了复本",
    "将班车时刻与学校作息重新对齐",
    "清理了占用消防通道的杂物",
    "更换了漏水严重的阀门",
    "把值班安排贴到每个村口",
    "请老师傅带着新手走完一遍巡护路线",
    "把零散的收据按月装订成册",
]
_RESERVATIONS = [
    "但是偏远组的答复仍然偏慢",
    "不过备用零件常常不够",
    "可是记录里缺少现场照片",
    "然而两个部门的数字对不上",
    "但是值守的人手一到农忙就紧张",
    "不过老人对扫码仍不习惯",
    "可是回访多半停在电话里",
]
_PLANS = [
    "下月起每旬核对一次",
    "打算先在三个村试行再推开",
    "入冬前把剩下的点位走完",
    "年底将结果张榜公布",
    "今后由专人保管钥匙和台账",
    "准备把流程画成一张图发到组里",
]
_FIGURES = ["共处理{n}件", "覆盖{n}户", "平均等候{d}天", "满意的占{p}%", "用去材料费{n}元", "走访{n}人次"]
_CHAPTERS = ["基本情况", "主要做法", "存在问题", "原因剖析", "改进措施", "取得成效", "几点体会", "今后打算"]
_SECTIONS = [
    "渠道管护",
    "夜间照明",
    "图书借阅",
    "校车运行",
    "用水收费",
    "集市秩序",
    "门诊服务",
    "值班值守",
    "设备维修",
    "来信办理",
]
_AREAS = ["河东", "河西", "山前", "山后", "镇区", "新村", "老街"]
_DIGITS = "零一二三四五六七八九"


class Change(NamedTuple):
    """One edit within a line: `row`, `start` and `end` 0-based, columns in UTF-16 units, `end` exclusive."""

    row: int
    start: int
    end: int
    text: str


class Probe:
    """A place in a draft and what is typed there: every edit gives a text that has not been seen before.

    Edits in turn make a slip (`slip` is then true) and end it. At a heading's end 。 and 续 are typed; inside a
    paragraph a half-width comma is typed and then overtyped by 续.
    """

    def __init__(self, kind: ProbeKind, draft: str) -> None:
        self.kind: ProbeKind = kind
        self.slip = False
        rows = draft.split("\n")
        if kind == "heading":
            self.row = next(row for row, line in enumerate(rows) if line.endswith(_PROBE_TITLE))
            self._column = len(rows[self.row])
        else:
            self.row = rows.index(_PROBE_PARAGRAPH)
            self._column = _PROBE_PARAGRAPH.index("便于")

    def edit(self) -> Change:
        """Make the next edit."""
        self.slip = not self.slip
        column = self._column
        if self.kind == "heading":
            self._column += 1
            return Change(self.row, column, column, "。" if self.slip else "续")
        if self.slip:
            return Change(self.row, column, column, ",")
        self._column += 1
        return Change(self.row, column, column + 1, "续")


class _Writer:
    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._sections = seed  # so that the sixth section falls elsewhere in each draft

    def number(self, low: int, high: int) -> int:
        return low + int(self._random.random() * (high - low + 1))  # random() alone is the same in every Python

    def choice(self, words: Sequence[str]) -> str:
        return words[self.number(0, len(words) - 1)]

    def figure(self) -> str:
        return self.choice(_FIGURES).format(n=self.number(12, 860), d=self.number(2, 15), p=self.number(55, 98))

    def sentence(self) -> str:
        who, when, where = self.choice(_SUBJECTS), self.choice(_TIMES), self.choice(_AREAS)
        deed, figure, reservation = self.choice(_DEEDS), self.figure(), self.choice(_RESERVATIONS)
        match self.number(0, 2):
            case 0:
                return f"{when}，{who}{deed}，{figure}。"
            case 1:
                return f"{who}{deed}，{figure}，{reservation}。"
            case _:
                return f"{where}一带{figure}，{reservation}，{self.choice(_PLANS)}。"

    def paragraph(self) -> str:
        wanted, text = self.number(90, 240), ""
        while len(text) < wanted:
            text += self.sentence()
        return text

    def labelled_lines(self) -> list[str]:
        return [
            f"整改问题：{self.choice(_AREAS)}{self.choice(_SECTIONS)}{self.choice(_RESERVATIONS)[2:]}。",
            f"整改措施：{self.choice(_PLANS)}。",
            f"责任单位：{self.choice(_SUBJECTS)}。",
            f"完成时限：2026年{self.number(1, 12)}月底前。",
        ]

    def section(self, ordinal: int) -> str:
        self._sections += 1
        title = f"### （{chinese_number(ordinal)}）{self.choice(_AREAS)}{self.choice(_SECTIONS)}"
        body = [self.paragraph() for _ in range(self.number(1, 2))]
        if self.number(1, 5) <= 3:
            body += self.labelled_lines()
        gap = "\n\n"
        if self._sections % 6 == 0:
            match self.number(0, 2):
                case 0:
                    title += "。"
                case 1:
                    body[0] = body[0].replace("，", ",", 1)
                case _:
                    gap = "\n"
        return title + gap + "\n\n".join(body) + "\n\n"


def make_paired_draft(size: int, problems: int, seed: int = 1) -> str:
    """A draft of about `size` UTF-8 bytes that lists this many problems, and a measure for each of them by its number.

    The places where the benchmarks type are in the problem halfway.
    """
    writer = _Writer(seed)
    each = size // (2 * problems)

    def filled(text: str) -> str:
        while len(text.encode()) < each:
            text += writer.sentence()
        return text + "\n\n"

    parts = ["# 便民设施管护问题整改报告\n\n## 一、存在的问题\n\n"]
    for ordinal in range(1, problems + 1):
        probed = ordinal == problems // 2
        title = _PROBE_TITLE if probed else f"{writer.choice(_AREAS)}{writer.choice(_SECTIONS)}不到位"
        body = f"{_PROBE_PARAGRAPH}\n\n" if probed else ""
        parts.append(f"### （{chinese_number(ordinal)}）{title}\n\n{filled(body)}")
    parts.append("## 二、整改措施\n\n")
    for ordinal in range(1, problems + 1):
        number = chinese_number(ordinal)
        title = f"改进{writer.choice(_AREAS)}{writer.choice(_SECTIONS)}"
        parts.append(f"### （{number}）{title}\n\n{filled(f'针对问题（{number}），')}")
    return "".join(parts)


def chinese_number(n: int) -> str:
    """`n` (1 to 9999) in Chinese numerals: 12 is 十二, 205 is 二百零五; ValueError otherwise."""
    if not 1 <= n <= 9999:
        raise ValueError(f"{n} is not between 1 and 9999")
    text = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // unit % 10
        if digit:
            text += _DIGITS[digit] + name
        elif text and not text.endswith("零"):
            text += "零"
    text = text.rstrip("零")
    return text.removeprefix("一") if text.startswith("一十") else text


def make_draft(size: int, seed: int = 1) -> str:
    """A draft of at most `size` UTF-8 bytes (2,000 or more), short of it by less than one sentence."""
    writer = _Writer(seed)
    parts = [f"# 关于{writer.choice(_AREAS)}片区便民设施管护情况的报告\n\n{writer.paragraph()}\n\n"]
    total = len(parts[0].encode())

    def add(text: str) -> bool:
        nonlocal total
        length = len(text.encode())
        if total + length >= size:  # a line end is still to come
            return False
        parts.append(text)
        total += length
        return True

    chapter, probed, room = 0, False, True
    while room:
        chapter += 1
        ordinal = chinese_number(chapter)
        if not probed and total > size * 0.4:
            probed = True
            room = add(f"## {ordinal}、{_PROBE_TITLE}\n\n{_PROBE_PARAGRAPH}\n\n")
            continue
        text = f"## {ordinal}、{writer.choice(_CHAPTERS)}\n\n"
        for k in range(1, writer.number(2, 4) + 1):
            text += writer.section(k)
            room = add(text)
            if not room:
                break
            text = ""
    while add(writer.sentence()):
        pass
    return "".join(parts).rstrip("\n") + "\n"


def write_folder(folder: Path, count: int, size: int) -> None:
    """Write `count` different drafts of `size` bytes, `draft-0000.md` and on, into an existing folder."""
    for k in range(count):
        (folder / f"draft-{k:04d}.md").write_text(make_draft(size, seed=k + 1), encoding="utf-8", newline="\n")
