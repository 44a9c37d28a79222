"""The protocol's types as the core's."""

from pathlib import Path

from lsprotocol import types
from pygls.uris import to_fs_path

from duizhao.document import Document
from duizhao.text import Position, PositionEncoding, Span


def path_of(uri: str) -> Path | None:
    """The file at `uri`; None where it names none, as for a text that was never saved."""
    return Path(path) if (path := to_fs_path(uri)) else None


def position(value: types.Position) -> Position:
    """A position as (line, character), still in the client's encoding."""
    return Position(value.line, value.character)


def span(document: Document, value: types.Range, encoding: PositionEncoding) -> Span:
    """A range of the client as a span of `document`; a range that goes backwards is turned round."""
    start, end = (document.offset(position(each), encoding) for each in (value.start, value.end))
    return Span(min(start, end), max(start, end))
