"""How often the right measure is among the first three that words suggest for a problem."""

from random import Random
from typing import NamedTuple

from duizhao.suggestions.ranking import suggest
from duizhao.suggestions.tokenizer import Tokenizer

from .conventions import BY_NAME, planned
from .judging import VOCABULARIES
from .plans import Likeness

TOKENS = Tokenizer()
SIZE = 12
"""Problems in one report; of so many measures, three drawn at random hold the right one in a quarter of cases."""


class Hits(NamedTuple):
    """Of `asked` problems, in how many cases the measure was among the first three, or the first one."""

    asked: int = 0
    among_three: int = 0
    first: int = 0


def hits(seed: int, each: int) -> dict[tuple[str, Likeness], Hits]:
    """The hits by language and by what a measure shares with its problem, on `each` reports of every kind."""
    found: dict[tuple[str, Likeness], Hits] = {}
    for vocabulary in VOCABULARIES:
        for number in range(each):
            rng = Random(f"{seed} {vocabulary.kind} {number}")
            plan = planned(BY_NAME["lists"], vocabulary, rng, SIZE)
            measures = rng.sample(plan.of("measure"), len(plan.of("measure")))
            join = "" if plan.chinese else " "
            problems = [f"{issue.name}{join}{issue.detail}" for issue in plan.issues]
            suggested = suggest(
                problems, [f"{measure.title}{join}{measure.text}" for measure in measures], TOKENS.words
            )
            for issue, ranked in zip(plan.issues, suggested, strict=True):
                right = [place for place, measure in enumerate(measures) if issue.uid in measure.answers]
                places = [place for place, *_ in ranked]
                key = (vocabulary.language, measures[right[0]].likeness)
                asked, among_three, first = found.get(key, Hits())
                found[key] = Hits(asked + 1, among_three + (right[0] in places), first + (places[:1] == right))
    return found
