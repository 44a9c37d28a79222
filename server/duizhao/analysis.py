"""(Document, Checks) → findings, at the cost of what changed since the analysis before.

Findings are kept where their subject lives: those of a section as long as the section does, those of a family of
headings or of the whole skeleton as long as the facts they rest on are equal. Only `Analysis.verdicts` turns places
into spans of the document.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Generic, NamedTuple

from duizhao.checkers import Checks, Family, Prose, Skeleton
from duizhao.checkers.checker import S
from duizhao.checkers.registry import Prepared
from duizhao.checkers.suppressions import unknown, unused
from duizhao.document import Block, Document, Facts, Heading, Section
from duizhao.document.flow import Flow
from duizhao.findings import Finding, Severity, Stage, Verdict
from duizhao.pairing.listed import open_label
from duizhao.pairing.pairing import Pairing
from duizhao.report_year import report_year
from duizhao.suppression import Directive, Suppressions, directives_of
from duizhao.text import Span


class Failure(NamedTuple):
    """A check that raised: the codes it stands for, and the error. Its findings are missing, all others are there."""

    codes: tuple[str, ...]
    error: Exception


class Local(NamedTuple):
    """Findings of one section, relative to it; `blocks` keeps those of its blocks for the next analysis."""

    findings: tuple[Finding, ...]
    directives: tuple[Directive, ...]
    blocks: Mapping[Block, tuple[Finding, ...]]


class Wide(NamedTuple):
    """Findings that concern several sections: subject k of their places is section `sections[k]` (-1: none)."""

    sections: Sequence[int]
    findings: tuple[Finding, ...]


class Judged(NamedTuple, Generic[S]):
    """A subject of several sections and what each check said of it; `findings` is all of that together."""

    subject: S
    sections: Sequence[int]
    by_check: tuple[tuple[Finding, ...], ...]
    findings: tuple[Finding, ...]


class Analysis:
    """Findings of one document under one set of checks; immutable."""

    __slots__ = ("__dict__", "_failures", "_families", "_skeleton", "checks", "document", "local", "wide", "year")

    def __init__(self, document: Document, checks: Checks, before: "Analysis | None" = None) -> None:
        """Analyse `document`; with `before`, an analysis of an earlier text under the same checks, reuse what is still
        true.
        """
        if before is not None and before.checks is not checks:
            before = None
        run = _Run(document, checks, before)
        self.document = document
        self.checks: Checks = checks
        self.year = report_year(document) if checks.dated else None
        self.local: tuple[Local, ...] = run.local()
        self._families = run.families()
        self._skeleton = run.skeleton()
        wide = [Wide(each.sections, each.findings) for each in self._families.values() if each.findings]
        if self._skeleton.findings:
            wide.append(Wide(self._skeleton.sections, self._skeleton.findings))
        self.wide: tuple[Wide, ...] = tuple(wide)
        self._failures: tuple[Failure, ...] = tuple(run.failures)

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The checks that raised, those of pairs only once somebody has asked for them."""
        return self._failures + (self._paired[1] if "_paired" in self.__dict__ else ())

    @cached_property
    def pairing(self) -> Pairing:
        """What answers what; worked out when somebody asks."""
        return self.checks.pairer.pair(self.document)

    @property
    def paired(self) -> tuple[Finding, ...]:
        """Findings about what answers what, subject k being section k; worked out when somebody asks."""
        return self._paired[0]

    @cached_property
    def _paired(self) -> tuple[tuple[Finding, ...], tuple[Failure, ...]]:
        failures: list[Failure] = []
        if not self.checks.pairing:
            return (), ()
        codes = tuple(code for prepared in self.checks.pairing for code in prepared.codes)
        try:
            pairing = self.pairing
        except Exception as error:  # as below, no other findings must be lost
            return (), (Failure(codes, error),)
        if not pairing.groups:
            return (), ()
        findings = [
            finding for prepared in self.checks.pairing for finding in _found(prepared, pairing, self.checks, failures)
        ]
        return tuple(findings), tuple(failures)

    def paired_verdicts(self, stage: Stage) -> list[Verdict]:
        """The findings about what answers what that no comment silences, as in `verdicts`."""
        return [verdict for verdict in self.verdicts(stage) if self.checks.waits(verdict.finding.code)]

    def verdicts(self, stage: Stage) -> list[Verdict]:
        """All findings that no comment silences, with their severity at `stage`.

        Their order is that of the text, then of severity, code and message.
        """
        verdicts = [verdict for verdict in self._judged(stage) if verdict is not None]
        directives = self.directives
        if directives:
            verdicts = self._unsuppressed(verdicts, directives)
        verdicts.sort(key=lambda v: (v.finding.at, v.severity, v.finding.code, v.finding.message))
        return verdicts

    @property
    def directives(self) -> list[tuple[int, Directive]]:
        """The comments that silence findings, each with the index of its section."""
        return [
            (index, each) for index, local in enumerate(self.local) if local.directives for each in local.directives
        ]

    def _unsuppressed(self, verdicts: list[Verdict], directives: list[tuple[int, Directive]]) -> list[Verdict]:
        suppressions = Suppressions(self.document, directives)
        used: set[Span] = set()
        kept = []
        for verdict in verdicts:
            covering = suppressions.covering(verdict.finding.code, verdict.finding.at.start)
            used.update(covering)
            if not covering:
                kept.append(verdict)
        starts = self.document.starts
        about = []
        for section, directive in directives:
            unheard = [mention for mention in directive.codes if not self.checks.knows(mention.code)]
            about += [unknown(mention.code, mention.span.shifted(starts[section])) for mention in unheard]
            if unheard:  # which is why it may silence nothing
                used.add(directive.span.shifted(starts[section]))
        about += [unused(span) for span in suppressions.comments if span not in used]
        for finding in about:
            severity = self.checks.severity(finding.code)
            if severity is not None:
                kept.append(Verdict(severity, finding))
        return kept

    def severity(self, finding: Finding, stage: Stage) -> Severity | None:
        """How loud `finding` is at `stage`: what is merely not written yet is information at most while the report is
        a draft. None where its rule does not hold for the report's year.
        """
        severity = self.checks.severity(finding.code)
        if not self.checks.holds(finding.code, self.year):
            return None
        if severity is not None and finding.unfinished and stage is Stage.DRAFT:
            if self.checks.awaited(finding.code):
                return None
            return max(severity, Severity.INFORMATION)
        return severity

    def _judged(self, stage: Stage) -> Iterator[Verdict | None]:
        for index, local in enumerate(self.local):
            yield from (self.verdict(finding, (index,), stage) for finding in local.findings)
        for wide in self.wide:
            yield from (self.verdict(finding, wide.sections, stage) for finding in wide.findings)
        yield from (self.verdict(finding, range(len(self.local)), stage) for finding in self.paired)

    def verdict(self, finding: Finding, sections: Sequence[int], stage: Stage) -> Verdict | None:
        """`finding` in the document, its subjects being these sections; None where it is switched off."""
        severity = self.severity(finding, stage)
        if severity is None:
            return None
        starts = self.document.starts
        return Verdict(severity, finding.placed(lambda place: place.span.shifted(starts[sections[place.subject]])))


