"""textDocument/definition: from a reference to its problem, from a problem to what answers it, and back."""

from typing import TYPE_CHECKING

from lsprotocol import types

from duizhao.lsp.from_proto import position
from duizhao.lsp.to_proto import locations
from duizhao.navigation import definitions

if TYPE_CHECKING:
    from duizhao.lsp.server import DuizhaoServer


def register(server: "DuizhaoServer") -> None:
    session = server.session

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def definition(params: types.DefinitionParams) -> list[types.Location] | None:
        draft = session.draft(params.text_document.uri)
        if draft is None:
            return None
        offset = draft.document.offset(position(params.position), session.client.encoding)
        return locations(draft, definitions(draft.analysis.pairing, offset), session.client.encoding) or None
