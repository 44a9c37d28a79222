"""textDocument/rename and prepareRename: ids, and the numbers of problems with the references to them."""

from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from duizhao.lsp.draft import Draft
from duizhao.lsp.from_proto import position
from duizhao.lsp.to_proto import range_of, workspace_edit
from duizhao.renaming import Refused, renamable_at, rename

if TYPE_CHECKING:
    from duizhao.lsp.server import DuizhaoServer

_REQUEST_FAILED = -32803


def register(server: "DuizhaoServer") -> None:
    session = server.session
    client = session.client

    @server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=client.prepare_rename or None))
    def rename_here(params: types.RenameParams) -> types.WorkspaceEdit | None:
        draft = session.draft(params.text_document.uri)
        if draft is None:
            return None
        changes = rename(draft.analysis.pairing, offset_in(draft, params.position), params.new_name)
        if isinstance(changes, Refused):
            raise JsonRpcException(changes.message.in_language(session.language), _REQUEST_FAILED)
        return workspace_edit(draft, changes, client)

    if client.prepare_rename:

        @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
        def prepare(params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
            draft = session.draft(params.text_document.uri)
            if draft is None:
                return None
            found = renamable_at(draft.analysis.pairing, offset_in(draft, params.position))
            if isinstance(found, Refused):
                raise JsonRpcException(found.message.in_language(session.language), _REQUEST_FAILED)
            return types.PrepareRenamePlaceholder(range_of(draft.document, found.span, client.encoding), found.text)

    def offset_in(draft: Draft, at: types.Position) -> int:
        return draft.document.offset(position(at), client.encoding)
