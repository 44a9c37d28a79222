"""textDocument/references: every place that is about one problem, cause or measure."""

from typing import TYPE_CHECKING

from lsprotocol import types

from duizhao.lsp.from_proto import position
from duizhao.lsp.to_proto import locations
from duizhao.navigation import references

if TYPE_CHECKING:
    from duizhao.lsp.server import DuizhaoServer


def register(server: "DuizhaoServer") -> None:
    session = server.session

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    def find(params: types.ReferenceParams) -> list[types.Location] | None:
        draft = session.draft(params.text_document.uri)
        if draft is None:
            return None
        offset = draft.document.offset(position(params.position), session.client.encoding)
        declaration = params.context.include_declaration
        found = references(draft.analysis.pairing, offset, declaration=declaration)
        return locations(draft, found, session.client.encoding) or None
