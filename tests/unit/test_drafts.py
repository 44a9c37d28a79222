"""Drafts with their expected findings beside the lines, and clean drafts that must stay without any.

`pytest --update` rewrites the markers in place; read what it wrote.
"""

from pathlib import Path

import pytest

from duizhao.analysis import Analysis
from duizhao.document import Document
from duizhao.findings import Severity, Stage, Verdict
from duizhao.text import Edit, Span

from ..drafts.fixes import fixed
from ..drafts.marker import markers_of, with_markers, without_markers
from ..drafts.packs import checks_for

DRAFTS = Path(__file__).parents[1] / "drafts"
FOLDERS = (DRAFTS / "checkers", DRAFTS / "pairing")
FIXTURES = sorted(path for folder in FOLDERS for path in folder.glob("**/*.md") if not path.name.endswith(".fixed.md"))
CLEAN = sorted(DRAFTS.glob("clean/*.md"))
PREFIXES = 200
PASSES = 4


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def analysis_of(text: str) -> Analysis:
    document = Document.parse(text)
    analysis = Analysis(document, checks_for(document))
    assert not analysis.failures
    return analysis


def stage_of(document: Document) -> Stage:
    return Stage.DRAFT if document.front_matter.value("status") == "draft" else Stage.FINAL


def verdicts_of(text: str) -> list[Verdict]:
    analysis = analysis_of(text)
    return analysis.verdicts(stage_of(analysis.document))


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: str(path.relative_to(DRAFTS)))
def test_findings_stand_where_the_draft_says(path: Path, update: bool) -> None:
    written = read(path)
    text, expected = without_markers(written)
    found = markers_of(text, verdicts_of(text), like=expected)
    if update:
        path.write_bytes(with_markers(text, found).encode())
        return
    unnamed = {marker[:3] for marker in expected if marker.severity is None}
    found = [marker._replace(severity=None) if marker[:3] in unnamed else marker for marker in found]
    assert with_markers(text, sorted(found)) == with_markers(text, sorted(expected))


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: str(path.relative_to(DRAFTS)))
def test_safe_fixes_give_the_fixed_draft(path: Path, update: bool) -> None:
    text, _ = without_markers(read(path))
    result = text
    for _ in range(PASSES):
        before = result
        verdicts = verdicts_of(result)
        result = fixed(result, verdicts)
        raised = codes_of(verdicts_of(result)) - codes_of(verdicts)
        assert not raised, f"a fix raised {raised}"
    assert result == before, "the fixes never come to an end"
    target = path.with_name(f"{path.stem}.fixed.md")
    if update:
        if result == text:
            target.unlink(missing_ok=True)
        else:
            target.write_bytes(result.encode())
    assert result == (read(target) if target.exists() else text)


def codes_of(verdicts: list[Verdict]) -> set[str]:
    return {verdict.finding.code for verdict in verdicts}


def test_every_fixed_draft_belongs_to_a_fixture() -> None:
    written = [path for folder in FOLDERS for path in folder.glob("**/*.fixed.md")]
    fixed_drafts = {path.with_name(path.name.replace(".fixed.md", ".md")) for path in written}
    assert fixed_drafts <= set(FIXTURES)


def loud(verdicts: list[Verdict]) -> list[Verdict]:
    return [verdict for verdict in verdicts if verdict.severity <= Severity.WARNING]


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.name)
def test_a_clean_draft_shows_no_warning(path: Path) -> None:
    assert not loud(analysis_of(read(path)).verdicts(Stage.FINAL))


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.name)
def test_a_clean_draft_shows_no_warning_while_it_is_written(path: Path) -> None:
    text = read(path)
    analysis, written = None, 0
    document = Document.parse("")
    for part in range(1, PREFIXES + 1):
        end = len(text) * part // PREFIXES
        document = document.edited(Edit(Span(written, written), text[written:end]))
        written = end
        analysis = Analysis(document, checks_for(document), analysis)
        assert not analysis.failures
        assert not loud(analysis.verdicts(Stage.DRAFT)), f"after {text[max(0, end - 40) : end]!r}"
