"""Writes into the text what only a tag or the structure says: which problem a measure answers."""

import re

from duizhao.answering.naming import is_chinese
from duizhao.document import Kind, Section
from duizhao.findings import Replacement
from duizhao.pairing.model import Form
from duizhao.pairing.pairing import Pairing
from duizhao.text import Span

_LIST_MARK = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_RUN_MARK = re.compile(
    r"(?:第[一二三四五六七八九十]+|其[一二三四五六七八九十]+|[一二三四五六七八九十]+[是要]|首先|其次|再次|最后)[，,、：:]?"
)


def made_visible(pairing: Pairing, problem: int, partner: int, words: str) -> Replacement[Span] | None:
    """The insertion of `words`, such as 针对问题（三）, where the partner's text begins; None where it has none."""
    item = pairing.items[partner]
    offset = _beginning(pairing, partner)
    if offset is None:
        return None
    text = f"{words}，" if is_chinese(pairing.items[problem]) else f"{words[0].upper()}{words[1:]}: "
    at = pairing.document.starts[item.section] + offset
    return Replacement(Span(at, at), text)


def _in_prose(section: Section, at: int) -> int | None:
    """Where the words begin of the paragraph or list item at `at`; None in a table, a quotation or code."""
    for block, start in zip(section.blocks, section.block_starts, strict=True):
        if start <= at < start + len(block.text):
            if block.kind is Kind.LIST_ITEM:
                mark = _LIST_MARK.match(section.text, at)
                return mark.end() if mark else at
            return at if block.kind is Kind.PARAGRAPH else None
    return None


def _beginning(pairing: Pairing, index: int) -> int | None:
    """Where an item's own text begins in its section, behind its number or mark."""
    item = pairing.items[index]
    section = pairing.document.sections[item.section]
    match item.form:
        case Form.HEADING:
            heading, text_start = section.heading, section.facts.text_start
            if heading is None or text_start is None:
                return None
            if heading.body is not None:
                return heading.body
            return _in_prose(section, len(section.blocks[0].text) + text_start)
        case Form.LIST_ITEM:
            mark = _LIST_MARK.match(section.text, item.span.start)
        case Form.RUN_MEMBER:
            mark = _RUN_MARK.match(section.text, item.span.start)
        case _:
            return item.span.start
    return mark.end() if mark else item.span.start
