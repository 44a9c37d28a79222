"""textDocument/documentHighlight: the places that are about what stands at the cursor."""

from typing import TYPE_CHECKING

from lsprotocol import types

from duizhao.lsp.from_proto import position
from duizhao.lsp.to_proto import range_of
from duizhao.navigation import places

if TYPE_CHECKING:
    from duizhao.lsp.server import DuizhaoServer

_NAME, _USE = types.DocumentHighlightKind.Write, types.DocumentHighlightKind.Read


def register(server: "DuizhaoServer") -> None:
    session = server.session
    client = session.client

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    def document_highlight(params: types.DocumentHighlightParams) -> list[types.DocumentHighlight] | None:
        draft = session.draft(params.text_document.uri)
        if draft is None:
            return None
        document = draft.document
        offset = document.offset(position(params.position), client.encoding)
        return [
            types.DocumentHighlight(range_of(document, place.span, client.encoding), _NAME if place.own else _USE)
            for place in places(draft.analysis.pairing, offset)
        ] or None
