"""Set phrases that go on with what has been typed."""

import re
from collections.abc import Iterator

from duizhao.completion.candidate import Candidate, CandidateKind, Line
from duizhao.findings import Message
from duizhao.rules import RuleSet
from duizhao.text import Span

_PHRASE = Message("固定表述", "set phrase")
_LONGEST_BEGINNING = 20
_PHRASE_STARTS = re.compile(r"^|(?=[“《])|(?<=[、，])")
_SHORTEST_BEGINNING = 2
_SHORTEST_INNER_BEGINNING = 3


def phrases(rules: RuleSet, line: Line) -> Iterator[Candidate]:
    """Set phrases that go on with what is typed, those with the longest beginning first."""
    found = []
    for rule in rules.patterns:
        if rule.since is not None or rule.until is not None:
            continue
        for phrase in rule.offered:
            best = max((_beginning(phrase, at, line.before) for at in _starts(phrase)), default=(0, 0))
            length, negative = best
            if length:
                found.append((-length, phrase[-negative:] if negative else phrase, rule.code))
    for negative_length, phrase, code in sorted(found, key=lambda each: each[0]):
        begun = -negative_length
        if line.behind.startswith(phrase[begun:]):
            continue
        end = line.offset + (1 if line.behind[:1] and line.behind[:1] in "”》’" and line.behind[0] in phrase else 0)
        span = Span(line.offset - begun, end)
        yield Candidate(CandidateKind.PHRASE, phrase, _PHRASE, span, phrase, phrase, documentation=f"rule:{code}")


def _starts(phrase: str) -> list[int]:
    """Where in a phrase a writer may begin: at its start, at a quotation, after a comma."""
    return sorted({match.start() for match in _PHRASE_STARTS.finditer(phrase)})


def _beginning(phrase: str, at: int, typed: str) -> tuple[int, int]:
    """How many characters of `phrase` from `at` on are typed already, 0 for too few; and minus `at`, so that of equal
    ones the earlier counts for more.
    """
    opens = phrase[at : at + 1] in ("“", "《")
    least = 1 if opens else _SHORTEST_BEGINNING if at == 0 else _SHORTEST_INNER_BEGINNING
    rest = phrase[at:]
    for length in range(min(len(rest) - 1, len(typed), _LONGEST_BEGINNING), least - 1, -1):
        if typed.endswith(rest[:length]):
            return length, -at
    return 0, -at
