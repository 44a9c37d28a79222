"""Comments that name no known code or silence nothing. The analysis asks, since it alone knows what they silenced."""

from duizhao.checkers.checker import Code
from duizhao.findings import FindingAt, Fix, Message, Replacement, Severity
from duizhao.text import Span

UNKNOWN = Code("suppression/unknown-code", Message("忽略了没有的代码", "Unknown code ignored"), Severity.INFORMATION)
UNUSED = Code("suppression/unused", Message("没有用处的忽略", "Ignoring nothing"), Severity.HINT)
CODES = (UNKNOWN, UNUSED)


def unknown(code: str, at: Span) -> FindingAt[Span]:
    """The finding that a comment names `code`, which does not exist."""
    return FindingAt(UNKNOWN.id, Message(f"没有代码“{code}”", f"there is no code {code}"), at)


def unused(comment: Span) -> FindingAt[Span]:
    """The finding that `comment`, a span of the document, silences nothing."""
    title = Message("删去这条注释", "Remove this comment")
    return FindingAt(
        UNUSED.id,
        Message("这条注释没有忽略任何问题", "this comment silences nothing"),
        comment,
        fix=Fix(title, (Replacement(comment, ""),), safe=False),
        unnecessary=True,
    )
