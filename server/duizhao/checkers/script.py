"""Which script a piece of text is written in."""

import re

HAN = "〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""Chinese characters, as the inside of a regular expression's character class."""

_REACH = 40
_HAN = re.compile(f"[{HAN}]")
_LATIN = re.compile("[A-Za-z]")


def is_han(char: str) -> bool:
    """Whether `char` (one character, or empty) is a Chinese one."""
    return _HAN.match(char) is not None


def has_han(text: str) -> bool:
    return _HAN.search(text) is not None


def amid_chinese(text: str, at: int) -> bool:
    """Whether the words around `at`, on its line, are mainly Chinese."""
    start = max(text.rfind("\n", 0, at) + 1, at - _REACH)
    end = text.find("\n", at, at + _REACH)
    around = text[start : end if end >= 0 else at + _REACH]
    return 2 * len(_HAN.findall(around)) >= len(_LATIN.findall(around))
