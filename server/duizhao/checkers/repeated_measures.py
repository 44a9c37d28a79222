"""measures/repeated and measures/near-duplicate: one paragraph that serves two measures, word for word or nearly so."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from duizhao.checkers.checker import Code, PairingChecker
from duizhao.checkers.structure import shown
from duizhao.document.units import head_of
from duizhao.findings import Finding, Message, Place, Related, Severity
from duizhao.pairing.measures import Measure, measures_of, place_in
from duizhao.pairing.near_duplicates import FEWEST_LETTERS, equal_ones, letters_in, near_ones, tokens_of
from duizhao.pairing.pairing import Pairing
from duizhao.rules import RuleSet

REPEATED = Code(
    "measures/repeated", Message("两条措施文字相同", "Same paragraph in two measures"), Severity.INFORMATION
)
NEAR = Code(
    "measures/near-duplicate", Message("两条措施文字几乎相同", "Nearly the same paragraph twice"), Severity.INFORMATION
)

_FEWEST_REPEATED = 20
"""Letters in a paragraph that two measures do not share by chance."""


class _Paragraph(NamedTuple):
    """One line of a measure: whose it is, where it stands, and its tokens."""

    measure: Measure
    place: Place
    head: str
    tokens: tuple[str, ...]


def _prepare(rules: RuleSet) -> Callable[[Pairing], Iterable[Finding]]:
    near = NEAR.severity_in(rules) is not None

    def check(pairing: Pairing) -> Iterator[Finding]:
        paragraphs = list(_paragraphs(pairing))
        yield from _repeated(paragraphs)
        if near:
            yield from _near([each for each in paragraphs if letters_in(each.tokens) >= FEWEST_LETTERS])

    return check


def _paragraphs(pairing: Pairing) -> Iterator[_Paragraph]:
    taken: set[Place] = set()
    for measure in measures_of(pairing):
        for span in measure.lines():
            said = measure.text[span.start : span.end]
            tokens = tokens_of(said)
            if letters_in(tokens) < _FEWEST_REPEATED:
                continue
            place = place_in(pairing, measure, span)
            if place not in taken:
                taken.add(place)
                yield _Paragraph(measure, place, shown(head_of(said)), tokens)


def _repeated(paragraphs: Sequence[_Paragraph]) -> Iterator[Finding]:
    """Equal paragraphs, told once, at the second one."""
    later: dict[int, list[_Paragraph]] = {}
    for likeness in equal_ones([each.tokens for each in paragraphs]):
        if paragraphs[likeness.earlier].measure.number != paragraphs[likeness.later].measure.number:
            later.setdefault(likeness.earlier, []).append(paragraphs[likeness.later])
    for first, others in later.items():
        message = Message(
            f"“{others[0].head}”与前面的措施文字相同；各写各的做法，确是同一措施的，写“同上”或者合成一条",
            f"“{others[0].head}” stands in an earlier measure word for word; say what differs, or make one of them",
        )
        related = [Related(paragraphs[first].place, Message("相同的文字", "the same words"))]
        related += [Related(each.place, Message("又一处", "and again")) for each in others[1:]]
        yield Finding(REPEATED.id, message, others[0].place, tuple(related))


def _near(paragraphs: Sequence[_Paragraph]) -> Iterator[Finding]:
    for earlier, later, share in near_ones([each.tokens for each in paragraphs]):
        one, other = paragraphs[earlier], paragraphs[later]
        if one.measure.number == other.measure.number:
            continue
        percent = f"{share:.0%}"
        message = Message(
            f"“{other.head}”与前面的措施有{percent}相同；核对是否照抄后漏改",
            f"“{other.head}” has {percent} in common with an earlier measure; was it copied and not adapted?",
        )
        related = (Related(one.place, Message("相似的文字", "the similar words")),)
        yield Finding(NEAR.id, message, other.place, related)


CHECKER = PairingChecker((NEAR, REPEATED), _prepare)
