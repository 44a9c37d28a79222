"""The line scanner: cuts any text into blocks, so that every character belongs to exactly one.

Blocks follow CommonMark where a report cares (fences, HTML, tables, lists, quotes), with two differences that office
texts need: a line that is numbered, labelled or a run member (二是…) begins a block of its own, and so does the line
after a finished sentence, since texts pasted from Word have one paragraph per line and no blank lines. Blank lines
belong to the block before them.

What a block is depends on its own lines, on at most the two lines after it, and on the `State` in which the scanner
reached it. An edit therefore needs scanning only from two blocks before it until a block ends where an old one ended
in the same state.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from duizhao.document.headings import Form, Heading, read_marked, read_plain, read_underlined
from duizhao.document.numbering import System, read_number
from duizhao.document.prose import masked


class Kind(Enum):
    """What a block is."""

    BLANK = "blank"
    FRONT_MATTER = "front matter"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    TABLE = "table"
    QUOTE = "quote"
    FENCE = "fence"
    CODE = "code"
    COMMENT = "comment"
    HTML = "html"
    RULE = "rule"


class State(Enum):
    """What the scanner must remember between two blocks."""

    START = "nothing but front matter, comments and blank lines so far"
    CLOSED = "after a blank line or a block that nothing continues"
    TEXT = "directly after a line of text"
    ITEM = "directly after a list item"
    LIST = "after a list item and a blank line, where indented text still belongs to it"
    ATTACHMENTS = "in the list of attachments that 附件：1. begins, whose numbers are no headings"


_IN_LIST = frozenset({State.ITEM, State.LIST})
_PROSE = frozenset({Kind.HEADING, Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.TABLE})


@dataclass(frozen=True)
class Block:
    """A run of whole lines, trailing blank lines included; `after` is the scanner's state behind it."""

    kind: Kind
    text: str
    after: State
    heading: Heading | None = None

    def __hash__(self) -> int:
        return hash(self.text)

    @cached_property
    def prose(self) -> str | None:
        """The text, as long as ever, with what is not prose masked; None for a block without any prose.

        A block quote has none either: it is somebody else's words.
        """
        return masked(self.text) if self.kind in _PROSE else None


_LINES = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*$")
_QUOTE = re.compile(r" {0,3}>")
_BULLET = re.compile(r"[ \t]*[-*+](?:[ \t]+|$)")
_ORDERED_ITEM = re.compile(r"[ \t]*\d{1,9}[.)](?:[ \t]+\S|[ \t]*$)")
_COMMENT = re.compile(r" {0,3}<!--")
_RAW_HTML = re.compile(r" {0,3}<(script|pre|style|textarea)(?=[\s>]|$)", re.IGNORECASE)
_HTML = re.compile(r" {0,3}</?[A-Za-z][A-Za-z0-9-]*(?=[\s/>]|$)[^<>]*>?")
_DELIMITER_ROW = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*+(?:\|[ \t]*:?-+:?[ \t]*+)*\|?[ \t]*$")
_FRONT_MATTER_LINE = re.compile(r"[^\s:#-][^:]*:(?:\s|$)|\s+\S|-\s|#")
_INDENTED = re.compile(r"(?: {4}| {0,3}\t)")
_RUN_MEMBER = re.compile(
    r"[一二三四五六七八九十]{1,2}(?:是|要)|第[一二三四五六七八九十]{1,2}[，,、]|首先[，,]|其次[，,]|再次[，,]|最后[，,]"
)
_LABEL = re.compile(r"(?:\*\*|__)?[\w（）()/、]{2,12}(?:[：:](?:\*\*|__)?|(?:\*\*|__)[：:])(?!//|\d)")
_OPENERS = dict(zip("”’）》」』】", "“‘（《「『【", strict=True))


def lines_of(text: str) -> list[str]:
    """The lines of `text` with their line ends; only LF, CRLF and CR end one."""
    return _LINES.findall(text)


class _Feed:
    """Lines with look-ahead, loaded from `chunks` only as far as needed."""

    __slots__ = ("_at", "_chunks", "_lines")

    def __init__(self, chunks: Iterable[list[str]]) -> None:
        self._chunks = iter(chunks)
        self._lines: list[str] = []
        self._at = 0

    def peek(self, distance: int = 0) -> str | None:
        """The line `distance` lines ahead; None past the end."""
        index = self._at + distance
        while index >= len(self._lines):
            more = next(self._chunks, None)
            if more is None:
                return None
            self._lines = self._lines[self._at :] + more
            self._at, index = 0, distance
        return self._lines[index]

    def take(self) -> str:
        """The next line, which `peek` has seen."""
        self._at += 1
        return self._lines[self._at - 1]

    def take_blank(self) -> str:
        """The blank lines that come next."""
        line = self.peek()
        if line is None or line.strip():
            return ""
        taken = ""
        while line is not None and not line.strip():
            taken += self.take()
            line = self.peek()
        return taken


