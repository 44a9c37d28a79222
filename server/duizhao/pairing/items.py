"""Finds the items of a draft: walks its sections once, with the role that each stands in, and reads in each what it
lists in whatever form its author chose.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from duizhao.document import Document, Heading, Kind, Label, Section, System, heading_span
from duizhao.document.references import Reference, ReferenceKind
from duizhao.document.tags import Tag, TagKind
from duizhao.document.units import Unit, UnitForm, head_of, sentence_end
from duizhao.pairing.growing import Growing, Owners, Stretch
from duizhao.pairing.labels import FieldKind, field_of, role_of
from duizhao.pairing.listed import BEFORE_LABEL, field_heading, listed_behind, lists_next, points_of
from duizhao.pairing.mentions import mentions_of
from duizhao.pairing.model import Evidence, Field, Form, Group, Item, Link, Point, Role
from duizhao.pairing.roles import RoleSection, is_numbered_problem
from duizhao.pairing.table_rows import NO_PROBLEM, TableRow
from duizhao.text import Span

_LABEL_OPENS_WITHIN = 6
_DIGITS = frozenset({System.DIGIT_DOT, System.DIGIT_COMMA, System.DIGIT_HALF_PAREN})


class Listing(NamedTuple):
    """The items of a draft, in the order of the text, its role sections, and the links that stand in one item's own
    text: labels, rows and nested headings. `lacking` are the empty fields, cells and nested headings: (item, role).
    `astray`: some tag says outside all role sections what it answers.
    """

    items: tuple[Item, ...]
    groups: tuple[Group, ...]
    links: tuple[Link, ...]
    lacking: frozenset[tuple[int, Role]]
    astray: bool


class _Context(NamedTuple):
    """What a section stands in: a role section, the innermost item, and whether that is a part of an item in which
    nothing is listed any more.
    """

    group: int | None = None
    item: Growing | None = None
    sealed: bool = False


class _Behind(NamedTuple):
    """A record that goes on in the sections behind its own, up to `stop`: what the body before was reading."""

    stop: int
    context: _Context
    record: Growing | None
    latest: Growing | None
    listed: Growing | None


def items_of(document: Document, role_sections: Mapping[int, RoleSection]) -> Listing:
    """All items of a draft whose role sections are these."""
    return _Reading(document, role_sections).listing()


class _Reading:
    """One walk over a draft."""

    def __init__(self, document: Document, role_sections: Mapping[int, RoleSection]) -> None:
        self.document = document
        self.role_sections = role_sections
        self.groups: list[Group] = []
        self.items: list[Growing] = []
        self.links: list[tuple[Growing, Growing, Evidence]] = []
        self.lacking: list[tuple[Growing, Role]] = []
        self.astray = False
        self.behind: _Behind | None = None
        self._implied: dict[int, int] = {}

    def listing(self) -> Listing:
        contexts: list[_Context] = []
        parents = self.document.outline.parents
        for index, section in enumerate(self.document.sections):
            around = contexts[parents[index]] if parents[index] >= 0 else _Context()
            behind = self.behind
            context = self._context(index, section, around) if behind is None else behind.context
            contexts.append(context)
            _Body(self, index, section, context, behind).read()
        order = {id(item): place for place, item in enumerate(self.items)}
        return Listing(
            tuple([item.done(order) for item in self.items]),
            tuple(self.groups),
            tuple([Link(order[id(p)], order[id(q)], evidence) for p, q, evidence in self.links]),
            frozenset([(order[id(item)], role) for item, role in self.lacking]),
            self.astray,
        )

    def _context(self, index: int, section: Section, around: _Context) -> _Context:
        heading = section.heading
        if heading is None:
            return around
        role_section = self.role_sections.get(index)
        if role_section is not None:
            return _Context(self.new_group(index, role_section.roles, past=role_section.past))
        if around.sealed:
            return around
        if around.group is None:
            if not is_numbered_problem(heading.title):
                return around
            around = _Context(self.implied_group(max(self.document.outline.parents[index], 0)))
            assert around.group is not None
        group = self.groups[around.group]
        if around.item is not None and (label := field_heading(section)):
            self.add_field(around.item, label, index)
            return around._replace(sealed=True)
        inner = role_of(heading.title) if around.item is not None else None
        if inner is not None and around.item is not None and around.item.role == "problem":
            if inner == "problem":
                return around._replace(sealed=True)
            if not section.facts.has_text and not self.document.outline.children[index]:
                self.lacking.append((around.item, inner))
                return around._replace(sealed=True)
            item = self._headed(index, heading, inner, around)
            self.links.append((around.item, item, Evidence.NESTED))
            return _Context(around.group, item, sealed=True)
        return _Context(around.group, self._headed(index, heading, group.role, around))

    def _headed(self, index: int, heading: Heading, role: Role, around: _Context) -> Growing:
        assert around.group is not None
        stop = self.document.outline.end(index)
        starts = self.document.starts
        number = heading.number
        return self.add(
            Growing(
                role,
                Form.HEADING,
                index,
                heading_span(heading),
                0,
                starts[stop] - starts[index],
                number.ordinal if number else None,
                number.system.value if number else "",
                head_of(heading.title) or heading.title,
                around.group,
                around.item,
                self.groups[around.group].past,
            )
        )

    def add(self, item: Growing) -> Growing:
        self.items.append(item)
        return item

    def add_field(self, owner: Growing, label: Label, index: int) -> None:
        """Give an item a field that stands in section `index`."""
        shift = self.document.starts[index] - self.document.starts[owner.section]
        owner.fields.append(Field(label.name, label.value, label.value_span.shifted(shift)))

    def new_group(self, index: int, roles: tuple[Role, ...], *, past: bool = False, implied: bool = False) -> int:
        stop = self.document.outline.end(index) if self.document.sections[index].heading else index + 1
        is_open = all(each.heading and not each.heading.title.strip() for each in self.document.sections[stop:])
        self.groups.append(Group(index, stop, roles, open=is_open, implied=implied, past=past))
        return len(self.groups) - 1

    def implied_group(self, index: int) -> int:
        """The group of problems that nothing but their own form tells, in or under section `index`."""
        if index not in self._implied:
            self._implied[index] = self.new_group(index, ("problem",), implied=True)
        return self._implied[index]


class _Body:
    """What one section lists, read from top to bottom."""

    def __init__(
        self, reading: _Reading, index: int, section: Section, context: _Context, behind: _Behind | None
    ) -> None:
        self.reading = reading
        self.index = index
        self.section = section
        self.group = context.group
        self.host = context.item
        self.sealed = context.sealed
        self.record = behind.record if behind else None
        """The labelled problem whose fields are being read."""
        self.latest = behind.latest if behind else None
        """What a field such as 责任人 belongs to."""
        self.listed = behind.listed if behind else None
        """What is being listed in sections behind its label."""
        self.stop = behind.stop if behind else index + 1
        """The first section behind those that what is read here goes on in."""
        self.begun = [each for each in (self.record, self.listed) if each]
        self.open: list[Growing] = []
        """List items and run members that the reading is in."""
        self.skipped_to = 0
        self.successor = self.host
        """The numbered heading, or the list item, that the next list item may be the sister of."""
        self.own: list[Growing] = []

    def read(self) -> None:
        facts, traces = self.section.facts, self.section.traces
        labels = [label for label in facts.labels if role_of(label.name) or field_of(label.name)]
        if self.group is None and any(tag.kind is TagKind.FOR for tag in traces.tags):
            self.reading.astray = True
        if self.group is None and not (labels or traces.units):
            return
        if self.group is None and _is_record(labels):
            self.group = self.reading.implied_group(self.index)
        self._list_on(labels)
        label_starts = {label.span.start for label in labels}
        events: list[tuple[int, int, Label | Unit]] = [(label.span.start, 1, label) for label in labels]
        if not self.sealed:
            events += [(unit.extent.start, 0, unit) for unit in traces.units]
        for _, _, event in sorted(events, key=lambda each: each[:2]):
            if isinstance(event, Label):
                self._label(event, labels)
            elif event.form is UnitForm.ROW:
                self._row(event)
            elif event.extent.start >= self.skipped_to:
                self._unit(event, label_starts)
        self._go_on()
        if self.group is not None and self.host is None and not self.own:
            self._paragraphs(traces.references)
        self._assign(traces.tags, traces.references)

    def _list_on(self, labels: Sequence[Label]) -> None:
        """What a label asks for goes on in this section, up to the next label; a numbered heading is a point of it, or
        a field.
        """
        heading, listed = self.section.heading, self.listed
        if self.latest is not None and (field := field_heading(self.section)):
            self.reading.add_field(self.latest, field, self.index)
            return
        if heading is None or listed is None:
            return
        stop = next((label.span.start for label in labels if label.opens_line), None)
        listed.end = len(self.section.text[:stop].rstrip(BEFORE_LABEL)) + self._shift(listed)
        if heading.number is not None:
            if not listed.points:
                listed.style = heading.number.system.value
            if listed.style == heading.number.system.value:
                point = Point(head_of(heading.title) or heading.title, heading.number_span.start + self._shift(listed))
                listed.points.append(point)

    def _go_on(self) -> None:
        """At the end of the section, the record may go on in the next."""
        if self.index + 1 < self.stop:
            context = _Context(self.group, self.host, sealed=True)
            self.reading.behind = _Behind(self.stop, context, self.record, self.latest, self.listed)
            return
        self.reading.behind = None
        self._close_record(len(self.section.text.rstrip()))

    def _shift(self, item: Growing) -> int:
        """What makes an offset in this section one that counts from the start of an item's section."""
        return self.reading.document.starts[self.index] - self.reading.document.starts[item.section]

    def _paragraphs(self, references: Sequence[Reference]) -> None:
        """Causes or measures that are plain paragraphs, each beginning with the problem that it answers."""
        assert self.group is not None
        role = self.reading.groups[self.group].role
        if role not in ("cause", "measure") or self.sealed:
            return
        begun = {each.span.start for each in references if each.kind is not ReferenceKind.BACK and each.sure}
        for block, start in zip(self.section.blocks, self.section.block_starts, strict=True):
            text = block.text.rstrip()
            first = start + len(text) - len(text.lstrip())
            if block.kind is Kind.PARAGRAPH and first in begun:
                end = start + len(text)
                span = Span(first, sentence_end(self.section.text, first, end))
                self._new(role, Form.PARAGRAPH, span, first, end, None, "", head_of(text.lstrip()), None)

    def _label(self, label: Label, labels: Sequence[Label]) -> None:
        if self.group is None:
            return
        role = role_of(label.name)
        self._leave(label.span.start)
        around = self.open[-1] if self.open else None
        if role is None:
            if not label.empty and (owner := self.latest or around or self.record or self.host):
                self.reading.add_field(owner, label, self.index)
            return
        if not label.opens_line and (self.record is None or self.listed is not None or role == "problem"):
            return
        self.listed = None
        group = self.reading.groups[self.group]
        if role == "problem":
            if label.value.strip("。. ") in NO_PROBLEM and label.value:
                self._close_record(label.span.start)
                return
            if group.role in ("problem", "follow-up") and (self.host is None or self.host.role == group.role):
                self._close_record(label.span.start)
                parent = self.host if around is None or self._opens(around, label) else around
                self.record = self.latest = self._new(
                    "problem", Form.FIELD, self._said(label), label.span.start, label.value_span.end, None, label.name,
                    head_of(label.value), parent,
                )  # fmt: skip
                self.record.points += points_of(self.section, label, self._value_end(label, labels))
            elif self.host is not None:
                self.host.references += mentions_of(label.value, label.value_span)
            return
        target = self.record or around or (self.host if self.host and self.host.role == "problem" else None)
        if target is None or target.role != "problem":
            return
        listed = label.empty and self._is_listed_behind(label)
        if label.empty and not listed:
            self.reading.lacking.append((target, role))
            return
        end = self._value_end(label, labels)
        item = self._new(
            role, Form.FIELD, self._said(label), label.span.start, end, None, label.name, head_of(label.value), target
        )
        item.points += points_of(self.section, label, end)
        self.reading.links.append((target, item, Evidence.LABEL))
        self.latest = item
        self.listed = item if listed else None
        self.skipped_to = max(self.skipped_to, end)

    def _is_listed_behind(self, label: Label) -> bool:
        """Whether what a label without a value asks for is listed in the sections behind this one."""
        if label is not self.section.facts.labels[-1]:
            return False
        document, role_sections = self.reading.document, self.reading.role_sections
        if self.index + 1 == self.stop:
            behind = listed_behind(document, self.index)
            self.stop = next((each for each in behind if each in role_sections), max(self.stop, behind.stop))
        return lists_next(document, self.index, self.stop)

    def _opens(self, unit: Growing, label: Label) -> bool:
        """Whether a label stands at the very start of a list item."""
        return label.span.start - unit.start <= _LABEL_OPENS_WITHIN

    def _said(self, label: Label) -> Span:
        """The first sentence of a label's value, or the label where there is none."""
        start, end = label.value_span
        stop = sentence_end(self.section.text, start, end)
        return Span(start, stop) if stop > start else label.span

    def _value_end(self, label: Label, labels: Sequence[Label]) -> int:
        if not label.continued:
            return label.value_span.end
        following = [each.span.start for each in labels if each.span.start > label.span.start and each.opens_line]
        return following[0] if following else len(self.section.text.rstrip())

    def _close_record(self, end: int) -> None:
        if self.record is not None:
            self.record.end = end + self._shift(self.record)
            self.record.span = Span(self.record.span.start, min(self.record.span.end, self.record.end))
        self.record = None

    def _unit(self, unit: Unit, label_starts: Iterable[int]) -> None:
        """A list item or a run member becomes an item, but for one that is nothing but a labelled field."""
        self._leave(unit.extent.start)
        if self.group is None or not unit.head:
            return
        group = self.reading.groups[self.group]
        if group.implied or (group.role == "follow-up" and self.host is not None):
            return
        opens_with_label = any(
            unit.span.start <= start <= unit.span.start + _LABEL_OPENS_WITHIN for start in label_starts
        )
        if opens_with_label or self.record is not None:
            return
        form = Form.LIST_ITEM if unit.form is UnitForm.LIST_ITEM else Form.RUN_MEMBER
        parent = self.open[-1] if self.open else self.host
        before = self.successor
        if not self.open and before is not None and _goes_on(before, unit):
            parent = before.parent
        item = self._new(
            group.role, form, unit.span, unit.extent.start, unit.extent.end, unit.ordinal, unit.style, unit.head, parent
        )
        if not self.open and form is Form.LIST_ITEM:
            self.successor = item
        self.open.append(item)
        self.latest = None

    def _row(self, unit: Unit) -> None:
        """A table row is a record if its columns say whose text stands in them."""
        row = TableRow.of(unit)
        if not row.cells or self.sealed:
            return
        if self.group is None:
            if "problem" not in row.cells or len(row.cells) < 2:
                return
            self.group = self.reading.implied_group(self.index)
        main = row.main(self.reading.groups[self.group].role)
        if not row.is_record(main):
            return
        item = self._of_cell(row, main, self.host)
        for role, cell in row.cells.items():
            if role == main:
                continue
            if main != "problem":
                if role == "problem" and cell.text:
                    item.references += mentions_of(cell.text, cell.span)
            elif row.is_filled(role):
                partner = self._of_cell(row, role, item)
                self.reading.links.append((item, partner, Evidence.ROW))
            else:
                self.reading.lacking.append((item, role))

    def _of_cell(self, row: TableRow, role: Role, parent: Growing | None) -> Growing:
        cell = row.cells[role]
        whole = role == "problem" or parent is None or parent.form is not Form.ROW
        start, end = row.extent if whole else cell.span
        item = self._new(role, Form.ROW, cell.span, start, end, row.ordinal, "|", head_of(cell.text), parent)
        for kind, each in row.properties:
            if kind is FieldKind.ANSWERS and role != "problem":
                item.references += mentions_of(each.text, each.span)
            else:
                item.fields.append(Field(each.header, each.text, each.span))
        return item

    def _new(
        self, role: Role, form: Form, span: Span, start: int, end: int, ordinal: int | None, style: str, head: str,
        parent: Growing | None,
    ) -> Growing:  # fmt: skip
        assert self.group is not None
        past = self.reading.groups[self.group].past
        item = Growing(role, form, self.index, span, start, end, ordinal, style, head, self.group, parent, past)
        self.own.append(item)
        return self.reading.add(item)

    def _leave(self, offset: int) -> None:
        while self.open and self.open[-1].end <= offset:
            self.open.pop()

    def _assign(self, tags: Iterable[Tag], references: Iterable[Reference]) -> None:
        """Give every tag and reference to the innermost item that it stands in. A tag on its own belongs to what it
        follows; the only tag behind a run belongs to what the run describes.
        """
        if self.group is None:
            return
        stretches = [self._stretch(item) for item in (*self.begun, *self.own)]
        owners = Owners(stretches, self.host, self.section.text)
        tagged = [
            (tag, owner)
            for tag in sorted(tags, key=lambda each: each.span)
            if (owner := owners.of(tag.span.start, directly_behind=True)) is not None
        ]
        members = {id(owner) for _, owner in tagged if owner.form is Form.RUN_MEMBER}
        for tag, owner in tagged:
            whole = owner
            while len(members) == 1 and whole.form is Form.RUN_MEMBER and whole.parent is not None:
                whole = whole.parent
            whole.tags.append(tag.shifted(self._shift(whole)))
        owners = Owners(stretches, self.host, self.section.text)
        for reference in sorted(references, key=lambda each: each.span):
            if (owner := owners.of(reference.span.start)) is not None:
                owner.references.append(reference.shifted(self._shift(owner)))

    def _stretch(self, item: Growing) -> Stretch:
        """What an item takes up in this section."""
        shift = self._shift(item)
        return Stretch(item.start - shift, len(self.section.text) if item is self.record else item.end - shift, item)


def _is_record(labels: Sequence[Label]) -> bool:
    """Whether labels outside any role section make records: a problem with its cause or measure."""
    roles = {role_of(label.name) for label in labels if label.opens_line}
    return "problem" in roles and len(roles & {"cause", "measure", "follow-up"}) > 0


def _goes_on(before: Growing, unit: Unit) -> bool:
    """Whether a list item counts on from what stands before it: a list item, or a heading that 1. …。 was read as."""
    if unit.form is not UnitForm.LIST_ITEM or unit.ordinal is None or unit.ordinal != (before.ordinal or 0) + 1:
        return False
    if before.form is Form.HEADING:
        return before.style in {system.value for system in _DIGITS}
    return before.form is Form.LIST_ITEM and before.style == unit.style
