"""textDocument/hover: the rule behind a finding, what a section must hold, what answers a problem, why a draft is
judged as it is.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lsprotocol import types

from duizhao.explain import brief, page, plain
from duizhao.hover import Explanation, explanation_at
from duizhao.lsp.from_proto import position
from duizhao.lsp.session import OpenDraft
from duizhao.lsp.to_proto import markup, range_of
from duizhao.partners import partners_at
from duizhao.text import Span

if TYPE_CHECKING:
    from duizhao.lsp.server import DuizhaoServer

_BETWEEN = "\n\n---\n\n"


def register(server: "DuizhaoServer") -> None:
    session = server.session
    client = session.client

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> types.Hover | None:
        opened = session.opened(params.text_document.uri)
        if opened is None:
            return None
        document = opened.draft.document
        offset = document.offset(position(params.position), client.encoding)
        found = [*_about_findings(opened, offset, session.language)]
        choice = opened.judgement.choice
        about = explanation_at(document, offset, opened.draft.checks.rules, choice, session.language)
        found += [about] if about is not None else []
        if not client.markdown:
            found = [each._replace(text=plain(each.text)) for each in found]
        pairing, markdown = opened.draft.analysis.pairing, client.markdown
        partners = partners_at(pairing, offset, session.language, markdown=markdown)
        found += [partners] if partners is not None else []
        if not found:
            return None
        smallest = min([each.span for each in found], key=lambda span: span.end - span.start)
        texts = dict.fromkeys([each.text for each in found])
        text = (_BETWEEN if client.markdown else "\n\n").join(texts)
        return types.Hover(markup(text, markdown=client.markdown), range_of(document, smallest, client.encoding))


def _about_findings(opened: OpenDraft, offset: int, language: str) -> Iterator[Explanation]:
    """The beginning of the page of every finding that the user sees at `offset`."""
    rules = opened.draft.checks.rules.patterns
    for verdict in opened.draft.verdicts():
        start, end = verdict.finding.at
        if start <= offset <= end:
            text = page(verdict.finding.code, language, rules)
            if text is not None:
                yield Explanation(Span(start, end), brief(text))
