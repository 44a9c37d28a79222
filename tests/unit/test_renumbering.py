"""Numbering anew: every list counts up by ones in its own way of writing, and nothing else changes."""

from pathlib import Path

import pytest

from duizhao.document import Document
from duizhao.renumbering import renumbering

from ..drafts.fixes import applied
from ..drafts.marker import without_markers

DRAFTS = Path(__file__).parents[1] / "drafts"


def renumbered(text: str) -> str:
    return applied(text, renumbering(Document.parse(text)))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("一、问题\n二、原因\n二、措施\n三、打算\n", "一、问题\n二、原因\n三、措施\n四、打算\n"),
        ("## 二、原因\n\n## 三、措施\n", "## 一、原因\n\n## 二、措施\n"),
        (
            "## 一、甲\n\n### （一）子\n\n### （三）丑\n\n## 三、乙\n\n### （一）子\n\n### （一）丑\n",
            "## 一、甲\n\n### （一）子\n\n### （二）丑\n\n## 二、乙\n\n### （一）子\n\n### （二）丑\n",
        ),
        ("# 1. One\n\n# 3. Two\n\n# 4. Three\n", "# 1. One\n\n# 2. Two\n\n# 3. Three\n"),
        ("# 1 甲\n\n## 1.1 子\n\n## 1.3 丑\n", "# 1 甲\n\n## 1.1 子\n\n## 1.2 丑\n"),
        ("## 1、甲\n\n## ２、乙\n\n## 4、丙\n", "## 1、甲\n\n## ２、乙\n\n## 3、丙\n"),
        ("## ①甲\n\n## ③乙\n\n## ④丙\n", "## ①甲\n\n## ②乙\n\n## ③丙\n"),
    ],
)
def test_lists_count_up_by_ones(before: str, after: str) -> None:
    assert renumbered(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "第一章 总则\n\n第一条 为了管理。\n\n第二条 适用于全局。\n\n第二章 管理\n\n第三条 每季检查。\n",
        "1. 甲\n\n1. 乙\n\n1. 丙\n",
        "## 101. 习题\n\n## 103. 习题\n",
        "没有序号的正文。\n",
        "",
    ],
)
def test_what_counts_right_stays(text: str) -> None:
    assert renumbered(text) == text


def test_articles_go_on_from_chapter_to_chapter() -> None:
    text = "## 第一章 甲\n\n### 第一条 子\n\n### 第三条 丑\n\n## 第二章 乙\n\n### 第四条 寅\n\n### 第五条 卯\n"
    assert renumbered(text) == text.replace("第三条", "第二条").replace("第四条", "第三条").replace("第五条", "第四条")


@pytest.mark.parametrize("path", sorted(DRAFTS.glob("**/*.md")), ids=lambda path: path.stem)
def test_numbering_twice_is_numbering_once(path: Path) -> None:
    text, _ = without_markers(path.read_bytes().decode("utf-8"))
    once = renumbered(text)
    assert renumbered(once) == once