class _Run:
    """One pass over a document, taking from the analysis before it whatever did not change."""

    def __init__(self, document: Document, checks: Checks, before: Analysis | None) -> None:
        self.document = document
        self.checks = checks
        self.before = before
        self.failures: list[Failure] = []
        old = before.document.sections if before else ()
        new = document.sections
        self.head = _same(old, new)
        self.tail = _same(
            old[: self.head - 1 if self.head else None : -1], new[: self.head - 1 if self.head else None : -1]
        )
        self.old_stop = len(old) - self.tail
        self.new_stop = len(new) - self.tail

    def local(self) -> tuple[Local, ...]:
        known: dict[Block, tuple[Finding, ...]] = {}
        head: tuple[Local, ...] = ()
        tail: tuple[Local, ...] = ()
        if self.before is not None:
            head, tail = self.before.local[: self.head], self.before.local[self.old_stop :]
            for local in self.before.local[self.head : self.old_stop]:
                known.update(local.blocks)
        middle = [self._local(section, known) for section in self.document.sections[self.head : self.new_stop]]
        return (*head, *middle, *tail)

    def _local(self, section: Section, known: Mapping[Block, tuple[Finding, ...]]) -> Local:
        blocks: dict[Block, tuple[Finding, ...]] = {}
        findings: list[Finding] = []
        for block, start in zip(section.blocks, section.block_starts, strict=True):
            of_block = known.get(block)
            if of_block is None:
                of_block = self._of_block(block)
            blocks[block] = of_block
            findings += [finding.shifted(start) for finding in of_block] if start else of_block
        for prepared in self.checks.section:
            findings += self._findings(prepared, section)
        return Local(tuple(findings), directives_of(section), blocks)

    def _of_block(self, block: Block) -> tuple[Finding, ...]:
        text = block.prose
        if text is None:
            return ()
        subject = Prose(block, text)
        return tuple([finding for prepared in self.checks.block for finding in self._findings(prepared, subject)])

    def families(self) -> dict[int, Judged[Family]]:
        outline = self.document.outline
        if not self._same_outline():
            known = {id(judged.subject.parent): judged for judged in self._families_before()}
            return {
                parent: self._family(parent, children, known.get(id(self._facts(parent))))
                for parent, children in outline.families()
            }
        assert self.before is not None
        families = self.before._families
        changed = self._changed_facts()
        if not changed:
            return families
        families = dict(families)
        for parent in set(changed).union(*[self._families_with(section) for section in changed]):
            if parent in families:
                children = outline.children[parent] if parent >= 0 else outline.roots
                families[parent] = self._family(parent, children, families[parent])
        return families

    def _families_with(self, section: int) -> Iterator[int]:
        """The parents of the families that hold labels of a section: its own, and those in which it goes on with what
        a section above it lists.
        """
        outline = self.document.outline
        parent = outline.parents[section]
        yield parent
        while parent >= 0:
            above, parent = parent, outline.parents[parent]
            if open_label(self.document.sections[above].facts) is not None:
                yield parent

    def _same_outline(self) -> bool:
        return self.before is not None and self.document.outline is self.before.document.outline

    def _families_before(self) -> Iterable[Judged[Family]]:
        return self.before._families.values() if self.before else ()

    def _changed_facts(self) -> list[int]:
        """Sections whose facts differ, when the outline, and so the number of sections, is the same."""
        assert self.before is not None
        old, new = self.before.document.sections, self.document.sections
        return [index for index in range(self.head, self.new_stop) if old[index].facts != new[index].facts]

    def _facts(self, section: int) -> Facts | None:
        return self.document.sections[section].facts if section >= 0 else None

    def _family(self, parent: int, children: tuple[int, ...], known: Judged[Family] | None) -> Judged[Family]:
        family = Family.of(self.document, parent, children)
        sections = family.sections(parent, children)
        if known is not None and known.subject == family:
            return known._replace(sections=sections)
        retitled = known is not None and _only_retitled(known.subject, family)
        return self._judge(self.checks.family, family, sections, known if retitled else None)

    def skeleton(self) -> Judged[Skeleton]:
        before, document = self.before, self.document
        known: Judged[Skeleton] | None = None
        if before is not None and self._same_outline() and document.front_matter == before.document.front_matter:
            known = before._skeleton
            old, new = before.document.sections, document.sections
            changed = [
                (old[index].facts, new[index].facts)
                for index in range(self.head, self.new_stop)
                if _spine(old[index].facts) != _spine(new[index].facts)
            ]
            if not changed:
                return known
            if not all(
                _spine(one)[1:] == _spine(other)[1:] and _same_but_words(one.heading, other.heading)
                for one, other in changed
            ):
                known = None
        return self._judge(self.checks.document, Skeleton.of(document), range(len(document.sections)), known)

    def _judge(
        self, checks: tuple[Prepared[S], ...], subject: S, sections: Sequence[int], retitled: Judged[S] | None
    ) -> Judged[S]:
        """Run all checks on a subject; `retitled` is what they said of it when it differed in nothing but words of
        titles.

        A check that does not look at titles, and had nothing to say, has nothing to say now; else it may have quoted
        one.
        """
        by_check = tuple(
            [
                ()
                if retitled is not None and not prepared.by_titles and not retitled.by_check[index]
                else tuple(self._findings(prepared, subject))
                for index, prepared in enumerate(checks)
            ]
        )
        return Judged(subject, sections, by_check, tuple([f for findings in by_check for f in findings]))

    def _findings(self, prepared: Prepared[S], subject: S) -> list[Finding]:
        return _found(prepared, subject, self.checks, self.failures)


