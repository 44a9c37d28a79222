"""What a pattern rule looks for in a text: words as they stand, or a regular expression."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from duizhao.rules.patterns import Regex, expanded, slashed


@dataclass(frozen=True, slots=True)
class Words:
    """Words that are looked for exactly as they stand."""

    text: str


Token: TypeAlias = Words | Regex


def token(text: str) -> Token:
    """The token that a pack writes so: `/regex/` or words.

    Raises:
        Refusal: for an unsafe or unfinished regular expression.
    """
    return slashed(text) or Words(text)


class Found(NamedTuple):
    """One place of a token in a text: half-open, in code points; `instead` is what should stand there, if known."""

    start: int
    end: int
    instead: str | None


class Swap(NamedTuple):
    """Something wrong, and what should stand in its place; `right` is a template where `wrong` is a regex."""

    wrong: Token
    right: str | None

    def found_in(self, text: str) -> Iterator[Found]:
        """Where the wrong form stands, from left to right."""
        if isinstance(self.wrong, Words):
            for start, end in spans(self.wrong, text):
                yield Found(start, end, self.right)
        else:
            for match in self.wrong.spans(text):
                right = None if self.right is None else expanded(self.right, match)
                if right != match[0]:
                    yield Found(match.start(), match.end(), right)


def spans(of: Token, text: str) -> Iterator[tuple[int, int]]:
    """Where a token stands in `text`: half-open, in code points, from left to right."""
    if isinstance(of, Words):
        start = text.find(of.text)
        while start >= 0:
            yield start, start + len(of.text)
            start = text.find(of.text, start + 1)
    else:
        for match in of.spans(text):
            yield match.span()
