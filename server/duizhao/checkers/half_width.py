"""punctuation/half-width, punctuation/bracket-width: half-width marks in Chinese, and brackets of two widths."""

import re
from collections.abc import Iterator

from duizhao.checkers.checker import BlockChecker, Check, Code, Prose
from duizhao.checkers.script import amid_chinese, has_han, is_han
from duizhao.document import MASK
from duizhao.findings import Finding, Fix, Message, Place, Related, Replacement
from duizhao.rules import RuleSet
from duizhao.text import Span

HALF_WIDTH = Code("punctuation/half-width", Message("半角标点", "Half-width mark in Chinese"))
BRACKET_WIDTH = Code("punctuation/bracket-width", Message("括号全角半角不一致", "Brackets of two widths"))

_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_HALF = {full: half for half, full in _FULL.items()}
_CLOSERS = "”’）》〉」』】〕％℃…？！"
_OPENERS = "“‘（《〈「『【〔"
_SKIPPED = " \t\u3000*_~\"'"
_MARK = re.compile(r"(?P<stop>[,;:])|[?!]+")
_BESIDE = frozenset(",;:，、；：。")
_SHORTCODE = re.compile(r":[a-z0-9_+\-]+:")
_ENTITY = re.compile(r"&#?\w{1,10}$")
_BRACKET = re.compile("[()（）]")
_LONGEST_INNER = 500
_NUMERAL = re.compile(r"\s*(?:[一二三四五六七八九十百]{1,4}|\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})\s*")
_ENUMERATOR = re.compile(r"(?<![A-Za-z0-9])(?:\d{1,3}|[A-Za-z]|[一二三四五六七八九十]{1,3})$")
_FILE_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}(?![A-Za-z0-9])")
_FORMULA = frozenset("=+-*/^<>×÷＝＋－]" + MASK)


def _check(prose: Prose) -> Iterator[Finding]:
    text = prose.text
    if any(mark in text for mark in ",;:?!") and has_han(text):
        yield from _marks(text)
    if "(" in text or ")" in text:
        yield from _brackets(text)


def _marks(text: str) -> Iterator[Finding]:
    for match in _MARK.finditer(text):
        start, end = match.span()
        left, right = _left(text, start), _right(text, end)
        is_stop = match["stop"] is not None
        after_chinese = is_han(left) or left in _CLOSERS if left else False
        before_chinese = is_han(right) or right in _OPENERS if right else False
        if is_stop:
            if text[start - 1 : start] in _BESIDE or text[end : end + 1] in _BESIDE:
                continue
            if not after_chinese and (match.group() == ":" or not left or not before_chinese):
                continue
        elif not after_chinese:
            continue
        if _is_syntax(text, start, end):
            continue
        if not (after_chinese and before_chinese) and not amid_chinese(text, start):
            continue
        found = match.group()
        prefer = "".join(_FULL[mark] for mark in found)
        stop = end
        while right and text[stop] in " \t":
            stop += 1
        yield _finding(
            HALF_WIDTH,
            Message(f"中文里用全角“{prefer}”，不用半角“{found}”", f"full-width “{prefer}” in Chinese, not “{found}”"),
            Span(start, end),
            (Replacement(Place(0, Span(start, stop)), prefer),),
        )


def _is_syntax(text: str, start: int, end: int) -> bool:
    """Whether the mark belongs to an image, an address, an emoji or a character reference."""
    mark = text[end - 1]
    if mark == "!":
        return text.startswith("[", end)
    if mark == ":":
        return text.startswith(("//", ")"), end) or _SHORTCODE.match(text, start) is not None
    return mark == ";" and _ENTITY.search(text[max(0, start - 12) : start]) is not None


def _left(text: str, start: int) -> str:
    """The character before `start` on its line, emphasis, straight quotes and blanks skipped; empty for none."""
    index = start - 1
    while index >= 0 and text[index] in _SKIPPED:
        index -= 1
    return "" if index < 0 or text[index] in "\r\n" else text[index]


