"""Begins what a problem lacks in a table: in the empty cell of its row, or as a row of its own."""

from collections.abc import Iterator, Sequence

from duizhao.answering.naming import Names, is_chinese
from duizhao.document.units import Cell, Unit
from duizhao.findings import Replacement
from duizhao.pairing.labels import FieldKind, field_of, role_of
from duizhao.pairing.model import Role
from duizhao.pairing.pairing import Pairing
from duizhao.pairing.reasons import plain
from duizhao.text import Span


def cell(pairing: Pairing, problem: int, role: Role, blank: str) -> Replacement[Span] | None:
    """`blank` in the cell of its row that is to hold the `role`; None where the row has no such cell."""
    unit = _row(pairing, problem)
    for each in unit.cells if unit is not None else ():
        if role_of(each.header) == role:
            return Replacement(_whole(pairing, problem, each), f" {blank} ")
    return None


def row(
    pairing: Pairing, problem: int, before: int | None, partners: Sequence[int], ordinal: int, blank: str
) -> Replacement[Span] | None:
    """A new row behind that of `before`, or before the first: its number, which problem it answers, and blanks. None
    where no column says which.
    """
    example = before if before is not None else partners[0]
    unit = _row(pairing, example)
    if unit is None:
        return None
    role = pairing.items[example].role
    cells = list(_cells(pairing, problem, unit, role, ordinal, blank))
    item, start = pairing.items[example], pairing.document.starts[pairing.items[example].section]
    text = pairing.document.sections[item.section].text
    line = text[unit.extent.start : unit.extent.end].strip()
    if not any(answers for _, answers in cells) or not line.startswith("|"):
        return None
    written = "| " + " | ".join(words for words, _ in cells) + " |"
    line_end = "\r\n" if "\r\n" in text else "\n"
    if before is None:
        at = start + unit.extent.start
        return Replacement(Span(at, at), written + line_end)
    at = start + unit.extent.end
    return Replacement(Span(at, at), line_end + written)


def numbered(pairing: Pairing, index: int, ordinal: int) -> Iterator[Replacement[Span]]:
    """What gives a row another number."""
    unit = _row(pairing, index)
    for each in unit.cells if unit is not None else ():
        if field_of(each.header) is FieldKind.NUMBER and each.text.isdecimal():
            yield Replacement(each.span.shifted(pairing.document.starts[pairing.items[index].section]), str(ordinal))


def _cells(
    pairing: Pairing, problem: int, unit: Unit, role: Role, ordinal: int, blank: str
) -> Iterator[tuple[str, bool]]:
    """The text of each cell, and whether it says what is answered."""
    answered = False
    for each in unit.cells:
        kind = field_of(each.header)
        if not answered and (kind is FieldKind.ANSWERS or role_of(each.header) == "problem"):
            words = _mention(pairing, problem)
            answered = bool(words)
            yield words, answered
        elif kind is FieldKind.NUMBER:
            yield str(ordinal) if each.text.isdecimal() else "", False
        else:
            yield blank if role_of(each.header) == role else "", False


def _mention(pairing: Pairing, problem: int) -> str:
    """How a cell names a problem: by its id in the table of problems, by its number, by its words."""
    item = pairing.items[problem]
    for each in item.fields:
        if field_of(each.name) is FieldKind.NUMBER and pairing.by_id.get(each.text) == (problem,):
            return each.text
    names = Names(pairing)
    if number := names.number_of(problem):
        return number
    words = plain(item.head)
    return words if is_chinese(item) and "|" not in words and names.reference_to(problem) else ""


def _row(pairing: Pairing, index: int) -> Unit | None:
    item = pairing.items[index]
    for unit in pairing.document.sections[item.section].traces.units:
        if unit.cells and unit.extent.start <= item.span.start <= unit.extent.end:
            return unit
    return None


def _whole(pairing: Pairing, index: int, cell: Cell) -> Span:
    """A cell with the blanks around its text."""
    item = pairing.items[index]
    text = pairing.document.sections[item.section].text
    start, end = cell.span
    while text[start - 1] in " \t":
        start -= 1
    while text[end : end + 1] in (" ", "\t"):
        end += 1
    return Span(start, end).shifted(pairing.document.starts[item.section])
