"""workspace/executeCommand: what an editor's menus can ask for; each file of `lsp/commands/` tells what it takes."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from duizhao.lsp.commands.arguments import Argument
from duizhao.lsp.commands.codes import EXPLAIN, LIST_CODES, explain, list_codes
from duizhao.lsp.commands.matrix import SHOW_MATRIX, show_matrix
from duizhao.lsp.commands.places import GO_TO, go_to
from duizhao.lsp.commands.report_kinds import (
    CHOOSE_REPORT_KIND,
    LIST_REPORT_KINDS,
    NEW_REPORT,
    SHOW_REPORT_KIND,
    choose_report_kind,
    list_report_kinds,
    new_report,
    show_report_kind,
)
from duizhao.lsp.commands.stage import SET_STAGE, set_stage

if TYPE_CHECKING:
    from duizhao.lsp.server import DuizhaoServer


def register(server: "DuizhaoServer") -> None:
    client = server.session.client
    for name, run, offered in (
        (SET_STAGE, set_stage, True),
        (LIST_REPORT_KINDS, list_report_kinds, True),
        (SHOW_REPORT_KIND, show_report_kind, True),
        (CHOOSE_REPORT_KIND, choose_report_kind, client.apply_edit),
        (NEW_REPORT, new_report, True),
        (LIST_CODES, list_codes, True),
        (EXPLAIN, explain, True),
        (SHOW_MATRIX, show_matrix, True),
        (GO_TO, go_to, client.show_document),
    ):
        if offered:
            server.command(name)(_unannotated(partial(run, server)))


def _unannotated(run: Callable[[tuple[Argument, ...]], object]) -> Callable[..., object]:
    """pygls converts arguments by the types of the parameters, and refuses in its own words what it cannot convert."""
    return lambda *arguments: run(arguments)
