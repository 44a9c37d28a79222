"""textDocument/documentSymbol."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from lsprotocol import types

from duizhao.findings import Message
from duizhao.lsp.draft import Draft
from duizhao.lsp.to_proto import range_of
from duizhao.outline import Standing, Symbol, symbols
from duizhao.text import PositionEncoding

if TYPE_CHECKING:
    from duizhao.lsp.server import DuizhaoServer

_KINDS = {
    Standing.TITLE: types.SymbolKind.File,
    Standing.BRANCH: types.SymbolKind.Namespace,
    Standing.LEAF: types.SymbolKind.String,
}
_UNNAMED = Message("（没有标题文字）", "(no title)")


def register(server: "DuizhaoServer") -> None:
    session = server.session
    client = session.client

    @server.feature(
        types.TEXT_DOCUMENT_DOCUMENT_SYMBOL,
        types.DocumentSymbolOptions(label="对照" if client.symbol_label else None),
    )
    def document_symbol(
        params: types.DocumentSymbolParams,
    ) -> list[types.DocumentSymbol] | list[types.SymbolInformation] | None:
        draft = session.draft(params.text_document.uri)
        if draft is None:
            return None
        found = symbols(draft.document)
        if client.nested_symbols:
            return [_nested(symbol, draft, client.encoding, session.language) for symbol in found]
        return list(_flat(found, draft, client.encoding, session.language, None))


def _nested(symbol: Symbol, draft: Draft, encoding: PositionEncoding, language: str) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        name=_name(symbol, language),
        detail=symbol.detail.in_language(language),
        kind=_KINDS[symbol.standing],
        range=range_of(draft.document, symbol.span, encoding),
        selection_range=range_of(draft.document, symbol.selection, encoding),
        children=[_nested(child, draft, encoding, language) for child in symbol.children],
    )


def _flat(
    found: Iterable[Symbol], draft: Draft, encoding: PositionEncoding, language: str, container: str | None
) -> Iterator[types.SymbolInformation]:
    for symbol in found:
        name = _name(symbol, language)
        location = types.Location(draft.uri, range_of(draft.document, symbol.span, encoding))
        yield types.SymbolInformation(location, name, _KINDS[symbol.standing], container_name=container)
        yield from _flat(symbol.children, draft, encoding, language, name)


def _name(symbol: Symbol, language: str) -> str:
    """The symbol's name, which the protocol wants not to be blank."""
    return symbol.name.strip() or _UNNAMED.in_language(language)
