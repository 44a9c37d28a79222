"""Findings as LSP diagnostics, written straight as JSON.

Diagnostics are the one thing sent on every keystroke, so what did not change is not written again: the JSON of a
section's or a family's findings is kept until they change or move to another line. The dictionaries below are the
protocol's `Diagnostic`, field for field.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from duizhao.document import Section
from duizhao.findings import Finding, Place, Stage, Verdict
from duizhao.lsp.client import ClientProfile
from duizhao.lsp.code_pages import PageOf
from duizhao.lsp.draft import CarriedVerdicts, Draft
from duizhao.text import Span

SOURCE = "duizhao"
_UNNECESSARY = 1


class _Fragment(NamedTuple):
    """The JSON of those of `findings` that are not about unfinished text; valid while their subjects stay as and where
    they are.
    """

    findings: tuple[Finding, ...]
    subjects: tuple[int, ...]
    where: tuple[tuple[int, Section], ...]
    unfinished: tuple[Finding, ...]
    json: str


class DiagnosticWriter:
    """Writes the diagnostics of one draft for one client, in `language` (zh or en)."""

    def __init__(self, draft: Draft, client: ClientProfile, language: str, page_of: PageOf) -> None:
        self._draft = draft
        self._client = client
        self._language = language
        self._page_of = page_of
        self._known: dict[int, _Fragment] = {}
        self._judged_by: tuple[Stage, int | None] | None = None
        self._written_pairs: tuple[CarriedVerdicts, int, str] | None = None

    def items(self) -> str:
        """The JSON array of all diagnostics to be shown now."""
        draft = self._draft
        analysis = draft.analysis
        if analysis.directives or draft.remarks:
            return f"[{self._written(draft.verdicts())}]"
        judged_by = (draft.stage, analysis.year)
        if self._judged_by != judged_by:
            self._known = {}
            self._judged_by = judged_by
        fragments: dict[int, _Fragment] = {}
        parts: list[str] = []
        lines = draft.document.first_lines
        for index, local in enumerate(analysis.local):
            if local.findings:  # they last as long as their section, so nothing but its line can have changed
                fragment = self._known.get(id(local.findings))
                if fragment is None or fragment.where[0][0] != lines[index]:
                    fragment = self._fragment(local.findings, (index,))
                self._add(fragment, (index,), fragments, parts)
        for wide in analysis.wide:
            fragment = self._known.get(id(wide.findings))
            if fragment is None or fragment.where != self._where(fragment.subjects, wide.sections):
                fragment = self._fragment(wide.findings, wide.sections)
            self._add(fragment, wide.sections, fragments, parts)
        self._known = fragments
        if draft.pairs:
            parts.append(self._pairs())
        return f"[{','.join(parts)}]"

    def _pairs(self) -> str:
        """The JSON of what is said about pairs, written anew when it may stand in other places."""
        pairs = self._draft.pairs
        written = self._written_pairs
        if written is None or written[0] is not pairs or written[1] != pairs.places:
            written = self._written_pairs = pairs, pairs.places, self._written(pairs.verdicts)
        return written[2]

    def _add(
        self, fragment: _Fragment, sections: Sequence[int], fragments: dict[int, _Fragment], parts: list[str]
    ) -> None:
        fragments[id(fragment.findings)] = fragment
        if fragment.json:
            parts.append(fragment.json)
        for finding in fragment.unfinished:
            verdicts = self._verdicts((finding,), sections)
            if verdicts and self._draft.shows(verdicts[0].finding):
                parts.append(self._written(verdicts))

    def _fragment(self, findings: tuple[Finding, ...], sections: Sequence[int]) -> _Fragment:
        subjects = tuple({place.subject for finding in findings for place in _places(finding)})
        finished = [finding for finding in findings if not finding.unfinished]
        return _Fragment(
            findings,
            subjects,
            self._where(subjects, sections),
            tuple([finding for finding in findings if finding.unfinished]),
            self._written(self._verdicts(finished, sections)),
        )

    def _where(self, subjects: Iterable[int], sections: Sequence[int]) -> tuple[tuple[int, Section], ...]:
        """First line and content of the sections that are these subjects."""
        document = self._draft.document
        return tuple([(document.first_lines[sections[each]], document.sections[sections[each]]) for each in subjects])

    def _verdicts(self, findings: Iterable[Finding], sections: Sequence[int]) -> list[Verdict]:
        analysis, stage = self._draft.analysis, self._draft.stage
        verdicts = (analysis.verdict(finding, sections, stage) for finding in findings)
        return [verdict for verdict in verdicts if verdict is not None]

    def _written(self, verdicts: Iterable[Verdict]) -> str:
        """The JSON of some diagnostics, separated by commas."""
        return json.dumps([self.diagnostic(v) for v in verdicts], ensure_ascii=False, separators=(",", ":"))[1:-1]

    def diagnostic(self, verdict: Verdict) -> dict[str, Any]:
        """One finding as the protocol's Diagnostic."""
        finding = verdict.finding
        written: dict[str, Any] = {
            "range": self.range(finding.at),
            "severity": int(verdict.severity),
            "code": finding.code,
            "source": SOURCE,
            "message": finding.message.in_language(self._language),
        }
        client = self._client
        if client.code_description and (page := self._page_of(finding.code)):
            written["codeDescription"] = {"href": page}
        if client.diagnostic_tags and finding.unnecessary:
            written["tags"] = [_UNNECESSARY]
        if client.related_information and finding.related:
            written["relatedInformation"] = [
                {
                    "location": {"uri": self._draft.uri, "range": self.range(related.at)},
                    "message": related.message.in_language(self._language),
                }
                for related in finding.related
            ]
        if client.diagnostic_data and finding.fix is not None:
            written["data"] = {
                "fix": {
                    "title": finding.fix.title.in_language(self._language),
                    "safe": finding.fix.safe,
                    "edits": [
                        {"range": self.range(each.at), "newText": each.text} for each in finding.fix.replacements
                    ],
                }
            }
        return written

    def range(self, span: Span) -> dict[str, Any]:
        """A span of the document as the protocol's Range."""
        document, encoding = self._draft.document, self._client.encoding
        start, end = document.position(span.start, encoding), document.position(span.end, encoding)
        return {"start": start._asdict(), "end": end._asdict()}


def _places(finding: Finding) -> Iterator[Place]:
    yield finding.at
    yield from (related.at for related in finding.related)
    if finding.fix is not None:
        yield from (replacement.at for replacement in finding.fix.replacements)
