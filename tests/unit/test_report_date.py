"""The day that a report is of, as it says itself."""

from datetime import date

import pytest

from duizhao.document import Document
from duizhao.report_date import ReportDate, report_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("---\ndate: 2025-01-20\n---\n\n# 报告\n\n2024年3月1日\n", date(2025, 1, 20)),
        ("---\ndate: 2025年1月20日\n---\n", date(2025, 1, 20)),
        ("# 报告\n\n## 一、甲\n\n文字。\n\n某局\n\n2025年1月20日\n", date(2025, 1, 20)),
        ("# 报告\n\n（2022年1月16日）\n\n## 一、甲\n\n文字。\n\n## 二、乙\n\n文字。\n", date(2022, 1, 16)),
        ("# 报告\n\n## 一、甲\n\n2023年5月1日\n\n文字。\n\n二〇二五年十二月二十三日\n", date(2025, 12, 23)),
        ("# 报告\n\n## 一、甲\n\n文字。\n\n二○二四年一月十日\n", date(2024, 1, 10)),
    ],
)
def test_a_report_that_tells_its_day(text: str, day: date) -> None:
    assert report_date(Document.parse(text)) == ReportDate(day, True)


@pytest.mark.parametrize(
    "text",
    [
        "# 2024年度对照检查材料\n\n文字。\n",
        "---\nyear: 2024\n---\n\n文字。\n",
        "# 2024年度报告\n\n文字。\n\n2024年13月40日\n",
        "# 2024年度报告\n\n自2025年1月20日起执行。\n",
    ],
)
def test_a_report_that_tells_only_its_year(text: str) -> None:
    assert report_date(Document.parse(text)) == ReportDate(date(2024, 1, 1), False)


@pytest.mark.parametrize("text", ["", "# 报告\n\n2024年的事。\n", "---\ndate: soon\n---\n\n# 报告\n"])
def test_a_report_that_does_not_tell(text: str) -> None:
    assert report_date(Document.parse(text)) is None
