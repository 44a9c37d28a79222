"""Labelled fields (整改问题：…), also written **整改问题：**… or as a list item, one to a line or several in a line."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from duizhao.document.blocks import Block, Kind
from duizhao.document.passages import Passage
from duizhao.text import Span

_COLON = re.compile("[：:]")
_ENGLISH = (
    "(?:[Rr]oot|[Cc]ontributing|[Ii]mmediate) (?:causes?|factors?)(?: analysis)?"
    "|(?:[Cc]orrective|[Pp]reventive|[Ff]ollow-up|[Cc]ontainment) (?:actions?|measures?)|[Aa]ction items?"
    "|[Ff]ollow-up|[Dd]ue date|[Rr]esponsible (?:person|unit)"
)
"""Names of more than one word: any two words before a colon would be too many."""
_NAME = re.compile(rf"(?<![\w、/·])(?P<name>{_ENGLISH}|[^\W\d_][\w（）()/·、]{{1,11}})(?:\*\*|__)?[ \t]*$")
_LONGEST = 26
_FARTHEST = 48
_LINE_START = re.compile(r"[ \t\u3000]*(?:[-*+][ \t]+|\d{1,3}[.)、．][ \t]*|[（(]\d{1,3}[）)][ \t]*)?(?:\*\*|__)?")
_AFTER = re.compile(r"[ \t]*(?:\*\*|__)?")
_BOUNDARY = frozenset("；;。，, \t\u3000（(|*_")
_NO_LABEL = re.compile(
    r"(?:如下|以下|下列|强调|指出|认为|表示|包括|例如|比如|其中|[是为有即了到说道称])$"
    r"|^(?:[一二三四五六七八九十]{1,2}[是要]|第[一二三四五六七八九十]|首先|其次|再次|最后|各位)"
)
_BLANK = " \t\u3000\r\n"
_INDENT = re.compile(r"[ \t]*")
_SAYS_NOTHING = re.compile(r"[\s。．.，,；;、*_]*")


class Label(NamedTuple):
    """A label with its value; both spans are relative to the text it was read from.

    The value of a label that opens its line runs to the next one that does, or to the end of the block, blanks around
    it excluded; the value of any other runs to the next label. `continued` says that the value goes on in the block
    after: a list, a table, a paragraph.
    """

    name: str
    span: Span
    value_span: Span
    value: str
    opens_line: bool = True
    continued: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing is written yet, or only a full stop."""
        return not self.continued and _SAYS_NOTHING.fullmatch(self.value) is not None


class _Mark(NamedTuple):
    """A label that has been found: `end` is where its value may begin, `line` where its line begins, -1 if far away."""

    name: str
    span: Span
    end: int
    line: int
    opens_line: bool


def read_labels(prose: str) -> tuple[Label, ...]:
    """The labels of one block's prose, in order."""
    marks = [mark for colon in _COLON.finditer(prose) if (mark := _mark_before(prose, colon.start())) is not None]
    return tuple(_labels(prose, marks))


def _mark_before(prose: str, colon: int) -> _Mark | None:
    """The label that the colon ends: 上午9:30 is a time, https: an address, 具体如下： leads in what follows."""
    if prose[colon] == ":" and (prose[colon + 1 : colon + 2].isdecimal() or prose.startswith("//", colon + 1)):
        return None
    low = max(0, colon - _FARTHEST)
    line = max(prose.rfind("\n", low, colon), prose.rfind("\r", low, colon)) + 1 or (-1 if low else 0)
    match = _NAME.search(prose, max(line, 0, colon - _LONGEST), colon)
    if match is None or _NO_LABEL.search(match["name"]):
        return None
    span = Span(*match.span("name"))
    opens_line = line >= 0 and _LINE_START.fullmatch(prose, line, span.start) is not None
    if not opens_line and prose[span.start - 1] not in _BOUNDARY:
        return None
    after = _AFTER.match(prose, colon + 1)
    return _Mark(match["name"], span, after.end() if after else colon + 1, line, opens_line)


def _labels(prose: str, marks: Sequence[_Mark]) -> Iterator[Label]:
    end_of_line = end_of_any = len(prose)
    labels = []
    for mark in reversed(marks):
        start, end = mark.end, end_of_line if mark.opens_line else end_of_any
        while end > start and prose[end - 1] in _BLANK:
            end -= 1
        while start < end and prose[start] in _BLANK:
            start += 1
        labels.append(Label(mark.name, mark.span, Span(start, end), prose[start:end], mark.opens_line))
        end_of_any = mark.span.start
        if mark.opens_line:
            end_of_line = mark.line
    yield from reversed(labels)


def labels_of(section: Sequence[Passage]) -> tuple[Label, ...]:
    """The labels of a section's blocks, relative to the section."""
    labels: list[Label] = []
    for index, (block, prose, start) in enumerate(section):
        if prose is None:
            continue
        read = [
            label._replace(span=label.span.shifted(start), value_span=label.value_span.shifted(start))
            for label in read_labels(prose)
        ]
        if read and not read[-1].value and _goes_on(block, section, index + 1):
            read[-1] = read[-1]._replace(continued=True)
        labels += read
    return tuple(labels)


def _goes_on(block: Block, section: Sequence[Passage], after: int) -> bool:
    """Whether the label without a value that ends `block` has its value in the blocks from `after` on."""
    for following in section[after:]:
        if following.block.kind in (Kind.BLANK, Kind.COMMENT):
            continue
        if following.block.kind is Kind.RULE or _opens_with_label(following.prose):
            return False
        beside = block.kind is following.block.kind is Kind.LIST_ITEM
        return not beside or _indent(following.block) > _indent(block)
    return False


def _opens_with_label(prose: str | None) -> bool:
    colon = _COLON.search(prose or "")
    mark = _mark_before(prose, colon.start()) if prose and colon else None
    return mark is not None and mark.opens_line and mark.line == 0


def _indent(block: Block) -> int:
    match = _INDENT.match(block.text)
    return len(match.group().expandtabs(4)) if match else 0
