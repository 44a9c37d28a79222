"""workspace/diagnostic: every draft in the workspace folders, open or not.

A client that knows everything already gets its answer when there is something new, as the protocol has it: asking
again and again costs nothing.
"""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lsprotocol import types

from duizhao.document import Document
from duizhao.findings import Stage
from duizhao.lsp.code_pages import pages_under
from duizhao.lsp.diagnostics import DiagnosticWriter
from duizhao.lsp.draft import Draft
from duizhao.lsp.features.diagnostics import result_id
from duizhao.lsp.from_proto import path_of
from duizhao.lsp.protocol import RawResult
from duizhao.workspace.decoding import Unreadable, decode
from duizhao.workspace.files import find_files
from duizhao.workspace.rulebook import Judgement, Rulebook

if TYPE_CHECKING:
    from duizhao.lsp.server import DuizhaoServer

_FILES_AT_ONCE = 50
_QUIET = 0.3
"""Seconds without typing after which the next file is judged."""
_LOOK_AGAIN = 60.0
"""Seconds after which the files are looked at again even if nobody said that any has changed."""


def register(server: "DuizhaoServer") -> Callable[[], None]:
    """Returns what is to be called when files may have changed."""
    news = _News()
    drafts = _Drafts(server)

    @server.feature(types.WORKSPACE_DIAGNOSTIC)
    async def workspace_diagnostic(params: types.WorkspaceDiagnosticParams) -> RawResult:
        known = {each.uri: each.value for each in params.previous_result_ids}
        answer = _Answer(server, params.partial_result_token)
        while True:
            heard = news.count
            unchanged = []
            gone = set(known)
            async for uri, version, items in drafts.all():
                gone.discard(uri)
                identifier = result_id(items)
                if known.get(uri) == identifier:
                    unchanged.append(_unchanged(uri, version, identifier))
                else:
                    answer.add(_full(uri, version, identifier, items))
            for uri in sorted(gone):
                if known[uri] != result_id("[]"):
                    answer.add(_full(uri, None, result_id("[]"), "[]"))
            if answer.has_news or not known:
                return answer.finished(unchanged)
            await news.after(heard)

    return news.tell


class _News:
    """Tells those who wait that something has changed."""

    def __init__(self) -> None:
        self.count = 0
        self._next = asyncio.Event()

    def tell(self) -> None:
        self.count += 1
        self._next.set()
        self._next = asyncio.Event()

    async def after(self, count: int) -> None:
        """Until there are more news than `count`, or it is time to look again."""
        event = self._next
        if self.count == count:
            with suppress(TimeoutError):
                await asyncio.wait_for(event.wait(), _LOOK_AGAIN)


class _Answer:
    """The reports that the client does not have, sent part by part where it wants that."""

    def __init__(self, server: "DuizhaoServer", token: types.ProgressToken | None) -> None:
        self.has_news = False
        self._server = server
        self._token = token
        self._reports: list[str] = []

    def add(self, report: str) -> None:
        self.has_news = True
        self._reports.append(report)
        if self._token is not None and len(self._reports) == _FILES_AT_ONCE:
            progress = f'{{"token":{json.dumps(self._token)},"value":{_items(self._reports)}}}'
            self._server.protocol.notify_raw(types.PROGRESS, progress.encode("utf-8", "backslashreplace"))
            self._reports = []

    def finished(self, unchanged: Iterable[str]) -> RawResult:
        return RawResult(_items([*self._reports, *unchanged]).encode("utf-8", "backslashreplace"))


def _items(reports: Iterable[str]) -> str:
    return f'{{"items":[{",".join(reports)}]}}'


def _full(uri: str, version: int | None, identifier: str, items: str) -> str:
    head = json.dumps({"kind": "full", "uri": uri, "version": version, "resultId": identifier})
    return f'{head[:-1]},"items":{items}}}'


def _unchanged(uri: str, version: int | None, identifier: str) -> str:
    return json.dumps({"kind": "unchanged", "uri": uri, "version": version, "resultId": identifier})


class _Judged(NamedTuple):
    """The diagnostics of a file as it was at `stamp` (nanoseconds and bytes), under one rulebook."""

    stamp: tuple[int, int]
    rulebook: Rulebook
    items: str


class _Drafts:
    """The drafts of the workspace with their diagnostics. Files are read and judged beside the event loop, one at a
    time and never while somebody types, and again only when they or the rules have changed.
    """

    def __init__(self, server: "DuizhaoServer") -> None:
        self._server = server
        self._judged: dict[str, _Judged] = {}

    async def all(self) -> AsyncIterator[tuple[str, int | None, str]]:
        """URI, version (None for a file that no editor shows) and the JSON of the diagnostics of every draft."""
        files = find_files(str(root) for root in self._server.roots)
        session = self._server.session
        found: set[str] = set()
        while batch := await asyncio.to_thread(lambda: list(islice(files, _FILES_AT_ONCE))):
            for path in [os.path.abspath(file.path) for file in batch if file.fault is None]:
                found.add(path)
                draft = self._shown().get(path)
                items = await self._judge(path) if draft is None else session.diagnostics(draft.uri)
                if items is not None:
                    yield (Path(path).as_uri(), None, items) if draft is None else (draft.uri, draft.version, items)
        self._judged = {path: judged for path, judged in self._judged.items() if path in found}

    def _shown(self) -> dict[str, Draft]:
        drafts = self._server.session.drafts()
        return {os.path.abspath(path): draft for draft in drafts if (path := path_of(draft.uri))}

    async def _judge(self, path: str) -> str | None:
        """The diagnostics of a file; None when it cannot be read."""
        session = self._server.session
        rulebook = session.rulebook
        try:
            status = os.stat(path)
            stamp = status.st_mtime_ns, status.st_size
            judged = self._judged.get(path)
            if judged is None or judged.stamp != stamp or judged.rulebook is not rulebook:
                await self._pause_in_typing()
                uri = Path(path).as_uri()
                document = await asyncio.to_thread(_read, path)
                judgement = session.judge(uri, document)
                stage = session.stage_of(document, judgement)
                items = await asyncio.to_thread(self._written, uri, document, judgement, stage)
                judged = self._judged[path] = _Judged(stamp, rulebook, items)
        except (OSError, Unreadable):
            return None
        return judged.items

    async def _pause_in_typing(self) -> None:
        session, loop = self._server.session, asyncio.get_running_loop()
        while any(
            opened.pause is not None and loop.time() - opened.pause.when() + session.settings.pause / 1000 < _QUIET
            for draft in session.drafts()
            if (opened := session.opened(draft.uri)) is not None
        ):
            await asyncio.sleep(_QUIET / 3)

    def _written(self, uri: str, document: Document, judgement: Judgement, stage: Stage) -> str:
        session = self._server.session
        draft = Draft(uri, None, document, judgement.checks, stage)
        draft.remarks = judgement.remarks
        page_of = pages_under(judgement.checks.rules, session.language)
        return DiagnosticWriter(draft, session.client, session.language, page_of).items()


def _read(path: str) -> Document:
    return Document.parse(decode(Path(path).read_bytes()).text)
