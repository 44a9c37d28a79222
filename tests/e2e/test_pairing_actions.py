"""Quick fixes about pairs through the wire: where they are offered, that they land where they should, and only once."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from lsprotocol import types

from .conftest import ENCODINGS
from .editor import Buffer, Editor, editor

pytestmark = pytest.mark.asyncio(loop_scope="session")

TEXT = """\
---
report: gongwen/base
---

# 检查报告

## 一、存在的问题

1.学得少😀。只看标题。

2.😀𠮷调研少😀。坐在屋里😀。

3.记录少。常有漏登。

## 二、整改措施

1.😀针对问题1，每周学。坚持。

2.针对问题3，补登。每天😀。
"""
LINKED = TEXT.replace("针对问题1，", "").replace("2.针对问题3，补登。", "2.常下乡。每月。\n\n3.补登。")


@pytest_asyncio.fixture(scope="module", loop_scope="session", params=ENCODINGS)
async def encoded(request: pytest.FixtureRequest, project: object) -> AsyncIterator[Editor]:
    """A session for each way to count the characters of a line."""
    async with editor(ENCODINGS[request.param](), project) as session:  # type: ignore[arg-type]
        yield session


async def offered(ed: Editor, buffer: Buffer, where: types.Position) -> dict[str, str]:
    """The text after each quick fix about pairs, by its title."""
    actions = await ed.actions(buffer, types.Range(where, where), ["quickfix"])
    about = ("补一条", "注明", "确认对应", "在文中写明")
    return {each.title: buffer.edited(ed.edits(buffer, each.edit)) for each in actions if each.title.startswith(about)}


async def test_edits_land_behind_characters_of_any_width(encoded: Editor) -> None:
    assert encoded.encoding in ENCODINGS
    buffer = encoded.open(TEXT)
    found = await offered(encoded, buffer, buffer.position("调研少"))
    assert found["补一条措施"] == TEXT.replace("2.针对问题3", "2.针对问题2，\n\n3.针对问题3")
    assert found["注明不需要措施（填理由）"] == TEXT.replace("屋里😀。", "屋里😀。 <!-- no-measure: 理由 -->")
    encoded.close(buffer)


async def test_a_link_is_confirmed_once(encoded: Editor) -> None:
    buffer = encoded.open(LINKED)
    found = await offered(encoded, buffer, buffer.position("调研少"))
    (title,) = [each for each in found if each.startswith("确认对应") and "常下乡" in each]
    after = found[title]
    assert "坐在屋里😀。 <!-- p1 -->\n" in after
    assert "2.常下乡。每月。每天😀。" not in after
    assert "2.常下乡。每月。 <!-- for: p1@" in after
    assert after.count("<!--") == 2
    encoded.replace(buffer, after)
    assert title not in await offered(encoded, buffer, buffer.position("调研少"))
    found = await offered(encoded, buffer, buffer.position("常下乡"))
    assert found["在文中写明“针对问题2”"] == after.replace("常下乡。每月", "常下乡。针对问题2，每月")
    encoded.close(buffer)


@pytest.mark.parametrize("name", ["2.😀", "调研", "少😀。坐"])
async def test_they_are_offered_anywhere_on_the_name(vscode: Editor, name: str) -> None:
    buffer = vscode.open(TEXT)
    assert "补一条措施" in await offered(vscode, buffer, buffer.position(name))
    vscode.close(buffer)


@pytest.mark.parametrize("words", ["检查报告", "存在的问题", "屋里", "学得少"])
async def test_nowhere_else(vscode: Editor, words: str) -> None:
    buffer = vscode.open(TEXT)
    assert await offered(vscode, buffer, buffer.position(words)) == {}
    vscode.close(buffer)


async def test_a_stub_is_begun_once(vscode: Editor) -> None:
    buffer = vscode.open(TEXT)
    found = await offered(vscode, buffer, buffer.position("调研少"))
    vscode.replace(buffer, found["补一条措施"])
    assert await offered(vscode, buffer, buffer.position("调研少")) == {}
    vscode.close(buffer)


async def test_who_asks_for_other_kinds_gets_none(vscode: Editor) -> None:
    buffer = vscode.open(TEXT)
    where = buffer.range("调研少")
    assert not [each for each in await vscode.actions(buffer, where, ["source"]) if each.title == "补一条措施"]
    vscode.close(buffer)
