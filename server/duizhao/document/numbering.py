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
_ALPHABETS = (_CIRCLED, _PAREN_HAN, _PAREN_DIGIT)
_FULLWIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


class System(Enum):
    """A number system, named by its first number; declared from the highest rank to the lowest."""

    PART = "第一部分"
    CHAPTER = "第一章"
    DIVISION = "第一节"
    HAN = "一、"
    ARTICLE = "第一条"
    HAN_PAREN = "（一）"
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


# What makes an amount of the number before it (1.5万元, 3 个百分点), and the characters behind it that make another
# word of it (1.1 项目概况, 3 人员伤亡).
_MEASURES = {
    "万": "众企物里家象", "亿": "", "千": "方家", "百": "姓年强日", "％": "", "%": "", "‰": "", "倍": "增",
    "个": "人别性体案", "项": "目", "次": "要生序", "人": "员口力事才民大文防身居机均", "名": "称单录词额",
    "年": "度初末终轻代", "月": "度初末报", "日": "常志期报程", "号": "码召", "时": "间限期代效段", "秒": "",
    "分": "析工类级管步布别阶包支区组段散期配享", "小": "组区学微镇型结", "岁": "", "点": "位评面检题",
    "米": "面业", "公": "司路共众安务开告文用益示平章产约职布", "平": "台安时均衡稳", "亩": "", "吨": "", "斤": "",
    "克": "服制难", "升": "级温学降旗", "元": "素器件旦", "℃": "", "度": "假量汛", "层": "面级次", "级": "别配差",
    "户": "籍外口型", "家": "庭属风教长乡", "件": "", "处": "理置罚分", "版": "面权本", "起": "草重因",
    "条": "件例款文", "辆": "", "届": "", "页": "", "份": "额", "台": "账风", "位": "置", "种": "植子养", "篇": "幅",
    "张": "",
}  # fmt: skip
_BLANK = r"[ \t\u3000]"
_WORD = r"(?:[^\W\d_]|[“‘「『《【`*\[])"
_YEAR = r"(?:19|20)\d\d年"
_TITLE_ALONE = r"(?:[^\W\d_A-Za-z]|[“《])[^，。；：！？、,;:!?|\r\n]{1,24}(?=[\r\n]|$)"
_ORDERED = rf"第\s?(?P<ordered>{_HAN}|\d{{1,3}})\s?"
_BARE = rf"(?P<bare>\d{{1,2}})(?={_BLANK}+(?:{_WORD}|{_YEAR}))(?!{_BLANK}+[Ww]hys?\b)"
_NUMBER = re.compile(
    rf"""
      {_ORDERED}(?P<unit>部分|章|节|条)(?=[\s、：:]|$)[、：:]?
    | (?P<han>{_HAN})\s?[、．.](?!{_HAN}[、．.])
    | [（(]\s?(?P<hanparen>{_HAN})\s?[）)](?P<hansep>[、，,．.]?)
    | (?P<hanchar>[{_PAREN_HAN}])(?P<hancharsep>[、，,．.]?)
    | [（(]\s?(?P<paren>\d{{1,3}})\s?[）)](?P<parensep>[、，,．.]?)
    | (?P<parenchar>[{_PAREN_DIGIT}])(?P<parencharsep>[、，,．.]?)
    | (?P<circled>[{_CIRCLED}])(?P<circledsep>[、，,．.]?)
    | (?P<decimal>\d{{1,2}}(?:[.．]1?\d(?!\d)){{1,4}})(?:[.．、]|(?![A-Za-z]))(?![.．\d/:：％%+\-])
        (?={_BLANK}*{_WORD}|{_BLANK}+{_YEAR})
    | (?P<dot>\d{{1,4}})[.．](?:(?!\d)|(?=\d{{1,2}}月\d|{_YEAR}))
    | (?P<comma>\d{{1,2}}|\d{{3,4}}(?=、\D))、
    | (?P<halfparen>\d{{1,3}})[)）]
    """,
    re.VERBOSE,
)
_ALONE = re.compile(rf"{_ORDERED}(?P<unit>章|节)(?={_TITLE_ALONE})|{_BARE}(?={_BLANK}+{_TITLE_ALONE})")
_MARKED = re.compile(
    rf"""
      {_ORDERED}(?P<unit>部分|章|节|条)
    | {_BARE}
    | (?P<roman>[IVX]{{1,5}})[.、．](?=\s) | (?P<letter>[A-Za-z])[.．](?=\s) | \((?P<letterparen>[a-z])\)
    """,
    re.VERBOSE,
)
_SPOKEN_OF = re.compile("是(?![否什不非])|等于|大于|小于|乘以|除以")
_DATED = re.compile(r"(\d{1,4})[.．](?=\d{1,2}月\d)")
_UNITS = {"部分": System.PART, "章": System.CHAPTER, "节": System.DIVISION, "条": System.ARTICLE}
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
        elif (digit := _DIGITS.find("零" if char == "〇" else char)) < 0:
            return 0
    value = total + digit
    return value if value < 1000 and numeral_of(value) == numeral.replace("〇", "零") else 0


