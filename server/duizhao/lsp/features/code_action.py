"""textDocument/codeAction and codeAction/resolve: quick fixes, fixing everything that is safe, ignoring a place."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from duizhao.checkers.structure import MISSING
from duizhao.completion import insertions
from duizhao.conversion import conversion
from duizhao.document import Document, heading_span
from duizhao.findings import Message, Replacement, Verdict
from duizhao.fixes import compatible, fix_all
from duizhao.ignoring import ignoring
from duizhao.lsp.draft import Draft
from duizhao.lsp.from_proto import span
from duizhao.lsp.to_proto import range_of, workspace_edit
from duizhao.navigation import named_at
from duizhao.renaming import followed
from duizhao.renumbering import renumbering
from duizhao.text import Position, PositionEncoding, Span

if TYPE_CHECKING:
    from duizhao.lsp.server import DuizhaoServer
    from duizhao.lsp.session import Session

FIX_ALL = "source.fixAll.duizhao"
_FIX_ALL_TITLE = Message("改正全部可以放心改正的问题", "Fix everything that can be fixed safely")
_CONVERT = "source.convert.duizhao"
_CONVERT_TITLE = Message("转为 Markdown：标题加“#”，段落之间补空行", "Make it Markdown: mark headings, part paragraphs")
_RENUMBER = "source.renumber.duizhao"
_RENUMBER_TITLE = Message("标题重新编号，引用跟着改", "Number headings anew, and references with them")


def register(server: "DuizhaoServer") -> None:
    session = server.session
    client = session.client

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(
            code_action_kinds=[types.CodeActionKind.QuickFix, FIX_ALL, _CONVERT, _RENUMBER],
            resolve_provider=client.resolve_actions,
        ),
    )
    def code_action(params: types.CodeActionParams) -> list[types.CodeAction] | None:
        draft = session.draft(params.text_document.uri)
        return None if draft is None else list(_actions(session, draft, params))

    if client.resolve_actions:

        @server.feature(types.CODE_ACTION_RESOLVE)
        def resolve(action: types.CodeAction) -> types.CodeAction:
            data: dict[str, Any] = action.data if isinstance(action.data, dict) else {}
            draft = session.draft(str(data.get("uri")))
            if draft is not None:
                code = data.get("code")
                action.edit = _all_fixed(session, draft, code if isinstance(code, str) else None)
            return action


def _actions(session: "Session", draft: Draft, params: types.CodeActionParams) -> Iterator[types.CodeAction]:
    verdicts = draft.verdicts()
    fixable = Counter(v.finding.code for v in verdicts if v.finding.fix is not None and v.finding.fix.safe)
    if _wanted(types.CodeActionKind.QuickFix, params.context.only):
        where = span(draft.document, params.range, session.client.encoding)
        here = [v for v in verdicts if v.finding.at.start <= where.end and where.start <= v.finding.at.end]
        yield from _quick_fixes(session, draft, here, params.context.diagnostics)
        yield from _missing_sections(session, draft, here, params.context.diagnostics)
        yield from _answers(session, draft, where, here, params.context.diagnostics)
        for code in dict.fromkeys(v.finding.code for v in here):
            if fixable[code] > 1:
                title = Message(f"改正全部 {fixable[code]} 处 {code}", f"Fix all {fixable[code]} places of {code}")
                yield _lazily_fixed(session, draft, title, types.CodeActionKind.QuickFix, code)
        yield from _ignoring(session, draft, here, params.context.diagnostics)
    if fixable and _wanted(FIX_ALL, params.context.only):
        yield _lazily_fixed(session, draft, _FIX_ALL_TITLE, FIX_ALL, None)
    if params.context.only:  # editors ask for everything at every move of the cursor
        yield from _rewritten(session, draft, params)


def _wanted(kind: str, only: Sequence[str] | None) -> bool:
    """Whether the client asks for actions of `kind`: by its name, by one it falls under, or by none at all."""
    return not only or any(each in ("", kind) or kind.startswith(f"{each}.") for each in only)


def _quick_fixes(
    session: "Session", draft: Draft, verdicts: Sequence[Verdict], shown: Iterable[types.Diagnostic]
) -> Iterator[types.CodeAction]:
    safe = sum(1 for v in verdicts if v.finding.fix is not None and v.finding.fix.safe)
    for verdict in verdicts:
        fix = verdict.finding.fix
        if fix is not None:
            yield types.CodeAction(
                fix.title.in_language(session.language),
                types.CodeActionKind.QuickFix,
                _shown_as(session, draft, verdict, shown),
                is_preferred=True if fix.safe and safe == 1 and session.client.preferred_actions else None,
                edit=workspace_edit(draft, _with_followers(draft, compatible([fix])), session.client),
            )


def _missing_sections(
    session: "Session", draft: Draft, verdicts: Iterable[Verdict], shown: Sequence[types.Diagnostic]
) -> Iterator[types.CodeAction]:
    """One action for each section that is said to be missing in one of the places of `verdicts`."""
    missing: dict[Span, Verdict] = {}
    for verdict in verdicts:
        if verdict.finding.code == MISSING.id:
            missing.setdefault(verdict.finding.at, verdict)
    if not missing:
        return
    found = insertions(draft.document, draft.checks.rules)
    for at, verdict in missing.items():
        section = _section_headed(draft.document, at)
        for insertion in found:
            if insertion.anchor == section:
                where, text = insertion.edit
                yield types.CodeAction(
                    insertion.title.in_language(session.language),
                    types.CodeActionKind.QuickFix,
                    _shown_as(session, draft, verdict, shown),
                    edit=workspace_edit(draft, [Replacement(where, text)], session.client),
                )


_ABOUT_PAIRS = "pairing/"


def _answers(
    session: "Session", draft: Draft, where: Span, verdicts: Iterable[Verdict], shown: Sequence[types.Diagnostic]
) -> Iterator[types.CodeAction]:
    """What can be done about the problem, or the cause or measure, whose name is at `where`."""
    from duizhao.answering.offering import offers  # not on the way to the first diagnostics

    pairing = draft.analysis.pairing
    index = named_at(pairing, where.start)
    if index is None or not pairing.items[index].paired:
        return
    about = next((v for v in verdicts if v.finding.code.startswith(_ABOUT_PAIRS)), None)
    diagnostics = _shown_as(session, draft, about, shown) if about is not None else None
    opened = session.opened(draft.uri)
    suggested = opened.suggested.get(index, ()) if opened is not None else ()
    rules = draft.checks.rules
    for offer in offers(pairing, index, rules, suggested, lambda: insertions(draft.document, rules)):
        yield types.CodeAction(
            offer.title.in_language(session.language),
            types.CodeActionKind.QuickFix,
            diagnostics,
            edit=workspace_edit(draft, offer.replacements, session.client),
        )


def _section_headed(document: Document, at: Span) -> int | None:
    """The section whose heading is at `at`; None where that is no heading."""
    section = document.section_at(at.start)
    heading = document.sections[section].heading
    here = heading is not None and heading_span(heading).shifted(document.starts[section]) == at
    return section if here else None


def _ignoring(
    session: "Session", draft: Draft, verdicts: Iterable[Verdict], shown: Iterable[types.Diagnostic]
) -> Iterator[types.CodeAction]:
    """One action for each code and place, but not for what is said about comments or the choice of rules: no comment
    silences that.
    """
    done = set()
    for verdict in verdicts:
        code, at = verdict.finding.code, verdict.finding.at
        if code.split("/")[0] in _ABOUT_RULES:
            continue
        found = ignoring(draft.document, code, at.start)
        if (code, found) in done:
            continue
        done.add((code, found))
        title = (
            Message(f"在本文件中忽略 {code}", f"Ignore {code} in this file")
            if found.whole_file
            else Message(f"忽略此处的 {code}", f"Ignore {code} here")
        )
        yield types.CodeAction(
            title.in_language(session.language),
            types.CodeActionKind.QuickFix,
            _shown_as(session, draft, verdict, shown),
            edit=workspace_edit(draft, found.replacements, session.client),
        )


_ABOUT_RULES = frozenset({"suppression", "report"})


def _shown_as(
    session: "Session", draft: Draft, verdict: Verdict, shown: Iterable[types.Diagnostic]
) -> list[types.Diagnostic] | None:
    """The diagnostics, among those the client sent, that show `verdict`."""
    finding = verdict.finding
    where = range_of(draft.document, finding.at, session.client.encoding)
    return [each for each in shown if each.code == finding.code and each.range == where] or None


def _rewritten(session: "Session", draft: Draft, params: types.CodeActionParams) -> Iterator[types.CodeAction]:
    """What changes the whole draft, or of a pasted text the selected lines, where there is something to change."""
    only = params.context.only or ()
    if _wanted(_CONVERT, only):
        selected = span(draft.document, params.range, session.client.encoding)
        yield from _rewriting(session, draft, _CONVERT, _CONVERT_TITLE, _within(draft.document, selected))
    if _wanted(_RENUMBER, only):
        yield from _rewriting(session, draft, _RENUMBER, _RENUMBER_TITLE, renumbering(draft.document))


def _within(document: Document, selected: Span) -> Sequence[Replacement[Span]]:
    """The conversion of the selected lines, as it is in that of the whole draft; of all where nothing is selected."""
    changes = conversion(document)
    if selected.start == selected.end:
        return changes
    first, last = (document.position(at, PositionEncoding.UTF32).line for at in (selected.start, selected.end - 1))
    start = document.offset(Position(first, 0), PositionEncoding.UTF32)
    end = document.offset(Position(last + 1, 0), PositionEncoding.UTF32)
    return [each for each in changes if start <= each.at.start < end and each.at.end <= end]


def _rewriting(
    session: "Session", draft: Draft, kind: str, title: Message, changes: Sequence[Replacement[Span]]
) -> Iterator[types.CodeAction]:
    if changes:
        edit = workspace_edit(draft, _with_followers(draft, changes), session.client)
        yield types.CodeAction(title.in_language(session.language), kind, edit=edit)


def _lazily_fixed(session: "Session", draft: Draft, title: Message, kind: str, code: str | None) -> types.CodeAction:
    """An action that makes all safe fixes, or those of `code`; where the client can ask for its edit later, it must."""
    action = types.CodeAction(title.in_language(session.language), kind)
    if session.client.resolve_actions:
        action.data = {"uri": draft.uri, "code": code}
    else:
        action.edit = _all_fixed(session, draft, code)
    return action


def _all_fixed(session: "Session", draft: Draft, code: str | None) -> types.WorkspaceEdit:
    codes = None if code is None else frozenset({code})
    changes = fix_all(draft.analysis, draft.stage, codes=codes)
    return workspace_edit(draft, _with_followers(draft, changes), session.client)


def _with_followers(draft: Draft, changes: Sequence[Replacement[Span]]) -> list[Replacement[Span]]:
    """The changes, and those of the references to problems whose numbers they change."""
    return sorted({*changes, *followed(draft.analysis.pairing, changes)})
