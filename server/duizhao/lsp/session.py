"""The state of one conversation with one editor: its drafts, what they are judged by, and when something is said about
them.
"""

import asyncio
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from duizhao.document import Document
from duizhao.findings import Message, Stage
from duizhao.hints import hints
from duizhao.lens import lenses
from duizhao.lsp.client import ClientProfile
from duizhao.lsp.code_pages import pages_under
from duizhao.lsp.diagnostics import DiagnosticWriter
from duizhao.lsp.draft import Change, Draft
from duizhao.lsp.from_proto import path_of
from duizhao.lsp.settings import Settings
from duizhao.lsp.suggesting import Suggester
from duizhao.pairing.pairing import Pairing
from duizhao.rules.complaints import LoadError
from duizhao.text import Span
from duizhao.workspace.rulebook import Judgement, Rulebook

if TYPE_CHECKING:
    from duizhao.suggestions.partners import Suggested


class OpenDraft:
    """A draft with what the session keeps beside it."""

    def __init__(self, draft: Draft, judgement: Judgement, writer: DiagnosticWriter) -> None:
        self.draft = draft
        self.judgement = judgement
        self.writer = writer
        self.chosen_stage: Stage | None = None
        """What the user chose for this draft with the editor's command; stronger than anything else."""
        self.pause: asyncio.TimerHandle | None = None
        self.publishing = False
        self.wanted: threading.Event | None = None
        """Set to say that the suggestions that are being worked out are not wanted."""
        self.marks: tuple[Message | str, ...] = ()
        """What lenses and hints said when typing paused last."""
        self._suggested: tuple[Pairing, Suggested] | None = None

    def cancel_suggestions(self) -> None:
        """What is being worked out in the background is not wanted any more."""
        if self.wanted is not None:
            self.wanted.set()
            self.wanted = None

    def suggest(self, pairing: Pairing, suggested: "Suggested") -> None:
        """Keep what was suggested for a pairing of this draft."""
        self._suggested = pairing, suggested

    @property
    def suggested(self) -> "Suggested":
        """What is suggested for the text as it is now; nothing while it is still being worked out."""
        if self._suggested is None or self._suggested[0] is not self.draft.analysis.pairing:
            return {}
        return self._suggested[1]


