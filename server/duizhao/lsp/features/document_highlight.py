"""textDocument/documentHighlight: the places that are about what stands at the cursor."""

from typing import TYPE_CHECKING

from lsprotocol import types

from duizhao.lsp.from_proto import position
from duizhao.lsp.to_proto import range_of
from duizhao.navigation import references

if TYPE_CHECKING:
    from duizhao.lsp.server import DuizhaoServer


def register(server: "DuizhaoServer") -> None:
    session = server.session
    client = session.client

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    def document_highlight(params: types.DocumentHighlightParams) -> list[types.DocumentHighlight] | None:
        draft = session.draft(params.text_document.uri)
        if draft is None:
            return None
        offset = draft.document.offset(position(params.position), client.encoding)
        found = references(draft.analysis.pairing, offset, declaration=True)
        return [types.DocumentHighlight(range_of(draft.document, span, client.encoding)) for span in found] or None
