"""`1. …` may be a heading or a Markdown list item: its neighbours tell."""

import pytest

from duizhao.document import Document, Kind


@pytest.mark.parametrize(
    ("text", "items", "headings"),
    [
        ("1. 甲事项\n2. 乙事项\n3. 丙事项\n\n正文在此。\n", 3, 0),
        ("1. 甲事项\n\n2. 乙事项\n\n3. 丙事项\n", 3, 0),
        ("1. 总体情况\n\n正文在此。\n\n2. 存在问题\n\n正文在此。\n", 0, 2),
        ("- 要点\n\n2. 存在问题\n\n正文在此。\n", 1, 1),
        (
            "1. 排查不细。对老旧小区的隐患只看了一遍，没有逐户登记。\n2. 整改不快。三项任务拖到年底，没有人跟进。",
            0,
            2,
        ),
    ],
)
def test_items_and_headings(text: str, items: int, headings: int):
    document = Document.parse(text)
    blocks = [block for section in document.sections for block in section.blocks]
    assert sum(block.kind is Kind.LIST_ITEM for block in blocks) == items
    assert sum(block.heading is not None for block in blocks) == headings
