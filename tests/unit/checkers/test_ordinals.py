"""Whatever numbers stand in a draft, the safe fixes come to an end and leave nothing worse than it was."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.analysis import Analysis
from duizhao.document import Document
from duizhao.document.numbering import numeral_of
from duizhao.findings import Stage, Verdict

from ...drafts.fixes import fixed
from ...drafts.packs import checks_for

CODES = {"numbering/duplicate", "numbering/gap", "numbering/order"}


def verdicts_of(text: str) -> list[Verdict]:
    document = Document.parse(text)
    verdicts = Analysis(document, checks_for(document)).verdicts(Stage.FINAL)
    return [verdict for verdict in verdicts if verdict.finding.code in CODES]


def written(ordinals: list[int], form: str) -> str:
    lines = [form.format(han=numeral_of(ordinal), digit=ordinal) for ordinal in ordinals]
    return "# 整改报告\n\n" + "".join(f"{line}抓好落实。按月调度进度。\n\n" for line in lines)


FORMS = ["{han}、", "（{han}）", "{digit}.", "{digit}、", "（{digit}）", "1.{digit} "]


@given(st.lists(st.integers(1, 7), max_size=9), st.sampled_from(FORMS))
@settings(max_examples=200, deadline=None)
def test_fixes_come_to_an_end(ordinals: list[int], form: str):
    text = written(ordinals, form)
    for _ in range(4):
        verdicts = verdicts_of(text)
        text, before = fixed(text, verdicts), text
        counts, now = (Counter(v.finding.code for v in each) for each in (verdicts, verdicts_of(text)))
        mended = {v.finding.code for v in verdicts if v.finding.fix and v.finding.fix.safe}
        # What was hidden behind two others may come to light.
        assert all(now[code] <= counts[code] for code in mended) or now.total() < counts.total()
    assert text == before


@pytest.mark.parametrize(
    ("numbers", "right"),
    [
        ("一二二四", "一二三四"),
        ("一二二三", "一二三四"),
        ("一一二三", "一二三四"),
        ("一二二二三", "一二三四五"),
        ("一二二三三四", "一二三四五六"),
        ("一二二二四", "一二三四五"),
        ("一二二三四六", "一二三四五六"),
        ("一二三二五", "一二三四五"),
        ("一二一四", "一二三四"),
        ("一二七四", "一二三四"),
        ("一二三一二三", "一二三一二三"),
        ("一三二四", "一三二四"),
        ("一四五", "一四五"),
    ],
)
def test_what_the_fixes_make_of_it(numbers: str, right: str) -> None:
    text = "# 整改报告\n\n" + "".join(f"{number}、抓好落实\n\n按月调度。\n\n" for number in numbers)
    text = fixed(text, verdicts_of(text))
    assert "".join(line[0] for line in text.splitlines() if "、" in line) == right


@pytest.mark.parametrize(
    ("numbers", "codes"),
    [
        ("一二三", []),
        ("一二二三", ["numbering/duplicate"]),
        ("一四五六", ["numbering/gap"]),
        ("一三二四", ["numbering/order"]),
        ("一二五三四六", ["numbering/order"]),
        ("一二三一二", []),
        ("一二二四七", ["numbering/duplicate", "numbering/gap"]),
    ],
)
def test_one_finding_for_one_cause(numbers: str, codes: list[str]) -> None:
    text = "# 整改报告\n\n" + "".join(f"{number}、抓好落实\n\n按月调度。\n\n" for number in numbers)
    assert [verdict.finding.code for verdict in verdicts_of(text)] == codes
