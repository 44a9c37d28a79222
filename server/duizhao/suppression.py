"""Comments that say "not this": duizhao-disable-next-line, duizhao-disable … duizhao-enable, duizhao-disable-file,
each with or without codes.

A code may be written whole (`numbering/gap`) or as its group (`numbering`); no code at all means every code.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from duizhao.document import Document, Kind, Section
from duizhao.text import Span

_DIRECTIVE = re.compile(
    r"<!--\s*duizhao-(?P<verb>disable-next-line|disable-file|disable|enable)(?P<codes>[^>]*?)\s*-->"
)
_CODE = re.compile(r"[^\s,，、]+")


class Verb(Enum):
    """What a comment asks for."""

    NEXT_LINE = "disable-next-line"
    FILE = "disable-file"
    FROM_HERE = "disable"
    UP_TO_HERE = "enable"


class CodeMention(NamedTuple):
    """A code that a comment names, and where."""

    code: str
    span: Span


class Directive(NamedTuple):
    """One comment; spans are relative to its section."""

    verb: Verb
    codes: tuple[CodeMention, ...]
    span: Span

    def names(self, code: str) -> bool:
        """Whether the comment is about findings of `code`."""
        return not self.codes or any(code == m.code or code.startswith(m.code + "/") for m in self.codes)


def directives_of(section: Section) -> tuple[Directive, ...]:
    """The comments of one section, in order."""
    directives = []
    for block, start in zip(section.blocks, section.block_starts, strict=True):
        if block.kind is not Kind.COMMENT and "duizhao-" not in block.text:
            continue
        if block.kind in (Kind.FENCE, Kind.CODE, Kind.FRONT_MATTER):
            continue
        for match in _DIRECTIVE.finditer(block.text):
            offset = start + match.start("codes")
            mentions = tuple(
                CodeMention(m.group(), Span(*m.span()).shifted(offset)) for m in _CODE.finditer(match["codes"])
            )
            span = Span(*match.span()).shifted(start)
            directives.append(Directive(Verb(match["verb"]), mentions, span))
    return tuple(directives)


@dataclass(frozen=True, slots=True)
class _Range:
    """Findings that begin in `span` are not wanted if `directive` names their code; spans are the document's."""

    directive: Directive
    comment: Span
    span: Span


class Suppressions:
    """The comments of one document, and which findings they silence."""

    def __init__(self, document: Document, directives: Sequence[tuple[int, Directive]]) -> None:
        """`directives` with the index of their sections, in the order of the text."""
        self._ranges = tuple(_ranges(document, directives))

    def covering(self, code: str, offset: int) -> tuple[Span, ...]:
        """The comments (spans of the document) that silence a finding of `code` at `offset`."""
        return tuple(r.comment for r in self._ranges if r.span.start <= offset < r.span.end and r.directive.names(code))

    @property
    def comments(self) -> tuple[Span, ...]:
        """All comments that could silence something."""
        return tuple(r.comment for r in self._ranges)


def _ranges(document: Document, directives: Sequence[tuple[int, Directive]]) -> list[_Range]:
    ranges: list[_Range] = []
    placed = [(d, d.span.shifted(document.starts[section])) for section, d in directives]
    end = document.starts[-1] + 1
    for position, (directive, comment) in enumerate(placed):
        if directive.verb is Verb.FILE:
            ranges.append(_Range(directive, comment, Span(0, end)))
        elif directive.verb is Verb.NEXT_LINE:
            ranges.append(_Range(directive, comment, _next_line(document, comment.end)))
        elif directive.verb is Verb.FROM_HERE:
            stop = next(
                (
                    later.start
                    for other, later in placed[position + 1 :]
                    if other.verb is Verb.UP_TO_HERE and (not other.codes or other.codes == directive.codes)
                ),
                end,
            )
            ranges.append(_Range(directive, comment, Span(comment.end, stop)))
    return ranges


_REST_AND_BLANK = re.compile(r"[^\r\n]*(?:\r\n?|\n)(?:[ \t\u3000]*(?:\r\n?|\n))*")
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)?")


def _next_line(document: Document, offset: int) -> Span:
    """The first line with anything on it behind the line of `offset`."""
    section = document.section_at(offset)
    text, base = document.sections[section].text, document.starts[section]
    rest = _REST_AND_BLANK.match(text, offset - base)
    if rest is None:
        return Span(offset, offset)
    if rest.end() < len(text):
        line = _LINE.match(text, rest.end())
        return Span(base + rest.end(), base + (line.end() if line else rest.end()))
    if section + 1 < len(document.sections):
        line = _LINE.match(document.sections[section + 1].text)
        return Span(base + len(text), base + len(text) + (line.end() if line else 0))
    return Span(base + len(text), base + len(text) + 1)
