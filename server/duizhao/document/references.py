"""References: words by which a measure or a cause says which problem it answers.

针对问题（三）, 针对第二个问题, 关于“…”问题的整改, 针对P3; in English: for problem 3.
"""

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from duizhao.document.numbering import Number, read_number, value_of
from duizhao.document.passages import Passage
from duizhao.document.prose import MASK
from duizhao.text import Span


class ReferenceKind(Enum):
    """How a reference names what it means."""

    ORDINAL = "by number"
    QUOTE = "by its words"
    ID = "by id"
    BACK = "back, naming nothing"


class Reference(NamedTuple):
    """One reference; spans are relative to the section.

    `span` is the whole expression (针对问题（三）); `targets` are what a rename would replace: the number with its
    marks (（三） or 三), the quoted words without their quotation marks, or the id. `ordinals` are the numbers meant
    (第一、三个问题: 1 and 3): first one for each target, in their order, then those that a range leaves unwritten
    (问题一至三: 1, 3, 2); `number` is how a single one is written, if as a number system writes it. `words` are the
    quoted words (QUOTE) or the id (ID); `sure` is False for words without quotation marks. `noun` is what is referred
    to, such as 问题 or 隐患.
    """

    kind: ReferenceKind
    span: Span
    targets: tuple[Span, ...]
    noun: str = ""
    ordinals: tuple[int, ...] = ()
    number: Number | None = None
    words: str = ""
    sure: bool = True

    def shifted(self, by: int) -> "Reference":
        """The same reference, its spans counted from `by` characters earlier."""
        return self._replace(span=self.span.shifted(by), targets=tuple([each.shifted(by) for each in self.targets]))


_ID_SHAPE = r"[A-Za-z]{1,8}[-_]?\d{1,4}(?![A-Za-z\d])"
_ID_CLUE = re.compile(r"[A-Za-z#][^\d\r\n]{0,20}\d")
_CLUES = ("问题", "隐患", "不足", "不符合项", "原因")
_NOUNS = "|".join(_CLUES)
_LEAD = "针对|对应|对照|对于|解决|整改|落实"
_ONE_TO_TEN = "一二三四五六七八九十"
_HAN = f"[{_ONE_TO_TEN}]{{1,3}}"
_MARKED = rf"[（(]\s?(?:{_HAN}|\d{{1,3}})\s?[）)]"
_FOLLOWED = rf"""
    (?= \s{{0,3}}(?: [，。；：、！？,;:!?）)”」』】|{MASK}] | \.(?!\d) | [（(](?!\s?[一二三四五六七八九十\d]) | $
      | [至到~～—–-](?=\s?第?[（(一二三四五六七八九十\d]) | [的和与及] | 以及 | 所 | 中 | 存在 | 反映 | 指出 | 提出
      | 整改 | 措施 | 原因 | 进行 | 采取 | 开展 | 制定 | 明确 | 建立 | 已 | 将 | 我 | 本人 )
      | \s{{1,3}}(?![\s\d个项条类方点些名人次起处件家年月日万余多]) )
"""
_WRITTEN = rf"(?:(?:{_MARKED}){{1,10}}|(?:{_HAN}|\d{{1,3}}){_FOLLOWED})"
_BARE = rf"(?:[（(]?(?:{_HAN}|\d{{1,3}})[）)]?)"
_BETWEEN = "(?:以及|[、和与及至到~～—–-])"
_ORDINAL = re.compile(
    rf"""
    (?:{_LEAD}|就)(?:以上|上述|存在的|查摆的|反馈的|前述|前面的)?(?:
        (?P<noun>{_NOUNS})\s?(?P<numbers>{_WRITTEN}(?:{_BETWEEN}(?:{_NOUNS})?{_WRITTEN}){{0,9}})
      | 第(?P<ordinals>{_BARE}(?:{_BETWEEN}第?{_BARE}){{0,9}})\s?(?:个|项|条|类|方面的?)(?P<after>{_NOUNS})
    )
    """,
    re.VERBOSE,
)
_EARLY = re.compile(rf"第(?P<early>{_HAN}|\d{{1,3}})(?:个|项|条)(?P<early_noun>问题|隐患)的?(?:整改|落实|解决)")
_PARTS = re.compile(rf"{_MARKED}|{_HAN}|\d{{1,3}}")
_RANGE = re.compile(r"\s?(?:至|到|to|[~～—–-])[第\s（(#]*", re.IGNORECASE)
_LONGEST_RANGE = 50
_QUOTED = re.compile(
    rf"(?:关于|{_LEAD})(?:反馈的?|指出的?|查摆的?|存在的?)?[“「『](?P<words>[^“”「」『』\r\n]{{2,80}})[”」』]"
    rf"(?:等|这一|的|方面的?|这类)*(?:{_NOUNS})"
)
_WORDS = r"(?!以上|上述|该|这|存在|性|第|问题|隐患)(?P<words>[^，。；：、“”\r\n]{4,40}?)"
_AIMED = re.compile(rf"针对{_WORDS}的(?:{_NOUNS})")
_ABOUT = re.compile(
    rf"关于(?!进一步|切实|加强|做好|推进|解决){_WORDS}的(?:{_NOUNS})(?:的?整改|(?P<last>)[。：:]?[ \t]{{0,9}}$)",
    re.MULTILINE,
)
_BEFORE_TITLE = re.compile(r"[#\s*\d.．、()（）一二三四五六七八九十-]*")
_LONGEST_MARK = 20
_BACK = re.compile(
    rf"(?P<aimed>针)?对(?:该|此|以上|上述|这些|前述|存在的)(?:项|个|类|几个|些)?(?:{_NOUNS})"
    r"(?(aimed)|(?=[，,]|(?:的|进行|立即|逐项|已)?整改))"
)
_SAME = re.compile(r"(?:^|[：:|]\s*)(?P<same>同上)(?=[。；;|\s]|$)", re.MULTILINE)
_ID = re.compile(
    rf"(?:(?:{_LEAD}|就)(?:问题|隐患)?\s?|[（(](?={_ID_SHAPE}[）)])"
    r"|\b(?:[Ff]ixes|[Aa]ddresses|[Rr]esolves|[Cc]loses|[Aa]nswers|[Ii]n\ response\ to)\s)"
    rf"(?P<ids>{_ID_SHAPE}(?:\s?(?:[、，,和&]|and)\s?{_ID_SHAPE}){{0,9}})(?![A-Za-z0-9])"
)
_ENGLISH = re.compile(
    r"\b(?:for|addresses|fixes|re:?|see|resolves|answers|closes|in\s+response\s+to)\s+(?:the\s+)?"
    r"(?P<noun>problems?|issues?|findings?|causes?|hazards?)\s*"
    r"(?P<numbers>#?\(?\d{1,3}\)?(?:\s*(?:,|and|&|to|-|–)\s*#?\(?\d{1,3}\)?){0,9})(?!\d|\.\d|%)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,3}")


