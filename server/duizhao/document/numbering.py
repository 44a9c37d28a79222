"""Number systems of headings and items: reading 一、 （一） 1. 1、 （1） ① 第一章 1.1 … and writing the next one.

Source: GB/T 9704-2012, 7.3.3 (一、 → （一） → 1. → （1）), and what office texts use beside it.
"""

import re
from dataclasses import dataclass
from enum import Enum

_DIGITS = "零一二三四五六七八九"
_HAN = "[零〇一二三四五六七八九十百]{1,6}"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_PAREN_HAN = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_PAREN_DIGIT = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


class System(Enum):
    """A number system, named by its first number; declared from the highest rank to the lowest."""

    PART = "第一部分"
    CHAPTER = "第一章"
    DIVISION = "第一节"
    HAN = "一、"
    HAN_PAREN = "（一）"
    ARTICLE = "第一条"
    ROMAN = "I."
    DECIMAL = "1.1"
    DIGIT_DOT = "1."
    DIGIT_COMMA = "1、"
    DIGIT_PAREN = "（1）"
    DIGIT_HALF_PAREN = "1）"
    CIRCLED = "①"
    LETTER = "a."
    LETTER_PAREN = "(a)"

    @property
    def rank(self) -> int:
        """Smaller is higher up; 1. and 1、 are two ways of writing one rank."""
        return _RANKS[self]


