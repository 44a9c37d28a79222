"""Begins the measure (the cause, the follow-up) that a problem lacks, where the draft would have it."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from duizhao.answering.cells import cell, numbered, row
from duizhao.answering.fields import field, fields_like
from duizhao.answering.naming import is_chinese, reference_to
from duizhao.answering.tagging import with_id
from duizhao.document import Document, Section
from duizhao.document import Form as HeadingForm
from duizhao.document.numbering import numeral_of, value_of, write_number
from duizhao.findings import Replacement
from duizhao.heading_style import HeadingStyle, style_of
from duizhao.pairing.model import PARTNERS, ROLE_WORDS, Evidence, Form, Item, Role
from duizhao.pairing.pairing import Pairer, Pairing
from duizhao.rules import RuleSet
from duizhao.rules.model import SectionSpec
from duizhao.text import Edit, Span

if TYPE_CHECKING:
    from duizhao.completion import Insertion

_COMMENT = "<!--"
_ORDINAL = re.compile(r"\d+")
_MEMBER = re.compile(r"(?P<lead>[第其]?)(?P<numeral>[一二三四五六七八九十]{1,3})(?P<mark>是|要|[，,、：:]?)")
_SAID = frozenset({Evidence.ORDINAL, Evidence.QUOTE, Evidence.NAME})

Sections = Callable[[], "Sequence[Insertion]"]
"""Gives the insertions of the sections that a draft lacks."""


def stub(
    pairing: Pairing, problem: int, role: Role, rules: RuleSet, sections: Sections = tuple
) -> tuple[Replacement[Span], ...] | None:
    """What begins the `role` that a problem lacks: a labelled field, a cell or a heading under it where its sisters
    have that, else an item behind that of the problem before it, with its number and the pack's fields; where there is
    no section for it, one of `sections` with that item. None where the draft shows no place for it.
    """
    return _Stub(pairing, problem, role, rules).replacements(sections)


class _Stub:
    def __init__(self, pairing: Pairing, problem: int, role: Role, rules: RuleSet) -> None:
        self.pairing = pairing
        self.problem = problem
        self.role = role
        self.rules = rules
        self.items = pairing.items
        self.document = pairing.document
        self.chinese = is_chinese(pairing.items[problem])
        self.blank = "【待补充】" if self.chinese else "TODO"

    def replacements(self, sections: Sections) -> tuple[Replacement[Span], ...] | None:
        if self.items[self.problem].form is Form.ROW:
            filled = cell(self.pairing, self.problem, self.role, self.blank)
            if filled is not None:
                return (filled,)
        sister = self._sisters_own()
        if sister is not None:
            evidence, partner = sister
            if evidence is Evidence.LABEL:
                begun = field(self.pairing, self.problem, self.role, partner)
                return (begun,) if begun is not None else None
            return self._nested(partner) if evidence is Evidence.NESTED else None
        group = self._group()
        if group is None:
            return self._in_new_section(sections())
        return self._listed(group) if self.pairing.groups[group].items else self._first(group)

    def _sisters_own(self) -> tuple[Evidence, int] | None:
        """How the other problems hold theirs in their own text, and an example of it."""
        group = self.pairing.groups[self.items[self.problem].group]
        for other in group.items:
            for link in self.pairing.links_of(other):
                own = link.evidence in (Evidence.LABEL, Evidence.NESTED, Evidence.ROW)
                if own and self.items[link.partner].role == self.role:
                    return link.evidence, link.partner
        return None

    def _nested(self, example: int) -> tuple[Replacement[Span], ...] | None:
        """A heading under the problem, before those of the roles that come later."""
        style = style_of(self.document.sections[self.items[example].section])
        below = self.document.outline.children[self.items[self.problem].section]
        headings = [self.document.sections[index].heading for index in below]
        own = [
            index
            for index, each in enumerate(self.items)
            if each.parent == self.problem and each.form is Form.HEADING and each.role in PARTNERS
        ]
        sisters_title = self.items[example].head
        if any(heading is not None and heading.title == sisters_title for heading in headings):
            return None
        later = PARTNERS[PARTNERS.index(self.role) + 1 :]
        behind = [index for index in own if self.items[index].role in later]
        ordinal = 1 + len(own) - len(behind)
        parent = self.document.sections[self.items[self.problem].section].heading
        line = style.line(style.numbered(ordinal, parent.number if parent is not None else None), sisters_title)
        gap = self._gap(self.problem)
        if not behind:
            return (self._behind(self.problem, self._in_lines(line, self.problem)),)
        at = self.document.starts[self.items[behind[0]].section]
        inserted = Replacement(self._at(at), self._in_lines(line, self.problem) + gap)
        return (inserted, *self._renumbered(behind, ordinal + 1))

    def _group(self) -> int | None:
        number = self.items[self.problem].group
        candidates = [
            index
            for index, group in enumerate(self.pairing.groups)
            if number in group.sources and self.role in group.roles and not group.implied
        ]
        return next((index for index in candidates if self.pairing.groups[index].items), next(iter(candidates), None))

    def _listed(self, group: int) -> tuple[Replacement[Span], ...] | None:
        """A new item in a list of measures, and the numbers of those behind it."""
        partners = self.pairing.groups[group].items
        before = self._before(partners)
        example = before if before is not None else partners[0]
        first = self.items[partners[0]].ordinal or 1
        ordinal = first if before is None else (self.items[before].ordinal or 0) + 1
        behind = self._followers(partners, before, ordinal)
        if self.items[example].form is Form.ROW:
            inserted = row(self.pairing, self.problem, before, partners, ordinal, self.blank)
            return (inserted, *self._renumbered(behind, ordinal + 1)) if inserted is not None else None
        if self.items[example].form is Form.RUN_MEMBER:
            return self._member(partners, before, ordinal, behind)
        words, tags = self._words(partners)
        line = self._line(example, ordinal, words)
        if line is None:
            return None
        gap = self._gap(example, partners)
        text = self._in_lines("".join([line, *self._fields(partners, self._field_gap(example, gap))]), example)
        inserted = (
            self._behind(before, text, gap)
            if before is not None
            else Replacement(self._at(self._line_of(partners[0])), text + gap)
        )
        return (*tags, inserted, *self._renumbered(behind, ordinal + 1))

    def _before(self, partners: Sequence[int]) -> int | None:
        """What the new one goes behind: the last measure of the nearest problem before this one, else the last."""
        group = self.pairing.groups[self.items[self.problem].group]
        earlier = [problem for problem in group.items if problem < self.problem]
        for problem in reversed(earlier):
            own = [partner for partner in self.pairing.partners(problem, self.role) if partner in partners]
            if own:
                return own[-1]
        later = [problem for problem in group.items if problem > self.problem]
        if any(set(self.pairing.partners(problem, self.role)) & set(partners) for problem in later) and not earlier:
            return None
        return partners[-1]

    def _followers(self, partners: Sequence[int], before: int | None, ordinal: int) -> Sequence[int]:
        """The sisters whose numbers go on from `ordinal` without a gap."""
        example = self.items[before if before is not None else partners[0]]
        found = []
        for index in partners if before is None else partners[partners.index(before) + 1 :]:
            item = self.items[index]
            alike = item.form is example.form and item.parent == example.parent and item.style == example.style
            if not alike or item.ordinal != ordinal:
                break
            found.append(index)
            ordinal += 1
        return found

    def _words(self, partners: Sequence[int]) -> tuple[str, tuple[Replacement[Span], ...]]:
        """How the new item says what it answers: by an id where the others do, or where no words can; and the tags for
        that. Headings that repeat the problem's say no more.
        """
        evidence = {link.evidence for partner in partners for link in self.pairing.links_of(partner)}
        words = reference_to(self.pairing, self.problem)
        if words is None or (Evidence.TAG in evidence and not evidence & _SAID):
            return self._tagged()
        return ("" if self._by_aspect(evidence) else words), ()

    def _tagged(self) -> tuple[str, tuple[Replacement[Span], ...]]:
        name, tags = with_id(self.pairing, self.problem)
        return f"<!-- for: {name} -->", tags

    def _by_aspect(self, evidence: set[Evidence]) -> bool:
        is_heading = self.items[self.problem].form is Form.HEADING
        return is_heading and Evidence.ASPECT in evidence and not evidence & {*_SAID, Evidence.TAG}

    def _line(self, example: int, ordinal: int, words: str) -> str | None:
        """The first line of the new item, written as its sisters are."""
        item = self.items[example]
        section = self.document.sections[item.section]
        if item.form is Form.HEADING:
            return self._headed(style_of(section), ordinal, words, sentence=_is_sentence(section))
        if item.form is Form.LIST_ITEM:
            mark = section.text[item.span.start :].split(maxsplit=1)[0]
            indent = section.text[self._line_start(item) : item.span.start]
            return f"{indent}{_ORDINAL.sub(str(ordinal), mark)} {self._sentence(words)}"
        return None

    def _headed(self, style: HeadingStyle, ordinal: int, words: str, *, sentence: bool) -> str:
        if sentence and words:
            return f"{style.before.rstrip('*_')}{style.numbered(ordinal)}{self._sentence(words)}"
        if not words:
            return style.line(style.numbered(ordinal), self._own_title())
        if words.startswith(_COMMENT):
            return f"{style.line(style.numbered(ordinal), self._title())}\n{words}"
        joined = f"{words}的{self._title()}" if self.chinese else f"{words[0].upper()}{words[1:]}: {self._title()}"
        return style.line(style.numbered(ordinal), joined)

    def _own_title(self) -> str:
        heading = self.document.sections[self.items[self.problem].section].heading
        return heading.title if heading is not None else self._title()

    def _member(
        self, partners: Sequence[int], before: int | None, ordinal: int, behind: Sequence[int]
    ) -> tuple[Replacement[Span], ...] | None:
        """A new member of a run, in a paragraph of its own where its sisters have one."""
        example = before if before is not None else partners[0]
        item = self.items[example]
        text = self.document.sections[item.section].text
        words = reference_to(self.pairing, self.problem)
        match = _MEMBER.match(text, item.span.start)
        if match is None or words is None or ordinal > 10:
            return None
        comma = "，" if self.chinese else ","
        written = f"{match['lead']}{numeral_of(ordinal)}{match['mark']}{words}{comma}{self.blank}。"
        others = [self.items[index] for index in partners if self.items[index].section == item.section]
        alone = all(not text[self._line_start(other) : other.span.start].strip() for other in others)
        gap = self._gap(example) if alone else ""
        if before is None:
            at = self.pairing.extent_of(example).start
            inserted = Replacement(self._at(at), written + gap)
        else:
            inserted = self._behind(before, written, gap)
        return (inserted, *self._renumbered(behind, ordinal + 1))

    def _sentence(self, words: str) -> str:
        """The beginning of a sentence that says which problem it answers; a blank, where only a comment does."""
        if words.startswith(_COMMENT):
            return f"{self.blank} {words}"
        return f"{words}，" if self.chinese else f"{words[0].upper()}{words[1:]}: "

    def _title(self) -> str:
        return ROLE_WORDS[self.role].in_language("zh" if self.chinese else "en")

    def _fields(self, partners: Sequence[int], gap: str) -> Iterator[str]:
        """The labelled fields of a new item: those of its sisters with the gaps before them, else those that the pack
        asks for, each behind `gap`.
        """
        sisters = [list(fields_like(self.pairing, partner)) for partner in partners]
        if any(sisters):
            yield from max(sisters, key=len)
        elif (spec := self._spec()) is not None:
            colon = "：" if self.chinese else ":"
            yield from (f"{gap}{field.label}{colon}" for field in spec.fields if field.required)

    def _spec(self) -> SectionSpec | None:
        specs = self.rules.outline.sections if self.rules.outline else ()
        return next((each for each in _all_sections(specs) if each.role == self.role), None)

    def _first(self, group: int) -> tuple[Replacement[Span], ...] | None:
        """The first item of a section that has none yet, written as the problems are."""
        top = self._top()
        section = self.document.sections[top.section]
        words = reference_to(self.pairing, self.problem)
        tags: tuple[Replacement[Span], ...] = ()
        if words is None:
            words, tags = self._tagged()
        if top.form is Form.HEADING:
            line = self._headed(style_of(section), 1, words, sentence=_is_sentence(section))
        elif top.form is Form.LIST_ITEM:
            mark = section.text[top.span.start :].split(maxsplit=1)[0]
            line = f"{_ORDINAL.sub('1', mark)} {self._sentence(words)}"
        else:
            line = f"1. {self._sentence(words)}"
        first = self.pairing.groups[group]
        start = self.document.starts[first.section]
        written = "".join(each.text for each in self.document.sections[first.section : first.stop]).rstrip()
        gap = self._line_end(section) * (2 if _has_blank_lines(section) else 1)
        text = self._in_lines("".join([line, *self._fields((), gap)]), self.problem)
        return (*tags, Replacement(self._at(start + len(written)), gap + text))

    def _top(self) -> Item:
        """The outermost problem around this one."""
        item = self.items[self.problem]
        while item.parent is not None and self.items[item.parent].role == item.role:
            item = self.items[item.parent]
        return item

    def _in_new_section(self, sections: "Sequence[Insertion]") -> tuple[Replacement[Span], ...] | None:
        """The section that is missing, with the new item in it; where the pack gives its items fields, with those."""
        missing = next((each for each in sections if each.spec.role == self.role), None)
        if missing is None:
            return None
        span, text = missing.edit
        document = self.document.edited(Edit(span, text))
        renumbered = [
            Replacement(at.shifted(-len(text)), new) for at, new in _sections_behind(document, span.start, text)
        ]
        if missing.spec.fields:
            return (Replacement(span, text), *renumbered)
        after = Pairer(self.rules).pair(document)
        begun = _Stub(after, self.problem, self.role, self.rules)
        group = begun._group() if self._is_same(after) else None
        inserted = begun._first(group) if group is not None else None
        if inserted is None:
            return (Replacement(span, text), *renumbered)
        kept: list[Replacement[Span]] = []
        for at, new in sorted(inserted, reverse=True):
            if span.start <= at.start <= span.start + len(text):
                inside = at.start - span.start
                text = text[:inside] + new + text[inside:]
            else:
                kept.append(Replacement(at.shifted(0 if at.start < span.start else -len(missing.edit.text)), new))
        return (*kept, Replacement(span, text), *renumbered)

    def _is_same(self, after: Pairing) -> bool:
        """Whether the problem has kept its place among the items."""
        return self.problem < len(after.items) and after.items[self.problem].head == self.items[self.problem].head

    def _renumbered(self, partners: Sequence[int], ordinal: int) -> Iterator[Replacement[Span]]:
        for index in partners:
            item = self.items[index]
            section, start = self.document.sections[item.section], self.document.starts[item.section]
            number = section.heading.number if section.heading is not None else None
            if item.form is Form.HEADING and section.heading is not None and number is not None:
                written = write_number(number.system, ordinal, like=number)
                yield Replacement(section.heading.number_span.shifted(start), written)
            elif item.form is Form.LIST_ITEM and item.ordinal is not None:
                end = item.start + len(str(item.ordinal))
                yield Replacement(Span(item.start, end).shifted(start), str(ordinal))
            elif item.form is Form.ROW:
                yield from numbered(self.pairing, index, ordinal)
            elif item.form is Form.RUN_MEMBER:
                match = _MEMBER.match(section.text, item.span.start)
                if match is not None and value_of(match["numeral"]) == item.ordinal:
                    yield Replacement(Span(*match.span("numeral")).shifted(start), numeral_of(ordinal))
            ordinal += 1

    def _behind(self, index: int, text: str, gap: str | None = None) -> Replacement[Span]:
        """`text` as a paragraph, or a list item, of its own behind everything that belongs to an item."""
        start, _ = self.pairing.extent_of(index)
        written = self.pairing.text_of(index)
        lead = self.document.sections[self.items[index].section].text[self.items[index].start :]
        blanks = len(lead) - len(lead.lstrip())
        return Replacement(self._at(start + blanks + len(written)), (self._gap(index) if gap is None else gap) + text)

    def _gap(self, index: int, partners: Sequence[int] = ()) -> str:
        """What stands between this item and the next: one line end in tight lists, two between paragraphs."""
        item = self.items[index]
        section = self.document.sections[item.section]
        line_end = self._line_end(section)
        if item.form is not Form.LIST_ITEM:
            return line_end * (2 if _has_blank_lines(section) else 1)
        others = [self.items[each] for each in partners if self.items[each].section == item.section]
        seconds = [other for other in others[1:] if other.parent == item.parent and other.form is item.form]
        loose = any(_is_blank_before(section.text, self._line_start(other)) for other in seconds)
        return line_end * (2 if loose else 1)

    def _field_gap(self, example: int, gap: str) -> str:
        """What stands between an item's line and its fields: in a list they belong to the item by their indent."""
        item = self.items[example]
        if item.form is not Form.LIST_ITEM:
            return gap
        text = self.document.sections[item.section].text
        mark = text[item.span.start :].split(maxsplit=1)[0]
        indent = item.span.start - self._line_start(item) + len(mark) + 1
        return gap + " " * indent

    def _line_start(self, item: Item) -> int:
        text = self.document.sections[item.section].text
        return max(text.rfind(end, 0, item.span.start) for end in "\r\n") + 1

    def _line_of(self, index: int) -> int:
        """Where the line begins in which an item does, in the document."""
        item = self.items[index]
        start = item.start if item.form is Form.HEADING else self._line_start(item)
        return self.document.starts[item.section] + start

    def _line_end(self, section: Section) -> str:
        return "\r\n" if "\r\n" in section.text else "\n"

    def _in_lines(self, text: str, index: int) -> str:
        """`text` with the line ends that the draft has around an item."""
        line_end = self._line_end(self.document.sections[self.items[index].section])
        return text.replace("\r\n", "\n").replace("\n", line_end)

    def _at(self, offset: int) -> Span:
        return Span(offset, offset)


