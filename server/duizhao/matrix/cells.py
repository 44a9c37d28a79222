"""What stands in the cells of a table of lines and columns: the same for every format that has no finer ones."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from duizhao.findings import Message
from duizhao.matrix.rows import Entry, Matrix, Row, Standing, Tone, counts

NOTHING_FOUND = Message("没有认出问题、原因和措施", "no problems, causes or measures were recognised")


class Column(Enum):
    """What a column holds."""

    NUMBER = Message("序号", "No.")
    PROBLEM = Message("问题", "Problem")
    CAUSE = Message("原因", "Cause")
    MEASURE = Message("整改措施", "Measure")
    FOLLOW_UP = Message("整改落实情况", "Follow-up")
    OWNER = Message("责任人", "Owner")
    DEADLINE = Message("完成时限", "Deadline")
    STATE = Message("状态", "State")
    WHY = Message("依据", "Why")


class Piece(NamedTuple):
    """One line of a cell, and the line of the draft that it is taken from, 0 where it is from none of its own."""

    text: str
    line: int = 0


class Part(NamedTuple):
    """Rows that make one table, under a title of their own if they are not what the draft is about."""

    title: Message
    rows: tuple[Row, ...]
    past: bool = False

    def columns(self) -> tuple[Column, ...]:
        """The columns that have anything in them, and those without which the rest makes no sense."""
        found = {each for each in Column if any(cell(row, each, "zh") for row in self.rows)}
        found |= {Column.NUMBER, Column.PROBLEM, Column.STATE}
        if not found & {Column.MEASURE, Column.FOLLOW_UP}:
            found.add(Column.FOLLOW_UP if self.past else Column.MEASURE)
        return tuple([each for each in Column if each in found])

    def heading(self, column: Column) -> Message:
        if self.past and column is Column.PROBLEM:
            return Message("整改问题", "Problem of last time")
        return column.value


def parts(matrix: Matrix) -> Iterator[Part]:
    """The tables of a draft, those with rows."""
    rows = (*matrix.problems, *matrix.unanswering)
    if rows:
        yield Part(Message("问题、原因和措施", "Problems, causes and measures"), rows)
    if matrix.past:
        yield Part(Message("上年整改", "Last time's problems"), matrix.past, past=True)


def summary(part: Part, language: str) -> str:
    """How many of a part's problems stand how, then what answers none: 已对应 3/7（含推断对应 1），未判定 4；
    不对应任何问题：无来源 2. What is inferred or exempt counts as answered, as it does above the sections in an editor.
    """
    comma = Message("，", ", ").in_language(language)
    problems = [row for row in part.rows if row.problem]
    phrases = []
    if problems:
        standings = counts(problems)
        answered = [each for each in standings if each[0].tone in (_RECTIFIED if part.past else _ANSWERED)]
        done = [standing.word for standing, _ in answered if standing.tone is Tone.DONE]
        zh, en = ("已整改", "rectified") if part.past else ("已对应", "covered")
        word = done[0] if done else Message(zh, en).in_language(language)
        told = f"{word} {sum(number for _, number in answered)}/{len(problems)}"
        among = _told((each for each in answered if each[0].word != word), comma)
        if among:
            told += Message(f"（含{among}）", f" ({among})").in_language(language)
        others = _told((each for each in standings if each not in answered), comma)
        phrases.append(comma.join([told, others]) if others else told)
    rest = _told(counts(row for row in part.rows if not row.problem), comma)
    if rest:
        phrases.append(Message(f"不对应任何问题：{rest}", f"tied to no problem: {rest}").in_language(language))
    return Message("；", "; ").in_language(language).join(phrases)


_ANSWERED = (Tone.DONE, Tone.LIKELY, Tone.EXEMPT)
_RECTIFIED = (Tone.DONE,)


def _told(standings: Iterable[tuple[Standing, int]], comma: str) -> str:
    return comma.join(f"{standing.word} {number}" for standing, number in standings)


def cell(row: Row, column: Column, language: str) -> tuple[Piece, ...]:
    """The lines of one cell; several causes or measures are numbered, so that owners and deadlines can name theirs."""
    return tuple(_CELLS[column](row, language))


def _entries(entries: Sequence[Entry], language: str) -> Iterator[Piece]:
    for number, entry in enumerate(entries, 1):
        yield Piece(_numbered(number, entry.text, language) if len(entries) > 1 else entry.text, entry.line)
        yield from [Piece(Message(f"·{point}", f"· {point}").in_language(language)) for point in entry.points]


def _property(row: Row, of: Callable[[Entry], str], language: str) -> Iterator[Piece]:
    """What the measures of a row say of themselves, once if all say the same; else what the problem says."""
    bearers = row.measures or row.follow_ups
    values = [of(entry) for entry in bearers]
    if not any(values):
        values = [of(row.problem)] if row.problem else []
    if len(set(values)) == 1:
        values = values[:1]
    for number, value in enumerate(values, 1):
        if value:
            yield Piece(_numbered(number, value, language) if len(values) > 1 else value)


def _numbered(number: int, text: str, language: str) -> str:
    return Message(f"{number}.{text}", f"{number}. {text}").in_language(language)


def _state(row: Row, _: str) -> Iterator[Piece]:
    yield Piece(row.standing.word)
    if row.remark:
        yield Piece(row.remark)


def _why(row: Row, language: str) -> Iterator[Piece]:
    """What ties the partners to the problem, with their names where there are different reasons."""
    named: dict[str, list[str]] = {}
    for short, entries in zip(_SHORT, (row.causes, row.measures, row.follow_ups), strict=True):
        name = short.in_language(language)
        for why in dict.fromkeys(entry.why for entry in entries if entry.why):
            numbers = [str(number) for number, entry in enumerate(entries, 1) if entry.why == why]
            listed = "" if len(numbers) == len(entries) else Message("、", ", ").in_language(language).join(numbers)
            named.setdefault(why, []).append(name + listed if language == "zh" else f"{name} {listed}".strip())
    for why, names in named.items():
        listed = Message("、", ", ").in_language(language).join(names)
        yield Piece(why if len(named) == 1 else Message(f"{listed}：{why}", f"{listed}: {why}").in_language(language))


_SHORT = (Message("原因", "cause"), Message("措施", "measure"), Message("落实", "follow-up"))
_CELLS: Mapping[Column, Callable[[Row, str], Iterator[Piece]]] = {
    Column.NUMBER: lambda row, _: iter([Piece(str(row.number))] if row.number else []),
    Column.PROBLEM: lambda row, language: _entries([row.problem] if row.problem else [], language),
    Column.CAUSE: lambda row, language: _entries(row.causes, language),
    Column.MEASURE: lambda row, language: _entries(row.measures, language),
    Column.FOLLOW_UP: lambda row, language: _entries(row.follow_ups, language),
    Column.OWNER: lambda row, language: _property(row, lambda entry: entry.owner, language),
    Column.DEADLINE: lambda row, language: _property(row, lambda entry: entry.deadline, language),
    Column.STATE: _state,
    Column.WHY: _why,
}
