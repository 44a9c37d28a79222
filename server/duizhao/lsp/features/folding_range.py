"""textDocument/foldingRange."""

from typing import TYPE_CHECKING

from lsprotocol import types

from duizhao.folding import FoldKind, folds

if TYPE_CHECKING:
    from duizhao.lsp.server import DuizhaoServer


def register(server: "DuizhaoServer") -> None:
    session = server.session

    @server.feature(types.TEXT_DOCUMENT_FOLDING_RANGE)
    def folding_range(params: types.FoldingRangeParams) -> list[types.FoldingRange] | None:
        draft = session.draft(params.text_document.uri)
        if draft is None:
            return None
        return [
            types.FoldingRange(first, last, kind=types.FoldingRangeKind.Comment if kind is FoldKind.COMMENT else None)
            for first, last, kind in folds(draft.document)
        ]
