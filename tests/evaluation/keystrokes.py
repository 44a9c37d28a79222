"""Reports while they are being typed: warnings on the way, and findings that flicker."""

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from duizhao.analysis import Analysis
from duizhao.document import Document
from duizhao.findings import Stage, Verdict
from duizhao.text import Edit, Span

from .judging import analysis_of, checks_for, is_about_pairs, is_loud, verdicts_of
from .pages import Report

ASIDES = {
    "zh": (
        "另外，在走访中了解到，青石村还有3户反映“办事来回跑”，已转交办公室核实。",
        "对这类问题，会上一是当场表态，二是限期答复，没有留下尾巴。",
        "此前印发的《工作规则》（试行）第三条对此已有规定：逾期不办的，要说明原因。",
    ),
    "en": (
        " We also heard from 3 visitors (see the minutes) that the queue was long.",
        " The action was closed in May; for issue 4711 of the tracker, see there.",
    ),
}
"""Sentences that speak of no problem of the report."""


class Interruption(NamedTuple):
    """A warning that a draft shows before it is finished; `typed` is the end of what there is by then."""

    typed: str
    verdict: Verdict


def interruptions(text: str, step: int = 1) -> Iterator[Interruption]:
    """The warnings, of any kind, on the beginnings of a faultless report that grows by `step` characters at a time."""
    document, analysis = Document.parse(""), None
    for start in range(0, len(text), step):
        document = document.edited(Edit(Span(start, start), text[start : start + step]))
        analysis = Analysis(document, checks_for(document), analysis)
        for verdict in verdicts_of(analysis, Stage.DRAFT):
            if is_loud(verdict):
                yield Interruption(document.text[-30:], verdict)


def flicker(report: Report, words: str, rng: Random) -> int:
    """How often findings about pairs come or go while `words` are typed, character by character, into a part of the
    report that has nothing to do with them.

    Findings are compared by code and by the text they stand at.
    """
    analysis = analysis_of(report.text)
    at = _elsewhere(report, rng)
    document, before, changes = analysis.document, _said(analysis), 0
    for place, char in enumerate(words):
        document = document.edited(Edit(Span(at + place, at + place), char))
        analysis = Analysis(document, checks_for(document), analysis)
        now = _said(analysis)
        changes += len(before ^ now)
        before = now
    return changes


def _elsewhere(report: Report, rng: Random) -> int:
    """Behind the first sentence of the opening, or of a problem's description."""
    places = [report.text.index("。" if "。" in report.text else ". ") + 1]
    for (role, _), extent in report.extents.items():
        stop = report.text.find("。", extent.start, extent.end)
        if role == "problem" and stop >= 0:
            places.append(stop + 1)
    return rng.choice(places)


def _said(analysis: Analysis) -> frozenset[tuple[str, str]]:
    text = analysis.document.text
    return frozenset(
        (each.finding.code, text[each.finding.at.start : each.finding.at.end])
        for each in verdicts_of(analysis, Stage.DRAFT)
        if is_about_pairs(each)
    )
