"""Putting a section that is missing where it belongs."""

from collections.abc import Iterator
from typing import NamedTuple

from duizhao.completion.headings import first_item
from duizhao.completion.place import Place
from duizhao.document import Document
from duizhao.findings import Message
from duizhao.next_headings import next_headings
from duizhao.rules import RuleSet
from duizhao.rules.model import SectionSpec
from duizhao.structure import Alignment, Missing, Scope, align, anchor_of
from duizhao.text import Edit, Span


class Insertion(NamedTuple):
    """An edit that begins a missing section, with its number and the fields of its first item.

    `anchor` is the section at whose heading it is told to be missing; None where there is no such heading. `spec` is
    what the pack says of it.
    """

    anchor: int | None
    title: Message
    edit: Edit
    spec: SectionSpec

    def moved(self, by: int, start: int) -> "Insertion":
        """The same in a document without its first section, which is `by` line ends at `start`."""
        offset = self.edit.span.start - by if self.edit.span.start > start else start
        if not by:
            return self
        offset = self.edit.span.start - by if self.edit.span.start > start else start
        anchor = None if self.anchor is None else self.anchor - by
        return self._replace(anchor=anchor, edit=Edit(Span(offset, offset), self.edit.text))


def insertions(document: Document, rules: RuleSet) -> tuple[Insertion, ...]:
    """One for each section that is missing, in the order of the pack; numbers behind it stay as they are."""
    outline = rules.outline
    if outline is None:
        return ()
    shift = 0
    start = 1 if document.sections[0].text.startswith("\ufeff") else 0
    if document.sections[0].heading is not None:  # so that there is a section to put something behind
        document = document.edited(Edit(Span(start, start), "\n"))
        shift = 1
    alignment = align([section.heading for section in document.sections], document.outline, outline)
    return tuple(each.moved(shift, start) for each in _insertions(document, rules, alignment))


def _insertions(document: Document, rules: RuleSet, alignment: Alignment) -> Iterator[Insertion]:
    for scope in alignment.scopes:
        for trouble in scope.troubles:
            if isinstance(trouble, Missing):
                edit = _edit(document, rules, alignment, scope, trouble)
                name = trouble.spec.heading
                if edit is not None and name is not None:
                    title = Message(f"补上“{name}”一节", f"Insert the section “{name}”")
                    yield Insertion(anchor_of(trouble, scope, alignment), title, edit, trouble.spec)


def _edit(document: Document, rules: RuleSet, alignment: Alignment, scope: Scope, missing: Missing) -> Edit | None:
    before = _last_before(document, scope, missing)
    offset = document.starts[before + 1]
    for each in next_headings(document, before, alignment, rules):
        if each.spec is missing.spec and each.level.scope is scope:
            place = Place(document, max(0, offset - 1), rules)
            gap, style = place.blank_line(), each.level.style
            text = style.line(each.level.number, each.title) + "".join(first_item(place, each, style))
            written = document.sections[before].text.strip("\ufeff")
            lead = "\n" * (len(gap) - _line_ends(written)) if written.strip() else ""
            return Edit(Span(offset, offset), lead + text + (gap if offset < document.starts[-1] else "\n"))
    return None


def _line_ends(text: str) -> int:
    """How many line ends a text ends with; blanks between them do not count."""
    rest = text.replace("\r\n", "\n").replace("\r", "\n").replace(" ", "").replace("\u3000", "")
    return len(rest) - len(rest.rstrip("\n"))


def _last_before(document: Document, scope: Scope, missing: Missing) -> int:
    """The section behind whose text the missing one belongs."""
    tree = document.outline
    if missing.after is not None:
        return tree.end(missing.after) - 1
    if missing.before is not None:
        return max(0, missing.before - 1)
    parent = max(scope.parents)
    return tree.end(parent) - 1 if parent >= 0 else len(document.sections) - 1
