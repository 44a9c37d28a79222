"""Labelled fields (整改问题：…), also written **整改问题：**… or as a list item."""

import re
from typing import NamedTuple

from duizhao.text import Span

_LABEL = re.compile(
    r"""
    ^[ \t\u3000]* (?:[-*+][ \t]+ | \d{1,3}[.)、．][ \t]* | [（(]\d{1,3}[）)][ \t]*)?
    (?P<mark>\*\*|__)? (?P<name>[^\W\d_][\w（）()/·]{1,11}) (?:(?P=mark))? [ \t]*[：:][ \t]*(?:\*\*|__)?
    (?!//)
    """,
    re.VERBOSE | re.MULTILINE,
)
_BLANK = " \t\u3000\r\n"


class Label(NamedTuple):
    """A label with its value; both spans are relative to the text it was read from.

    The value runs to the next label of the same text or to its end, blanks around it excluded; `value` is empty where
    nothing is written yet.
    """

    name: str
    span: Span
    value_span: Span
    value: str


def read_labels(prose: str) -> tuple[Label, ...]:
    """The labels at line starts of one block's prose, in order."""
    if "：" not in prose and ":" not in prose:
        return ()
    matches = [m for m in _LABEL.finditer(prose) if not _is_time(prose, m)]
    labels = []
    ends = [*(match.start() for match in matches[1:]), len(prose)]
    for match, end in zip(matches, ends[: len(matches)], strict=True):
        start = match.end()
        while end > start and prose[end - 1] in _BLANK:
            end -= 1
        while start < end and prose[start] in _BLANK:
            start += 1
        labels.append(Label(match["name"], Span(*match.span("name")), Span(start, end), prose[start:end]))
    return tuple(labels)


def _is_time(prose: str, match: re.Match[str]) -> bool:
    """上午9:30 is a time, no label."""
    return prose[match.end() - 1] == ":" and prose[match.end() : match.end() + 1].isdecimal()
