"""Lines end with LF, CRLF and CR alone, and positions count what their encoding counts, in lines of any length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.text import Position, PositionEncoding, SourceText

PIECES = st.sampled_from(
    ["a", "中", "é", "😋", "𠮷", "\u2028", "\u0085", "\x0b", "\ud800", "\r\n", "\n", "\r", "字" * 300, "😋" * 200]
)


@pytest.mark.parametrize("encoding", PositionEncoding)
@given(text=st.lists(PIECES, max_size=12).map("".join), data=st.data())
def test_positions(encoding: PositionEncoding, text: str, data: st.DataObject):
    source = SourceText(text)
    offset = data.draw(st.integers(0, len(text)))
    line, character = source.position(offset, encoding)
    before = text[source.line_starts[line] : offset]
    units = {
        PositionEncoding.UTF8: len(before.encode("utf-8", "surrogatepass")),
        PositionEncoding.UTF16: len(before.encode("utf-16-le", "surrogatepass")) // 2,
        PositionEncoding.UTF32: len(before),
    }
    assert character == units[encoding]
    assert source.line_text(line).startswith(before.rstrip("\r\n"))
    if text[offset - 1 : offset + 1] != "\r\n":
        assert source.offset(Position(line, character), encoding) == offset


def test_only_three_line_ends():
    assert SourceText("a\nb\r\nc\rd\u2028e\u0085f\x0bg\x0c").line_starts == [0, 2, 5, 7]


@pytest.mark.parametrize("encoding", PositionEncoding)
def test_positions_past_the_ends(encoding: PositionEncoding):
    source = SourceText("中😋\n末")
    assert source.offset(Position(0, 99), encoding) == 2
    assert source.offset(Position(9, 0), encoding) == 4
    assert source.position(99, encoding).line == 1
    inside = {PositionEncoding.UTF8: 5, PositionEncoding.UTF16: 2}.get(encoding)
    if inside is not None:
        assert source.offset(Position(0, inside), encoding) == 1
