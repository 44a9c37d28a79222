"""What a checker is: code that looks at one kind of subject and yields findings. Rules configure it, the analysis runs
it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Generic, NamedTuple, TypeVar

from duizhao.document import Block, Document, Facts, FrontMatter, Heading, Label, Outline, Section
from duizhao.document.flow import Flow
from duizhao.findings import Finding, Message, Severity
from duizhao.pairing.listed import labels_behind
from duizhao.pairing.pairing import Pairing
from duizhao.rules import RuleSet

S = TypeVar("S")
Check = Callable[[S], Iterable[Finding]]
Option = bool | int | str


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of finding: `id` is `group/name`, `severity` its loudness unless a rule says otherwise (None: off),
    `options` the defaults.

    An option set by a rule has the type of its default. `awaited`: while what is missing may still come, nothing is
    said of it in a draft, not even as information. The page `pages/<id>.<language>.md` explains the code.
    """

    id: str
    title: Message
    severity: Severity | None = Severity.WARNING
    options: Mapping[str, Option] = field(default_factory=dict)
    awaited: bool = False

    def severity_in(self, rules: RuleSet) -> Severity | None:
        """How loud the code is under `rules`; None: switched off."""
        setting = rules.settings.get(self.id)
        if setting is None or setting.severity is None:
            return self.severity
        return None if setting.severity == "off" else setting.severity

    def options_in(self, rules: RuleSet) -> Mapping[str, Option]:
        """The options as `rules` set them, defaults filled in."""
        setting = rules.settings.get(self.id)
        return {**self.options, **setting.options} if setting else self.options

    def number_in(self, rules: RuleSet, option: str) -> int:
        """An option whose default is a number."""
        return int(self.options_in(rules)[option])


@dataclass(frozen=True, slots=True)
class Checker(Generic[S]):
    """`prepare` turns the rules in force into the check itself, or into None where they leave nothing to check.

    A check is a pure function of its subject: the analysis keeps its findings until the subject changes. `by_titles`
    False says that whether it reports something never depends on the words of a title or the mark that ends it, only
    on numbers, levels and other facts; it may still quote titles.
    """

    codes: tuple[Code, ...]
    prepare: Callable[[RuleSet], Check[S] | None]
    by_titles: bool = True


class Prose(NamedTuple):
    """Subject of a block checker: a block and its prose (masked, same length). Its findings are at subject 0, relative
    to the block.
    """

    block: Block
    text: str


class Family(NamedTuple):
    """Subject of a family checker: headings that stand side by side, with their parent (None: the top).

    Places: subject 0 is the parent, subject k the k-th child, counted from 1, then the sections of `behind` in order;
    spans are relative to the section. `nested` tells for each child whether it has headings under it; `behind` holds
    the labels of each section under it that only goes on with what its last label lists.
    """

    parent: Facts | None
    children: tuple[Facts, ...]
    nested: tuple[bool, ...]
    behind: tuple[tuple[tuple[Label, ...], ...], ...]

    @staticmethod
    def of(document: Document, parent: int, children: Sequence[int]) -> "Family":
        """The family of the section `parent` (-1: the top) and these under it."""
        sections, grandchildren = document.sections, document.outline.children
        return Family(
            sections[parent].facts if parent >= 0 else None,
            tuple([sections[child].facts for child in children]),
            tuple([bool(grandchildren[child]) for child in children]),
            tuple([labels_behind(document, child) for child in children]),
        )

    def sections(self, parent: int, children: Sequence[int]) -> tuple[int, ...]:
        """The section of each subject, where the family is that of these sections."""
        behind = [
            range(child + 1, child + 1 + len(labels)) for child, labels in zip(children, self.behind, strict=True)
        ]
        return (parent, *children, *chain.from_iterable(behind))


class Skeleton(NamedTuple):
    """Subject of a document checker: every section's heading (None for text before the first one) and the tree over
    them.

    Places: the subject is the section's index. `text_starts` tells for each section where its own text begins, None for
    one without, `flows` where its lines follow each other without blank lines, `indented` whether indented text stands
    in it, which may hold headings.
    """

    headings: tuple[Heading | None, ...]
    outline: Outline
    text_starts: tuple[int | None, ...]
    front_matter: FrontMatter
    flows: tuple[Flow, ...]
    indented: tuple[bool, ...]

    @staticmethod
    def of(document: Document) -> "Skeleton":
        """All headings of a document."""
        facts = [section.facts for section in document.sections]
        headings = tuple([f.heading for f in facts])
        starts, flows = tuple([f.text_start for f in facts]), tuple([f.flow for f in facts])
        indented = tuple([f.indented for f in facts])
        return Skeleton(headings, document.outline, starts, document.front_matter, flows, indented)


class BlockChecker(Checker[Prose]):
    """Looks at one block."""

    __slots__ = ()


class SectionChecker(Checker[Section]):
    """Looks at one section."""

    __slots__ = ()


class FamilyChecker(Checker[Family]):
    """Looks at headings side by side."""

    __slots__ = ()


class DocumentChecker(Checker[Skeleton]):
    """Looks at all headings."""

    __slots__ = ()


class PairingChecker(Checker[Pairing]):
    """Looks at what answers what; its findings are placed in sections, by their indices, and wait for a pause."""

    __slots__ = ()
