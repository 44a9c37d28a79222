"""The matrix as CSV for spreadsheets: one table for all files, UTF-8 with a byte order mark, which Excel asks for."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from duizhao.findings import Message
from duizhao.matrix.cells import Column, cell, parts
from duizhao.matrix.rows import FileMatrix

_FILE = Message("文件", "File")
_PART = Message("部分", "Part")
_LINE = Message("行", "Line")
_FORMULA = re.compile(r"[=+\-@＝＋－＠]")


def as_csv(files: Sequence[FileMatrix], language: str) -> str:
    """The text, whose lines end with CR LF. Columns are the same for every draft.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    headings = (_FILE, _PART, *(column.value for column in Column), _LINE)
    writer.writerow([heading.in_language(language) for heading in headings])
    for file in files:
        for part in parts(file.matrix):
            for row in part.rows:
                cells = [_lines(piece.text for piece in cell(row, column, language)) for column in Column]
                writer.writerow([_harmless(file.name), part.title.in_language(language), *cells, row.line])
    return out.getvalue()


def _lines(texts: Iterable[str]) -> str:
    return _harmless("\n".join(texts))


def _harmless(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text