_RANKS = {system: rank for rank, system in enumerate(System)}
_RANKS[System.DIGIT_COMMA] = _RANKS[System.DIGIT_DOT]


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written.

    `ordinal` is its value (of the last component for 1.2.3); `path` holds all components of a decimal number and is
    empty otherwise; `text` is what stands in the draft, marks included and blanks after it excluded; `separator` is
    what follows a closing bracket or circled number where nothing should (the 、 of （一）、).
    """

    system: System
    ordinal: int
    text: str
    path: tuple[int, ...] = ()
    separator: str = ""

    @property
    def fullwidth(self) -> bool | None:
        """Whether its brackets are full-width; None when it has none, or they do not match each other."""
        opening, closing = self.text[0] in "（(", self.text.rstrip(self.separator or None)[-1:]
        if not opening or closing not in "）)":
            return None
        return True if self.text[0] + closing == "（）" else False if self.text[0] + closing == "()" else None


# A measure word after 1.5 makes it an amount; 6.30 is a date; 2024. is a year.
_UNITS = "万亿千百元％%‰倍个项次人名年月日号米公吨平亩斤千克升小时分秒岁点℃度层户家件处级"
_NUMBER = re.compile(
    rf"""
      第\s?(?P<ordered>{_HAN}|\d{{1,3}})\s?(?P<unit>部分|章|节|条)(?=[\s\u3000、：:]|$)[、：:]?
    | (?P<han>{_HAN})\s?[、．.](?!{_HAN}[、．.])
    | [（(]\s?(?P<hanparen>{_HAN})\s?[）)](?P<hansep>[、，,．.]?)
    | (?P<hanchar>[{_PAREN_HAN}])(?P<hancharsep>[、，,．.]?)
    | [（(]\s?(?P<paren>\d{{1,3}})\s?[）)](?P<parensep>[、，,．.]?)
    | (?P<parenchar>[{_PAREN_DIGIT}])(?P<parencharsep>[、，,．.]?)
    | (?P<circled>[{_CIRCLED}])(?P<circledsep>[、，,．.]?)
    |
    (?P<decimal>\d{{1,2}}(?:[.．](?:1?\d)(?!\d)){{1,4}})[.．、]?(?![.．\d/:：％%+\-])(?=[\s\u3000]*[^\W\d_])(?![\s\u3000]*[{_UNITS}])
    | (?P<dot>\d{{1,4}})[.．](?:(?!\d)|(?=\d{{1,2}}月\d)) | (?P<comma>\d{{1,4}})、 | (?P<halfparen>\d{{1,3}})[)）]
    """,
    re.VERBOSE,
)
_LATIN = re.compile(r"(?P<roman>[IVX]{1,5})[.、．](?=\s)|(?P<letter>[A-Za-z])[.．](?=\s)|\((?P<letterparen>[a-z])\)")
_ORDERED = {"部分": System.PART, "章": System.CHAPTER, "节": System.DIVISION, "条": System.ARTICLE}
_GROUPS = {
    "hanparen": (System.HAN_PAREN, "hansep"),
    "hanchar": (System.HAN_PAREN, "hancharsep"),
    "paren": (System.DIGIT_PAREN, "parensep"),
    "parenchar": (System.DIGIT_PAREN, "parencharsep"),
    "circled": (System.CIRCLED, "circledsep"),
    "han": (System.HAN, None),
    "dot": (System.DIGIT_DOT, None),
    "comma": (System.DIGIT_COMMA, None),
    "halfparen": (System.DIGIT_HALF_PAREN, None),
}


def value_of(numeral: str) -> int:
    """The value of a Chinese or Arabic numeral up to 999; 0 for an ill-formed one."""
    if numeral.isdecimal():
        return int(numeral)
    total = digit = 0
    for char in numeral:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = 0 if char == "〇" else _DIGITS.index(char)
    return total + digit


def numeral_of(value: int) -> str:
    """The Chinese numeral of `value`, 0 to 999: 12 is 十二."""
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    text = _DIGITS[hundreds] + "百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + _DIGITS[ones] if ones or not value else text


def read_number(text: str, start: int = 0, *, latin: bool = False) -> Number | None:
    """The number that `text` has at `start`, or None: dates, decimals, amounts and years are not numbers.

    `latin` also takes I. / a. / (a), which only marked-up headings use safely.
    """
    match = _NUMBER.match(text, start)
    if match is None:
        return _read_latin(text, start) if latin else None
    group = match.lastgroup or ""
    written = match.group()
    if ordered := match["ordered"]:
        return Number(_ORDERED[match["unit"]], value_of(ordered), written)
    if decimal := match["decimal"]:
        path = tuple(int(part) for part in re.split("[.．]", decimal))
        return Number(System.DECIMAL, path[-1], written, path)
    for group, (system, separator) in _GROUPS.items():
        numeral = match[group]
        if numeral is None:
            continue
        for chars in (_CIRCLED, _PAREN_HAN, _PAREN_DIGIT):
            if numeral in chars:
                return Number(system, chars.index(numeral) + 1, written, (), match[separator or group])
        ordinal = value_of(numeral)
        if system in (System.DIGIT_DOT, System.DIGIT_COMMA) and 1900 <= ordinal <= 2100:
            return None
        return Number(system, ordinal, written, (), match[separator] if separator else "")
    return None


def _read_latin(text: str, start: int) -> Number | None:
    match = _LATIN.match(text, start)
    if match is None:
        return None
    if (roman := match["roman"]) in _ROMAN:
        return Number(System.ROMAN, _ROMAN.index(roman) + 1, match.group())
    if letter := match["letterparen"]:
        return Number(System.LETTER_PAREN, ord(letter) - 96, match.group())
    letter = match["letter"]
    return Number(System.LETTER, ord(letter.lower()) - 96, match.group()) if letter else None


def write_number(system: System, ordinal: int, *, like: Number | None = None) -> str:
    """`ordinal` (from 1) in `system`, with the brackets and marks of `like` where that has others than the usual ones.
    """
    if like is not None and like.system is system:
        written = _written_like(ordinal, like)
        if written is not None:
            return written
    han = numeral_of(ordinal)
    if system is System.CIRCLED:
        return _CIRCLED[ordinal - 1] if ordinal <= len(_CIRCLED) else f"（{ordinal}）"
    if system is System.ROMAN:
        return f"{_ROMAN[min(ordinal, len(_ROMAN)) - 1]}."
    if system in (System.LETTER, System.LETTER_PAREN):
        return str(system.value).replace("a", chr(96 + min(ordinal, 26)))
    if system is System.DECIMAL:
        return str(ordinal)
    return str(system.value).replace("一", han).replace("1", str(ordinal))


def _written_like(ordinal: int, like: Number) -> str | None:
    if like.system is System.DECIMAL:
        head = ".".join(str(part) for part in (*like.path[:-1], ordinal))
        return head + like.text[len(like.text.rstrip(".．、")) :]
    match = re.search(rf"{_HAN}|\d+", like.text)
    if match is None:
        return None
    numeral = str(ordinal) if match.group().isdecimal() else numeral_of(ordinal)
    return like.text[: match.start()] + numeral + like.text[match.end() :]
