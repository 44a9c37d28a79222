"""The core's data as the protocol's types."""

from collections.abc import Iterable

from lsprotocol import types

from duizhao.document import Document
from duizhao.findings import Replacement
from duizhao.lsp.client import ClientProfile
from duizhao.lsp.draft import Draft
from duizhao.text import PositionEncoding, Span


def range_of(document: Document, span: Span, encoding: PositionEncoding) -> types.Range:
    """A span of `document` as a range in the client's encoding."""
    start, end = document.position(span.start, encoding), document.position(span.end, encoding)
    return types.Range(types.Position(*start), types.Position(*end))


def locations(draft: Draft, spans: Iterable[Span], encoding: PositionEncoding) -> list[types.Location]:
    """Places in the draft."""
    return [types.Location(draft.uri, range_of(draft.document, span, encoding)) for span in spans]


def workspace_edit(
    draft: Draft, replacements: Iterable[Replacement[Span]], client: ClientProfile
) -> types.WorkspaceEdit:
    """`replacements` in the draft, tied to its version where the client understands that."""
    edits = [types.TextEdit(range_of(draft.document, at, client.encoding), text) for at, text in replacements]
    if not client.versioned_edits:
        return types.WorkspaceEdit(changes={draft.uri: edits})
    identifier = types.OptionalVersionedTextDocumentIdentifier(uri=draft.uri, version=draft.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(identifier, edits)])


def markup(text: str, *, markdown: bool) -> types.MarkupContent:
    """`text`, which is Markdown or plain."""
    return types.MarkupContent(types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText, text)
