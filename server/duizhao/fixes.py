"""Many fixes at once: which of them go together, and what text they give."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence

from duizhao.analysis import Analysis
from duizhao.findings import Fix, Replacement, Stage
from duizhao.rewriting import Rewriting
from duizhao.text import Span

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
    rewriting = Rewriting(analysis.document)
    for _ in range(MOST_PASSES):
        verdicts = analysis.verdicts(stage)
        fixes = [v.finding.fix for v in verdicts if codes is None or v.finding.code in codes]
        replacements = compatible([fix for fix in fixes if fix is not None and fix.safe])
        if not replacements:
            break
        rewriting.apply(replacements)
        analysis = Analysis(rewriting.document, analysis.checks, analysis)
    return rewriting.replacements
