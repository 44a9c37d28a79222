"""An editor at the other end of a real pipe: pytest-lsp's client with the capabilities of a real one, and a buffer."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest_lsp
from lsprotocol import types
from lsprotocol.converters import get_converter
from pytest_lsp import LanguageClient
from pytest_lsp.client import make_test_lsp_client

PATIENCE = 10.0
SERVER = [sys.executable, "-P", "-m", "duizhao", "serve"]

_WIDTHS: dict[str, Callable[[str], int]] = {
    "utf-8": lambda text: len(text.encode("utf-8")),
    "utf-16": lambda text: len(text.encode("utf-16-le")) // 2,
    "utf-32": len,
}


class Shown(NamedTuple):
    """A diagnostic as a user sees it: code, the words it underlines, severity."""

    code: str
    words: str
    severity: types.DiagnosticSeverity


def capabilities_of(client: str, changes: dict[str, Any] | None = None) -> types.ClientCapabilities:
    """The capabilities that `client` (as pytest-lsp names it) sends, with `changes` merged into their JSON."""
    converter = get_converter()
    capabilities = converter.unstructure(pytest_lsp.client_capabilities(client))
    return converter.structure(_merged(capabilities, changes or {}), types.ClientCapabilities)


def _merged(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    merged = dict(one)
    for key, value in other.items():
        before = merged.get(key)
        merged[key] = _merged(before, value) if isinstance(value, dict) and isinstance(before, dict) else value
    return merged


class Buffer:
    """What the editor shows, and the positions in it, counted without any help of the server's own code."""

    def __init__(self, uri: str, text: str, encoding: str) -> None:
        self.uri = uri
        self.text = text
        self.version = 1
        self.encoding = encoding
        self._width = _WIDTHS[encoding]

    def lines(self) -> list[str]:
        return self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def position(self, words: str, *, after: bool = False, nth: int = 0) -> types.Position:
        """Where `words` begin (`after`: end) in the text; `nth` counts from 0."""
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        before = self.text[: start + (len(words) if after else 0)].replace("\r\n", "\n").replace("\r", "\n")
        line = before.count("\n")
        return types.Position(line, self._width(before.split("\n")[-1]))

    def range(self, words: str, nth: int = 0) -> types.Range:
        return types.Range(self.position(words, nth=nth), self.position(words, after=True, nth=nth))

    def end(self) -> types.Position:
        lines = self.lines()
        return types.Position(len(lines) - 1, self._width(lines[-1]))

    def words(self, where: types.Range) -> str:
        return self.text[self.offset(where.start) : self.offset(where.end)]

    def offset(self, position: types.Position) -> int:
        starts = [0]
        for index, char in enumerate(self.text):
            if char == "\n" or (char == "\r" and self.text[index + 1 : index + 2] != "\n"):
                starts.append(index + 1)
        start = starts[position.line]
        line = self.lines()[position.line]
        for length in range(len(line) + 1):
            if self._width(line[:length]) == position.character:
                return start + length
        raise AssertionError(f"{position} lies inside a character or past the line {line!r}")

    def edited(self, edits: Iterable[types.TextEdit]) -> str:
        """The text after edits that all count from the text as it is."""
        text = self.text
        for edit in sorted(edits, key=lambda edit: self.offset(edit.range.start), reverse=True):
            text = text[: self.offset(edit.range.start)] + edit.new_text + text[self.offset(edit.range.end) :]
        return text


class _Pulled(NamedTuple):
    """An answer to a pull, for a version of the text and a number of refreshes."""

    state: tuple[int, int]
    result_id: str | None
    items: Sequence[types.Diagnostic]


