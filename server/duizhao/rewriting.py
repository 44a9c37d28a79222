"""Changes that build on each other, as changes of the text that they began with."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from duizhao.document import Document
from duizhao.findings import Replacement
from duizhao.text import Edit, Span


class Rewriting:
    """A document that is changed step by step; `document` is what it is now."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._before = document
        length = document.starts[-1]
        self._pieces: list[Span | str] = [Span(0, length)] if length else []

    def apply(self, replacements: Sequence[Replacement[Span]]) -> None:
        """Change `document`; the replacements are in the order of its text and do not meet."""
        self._pieces = _replaced(self._pieces, replacements)
        for replacement in reversed(replacements):
            self.document = self.document.edited(Edit(*replacement))

    @property
    def replacements(self) -> tuple[Replacement[Span], ...]:
        """What to replace in the first document to get the present one, in the order of its text."""
        return tuple(_differences(self._pieces, self._before))


def _replaced(pieces: Iterable[Span | str], replacements: Sequence[Replacement[Span]]) -> list[Span | str]:
    """The text made of `pieces` after `replacements`: what is left of the original as spans, what is new as text."""
    rest, done, position = deque(pieces), list[Span | str](), 0
    for (start, end), new in replacements:
        for stop, kept in ((start, True), (end, False)):
            while position < stop:
                piece, behind = _cut(rest.popleft(), stop - position)
                position += _length(piece)
                if behind is not None:
                    rest.appendleft(behind)
                if kept:
                    done.append(piece)
        if new:
            done.append(new)
    return [*done, *rest]


def _length(piece: Span | str) -> int:
    return len(piece) if isinstance(piece, str) else piece.end - piece.start


def _cut(piece: Span | str, at: int) -> tuple[Span | str, Span | str | None]:
    if _length(piece) <= at:
        return piece, None
    if isinstance(piece, str):
        return piece[:at], piece[at:]
    return Span(piece.start, piece.start + at), Span(piece.start + at, piece.end)


def _differences(pieces: Sequence[Span | str], document: Document) -> Iterator[Replacement[Span]]:
    """What to replace in `document` to make it the text of `pieces`."""
    length, text = document.starts[-1], document.text
    position, new = 0, ""
    for piece in (*pieces, Span(length, length)):
        if isinstance(piece, str):
            new += piece
            continue
        if new != text[position : piece.start]:
            yield Replacement(Span(position, piece.start), new)
        position, new = piece.end, ""
