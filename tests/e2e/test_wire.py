"""The wire of the server, byte by byte: a real process behind real pipes, or a real connection on the loopback."""

import contextlib
import itertools
import json
import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import PIPE
from typing import Any

import pytest
import pytest_lsp
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types
from lsprotocol.converters import get_converter

from duizhao.lsp.protocol import strict_converter
from duizhao.lsp.transport import MAX_BODY, FrameReader, Malformed

INITIALIZE = {"processId": None, "rootUri": None, "capabilities": {}}
SERVER = Path(__file__).with_name("wire_server.py")
CLIENTS = Path(pytest_lsp.__file__).parent / "clients"
PATIENCE = 10.0

PARSE_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND, INVALID_PARAMS, INTERNAL_ERROR = -32700, -32600, -32601, -32602, -32603
NOT_INITIALIZED, CANCELLED = -32002, -32800

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and process ids of POSIX")


def frame(body: bytes | str) -> bytes:
    data = body.encode() if isinstance(body, str) else body
    return b"Content-Length: %d\r\n\r\n" % len(data) + data


def message(**fields: object) -> bytes:
    return frame(json.dumps({"jsonrpc": "2.0", **fields}, ensure_ascii=False))


class Wire:
    """One end of a connection: what is sent is bytes, what comes is read strictly."""

    def __init__(self, send: Callable[[bytes], object], read: Callable[[], bytes]) -> None:
        self.send = send
        self._read = read
        self._last_id = 0
        self._inbox: queue.Queue[bytes | None] = queue.Queue()
        threading.Thread(target=self._pump, daemon=True).start()

    def _pump(self) -> None:
        buffer = b""
        try:
            while chunk := self._read():
                buffer += chunk
                while header := re.match(rb"Content-Length: (\d+)\r\n\r\n", buffer):
                    end = header.end() + int(header[1])
                    if len(buffer) < end:
                        break
                    self._inbox.put(buffer[header.end() : end])
                    buffer = buffer[end:]
        except OSError:
            pass
        if buffer:
            self._inbox.put(b"left over: " + buffer)
        self._inbox.put(None)

    def receive_bytes(self) -> bytes | None:
        """The next message body; None at the end of the stream."""
        return self._inbox.get(timeout=PATIENCE)

    def receive(self) -> dict[str, Any]:
        body = self.receive_bytes()
        assert body is not None, "the server closed the stream"
        return json.loads(body)

    def start(self, method: str, params: object = None) -> int:
        self._last_id += 1
        self.send(message(id=self._last_id, method=method, params=params))
        return self._last_id

    def notify(self, method: str, params: object = None) -> None:
        self.send(message(method=method, params=params))

    def request(self, method: str, params: object = None) -> dict[str, Any]:
        """The answer, which must be the very next message."""
        msg_id = self.start(method, params)
        answer = self.receive()
        assert answer["id"] == msg_id, answer
        assert answer["jsonrpc"] == "2.0"
        return answer

    def result(self, method: str, params: object = None) -> Any:
        answer = self.request(method, params)
        assert "error" not in answer, answer
        return answer["result"]

    def refusal(self, method: str, params: object = None) -> int:
        answer = self.request(method, params)
        assert "result" not in answer, answer
        return answer["error"]["code"]

    def initialize(self, **more: object) -> dict[str, Any]:
        folder = {"uri": "file:///drafts", "name": "drafts"}
        result = self.result("initialize", {**INITIALIZE, "workspaceFolders": [folder], **more})
        self.notify("initialized", {})
        return result

    def is_in_step(self) -> bool:
        """Whether nothing but the answer to a fresh request is under way."""
        return self.result("test/echo", "in step") == "in step"

    def wait_until_seen(self, what: str) -> None:
        """Waits for a handler that runs beside the messages to say so."""
        deadline = time.monotonic() + PATIENCE
        while what not in self.result("test/state")["seen"]:
            assert time.monotonic() < deadline, f"no {what}"
            time.sleep(0.01)

    def answer(self) -> dict[str, Any]:
        """The next message that is no notification."""
        while "method" in (answer := self.receive()):
            pass
        return answer

    def error(self) -> tuple[Any, int]:
        """Id and code of the next message, an error."""
        answer = self.receive()
        assert answer["jsonrpc"] == "2.0"
        assert isinstance(answer["error"]["message"], str)
        return answer["id"], answer["error"]["code"]


