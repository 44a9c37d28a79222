"""The year of a report, and the rules that hold by it."""

import pytest

from duizhao.analysis import Analysis
from duizhao.document import Document
from duizhao.findings import Stage
from duizhao.report_year import report_year

from ..drafts.packs import checks_for


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("---\nyear: 2023\ntitle: 2021年度报告\n---\n# 2022年度报告\n", 2023),
        ("---\ndate: 2024-01-16\n---\n# 2022年度报告\n", 2024),
        ("---\ntitle: 2021年度报告\n---\n一、问题\n", 2021),
        ("# 县水利局2023年度整改报告\n\n2024年6月3日\n", 2023),
        ("# 整改报告\n\n（2022年1月16日）\n\n一、问题\n", 2022),
        ("# 整改报告\n\n一、问题\n\n2021年5月发现3处。\n\n二、措施\n\n2024年6月24日\n", 2024),
        ("# 整改报告\n\n一、2020年整改情况\n\n2021年5月发现3处。\n", None),
        ("# 编号12023年\n", None),
        ("", None),
    ],
)
def test_the_year_is_what_the_report_says_of_itself(text: str, year: int | None):
    assert report_year(Document.parse(text)) == year


@pytest.mark.parametrize(
    ("title", "marked"), [("2024年度报告", True), ("2021年度报告", False), ("2022年度报告", False), ("整改报告", False)]
)
def test_a_rule_with_dates_holds_by_the_year(title: str, marked: bool):
    document = Document.parse(f"---\nreport: phrases/party\n---\n# {title}\n\n做好新冠肺炎救治工作。\n")
    codes = [each.finding.code for each in Analysis(document, checks_for(document)).verdicts(Stage.FINAL)]
    assert ("phrases/covid-name" in codes) is marked
