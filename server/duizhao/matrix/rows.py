"""The matrix as plain data, in the words of its reader."""

from collections import Counter
from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple


class Tone(Enum):
    """What a standing means to whoever has to act on it."""

    DONE = "done"
    LIKELY = "likely"
    EXEMPT = "exempt"
    PARTLY = "partly"
    UNKNOWN = "unknown"
    OPEN = "open"


class Standing(NamedTuple):
    """How a row stands: a word that never changes, such as `no source`, the one to show, and what it means."""

    key: str
    word: str
    tone: Tone


class Entry(NamedTuple):
    """A problem, cause, measure or follow-up: one line of plain text and where it stands (lines count from 1).

    `points` are what is listed under it. `why` says what ties it to the problem of its row, empty where nothing does.
    """

    text: str
    line: int
    points: tuple[str, ...] = ()
    why: str = ""
    owner: str = ""
    deadline: str = ""


class Row(NamedTuple):
    """One problem with what answers it, or something that answers no problem and has no number.

    Problems count from 1, last time's anew. `remark` is why a problem needs nothing, or a measure answers none, as the
    author says.
    """

    number: int | None
    standing: Standing
    problem: Entry | None = None
    causes: tuple[Entry, ...] = ()
    measures: tuple[Entry, ...] = ()
    follow_ups: tuple[Entry, ...] = ()
    remark: str = ""

    @property
    def line(self) -> int:
        """Where it begins in the draft: its problem, else the first of its entries."""
        return next(entry.line for entry in self.entries)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All it holds, the problem first."""
        first = (self.problem,) if self.problem else ()
        return (*first, *self.causes, *self.measures, *self.follow_ups)


class Matrix(NamedTuple):
    """The rows of one draft. `unanswering` are causes, measures and follow-ups that are tied to no problem, `past`
    last time's problems. `title` is the draft's own, `language` that of all words in it (zh or en).
    """

    language: str
    title: str
    problems: tuple[Row, ...] = ()
    unanswering: tuple[Row, ...] = ()
    past: tuple[Row, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.problems or self.unanswering or self.past)


def counts(rows: Iterable[Row]) -> tuple[tuple[Standing, int], ...]:
    """How many rows stand how: what is done first, what is open last, and among equals the more frequent first."""
    tones = list(Tone)
    found = Counter(row.standing for row in rows)
    return tuple(sorted(found.items(), key=lambda item: (tones.index(item[0].tone), -item[1], item[0].key)))


class FileMatrix(NamedTuple):
    """The matrix of one file: the name to show, and its `file:` URI where it lies on a disk."""

    name: str
    uri: str | None
    matrix: Matrix
