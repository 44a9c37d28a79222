"""What became of an issue, as authors write it in a field, in a cell or in the report of a result (已完成, 正在整改, in
progress), and how many of each kind a sentence announces.

Where a text may be read in two ways, it says nothing.
"""

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from duizhao.document.totals import Quantity, read_divisions


class Status(Enum):
    """How far an issue has been dealt with."""

    DONE = "done"
    PARTLY = "partly done"
    ONGOING = "in progress"
    OPEN = "not done"


class Announced(NamedTuple):
    """How many issues there are in all, and how many of each status, as one sentence announces it."""

    total: Quantity
    parts: tuple[tuple[Status, Quantity], ...]


_THING = "(?:整改|完成|销号|办结|落实|解决|治理|消除)"
_OPEN = (
    rf"(?:尚|还|暂|仍)?(?:未|没有?)(?:能|予)?(?:{_THING}(?:到位|完毕)?|启动|开始|动工)+"
    "|not (?:yet )?(?:started|done|rectified|closed|begun)|open"
)
_PARTLY = (
    "部分(?:整改|完成|落实|销号|解决)(?:整改)?|(?:已)?基本(?:完成|整改)(?:整改|到位)?"
    "|(?:取得)?阶段性(?:完成|成效|进展)|part(?:ly|ially) (?:done|rectified|closed|completed?)"
)
_ONGOING = (
    "(?:正在|正|持续|继续|长期)(?:整改|推进|办理|落实|实施|治理)(?:中)?|(?:整改|推进|办理|进行|实施|治理|落实)中"
    "|(?:整改)?推进(?:之)?中|in progress|ongoing|under ?way|being rectified"
)
_DONE = (
    rf"(?:均|都|全部|现|业|该项|此项)*已(?:经)?(?:全部|按期|按时|如期|完全)?(?:{_THING}|立行立改)+(?:到位|完毕)?(?:整改)?"
    "|(?:全部)?(?:整改)?(?:完成|完毕|到位|销号|办结)(?:整改)?|(?:全部)?整改(?:完成|完毕|到位)"
    "|立行立改|立知立改|即知即改|done|closed|completed?|resolved|rectified|finished"
)
_KINDS = tuple(
    (status, re.compile(pattern, re.IGNORECASE))
    for status, pattern in (
        (Status.OPEN, _OPEN),
        (Status.PARTLY, _PARTLY),
        (Status.ONGOING, _ONGOING),
        (Status.DONE, _DONE),
    )
)
_ANSWERS = {
    **dict.fromkeys(("是", "yes", "✓", "√"), Status.DONE),
    **dict.fromkeys(("否", "no", "×"), Status.OPEN),
}
_GOES_ON = re.compile(r"(?:并|将)*(?:持续|长期|继续)(?:坚持|保持|巩固|抓好|推进)|长期坚持|持续推进")
"""Behind what is done, such words promise to keep it so."""
_CLAUSE = re.compile(r"[^，,。；;！!\s（）()]+(?: [^，,。；;！!\s（）()]+)*")
_LEAD = re.compile(r"^(?:目前|现|现已|截至目前|该问题|该项工作|该项|此项|这项工作|问题|整改|整改工作)*")
_RESULT = re.compile(
    r"(?:整改|完成|办理|落实|当前)?(?:结果|状态|进度|情况)[：:][ \t*]*(?P<said>[^。；;\r\n]{1,30})(?=[。；;\r\n]|$)"
)
_SENTENCE = re.compile(r"[^。！!\r\n]+")
_LONGEST_CELL = 20
_BEFORE = re.compile(r"[^，、；：。,;:（(）)\s]*$")
_AFTER = re.compile(r"[^，、；：。,;:（(）)\s]*")


def status_of(words: str) -> Status | None:
    """The status that a field or a cell of these words gives; None where they are not one, or not surely so.

    What follows a comma may add to it (已完成，长期坚持) but not contradict it.
    """
    said = words.strip(" \t\r\n　。.；;*_")
    if said.lower() in _ANSWERS:
        return _ANSWERS[said.lower()]
    if len(said) > _LONGEST_CELL:
        return None
    clauses = [match.group() for match in _CLAUSE.finditer(said)]
    found = [_of_clause(clause) for clause in clauses]
    if not found or found[0] is None:
        return None
    rest = [each for clause, each in zip(clauses[1:], found[1:], strict=True) if not _GOES_ON.fullmatch(clause)]
    return found[0] if all(each is found[0] for each in rest) else None


def told_status(text: str) -> Status | None:
    """The status that a result told in sentences gives: a line 整改结果：已完成, else the clause of its last sentence
    that says nothing but a status (该项已完成, 已销号); None where there is none, or words speak of another status.
    """
    labelled = [status_of(match["said"]) for match in _RESULT.finditer(text)]
    if labelled:
        return labelled[-1] if len(set(labelled)) == 1 else None
    sentences = [match.group() for match in _SENTENCE.finditer(text) if match.group().strip()]
    found = {
        status
        for sentence in sentences[-1:]
        for clause in _CLAUSE.finditer(sentence)
        if not _GOES_ON.fullmatch(clause.group()) and (status := _of_clause(clause.group())) is not None
    }
    return found.pop() if len(found) == 1 and not _speaks_of_more(text, found) else None


def announced_in(prose: str) -> Iterator[Announced]:
    """The totals of one block's prose whose parts are all of a known status (共12项，已完成9项，正在整改3项)."""
    for division in read_divisions(prose):
        parts = []
        for part in division.parts:
            before = _BEFORE.search(prose, 0, part.span.start)
            after = _AFTER.match(prose, part.span.end)
            assert before is not None
            assert after is not None
            status = _of_clause(before.group()) or _of_clause(after.group())
            if status is None:
                break
            parts.append((status, part))
        else:
            if parts:
                yield Announced(division.total, tuple(parts))


def _of_clause(clause: str) -> Status | None:
    """The status that is all that a clause says."""
    for words in (clause.strip(), _LEAD.sub("", clause.strip())):
        for status, pattern in _KINDS:
            if words and pattern.fullmatch(words):
                return status
    return None


def _speaks_of_more(text: str, found: set[Status]) -> bool:
    """Whether words of another status stand anywhere in the text, in a clause that says more than that."""
    return any(
        status not in found and status is not Status.DONE and pattern.search(_GOES_ON.sub("", text))
        for status, pattern in _KINDS
    )
