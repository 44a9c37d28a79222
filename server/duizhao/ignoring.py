"""Writing the comments that say "not this" (see `suppression`), where they break nothing."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from duizhao.document import Block, Document, Kind
from duizhao.findings import Replacement
from duizhao.text import Span

_NEXT_LINE = re.compile(r"<!--[ \t]*duizhao-disable-next-line(?P<codes>[^>]*?)[ \t]*-->[ \t]*$")
_LINE_END = re.compile(r"\r\n?|\n")
_ITEM = re.compile(r"(?P<lead>[ \t]*)(?P<mark>[-*+]|\d{1,9}[.)])(?P<gap>[ \t]*)")
_BLANK = re.compile(r"[ \t]*")


class Ignoring(NamedTuple):
    """What to insert; `whole_file`: it silences more than the one place."""

    replacements: tuple[Replacement[Span], ...]
    whole_file: bool = False


def ignoring(document: Document, code: str, offset: int) -> Ignoring:
    """What to insert so that findings of `code` that begin at `offset` are not reported any more.

    That is a comment on the line above; where a comment there would cut a paragraph, a table or a list item in two, a
    pair of comments around it; for front matter, and for the very beginning of a text without any, a comment about the
    whole file.
    """
    site = _site(document, offset)
    if site is None:
        return Ignoring((Replacement(_at(0), f"<!-- duizhao-disable-file {code} -->\n"),), whole_file=True)
    block = site.block
    line_end = _line_end(document, site)
    if block.kind is Kind.FRONT_MATTER:
        return Ignoring((_behind(site, f"<!-- duizhao-disable-file {code} -->", line_end),), whole_file=True)
    if offset == 0 or block.kind is Kind.BLANK:
        comment = f"<!-- duizhao-disable-file {code} -->{line_end}"
        return Ignoring((Replacement(_at(_first(site)), comment),), whole_file=True)
    above = _directive_above(document, site)
    if not _LINE_END.search(block.text, 0, offset - site.start):
        if above is not None:
            return Ignoring((Replacement(_at(above.codes_end), f" {code}"),))
        comment = f"{_indent(document, site)}<!-- duizhao-disable-next-line {code} -->{line_end}"
        return Ignoring((Replacement(_at(_first(site)), comment),))
    opening = f"{_indent(document, site)}<!-- duizhao-disable {code} -->{line_end}"
    closing = f"{_inner_indent(block)}<!-- duizhao-enable {code} -->"
    before = Replacement(_at(_first(site) if above is None else above.start), opening)
    return Ignoring((before, _behind(site, closing, line_end)))


class _Site(NamedTuple):
    """A block, the number of its section and its own in there, and where it begins in the document."""

    block: Block
    section: int
    number: int
    start: int


class _Directive(NamedTuple):
    """A comment about the next line: where it begins, and where its last code ends."""

    start: int
    codes_end: int


def _site(document: Document, offset: int) -> _Site | None:
    section = document.section_at(offset)
    blocks, starts = document.sections[section].blocks, document.sections[section].block_starts
    base = document.starts[section]
    index = bisect_right(starts, offset - base) - 1
    return _Site(blocks[index], section, index, base + starts[index]) if blocks else None


def _before(document: Document, site: _Site) -> Iterator[_Site]:
    """The blocks before that of `site`, the nearest first."""
    last = site.number
    for section in range(site.section, -1, -1):
        found, base = document.sections[section], document.starts[section]
        for index in range(last - 1, -1, -1):
            yield _Site(found.blocks[index], section, index, base + found.block_starts[index])
        last = len(document.sections[section - 1].blocks)


def _at(offset: int) -> Span:
    return Span(offset, offset)


def _first(site: _Site) -> int:
    """Where the block's line begins, behind a byte order mark."""
    return site.start + site.block.text.startswith("\ufeff")


def _line_end(document: Document, site: _Site) -> str:
    """How lines end here."""
    above = next(_before(document, site), site)
    match = _LINE_END.search(site.block.text) or _LINE_END.search(above.block.text)
    return match.group() if match else "\n"


def _behind(site: _Site, comment: str, line_end: str) -> Replacement[Span]:
    """`comment` on a line of its own behind the last line of the block that is not blank."""
    text = site.block.text
    match = _LINE_END.search(text, len(text.rstrip()))
    if match is None:
        return Replacement(_at(site.start + len(text)), f"{line_end}{comment}{line_end}")
    return Replacement(_at(site.start + match.end()), f"{comment}{line_end}")


def _directive_above(document: Document, site: _Site) -> _Directive | None:
    """The comment about the block's first line that stands above it already."""
    above = next(_before(document, site), None)
    match = _NEXT_LINE.search(above.block.text.rstrip()) if above is not None else None
    if above is None or match is None or not match["codes"].strip():
        return None
    line = max(above.block.text.rfind(end, 0, match.start()) for end in "\r\n") + 1
    return _Directive(above.start + line, above.start + match.start("codes") + len(match["codes"].rstrip()))


def _indent(document: Document, site: _Site) -> str:
    """What makes a comment above a list item part of the item before it, so that the list stays one list."""
    own = _lead(site.block)
    for before in _before(document, site) if site.block.kind is Kind.LIST_ITEM else ():
        lead = _lead(before.block)
        if before.block.kind is Kind.LIST_ITEM and len(lead) <= len(own):
            return _inner_indent(before.block) if len(lead) == len(own) else own
        if before.block.kind is not Kind.LIST_ITEM and not lead:
            break
    return own


def _lead(block: Block) -> str:
    """The blanks before the block's first line; none where they make code of it."""
    match = None if block.kind is Kind.CODE else _BLANK.match(block.text)
    return match.group() if match else ""


def _inner_indent(block: Block) -> str:
    """How far the text of a list item is indented, as blanks; that of another block is not."""
    item = _ITEM.match(block.text) if block.kind is Kind.LIST_ITEM else None
    if item is None:
        return _lead(block)
    return item["lead"] + " " * (len(item["mark"]) + (len(item["gap"]) if 0 < len(item["gap"]) < 5 else 1))
