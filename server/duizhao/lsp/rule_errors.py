"""Errors of packs and project files as diagnostics in those very files."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from duizhao.lsp.diagnostics import SOURCE
from duizhao.rules.complaints import LoadError
from duizhao.text import PositionEncoding, SourceText

CODE = "rules/load-error"
_ERROR = 1


def diagnostics_by_uri(
    errors: Iterable[LoadError], language: str, encoding: PositionEncoding
) -> Mapping[str, list[dict[str, Any]]]:
    """The protocol's Diagnostics for `errors` by the URI of their file; errors without a file are left out."""
    by_path: dict[str, list[LoadError]] = defaultdict(list)
    for error in errors:
        if error.path:
            by_path[error.path].append(error)
    return {
        Path(path).absolute().as_uri(): [_diagnostic(error, _source(path), language, encoding) for error in found]
        for path, found in by_path.items()
    }


def _source(path: str) -> SourceText:
    try:
        return SourceText(Path(path).read_bytes().decode("utf-8-sig", "replace"))
    except OSError:
        return SourceText("")


def _diagnostic(error: LoadError, source: SourceText, language: str, encoding: PositionEncoding) -> dict[str, Any]:
    def position(line: int, column: int) -> dict[str, int]:
        before = source.line_text(line - 1)[: column - 1]
        return {"line": line - 1, "character": encoding.width(before)}

    return {
        "range": {"start": position(error.line, error.column), "end": position(error.end_line, error.end_column)},
        "severity": _ERROR,
        "code": CODE,
        "source": SOURCE,
        "message": error.in_language(language),
    }
