"""The least a pygls server can do: keep the text in step and answer every change with one constant diagnostic.

It pulls or pushes as a well-behaved server does: it publishes only to a client that does not offer to pull.
"""

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

CONSTANT = lsp.Diagnostic(
    range=lsp.Range(start=lsp.Position(line=0, character=0), end=lsp.Position(line=0, character=1)),
    message="constant",
    severity=lsp.DiagnosticSeverity.Information,
    source="baseline",
)

server = LanguageServer("pygls-baseline", "1", text_document_sync_kind=lsp.TextDocumentSyncKind.Incremental)


def publish(ls: LanguageServer, document: lsp.TextDocumentItem | lsp.VersionedTextDocumentIdentifier) -> None:
    text_document = ls.client_capabilities.text_document
    if text_document is None or text_document.diagnostic is None:
        params = lsp.PublishDiagnosticsParams(uri=document.uri, version=document.version, diagnostics=[CONSTANT])
        ls.text_document_publish_diagnostics(params)


@server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
def did_open(ls: LanguageServer, params: lsp.DidOpenTextDocumentParams) -> None:
    publish(ls, params.text_document)


@server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
def did_change(ls: LanguageServer, params: lsp.DidChangeTextDocumentParams) -> None:
    publish(ls, params.text_document)


@server.feature(
    lsp.TEXT_DOCUMENT_DIAGNOSTIC,
    lsp.DiagnosticOptions(inter_file_dependencies=False, workspace_diagnostics=False),
)
def pulled(ls: LanguageServer, params: lsp.DocumentDiagnosticParams) -> lsp.RelatedFullDocumentDiagnosticReport:
    return lsp.RelatedFullDocumentDiagnosticReport(items=[CONSTANT])


@server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
def symbols(ls: LanguageServer, params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
    return []


if __name__ == "__main__":
    server.start_io()
