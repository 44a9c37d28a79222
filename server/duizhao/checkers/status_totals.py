"""pairing/status-totals: how many issues are said to be done, against what is said of each."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from duizhao.checkers.checker import Code, PairingChecker
from duizhao.findings import Finding, Message, Place, Related
from duizhao.pairing.labels import FieldKind, field_of
from duizhao.pairing.model import Group
from duizhao.pairing.pairing import Pairing
from duizhao.pairing.statuses import Announced, Status, announced_in, status_of, told_status
from duizhao.rules import RuleSet

CODE = Code("pairing/status-totals", Message("完成情况与总数不符", "Totals that the items do not bear out"))

_WORDS = {
    Status.DONE: Message("已完成", "done"),
    Status.PARTLY: Message("部分完成", "partly done"),
    Status.ONGOING: Message("正在整改", "in progress"),
    Status.OPEN: Message("未完成", "not done"),
}
_MOST_RELATED = 8


def _prepare(rules: RuleSet) -> Callable[[Pairing], Iterable[Finding]]:
    return _check


def _check(pairing: Pairing) -> Iterator[Finding]:
    for group in pairing.groups:
        if len(group.items) < 2 or not (group.role == "follow-up" or group.past or group.role == "problem"):
            continue
        announced = list(_announced(pairing, group))
        if not announced:
            continue
        statuses = [_status(pairing, item) for item in group.items]
        sure = [each for each in statuses if each is not None]
        if len(sure) < len(statuses):
            continue
        for section, start, total in announced:
            if total.total.value == len(sure):
                yield from _compared(pairing, group, sure, total, section, start)


def _announced(pairing: Pairing, group: Group) -> Iterator[tuple[int, int, Announced]]:
    """What is announced between the heading of a group and its first item: section, offset of the block, numbers."""
    first = min(pairing.span_of(item).start for item in group.items)
    starts = pairing.document.starts
    for index in range(group.section, group.stop):
        if starts[index] >= first:
            return
        section = pairing.document.sections[index]
        for block, start in zip(section.blocks, section.block_starts, strict=True):
            if starts[index] + start < first and block.prose is not None:
                for announced in announced_in(block.prose):
                    yield index, start, announced


def _status(pairing: Pairing, index: int) -> Status | None:
    """What its field says, else the field of what answers it, else its text or the text of the only one that does."""
    partners = pairing.partners(index, "follow-up")
    for each in (index, *partners):
        for field in pairing.items[each].fields:
            if field_of(field.name) is FieldKind.STATE:
                return status_of(field.text)
    told = [pairing.text_of(each) for each in partners if each != index] or [pairing.text_of(index)]
    found = {status_of(text) or told_status(text) for text in told}
    return found.pop() if len(found) == 1 else None


def _compared(
    pairing: Pairing, group: Group, statuses: Sequence[Status], announced: Announced, section: int, start: int
) -> Iterator[Finding]:
    """The first part that differs; kinds that the sentence does not tell apart are not compared."""
    found = Counter(statuses)
    apart = {status for status, _ in announced.parts}
    for status, part in announced.parts:
        if part.value == found[status] or (status is not Status.DONE and not found.keys() <= apart):
            continue
        words = _WORDS[status]
        items = [item for item, each in zip(group.items, statuses, strict=True) if each is status]
        related = tuple(
            Related(Place(pairing.items[item].section, pairing.items[item].span), words)
            for item in items[:_MOST_RELATED]
        )
        yield Finding(
            CODE.id,
            Message(
                f"这里说{words.zh}{part.value}{part.unit}，下面写明{words.zh}的有{found[status]}{part.unit}",
                f"{part.value} are said to be {words.en}, but of the items below {found[status]} are",
            ),
            Place(section, part.span.shifted(start)),
            related,
        )
        return


CHECKER = PairingChecker((CODE,), _prepare)
