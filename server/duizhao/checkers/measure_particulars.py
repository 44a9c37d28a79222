"""measures/owner, measures/deadline and measures/target: measures that do not say who, by when or how much.

All are off unless a pack or a project asks for them: many kinds of report do not want them.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from duizhao.checkers.checker import Code, PairingChecker
from duizhao.checkers.structure import shown
from duizhao.findings import Finding, Message, Place
from duizhao.pairing.labels import FieldKind
from duizhao.pairing.measures import Measure, measures_of
from duizhao.pairing.pairing import Pairing
from duizhao.rules import RuleSet


class _Particular(NamedTuple):
    """Something that a measure may have to say, in a field of its own or in its words."""

    code: Code
    kind: FieldKind
    lacking: Message


def _code(name: str, zh: str, en: str) -> Code:
    return Code(f"measures/{name}", Message(zh, en), severity=None, awaited=True)


_PARTICULARS = (
    _Particular(
        _code("owner", "措施没有责任人", "Measure without an owner"),
        FieldKind.OWNER,
        Message("没有写由谁负责，如“由办公室负责”或者“责任人：…”", "does not say who does it, such as “owner: …”"),
    ),
    _Particular(
        _code("deadline", "措施没有时限", "Measure without a deadline"),
        FieldKind.DEADLINE,
        Message(
            "没有写何时完成，如“6月底前”“每季度”“长期坚持”",
            "does not say by when, such as “by 30 June” or “every quarter”",
        ),
    ),
    _Particular(
        _code("target", "措施没有可以核对的目标", "Measure without a countable target"),
        FieldKind.TARGET,
        Message("没有可以核对的数量，如“不少于6次”“全覆盖”", "has no target that can be counted, such as “at least 6”"),
    ),
)


def _prepare(rules: RuleSet) -> Callable[[Pairing], Iterable[Finding]] | None:
    wanted = [each for each in _PARTICULARS if each.code.severity_in(rules) is not None]
    if not wanted:
        return None

    def check(pairing: Pairing) -> Iterator[Finding]:
        from duizhao.pairing.quality import deadline_in, owner_in, target_in  # only where somebody asks for them

        find = {FieldKind.OWNER: owner_in, FieldKind.DEADLINE: deadline_in, FieldKind.TARGET: target_in}
        for measure in measures_of(pairing):
            words = measure.words
            for each in wanted:
                if not measure.has(each.kind) and find[each.kind](words) is None:
                    yield _lacking(each, measure)

    return check


def _lacking(particular: _Particular, measure: Measure) -> Finding:
    head, lacking = shown(measure.item.head), particular.lacking
    return Finding(
        particular.code.id,
        Message(f"措施“{head}”{lacking.zh}", f"“{head}” {lacking.en}"),
        Place(measure.item.section, measure.item.span),
        unfinished=measure.last,
    )


CHECKER = PairingChecker(tuple(each.code for each in _PARTICULARS), _prepare)
