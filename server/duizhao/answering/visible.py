"""Writes into the text what only a tag or the structure says: which problem a measure answers."""

import re

from duizhao.answering.naming import is_chinese, reference_to
from duizhao.findings import Replacement
from duizhao.pairing.model import Form
from duizhao.pairing.pairing import Pairing
from duizhao.text import Span

_LIST_MARK = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_RUN_MARK = re.compile(
    r"(?:第[一二三四五六七八九十]+|其[一二三四五六七八九十]+|[一二三四五六七八九十]+[是要]|首先|其次|再次|最后)[，,、：:]?"
)


def made_visible(pairing: Pairing, problem: int, partner: int) -> Replacement[Span] | None:
    """The insertion of 针对问题（三），at the beginning of the partner's own text; None where it has no text yet."""
    item = pairing.items[partner]
    section = pairing.document.sections[item.section]
    offset = _beginning(pairing, partner)
    if offset is None:
        return None
    words = reference_to(pairing, problem)
    text = f"{words}，" if is_chinese(pairing.items[problem]) else f"{words[0].upper()}{words[1:]}: "
    at = pairing.document.starts[item.section] + offset
    assert offset <= len(section.text)
    return Replacement(Span(at, at), text)


def _beginning(pairing: Pairing, index: int) -> int | None:
    """Where an item's own text begins in its section, behind its number or mark."""
    item = pairing.items[index]
    section = pairing.document.sections[item.section]
    match item.form:
        case Form.HEADING:
            heading, text_start = section.heading, section.facts.text_start
            if heading is None or text_start is None:
                return None
            return heading.body if heading.body is not None else len(section.blocks[0].text) + text_start
        case Form.LIST_ITEM:
            mark = _LIST_MARK.match(section.text, item.span.start)
        case Form.RUN_MEMBER:
            mark = _RUN_MARK.match(section.text, item.span.start)
        case _:
            return item.span.start
    return mark.end() if mark else item.span.start
