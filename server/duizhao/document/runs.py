"""Run members: 一是…二是…三是…, 首先，其次，再次, 第一，第二, inside a paragraph or at line starts."""

import re
from enum import Enum
from typing import NamedTuple

from duizhao.document.numbering import value_of
from duizhao.text import Span


class RunSystem(Enum):
    """How the members of a run are marked, named by the first mark."""

    SHI = "一是"
    YAO = "一要"
    ORDINAL = "第一"
    QI = "其一"
    FIRST = "首先"


class RunMember(NamedTuple):
    """One mark of a run: `ordinal` from 1; 最后 has none and is 0. `span` is relative to the text it was read from."""

    system: RunSystem
    ordinal: int
    span: Span


_WORDS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": 0}
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_MEMBER = re.compile(
    rf"""
    (?:^|(?<=[。；！？：，、,;:\s“（…—*]))
    (?: (?P<shi>{_NUMERAL})(?P<verb>[是要])
      | 第(?P<ordinal>{_NUMERAL})[，,、：]
      | 其(?P<qi>[一二三四五六])[，,、：]
      | (?P<word>首先|其次|再次|再者|最后)[，,]
    )
    """,
    re.VERBOSE | re.MULTILINE,
)


def read_runs(prose: str) -> tuple[RunMember, ...]:
    """The run marks of one block's prose, in order."""
    members = []
    for match in _MEMBER.finditer(prose):
        if numeral := match["shi"]:
            system = RunSystem.SHI if match["verb"] == "是" else RunSystem.YAO
            members.append(RunMember(system, value_of(numeral), Span(*match.span())))
        elif numeral := match["ordinal"]:
            members.append(RunMember(RunSystem.ORDINAL, value_of(numeral), Span(match.start(), match.end() - 1)))
        elif numeral := match["qi"]:
            members.append(RunMember(RunSystem.QI, value_of(numeral), Span(match.start(), match.end() - 1)))
        else:
            members.append(RunMember(RunSystem.FIRST, _WORDS[match["word"]], Span(*match.span("word"))))
    return tuple(members)
