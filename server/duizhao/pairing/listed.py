"""Labels whose value stands in sections behind theirs: 整改措施： and below it the paragraphs 1、… 2、…, which the
outline reads as headings.
"""

from bisect import bisect_left
from collections.abc import Iterator

from duizhao.document import Document, Facts, Heading, Label, Section
from duizhao.document.numbering import System
from duizhao.document.units import Unit, head_of
from duizhao.pairing.labels import field_of, role_of
from duizhao.pairing.model import PARTNERS, Point
from duizhao.text import Span

BEFORE_LABEL = " \t\r\n\u3000*_"
"""What may stand between a label and the text before it."""
_BEFORE_TEXT = f"{BEFORE_LABEL}：:"


def listed_behind(document: Document, index: int) -> range:
    """The sections under section `index` that its record goes on in: they begin with what its last label lists, and end
    before a heading of another kind, one that names a role (2、整改问题：) and one with records under it. Empty where
    that label has its value beside it, or nothing is listed.
    """
    children = document.outline.children[index]
    if not children or not lists_next(document, index, len(document.sections)):
        return range(0)
    headings = [document.sections[child].heading for child in children]
    others = [
        child
        for child, heading in zip(children, headings, strict=True)
        if _shape(heading) != _shape(headings[0]) or _names_role(heading) or _has_records(document, child)
    ]
    return range(children[0], others[0] if others else document.outline.end(index))


def lists_next(document: Document, index: int, stop: int) -> bool:
    """Whether what the last label of section `index` asks for is listed in the sections behind it, before `stop`."""
    if index + 1 >= stop or open_label(document.sections[index].facts) is None:
        return False
    return begins_list(document.sections[index + 1].heading)


def field_heading(section: Section) -> Label | None:
    """The field that the heading of a section is (3、责任人：张三), with all up to the next label as its value."""
    heading = section.heading
    if heading is None or not heading.closing or field_of(heading.title) is None:
        return None
    start = heading.title_span.end + len(heading.closing)
    end = next((label.span.start for label in section.facts.labels if label.opens_line), None)
    end = max(start, len(section.text[:end].rstrip(BEFORE_LABEL)))
    return Label(heading.title, heading.title_span, Span(start, end), section.text[start:end].strip())


def points_of(section: Section, label: Label, end: int) -> Iterator[Point]:
    """What is listed, or else said first, between a label that says nothing itself and `end` in the same section."""
    if label.value or not label.continued:
        return
    units = section.traces.units
    first = bisect_left(units, label.span.end, key=_start_of)
    units = units[first : bisect_left(units, end, key=_start_of)]
    top = min([unit.depth for unit in units], default=0)
    yield from [Point(unit.head, unit.span.start) for unit in units if unit.depth == top and unit.head]
    if not units:
        behind = section.text[label.value_span.end : end]
        at = label.value_span.end + len(behind) - len(behind.lstrip(_BEFORE_TEXT))
        yield Point(head_of(section.text[at:end]), at)


def _start_of(unit: Unit) -> int:
    return unit.extent.start


def labels_behind(document: Document, index: int) -> tuple[tuple[Label, ...], ...]:
    """The labels of each section that the record of section `index` goes on in, those with a list behind them marked
    as `continued`.
    """
    sections = listed_behind(document, index)
    return tuple([_labels(document, each, sections.stop) for each in sections])


def _labels(document: Document, index: int, stop: int) -> tuple[Label, ...]:
    section = document.sections[index]
    field = field_heading(section)
    labels = section.facts.labels if field is None else (field, *section.facts.labels)
    if not lists_next(document, index, stop):
        return labels
    return (*labels[:-1], labels[-1]._replace(continued=True))


def open_label(facts: Facts) -> Label | None:
    """The label of a cause, a measure or a follow-up that ends a section without having said anything."""
    labels, heading = facts.labels, facts.heading
    if not labels or not labels[-1].empty or not labels[-1].opens_line or role_of(labels[-1].name) not in PARTNERS:
        return None
    return None if heading is not None and labels[-1].span.start < heading.title_span.end else labels[-1]


def begins_list(heading: Heading | None) -> bool:
    """Whether a heading may be the first paragraph of a list: it is number 1 and says more than a role's name."""
    if heading is None or heading.number is None or heading.number.ordinal != 1:
        return False
    return not _names_role(heading) and field_of(heading.title) is None


def _names_role(heading: Heading | None) -> bool:
    return heading is not None and role_of(heading.title) is not None


def _has_records(document: Document, index: int) -> bool:
    """Whether a problem is labelled under the headings of section `index`."""
    below = document.sections[index + 1 : document.outline.end(index)]
    return any(label.opens_line and role_of(label.name) == "problem" for each in below for label in each.facts.labels)


def _shape(heading: Heading | None) -> tuple[int | None, System | None]:
    number = heading.number if heading is not None else None
    return heading.level if heading is not None else None, number.system if number is not None else None
