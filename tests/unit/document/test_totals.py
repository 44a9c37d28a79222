"""Totals with their parts: which numbers of a sentence divide which."""

import pytest

from duizhao.document.totals import read_divisions


@pytest.mark.parametrize(
    "text, total, parts",
    [
        ("审计查出问题共12项，已完成9项，正在整改3项。", "12项", "9项 3项"),
        ("共12项，其中完成9项、基本完成1项、尚未完成2项。", "12项", "9项 1项 2项"),
        ("共50个，其中立行立改40个，分阶段整改10个。", "50个", "40个 10个"),
        ("共排查隐患24处，整改到位22处，其余2处正在推进。", "24处", "22处 2处"),
        ("合计860.5万元，已整改640万元，未整改220.5万元。", "860.5万元", "640万元 220.5万元"),
    ],
)
def test_parts_of_a_total(text: str, total: str, parts: str) -> None:
    (division,) = read_divisions(text)
    assert text[division.total.span.start : division.total.span.end] == total
    assert " ".join(text[part.span.start : part.span.end] for part in division.parts) == parts


@pytest.mark.parametrize(
    "text",
    [
        "共12项，已完成9项。",
        "已完成9项，正在整改3项。",
        "共12项。已完成9项，正在整改3项。",
        "共12项，已完成9个，正在整改3个。",
        "共12项，5月完成5项，6月完成4项，正在整改3项。",
        "共45个，其中党建类12个，已完成10个，正在整改2个。",
        "共约12项，已完成9项，正在整改2项。",
        "共30余项，已完成9项，正在整改2项。",
        "共同完成9项，正在整改3项。",
        "共12项，立行立改8项，分阶段整改类完成1项。",
        "共12项，共同发现9项，共完成3项。",
        "| 共12项，已完成9项 | 正在整改2项 |",
        "共2024年3月，已完成9项，正在整改2项。",
    ],
)
def test_numbers_that_divide_no_total(text: str) -> None:
    assert not [division for division in read_divisions(text) if division.parts]


@pytest.mark.parametrize(
    "text, rate",
    [
        ("共20个，完成15个，占75%。", "75%"),
        ("共20个，完成15个，占总数的75.0%。", "75.0%"),
        ("共24项，已整改22项，正在整改2项，整改率为91.7%。", "91.7%"),
        ("共20个，完成15个，涉及12家，占60%。", None),
        ("共20个，完成15个，占比约75%。", None),
        ("共20个，完成15个，完成10个，完成率75%。", None),
    ],
)
def test_rates(text: str, rate: str | None) -> None:
    found = [division.rate for division in read_divisions(text) if division.rate]
    assert [text[each.span.start : each.span.end] for each in found] == ([rate] if rate else [])


@pytest.mark.parametrize(
    "text, closed", [("共12项，已完成9项，正在整改2项", False), ("共12项，已完成9项，正在整改2项。", True)]
)
def test_a_sentence_without_its_end_is_open(text: str, closed: bool) -> None:
    (division,) = read_divisions(text)
    assert division.closed is closed
