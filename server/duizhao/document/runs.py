"""Runs: 一是…二是…, 一要…二要…, 第一，…第二，…, 其一，…其二，…, 首先，…其次，…, inside a paragraph or at line starts.

Reading is done in two steps. `read_runs` finds the marks of one text; `runs_of` puts the marks of a whole section
together, since a run may go on over paragraphs, list items and labelled fields, and may hold other runs.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from duizhao.document.blocks import Kind
from duizhao.document.numbering import numeral_of, value_of
from duizhao.document.passages import Passage
from duizhao.text import Span


class RunSystem(Enum):
    """How the members of a run are marked, named by the first mark."""

    SHI = "一是"
    YAO = "一要"
    ORDINAL = "第一"
    QI = "其一"
    FIRST = "首先"


class RunMember(NamedTuple):
    """One mark of a run.

    `ordinal` counts from 1; 最后 has none and is 0. `span` is relative to the text it was read from. A mark is `sure`
    where it begins a clause; 主要原因一是… and 一个是… are not, and only help to tell that nothing is missing.
    """

    system: RunSystem
    ordinal: int
    span: Span
    sure: bool = True
    opens_line: bool = False


class Run(NamedTuple):
    """Marks that count together, in the order of the text; the first one gives the run its system.

    `vague`: the run begins with a later mark than the first, and what stands before it may be the first in other words.
    `open_ended`: after the last member there is a mark that may go on with the run.
    """

    members: tuple[RunMember, ...]
    vague: bool = False
    open_ended: bool = False

    @property
    def system(self) -> RunSystem:
        return self.members[0].system

    @property
    def whole(self) -> bool:
        """Whether it counts from 1 without a gap, a repetition or a doubt."""
        return not self.open_ended and all(member.ordinal == n for n, member in enumerate(self.members, 1))


_WORDS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": 0}
_NUMERAL = "[一二三四五六七八九十]{1,3}"
# It begins with a set of characters, not with alternatives: so the search skips what cannot begin a mark.
_MARK = re.compile(
    rf"""
    [一二三四五六七八九十第其首再最](?:
      (?<=第)(?P<ordinal>{_NUMERAL})[，,、：:是](?!第|{_NUMERAL}(?:季|月|年|产|线|类|批|期|次|楼|层|级|届|轮|[、，]))
    | (?<=第)一[个点条方类种]
    | (?<=其)(?P<qi>[一二三四五六])(?P<qi_mark>[，,、：:是]?)
    | (?<=[一二三四五六七八九十])[一二三四五六七八九十]{{0,2}}(?P<verb>是|要(?![素件点害务义闻道案塞领职旨]))
    | (?P<word>(?<=首)先|(?<=其)次|(?<=再)[次者]|(?<=最)后)(?P<word_mark>[，,]?)
    | (?<=一)(?:方面|来|则|个[是方])
    )
    """,
    re.VERBOSE,
)
_NUMERALS = "一二三四五六七八九十"
_BOUNDARY = frozenset(" \t\r\n\u3000\u00a0。；！？：，、,;:!?.．…—-*_>|~“‘（(【《[·•●○■◆▪")
_OPENING_QUOTES = frozenset("“‘\"'「『")
_CLOSING_QUOTES = frozenset("”’\"'」』")
_PART_OF_A_NUMBER = frozenset("第零〇百千万亿两几多数0123456789０１２３４５６７８９")
# 之一是, 统一要, 唯一是, 逐一是 …: the 一 is part of a word.
_ENDS_IN_ONE = frozenset("之统唯惟逐划专每另同不")
_SAME_TWICE = re.compile(r"([一二三四五六七八九十])是\1(?=[^\u3400-\u9fff]|$|[一二三四五六七八九十]是)")
_BEFORE_IN_LINE = re.compile(r"[ \t\u3000>*_+\-•●]*(?:\d{1,2}[.)、．][ \t]*)?[*_]*$")
_LONGEST_BEFORE = 16
_LONGEST_LEAP = 3
_MOST_OPEN = 16


def read_runs(prose: str) -> tuple[RunMember, ...]:
    """The run marks of one block's prose, in order."""
    return tuple(_members(prose))


def _members(prose: str) -> Iterator[RunMember]:
    for match in _MARK.finditer(prose):
        start = match.start()
        before = prose[start - 1] if start else "\n"
        member = _read(prose, match, before)
        if member is not None:
            yield member._replace(opens_line=member.sure and _opens_line(prose, start))


