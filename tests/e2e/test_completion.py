"""Completion as each editor can use it."""

import pytest
from lsprotocol import types

from .editor import Buffer, Editor

pytestmark = pytest.mark.asyncio(loop_scope="session")

BEGUN = "# 安全检查报告\n\n## 一、存在的问题\n\n整改问题：台账不全。\n\n## "


def taken(ed: Editor, buffer: Buffer, item: types.CompletionItem) -> str:
    """The text after the item was chosen."""
    assert isinstance(item.text_edit, types.TextEdit)
    assert item.text_edit.range.start.line == item.text_edit.range.end.line
    typed = buffer.text[buffer.offset(item.text_edit.range.start) :]
    assert (item.filter_text or item.label).startswith(typed)
    return buffer.edited([item.text_edit])


async def test_the_next_section_is_offered_with_its_number(ed: Editor) -> None:
    buffer = ed.open(BEGUN)
    found = await ed.completions(buffer)
    first = min(found.items, key=lambda item: item.sort_text)
    assert first == found.items[0]
    assert taken(ed, buffer, first).startswith(BEGUN + "二、原因分析")
    assert first.detail == "应有的节"
    capabilities = ed.client.capabilities.text_document
    item = capabilities and capabilities.completion and capabilities.completion.completion_item
    if item and item.resolve_support and "documentation" not in item.resolve_support.properties:
        resolved = first
    else:
        assert first.documentation is None
        resolved = await ed.client.completion_item_resolve_async(first)
    if item and item.documentation_format:
        assert resolved.documentation.value == "**原因分析**"
    else:
        assert resolved.documentation == "原因分析"


async def test_snippets_come_only_where_they_can_be_used(ed: Editor) -> None:
    buffer = ed.open("---\n\n---\n\n# 安全检查报告\n")
    found = await ed.completions(buffer, types.Position(1, 0))
    labels = {item.label: item for item in found.items}
    assert {"report", "status"} <= set(labels)
    capabilities = ed.client.capabilities.text_document
    item = capabilities and capabilities.completion and capabilities.completion.completion_item
    if item and item.snippet_support:
        assert labels["status"].insert_text_format is types.InsertTextFormat.Snippet
        assert labels["status"].text_edit.new_text == "status: ${1|draft,final|}"
    else:
        assert {each.insert_text_format for each in found.items} == {types.InsertTextFormat.PlainText}
        assert labels["status"].text_edit.new_text == "status: "


async def test_no_editor_cuts_what_it_inserts_at_a_blank(ed: Editor) -> None:
    buffer = ed.open(BEGUN)
    (item,) = [each for each in (await ed.completions(buffer)).items if each.label == "二、原因分析"]
    assert item.text_edit.new_text == "## 二、原因分析"
    capabilities = ed.client.capabilities.text_document
    supported = capabilities and capabilities.completion and capabilities.completion.completion_item
    snippets = bool(supported and supported.snippet_support)
    assert (item.insert_text_format is types.InsertTextFormat.Snippet) == snippets


async def test_packs_are_offered_by_name(vscode: Editor) -> None:
    buffer = vscode.open("---\nreport: \n---\n\n# 安全检查报告\n")
    found = await vscode.completions(buffer, types.Position(1, len("report: ")))
    offered = {item.label: item.detail for item in found.items}
    assert offered["own/report"] == "检查情况报告"
    assert "gongwen/base" in offered
    assert not [label for label in offered if label.startswith("phrases/")]


async def test_new_front_matter_names_kinds_of_report(vscode: Editor) -> None:
    buffer = vscode.open("--")
    (item,) = [each for each in (await vscode.completions(buffer)).items if each.label == "--- report"]
    assert "own/report" in item.text_edit.new_text
    assert "phrases/" not in item.text_edit.new_text


async def test_fields_that_are_missing_are_offered(vscode: Editor) -> None:
    buffer = vscode.open("# 安全检查报告\n\n## 一、存在的问题\n\n### （一）台账方面\n\n整")
    found = await vscode.completions(buffer)
    assert taken(vscode, buffer, found.items[0]).endswith("整改问题：")


async def test_a_code_block_has_no_completions(vscode: Editor) -> None:
    buffer = vscode.open("# 安全检查报告\n\n```\n## ")
    assert not (await vscode.completions(buffer)).items