class Process:
    """The server as a child process; used as a context it must be gone soon after the block."""

    def __init__(self, *args: str) -> None:
        self.popen = subprocess.Popen([sys.executable, str(SERVER), *args], stdin=PIPE, stdout=PIPE, stderr=PIPE)
        assert self.popen.stdin is not None
        assert self.popen.stdout is not None
        self.stdin, self.stdout = self.popen.stdin, self.popen.stdout
        self._errors: list[bytes] = []
        self._error_reader = threading.Thread(target=self._read_errors, daemon=True)
        self._error_reader.start()
        out = self.stdout.fileno()
        self.wire = Wire(self._send, lambda: os.read(out, 1 << 16))

    def _send(self, data: bytes) -> None:
        self.stdin.write(data)
        self.stdin.flush()

    def _read_errors(self) -> None:
        assert self.popen.stderr is not None
        for line in self.popen.stderr:
            self._errors.append(line)

    @property
    def errors(self) -> str:
        return b"".join(self._errors).decode()

    def wait_for_errors(self, part: str) -> str:
        deadline = time.monotonic() + PATIENCE
        while part not in self.errors:
            assert time.monotonic() < deadline, f"{part!r} is not in {self.errors!r}"
            time.sleep(0.01)
        return self.errors

    def code(self) -> int:
        code = self.popen.wait(PATIENCE)
        self._error_reader.join(PATIENCE)
        return code

    def __enter__(self) -> "Process":
        return self

    def __exit__(self, *_: object) -> None:
        self.popen.kill()
        self.popen.wait()
        self._error_reader.join(PATIENCE)
        for stream in (self.stdin, self.stdout, self.popen.stderr):
            with contextlib.suppress(OSError):
                stream.close()


@pytest.fixture(scope="module")
def shared() -> Iterator[Process]:
    """An initialized server for the tests that do not end it."""
    with Process() as process:
        process.wire.initialize()
        yield process
        assert process.wire.is_in_step()
        assert process.popen.poll() is None


@pytest.fixture
def wire(shared: Process) -> Wire:
    """The shared server, with nothing of an earlier test under way."""
    msg_id = shared.wire.start("test/state")
    while shared.wire.receive().get("id") != msg_id:
        pass
    return shared.wire


@pytest.fixture
def process() -> Iterator[Process]:
    """A server of one's own, not initialized."""
    with Process() as process:
        yield process


ECHO = json.dumps(
    {"jsonrpc": "2.0", "id": "头", "method": "test/echo", "params": ["正文"]}, ensure_ascii=False
).encode()
LENGTH = b"%d" % len(ECHO)


# ---- framing ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        b"Content-Length: " + LENGTH + b"\r\n",
        b"content-length: " + LENGTH + b"\r\n",
        b"CONTENT-LENGTH:" + LENGTH + b"\r\n",
        b"Content-Length \t:\t " + LENGTH + b"  \r\n",
        b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: " + LENGTH + b"\r\n",
        b"Content-Length: " + LENGTH + b"\r\nContent-Type: application/vscode-jsonrpc; charset=utf8\r\n",
        b"X-Original-Content-Length: 7\r\ncontent-LENGTH: " + LENGTH + b"\r\nx-more: a:b\r\nEmpty:\r\n",
        b"Content-Length: " + LENGTH + b"\r\nContent-Length: " + LENGTH + b"\r\n",
        b"\r\n\r\nContent-Length: " + LENGTH + b"\r\n",
        b"Content-Length: 000" + LENGTH + b"\r\n",
    ],
)
def test_headers_are_read_in_any_form(wire: Wire, headers: bytes) -> None:
    wire.send(headers + b"\r\n" + ECHO)
    assert wire.receive() == {"jsonrpc": "2.0", "id": "头", "result": ["正文"]}


def test_lines_may_end_with_lf_alone(wire: Wire) -> None:
    wire.send(b"Content-Length: " + LENGTH + b"\n\n" + ECHO)
    assert wire.receive()["result"] == ["正文"]


def test_a_message_may_come_byte_by_byte_and_many_at_once(wire: Wire) -> None:
    for byte in frame(ECHO):
        wire.send(bytes([byte]))
    assert wire.receive()["result"] == ["正文"]
    wire.send(b"".join(message(id=number, method="test/echo", params=[number]) for number in range(100)))
    assert [wire.receive()["result"] for _ in range(100)] == [[number] for number in range(100)]


@pytest.mark.parametrize(
    "rubbish",
    [
        b"what is this?\r\n",
        b"what is this?\r\n\r\n",
        b"Foo: bar\r\n\r\n" + ECHO,
        b"Content-Length: twelve\r\n\r\n" + ECHO,
        b"Content-Length: -5\r\n\r\n" + ECHO,
        b"Content-Length:\r\n\r\n" + ECHO,
        b"Content-Length: 12 13\r\n\r\n" + ECHO,
        b"Content-Length: 10\r\nContent-Length: 11\r\n\r\n" + ECHO,
        b"Content-Length: 99999999999\r\n\r\n" + ECHO,
        b"Content-Length: " + b"9" * 6000 + b"\r\n\r\n" + ECHO,
        b"\xff\xfe\x00: 1\r\n\r\n",
        b"what is this?\r\nX-Content-Length: 3\r\n\r\n",
        b"x" * 100_000,
    ],
)
def test_malformed_headers_are_answered_and_reading_goes_on(wire: Wire, rubbish: bytes) -> None:
    wire.send(rubbish + frame(ECHO))
    assert wire.error() == (None, PARSE_ERROR)
    assert wire.receive()["id"] == "头"