def _sections_behind(document: Document, start: int, text: str) -> Iterator[Replacement[Span]]:
    """The numbers of the sections behind a new one, which begins with `text` at `start`, as far as they go on from that
    of the section before it.
    """
    new = document.section_at(start + len(text) - len(text.lstrip()))
    heading, tree = document.sections[new].heading, document.outline
    if heading is None or heading.number is None:
        return
    parent = tree.parents[new]
    ordinal = heading.number.ordinal
    for index in [each for each in (tree.children[parent] if parent >= 0 else tree.roots) if each > new]:
        other = document.sections[index].heading
        number = other.number if other is not None else None
        if other is None or number is None or (number.system, number.ordinal) != (heading.number.system, ordinal):
            return
        ordinal += 1
        yield Replacement(
            other.number_span.shifted(document.starts[index]), write_number(number.system, ordinal, like=number)
        )


def _is_sentence(section: Section) -> bool:
    """Whether the heading of a section is a sentence of its text."""
    heading = section.heading
    if heading is None or heading.form in (HeadingForm.ATX, HeadingForm.SETEXT):
        return False
    return heading.form is HeadingForm.RUN_IN or bool(heading.closing) or any(mark in heading.title for mark in "，,")


def _is_blank_before(text: str, line: int) -> bool:
    """Whether the line before that at `line` is blank."""
    return text[len(text[:line].rstrip()) : line].replace("\r\n", "\n").count("\n") > 1


def _has_blank_lines(section: Section) -> bool:
    return (
        any(block.text.replace("\r\n", "\n").endswith("\n\n") for block in section.blocks) or len(section.blocks) == 1
    )


def _all_sections(specs: Sequence[SectionSpec]) -> Iterator[SectionSpec]:
    for spec in specs:
        yield spec
        yield from _all_sections(spec.sections)
