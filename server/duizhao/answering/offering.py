"""What can be offered for one problem, cause or measure, the most probable first."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from duizhao.answering.confirming import confirmed
from duizhao.answering.naming import reference_to
from duizhao.answering.stubs import Sections, stub
from duizhao.answering.tagging import answered
from duizhao.answering.visible import made_visible
from duizhao.answering.waiving import waived
from duizhao.findings import Message, Replacement
from duizhao.pairing.model import ROLE_WORDS, State
from duizhao.pairing.pairing import Pairing
from duizhao.pairing.reasons import plain, short
from duizhao.rules import RuleSet
from duizhao.text import Span

if TYPE_CHECKING:
    from duizhao.suggestions.partners import Candidate

_LONGEST_SHOWN = 18
_ANSWERED = frozenset({State.COVERED, State.JUSTIFIED, State.SUSPECT})


class Offer(NamedTuple):
    """A change that may be wanted, and what it is called."""

    title: Message
    replacements: tuple[Replacement[Span], ...]


def offers(
    pairing: Pairing, index: int, rules: RuleSet, suggested: "Iterable[Candidate]", sections: Sections = tuple
) -> Iterator[Offer]:
    """The offers for an item: to confirm what is inferred or `suggested` (the best first), to begin what it lacks, to
    say that it needs nothing, to write into the text what only a tag or the structure says. `sections` gives the
    insertions of sections that the draft lacks.
    """
    yield from _confirmations(pairing, index, suggested)
    by_role = pairing.coverage[index].by_role
    lacking = [role for role, state in by_role.items() if state not in _ANSWERED and state is not State.INFERRED]
    for role in lacking:
        begun = stub(pairing, index, role, rules, sections)
        if begun is not None:
            words = ROLE_WORDS[role]
            yield Offer(Message(f"补一条{words.zh}", f"Begin its {words.en}"), begun)
    for role in lacking:
        words = ROLE_WORDS[role]
        title = Message(f"注明不需要{words.zh}（填理由）", f"Say that it needs no {words.en}, and why")
        yield Offer(title, (waived(pairing, index, role),))
    answers_nothing = pairing.state(index) in (State.UNDETERMINED, State.NO_SOURCE)
    if pairing.items[index].role in ("cause", "measure") and answers_nothing:
        title = Message("注明不对应问题（填理由）", "Say that it answers no problem, and why")
        yield Offer(title, (waived(pairing, index, None),))
    yield from _visible(pairing, index)


def _confirmations(pairing: Pairing, index: int, suggested: "Iterable[Candidate]") -> Iterator[Offer]:
    inferred = [link for link in pairing.links_of(index) if link.tier == 2]
    pairs: dict[tuple[int, int], Candidate | None] = {(link.problem, link.partner): None for link in inferred}
    asking = pairing.items[index].role == "problem" or bool(pairing.coverage[index].by_role)
    for each in suggested:
        pairs.setdefault((index, each.item) if asking else (each.item, index), each)
    for (problem, partner), candidate in pairs.items():
        if set(pairing.items[problem].ids) & set(answered(pairing, partner)):
            continue
        one, other = _shown(pairing, problem), _shown(pairing, partner)
        words = ROLE_WORDS[pairing.items[partner].role]
        title = Message(f"确认对应：“{one}” ← {words.zh}“{other}”", f"Confirm: “{one}” ← {words.en} “{other}”")
        if candidate is not None and candidate.shared:
            shared, said = candidate.shared, short(plain(candidate.said), _LONGEST_SHOWN)
            zh, en = (f"：“{said}”", f": “{said}”") if said and said != other else ("", "")
            title = Message(
                f"{title.zh}（都说到{'、'.join(shared)}{zh}）", f"{title.en} (both speak of {', '.join(shared)}{en})"
            )
        yield Offer(title, confirmed(pairing, problem, partner))


def _visible(pairing: Pairing, index: int) -> Iterator[Offer]:
    """For the links at a cause or measure that no word of its text tells."""
    said = {
        problem
        for each in pairing.resolutions
        if each.item == index and each.reference is not None
        for problem in each.problems
    }
    links = [link for link in pairing.links_of(index) if link.partner == index and link.tier in (0, 2)]
    for link in [each for each in links if each.problem not in said][:1]:
        words = reference_to(pairing, link.problem)
        written = made_visible(pairing, link.problem, index, words) if words is not None else None
        if words is not None and written is not None:
            yield Offer(Message(f"在文中写明“{words}”", f"Write “{words}” into the text"), (written,))


def _shown(pairing: Pairing, index: int) -> str:
    return short(plain(pairing.items[index].head), _LONGEST_SHOWN)
