"""What can be written, and the line in which it is to be written."""

import re
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from duizhao.document import Document
from duizhao.findings import Message
from duizhao.text import Span


class CandidateKind(Enum):
    """What a candidate is; editors show each with an icon of its own."""

    HEADING = "heading"
    SECTION = "section"
    FIELD = "field"
    RUN = "run member"
    PHRASE = "set phrase"
    KEY = "front-matter key"
    VALUE = "front-matter value"
    ANSWER = "what is answered"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that can be written at the place asked about.

    `span` of the document becomes `text`, or where the editor has snippets, `snippet` (None: the same as `text`). The
    span lies in one line and holds the place. `filter` begins with what stands in the span before the place, so that
    typing on narrows the list; `sort` orders by probability. `documentation` names what `documentation_of` tells more
    about, and is empty where there is no more to tell.
    """

    kind: CandidateKind
    label: str
    detail: Message
    span: Span
    text: str
    filter: str
    sort: str = ""
    snippet: str | None = None
    documentation: str = ""


def literal(text: str) -> str:
    """The snippet that writes just `text`."""
    return re.sub(r"([\\$}])", r"\\\1", text)


class Line(NamedTuple):
    """The line asked about: where it begins and ends (its line end excluded), and what stands before and behind the
    place in it.
    """

    start: int
    end: int
    before: str
    behind: str

    @property
    def offset(self) -> int:
        """The place itself."""
        return self.start + len(self.before)


def line_at(document: Document, offset: int) -> Line:
    """The line that holds `offset`, which is clamped to the document."""
    offset = max(0, min(offset, document.starts[-1]))
    index = document.section_at(offset)
    text, at = document.sections[index].text, offset - document.starts[index]
    start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    if index == start == 0 < at and text[0] == "\ufeff":
        start = 1
    end = min([place for mark in "\r\n" if (place := text.find(mark, at)) >= 0], default=len(text))
    return Line(document.starts[index] + start, document.starts[index] + end, text[start:at], text[at:end])
