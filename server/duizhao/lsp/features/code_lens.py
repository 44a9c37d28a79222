"""textDocument/codeLens: how many problems are answered, and what each of the others lacks."""

from typing import TYPE_CHECKING

from lsprotocol import types

from duizhao.lens import Lens, lenses
from duizhao.lsp.commands.places import GO_TO
from duizhao.lsp.draft import Draft
from duizhao.lsp.to_proto import range_of

if TYPE_CHECKING:
    from duizhao.lsp.server import DuizhaoServer


def register(server: "DuizhaoServer") -> None:
    session = server.session
    client = session.client

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS)
    def code_lens(params: types.CodeLensParams) -> list[types.CodeLens] | None:
        draft = session.draft(params.text_document.uri)
        return None if draft is None else [written(draft, lens) for lens in lenses(draft.analysis.pairing)]

    def written(draft: Draft, lens: Lens) -> types.CodeLens:
        title = lens.title.in_language(session.language)
        command = types.Command(title, "")
        if client.show_document:
            target = range_of(draft.document, lens.target, client.encoding)
            start, end = target.start, target.end
            command = types.Command(
                title, GO_TO, arguments=[draft.uri, [start.line, start.character, end.line, end.character]]
            )
        return types.CodeLens(range_of(draft.document, lens.span, client.encoding), command)
