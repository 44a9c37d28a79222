"""The matrix as a workbook in the shape of a ledger of rectification: a sheet for each file, ready to print on A4."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from math import ceil

import xlsxwriter  # type: ignore[import-untyped]
from wcwidth import wcswidth

from duizhao.findings import Message
from duizhao.matrix.cells import NOTHING_FOUND, Column, Part, cell, parts, summary
from duizhao.matrix.rows import FileMatrix, Row, Tone

_LINE = Message("行", "Line")
_WIDTHS = {
    Column.NUMBER: 6,
    Column.PROBLEM: 34,
    Column.CAUSE: 28,
    Column.MEASURE: 40,
    Column.FOLLOW_UP: 40,
    Column.OWNER: 12,
    Column.DEADLINE: 14,
    Column.STATE: 12,
    Column.WHY: 24,
}
_COLOURS = {
    Tone.DONE: ("#1B6E3C", "#E3F3E8"),
    Tone.LIKELY: ("#1D5F8A", "#E2EFF8"),
    Tone.EXEMPT: ("#5B6270", "#EEF0F3"),
    Tone.PARTLY: ("#8A5A00", "#FBF0D9"),
    Tone.UNKNOWN: ("#5F4B8B", "#EEE9F7"),
    Tone.OPEN: ("#A3212B", "#FBE6E6"),
}
_A4 = 9
_LINE_HEIGHT = 15.5
_HIGHEST = 409.0
"""In points, as Excel allows."""

_FONT = Message("宋体", "Calibri")
_TITLE_FONT = Message("黑体", "Calibri")
_ILLEGAL_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME = 31
_RESERVED = {"history"}


def as_xlsx(files: Sequence[FileMatrix], language: str) -> bytes:
    """The workbook. No text in it is ever taken for a formula, a number or a link."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as workbook:
        formats = _Formats(workbook, language)
        for name, file in zip(sheet_names([file.name for file in files]), files, strict=True):
            _Sheet(workbook.add_worksheet(name), formats, language).write(file)
    return out.getvalue()


def sheet_names(names: Iterable[str]) -> tuple[str, ...]:
    """Names of sheets for files, as Excel allows them: at most 31 UTF-16 units, each once whatever its case."""
    taken = set(_RESERVED)
    found = []
    for name in names:
        base = _ILLEGAL_IN_NAMES.sub("_", re.split(r"[/\\]", name)[-1].rpartition(".")[0] or name).strip("' ") or "_"
        candidate, number = _clipped(base, _LONGEST_NAME), 1
        while candidate.lower() in taken:
            number += 1
            ending = f" ({number})"
            candidate = _clipped(base, _LONGEST_NAME - len(ending)) + ending
        taken.add(candidate.lower())
        found.append(candidate)
    return tuple(found)


def _clipped(text: str, units: int) -> str:
    while len(text.encode("utf-16-le", "replace")) > 2 * units:
        text = text[:-1]
    return text.rstrip("' ")


def _rows_taken(text: str, width: int) -> int:
    """How many lines a line of text takes in a column of this width, rather one too many than one too few."""
    return ceil((wcswidth(text) + 1) / (width - 2))


class _Formats:
    """The looks of cells."""

    def __init__(self, workbook: xlsxwriter.Workbook, language: str) -> None:
        font = {"font_name": _FONT.in_language(language)}
        text = {
            **font,
            "text_wrap": True,
            "valign": "top",
            "border": 1,
            "border_color": "#B8BEC9",
            "quote_prefix": True,
        }
        middle = {**text, "align": "center"}
        title = {"font_name": _TITLE_FONT.in_language(language), "bold": True, "font_size": 16, "align": "center"}
        heading = {**middle, "valign": "vcenter", "bold": True, "bg_color": "#E9EDF3"}
        self.title = workbook.add_format({**title, "valign": "vcenter", "quote_prefix": True})
        self.note = workbook.add_format({**font, "font_color": "#5B6270", "valign": "vcenter", "text_wrap": True})
        self.heading = workbook.add_format(heading)
        self.text = workbook.add_format(text)
        self.middle = workbook.add_format(middle)
        self.number = workbook.add_format({**middle, "quote_prefix": False})
        self.faint = workbook.add_format({**text, "font_color": "#5B6270"})
        self.states: Mapping[Tone, xlsxwriter.format.Format] = {
            tone: workbook.add_format({**middle, "bold": True, "font_color": ink, "bg_color": paper})
            for tone, (ink, paper) in _COLOURS.items()
        }


