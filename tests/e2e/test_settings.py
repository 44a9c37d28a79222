"""Settings, commands and rule files: what is wrong is told in words, what changes holds at once."""

from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from .conftest import CLIENTS
from .editor import Editor, Shown, editor

pytestmark = pytest.mark.asyncio(loop_scope="session")

WHOLE = "# 安全检查报告\n\n## 一、存在的问题\n\n整改问题：台账不全。\n\n## 一、原因分析\n\n管理松懈。\n"
DUPLICATE = Shown("numbering/duplicate", "一、", types.DiagnosticSeverity.Error)


def messages(ed: Editor) -> list[str]:
    return [each.message for each in ed.client.messages]


async def told(ed: Editor, *parts: str) -> None:
    """Waits for a message to the user that has all these parts."""
    await ed.wait_until(lambda: any(all(part in message for part in parts) for message in messages(ed)))


async def test_wrong_initialisation_options_are_told_and_the_others_hold(project: Path) -> None:
    options = {"stage": "done", "pause": -1, "colour": "red", "rules": {"numbering/duplicate": "off"}}
    async with editor(CLIENTS["neovim"](), project, options=options) as ed:
        await told(ed, "duizhao.stage", "draft 或 final", "'done'")
        await told(ed, "duizhao.pause", "duizhao.colour", "没有这一项")
        buffer = ed.open(WHOLE)
        assert await ed.shown(buffer, lambda shown: True) == []


async def test_wrong_severities_are_all_told_and_the_others_hold(project: Path) -> None:
    off = {"numbering/gap": "loud", "numbering/duplicate": "off", "paste/tabs": 3}
    async with editor(CLIENTS["neovim"](), project, options={"rules": off}) as ed:
        await told(ed, "duizhao.rules.numbering/gap", "'loud'", "duizhao.rules.paste/tabs", "现为 3")
        assert await ed.shown(ed.open(WHOLE), lambda shown: True) == []
    async with editor(CLIENTS["vscode"](), project, configuration={"duizhao": {"rules": off}}) as ed:
        assert await ed.shown(ed.open(WHOLE), lambda shown: not shown) == []
        await told(ed, "duizhao.rules.numbering/gap", "duizhao.rules.paste/tabs")


async def test_messages_follow_the_locale(project: Path) -> None:
    async with editor(CLIENTS["neovim"](), project, options={"stage": 3}, locale="en-GB") as ed:
        await told(ed, "duizhao.stage: expected draft or final, found 3")
        buffer = ed.open(WHOLE)
        (found,) = await ed.diagnostics(buffer)
        assert found.message.endswith("here it should be 二、")
        hover = await ed.client.text_document_hover_async(types.HoverParams(ed.id(buffer), buffer.position("存在")))
        assert "Fields of each item" in hover.contents.value
        with pytest.raises(JsonRpcInvalidParams, match="there is no code x/y"):
            await ed.command("duizhao.explain", "x/y")


async def test_settings_are_asked_for_and_asked_for_again(project: Path) -> None:
    off: dict[str, Any] = {"duizhao": {"rules": {"numbering/duplicate": "off"}}}
    async with editor(CLIENTS["vscode"](), project, configuration=off) as ed:
        method = types.WORKSPACE_DID_CHANGE_CONFIGURATION
        await ed.wait_until(lambda: method in ed.registered)
        assert ed.registered[method] == [{"section": "duizhao"}]
        buffer = ed.open(WHOLE)
        assert await ed.shown(buffer, lambda shown: not shown) == []
        hint = {"rules": {"numbering/duplicate": "hint"}, "stage": "done"}
        ed.client.set_configuration(hint, section="duizhao")
        ed.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
        assert await ed.shown(buffer) == [DUPLICATE._replace(severity=types.DiagnosticSeverity.Hint)]
        await told(ed, "duizhao.stage", "draft 或 final", "'done'")


@pytest.mark.parametrize(
    ("rule", "severities"),
    [
        ("hint", [types.DiagnosticSeverity.Hint]),
        ("{severity: error, most: 3}", [types.DiagnosticSeverity.Error]),
        ("{most: 3}", [types.DiagnosticSeverity.Warning]),
        ("{severity: error, most: 2}", []),
    ],
)
async def test_a_project_sets_severity_and_options(
    rule: str, severities: list[types.DiagnosticSeverity], tmp_path: Path
) -> None:
    (tmp_path / "duizhao.yaml").write_text(f"rules:\n  numbering/gap: {rule}\n", "utf-8")
    async with editor(CLIENTS["vscode"](), tmp_path, options={"stage": "final"}) as ed:
        buffer = ed.open("# 情况\n\n1. 甲甲\n\n文字。\n\n2. 乙乙\n\n文字。\n\n6. 丙丙\n\n文字。\n")
        found = await ed.diagnostics(buffer, lambda shown: True)
        assert [each.severity for each in found if each.code == "numbering/gap"] == severities


