"""Framed JSON-RPC over standard input and output, or over one TCP connection on the loopback.

A reader thread takes bytes as they come, cuts them into messages and wakes the event loop; everything else, the
writing included, happens in the loop. A thread and blocking reads work alike on every platform and for pipes, files and
sockets.
"""

import asyncio
import contextlib
import gc
import logging
import os
import re
import signal
import socket
import sys
import threading
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from types import FrameType

from pygls.lsp.server import LanguageServer

from duizhao.lsp.protocol import DuizhaoProtocol

logger = logging.getLogger(__name__)

MAX_BODY = 256 * 1024 * 1024
"""Bytes; a message that claims more is refused before anything is stored."""

MAX_HEADER_LINE = 8 * 1024
"""Bytes."""

_CHUNK = 64 * 1024
_BATCH = 32
_WORKER = "duizhao-worker"

_HEADER_NAME = re.compile(rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_LENGTH = re.compile(rb"[0-9]{1,12}")
_LENGTH_HEADER = re.compile(rb"(?<!-)content-length[ \t]{0,8}:[ \t]{0,8}[0-9]{1,12}[ \t]{0,8}\r?\n", re.IGNORECASE)
_LENGTH_HEADER_MAX = 64
_HTTP = re.compile(rb"[A-Z]+ \S+ HTTP/[0-9.]+")


@dataclass(frozen=True, slots=True)
class Malformed:
    """A place in the input that is no message, and why."""

    reason: str


class FrameReader:
    """Cuts a stream of bytes into message bodies, whatever the stream holds.

    What cannot be a header is reported once as `Malformed`; reading resumes at the next `Content-Length` header.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._length: int | None = None
        self._in_headers = False
        self._in_body = False
        self._lost = False
        self.closed = False
        """True once the input has proved to be another protocol altogether; nothing more is read from it."""

    @property
    def inside_message(self) -> bool:
        """Whether the bytes so far end in the middle of a message."""
        return self._in_body or self._in_headers or bool(self._buffer.strip())

    def feed(self, data: bytes) -> list[bytes | Malformed]:
        """The bodies that `data` completes, in order, with what was wrong between them."""
        self._buffer += data
        found: list[bytes | Malformed] = []
        while not self.closed and (item := self._next()) is not None:
            found.append(item)
        return found

    def _next(self) -> bytes | Malformed | None:
        """The next body or fault in the buffer; None where more bytes are needed."""
        buffer = self._buffer
        while True:
            if self._in_body:
                assert self._length is not None
                return self._take_body(self._length)
            if self._lost:
                header = _LENGTH_HEADER.search(buffer)
                if header is None:
                    del buffer[:-_LENGTH_HEADER_MAX]
                    return None
                del buffer[: header.start()]
                self._lost = False
            end = buffer.find(b"\n")
            if end < 0:
                return self._lose("an endless header line") if len(buffer) > MAX_HEADER_LINE else None
            line = bytes(buffer[:end]).strip()
            name, colon, value = line.partition(b":")
            if line and not (colon and _HEADER_NAME.fullmatch(name.rstrip())):
                # It stays in the buffer: the next Content-Length may stand at the end of this very line.
                self.closed = _HTTP.fullmatch(line) is not None
                return self._lose("a header line without a name")
            del buffer[: end + 1]
            fault = self._header(name.rstrip().lower(), value.strip()) if line else self._end_headers()
            if fault is not None:
                return self._lose(fault)

    def _take_body(self, length: int) -> bytes | None:
        if len(self._buffer) < length:
            return None
        with memoryview(self._buffer) as view:
            body = bytes(view[:length])
        del self._buffer[:length]
        self._length, self._in_body = None, False
        return body

    def _header(self, name: bytes, value: bytes) -> str | None:
        """Takes one header; what is wrong with it."""
        self._in_headers = True
        if name != b"content-length":
            return None
        if not value.isdigit():
            return "Content-Length is not a number"
        if not _LENGTH.fullmatch(value) or int(value) > MAX_BODY:
            return f"Content-Length is above {MAX_BODY}"
        if self._length not in (None, int(value)):
            return "two different Content-Length headers"
        self._length = int(value)
        return None

    def _end_headers(self) -> str | None:
        """Takes the empty line after the headers; a stray one before any header means nothing."""
        if self._in_headers and self._length is None:
            return "headers without Content-Length"
        self._in_body, self._in_headers = self._in_headers, False
        return None

    def _lose(self, reason: str) -> Malformed:
        self._length, self._in_headers, self._lost = None, False, True
        return Malformed(reason)


class _Inbox:
    """Hands what the reader thread found to the protocol, in the event loop and in order."""

    def __init__(self, loop: asyncio.AbstractEventLoop, protocol: DuizhaoProtocol) -> None:
        self._loop = loop
        self._protocol = protocol
        self._items: deque[bytes | Malformed | None] = deque()
        self._awake = False

    def put(self, items: Sequence[bytes | Malformed | None]) -> None:
        """To be called in the reader thread; None is the end of input."""
        self._items.extend(items)
        if not self._awake:
            self._awake = True
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody is interested any more
                self._loop.call_soon_threadsafe(self._drain)

    def _drain(self) -> None:
        self._awake = False
        for _ in range(_BATCH):  # then let timers and tasks have their turn
            if not self._items:
                return
            try:
                self._deliver(self._items.popleft())
            except Exception:
                logger.exception("a message could not be handled")
        self._loop.call_soon(self._drain)

    def _deliver(self, item: bytes | Malformed | None) -> None:
        if item is None:
            self._protocol.finish()
        elif isinstance(item, Malformed):
            self._protocol.receive_malformed(item.reason)
        else:
            self._protocol.receive(item)


def _read_all(read: Callable[[], bytes], inbox: _Inbox) -> None:
    """Reads to the end of input; the body of the reader thread."""
    frames = FrameReader()
    try:
        while not frames.closed and (data := read()):
            if items := frames.feed(data):
                inbox.put(items)
        if frames.inside_message:
            logger.warning("the input ended inside a message")
    except OSError as error:
        logger.info("the input ended: %s", error)
    finally:
        inbox.put([None])


class _Writer:
    """The only way out: whole messages, one at a time, until the other side stops reading."""

    def __init__(self, send: Callable[[memoryview], int], lost: Callable[[], None]) -> None:
        self._send = send
        self._lost = lost
        self._lock = threading.Lock()
        self._closed = False

    def write(self, data: bytes) -> None:
        with self._lock:
            if self._closed:
                return
            rest = memoryview(data)
            try:
                while rest:
                    rest = rest[self._send(rest) :]
            except OSError as error:
                logger.info("the output is closed: %s", error)
                self._closed = True
                self._lost()

    def close(self) -> None:
        self._closed = True


class _ClientProcess:
    """Tells whether the process with the given id is still there. A process that cannot be seen counts as alive."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._seen = self._is_visible()

    def is_gone(self) -> bool:
        """True only for a process that was there at first: its id may belong to another machine or container."""
        return self._seen and not self._is_visible()

    if sys.platform == "win32":

        def _is_visible(self) -> bool:
            import ctypes
            from ctypes import wintypes

            synchronize, wait_object_0, access_denied = 0x00100000, 0, 5
            kernel = ctypes.WinDLL("kernel32", use_last_error=True)
            kernel.OpenProcess.restype = wintypes.HANDLE
            kernel.OpenProcess.argtypes = (wintypes.DWORD, wintypes.BOOL, wintypes.DWORD)
            kernel.WaitForSingleObject.argtypes = (wintypes.HANDLE, wintypes.DWORD)
            kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
            handle = kernel.OpenProcess(synchronize, False, self._pid)
            if not handle:
                return ctypes.get_last_error() == access_denied
            try:
                return bool(kernel.WaitForSingleObject(handle, 0) != wait_object_0)
            finally:
                kernel.CloseHandle(handle)

    else:

        def _is_visible(self) -> bool:
            try:
                os.kill(self._pid, 0)
            except PermissionError:
                return True
            except (ProcessLookupError, OverflowError):
                return False
            return True


class _Watch:
    """Ends the session when the client's process is gone, for a client that leaves the streams open behind it."""

    def __init__(self, loop: asyncio.AbstractEventLoop, protocol: DuizhaoProtocol, every: float) -> None:
        self._loop = loop
        self._protocol = protocol
        self._every = every

    def start(self, pid: int) -> None:
        if pid > 0:
            self._loop.call_later(self._every, self._look, _ClientProcess(pid))

    def _look(self, client: _ClientProcess) -> None:
        if client.is_gone():
            logger.info("the client's process is gone")
            self._protocol.finish()
        else:
            self._loop.call_later(self._every, self._look, client)


async def _converse(
    protocol: DuizhaoProtocol,
    read: Callable[[], bytes],
    send: Callable[[memoryview], int],
    watch_every: float,
) -> int:
    """Runs one session to its end; the exit code."""
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[int] = loop.create_future()

    def lost() -> None:
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(protocol.finish)

    protocol.on_end = ended.set_result
    protocol.on_client_process = _Watch(loop, protocol, watch_every).start
    protocol.set_writer(_Writer(send, lost))
    inbox = _Inbox(loop, protocol)
    threading.Thread(target=_read_all, args=(read, inbox), name="duizhao-reader", daemon=True).start()
    return await ended


def _terminate(signum: int, _: FrameType | None) -> None:
    raise SystemExit(128 + signum)


@contextlib.contextmanager
def _termination_by_signal() -> Iterator[None]:
    """SIGTERM ends the session like Ctrl-C does. Raising reaches even a write that waits for the client."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _run(protocol: DuizhaoProtocol, session: Callable[[], Awaitable[int]]) -> int:
    """Runs `session` in an event loop of its own; the exit code. Waits for no worker thread."""
    loop = asyncio.new_event_loop()
    workers = ThreadPoolExecutor(thread_name_prefix=_WORKER)
    loop.set_default_executor(workers)
    code = 1
    gc.freeze()  # what was imported stays: the collector need not walk it again, neither while typing nor at the end

    async def main() -> int:
        return await session()

    try:
        with _termination_by_signal():
            code = loop.run_until_complete(main())
    except KeyboardInterrupt:
        code = 128 + signal.SIGINT
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    finally:
        protocol.close()
        workers.shutdown(wait=False, cancel_futures=True)
        if tasks := asyncio.all_tasks(loop):
            for task in tasks:
                task.cancel()
            loop.run_until_complete(asyncio.wait(tasks, timeout=0.5))
        loop.close()
    _abandon_workers(code)
    return code


def _abandon_workers(code: int) -> None:
    """Ends the process here if a worker thread is still busy: the interpreter would wait for it, however long."""
    deadline = time.monotonic() + 0.2
    for thread in threading.enumerate():
        if thread.name.startswith(_WORKER):
            thread.join(max(0.0, deadline - time.monotonic()))
            if thread.is_alive():
                logging.shutdown()
                os._exit(code)


def serve_stdio(server: LanguageServer, *, watch_every: float = 3.0) -> int:
    """Serves one client on standard input and output.

    Returns the exit code of the process: 0 after `shutdown`, 1 for a session that ends without it, 128 + n when ended
    by signal n. The process ends in here if a worker thread is still busy then. What is printed meanwhile goes to
    standard error. `watch_every` is the time in seconds between two looks at the client's process.
    """
    protocol = _protocol(server)
    if sys.stdin is None or sys.stdout is None:
        logger.error("standard input or output is closed")
        return 1
    stdin, stdout = sys.stdin.fileno(), sys.stdout.fileno()

    def session() -> Awaitable[int]:
        return _converse(
            protocol, lambda: os.read(stdin, _CHUNK), lambda data: os.write(stdout, data), watch_every=watch_every
        )

    with contextlib.redirect_stdout(sys.stderr):
        return _run(protocol, session)


def serve_tcp(server: LanguageServer, port: int, *, watch_every: float = 3.0) -> int:
    """Serves the first client that connects to `port` on 127.0.0.1, and no other; 0 lets the system choose a port.

    The address is written to standard error. Returns what `serve_stdio` returns. Raises OSError when the port is taken.
    """
    protocol = _protocol(server)

    async def session() -> int:
        with socket.create_server(("127.0.0.1", port)) as listener:
            listener.setblocking(False)
            print(f"listening on 127.0.0.1:{listener.getsockname()[1]}", file=sys.stderr, flush=True)
            connection, _ = await asyncio.get_running_loop().sock_accept(listener)
        with connection:
            connection.setblocking(True)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                return await _converse(
                    protocol, lambda: connection.recv(_CHUNK), connection.send, watch_every=watch_every
                )
            finally:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    return _run(protocol, session)


def _protocol(server: LanguageServer) -> DuizhaoProtocol:
    protocol = server.protocol
    if not isinstance(protocol, DuizhaoProtocol):
        raise TypeError("the server must be built with protocol_cls=DuizhaoProtocol")
    return protocol
