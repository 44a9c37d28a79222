"""Headings in every form that authors use: ATX, Setext, bold lines, numbered plain lines and run-in headings.

Reading a heading needs nothing but its own block, so an edit elsewhere can never change it. Where it stands among the
others is the outline's business.
"""

import re
from dataclasses import dataclass, replace
from enum import Enum, IntEnum

from duizhao.document.numbering import Number, read_number, value_of
from duizhao.text import Span

_LONGEST_RUN_IN_TITLE = 40
_LONGEST_CLAUSE_TITLE = 30
_LONGEST_SENTENCE_TITLE = 30
_MOST_CLAUSES = 3
_LONGEST_PLAIN_TITLE = 60
_STOP = re.compile(r"[。！？：；]|[.!?:](?=\s|$)")
_ATX = re.compile(r"\ufeff? {0,3}(#{1,6})(?:[ \t\u3000]+|(?=[^\s#])|$)")
_CLOSING = "。：:；;"
_COMMENTS_BEHIND = re.compile(r"(?:[ \t]*<!--(?:(?!-->)[^\r\n])*(?:-->|$))+[ \t]*$")
_BOLD = re.compile(r"(?P<mark>\*\*|__)(?P<inner>(?:(?!(?P=mark)).)+)(?P=mark)")


NOWHERE = Span(0, 0)


class Form(Enum):
    """How a heading is marked."""

    ATX = "atx"
    SETEXT = "setext"
    BOLD = "bold"
    NUMBERED = "numbered"
    RUN_IN = "run-in"
    TITLE = "title"


class Confidence(IntEnum):
    """How sure it is that an author means a heading."""

    POSSIBLE = 1
    LIKELY = 2
    CERTAIN = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, its spans relative to its block.

    `level` is the one its markup says (1–6), None where only a number tells; `marks` is where the `#` of an ATX
    heading stand, empty otherwise; `title` lacks number, marks and the closing stop that `closing` holds;
    `number_span` is empty at the title's start when there is no number; `body` is where the text of a run-in heading
    goes on, else None.
    """

    form: Form
    level: int | None
    number: Number | None
    title: str
    span: Span
    number_span: Span
    title_span: Span
    closing: str
    body: int | None
    confidence: Confidence
    marks: Span = NOWHERE

    @property
    def text(self) -> str:
        """Number and title together, as an outline shows them."""
        if self.number is None:
            return self.title
        gap = " " if self.number.path or (self.title and self.number.text[-1] in ".章节分条)") else ""
        return self.number.text + gap + self.title


def read_marked(line: str) -> Heading | None:
    """The ATX heading that is `line`, or None. A `#` without its blank counts when a title follows directly, as many
    write it.
    """
    match = _ATX.match(line)
    if match is None:
        return None
    content = line.rstrip("\r\n")
    content = content[: match.end()] + _without_comment(content[match.end() :])
    stop = max(match.end(), _end_of_title(content, match.end()))
    spaced = match.end() == len(content) or content[match.end() - 1] != "#"
    if not spaced and content.endswith("#"):
        return None
    confidence = Confidence.CERTAIN if spaced else Confidence.LIKELY
    heading = _titled(content, match.end(), stop, Form.ATX, len(match[1]), confidence)
    return replace(heading, marks=Span(*match.span(1)))


def _without_comment(content: str) -> str:
    """`content` without the comments, closed or being typed, that end it: no renderer shows them."""
    return _COMMENTS_BEHIND.sub("", content) if "<!--" in content else content


def _end_of_title(content: str, start: int) -> int:
    """Where the title from `start` on ends, without blanks and without a closing sequence of # behind a blank."""
    closed = content.rstrip(" \t")
    title = closed.rstrip("#")
    if len(closed) > len(title) > start and title[-1] in " \t":
        return len(title.rstrip(" \t"))
    return len(content.rstrip(" \t\u3000"))


def read_underlined(line: str, underline: str) -> Heading:
    """The Setext heading that `line` is above `underline` (=== or ---)."""
    content = line.strip().lstrip("\ufeff")
    start = line.index(content)
    level = 1 if underline.lstrip()[0] == "=" else 2
    return _titled(line, start, start + len(content), Form.SETEXT, level, Confidence.CERTAIN)


def read_plain(text: str, *, may_be_title: bool = False) -> Heading | None:
    """The bold, numbered or run-in heading that opens the paragraph `text`, or None.

    `may_be_title` says that nothing but front matter stands before: then a short line without a full stop is the
    report's title, and the lines of author and date may follow it directly.
    """
    start = len(text) - len(text.lstrip().lstrip("\ufeff").lstrip())
    content = _without_comment(text.rstrip())
    bold = _BOLD.match(content, start)
    if bold is not None:
        return _read_bold(content, start, bold)
    number = read_number(content, start)
    if number is not None:
        heading = _read_numbered(content, start, number)
        prose = heading.body is not None or heading.closing
        return None if prose and _is_range(content, heading.number_span.end, number) else heading
    return _read_title(content, start) if may_be_title else None


def _read_title(content: str, start: int) -> Heading | None:
    title = re.split(r"[\r\n]", content[start:], maxsplit=1)[0].rstrip()
    if not 4 <= len(title) <= _LONGEST_PLAIN_TITLE or _NO_TITLE.search(title):
        return None
    span = Span(start, start + len(title))
    alone = span.end == len(content)
    names_report, clauses = _REPORT.search(title) is not None, _CLAUSE.search(title) is not None
    if (clauses and not names_report) or (not alone and (clauses or not names_report)):
        return None
    body = None if alone else span.end
    return Heading(Form.TITLE, 1, None, title, span, Span(start, start), span, "", body, Confidence.LIKELY)


