"""workspace/executeCommand: what an editor's menus can ask for.

`duizhao.setStage` [uri, "draft" | "final" | null]: how far a draft is; null leaves it to the draft and the settings.
Returns the stage that holds now.
`duizhao.showReportKind` [uri]: the pack that judges a draft, why it does, and the packs there are.
`duizhao.explain` [code]: the page of a code, as Markdown.
"""

from typing import TYPE_CHECKING, Any

from pygls.exceptions import JsonRpcInvalidParams

from duizhao.explain import page
from duizhao.findings import Message, Stage
from duizhao.lsp.session import OpenDraft, Session
from duizhao.rules.model import PatternRule

if TYPE_CHECKING:
    from duizhao.lsp.server import DuizhaoServer

SET_STAGE = "duizhao.setStage"
SHOW_REPORT_KIND = "duizhao.showReportKind"
EXPLAIN = "duizhao.explain"

_STAGES = {stage.name.lower(): stage for stage in Stage}


def register(server: "DuizhaoServer") -> None:
    session = server.session

    @server.command(SET_STAGE)
    def set_stage(*arguments: Any) -> str:
        uri, stage = _taken(session, arguments, SET_STAGE, '[uri, "draft" | "final" | null]', 2)
        opened = _opened(session, uri)
        if stage is not None and (not isinstance(stage, str) or stage not in _STAGES):
            raise _invalid(
                session,
                Message(f"阶段应为 draft、final 或 null，不是 {stage!r}", f"no stage {stage!r}: draft, final or null"),
            )
        session.choose_stage(opened.draft.uri, None if stage is None else _STAGES[stage])
        return opened.draft.stage.name.lower()

    @server.command(SHOW_REPORT_KIND)
    def show_report_kind(*arguments: Any) -> dict[str, Any]:
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

    @server.command(EXPLAIN)
    def explain(*arguments: Any) -> str:
        (code,) = _taken(session, arguments, EXPLAIN, "[code]", 1)
        if not isinstance(code, str):
            raise _invalid(session, Message(f"代码应为文字，不是 {code!r}", f"a code is a string, not {code!r}"))
        text = page(code, session.language, _pattern_rules(session))
        if text is None:
            raise _invalid(session, Message(f"没有代码“{code}”", f"there is no code {code}"))
        return text


def _taken(session: Session, arguments: tuple[object, ...], command: str, shape: str, count: int) -> tuple[object, ...]:
    """The arguments, of which there must be `count`."""
    if len(arguments) != count:
        raise _invalid(session, Message(f"{command} 的参数应为 {shape}", f"{command} takes {shape}"))
    return arguments


def _opened(session: Session, uri: object) -> OpenDraft:
    opened = session.opened(uri) if isinstance(uri, str) else None
    if opened is None:
        raise _invalid(session, Message(f"没有打开这个文件：{uri!r}", f"no open document: {uri!r}"))
    return opened


def _packs(session: Session, uri: str) -> list[dict[str, str]]:
    """Name and title of the packs that the draft at `uri` can choose, but for broken ones."""
    library = session.rulebook.library_for(uri)
    packs = ((name, library.pack(name).pack) for name in library.names)
    return [
        {"pack": name, "title": pack.title.in_language(session.language)} for name, pack in packs if pack is not None
    ]


def _pattern_rules(session: Session) -> list[PatternRule]:
    return [rule for draft in session.drafts() for rule in draft.checks.rules.patterns]


def _invalid(session: Session, message: Message) -> JsonRpcInvalidParams:
    return JsonRpcInvalidParams(message.in_language(session.language))
