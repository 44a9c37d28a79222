"""Whatever an editor sends, the server's text stays the editor's: after every thousand edits the editor's text is
opened anew, and both drafts must show the same headings, folds and findings.
"""

import json
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .editor import SERVER
from .test_wire import Wire, message

DRAFTS = Path(__file__).parents[1] / "drafts"
EDITED, FRESH = "file:///drafts/edited.md", "file:///drafts/fresh.md"
CHANGE, OPEN, CLOSE, SAVE = (f"textDocument/did{event}" for event in ("Change", "Open", "Close", "Save"))
EDITS = 10_000
EDITS_BETWEEN_LOOKS = 1_000

_PIECES = [
    *"一二三十，。、：；,;:?!“”‘’（）()《》的得地是和 a1.#|*<>`~_-\t\u3000\\",
    *("\n", "\n\n", "\r\n", "\r", "\r\n\r\n", "\u2028", "\x85", "\x0b", "\x0c", "\0", "\ufeff"),
    *("😀", "𠮷", "é́", "👩‍👩‍👧", "\ud83d", "\ude00", "字,字", "𠮷,村😀,"),
    *("## ", "### （二）", "二、", "（三）", "3.", "4、", "一是", "二是", "三是", "首先，", "整改问题：", "责任人：\n"),
    *("<!--", "-->", "```\n", "| a | b |\n|---|---|\n", "> ", "- ", "---\n", "\n===\n", "XX市", "待补充", "四个意识"),
    *("<!-- duizhao-disable-next-line punctuation -->\n", "<!-- duizhao-disable -->", "共12项，已完成9项"),
    *("\n\n## 三、存在的主要问题\n\n", "\r\n\r\n（四）带头方面，抓的不紧。\r\n", "\n一是不够,二是不细。三是不实。\n"),
]
_WIDTHS = {
    "utf-8": lambda text: len(text.encode("utf-8", "surrogatepass")),
    "utf-16": lambda text: len(text.encode("utf-16-le", "surrogatepass")) // 2,
    "utf-32": len,
}

Place = tuple[int, dict[str, int]]
"""An offset in the text, and a position that stands for it."""


class Text:
    """The editor's text, and positions in it, counted without any help of the server's own code."""

    def __init__(self, text: str, encoding: str) -> None:
        self.text = text
        self._width = _WIDTHS[encoding]

    def at(self, offset: int) -> Place:
        """A position at `offset`, or before the CR of the CRLF that `offset` would split."""
        if self.text[max(0, offset - 1) : offset + 1] == "\r\n":
            offset -= 1
        before = self.text[:offset]
        line = before.count("\n") + before.count("\r") - before.count("\r\n")
        start = max(before.rfind("\n"), before.rfind("\r")) + 1
        return offset, {"line": line, "character": self._width(before[start:])}

    def beyond_the_line(self, offset: int) -> Place:
        """A position right of the end of the line that holds `offset`."""
        ends = [end for end in (self.text.find(char, offset) for char in "\r\n") if end >= 0]
        offset, position = self.at(min(ends, default=len(self.text)))
        return offset, {**position, "character": position["character"] + 7}

    def beyond_the_text(self) -> Place:
        """A position below the last line."""
        _, position = self.at(len(self.text))
        return len(self.text), {"line": position["line"] + 3, "character": 2}

    def inside_a_character(self, offset: int) -> Place:
        """A position in the middle of the character at `offset`, if it has one: it stands for the character's start."""
        offset, position = self.at(offset)
        wide = self._width(self.text[offset : offset + 1]) > 1
        return offset, {**position, "character": position["character"] + wide}

    def replace(self, start: int, end: int, text: str) -> None:
        self.text = self.text[:start] + text + self.text[end:]


def next_change(text: Text, choice: random.Random, length: int) -> dict[str, Any]:
    """Any change of a draft that is about `length` characters long, as it goes over the wire; `text` has it already."""
    if choice.random() < 0.0005:
        lines = text.text.splitlines(keepends=True)
        text.text = whole("".join([line for line in lines if choice.random() < 0.98]) + choice.choice(_PIECES))
        return {"text": text.text}
    at = choice.randrange(len(text.text) + 1)
    if choice.random() < 0.2:  # where it matters most: around a line end
        at = max(0, text.text.find(choice.choice("\n\r\n"), at) + choice.choice([-1, 0, 1]))
    removed = choice.choice([0, 0, 0, 1, 1, 2, 5, 30] if len(text.text) < length else [0, 1, 2, 5, 10, 30, 120])
    places = text.at(at), text.at(min(len(text.text), at + removed))
    match choice.randrange(40):
        case 0:
            places = places[0], text.beyond_the_line(places[1][0])
        case 1:
            places = text.beyond_the_line(at), text.beyond_the_line(at)
        case 2 if removed < 6:
            places = text.beyond_the_text(), text.beyond_the_text()
        case 3:
            places = text.inside_a_character(at), text.inside_a_character(places[1][0])
        case 4:
            places = places[1], places[0]
    (start, first), (end, last) = places
    start, end = min(start, end), max(start, end)
    added = "".join(choice.choices(_PIECES, k=choice.choice([0, 1, 1, 1, 2, 3])))
    before, after = text.text[max(0, start - 1) : start], text.text[end : end + 1]
    if whole(before + added + after) != before + added + after:
        added = "，"
    text.replace(start, end, added)
    return {"range": {"start": first, "end": last}, "text": added}


