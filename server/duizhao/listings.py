"""What the program knows, and what it sees in a draft, as lines for the terminal."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import NamedTuple

from duizhao.checkers import CODES
from duizhao.document import Document
from duizhao.explain import page
from duizhao.findings import Message, Severity
from duizhao.outline import Symbol, symbols
from duizhao.rules import RuleSet
from duizhao.rules.model import PatternRule
from duizhao.rules.packs import PackLibrary
from duizhao.text import PositionEncoding

OFF = Message("关闭", "off")
"""What is written for the severity of a rule that is switched off."""


class Rule(NamedTuple):
    """One kind of finding: its code, how loud it is (None: off), and what it is about in one line."""

    code: str
    severity: Severity | None
    title: str


class Heading(NamedTuple):
    """One heading of a draft: line and level from 1, and what is known about it besides its text."""

    line: int
    level: int
    text: str
    detail: str


def pattern_rules(library: PackLibrary) -> tuple[PatternRule, ...]:
    """The rules with codes of their own in all sound packs."""
    return tuple([rule for pack in library.sound().values() for rule in pack.rules if isinstance(rule, PatternRule)])


def rules_of(rules: RuleSet, language: str) -> list[Rule]:
    """Every kind of finding there can be under `rules`, by code."""
    built_in = [Rule(code.id, code.severity_in(rules), code.title.in_language(language)) for code in CODES.values()]
    return sorted([*built_in, *_own(rules.patterns, language)])


def all_rules(library: PackLibrary, language: str) -> list[Rule]:
    """Every kind of finding that any pack can have, as loud as it is unless a pack says otherwise, by code."""
    built_in = [Rule(code.id, code.severity, code.title.in_language(language)) for code in CODES.values()]
    return sorted([*built_in, *_own(pattern_rules(library), language)])


def _own(rules: Iterable[PatternRule], language: str) -> Iterator[Rule]:
    for rule in rules:
        text = page(rule.code, language, [rule]) or ""
        yield Rule(rule.code, rule.severity, text.partition("\n")[0].removeprefix(f"# {rule.code}").strip())


def similar(code: str, known: Iterable[str]) -> list[str]:
    """The codes that somebody who wrote `code` may have meant, the likeliest first."""
    codes = list(known)
    named_so = [each for each in codes if code and code in each.split("/")]
    by_last_word: Mapping[str, str] = {each.rpartition("/")[2]: each for each in codes}
    close = [by_last_word[word] for word in get_close_matches(code.rpartition("/")[2], by_last_word, 3)]
    return list(dict.fromkeys([*get_close_matches(code, codes, 3), *named_so, *close]))[:5]


def headings_of(document: Document, language: str) -> list[Heading]:
    """The outline of a draft, in the order of the text."""
    return list(_headings(document, symbols(document), 1, language))


def _headings(document: Document, of: Iterable[Symbol], level: int, language: str) -> Iterator[Heading]:
    for symbol in of:
        line = document.position(symbol.selection.start, PositionEncoding.UTF32).line + 1
        yield Heading(line, level, symbol.name, symbol.detail.in_language(language))
        yield from _headings(document, symbol.children, level + 1, language)
