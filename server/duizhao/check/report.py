"""What came out of a check, as plain data. Lines and columns count from 1, columns in code points; ends are
exclusive.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from duizhao.findings import Message, Severity


class Place(NamedTuple):
    """A stretch of text, possibly empty."""

    line: int
    column: int
    end_line: int
    end_column: int


class Edit(NamedTuple):
    """The text at `place` is to become `text`."""

    place: Place
    text: str


class Fix(NamedTuple):
    """Edits that resolve a finding; a safe one may be applied unseen."""

    title: str
    safe: bool
    edits: tuple[Edit, ...]


class Related(NamedTuple):
    """Another place in the same file that explains a finding."""

    place: Place
    message: str


class Finding(NamedTuple):
    """One finding; findings compare in the order in which they are reported."""

    place: Place
    severity: Severity
    code: str
    message: str
    help_url: str = ""
    fix: Fix | None = None
    related: tuple[Related, ...] = ()


class Kind(NamedTuple):
    """The kind of report that a draft was taken for: the pack, its title, and why."""

    pack: str
    title: str
    reason: str


class Checked(NamedTuple):
    """A file with what was found in it, in order. `encoding` is the one it was read in."""

    path: str
    text: str
    encoding: str
    findings: tuple[Finding, ...]
    kind: Kind | None


class Unchecked(NamedTuple):
    """A file that could not be checked, and why."""

    path: str
    reason: Message


FileReport = Checked | Unchecked

UNREADABLE = "check/unreadable"
"""The code that an unchecked file has among findings."""


def read_findings(items: Sequence[Mapping[str, Any]]) -> tuple[Finding, ...]:
    """The protocol's diagnostics, with positions in code points, as findings in their order."""
    return tuple(sorted([_finding(item) for item in items], key=lambda finding: finding[:4]))


def read_kind(answer: Mapping[str, Any]) -> Kind:
    """The server's word on the kind of a draft."""
    return Kind(answer["pack"], answer["title"], answer["reason"])


def _finding(item: Mapping[str, Any]) -> Finding:
    fix = item.get("data", {}).get("fix")
    return Finding(
        _place(item["range"]),
        Severity(item["severity"]),
        item["code"],
        item["message"],
        item.get("codeDescription", {}).get("href", ""),
        None if fix is None else _fix(fix),
        tuple(
            [Related(_place(each["location"]["range"]), each["message"]) for each in item.get("relatedInformation", ())]
        ),
    )


def _fix(fix: Mapping[str, Any]) -> Fix:
    return Fix(
        fix["title"], fix["safe"], tuple([Edit(_place(each["range"]), each["newText"]) for each in fix["edits"]])
    )


def _place(span: Mapping[str, Any]) -> Place:
    start, end = span["start"], span["end"]
    return Place(start["line"] + 1, start["character"] + 1, end["line"] + 1, end["character"] + 1)
