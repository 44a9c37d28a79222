"""`duizhao.showMatrix` [uri, "html" | "markdown" | "csv" | "xlsx" | null]: which causes and measures answer which
problems of a draft, as such a file (its text; of a workbook its bytes in base64), or with null (or without it) as data.
"""

from base64 import b64encode
from typing import TYPE_CHECKING, Any

from duizhao.findings import Message
from duizhao.lsp.commands.arguments import Argument, opened_at, refusal, taken
from duizhao.lsp.from_proto import path_of

if TYPE_CHECKING:
    from duizhao.lsp.server import DuizhaoServer

SHOW_MATRIX = "duizhao.showMatrix"

_FORMATS = ("html", "markdown", "csv", "xlsx")


def show_matrix(server: "DuizhaoServer", arguments: tuple[Argument, ...]) -> str | dict[str, Any]:
    session = server.session
    from duizhao.matrix.as_data import as_data
    from duizhao.matrix.formats import in_format
    from duizhao.matrix.gather import matrix_of
    from duizhao.matrix.rows import FileMatrix
    from duizhao.pairing.reasons import plain

    given = (*arguments, None) if len(arguments) == 1 else arguments
    shape = '[uri, "html" | "markdown" | "csv" | "xlsx" | null]'
    uri, form = taken(session, given, SHOW_MATRIX, shape, 2)
    draft = opened_at(session, uri).draft
    if form is not None and (not isinstance(form, str) or form not in _FORMATS):
        zh, en = (
            f"格式应为 html、markdown、csv、xlsx 或 null，不是 {form!r}",
            f"no format {form!r}: html, markdown, csv, xlsx or null",
        )
        raise refusal(session, Message(zh, en))
    matrix = matrix_of(draft.analysis.pairing, session.language)
    if form is None:
        return as_data(matrix)
    path = path_of(draft.uri)
    name = draft.uri if path is None else path.name
    file = FileMatrix(plain(name), draft.uri if draft.uri.startswith("file:") else None, matrix)
    made = in_format(form, [file], session.language)
    return b64encode(made).decode("ascii") if form == "xlsx" else made.decode("utf-8")
