"""A draft open in a server, typed into one character at a time."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any, NamedTuple

from .client import Client, ServerFailed, encode
from .drafts import Probe

PAUSE = 0.02
"""Seconds between two keystrokes."""

_QUIET = 0.8  # seconds without a new publish after which the diagnostics are taken as settled
_ASK_AGAIN = (-32801, -32802)  # ContentModified, ServerCancelled

Mark = tuple[int, str]  # row and code of a diagnostic


class Diagnostics(NamedTuple):
    """Diagnostics of the draft, when they had arrived, and the document version they name, if any."""

    time: float
    version: int | None
    items: list[dict[str, Any]]


class Session:
    """A client with one draft; its methods raise ServerFailed as the client's do."""

    def __init__(self, client: Client, uri: str, draft: str, patience: float) -> None:
        self.client = client
        self._uri = uri
        self._draft = draft
        self._patience = patience
        self._version = 1
        self._marks: dict[Probe, set[Mark]] = {}
        self._result_id: str | None = None
        self._last = Diagnostics(0.0, None, [])

    def open(self) -> Diagnostics:
        """Open the draft; its first diagnostics."""
        document = {"uri": self._uri, "languageId": "markdown", "version": 1, "text": self._draft}
        self.client.write(encode("textDocument/didOpen", {"textDocument": document}))
        return self._pull() if self.client.pulling else self._published()

    def learn(self, probe: Probe) -> str:
        """Find which diagnostics the slip of `probe` causes, so that fresh ones can be told from stale ones.

        Returns by what they are told: "version", "marker", both, "order" (a pull answers for all changes before it)
        or "nothing".
        """
        before = self._settled()
        self.client.write(self._encoded_edit(probe))
        slipped = self._settled()
        self.client.write(self._encoded_edit(probe))
        mended = self._settled()
        self._marks[probe] = _near(slipped, probe) - _near(before, probe) - _near(mended, probe)
        told_by = ["marker"] if self._marks[probe] else []
        if self.client.pulling:
            told_by.append("order")
        elif slipped.version is not None:
            told_by.append("version")
        return "+".join(told_by) or "nothing"

    def keystroke(self, probe: Probe) -> float:
        """Make one edit; the seconds from just before it is written to the last byte of its own diagnostics."""
        data = self._encoded_edit(probe)
        self._drain()
        begin = time.perf_counter()
        self.client.write(data)
        while True:
            diagnostics = self._pull() if self.client.pulling else self._published()
            if self._is_fresh(diagnostics, probe):
                return diagnostics.time - begin
            if time.perf_counter() - begin > self._patience:
                raise ServerFailed(f"no diagnostics of the last {probe.kind} edit within {self._patience:.0f} s")

    def symbols(self) -> None:
        """Ask for the outline and wait for it."""
        self.client.request("textDocument/documentSymbol", {"textDocument": {"uri": self._uri}})

    def _encoded_edit(self, probe: Probe) -> bytes:
        self._version += 1
        change = probe.edit()
        start, end = ({"line": change.row, "character": column} for column in (change.start, change.end))
        params = {
            "textDocument": {"uri": self._uri, "version": self._version},
            "contentChanges": [{"range": {"start": start, "end": end}, "text": change.text}],
        }
        return encode("textDocument/didChange", params)

    def _is_fresh(self, diagnostics: Diagnostics, probe: Probe) -> bool:
        if diagnostics.version not in (None, self._version):
            return False
        marks = self._marks.get(probe)
        return not marks or probe.slip == bool(marks & _near(diagnostics, probe))

    def _settled(self) -> Diagnostics:
        try:
            while True:
                self._published(within=_QUIET)
        except TimeoutError:
            return self._pull() if self.client.pulling else self._last

    def _drain(self) -> None:
        try:
            while True:
                self.client.receive(within=0)
        except TimeoutError:
            pass

    def _published(self, within: float | None = None) -> Diagnostics:
        while True:
            at, message = self.client.receive(within)
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == self._uri:
                self._last = Diagnostics(at, message["params"].get("version"), message["params"]["diagnostics"])
                return self._last

    def _pull(self) -> Diagnostics:
        params: dict[str, Any] = {"textDocument": {"uri": self._uri}}
        if self._result_id is not None:
            params["previousResultId"] = self._result_id
        begin = time.perf_counter()
        while time.perf_counter() - begin < self._patience:
            request_id = self.client.next_id()
            self.client.write(encode("textDocument/diagnostic", params, request_id))
            at, answer = self.client.answer_to(request_id)
            if "error" not in answer:
                report = answer["result"]
                self._result_id = report.get("resultId")
                items = self._last.items if report["kind"] == "unchanged" else report["items"]
                self._last = Diagnostics(at, None, items)
                return self._last
            if answer["error"]["code"] not in _ASK_AGAIN:
                raise ServerFailed(f"pull refused: {answer['error'].get('message')}")
        raise ServerFailed(f"pulls were put off for {self._patience:.0f} s")


@contextmanager
def session(command: Sequence[str], draft: str, pulls: bool, patience: float, project: str = "") -> Iterator[Session]:
    """A freshly started server, not yet initialized, in a folder that holds the draft alone, and its duizhao.yaml if
    there is something to be said in it; ended afterwards.
    """
    with TemporaryDirectory(prefix="benchmark-") as folder, TemporaryFile() as log:
        path = Path(folder) / "报告.md"
        path.write_text(draft, encoding="utf-8", newline="\n")
        if project:
            (path.parent / "duizhao.yaml").write_text(project, encoding="utf-8")
        with Client(command, path.parent, pulls, patience, log) as client:
            yield Session(client, path.as_uri(), draft, patience)


def _near(diagnostics: Diagnostics, probe: Probe) -> set[Mark]:
    marks = {(item["range"]["start"]["line"], str(item.get("code") or item["message"])) for item in diagnostics.items}
    return {(row, code) for row, code in marks if abs(row - probe.row) <= 2}
