"""The kind of report in a draft's front matter: named, changed, taken away, and everything else left as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.document import Document
from duizhao.report_entry import report_entry

from ..drafts.fixes import applied


def rewritten(text: str, pack: str | None) -> str:
    replacement = report_entry(Document.parse(text), pack)
    return text if replacement is None else applied(text, [replacement])


@pytest.mark.parametrize(
    ("before", "pack", "after"),
    [
        ("", "a/b", "---\nreport: a/b\n---\n\n"),
        ("# 报告\r\n", "a/b", "---\r\nreport: a/b\r\n---\r\n\r\n# 报告\r\n"),
        ("\ufeff# 报告\n", "a/b", "\ufeff---\nreport: a/b\n---\n\n# 报告\n"),
        ("---\nstatus: final\n---\n正文\n", "a/b", "---\nreport: a/b\nstatus: final\n---\n正文\n"),
        ("---\nreport: old # 旧\n---\n", "a/b", "---\nreport: a/b # 旧\n---\n"),
        ("---\nreport: 'old'\n---\n", "a/b", "---\nreport: a/b\n---\n"),
        ("---\nreport:\nstatus: final\n---\n", "a/b", "---\nreport: a/b\nstatus: final\n---\n"),
        ("---\nreport: a/b\n---\n", "a/b", "---\nreport: a/b\n---\n"),
        ("---\nreport: a/b\nstatus: final\n---\n\n# 报告\n", None, "---\nstatus: final\n---\n\n# 报告\n"),
        ("\ufeff---\nreport: a/b\n---\n\n# 报告\n", None, "\ufeff# 报告\n"),
        ("---\r\nreport: a/b\r\n---\r\n\r\n# 报告\r\n", None, "# 报告\r\n"),
        ("---\nreport: a/b\n", None, "---\n"),
        ("# 报告\n", None, "# 报告\n"),
    ],
)
def test_the_entry_is_written_where_it_belongs(before: str, pack: str | None, after: str) -> None:
    assert rewritten(before, pack) == after


@given(
    st.lists(
        st.sampled_from(["---", "report: x", "report:", "status: final", "", "# 题", "\ufeff", "正文"]), max_size=6
    ),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_is_written_is_read_again(lines: list[str], line_end: str) -> None:
    text = line_end.join(lines)
    named = rewritten(text, "a/b")
    assert Document.parse(named).front_matter.value("report") == "a/b"
    assert Document.parse(rewritten(named, None)).front_matter.value("report") != "a/b"
    assert rewritten(named, "a/b") == named
