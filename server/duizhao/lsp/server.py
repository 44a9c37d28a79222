"""The language server: how a session with an editor begins, and how what is to be said reaches it."""

import json
import logging
from collections.abc import Sequence
from pathlib import Path

from lsprotocol import types
from pygls.capabilities import ServerCapabilitiesBuilder
from pygls.lsp.server import LanguageServer

from duizhao import __version__
from duizhao.findings import Message
from duizhao.lsp.client import read_profile, workspace_roots
from duizhao.lsp.draft import Draft
from duizhao.lsp.features import register_features
from duizhao.lsp.from_proto import path_of
from duizhao.lsp.protocol import DuizhaoProtocol
from duizhao.lsp.rule_errors import diagnostics_by_uri
from duizhao.lsp.session import Session
from duizhao.lsp.settings import Problem, Settings, read_settings
from duizhao.rules.complaints import LoadError
from duizhao.workspace.rulebook import Rulebook

logger = logging.getLogger(__name__)


class DuizhaoServer(LanguageServer):
    """A pygls server and the session that its features serve; `session` exists from `initialize` on."""

    session: Session
    protocol: DuizhaoProtocol

    def __init__(self) -> None:
        super().__init__(
            "duizhao",
            __version__,
            protocol_cls=DuizhaoProtocol,
            text_document_sync_kind=types.TextDocumentSyncKind.Incremental,
        )
        self.roots: tuple[Path, ...] = ()
        self._told: set[str] = set()
        self._files_with_errors: set[str] = set()

    def begin(self, params: types.InitializeParams) -> None:
        """Start the session that a client's `initialize` asks for, offering what that client can use."""
        encoding = ServerCapabilitiesBuilder.choose_position_encoding(params.capabilities)
        client = read_profile(params, encoding)
        settings, problems = read_settings(params.initialization_options)
        self.roots = tuple(path for uri in workspace_roots(params) if (path := path_of(uri)))
        self.session = Session(
            client,
            settings,
            self._rulebook(settings),
            publish=self._publish,
            refresh=self._refresh,
            refresh_marks=self._refresh_marks,
            failed=self._tell_of_failures,
            rule_errors=self._tell_rule_errors,
        )
        self.protocol.on_error = self._log_error
        register_features(self, client)
        self.complain(problems)

    def configure(self, settings: Settings, problems: Sequence[Problem]) -> None:
        """Other settings hold from now on."""
        self.session.configure(settings, self._rulebook(settings))
        self.complain(problems)

    def pack_folders(self, settings: Settings) -> tuple[Path, ...]:
        """The folders with packs that `settings` name; relative ones are in the workspace's first folder."""
        root = self.roots[0] if self.roots else Path.cwd()
        return tuple([root / Path(folder).expanduser() for folder in settings.packs])

    def _rulebook(self, settings: Settings) -> Rulebook:
        folders = tuple([str(folder) for folder in self.pack_folders(settings)])
        return Rulebook(settings.wishes._replace(packs=folders))

    def complain(self, problems: Sequence[Problem]) -> None:
        """Tell the user which settings cannot be taken, and what would do."""
        if problems:
            lines = [f"duizhao.{p.key}: {p.message.in_language(self.session.language)}" for p in problems]
            self.tell_once(Message("设置有误：" + "；".join(lines), "Settings: " + "; ".join(lines)))

    def tell_once(self, message: Message, kind: types.MessageType = types.MessageType.Warning) -> None:
        """Show a message to the user, the same one only once in a session."""
        text = message.in_language(self.session.language)
        if text not in self._told:
            self._told.add(text)
            self.window_show_message(types.ShowMessageParams(kind, text))

    def _publish(self, uri: str, version: int | None, items: str) -> None:
        written = "" if version is None else f',"version":{version}'
        params = f'{{"uri":{json.dumps(uri)}{written},"diagnostics":{items}}}'
        self.protocol.notify_raw(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, params.encode("utf-8", "backslashreplace"))

    def _refresh(self) -> None:
        if self.session.client.refresh_diagnostics:
            self.workspace_diagnostic_refresh(None)

    def _refresh_marks(self) -> None:
        if self.session.client.refresh_lenses:
            self.workspace_code_lens_refresh(None)
        if self.session.client.refresh_hints:
            self.workspace_inlay_hint_refresh(None)

    def _tell_rule_errors(self, errors: Sequence[LoadError]) -> None:
        """Show errors in the files they are in, and clear the files that are sound again."""
        session = self.session
        by_uri = diagnostics_by_uri(errors, session.language, session.client.encoding)
        for uri in self._files_with_errors - by_uri.keys():
            self._publish(uri, None, "[]")
        for uri, diagnostics in by_uri.items():
            self._publish(uri, None, json.dumps(diagnostics, ensure_ascii=False))
        self._files_with_errors = set(by_uri)
        for error in errors:
            if not error.path:
                text = error.in_language(session.language)
                self.tell_once(Message(f"设置有误：{text}", f"Settings: {text}"))
        if by_uri:
            first = next(error for error in errors if error.path).placed(session.language)
            self.tell_once(Message(f"规则有误，没有使用：{first}", f"Rules with errors are not used: {first}"))

    def _log_error(self, method: str, error: Exception) -> None:
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, f"{method}: {error!r}"))

    def _tell_of_failures(self, draft: Draft) -> None:
        for failure in draft.analysis.failures:
            codes = "、".join(failure.codes)
            if codes not in self._told:
                self._told.add(codes)
                logger.error("check of %s failed", codes, exc_info=failure.error)
                self.tell_once(
                    Message(
                        f"规则 {codes} 出错，已跳过，其余照常：{failure.error!r}",
                        f"The rules {codes} failed and were skipped; all others go on: {failure.error!r}",
                    )
                )


def build_server() -> DuizhaoServer:
    """A server that has not been spoken to yet."""
    server = DuizhaoServer()

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.begin(params)

    return server