def scan(chunks: Iterable[list[str]], state: State = State.START) -> Iterator[Block]:
    """The blocks of the lines (each with its line end) in `chunks`, read lazily, for a scanner that is in `state`."""
    feed = _Feed(chunks)
    while feed.peek() is not None:
        block = _next_block(feed, state)
        state = block.after
        yield block


def _next_block(feed: _Feed, state: State) -> Block:
    line = feed.peek() or ""
    if not line.strip():
        return Block(Kind.BLANK, feed.take_blank(), state if state is State.START else State.CLOSED)
    if state is State.START and line.rstrip() in ("---", "\ufeff---"):
        following = feed.peek(1)
        if following is not None and (_FRONT_MATTER_LINE.match(following) or following.rstrip() == "---"):
            return Block(Kind.FRONT_MATTER, _take_front_matter(feed) + feed.take_blank(), State.START)
    kind = _kind_of_special(feed, state)
    if kind is None:
        return _take_text(feed, state)
    body = _TAKERS[kind](feed)
    blank = feed.take_blank()
    if kind is Kind.COMMENT and state is State.START:
        return Block(kind, body + blank, State.START)
    if kind is Kind.HEADING:
        return Block(kind, body + blank, State.CLOSED, read_marked(body))
    if kind is Kind.LIST_ITEM or (kind in (Kind.COMMENT, Kind.FENCE, Kind.CODE) and state in _IN_LIST):
        return Block(kind, body + blank, State.LIST if blank else State.ITEM)
    return Block(kind, body + blank, State.CLOSED)


def _kind_of_special(feed: _Feed, state: State) -> Kind | None:
    """The kind of the block that begins here, or None for text."""
    line = feed.peek() or ""
    first = line.lstrip("\ufeff ")[:1]
    if first in "-*+0123456789\t":
        if _RULE.match(line):
            return Kind.RULE
        if _INDENTED.match(line):
            return _kind_of_indented(line, state)
        if _BULLET.match(line) or (_ORDERED_ITEM.match(line) and (state is State.ITEM or _is_list_item(feed))):
            return Kind.LIST_ITEM
    elif _INDENTED.match(line):
        return _kind_of_indented(line, state)
    elif first == "#" and read_marked(line):
        return Kind.HEADING
    elif first in "`~" and _FENCE.match(line):
        return Kind.FENCE
    elif first == ">" and _QUOTE.match(line):
        return Kind.QUOTE
    elif first == "<":
        if _COMMENT.match(line):
            return Kind.COMMENT
        if _RAW_HTML.match(line) or _HTML.match(line):
            return Kind.HTML
    elif first == "_" and _RULE.match(line):
        return Kind.RULE
    if "|" in line:
        following = feed.peek(1)
        if following is not None and "|" in following and "-" in following and _DELIMITER_ROW.match(following.rstrip()):
            return Kind.TABLE
    return None


def _kind_of_indented(line: str, state: State) -> Kind | None:
    if state in _IN_LIST:
        return Kind.LIST_ITEM if _BULLET.match(line) or _ORDERED_ITEM.match(line) else None
    return None if state in (State.TEXT, State.ATTACHMENTS) else Kind.CODE


def _is_list_item(feed: _Feed) -> bool:
    """`1. …` is Markdown's list item, but also how many write a heading: a title alone on its line, or one with its
    text behind it.
    """
    line = feed.peek() or ""
    if line[:1] in " \t":
        return True
    heading = read_plain(line)
    if heading is None or heading.form is Form.BOLD:
        return heading is None
    if heading.form is Form.RUN_IN:
        return heading.closing != "。"
    if heading.closing or len(heading.title) > _LONGEST_ITEM_TITLE:
        return True
    distance = 1
    while (following := feed.peek(distance)) is not None and not following.strip():
        distance += 1
    return following is None or bool(_ORDERED_ITEM.match(following) or _BULLET.match(following))


_LONGEST_ITEM_TITLE = 40


def _take_front_matter(feed: _Feed) -> str:
    taken = feed.take()
    while (line := feed.peek()) is not None:
        if line.rstrip() in ("---", "..."):
            return taken + feed.take()
        if not _FRONT_MATTER_LINE.match(line):
            break
        taken += feed.take()
    return taken


def _take_line(feed: _Feed) -> str:
    return feed.take()


def _take_fence(feed: _Feed) -> str:
    taken = feed.take()
    match = _FENCE.match(taken)
    mark = match[1] if match else "```"
    closing = re.compile(rf" {{0,3}}{re.escape(mark[0])}{{{len(mark)},}}[ \t]*$")
    while (line := feed.peek()) is not None:
        taken += feed.take()
        if closing.match(line.rstrip("\r\n")):
            break
    return taken


def _take_code(feed: _Feed) -> str:
    taken = feed.take()
    while (line := feed.peek()) is not None and line.strip() and _INDENTED.match(line):
        taken += feed.take()
    return taken


def _take_quote(feed: _Feed) -> str:
    taken = feed.take()
    while (line := feed.peek()) is not None and _QUOTE.match(line):
        taken += feed.take()
    return taken


