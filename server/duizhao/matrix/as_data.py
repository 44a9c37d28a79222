"""The matrix as plain values, for editors that show it their own way."""

from collections.abc import Sequence
from typing import Any

from duizhao.matrix.cells import parts, summary
from duizhao.matrix.rows import Entry, Matrix, Row


def as_data(matrix: Matrix) -> dict[str, Any]:
    """What JSON can hold. Lines count from 1; what is not there is null, an empty string or an empty list."""
    return {
        "title": matrix.title,
        "summaries": [summary(part, matrix.language) for part in parts(matrix)],
        "problems": _rows(matrix.problems),
        "unanswering": _rows(matrix.unanswering),
        "past": _rows(matrix.past),
    }


def _rows(rows: Sequence[Row]) -> list[dict[str, Any]]:
    return [
        {
            "number": row.number,
            "state": row.standing.key,
            "stateName": row.standing.word,
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
