"""workspace/executeCommand: what an editor's menus can ask for.

`duizhao.setStage` [uri, "draft" | "final" | null]: how far a draft is; null leaves it to the draft and the settings.
Returns the stage that holds now.
`duizhao.showReportKind` [uri]: the pack that judges a draft, why it does, and the kinds of report there are.
`duizhao.explain` [code]: the page of a code, as Markdown.
`duizhao.goTo` [uri, [line, character, line, character]]: shows a place, in the client's positions.
`duizhao.showMatrix` [uri, "html" | "markdown" | "csv" | null]: which causes and measures answer which problems of a
draft, as the text of such a file, or with null (or without it) as data.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from duizhao.explain import page
from duizhao.findings import Message, Stage
from duizhao.lsp.from_proto import path_of
from duizhao.lsp.session import OpenDraft, Session
from duizhao.rules.model import PatternRule
from duizhao.rules.reports import reports

if TYPE_CHECKING:
    from duizhao.lsp.server import DuizhaoServer

SET_STAGE = "duizhao.setStage"
SHOW_REPORT_KIND = "duizhao.showReportKind"
EXPLAIN = "duizhao.explain"
GO_TO = "duizhao.goTo"
SHOW_MATRIX = "duizhao.showMatrix"

Argument: TypeAlias = str | float | bool | list[Any] | dict[str, Any] | None
"""What JSON can hold. Handlers check it themselves, so that what they refuse is told in the user's language."""

_STAGES = Stage.words()
_MATRIX_FORMATS = ("html", "markdown", "csv")


def register(server: "DuizhaoServer") -> None:
    for name, run in (
        (SET_STAGE, _set_stage),
        (SHOW_REPORT_KIND, _show_report_kind),
        (EXPLAIN, _explain),
        (SHOW_MATRIX, _show_matrix),
    ):
        server.command(name)(_unannotated(partial(run, server.session)))
    if server.session.client.show_document:
        server.command(GO_TO)(_unannotated(partial(_go_to, server)))


def _unannotated(run: Callable[[tuple[Argument, ...]], object]) -> Callable[..., object]:
    """pygls converts arguments by the types of the parameters, and refuses in its own words what it cannot convert."""
    return lambda *arguments: run(arguments)


def _set_stage(session: Session, arguments: tuple[Argument, ...]) -> str:
    uri, stage = _taken(session, arguments, SET_STAGE, '[uri, "draft" | "final" | null]', 2)
    opened = _opened(session, uri)
    if stage is not None and (not isinstance(stage, str) or stage not in _STAGES):
        zh, en = f"阶段应为 draft、final 或 null，不是 {stage!r}", f"no stage {stage!r}: draft, final or null"
        raise _invalid(session, Message(zh, en))
    session.choose_stage(opened.draft.uri, None if stage is None else _STAGES[stage])
    return opened.draft.stage.word


def _show_report_kind(session: Session, arguments: tuple[Argument, ...]) -> dict[str, Any]:
    (uri,) = _taken(session, arguments, SHOW_REPORT_KIND, "[uri]", 1)
    opened = _opened(session, uri)
    choice = opened.judgement.choice
    return {
        "pack": choice.pack,
        "title": opened.draft.checks.rules.title.in_language(session.language),
        "reason": choice.reason.in_language(session.language),
        "certain": choice.certain,
        "packs": _packs(session, opened.draft.uri),
    }


def _explain(session: Session, arguments: tuple[Argument, ...]) -> str:
    (code,) = _taken(session, arguments, EXPLAIN, "[code]", 1)
    if not isinstance(code, str):
        raise _invalid(session, Message(f"代码应为文字，不是 {code!r}", f"a code is a string, not {code!r}"))
    text = page(code, session.language, _pattern_rules(session))
    if text is None:
        raise _invalid(session, Message(f"没有代码“{code}”", f"there is no code {code}"))
    return text


def _show_matrix(session: Session, arguments: tuple[Argument, ...]) -> str | dict[str, Any]:
    from duizhao.matrix.as_data import as_data
    from duizhao.matrix.formats import in_format
    from duizhao.matrix.gather import matrix_of
    from duizhao.matrix.rows import FileMatrix
    from duizhao.pairing.reasons import plain

    given = (*arguments, None) if len(arguments) == 1 else arguments
    uri, form = _taken(session, given, SHOW_MATRIX, '[uri, "html" | "markdown" | "csv" | null]', 2)
    draft = _opened(session, uri).draft
    if form is not None and (not isinstance(form, str) or form not in _MATRIX_FORMATS):
        zh, en = (
            f"格式应为 html、markdown、csv 或 null，不是 {form!r}",
            f"no format {form!r}: html, markdown, csv or null",
        )
        raise _invalid(session, Message(zh, en))
    matrix = matrix_of(draft.analysis.pairing, session.language)
    if form is None:
        return as_data(matrix)
    path = path_of(draft.uri)
    name = draft.uri if path is None else path.name
    file = FileMatrix(plain(name), draft.uri if draft.uri.startswith("file:") else None, matrix)
    return in_format(form, [file], session.language).decode("utf-8")


def _go_to(server: "DuizhaoServer", arguments: tuple[Argument, ...]) -> None:
    session, shape = server.session, "[uri, [line, character, line, character]]"
    uri, place = _taken(session, arguments, GO_TO, shape, 2)
    numbers = [each for each in place if isinstance(each, int) and each >= 0] if isinstance(place, list) else []
    if not isinstance(uri, str) or len(numbers) != 4:
        raise _invalid(session, Message(f"{GO_TO} 的参数应为 {shape}", f"{GO_TO} takes {shape}"))
    start, end = types.Position(*numbers[:2]), types.Position(*numbers[2:])
    server.window_show_document(types.ShowDocumentParams(uri, take_focus=True, selection=types.Range(start, end)))


def _taken(
    session: Session, arguments: tuple[Argument, ...], command: str, shape: str, count: int
) -> tuple[Argument, ...]:
    """The arguments, of which there must be `count`."""
    if len(arguments) != count:
        raise _invalid(session, Message(f"{command} 的参数应为 {shape}", f"{command} takes {shape}"))
    return arguments


def _opened(session: Session, uri: Argument) -> OpenDraft:
    opened = session.opened(uri) if isinstance(uri, str) else None
    if opened is None:
        raise _invalid(session, Message(f"没有打开这个文件：{uri!r}", f"no open document: {uri!r}"))
    return opened


def _packs(session: Session, uri: str) -> list[dict[str, str]]:
    """Name and title of the kinds of report that the draft at `uri` can choose."""
    kinds = reports(session.rulebook.library_for(path_of(uri)))
    return [{"pack": pack.id, "title": pack.title.in_language(session.language)} for pack in kinds]


def _pattern_rules(session: Session) -> list[PatternRule]:
    return [rule for draft in session.drafts() for rule in draft.checks.rules.patterns]


def _invalid(session: Session, message: Message) -> JsonRpcInvalidParams:
    return JsonRpcInvalidParams(message.in_language(session.language))
