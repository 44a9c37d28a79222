"""Tags: comments that name a problem and say what answers what, invisible in every renderer.

`<!-- p1 -->` names the item it stands in or directly under; `<!-- for: p1 p2 -->` says which ones a measure (or a
cause) answers; `<!-- for: none 常规工作 -->` that it answers none, and why; `<!-- no-measure: 理由 -->` (no-cause,
no-follow-up) that a problem needs none. The attribute forms `{#p1}` and `{for=p1}` are read, too.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from duizhao.document.blocks import Kind
from duizhao.document.passages import Passage
from duizhao.text import Span


class TagKind(Enum):
    """What a tag says of the item it stands in."""

    ID = "id"
    FOR = "for"
    FOR_NONE = "for: none"
    NEEDS_NO = "no-"


class TagName(NamedTuple):
    """An id in a tag. `seal` is the fingerprint of the other side when the link was confirmed (`p1@3f2a9c`), empty
    without one; `span` holds the id alone, relative to the section.
    """

    id: str
    span: Span
    seal: str = ""


class Tag(NamedTuple):
    """One tag; spans are relative to the section.

    `names` are the ids it gives (ID) or points to (FOR). `role` is what is not needed (NEEDS_NO): measure, cause or
    follow-up. `reason` is why (FOR_NONE, NEEDS_NO), empty where none is given. `span` is the whole comment or
    attribute.
    """

    kind: TagKind
    span: Span
    names: tuple[TagName, ...] = ()
    role: str = ""
    reason: str = ""

    def shifted(self, by: int) -> "Tag":
        """The same tag, its spans counted from `by` characters earlier."""
        names = tuple([name._replace(span=name.span.shifted(by)) for name in self.names])
        return self._replace(span=self.span.shifted(by), names=names)


_TAG = re.compile(r"<!--(?P<comment>[^<>]{1,400}?)-->|(?<!\{)\{(?P<attributes>[^{}\r\n]{1,200})\}(?!\})")
_ID = r"[A-Za-z][A-Za-z_-]{0,15}\d[\w.-]{0,15}"
_WORD = r"[^\s,，、;；@<>\"“”]{1,40}"
_VERSION = r"(?:v|ver|version|rev)\.?\d+(?:\.\d+)+$"
_GIVEN = re.compile(rf"(?i:(?!{_VERSION}))(?P<bare>{_ID})|(?i:id)\s*[:：]\s*(?P<named>{_WORD})", re.ASCII)
_FOR = re.compile(r"for\s*[:：]\s*(?P<what>.*)", re.DOTALL | re.IGNORECASE)
_NONE = re.compile(r"none(?![A-Za-z0-9_.@-])[\s:：,，]*(?P<reason>.*)", re.DOTALL | re.IGNORECASE)
_NEEDS_NO = re.compile(
    r"no-(?P<role>measure|cause|follow-up)s?\s*(?:[:：]\s*(?P<reason>.*))?", re.DOTALL | re.IGNORECASE
)
_NAMED = re.compile(rf"(?<![^\s,，、])(?P<id>{_WORD})(?:@(?P<seal>[0-9a-f]{{1,16}}))?(?=[\s,，、]|$)")
_ATTRIBUTE = re.compile(
    r"(?<![^\s:])(?:#(?P<id>[\w.-]{1,40})|for=(?:[\"“”](?P<quoted>[^\"“”]*)[\"“”]|(?P<bare>[^\s\"“”]+)))"
)
_UNTAGGED = frozenset({Kind.FENCE, Kind.CODE, Kind.FRONT_MATTER})
_TICKS = re.compile(r"`+")


def tags_of(passages: Iterable[Passage]) -> tuple[Tag, ...]:
    """The tags of a section's blocks, in order; a comment that is no tag, or not closed yet, is nothing to it."""
    tags: list[Tag] = []
    for block, _, start in passages:
        text = block.text
        if ("<!--" not in text and "{" not in text) or block.kind in _UNTAGGED:
            continue
        ends: list[int] = []
        starts: list[int] = []
        if "`" in text:
            for left, right in _code_spans(text):
                starts.append(left)
                ends.append(right)
        for match in _TAG.finditer(text):
            within = bisect_right(starts, match.start()) - 1
            if within < 0 or match.start() >= ends[within]:
                tags += _read(match, start)
    return tuple(tags)


def _code_spans(text: str) -> Iterator[tuple[int, int]]:
    """From a run of backticks to the next one that is as long, as Markdown reads them."""
    runs = [match.span() for match in _TICKS.finditer(text)]
    following: dict[int, int] = {}
    closing = [0] * len(runs)
    for index in range(len(runs) - 1, -1, -1):
        length = runs[index][1] - runs[index][0]
        closing[index] = following.get(length, index)
        following[length] = index
    index = 0
    while index < len(runs):
        if closing[index] > index:
            yield runs[index][0], runs[closing[index]][1]
        index = closing[index] + 1


def _read(match: re.Match[str], start: int) -> Iterator[Tag]:
    span = Span(*match.span()).shifted(start)
    if match["comment"] is None:
        yield from _attributes(match["attributes"], start + match.start("attributes"), span)
        return
    at = start + match.start("comment")
    for part in match["comment"].split(";"):
        tag = _tag(part, at, span)
        if tag is not None:
            yield tag
        at += len(part) + 1


def _tag(text: str, at: int, span: Span) -> Tag | None:
    """What one part of a comment says; `at` is where it stands."""
    at += len(text) - len(text.lstrip())
    text = text.strip()
    if (given := _GIVEN.fullmatch(text)) is not None:
        group = "bare" if given["bare"] else "named"
        return Tag(TagKind.ID, span, (TagName(given[group], Span(*given.span(group)).shifted(at)),))
    if (needs_no := _NEEDS_NO.fullmatch(text)) is not None:
        return Tag(TagKind.NEEDS_NO, span, role=needs_no["role"].lower(), reason=needs_no["reason"] or "")
    answers = _FOR.fullmatch(text)
    if answers is None or not answers["what"]:
        return None
    if (none := _NONE.fullmatch(answers["what"])) is not None:
        return Tag(TagKind.FOR_NONE, span, reason=none["reason"])
    names = tuple(_names(answers["what"], at + answers.start("what")))
    return Tag(TagKind.FOR, span, names) if names else None


def _names(text: str, at: int) -> Iterator[TagName]:
    for match in _NAMED.finditer(text):
        yield TagName(match["id"], Span(*match.span("id")).shifted(at), match["seal"] or "")


def _attributes(text: str, at: int, span: Span) -> Iterator[Tag]:
    for match in _ATTRIBUTE.finditer(text):
        if match["id"]:
            if any(letter.isdecimal() for letter in match["id"]):
                yield Tag(TagKind.ID, span, (TagName(match["id"], Span(*match.span("id")).shifted(at)),))
            continue
        group = "bare" if match["bare"] else "quoted"
        names = tuple(_names((match[group] or "").replace(",", " "), at + match.start(group)))
        if names:
            yield Tag(TagKind.FOR, span, names)
