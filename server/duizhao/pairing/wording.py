"""Comparing what items and references say, without what carries no meaning."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from math import log, sqrt

_NO_LETTER = re.compile(r"[\W_]+")
_RUN_OF_LETTERS = re.compile("[a-z]{3,}|[\u4e00-\u9fff]+")
_SMALL_WORDS = re.compile(
    "the|and|was|were|had|has|not|for|with|that|this|from|are|its|one|two|each|every|all|any|per|who|when|then|than|they"
    "|them|their|there|into|under|over|left|out|after|before|until"
)
_STEM = 6
_EMPTY_LETTERS = re.compile("[的地得了]")
_ABOUT = re.compile(r"^(?:在|带头|关于|针对|加强|强化|对照)+")
_ENDING = re.compile(r"(?:等)?(?:方面|问题|不足|情况|的|存在)+$")
_SEAL_LENGTH = 6
_LONGEST_COMPARED = 160
_COMMON = 12
"""What more texts than this have tells none of them apart, and would cost all of them."""
_CLEARLY_BETTER = 2.0
_FEWEST_SHARED = {True: 3, False: 2}
_MOST_SHARE = {True: 0.34, False: 0.25}
"""By whether the texts are Chinese: how many pairs of letters, or words, two texts must share, and in what share of a
list one may be.
"""


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
def _features(text: str) -> frozenset[str]:
    """Pairs of Chinese characters, and the beginnings of English words."""
    found: set[str] = set()
    for match in _RUN_OF_LETTERS.finditer(text[:_LONGEST_COMPARED].lower()):
        word = match.group()
        if not word.isascii():
            found.update(word[at : at + 2] for at in range(len(word) - 1))
        elif not _SMALL_WORDS.fullmatch(word):
            found.add(word[:_STEM])
    return frozenset(found)


def crossed(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two lists of equal length are in different orders: some text of one and another of the other, at another
    place, are each other's most similar, twice as much as both are to what stands at their own places.

    Similar are texts that share several pairs of characters, or words, that are rare in both lists. The figures were
    found on generated reports whose order is known.
    """
    left, right = [_features(text) for text in one], [_features(text) for text in other]
    chinese = any("\u4e00" <= char <= "\u9fff" for char in one[0])
    most = min(max(1.0, _MOST_SHARE[chinese] * len(one)), _COMMON)
    in_left = Counter(feature for features in left for feature in features)
    in_right = Counter(feature for features in right for feature in features)
    weights = {
        feature: log(1 + len(one) / sqrt(times * in_right[feature]))
        for feature, times in in_left.items()
        if times <= most and 0 < in_right[feature] <= most
    }
    holders: dict[str, list[int]] = {}
    for place, features in enumerate(right):
        for feature in features & weights.keys():
            holders.setdefault(feature, []).append(place)
    return _has_crossing([_alike(features, weights, holders) for features in left], _FEWEST_SHARED[chinese])


def _alike(
    features: frozenset[str], weights: Mapping[str, float], holders: Mapping[str, Sequence[int]]
) -> Mapping[int, tuple[float, int]]:
    """How similar one text is to those of the other list that share something with it, and how much they share."""
    found: dict[int, tuple[float, int]] = {}
    for feature in features:
        for there in holders.get(feature, ()):
            value, count = found.get(there, (0.0, 0))
            found[there] = value + weights[feature], count + 1
    return found


def _has_crossing(alike: Sequence[Mapping[int, tuple[float, int]]], fewest: int) -> bool:
    best_for: dict[int, float] = {}
    for row in alike:
        for there, (value, _) in row.items():
            best_for[there] = max(best_for.get(there, 0.0), value)
    for place, row in enumerate(alike):
        best = max([value for value, _ in row.values()], default=0.0)
        for there, (value, count) in row.items():
            if there == place or count < fewest or value < best or value < best_for[there]:
                continue
            diagonals = max(row.get(place, (0.0, 0))[0], alike[there].get(there, (0.0, 0))[0])
            if value > _CLEARLY_BETTER * diagonals:
                return True
    return False