_NO_TITLE = re.compile(r"[。！？；;!?]|\.\s|\.$|^[\[<|【]")
_CLAUSE = re.compile(r"[，,：:]")
_REPORT = re.compile(
    r"(?:报告|材料|方案|情况|总结|提纲|意见|清单|通报|汇报|计划|说明|台账|纪要|记录|发言|讲话|通知|办法|制度|复盘)"
    r"(?:[（(][^（）()]{1,20}[）)])?$"
)
_RANGE = re.compile(
    r"(?P<to>[零一二三四五六七八九十]{1,3}|\d{1,4})(?:月(?!\d)|季度|产业|年|级|线|类|楼|期|批|个|名|项|次|人|天|号|点|时|[万百千亿成])"
)


def _is_range(content: str, end: int, number: Number) -> bool:
    """Whether the number is the first half of 5、6月份 or 二、三季度."""
    following = _RANGE.match(content, end)
    return following is not None and number.text.endswith("、") and value_of(following["to"]) == number.ordinal + 1


def _titled(content: str, start: int, stop: int, form: Form, level: int | None, confidence: Confidence) -> Heading:
    """A heading whose whole text is `content[start:stop]`: number, title and closing mark."""
    left, right = start, stop
    bold = _BOLD.fullmatch(content, start, stop)
    if bold is not None:
        left, right = bold.span("inner")
    number = read_number(content, left, marked=True) if right > left else None
    number_end = left + len(number.text) if number else left
    title_start = number_end
    while title_start < right and content[title_start].isspace():
        title_start += 1
    closing = content[right - 1] if right > title_start and content[right - 1] in _CLOSING else ""
    title_span = Span(title_start, right - len(closing))
    return Heading(
        form, level, number, content[title_span.start : title_span.end], Span(start, stop),
        Span(left, number_end), title_span, closing, None, confidence,
    )  # fmt: skip


def _read_bold(content: str, start: int, bold: re.Match[str]) -> Heading | None:
    """**（一）标题**, alone or followed by its text; no bold label (**整改问题：**) and no bold prose."""
    inner_start, inner_end = bold.span("inner")
    rest = content[bold.end() :].strip()
    number = read_number(content, inner_start, marked=True)
    if not rest:
        heading = _titled(content, start, len(content), Form.BOLD, None, Confidence.LIKELY)
        prose = heading.closing in ("：", ":") or len(heading.title) > _LONGEST_PLAIN_TITLE or "。" in heading.title
        return None if number is None and (prose or heading.closing) else heading
    if number is None or not rest:
        return None
    title_start = inner_start + len(number.text)
    title_start += len(content[title_start:inner_end]) - len(content[title_start:inner_end].lstrip())
    closing = content[inner_end - 1] if content[inner_end - 1] in "。：:" else ""
    title_span = Span(title_start, inner_end - len(closing))
    return Heading(
        Form.RUN_IN, None, number, content[title_span.start : title_span.end], Span(start, bold.end()),
        Span(inner_start, inner_start + len(number.text)), title_span, closing, bold.end(), Confidence.CERTAIN,
    )  # fmt: skip


def _read_numbered(content: str, start: int, number: Number) -> Heading:
    number_span = Span(start, start + len(number.text))
    title_start = number_span.end
    while title_start < len(content) and content[title_start].isspace():
        title_start += 1
    text = content[title_start:]
    stop = _STOP.search(text)
    aspect = text.find("方面，")
    confidence = Confidence.CERTAIN if number.system.rank <= _SUREST_RANK else Confidence.LIKELY
    if 0 <= aspect < _LONGEST_RUN_IN_TITLE and (stop is None or aspect < stop.start()):
        cut, closing = aspect + 2, ""
    elif stop is None or (stop.end() == len(text) and not _is_prose(text)):
        cut = len(text) if stop is None else stop.start()
        title_span = Span(title_start, title_start + cut)
        return Heading(
            Form.NUMBERED, None, number, text[:cut], Span(start, len(content)), number_span, title_span,
            text[cut:] if text[cut:] in _CLOSING else "", None, confidence,
        )  # fmt: skip
    elif (
        stop.start() <= _LONGEST_RUN_IN_TITLE
        and stop.end() < len(text)
        and text.count("，", 0, stop.start()) < _MOST_CLAUSES
    ):
        cut, closing = stop.start(), stop.group() if stop.group() in "。：:" else ""
    else:
        comma = text.find("，")
        cut, closing = comma if 0 < comma <= _LONGEST_CLAUSE_TITLE else min(_LONGEST_CLAUSE_TITLE, stop.start()), ""
        confidence = Confidence.POSSIBLE
    title_span = Span(title_start, title_start + cut)
    end = title_span.end + len(closing)
    return Heading(
        Form.RUN_IN, None, number, text[:cut], Span(start, end), number_span, title_span, closing, end, confidence
    )


_SUREST_RANK = 5  # （一） and above


def _is_prose(text: str) -> bool:
    """A single sentence too long and too clause-ridden to be a title; the prescribed …方面 headings are as long, and
    titles.
    """
    if "，" not in text or text.rstrip(_CLOSING).endswith("方面"):
        return False
    return len(text) > _LONGEST_SENTENCE_TITLE or _DIGIT.search(text) is not None


_DIGIT = re.compile("[0-9]")