def _found(prepared: Prepared[S], subject: S, checks: Checks, failures: list[Failure]) -> list[Finding]:
    """What a check says of a subject; one that raises says nothing and is noted."""
    try:
        return [finding for finding in prepared.check(subject) if checks.severity(finding.code) is not None]
    except Exception as error:  # one broken rule must not take the rest down
        failures.append(Failure(prepared.codes, error))
        return []


def _same(old: Iterable[Section], new: Iterable[Section]) -> int:
    """How many sections the two have in common at their start, as objects."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one is not other:
            break
        count += 1
    return count


def _spine(facts: Facts) -> tuple[Heading | None, int | None, Flow, bool]:
    """What a skeleton holds of a section."""
    return facts.heading, facts.text_start, facts.flow, facts.indented


def _only_retitled(old: Family, new: Family) -> bool:
    """Whether two families differ in nothing but the words of titles."""
    if (old.nested, old.behind, old.parent) != (new.nested, new.behind, new.parent):
        return False
    return all(one is other or _retitled(one, other) for one, other in zip(old.children, new.children, strict=True))


def _retitled(old: Facts, new: Facts) -> bool:
    """Whether two sections' facts differ in nothing but the words of their titles."""
    return old[1:] == new[1:] and _same_but_words(old.heading, new.heading)


def _same_but_words(old: Heading | None, new: Heading | None) -> bool:
    """Whether two headings differ in nothing but the words of their titles and the mark that ends them."""
    if old is None or new is None:
        return old is new
    return (
        old.number == new.number
        and (old.form, old.level, old.confidence) == (new.form, new.level, new.confidence)
        and old.number_span == new.number_span
        and old.title_span.start == new.title_span.start
        and bool(old.title) == bool(new.title)
    )
