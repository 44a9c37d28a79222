"""A project with a pack of its own, and sessions of several editors in it, shared by the tests of a module."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from lsprotocol import types

from .editor import Editor, capabilities_of, editor

PROJECT = Path(__file__).with_name("project")

_PULLS = {
    "textDocument": {"diagnostic": {"relatedDocumentSupport": False}, "foldingRange": {"lineFoldingOnly": True}},
    "workspace": {"diagnostics": {"refreshSupport": True}, "didChangeWatchedFiles": {"relativePatternSupport": True}},
}

CLIENTS = {
    "vscode": lambda: capabilities_of("visual_studio_code", _PULLS),
    "vscode-1.65": lambda: capabilities_of("visual_studio_code@v1.65"),
    "neovim": lambda: capabilities_of("neovim@v0.11"),
    "emacs": lambda: capabilities_of("emacs"),
    "bare": types.ClientCapabilities,
}
"""Recorded capabilities; pytest-lsp's of VS Code is from before it pulled diagnostics, which it now does."""

ENCODINGS = {
    encoding: lambda encoding=encoding: capabilities_of(
        "visual_studio_code@v1.65", {"general": {"positionEncodings": [encoding]}}
    )
    for encoding in ("utf-8", "utf-16", "utf-32")
}


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample project, in a folder that has no project above it."""
    return Path(shutil.copytree(PROJECT, tmp_path_factory.mktemp("e2e") / "项目"))


@pytest_asyncio.fixture(scope="session", loop_scope="session", params=CLIENTS)
async def ed(request: pytest.FixtureRequest, project: Path) -> AsyncIterator[Editor]:
    """A session of each of the editors."""
    async with editor(CLIENTS[request.param](), project) as session:
        yield session


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def vscode(project: Path) -> AsyncIterator[Editor]:
    """A session of today's VS Code, for what does not depend on the editor."""
    async with editor(CLIENTS["vscode"](), project) as session:
        yield session


def pytest_configure(config: pytest.Config) -> None:
    """What an editor has not said it can take is never sent to it."""
    config.addinivalue_line("filterwarnings", "error::pytest_lsp.LspSpecificationWarning")