def test_a_length_too_short_costs_only_its_own_message(wire: Wire) -> None:
    wire.send(b"Content-Length: %d\r\n\r\n" % (len(ECHO) - 4) + ECHO + frame(ECHO))
    assert wire.error() == (None, PARSE_ERROR)  # the body
    assert wire.error() == (None, PARSE_ERROR)  # its last four bytes
    assert wire.receive()["id"] == "头"


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads /proc")
def test_an_absurd_length_allocates_nothing(wire: Wire, shared: Process) -> None:
    def peak_kb() -> int:
        status = Path(f"/proc/{shared.popen.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1])

    before = peak_kb()
    wire.send(b"Content-Length: %d\r\n\r\n" % (MAX_BODY + 1))
    for _ in range(300):
        wire.send(b"x" * 100_000)
    wire.send(frame(ECHO))
    assert wire.error() == (None, PARSE_ERROR)
    assert wire.receive()["id"] == "头"
    assert peak_kb() - before < 10_000


def test_a_long_message_passes(wire: Wire) -> None:
    text = "对照检查" * 500_000
    assert wire.result("test/echo", text) == text


# ---- messages ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b'{"jsonrpc": "2.0", "id": 1, "method": "test/echo", "params": "' + b'\xe5\xaf"}',
        '{"jsonrpc": "2.0", "id": 1, "method": "test/echo"}'.encode("utf-16"),
        b'{"jsonrpc": "2.0", "id": 1, "method": "test/echo", "params": NaN}',
        b'{"jsonrpc": "2.0", "id": 1, "method": "test/echo", "params": ' + b"9" * 5000 + b"}",
        b'{"jsonrpc": "2.0", "id": 1, "method": "test/echo"} {}',
        b"[" * 200_000,
        b'{"a":' * 200_000,
        b'{"jsonrpc": "2.0", "id": 1, "method": "test/echo", "params": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
)
def test_what_is_not_json_in_utf8_is_a_parse_error(wire: Wire, body: bytes) -> None:
    wire.send(frame(body))
    assert wire.error() == (None, PARSE_ERROR)
    assert wire.is_in_step()


@pytest.mark.parametrize(
    "body, msg_id",
    [
        ('[{"jsonrpc": "2.0", "id": 1, "method": "test/echo"}]', None),
        ("[]", None),
        ("1", None),
        ('"test/echo"', None),
        ("null", None),
        ("{}", None),
        ('{"jsonrpc": "2.0"}', None),
        ('{"jsonrpc": "2.0", "id": 7}', 7),
        ('{"jsonrpc": "2.0", "id": 7, "method": 8}', 7),
        ('{"jsonrpc": "2.0", "id": 7, "method": null}', 7),
        ('{"jsonrpc": "1.0", "id": "七", "method": "test/echo"}', "七"),
        ('{"id": 7, "method": "test/echo"}', 7),
        ('{"jsonrpc": 2.0, "id": 7, "method": "test/echo"}', 7),
        ('{"method": "test/note"}', None),
        ('{"jsonrpc": "2.0", "id": null, "method": "test/echo"}', None),
        ('{"jsonrpc": "2.0", "id": true, "method": "test/echo"}', None),
        ('{"jsonrpc": "2.0", "id": 1.5, "method": "test/echo"}', None),
        ('{"jsonrpc": "2.0", "id": {"a": 1}, "method": "test/echo"}', None),
    ],
)
def test_json_that_is_no_request_is_refused(wire: Wire, body: str, msg_id: int | str | None) -> None:
    wire.send(frame(body))
    assert wire.error() == (msg_id, INVALID_REQUEST)
    assert wire.result("test/state")["seen"] == []


@pytest.mark.parametrize(
    "body",
    [
        '{"jsonrpc": "2.0", "id": 99, "result": null}',
        '{"jsonrpc": "2.0", "id": "no such", "result": {"jsonrpc": "2.0"}}',
        '{"jsonrpc": "2.0", "id": null, "error": {"code": -32700, "message": "?"}}',
        '{"jsonrpc": "2.0", "id": [], "error": 5}',
        '{"id": 99, "error": null}',
    ],
)
def test_a_stray_answer_is_never_answered(wire: Wire, body: str) -> None:
    wire.send(frame(body))
    assert wire.is_in_step()


@pytest.mark.parametrize(
    "params",
    [
        {"jsonrpc": "2.0", "id": 5, "method": "exit"},
        {"a": [{"jsonrpc": "1.0"}], "type_name": "x"},
        [[[[[]]]]],
        None,
        "一 😀 𠮷 \u2028",
        1.5,
    ],
)
def test_what_is_nested_in_a_message_is_only_data(wire: Wire, params: object) -> None:
    assert wire.result("test/echo", params) == params