def _read(prose: str, match: re.Match[str], before: str) -> RunMember | None:
    clause = before in _BOUNDARY and not (before == "、" and _is_numeral(prose[match.start() - 2 : match.start() - 1]))
    span = Span(*match.span())
    if verb := match["verb"]:
        return _read_shi(prose, span, match.group()[:-1], verb, before, clause)
    if numeral := match["ordinal"]:
        span = Span(span.start, span.end - 1)
        return _member(RunSystem.ORDINAL, value_of(numeral), span, clause)
    if numeral := match["qi"]:
        mark = match["qi_mark"]
        span = Span(span.start, span.end - len(mark))
        return _member(RunSystem.QI, value_of(numeral), span, clause and bool(mark))
    if match["word"]:
        span = Span(span.start, match.end("word"))
        return _member(RunSystem.FIRST, _WORDS[prose[span.start : span.end]], span, clause and bool(match["word_mark"]))
    return RunMember(RunSystem.ORDINAL if match.group().startswith("第") else RunSystem.SHI, 1, span, sure=False)


def _read_shi(prose: str, span: Span, numeral: str, verb: str, before: str, clause: bool) -> RunMember | None:
    ordinal = value_of(numeral)
    if not ordinal or before in _PART_OF_A_NUMBER or _SAME_TWICE.match(prose, span.start):
        return None
    if before == "、" and not clause:
        return None
    # “一要吃饭，二要建设” is a run, “三要三不” is not, and “一是” is only spoken of.
    quoted = (verb == "要" and ordinal > 1) or prose[span.end : span.end + 1] in _CLOSING_QUOTES
    if before in _OPENING_QUOTES and quoted:
        return None
    if ordinal == 1 and before in _ENDS_IN_ONE:
        return None
    return RunMember(RunSystem.SHI if verb == "是" else RunSystem.YAO, ordinal, span, clause)


def _member(system: RunSystem, ordinal: int, span: Span, sure: bool) -> RunMember | None:
    """A mark that is sure, or that may at least be the first one of a run."""
    if sure or ordinal == 1:
        return RunMember(system, ordinal, span, sure)
    return None


def _is_numeral(char: str) -> bool:
    return char in _NUMERALS or char.isdecimal()


def _opens_line(prose: str, start: int) -> bool:
    """Whether nothing but blanks and marks stands before `start` in its line."""
    line = max(prose.rfind("\n", 0, start), prose.rfind("\r", 0, start)) + 1
    return start - line <= _LONGEST_BEFORE and _BEFORE_IN_LINE.match(prose, line, start) is not None


def write_mark(system: RunSystem, ordinal: int) -> str:
    """The mark of a member: 二是. Empty for an ordinal from 1 that the system has no word for."""
    numeral = numeral_of(ordinal)
    if system is RunSystem.FIRST:
        return next((word for word, value in _WORDS.items() if value == ordinal), "")
    return {
        RunSystem.SHI: f"{numeral}是",
        RunSystem.YAO: f"{numeral}要",
        RunSystem.ORDINAL: f"第{numeral}",
        RunSystem.QI: f"其{numeral}",
    }[system]


def runs_of(section: Iterable[Passage]) -> tuple[Run, ...]:
    """The runs that the marks of a section's blocks make, relative to the section, in the order in which they begin."""
    marked = [
        _Marked(member._replace(span=member.span.shifted(passage.start)), block)
        for block, passage in enumerate(section)
        for member in _marks_of(passage)
    ]
    return _Grouping(marked).runs() if marked else ()


def _marks_of(passage: Passage) -> Iterable[RunMember]:
    """What stands in indented text may be an office paste: it is no run, but what it holds is not missing elsewhere."""
    if passage.prose is not None:
        return read_runs(passage.prose)
    if passage.block.kind is Kind.CODE:
        return [member._replace(sure=False) for member in read_runs(passage.block.text)]
    return ()


class _Marked(NamedTuple):
    """A mark with the number of its block."""

    member: RunMember
    block: int


class _Growing:
    """A run that is being put together."""

    def __init__(self, first: _Marked, *, vague: bool = False) -> None:
        self.system = first.member.system
        self.marks = [first]
        self.loose: dict[int, _Marked] = {}
        self.vague = vague

    @property
    def last(self) -> _Marked:
        return self.marks[-1]

    @property
    def ordinal(self) -> int:
        return self.last.member.ordinal

    def add(self, mark: _Marked) -> None:
        self.marks.append(mark)
        self.loose.clear()

    def done(self) -> Run:
        return Run(tuple(mark.member for mark in self.marks), self.vague, self.ordinal + 1 in self.loose)


