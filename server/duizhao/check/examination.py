"""Has files checked by as many servers as that is worth, each asked ahead so that it never waits for this client."""

import os
import queue
import threading
from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import Any, NamedTuple, Self

from duizhao.check.conversation import Answer, Conversation, End, Event, Remark, notification, request

_BATCH = 8
"""How many drafts a server is sent at once, and how few it may have left to do before it is sent more."""

_WORTH_A_SERVER = 400_000
"""Bytes of drafts that take long enough for another server to be worth its start."""

_MOST_SERVERS = 8
_TICK = 0.2

_REQUESTS = 3
_STAGE, _KIND, _DIAGNOSTICS = range(_REQUESTS)


class Draft(NamedTuple):
    """What is sent to a server."""

    uri: str
    text: str


class Wish(NamedTuple):
    """What is asked of the servers. `options` are their initialisation options.

    `stage` is to hold for every draft, whatever it says itself; `kinds`: ask which kind of report each draft is.
    """

    options: Mapping[str, Any]
    stage: str | None = None
    kinds: bool = False


class Judged(NamedTuple):
    """What a server said on the draft of that `number` (from 0): diagnostics and kind as they are on the wire."""

    number: int
    items: list[dict[str, Any]]
    kind: dict[str, Any] | None


class Skipped(NamedTuple):
    """The draft of that `number` was not judged: it could not be read, or the server could not cope with it."""

    number: int
    reason: Exception


class Complaint(NamedTuple):
    """A server's message for its user: settings, packs or rules are not as they should be."""

    text: str


class Refused(Exception):
    """A server's answer to a request is that it has none."""


class ServerFailed(Exception):
    """A server ended before its work was done; `log` are the last lines of its log."""

    def __init__(self, exit_code: int, log: tuple[str, ...]) -> None:
        super().__init__(exit_code, log)
        self.exit_code = exit_code
        self.log = log


Outcome = Judged | Skipped | Complaint


class _Worker:
    """One server, and what it has been asked. `tell` is told of outcomes, from several threads."""

    def __init__(self, wish: Wish, tell: Callable[[Outcome | ServerFailed], object]) -> None:
        self._wish = wish
        self._tell = tell
        self._unanswered: set[int] = set()
        self._nearly_idle = threading.Event()
        self._nearly_idle.set()
        self._kind: dict[str, Any] | None = None
        self._errors: list[str] = []
        self._conversation = Conversation(wish.options, self._hear)

    def close(self) -> None:
        """Ends the server."""
        self._conversation.close()

    def start(self, todo: "queue.SimpleQueue[range]", read: Callable[[int], Draft]) -> None:
        """Has the server judge some of what there is `todo`, from now on."""
        threading.Thread(target=self._feed, args=(todo, read), daemon=True).start()

    def _feed(self, todo: "queue.SimpleQueue[range]", read: Callable[[int], Draft]) -> None:
        while True:
            self._nearly_idle.wait()
            try:
                batch = todo.get_nowait()
            except queue.Empty:
                break
            self._nearly_idle.clear()
            if not self._conversation.send(b"".join([self._messages(number, read) for number in batch])):
                return
            self._look_whether_idle()
        self._conversation.leave()

    def _look_whether_idle(self) -> None:
        if len(self._unanswered) <= _BATCH:
            self._nearly_idle.set()

    def _messages(self, number: int, read: Callable[[int], Draft]) -> bytes:
        try:
            uri, text = read(number)
        except Exception as reason:
            self._tell(Skipped(number, reason))
            return b""
        self._unanswered.add(number)
        identifier = (number + 1) * _REQUESTS
        document = {"textDocument": {"uri": uri}}
        opened = {"textDocument": {"uri": uri, "languageId": "markdown", "version": 1, "text": text}}
        parts = [notification("textDocument/didOpen", opened)]
        if self._wish.stage is not None:
            parts.append(_command(identifier + _STAGE, "duizhao.setStage", uri, self._wish.stage))
        if self._wish.kinds:
            parts.append(_command(identifier + _KIND, "duizhao.showReportKind", uri))
        parts.append(request(identifier + _DIAGNOSTICS, "textDocument/diagnostic", document))
        parts.append(notification("textDocument/didClose", document))
        return b"".join(parts)

    def _hear(self, event: Event) -> None:
        match event:
            case Answer():
                self._take(event)
            case Remark(text):
                self._tell(Complaint(text))
            case End(exit_code, log) if self._unanswered or not self._conversation.told_to_leave:
                self._tell(ServerFailed(exit_code, log))

    def _take(self, answer: Answer) -> None:
        """Answers on one draft come in the order of the requests; the last one completes the draft."""
        number, what = divmod(answer.id, _REQUESTS)
        number -= 1
        if answer.error is not None:
            self._errors.append(answer.error)
        if what == _KIND:
            self._kind = answer.result
        if what != _DIAGNOSTICS:
            return
        self._unanswered.discard(number)
        self._look_whether_idle()
        errors, self._errors = self._errors, []
        judged = Judged(number, answer.result["items"], self._kind) if not errors else None
        self._tell(judged or Skipped(number, Refused(errors[0])))


class Examination:
    """Starts a server at once, so that it gets ready while the files are being looked for; leaving the `with` block
    ends all servers.
    """

    def __init__(self, wish: Wish) -> None:
        self.wish = wish
        self._inbox: queue.SimpleQueue[Outcome | ServerFailed] = queue.SimpleQueue()
        self._workers = [_Worker(wish, self._inbox.put)]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        for worker in self._workers:
            worker.close()

    def expect(self, count: int, size: int, servers: int | None = None) -> None:
        """Starts as many more servers as `count` drafts of `size` bytes in all are worth, or as `servers` says."""
        wanted = servers or min(_available_cores(), size // _WORTH_A_SERVER, _MOST_SERVERS)
        while len(self._workers) < min(wanted, count):
            self._workers.append(_Worker(self.wish, self._inbox.put))

    def run(self, count: int, read: Callable[[int], Draft]) -> Iterator[Outcome]:
        """Has `count` drafts judged, which `read` fetches by their number, from several threads. Outcomes come in any
        order.

        Raises:
            ServerFailed: the rest cannot be judged.
        """
        todo: queue.SimpleQueue[range] = queue.SimpleQueue()
        batch = min(_BATCH, -(-count // len(self._workers)))
        for first in range(0, count, max(1, batch)):
            todo.put(range(first, min(first + batch, count)))
        for worker in self._workers:
            worker.start(todo, read)
        left = count
        while left:
            try:
                outcome = self._inbox.get(timeout=_TICK)
            except queue.Empty:  # only a wait with a timeout can be interrupted on every system
                continue
            if isinstance(outcome, ServerFailed):
                raise outcome
            left -= not isinstance(outcome, Complaint)
            yield outcome


def _command(identifier: int, name: str, *arguments: str) -> bytes:
    return request(identifier, "workspace/executeCommand", {"command": name, "arguments": arguments})


def _available_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
