"""Marks stand under their words: as written here, by eye; and for any line, counted by the wcwidth library."""

from hypothesis import example, given
from hypothesis import strategies as st
from wcwidth import wcswidth, wcwidth

from duizhao.check.excerpt import column_width, excerpt, padded


def drawn(line: str, words: str, columns: int = 60) -> str:
    start = line.index(words)
    text, indent, width = excerpt(line, start, start + len(words), columns)
    return f"\n{text}\n{' ' * indent}{'^' * width}\n"


def test_wide_characters_take_two_columns() -> None:
    assert (
        drawn("（二）、站稳人民立场", "、")
        == """
（二）、站稳人民立场
      ^^
"""
    )


def test_quotes_take_one_column_and_emoji_two() -> None:
    assert (
        drawn("😀“四个意识”𠮷abc", "abc")
        == """
😀“四个意识”𠮷abc
              ^^^
"""
    )


def test_a_tab_is_four_blanks() -> None:
    assert (
        drawn("\t一、\t标题", "标题")
        == """
    一、    标题
            ^^^^
"""
    )


def test_what_a_terminal_hides_or_obeys_is_written_out() -> None:
    assert (
        drawn("整改\u200b措施\x1b[31m", "\u200b")
        == """
整改<U+200B>措施<U+001B>[31m
    ^^^^^^^^
"""
    )


def test_an_empty_place_takes_one_column() -> None:
    assert excerpt("责任人：", 4, 4, 60) == ("责任人：", 8, 1)
    assert excerpt("", 0, 0, 60) == ("", 0, 1)


LONG = "一二三四五六七八九十" * 4 + "错" + "甲乙丙丁戊己庚辛壬癸" * 4


def test_of_a_long_line_what_is_around_the_place_is_shown() -> None:
    assert (
        drawn(LONG, "错", 40)
        == """
…五六七八九十错甲乙丙丁戊己庚辛壬癸甲乙…
             ^^
"""
    )


def test_at_the_start_or_the_end_of_a_long_line_the_room_goes_to_the_other_side() -> None:
    assert (
        drawn(LONG, "一二三四五", 24)
        == """
一二三四五六七八九十一…
^^^^^^^^^^
"""
    )
    assert (
        drawn(LONG + "。", "。", 24)
        == """
…甲乙丙丁戊己庚辛壬癸。
                     ^^
"""
    )


def test_a_place_that_is_too_long_is_cut_itself() -> None:
    assert (
        drawn(LONG, LONG[2:60], 24)
        == """
…三四五六七八九十一二三…
 ^^^^^^^^^^^^^^^^^^^^^^
"""
    )


CHARS = st.text(st.sampled_from("ab,.一二，（“”’…—\t\u3000\u200b\x07é😀𠮷①ｱ한"), max_size=90)


@given(CHARS, st.integers(0, 90), st.integers(0, 90), st.integers(20, 70))
@example("a" * 90, 0, 90, 20)
@example("一" * 90, 45, 45, 21)
def test_any_mark_stands_under_its_words(line: str, start: int, length: int, columns: int) -> None:
    start = min(start, len(line))
    end = min(start + length, len(line))
    shown = excerpt(line, start, end, columns)
    assert wcswidth(shown.text) <= columns
    marked = columns_of(shown.text, shown.indent, shown.width)
    if start == end:
        return
    words = excerpt(line[start:end], 0, end - start, 10_000).text
    assert words.startswith(marked)
    assert marked == words or shown.text.endswith("…")
    if shown.text.startswith("…") and not line.startswith("…"):
        assert start > 0


def columns_of(text: str, indent: int, width: int) -> str:
    """What of `text` stands in those columns, which must begin and end between two characters."""
    edges, column = {0: 0}, 0
    for index, char in enumerate(text):
        column += wcwidth(char)
        edges[column] = index + 1
    return text[edges[indent] : edges.get(indent + width, len(text))]


def test_widths_known_by_heart_are_those_of_wcwidth() -> None:
    for number in [*range(0x20, 0x3100), *range(0x4E00, 0x4E80), *range(0x9F00, 0xA000), *range(0xFF00, 0x10000)]:
        char = chr(number)
        assert column_width(char) == max(0, wcwidth(char)), hex(number)


def test_blanks_fill_up_to_a_column() -> None:
    assert padded("警告", 6) + "|" == "警告  |"