async def test_packs_of_the_users_own_are_used_and_watched(project: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("pack: mine\ntitle: 我的\nrules: {numbering/duplicate: off}\n", "utf-8")
    settings: dict[str, Any] = {"duizhao": {"packs": [str(tmp_path)], "report": "mine"}}
    async with editor(CLIENTS["vscode"](), project, configuration=settings) as ed:
        buffer = ed.open(WHOLE)
        method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        await ed.wait_until(lambda: len(ed.registered.get(method, ())) == 2)
        (watcher,) = ed.registered[method][1]["watchers"]
        assert watcher["globPattern"]["baseUri"] == tmp_path.as_uri()
        assert (await ed.command("duizhao.showReportKind", buffer.uri))["title"] == "我的"


async def test_relative_folders_of_packs_are_in_the_workspace_wherever_the_server_runs(tmp_path: Path) -> None:
    workspace, elsewhere = tmp_path / "workspace", tmp_path / "elsewhere"
    (workspace / "ours").mkdir(parents=True)
    elsewhere.mkdir()
    (workspace / "ours" / "mine.yaml").write_text("pack: mine\ntitle: 我的\nextends: [gongwen/base]\n", "utf-8")
    settings = {"packs": ["ours"], "report": "mine"}
    async with editor(CLIENTS["vscode"](), workspace, options=settings, cwd=elsewhere) as ed:
        buffer = ed.open(WHOLE)
        assert (await ed.command("duizhao.showReportKind", buffer.uri))["title"] == "我的"


async def test_an_empty_table_of_lua_sets_nothing_and_is_no_mistake(project: Path) -> None:
    async with editor(CLIENTS["neovim"](), project, options=[], configuration={"duizhao": []}) as ed:
        assert await ed.shown(ed.open(WHOLE)) == [DUPLICATE]
        await ed.settled()
        assert messages(ed) == []


async def test_files_that_nobody_asks_for_are_not_watched(project: Path) -> None:
    method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
    for client, globs in [("vscode", 3), ("vscode-1.65", 1)]:
        async with editor(CLIENTS[client](), project, configuration={}) as ed:
            await ed.wait_until(lambda ed=ed: ed.registered.get(method))
            (options,) = ed.registered[method]
            assert len(options["watchers"]) == globs


@pytest.mark.parametrize("wrapped", [True, False])
async def test_settings_may_come_unasked(project: Path, wrapped: bool) -> None:
    off = {"rules": {"numbering/duplicate": "off"}}
    async with editor(types.ClientCapabilities(), project, options={"stage": "final"}) as ed:
        buffer = ed.open(WHOLE)
        assert await ed.shown(buffer) == [DUPLICATE]
        settings = {"duizhao": off, "other": {"x": 1}} if wrapped else off
        ed.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings))
        assert await ed.shown(buffer, lambda shown: not shown) == []
        kind = await ed.command("duizhao.setStage", buffer.uri, None)
        assert kind == "final"  # the initialisation options still hold


async def test_wrong_arguments_of_commands_are_told_in_words(vscode: Editor) -> None:
    buffer = vscode.open(WHOLE)
    for command, arguments, words in [
        ("duizhao.setStage", [buffer.uri], "参数应为"),
        ("duizhao.setStage", [buffer.uri, "done"], "draft、final 或 null，不是 'done'"),
        ("duizhao.setStage", [buffer.uri, 2], "不是 2"),
        ("duizhao.setStage", ["file:///nowhere.md", "draft"], "没有打开这个文件：'file:///nowhere.md'"),
        ("duizhao.setStage", [{"uri": buffer.uri}, "draft"], "没有打开这个文件"),
        ("duizhao.showReportKind", [], r"参数应为 \[uri\]"),
        ("duizhao.explain", ["../../pyproject"], "没有代码"),
        ("duizhao.explain", [None], "不是 None"),
        ("duizhao.nothing", [], "duizhao.nothing"),
    ]:
        with pytest.raises(JsonRpcInvalidParams, match=words):
            await vscode.command(command, *arguments)


