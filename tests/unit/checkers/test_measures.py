"""measures/owner, deadline and target are off until a pack asks for them, and then look everywhere a reader would."""

import sys

import pytest

from duizhao.analysis import Analysis
from duizhao.checkers import BUILT_INS, Checks
from duizhao.document import Document
from duizhao.findings import Stage
from duizhao.rules.packs import PackFile, PackLibrary

DRAFT = """\
# 车间检查报告

## 一、存在的问题

### （一）护目镜未佩戴

一人未戴。

### （二）砂轮机缺防护罩

一台。

### （三）吊具报废未移出

两副。

## 二、整改措施

### （一）配发护目镜

责任人：吴海

完成时限：5月10日

### （二）加装防护罩

- 由机修班逐台加装，共三台。
- 班前逐台查看。

### （三）移出吊具

报废的当天割断。
"""
TABLE = """\
# 台账

| 序号 | 存在问题 | 整改措施 | 责任人 | 完成时限 |
| --- | --- | --- | --- | --- |
| 1 | 探头失效 | 更换探头。 | 郑平 | 7月10日 |
| 2 | 库顶结霜 | 加密除霜。 |  |  |
"""
NAMES = ("owner", "deadline", "target")


def found(text: str, settings: str, stage: Stage = Stage.FINAL) -> list[tuple[str, str]]:
    pack = f"pack: a\ntitle: 报告\nrules: {{{settings}}}\n"
    rules, errors = PackLibrary([{"a": PackFile("a.yaml", pack)}], BUILT_INS).resolve("a")
    assert rules is not None, errors
    analysis = Analysis(Document.parse(text), Checks(rules))
    verdicts = analysis.verdicts(stage)
    assert not analysis.failures
    return [
        (verdict.finding.code.removeprefix("measures/"), text[slice(*verdict.finding.at)])
        for verdict in verdicts
        if verdict.finding.code.startswith("measures/")
    ]


def wanted(*names: str) -> str:
    return ", ".join(f"measures/{name}: information" for name in names)


def test_they_are_off_by_default() -> None:
    assert found(DRAFT, "") == []


@pytest.mark.parametrize(
    ("name", "measures"),
    [
        ("owner", ["（三）移出吊具"]),
        ("deadline", ["（二）加装防护罩"]),
        ("target", ["（一）配发护目镜", "（三）移出吊具"]),
    ],
)
def test_each_looks_at_fields_points_and_words(name: str, measures: list[str]) -> None:
    text = DRAFT.replace("报废的当天割断。", "报废的5月15日前割断。")
    assert found(text, wanted(name)) == [(name, measure) for measure in measures]


def test_columns_of_a_table_count() -> None:
    assert found(TABLE, wanted("owner", "deadline")) == [("deadline", "加密除霜。"), ("owner", "加密除霜。")]


def test_a_draft_is_not_told_of_the_last_measure() -> None:
    assert ("owner", "（三）移出吊具") in found(DRAFT, wanted("owner"))
    assert found(DRAFT, wanted("owner"), Stage.DRAFT) == []


def test_near_duplicates_can_be_switched_off_and_need_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    words = (
        "由总务处请有资质的单位逐根检测，松动的重新焊接，验收合格以前拉起警戒带，课间由值周教师看护，夜里由保安看护。"
    )
    text = DRAFT.replace("报废的当天割断。", "东侧" + words).replace("责任人：吴海", "西侧" + words)
    assert [code for code, _ in found(text, "")] == ["near-duplicate"]
    assert found(text, "measures/near-duplicate: off") == []
    monkeypatch.setitem(sys.modules, "rensa", None)
    assert found(text, "") == []
