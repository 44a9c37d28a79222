"""A conversation with one language server in a process of its own: what is said on the wire, and what comes back.

It speaks just as much JSON-RPC as this client needs, with the standard library alone: importing the protocol's types
takes longer than checking two hundred drafts.
"""

import io
import json
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

_CHUNK = 1 << 16
_PIPE = 1 << 20
_LOG_LINES = 12
_GRACE = 2.0

_ERROR = 1
_GREETING = 0
_FAREWELL = -1

_CAPABILITIES = {
    "general": {"positionEncodings": ["utf-32"]},
    "textDocument": {
        "diagnostic": {
            "relatedInformation": True,
            "codeDescriptionSupport": True,
            "dataSupport": True,
            "tagSupport": {"valueSet": [1, 2]},
        },
    },
}


class Answer(NamedTuple):
    """What the server said to the request `id`: the result, or the reason why there is none."""

    id: int
    result: Any
    error: str | None


class Remark(NamedTuple):
    """What the server wants its user to know."""

    text: str


class End(NamedTuple):
    """The server says nothing any more. `log` are the last lines that it wrote to its log."""

    exit_code: int
    log: tuple[str, ...]


Event = Answer | Remark | End


def request(identifier: int, method: str, params: Mapping[str, Any]) -> bytes:
    """A request as it goes over the wire; its answer will bear the `identifier` (above 0)."""
    return _framed({"jsonrpc": "2.0", "id": identifier, "method": method, "params": params})


def notification(method: str, params: Mapping[str, Any]) -> bytes:
    """A notification as it goes over the wire."""
    return _framed({"jsonrpc": "2.0", "method": method, "params": params})


def _framed(message: Mapping[str, Any]) -> bytes:
    body = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


class Conversation:
    """Starts a server and greets it. Requests may follow at once: it reads while it works.

    What it says is handed to `hear`, in a thread of the conversation; `End` comes last, and always.
    """

    def __init__(self, options: Mapping[str, Any], hear: Callable[[Event], object]) -> None:
        self._hear = hear
        self.told_to_leave = False
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "duizhao", "serve"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            pipesize=_PIPE,
        )
        self._log: deque[str] = deque(maxlen=_LOG_LINES)
        self._log_reader = threading.Thread(target=self._read_log, daemon=True)
        self._log_reader.start()
        threading.Thread(target=self._listen, daemon=True).start()
        greeting = {
            "processId": os.getpid(),
            "rootUri": None,
            "capabilities": _CAPABILITIES,
            "initializationOptions": options,
        }
        self.send(request(_GREETING, "initialize", greeting) + notification("initialized", {}))

    def send(self, data: bytes) -> bool:
        """Writes framed messages, waiting while the pipe is full; False when the server no longer reads."""
        assert self._process.stdin is not None
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[self._process.stdin.write(rest) or 0 :]
        except OSError:
            return False
        return True

    def leave(self) -> None:
        """Tells the server that this was all; what it was asked before, it still answers."""
        self.told_to_leave = True
        self.send(request(_FAREWELL, "shutdown", {}) + notification("exit", {}))

    def close(self) -> int:
        """Ends the process, and returns its exit code: at once, or for a server told to leave when it has done so."""
        if not self.told_to_leave:
            self._process.kill()
        return self._exit_code()

    def _exit_code(self) -> int:
        try:
            return self._process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def _listen(self) -> None:
        try:
            for body in self._bodies():
                self._take(json.loads(body))
        except (ValueError, LookupError) as error:  # another program has written to the server's output
            self._log.append(repr(error))
        exit_code = self._exit_code()
        self._log_reader.join(_GRACE)
        self._hear(End(exit_code, tuple(self._log)))

    def _take(self, message: Mapping[str, Any]) -> None:
        if "method" in message:
            self._take_notification(message["method"], message["params"])
            return
        error = message["error"]["message"] if "error" in message else None
        if message["id"] == _GREETING and error is not None:
            self._log.append(error)
            self._process.kill()
        elif message["id"] not in (_GREETING, _FAREWELL):
            self._hear(Answer(message["id"], message.get("result"), error))

    def _take_notification(self, method: str, params: Mapping[str, Any]) -> None:
        if method == "window/showMessage" or (method == "window/logMessage" and params["type"] == _ERROR):
            self._hear(Remark(params["message"]))
        elif method == "textDocument/publishDiagnostics":  # about packs and project files, for drafts are pulled
            for item in params["diagnostics"]:
                self._hear(Remark(f"{_shown(params['uri'], item['range']['start'])}: {item['message']}"))

    def _bodies(self) -> Iterator[bytes]:
        stdout = self._process.stdout
        assert isinstance(stdout, io.FileIO)
        reader = io.BufferedReader(stdout, _CHUNK)
        while header := reader.readline():
            name, _, value = header.partition(b":")
            if name.lower() != b"content-length" or reader.readline().strip():
                raise ValueError(header)
            yield reader.read(int(value))

    def _read_log(self) -> None:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self._log.append(line.decode("utf-8", "replace").rstrip())


def _shown(uri: str, position: Mapping[str, int]) -> str:
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    path = url2pathname(urlsplit(uri).path)
    return f"{path}:{position['line'] + 1}:{position['character'] + 1}"
