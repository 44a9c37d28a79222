"""What stands at a place of a document, explained by the rules it is judged by."""

from collections.abc import Iterator
from typing import NamedTuple

from duizhao.document import Document, Label, heading_span
from duizhao.explain import field_requirement, requirement
from duizhao.findings import Message
from duizhao.length import characters
from duizhao.rules import RuleSet
from duizhao.rules.model import SectionSpec
from duizhao.selection import Choice
from duizhao.structure import Alignment, align
from duizhao.text import Span


class Explanation(NamedTuple):
    """Markdown about what stands at `span` of the document."""

    span: Span
    text: str


def explanation_at(
    document: Document, offset: int, rules: RuleSet, choice: Choice, language: str
) -> Explanation | None:
    """About the heading, the labelled field or the kind of report at `offset`; None for anything else."""
    entry = document.front_matter.get("report")
    if entry is not None and entry.key_span.start <= offset <= entry.value_span.end:
        return Explanation(Span(entry.key_span.start, entry.value_span.end), report_kind(rules, choice, language))
    section = document.section_at(offset)
    facts, start = document.sections[section].facts, document.starts[section]
    if facts.heading is not None:
        marks, words = facts.heading.marks.shifted(start), heading_span(facts.heading).shifted(start)
        if words.start <= offset <= words.end or marks.start <= offset <= marks.end > marks.start:
            return Explanation(words, _about_section(document, section, rules, language))
    for label in facts.labels:
        where = label.span.shifted(start)
        if where.start <= offset <= where.end:
            text = _about_label(document, section, label, rules, language)
            return Explanation(where, text) if text else None
    return None


def report_kind(rules: RuleSet, choice: Choice, language: str) -> str:
    """The pack that judges a draft, and why it does."""
    title = rules.title.in_language(language)
    pack = f"`{choice.pack}`" + (f" {title}" if title else "")
    reason = choice.reason.in_language(language)
    return Message(f"**文种**：{pack}\n\n{reason}", f"**Kind of report**: {pack}\n\n{reason}").in_language(language)


def _about_section(document: Document, section: int, rules: RuleSet, language: str) -> str:
    alignment = _alignment(document, rules)
    reading = alignment.readings.get(section) if alignment is not None else None
    specs = () if reading is None else (reading.spec, *reading.also)
    parts = [requirement(spec, language) for spec in specs]
    length = sum([characters(each) for each in document.sections[section : document.outline.end(section)]])
    parts.append(Message(f"本节 {length} 字", f"{length} characters").in_language(language))
    return "\n\n".join(parts)


def _about_label(document: Document, section: int, label: Label, rules: RuleSet, language: str) -> str:
    """What the pack says of a field; empty when it says nothing."""
    alignment = _alignment(document, rules)
    if alignment is None:
        return ""
    for spec in _specs_around(document, section, alignment):
        for field in spec.fields:
            if field.label == label.name:
                return field_requirement(spec, field, language)
    return ""


def _specs_around(document: Document, section: int, alignment: Alignment) -> Iterator[SectionSpec]:
    """What the pack calls the sections that `section` stands in, the innermost first."""
    for around in reversed(document.outline.path(section)):
        reading = alignment.readings.get(around)
        if reading is not None:
            yield from (reading.spec, *reading.also)


def _alignment(document: Document, rules: RuleSet) -> Alignment | None:
    if rules.outline is None:
        return None
    return align([section.heading for section in document.sections], document.outline, rules.outline)
