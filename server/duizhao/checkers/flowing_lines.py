"""paste/flowing-lines: a text pasted line by line, whose paragraphs Markdown would join into one."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from duizhao.checkers.checker import Code, DocumentChecker, Skeleton
from duizhao.document.flow import is_joined
from duizhao.findings import Finding, Fix, Message, Place, Replacement, Severity
from duizhao.rules import RuleSet
from duizhao.text import Span

CODE = Code(
    "paste/flowing-lines",
    Message("各段之间没有空行", "Paragraphs without blank lines"),
    Severity.INFORMATION,
    {"fewest": 3},
)


def _prepare(rules: RuleSet) -> Callable[[Skeleton], Iterable[Finding]]:
    return partial(_check, fewest=max(1, CODE.number_in(rules, "fewest")))


def _check(skeleton: Skeleton, fewest: int) -> Iterator[Finding]:
    """Told once, where most paragraphs are like that: the whole text was pasted in one way."""
    joints = list(_joints(skeleton))
    if len(joints) < fewest or len(joints) <= _apart(skeleton):
        return
    title = Message(f"在{len(joints)}处各补一个空行", f"Insert {len(joints)} blank lines")
    yield Finding(
        CODE.id,
        Message(
            f"这一段与下一段之间没有空行，Markdown 会连成一段（全文有{len(joints)}处）",
            f"no blank line after this paragraph: Markdown joins it to the next one ({len(joints)} places in all)",
        ),
        joints[0].before,
        fix=Fix(title, _parting(skeleton, joints)),
    )


def parting(skeleton: Skeleton) -> tuple[Replacement[Place], ...]:
    """The blank lines that keep paragraphs apart, where most of them run into each other."""
    joints = list(_joints(skeleton))
    return _parting(skeleton, joints) if len(joints) > _apart(skeleton) else ()


def _parting(skeleton: Skeleton, joints: "Iterable[_Joint]") -> tuple[Replacement[Place], ...]:
    return tuple(
        Replacement(Place(section, Span(start, start)), skeleton.flows[section].line_end)
        for section, start, _ in joints
    )


class _Joint(NamedTuple):
    """A block that would be joined to the one before: its section, where it begins there, and what is before it."""

    section: int
    start: int
    before: Place


def _joints(skeleton: Skeleton) -> Iterator[_Joint]:
    line: Span | None = None
    for section, (heading, flow) in enumerate(zip(skeleton.headings, skeleton.flows, strict=True)):
        if line is not None and is_joined(heading):
            yield _Joint(section, 0, Place(section - 1, line))
        for start, before in flow.joints:
            yield _Joint(section, start, Place(section, before))
        line = flow.open


def _apart(skeleton: Skeleton) -> int:
    """How many blocks of text are not joined to the one before."""
    between = zip(skeleton.flows, skeleton.headings[1:], strict=False)
    headings = sum(before.open is None and is_joined(heading) for before, heading in between)
    return headings + sum(flow.apart for flow in skeleton.flows)


CHECKER = DocumentChecker((CODE,), _prepare, by_titles=False)
