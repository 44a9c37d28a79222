"""Findings as one JSON array.

Each element is `{path, line, column, end_line, end_column, code, severity, message, help_url?, fix?, related?}`, where
`fix` is `{title, safe, edits: [{line, column, end_line, end_column, text}]}` and `related` a list of `{path, line,
column, end_line, end_column, message}`. Lines and columns count from 1, columns in code points. A file that could not
be checked is an element too, at 1:1, with the code `check/unreadable` and the severity `error`.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from duizhao.check.report import UNREADABLE, FileReport, Finding, Fix, Place, Unchecked


def as_json(reports: Iterable[FileReport], language: str) -> str:
    """The array, an element a line; `language` (zh or en) is that of messages made here."""
    elements = [
        json.dumps(element, ensure_ascii=False) for report in reports for element in _elements(report, language)
    ]
    return "[\n" + ",\n".join(elements) + "\n]\n" if elements else "[]\n"


def _elements(report: FileReport, language: str) -> Iterator[dict[str, Any]]:
    if isinstance(report, Unchecked):
        yield {
            "path": report.path,
            **_place(Place(1, 1, 1, 1)),
            "code": UNREADABLE,
            "severity": "error",
            "message": report.reason.in_language(language),
        }
    else:
        yield from (_element(report.path, finding) for finding in report.findings)


def _element(path: str, finding: Finding) -> dict[str, Any]:
    element = {
        "path": path,
        **_place(finding.place),
        "code": finding.code,
        "severity": finding.severity.word,
        "message": finding.message,
    }
    if finding.help_url:
        element["help_url"] = finding.help_url
    if finding.fix is not None:
        element["fix"] = _fix(finding.fix)
    if finding.related:
        element["related"] = [
            {"path": path, **_place(related.place), "message": related.message} for related in finding.related
        ]
    return element


def _fix(fix: Fix) -> dict[str, Any]:
    edits = [{**_place(edit.place), "text": edit.text} for edit in fix.edits]
    return {"title": fix.title, "safe": fix.safe, "edits": edits}


def _place(place: Place) -> dict[str, Any]:
    return place._asdict()
