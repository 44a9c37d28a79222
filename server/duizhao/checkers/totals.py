"""counts/total: parts that do not add up to their total, and a rate that is not that of the numbers beside it."""

from collections.abc import Callable, Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations

from duizhao.checkers.checker import BlockChecker, Code, Prose
from duizhao.document.totals import Division, Rate, read_divisions
from duizhao.findings import Finding, Fix, Message, Place, Related, Replacement
from duizhao.rules import RuleSet

CODE = Code("counts/total", Message("合计不符", "Total does not add up"))

_MOST_PARTS = 8


def _prepare(rules: RuleSet) -> Callable[[Prose], Iterable[Finding]]:
    return _check


def _check(prose: Prose) -> Iterator[Finding]:
    for division in read_divisions(prose.text):
        if division.parts and not _adds_up(division):
            yield _sum(division)
        if division.rate is not None and not _is_right(division.rate, division.total.value):
            yield _share(division.rate, division.total.value)


def _adds_up(division: Division) -> bool:
    """Whether any of the quantities give the total: there is more than one way to read such a sentence."""
    values = [each.value for each in division.others]
    if len(values) > _MOST_PARTS:
        return True
    return any(
        sum(chosen) == division.total.value
        for size in range(1, len(values) + 1)
        for chosen in combinations(values, size)
    )


def _sum(division: Division) -> Finding:
    total = division.total
    found = sum((part.value for part in division.parts), Decimal())
    terms = [f"{part.value}" for part in division.parts]
    return Finding(
        CODE.id,
        Message(
            f"合计不符：{'＋'.join(terms)}＝{found}，这里是{total.value}{total.unit}",
            f"{' + '.join(terms)} = {found}, but the total is {total.value}",
        ),
        Place(0, total.span),
        tuple(
            Related(Place(0, part.span), Message(f"分项：{part.value}{part.unit}", f"part: {part.value}"))
            for part in division.parts
        ),
        unfinished=found < total.value and not division.closed,
    )


def _is_right(rate: Rate, total: Decimal) -> bool:
    """Whether the percentage is right, rounded or cut off."""
    if not total:
        return True
    return abs(rate.done.value / total * 100 - rate.percent) < Decimal(1).scaleb(-rate.decimals)


def _share(rate: Rate, total: Decimal) -> Finding:
    right = (rate.done.value / total * 100).quantize(Decimal(1).scaleb(-rate.decimals), ROUND_HALF_UP)
    title = Message(f"改为{right}%", f"Change it to {right}%")
    return Finding(
        CODE.id,
        Message(
            f"{rate.done.value}占{total}的{right}%，不是{rate.percent}%",
            f"{rate.done.value} of {total} is {right}%, not {rate.percent}%",
        ),
        Place(0, rate.span),
        (
            Related(
                Place(0, rate.done.span),
                Message(f"完成{rate.done.value}{rate.done.unit}", f"done: {rate.done.value}"),
            ),
        ),
        Fix(title, (Replacement(Place(0, rate.span), f"{right}%"),), safe=False),
    )


CHECKER = BlockChecker((CODE,), _prepare)
