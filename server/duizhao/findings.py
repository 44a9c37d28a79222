"""What a checker reports: plain immutable data, independent of any editor protocol.

A checker sees one or more *subjects* (a block, a section, a parent with its children) and places its findings in
them, so that a finding stays true when text elsewhere grows or shrinks. The analysis turns places into spans of the
whole document.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Generic, NamedTuple, Self, TypeVar

from duizhao.text import Span

P = TypeVar("P")
Q = TypeVar("Q")


class _Scale(IntEnum):
    """Steps that users write as words."""

    @property
    def word(self) -> str:
        """As users write it, such as `warning`."""
        return self.name.lower()

    @classmethod
    def words(cls) -> dict[str, Self]:
        """All of them by their words, in order."""
        return {each.word: each for each in cls}


class Severity(_Scale):
    """How loud a finding is; a smaller number is louder. The numbers are those of the Language Server Protocol."""

    ERROR = 1
    WARNING = 2
    INFORMATION = 3
    HINT = 4


class Stage(_Scale):
    """How far a report is: in a draft, what is merely not written yet is information at most."""

    DRAFT = 1
    FINAL = 2


class Message(NamedTuple):
    """One user message in both languages."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """The text for a locale such as `zh-cn` or `en`; anything that is not Chinese reads English."""
        return self.zh if language.lower().startswith("zh") else self.en


class Place(NamedTuple):
    """A span inside one of the subjects that a checker was given.

    `subject` counts those subjects from 0; `span` is in code points from that subject's start.
    """

    subject: int
    span: Span


class Replacement(NamedTuple, Generic[P]):
    """The text at `at` is to become `text`."""

    at: P
    text: str


class Related(NamedTuple, Generic[P]):
    """Another place that explains a finding."""

    at: P
    message: Message


class Fix(NamedTuple, Generic[P]):
    """Replacements that resolve a finding. A safe one may be applied unseen, together with all others."""

    title: Message
    replacements: tuple[Replacement[P], ...]
    safe: bool = True


@dataclass(frozen=True, slots=True)
class FindingAt(Generic[P]):
    """One thing a reviewer would mark.

    `code` is `group/name`. `unfinished` says that it is about what is not there: more writing may end it, so it waits
    for a pause in typing and is information at most while the report is a draft. `unnecessary` marks text that should
    simply go.
    """

    code: str
    message: Message
    at: P
    related: tuple[Related[P], ...] = ()
    fix: Fix[P] | None = None
    unfinished: bool = False
    unnecessary: bool = False

    def placed(self, place: Callable[[P], Q]) -> "FindingAt[Q]":
        """The same finding with every place mapped by `place`."""
        fix = self.fix
        return FindingAt(
            self.code,
            self.message,
            place(self.at),
            tuple(Related(place(r.at), r.message) for r in self.related),
            fix and Fix(fix.title, tuple(Replacement(place(r.at), r.text) for r in fix.replacements), fix.safe),
            self.unfinished,
            self.unnecessary,
        )


class Finding(FindingAt[Place]):
    """A finding as a checker reports it."""

    __slots__ = ()

    def shifted(self, by: int) -> "Finding":
        """The same finding `by` code points further on in its subjects."""
        moved = self.placed(lambda place: Place(place.subject, place.span.shifted(by)))
        return Finding(self.code, self.message, moved.at, moved.related, moved.fix, self.unfinished, self.unnecessary)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A finding of a whole document: spans are code points from its start, and the severity has been decided."""

    severity: Severity
    finding: FindingAt[Span]
