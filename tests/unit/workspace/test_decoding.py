"""Drafts come in several encodings; what is none of them is refused with a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.workspace.decoding import Decoded, Unreadable, decode

TEXT = "# 整改报告\r\n\r\n一、问题😀𠮷\n"


@pytest.mark.parametrize(
    "codec, encoding",
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("gb18030", "GB 18030"),
    ],
)
def test_the_text_is_the_same_in_every_encoding(codec: str, encoding: str) -> None:
    assert decode(TEXT.encode(codec)) == Decoded(TEXT, encoding)


def test_utf_16_of_either_byte_order_is_read() -> None:
    assert decode(b"\xff\xfe" + TEXT.encode("utf-16-le")) == decode(b"\xfe\xff" + TEXT.encode("utf-16-be"))


def test_an_empty_file_is_an_empty_text() -> None:
    assert decode(b"") == Decoded("", "UTF-8")


def test_a_broken_utf_8_file_is_not_read_as_other_characters() -> None:
    sound = "整改\n" * 20
    damaged = sound.encode().replace(b"\xe6\x95", b"\xe6A", 1)
    assert sound not in damaged.decode("gb18030")  # it would be read without an error
    with pytest.raises(Unreadable) as error:
        decode(damaged)
    assert error.value.reason.zh == "第 1 行不是 UTF-8，全文也不是 GB 18030"


@pytest.mark.parametrize(
    "data, zh, en",
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "不是文本文件", "not a text file"),
        ("整改".encode("utf-32"), "不是文本文件", "not a text file"),
        (b"\xff\xfea", "UTF-16 编码有误（第 2 字节）", "not valid UTF-16 (at byte 2)"),
        (b"caf\xe9\n", "第 1 行不是 UTF-8，全文也不是 GB 18030", "line 1 is not UTF-8, and the file is not GB 18030"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, zh: str, en: str) -> None:
    with pytest.raises(Unreadable) as error:
        decode(data)
    assert error.value.reason == (zh, en)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text, encoding = decode(data)
    except Unreadable:
        return
    text.encode("utf-8")
    assert encoding in ("UTF-8", "UTF-16", "GB 18030")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_utf_8_is_never_taken_for_anything_else(text: str) -> None:
    assert decode(text.encode()) == Decoded(text.removeprefix("\ufeff"), "UTF-8")
