"""The matrix for a terminal."""

import io
from collections.abc import Sequence

from rich.box import ROUNDED
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from duizhao.matrix.cells import NOTHING_FOUND, Column, Part, cell, parts, summary
from duizhao.matrix.rows import FileMatrix, Row, Tone

_STYLES = {
    Tone.DONE: "green",
    Tone.LIKELY: "cyan",
    Tone.EXEMPT: "dim",
    Tone.PARTLY: "yellow",
    Tone.UNKNOWN: "magenta",
    Tone.OPEN: "bold red",
}
_SHARES = {Column.PROBLEM: 3, Column.CAUSE: 3, Column.MEASURE: 4, Column.FOLLOW_UP: 4}
"""How the room is shared among the columns that can take any."""

_NARROWEST = 80
_LONGEST_TEXT = 60


def as_table(files: Sequence[FileMatrix], language: str, columns: int, *, colours: bool = False) -> str:
    """The text, whose lines take up at most `columns` columns, or 80 where these are fewer: a table needs them.

    Entries are followed by their lines in the draft (L12), long ones are cut.
    """
    out = io.StringIO()
    console = Console(
        file=out,
        width=max(columns, _NARROWEST),
        color_system="standard" if colours else None,
        force_terminal=colours,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    for file in files:
        heading = Text(file.name, style="bold")
        if file.matrix.title:
            heading.append(f"  {file.matrix.title}", style="not bold dim")
        console.print(heading)
        if file.matrix.empty:
            console.print(NOTHING_FOUND.in_language(language))
        for part in parts(file.matrix):
            told = summary(part, language)
            console.print(Text(f"{part.title.in_language(language)}  {told}" if part.past else told))
            console.print(_table(part, language))
        console.print()
    return out.getvalue()


def _table(part: Part, language: str) -> Table:
    """A table that says why under the state, to leave room for what is longer."""
    table = Table(box=ROUNDED, show_lines=True, header_style="bold")
    shown = [column for column in part.columns() if column is not Column.WHY]
    for column in shown:
        heading = part.heading(column).in_language(language)
        if column is Column.NUMBER:
            table.add_column(heading, justify="right", no_wrap=True)
        else:
            table.add_column(heading, overflow="fold", min_width=cell_len(heading), ratio=_SHARES.get(column))
    for row in part.rows:
        table.add_row(*[_cell(row, column, language) for column in shown])
    return table


def _cell(row: Row, column: Column, language: str) -> Text:
    pieces = cell(row, column, language)
    if column is Column.STATE:
        reasons = [*pieces[1:], *cell(row, Column.WHY, language)]
        word = Text(pieces[0].text, style=_STYLES[row.standing.tone])
        return Text("\n").join([word, *(Text(reason.text, style="dim") for reason in reasons)])
    lines = [Text.assemble(_cut(text), (f" L{line}", "dim")) if line else Text(_cut(text)) for text, line in pieces]
    return Text("\n").join(lines)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"
