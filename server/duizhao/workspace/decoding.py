"""Bytes of a draft as text, in the encodings that drafts are found in."""

import codecs
from typing import NamedTuple

from duizhao.findings import Message

UTF_8 = "UTF-8"

_UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Unreadable(Exception):
    """A draft that cannot be checked, and why."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.reason = Message(zh, en)


class Decoded(NamedTuple):
    """A draft's text without byte order mark, and the encoding it was in: UTF-8, UTF-16 or GB 18030."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """The text in `data`: UTF-8, UTF-16 with a byte order mark, or GB 18030.

    Raises:
        Unreadable: it is none of these, or no text at all.
    """
    if data.startswith(_UTF_16_MARKS):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise Unreadable(
                f"UTF-16 编码有误（第 {error.start} 字节）", f"not valid UTF-16 (at byte {error.start})"
            ) from None
        if "\0" in text:  # the byte order mark of UTF-32 begins like that of UTF-16
            raise _no_text()
        return Decoded(text, "UTF-16")
    if b"\0" in data:
        raise _no_text()
    try:
        return Decoded(data.removeprefix(codecs.BOM_UTF8).decode("utf-8"), UTF_8)
    except UnicodeDecodeError as error:
        if not _is_damaged_utf_8(data):
            try:
                return Decoded(data.decode("gb18030"), "GB 18030")
            except UnicodeDecodeError:
                pass
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            f"第 {line} 行不是 UTF-8，全文也不是 GB 18030", f"line {line} is not UTF-8, and the file is not GB 18030"
        ) from None


def _no_text() -> Unreadable:
    return Unreadable("不是文本文件", "not a text file")


def _is_damaged_utf_8(data: bytes) -> bool:
    """Whether most of what is not ASCII is sound UTF-8, as hardly any of GB 18030 is by chance.

    Every second damaged UTF-8 text would decode as GB 18030, into nonsense.
    """
    text = data.decode("utf-8", "replace")
    lost = text.count("\N{REPLACEMENT CHARACTER}")
    return sum(not char.isascii() for char in text) > 2 * lost
