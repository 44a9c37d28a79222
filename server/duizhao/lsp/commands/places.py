"""`duizhao.goTo` [uri, [line, character, line, character]]: shows a place, in the client's positions."""

from typing import TYPE_CHECKING

from lsprotocol import types

from duizhao.lsp.commands.arguments import Argument, taken, wrong_shape

if TYPE_CHECKING:
    from duizhao.lsp.server import DuizhaoServer

GO_TO = "duizhao.goTo"


def go_to(server: "DuizhaoServer", arguments: tuple[Argument, ...]) -> None:
    session, shape = server.session, "[uri, [line, character, line, character]]"
    uri, place = taken(session, arguments, GO_TO, shape, 2)
    numbers = [each for each in place if isinstance(each, int) and each >= 0] if isinstance(place, list) else []
    if not isinstance(uri, str) or len(numbers) != 4:
        raise wrong_shape(session, GO_TO, shape)
    start, end = types.Position(*numbers[:2]), types.Position(*numbers[2:])
    server.window_show_document(types.ShowDocumentParams(uri, take_focus=True, selection=types.Range(start, end)))
