"""What answers what, in a session of each editor with a real server: from a problem to its measure and back."""

import asyncio
import time

import pytest
from lsprotocol import types

from .editor import Editor, Shown

pytestmark = pytest.mark.asyncio(loop_scope="session")

TEXT = """\
---
report: gongwen/base
status: final
---

# 😀𠮷 检查报告

## 一、存在的问题

### （一）学习不够

😀只看标题。

### （二）调研不够

坐在屋里。<!-- p1 -->

### （三）登记不够

常有漏登。

## 二、整改措施

1.每周学习。针对问题（一），坚持到年底。

2.补齐台账。针对问题（三），每天登记。
"""
LISTS = """\
---
report: gongwen/base
---

## 一、存在的问题

1.消防通道😀堆放杂物。两处。

2.账目不清。三笔。

## 二、整改措施

1.清空通道。当天。

2.核对账目。逐笔。
"""
UNCOVERED = Shown("pairing/uncovered", "（二）调研不够", types.DiagnosticSeverity.Warning)


async def test_the_problem_without_a_measure_is_told_with_what_the_others_have(ed: Editor) -> None:
    buffer = ed.open(TEXT)
    assert UNCOVERED in await ed.shown(buffer, lambda shown: UNCOVERED in shown)
    ed.type(buffer, "\n3.常下乡。针对问题（二），每月两次。\n")
    assert await ed.shown(buffer, lambda shown: not shown) == []
    ed.close(buffer)


async def test_what_is_told_of_pairs_moves_along_while_one_types(ed: Editor) -> None:
    buffer = ed.open(TEXT)
    await ed.shown(buffer, lambda shown: UNCOVERED in shown)
    ed.type(buffer, "😀改写的一行。\n\n", buffer.position("### （一）"))
    await ed.settled()
    assert UNCOVERED in await ed.shown(buffer)
    ed.close(buffer)


async def test_code_lenses(ed: Editor) -> None:
    buffer = ed.open(TEXT)
    lenses = await ed.client.text_document_code_lens_async(types.CodeLensParams(ed.id(buffer)))
    shown = [(buffer.words(lens.range), lens.command.title) for lens in lenses or () if lens.command]
    chinese = shown[0][1].startswith("2/3 已对应")
    assert [words for words, _ in shown] == ["一、存在的问题", "（二）调研不够", "二、整改措施"]
    expected = ["2/3 已对应，1 未对应", "措施：未对应", "2/2 已对应"]
    assert not chinese or [title for _, title in shown] == expected
    ed.close(buffer)


async def test_inlay_hints(ed: Editor) -> None:
    buffer = ed.open(LISTS)
    whole = types.Range(types.Position(0, 0), buffer.end())
    hints = await ed.client.text_document_inlay_hint_async(types.InlayHintParams(ed.id(buffer), whole))
    places = [buffer.text[: buffer.offset(hint.position)][-4:] for hint in hints or ()]
    assert places == ["清空通道", "核对账目"]
    part = (hints or ())[0].label[0]
    assert isinstance(part, types.InlayHintLabelPart)
    assert part.value == "→ 1.消防通道😀堆放杂物"
    assert part.location is not None
    assert buffer.words(part.location.range) == "1.消防通道😀堆放杂物"
    ed.close(buffer)


async def test_hovers_tell_the_partner(ed: Editor) -> None:
    buffer = ed.open(TEXT)
    hover = await ed.hover(buffer, buffer.position("学习不够"))
    assert "针对问题（一），坚持到年底" in str(getattr(hover.contents, "value", ""))
    hover = await ed.hover(buffer, buffer.position("（三），每天"))
    assert "常有漏登" in str(getattr(hover.contents, "value", ""))
    ed.close(buffer)


async def test_definitions_references_and_highlights(ed: Editor) -> None:
    buffer = ed.open(TEXT)
    where = buffer.position("（三），每天")
    found = await ed.client.text_document_definition_async(types.DefinitionParams(ed.id(buffer), where))
    assert isinstance(found, list | tuple)
    assert [buffer.words(each.range) for each in found if isinstance(each, types.Location)] == ["（三）登记不够"]
    context = types.ReferenceContext(include_declaration=True)
    places = await ed.client.text_document_references_async(
        types.ReferenceParams(context=context, text_document=ed.id(buffer), position=where)
    )
    assert [buffer.words(each.range) for each in places or ()] == ["（三）登记不够", "（三）"]
    marks = await ed.client.text_document_document_highlight_async(types.DocumentHighlightParams(ed.id(buffer), where))
    assert [buffer.words(each.range) for each in marks or ()] == ["（三）登记不够", "（三）"]
    nothing = await ed.client.text_document_definition_async(
        types.DefinitionParams(ed.id(buffer), buffer.position("检查报告"))
    )
    assert nothing is None
    ed.close(buffer)


async def test_a_new_number_takes_its_references_along(ed: Editor) -> None:
    buffer = ed.open(TEXT)
    params = types.RenameParams(ed.id(buffer), buffer.position("（三）登记"), "4")
    edit = await ed.client.text_document_rename_async(params)
    expected = TEXT.replace("（三）登记", "（四）登记").replace("问题（三）", "问题（四）")
    assert buffer.edited(ed.edits(buffer, edit)) == expected
    with pytest.raises(Exception, match=r"编号|id"):
        await ed.client.text_document_rename_async(types.RenameParams(ed.id(buffer), buffer.position("检查报告"), "4"))
    ed.close(buffer)


async def test_a_stub_answers_the_problem(ed: Editor) -> None:
    if ed.offered.code_action_provider is None:
        return
    buffer = ed.open(TEXT)
    await ed.shown(buffer, lambda shown: UNCOVERED in shown)
    actions = await ed.actions(buffer, buffer.range("调研不够"))
    (begin,) = [each for each in actions if each.title in ("补一条措施", "Begin its measure")]
    assert [each.code for each in begin.diagnostics or ()] == ["pairing/uncovered"]
    after = buffer.edited(ed.edits(buffer, begin.edit))
    assert after == TEXT.replace("2.补齐", "2.针对问题（二），\n\n3.补齐")
    ed.replace(buffer, after)
    assert UNCOVERED not in await ed.shown(buffer, lambda shown: UNCOVERED not in shown)
    ed.close(buffer)


async def test_the_background_suggests_what_shares_words(ed: Editor) -> None:
    if ed.offered.code_action_provider is None:
        return
    buffer = ed.open(LISTS.replace("2.核对账目。逐笔。\n", "2.核对账目。逐笔。\n\n3.种树。春天。\n"))
    deadline = time.monotonic() + 60
    titles: list[str] = []
    while not any("核对账目" in title for title in titles):
        assert time.monotonic() < deadline, titles
        await asyncio.sleep(0.2)
        titles = [each.title for each in await ed.actions(buffer, buffer.range("账目不清"))]
    assert any("账目" in title.partition("”（")[2] or "both speak of" in title for title in titles)
    ed.close(buffer)


async def test_problems_are_completed_the_open_ones_first(ed: Editor) -> None:
    buffer = ed.open(TEXT + "\n3.针对")
    found = await ed.completions(buffer)
    labels = [item.label for item in sorted(found.items, key=lambda item: item.sort_text or "")]
    assert labels[0].startswith("针对问题（二）")
    ed.close(buffer)
