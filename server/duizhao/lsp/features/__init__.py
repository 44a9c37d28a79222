"""What the server offers, one protocol method or group of methods a file."""

from typing import TYPE_CHECKING

from duizhao.lsp.client import ClientProfile
from duizhao.lsp.features import (
    code_action,
    code_lens,
    commands,
    completion,
    configuration,
    definition,
    diagnostics,
    document_highlight,
    document_symbol,
    folding_range,
    hover,
    inlay_hint,
    references,
    rename,
    sync,
    workspace_diagnostic,
)

if TYPE_CHECKING:
    from duizhao.lsp.server import DuizhaoServer


def register_features(server: "DuizhaoServer", client: ClientProfile) -> None:
    """Offer everything that `client` can use."""
    sync.register(server)
    document_symbol.register(server)
    folding_range.register(server)
    hover.register(server)
    completion.register(server)
    commands.register(server)
    code_lens.register(server)
    inlay_hint.register(server)
    definition.register(server)
    references.register(server)
    document_highlight.register(server)
    rename.register(server)
    if client.code_action_literals:
        code_action.register(server)
    if client.pull_diagnostics:
        diagnostics.register(server)
    if client.pull_diagnostics and client.refresh_diagnostics:
        configuration.register(server, workspace_diagnostic.register(server))
    else:
        configuration.register(server, None)
