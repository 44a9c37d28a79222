"""textDocument/completion and completionItem/resolve."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from duizhao.completion import Candidate, CandidateKind, complete, documentation_of, literal
from duizhao.explain import plain
from duizhao.findings import Message
from duizhao.lsp.draft import Draft
from duizhao.lsp.from_proto import path_of, position
from duizhao.lsp.session import Session
from duizhao.lsp.to_proto import markup, range_of
from duizhao.rules.reports import reports

if TYPE_CHECKING:
    from duizhao.lsp.server import DuizhaoServer

_TRIGGERS = [*"# （(“《、。；第整对应于:一二三四五六七八九十"]
"""What begins or ends the beginning of a heading, a field, a run member, a quoted phrase, or a reference."""

_BLANK = re.compile(r"\s")

_KINDS = {
    CandidateKind.HEADING: types.CompletionItemKind.Reference,
    CandidateKind.SECTION: types.CompletionItemKind.Module,
    CandidateKind.FIELD: types.CompletionItemKind.Field,
    CandidateKind.RUN: types.CompletionItemKind.EnumMember,
    CandidateKind.PHRASE: types.CompletionItemKind.Constant,
    CandidateKind.KEY: types.CompletionItemKind.Property,
    CandidateKind.VALUE: types.CompletionItemKind.Value,
    CandidateKind.ANSWER: types.CompletionItemKind.Reference,
}


def register(server: "DuizhaoServer") -> None:
    session = server.session
    client = session.client

    @server.feature(
        types.TEXT_DOCUMENT_COMPLETION,
        types.CompletionOptions(trigger_characters=_TRIGGERS, resolve_provider=True),
    )
    def completion(params: types.CompletionParams) -> types.CompletionList | None:
        draft = session.draft(params.text_document.uri)
        if draft is None:
            return None
        offset = draft.document.offset(position(params.position), client.encoding)
        packs = _packs(session, draft.uri)
        found = complete(draft.document, draft.checks.rules, offset, packs, lambda: draft.analysis.pairing)
        incomplete = any(each.kind is CandidateKind.PHRASE for each in found)  # a longer beginning may have others
        return types.CompletionList(incomplete, [_item(each, draft, session) for each in found])

    @server.feature(types.COMPLETION_ITEM_RESOLVE)
    def resolve(item: types.CompletionItem) -> types.CompletionItem:
        data: dict[str, Any] = item.data if isinstance(item.data, dict) else {}
        draft = session.draft(str(data.get("uri")))
        if draft is not None:
            item.documentation = _documentation(str(data.get("about")), draft, session)
        return item


def _item(candidate: Candidate, draft: Draft, session: Session) -> types.CompletionItem:
    client = session.client
    snippet = _snippet(candidate) if client.snippets else None
    key = candidate.documentation
    return types.CompletionItem(
        candidate.label,
        kind=_KINDS[candidate.kind],
        detail=candidate.detail.in_language(session.language),
        sort_text=candidate.sort,
        filter_text=candidate.filter,
        insert_text_format=types.InsertTextFormat.PlainText if snippet is None else types.InsertTextFormat.Snippet,
        text_edit=types.TextEdit(range_of(draft.document, candidate.span, client.encoding), snippet or candidate.text),
        documentation=None if client.resolve_documentation else _documentation(key, draft, session),
        data={"uri": draft.uri, "about": key} if key and client.resolve_documentation else None,
    )


def _snippet(candidate: Candidate) -> str | None:
    """The snippet to send. Neovim cuts plain text at its first blank, but no snippet."""
    if candidate.snippet is None and _BLANK.search(candidate.text):
        return literal(candidate.text)
    return candidate.snippet


def _documentation(key: str, draft: Draft, session: Session) -> types.MarkupContent | str | None:
    text = documentation_of(key, draft.checks.rules, session.language)
    if text is None:
        return None
    return markup(text, markdown=True) if session.client.markdown_documentation else plain(text)


def _packs(session: Session, uri: str) -> Mapping[str, Message]:
    """The titles of the kinds of report that the draft at `uri` can choose."""
    return {pack.id: pack.title for pack in reports(session.rulebook.library_for(path_of(uri)))}
