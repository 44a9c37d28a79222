"""punctuation/unpaired: quotation marks and brackets that do not pair within their paragraph."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from duizhao.checkers.checker import Check, Code, SectionChecker
from duizhao.checkers.script import amid_chinese
from duizhao.document import Block, Kind, Section
from duizhao.findings import Finding, Fix, Message, Place, Related, Replacement
from duizhao.rules import RuleSet
from duizhao.text import Span

UNPAIRED = Code("punctuation/unpaired", Message("引号或括号不成对", "Unpaired quotation mark or bracket"))

_CLOSING = dict(zip("“‘（《〈「『【〔", "”’）》〉」』】〕", strict=True))
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}
_QUOTES = "“‘「『"
_MARK = re.compile("[“”‘’（）()《》〈〉「」『』【】〔〕]")
_PAIR = re.compile("“”|‘’|[（(][）)]|《》|〈〉|「」|『』|【】|〔〕")
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])’(?=[A-Za-z])")
_ENUMERATOR = re.compile(r"(?<![A-Za-z0-9])(?:\d{1,2}|[A-Za-z]|[一二三四五六七八九十]{1,3})$")
_QUOTED_WORD = re.compile(r"(?!以及|或者|还有)[^\s，。；：！？、,;:!?“”‘’]{2,20}")
_LIST_MARK = re.compile(r"\s*(?:[-*+]\s+|\d{1,3}[.)]\s+)?")
_SENTENCE_END = "。！？…—"
_NOTES = "（【〔"
_LINES = frozenset({Kind.HEADING, Kind.PARAGRAPH})
_STOPS = "。！？…—；：，、.!?;:,"
_LINE_END = re.compile("[\r\n]")
_BLANKS = " \t\u3000\r\n*_"
_MOST_ROUNDS = 8  # what is nested more deeply is looked at kind by kind


class _Mark(NamedTuple):
    char: str
    at: int


class _Left(NamedTuple):
    """What a paragraph leaves over of one kind of mark: those of `closing` all stand before those of `opening`."""

    closing: list[int]
    opening: list[int]


def _check(section: Section) -> Iterator[Finding]:
    spoken: dict[str, Finding] = {}  # quotations and notes that later paragraphs may go on with, by their opening mark
    broken: dict[str, Finding] = {}  # opening marks in a line that only the next one may end, by themselves
    for block, start in zip(section.blocks, section.block_starts, strict=True):
        prose = block.prose
        if prose is None:
            continue
        for kind in [kind for kind in spoken if _repeats(prose, kind)]:
            del spoken[kind]
        before, broken = broken, {}
        for offset, text in _paragraphs(block, prose):
            marks = _marks(text)
            for kind in _kinds(marks):
                left = _left_over(text, marks, kind)
                if left.closing and kind in before:
                    del before[kind], left.closing[0]
                elif left.closing and kind in spoken and _is_end(text, kind, left.closing[0]):
                    del spoken[kind], left.closing[0]
                for finding in _findings(text, kind, left):
                    placed = finding.shifted(start + offset)
                    if finding.unfinished and _is_spoken(text, kind, finding.at.span.start):
                        if kind in spoken:
                            yield spoken[kind]
                        spoken[kind] = placed
                    elif finding.unfinished and kind not in broken and _may_go_on(block, text):
                        broken[kind] = placed
                    else:
                        yield placed
        yield from before.values()
    yield from broken.values()
    yield from spoken.values()


def _is_spoken(text: str, kind: str, at: int) -> bool:
    """Whether the mark at `at` opens somebody's words or a note, which may fill several paragraphs."""
    if kind not in _QUOTES + _NOTES:
        return False
    while at > 0 and text[at - 1] in _BLANKS:
        at -= 1
    return at == 0 or (kind in _QUOTES and text[at - 1] in "：:，")


def _is_end(text: str, kind: str, at: int) -> bool:
    """Whether the mark at `at` may end words or a note that began in a paragraph before."""
    return not text[at + 1 :].strip(_BLANKS) if kind in _NOTES else text[at - 1] in _SENTENCE_END


def _may_go_on(block: Block, text: str) -> bool:
    """Whether the block is a line that ends amid its text, as the first line of a long title does."""
    line = text.strip()
    return block.kind in _LINES and line[-1:] not in _STOPS and _LINE_END.search(line) is None


def _paragraphs(block: Block, prose: str) -> Iterator[tuple[int, str]]:
    """The texts, with their offsets, in which marks must pair: the block, or the cells of a table."""
    if block.kind is not Kind.TABLE:
        yield 0, prose
        return
    offset = 0
    for cell in prose.split("|"):
        yield offset, cell
        offset += len(cell) + 1


def _marks(text: str) -> list[_Mark]:
    """The marks of a text, or none if they pair at first sight."""
    written = "" if text.isascii() else "".join(_MARK.findall(text))
    before, rounds = None, 0
    while written != before and rounds < _MOST_ROUNDS:
        before, written = written, _PAIR.sub("", written)
        rounds += 1
    if not written.strip("()"):
        return []
    apostrophes = {match.start() for match in _APOSTROPHE.finditer(text)} if "’" in written else set()
    found = [_Mark(match.group(), match.start()) for match in _MARK.finditer(text)]
    return [mark for mark in found if mark.at not in apostrophes]


