"""Announced counts (存在以下四个问题, 主要有三个方面的原因：) and what is listed behind them.

Only what announces a list beyond doubt is read: a number behind 以下, a phrase with its colon, a phrase with 一是 right
behind it. What is listed is read only in one of four forms: the members of a run, the items of a list, records that
begin with the same label, or, when the section says nothing more, the headings under it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from duizhao.document.blocks import Kind
from duizhao.document.items import item_number
from duizhao.document.labels import Label
from duizhao.document.numbering import numeral_of, value_of
from duizhao.document.passages import Passage
from duizhao.document.runs import Run, RunSystem
from duizhao.text import Span

_NOUN = (
    "问题|不足|措施|原因|方面|建议|意见|情况|任务|工作|要求|做法|特点|环节|短板|差距|表现|教训|启示|体会|步骤|内容|阶段"
    "|隐患|事项|举措|目标|原则|条件|因素|矛盾|困难|缺陷|重点|成效|经验|方向|思路|弱项|漏洞|理由|结论"
)
# It begins with a set of characters, not with alternatives: so the search skips what cannot begin a number.
_PHRASE = re.compile(
    rf"""
    [二两三四五六七八九十0-9](?:(?<=[0-9])[0-9]?|(?<=[^0-9])[一二三四五六七八九十]{{0,2}})
    (?P<unit>[个条项点类种大]?方面|[个条项类种大](?=[的\u4e00-\u9fff])|点)
    (?P<noun>的?[\u4e00-\u9fff]{{0,6}}?(?:{_NOUN})(?!之一|中|里|以上|以内))?
    """,
    re.VERBOSE,
)
_SET_PHRASES = frozenset({"四项基本原则", "五项原则", "四项原则"})
_LEADS = ("以下", "下列", "下面", "如下")
_OTHER_NUMBER = frozenset("一二三四五六七八九十百千万亿两几多数第前后上下这那该各每近余另他约〇零0123456789.．，,")
_LEADS_IN = re.compile(r"[，,]?(?:即|分别是|分别为|主要是|具体是|具体为|表现为|如下)?[：:。，,；;—\s]*")
_COLON_ENDS = re.compile(r"[，,]?(?:即|分别是|分别为|主要是|具体是|具体为|表现为|如下)?[：:]\s*")
_SENTENCE_END = re.compile(r"[。！？!?]\s*\S")
_LISTING_SYSTEMS = frozenset({RunSystem.SHI, RunSystem.YAO, RunSystem.ORDINAL, RunSystem.QI})
_FARTHEST = 60
_MOST_LISTED = 200
_MOST_LABELS = 2_000
_INDENT = re.compile(r"[ \t]*")


class Announcement(NamedTuple):
    """A number of things (`amount`) that a section announces; spans are relative to the section.

    `text` is the phrase (四个问题), `number` where its number stands. `listed` is where the things stand that the
    section itself lists, None when only the headings under it can be meant.
    """

    amount: int
    text: str
    span: Span
    number: Span
    listed: tuple[Span, ...] | None


class _Phrase(NamedTuple):
    """An announcing phrase; `explicit`: 以下 makes it one, wherever the list begins."""

    amount: int
    match: re.Match[str]
    explicit: bool


def announcements_of(
    section: Sequence[Passage], runs: Sequence[Run], labels: Sequence[Label]
) -> tuple[Announcement, ...]:
    """What the section announces, in order, as far as what is listed is beyond doubt."""
    found = []
    by_start = sorted(runs, key=_start_of)
    for index, passage in enumerate(section):
        if passage.prose is None or passage.block.kind is Kind.TABLE:
            continue
        following = -1
        for phrase in _phrases(passage.prose):
            following = following if following >= 0 else _following(section, index)
            listing = _listing(phrase, section, index, following, by_start, labels)
            if listing is not _UNCLEAR:
                found.append(_announcement(phrase, passage, listing))
    return tuple(found)


def _phrases(prose: str) -> Iterator[_Phrase]:
    for match in _PHRASE.finditer(prose):
        start = match.start()
        numeral = prose[start : match.start("unit")]
        count = 2 if numeral == "两" else value_of(numeral)
        led_in = prose.startswith(_LEADS, start - 2) if start > 1 else False
        other = not led_in and prose[start - 1 : start] in _OTHER_NUMBER
        if (
            count > 1
            and not other
            and match.group() not in _SET_PHRASES
            and (match["noun"] or match["unit"].endswith(("方面", "点")))
        ):
            yield _Phrase(count, match, led_in or prose.startswith("如下", match.end()))


def _announcement(phrase: _Phrase, passage: Passage, listing: tuple[Span, ...] | None) -> Announcement:
    match = phrase.match
    number = Span(match.start(), match.start("unit"))
    span = Span(*match.span())
    return Announcement(
        phrase.amount, match.group(), span.shifted(passage.start), number.shifted(passage.start), listing
    )


_UNCLEAR: tuple[Span, ...] = (Span(-1, -1),)


def _listing(
    phrase: _Phrase,
    section: Sequence[Passage],
    index: int,
    next_index: int,
    runs: Sequence[Run],
    labels: Sequence[Label],
) -> tuple[Span, ...] | None:
    """Where the announced things stand; None: not in this section; `_UNCLEAR`: it cannot be told.

    The phrase stands in block `index`, `next_index` is the next block with a text, and `runs` are in order.
    """
    prose, end = phrase.match.string, phrase.match.end()
    base = section[index].start
    following = section[next_index] if next_index < len(section) else None
    next_run = bisect_left(runs, base + end, key=_start_of)
    run = runs[next_run] if next_run < len(runs) else None
    if run is not None and run.system in _LISTING_SYSTEMS:
        start = _start_of(run)
        inside = start < base + len(prose)
        stop = start - base if inside else len(prose)
        opens_next = not inside and following is not None and start < following.start + len(following.block.text)
        near = (inside and start - base - end <= _FARTHEST) or (opens_next and run.members[0].opens_line)
        leads_in = near and (phrase.explicit or _LEADS_IN.fullmatch(prose, end, stop) is not None)
        if leads_in and _PHRASE.search(prose, end, stop) is None:
            whole = run.whole and len(run.members) > 1
            return tuple(member.span for member in run.members) if whole else _UNCLEAR
    if _PHRASE.search(prose, end):
        return _UNCLEAR
    if not (phrase.explicit and not _SENTENCE_END.search(prose, end)) and not _COLON_ENDS.fullmatch(prose, end):
        return _UNCLEAR
    if following is None or following.block.kind is Kind.RULE:
        return None
    if following.block.kind is Kind.LIST_ITEM:
        return _items(section, next_index)
    return _records(labels, following.start)


def _start_of(run: Run) -> int:
    return run.members[0].span.start


def _following(section: Sequence[Passage], index: int) -> int:
    """The first block behind `index` that holds a text; the number of blocks if there is none."""
    index += 1
    while index < len(section) and section[index].block.kind in (Kind.BLANK, Kind.COMMENT):
        index += 1
    return index


def _items(section: Sequence[Passage], first: int) -> tuple[Span, ...]:
    """The items of the list that begins with block `first`, nested ones excluded.

    The last item of a numbered list may read like a heading, and then begins a section of its own.
    """
    margin = _indent(section[first])
    items: list[Span] = []
    for index in range(first, len(section)):
        passage = section[index]
        if passage.block.kind in (Kind.BLANK, Kind.COMMENT):
            continue
        if len(items) == _MOST_LISTED:
            return _UNCLEAR
        if passage.block.kind is Kind.LIST_ITEM and _indent(passage) <= margin:
            items.append(Span(passage.start, passage.start + len(passage.block.text.rstrip())))
        elif passage.block.kind is not Kind.LIST_ITEM and _indent(passage) <= margin:
            return tuple(items)
    return tuple(items) if item_number(section[first].block.text) is None else _UNCLEAR


def _indent(passage: Passage) -> int:
    match = _INDENT.match(passage.block.text)
    return len(match.group().expandtabs(4)) if match else 0


def _records(labels: Sequence[Label], start: int) -> tuple[Span, ...]:
    """The labels with which records begin, when the first label from `start` on comes again."""
    first = bisect_left(labels, start, key=lambda label: label.span.start)
    if len(labels) - first > _MOST_LABELS:
        return _UNCLEAR
    after = [label for label in labels[first:] if label.opens_line]
    openings = tuple(label.span for label in after if label.name == after[0].name)
    return openings if len(openings) > 1 and openings[0].start - start <= 8 else _UNCLEAR


def write_count(count: int, like: str) -> str:
    """`count` in the manner of `like`: in digits, or 两 and 十二."""
    if like.isdecimal():
        return str(count)
    return "两" if count == 2 else numeral_of(count)
