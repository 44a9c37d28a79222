"""Marking up the headings of a pasted text: the levels are those of the outline, and the outline stays as it was."""

import pytest

from duizhao.analysis import Analysis
from duizhao.document import Document
from duizhao.findings import Stage

from ...drafts.fixes import applied
from ...drafts.packs import checks_for

CODE = "paste/plain-headings"
PASTED = """\
县气象局年度整改情况汇报

现将情况汇报如下。
一、整改落实情况
　　（一）关于预警的问题
1.发布时间
平均用时缩短到7分钟。
（1）会商
每天两次。
（二）关于站点的问题。
1.巡检制度。全县区域站巡检两遍。
**二、下一步打算**
继续抓好。
"""
MARKED = """\
# 县气象局年度整改情况汇报

现将情况汇报如下。
## 一、整改落实情况
### （一）关于预警的问题
#### 1.发布时间
平均用时缩短到7分钟。
##### （1）会商
每天两次。
### （二）关于站点的问题。
1.巡检制度。全县区域站巡检两遍。
## 二、下一步打算
继续抓好。
"""


def marked(text: str) -> str | None:
    document = Document.parse(text)
    for verdict in Analysis(document, checks_for(document)).verdicts(Stage.FINAL):
        if verdict.finding.code == CODE:
            assert verdict.finding.fix is not None
            assert not verdict.finding.fix.safe
            return applied(text, verdict.finding.fix.replacements)
    return None


@pytest.mark.parametrize(
    "text, expected",
    [
        (PASTED, MARKED),
        (PASTED.replace("\n", "\r\n"), MARKED.replace("\n", "\r\n")),
        ("一、甲\n二、乙\n三、丙\n", "## 一、甲\n## 二、乙\n## 三、丙\n"),
        ("**整改报告**\n\n一、甲\n\n二、乙\n\n三、丙\n", "# 整改报告\n\n## 一、甲\n\n## 二、乙\n\n## 三、丙\n"),
    ],
    ids=["levels", "crlf", "no-title", "bold-title"],
)
def test_headings_get_the_marks_of_their_level(text: str, expected: str) -> None:
    assert marked(text) == expected
    assert marked(expected) is None


def test_the_outline_stays_as_it_was() -> None:
    before, after = Document.parse(PASTED), Document.parse(MARKED)
    assert after.outline.parents == before.outline.parents


@pytest.mark.parametrize(
    "text",
    ["一、甲\n\n二、乙\n", "一、甲。这是正文。\n\n二、乙。这是正文。\n\n三、丙。这是正文。\n", "# 题\n\n" + PASTED],
)
def test_nothing_is_said_of_few_run_in_or_marked_headings(text: str) -> None:
    assert marked(text) is None