class _Grouping:
    """Puts each mark into the innermost open run that it goes on with, else begins a run with it."""

    def __init__(self, marks: Sequence[_Marked]) -> None:
        self._marks = marks
        self._all: list[_Growing] = []
        self._open: list[_Growing] = []
        self._first: _Marked | None = None
        """The latest first mark, sure or not."""
        self._unsure_firsts: dict[RunSystem, _Marked] = {}

    def runs(self) -> tuple[Run, ...]:
        for position, mark in enumerate(self._marks):
            if not mark.member.sure:
                self._note(mark)
            elif mark.member.ordinal == 1:
                self._close_before(mark)
                self._begin(mark)
            elif mark.member.ordinal > 1:
                self._place(mark, position)
            else:
                self._finish(mark)
            if mark.member.ordinal == 1:
                self._first = mark
                if not mark.member.sure:
                    self._unsure_firsts[mark.member.system] = mark
        return tuple(run.done() for run in self._all)

    def _begin(self, *marks: _Marked, vague: bool = False) -> None:
        run = _Growing(marks[0], vague=vague)
        for mark in marks[1:]:
            run.add(mark)
        self._all.append(run)
        self._open.append(run)
        del self._open[:-_MOST_OPEN]

    def _note(self, mark: _Marked) -> None:
        for run in self._open:
            if run.system is mark.member.system:
                run.loose.setdefault(mark.member.ordinal, mark)

    def _close_before(self, mark: _Marked) -> None:
        """A new run ends those of its kind that it cannot stand inside: those in the lines of earlier paragraphs, and,
        when it begins a line itself, all of them.
        """
        self._open = [
            run
            for run in self._open
            if run.system is not mark.member.system
            or run.last.block == mark.block
            or (run.last.member.opens_line and not mark.member.opens_line)
        ]

    def _place(self, mark: _Marked, position: int) -> None:
        ordinal, system = mark.member.ordinal, mark.member.system
        same = [run for run in reversed(self._open) if run.system is system]
        for run in same:
            if run.ordinal == ordinal - 1:
                return self._go_on(run, mark)
        for run in same:
            between = [run.loose.get(n) for n in range(run.ordinal + 1, ordinal)]
            if between and all(between):
                for loose in between:
                    assert loose is not None
                    run.marks.append(loose)
                return self._go_on(run, mark)
        first = self._loose_first(mark)
        if first is not None:
            return self._begin(first, mark)
        other = self._other(mark, position)
        if other is not None:
            return self._go_on(other, mark)
        if same and _is_slip(same[0].last, mark):
            return self._go_on(same[0], mark)
        return self._begin(mark, vague=self._is_vague(mark))

    def _go_on(self, run: _Growing, mark: _Marked) -> None:
        run.add(mark)
        del self._open[self._open.index(run) + 1 :]

    def _loose_first(self, mark: _Marked) -> _Marked | None:
        """The unsure 一是 before a 二是 in the same block."""
        first = self._unsure_firsts.get(mark.member.system)
        return first if mark.member.ordinal == 2 and first is not None and first.block == mark.block else None

    def _other(self, mark: _Marked, position: int) -> _Growing | None:
        """The run with other marks that this one goes on with, unless that run has a member of its own there. A 其次
        does so only where that run goes on behind it.
        """
        for run in reversed(self._open):
            if run.ordinal == mark.member.ordinal - 1 and (run.last.block == mark.block or mark.member.opens_line):
                following = self._next_of(run.system, mark, position)
                if mark.member.system is RunSystem.FIRST:
                    return run if following is not None and following.ordinal == mark.member.ordinal + 1 else None
                return None if following is not None and following.ordinal == mark.member.ordinal else run
        return None

    def _next_of(self, system: RunSystem, mark: _Marked, position: int) -> RunMember | None:
        """The next sure mark of `system` after `mark`, unless a new run begins in another block before it."""
        for later, block in self._marks[position + 1 :]:
            if later.sure and later.system is system:
                return later
            if later.sure and later.ordinal == 1 and block != mark.block:
                break
        return None

    def _finish(self, mark: _Marked) -> None:
        """最后 ends the innermost run of its kind."""
        for run in reversed(self._open):
            if run.system is RunSystem.FIRST:
                return self._go_on(run, mark)
        return None

    def _is_vague(self, mark: _Marked) -> bool:
        if mark.member.system is RunSystem.FIRST:
            return True
        return self._first is not None and (self._first.block == mark.block or mark.member.opens_line)


def _is_slip(before: _Marked, mark: _Marked) -> bool:
    """Whether `mark` goes on with the run that ends in `before`, though its ordinal does not follow."""
    leap = mark.member.ordinal - before.member.ordinal
    if leap > 0:
        return leap <= _LONGEST_LEAP
    return before.block == mark.block or (leap == 0 and before.member.opens_line and mark.member.opens_line)
