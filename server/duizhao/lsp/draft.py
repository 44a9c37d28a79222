"""One open draft: its text as the editor has it, what it was found to be, and which of its findings are to be seen
now.
"""

from collections.abc import Iterable, Iterator, Sequence

from duizhao.analysis import Analysis
from duizhao.checkers import Checks
from duizhao.document import Document
from duizhao.findings import FindingAt, Message, Severity, Stage, Verdict
from duizhao.text import Edit, Position, PositionEncoding, Span

UnfinishedKey = tuple[str, Message, int]
"""What an unfinished finding is recognised by: its code, what it says, and where it begins in the text as it is now."""

Change = tuple[tuple[Position, Position] | None, str]
"""One change of a `didChange`: the range replaced (None: the whole text), in the client's encoding, and the new text.
"""


class Draft:
    """Mutable, and only ever touched on the event loop; everything it holds is immutable.

    What is *unfinished* (an absence, an open quotation) is shown once typing has paused, and never in the block being
    typed; what was shown stays until it is mended. What is said about pairs is worked out only then, and in between
    moves along with the text.
    """

    def __init__(self, uri: str, version: int | None, document: Document, checks: Checks, stage: Stage) -> None:
        self.uri = uri
        self.version = version
        self.document = document
        self.checks = checks
        self.stage = stage
        self.analysis = Analysis(document, checks)
        self.remarks: tuple[FindingAt[Span], ...] = ()
        """Findings about the choice of rules itself."""
        self._typed: int | None = None
        self._settled: frozenset[UnfinishedKey] = frozenset()
        self.pairs = CarriedVerdicts(())
        """What was to be said about pairs when typing paused last, where it stands now."""
        self.settle(everywhere=True)

    def change(self, version: int | None, changes: Sequence[Change], encoding: PositionEncoding) -> None:
        """Apply the changes of one notification, each to the result of the one before."""
        document = self.document
        for where, text in changes:
            if where is None:
                edit = _difference(document.text, text)
            else:
                start, end = sorted(document.offset(position, encoding) for position in where)
                edit = Edit(Span(start, end), text)
            self.pairs.carry(edit, document)
            document = document.edited(edit)
            self._typed = edit.span.start + len(edit.text)
            self._settled = frozenset([(code, said, _moved(at, edit)) for code, said, at in self._settled])
        self.version = version
        self.document = document
        self.analysis = Analysis(document, self.checks, self.analysis)

    def check_with(self, checks: Checks, stage: Stage) -> None:
        """Judge by other rules or for another stage from now on."""
        if checks is not self.checks:
            self.checks = checks
            self.analysis = Analysis(self.document, checks)
        self.stage = stage
        self.settle(everywhere=True)

    def settle(self, *, everywhere: bool = False) -> bool:
        """Typing has paused: show what is unfinished and what is said about pairs, except in the block being typed
        unless `everywhere`. Returns whether anything changed.
        """
        if everywhere:
            self._typed = None
        typed = self._typed_block()
        settled = set()
        paired = []
        for verdict in self.analysis.verdicts(self.stage):
            finding = verdict.finding
            if self._waits(finding):
                key = _key(finding)
                if key in self._settled or not typed.start <= finding.at.start < typed.end:
                    settled.add(key)
                    if self.checks.waits(finding.code):
                        paired.append(verdict)
        changed = settled != self._settled or tuple(paired) != self.pairs.verdicts
        self._settled = frozenset(settled)
        if changed:
            self.pairs = CarriedVerdicts(tuple(paired))
        return changed

    def _waits(self, finding: FindingAt[Span]) -> bool:
        return finding.unfinished or self.checks.waits(finding.code)

    def verdicts(self) -> list[Verdict]:
        """All that the user is to see now, in the order of the text."""
        verdicts = [verdict for verdict in self.analysis.verdicts(self.stage) if self.shows(verdict.finding)]
        remarks = [Verdict(self.checks.severity(each.code) or Severity.WARNING, each) for each in self.remarks]
        return [*remarks, *verdicts]

    def shows(self, finding: FindingAt[Span]) -> bool:
        """Whether the user is to see `finding` now."""
        return not self._waits(finding) or _key(finding) in self._settled

    def _typed_block(self) -> Span:
        """Where the last edit was made; empty when nothing is being typed."""
        if self._typed is None:
            return Span(0, 0)
        index = self.document.section_at(max(0, self._typed - 1))
        section, base = self.document.sections[index], self.document.starts[index]
        for block, start in zip(section.blocks, section.block_starts, strict=True):
            if base + start <= self._typed <= base + start + len(block.text):
                return Span(base + start, base + start + len(block.text) + 1)
        return Span(0, 0)


class CarriedVerdicts:
    """Verdicts that move along with the text until they are worked out again.

    `places` changes whenever one of them may have come to stand in another line or column; edits in other lines only
    move offsets, and are applied when somebody asks for those.
    """

    def __init__(self, verdicts: tuple[Verdict, ...]) -> None:
        self._verdicts = verdicts
        self._waiting: list[Edit] = []
        self._lines: frozenset[int] | None = None
        self.places = 0

    def __bool__(self) -> bool:
        return bool(self._verdicts)

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """All of them, where they stand now."""
        for edit in self._waiting:
            self._verdicts = tuple([_carried(verdict, edit) for verdict in self._verdicts])
        self._waiting = []
        return self._verdicts

    def carry(self, edit: Edit, document: Document) -> None:
        """`document` is about to be edited."""
        if not self._verdicts:
            return
        if self._lines is None:
            self._lines = frozenset(_lines_of(self.verdicts, document))
        self._waiting.append(edit)
        first, last = (document.position(offset, PositionEncoding.UTF32).line for offset in edit.span)
        breaks = first != last or "\n" in edit.text or "\r" in edit.text
        if breaks or first in self._lines:
            self.places += 1
        if breaks:
            self._lines = None


def _lines_of(verdicts: Iterable[Verdict], document: Document) -> Iterator[int]:
    """The lines in which anything of these verdicts begins or ends."""
    for verdict in verdicts:
        finding = verdict.finding
        changed = finding.fix.replacements if finding.fix is not None else ()
        for span in (finding.at, *(each.at for each in finding.related), *(each.at for each in changed)):
            yield from (document.position(offset, PositionEncoding.UTF32).line for offset in span)


def _key(finding: FindingAt[Span]) -> UnfinishedKey:
    return finding.code, finding.message, finding.at.start


def _moved(offset: int, edit: Edit) -> int:
    """Where the character at `offset` is after `edit`; one that is replaced is where its replacement begins."""
    start, end = edit.span
    if offset >= end:
        return offset + len(edit.text) - (end - start)
    return min(offset, start)


def _carried(verdict: Verdict, edit: Edit) -> Verdict:
    """The same verdict in the text after `edit`."""

    def carried(span: Span) -> Span:
        start = _moved(span.start, edit)
        return Span(start, max(start, _moved(span.end, edit)))

    return Verdict(verdict.severity, verdict.finding.placed(carried))


def _difference(old: str, new: str) -> Edit:
    """One edit that makes `new` of `old`, leaving alone what both begin and end with."""
    start = _common(old, new)
    end = _common(old[: start - 1 if start else None : -1], new[: start - 1 if start else None : -1])
    return Edit(Span(start, len(old) - end), new[start : len(new) - end])


def _common(one: str, other: str) -> int:
    """How many characters the two have in common at their start, by bisection."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
