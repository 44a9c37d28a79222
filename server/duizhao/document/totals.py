"""Totals and the parts that make them up, in one sentence: 共12项，已完成9项，正在整改3项，整改率为75%.

Parts count only where they clearly divide the total: what is done against what is open, or the kinds of rectification
(立行立改, 分阶段整改, 持续整改) against each other.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from duizhao.text import Span


class Quantity(NamedTuple):
    """A number with its unit, as in 12项; `span` is relative to the text it was read from."""

    value: Decimal
    unit: str
    span: Span


class Rate(NamedTuple):
    """What share of the total is done, in per cent with `decimals` decimal places; `span` holds number and %."""

    done: Quantity
    percent: Decimal
    decimals: int
    span: Span


class Division(NamedTuple):
    """A total and the parts into which the sentence divides it (none if it only gives a rate).

    `others` are all quantities with that unit behind the total, the parts among them; of parts nothing is said where
    one of these is of no known kind. `closed`: the sentence has ended.
    """

    total: Quantity
    parts: tuple[Quantity, ...]
    others: tuple[Quantity, ...]
    rate: Rate | None
    closed: bool


class _Class(Enum):
    AT_ONCE = 1
    BY_STAGES = 2
    LASTING = 3
    DONE = 4
    PARTLY = 5
    OPEN = 6


_SENTENCE = re.compile(r"[^。！？!?\r\n|]+[。！？!?]?")
_TOTAL_WORD = re.compile("共(?![同享产和青识性建])|合计|总计")
_TOTAL = re.compile(rf"(?:{_TOTAL_WORD.pattern})[^，。；：、,;:0-9%]{{0,14}}$")
_FARTHEST_TOTAL = 16
_QUANTITY = re.compile(
    r"(?<![0-9.．年])(?P<number>[0-9]{1,6}(?:\.[0-9]{1,4})?)"
    r"(?P<unit>万元|亿元|元|项|个|条|件|起|处|户|人|次|家|份|笔|台|名|只|座|所|宗|例|批|张|辆|套|公里|亩|吨)"
    r"(?!百分点|月|小时|工作日|左右|以上|以下|以内|多|余)"
)
_VAGUE = re.compile(r"(?:约|近|超|超过|达到|(?<!其)余|多|至少|不少于|第|每|前)$")
_RATE = re.compile(
    r"(?:(?P<share>占(?:总数的|总量的|全部的|比(?:为|达)?)?)|(?:完成|整改|办结|销号|化解|整改完成)率(?:为|是|达|达到)?)"
    r"(?P<number>[0-9]{1,3}(?:\.(?P<decimals>[0-9]{1,3}))?)[%％]"
)
_CLASSES = (
    (_Class.AT_ONCE, re.compile("立行立改|立即整改|立知立改|即知即改|立整立改")),
    (_Class.BY_STAGES, re.compile("分阶段|限期整改|限时整改")),
    (_Class.LASTING, re.compile("持续整改|长期整改|长期坚持")),
    (_Class.PARTLY, re.compile("基本完成|部分完成|部分整改|阶段性")),
    (_Class.OPEN, re.compile("未|尚|正在|剩余|其余|推进|整改中|在办|办理中")),
    (_Class.DONE, re.compile("完成(?!率|时)|已整改|办结|销号|解决|整改到位|整改完毕|化解")),
)
_KINDS_OF_WORK = frozenset({_Class.AT_ONCE, _Class.BY_STAGES, _Class.LASTING})
_PARTITIONS = (
    (frozenset({_Class.DONE, _Class.PARTLY, _Class.OPEN}), _Class.DONE),
    (_KINDS_OF_WORK, _Class.AT_ONCE),
)
_DELIMITER = re.compile("[，、；：,;:（()）]")


def read_divisions(prose: str) -> tuple[Division, ...]:
    """The totals of one block's prose that are divided into parts or given with a rate, in order."""
    if "共" not in prose and "合计" not in prose and "总计" not in prose:
        return ()
    return tuple(division for match in _SENTENCE.finditer(prose) for division in _in_sentence(prose, match))


def _in_sentence(prose: str, sentence: re.Match[str]) -> Iterator[Division]:
    if _TOTAL_WORD.search(sentence.group()) is None:
        return
    quantities = [_quantity(match) for match in _QUANTITY.finditer(prose, sentence.start(), sentence.end())]
    totals = [n for n, each in enumerate(quantities) if _is_total(prose, each, sentence.start())]
    if len(totals) != 1:
        return
    (first,) = totals
    total = quantities[first]
    others = tuple(each for each in quantities[first + 1 :] if each.unit == total.unit)
    if not others or any(_is_vague(prose, each) for each in (total, *others)):
        return
    classes = [_class_of(prose, each, sentence.end()) for each in others]
    closed = sentence.group()[-1] in "。！？!?"
    rate = _rate(prose, others, classes, sentence.end())
    for members, needed in _PARTITIONS if None not in classes else ():
        parts = tuple(each for each, kind in zip(others, classes, strict=True) if kind in members)
        kinds = [kind for kind in classes if kind in members]
        if needed in kinds and 1 < len(kinds) == len(set(kinds)):
            yield Division(total, parts, others, rate, closed)
            rate = None
    if rate is not None:
        yield Division(total, (), others, rate, closed)


def _is_total(prose: str, quantity: Quantity, sentence: int) -> bool:
    start = quantity.span.start
    return _TOTAL.search(prose, max(sentence, start - _FARTHEST_TOTAL), start) is not None


def _quantity(match: re.Match[str]) -> Quantity:
    return Quantity(Decimal(match["number"]), match["unit"], Span(*match.span()))


def _is_vague(prose: str, quantity: Quantity) -> bool:
    start = quantity.span.start
    return _VAGUE.search(prose, max(0, start - 4), start) is not None


def _class_of(prose: str, quantity: Quantity, end: int) -> _Class | None:
    """What the clause says of the quantity, first in front of it, then behind it."""
    start, stop = quantity.span
    before = _DELIMITER.split(prose[max(0, start - 24) : start])[-1]
    after = _DELIMITER.split(prose[stop : min(end, stop + 24)])[0]
    for words in (before, after):
        kinds = [kind for kind, pattern in _CLASSES if pattern.search(words)]
        if kinds:
            mixed = kinds[0] in _KINDS_OF_WORK and len(kinds) > 1  # of one kind, what is done: no part of the whole
            return None if mixed else kinds[0]
    return None


def _rate(prose: str, others: Sequence[Quantity], classes: Sequence[_Class | None], end: int) -> Rate | None:
    """The rate that the sentence gives of the one thing that is done."""
    done = [each for each, kind in zip(others, classes, strict=True) if kind is _Class.DONE]
    match = _RATE.search(prose, done[0].span.end, end) if len(done) == 1 else None
    if match is None:
        return None
    if match["share"] and not re.fullmatch("[，,]?", prose[done[0].span.end : match.start()]):
        return None
    span = Span(match.start("number"), match.end())
    return Rate(done[0], Decimal(match["number"]), len(match["decimals"] or ""), span)