@pytest.mark.parametrize("depth", [100, 900, 960, 980, 990, 1000, 1100, 5000])
def test_deep_data_is_answered_in_one_way_or_the_other(wire: Wire, depth: int) -> None:
    wire.send(frame('{"jsonrpc":"2.0","id":1,"method":"test/echo","params":' + "[" * depth + "]" * depth + "}"))
    answer = wire.answer()
    assert "result" in answer or (answer["id"], answer["error"]["code"]) in ((1, INTERNAL_ERROR), (None, PARSE_ERROR))
    position = '{"line":' * depth + "1" + "}" * depth
    params = '{"textDocument":{"uri":"file:///a.md"},"position":' + position + "}"
    wire.send(frame('{"jsonrpc":"2.0","id":2,"method":"textDocument/hover","params":' + params + "}"))
    answer = wire.answer()
    assert (answer["id"], answer["error"]["code"]) in ((2, INVALID_PARAMS), (None, PARSE_ERROR))
    assert wire.is_in_step()


def test_answers_are_compact_utf8_and_results_may_be_serialised_already(wire: Wire) -> None:
    wire.send(message(id=1, method="textDocument/hover", params=hover_params()))
    assert wire.receive_bytes() == '{"jsonrpc":"2.0","id":1,"result":{"contents":"3，4"}}'.encode()
    wire.send(message(id="二", method="test/raw"))
    assert wire.receive_bytes() == '{"jsonrpc":"2.0","id":"二","result":{"原样": [1,  2]}}'.encode()
    wire.send(message(id=3, method="test/push"))
    assert wire.receive_bytes() == '{"jsonrpc":"2.0","method":"test/pushed","params":{"原样":  true}}'.encode()
    assert wire.receive_bytes() == b'{"jsonrpc":"2.0","id":3,"result":null}'


def test_half_a_surrogate_pair_goes_through_as_an_escape(wire: Wire) -> None:
    wire.send(frame(rb'{"jsonrpc":"2.0","id":1,"method":"test/echo","params":"\ud83d and \ud83d\ude00"}'))
    assert wire.receive_bytes() == rb'{"jsonrpc":"2.0","id":1,"result":"\ud83d and ' + "😀".encode() + b'"}'


def test_what_a_handler_prints_does_not_reach_the_client(wire: Wire, shared: Process) -> None:
    assert wire.result("test/say", "printed by a handler") is None
    shared.wait_for_errors("printed by a handler")


# ---- requests and notifications ---------------------------------------------------


def hover_params(**more: object) -> dict[str, object]:
    return {"textDocument": {"uri": "file:///a.md"}, "position": {"line": 3, "character": 4}, **more}


@pytest.mark.parametrize(
    "params",
    [
        None,
        [],
        "text",
        5,
        {},
        {"textDocument": {"uri": "file:///a.md"}},
        hover_params(position={"line": "3", "character": 4}),
        hover_params(position={"line": 3.5, "character": 4}),
        hover_params(position={"line": True, "character": 4}),
        hover_params(position={"line": None, "character": 4}),
        hover_params(position={"line": -1, "character": 4}),
        hover_params(position={"line": 2**40, "character": 4}),
        hover_params(position=[3, 4]),
        hover_params(textDocument={"uri": None}),
        hover_params(textDocument={"uri": 5}),
        hover_params(textDocument="file:///a.md"),
    ],
)
def test_wrongly_typed_params_are_refused_with_the_requests_own_id(wire: Wire, params: object) -> None:
    assert wire.refusal("textDocument/hover", params) == INVALID_PARAMS
    assert wire.is_in_step()


def test_a_refusal_says_where_the_fault_is(wire: Wire) -> None:
    params = hover_params(position={"line": "3", "character": 4})
    text = wire.request("textDocument/hover", params)["error"]["message"]
    assert "textDocument/hover" in text
    assert "position.line" in text


def test_a_whole_number_may_be_written_as_a_float(wire: Wire) -> None:
    assert wire.result("textDocument/hover", hover_params(position={"line": 3.0, "character": 4})) == {
        "contents": "3，4"
    }


def test_a_member_of_an_enumeration_arrives_as_one(wire: Wire) -> None:
    items = wire.result("textDocument/completion", hover_params(context={"triggerKind": 1}))
    assert "<CompletionTriggerKind.Invoked: 1>" in items[0]["label"]
    for kind in (9, "1", True, None):
        assert wire.refusal("textDocument/completion", hover_params(context={"triggerKind": kind})) == INVALID_PARAMS


@pytest.mark.parametrize("profile", sorted(CLIENTS.glob("*.json")), ids=lambda path: path.stem)
def test_the_capabilities_of_real_clients_are_read_as_lsprotocol_reads_them(profile: Path) -> None:
    params = {**INITIALIZE, "capabilities": json.loads(profile.read_text(encoding="utf-8"))["capabilities"]}
    expected = get_converter().structure(params, types.InitializeParams)
    for detailed in (False, True):
        assert repr(strict_converter(detailed=detailed).structure(params, types.InitializeParams)) == repr(expected)


