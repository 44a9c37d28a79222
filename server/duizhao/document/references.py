"""References: words by which a measure or a cause says which problem it answers.

针对问题（三）, 针对第二个问题, 关于“…”问题的整改, 针对P3; in English: for problem 3.
"""

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from duizhao.document.numbering import Number, read_number, value_of
from duizhao.document.passages import Passage
from duizhao.text import Span


class ReferenceKind(Enum):
    """How a reference names what it means."""

    ORDINAL = "by number"
    QUOTE = "by its words"
    ID = "by id"
    BACK = "back, naming nothing"


class Reference(NamedTuple):
    """One reference; spans are relative to the section.

    `span` is the whole expression (针对问题（三）); `targets` are what a rename would replace: the number with its marks
    (（三） or 三), the quoted words without their quotation marks, or the id. `ordinals` are the numbers meant (第一、三个问题:
    1 and 3), one for each target; `number` is how a single one is written, if as a number system writes it. `words` are
    the quoted words (QUOTE) or the id (ID); `sure` is False for words without quotation marks. `noun` is what is
    referred to, such as 问题 or 隐患.
    """

    kind: ReferenceKind
    span: Span
    targets: tuple[Span, ...]
    noun: str = ""
    ordinals: tuple[int, ...] = ()
    number: Number | None = None
    words: str = ""
    sure: bool = True


_ID_SHAPE = r"[A-Za-z]{1,8}[-_]?\d{1,4}(?![A-Za-z\d])"
_ID_CLUE = re.compile(r"[A-Za-z#][^\d\r\n]{0,20}\d")
_HAN = "[一二三四五六七八九十]{1,3}"
_NOUNS = "问题|隐患|不足|不符合项|原因"
_LEAD = "针对|对应|对照|对于|解决|整改|落实"
_WRITTEN = rf"(?:[（(]\s?(?:{_HAN}|\d{{1,3}})\s?[）)]|{_HAN}(?![个项条方点些是])|\d{{1,3}}(?![\d个项条年月日%.]))"
_BARE = rf"[（(]?(?:{_HAN}|\d{{1,3}})[）)]?"
_ORDINAL = re.compile(
    rf"""
    (?:{_LEAD})(?:以上|上述|存在的|查摆的|反馈的|前述|前面的)?(?:
        (?P<noun>{_NOUNS})\s?(?P<numbers>{_WRITTEN}(?:[、，,和与及](?:{_NOUNS})?{_WRITTEN}){{0,9}})
      | 第(?P<ordinals>{_BARE}(?:[、，,和](?:第)?{_BARE}){{0,9}})\s?(?:个|项|条|类|方面的?)(?P<after>{_NOUNS})
    )
  | 第(?P<early>{_HAN}|\d{{1,3}})(?:个|项|条)(?P<early_noun>问题|隐患)的?(?:整改|落实|解决)
    """,
    re.VERBOSE,
)
_PARTS = re.compile(rf"[（(]\s?(?:{_HAN}|\d{{1,3}})\s?[）)]|{_HAN}|\d{{1,3}}")
_QUOTED = re.compile(
    rf"(?:关于|{_LEAD})(?:反馈的?|指出的?|查摆的?|存在的?)?[“「『](?P<words>[^“”「」『』\r\n]{{2,80}})[”」』]"
    rf"(?:等|这一|的|方面的?|这类)*(?:{_NOUNS})"
)
_UNQUOTED = re.compile(
    rf"(?:针对|关于)(?!以上|上述|该|这|存在|性|第|问题|隐患)(?P<words>[^，。；：、“”\r\n]{{4,40}}?)的(?:{_NOUNS})"
)
_BACK = re.compile(
    rf"(?:针对|对)(?:该|此|以上|上述|这些|前述|存在的)(?:项|个|类|几个|些)?(?:{_NOUNS})"
    r"|(?:^|[：:|]\s*)同上(?=[。；;|\s]|$)",
    re.MULTILINE,
)
_ID = re.compile(
    rf"(?:(?:{_LEAD})(?:问题|隐患)?\s?|[（(](?={_ID_SHAPE}[）)]))"
    rf"(?P<ids>{_ID_SHAPE}(?:\s?[、，,和]\s?{_ID_SHAPE}){{0,9}})(?![A-Za-z0-9])"
)
_ENGLISH = re.compile(
    r"\b(?:for|addresses|fixes|re:?|see|resolves|answers|closes)\s+(?:the\s+)?(?P<noun>problems?|issues?|findings?|causes?|hazards?)\s*"
    r"(?P<numbers>#?\(?\d{1,3}\)?(?:\s*(?:,|and|&)\s*#?\(?\d{1,3}\)?){0,9})(?!\d|\.\d|%)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,3}")


