"""Settings, rule files and workspace folders that change while the server runs.

workspace/didChangeConfiguration, didChangeWatchedFiles and didChangeWorkspaceFolders, and what has to be asked of the
client once it is `initialized`.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from duizhao.lsp.from_proto import path_of
from duizhao.lsp.settings import Problem, Settings, read_settings

if TYPE_CHECKING:
    from duizhao.lsp.server import DuizhaoServer

logger = logging.getLogger(__name__)

SECTION = "duizhao"
_RULE_FILES = "**/*.{yaml,yml}"
_DRAFTS = ("**/*.{md,markdown}", "**/.gitignore")
_RULE_ENDINGS = (".yaml", ".yml")
_LOOK_EVERY = 2.0
"""Seconds."""


def register(server: "DuizhaoServer", drafts_changed: Callable[[], None] | None) -> None:
    """`drafts_changed` is called when files that no editor shows may have to be judged anew; None where nobody asks for
    these.
    """
    session = server.session
    client = session.client
    initial = session.settings
    watched: set[Path] = set()
    numbers = count(1)

    def judge_drafts() -> None:
        if drafts_changed is not None:
            drafts_changed()

    def take(value: object) -> None:
        settings, problems = settings_over(initial, value)
        if settings != session.settings:
            server.configure(settings, problems)
            judge_drafts()
        else:
            server.complain(problems)

    async def ask_for_settings() -> None:
        items = [types.ConfigurationItem(section=SECTION)]
        try:
            answers = await server.workspace_configuration_async(types.ConfigurationParams(items))
        except JsonRpcException as error:
            logger.warning("the client does not tell its configuration: %s", error)
        else:
            take(answers[0] if answers else None)
            await watch_pack_folders()

    async def offer(method: str, options: object) -> None:
        registration = types.Registration(f"duizhao-{next(numbers)}", method, options)
        try:
            await server.client_register_capability_async(types.RegistrationParams([registration]))
        except JsonRpcException as error:
            logger.warning("the client does not take %s: %s", method, error)

    async def watch(globs: Iterable[str | types.RelativePattern]) -> None:
        watchers = [types.FileSystemWatcher(glob) for glob in globs]
        if watchers and client.register_watchers:
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            await offer(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)

    async def watch_pack_folders() -> None:
        """Packs of the user's own may be outside the workspace."""
        new = [folder for folder in server.pack_folders(session.settings) if folder not in watched]
        watched.update(new)
        await watch([_rules_in(folder, relative=client.relative_watchers) for folder in new])

    async def look_at_rule_files() -> None:
        """Stands in for an editor that does not tell when files change."""
        known: Mapping[Path, tuple[int, int]] = {}
        while True:
            await asyncio.sleep(_LOOK_EVERY)
            now = session.rulebook.stamps()
            if any(now.get(path, stamp) != stamp for path, stamp in known.items()):
                server.configure(session.settings, ())
                now = session.rulebook.stamps()
            known = now

    @server.feature(types.INITIALIZED)
    async def initialized(_: types.InitializedParams) -> None:
        if client.register_configuration:
            await offer(
                types.WORKSPACE_DID_CHANGE_CONFIGURATION,
                types.DidChangeConfigurationRegistrationOptions(section=SECTION),
            )
        await watch([_RULE_FILES] if drafts_changed is None else [_RULE_FILES, *_DRAFTS])
        await watch_pack_folders()
        if client.configuration:
            await ask_for_settings()
        if not client.register_watchers:
            await look_at_rule_files()

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def did_change_configuration(params: types.DidChangeConfigurationParams) -> None:
        if client.configuration:
            await ask_for_settings()
        else:
            take(_own_section(params.settings))

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def did_change_watched_files(params: types.DidChangeWatchedFilesParams) -> None:
        if any(change.uri.endswith(_RULE_ENDINGS) for change in params.changes):
            server.configure(session.settings, ())
        judge_drafts()

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def did_change_workspace_folders(_: types.DidChangeWorkspaceFoldersParams) -> None:
        uris = server.workspace.folders or {}
        server.roots = tuple(path for uri in uris if (path := path_of(uri)))
        judge_drafts()


def settings_over(initial: Settings, value: object) -> tuple[Settings, tuple[Problem, ...]]:
    """`initial` with what a JSON value sets on top; what is wrong in it is told and changes nothing."""
    read, problems = read_settings(value)
    if not isinstance(value, Mapping):
        return initial, problems
    wrong = {problem.key for problem in problems}
    taken = {key: getattr(read, key) for key, given in value.items() if given is not None and key not in wrong}
    return replace(initial, **taken), problems


def _own_section(settings: object) -> object:
    """What concerns this server in the parameters of a client that sends its settings by itself."""
    if isinstance(settings, Mapping) and SECTION in settings:
        return settings[SECTION]
    return settings


def _rules_in(folder: Path, *, relative: bool) -> str | types.RelativePattern:
    return types.RelativePattern(folder.as_uri(), _RULE_FILES) if relative else f"{folder.as_posix()}/{_RULE_FILES}"
