"""What a table row says: whose text stands in its cells, by the headings of their columns."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from duizhao.document.numbering import read_number
from duizhao.document.units import Cell, Unit
from duizhao.pairing.labels import FieldKind, field_of, role_of
from duizhao.pairing.model import Role
from duizhao.text import Span

NO_PROBLEM = frozenset({"", "无", "未发现", "暂无", "没有", "/", "-", "—", "——", "None", "none", "N/A", "n/a"})
"""What is written where a problem is asked for and there is none."""
_NOTHING = frozenset("-—/无") | {"", "——", "N/A", "n/a"}
_TOTAL = re.compile(r"(?:合\s*计|小\s*计|总\s*计|共\s*\d+.{0,8})[：:]?|total", re.IGNORECASE)
_ROW_NUMBER = re.compile(
    r"[（(]?(?:\d{1,4}(?:\.\d{1,3})*|[一二三四五六七八九十]{1,3}|[A-Za-z]{1,8}[-_]?\d{1,4})[）)]?[.、．]?"
)


class TableRow(NamedTuple):
    """A row read by its columns: the first cell of each role, the cells that give a property, and its number."""

    cells: Mapping[Role, Cell]
    properties: tuple[tuple[FieldKind, Cell], ...]
    ordinal: int | None
    extent: Span
    aside: bool
    """Whether it holds a total, a remark, a signature, or the heading of those below it."""

    @staticmethod
    def of(unit: Unit) -> "TableRow":
        """The row that `unit` is."""
        cells: dict[Role, Cell] = {}
        for cell in unit.cells:
            role = role_of(cell.header)
            if role is not None:
                cells.setdefault(role, cell)
        properties = tuple([(kind, cell) for cell in unit.cells if cell.text and (kind := field_of(cell.header))])
        numbers = [cell.text for kind, cell in properties if kind is FieldKind.NUMBER]
        ordinal = next((int(number) for number in numbers if number.isdecimal()), None)
        return TableRow(cells, properties, ordinal, unit.extent, bool(cells) and _is_aside(unit, numbers))

    def main(self, role: Role) -> Role:
        """The role of the item that the row is, in a group of this role; the row has at least one cell with a role."""
        if role == "follow-up" and "problem" in self.cells:
            return "problem"
        listed: tuple[Role, ...] = (role, "problem", "measure", "cause", "follow-up")
        return next(each for each in listed if each in self.cells)

    def is_record(self, main: Role) -> bool:
        """Whether it says anything of an item of role `main`."""
        return not self.aside and self.cells[main].text.strip("。.") not in NO_PROBLEM

    def is_filled(self, role: Role) -> bool:
        """Whether anything is said in the cell of this role."""
        return self.cells[role].text not in _NOTHING


def _is_aside(unit: Unit, numbers: list[str]) -> bool:
    texts = [cell.text for cell in unit.cells if cell.text]
    if any(_TOTAL.fullmatch(text) for text in texts):
        return True
    if len(set(texts)) == 1 and (len(texts) > 1 or (len(unit.cells) > 2 and read_number(texts[0]) is not None)):
        return True
    return bool(numbers) and not any(_ROW_NUMBER.fullmatch(number) for number in numbers)
