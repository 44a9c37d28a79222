"""The kind of report that a draft names, when there is no such pack or it cannot be used. Told where packs are looked
up.
"""

from duizhao.checkers.checker import Code
from duizhao.findings import FindingAt, Message, Severity
from duizhao.text import Span

UNKNOWN_PACK = Code("report/unknown-pack", Message("没有这个规则包", "No such pack"), Severity.WARNING)
BROKEN_PACK = Code("report/broken-pack", Message("规则包有误", "Broken pack"), Severity.WARNING)
CODES = (BROKEN_PACK, UNKNOWN_PACK)


def unknown_pack(name: str, closest: str, at: Span) -> FindingAt[Span]:
    """The finding that there is no pack `name`; `closest` is the most similar one, or empty."""
    zh, en = (f"，是不是“{closest}”？", f"; did you mean {closest}?") if closest else ("", "")
    return FindingAt(UNKNOWN_PACK.id, Message(f"没有规则包“{name}”{zh}", f"there is no pack {name}{en}"), at)


def broken_pack(name: str, where: str, at: Span) -> FindingAt[Span]:
    """The finding that the pack `name` has errors, the first of them at `where`."""
    return FindingAt(
        BROKEN_PACK.id,
        Message(f"规则包“{name}”有误，没有使用：{where}", f"the pack {name} has errors and is not used: {where}"),
        at,
    )
