"""Every draft of a workspace is reported to an editor that pulls, whether it shows the draft or not."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterable, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from lsprotocol import types

from .conftest import CLIENTS, PROJECT
from .editor import Editor, editor

pytestmark = pytest.mark.asyncio(loop_scope="session")

GOOD = "# 安全检查报告\n\n## 一、存在的问题\n\n整改问题：台账不全。\n\n## 二、原因分析\n\n管理松懈。\n"
BAD = GOOD.replace("二、", "一、")


FILES = {
    "good.md": GOOD, "sub/bad.markdown": BAD, "ignored/bad.md": BAD, "node_modules/x/bad.md": BAD,
    ".hidden/bad.md": BAD, "bad.txt": BAD, ".gitignore": "/ignored/\n",
}  # fmt: skip


def lay_out(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(PROJECT, folder)
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    (folder / "gb.md").write_bytes(BAD.encode("gb18030"))
    (folder / "binary.md").write_bytes(b"\0\1\2")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def shared(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Editor]:
    folder = tmp_path_factory.mktemp("workspace") / "项目"
    lay_out(folder)
    async with editor(CLIENTS["vscode"](), folder) as session:
        yield session


@pytest.fixture
def ed(shared: Editor) -> Iterator[Editor]:
    """The session, with the files of the workspace as they were before the test and nothing open."""
    yield shared
    lay_out(shared.folder)
    shared.close_all()
    touch(shared, shared.folder.rglob("*.yaml"))


Reports = dict[str, types.WorkspaceFullDocumentDiagnosticReport | types.WorkspaceUnchangedDocumentDiagnosticReport]


async def pull(ed: Editor, known: Reports | None = None) -> Reports:
    previous = [types.PreviousResultId(uri, each.result_id or "") for uri, each in (known or {}).items()]
    params = types.WorkspaceDiagnosticParams(previous_result_ids=previous, identifier="duizhao")
    report = await ed.client.workspace_diagnostic_async(params)
    return {each.uri: each for each in report.items}


def codes(reports: Reports) -> dict[str, list[object] | None]:
    """The codes of every file's findings by its name; None for an unchanged one."""
    return {
        uri.rsplit("/", 1)[1]: [item.code for item in each.items]
        if isinstance(each, types.WorkspaceFullDocumentDiagnosticReport)
        else None
        for uri, each in reports.items()
    }


def touch(ed: Editor, paths: Iterable[Path]) -> None:
    events = [types.FileEvent(path.as_uri(), types.FileChangeType.Changed) for path in paths]
    ed.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(events))


async def test_all_drafts_but_those_ignored_are_reported(ed: Editor) -> None:
    assert ed.offered.diagnostic_provider.workspace_diagnostics
    reports = await pull(ed)
    assert codes(reports) == {
        "good.md": [],
        "bad.markdown": ["numbering/duplicate"],
        "gb.md": ["numbering/duplicate"],
    }
    assert all(each.version is None for each in reports.values())


async def test_an_open_draft_is_reported_as_it_is_shown(ed: Editor) -> None:
    buffer = ed.open(BAD, "good.md")
    ed.type(buffer, "\n")
    reports = await pull(ed)
    assert codes(reports)["good.md"] == ["numbering/duplicate"]
    assert reports[buffer.uri].version == buffer.version


async def test_an_answer_waits_for_news_and_tells_no_more_than_that(ed: Editor) -> None:
    known = await pull(ed)
    waiting = asyncio.ensure_future(pull(ed, known))
    await asyncio.sleep(0.3)
    assert not waiting.done()
    buffer = ed.open(GOOD)  # meanwhile all else is answered
    assert await ed.shown(buffer, lambda shown: True) == []
    assert not waiting.done()
    (ed.folder / "good.md").write_text(BAD, "utf-8")
    (ed.folder / "gb.md").unlink()
    touch(ed, [ed.folder / "good.md", ed.folder / "gb.md"])
    reports = await asyncio.wait_for(waiting, 10)
    assert codes(reports) == {"good.md": ["numbering/duplicate"], "bad.markdown": None, "gb.md": []}


async def test_a_waiting_answer_can_be_cancelled(ed: Editor) -> None:
    known = await pull(ed)
    previous = [types.PreviousResultId(uri, each.result_id or "") for uri, each in known.items()]
    params = types.WorkspaceDiagnosticParams(previous_result_ids=previous)
    waiting = asyncio.ensure_future(ed.client.protocol.send_request_async("workspace/diagnostic", params, "waiting"))
    await asyncio.sleep(0.2)
    ed.client.cancel_request(types.CancelParams("waiting"))
    with pytest.raises(Exception, match="cancelled"):
        await asyncio.wait_for(waiting, 10)


async def test_other_rules_are_news(ed: Editor) -> None:
    known = await pull(ed)
    waiting = asyncio.ensure_future(pull(ed, known))
    pack = ed.folder / "packs" / "own" / "report.yaml"
    text = pack.read_text("utf-8")
    pack.write_text(text.replace("\nrules:\n", "\nrules:\n  numbering/duplicate: off\n"), "utf-8")
    await asyncio.sleep(0.2)
    touch(ed, [pack])
    assert codes(await asyncio.wait_for(waiting, 10)) == {"good.md": None, "bad.markdown": [], "gb.md": []}


async def test_folders_come_and_go(ed: Editor, tmp_path: Path) -> None:
    known = await pull(ed)
    waiting = asyncio.ensure_future(pull(ed, known))
    other = tmp_path / "other"
    other.mkdir()
    (other / "more.md").write_text(BAD, "utf-8")
    event = types.WorkspaceFoldersChangeEvent([types.WorkspaceFolder(other.as_uri(), "other")], [])
    await asyncio.sleep(0.2)
    ed.client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))
    assert codes(await asyncio.wait_for(waiting, 10))["more.md"] == ["numbering/duplicate"]
    event = types.WorkspaceFoldersChangeEvent([], [types.WorkspaceFolder(other.as_uri(), "other")])
    ed.client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))
    assert "more.md" not in codes(await pull(ed))


async def test_many_reports_come_in_parts_where_the_editor_wants_that(ed: Editor) -> None:
    for number in range(120):
        (ed.folder / f"many-{number}.md").write_text(BAD, "utf-8")
    parts: list[int] = []
    ed.client.protocol.fm.features[types.PROGRESS] = lambda params: parts.append(len(params.value["items"]))
    params = types.WorkspaceDiagnosticParams([], partial_result_token="parts")
    report = await ed.client.workspace_diagnostic_async(params)
    assert parts == [50, 50]
    assert len(report.items) == 23
