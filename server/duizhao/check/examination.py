"""Has files checked by as many servers as that is worth, each asked ahead so that it never waits for this client."""

import os
import queue
import threading
from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import Any, NamedTuple, Self

from duizhao.check.conversation import Answer, Conversation, End, Event, Remark, notification, request

_AHEAD = 24
"""How many drafts a server may have been sent before it has answered for the first of them."""

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


class _Worker:
    """One server, and how much more it may be sent."""

    def __init__(self, wish: Wish, inbox: "queue.SimpleQueue[tuple[_Worker, Event | Skipped]]") -> None:
        self.room = threading.Semaphore(_AHEAD)
        self.kind: dict[str, Any] | None = None
        self.errors: list[str] = []
        self.unanswered: set[int] = set()
        self.conversation = Conversation(wish.options, lambda event: inbox.put((self, event)))

    def take(self, answer: Answer) -> Judged | Skipped | None:
        """Answers on one draft come in the order of the requests; the last one completes the draft."""
        number, what = divmod(answer.id, _REQUESTS)
        if answer.error is not None:
            self.errors.append(answer.error)
        if what == _KIND:
            self.kind = answer.result
        if what != _DIAGNOSTICS:
            return None
        self.unanswered.discard(number - 1)
        self.room.release()
        errors, self.errors = self.errors, []
        return (
            Skipped(number - 1, Refused(errors[0])) if errors else Judged(number - 1, answer.result["items"], self.kind)
        )


class Examination:
    """Starts a server at once, so that it gets ready while the files are being looked for; leaving the `with` block
    ends all servers.
    """

    def __init__(self, wish: Wish) -> None:
        self.wish = wish
        self._inbox: queue.SimpleQueue[tuple[_Worker, Event | Skipped]] = queue.SimpleQueue()
        self._workers = [_Worker(wish, self._inbox)]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        for worker in self._workers:
            worker.conversation.close()

    def expect(self, count: int, size: int, servers: int | None = None) -> None:
        """Starts as many more servers as `count` drafts of `size` bytes in all are worth; at most `servers` if that is
        given.
        """
        wanted = servers or min(_available_cores(), size // _WORTH_A_SERVER, _MOST_SERVERS)
        while len(self._workers) < min(wanted, count):
            self._workers.append(_Worker(self.wish, self._inbox))

    def run(self, count: int, read: Callable[[int], Draft]) -> Iterator[Judged | Skipped | Complaint]:
        """Has `count` drafts judged, which `read` fetches by their number, from several threads. Outcomes come in any
        order.

        Raises:
            ServerFailed: the rest cannot be judged.
        """
        todo: queue.SimpleQueue[int] = queue.SimpleQueue()
        for number in range(count):
            todo.put(number)
        for worker in self._workers:
            threading.Thread(target=self._feed, args=(worker, todo, read), daemon=True).start()
        left = count
        while left:
            try:
                worker, event = self._inbox.get(timeout=_TICK)
            except queue.Empty:  # only a wait with a timeout can be interrupted on every system
                continue
            outcome = self._outcome(worker, event)
            if outcome is not None:
                left -= not isinstance(outcome, Complaint)
                yield outcome

    def _outcome(self, worker: _Worker, event: Event | Skipped) -> Judged | Skipped | Complaint | None:
        match event:
            case Answer():
                return worker.take(event)
            case Remark(text):
                return Complaint(text)
            case End(exit_code, log):
                if worker.unanswered or not worker.conversation.told_to_leave:
                    raise ServerFailed(exit_code, log)
                return None
            case Skipped():
                return event

    def _feed(self, worker: _Worker, todo: "queue.SimpleQueue[int]", read: Callable[[int], Draft]) -> None:
        """Sends drafts for as long as there are any; the body of one thread a server."""
        while True:
            worker.room.acquire()
            try:
                number = todo.get_nowait()
            except queue.Empty:
                break
            try:
                draft = read(number)
            except Exception as reason:
                worker.room.release()
                self._inbox.put((worker, Skipped(number, reason)))
                continue
            worker.unanswered.add(number)
            if not worker.conversation.send(self._messages(number, draft)):
                return
        worker.conversation.leave()

    def _messages(self, number: int, draft: Draft) -> bytes:
        identifier = (number + 1) * _REQUESTS
        document = {"textDocument": {"uri": draft.uri}}
        opened = {"uri": draft.uri, "languageId": "markdown", "version": 1, "text": draft.text}
        parts = [notification("textDocument/didOpen", {"textDocument": opened})]
        if self.wish.stage is not None:
            parts.append(_command(identifier + _STAGE, "duizhao.setStage", draft.uri, self.wish.stage))
        if self.wish.kinds:
            parts.append(_command(identifier + _KIND, "duizhao.showReportKind", draft.uri))
        parts.append(request(identifier + _DIAGNOSTICS, "textDocument/diagnostic", document))
        parts.append(notification("textDocument/didClose", document))
        return b"".join(parts)


def _command(identifier: int, name: str, *arguments: str) -> bytes:
    return request(identifier, "workspace/executeCommand", {"command": name, "arguments": arguments})


def _available_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
