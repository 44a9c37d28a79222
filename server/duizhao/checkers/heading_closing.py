"""headings/closing, headings/closing-missing: a sister that ends with a mark where the others do not, or the other way
round.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from duizhao.checkers.checker import Code, Family, FamilyChecker
from duizhao.checkers.wording import named
from duizhao.document import Confidence, Form, Heading, System
from duizhao.findings import Finding, Fix, Message, Place, Related, Replacement, Severity
from duizhao.rules import RuleSet
from duizhao.text import Span

CLOSING = Code("headings/closing", Message("标题末尾多了标点", "Heading ends with a mark"))
MISSING = Code("headings/closing-missing", Message("标题末尾少了标点", "Heading without a closing mark"), Severity.HINT)

_STAND_ALONE = frozenset({Form.ATX, Form.SETEXT, Form.BOLD, Form.NUMBERED})
_TOP = frozenset({System.PART, System.CHAPTER, System.DIVISION, System.HAN})
_FEWEST = 3


class _Sister(NamedTuple):
    """A heading on a line of its own, as the family's child `subject`; `is_sure` unless it may be an item of a list."""

    subject: int
    heading: Heading
    is_sure: bool

    @property
    def closing(self) -> Place:
        start = self.heading.title_span.end
        return Place(self.subject, Span(start, start + len(self.heading.closing)))


def _check(family: Family) -> Iterator[Finding]:
    if len(family.children) < _FEWEST:
        return
    groups: dict[tuple[int | None, int], list[_Sister]] = {}
    for subject, facts in enumerate(family.children, 1):
        heading = facts.heading
        if heading is None or heading.form not in _STAND_ALONE or heading.confidence is Confidence.POSSIBLE:
            continue
        if heading.title:
            system = heading.number.system if heading.number else None
            is_sure = facts.has_text or heading.level is not None or system in _TOP
            rank = system.rank if system else -1
            groups.setdefault((heading.level, rank), []).append(_Sister(subject, heading, is_sure))
    for sisters in groups.values():
        if len(sisters) >= _FEWEST and not _is_list(sisters):
            yield from _of_sisters(sisters)


def _is_list(sisters: Sequence[_Sister]) -> bool:
    """Whether they are the items of a list rather than headings."""
    clauses = any(s.heading.closing in ("；", ";") or s.heading.title[-1] in "，、" for s in sisters)
    return clauses or not any(sister.is_sure for sister in sisters)


def _of_sisters(sisters: Sequence[_Sister]) -> Iterator[Finding]:
    closed = [sister for sister in sisters if sister.heading.closing]
    bare = [sister for sister in sisters if not sister.heading.closing]
    if len(closed) < len(bare):
        for sister in closed:
            if sister.is_sure:
                yield _closed(sister, bare[0])
    elif len(bare) == 1 and len(closed) > 1:
        yield _bare(bare[0], closed)


def _closed(sister: _Sister, model: _Sister) -> Finding:
    mark = sister.heading.closing
    return Finding(
        CLOSING.id,
        Message(
            f"这个标题以“{mark}”结尾，同级的“{named(model.heading)}”等没有",
            f"this heading ends in {mark}; its sisters such as “{named(model.heading)}” do not",
        ),
        sister.closing,
        (_related(model),),
        Fix(Message(f"删去“{mark}”", f"Remove {mark}"), (Replacement(sister.closing, ""),)),
    )


def _bare(sister: _Sister, closed: Sequence[_Sister]) -> Finding:
    mark = Counter(each.heading.closing for each in closed).most_common(1)[0][0]
    return Finding(
        MISSING.id,
        Message(
            f"同级标题都以“{mark}”结尾，只有这个没有", f"its sisters all end in {mark}, only this heading does not"
        ),
        Place(sister.subject, sister.heading.title_span),
        (_related(closed[0]),),
        Fix(Message(f"加上“{mark}”", f"Add {mark}"), (Replacement(sister.closing, mark),), safe=False),
        unfinished=True,
    )


def _related(sister: _Sister) -> Related[Place]:
    return Related(Place(sister.subject, sister.heading.title_span), Message("同级标题", "a sister"))


def _prepare(_: RuleSet) -> Callable[[Family], Iterator[Finding]]:
    return _check


CHECKER = FamilyChecker((CLOSING, MISSING), _prepare)
