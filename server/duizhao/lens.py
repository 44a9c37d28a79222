"""What stands above role sections and items in an editor: how many are answered, and what an item still lacks."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from duizhao.document import heading_span
from duizhao.findings import Message
from duizhao.pairing.model import ROLE_WORDS, STATE_WORDS, Group, State
from duizhao.pairing.pairing import Pairing
from duizhao.text import Span

_ANSWERED = frozenset({State.COVERED, State.INFERRED, State.JUSTIFIED, State.SUSPECT})
_ORDER = (State.UNCOVERED, State.PARTIAL, State.NOT_FOLLOWED_UP, State.NO_SOURCE, State.SUSPECT, State.UNDETERMINED)


class Lens(NamedTuple):
    """A line above `span`; `target` is where it leads, spans are the document's."""

    span: Span
    title: Message
    target: Span


def lenses(pairing: Pairing) -> Iterator[Lens]:
    """The lenses of a document: one on each role section, one on each problem that is not known to be answered."""
    for group in pairing.groups:
        heading = pairing.document.sections[group.section].heading
        items = [index for index in group.items if pairing.items[index].role == _counted(group)]
        if items and heading is not None:
            at = heading_span(heading).shifted(pairing.document.starts[group.section])
            open_ones = [index for index in items if pairing.state(index) not in _ANSWERED]
            yield Lens(at, _summary(pairing, items), pairing.span_of(open_ones[0] if open_ones else items[0]))
        if group.needs:
            for index in items:
                if pairing.state(index) not in _ANSWERED:
                    yield _item_lens(pairing, group, index)


def _counted(group: Group) -> str:
    """The role of the items that are counted: of last time's section the issues where labels tell them apart."""
    return "problem" if group.past and group.needs else group.role


def _summary(pairing: Pairing, items: list[int]) -> Message:
    """3/7 已对应，4 未判定."""
    states = Counter(pairing.state(index) for index in items)
    answered = sum(states[state] for state in _ANSWERED)
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


def _item_lens(pairing: Pairing, group: Group, index: int) -> Lens:
    """措施：未判定 · 原因：已对应."""
    by_role = pairing.coverage[index].by_role
    zh = " · ".join(f"{ROLE_WORDS[role].zh}：{STATE_WORDS[state].zh}" for role, state in by_role.items())
    en = " · ".join(f"{ROLE_WORDS[role].en}: {STATE_WORDS[state].en}" for role, state in by_role.items())
    at = pairing.span_of(index)
    return Lens(at, Message(zh, en), _where_to_look(pairing, group, index) or at)


def _where_to_look(pairing: Pairing, group: Group, index: int) -> Span | None:
    """The section in which what an item lacks may stand."""
    number = pairing.groups.index(group)
    lacking = {role for role, state in pairing.coverage[index].by_role.items() if state not in _ANSWERED}
    for other in pairing.groups:
        heading = pairing.document.sections[other.section].heading
        if number in other.sources and lacking & set(other.roles) and heading is not None:
            return heading_span(heading).shifted(pairing.document.starts[other.section])
    return None