def _take_comment(feed: _Feed) -> str:
    taken = last = feed.take()
    while "-->" not in last and feed.peek() is not None:
        last = feed.take()
        taken += last
    return taken


def _take_html(feed: _Feed) -> str:
    taken = last = feed.take()
    raw = _RAW_HTML.match(taken)
    if raw:
        end = f"</{raw[1].lower()}>"
        while end not in last.lower() and feed.peek() is not None:
            last = feed.take()
            taken += last
        return taken
    while (line := feed.peek()) is not None and line.strip():
        taken += feed.take()
    return taken


def _take_table(feed: _Feed) -> str:
    taken = feed.take() + feed.take()
    while (line := feed.peek()) is not None and line.strip() and "|" in line:
        taken += feed.take()
    return taken


def _take_list_item(feed: _Feed) -> str:
    taken = feed.take()
    previous = taken
    while (line := feed.peek()) is not None and _continues(previous, line, feed, first=False):
        previous = feed.take()
        taken += previous
    return taken


_TAKERS = {
    Kind.RULE: _take_line,
    Kind.HEADING: _take_line,
    Kind.FENCE: _take_fence,
    Kind.CODE: _take_code,
    Kind.QUOTE: _take_quote,
    Kind.COMMENT: _take_comment,
    Kind.HTML: _take_html,
    Kind.TABLE: _take_table,
    Kind.LIST_ITEM: _take_list_item,
}


def _take_text(feed: _Feed, state: State) -> Block:
    """A paragraph, or the heading that its first line turns out to be."""
    taken = previous = feed.take()
    underline = feed.peek()
    if state is not State.TEXT and underline is not None and _UNDERLINE.match(underline.rstrip("\r\n")):
        return Block(
            Kind.HEADING, taken + feed.take() + feed.take_blank(), State.CLOSED, read_underlined(taken, underline)
        )
    first = True
    while (line := feed.peek()) is not None and _continues(previous, line, feed, first=first):
        previous = feed.take()
        taken += previous
        first = False
    heading = (
        read_plain(taken, may_be_title=state is State.START)
        if state not in _IN_LIST or taken[:1] not in " \t"
        else None
    )
    blank = feed.take_blank()
    if _ATTACHMENTS.match(taken) or (state is State.ATTACHMENTS and _is_attachment(heading)):
        return Block(Kind.PARAGRAPH, taken + blank, State.ATTACHMENTS)
    if state in _IN_LIST and taken[:1] in " \t":
        after = State.LIST if blank else State.ITEM
    elif blank:
        after = State.CLOSED
    else:
        after = State.TEXT
    return Block(Kind.HEADING if heading else Kind.PARAGRAPH, taken + blank, after, heading)


_ATTACHMENTS = re.compile(r"[ \t\u3000]*附件?[：:]\s*(?:1[.．、]|$)")
_OF_ATTACHMENTS = frozenset({System.DIGIT_DOT, System.DIGIT_COMMA})


def _is_attachment(heading: Heading | None) -> bool:
    """Whether what reads as a heading may be the name of an attachment: 2. and nothing but a title."""
    number = heading.number if heading is not None and heading.form is Form.NUMBERED else None
    return number is not None and number.system in _OF_ATTACHMENTS


def _continues(previous: str, line: str, feed: _Feed, *, first: bool) -> bool:
    """Whether `line` goes on with the paragraph whose last line is `previous` (`first`: its only line so far)."""
    content = line.strip()
    if not content or _begins_block(line, content, feed):
        return False
    before = previous.strip()
    if before[-1] in "，、；,;—（《“‘" or _is_open(before):
        return True
    if before[-1] in "。！？：:!?…" or (before[-1] in "”’）)》」』】|." and not before[-2:-1].isalnum()):
        return False
    if first and read_number(before) is not None and not _STOP_INSIDE.search(before):
        return len(before) >= _WRAPPED_TITLE and not before.endswith(("方面", "问题", "情况", "措施"))
    return len(before) >= (_SHORTEST_WRAPPED_LATIN if before[-1].isascii() else _SHORTEST_WRAPPED)


_STOP_INSIDE = re.compile(r"[。！？：；]")
_SHORTEST_WRAPPED = 20
_SHORTEST_WRAPPED_LATIN = 40
_WRAPPED_TITLE = 30


def _is_open(line: str) -> bool:
    """Whether a quotation or bracket is open at the end of `line`."""
    stack: list[str] = []
    for char in line:
        if char in "“‘（《「『【":
            stack.append(char)
        elif char in _OPENERS and stack and stack[-1] == _OPENERS[char]:
            stack.pop()
    return bool(stack)


def _begins_block(line: str, content: str, feed: _Feed) -> bool:
    """Whether `line` must begin a block of its own even right after text."""
    if line[0] == "\u3000" or _kind_of_special(feed, State.TEXT) is not None:
        return True
    first = content[0]
    if first in "*_" and content[:2] in ("**", "__"):
        return True
    if first.isascii() and not first.isdigit() and first != "(":
        return False
    return bool(read_number(content) or _RUN_MEMBER.match(content) or _LABEL.match(content))
