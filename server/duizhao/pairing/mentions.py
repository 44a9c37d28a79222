"""What a field or a column named 对应问题 says: which problems are meant, by their ids, numbers or words."""

import re
from collections.abc import Iterator

from duizhao.document.numbering import read_number, value_of
from duizhao.document.references import Reference, ReferenceKind
from duizhao.text import Span

_PART = re.compile(r"[^、，,；;\s]+")
_ID = re.compile(r"[A-Za-z]{1,8}[-_]?\d{1,4}(?:\.\d{1,3})*")
_ORDINAL = re.compile(
    r"(?:第|问题|隐患|problem |issue |finding )?[（(]?(?P<number>[一二三四五六七八九十]{1,3}|\d{1,3})[）)]?"
    r"[.、]?(?:个|项|条)?(?:问题|隐患)?",
    re.IGNORECASE,
)


def mentions_of(text: str, span: Span) -> tuple[Reference, ...]:
    """The references in the whole of a field's or cell's `text`, which stands at `span` of its section."""
    parts = list(_PART.finditer(text))
    if parts and all(_ID.fullmatch(part.group()) for part in parts):
        return tuple(_by_id(part, span) for part in parts)
    if parts and all(_ORDINAL.fullmatch(part.group()) for part in parts):
        return tuple(_by_number(parts, span))
    return (Reference(ReferenceKind.QUOTE, span, (span,), words=text),)


def _by_id(part: re.Match[str], span: Span) -> Reference:
    where = Span(*part.span()).shifted(span.start)
    return Reference(ReferenceKind.ID, where, (where,), words=part.group())


def _by_number(parts: list[re.Match[str]], span: Span) -> Iterator[Reference]:
    for part in parts:
        where = Span(*part.span()).shifted(span.start)
        match = _ORDINAL.fullmatch(part.group())
        assert match is not None
        written = match["number"]
        ordinal = int(written) if written.isdecimal() else value_of(written)
        number = read_number(part.group())
        yield Reference(ReferenceKind.ORDINAL, where, (where,), "问题", (ordinal,), number)
