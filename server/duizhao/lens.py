"""What stands above role sections and items in an editor: how many are answered, and what an item still lacks."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

from duizhao.document import heading_span
from duizhao.findings import Message
from duizhao.pairing.model import ANSWERED, ROLE_WORDS, STATE_WORDS, Group, Role, State
from duizhao.pairing.pairing import Pairing
from duizhao.text import Span

_ORDER = (State.UNCOVERED, State.PARTIAL, State.NOT_FOLLOWED_UP, State.NO_SOURCE, State.SUSPECT, State.UNDETERMINED)

_Answering: TypeAlias = Mapping[tuple[int, Role], Span]
"""For a group and what its items need: the heading of the first section that holds it."""


class Tally(NamedTuple):
    """How many problems a draft names, this time's and last time's together, and how many of them stand how."""

    problems: int
    covered: int
    open: int
    undetermined: int


def tally(pairing: Pairing) -> Tally:
    """The counts of the lenses on all sections that list problems, together."""
    states = Counter(
        pairing.state(index)
        for group in pairing.groups
        if group.needs
        for index in group.items
        if pairing.items[index].role == _counted(group)
    )
    covered = sum(states[state] for state in ANSWERED)
    undetermined = states[State.UNDETERMINED]
    return Tally(states.total(), covered, states.total() - covered - undetermined, undetermined)


class Lens(NamedTuple):
    """A line above `span`; `target` is where it leads, spans are the document's."""

    span: Span
    title: Message
    target: Span


def lenses(pairing: Pairing) -> Iterator[Lens]:
    """The lenses of a document: one on each role section, one on each problem that is not known to be answered. Where
    nothing is known of any problem, that of their section says so once.
    """
    answering = _answering(pairing)
    for number, group in enumerate(pairing.groups):
        at = _heading_of(pairing, group)
        items = [index for index in group.items if pairing.items[index].role == _counted(group)]
        if items and at is not None:
            open_ones = [index for index in items if pairing.state(index) not in ANSWERED]
            yield Lens(at, _summary(pairing, items), pairing.span_of(open_ones[0] if open_ones else items[0]))
        if group.needs and any(not _is_unknown(pairing, index) for index in items):
            for index in items:
                if pairing.state(index) not in ANSWERED and pairing.coverage[index].by_role:
                    yield _item_lens(pairing, number, index, answering)


def _is_unknown(pairing: Pairing, index: int) -> bool:
    return set(pairing.coverage[index].by_role.values()) <= {State.UNDETERMINED}


def _answering(pairing: Pairing) -> _Answering:
    found: dict[tuple[int, Role], Span] = {}
    for group in pairing.groups:
        at = _heading_of(pairing, group)
        if at is not None:
            for source in group.sources:
                for role in group.roles:
                    found.setdefault((source, role), at)
    return found


def _heading_of(pairing: Pairing, group: Group) -> Span | None:
    heading = pairing.document.sections[group.section].heading
    return None if heading is None else heading_span(heading).shifted(pairing.document.starts[group.section])


def _counted(group: Group) -> str:
    """The role of the items that are counted: of last time's section the issues where labels tell them apart."""
    return "problem" if group.past and group.needs else group.role


def _summary(pairing: Pairing, items: list[int]) -> Message:
    """3/7 已对应，4 未判定."""
    states = Counter(pairing.state(index) for index in items)
    answered = sum(states[state] for state in ANSWERED)
    followed = pairing.items[items[0]].past
    zh, en = ("有结果", "followed up") if followed else ("已对应", "covered")
    parts = [Message(f"{answered}/{len(items)} {zh}", f"{answered}/{len(items)} {en}")]
    inferred = states[State.INFERRED]
    if inferred:
        parts.append(Message(f"其中推断 {inferred}", f"{inferred} of them inferred"))
    for state in _ORDER:
        if states[state]:
            words = STATE_WORDS[state]
            parts.append(Message(f"{states[state]} {words.zh}", f"{states[state]} {words.en}"))
    return Message("，".join(part.zh for part in parts), ", ".join(part.en for part in parts))


def _item_lens(pairing: Pairing, group: int, index: int, answering: _Answering) -> Lens:
    """措施：未判定 · 原因：已对应, leading to the section in which what is lacking may stand."""
    by_role = pairing.coverage[index].by_role
    lacking = [role for role, state in by_role.items() if state not in ANSWERED]
    at = pairing.span_of(index)
    target = next((answering[group, role] for role in lacking if (group, role) in answering), at)
    return Lens(at, standing(by_role), target)


def standing(by_role: Mapping[Role, State]) -> Message:
    """How an item stands towards each role that it needs: 措施：未判定 · 原因：已对应."""
    zh = " · ".join(f"{ROLE_WORDS[role].zh}：{STATE_WORDS[state].zh}" for role, state in by_role.items())
    en = " · ".join(f"{ROLE_WORDS[role].en}: {STATE_WORDS[state].en}" for role, state in by_role.items())
    return Message(zh, en)
