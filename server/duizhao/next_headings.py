"""Which headings may come next at a place of a draft, the most probable first."""

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from duizhao.document import Document, Form, Heading, System
from duizhao.heading_style import HeadingStyle, first_style, ladder_of, style_of
from duizhao.rules import RuleSet
from duizhao.rules.model import SectionSpec
from duizhao.structure import Alignment, Scope

_LOOKED_BACK = 500


class Level(NamedTuple):
    """A place in the tree where a heading can be put: the next child of `parent` (-1: of the top).

    `number` is what it would be numbered, its gap included; `depth` counts from 1 for the report's title; `sister` is
    the heading before it at its level. `divides`: what follows belongs to that sister, and would no longer.
    """

    parent: int
    depth: int
    style: HeadingStyle
    number: str
    scope: Scope | None
    sister: Heading | None
    divides: bool


class NextHeading(NamedTuple):
    """A heading that may come next; without a `title`, only its number is known. `spec` is the section it begins."""

    level: Level
    title: str
    spec: SectionSpec | None


def next_headings(document: Document, section: int, alignment: Alignment | None, rules: RuleSet) -> list[NextHeading]:
    """What may be put at the end of the text of `section`, before all that stands under it, one level after the other:
    first those where something is expected, the deepest first; last those where it would divide what stands there.
    """
    title = _title_of(document) if alignment is None else alignment.title
    groups: list[tuple[int, list[NextHeading]]] = []
    for level in _levels(document, section, alignment, title, ladder_of(rules.numbering)):
        wanted = [NextHeading(level, _title(level, spec), spec) for spec in _wanted(level.scope, section)]
        bare = [NextHeading(level, "", None)] if level.number else []
        if level.scope is not None and not level.scope.wanted.open and not level.divides:
            bare = []
        expected = wanted or (level.scope is None and (level.sister or _is_unwritten(document, section, level)))
        rank = 3 if level.divides else 0 if expected else 1 if level.sister is not None else 2
        groups.append((rank, wanted + bare))
    return [each for _, group in sorted(groups, key=lambda each: each[0]) for each in group]


def _title_of(document: Document) -> int | None:
    """The report's title where no pack says what that is: what comes first and has no number."""
    first = document.outline.roots[0] if document.outline.roots else -1
    heading = document.sections[first].heading if first >= 0 else None
    if heading is None or heading.number is not None:
        return None
    return first if heading.level == 1 or heading.form is Form.BOLD else None


def _levels(
    document: Document, section: int, alignment: Alignment | None, title: int | None, ladder: tuple[System, ...]
) -> Iterator[Level]:
    """The levels at which a heading can follow the text of `section`, the deepest first."""
    tree, sections = document.outline, document.sections
    path = tree.path(section) if sections[section].heading is not None else ()
    for parent in (*reversed(path), -1):
        if parent == -1 and title is not None and (not path or path[0] == title):
            continue
        heading = sections[parent].heading if parent >= 0 else None
        children = [child for child in (tree.children[parent] if parent >= 0 else tree.roots) if child != title]
        before = [child for child in children if child <= section]
        behind = [child for child in children if child > section]
        model = before[-1] if before else behind[0] if behind else _cousin(document, section, parent)
        style = first_style(heading, ladder, is_title=parent == title) if model is None else style_of(sections[model])
        sister = sections[before[-1]].heading if before else None
        ordinal = sister.number.ordinal + 1 if sister is not None and sister.number is not None else 1
        yield Level(
            parent,
            depth=2 if parent in (-1, title) else len(tree.path(parent)) + (1 if title is not None else 2),
            style=style,
            number=style.numbered(ordinal, heading.number if heading is not None else None),
            scope=alignment.under(parent) if alignment is not None else None,
            sister=sister,
            divides=bool(before) and tree.end(before[-1]) > section + 1,
        )


def _cousin(document: Document, section: int, parent: int) -> int | None:
    """The nearest heading that stands as deep as a child of `parent` would."""
    tree = document.outline
    depth = len(tree.path(parent)) + 1 if parent >= 0 else 1
    back = range(section, max(-1, section - _LOOKED_BACK), -1)
    ahead = range(section + 1, min(len(document.sections), section + _LOOKED_BACK))
    for index in chain(back, ahead):
        if document.sections[index].heading is not None and len(tree.path(index)) == depth:
            return index
    return None


def _is_unwritten(document: Document, section: int, level: Level) -> bool:
    """Whether the level is that below a heading with nothing under it yet, while others have headings there."""
    if level.parent != section or document.sections[section].facts.has_text:
        return False
    return _cousin(document, section, level.parent) is not None


def _wanted(scope: Scope | None, section: int) -> list[SectionSpec]:
    """The pack's sections that may follow `section` in a scope, the next required one before the optional ones."""
    if scope is None:
        return []
    specs = scope.wanted.sections
    places = {id(spec): place for place, spec in enumerate(specs)}
    counts = [0] * len(specs)
    reached, limit, latest = -1, len(specs), -1
    for reading in scope.readings:
        for spec in (reading.spec, *reading.also):
            place = places[id(spec)]
            counts[place] += 1
            if reading.section <= section:
                reached, latest = max(reached, place), place
            else:
                limit = min(limit, place)
    if not scope.wanted.ordered:
        reached, limit = -1, len(specs)
    due = [place for place, count in enumerate(counts) if not count and reached < place < limit]
    required = next((place for place in due if specs[place].required), -1)
    due.sort(key=lambda place: place != required)
    again = [latest] if latest >= 0 and _may_repeat(specs[latest], counts[latest]) else []
    return [specs[place] for place in (*again, *due) if specs[place].heading]


def _may_repeat(spec: SectionSpec, count: int) -> bool:
    """Whether a section that stands `count` times already may stand once more."""
    return spec.repeat.most is None or count < spec.repeat.most


def _title(level: Level, spec: SectionSpec) -> str:
    """The title to offer, with the 在 that the sister before it has."""
    title = spec.heading or ""
    sister = level.sister.title if level.sister is not None else ""
    if sister.startswith("在") and sister.endswith("方面") and title.endswith("方面") and not title.startswith("在"):
        return f"在{title}"
    return title
