"""Writes into a draft's front matter which kind of report it is."""

import re

from duizhao.document import Document
from duizhao.document.blocks import Kind
from duizhao.findings import Replacement
from duizhao.text import Span

_KEY = "report"
_OPENING = re.compile(r"\ufeff?---[ \t]*")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")
_NOTHING_ELSE = re.compile(r"\s*(?:---|\.\.\.)[ \t]*[\r\n]*")


def report_entry(document: Document, pack: str | None) -> Replacement[Span] | None:
    """What names `pack` as the draft's kind of report, or takes the name away (None); None where that is so already.

    Front matter is begun where there is none, and goes when nothing is left in it.
    """
    entry = document.front_matter.get(_KEY)
    if (entry.value if entry else None) == pack:
        return None
    text = document.text
    if entry is not None:
        return Replacement(entry.value_span, pack) if pack and entry.value else _whole(text, entry.key_span.start, pack)
    line_end = "\r\n" if "\r\n" in text else "\n"
    blocks = document.sections[0].blocks
    if blocks and blocks[0].kind is Kind.FRONT_MATTER and (opening := _OPENING.match(text)):
        return Replacement(Span(opening.end(), opening.end()), f"{line_end}{_KEY}: {pack}")
    start = len(text) - len(text.removeprefix("\ufeff"))
    return Replacement(Span(start, start), line_end.join(["---", f"{_KEY}: {pack}", "---", "", ""]))


def _whole(text: str, start: int, pack: str | None) -> Replacement[Span]:
    """The whole line of an entry that begins at `start`, and with it front matter that holds nothing else."""
    line = _LINE.match(text, start)
    assert line is not None
    if pack is not None:
        return Replacement(Span(start, start + len(line.group().rstrip("\r\n"))), f"{_KEY}: {pack}")
    before, after = _OPENING.match(text), _NOTHING_ELSE.match(text, line.end())
    if before and after and not text[before.end() : start].strip():
        return Replacement(Span(len(text) - len(text.removeprefix("\ufeff")), after.end()), "")
    return Replacement(Span(*line.span()), "")
