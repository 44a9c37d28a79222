"""What can be written at a place of a draft, the most probable first: headings with their numbers, fields, members of
runs, set phrases, and what belongs in the front matter.

Line starts are completed from what the line holds so far; in the middle of prose only what has a beginning there, a set
phrase or the next member of a run. Inside code, comments, tables, quotes and HTML there is nothing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from duizhao.completion import runs
from duizhao.completion.answers import answers
from duizhao.completion.beginnings import may_begin, read_typed
from duizhao.completion.candidate import Candidate, Line, line_at
from duizhao.completion.fields import missing_fields
from duizhao.completion.front_matter import in_front_matter, new_front_matter
from duizhao.completion.headings import headings
from duizhao.completion.phrases import phrases
from duizhao.completion.place import Place
from duizhao.document import MASK, Document
from duizhao.explain import field_requirement, page, requirement
from duizhao.findings import Message
from duizhao.pairing.pairing import Pairing
from duizhao.rules import RuleSet
from duizhao.rules.model import SectionSpec
from duizhao.text import Edit, Span


def complete(
    document: Document,
    rules: RuleSet,
    offset: int,
    packs: Mapping[str, Message] | None = None,
    pairing_of: Callable[[], Pairing] | None = None,
) -> tuple[Candidate, ...]:
    """What can be written at `offset`, the most probable first. `packs` are the titles of all packs by name;
    `pairing_of` gives the document's pairing, and is asked only where something may be answered.
    """
    line = line_at(document, offset)
    found = in_front_matter(document, line, packs or {})
    if found is None:
        found = list(answers(pairing_of, line)) if pairing_of is not None else []
        found += [*_at_line_start(document, rules, line), *_in_prose(document, rules, line)]
        found += new_front_matter(document, line, packs or {})
    unique = {(each.label, each.text): each for each in reversed(found)}
    ordered = [each for each in found if unique[each.label, each.text] is each]
    width = len(str(len(ordered)))
    return tuple(replace(each, sort=f"{place:0{width}}") for place, each in enumerate(ordered))


def documentation_of(key: str, rules: RuleSet, language: str) -> str | None:
    """More about a candidate, as Markdown, from its `documentation`; None where there is no more to tell.

    That is a key such as `rule:CODE`, or `text:` with the text itself.
    """
    kind, _, name = key.partition(":")
    if kind == "text":
        return name
    if kind == "rule":
        return page(name, language, rules.patterns)
    if kind not in ("section", "field") or rules.outline is None:
        return None
    section, _, label = name.partition("/")
    spec = next((each for each in _all_sections(rules.outline.sections) if each.id == section), None)
    if spec is None or kind == "section":
        return None if spec is None else requirement(spec, language)
    field = next((each for each in spec.fields if each.label == label), None)
    return None if field is None else field_requirement(spec, field, language)


def _all_sections(sections: Sequence[SectionSpec]) -> Iterator[SectionSpec]:
    for section in sections:
        yield section
        yield from _all_sections(section.sections)


def _at_line_start(document: Document, rules: RuleSet, line: Line) -> Iterator[Candidate]:
    typed = read_typed(line.before)
    if typed is None or line.behind.strip() or not may_begin(document, line, typed):
        return
    without = document.edited(Edit(Span(line.start, line.end), ""))
    place = Place(without, line.start, rules)
    fields = list(missing_fields(place, line, typed))
    yield from fields if place.in_item else ()
    yield from runs.at_line_start(place, line, typed)
    yield from () if typed.bullet else headings(place, line, typed)
    yield from () if place.in_item else fields


def _in_prose(document: Document, rules: RuleSet, line: Line) -> Iterator[Candidate]:
    if not line.before.strip():
        return
    section = document.section_at(line.offset - 1)
    local = line.offset - 1 - document.starts[section]
    blocks = zip(document.sections[section].blocks, document.sections[section].block_starts, strict=True)
    prose, at = next((each.prose, at) for each, at in blocks if at <= local < at + len(each.text))
    if prose is None or prose[local - at] == MASK:
        return
    yield from runs.in_prose(document, line)
    yield from phrases(rules, line)
