"""Comments that silence one finding: where they are put, and that they do."""

from pathlib import Path

import pytest

from duizhao.analysis import Analysis
from duizhao.document import Document
from duizhao.findings import Stage, Verdict
from duizhao.ignoring import ignoring

from ..drafts.fixes import applied
from ..drafts.marker import without_markers
from ..drafts.packs import checks_for

DRAFTS = Path(__file__).parents[1] / "drafts"
FIXTURES = sorted([*DRAFTS.glob("checkers/**/*.md"), DRAFTS / "showcase.md"])
CODE = "numbering/gap"


def ignored(text: str, at: str) -> str:
    return applied(text, ignoring(Document.parse(text), CODE, text.index(at)).replacements)


@pytest.mark.parametrize(
    "text, at, expected",
    [
        ("一、甲\n正文。\n", "正文", "一、甲\n<!-- duizhao-disable-next-line numbering/gap -->\n正文。\n"),
        ("一、甲\r\n二、乙", "乙", "一、甲\r\n<!-- duizhao-disable-next-line numbering/gap -->\r\n二、乙"),
        ("\ufeff## 一、甲\n", "一", "\ufeff<!-- duizhao-disable-next-line numbering/gap -->\n## 一、甲\n"),
    ],
    ids=["paragraph", "heading-crlf", "byte-order-mark"],
)
def test_a_comment_stands_on_the_line_above(text: str, at: str, expected: str) -> None:
    assert ignored(text, at) == expected


def test_a_code_is_added_to_the_comment_that_is_there() -> None:
    text = "前。\n<!-- duizhao-disable-next-line phrases/x -->\n## 一、甲\n"
    assert ignored(text, "甲") == text.replace("phrases/x", "phrases/x numbering/gap")


def test_a_table_stays_whole() -> None:
    text = "前。\n\n| 项 | 数 |\n|----|----|\n| 子 | 1  |\n\n后。\n"
    assert ignored(text, "子") == (
        "前。\n\n<!-- duizhao-disable numbering/gap -->\n| 项 | 数 |\n|----|----|\n| 子 | 1  |\n"
        "<!-- duizhao-enable numbering/gap -->\n\n后。\n"
    )


def test_a_wrapped_paragraph_stays_whole() -> None:
    first = "这一段文字在编辑器里折成了两行，第一行到这里还没有完，"
    text = f"{first}\n第二行在这里"
    assert ignored(text, "第二行") == (
        f"<!-- duizhao-disable numbering/gap -->\n{first}\n第二行在这里\n<!-- duizhao-enable numbering/gap -->\n"
    )


def test_a_pair_of_comments_leaves_the_comment_above_its_line() -> None:
    first = "这一段文字在编辑器里折成了两行，第一行到这里还没有完，"
    text = f"<!-- duizhao-disable-next-line phrases/x -->\n{first}\n第二行在这里\n"
    assert ignored(text, "第二行").startswith(f"<!-- duizhao-disable {CODE} -->\n{text}")


@pytest.mark.parametrize(
    "text, at, expected",
    [
        ("- 甲\n- 乙\n", "乙", "- 甲\n  {}\n- 乙\n"),
        ("1. 甲。\n2. 乙。\n", "乙", "1. 甲。\n   {}\n2. 乙。\n"),
        ("- 甲\n  - 子\n- 乙\n", "子", "- 甲\n  {}\n  - 子\n- 乙\n"),
        ("- 甲\n  - 子\n- 乙\n", "乙", "- 甲\n  - 子\n  {}\n- 乙\n"),
        ("前。\n\n- 甲\n- 乙\n", "甲", "前。\n\n{}\n- 甲\n- 乙\n"),
    ],
    ids=["bullets", "numbers", "nested", "after-nested", "first"],
)
def test_a_list_stays_one_list(text: str, at: str, expected: str) -> None:
    assert ignored(text, at) == expected.format(f"<!-- duizhao-disable-next-line {CODE} -->")


def test_front_matter_stays_where_it_is_and_valid() -> None:
    text = "---\ntitle: 甲\nreport: x\n---\n\n正文。\n"
    assert ignored(text, "report") == text.replace("---\n\n", f"---\n<!-- duizhao-disable-file {CODE} -->\n\n")


@pytest.mark.parametrize("text", ["", "\n\n", "正文。\n"])
def test_what_is_about_the_whole_text_is_ignored_for_the_file(text: str) -> None:
    document = Document.parse(text)
    found = ignoring(document, CODE, 0)
    assert found.whole_file
    assert applied(text, found.replacements) == f"<!-- duizhao-disable-file {CODE} -->\n{text}"


def verdicts_of(text: str) -> list[Verdict]:
    document = Document.parse(text)
    return Analysis(document, checks_for(document)).verdicts(Stage.FINAL)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_the_finding_goes_and_nothing_else_comes(path: Path) -> None:
    text, _ = without_markers(path.read_bytes().decode("utf-8"))
    before = verdicts_of(text)
    for verdict in before:
        finding = verdict.finding
        if finding.code.startswith("suppression/"):
            continue
        replacements = ignoring(Document.parse(text), finding.code, finding.at.start).replacements
        after = [(v.finding.code, v.finding.message) for v in verdicts_of(applied(text, replacements))]
        gone = [v for v in before if (v.finding.code, v.finding.message) not in after or v == verdict]
        assert len(after) < len(before)
        assert {v.finding.code for v in gone} == {finding.code}


@pytest.mark.parametrize("path", sorted(DRAFTS.glob("clean/*.md")), ids=lambda path: path.stem)
def test_blocks_are_what_they_were(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    document = Document.parse(text)
    blocks = [block.text for section in document.sections for block in section.blocks]
    start = 0
    for number, block in enumerate(blocks):
        if number % 7 == 0 and block.strip():
            found = ignoring(document, CODE, start + len(block.rstrip()) - 1)
            changed = Document.parse(applied(text, found.replacements))
            kept = [block.text.strip() for section in changed.sections for block in section.blocks]
            assert [each for each in kept if not each.startswith("<!-- duizhao")] == [each.strip() for each in blocks]
        start += len(block)
