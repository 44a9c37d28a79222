"""One session of each editor with a real server: what it offers is used as that editor can use it."""

import pytest
from lsprotocol import types

from .editor import Editor, Shown

pytestmark = pytest.mark.asyncio(loop_scope="session")

ERROR, WARNING, INFORMATION = (
    types.DiagnosticSeverity.Error,
    types.DiagnosticSeverity.Warning,
    types.DiagnosticSeverity.Information,
)

WHOLE = """\
# 安全检查报告

## 一、存在的问题

整改问题：台账不全。

责任人：张三

## 二、原因分析

管理松懈。
"""

TWICE = WHOLE.replace("## 二、原因", "## 一、原因")
DUPLICATE = Shown("numbering/duplicate", "一、", ERROR)


async def test_findings_come_one_way_only_and_go_again(ed: Editor) -> None:
    buffer = ed.open(TWICE)
    assert await ed.shown(buffer) == [DUPLICATE]
    if ed.pulls:
        assert buffer.uri not in ed.client.diagnostics
    ed.type(buffer, "二", buffer.range("一", nth=1))
    assert await ed.shown(buffer, lambda shown: not shown) == []
    ed.type(buffer, "一", buffer.range("二", nth=0))
    assert await ed.shown(buffer) == [DUPLICATE]
    ed.close(buffer)
    if not ed.pulls:
        await ed.wait_until(lambda: not ed.client.diagnostics[buffer.uri])


async def test_the_other_place_is_shown_where_the_editor_can(ed: Editor) -> None:
    buffer = ed.open(TWICE)
    (found,) = await ed.diagnostics(buffer)
    capabilities = ed.client.capabilities.text_document
    published = capabilities and capabilities.publish_diagnostics
    if published and published.related_information:
        (related,) = found.related_information or ()
        assert related.location.uri == buffer.uri
        assert buffer.words(related.location.range).startswith("一、")
        assert buffer.offset(related.location.range.start) < buffer.offset(found.range.start)
    else:
        assert found.related_information is None


async def test_symbols_are_nested_where_the_editor_can(ed: Editor) -> None:
    buffer = ed.open(WHOLE)
    found = await ed.client.text_document_document_symbol_async(types.DocumentSymbolParams(ed.id(buffer)))
    capabilities = ed.client.capabilities.text_document
    symbols = capabilities and capabilities.document_symbol
    if symbols and symbols.hierarchical_document_symbol_support:
        (title,) = found
        assert title.name == "安全检查报告"
        assert buffer.words(title.range) == WHOLE.removesuffix("\n")
        assert [child.name for child in title.children] == ["一、存在的问题", "二、原因分析"]
        assert title.children[1].detail == "11 字"
        assert [buffer.words(child.selection_range) for child in title.children] == ["一、存在的问题", "二、原因分析"]
    else:
        assert [(each.name, each.container_name) for each in found] == [
            ("安全检查报告", None),
            ("一、存在的问题", "安全检查报告"),
            ("二、原因分析", "安全检查报告"),
        ]


async def test_sections_fold(ed: Editor) -> None:
    buffer = ed.open(WHOLE)
    found = await ed.client.text_document_folding_range_async(types.FoldingRangeParams(ed.id(buffer)))
    assert [(each.start_line, each.end_line) for each in found] == [(0, 10), (2, 6), (8, 10)]


async def test_a_hover_says_what_a_section_must_hold(ed: Editor) -> None:
    buffer = ed.open(WHOLE)
    hover = await ed.client.text_document_hover_async(types.HoverParams(ed.id(buffer), buffer.position("存在")))
    assert buffer.words(hover.range) == "一、存在的问题"
    capabilities = ed.client.capabilities.text_document
    formats = (capabilities and capabilities.hover and capabilities.hover.content_format) or []
    if types.MarkupKind.Markdown in formats:
        assert hover.contents.kind is types.MarkupKind.Markdown
        assert "**存在的问题**" in hover.contents.value
    else:
        assert hover.contents.kind is types.MarkupKind.PlainText
        assert "*" not in hover.contents.value
    for words in ("逐条写明问题。", "整改问题、责任人（可以没有）", "依据：单位内部规定", "23 字"):
        assert words in hover.contents.value


