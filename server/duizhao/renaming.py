"""Renames what is written in several places: ids, and the numbers of problems with the references to them."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from duizhao.document.numbering import Number, System, numeral_of, read_number, value_of, write_number
from duizhao.document.references import ReferenceKind
from duizhao.document.tags import TagKind
from duizhao.findings import Message, Replacement
from duizhao.navigation import mentions
from duizhao.pairing.labels import FieldKind, field_of
from duizhao.pairing.model import Form, Item
from duizhao.pairing.pairing import Pairing
from duizhao.text import Span

_ID = re.compile(r"[A-Za-z][A-Za-z_-]{0,15}\d[\w.-]{0,15}", re.ASCII)
_NAMED_ID = re.compile(r"(?!none$)[A-Za-z][\w.-]{0,39}", re.ASCII | re.IGNORECASE)
"""What may stand behind `id:`."""
_ID_IN_PROSE = re.compile(r"[A-Za-z]{1,8}[-_]?\d{1,4}", re.ASCII)
_ID_LABEL = re.compile(r"id\s*[:：]\s*\Z")
_HAN = "[零〇一二三四五六七八九十百]{1,5}"
_NUMERAL = re.compile(rf"\d{{1,4}}|{_HAN}")
_NEW_NUMBER = re.compile(rf"[（(第]?\s*(?P<numeral>\d{{1,3}}|{_HAN})\s*[）)、.．个]?")
_LIST_NUMBER = re.compile(r"\d{1,9}")
_HIGHEST = {System.ROMAN.value: 15, System.LETTER.value: 26, System.LETTER_PAREN.value: 26, System.DECIMAL.value: 19}
_HIGHEST_ELSEWHERE = 999

_NOTHING_HERE = Message("这里没有编号，也没有问题的序号", "there is no id and no number of a problem here")
_UNNUMBERED = Message("这个问题没有写明序号，不能改", "the problem has no number of its own that could be changed")


class Renamable(NamedTuple):
    """What can be renamed at a place: its span in the document, and its text."""

    span: Span
    text: str


class Refused(NamedTuple):
    """Why something cannot be renamed, or not like that."""

    message: Message


class _IdPlace(NamedTuple):
    """Where an id is written: `id` is the one that is meant, which prose may write in other case."""

    span: Span
    id: str
    in_prose: bool = False
    any_word: bool = False
    """It is given behind `id:`, where it may be any word."""


class _NumberPlace(NamedTuple):
    """Where the number of an item is written, `own`: by the item itself. `numeral` is what changes with the number."""

    span: Span
    numeral: Span
    item: int
    own: bool


def renamable_at(pairing: Pairing, offset: int) -> Renamable | Refused:
    """The id or the number at `offset`."""
    found = _id_at(pairing, offset) or _number_at(pairing, offset)
    if found is None or isinstance(found, Refused):
        return found or Refused(_NOTHING_HERE)
    return Renamable(found.span, _text(pairing, found.span))


def rename(pairing: Pairing, offset: int, new: str) -> tuple[Replacement[Span], ...] | Refused:
    """Every change that gives the id or the number at `offset` its new name, in the order of the text.

    A number is written in each place as it was written there: （三）, 三, 3 and 第三个 become four each in its own way.
    """
    named = _id_at(pairing, offset)
    if named is not None:
        return _with_id(pairing, named.id, new.strip())
    numbered = _number_at(pairing, offset)
    if numbered is None or isinstance(numbered, Refused):
        return numbered or Refused(_NOTHING_HERE)
    return _with_number(pairing, numbered.item, new)


def followed(pairing: Pairing, changes: Iterable[Replacement[Span]]) -> Iterator[Replacement[Span]]:
    """What else must change when `changes` give problems other numbers: the references to them, each in its own way of
    writing. Nothing that is replaced already is replaced again.
    """
    changed = {change.at: change.text for change in changes}
    own = {place.span: place.item for place in _own_numbers(pairing)} if changed else {}
    ordinals: dict[int, int] = {}
    for at in changed.keys() & own.keys():
        ordinal = _ordinal_of(changed[at])
        if ordinal and ordinal != pairing.items[own[at]].ordinal:
            ordinals[own[at]] = ordinal
    if not ordinals:
        return
    replaced = sorted(changed)
    for place in _referring(pairing):
        if place.item in ordinals:
            near = bisect_left(replaced, place.numeral)
            if not any(_overlap(place.numeral, other) for other in replaced[max(0, near - 1) : near + 1]):
                yield _renumbered(pairing, place.numeral, ordinals[place.item])


def _with_id(pairing: Pairing, old: str, new: str) -> tuple[Replacement[Span], ...] | Refused:
    places = [each for each in _id_places(pairing) if each.id == old]
    given = [each.any_word for each in places if each.any_word]
    if (_NAMED_ID if given else _ID).fullmatch(new) is None:
        zh = f"“{new}”不能作编号：字母开头，带数字，如 p3"
        return Refused(Message(zh, f"“{new}” is no id: letters and a digit, such as p3"))
    if any(each.in_prose for each in places) and _ID_IN_PROSE.fullmatch(new) is None:
        zh = f"正文里写到 {old}，新的编号也要像 P3 那样：几个字母加数字"
        return Refused(Message(zh, f"the text says {old}: a new id must be letters and digits, such as P3"))
    if new != old and (new in pairing.by_id or any(each.id == new for each in _id_places(pairing))):
        return Refused(Message(f"编号 {new} 已经用了", f"the id {new} is taken"))
    return tuple(Replacement(each.span, _in_case_of(_text(pairing, each.span), old, new)) for each in sorted(places))


def _in_case_of(written: str, old: str, new: str) -> str:
    if written == old:
        return new
    return new.upper() if written.isupper() else new.lower()


def _with_number(pairing: Pairing, index: int, new: str) -> tuple[Replacement[Span], ...] | Refused:
    ordinal = _new_ordinal(new)
    item = pairing.items[index]
    if not 1 <= ordinal <= _HIGHEST.get(item.style, _HIGHEST_ELSEWHERE):
        return Refused(Message(f"“{new}”不能作序号，应如 4 或 四", f"“{new}” is no number such as 4"))
    if any(_is_beside(each, item) and each.ordinal == ordinal for each in pairing.items if each is not item):
        zh = f"已有序号为 {ordinal} 的问题，请先改那一个"
        return Refused(Message(zh, f"there is a problem with the number {ordinal} already: change that one first"))
    places = [*_own_numbers(pairing), *_referring(pairing)]
    return tuple(sorted(_renumbered(pairing, each.numeral, ordinal) for each in places if each.item == index))


def _new_ordinal(written: str) -> int:
    """The ordinal that a user means by 4, 四, （四） or ④; 0 where it is none."""
    match = _NEW_NUMBER.fullmatch(written.strip())
    if match is not None:
        return value_of(match["numeral"])
    number = _read(written.strip())
    return number.ordinal if number is not None and len(number.path) < 2 else 0


def _is_beside(one: Item, other: Item) -> bool:
    return (one.group, one.parent, one.role, one.style) == (other.group, other.parent, other.role, other.style)


def _id_at(pairing: Pairing, offset: int) -> _IdPlace | None:
    near = [each for each in _id_places(pairing) if each.span.start <= offset <= each.span.end]
    return max(near) if near else None


def _id_places(pairing: Pairing) -> Iterator[_IdPlace]:
    """Where ids are written: in tags, in the columns of tables that give them, in prose."""
    document = pairing.document
    for section, start in zip(document.sections, document.starts, strict=False):
        for tag in section.traces.tags:
            given = tag.kind is TagKind.ID
            for name in tag.names:
                before = section.text[tag.span.start : name.span.start]
                any_word = given and _ID_LABEL.search(before) is not None
                yield _IdPlace(name.span.shifted(start), name.id, any_word=any_word)
    seen: set[Span] = set()
    for item in pairing.items:
        for field in item.fields:
            span = field.span.shifted(document.starts[item.section])
            if field_of(field.name) is FieldKind.NUMBER and field.text in pairing.by_id and span not in seen:
                seen.add(span)
                if _text(pairing, span) == field.text:
                    yield _IdPlace(span, field.text, in_prose=True)
    for each in pairing.resolutions:
        if each.reference is not None and each.reference.kind is ReferenceKind.ID:
            meant = next((name for name in _cases(each.written) if name in pairing.by_id), each.written)
            yield _IdPlace(each.at.shifted(document.starts[pairing.items[each.item].section]), meant, in_prose=True)


def _cases(name: str) -> tuple[str, ...]:
    """The ids that a name in prose may mean, the likeliest first."""
    return name, name.lower(), name.upper()


def _number_at(pairing: Pairing, offset: int) -> _NumberPlace | Refused | None:
    """The number of a problem, there or in a reference, that holds `offset`."""
    near = [each for each in (*_own_numbers(pairing), *_referring(pairing)) if _holds(each.span, offset)]
    if not near:
        return None
    found = max(near, key=lambda each: each.span.start)
    numbered = found.own or any(each.item == found.item for each in _own_numbers(pairing))
    return found if numbered else Refused(_UNNUMBERED)


def _holds(span: Span, offset: int) -> bool:
    return span.start <= offset <= span.end


def _own_numbers(pairing: Pairing) -> Iterator[_NumberPlace]:
    """Where items that others answer write their own numbers."""
    asking = {source for group in pairing.groups for source in group.sources}
    for index, item in enumerate(pairing.items):
        if item.ordinal is not None and (item.role == "problem" or item.group in asking):
            span = _own_number(pairing, item)
            if span is not None and _ordinal_of(_text(pairing, span)) == item.ordinal:
                yield _NumberPlace(span, span, index, own=True)


def _own_number(pairing: Pairing, item: Item) -> Span | None:
    """The number of a heading with its marks, of anything else the numeral alone; None where it is only counted."""
    section, start = pairing.document.sections[item.section], pairing.document.starts[item.section]
    match item.form:
        case Form.HEADING:
            heading = section.heading
            return heading.number_span.shifted(start) if heading is not None and heading.number is not None else None
        case Form.LIST_ITEM:
            found = _LIST_NUMBER.match(section.text, item.span.start)
            return Span(*found.span()).shifted(start) if found else None
        case Form.ROW:
            cells = [each.span for each in item.fields if field_of(each.name) is FieldKind.NUMBER]
            return cells[0].shifted(start) if cells else None
        case Form.RUN_MEMBER | Form.FIELD | Form.PARAGRAPH:
            return None


def _referring(pairing: Pairing) -> Iterator[_NumberPlace]:
    """Where references name one item by its number; brackets around the numeral may change beside it."""
    for each in mentions(pairing):
        reference = each.resolution.reference if each.resolution is not None else None
        if reference is None or reference.kind is not ReferenceKind.ORDINAL or len(each.problems) != 1:
            continue
        numeral = _NUMERAL.search(_text(pairing, each.span))
        if numeral is not None and each.resolution is not None and value_of(numeral.group()) == each.resolution.ordinal:
            yield _NumberPlace(each.span, Span(*numeral.span()).shifted(each.span.start), each.problems[0], own=False)


def _renumbered(pairing: Pairing, span: Span, ordinal: int) -> Replacement[Span]:
    """The same number for another ordinal, in the numerals and with the marks that it has."""
    text = _text(pairing, span)
    number = _read(text)
    if number is not None:
        return Replacement(span, write_number(number.system, ordinal, like=number))
    *_, last = _NUMERAL.finditer(text)
    numeral = str(ordinal) if last.group().isdecimal() else numeral_of(ordinal)
    return Replacement(span, text[: last.start()] + numeral + text[last.end() :])


def _ordinal_of(text: str) -> int:
    """The ordinal of a number as it is written; 0 where none can be read."""
    number = _read(text)
    if number is not None:
        return number.ordinal
    numerals = _NUMERAL.findall(text)
    return value_of(numerals[-1]) if numerals else 0


def _read(text: str) -> Number | None:
    """The number that `text` is, as a heading would have it."""
    number = read_number(f"{text} 甲", marked=True)
    return number if number is not None and number.text == text else None


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _text(pairing: Pairing, span: Span) -> str:
    document = pairing.document
    section = document.section_at(span.start)
    start = document.starts[section]
    return document.sections[section].text[span.start - start : span.end - start]
