"""Begins the measure (the cause, the follow-up) that a problem lacks, where the draft would have it."""

import re
from collections.abc import Iterator, Sequence

from duizhao.answering.naming import is_chinese, reference_to
from duizhao.answering.tagging import with_id
from duizhao.document import Form as HeadingForm
from duizhao.document import Section
from duizhao.findings import Replacement
from duizhao.heading_style import style_of
from duizhao.pairing.model import ROLE_WORDS, Evidence, Form, Role
from duizhao.pairing.pairing import Pairing
from duizhao.rules import RuleSet
from duizhao.rules.model import SectionSpec
from duizhao.text import Span

_COMMENT = "<!--"
_ORDINAL = re.compile(r"\d+")


def stub(pairing: Pairing, problem: int, role: Role, rules: RuleSet) -> tuple[Replacement[Span], ...] | None:
    """What begins the `role` that a problem lacks: a labelled field where its sisters have one, a heading under it
    where they have that, else an item behind that of the problem before it, with its number and the pack's fields.
    None where the draft shows no place for it.
    """
    return _Stub(pairing, problem, role, rules).replacements()


class _Stub:
    def __init__(self, pairing: Pairing, problem: int, role: Role, rules: RuleSet) -> None:
        self.pairing = pairing
        self.problem = problem
        self.role = role
        self.rules = rules
        self.items = pairing.items
        self.document = pairing.document
        self.chinese = is_chinese(pairing.items[problem])

    def replacements(self) -> tuple[Replacement[Span], ...] | None:
        sister = self._sisters_own()
        if sister is not None:
            evidence, partner = sister
            if evidence is Evidence.LABEL:
                return (self._field(self.items[partner].style),)
            return (self._nested(partner),) if evidence is Evidence.NESTED else None
        group = self._group()
        return self._listed(group) if group is not None else None

    def _sisters_own(self) -> tuple[Evidence, int] | None:
        """How the other problems hold theirs in their own text, and an example of it."""
        group = self.pairing.groups[self.items[self.problem].group]
        for other in group.items:
            for link in self.pairing.links_of(other):
                own = link.evidence in (Evidence.LABEL, Evidence.NESTED, Evidence.ROW)
                if own and self.items[link.partner].role == self.role:
                    return link.evidence, link.partner
        return None

    def _field(self, name: str) -> Replacement[Span]:
        return self._behind(self.problem, f"{name}：" if self.chinese else f"{name}: ")

    def _nested(self, example: int) -> Replacement[Span]:
        style = style_of(self.document.sections[self.items[example].section])
        ordinal = 1 + sum(1 for each in self.items if each.parent == self.problem and each.form is Form.HEADING)
        return self._behind(self.problem, style.line(style.numbered(ordinal), self.items[example].head))

    def _group(self) -> int | None:
        number = self.items[self.problem].group
        for index, group in enumerate(self.pairing.groups):
            if number in group.sources and self.role in group.roles and group.items:
                return index
        return None

    def _listed(self, group: int) -> tuple[Replacement[Span], ...] | None:
        """A new item in a list of measures, and the numbers of those behind it."""
        partners = self.pairing.groups[group].items
        before = self._before(partners)
        example = partners[0]
        ordinal = 1 if before is None else (self.items[before].ordinal or 0) + 1
        words, tags = self._words(partners)
        line = self._line(example, ordinal, words)
        if line is None:
            return None
        fields = [f"{name}：" for name in self._fields(partners)]
        gap = self._gap(example)
        text = gap.join([line, *fields])
        inserted = (
            self._behind(before, text)
            if before is not None
            else Replacement(self._at(self.pairing.extent_of(partners[0]).start), text + gap)
        )
        behind = partners if before is None else partners[partners.index(before) + 1 :]
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

    def _words(self, partners: Sequence[int]) -> tuple[str, tuple[Replacement[Span], ...]]:
        """How the new item says what it answers: by an id where the others do, else in words; and the tags for that."""
        evidence = {link.evidence for partner in partners for link in self.pairing.links_of(partner)}
        if Evidence.TAG in evidence and not evidence & {Evidence.ORDINAL, Evidence.QUOTE, Evidence.NAME}:
            name, tags = with_id(self.pairing, self.problem)
            return f"<!-- for: {name} -->", tags
        return reference_to(self.pairing, self.problem), ()

    def _line(self, example: int, ordinal: int, words: str) -> str | None:
        """The first line of the new item, written as its sisters are."""
        item = self.items[example]
        section = self.document.sections[item.section]
        sentence = self._sentence(words)
        if item.form is Form.HEADING:
            heading, style = section.heading, style_of(section)
            if heading is not None and heading.form is HeadingForm.RUN_IN:
                return f"{style.before.rstrip('*_')}{style.numbered(ordinal)}{sentence}"
            if words.startswith(_COMMENT):
                return f"{style.line(style.numbered(ordinal), self._title())}\n{words}"
            joined = f"{words}的{self._title()}" if self.chinese else f"{words}: {self._title()}"
            return style.line(style.numbered(ordinal), joined)
        if item.form is Form.LIST_ITEM:
            mark = section.text[item.span.start :].split(maxsplit=1)[0]
            return f"{_ORDINAL.sub(str(ordinal), mark)} {sentence}"
        return None

    def _sentence(self, words: str) -> str:
        """The beginning of a sentence that says which problem it answers."""
        if words.startswith(_COMMENT):
            return words
        return f"{words}，" if self.chinese else f"{words[0].upper()}{words[1:]}: "

    def _title(self) -> str:
        return ROLE_WORDS[self.role].in_language("zh" if self.chinese else "en")

    def _fields(self, partners: Sequence[int]) -> Iterator[str]:
        """The labelled fields of a new item: those of its sisters, else those that the pack asks for."""
        sisters = [[field.name for field in self.items[partner].fields] for partner in partners]
        if any(sisters):
            yield from max(sisters, key=len) if self.items[partners[0]].form is not Form.ROW else ()
            return
        specs = self.rules.outline.sections if self.rules.outline else ()
        spec = next((each for each in _all_sections(specs) if each.role == self.role), None)
        yield from (field.label for field in spec.fields if field.required) if spec is not None else ()

    def _renumbered(self, partners: Sequence[int], ordinal: int) -> Iterator[Replacement[Span]]:
        for index in partners:
            item = self.items[index]
            section, start = self.document.sections[item.section], self.document.starts[item.section]
            if item.form is Form.HEADING and section.heading is not None and section.heading.number is not None:
                number = style_of(section).numbered(ordinal)
                span = Span(section.heading.number_span.start, section.heading.title_span.start)
                yield Replacement(span.shifted(start), number)
            elif item.form is Form.LIST_ITEM and item.ordinal is not None:
                end = item.start + len(str(item.ordinal))
                yield Replacement(Span(item.start, end).shifted(start), str(ordinal))
            ordinal += 1

    def _behind(self, index: int, text: str) -> Replacement[Span]:
        """`text` as a paragraph, or a list item, of its own behind everything that belongs to an item."""
        start, _ = self.pairing.extent_of(index)
        written = self.pairing.text_of(index)
        lead = self.document.sections[self.items[index].section].text[self.items[index].start :]
        blanks = len(lead) - len(lead.lstrip())
        return Replacement(self._at(start + blanks + len(written)), self._gap(index) + text)

    def _gap(self, index: int) -> str:
        """What stands between this item and the next: one line end in lists, two between paragraphs."""
        section = self.document.sections[self.items[index].section]
        line_end = "\r\n" if "\r\n" in section.text else "\n"
        tight = self.items[index].form is Form.LIST_ITEM or not _has_blank_lines(section)
        return line_end if tight else line_end * 2

    def _at(self, offset: int) -> Span:
        return Span(offset, offset)


def _has_blank_lines(section: Section) -> bool:
    return (
        any(block.text.replace("\r\n", "\n").endswith("\n\n") for block in section.blocks) or len(section.blocks) == 1
    )


def _all_sections(sections: Sequence[SectionSpec]) -> Iterator[SectionSpec]:
    for section in sections:
        yield section
        yield from _all_sections(section.sections)