class Session:
    """Lives on the event loop. `publish` sends the diagnostics of one draft; `refresh` asks the client to pull again.

    One of the two is called after every change that a user may see, never both: which one, the client decided when it
    started. `refresh_marks` asks it to ask again for lenses and hints.
    """

    def __init__(
        self,
        client: ClientProfile,
        settings: Settings,
        rulebook: Rulebook,
        *,
        publish: Callable[[str, int | None, str], None],
        refresh: Callable[[], None],
        refresh_marks: Callable[[], None],
        failed: Callable[[Draft], None],
        rule_errors: Callable[[tuple[LoadError, ...]], None],
    ) -> None:
        self.client = client
        self.settings = settings
        self.rulebook = rulebook
        self._publish = publish
        self._refresh = refresh
        self._refresh_marks = refresh_marks
        self._failed = failed
        self._rule_errors = rule_errors
        self._told_errors: tuple[LoadError, ...] = ()
        self._suggester = Suggester()
        self._open: dict[str, OpenDraft] = {}

    @property
    def language(self) -> str:
        """The language of messages: `zh` or `en`."""
        chosen = self.settings.language or self.client.language
        return "zh" if chosen.lower().startswith("zh") else "en"

    def draft(self, uri: str) -> Draft | None:
        """The open draft at `uri`."""
        opened = self._open.get(uri)
        return opened.draft if opened else None

    def opened(self, uri: str) -> OpenDraft | None:
        """The open draft at `uri` with the session's own notes on it."""
        return self._open.get(uri)

    def drafts(self) -> Iterator[Draft]:
        """Every open draft."""
        return (opened.draft for opened in self._open.values())

    def open(self, uri: str, version: int | None, text: str) -> None:
        """The editor shows this text now."""
        document = Document.parse(text)
        judgement = self.judge(uri, document)
        draft = Draft(uri, version, document, judgement.checks, self.stage_of(document, judgement))
        draft.remarks = judgement.remarks
        writer = DiagnosticWriter(draft, self.client, self.language, pages_under(judgement.checks.rules, self.language))
        opened = self._open[uri] = OpenDraft(draft, judgement, writer)
        opened.marks = self._marks(draft)
        self._tell(uri)
        if self.client.code_action_literals:
            self._pause(opened, self._suggest)

    def change(self, uri: str, version: int | None, changes: Sequence[Change]) -> None:
        """The editor's text has changed; what is not there yet is judged again once typing pauses."""
        opened = self._open.get(uri)
        if opened is None:
            return
        opened.draft.change(version, changes, self.client.encoding)
        opened.cancel_suggestions()
        self._tell(uri)
        self._pause(opened, self.settle)

    def settle(self, uri: str, *, everywhere: bool = False) -> None:
        """Typing has paused, or (`everywhere`) the draft was saved."""
        opened = self._open.get(uri)
        if opened is None:
            return
        rejudged = self._rejudge(opened)
        if opened.draft.settle(everywhere=everywhere) or rejudged:
            self._tell(uri, unasked=True)
        self._tell_marks([opened])
        if self.client.code_action_literals:
            self._suggest(uri)

    def _pause(self, opened: OpenDraft, then: Callable[[str], None]) -> None:
        """Do something with a draft once nobody has typed in it for a while."""
        if opened.pause is not None:
            opened.pause.cancel()
        loop = asyncio.get_running_loop()
        opened.pause = loop.call_later(self.settings.pause / 1000, then, opened.draft.uri)

    def _suggest(self, uri: str) -> None:
        """Have the background work out what may answer the problems of a draft."""
        opened = self._open.get(uri)
        if opened is None:
            return
        pairing = opened.draft.analysis.pairing
        loop = asyncio.get_running_loop()

        def done(suggested: "Suggested") -> None:
            with suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(opened.suggest, pairing, suggested)

        opened.cancel_suggestions()
        opened.wanted = self._suggester.request(pairing, done)

    def close(self, uri: str) -> None:
        """The editor no longer shows the draft."""
        opened = self._open.pop(uri, None)
        if opened is None:
            return
        opened.cancel_suggestions()
        if opened.pause is not None:
            opened.pause.cancel()
        if not self.client.pull_diagnostics:
            self._publish(uri, None, "[]")

    def choose_stage(self, uri: str, stage: Stage | None) -> None:
        """The user says how far the draft at `uri` is; None leaves it to the draft and the settings again."""
        opened = self._open.get(uri)
        if opened is not None:
            opened.chosen_stage = stage
            self._rejudge(opened)
            self._tell(uri, unasked=True)

    def configure(self, settings: Settings, rulebook: Rulebook) -> None:
        """Other settings, or rules that have changed on disk, hold from now on."""
        self.settings = settings
        self.rulebook = rulebook
        for uri, opened in self._open.items():
            self._rejudge(opened, writer_too=True)
            self._tell(uri, unasked=True)
        self._tell_marks(list(self._open.values()))

    def diagnostics(self, uri: str) -> str | None:
        """The JSON array of what is to be seen in the draft at `uri` now; None when it is not open."""
        opened = self._open.get(uri)
        return opened.writer.items() if opened else None

    def judge(self, uri: str, document: Document) -> Judgement:
        """The rules for `document` at `uri`, open or not; errors in them are shown."""
        judgement = self.rulebook.judge(path_of(uri), document)
        errors = self.rulebook.errors
        if errors != self._told_errors:
            self._told_errors = errors
            self._rule_errors(errors)
        return judgement

    def _rejudge(self, opened: OpenDraft, *, writer_too: bool = False) -> bool:
        """Judge by what the draft is now; returns whether that is something else than before."""
        draft = opened.draft
        judgement = self.judge(draft.uri, draft.document)
        stage = self.stage_of(draft.document, judgement, opened.chosen_stage)
        same = judgement == opened.judgement and stage is draft.stage
        opened.judgement = judgement
        draft.remarks = judgement.remarks
        if not same:
            draft.check_with(judgement.checks, stage)
        if not same or writer_too:
            page_of = pages_under(judgement.checks.rules, self.language)
            opened.writer = DiagnosticWriter(draft, self.client, self.language, page_of)
        return not same

    def stage_of(self, document: Document, judgement: Judgement, chosen: Stage | None = None) -> Stage:
        """The user's choice, else the draft's own word, the project's, the settings', else a draft."""
        said = Stage.words().get(document.front_matter.value("status").lower())
        return chosen or said or judgement.stage or self.settings.stage or Stage.DRAFT

    def _tell(self, uri: str, *, unasked: bool = False) -> None:
        """Have the client see the draft's diagnostics: by a push soon, or, when it would not ask by itself, by a nudge
        to pull.
        """
        opened = self._open[uri]
        if opened.draft.analysis.failures:
            self._failed(opened.draft)
        if self.client.pull_diagnostics:
            if unasked:
                self._refresh()
        elif not opened.publishing:
            opened.publishing = True
            asyncio.get_running_loop().call_soon(self._push, opened)

    def _tell_marks(self, drafts: Sequence[OpenDraft]) -> None:
        """Have the client ask again for lenses and hints, if any of `drafts` has others than at the last pause."""
        before = [opened.marks for opened in drafts]
        for opened in drafts:
            opened.marks = self._marks(opened.draft)
        if before != [opened.marks for opened in drafts]:
            self._refresh_marks()

    def _marks(self, draft: Draft) -> tuple[Message | str, ...]:
        if not (self.client.refresh_lenses or self.client.refresh_hints):
            return ()
        pairing = draft.analysis.pairing
        everywhere = Span(0, pairing.document.starts[-1])
        return *[lens.title for lens in lenses(pairing)], *[hint.label for hint in hints(pairing, everywhere)]

    def _push(self, opened: OpenDraft) -> None:
        opened.publishing = False
        uri = opened.draft.uri
        if self._open.get(uri) is opened:
            self._publish(uri, opened.draft.version, opened.writer.items())
