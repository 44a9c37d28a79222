"""measures/wish and measures/reason: what stands in the place of a measure and is none."""

import re
from collections.abc import Callable, Iterable, Iterator

from duizhao.checkers.checker import Code, PairingChecker
from duizhao.checkers.structure import shown
from duizhao.findings import Finding, Message, Place, Severity
from duizhao.pairing.measures import Measure, measures_of
from duizhao.pairing.model import Form
from duizhao.pairing.pairing import Pairing
from duizhao.rules import RuleSet

WISH = Code(
    "measures/wish",
    Message("只有愿望，没有做法", "A wish instead of an act"),
    Severity.INFORMATION,
    awaited=True,
)
REASON = Code(
    "measures/reason",
    Message("写的是原因，不是措施", "A reason in place of a measure"),
    Severity.INFORMATION,
    awaited=True,
)

_ENDED = re.compile(r"[。！？；.!?;]\s*$")
"""What stands last in a text and has no such end is probably still being written."""


def _prepare(rules: RuleSet) -> Callable[[Pairing], Iterable[Finding]]:
    return _check


def _check(pairing: Pairing) -> Iterator[Finding]:
    from duizhao.pairing.quality import is_wish, reason_in  # its patterns are only for drafts with measures

    for measure in measures_of(pairing):
        words = measure.words
        if measure.last and measure.item.form is not Form.ROW and not _ENDED.search(measure.text):
            continue
        if is_wish(words):
            yield _finding(WISH, measure, _vague(shown(measure.item.head)))
        elif reason_in(words) is not None:
            yield _finding(REASON, measure, _excuse(shown(measure.item.head)))


def _vague(head: str) -> Message:
    return Message(
        f"“{head}”只有愿望，没有做法；写明做什么、到什么程度、什么时候做",
        f"“{head}” is a wish, not an act; say what is done, how much of it, and when",
    )


def _excuse(head: str) -> Message:
    return Message(
        f"“{head}”说的是为什么没有做，不是措施；写明下一步怎么做，确需暂缓的，在问题后面注明 <!-- no-measure: 理由 -->",
        f"“{head}” says why nothing was done and is no measure; say what comes next, or, if it is rightly put off, "
        "note <!-- no-measure: reason --> at the problem",
    )


def _finding(code: Code, measure: Measure, message: Message) -> Finding:
    return Finding(code.id, message, Place(measure.item.section, measure.item.span), unfinished=measure.last)


CHECKER = PairingChecker((REASON, WISH), _prepare)
