"""Whatever is edited, the findings are those of a fresh analysis; one broken check takes no other down."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.analysis import Analysis
from duizhao.checkers import BUILT_INS, Checks
from duizhao.checkers.registry import Prepared
from duizhao.document import Document
from duizhao.findings import Finding, Stage
from duizhao.rules.packs import PackLibrary, packs_in, shipped_folder
from duizhao.text import Edit, Span

DRAFTS = Path(__file__).parents[1] / "drafts"
LISTED = sorted(DRAFTS.glob("pairing/label-*.md"))
"""Records that go on in sections behind their own."""
TEXTS = [
    path.read_bytes().decode("utf-8") for path in [*LISTED, *sorted([*DRAFTS.glob("clean/*.md"), *DRAFTS.glob("*.md")])]
]
LIBRARY = PackLibrary([packs_in(shipped_folder())], BUILT_INS)


def checks_of(pack: str) -> Checks:
    rules = LIBRARY.resolve(pack).rules
    assert rules is not None
    return Checks(rules)


CHECKS = [checks_of("gongwen/base"), checks_of("minzhu/2021-geren")]

INSERTED = st.one_of(
    st.sampled_from(
        [
            "",
            "\n",
            "\r\n",
            "\n\n",
            "，",
            ",",
            "。",
            "“",
            "”",
            "（",
            "二、",
            "（二）",
            "1.",
            "## ",
            "### ",
            "二是",
            "一是",
        ]
        + [
            "整改问题：",
            "😋",
            "𠮷",
            "<!--",
            "-->",
            "```\n",
            "<!-- duizhao-disable-next-line numbering -->\n",
            "XX市",
            "- ",
        ]
        + ["<!-- duizhao-disable -->", "    ", "---\nreport: x\n---\n", "存在的主要问题", "| a | b |\n|---|---|\n"]
        + ["共12项，已完成9项，正在整改4项"]
        + ["整改措施：", "整改措施：\n\n1、", "\n\n1、", "\n2、", "（1）", "责任人：", "\n\n完成时限：年底\n\n"]
    ),
    st.text(max_size=6),
)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[tuple[float, int, str]]]:
    length = st.sampled_from([0, 0, 0, 1, 2, 8, 60, 600])
    return draw(st.sampled_from(TEXTS)), draw(
        st.lists(st.tuples(st.floats(0, 1), length, INSERTED), min_size=1, max_size=10)
    )


@pytest.mark.parametrize("checks", CHECKS, ids=lambda checks: checks.rules.pack_id)
@given(case=edited())
@settings(max_examples=60, deadline=None)
def test_findings_after_edits_are_those_of_a_fresh_analysis(
    checks: Checks, case: tuple[str, list[tuple[float, int, str]]]
):
    text, edits = case
    document = Document.parse(text)
    analysis = Analysis(document, checks)
    for where, length, inserted in edits:
        start = int(where * len(text))
        end = min(len(text), start + length)
        text = text[:start] + inserted + text[end:]
        document = document.edited(Edit(Span(start, end), inserted))
        analysis = Analysis(document, checks, analysis)
        fresh = Analysis(Document.parse(text), checks)
        assert not fresh.failures
        assert analysis.verdicts(Stage.FINAL) == fresh.verdicts(Stage.FINAL)


@pytest.mark.parametrize("path", LISTED, ids=lambda path: path.stem)
def test_each_line_taken_out_and_put_back_is_seen_wherever_its_record_began(path: Path):
    checks = CHECKS[0]
    text = path.read_bytes().decode("utf-8")
    whole = Analysis(Document.parse(text), checks)
    start = 0
    for line in text.splitlines(keepends=True):
        without = text[:start] + text[start + len(line) :]
        shorter = Analysis(whole.document.edited(Edit(Span(start, start + len(line)), "")), checks, whole)
        fresh = Analysis(Document.parse(without), checks)
        assert shorter.verdicts(Stage.FINAL) == fresh.verdicts(Stage.FINAL)
        again = Analysis(shorter.document.edited(Edit(Span(start, start), line)), checks, shorter)
        assert again.verdicts(Stage.FINAL) == whole.verdicts(Stage.FINAL)
        start += len(line)


@given(st.text(max_size=400))
@settings(max_examples=200, deadline=None)
def test_no_text_makes_a_check_fail(text: str):
    assert not Analysis(Document.parse(text), CHECKS[1]).failures


def test_a_failing_check_is_skipped_and_named():
    def broken(_: object) -> Iterable[Finding]:
        raise RuntimeError("no luck")

    checks = checks_of("gongwen/base")
    sound = Analysis(Document.parse(TEXTS[-1]), checks).verdicts(Stage.FINAL)
    checks.section = (*checks.section, Prepared(("some/code",), broken))
    analysis = Analysis(Document.parse(TEXTS[-1]), checks)
    assert analysis.verdicts(Stage.FINAL) == sound
    assert {failure.codes for failure in analysis.failures} == {("some/code",)}


@pytest.mark.parametrize(
    ("comment", "codes"),
    [
        ("numbering/gapp", ["suppression/unknown-code"]),
        ("numbering/gapp punctuation", ["suppression/unknown-code"]),
        ("numbering/gap", ["suppression/unused"]),
        ("", ["suppression/unused"]),
    ],
)
def test_a_comment_in_vain_is_told_once(comment: str, codes: list[str]) -> None:
    text = f"# 报告\n\n<!-- duizhao-disable-next-line {comment} -->\n\n正文。\n"
    verdicts = Analysis(Document.parse(text), checks_of("gongwen/base")).verdicts(Stage.FINAL)
    assert [each.finding.code for each in verdicts if each.finding.code.startswith("suppression/")] == codes