@pytest.mark.parametrize("method", ["test/none", "$/none", "", "textDocument/rename"])
def test_unknown_methods_are_refused(wire: Wire, method: str) -> None:
    assert wire.refusal(method) == METHOD_NOT_FOUND


def test_a_request_of_the_life_cycle_sent_as_a_notification_is_ignored(wire: Wire) -> None:
    wire.notify("shutdown")
    wire.notify("initialize", {**INITIALIZE, "workspaceFolders": []})
    assert wire.result("test/state")["folders"] == ["file:///drafts"]


@pytest.mark.parametrize(
    "method", ["test/none", "$/none", "$/setTrace", "textDocument/didSave", "notebookDocument/didOpen"]
)
def test_unknown_notifications_are_ignored(wire: Wire, method: str) -> None:
    wire.notify(method, {"value": "off"})
    wire.notify(method)
    assert wire.is_in_step()


def test_wrongly_typed_notifications_are_logged_and_dropped(wire: Wire, shared: Process) -> None:
    wire.notify(
        "textDocument/didChange", {"textDocument": {"uri": "file:///a.md", "version": "两"}, "contentChanges": []}
    )
    wire.notify("textDocument/didOpen", ["file:///a.md"])
    assert wire.is_in_step()
    errors = shared.wait_for_errors("dropped textDocument/didOpen")
    assert errors.count("dropped textDocument/didChange") == 1
    assert "version" in errors


@pytest.mark.parametrize("method", ["test/crash", "test/crashLater", "test/threadCrash", "test/unsendable"])
def test_a_failing_request_is_answered_logged_once_and_passed_on(wire: Wire, shared: Process, method: str) -> None:
    before = shared.errors.count("Traceback")
    answer = wire.request(method)
    assert answer["error"]["code"] == INTERNAL_ERROR
    assert len(answer["error"]["message"]) < 400
    assert "data" not in answer["error"]
    log = wire.receive()
    assert log["method"] == "window/logMessage"
    assert log["params"]["message"].startswith(method)
    assert wire.is_in_step()
    errors = shared.wait_for_errors(f"{method} failed")
    assert errors.count(f"{method} failed") == 1
    assert shared.errors.count("Traceback") == before + 1


@pytest.mark.parametrize("method", ["test/crash", "test/crashLater", "test/threadCrash"])
def test_a_failing_notification_is_passed_on_and_pops_nothing_up(wire: Wire, method: str) -> None:
    wire.notify(method)
    assert wire.receive()["method"] == "window/logMessage"
    assert wire.is_in_step()


def test_a_handler_may_refuse_with_a_code_and_data_of_its_own(wire: Wire) -> None:
    error = wire.request("test/refuse")["error"]
    assert error == {"code": -32802, "message": "not now", "data": {"retriggerRequest": True}}


def test_commands_run_and_wrong_arguments_are_refused(wire: Wire) -> None:
    assert wire.result("workspace/executeCommand", {"command": "test.double", "arguments": [21]}) == 42
    for params in ({"command": "none"}, {"command": "test.double", "arguments": ["21"]}, {"command": "test.double"}):
        assert wire.refusal("workspace/executeCommand", params) == INVALID_PARAMS


def test_a_request_of_the_servers_own_gets_the_clients_answer(wire: Wire) -> None:
    for reply, wanted in (
        ({"result": [{"表": 1}]}, [{"表": 1}]),
        ({"error": {"code": -32601, "message": "no"}}, "refused: no"),
        ({"error": "no"}, None),
        ({"result": {"not": "a list"}}, None),
    ):
        msg_id = wire.start("test/ask")
        asked = wire.receive()
        assert asked["method"] == "workspace/configuration"
        assert asked["params"] == {"items": [{"section": "wire"}]}
        wire.send(frame(json.dumps({"jsonrpc": "2.0", "id": asked["id"], **reply})))
        answer = wire.receive()
        assert answer["id"] == msg_id
        if wanted is not None:
            assert answer["result"] == wanted
    assert wire.is_in_step()


def test_an_answer_that_comes_after_the_question_was_dropped_is_ignored(wire: Wire, shared: Process) -> None:
    wire.result("test/say", "the line before")
    before = shared.wait_for_errors("the line before\n").count("\n")
    msg_id = wire.start("test/ask")
    asked = wire.receive()
    wire.notify("$/cancelRequest", {"id": msg_id})
    assert wire.error() == (msg_id, CANCELLED)
    wire.send(message(id=asked["id"], result=[1]))
    wire.result("test/say", "the next line")
    shared.wait_for_errors("the next line")
    assert shared.errors.count("\n") == before + 1


