"""`duizhao.setStage` [uri, "draft" | "final" | null]: how far a draft is; null leaves it to the draft and the settings.

Returns the stage that holds now.
"""

from typing import TYPE_CHECKING

from duizhao.findings import Message, Stage
from duizhao.lsp.commands.arguments import Argument, opened_at, refusal, taken

if TYPE_CHECKING:
    from duizhao.lsp.server import DuizhaoServer

SET_STAGE = "duizhao.setStage"

_STAGES = Stage.words()


def set_stage(server: "DuizhaoServer", arguments: tuple[Argument, ...]) -> str:
    session = server.session
    uri, stage = taken(session, arguments, SET_STAGE, '[uri, "draft" | "final" | null]', 2)
    opened = opened_at(session, uri)
    if stage is not None and (not isinstance(stage, str) or stage not in _STAGES):
        zh, en = f"阶段应为 draft、final 或 null，不是 {stage!r}", f"no stage {stage!r}: draft, final or null"
        raise refusal(session, Message(zh, en))
    session.choose_stage(opened.draft.uri, None if stage is None else _STAGES[stage])
    return opened.draft.stage.word
