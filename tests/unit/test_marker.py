"""Markers in drafts: what is written is what is read, and a misspelt one does not pass for text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.findings import Severity

from ..drafts.marker import Marker, with_markers, without_markers

DRAFT = "# 标题\r\n\r\n一、正文\r\n二、正文"
WORDS = st.text(st.sampled_from('一、。"\\\n\t\u3000\u200b-><'), max_size=8)


@given(st.lists(st.tuples(st.integers(0, 3), WORDS, st.none() | st.sampled_from(Severity)), max_size=4))
def test_markers_survive_writing_and_reading(given_markers: list[tuple[int, str, Severity | None]]):
    markers = sorted([Marker(line, "group/name", words, s) for line, words, s in given_markers], key=lambda m: m.line)
    text, read = without_markers(with_markers(DRAFT, markers))
    assert text.rstrip() == DRAFT
    assert read == markers


@pytest.mark.parametrize(
    "line",
    [
        "<!-- ! numbering/gap -->",
        "<!-- ! numbering/gap 二、 -->",
        '<!-- ! loud numbering/gap "二、" -->',
        '<!-- !numbering/gap "二、" -->',
    ],
)
def test_a_misspelt_marker_is_an_error(line: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        without_markers(f"一、正文\n{line}\n")


def test_a_marker_needs_a_line_above_it() -> None:
    with pytest.raises(ValueError, match="no marker"):
        without_markers('<!-- ! numbering/gap "一" -->\n')
