"""How a measure names the problem that it answers, in the draft's own way."""

from duizhao.document.numbering import System, write_number
from duizhao.pairing.model import Form, Item
from duizhao.pairing.pairing import Pairing
from duizhao.pairing.reasons import plain, short

_LONGEST_QUOTATION = 40
_FULL_STOPS = ".、．"


def reference_to(pairing: Pairing, problem: int) -> str:
    """Words that lead to one problem only: 针对问题（三）, 针对“走访不够”的问题; for problem 3."""
    item = pairing.items[problem]
    number = _number(item)
    if not is_chinese(item):
        return f"for problem {item.ordinal}" if number and _is_unique(pairing, problem) else f"for “{_quoted(item)}”"
    if number and _is_unique(pairing, problem):
        return f"针对问题{number}"
    return f"针对“{_quoted(item)}”的问题"


def is_chinese(item: Item) -> bool:
    """Whether an item is written in Chinese, so that what answers it should be, too."""
    return any("\u4e00" <= char <= "\u9fff" for char in item.head)


def _number(item: Item) -> str:
    """Its number as a reference writes it: （三）, 3, 三; empty where it has none."""
    if item.ordinal is None or item.form not in (Form.HEADING, Form.LIST_ITEM, Form.ROW):
        return ""
    system = next((system for system in System if system.value == item.style), None)
    return write_number(system, item.ordinal).rstrip(_FULL_STOPS) if system is not None else str(item.ordinal)


def _is_unique(pairing: Pairing, problem: int) -> bool:
    """Whether no other problem, at whatever level, has this number."""
    item = pairing.items[problem]
    same = [
        other
        for other in pairing.items
        if other.role == item.role and other.ordinal == item.ordinal and other.style == item.style
    ]
    return len(same) == 1


def _quoted(item: Item) -> str:
    return short(plain(item.head), _LONGEST_QUOTATION).replace("“", "‘").replace("”", "’").removesuffix("…")
