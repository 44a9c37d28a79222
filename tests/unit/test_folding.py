"""What can be folded, as lines."""

from duizhao.document import Document
from duizhao.folding import Fold, FoldKind, folds

SECTION, BLOCK, COMMENT = FoldKind.SECTION, FoldKind.BLOCK, FoldKind.COMMENT

DRAFT = """\
---
title: 报告
---

# 一个报告

<!-- 甲
乙 -->

## 一、甲

| 项 | 数 |
|----|----|
| 子 | 1  |

### （一）乙

```
代码
```


## 二、丙
末行
"""


def test_sections_hold_their_subsections_and_blank_lines_at_the_end_stay() -> None:
    assert folds(Document.parse(DRAFT)) == [
        Fold(0, 2, BLOCK),
        Fold(4, 23, SECTION),
        Fold(6, 7, COMMENT),
        Fold(9, 19, SECTION),
        Fold(11, 13, BLOCK),
        Fold(15, 19, SECTION),
        Fold(17, 19, BLOCK),
        Fold(22, 23, SECTION),
    ]


def test_line_ends_of_any_kind_count_once() -> None:
    assert folds(Document.parse(DRAFT.replace("\n", "\r\n"))) == folds(Document.parse(DRAFT))
    assert folds(Document.parse(DRAFT.replace("\n", "\r"))) == folds(Document.parse(DRAFT))


def test_what_has_one_line_cannot_be_folded() -> None:
    assert folds(Document.parse("一、甲\n（一）担当作为方面，还不够。\n\n二、乙\n\n<!-- 注 -->\n")) == [
        Fold(0, 1, SECTION),
        Fold(3, 5, SECTION),
    ]
    assert folds(Document.parse("")) == []