# ---- cancellation -----------------------------------------------------------------


def test_a_running_coroutine_is_cancelled(wire: Wire) -> None:
    msg_id = wire.start("test/sleep", 60)
    wire.wait_until_seen("sleep started")
    wire.notify("$/cancelRequest", {"id": msg_id})
    assert wire.error() == (msg_id, CANCELLED)
    assert wire.is_in_step()


def test_a_request_cancelled_in_the_same_breath_never_starts(wire: Wire) -> None:
    wire.send(message(id="早", method="test/sleep", params=60) + message(method="$/cancelRequest", params={"id": "早"}))
    assert wire.error() == ("早", CANCELLED)
    assert wire.result("test/state")["seen"] == []


def test_a_running_thread_is_answered_at_once(wire: Wire) -> None:
    msg_id = wire.start("test/block", 0.3)
    wire.wait_until_seen("block started")
    wire.notify("$/cancelRequest", {"id": msg_id})
    assert wire.error() == (msg_id, CANCELLED)
    time.sleep(0.4)
    assert wire.is_in_step()


def test_a_running_command_is_cancelled_with_its_handler(wire: Wire) -> None:
    msg_id = wire.start("workspace/executeCommand", {"command": "test.slow"})
    wire.wait_until_seen("command started")
    wire.notify("$/cancelRequest", {"id": msg_id})
    assert wire.error() == (msg_id, CANCELLED)
    assert wire.result("test/state")["seen"] == ["command cancelled"]


@pytest.mark.parametrize("params", [{"id": 12345}, {"id": "none"}, {"id": []}, {"id": None}, {}, [], None, 5])
def test_cancelling_nothing_is_ignored(wire: Wire, params: object) -> None:
    wire.notify("$/cancelRequest", params)
    assert wire.is_in_step()


def test_every_request_gets_exactly_one_answer(wire: Wire) -> None:
    asked: set[int] = set()
    burst = b""
    kinds = ("test/echo", "test/sleep", "test/block", "test/none", "test/refuse", "textDocument/hover", "initialize")
    for number in range(1000, 1140):
        asked.add(number)
        burst += message(id=number, method=kinds[number % len(kinds)], params=0.01)
        if number % 3 == 0:
            burst += message(method="$/cancelRequest", params={"id": number - 1})
    wire.send(burst)
    answered = [wire.receive()["id"] for _ in asked]
    assert sorted(answered) == sorted(asked)
    assert wire.is_in_step()


# ---- synchronisation --------------------------------------------------------------


def test_only_registered_features_see_the_documents(wire: Wire) -> None:
    uri = "file:///%E7%A8%BF.md"
    document = {"uri": uri, "languageId": "markdown", "version": 1, "text": "一\u2028二"}
    wire.notify("textDocument/didOpen", {"textDocument": document})
    span = {"start": {"line": 0, "character": 99}, "end": {"line": 7, "character": 0}}
    wire.notify(
        "textDocument/didChange",
        {"textDocument": {"uri": uri, "version": 2}, "contentChanges": [{"range": span, "text": "三"}, {"text": "全"}]},
    )
    wire.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    notebook = {"uri": "file:///n", "notebookType": "n", "version": 1, "cells": []}
    wire.notify("notebookDocument/didOpen", {"notebookDocument": notebook, "cellTextDocuments": [document]})
    assert wire.result("test/state") == {
        "seen": [f"open {uri} 1", "change 2 0:99-7:0 三", "change 2 all 全", f"close {uri}"],
        "documents": 0,
        "folders": ["file:///drafts"],
    }


def test_workspace_folders_are_kept(wire: Wire) -> None:
    more = {"uri": "file:///more", "name": "more"}
    wire.notify("workspace/didChangeWorkspaceFolders", {"event": {"added": [more], "removed": []}})
    assert wire.result("test/state")["folders"] == ["file:///drafts", "file:///more"]
    wire.notify("workspace/didChangeWorkspaceFolders", {"event": {"added": [], "removed": [more]}})
    assert wire.result("test/state")["folders"] == ["file:///drafts"]


# ---- life cycle -------------------------------------------------------------------