class _Sheet:
    """Writes one file's sheet from top to bottom.

    Its columns are those of a ledger, and that of follow-ups where measures do not leave it their place. Only the
    columns up to the state are printed: why and where serve those who review the ledger, not those who get it.
    """

    def __init__(self, sheet: xlsxwriter.worksheet.Worksheet, formats: _Formats, language: str) -> None:
        self._sheet = sheet
        self._formats = formats
        self._language = language
        self._next = 0
        self._columns: list[Column] = []

    @property
    def _printed(self) -> int:
        return self._columns.index(Column.STATE)

    def write(self, file: FileMatrix) -> None:
        tables = list(parts(file.matrix))
        crowded = any({Column.MEASURE, Column.FOLLOW_UP} <= set(part.columns()) for part in tables)
        leading = not tables or Column.MEASURE in tables[0].columns()
        self._columns = [
            each for each in Column if crowded or each is not (Column.FOLLOW_UP if leading else Column.MEASURE)
        ]
        self._page()
        self._across(file.matrix.title or file.name, self._formats.title, 30)
        if not tables:
            self._across(NOTHING_FOUND.in_language(self._language), self._formats.note, 20)
        for number, part in enumerate(tables):
            self._table(part, leads=number == 0)

    def _page(self) -> None:
        sheet = self._sheet
        for index, column in enumerate(self._columns):
            sheet.set_column(index, index, _WIDTHS[column])
        sheet.set_column(len(self._columns), len(self._columns), 6)
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P / &N")
        sheet.hide_gridlines(2)

    def _table(self, part: Part, *, leads: bool) -> None:
        """The first table of a sheet has its headings in view and on every page, and its rows can be filtered."""
        told = summary(part, self._language)
        if not leads:
            self._next += 1
            told = f"{part.title.in_language(self._language)}  {told}"
        self._across(told, self._formats.note, 20)
        columns = self._columns_of(part)
        headings = self._next
        for index, heading in enumerate([*(part.heading(column) for column in columns), _LINE]):
            self._sheet.write_string(headings, index, heading.in_language(self._language), self._formats.heading)
        self._sheet.set_row(headings, 24)
        self._next += 1
        for row in part.rows:
            self._row(row, columns)
        if leads:
            self._sheet.freeze_panes(headings + 1, 2)
            self._sheet.repeat_rows(headings)
            self._sheet.autofilter(headings, 0, self._next - 1, len(columns))
        self._sheet.print_area(0, 0, self._next - 1, self._printed)

    def _columns_of(self, part: Part) -> list[Column]:
        """The columns of the sheet, with what a part has of measures and follow-ups in the place of what it has not."""
        there = part.columns()
        if {Column.MEASURE, Column.FOLLOW_UP} <= set(self._columns):
            return self._columns
        answer = Column.MEASURE if Column.MEASURE in there else Column.FOLLOW_UP
        return [answer if column in (Column.MEASURE, Column.FOLLOW_UP) else column for column in self._columns]

    def _row(self, row: Row, columns: Sequence[Column]) -> None:
        """Its height is set, since not every program works it out when it opens a workbook."""
        height = 1
        for index, column in enumerate(columns):
            if column is Column.NUMBER:
                self._number(index, row.number)
                continue
            lines = [piece.text for piece in cell(row, column, self._language)]
            height = max(height, sum(_rows_taken(line, _WIDTHS[column]) for line in lines))
            self._text(index, "\n".join(lines), self._looks(row, column))
        self._number(len(columns), row.line)
        self._sheet.set_row(self._next, min(_HIGHEST, height * _LINE_HEIGHT + 4))
        self._next += 1

    def _text(self, column: int, text: str, looks: xlsxwriter.format.Format) -> None:
        if text:
            self._sheet.write_string(self._next, column, text, looks)
        else:
            self._sheet.write_blank(self._next, column, None, looks)

    def _number(self, column: int, number: int | None) -> None:
        if number is None:
            self._sheet.write_blank(self._next, column, None, self._formats.number)
        else:
            self._sheet.write_number(self._next, column, number, self._formats.number)

    def _looks(self, row: Row, column: Column) -> xlsxwriter.format.Format:
        match column:
            case Column.STATE:
                return self._formats.states[row.standing.tone]
            case Column.OWNER | Column.DEADLINE:
                return self._formats.middle
            case Column.WHY:
                return self._formats.faint
            case _:
                return self._formats.text

    def _across(self, text: str, looks: xlsxwriter.format.Format, height: int) -> None:
        """A line over all printed columns."""
        self._sheet.merge_range(self._next, 0, self._next, self._printed, "", looks)
        self._sheet.write_string(self._next, 0, text, looks)
        self._sheet.set_row(self._next, height)
        self._next += 1
