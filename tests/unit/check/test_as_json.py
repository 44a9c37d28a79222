"""The JSON array: its keys, its order, and that every finding is on one line."""

import json

from duizhao.check.as_json import as_json

from .reports import REPORTS


def test_every_finding_is_an_element_with_what_there_is() -> None:
    assert json.loads(as_json(REPORTS, "zh")) == [
        {
            "path": "稿/a.md",
            "line": 5,
            "column": 11,
            "end_line": 5,
            "end_column": 12,
            "code": "punctuation/half-width",
            "severity": "warning",
            "message": "用全角“，”",
        },
        {
            "path": "稿/a.md",
            "line": 5,
            "column": 12,
            "end_line": 6,
            "end_column": 3,
            "code": "own/two-lines",
            "severity": "hint",
            "message": "到下一行为止",
        },
        {
            "path": "稿/a.md",
            "line": 6,
            "column": 4,
            "end_line": 6,
            "end_column": 6,
            "code": "numbering/duplicate",
            "severity": "error",
            "message": "“二、”用过了",
            "help_url": "file:///pages/numbering/duplicate.zh.md",
            "fix": {
                "title": "改为“三、”",
                "safe": True,
                "edits": [{"line": 6, "column": 4, "end_line": 6, "end_column": 6, "text": "三、"}],
            },
            "related": [
                {"path": "稿/a.md", "line": 3, "column": 4, "end_line": 3, "end_column": 6, "message": "先用在这里"}
            ],
        },
        {
            "path": "稿/c.md",
            "line": 1,
            "column": 1,
            "end_line": 1,
            "end_column": 1,
            "code": "check/unreadable",
            "severity": "error",
            "message": "没有这个文件",
        },
    ]


def test_an_element_a_line_and_chinese_as_it_is() -> None:
    lines = as_json(REPORTS, "en").splitlines()
    assert (lines[0], lines[-1], len(lines)) == ("[", "]", 6)
    assert "“二、”用过了" in lines[3]
    assert "no such file" in lines[4]


def test_nothing_found_is_an_empty_array() -> None:
    assert as_json(REPORTS[1:2], "zh") == "[]\n"
