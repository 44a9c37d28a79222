"""A language client over stdio that measures: a message is stamped when its last byte has arrived, before parsing."""

import json
import os
import queue
import shlex
import signal
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any, NamedTuple, Self

Json = dict[str, Any]


class ServerFailed(Exception):
    """The server died, refused a request or did not answer in time."""


class Received(NamedTuple):
    """A message of the server and the `time.perf_counter()` at which its last byte had arrived."""

    time: float
    content: Json


def encode(method: str, params: Any, request_id: int | None = None) -> bytes:
    """A request, or a notification when it has no id, ready to be written."""
    return _frame({"method": method, "params": params} | ({} if request_id is None else {"id": request_id}))


def _frame(message: Json) -> bytes:
    body = json.dumps({"jsonrpc": "2.0"} | message, ensure_ascii=False, separators=(",", ":")).encode()
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


class Client:
    """One server process, started in `folder`; a context manager that ends it.

    All methods raise ServerFailed; no wait is longer than `patience` seconds. `pulls` tells whether the client
    offers to pull diagnostics; the server's standard error goes to `log`.
    """

    def __init__(self, command: Sequence[str], folder: Path, pulls: bool, patience: float, log: IO[bytes]) -> None:
        self.capabilities: Json = {}
        self._folder = folder
        self._patience = patience
        self._offers_pull = pulls
        self._last_id = 0
        self._inbox: queue.SimpleQueue[tuple[float, bytes | None]] = queue.SimpleQueue()  # None: nothing more will come
        self._log = log
        self.started = time.perf_counter()
        try:
            self._process = subprocess.Popen(
                command,
                cwd=folder,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._log,
                start_new_session=True,
            )
        except OSError as error:
            raise ServerFailed(f"{shlex.join(command)}: {error}") from error
        threading.Thread(target=self._read, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._leave()
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.stdout.close()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def pulling(self) -> bool:
        """Whether diagnostics are pulled: both sides offer it."""
        return self._offers_pull and bool(self.capabilities.get("diagnosticProvider"))

    def initialize(self) -> float:
        """Exchange `initialize` and `initialized`; the seconds from the start of the process to the server's answer."""
        text_document: Json = {
            "synchronization": {"didSave": True},
            "publishDiagnostics": {"versionSupport": True, "relatedInformation": True, "codeDescriptionSupport": True},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        }
        if self._offers_pull:
            text_document["diagnostic"] = {"relatedDocumentSupport": False}
        params = {
            "processId": os.getpid(),
            "clientInfo": {"name": "benchmark"},
            "locale": "zh-cn",
            "rootUri": self._folder.as_uri(),
            "workspaceFolders": [{"uri": self._folder.as_uri(), "name": self._folder.name}],
            "capabilities": {
                "general": {"positionEncodings": ["utf-16"]},
                "textDocument": text_document,
                "workspace": {
                    "configuration": True,
                    "workspaceFolders": True,
                    "didChangeConfiguration": {"dynamicRegistration": True},
                    "didChangeWatchedFiles": {"dynamicRegistration": True},
                },
            },
        }
        answer = self.request("initialize", params)
        self.capabilities = answer.content["result"]["capabilities"]
        self.write(encode("initialized", {}))
        return answer.time - self.started

    def write(self, data: bytes) -> None:
        """Write one or more encoded messages."""
        assert self._process.stdin
        try:
            self._process.stdin.write(data)
            self._process.stdin.flush()
        except OSError as error:
            raise ServerFailed(self._obituary()) from error

    def next_id(self) -> int:
        """An id for the next request."""
        self._last_id += 1
        return self._last_id

    def request(self, method: str, params: Any) -> Received:
        """Ask and wait for the answer; an error in answer raises ServerFailed."""
        request_id = self.next_id()
        self.write(encode(method, params, request_id))
        answer = self.answer_to(request_id)
        if "error" in answer.content:
            raise ServerFailed(f"{method} refused: {answer.content['error'].get('message')}")
        return answer

    def answer_to(self, request_id: int) -> Received:
        """The answer to a request, an error included; what arrives before it is dropped."""
        while True:
            received = self.receive()
            if received.content.get("id") == request_id:
                return received

    def receive(self, within: float | None = None) -> Received:
        """The next answer or notification; the server's own requests are answered on the way.

        TimeoutError when `within` seconds are given and pass without one.
        """
        deadline = time.perf_counter() + (self._patience if within is None else within)
        while True:
            try:
                at, body = self._inbox.get(timeout=max(0.0, deadline - time.perf_counter()))
            except queue.Empty:
                if within is not None:
                    raise TimeoutError from None
                raise ServerFailed(f"no answer within {self._patience:.0f} s") from None
            if body is None:
                self._inbox.put((at, None))
                raise ServerFailed(self._obituary())
            content: Json = json.loads(body)
            if "method" not in content or "id" not in content:
                return Received(at, content)
            self._comply(content)

    def _comply(self, request: Json) -> None:
        asked_for_settings = request["method"] == "workspace/configuration"
        result = [None] * len(request["params"]["items"]) if asked_for_settings else None
        self.write(_frame({"id": request["id"], "result": result}))

    def _read(self) -> None:
        stream = self._process.stdout
        assert stream
        length = 0
        try:
            while line := stream.readline():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
                elif not line.strip():
                    body = stream.read(length)
                    self._inbox.put((time.perf_counter(), body))
        except ValueError:  # the pipe was closed under this thread, or the server wrote no header
            pass
        self._inbox.put((time.perf_counter(), None))

    def _leave(self) -> None:
        try:
            self.request("shutdown", None)
            self.write(encode("exit", None))
            self._process.wait(timeout=2)
        except (ServerFailed, subprocess.TimeoutExpired):
            pass

    def _obituary(self) -> str:
        try:
            self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            return "the server closed its output"
        self._log.seek(0)
        lines = self._log.read().decode(errors="replace").strip().splitlines()
        return f"the server ended with code {self._process.returncode}: {lines[-1] if lines else 'it said nothing'}"