def references_of(passages: Iterable[Passage]) -> tuple[Reference, ...]:
    """The references in the prose of a section's blocks, in the order of the text."""
    return tuple([each for _, prose, start in passages if prose is not None for each in _read(prose, start)])


def _read(prose: str, start: int) -> list[Reference]:
    found: list[Reference] = []
    if any(noun in prose for noun in _CLUES):
        found += _by_number(prose, start)
        if "“" in prose or "「" in prose or "『" in prose:
            found += [_quote(match, start, sure=True) for match in _QUOTED.finditer(prose)]
        found += [_quote(match, start, sure=False) for match in _AIMED.finditer(prose)]
        found += [
            _quote(match, start, sure=False)
            for match in _ABOUT.finditer(prose)
            if match["last"] is None or _begins_title(prose, match.start())
        ]
    if _ID_CLUE.search(prose):
        found += [each for match in _ID.finditer(prose) for each in _by_id(match, start)]
        found += [_in_english(match, start) for match in _ENGLISH.finditer(prose)]
    if any(noun in prose for noun in _CLUES):
        found += [_back(match.start(), match.end(), start) for match in _BACK.finditer(prose)]
    if "同上" in prose:
        found += [_back(*match.span("same"), start) for match in _SAME.finditer(prose)]
    return sorted(_apart(found, start, len(prose)), key=lambda each: each.span) if len(found) > 1 else found


def _apart(found: Iterable[Reference], start: int, length: int) -> Iterator[Reference]:
    """Of references that overlap the surest: by number, then by quotation, by id, back."""
    taken = bytearray(length)
    for each in found:
        first, last = each.span.start - start, each.span.end - start
        if taken.find(1, first, last) < 0:
            taken[first:last] = b"\1" * (last - first)
            yield each


def _begins_title(prose: str, at: int) -> bool:
    """Whether nothing but the mark of a heading stands before `at` in its line."""
    line = max(prose.rfind("\n", max(at - _LONGEST_MARK, 0), at) + 1, at - _LONGEST_MARK, 0)
    return (line == 0 or prose[line - 1] == "\n") and _BEFORE_TITLE.fullmatch(prose, line, at) is not None


def _by_number(prose: str, start: int) -> Iterator[Reference]:
    for match in _ORDINAL.finditer(prose):
        group = "numbers" if match["numbers"] else "ordinals"
        yield _numbered(match, group, match["noun"] or match["after"], start, _PARTS)
    for match in _EARLY.finditer(prose):
        yield _numbered(match, "early", match["early_noun"], start, _PARTS)


def _in_english(match: re.Match[str], start: int) -> Reference:
    return _numbered(match, "numbers", match["noun"], start, _NUMBER)


def _numbered(match: re.Match[str], group: str, noun: str, start: int, shape: re.Pattern[str]) -> Reference:
    written = match[group]
    at = start + match.start(group)
    ordinals: list[int] = []
    between: list[int] = []
    targets: list[Span] = []
    end = 0
    for part in shape.finditer(written):
        value = _value(part.group())
        if ordinals and value - ordinals[-1] <= _LONGEST_RANGE and _RANGE.fullmatch(written, end, part.start()):
            between += range(ordinals[-1] + 1, value)
        ordinals.append(value)
        end = part.end()
        targets.append(Span(at + part.start(), at + end))
    number = read_number(written) if len(ordinals) == 1 and group == "numbers" and shape is _PARTS else None
    span = Span(start + match.start(), start + match.end())
    return Reference(ReferenceKind.ORDINAL, span, tuple(targets), noun, (*ordinals, *between), number)


def _value(written: str) -> int:
    plain = written.strip("（）() \u3000")
    return _ONE_TO_TEN.find(plain) + 1 if len(plain) == 1 and plain in _ONE_TO_TEN else value_of(plain)


def _quote(match: re.Match[str], start: int, *, sure: bool) -> Reference:
    target = Span(*match.span("words")).shifted(start)
    return Reference(
        ReferenceKind.QUOTE, Span(*match.span()).shifted(start), (target,), words=match["words"], sure=sure
    )


def _by_id(match: re.Match[str], start: int) -> Iterator[Reference]:
    at = start + match.start("ids")
    for part in re.finditer(_ID_SHAPE, match["ids"]):
        target = Span(*part.span()).shifted(at)
        yield Reference(ReferenceKind.ID, target, (target,), words=part.group())


def _back(first: int, last: int, start: int) -> Reference:
    return Reference(ReferenceKind.BACK, Span(start + first, start + last), ())
