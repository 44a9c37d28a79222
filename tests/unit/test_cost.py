"""What no author would write still comes to an end: these texts take minutes where something is quadratic."""

import pytest

from duizhao.analysis import Analysis
from duizhao.checkers import BUILT_INS, Checks
from duizhao.document import Document
from duizhao.findings import Stage
from duizhao.folding import folds
from duizhao.outline import symbols
from duizhao.rules.packs import PackLibrary, packs_in, shipped_folder

_LIBRARY = PackLibrary([packs_in(shipped_folder())], BUILT_INS)

_TEXTS = {
    "blanks in a heading": "## 一、" + " " * 60_000 + "题",
    "backticks in a heading": "## " + "`" * 40_000,
    "backticks of all lengths": "".join("`" * length + "字" for length in range(1, 250)),
    "opening quotes": "“" * 20_000,
    "closing quotes": "”" * 20_000,
    "quoted words that turn the wrong way": "“好的" * 20_000,
    "nested quotes": "“‘" * 10_000 + "’”" * 10_000,
    "nested brackets": "(" * 20_000 + "中" + ")" * 20_000,
    "bracketed words": "中(中)" * 20_000,
    "totals": "共12项，" * 10_000,
    "announcements in a line": "以下四个问题" * 10_000,
    "announcements in paragraphs": "四个问题\n\n" * 5_000,
    "announcements in a list": "- 以下四个问题：\n" * 3_000,
    "announced runs": "以下四个问题：一是好。\n\n" * 3_000,
    "first members": "首先，一是" * 10_000,
    "first members in a table": "| a |\n|---|\n" + "| 一是 |\n" * 5_000,
    "run members out of order": "一是" + "三是" * 20_000,
    "members without a first": "一要，二是。" * 8_000,
    "vague members": "一是。\n工作三是\n" * 3_000,
    "an open comment": "<!--\n" + "字\n" * 100_000,
    "open raw HTML": "<pre>\n" + "字\n" * 100_000,
    "a delimiter row that is none": "| a |\n|-" + " " * 40_000 + "x",
    "colons": "：" * 40_000,
    "small words": "的" * 20_000,
    "headings of one number": "一、题目\n\n" * 1_500,
    "front matter": "---\n" + "".join(f"k{n}: v\n" for n in range(10_000)) + "---\n",
    "nested list items": "".join(" " * depth + "- 字\n" for depth in range(600)),
    "labels": "".join(f"{n}. 题目\n\n整改问题：甲\n\n责任人：\n\n" for n in range(1, 500)),
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("text", _TEXTS.values(), ids=_TEXTS)
def test_any_text_is_judged(text: str) -> None:
    rules = _LIBRARY.resolve("minzhu/2021-geren").rules
    assert rules is not None
    document = Document.parse(text)
    analysis = Analysis(document, Checks(rules))
    analysis.verdicts(Stage.FINAL)
    symbols(document)
    folds(document)
    assert not analysis.failures
