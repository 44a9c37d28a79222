"""The wording rules of the packs: set phrases, substitutions, texts that should not be there."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from duizhao.checkers.checker import BlockChecker, Check, Prose
from duizhao.checkers.script import HAN
from duizhao.document import Kind
from duizhao.findings import Finding, Fix, Message, Place, Replacement
from duizhao.rules import RuleSet
from duizhao.rules.clues import clues
from duizhao.rules.hits import hits, said
from duizhao.rules.model import PatternRule
from duizhao.rules.tokens import Found, Words
from duizhao.text import Span

_Form: TypeAlias = str | re.Pattern[str]
_BREAK = re.compile("[\r\n]")
_SOFT_BREAK = re.compile(
    rf"(?<=[{HAN}，、；：。”’）》])[ \t]*(?:\r\n?|\n)[ \t\u3000]*(?=[{HAN}“‘（《，、；：。”’）》])"
)


class _Joined(NamedTuple):
    """A text whose soft line breaks amid Chinese are taken out, so that phrases are found across them.

    `starts` and `shifts` tell from which offset on how much was taken out before.
    """

    text: str
    starts: list[int]
    shifts: list[int]

    def written(self, start: int, end: int) -> Span:
        """Where a stretch of the joined text stands in the text as written."""
        return Span(start + self._shift(start), end - 1 + self._shift(end - 1) + 1)

    def _shift(self, at: int) -> int:
        return self.shifts[bisect_right(self.starts, at) - 1]


def _joined(prose: Prose) -> _Joined:
    text = prose.text
    starts, shifts, pieces, end = [0], [0], [], 0
    if prose.block.kind is not Kind.TABLE and _BREAK.search(text.rstrip()):
        for match in _SOFT_BREAK.finditer(text):
            pieces.append(text[end : match.start()])
            end = match.end()
            starts.append(match.start() - shifts[-1])
            shifts.append(shifts[-1] + end - match.start())
    return _Joined("".join([*pieces, text[end:]]) if pieces else text, starts, shifts)


class _Phrases:
    """The check. A rule is asked only about texts that have one of its wrong forms, and a wrong form is looked for only
    where one of its clues is.
    """

    def __init__(self, rules: tuple[PatternRule, ...]) -> None:
        self._rules = rules
        self._always: list[tuple[int, _Form]] = []
        self._by_clue: dict[str, list[tuple[int, _Form]]] = {}
        for index, rule in enumerate(rules):
            for swap in rule.swaps:
                form = swap.wrong.text if isinstance(swap.wrong, Words) else re.compile(swap.wrong.source)
                chars = clues(swap.wrong)
                for char in chars or ():
                    self._by_clue.setdefault(char, []).append((index, form))
                if chars is None:
                    self._always.append((index, form))
        self._clue = re.compile(f"[{re.escape(''.join(self._by_clue))}]") if self._by_clue else None

    def __call__(self, prose: Prose) -> Iterator[Finding]:
        present = set(self._clue.findall(prose.text)) if self._clue else ()
        wanted = [*self._always, *(each for char in present for each in self._by_clue[char])]
        if not wanted:
            return
        joined = _joined(prose)
        for index in sorted({index for index, form in wanted if _stands_in(form, joined.text)}):
            rule = self._rules[index]
            for hit in hits(rule, joined.text):
                yield _finding(rule, joined, hit)


def _stands_in(form: _Form, text: str) -> bool:
    return form in text if isinstance(form, str) else form.search(text) is not None


def _finding(rule: PatternRule, joined: _Joined, hit: Found) -> Finding:
    """What ends with the text may be half a phrase: it counts as unfinished."""
    span = joined.written(hit.start, hit.end)
    fix = None
    if rule.fix and hit.instead is not None and span.end - span.start == hit.end - hit.start:
        title = (
            Message(f"改为“{hit.instead}”", f"Write “{hit.instead}”") if hit.instead else Message("删去", "Remove it")
        )
        fix = Fix(title, (Replacement(Place(0, span), hit.instead),))
    return Finding(
        rule.code,
        said(rule, joined.text, hit),
        Place(0, span),
        fix=fix,
        unfinished=not joined.text[hit.end :].strip(),
        unnecessary="unnecessary" in rule.tags,
    )


def _prepare(rules: RuleSet) -> Check[Prose] | None:
    return _Phrases(rules.patterns) if rules.patterns else None


CHECKER = BlockChecker((), _prepare)