class Editor:
    """One client with its server; `pulls` tells how diagnostics come to it."""

    def __init__(self, client: LanguageClient, offered: types.ServerCapabilities, folder: Path) -> None:
        self.client = client
        self.offered = offered
        self.folder = folder
        self.encoding = str(getattr(offered.position_encoding, "value", offered.position_encoding))
        self.pulls = offered.diagnostic_provider is not None
        self.registered: dict[str, list[Any]] = {}
        """The options of what the server registered, by method."""
        self._last_file = 0
        self._open: list[Buffer] = []
        self._pulled: dict[str, _Pulled] = {}

    def open(self, text: str, name: str | None = None) -> Buffer:
        self._last_file += 1
        buffer = Buffer((self.folder / (name or f"draft-{self._last_file}.md")).as_uri(), text, self.encoding)
        self._open.append(buffer)
        item = types.TextDocumentItem(buffer.uri, "markdown", buffer.version, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return buffer

    def type(self, buffer: Buffer, text: str, where: types.Range | types.Position | None = None) -> None:
        """Replace a range, insert at a position, or append."""
        where = where or buffer.end()
        where = where if isinstance(where, types.Range) else types.Range(where, where)
        change = types.TextDocumentContentChangePartial(where, text)
        buffer.text = buffer.edited([types.TextEdit(where, text)])
        buffer.version += 1
        identifier = types.VersionedTextDocumentIdentifier(buffer.version, buffer.uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(identifier, [change]))

    def replace(self, buffer: Buffer, text: str) -> None:
        """The whole text at once, as an editor's revert does."""
        buffer.text = text
        buffer.version += 1
        identifier = types.VersionedTextDocumentIdentifier(buffer.version, buffer.uri)
        whole = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(identifier, [whole]))

    def close(self, buffer: Buffer) -> None:
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(self.id(buffer)))

    def close_all(self) -> None:
        for buffer in self._open:
            self.close(buffer)
        self._open = []

    @staticmethod
    def id(buffer: Buffer) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(buffer.uri)

    async def diagnostics(
        self, buffer: Buffer, until: Callable[[list[Shown]], bool] = bool
    ) -> Sequence[types.Diagnostic]:
        """What the user sees, as soon as it is as wanted."""
        deadline = time.monotonic() + PATIENCE
        while True:
            found = await self._diagnostics_now(buffer)
            if found is not None and until(shown(buffer, found)):
                return found
            assert time.monotonic() < deadline, f"still {found and shown(buffer, found)}"
            await asyncio.sleep(0.02)

    async def _diagnostics_now(self, buffer: Buffer) -> Sequence[types.Diagnostic] | None:
        """What was pushed; or what was pulled, as editors do: after a change of the text, or when told to refresh."""
        if not self.pulls:
            return self.client.diagnostics.get(buffer.uri)
        state = (buffer.version, self.client.diagnostic_refresh_count)
        known = self._pulled.get(buffer.uri)
        if known is not None and known.state == state:
            return known.items
        identifier = None if known is None else known.result_id
        params = types.DocumentDiagnosticParams(self.id(buffer), previous_result_id=identifier)
        report = await self.client.text_document_diagnostic_async(params)
        if isinstance(report, types.RelatedFullDocumentDiagnosticReport):
            self._pulled[buffer.uri] = _Pulled(state, report.result_id, report.items)
        else:
            assert known is not None
            assert report.result_id == known.result_id
            self._pulled[buffer.uri] = known._replace(state=state)
        return self._pulled[buffer.uri].items

    async def shown(self, buffer: Buffer, until: Callable[[list[Shown]], bool] = bool) -> list[Shown]:
        return shown(buffer, await self.diagnostics(buffer, until))

    async def settled(self) -> None:
        """Everything that was sent has been taken, and what it brought about has been told."""
        command = types.ExecuteCommandParams("duizhao.explain", ["suppression/unused"])
        await self.client.workspace_execute_command_async(command)
        await asyncio.sleep(0.05)

    async def wait_until(self, true: Callable[[], object]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not true():
            assert time.monotonic() < deadline, "it did not come"
            await asyncio.sleep(0.02)

    async def actions(
        self, buffer: Buffer, where: types.Range, only: Sequence[str] | None = None
    ) -> list[types.CodeAction]:
        """The actions offered at `where`, with the diagnostics there as context and their edits resolved."""
        found = [each for each in await self._diagnostics_now(buffer) or () if _touch(each.range, where)]
        context = types.CodeActionContext(found, only)
        params = types.CodeActionParams(self.id(buffer), where, context)
        actions = list(await self.client.text_document_code_action_async(params) or ())
        assert all(isinstance(each, types.CodeAction) for each in actions)
        return [each if each.edit else await self.client.code_action_resolve_async(each) for each in actions]

    def edits(self, buffer: Buffer, edit: types.WorkspaceEdit | None) -> list[types.TextEdit]:
        """The edits of one buffer, however they are written."""
        assert edit is not None
        if edit.document_changes is None:
            return list((edit.changes or {})[buffer.uri])
        (change,) = edit.document_changes
        assert isinstance(change, types.TextDocumentEdit)
        assert (change.text_document.uri, change.text_document.version) == (buffer.uri, buffer.version)
        return list(change.edits)  # type: ignore[arg-type]

    async def command(self, name: str, *arguments: object) -> Any:
        """The result of a command as plain JSON."""
        result = await self.client.workspace_execute_command_async(types.ExecuteCommandParams(name, list(arguments)))
        return _plain(result)

    async def completions(self, buffer: Buffer, where: types.Position | None = None) -> types.CompletionList:
        params = types.CompletionParams(self.id(buffer), where or buffer.end())
        found = await self.client.text_document_completion_async(params)
        assert isinstance(found, types.CompletionList)
        return found

    async def hover(self, buffer: Buffer, where: types.Position) -> types.Hover:
        found = await self.client.text_document_hover_async(types.HoverParams(self.id(buffer), where))
        assert found is not None
        assert isinstance(found.contents, types.MarkupContent)
        return found


def shown(buffer: Buffer, diagnostics: Iterable[types.Diagnostic]) -> list[Shown]:
    return [
        Shown(str(each.code), buffer.words(each.range), each.severity or types.DiagnosticSeverity.Error)
        for each in diagnostics
    ]


def _plain(value: Any) -> Any:
    """pygls gives objects of its own for the objects in a result of any type."""
    if isinstance(value, list | tuple) and not hasattr(value, "_fields"):
        return [_plain(each) for each in value]
    return {key: _plain(each) for key, each in value._asdict().items()} if hasattr(value, "_asdict") else value


def _touch(one: types.Range, other: types.Range) -> bool:
    return _key(one.start) <= _key(other.end) and _key(other.start) <= _key(one.end)


def _key(position: types.Position) -> tuple[int, int]:
    return position.line, position.character


@asynccontextmanager
async def editor(
    capabilities: types.ClientCapabilities,
    folder: Path,
    *,
    options: object = None,
    locale: str | None = "zh-cn",
    configuration: dict[str, Any] | None = None,
    cwd: Path | None = None,
) -> AsyncIterator[Editor]:
    """A client with the workspace `folder` that has started a server there, or in `cwd`; the session is shut down
    as the protocol says in the end.
    """
    client = make_test_lsp_client()
    registered: dict[str, list[Any]] = {}

    @client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def register(params: types.RegistrationParams) -> None:
        for each in params.registrations:
            registered.setdefault(each.method, []).append(each.register_options)

    if configuration is not None:
        client.set_configuration(configuration)
    await client.start_io(*SERVER, cwd=cwd or folder)
    result = await client.initialize_session(
        types.InitializeParams(
            capabilities=capabilities,
            locale=locale,
            initialization_options=options,
            workspace_folders=[types.WorkspaceFolder(folder.as_uri(), folder.name)],
        )
    )
    session = Editor(client, result.capabilities, folder)
    session.registered = registered
    yield session
    await client.shutdown_session()
    await client.stop()
