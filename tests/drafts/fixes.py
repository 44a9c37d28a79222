"""What a text becomes by fixes."""

from collections.abc import Iterable

from duizhao.findings import Replacement, Verdict
from duizhao.fixes import compatible
from duizhao.text import Span


def applied(text: str, replacements: Iterable[Replacement[Span]]) -> str:
    """`text` after `replacements`, none of which meets another."""
    parts, position = [], 0
    for (start, end), new in sorted(replacements):
        parts += [text[position:start], new]
        position = end
    return "".join([*parts, text[position:]])


def fixed(text: str, verdicts: Iterable[Verdict]) -> str:
    """`text` after every safe fix of `verdicts`; of two that meet, the first one counts."""
    fixes = [verdict.finding.fix for verdict in verdicts]
    return applied(text, compatible(fix for fix in fixes if fix is not None and fix.safe))