def references_of(passages: Iterable[Passage]) -> tuple[Reference, ...]:
    """The references in the prose of a section's blocks, in the order of the text."""
    references: list[Reference] = []
    for _, prose, start in passages:
        if prose is not None:
            references += (_shifted(each, start) for each in _read(prose))
    return tuple(references)


def _shifted(reference: Reference, start: int) -> Reference:
    targets = tuple([target.shifted(start) for target in reference.targets])
    return reference._replace(span=reference.span.shifted(start), targets=targets)


def _read(prose: str) -> list[Reference]:
    found: list[Reference] = []
    if any(noun in prose for noun in ("问题", "隐患", "不足", "不符合项", "原因")):
        found += _by_number(prose)
        found += [_quote(match, sure=True) for match in _QUOTED.finditer(prose)]
        found += [_quote(match, sure=False) for match in _UNQUOTED.finditer(prose)]
    if "同上" in prose or "针对" in prose or "对" in prose:
        found += [Reference(ReferenceKind.BACK, Span(*match.span()), ()) for match in _BACK.finditer(prose)]
    if _ID_CLUE.search(prose):
        found += [each for match in _ID.finditer(prose) for each in _by_id(match)]
        found += [_in_english(match) for match in _ENGLISH.finditer(prose)]
    return sorted(_apart(found), key=lambda each: each.span)


def _apart(found: list[Reference]) -> Iterator[Reference]:
    """Of references that overlap the surest: by number, then by quotation, by id, back."""
    taken: list[Span] = []
    for each in found:
        if not any(each.span.start < other.end and other.start < each.span.end for other in taken):
            yield each
        if each.kind is not ReferenceKind.ID:
            taken.append(each.span)


def _by_number(prose: str) -> Iterator[Reference]:
    for match in _ORDINAL.finditer(prose):
        group = next(name for name in ("numbers", "ordinals", "early") if match[name])
        noun = match["noun"] or match["after"] or match["early_noun"]
        parts = list(_PARTS.finditer(match[group]))
        at = match.start(group)
        ordinals = tuple(_value(part.group()) for part in parts)
        number = read_number(parts[0].group()) if len(parts) == 1 and group == "numbers" else None
        targets = tuple(Span(*part.span()).shifted(at) for part in parts)
        yield Reference(ReferenceKind.ORDINAL, Span(*match.span()), targets, noun, ordinals, number)


def _value(written: str) -> int:
    plain = written.strip("（）() \u3000")
    return int(plain) if plain.isdecimal() else value_of(plain)


def _quote(match: re.Match[str], *, sure: bool) -> Reference:
    target = Span(*match.span("words"))
    return Reference(ReferenceKind.QUOTE, Span(*match.span()), (target,), words=match["words"], sure=sure)


def _by_id(match: re.Match[str]) -> Iterator[Reference]:
    at = match.start("ids")
    for part in re.finditer(_ID_SHAPE, match["ids"]):
        target = Span(*part.span()).shifted(at)
        yield Reference(ReferenceKind.ID, target, (target,), words=part.group())


def _in_english(match: re.Match[str]) -> Reference:
    at = match.start("numbers")
    parts = list(_NUMBER.finditer(match["numbers"]))
    targets = tuple(Span(*part.span()).shifted(at) for part in parts)
    ordinals = tuple(int(part.group()) for part in parts)
    return Reference(ReferenceKind.ORDINAL, Span(*match.span()), targets, match["noun"], ordinals)
