"""Applying the safe fixes of findings, as an editor's "fix all" does."""

from collections.abc import Iterable

from duizhao.findings import Replacement, Verdict
from duizhao.text import Span


def fixed(text: str, verdicts: Iterable[Verdict]) -> str:
    """`text` after every safe fix of `verdicts`; of two that touch the same place, the first one counts."""
    taken: list[Replacement[Span]] = []
    for verdict in verdicts:
        fix = verdict.finding.fix
        if fix is not None and fix.safe and not any(_meet(a, b) for a in fix.replacements for b in taken):
            taken += fix.replacements
    for (start, end), replacement in sorted(taken, reverse=True):
        text = text[:start] + replacement + text[end:]
    return text


def _meet(one: Replacement[Span], other: Replacement[Span]) -> bool:
    return one.at == other.at or (one.at.start < other.at.end and other.at.start < one.at.end)
