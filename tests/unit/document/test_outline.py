"""Which heading stands under which, in every mixture of markup and numbers."""

import pytest

from duizhao.document import Document

CASES = {
    "plain numbers": ("一、甲|（一）乙|1.丙丁|（1）戊己|2.庚辛|（二）壬|二、癸", [0, 1, 2, 3, 2, 1, 0]),
    "two levels": ("一、甲|1.乙乙|2.丙丙|二、丁", [0, 1, 1, 0]),
    "markup": ("# 题目|## 一、甲|### （一）乙|## 二、丙|### （一）丁", [0, 1, 2, 1, 2]),
    "plain under markup": ("# 题目|## 一、甲|（一）乙|1.丙丙|## 二、丁|（一）戊", [0, 1, 2, 3, 1, 2]),
    "markup under plain": ("# 题目|一、甲|### （一）乙|二、丙", [0, 1, 2, 1]),
    "a level left out": ("# 题目|### 甲|## 乙", [0, 1, 1]),
    "decimal": ("1 甲甲|1.1 乙乙|1.1.1 丙丙|1.2 丁丁|2 戊戊", [0, 1, 2, 1, 0]),
    "decimal under dots": ("1. 甲甲|1.1 乙乙|1.2 丙丙|2. 丁丁|2.1 戊戊", [0, 1, 1, 0, 1]),
    "chapters": (
        "第一章 总则|第一条 目的。为了规范管理，制定本办法。|第二章 职责|第二条 分工。各科室各负其责。",
        [0, 1, 0, 1],
    ),
    "a list under markup": ("# 题目|### 1. 甲甲|1. 乙乙|2. 丙丙|### 2. 丁丁|3. 戊戊", [0, 1, 2, 2, 1, 1]),
    "items of articles": (
        "第一章 总则|第一条 情形：|（一）甲甲甲；|（二）乙乙乙；|第二条 行为：|（一）丙丙丙；|第二章 附则",
        [0, 1, 2, 2, 1, 2, 0],
    ),
    "bold": ("# 题目|**一、甲**|**（一）乙**|**二、丙**", [0, 1, 2, 1]),
}


@pytest.mark.parametrize("name", CASES)
def test_depths(name: str):
    lines, depths = CASES[name]
    document = Document.parse(
        "\n\n".join(line + ("" if "。" in line else "\n\n正文在此。") for line in lines.split("|"))
    )
    outline = document.outline
    headed = [section for section, each in enumerate(document.sections) if each.heading]
    assert [len(outline.path(section)) - 1 for section in headed] == depths