async def test_the_kind_of_report_and_its_reason_can_be_shown(vscode: Editor) -> None:
    buffer = vscode.open(WHOLE)
    kind = await vscode.command("duizhao.showReportKind", buffer.uri)
    assert (kind["pack"], kind["title"], kind["certain"]) == ("own/report", "检查情况报告", True)
    assert "duizhao.yaml" in kind["reason"]
    packs = {each["pack"]: each["title"] for each in kind["packs"]}
    assert packs["own/report"] == "检查情况报告"
    assert "gongwen/base" in packs
    assert "phrases/party" not in packs


async def test_a_code_can_be_explained(vscode: Editor) -> None:
    vscode.open(WHOLE)
    text = await vscode.command("duizhao.explain", "own/reaching")
    assert text.startswith("# own/reaching 应写“取得了预期效果”，不写“达到了预期效果”\n")
    assert "效果不能达到，只能取得。" in text


async def test_a_hover_on_the_front_matter_says_why(vscode: Editor) -> None:
    buffer = vscode.open("---\nreport: gongwen/base\n---\n\n" + WHOLE)
    params = types.HoverParams(vscode.id(buffer), buffer.position("gongwen"))
    hover = await vscode.client.text_document_hover_async(params)
    assert buffer.words(hover.range) == "report: gongwen/base"
    assert "文首 report 指定" in hover.contents.value


async def test_a_hover_on_a_field_says_whether_it_must_be_there(vscode: Editor) -> None:
    buffer = vscode.open(WHOLE)
    params = types.HoverParams(vscode.id(buffer), buffer.position("问题：台账"))
    hover = await vscode.client.text_document_hover_async(params)
    assert buffer.words(hover.range) == "整改问题"
    assert "“存在的问题”每一条的栏目，必有。" in hover.contents.value
    assert "责任人（可以没有）" in hover.contents.value


async def test_a_hover_on_a_finding_begins_with_its_page(vscode: Editor) -> None:
    buffer = vscode.open(WHOLE)
    (found,) = await vscode.diagnostics(buffer)
    hover = await vscode.client.text_document_hover_async(types.HoverParams(vscode.id(buffer), found.range.start))
    assert hover.contents.value.startswith("# numbering/duplicate ")
    assert "**原因分析**" in hover.contents.value
    assert buffer.words(hover.range) == "一、"


async def test_actions_are_those_asked_for(vscode: Editor) -> None:
    buffer = vscode.open(WHOLE)
    await vscode.diagnostics(buffer)
    where = buffer.range("一、", nth=1)
    for only, kinds in [
        (["quickfix"], {"quickfix"}),
        (["source"], {"source.fixAll.duizhao", "source.renumber.duizhao"}),
        (["source.fixAll"], {"source.fixAll.duizhao"}),
        (["source.fixAll.duizhao"], {"source.fixAll.duizhao"}),
        (["source.fixAll.other", "refactor"], set()),
        ([""], {"quickfix", "source.fixAll.duizhao", "source.renumber.duizhao"}),
    ]:
        assert {str(getattr(a.kind, "value", a.kind)) for a in await vscode.actions(buffer, where, only)} == kinds, only


async def test_one_action_fixes_all_of_a_kind(vscode: Editor) -> None:
    buffer = vscode.open("# 报告\n\n前面,中间,后面的。\n")
    await vscode.diagnostics(buffer)
    titles = {each.title: each for each in await vscode.actions(buffer, buffer.range(","))}
    action = titles["改正全部 2 处 punctuation/half-width"]
    assert buffer.edited(vscode.edits(buffer, action.edit)) == "# 报告\n\n前面，中间，后面的。\n"


async def test_fixing_all_twice_changes_nothing_more(vscode: Editor) -> None:
    buffer = vscode.open((Path(__file__).parents[1] / "drafts" / "showcase.md").read_text("utf-8"), "showcase.md")
    await vscode.diagnostics(buffer)
    whole = types.Range(types.Position(0, 0), buffer.end())
    (action,) = await vscode.actions(buffer, whole, ["source.fixAll"])
    edits = vscode.edits(buffer, action.edit)
    assert len(edits) > 3
    vscode.replace(buffer, buffer.edited(edits))
    assert await vscode.actions(buffer, types.Range(types.Position(0, 0), buffer.end()), ["source.fixAll"]) == []
