"""Whatever stands in a draft, pairing says something of it, the same after edits as from scratch, inside its text."""

import random
from pathlib import Path

import pytest

from duizhao.analysis import Analysis
from duizhao.checkers import Checks
from duizhao.document import Document
from duizhao.findings import Stage
from duizhao.pairing.pairing import Pairing
from duizhao.rules import RuleSet
from duizhao.text import Edit, Span

from .paired import base_rules

CLEAN = sorted((Path(__file__).parents[2] / "drafts" / "clean").glob("*.md"))
PIECES = [
    *"一二三、。，：；“”（）<>|-#*1. \n\r\t\u3000\u2028\x0c𠮷😀",
    *(
        "<!-- p1 -->",
        "<!-- for: p1 p2@3fa2 -->",
        "<!-- for: p1",
        "<!--",
        "-->",
        "{#p3}",
        "{for=p3}",
        "<!-- no-measure: 无 -->",
    ),
    *("针对问题（三），", "针对第九个问题，", "关于“学习不够”问题的整改", "同上", "针对P3，", "第一、二个问题的整改"),
    *(
        "| 问题 | 整改措施 | 责任人 |\n|---|---|---|\n| 甲 | 乙 | 丙 |\n",
        "| 丁 | | |\n",
        "整改措施：",
        "原因：",
        "- 问题：",
        "问题：",
    ),
    *(
        "\n## 二、整改措施\n\n",
        "\n## 一、存在的问题及整改措施\n\n",
        "\n### （一）学习方面\n\n",
        "\n1. ",
        "\n2. ",
        "\n- ",
        "\n  - ",
    ),
    *("一是不够。二是不细。", "\n## 问题一：甲\n\n", "\n### 原因分析\n\n", "```\n"),
]


def within(pairing: Pairing, length: int) -> bool:
    """Whether every item's name stands in its extent, and that in the text."""
    for index in range(len(pairing.items)):
        name, extent = pairing.span_of(index), pairing.extent_of(index)
        if not 0 <= extent.start <= name.start <= name.end <= extent.end <= length:
            return False
    return True


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_any_edits_give_what_the_whole_text_gives(path: Path) -> None:
    choice = random.Random(path.name)
    checks = Checks(base_rules())
    document = Document.parse(path.read_bytes().decode()[:3000])
    analysis = Analysis(document, checks)
    for _ in range(150):
        length = document.starts[-1]
        start = choice.randrange(length + 1)
        end = min(length, start + choice.choice([0, 0, 0, 1, 5, 40]))
        document = document.edited(Edit(Span(start, end), choice.choice(PIECES)))
        analysis = Analysis(document, checks, analysis)
        fresh = Analysis(Document.parse(document.text), checks)
        one, other = analysis.pairing, fresh.pairing
        assert (one.items, one.groups, one.links, one.coverage) == (
            other.items,
            other.groups,
            other.links,
            other.coverage,
        )
        assert within(one, document.starts[-1])
        assert analysis.verdicts(Stage.FINAL) == fresh.verdicts(Stage.FINAL)
        assert not analysis.failures


def test_rules_may_ask_for_nothing() -> None:
    document = Document.parse("## 一、存在的问题\n\n1.学得少。不多。\n")
    analysis = Analysis(document, Checks(RuleSet("none")))
    assert [item.head for item in analysis.pairing.items] == ["学得少"]
