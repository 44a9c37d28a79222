"""Says that a problem needs no measure, or that a measure answers no problem, and why."""

from duizhao.answering.naming import is_chinese
from duizhao.answering.tagging import tag_at
from duizhao.findings import Replacement
from duizhao.pairing.model import Role
from duizhao.pairing.pairing import Pairing
from duizhao.text import Span


def waived(pairing: Pairing, index: int, role: Role | None) -> Replacement[Span]:
    """The tag by which a problem needs no `role`, or (None) a cause or measure answers nothing; its reason is to be
    filled in.
    """
    reason = "理由" if is_chinese(pairing.items[index]) else "reason"
    return tag_at(pairing, index, f"for: none {reason}" if role is None else f"no-{role}: {reason}")
