"""Ranks what may answer what by the words they share: cosine of TF-IDF weights over the texts of one draft.

A measure often answers in one of its sentences, so each is compared on its own; the best one counts. Beside words,
the concepts that they speak of and pairs of characters count, less.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from math import log, sqrt
from typing import NamedTuple

from duizhao.suggestions.vocabulary import CONCEPT_OF, GENRE_WORDS
from duizhao.text import Span

MOST = 3
_LEAST = 0.02
_CLEAR = 1.3
_WORD, _CONCEPT, _PAIR, _CHARACTER = 1.0, 1.6, 0.35, 0.3
_COMMON_SHARE, _COMMON_LEAST = 0.25, 12
_OFTEN = 64
_SENTENCE = re.compile(r"[^。！？；!?;\r\n]+[。！？；!?;]?")
_LONGEST = 2_000
_TELLING = re.compile("(?![的不了和在是有对为与及上下中大小多少一二三四五六七八九十个各每])[\u4e00-\u9fff]")
_CONCEPT_WORD = re.compile(
    "|".join(re.escape(word) for word in sorted(CONCEPT_OF, key=len, reverse=True) if not word.isascii())
)


class Suggestion(NamedTuple):
    """Something that may answer a problem: which of the partners, how alike, the words that weigh most, and the
    sentence (in code points of the partner's text) that is most like the problem. `clear`: each is the other's best by
    far.
    """

    partner: int
    score: float
    shared: tuple[str, ...]
    sentence: Span
    clear: bool


Words = Callable[[str], Sequence[str]]
Vector = Mapping[str, float]


def suggest(
    problems: Sequence[str],
    partners: Sequence[str],
    words: Words,
    *,
    never: Collection[str] = (),
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[tuple[Suggestion, ...], ...]:
    """For each problem up to three partners, the best first.

    `never` are texts whose words are no evidence, such as prescribed titles; `cancelled` is asked again and again, and
    once it says so, everything is empty.
    """
    banned = GENRE_WORDS | {word for text in never for word in words(text)}
    named = {match.group() for text in never for match in _CONCEPT_WORD.finditer(text)}
    asked = [_features(text[:_LONGEST], words, banned, named) for text in problems]
    sentences: list[tuple[int, Span]] = []
    offered: list[Counter[str]] = []
    for index, text in enumerate(partners):
        if cancelled():
            return tuple(() for _ in problems)
        for match in _SENTENCE.finditer(text, 0, _LONGEST):
            sentences.append((index, Span(*match.span())))
            offered.append(_features(match.group(), words, banned))
    weights = _weights([*asked, *offered])
    by_feature: dict[str, list[tuple[int, float]]] = {}
    for number, vector in enumerate([_vector(features, weights) for features in offered]):
        for feature, value in vector.items():
            by_feature.setdefault(feature, []).append((number, value))
    rows: list[dict[int, tuple[float, int]]] = []
    vectors = [_vector(features, weights) for features in asked]
    for place, vector in enumerate(vectors):
        if place % _OFTEN == 0 and cancelled():
            return tuple(() for _ in problems)
        rows.append(_best_by_partner(vector, by_feature, sentences))
    return tuple(_suggestions(rows, vectors, sentences, by_feature))


def _features(text: str, words: Words, banned: Collection[str], named: Collection[str] = ()) -> Counter[str]:
    """Words, concepts (with a #), pairs of characters inside words and single ones (with a ~), each with its weight
    times 100.

    `banned` words are no words of the text, and those `named` speak of no concept.
    """
    found: Counter[str] = Counter()
    rest = text
    for word in words(text):
        if word in banned:
            rest = rest.replace(word, " ")
            continue
        found[word] += int(100 * _WORD)
        if word.isascii() and (concept := CONCEPT_OF.get(word)):
            found[f"#{concept}"] = int(100 * _CONCEPT)
        if len(word) > 2 and not word.isascii():
            for at in range(len(word) - 1):
                found[f"~{word[at : at + 2]}"] += int(100 * _PAIR)
        elif not word.isascii():
            found[f"~{word}"] += int(100 * _PAIR)
    for char in _TELLING.findall(rest):
        found[f"~{char}"] = int(100 * _CHARACTER)
    for match in _CONCEPT_WORD.finditer(text):
        if match.group() not in named:
            found[f"#{CONCEPT_OF[match.group()]}"] = int(100 * _CONCEPT)
    return found


def _weights(texts: Sequence[Mapping[str, int]]) -> Mapping[str, float]:
    """How rare each feature is; one that very many texts have is left out."""
    found = Counter(feature for features in texts for feature in features)
    most = max(_COMMON_LEAST, int(len(texts) * _COMMON_SHARE))
    return {feature: log((1 + len(texts)) / times) + 0.1 for feature, times in found.items() if times <= most}


def _vector(features: Mapping[str, int], weights: Mapping[str, float]) -> Vector:
    raw = {
        feature: (1 + log(count / 100)) * weights[feature] if count > 100 else count / 100 * weights[feature]
        for feature, count in features.items()
        if feature in weights
    }
    norm = sqrt(sum(value * value for value in raw.values())) or 1.0
    return {feature: value / norm for feature, value in raw.items()}


def _best_by_partner(
    vector: Vector, by_feature: Mapping[str, Sequence[tuple[int, float]]], sentences: Sequence[tuple[int, Span]]
) -> dict[int, tuple[float, int]]:
    """For every partner that shares something its best score, and the number of the sentence that has it."""
    scores: dict[int, float] = {}
    for feature, value in vector.items():
        for number, other in by_feature.get(feature, ()):
            scores[number] = scores.get(number, 0.0) + value * other
    best: dict[int, tuple[float, int]] = {}
    for number, score in scores.items():
        partner = sentences[number][0]
        if score > best.get(partner, (0.0, 0))[0]:
            best[partner] = score, number
    return best


def _suggestions(
    rows: Sequence[Mapping[int, tuple[float, int]]],
    vectors: Sequence[Vector],
    sentences: Sequence[tuple[int, Span]],
    by_feature: Mapping[str, Sequence[tuple[int, float]]],
) -> Iterator[tuple[Suggestion, ...]]:
    top: dict[int, list[float]] = {}
    for row in rows:
        for partner, (score, _) in row.items():
            top.setdefault(partner, []).append(score)
    leading = {partner: sorted(scores)[-2:] for partner, scores in top.items()}
    of_sentence = {feature: dict(holders) for feature, holders in by_feature.items()}
    for row, vector in zip(rows, vectors, strict=True):
        ranked = sorted(row.items(), key=lambda each: (-each[1][0], each[0]))
        ranked = [each for each in ranked if each[1][0] >= _LEAST][:MOST]
        second = ranked[1][1][0] if len(ranked) > 1 else 0.0
        yield tuple(
            Suggestion(
                partner,
                score,
                _shared(vector, number, of_sentence),
                sentences[number][1],
                place == 0 and score >= _CLEAR * second and _leads(leading[partner], score),
            )
            for place, (partner, (score, number)) in enumerate(ranked)
        )


def _leads(scores: Sequence[float], score: float) -> bool:
    """Whether `score` is the best of a partner, by far."""
    return score == scores[-1] and (len(scores) < 2 or score >= _CLEAR * scores[-2])


def _shared(vector: Vector, number: int, of_sentence: Mapping[str, Mapping[int, float]]) -> tuple[str, ...]:
    """The words and concepts that weigh most in both."""
    weights = {
        feature.lstrip("#"): value * of_sentence[feature][number]
        for feature, value in vector.items()
        if not feature.startswith("~") and number in of_sentence.get(feature, {})
    }
    return tuple(sorted(weights, key=lambda word: (-weights[word], word))[:MOST])
