"""One pass of the safe fixes of some findings."""

from collections.abc import Iterable

from duizhao.findings import Verdict
from duizhao.fixes import applied, compatible


def fixed(text: str, verdicts: Iterable[Verdict]) -> str:
    """`text` after every safe fix of `verdicts`; of two that meet, the first one counts."""
    fixes = [verdict.finding.fix for verdict in verdicts]
    return applied(text, compatible(fix for fix in fixes if fix is not None and fix.safe))