async def test_a_quick_fix_renumbers(ed: Editor) -> None:
    if ed.offered.code_action_provider is None:
        capabilities = ed.client.capabilities.text_document
        assert not (capabilities and capabilities.code_action and capabilities.code_action.code_action_literal_support)
        return
    buffer = ed.open(TWICE)
    await ed.diagnostics(buffer)
    fix, ignore, fix_all = await ed.actions(buffer, buffer.range("一、", nth=1))
    assert (fix.kind, fix.is_preferred) == (types.CodeActionKind.QuickFix, True)
    assert [each.code for each in fix.diagnostics] == ["numbering/duplicate"]
    assert buffer.edited(ed.edits(buffer, fix.edit)) == WHOLE
    assert ignore.title == "忽略此处的 numbering/duplicate"
    assert (fix_all.kind, fix_all.diagnostics) == ("source.fixAll.duizhao", None)
    assert buffer.edited(ed.edits(buffer, fix_all.edit)) == WHOLE
    ed.replace(buffer, buffer.edited(ed.edits(buffer, ignore.edit)))
    assert await ed.shown(buffer, lambda shown: not shown) == []


async def test_a_missing_section_is_put_where_it_belongs(ed: Editor) -> None:
    if ed.offered.code_action_provider is None:
        pytest.skip("this editor has no code actions")
    lacking = WHOLE.partition("\n## 二、")[0]
    buffer = ed.open(lacking)
    assert [each.code for each in await ed.shown(buffer)] == ["structure/missing-section"]
    found = await ed.actions(buffer, buffer.range("存在的问题"))
    (insertion,) = [each for each in found if each.title == "补上“原因分析”一节"]
    assert [each.code for each in insertion.diagnostics] == ["structure/missing-section"]
    ed.replace(buffer, buffer.edited(ed.edits(buffer, insertion.edit)))
    assert buffer.text == f"{lacking}\n## 二、原因分析\n"
    assert await ed.shown(buffer, lambda shown: not shown) == []
    elsewhere = await ed.actions(buffer, buffer.range("安全检查报告"))
    assert not [each for each in elsewhere if each.title.startswith("补上")]


async def test_sections_missing_without_any_heading_are_put_at_the_end(vscode: Editor) -> None:
    buffer = vscode.open("---\nreport: own/report\n---\n\n正文。\n")
    await vscode.diagnostics(buffer)
    found = await vscode.actions(buffer, buffer.range("own/report"))
    insertions = [each for each in found if each.title.startswith("补上")]
    assert [each.title for each in insertions] == ["补上“存在的问题”一节", "补上“原因分析”一节"]
    edited = buffer.edited(vscode.edits(buffer, insertions[1].edit))
    assert edited == f"{buffer.text}\n## 一、原因分析\n"


async def test_what_is_not_written_yet_waits_for_a_pause(ed: Editor) -> None:
    buffer = ed.open(WHOLE)
    missing = Shown("structure/missing-section", "一、存在的问题", INFORMATION)
    assert await ed.shown(buffer, lambda shown: True) == []
    ed.type(buffer, "", buffer.range("## 二、原因分析\n\n管理松懈。\n"))
    assert await ed.shown(buffer, lambda shown: True) == []
    assert await ed.shown(buffer) == [missing]
    ed.type(buffer, "\n\n## 二、原因分析\n")
    assert await ed.shown(buffer, lambda shown: missing not in shown) == []


async def test_the_stage_can_be_chosen(ed: Editor) -> None:
    buffer = ed.open(WHOLE.replace("## 二、原因分析\n\n管理松懈。\n", ""))
    missing = Shown("structure/missing-section", "一、存在的问题", INFORMATION)
    assert await ed.shown(buffer) == [missing]
    assert await ed.command("duizhao.setStage", buffer.uri, "final") == "final"
    assert await ed.shown(buffer, lambda shown: missing not in shown) == [missing._replace(severity=WARNING)]
    assert await ed.command("duizhao.setStage", buffer.uri, None) == "draft"
    assert await ed.shown(buffer, lambda shown: missing in shown) == [missing]
