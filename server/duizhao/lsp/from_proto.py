"""The protocol's types as the core's."""

from lsprotocol import types

from duizhao.document import Document
from duizhao.text import Position, PositionEncoding, Span


def position(value: types.Position) -> Position:
    """A position as (line, character), still in the client's encoding."""
    return Position(value.line, value.character)


def span(document: Document, value: types.Range, encoding: PositionEncoding) -> Span:
    """A range of the client as a span of `document`; a range that goes backwards is turned round."""
    start, end = (document.offset(position(each), encoding) for each in (value.start, value.end))
    return Span(min(start, end), max(start, end))
