"""How a title departs from the wording that was meant: by a slip or two, or altogether.

Only letters and digits count; spaces, marks, width, case, a leading 在 and a final 方面 are the writer's own.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple
from unicodedata import normalize

from duizhao.rules.matchers import Title
from duizhao.text import Span

LIKE = 0.7
"""How like a wording a title must at least be to be taken for it, as a ratio of matching letters."""

_MOST_SLIPS = 3
_LONGEST_SLIP = 3
_LETTERS_A_SLIP = 8
_SHORTEST_CERTAIN = 8
_NEIGHBOURS_BEFORE, _NEIGHBOURS_BEHIND = 3, 1
_MAY_BE_LEFT_OUT = frozenset("的了着和与及在以并等其地得")
_NO_LETTER = re.compile(r"[\W_]+")


class Slip(NamedTuple):
    """One place where a title departs from the wording that was meant.

    `span` counts from the title's start and is empty where something was left out; `right` is to stand there. `found`
    and `meant` show the place with its neighbours, as it is and as it should be.
    """

    span: Span
    right: str
    found: str
    meant: str


class Letters(NamedTuple):
    """What counts of a title, and where in the title each character of it stands."""

    text: str
    places: tuple[int, ...]


class Candidate(NamedTuple):
    """A wording that a title may have been meant to be."""

    wording: str
    letters: Letters


def letter_key(title: Title) -> str:
    """The letters of a title: equal for titles that differ in nothing that counts."""
    return _NO_LETTER.sub("", title.normalised).casefold()


def candidate(wording: str) -> Candidate:
    """A wording made ready for comparisons."""
    return Candidate(wording, letters_of(wording))


def letters_of(title: str) -> Letters:
    """The letters of a title with their places, in code points from its start."""
    text: list[str] = []
    places = []
    for place, char in enumerate(title):
        for letter in normalize("NFKC", char).casefold():
            if letter.isalnum():
                text.append(letter)
                places.append(place)
    start = 1 if len(text) > 1 and text[0] == "在" else 0
    stop = len(text) - 2 if len(text) - 2 > start and text[-2:] == ["方", "面"] else len(text)
    return Letters("".join(text[start:stop]), tuple(places[start:stop]))


def closest(title: Letters, candidates: Sequence[Candidate]) -> tuple[Candidate, float] | None:
    """The wording most like a title, and how like it is (`LIKE` to 1); None when none is like enough."""
    best: tuple[Candidate, float] | None = None
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(title.text)
    for each in candidates:
        matcher.set_seq1(each.letters.text)
        floor = LIKE if best is None else best[1]
        if matcher.real_quick_ratio() >= floor and matcher.quick_ratio() >= floor:
            ratio = matcher.ratio()
            if ratio > floor or (best is None and ratio == floor):
                best = each, ratio
    return best


def slips_in(title: str, meant: Candidate) -> tuple[Slip, ...]:
    """The slips that made `title` of the wording meant, from left to right; empty when there is none that counts, or
    when they are so many or so large that the title may well be another one.
    """
    actual = letters_of(title)
    if not actual.text:
        return ()
    steps = _differences(actual.text, meant.letters.text)
    sizes = [max(step.i2 - step.i1, step.j2 - step.j1) for step in steps]
    if len(steps) > _MOST_SLIPS or sum(sizes) > max(1, len(meant.letters.text) // _LETTERS_A_SLIP):
        return ()
    if any(size > _LONGEST_SLIP for size in sizes):
        return ()
    return tuple(_slip(title, actual, meant, step) for step in steps)


def is_certain(meant: Candidate) -> bool:
    """Whether a wording is long enough to be recognised behind a slip beyond doubt."""
    return len(meant.letters.text) >= _SHORTEST_CERTAIN


def is_free(title: str, slip: Slip) -> bool:
    """Whether a writer may have meant the difference: words left out or added, or a mere particle."""
    wrong = title[slip.span.start : slip.span.end]
    if wrong and slip.right:
        return False
    changed = wrong or slip.right
    return len(changed) > 1 or changed in _MAY_BE_LEFT_OUT


class _Step(NamedTuple):
    i1: int
    i2: int
    j1: int
    j2: int


def _differences(actual: str, meant: str) -> list[_Step]:
    """The stretches that differ; two with a single letter between them are one."""
    steps: list[_Step] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, actual, meant, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if steps and i1 - steps[-1].i2 <= 1 and j1 - steps[-1].j2 <= 1:
            steps[-1] = steps[-1]._replace(i2=i2, j2=j2)
        else:
            steps.append(_Step(i1, i2, j1, j2))
    return steps


def _slip(title: str, actual: Letters, meant: Candidate, step: _Step) -> Slip:
    i1, i2, j1, j2 = step
    if i1 < i2:
        span = Span(actual.places[i1], actual.places[i2 - 1] + 1)
    else:
        gap = actual.places[i1 - 1] + 1 if i1 else actual.places[0]
        span = Span(gap, gap)
    places = meant.letters.places
    right = meant.wording[places[j1] : places[j2 - 1] + 1] if j1 < j2 else ""
    start, stop = _with_neighbours(title, span, Span(actual.places[0], actual.places[-1] + 1))
    before, behind = title[start : span.start], title[span.end : stop]
    return Slip(span, right, before + title[span.start : span.end] + behind, before + right + behind)


def _with_neighbours(title: str, span: Span, limits: Span) -> Span:
    """The span with a few letters on both sides, up to the next mark and within `limits`."""
    start, stop = span
    while start > max(limits.start, span.start - _NEIGHBOURS_BEFORE) and title[start - 1].isalnum():
        start -= 1
    while stop < min(limits.end, span.end + _NEIGHBOURS_BEHIND) and title[stop].isalnum():
        stop += 1
    return Span(start, stop)
