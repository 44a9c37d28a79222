"""textDocument/diagnostic, for clients that pull."""

import json
from typing import TYPE_CHECKING

from lsprotocol import types

from duizhao.lsp.protocol import RawResult

if TYPE_CHECKING:
    from duizhao.lsp.server import DuizhaoServer


def register(server: "DuizhaoServer") -> None:
    session = server.session

    @server.feature(
        types.TEXT_DOCUMENT_DIAGNOSTIC,
        types.DiagnosticOptions(identifier="duizhao", inter_file_dependencies=False, workspace_diagnostics=False),
    )
    def document_diagnostic(params: types.DocumentDiagnosticParams) -> RawResult:
        items = session.diagnostics(params.text_document.uri) or "[]"
        return RawResult(_report(items, params.previous_result_id).encode("utf-8", "backslashreplace"))


def _report(items: str, previous: str | None) -> str:
    """A full report, or an unchanged one when the client already has these items."""
    identifier = result_id(items)
    if previous == identifier:
        return json.dumps({"kind": "unchanged", "resultId": identifier})
    return f'{{"kind":"full","resultId":"{identifier}","items":{items}}}'


def result_id(items: str) -> str:
    """Names diagnostics by their content, for as long as this process lives."""
    return f"{hash(items) & 0xFFFFFFFFFFFFFFFF:016x}"