def whole(text: str) -> str:
    """`text` as it comes out of JSON, where two halves of a character that meet are that character."""
    return str(json.loads(json.dumps(text)))


@pytest.fixture(params=_WIDTHS)
def encoding(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def wire(encoding: str) -> Iterator[Wire]:
    """A session of a client that pulls; any message that it did not ask for fails its next request."""
    with subprocess.Popen(SERVER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        stdin, stdout = process.stdin, process.stdout

        def send(data: bytes) -> None:
            rest = memoryview(data)
            while rest:
                rest = rest[stdin.write(rest) or 0 :]

        wire = Wire(send, lambda: stdout.read(1 << 16))
        abilities = {
            "general": {"positionEncodings": [encoding]},
            "textDocument": {
                "diagnostic": {"relatedInformation": True, "dataSupport": True},
                "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
                "foldingRange": {"lineFoldingOnly": True},
            },
        }
        offered = wire.initialize(capabilities=abilities, initializationOptions={"pause": 10_000})
        assert offered["capabilities"]["positionEncoding"] == encoding
        yield wire
        assert wire.result("shutdown") is None
        send(message(method="exit"))
        assert process.wait(10) == 0


def looks(wire: Wire, uri: str) -> dict[str, Any]:
    """Everything that is to be seen in the draft at `uri`, once it is saved."""
    document = {"textDocument": {"uri": uri}}
    wire.notify(SAVE, document)
    seen = {each: wire.result(f"textDocument/{each}", document) for each in ("documentSymbol", "foldingRange")}
    items = wire.result("textDocument/diagnostic", document)["items"]
    return {**seen, "diagnostics": json.loads(json.dumps(items).replace(uri, "the draft"))}


def open_draft(wire: Wire, uri: str, text: str) -> None:
    item = {"uri": uri, "languageId": "markdown", "version": 1, "text": text}
    wire.send(ascii_message(OPEN, {"textDocument": item}))


def assert_in_step(wire: Wire, text: Text) -> None:
    open_draft(wire, FRESH, text.text)
    edited, fresh = looks(wire, EDITED), looks(wire, FRESH)
    wire.notify(CLOSE, {"textDocument": {"uri": FRESH}})
    assert edited == fresh


def ascii_message(method: str, params: object) -> bytes:
    """A notification that may hold half a surrogate pair, written as an escape."""
    body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params}).encode()
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


def test_ten_thousand_edits_of_any_kind(wire: Wire, encoding: str) -> None:
    choice = random.Random(encoding)
    drafts = [path.read_text("utf-8") for path in sorted(DRAFTS.glob("clean/*.md"))]
    parts = [draft.replace("\n", choice.choice(["\n", "\r\n", "\r"])) for draft in [*drafts, *drafts]]
    text = Text("".join(parts), encoding)
    while len(text.text.encode()) < 60_000:
        text.text += choice.choice(parts)
    length = len(text.text)
    open_draft(wire, EDITED, text.text)
    version = made = 0
    while made < EDITS:
        changes = [next_change(text, choice, length) for _ in range(choice.choice([1, 2, 5, 20, 60]))]
        version += 1
        made += len(changes)
        wire.send(
            ascii_message(CHANGE, {"textDocument": {"uri": EDITED, "version": version}, "contentChanges": changes})
        )
        if made // EDITS_BETWEEN_LOOKS > (made - len(changes)) // EDITS_BETWEEN_LOOKS:
            assert_in_step(wire, text)
    assert_in_step(wire, text)
    assert length / 3 < len(text.text) < 2 * length


@pytest.mark.parametrize(
    "start, end, added",
    [
        ((0, 0), (2**31 - 1, 2**31 - 1), "新,文"),
        ((2**31 - 1, 0), (2**31 - 1, 2**31 - 1), "末,尾"),
        ((0, 2**31 - 1), (0, 2**31 - 1), "行,尾"),
        ((1, 0), (0, 0), "倒,置"),
    ],
)
def test_positions_at_the_ends_of_what_can_be_said(
    wire: Wire, start: tuple[int, int], end: tuple[int, int], added: str
) -> None:
    text = "## 一、𠮷\r\n第二行,有逗号"
    wanted = {
        "新,文": "新,文",
        "末,尾": text + "末,尾",
        "行,尾": text.replace("\r", "行,尾\r"),
        "倒,置": "倒,置第二行,有逗号",
    }[added]
    open_draft(wire, EDITED, text)
    where = {
        name: dict(zip(("line", "character"), place, strict=True)) for name, place in (("start", start), ("end", end))
    }
    change = {"range": where, "text": added}
    wire.notify(CHANGE, {"textDocument": {"uri": EDITED, "version": 2}, "contentChanges": [change]})
    assert_in_step(wire, Text(wanted, "utf-32"))
