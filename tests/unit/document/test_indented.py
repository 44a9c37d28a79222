"""Indented text: Chinese prose against code."""

import pytest

from duizhao.document import Document
from duizhao.document.indented import is_indented_prose


@pytest.mark.parametrize(
    "text, prose",
    [
        ("    快递网点安全检查次数偏少。", True),
        ("\t一、整改落实情况和下一步打算", True),
        ("    2024年检查4次，投诉下降。", True),
        ("    快递网点", False),
        ("    timeout = 30  # 快递网点安全检查超时", False),
        ("    visibility timeout of the queue is thirty seconds", False),
        ("    ├── 快递网点安全检查目录", False),
        ("    {快递网点安全检查次数偏少}", False),
        ("快递网点安全检查次数偏少。", False),
        ("　　　　快递网点安全检查次数偏少。", False),
    ],
)
def test_indented_prose(text: str, prose: bool) -> None:
    (section,) = Document.parse("前文。\n\n" + text).sections[:1]
    assert any(is_indented_prose(block) for block in section.blocks) is prose
    assert section.facts.indented is prose
