"""Where the editor finds what explains a code."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from duizhao.checkers import CODES
from duizhao.pages import page_path
from duizhao.rules import RuleSet

PageOf: TypeAlias = Callable[[str], str | None]
"""The address of the page that explains a code, or None."""


def pages_under(rules: RuleSet, language: str) -> PageOf:
    """Finds the address of a code's page: its own file, or for a pack's rule the line where it is written."""
    origins = {rule.code: rule.origin for rule in rules.patterns}

    def page(code: str) -> str | None:
        origin = origins.get(code)
        if origin is not None:
            return f"{Path(origin.path).absolute().as_uri()}#L{origin.line}"
        return page_path(code, language).as_uri() if code in CODES else None

    return lru_cache(maxsize=None)(page)
