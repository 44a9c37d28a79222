"""A tiny server for the tests of the wire: `wire_server.py [--tcp]`."""

import asyncio
import sys
import time
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from duizhao.lsp import transport
from duizhao.lsp.protocol import DuizhaoProtocol, RawResult

server = LanguageServer("wire", "1", protocol_cls=DuizhaoProtocol)
protocol = server.protocol
seen: list[str] = []


def log_to_client(method: str, error: Exception) -> None:
    text = f"{method}: {error}"
    server.window_log_message(types.LogMessageParams(type=types.MessageType.Error, message=text))


protocol.on_error = log_to_client


@server.feature(types.INITIALIZE)
def initialize(params: types.InitializeParams) -> None:
    if params.initialization_options == "fail":
        raise ValueError("told to fail")


@server.feature(types.TEXT_DOCUMENT_DID_OPEN)
def did_open(params: types.DidOpenTextDocumentParams) -> None:
    seen.append(f"open {params.text_document.uri} {params.text_document.version}")


@server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
def did_change(params: types.DidChangeTextDocumentParams) -> None:
    for change in params.content_changes:
        where = f"{change.range.start}-{change.range.end}" if hasattr(change, "range") else "all"
        seen.append(f"change {params.text_document.version} {where} {change.text}")


@server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
def did_close(params: types.DidCloseTextDocumentParams) -> None:
    seen.append(f"close {params.text_document.uri}")


@server.feature(types.TEXT_DOCUMENT_HOVER)
def hover(params: types.HoverParams) -> types.Hover:
    return types.Hover(contents=f"{params.position.line}，{params.position.character}")


@server.feature(types.TEXT_DOCUMENT_COMPLETION)
def completion(params: types.CompletionParams) -> list[types.CompletionItem]:
    return [types.CompletionItem(label=repr(params.context))]


@server.feature("test/state")
def state(_: Any) -> dict[str, object]:
    """What the features saw since the last time, and what pygls' own workspace holds."""
    lines, seen[:] = list(seen), []
    return {
        "seen": lines,
        "documents": len(server.workspace.text_documents),
        "folders": sorted(server.workspace.folders),
    }


@server.feature("test/echo")
def echo(params: Any) -> object:
    return params


@server.feature("test/note")
def note(params: Any) -> None:
    seen.append(f"note {params}")


@server.feature("test/raw")
def raw(_: Any) -> RawResult:
    return RawResult('{"原样": [1,  2]}'.encode())


@server.feature("test/push")
def push(_: Any) -> None:
    protocol.notify_raw("test/pushed", '{"原样":  true}'.encode())


@server.feature("test/sleep")
async def sleep(seconds: float) -> str:
    seen.append("sleep started")
    await asyncio.sleep(seconds)
    return "slept"


@server.feature("test/stubborn")
async def stubborn(_: Any) -> None:
    seen.append("stubborn started")
    while True:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            seen.append("not yet")


@server.feature("test/block")
@server.thread()
def block(seconds: float) -> str:
    seen.append("block started")
    time.sleep(seconds)
    return "unblocked"


@server.feature("test/threadCrash")
@server.thread()
def thread_crash(_: Any) -> None:
    raise ValueError("boom")


@server.feature("test/crash")
def crash(_: Any) -> None:
    raise ValueError("boom " * 200)


@server.feature("test/crashLater")
async def crash_later(_: Any) -> None:
    raise ValueError("boom")


@server.feature("test/unsendable")
def unsendable(_: Any) -> object:
    return {"value": object()}


@server.feature("test/refuse")
def refuse(_: Any) -> None:
    raise JsonRpcException("not now", code=-32802, data={"retriggerRequest": True})


@server.feature("test/ask")
async def ask(_: Any) -> object:
    item = types.ConfigurationItem(section="wire")
    try:
        return await server.workspace_configuration_async(types.ConfigurationParams(items=[item]))
    except JsonRpcException as error:
        return f"refused: {error.message}"


@server.feature("test/say")
def say(text: Any) -> None:
    print(text)


@server.command("test.slow")
async def slow_command() -> str:
    seen.append("command started")
    try:
        await asyncio.sleep(60)
    except asyncio.CancelledError:
        seen.append("command cancelled")
        raise
    return "done"


@server.command("test.double")
def double(number: int) -> int:
    return number * 2


if __name__ == "__main__":
    if "--tcp" in sys.argv:
        sys.exit(transport.serve_tcp(server, 0))
    sys.exit(transport.serve_stdio(server, watch_every=0.1))
