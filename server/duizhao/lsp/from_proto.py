"""The protocol's types as the core's."""

from lsprotocol import types

from duizhao.text import Position


def position(value: types.Position) -> Position:
    """A position as (line, character), still in the client's encoding."""
    return Position(value.line, value.character)
