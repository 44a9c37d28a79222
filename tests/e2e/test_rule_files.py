"""duizhao.yaml and packs: mistakes are shown in the file itself, and what is mended holds at once."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from lsprotocol import types

from .conftest import CLIENTS, PROJECT
from .editor import Buffer, Editor, Shown, editor, shown

pytestmark = pytest.mark.asyncio(loop_scope="session")

DRAFT = "# 安全检查报告\n\n## 一、存在的问题\n\n整改问题：台账不全。\n\n## 一、原因分析\n\n管理松懈。\n"
DUPLICATE = Shown("numbering/duplicate", "一、", types.DiagnosticSeverity.Error)


@pytest_asyncio.fixture(scope="module", loop_scope="session", params=["vscode", "vscode-1.65"])
async def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Editor]:
    folder = Path(shutil.copytree(PROJECT, tmp_path_factory.mktemp("rules") / "项目"))
    async with editor(CLIENTS[request.param](), folder) as session:
        yield session


@pytest.fixture
def ed(shared: Editor) -> Iterator[Editor]:
    """The session, and the rule files as they were before the test."""
    yield shared
    shutil.copytree(PROJECT, shared.folder, dirs_exist_ok=True)
    tell_changed(shared, *shared.folder.rglob("*.yaml"))


def change(ed: Editor, path: Path, old: str, new: str) -> None:
    """Changes a file on the disk, as another program would, and tells the server as the editor does."""
    before = path.read_text("utf-8")
    assert old in before
    path.write_text(before.replace(old, new), "utf-8")
    tell_changed(ed, path)


def tell_changed(ed: Editor, *paths: Path) -> None:
    events = [types.FileEvent(path.as_uri(), types.FileChangeType.Changed) for path in paths]
    ed.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(events))


async def shown_in(ed: Editor, path: Path) -> list[tuple[str, str]]:
    """Words and message of what is shown in a rule file, as soon as there is something."""
    await ed.wait_until(lambda: ed.client.diagnostics.get(path.as_uri()))
    buffer = Buffer(path.as_uri(), path.read_text("utf-8"), ed.encoding)
    found = ed.client.diagnostics[path.as_uri()]
    words = [each.words for each in shown(buffer, found)]
    return list(zip(words, [each.message for each in found], strict=True))


async def test_rule_files_are_watched(ed: Editor) -> None:
    method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
    await ed.wait_until(lambda: method in ed.registered)
    globs = [each["globPattern"] for each in ed.registered[method][0]["watchers"]]
    assert "**/*.{yaml,yml}" in globs


async def test_a_mistake_in_a_pack_is_shown_in_the_pack_until_it_is_mended(ed: Editor) -> None:
    pack = ed.folder / "packs" / "own" / "report.yaml"
    buffer = ed.open(DRAFT)
    assert await ed.shown(buffer) == [DUPLICATE]
    change(ed, pack, "required: false", "requird: false")
    ((words, message),) = await shown_in(ed, pack)
    assert words == "requird"
    assert "required" in message
    found = await ed.shown(buffer, lambda shown: len(shown) > 1)
    assert {each.code for each in found} == {"report/broken-pack", "numbering/duplicate"}
    change(ed, pack, "requird: false", "required: false")
    assert await ed.shown(buffer, lambda shown: shown == [DUPLICATE]) == [DUPLICATE]
    await ed.wait_until(lambda: not ed.client.diagnostics[pack.as_uri()])


async def test_a_mistake_in_the_project_file_is_shown_there(ed: Editor) -> None:
    project = ed.folder / "duizhao.yaml"
    buffer = ed.open(DRAFT)
    assert await ed.shown(buffer) == [DUPLICATE]
    change(ed, project, "report: own/report", "reports: own/report\nstage: done")
    found = await shown_in(ed, project)
    assert [words for words, _ in found] == ["reports", "done"]
    change(ed, project, "reports: own/report\nstage: done", "report: own/report")
    await ed.wait_until(lambda: not ed.client.diagnostics[project.as_uri()])


async def test_a_mistake_in_a_pack_that_no_draft_uses_is_shown_there(ed: Editor) -> None:
    pack = ed.folder / "packs" / "own" / "note.yaml"
    assert await ed.shown(ed.open(DRAFT)) == [DUPLICATE]
    pack.write_text("pack: own/note\ntitle: 说明\nextends: own/bas\n", "utf-8")
    tell_changed(ed, pack)
    ((words, message),) = await shown_in(ed, pack)
    assert words == "own/bas"
    assert "没有规则包" in message
    pack.unlink()
    tell_changed(ed, pack)
    await ed.wait_until(lambda: not ed.client.diagnostics[pack.as_uri()])


async def test_a_folder_of_packs_that_is_not_there_is_shown_where_it_is_named(ed: Editor) -> None:
    project = ed.folder / "duizhao.yaml"
    assert await ed.shown(ed.open(DRAFT)) == [DUPLICATE]
    change(ed, project, "packs: packs", "packs: [packs, pakcs]")
    assert await shown_in(ed, project) == [("pakcs", "没有规则包文件夹“pakcs”")]
    change(ed, project, "packs: [packs, pakcs]", "packs: packs")
    await ed.wait_until(lambda: not ed.client.diagnostics[project.as_uri()])


async def test_an_editor_that_does_not_watch_files_need_not(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(PROJECT, tmp_path / "项目"))
    pack = folder / "packs" / "own" / "report.yaml"
    async with editor(CLIENTS["neovim"](), folder) as ed:
        buffer = ed.open(DRAFT)
        assert await ed.shown(buffer) == [DUPLICATE]
        assert types.WORKSPACE_DID_CHANGE_WATCHED_FILES not in ed.registered
        await asyncio.sleep(2.1)
        text = pack.read_text("utf-8")
        pack.write_text(text.replace("\nrules:\n", "\nrules:\n  numbering/duplicate: off\n"), "utf-8")
        assert await ed.shown(buffer, lambda shown: not shown) == []


async def test_what_a_pack_says_anew_holds_at_once(ed: Editor) -> None:
    pack = ed.folder / "packs" / "own" / "report.yaml"
    buffer = ed.open(DRAFT)
    assert await ed.shown(buffer) == [DUPLICATE]
    change(ed, pack, "\nrules:\n", "\nrules:\n  numbering/duplicate: hint\n")
    expected = [DUPLICATE._replace(severity=types.DiagnosticSeverity.Hint)]
    assert await ed.shown(buffer, lambda shown: shown == expected) == expected


async def test_a_report_that_names_no_pack_there_is_says_so(ed: Editor) -> None:
    buffer = ed.open("---\nreport: own/repart\n---\n\n" + DRAFT.replace("一、原因", "二、原因"))
    (found,) = await ed.diagnostics(buffer)
    assert (found.code, buffer.words(found.range)) == ("report/unknown-pack", "own/repart")
    assert "own/report" in found.message