def _right(text: str, end: int) -> str:
    """The character at or after `end` on its line, likewise."""
    while end < len(text) and text[end] in _SKIPPED:
        end += 1
    return "" if end == len(text) or text[end] in "\r\n" else text[end]


def _brackets(text: str) -> Iterator[Finding]:
    pairs, balanced = _pairs(text)
    for opening, closing in sorted(pairs):
        if closing - opening > _LONGEST_INNER or _NUMERAL.fullmatch(text, opening + 1, closing):
            continue
        if text[opening] + text[closing] == "()":
            if _is_chinese_bracket(text, opening, closing):
                yield _half_width_pair(opening, closing)
        elif text[opening] + text[closing] != "（）" and balanced:
            yield _mixed_pair(text, opening, closing)


def _pairs(text: str) -> tuple[list[tuple[int, int]], bool]:
    """Where the brackets that belong together stand, of whatever width, and whether that is all of them."""
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    balanced = True
    for match in _BRACKET.finditer(text):
        at = match.start()
        if match.group() in "(（":
            opened.append(at)
        elif opened:
            pairs.append((opened.pop(), at))
        elif not _ENUMERATOR.search(text[max(0, at - 4) : at]):
            balanced = False
    return pairs, balanced and not opened


def _is_chinese_bracket(text: str, opening: int, closing: int) -> bool:
    """Whether half-width brackets hold Chinese words amid Chinese, and not arguments, a formula or a file's name."""
    if not has_han(text[opening + 1 : closing]):
        return False
    beside = opening
    while beside > 0 and text[beside - 1] == " ":
        beside -= 1
    before, after = text[max(0, beside - 1) : beside], text[closing + 1 : closing + 2]
    if before in _FORMULA or after in _FORMULA or before == "_" or (before.isascii() and before.isalpha()):
        return False
    return not _FILE_ENDING.match(text, closing + 1) and amid_chinese(text, opening)


def _half_width_pair(opening: int, closing: int) -> Finding:
    message = Message("中文里用全角括号“（）”，不用半角“()”", "full-width “（）” around Chinese, not “()”")
    replacements = tuple(
        Replacement(Place(0, Span(at, at + 1)), full) for at, full in ((opening, "（"), (closing, "）"))
    )
    other = Related(Place(0, Span(closing, closing + 1)), Message("与它配对的括号", "the bracket that goes with it"))
    return _finding(HALF_WIDTH, message, Span(opening, opening + 1), replacements, other)


def _mixed_pair(text: str, opening: int, closing: int) -> Finding:
    """The width is that of the script: full where Chinese stands inside or right beside the pair, half otherwise."""
    inner = text[opening + 1 : closing]
    beside = (text[opening - 1 : opening], text[closing + 1 : closing + 2])
    full = has_han(inner) or any(is_han(char) for char in beside)
    wrong, right = (opening, closing) if (text[opening] in _FULL) is full else (closing, opening)
    found = text[wrong]
    prefer = _FULL[found] if full else _HALF[found]
    message = Message(
        f"一对括号全角半角要一致，这里用“{prefer}”", f"the brackets of one pair have one width; “{prefer}” here"
    )
    other = Related(Place(0, Span(right, right + 1)), Message("与它配对的括号", "the bracket that goes with it"))
    at = Span(wrong, wrong + 1)
    return _finding(BRACKET_WIDTH, message, at, (Replacement(Place(0, at), prefer),), other)


def _finding(
    code: Code, message: Message, at: Span, replacements: tuple[Replacement[Place], ...], *related: Related[Place]
) -> Finding:
    title = Message("改为全角", "Make it full-width") if code is HALF_WIDTH else Message("改为一致", "Make them match")
    return Finding(code.id, message, Place(0, at), related, Fix(title, replacements))


def _prepare(_: RuleSet) -> Check[Prose]:
    return _check


CHECKER = BlockChecker((HALF_WIDTH, BRACKET_WIDTH), _prepare)
