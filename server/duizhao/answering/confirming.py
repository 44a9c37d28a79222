"""Confirms that a cause or a measure answers a problem, by ids in comments."""

from duizhao.answering.tagging import answering, with_id
from duizhao.findings import Replacement
from duizhao.pairing.pairing import Pairing
from duizhao.pairing.wording import seal_of
from duizhao.text import Span


def confirmed(pairing: Pairing, problem: int, partner: int) -> tuple[Replacement[Span], ...]:
    """What says that `partner` answers `problem`: an id for the problem, and at the partner that id with a fingerprint
    of what the problem says now.
    """
    name, given = with_id(pairing, problem)
    seal = seal_of(pairing.items[problem].head)
    return (*given, answering(pairing, partner, f"{name}@{seal}"))
