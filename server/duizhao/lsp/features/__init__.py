"""What the server offers, one protocol method or group of methods a file."""

from typing import TYPE_CHECKING

from duizhao.lsp.client import ClientProfile
from duizhao.lsp.features import diagnostics, sync

if TYPE_CHECKING:
    from duizhao.lsp.server import DuizhaoServer


def register_features(server: "DuizhaoServer", client: ClientProfile) -> None:
    """Offer everything that `client` can use."""
    sync.register(server)
    if client.pull_diagnostics:
        diagnostics.register(server)
