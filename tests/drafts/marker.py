"""Expectations that stand in a draft, beneath the line they are about, quoting the words.

    二、原因分析
    <!-- ! numbering/duplicate "二、" -->
    <!-- ! warning headings/closing "。" -->

The words are a JSON string, so that `\\n` and `\\u3000` can be written; the severity may be left out.
"""

import json
import re
from collections.abc import Iterable
from typing import NamedTuple

from duizhao.findings import Severity, Verdict
from duizhao.text import PositionEncoding, SourceText

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_MARKER = re.compile(r'<!-- ! (?:(?P<severity>[a-z]+) )?(?P<code>\S+/\S+) (?P<words>".*") -->\s*')


class Marker(NamedTuple):
    """One expected finding: it begins on `line` (from 0, markers not counted) and covers `words`."""

    line: int
    code: str
    words: str
    severity: Severity | None = None

    def __str__(self) -> str:
        severity = "" if self.severity is None else f"{self.severity.name.lower()} "
        return f'<!-- ! {severity}{self.code} "{"".join(map(_escaped, self.words))}" -->'


def _escaped(char: str) -> str:
    if char.isprintable():
        return {'"': '\\"', "\\": "\\\\"}.get(char, char)
    return json.dumps(char)[1:-1]


def without_markers(text: str) -> tuple[str, list[Marker]]:
    """The draft itself, and the markers that stood in it. ValueError: a marker is misspelt or has no line above it."""
    lines: list[str] = []
    markers: list[Marker] = []
    for line in _LINE.findall(text):
        if not line.startswith("<!-- !"):
            lines.append(line)
            continue
        match = _MARKER.fullmatch(line)
        if match is None or not lines:
            raise ValueError(f"no marker: {line.rstrip()}")
        severity = Severity[match["severity"].upper()] if match["severity"] else None
        markers.append(Marker(len(lines) - 1, match["code"], json.loads(match["words"]), severity))
    return "".join(lines), markers


def with_markers(text: str, markers: Iterable[Marker]) -> str:
    """`text` with `markers` beneath their lines, in the order given."""
    lines = _LINE.findall(text)
    beneath: dict[int, list[Marker]] = {}
    for marker in markers:
        beneath.setdefault(min(marker.line, len(lines) - 1), []).append(marker)
    marked: list[str] = []
    for number, line in enumerate(lines):
        content = line.rstrip("\r\n")
        end = line[len(content) :] or "\n"
        marked.append(content + end if number in beneath else line)
        marked += [f"{marker}{end}" for marker in beneath.get(number, ())]
    return "".join(marked)


def markers_of(text: str, verdicts: Iterable[Verdict], like: Iterable[Marker] = ()) -> list[Marker]:
    """The markers that `verdicts` on `text` would satisfy; a severity is named where `like` names one."""
    source = SourceText(text)
    named = {marker[:3] for marker in like if marker.severity is not None}
    markers = []
    for verdict in verdicts:
        finding = verdict.finding
        line = source.position(finding.at.start, PositionEncoding.UTF32).line
        marker = Marker(line, finding.code, text[finding.at.start : finding.at.end])
        markers.append(marker._replace(severity=verdict.severity) if marker[:3] in named else marker)
    return markers
