"""Renames what is written in several places: ids, and the numbers of problems with the references to them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from duizhao.document.numbering import numeral_of, read_number, value_of, write_number
from duizhao.document.references import ReferenceKind
from duizhao.findings import Message, Replacement
from duizhao.navigation import Mention, mentions
from duizhao.pairing.model import Form
from duizhao.pairing.pairing import Pairing
from duizhao.text import Span

_ID = re.compile(r"[A-Za-z][A-Za-z_-]{0,15}\d[\w.-]{0,15}", re.ASCII)
_NUMERAL = re.compile(r"(?P<digits>\d{1,4})|(?P<han>[一二三四五六七八九十百]{1,5})")
_NEW_NUMBER = re.compile(r"[（(第]?\s*(?:(?P<digits>\d{1,3})|(?P<han>[一二三四五六七八九十百]{1,5}))\s*[）)、.．]?")


class Renamable(NamedTuple):
    """What can be renamed at a place: its span in the document, and its text."""

    span: Span
    text: str


class Refused(NamedTuple):
    """Why something cannot be renamed, or not like that."""

    message: Message


def renamable_at(pairing: Pairing, offset: int) -> Renamable | Refused:
    """The id or the number at `offset`."""
    mention = _mention_at(pairing, offset)
    span = mention.span if mention is not None else _number_at(pairing, offset)
    if span is None:
        return Refused(Message("这里没有编号，也没有问题的序号", "there is no id and no number of a problem here"))
    return Renamable(span, _text(pairing, span))


def rename(pairing: Pairing, offset: int, new: str) -> tuple[Replacement[Span], ...] | Refused:
    """Every change that gives the id or the number at `offset` its new name, in the order of the text.

    A number is written in each place as it was written there: （三）, 三, 3 and 第三个 become four each in its own way.
    """
    mention = _mention_at(pairing, offset)
    if mention is not None and not _is_number(mention):
        return _with_id(pairing, mention, new.strip())
    index = mention.problem if mention is not None else _numbered_at(pairing, offset)
    if index is None:
        return Refused(Message("这里没有编号，也没有问题的序号", "there is no id and no number of a problem here"))
    match = _NEW_NUMBER.fullmatch(new.strip())
    ordinal = 0 if match is None else int(match["digits"]) if match["digits"] else value_of(match["han"])
    if ordinal < 1:
        return Refused(Message(f"“{new}”不是序号，如 4 或 四", f"“{new}” is no number such as 4"))
    own = _own_number(pairing, index)
    changes = [] if own is None else [Replacement(own, _rewritten(_text(pairing, own), ordinal))]
    changes += [Replacement(span, _rewritten(_text(pairing, span), ordinal)) for span in _numbers_of(pairing, index)]
    return tuple(sorted(changes))


def followed(pairing: Pairing, changes: Iterable[Replacement[Span]]) -> Iterator[Replacement[Span]]:
    """What else must change when numbers of problems do: the references to them, each in its own writing."""
    own = {span: index for index in range(len(pairing.items)) if (span := _own_number(pairing, index)) is not None}
    for change in changes:
        index = own.get(change.at)
        number = read_number(change.text) if index is not None else None
        if index is not None and number is not None and number.ordinal != pairing.items[index].ordinal:
            for span in _numbers_of(pairing, index):
                yield Replacement(span, _rewritten(_text(pairing, span), number.ordinal))


def _mention_at(pairing: Pairing, offset: int) -> Mention | None:
    """The id or the number of a reference at `offset`; quoted words cannot be renamed."""
    for each in mentions(pairing):
        if each.span.start <= offset <= each.span.end and (_is_number(each) or _is_id(each)):
            return each
    return None


def _is_number(mention: Mention) -> bool:
    reference = mention.resolution.reference if mention.resolution is not None else None
    return reference is not None and reference.kind is ReferenceKind.ORDINAL


def _is_id(mention: Mention) -> bool:
    reference = mention.resolution.reference if mention.resolution is not None else None
    return reference is None or reference.kind is ReferenceKind.ID


def _with_id(pairing: Pairing, mention: Mention, new: str) -> tuple[Replacement[Span], ...] | Refused:
    if _ID.fullmatch(new) is None:
        return Refused(
            Message(f"“{new}”不能作编号：字母开头，带数字，如 p3", f"“{new}” is no id: letters and a digit, such as p3")
        )
    old = _text(pairing, mention.span)
    if new != old and new in pairing.by_id:
        return Refused(Message(f"编号 {new} 已经用了", f"the id {new} is taken"))
    spans = {each.span for each in mentions(pairing) if _is_id(each) and _text(pairing, each.span) == old}
    return tuple(Replacement(span, new) for span in sorted(spans))


def _numbers_of(pairing: Pairing, index: int) -> Sequence[Span]:
    """Where references name an item by its number."""
    return [each.span for each in mentions(pairing) if each.problem == index and _is_number(each)]


def _number_at(pairing: Pairing, offset: int) -> Span | None:
    index = _numbered_at(pairing, offset)
    return None if index is None else _own_number(pairing, index)


def _numbered_at(pairing: Pairing, offset: int) -> int | None:
    """The problem whose own number holds `offset`."""
    index = pairing.item_at(offset)
    if index is None or pairing.items[index].role != "problem":
        return None
    own = _own_number(pairing, index)
    return index if own is not None and own.start <= offset <= own.end else None


def _own_number(pairing: Pairing, index: int) -> Span | None:
    """Where a problem's own number stands: that of a heading with its marks, that of a list item without them."""
    item = pairing.items[index]
    start = pairing.document.starts[item.section]
    if item.form is Form.HEADING:
        heading = pairing.document.sections[item.section].heading
        return heading.number_span.shifted(start) if heading is not None and heading.number is not None else None
    if item.form is Form.LIST_ITEM and item.ordinal is not None:
        return Span(item.start, item.start + len(str(item.ordinal))).shifted(start)
    return None


def _rewritten(text: str, ordinal: int) -> str:
    """The same number for another ordinal, in the numerals that it has."""
    number = read_number(text)
    if number is not None and number.text == text:
        return write_number(number.system, ordinal, like=number)
    return _NUMERAL.sub(lambda match: str(ordinal) if match["digits"] else numeral_of(ordinal), text, count=1)


def _text(pairing: Pairing, span: Span) -> str:
    document = pairing.document
    section = document.section_at(span.start)
    start = document.starts[section]
    return document.sections[section].text[span.start - start : span.end - start]
