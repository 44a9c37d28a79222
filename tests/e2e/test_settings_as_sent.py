"""The settings that `duizhao editor` shows take effect in the way that each editor sends them.

What each sends is derived from its source; Emacs and Neovim show theirs in `tests/editors`.
"""

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from lsprotocol import types

from duizhao.editors import Installation, snippet

from .editor import editor

pytestmark = pytest.mark.asyncio(loop_scope="session")

HERE = Installation("/bin/duizhao", "duizhao", "/bin/python", "/lib/nvim")
CAN_BE_ASKED = types.ClientCapabilities(workspace=types.WorkspaceClientCapabilities(configuration=True))


class Sent(NamedTuple):
    """Initialisation options, what `workspace/configuration` answers from, and what didChangeConfiguration carries."""

    options: object
    configuration: dict[str, Any]
    pushed: object


def _shown(name: str, mark: str) -> str:
    """A snippet with the settings it shows in comments, these of this test."""
    text = re.sub(rf"^(\s*){mark} (?=\"|\w+ = )", r"\1", snippet(name, "en", HERE), flags=re.MULTILINE)
    text = re.sub(rf"^\s*{mark} .*$", "", text, flags=re.MULTILINE)
    for before, after in (("zh", "en"), ("draft", "final"), ("minzhu/2021-geren", "house/memo")):
        text = text.replace(f'"{before}"', f'"{after}"')
    return text.replace("700", "100").replace("numbering/gap", "numbering/duplicate").replace('"error"', '"off"')


def _helix() -> Sent:
    config = tomllib.loads(_shown("helix", "#"))["language-server"]["duizhao"]["config"]
    return Sent(config, config, config)  # sections are looked up in it, too


def _zed() -> Sent:
    options = json.loads(_shown("zed", "//"))["lsp"]["marksman"]["initialization_options"]
    return Sent(options, {}, {})


def _sublime() -> Sent:
    dotted: Mapping[str, object] = json.loads(_shown("sublime", "//"))["duizhao"]["settings"]
    settings = {"duizhao": {key.removeprefix("duizhao."): value for key, value in dotted.items()}}
    return Sent({}, settings, settings)


def _kakoune() -> Sent:
    servers = re.search(r"lsp_servers %\{\n(.*?)\n    \}\n", _shown("kakoune", "#"), re.DOTALL)
    assert servers
    server = tomllib.loads(servers[1])["duizhao"]
    section = server["settings"][server["settings_section"]]
    return Sent(section, server["settings"], section)


@pytest.mark.parametrize("sent_by", [_helix, _zed, _sublime, _kakoune], ids=lambda sent_by: sent_by.__name__[1:])
async def test_settings_take_effect(sent_by: Callable[[], Sent], tmp_path: Path) -> None:
    (tmp_path / "our-packs" / "house").mkdir(parents=True)
    pack = tmp_path / "our-packs" / "house" / "memo.yaml"
    pack.write_text("pack: house/memo\ntitle: {zh: 便函, en: Memo}\nextends: gongwen/base\n", "utf-8")
    sent = sent_by()
    async with editor(
        CAN_BE_ASKED, tmp_path, options=sent.options, locale=None, configuration=sent.configuration
    ) as ed:
        ed.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(sent.pushed))
        buffer = ed.open("# 报告\n\n一、情况\n\n学习,时间有保证。\n\n一、问题\n\n有。\n")
        # The rule about numbers used twice is off.
        found = await ed.diagnostics(buffer, lambda shown: [each.code for each in shown] == ["punctuation/half-width"])
        assert re.match("[A-Za-z]", found[0].message)
        kind = await ed.command("duizhao.showReportKind", buffer.uri)
        assert (kind["pack"], kind["title"], kind["stage"]) == ("house/memo", "Memo", "final")
        assert [message.message for message in ed.client.messages] == []