def test_the_life_of_a_session(process: Process) -> None:
    wire = process.wire
    assert wire.refusal("test/echo") == NOT_INITIALIZED
    assert wire.refusal("shutdown") == NOT_INITIALIZED
    assert wire.refusal("test/none") == NOT_INITIALIZED
    wire.notify("test/note", "too early")
    assert wire.refusal("initialize", {"capabilities": "none"}) == INVALID_PARAMS
    wire.start("initialize", {**INITIALIZE, "initializationOptions": "fail"})
    assert wire.error()[1] == INTERNAL_ERROR
    assert wire.receive()["method"] == "window/logMessage"
    assert wire.refusal("test/echo") == NOT_INITIALIZED

    newer = {"textDocument": {"documentSymbol": {"symbolKind": {"valueSet": [1, 2, 999]}}}}
    result = wire.initialize(capabilities=newer)
    assert result["serverInfo"] == {"name": "wire", "version": "1"}
    assert result["capabilities"]["textDocumentSync"]["change"] == 2
    assert result["capabilities"]["textDocumentSync"]["openClose"] is True
    assert wire.refusal("initialize", INITIALIZE) == INVALID_REQUEST
    assert wire.result("test/state")["seen"] == []

    running = wire.start("test/sleep", 60)
    shutdown = wire.start("shutdown")
    answers = {answer["id"]: answer for answer in (wire.receive(), wire.receive())}
    assert answers[shutdown]["result"] is None
    assert answers[running]["error"]["code"] == CANCELLED
    for method in ("test/echo", "shutdown", "initialize", "test/none"):
        assert wire.refusal(method) == INVALID_REQUEST
    wire.notify("test/crash")
    wire.send(b"rubbish\r\n" + frame("[]"))
    assert wire.error() == (None, PARSE_ERROR)
    assert wire.error() == (None, INVALID_REQUEST)
    wire.notify("exit")
    assert wire.receive_bytes() is None
    assert process.code() == 0
    assert process.errors.count("Traceback") == 1  # the initialize that was told to fail


@pytest.mark.parametrize(
    "ending, code",
    [
        (message(method="exit"), 1),
        (message(id=1, method="shutdown") + message(method="exit"), 1),  # refused before initialize
        (b"", 1),
        (b"Content-Length: 100\r\n\r\n{", 1),
        (b"Content-Len", 1),
        (b"GET / HTTP/1.1\r\n", 1),
    ],
)
def test_how_a_session_that_never_began_ends(process: Process, ending: bytes, code: int) -> None:
    process.wire.send(ending)
    if b"HTTP" not in ending:
        process.stdin.close()
    assert process.code() == code
    assert "Traceback" not in process.errors


@pytest.mark.parametrize(
    "ending, code",
    [
        (message(method="exit"), 1),
        (message(method="exit", params={}), 1),
        (b"", 1),
        (message(id="停", method="shutdown"), 0),
        (
            message(id="停", method="shutdown", params={}) + message(method="exit") + message(id=5, method="test/echo"),
            0,
        ),
        (message(id="停", method="shutdown") + b"Content-Length: 9\r\n\r\n{", 0),
    ],
)
def test_how_a_running_session_ends(process: Process, ending: bytes, code: int) -> None:
    process.wire.initialize()
    process.wire.send(ending)
    process.stdin.close()
    assert process.code() == code
    if b"shutdown" in ending:
        assert process.wire.receive() == {"jsonrpc": "2.0", "id": "停", "result": None}
    assert process.wire.receive_bytes() is None
    assert "Traceback" not in process.errors


@pytest.mark.parametrize("what", ["block", "stubborn"])
def test_work_that_will_not_stop_does_not_hold_the_process(process: Process, what: str) -> None:
    process.wire.initialize()
    process.wire.start(f"test/{what}", 60)
    process.wire.wait_until_seen(f"{what} started")
    begin = time.monotonic()
    process.wire.notify("exit")
    assert process.code() == 1
    assert time.monotonic() - begin < 3


def test_a_client_that_stops_reading_ends_the_session_quietly() -> None:
    popen = subprocess.Popen([sys.executable, str(SERVER)], stdin=PIPE, stdout=PIPE, stderr=PIPE)
    popen.stdin.write(message(id=1, method="initialize", params=INITIALIZE))
    popen.stdin.flush()
    assert popen.stdout.read(1) == b"C"
    popen.stdout.close()
    popen.stdin.write(message(id=2, method="test/echo") + message(id=3, method="test/echo"))
    popen.stdin.flush()
    assert popen.wait(PATIENCE) == 1
    assert popen.stderr.read() == b""
    popen.stdin.close()
    popen.stderr.close()


@posix
@pytest.mark.parametrize("closed", ["<&-", ">&-"])
def test_without_streams_there_is_no_session(closed: str) -> None:
    command = ["sh", "-c", f'exec "$0" "$1" {closed}', sys.executable, str(SERVER)]
    run = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, check=False)
    assert run.returncode == 1
    assert run.stderr == b"standard input or output is closed\n"


