"""The arguments of commands, and how wrong ones are refused: in the user's language."""

from typing import Any, TypeAlias

from pygls.exceptions import JsonRpcInvalidParams

from duizhao.findings import Message
from duizhao.lsp.session import OpenDraft, Session

Argument: TypeAlias = str | float | bool | list[Any] | dict[str, Any] | None
"""What JSON can hold. Handlers check it themselves, so that what they refuse is told in the user's language."""


def taken(
    session: Session, arguments: tuple[Argument, ...], command: str, shape: str, count: int
) -> tuple[Argument, ...]:
    """The arguments, of which there must be `count`."""
    if len(arguments) != count:
        raise wrong_shape(session, command, shape)
    return arguments


def opened_at(session: Session, uri: Argument) -> OpenDraft:
    """The open draft that an argument names."""
    opened = session.opened(uri) if isinstance(uri, str) else None
    if opened is None:
        raise refusal(session, Message(f"没有打开这个文件：{uri!r}", f"no open document: {uri!r}"))
    return opened


def wrong_shape(session: Session, command: str, shape: str) -> JsonRpcInvalidParams:
    """The error that says what arguments a command takes."""
    return refusal(session, Message(f"{command} 的参数应为 {shape}", f"{command} takes {shape}"))


def refusal(session: Session, message: Message) -> JsonRpcInvalidParams:
    """The error that says why a command is not carried out."""
    return JsonRpcInvalidParams(message.in_language(session.language))
