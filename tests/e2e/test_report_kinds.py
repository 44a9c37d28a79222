"""Kinds of report, as an editor's menus ask for them: listed, shown, chosen, begun; and what changes a whole draft."""

import base64
import io
from collections.abc import AsyncIterator
from pathlib import Path

import openpyxl
import pytest
import pytest_asyncio
from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from .editor import Editor, capabilities_of, editor

PROBLEMS = """# 整改情况报告

## 一、存在的问题

### （一）学习不深入

学得不够系统。

### （二）服务不到位

到基层少。

## 二、整改措施

### （一）学习不深入

每月集中学习一次。
"""


@pytest_asyncio.fixture
async def vscode(tmp_path: Path) -> AsyncIterator[Editor]:
    async with editor(capabilities_of("visual_studio_code"), tmp_path) as session:
        yield session


def takes_edits(vscode: Editor, *, applied: bool = True) -> list[types.ApplyWorkspaceEditParams]:
    """What the server asks the client to change; `applied` is the client's answer."""
    asked: list[types.ApplyWorkspaceEditParams] = []

    @vscode.client.feature(types.WORKSPACE_APPLY_EDIT)
    def apply(params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
        asked.append(params)
        return types.ApplyWorkspaceEditResult(applied)

    return asked


async def test_a_kind_is_listed_and_begun(vscode: Editor) -> None:
    kinds = {each["pack"]: each["title"] for each in await vscode.command("duizhao.listReportKinds")}
    assert {"gongwen/base", "zhenggai/xunshi", "incident/postmortem"} <= kinds.keys()
    assert "phrases/party" not in kinds
    text = await vscode.command("duizhao.newReport", "zhenggai/xunshi")
    assert text.startswith("---\nreport: zhenggai/xunshi\n---\n\n# ")
    buffer = vscode.open(text)
    assert (await vscode.command("duizhao.showReportKind", buffer.uri))["pack"] == "zhenggai/xunshi"


async def test_a_kind_is_written_into_the_draft_and_taken_out(vscode: Editor) -> None:
    asked = takes_edits(vscode)
    buffer = vscode.open("# 报告\n")
    assert await vscode.command("duizhao.chooseReportKind", buffer.uri, "zhenggai/xunshi") is True
    chosen = buffer.edited(vscode.edits(buffer, asked[0].edit))
    assert (asked[0].label, chosen) == ("写明文种", "---\nreport: zhenggai/xunshi\n---\n\n# 报告\n")
    vscode.replace(buffer, chosen)
    assert await vscode.command("duizhao.chooseReportKind", buffer.uri, "zhenggai/xunshi") is True
    assert len(asked) == 1
    assert await vscode.command("duizhao.chooseReportKind", buffer.uri, None) is True
    assert buffer.edited(vscode.edits(buffer, asked[1].edit)) == "# 报告\n"


async def test_a_client_that_refuses_is_believed(vscode: Editor) -> None:
    takes_edits(vscode, applied=False)
    buffer = vscode.open("# 报告\n")
    assert await vscode.command("duizhao.chooseReportKind", buffer.uri, "zhenggai/xunshi") is False


@pytest.mark.parametrize(
    ("command", "arguments", "words"),
    [
        ("duizhao.newReport", ["phrases/party"], "没有文种 'phrases/party'"),
        ("duizhao.newReport", ["zhenggai/xunsi"], "是不是“zhenggai/xunshi”？"),
        ("duizhao.newReport", [7], "没有文种 7"),
        ("duizhao.newReport", [], r"参数应为 \[pack\]"),
        ("duizhao.listReportKinds", [1], r"参数应为 \[\]"),
        ("duizhao.chooseReportKind", ["file:///nowhere.md", None], "没有打开这个文件"),
        ("duizhao.listCodes", [None], r"参数应为 \[\]"),
    ],
)
async def test_what_there_is_not_is_refused_in_words(
    vscode: Editor, command: str, arguments: list[object], words: str
) -> None:
    with pytest.raises(JsonRpcInvalidParams, match=words):
        await vscode.command(command, *arguments)


async def test_coverage_and_stage_are_told_with_the_kind(vscode: Editor) -> None:
    buffer = vscode.open(PROBLEMS)
    told = await vscode.command("duizhao.showReportKind", buffer.uri)
    assert told["stage"] == "draft"
    assert told["coverage"] == {"problems": 2, "covered": 1, "open": 0, "undetermined": 1}
    plain = vscode.open("# 通知\n\n请各单位报名。\n")
    assert (await vscode.command("duizhao.showReportKind", plain.uri))["coverage"] is None


async def test_codes_are_listed_and_each_has_a_page(vscode: Editor) -> None:
    vscode.open("# 报告\n")
    listed = await vscode.command("duizhao.listCodes")
    titles = {each["code"]: each["title"] for each in listed}
    assert titles["numbering/duplicate"] == "序号重复"
    assert "phrases/act-at-once" in titles
    for code in ("pairing/uncovered", "phrases/act-at-once"):
        assert (await vscode.command("duizhao.explain", code)).startswith(f"# {code}")


async def test_the_ledger_is_a_workbook(vscode: Editor) -> None:
    buffer = vscode.open(PROBLEMS)
    encoded = await vscode.command("duizhao.showMatrix", buffer.uri, "xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(base64.b64decode(encoded))).worksheets[0]
    assert "学习不深入" in "".join(str(cell.value) for row in sheet.iter_rows() for cell in row)


async def test_a_pasted_text_is_converted_and_renumbered_only_when_asked_for(vscode: Editor) -> None:
    buffer = vscode.open("整改报告\n一、问题\n甲事没有办。\n二、原因\n乙事拖得久。\n二、措施\n丙事月底办。\n")
    whole = types.Range(types.Position(0, 0), buffer.end())
    kinds = {action.kind for action in await vscode.actions(buffer, whole)}
    assert not kinds & {"source.convert.duizhao", "source.renumber.duizhao"}
    (convert,) = await vscode.actions(buffer, whole, ["source.convert.duizhao"])
    vscode.replace(buffer, buffer.edited(vscode.edits(buffer, convert.edit)))
    assert buffer.text.startswith("# 整改报告\n\n## 一、问题\n\n甲事没有办。\n\n## 二、原因\n")
    (renumber,) = await vscode.actions(buffer, whole, ["source.renumber"])
    vscode.replace(buffer, buffer.edited(vscode.edits(buffer, renumber.edit)))
    assert "## 三、措施" in buffer.text
    assert await vscode.actions(buffer, whole, ["source.convert.duizhao", "source.renumber.duizhao"]) == []


async def test_only_the_selected_lines_of_a_pasted_text_are_converted(vscode: Editor) -> None:
    buffer = vscode.open("整改报告\n一、问题\n甲事没有办。\n二、原因\n乙事拖得久。\n")
    selected = types.Range(types.Position(1, 2), types.Position(3, 0))
    (convert,) = await vscode.actions(buffer, selected, ["source.convert.duizhao"])
    vscode.replace(buffer, buffer.edited(vscode.edits(buffer, convert.edit)))
    assert buffer.text == "整改报告\n\n## 一、问题\n\n甲事没有办。\n二、原因\n乙事拖得久。\n"
