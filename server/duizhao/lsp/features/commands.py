"""workspace/executeCommand: what an editor's menus can ask for.

`duizhao.setStage` [uri, "draft" | "final" | null]: how far a draft is; null leaves it to the draft and the settings.
Returns the stage that holds now.
`duizhao.showReportKind` [uri]: the pack that judges a draft, why it does, and the kinds of report there are.
`duizhao.explain` [code]: the page of a code, as Markdown.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

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

Argument: TypeAlias = str | float | bool | list[Any] | dict[str, Any] | None
"""What JSON can hold. Handlers check it themselves, so that what they refuse is told in the user's language."""

_STAGES = Stage.words()


def register(server: "DuizhaoServer") -> None:
    for name, run in ((SET_STAGE, _set_stage), (SHOW_REPORT_KIND, _show_report_kind), (EXPLAIN, _explain)):
        server.command(name)(_unannotated(partial(run, server.session)))


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
