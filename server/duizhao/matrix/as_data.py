"""The matrix as plain values, for editors that show it their own way."""

from collections.abc import Sequence
from typing import Any

from duizhao.matrix.cells import Column, Part, parts, summary
from duizhao.matrix.rows import Entry, Matrix, Row

_COLUMNS = {
    Column.NUMBER: "number",
    Column.PROBLEM: "problem",
    Column.CAUSE: "causes",
    Column.MEASURE: "measures",
    Column.FOLLOW_UP: "followUps",
    Column.OWNER: "owner",
    Column.DEADLINE: "deadline",
    Column.STATE: "state",
}


def as_data(matrix: Matrix) -> dict[str, Any]:
    """What JSON can hold. Lines count from 1; what is not there is null, an empty string or an empty list.

    `tables` tells how to show the rows: the first of `problems` and `unanswering`, that of `past` marked so. Their
    columns, in order, are named by what rows and entries call them; columns in which nothing stands are left out.
    """
    return {
        "language": matrix.language,
        "title": matrix.title,
        "summaries": [summary(part, matrix.language) for part in parts(matrix)],
        "tables": [_table(part, matrix.language) for part in parts(matrix)],
        "problems": _rows(matrix.problems),
        "unanswering": _rows(matrix.unanswering),
        "past": _rows(matrix.past),
    }


def _table(part: Part, language: str) -> dict[str, Any]:
    return {
        "title": part.title.in_language(language),
        "past": part.past,
        "columns": [
            {"key": _COLUMNS[column], "name": part.heading(column).in_language(language)}
            for column in part.columns()
            if column in _COLUMNS
        ],
    }


def _rows(rows: Sequence[Row]) -> list[dict[str, Any]]:
    return [
        {
            "number": row.number,
            "state": row.standing.key,
            "stateName": row.standing.word,
            "tone": row.standing.tone.value,
            "remark": row.remark,
            "problem": _entry(row.problem) if row.problem else None,
            "causes": [_entry(entry) for entry in row.causes],
            "measures": [_entry(entry) for entry in row.measures],
            "followUps": [_entry(entry) for entry in row.follow_ups],
        }
        for row in rows
    ]


def _entry(entry: Entry) -> dict[str, Any]:
    return {**entry._asdict(), "points": list(entry.points)}
