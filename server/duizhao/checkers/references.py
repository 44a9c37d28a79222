"""pairing/unknown-id, pairing/dangling, pairing/ambiguous, pairing/duplicate-id: tags and references that do not lead
to one problem.
"""

from collections.abc import Callable, Iterable, Iterator

from duizhao.checkers.checker import Code, PairingChecker
from duizhao.checkers.structure import shown
from duizhao.document.references import ReferenceKind
from duizhao.document.tags import TagKind
from duizhao.findings import Finding, Message, Place, Related, Severity
from duizhao.pairing.model import Fault, Resolution
from duizhao.pairing.pairing import Pairing
from duizhao.rules import RuleSet

UNKNOWN_ID = Code("pairing/unknown-id", Message("编号没有对应的问题", "Id of no problem"), Severity.ERROR)
DANGLING = Code("pairing/dangling", Message("所指的问题不存在", "Reference to a problem that is not there"))
AMBIGUOUS = Code(
    "pairing/ambiguous", Message("所指的问题不止一个", "Reference that may mean several"), Severity.INFORMATION
)
DUPLICATE_ID = Code("pairing/duplicate-id", Message("编号重复", "Id given twice"), Severity.ERROR)

_MOST_SHOWN = 3


def _prepare(rules: RuleSet) -> Callable[[Pairing], Iterable[Finding]]:
    return _check


def _check(pairing: Pairing) -> Iterator[Finding]:
    yield from _duplicates(pairing)
    quotes_resolve = _groups_that_quote(pairing)
    for resolution in pairing.resolutions:
        match resolution.fault:
            case Fault.UNKNOWN | Fault.NO_PROBLEM:
                yield _unknown(pairing, resolution)
            case Fault.DANGLING:
                quoted = resolution.reference is not None and resolution.reference.kind is ReferenceKind.QUOTE
                if not quoted or pairing.items[resolution.item].group in quotes_resolve:
                    yield _dangling(pairing, resolution)
            case Fault.AMBIGUOUS:
                yield _ambiguous(pairing, resolution)


def _groups_that_quote(pairing: Pairing) -> frozenset[int]:
    """The groups whose quotations name problems as a habit: more of them lead to one than do not."""
    balance: dict[int, int] = {}
    for resolution in pairing.resolutions:
        reference = resolution.reference
        if reference is not None and reference.kind is ReferenceKind.QUOTE and reference.sure:
            group = pairing.items[resolution.item].group
            balance[group] = balance.get(group, 0) + (1 if resolution.problems else -1)
    return frozenset(group for group, more in balance.items() if more > 0)


def _place(pairing: Pairing, resolution: Resolution) -> Place:
    return Place(pairing.items[resolution.item].section, resolution.at)


def _unknown(pairing: Pairing, resolution: Resolution) -> Finding:
    written = resolution.written
    if resolution.fault is Fault.NO_PROBLEM:
        message = Message(f"{written} 不是问题的编号", f"{written} is not the id of a problem")
        others = [index for index in pairing.by_id.get(written, ()) if index != resolution.item]
        related = tuple(
            Related(
                Place(pairing.items[index].section, pairing.items[index].span),
                Message(f"{written} 是这一条", f"{written} is this one"),
            )
            for index in others[:_MOST_SHOWN]
        )
        return Finding(UNKNOWN_ID.id, message, _place(pairing, resolution), related)
    known = sorted(name for name, holders in pairing.by_id.items() if pairing.items[holders[0]].role == "problem")
    zh, en = f"没有编号为 {written} 的问题", f"no problem has the id {written}"
    if known:
        more = "…" if len(known) > _MOST_SHOWN else ""
        zh += f"，有 {'、'.join(known[:_MOST_SHOWN])}{more}"
        en += f"; there are {', '.join(known[:_MOST_SHOWN])}{more}"
    return Finding(UNKNOWN_ID.id, Message(zh, en), _place(pairing, resolution), unfinished=not known)


def _dangling(pairing: Pairing, resolution: Resolution) -> Finding:
    sources = pairing.groups[pairing.items[resolution.item].group].sources
    problems = [index for source in sources for index in pairing.groups[source].items]
    written, count = shown(resolution.written), len(problems)
    if resolution.ordinal:
        message = Message(
            f"没有第 {resolution.ordinal} 个问题，问题一共 {count} 个",
            f"there is no problem {resolution.ordinal}, only {count}",
        )
        near, hint = problems[-1:], Message("最后一个问题", "the last problem")
    else:
        message = Message(f"没有“{written}”这个问题", f"no problem is called “{written}”")
        near, hint = problems[:1], Message("问题从这里列起", "problems begin here")
    related = tuple(Related(Place(pairing.items[index].section, pairing.items[index].span), hint) for index in near)
    return Finding(DANGLING.id, message, _place(pairing, resolution), related)


def _ambiguous(pairing: Pairing, resolution: Resolution) -> Finding:
    count = len(resolution.problems)
    message = Message(
        f"“{shown(resolution.written)}”可以指 {count} 个问题，看不出是哪一个",
        f"“{shown(resolution.written)}” may mean any of {count} problems",
    )
    related = tuple(
        Related(
            Place(pairing.items[index].section, pairing.items[index].span),
            Message("可能是这一个", "it may be this one"),
        )
        for index in resolution.problems[:_MOST_SHOWN]
    )
    return Finding(AMBIGUOUS.id, message, _place(pairing, resolution), related)


def _duplicates(pairing: Pairing) -> Iterator[Finding]:
    """Ids that tags give to more than one item; the first one keeps it."""
    first: dict[str, Place] = {}
    for item in pairing.items:
        for tag in item.tags:
            if tag.kind is not TagKind.ID:
                continue
            for name in tag.names:
                place = Place(item.section, name.span)
                if name.id in first:
                    message = Message(f"编号 {name.id} 前面用过", f"the id {name.id} has been given before")
                    related = (Related(first[name.id], Message("第一处", "the first one")),)
                    yield Finding(DUPLICATE_ID.id, message, place, related)
                else:
                    first[name.id] = place


CHECKER = PairingChecker((AMBIGUOUS, DANGLING, DUPLICATE_ID, UNKNOWN_ID), _prepare)
