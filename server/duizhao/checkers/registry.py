"""Every checker there is, and what a rule set makes of them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, NamedTuple

from duizhao.checkers import (
    counts,
    coverage,
    enumeration_marks,
    flowing_lines,
    half_width,
    heading_closing,
    heading_levels,
    indented_prose,
    kinds,
    labels,
    measure_particulars,
    measure_wording,
    number_marks,
    number_separator,
    number_systems,
    odd_sister,
    ordinals,
    pairs,
    past_deadlines,
    phrases,
    placeholders,
    plain_headings,
    references,
    repeated_measures,
    run_starts,
    runs,
    status_totals,
    structure,
    suppressions,
    titles,
    totals,
)
from duizhao.checkers.checker import (
    BlockChecker,
    Check,
    Checker,
    Code,
    DocumentChecker,
    Family,
    FamilyChecker,
    PairingChecker,
    Prose,
    S,
    SectionChecker,
    Skeleton,
)
from duizhao.document import Section
from duizhao.findings import Severity
from duizhao.pairing.pairing import Pairer, Pairing
from duizhao.rules import RuleSet
from duizhao.rules.model import BuiltIn, BuiltIns

BLOCK_CHECKERS: tuple[BlockChecker, ...] = (
    enumeration_marks.CHECKER,
    half_width.CHECKER,
    phrases.CHECKER,
    placeholders.CHECKER,
    totals.CHECKER,
)
SECTION_CHECKERS: tuple[SectionChecker, ...] = (
    indented_prose.CHECKER,
    number_separator.CHECKER,
    pairs.CHECKER,
    runs.CHECKER,
)
FAMILY_CHECKERS: tuple[FamilyChecker, ...] = (
    counts.CHECKER,
    heading_closing.CHECKER,
    labels.CHECKER,
    odd_sister.CHECKER,
    ordinals.CHECKER,
    run_starts.CHECKER,
)
DOCUMENT_CHECKERS: tuple[DocumentChecker, ...] = (
    flowing_lines.CHECKER,
    heading_levels.CHECKER,
    number_marks.CHECKER,
    number_systems.CHECKER,
    plain_headings.CHECKER,
    structure.CHECKER,
    titles.CHECKER,
)
PAIRING_CHECKERS: tuple[PairingChecker, ...] = (
    coverage.CHECKER,
    measure_particulars.CHECKER,
    measure_wording.CHECKER,
    past_deadlines.CHECKER,
    references.CHECKER,
    repeated_measures.CHECKER,
    status_totals.CHECKER,
)


def _codes() -> Iterator[Code]:
    for checkers in (BLOCK_CHECKERS, SECTION_CHECKERS, FAMILY_CHECKERS, DOCUMENT_CHECKERS, PAIRING_CHECKERS):
        for checker in checkers:
            yield from checker.codes
    yield from suppressions.CODES
    yield from kinds.CODES


CODES: Mapping[str, Code] = {code.id: code for code in sorted(_codes(), key=lambda code: code.id)}
"""Every code of a built-in checker; the codes of a pack's own pattern rules are in its rule set."""


BUILT_INS: BuiltIns = {code.id: BuiltIn(code.title, code.options) for code in CODES.values()}
"""The same for the rule language, which knows of checkers only what can be set."""


class Prepared(NamedTuple, Generic[S]):
    """A check ready to run, with the codes it may report; `by_titles` as in `Checker`."""

    codes: tuple[str, ...]
    check: Check[S]
    by_titles: bool = True


class Checks:
    """The checks that `rules` ask for, prepared once and used for every document under these rules."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        self._severities = {code.id: code.severity_in(rules) for code in CODES.values()}
        self._severities.update({rule.code: rule.severity for rule in rules.patterns})
        self._dated = {rule.code: rule for rule in rules.patterns if rule.since or rule.until}
        self.block: tuple[Prepared[Prose], ...] = self._prepared(BLOCK_CHECKERS)
        self.section: tuple[Prepared[Section], ...] = self._prepared(SECTION_CHECKERS)
        self.family: tuple[Prepared[Family], ...] = self._prepared(FAMILY_CHECKERS)
        self.document: tuple[Prepared[Skeleton], ...] = self._prepared(DOCUMENT_CHECKERS)
        self.pairing: tuple[Prepared[Pairing], ...] = self._prepared(PAIRING_CHECKERS)
        self.pairer = Pairer(rules)
        self._of_pairing = frozenset(code.id for checker in PAIRING_CHECKERS for code in checker.codes)

    def _prepared(self, checkers: Iterable[Checker[S]]) -> tuple[Prepared[S], ...]:
        prepared = []
        for checker in checkers:
            codes = tuple(code.id for code in checker.codes)
            if codes and not any(self.severity(code) for code in codes):
                continue
            check = checker.prepare(self.rules)
            if check is not None:
                prepared.append(Prepared(codes, check, checker.by_titles))
        return tuple(prepared)

    def knows(self, code: str) -> bool:
        """Whether there is such a code, or such a group of codes."""
        return code in self._severities or any(known.startswith(code + "/") for known in self._severities)

    def severity(self, code: str) -> Severity | None:
        """How loud findings of `code` are; None when they are switched off."""
        return self._severities.get(code)

    def waits(self, code: str) -> bool:
        """Whether findings of `code` are about what answers what, and are worked out only when typing pauses."""
        return code in self._of_pairing

    def awaited(self, code: str) -> bool:
        """Whether a draft is told nothing of what this code misses, as long as it may still come."""
        return code in CODES and CODES[code].awaited

    @property
    def dated(self) -> bool:
        """Whether any rule asks for the year of the report."""
        return bool(self._dated)

    def holds(self, code: str, year: int | None) -> bool:
        """Whether the rule of `code` holds for a report of `year`; one with dates never does for an unknown year."""
        rule = self._dated.get(code)
        return rule is None or rule.holds_in(year)
