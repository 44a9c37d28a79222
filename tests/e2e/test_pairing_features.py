"""Lenses, hints, hovers, ways and renames as each editor has them: positions in each encoding, refreshes, refusals."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from .conftest import CLIENTS, ENCODINGS
from .editor import Buffer, Editor, capabilities_of, editor

pytestmark = pytest.mark.asyncio(loop_scope="session")

DRAFT = """\
---
report: gongwen/base
---

# 😀𠮷 检查报告

## 一、存在的问题

### （一）𠮷村学习不够

😀只看标题。<!-- 😀 --><!-- p1 -->

### （二）😀调研不够

坐在屋里。

### （三）登记不够

常有漏登。

### （四）会议太多

一开半天。

## 二、整改措施

1.😀每周学习。坚持到年底。<!-- for: p1 -->

2.😀𠮷针对问题（三），补齐台账。每天登记<b>，*不漏*。

3.再😶‍🌫️针对第三个问题，专人负责。针对P1，也要专人。
"""
LISTS = """\
---
report: gongwen/base
---

## 一、存在的问题

1.消防通道😀堆放杂物。两处。

2.账目不清。三笔。

## 二、整改措施

1.😀清空通道。当天。

2.😀核对账目。逐笔。
"""


@pytest_asyncio.fixture(scope="module", loop_scope="session", params=ENCODINGS)
async def encoded(request: pytest.FixtureRequest, project: Path) -> AsyncIterator[Editor]:
    async with editor(ENCODINGS[request.param](), project) as session:
        assert session.encoding == request.param
        yield session


async def definitions(ed: Editor, buffer: Buffer, where: types.Position) -> list[str]:
    found = await ed.client.text_document_definition_async(types.DefinitionParams(ed.id(buffer), where))
    assert found is None or isinstance(found, list | tuple)
    return [buffer.words(each.range) for each in found or () if isinstance(each, types.Location)]


async def references(ed: Editor, buffer: Buffer, where: types.Position, *, own: bool) -> list[str]:
    context = types.ReferenceContext(include_declaration=own)
    found = await ed.client.text_document_references_async(types.ReferenceParams(context, ed.id(buffer), where))
    assert all(each.uri == buffer.uri for each in found or ())
    return [buffer.words(each.range) for each in found or ()]


async def renamed(ed: Editor, buffer: Buffer, where: types.Position, new: str) -> str:
    edit = await ed.client.text_document_rename_async(types.RenameParams(ed.id(buffer), where, new))
    return buffer.edited(ed.edits(buffer, edit))


async def lenses(ed: Editor, buffer: Buffer) -> list[types.CodeLens]:
    return list(await ed.client.text_document_code_lens_async(types.CodeLensParams(ed.id(buffer))) or ())


async def hints(ed: Editor, buffer: Buffer, where: types.Range) -> list[types.InlayHint]:
    return list(await ed.client.text_document_inlay_hint_async(types.InlayHintParams(ed.id(buffer), where)) or ())


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
async def test_places_are_right_in_each_encoding(encoded: Editor, line_end: str) -> None:
    ed, buffer = encoded, encoded.open(DRAFT.replace("\n", line_end))
    three = ["2.😀𠮷针对问题（三），补齐台账", "3.再😶‍🌫️针对第三个问题，专人负责"]
    assert await definitions(ed, buffer, buffer.position("登记不够", after=True)) == three
    for words in ("（三），", "三个问题"):
        assert await definitions(ed, buffer, buffer.position(words)) == ["（三）登记不够"]
    assert await definitions(ed, buffer, buffer.position("p1 -->", nth=1)) == ["（一）𠮷村学习不够"]
    assert await definitions(ed, buffer, buffer.position("P1")) == ["（一）𠮷村学习不够"]
    assert await references(ed, buffer, buffer.position("登记不够"), own=True) == ["（三）登记不够", "（三）", "三"]
    assert await references(ed, buffer, buffer.position("三个问题"), own=False) == ["（三）", "三"]
    hover = await ed.hover(buffer, buffer.position("（三），"))
    assert hover.range is not None
    assert buffer.words(hover.range) == "（三）"
    assert [buffer.words(each.range) for each in await lenses(ed, buffer)][1:] == [
        "（二）😀调研不够",
        "（四）会议太多",
        "二、整改措施",
    ]
    changed = buffer.text.replace("（三）", "（五）").replace("第三个", "第五个")
    for words in ("（三）登记", "（三），", "三个问题"):
        assert await renamed(ed, buffer, buffer.position(words), "五") == changed
    changed = buffer.text.replace("p1", "x-2").replace("P1", "X-2")
    for nth in (0, 1):
        assert await renamed(ed, buffer, buffer.position("p1", after=True, nth=nth), "x-2") == changed


async def test_highlights_tell_the_name_from_its_uses(encoded: Editor) -> None:
    buffer = encoded.open(DRAFT)
    params = types.DocumentHighlightParams(encoded.id(buffer), buffer.position("登记不够"))
    found = await encoded.client.text_document_document_highlight_async(params)
    kinds = types.DocumentHighlightKind
    assert [(buffer.words(each.range), each.kind) for each in found or ()] == [
        ("（三）登记不够", kinds.Write),
        ("（三）", kinds.Read),
        ("三", kinds.Read),
    ]


async def test_hints_are_given_for_what_is_shown(encoded: Editor) -> None:
    buffer = encoded.open(LISTS)
    found = await hints(encoded, buffer, buffer.range("2.😀核对账目"))
    assert [buffer.text[: buffer.offset(hint.position)][-6:] for hint in found] == [".😀核对账目"]
    assert "按次序推断" in str(found[0].tooltip)
    assert await hints(encoded, buffer, buffer.range("## 一、存在的问题")) == []


async def test_a_lens_leads_to_where_a_measure_may_stand(ed: Editor) -> None:
    buffer = ed.open(DRAFT)
    lens = next(each for each in await lenses(ed, buffer) if "调研不够" in buffer.words(each.range))
    assert lens.command is not None
    window = ed.client.capabilities.window
    if window and window.show_document and window.show_document.support:
        await ed.command(lens.command.command, *(lens.command.arguments or ()))
        await ed.wait_until(lambda: ed.client.shown_documents)
        shown = ed.client.shown_documents.pop()
        assert shown.uri == buffer.uri
        assert shown.selection is not None
        assert buffer.words(shown.selection) == "二、整改措施"
    else:
        assert lens.command.command == ""


async def test_what_cannot_be_renamed_says_why(ed: Editor) -> None:
    buffer = ed.open(DRAFT)
    rename = ed.client.capabilities.text_document and ed.client.capabilities.text_document.rename
    for words, new, why in (
        ("坐在屋里", "4", "没有编号"),
        ("（三）登记", "（四）", "已有序号为 4"),
        ("p1", "没有数字", "不能作编号"),
    ):
        with pytest.raises(JsonRpcException, match=why):
            await renamed(ed, buffer, buffer.position(words), new)
    if rename and rename.prepare_support:
        prepare = ed.client.text_document_prepare_rename_async
        found = await prepare(types.PrepareRenameParams(ed.id(buffer), buffer.position("三个问题")))
        assert isinstance(found, types.PrepareRenamePlaceholder)
        assert (buffer.words(found.range), found.placeholder) == ("三", "三")
        with pytest.raises(JsonRpcException, match="没有编号"):
            await prepare(types.PrepareRenameParams(ed.id(buffer), buffer.position("坐在屋里")))
    else:
        assert ed.offered.rename_provider is True


async def test_a_hover_is_markup_only_where_that_is_shown(ed: Editor) -> None:
    buffer = ed.open(DRAFT)
    hover = await ed.hover(buffer, buffer.position("登记不够"))
    assert isinstance(hover.contents, types.MarkupContent)
    if hover.contents.kind is types.MarkupKind.Markdown:
        assert "**问题** 已对应" in hover.contents.value
        assert "每天登记\\<b\\>，\\*不漏\\*。" in hover.contents.value
    else:
        assert "\n问题 已对应" in "\n" + hover.contents.value
        assert "每天登记<b>，*不漏*。" in hover.contents.value


async def test_references_follow_when_a_fix_numbers_anew(ed: Editor) -> None:
    if ed.offered.code_action_provider is None:
        return
    buffer = ed.open(
        DRAFT.replace("（三）登记", "（五）登记")
        .replace("（四）会", "（六）会")
        .replace("问题（三）", "问题(五)")
        .replace("第三个", "第五个")
    )
    found = await ed.diagnostics(buffer, lambda shown: any(each.code == "numbering/gap" for each in shown))
    (gap,) = [each for each in found if each.code == "numbering/gap"]
    actions = [each for each in await ed.actions(buffer, gap.range) if each.edit and "（三）" in str(each.edit)]
    fixed = buffer.edited(ed.edits(buffer, actions[0].edit))
    assert fixed == DRAFT.replace("问题（三）", "问题(三)")


async def test_every_place_of_a_draft_being_typed_has_an_answer(vscode: Editor) -> None:
    whole = DRAFT + LISTS
    for end in range(0, len(whole), 23):
        buffer = vscode.open(whole[:end])
        where = buffer.end()
        await definitions(vscode, buffer, where)
        await references(vscode, buffer, where, own=True)
        await vscode.client.text_document_hover_async(types.HoverParams(vscode.id(buffer), where))
        for lens in await lenses(vscode, buffer):
            assert buffer.words(lens.range)
        for hint in await hints(vscode, buffer, types.Range(types.Position(0, 0), where)):
            assert buffer.offset(hint.position)
        vscode.close(buffer)


async def test_lenses_and_hints_are_asked_for_again_after_a_pause(project: Path) -> None:
    changes = {"workspace": {"codeLens": {"refreshSupport": True}, "inlayHint": {"refreshSupport": True}}}
    async with editor(capabilities_of("neovim@v0.11", changes), project, options={"pause": 50}) as ed:
        asked: list[str] = []

        @ed.client.feature(types.WORKSPACE_CODE_LENS_REFRESH)
        def refresh_lenses(params: None) -> None:
            asked.append("lenses")

        @ed.client.feature(types.WORKSPACE_INLAY_HINT_REFRESH)
        def refresh_hints(params: None) -> None:
            asked.append("hints")

        buffer = ed.open(DRAFT)
        ed.type(buffer, "常有错登。", buffer.position("常有漏登"))
        await asyncio.sleep(0.3)
        await ed.settled()
        assert asked == []
        ed.type(buffer, "针对问题（二），", buffer.position("每周学习"))
        await ed.wait_until(lambda: len(asked) == 2)
        assert sorted(asked) == ["hints", "lenses"]
        titles = [lens.command.title for lens in await lenses(ed, buffer) if lens.command]
        assert titles[0] == "3/4 已对应，1 未对应"


async def test_an_editor_that_cannot_ask_again_is_not_told_to(project: Path) -> None:
    async with editor(CLIENTS["bare"](), project, options={"pause": 0}) as ed:
        asked: list[str] = []
        for method in (types.WORKSPACE_CODE_LENS_REFRESH, types.WORKSPACE_INLAY_HINT_REFRESH):
            ed.client.feature(method)(lambda params: asked.append("asked"))
        buffer = ed.open(DRAFT)
        ed.type(buffer, "针对问题（二），", buffer.position("每周学习"))
        await ed.settled()
        title = (await lenses(ed, buffer))[0].command
        assert title is not None
        assert title.title.startswith("3/4")
        assert asked == []
