"""Paragraphs that two drafts, or two places of one, have in common, for a person or a program to read."""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from duizhao.document import Document
from duizhao.pairing.near_duplicates import equal_ones, near_ones, paragraphs_of, tokens_of
from duizhao.pairing.reasons import plain, short
from duizhao.text import PositionEncoding

_LONGEST_SHOWN = 30
_NEARLY = 0.99
"""The most that is said of paragraphs that are not equal."""


class Spot(NamedTuple):
    """One paragraph: its file, the line it begins on (from 1), and its text in one line."""

    path: str
    line: int
    text: str


class Pair(NamedTuple):
    """Two paragraphs that are nearly equal, and the share that they have in common (1.0: all letters)."""

    earlier: Spot
    later: Spot
    share: float


def pairs_in(drafts: Iterable[tuple[str, Document]]) -> list[Pair]:
    """The paragraphs of all drafts, each given with its path, that are equal or nearly equal to an earlier one, in the
    order of the later ones. Each is paired with one earlier paragraph: the first that is equal, or the most alike.
    """
    spots: list[Spot] = []
    tokens: list[tuple[str, ...]] = []
    for path, document in drafts:
        text = document.text
        for start, end in paragraphs_of(document):
            line = document.position(start, PositionEncoding.UTF32).line + 1
            spots.append(Spot(path, line, plain(text[start:end])))
            tokens.append(tokens_of(text[start:end]))
    found = [Pair(spots[each.earlier], spots[each.later], each.share) for each in equal_ones(tokens)]
    found += [Pair(spots[each.earlier], spots[each.later], min(each.share, _NEARLY)) for each in near_ones(tokens)]
    order = {id(spot): number for number, spot in enumerate(spots)}
    return sorted(found, key=lambda pair: order[id(pair.later)])


def as_text(pairs: Sequence[Pair]) -> str:
    """One line for each pair: both places, the share, the beginning of the later paragraph."""
    return "".join(
        f"{each.earlier.path}:{each.earlier.line}  {each.later.path}:{each.later.line}  {each.share:.0%}  "
        f"{short(each.later.text, _LONGEST_SHOWN)}\n"
        for each in pairs
    )


def as_json(pairs: Sequence[Pair]) -> str:
    """One array with an object for each pair: `share`, and `earlier` and `later` with `path`, `line` and `text`."""
    listed = [
        {"share": round(each.share, 2), "earlier": each.earlier._asdict(), "later": each.later._asdict()}
        for each in pairs
    ]
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"
