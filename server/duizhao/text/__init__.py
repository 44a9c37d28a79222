"""Text as the rest of the program sees it: code points, lines, and the positions that protocols use."""

from duizhao.text.source import Edit, Position, PositionEncoding, SourceText, Span

__all__ = ["Edit", "Position", "PositionEncoding", "SourceText", "Span"]
