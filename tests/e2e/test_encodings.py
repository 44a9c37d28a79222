"""Positions are right in each encoding, with characters of every width before the place and while text is typed."""

import random
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from lsprotocol import types

from .conftest import ENCODINGS
from .editor import Buffer, Editor, editor

pytestmark = pytest.mark.asyncio(loop_scope="session")

DRAFT = """\
# 😀𠮷安全检查报告

## 一、存在的问题

🏭车间的𠮷村仓库,整改不到位；é́字之后,还有。\u2028同一行里,也有。

## 二、原因分析

管理😶‍🌫️松懈,不严。
"""
COMMA = "punctuation/half-width"


@pytest_asyncio.fixture(scope="module", loop_scope="session", params=ENCODINGS)
async def ed(request: pytest.FixtureRequest, project: Path) -> AsyncIterator[Editor]:
    async with editor(ENCODINGS[request.param](), project) as session:
        assert session.encoding == request.param
        yield session


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
async def test_findings_and_fixes_are_where_they_should_be(ed: Editor, line_end: str) -> None:
    buffer = ed.open(DRAFT.replace("\n", line_end))
    found = [each.range for each in await ed.diagnostics(buffer) if each.code == COMMA]
    assert found == [buffer.range(",", nth=nth) for nth in range(4)]
    fix = next(each for each in await ed.actions(buffer, found[3]) if each.is_preferred)
    assert buffer.edited(ed.edits(buffer, fix.edit)) == buffer.text.replace("松懈,", "松懈，")


async def test_typing_keeps_both_sides_in_step(ed: Editor) -> None:
    choice = random.Random(7)
    buffer = ed.open(DRAFT)
    for _ in range(60):
        start = choice.randrange(len(buffer.text) + 1)
        end = min(len(buffer.text), start + choice.choice([0, 0, 1, 3]))
        where = types.Range(position(buffer, start), position(buffer, end))
        ed.type(buffer, choice.choice(["字", "😀", "𠮷", ",", "a", "\n", "\r\n", "", "## 三、", "字,字", "é́"]), where)
    again = ed.open(buffer.text)
    symbols = [
        await ed.client.text_document_document_symbol_async(types.DocumentSymbolParams(ed.id(each)))
        for each in (buffer, again)
    ]
    assert symbols[0] == symbols[1]
    found = await ed.shown(again)
    assert {each.words for each in found if each.code == COMMA} == {","}
    assert await ed.shown(buffer, lambda shown: shown == found) == found


def position(buffer: Buffer, offset: int) -> types.Position:
    """Where the code point at `offset` stands; no position lies between CR and LF."""
    if buffer.text[max(0, offset - 1) : offset + 1] == "\r\n":
        offset -= 1
    return Buffer("", buffer.text[:offset], buffer.encoding).end()
