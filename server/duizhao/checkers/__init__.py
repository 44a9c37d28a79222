"""The checkers, one per file, and the checks that a rule set makes of them."""

from duizhao.checkers.checker import (
    Checker,
    Code,
    Family,
    Prose,
    Skeleton,
)
from duizhao.checkers.registry import BUILT_INS, CODES, Checks

__all__ = ["BUILT_INS", "CODES", "Checker", "Checks", "Code", "Family", "Prose", "Skeleton"]
