"""Many fixes at once: which of them go together, and what text they give."""

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from duizhao.analysis import Analysis
from duizhao.document import Document
from duizhao.findings import Fix, Replacement, Stage
from duizhao.text import Edit, Span

MOST_PASSES = 10
"""A fix can make room for another; more often than this they are not tried."""


def compatible(fixes: Iterable[Fix[Span]]) -> tuple[Replacement[Span], ...]:
    """The replacements of those fixes that do not get into each other's way, in the order of the text.

    Of two fixes that meet, the earlier one counts; a fix counts whole or not at all.
    """
    taken: list[Span] = []
    kept: list[Replacement[Span]] = []
    for fix in fixes:
        if not any(_meets_any(replacement.at, taken) for replacement in fix.replacements):
            kept += fix.replacements
            for replacement in fix.replacements:
                insort(taken, replacement.at)
    return tuple(sorted(kept))


def _meets_any(span: Span, others: Sequence[Span]) -> bool:
    """Whether `span` meets one of `others`, which are sorted and do not meet each other."""
    index = bisect_left(others, span)
    return any(_meet(span, other) for other in others[max(0, index - 1) : index + 1])


def _meet(one: Span, other: Span) -> bool:
    return one == other or (one.start < other.end and other.start < one.end)


def fix_all(analysis: Analysis, stage: Stage, *, codes: frozenset[str] | None = None) -> tuple[Replacement[Span], ...]:
    """What to replace in the document analysed, in the order of the text, so that no safe fix is left to be made.

    With `codes`, only fixes of these findings are made. What fixes bring about is fixed too, as long as it comes to an
    end.
    """
    document = analysis.document
    length = document.starts[-1]
    pieces: list[Span | str] = [Span(0, length)] if length else []
    for _ in range(MOST_PASSES):
        verdicts = analysis.verdicts(stage)
        fixes = [v.finding.fix for v in verdicts if codes is None or v.finding.code in codes]
        replacements = compatible([fix for fix in fixes if fix is not None and fix.safe])
        if not replacements:
            break
        pieces = _replaced(pieces, replacements)
        edited = analysis.document
        for replacement in reversed(replacements):
            edited = edited.edited(Edit(*replacement))
        analysis = Analysis(edited, analysis.checks, analysis)
    return tuple(_differences(pieces, document))


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
