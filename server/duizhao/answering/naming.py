"""How a measure names the problem that it answers, in the draft's own way."""

import re
from collections import Counter
from collections.abc import Iterable

from duizhao.document.numbering import System, write_number
from duizhao.pairing.model import Form, Item
from duizhao.pairing.pairing import Pairing
from duizhao.pairing.reasons import plain, short
from duizhao.pairing.wording import wording_key

_LONGEST_QUOTATION = 40
_SHORTEST_PART = 4
_NUMERAL = re.compile(r"(?P<open>[（(])?(?P<numeral>[一二三四五六七八九十]{1,3}|\d{1,3})(?P<close>[）)])?[.、．，]?")
_RUN_MARK = re.compile(r"^[一二三四五六七八九十]{1,3}[是要][，,]?(?=.)")
_INNER_MARKS = str.maketrans("“”「」『』", "‘’‘’‘’")


def reference_to(pairing: Pairing, problem: int) -> str | None:
    """The same as `Names.reference_to`, for one problem."""
    return Names(pairing).reference_to(problem)


def is_chinese(item: Item) -> bool:
    """Whether an item is written in Chinese, so that what answers it should be, too."""
    return any("\u4e00" <= char <= "\u9fff" for char in item.head)


class Names:
    """What the problems of one draft can be called, so that none is taken for another; made once for many problems."""

    def __init__(self, pairing: Pairing) -> None:
        self._pairing = pairing
        self._by_group: dict[int, _Among] = {}

    def reference_to(self, problem: int) -> str | None:
        """Words that lead to one problem only: 针对问题（三）, 针对“走访不够”的问题; for problem 3. None where no words
        do, since others have its number and say the same.
        """
        item = self._pairing.items[problem]
        if number := self.number_of(problem):
            return f"针对问题{number}" if is_chinese(item) else f"for problem {item.ordinal}"
        quoted = _quoted(item)
        if not is_chinese(item) or not self._among(item.group).is_alone(quoted, item):
            return None
        return f"针对“{quoted}”的问题"

    def number_of(self, problem: int) -> str:
        """The number of a problem as a reference writes it: （三）, 3, 三; empty where it has none, or others may be
        meant by it as well.
        """
        item = self._pairing.items[problem]
        number = _number(item)
        return number if number and self._among(item.group).is_only(number, item) else ""

    def _among(self, group: int) -> "_Among":
        """The problems among which those of a group are looked for, at whatever level."""
        if group not in self._by_group:
            role = self._pairing.groups[group].role
            sources = [each.sources for each in self._pairing.groups if group in each.sources]
            groups = {group}.union(*sources)
            asking = ("problem", role)
            self._by_group[group] = _Among(
                [item for item in self._pairing.items if item.group in groups and item.role in asking]
            )
        return self._by_group[group]


class _Among:
    """Problems by their numbers and by what they say."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._styles: dict[int, list[str]] = {}
        keys = []
        for item in items:
            keys.append(wording_key(item.head))
            if item.ordinal is not None and item.form is not Form.RUN_MEMBER:
                self._styles.setdefault(item.ordinal, []).append(item.style)
        self._heads = Counter(keys)
        self._text = "\n".join(keys)
        self._by_beginning: dict[str, list[str]] = {}
        for key in self._heads:
            if len(key) >= _SHORTEST_PART:
                self._by_beginning.setdefault(key[:_SHORTEST_PART], []).append(key)

    def is_only(self, number: str, item: Item) -> bool:
        """Whether this number of `item` means no other."""
        bare, digits = number.isalnum(), _has_digits(number)
        styles = self._styles.get(item.ordinal or 0, ())
        return sum(1 for style in styles if style == item.style or (bare and _has_digits(style) == digits)) == 1

    def is_alone(self, quoted: str, item: Item) -> bool:
        """Whether these words of `item` are those of no other."""
        key, own = wording_key(quoted), wording_key(item.head)
        if key == own:
            return bool(key) and self._heads[key] == 1
        if len(key) < _SHORTEST_PART or key in self._heads or self._text.count(key) != own.count(key):
            return False
        return not any(
            key.startswith(other, at)
            for at in range(len(key) - _SHORTEST_PART + 1)
            for other in self._by_beginning.get(key[at : at + _SHORTEST_PART], ())
        )


def _number(item: Item) -> str:
    if item.ordinal is None or item.form not in (Form.HEADING, Form.LIST_ITEM, Form.ROW):
        return ""
    system = next((system for system in System if system.value == item.style), None)
    written = str(item.ordinal) if system is None else write_number(system, item.ordinal)
    match = _NUMERAL.fullmatch(written)
    if match is None or system is System.DECIMAL:
        return ""
    if not is_chinese(item):
        return str(item.ordinal)
    return written.rstrip(".、．，") if match["open"] else match["numeral"]


def _has_digits(written: str) -> bool:
    return any(letter in "0123456789" for letter in written)


def _quoted(item: Item) -> str:
    words = _RUN_MARK.sub("", plain(item.head))
    return short(words, _LONGEST_QUOTATION).translate(_INNER_MARKS).rstrip("…，,、：: ")