def numeral_of(value: int) -> str:
    """The Chinese numeral of `value`, 0 to 999: 12 is 十二; the digits of a greater one."""
    if value > 999:
        return str(value)
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    text = _DIGITS[hundreds] + "百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + _DIGITS[ones] if ones or not value else text


def read_number(text: str, start: int = 0, *, marked: bool = False) -> Number | None:
    """The number that `text` has at `start`, or None: dates, decimals, amounts and years are not numbers.

    1 总体情况 and 第一章总则 are read only where nothing but a short title stands on the line, or in a heading that is
    `marked` up; there I. / a. / (a) are numbers too, and 0.1, which elsewhere is the name of a version.
    """
    match = _NUMBER.match(text, start)
    if match is not None:
        return _plain_number(match, marked=marked)
    match = _ALONE.match(text, start) or (_MARKED.match(text, start) if marked else None)
    if match is None:
        return None
    groups = match.groupdict()
    written = match.group()
    if ordered := groups["ordered"]:
        return _ordered(groups["unit"], ordered, written)
    if bare := groups["bare"]:
        if _is_amount(text, match.end()):
            return None
        return Number(System.DECIMAL, int(bare), written, (int(bare),))
    if (roman := groups["roman"]) in _ROMAN:
        return Number(System.ROMAN, _ROMAN.index(roman) + 1, written)
    if letter := groups["letterparen"]:
        return Number(System.LETTER_PAREN, ord(letter) - 96, written)
    letter = groups["letter"]
    return Number(System.LETTER, ord(letter.lower()) - 96, written) if letter else None


def _is_amount(text: str, end: int) -> bool:
    """Whether the number that ends at `end` counts what is named behind it."""
    while end < len(text) and text[end] in " \t\u3000":
        end += 1
    others = _MEASURES.get(text[end : end + 1])
    return others is not None and (not text[end + 1 : end + 2] or text[end + 1] not in others)


def _ordered(unit: str, numeral: str, written: str) -> Number | None:
    ordinal = value_of(numeral)
    return Number(_UNITS[unit], ordinal, written) if ordinal else None


def _plain_number(match: re.Match[str], *, marked: bool) -> Number | None:
    written = match.group()
    if ordered := match["ordered"]:
        return _ordered(match["unit"], ordered, written)
    if decimal := match["decimal"]:
        set_off = marked and match.string[match.end()].isspace()
        if not set_off and (_is_amount(match.string, match.end()) or _SPOKEN_OF.match(match.string, match.end())):
            dated = _DATED.match(match.string, match.start())
            return Number(System.DIGIT_DOT, int(dated[1]), dated.group()) if dated else None
        path = tuple(int(part) for part in re.split("[.．]", decimal))
        if path[0] == 0 and not marked:
            return None
        return Number(System.DECIMAL, path[-1], written, path)
    for group, (system, separator) in _GROUPS.items():
        numeral = match[group]
        if numeral is None:
            continue
        mark = match[separator] if separator else ""
        for alphabet in _ALPHABETS:
            if numeral in alphabet:
                return Number(system, alphabet.index(numeral) + 1, written, (), mark)
        ordinal = value_of(numeral)
        if ordinal == 0 and not numeral.isdecimal():
            return None
        if system in (System.DIGIT_DOT, System.DIGIT_COMMA) and 1900 <= ordinal <= 2100:
            return None
        return Number(system, ordinal, written, (), mark)
    return None


def write_number(system: System, ordinal: int, *, like: Number | None = None) -> str:
    """`ordinal` (from 1) in `system`, with the brackets and marks of `like` where that has other than usual ones."""
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
    for alphabet in _ALPHABETS:
        if like.text[0] in alphabet:
            return alphabet[ordinal - 1] + like.text[1:] if ordinal <= len(alphabet) else None
    if like.system is System.LETTER and like.text[0].isupper():
        return chr(64 + min(ordinal, 26)) + like.text[1:]
    *_, match = [None, *re.finditer(rf"{_HAN}|\d+", like.text)]
    if match is None:
        return None
    numeral = match.group()
    new = str(ordinal).zfill(len(numeral) if numeral[0] == "0" else 0) if numeral.isdecimal() else numeral_of(ordinal)
    if "０" <= numeral[0] <= "９":
        new = new.translate(_FULLWIDTH)
    return like.text[: match.start()] + new + like.text[match.end() :]
