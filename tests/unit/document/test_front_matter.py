"""Front matter is read line by line, whatever ends the lines and however little of it is written."""

import pytest

from duizhao.document import Document


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_entries(end: str):
    lines = ["---", "title: 关于整改的报告  # 暂定", 'status: "final"', "tags:", "  - a: b", "---", "正文", ""]
    document = Document.parse(end.join(lines))
    matter = document.front_matter
    assert [(entry.key, entry.value) for entry in matter.entries] == [
        ("title", "关于整改的报告"),
        ("status", "final"),
        ("tags", ""),
    ]
    entry = matter.get("title")
    assert entry is not None
    assert document.text[slice(*entry.value_span)] == "关于整改的报告"
    assert document.text[slice(*entry.key_span)] == "title"


def test_half_written():
    assert Document.parse("---\ntitle: 报").front_matter.value("title") == "报"
    assert Document.parse("---\n---\n").front_matter.entries == ()
    assert Document.parse("# 报告\n\ntitle: x\n").front_matter.entries == ()