def _kinds(marks: Sequence[_Mark]) -> list[str]:
    """The opening marks of the kinds that occur, in the order of the text."""
    kinds = dict.fromkeys(_OPENING.get(mark.char, mark.char) for mark in marks)
    return [kind for kind in kinds if kind in _CLOSING]


def _left_over(text: str, marks: Sequence[_Mark], kind: str) -> _Left:
    """The marks that have no partner among those of the kind that `kind` opens; half-width brackets may be partners."""
    left = _unmatched(marks, kind)
    if left.closing and kind == "（":
        left = _unmatched([mark for mark in marks if mark.char not in "）)" or not _stands_alone(text, mark.at)], kind)
    return left


def _unmatched(marks: Sequence[_Mark], kind: str) -> _Left:
    opens, closes = (("（", "("), ("）", ")")) if kind == "（" else ((kind,), (_CLOSING[kind],))
    left, open_marks = _Left([], []), []
    for mark in marks:
        if mark.char in opens:
            open_marks.append(mark)
        elif mark.char in closes:
            if open_marks:
                open_marks.pop()
            elif mark.char != ")":
                left.closing.append(mark.at)
    left.opening.extend(mark.at for mark in open_marks if mark.char != "(")
    return left


def _repeats(prose: str, kind: str) -> bool:
    """Whether a paragraph goes on with the quotation of the one before: it opens with the mark again, and the quotation
    does not end before the paragraph does.
    """
    start = _LIST_MARK.match(prose)
    if start is None or not prose.startswith(kind, start.end()):
        return False
    depth = 0
    for at in range(start.end(), len(prose)):
        depth += (prose[at] == kind) - (prose[at] == _CLOSING[kind])
        if depth == 0:
            return not prose[at + 1 :].strip(_BLANKS + "。")
    return True


def _findings(text: str, kind: str, left: _Left) -> Iterator[Finding]:
    closing = [at for at in left.closing if not _stands_alone(text, at)]
    opening = [at for at in left.opening if not (kind == "‘" and text[at + 1 : at + 2].isdecimal())]
    if kind == "‘":
        closing, opening = ([at for at in ats if amid_chinese(text, at)] for ats in (closing, opening))
    if kind in "“‘":
        yield from _turned(text, kind, closing, opening)
    for at in closing:
        yield _lone(text[at], kind, at, unfinished=False)
    for at in opening:
        yield _lone(kind, _CLOSING[kind], at, unfinished=True)


def _stands_alone(text: str, at: int) -> bool:
    """Whether a closing mark needs no partner: the bracket of 1） and a）, an apostrophe, an inch."""
    before = text[at - 1 : at]
    match text[at]:
        case "）" | ")":
            return _ENUMERATOR.search(text[max(0, at - 4) : at]) is not None
        case "’":
            return before.isascii() and before.isalnum()
        case "”":
            return before.isdecimal()
    return False


def _turned(text: str, kind: str, closing: list[int], opening: list[int]) -> Iterator[Finding]:
    """Marks that point the wrong way, taken out of `closing` and `opening`: ”…“, ”…” and “…“ around one word."""
    other = _CLOSING[kind]
    if closing and opening and _QUOTED_WORD.fullmatch(text, closing[-1] + 1, opening[0]):
        first, second = closing.pop(), opening.pop(0)
        turned = (Replacement(_place(first), kind), Replacement(_place(second), other))
        message = Message(
            f"引号方向反了，应为 {kind}…{other}", f"these quotation marks are the wrong way round: {kind}…{other}"
        )
        related = Related(_place(second), Message("这个也反了", "so is this one"))
        yield Finding(UNPAIRED.id, message, _place(first), (related,), _turning(turned))
    for ats, wrong, right in ((closing, 0, kind), (opening, 1, other)):
        for pair in _words(text, ats):
            at = pair[wrong]
            message = Message(f"这里应为 {right}，不是 {text[at]}", f"this should be {right}, not {text[at]}")
            partner = Related(_place(pair[1 - wrong]), Message("与它配对的引号", "the mark that goes with it"))
            fix = _turning((Replacement(_place(at), right),))
            yield Finding(UNPAIRED.id, message, _place(at), (partner,), fix)


def _words(text: str, ats: list[int]) -> list[tuple[int, int]]:
    """Neighbours among `ats` with nothing but a word between them, taken out of it."""
    found: list[tuple[int, int]] = []
    taken: set[int] = set()
    for first, second in pairwise(ats):
        if first not in taken and _QUOTED_WORD.fullmatch(text, first + 1, second):
            found.append((first, second))
            taken.update((first, second))
    ats[:] = [at for at in ats if at not in taken]
    return found


def _lone(found: str, missing: str, at: int, *, unfinished: bool) -> Finding:
    message = Message(f"{found} 没有配对的 {missing}", f"{found} has no {missing} to go with it")
    return Finding(UNPAIRED.id, message, _place(at), unfinished=unfinished)


def _turning(replacements: tuple[Replacement[Place], ...]) -> Fix[Place]:
    return Fix(Message("改正引号方向", "Turn the quotation mark round"), replacements)


def _place(at: int) -> Place:
    return Place(0, Span(at, at + 1))


def _prepare(_: RuleSet) -> Check[Section]:
    return _check


CHECKER = SectionChecker((UNPAIRED,), _prepare)
