"""Comparing what items and references say, without what carries no meaning."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from math import log, sqrt

_NO_LETTER = re.compile(r"[\W_]+")
_EMPTY_LETTERS = re.compile("[的地得了]")
_ABOUT = re.compile(r"^(?:在|带头|关于|针对|加强|强化|对照)+")
_ENDING = re.compile(r"(?:等)?(?:方面|问题|不足|情况|的|存在)+$")
_SEAL_LENGTH = 6
_LONGEST_COMPARED = 160
_FEWEST_SHARED = 2
_COMMON = 12
"""A pair of letters in more texts than this tells none of them apart, and would cost all of them."""
_CLEARLY_BETTER = 1.5
_SIMILAR = 0.08


@lru_cache(16384)
def wording_key(text: str) -> str:
    """The letters of `text` without 、，的 and other marks, for comparing quotations with heads."""
    return _EMPTY_LETTERS.sub("", _NO_LETTER.sub("", text)).lower()


@lru_cache(8192)
def aspect_key(title: str) -> str:
    """What an aspect is about: its title without 在…方面, 加强…, 关于…问题."""
    letters = _NO_LETTER.sub("", title).lower()
    return _EMPTY_LETTERS.sub("", _ENDING.sub("", _ABOUT.sub("", letters)) or letters)


def seal_of(text: str) -> str:
    """A fingerprint of what an item says, for telling later whether that has changed; punctuation does not count."""
    return blake2b(wording_key(text).encode(), digest_size=8).hexdigest()[:_SEAL_LENGTH]


@lru_cache(8192)
def _bigrams(text: str) -> frozenset[str]:
    letters = wording_key(text[:_LONGEST_COMPARED])
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1))


def crossed(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two lists of equal length are in different orders: some text of one and another of the other, at another
    place, are each other's most similar, clearly more so than both are to what stands at their own places.

    Similarity is the cosine of pairs of letters, weighted by how rare they are in both lists.
    """
    left, right = [_bigrams(text) for text in one], [_bigrams(text) for text in other]
    found = Counter(gram for grams in (*left, *right) for gram in grams)
    count = len(left) + len(right)
    most = min(max(2, count // 3), _COMMON)
    weights = {gram: log(count / times) for gram, times in found.items() if 1 < times <= most}
    norms = [_norm(grams, found, count) for grams in left], [_norm(grams, found, count) for grams in right]
    holders: dict[str, list[int]] = {}
    for place, grams in enumerate(right):
        for gram in grams & weights.keys():
            holders.setdefault(gram, []).append(place)
    alike: list[dict[int, float]] = []
    for place, grams in enumerate(left):
        sums: dict[int, float] = {}
        shared: Counter[int] = Counter()
        for gram in grams:
            for there in holders.get(gram, ()):
                sums[there] = sums.get(there, 0.0) + weights[gram] ** 2
                shared[there] += 1
        alike.append(
            {
                there: value / (norms[0][place] * norms[1][there])
                for there, value in sums.items()
                if shared[there] >= _FEWEST_SHARED
            }
        )
    return _has_crossing(alike)


def _norm(grams: frozenset[str], found: Mapping[str, int], count: int) -> float:
    return sqrt(sum(log(count / found[gram]) ** 2 for gram in grams)) or 1.0


def _has_crossing(alike: Sequence[Mapping[int, float]]) -> bool:
    best_for: dict[int, tuple[float, int]] = {}
    for place, row in enumerate(alike):
        for there, value in row.items():
            best_for[there] = max(best_for.get(there, (0.0, -1)), (value, place))
    for place, row in enumerate(alike):
        if not row:
            continue
        value, there = max((value, there) for there, value in row.items())
        diagonals = max(row.get(place, 0.0), alike[there].get(there, 0.0))
        if there != place and best_for[there][1] == place and value >= _SIMILAR and value > _CLEARLY_BETTER * diagonals:
            return True
    return False