@posix
@pytest.mark.parametrize("sent, code", [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_ends_the_session_quietly(process: Process, sent: signal.Signals, code: int) -> None:
    process.wire.initialize()
    process.wire.start("test/sleep", 60)
    assert process.wire.is_in_step()
    process.popen.send_signal(sent)
    assert process.code() == code
    assert process.errors == ""
    assert process.wire.receive_bytes() is None


@posix
def test_a_signal_reaches_a_server_that_waits_for_its_client_to_read() -> None:
    with subprocess.Popen([sys.executable, str(SERVER)], stdin=PIPE, stdout=PIPE) as popen:
        popen.stdin.write(message(id=1, method="initialize", params=INITIALIZE))
        popen.stdin.write(message(id=2, method="test/echo", params="x" * 1_000_000))
        popen.stdin.flush()
        assert popen.stdout.read(1) == b"C"
        time.sleep(0.2)
        popen.send_signal(signal.SIGTERM)
        assert popen.wait(PATIENCE) == 143


@posix
def test_the_session_ends_with_the_process_of_its_client(process: Process) -> None:
    with subprocess.Popen(["sleep", "60"]) as client:
        process.wire.initialize(processId=client.pid)
        time.sleep(0.3)
        assert process.wire.is_in_step()
        client.kill()
        client.wait()
        assert process.code() == 1
    assert process.errors == ""


@posix
@pytest.mark.parametrize("pid", [0, -1, 2**22 + 1, 2**31 - 1])
def test_a_client_process_that_cannot_be_seen_is_not_missed(process: Process, pid: int) -> None:
    process.wire.initialize(processId=pid)
    time.sleep(0.3)
    assert process.wire.is_in_step()


# ---- TCP --------------------------------------------------------------------------


def connect(process: Process) -> tuple[socket.socket, Wire]:
    address = re.search(r"listening on ([\d.]+):(\d+)", process.wait_for_errors("\n"))
    assert address is not None
    assert address[1] == "127.0.0.1"
    connection = socket.create_connection((address[1], int(address[2])), timeout=PATIENCE)
    connection.settimeout(None)
    return connection, Wire(connection.sendall, lambda: connection.recv(1 << 16))


def test_a_whole_session_over_tcp() -> None:
    with Process("--tcp") as process:
        connection, wire = connect(process)
        with connection:
            assert wire.refusal("test/echo") == NOT_INITIALIZED
            wire.initialize()
            wire.send(b"rubbish\r\n" + frame(ECHO))
            assert wire.error() == (None, PARSE_ERROR)
            assert wire.receive()["result"] == ["正文"]
            text = "对照" * 500_000
            assert wire.result("test/echo", text) == text
            with pytest.raises(OSError):
                socket.create_connection(connection.getpeername(), timeout=1)  # one client only
            assert wire.result("shutdown") is None
            wire.notify("exit")
            assert wire.receive_bytes() is None
        assert process.code() == 0


@pytest.mark.parametrize("last", [b"", b"POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}"])
def test_a_connection_that_breaks_or_speaks_http_ends_the_process(last: bytes) -> None:
    with Process("--tcp") as process:
        connection, wire = connect(process)
        with connection:
            wire.send(last)
            if not last:
                connection.shutdown(socket.SHUT_RDWR)
            assert process.code() == 1
        assert "Traceback" not in process.errors


@posix
def test_a_signal_ends_the_wait_for_a_connection() -> None:
    with Process("--tcp") as process:
        process.wait_for_errors("listening")
        process.popen.send_signal(signal.SIGTERM)
        assert process.code() == 143
        assert "Traceback" not in process.errors


# ---- the reader alone, against any input ------------------------------------------


def cut(data: bytes, at: list[int]) -> list[bytes]:
    places = sorted({place % (len(data) + 1) for place in at} | {0, len(data)})
    return [data[start:end] for start, end in itertools.pairwise(places)]


@given(bodies=st.lists(st.binary(max_size=50), max_size=6), at=st.lists(st.integers(0, 1000), max_size=12))
def test_any_bodies_cut_anywhere_come_out_whole(bodies: list[bytes], at: list[int]) -> None:
    reader = FrameReader()
    found = [item for part in cut(b"".join(map(frame, bodies)), at) for item in reader.feed(part)]
    assert found == bodies
    assert not reader.inside_message


PIECES = st.one_of(
    st.binary(max_size=20),
    st.sampled_from(
        [b"Content-Length: 3\r\n", b"content-length", b":", b" 12", b"\r\n", b"\n", b"\r\n\r\n", b"{}", b"-"]
    ),
)


@given(noise=st.lists(PIECES, max_size=20).map(b"".join), at=st.lists(st.integers(0, 1000), max_size=8))
def test_after_any_noise_reading_resumes(noise: bytes, at: list[int]) -> None:
    reader = FrameReader()
    for part in cut(noise, at):
        reader.feed(part)
    # What the noise itself announced as a body, or left as an open header block, may swallow the first of these.
    tail = b"\r\n\r\n" + frame(b"{" + b" " * 200 + b"}") * 3 + frame(b"[last]")
    found = reader.feed(tail)
    assert found[-1] == b"[last]"


def test_the_reader_keeps_nothing_of_endless_rubbish() -> None:
    reader = FrameReader()
    found: list[bytes | Malformed] = []
    for _ in range(50):
        found += reader.feed(b"x" * 100_000)
    assert found == [Malformed("an endless header line")]
    assert len(reader._buffer) < 1000
