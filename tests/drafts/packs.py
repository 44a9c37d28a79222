"""Which rules a draft of the tests is read under."""

from functools import cache

from duizhao.checkers import Checks
from duizhao.checkers.registry import BUILT_INS
from duizhao.document import Document
from duizhao.rules.packs import PackLibrary, packs_in, shipped_folder


def checks_for(document: Document) -> Checks:
    """The checks of the pack that the draft's `report:` names, else of the base pack; the same object every time."""
    return _checks(document.front_matter.value("report") or "gongwen/base")


@cache
def _checks(pack: str) -> Checks:
    rules, errors = PackLibrary([packs_in(shipped_folder())], BUILT_INS).resolve(pack)
    assert rules is not None, errors
    return Checks(rules)
