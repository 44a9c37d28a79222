"""Ships the rule packs and the Neovim plugin inside standard wheels; an editable install reads them where they are."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_OF_THE_PLUGIN = ("doc", "lsp", "lua", "plugin")


class BesidesPython(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "standard":
            included = build_data["force_include"]
            included["rules"] = "duizhao/packs"
            included |= {f"nvim-client/{each}": f"duizhao/nvim/{each}" for each in _OF_THE_PLUGIN}
