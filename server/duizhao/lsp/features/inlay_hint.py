"""textDocument/inlayHint: what a cause or a measure is only inferred to answer."""

from typing import TYPE_CHECKING

from lsprotocol import types

from duizhao.hints import hints
from duizhao.lsp.from_proto import span
from duizhao.lsp.to_proto import range_of

if TYPE_CHECKING:
    from duizhao.lsp.server import DuizhaoServer


def register(server: "DuizhaoServer") -> None:
    session = server.session
    client = session.client

    @server.feature(types.TEXT_DOCUMENT_INLAY_HINT)
    def inlay_hint(params: types.InlayHintParams) -> list[types.InlayHint] | None:
        draft = session.draft(params.text_document.uri)
        if draft is None:
            return None
        document = draft.document
        return [
            types.InlayHint(
                types.Position(*document.position(hint.offset, client.encoding)),
                [
                    types.InlayHintLabelPart(
                        hint.label, location=types.Location(draft.uri, range_of(document, hint.target, client.encoding))
                    )
                ],
                tooltip=hint.tooltip.in_language(session.language),
                padding_left=True,
            )
            for hint in hints(draft.analysis.pairing, span(document, params.range, client.encoding))
        ]
