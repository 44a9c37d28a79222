"""The matrix as Markdown: a table for each part of each file."""

import re
from collections.abc import Iterator, Sequence

from duizhao.matrix.cells import NOTHING_FOUND, Column, Part, cell, parts, summary
from duizhao.matrix.rows import FileMatrix, Row

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~#$&]")


def as_markdown(files: Sequence[FileMatrix], language: str) -> str:
    """The text; nothing in a draft becomes markup. Entries are followed by their lines in the draft: (L12)."""
    return "\n".join(["\n".join(_file(file, language)) for file in files])


def _file(file: FileMatrix, language: str) -> Iterator[str]:
    title = f"{file.matrix.title} ({file.name})" if file.matrix.title else file.name
    yield f"# {_escaped(title)}\n"
    if file.matrix.empty:
        yield f"{NOTHING_FOUND.in_language(language)}\n"
    for part in parts(file.matrix):
        yield f"## {part.title.in_language(language)}\n"
        yield f"{summary(part, language)}\n"
        yield from _table(part, language)
        yield ""


def _table(part: Part, language: str) -> Iterator[str]:
    columns = part.columns()
    yield _line([part.heading(column).in_language(language) for column in columns])
    yield _line(["---:" if column is Column.NUMBER else "---" for column in columns])
    for row in part.rows:
        yield _line([_cell(row, column, language) for column in columns])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(row: Row, column: Column, language: str) -> str:
    pieces = cell(row, column, language)
    return "<br>".join([_escaped(text) + (f" (L{line})" if line else "") for text, line in pieces])


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)
