"""Suggestions for one pairing: which of its causes and measures may answer the problems that nothing answers yet."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import NamedTuple

from duizhao.pairing.model import Form, Role, State
from duizhao.pairing.pairing import Pairing
from duizhao.suggestions.ranking import MOST, Words, suggest
from duizhao.suggestions.vocabulary import CONCEPT_OF

_OPEN = frozenset({State.UNDETERMINED, State.UNCOVERED, State.PARTIAL})
_LONGEST_TEXT = 1_000
_CLAUSE = re.compile(r"[^，,；;。！？!?\r\n]+")
_PRESCRIBED = 20


class Candidate(NamedTuple):
    """An item that may belong to another one, the words that they share, and where the partner says them: its most
    telling clause, empty for what the problem says.
    """

    item: int
    shared: tuple[str, ...]
    said: str = ""


Suggested = Mapping[int, tuple[Candidate, ...]]
"""The candidates of an item, the best first, by its index in `Pairing.items`."""


def is_open(pairing: Pairing) -> bool:
    """Whether there is anything to suggest: a problem that nothing answers, and something that may."""
    return any(True for _ in _tasks(pairing))


def suggested(pairing: Pairing, words: Words, cancelled: Callable[[], bool]) -> Suggested:
    """Candidates for all problems that are open, and for the causes and measures that may answer them."""
    found: dict[int, list[tuple[float, Candidate]]] = {}
    for problems, partners in _tasks(pairing):
        texts = [_text(pairing, index) for index in problems]
        others = [_text(pairing, index) for index in partners]
        never = [pairing.items[index].head for index in problems if _is_prescribed(pairing, index)]
        for problem, suggestions in zip(
            problems, suggest(texts, others, words, never=never, cancelled=cancelled), strict=True
        ):
            for each in suggestions:
                partner = partners[each.partner]
                said = _clause(others[each.partner][slice(*each.sentence)], each.shared)
                found.setdefault(problem, []).append((each.score, Candidate(partner, each.shared, said)))
                found.setdefault(partner, []).append((each.score, Candidate(problem, each.shared)))
    return {index: tuple(_best(pairing, candidates)) for index, candidates in found.items()}


def _best(pairing: Pairing, candidates: list[tuple[float, Candidate]]) -> Iterator[Candidate]:
    """The best of each role, the better ones first."""
    taken: Counter[Role] = Counter()
    for _, candidate in sorted(candidates, key=lambda each: -each[0]):
        role = pairing.items[candidate.item].role
        taken[role] += 1
        if taken[role] <= MOST:
            yield candidate


def _tasks(pairing: Pairing) -> Iterator[tuple[list[int], list[int]]]:
    for number, group in enumerate(pairing.groups):
        problems = [index for index in group.items if group.needs and pairing.state(index) in _OPEN]
        if not problems:
            continue
        for other in pairing.groups:
            if number in other.sources and other.items:
                yield problems, list(other.items)


def _clause(sentence: str, shared: Collection[str]) -> str:
    """The clause of a sentence that speaks most of what is shared."""

    def spoken_of(clause: str) -> int:
        concepts = {concept for word, concept in CONCEPT_OF.items() if word in clause}
        return sum(1 for word in shared if word in clause or word in concepts)

    return max(_CLAUSE.findall(sentence), key=spoken_of, default="").strip()


def _text(pairing: Pairing, index: int) -> str:
    """What an item says, without a prescribed title: its words are the notice's."""
    text = pairing.text_of(index, _LONGEST_TEXT)
    if _is_prescribed(pairing, index):
        _, _, behind = text.partition(pairing.items[index].head)
        return behind
    return text


def _is_prescribed(pairing: Pairing, index: int) -> bool:
    item = pairing.items[index]
    return item.form is Form.HEADING and len(item.head) > _PRESCRIBED and item.head.rstrip("。").endswith("方面")
