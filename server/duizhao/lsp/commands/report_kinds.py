"""The kinds of report: which there are, which one a draft is and why, choosing one, beginning one.

`duizhao.listReportKinds` []: [{pack, title}].
`duizhao.showReportKind` [uri]: the pack that judges a draft, why it does, the stage, how many problems are covered
(null where the draft names none), and the kinds of report that it can choose.
`duizhao.chooseReportKind` [uri, pack | null]: has the client write the kind into the draft's front matter, or take it
out; returns whether it did.
`duizhao.newReport` [pack]: the text of a new draft.
"""

from typing import TYPE_CHECKING, Any

from lsprotocol import types

from duizhao.findings import Message
from duizhao.lens import tally
from duizhao.lsp.commands.arguments import Argument, opened_at, refusal, taken
from duizhao.lsp.draft import Draft
from duizhao.lsp.from_proto import path_of
from duizhao.lsp.session import Session
from duizhao.lsp.to_proto import workspace_edit
from duizhao.report_entry import report_entry
from duizhao.rules.packs import PackLibrary
from duizhao.rules.reports import is_report, reports

if TYPE_CHECKING:
    from duizhao.lsp.server import DuizhaoServer

LIST_REPORT_KINDS = "duizhao.listReportKinds"
SHOW_REPORT_KIND = "duizhao.showReportKind"
CHOOSE_REPORT_KIND = "duizhao.chooseReportKind"
NEW_REPORT = "duizhao.newReport"

_ANY_DRAFT = "draft.md"
"""Stands for a draft in a workspace folder."""


def list_report_kinds(server: "DuizhaoServer", arguments: tuple[Argument, ...]) -> list[dict[str, str]]:
    session = server.session
    taken(session, arguments, LIST_REPORT_KINDS, "[]", 0)
    return _kinds(session, library_of(server))


def show_report_kind(server: "DuizhaoServer", arguments: tuple[Argument, ...]) -> dict[str, Any]:
    session = server.session
    (uri,) = taken(session, arguments, SHOW_REPORT_KIND, "[uri]", 1)
    opened = opened_at(session, uri)
    draft, choice = opened.draft, opened.judgement.choice
    return {
        "pack": choice.pack,
        "title": draft.checks.rules.title.in_language(session.language),
        "reason": choice.reason.in_language(session.language),
        "certain": choice.certain,
        "stage": draft.stage.word,
        "coverage": _coverage(draft),
        "packs": _kinds(session, session.rulebook.library_for(path_of(draft.uri))),
    }


async def choose_report_kind(server: "DuizhaoServer", arguments: tuple[Argument, ...]) -> bool:
    session = server.session
    uri, pack = taken(session, arguments, CHOOSE_REPORT_KIND, "[uri, pack | null]", 2)
    draft = opened_at(session, uri).draft
    if pack is not None:
        pack = _kind(session, session.rulebook.library_for(path_of(draft.uri)), pack)
    change = report_entry(draft.document, pack)
    if change is None:
        return True
    title = Message("写明文种", "Name the kind of report").in_language(session.language)
    edit = workspace_edit(draft, [change], session.client)
    applied = await server.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit, title))
    return applied.applied


def new_report(server: "DuizhaoServer", arguments: tuple[Argument, ...]) -> str:
    session = server.session
    from duizhao.skeleton import skeleton

    (pack,) = taken(session, arguments, NEW_REPORT, "[pack]", 1)
    library = library_of(server)
    resolution = library.resolve(_kind(session, library, pack))
    if resolution.rules is None:
        errors = [error.placed(session.language) for error in resolution.errors]
        raise refusal(session, Message(f"规则包“{pack}”有误：{errors}", f"{pack} has errors: {errors}"))
    return skeleton(resolution.rules, session.language)


def library_of(server: "DuizhaoServer") -> PackLibrary:
    """The packs that a new draft in the workspace can choose from."""
    roots = server.roots
    return server.session.rulebook.library_for(roots[0] / _ANY_DRAFT if roots else None)


def _kind(session: Session, library: PackLibrary, pack: Argument) -> str:
    """The name of a kind of report that there is."""
    if not isinstance(pack, str) or pack not in library or not is_report(library, pack):
        closest = library.closest(pack) if isinstance(pack, str) else None
        zh, en = (f"，是不是“{closest}”？", f"; did you mean {closest}?") if closest else ("", "")
        raise refusal(session, Message(f"没有文种 {pack!r}{zh}", f"there is no kind of report {pack!r}{en}"))
    return pack


def _kinds(session: Session, library: PackLibrary) -> list[dict[str, str]]:
    return [{"pack": pack.id, "title": pack.title.in_language(session.language)} for pack in reports(library)]


def _coverage(draft: Draft) -> dict[str, int] | None:
    counted = tally(draft.analysis.pairing)
    return counted._asdict() if counted.problems else None
