"""Labelled fields that an item does not have yet."""

import re
from collections.abc import Iterator

from duizhao.completion.beginnings import Typed
from duizhao.completion.candidate import Candidate, CandidateKind, Line
from duizhao.completion.place import Place
from duizhao.findings import Message
from duizhao.text import Span

_FIELD = Message("栏目", "field")
_SISTERS_ASKED = 20
_COLON = re.compile(r"(?:\*\*|__)?[ \t]*[：:](?:\*\*|__)?[ \t]*")
_BULLET = re.compile(r"[-*+][ \t]")
_PLAIN_PREFIX = re.compile(r"[ \t\u3000]*(?:[-*+][ \t]+)?(?:\*\*|__)?$")


def missing_fields(place: Place, line: Line, typed: Typed) -> Iterator[Candidate]:
    """The fields that the item around the place does not have yet, in the order in which they come."""
    if typed.marks or typed.number is not None:
        return
    seen, cycle = _seen_in_item(place)
    spec = next((each for each in place.specs_around() if each.fields), None)
    expected = [field.label for field in spec.fields] if spec is not None else cycle or _of_sisters(place)
    start = next((at + 1 for at, label in reversed([*enumerate(expected)]) if label in seen), 0)
    missing = [label for label in (*expected[start:], *expected[:start]) if label not in seen]
    before, behind = _field_style(place)
    if typed.indent or typed.bullet or typed.bold:
        before = before.lstrip(" \t\u3000")
    if typed.bullet and not _BULLET.match(before):
        before = typed.bullet + before
    if typed.bold and typed.bold not in before:
        before, behind = before + typed.bold, f"：{typed.bold}"
    for label in missing:
        if not label.startswith(typed.words or typed.begun):
            continue
        text = before + label + behind
        span = Span(line.start + len(typed.indent), line.end)
        begun = line.before[len(typed.indent) :]
        key = "" if spec is None else f"field:{spec.id}/{label}"
        yield Candidate(CandidateKind.FIELD, label, _FIELD, span, text, begun + text, documentation=key)


def _seen_in_item(place: Place) -> tuple[set[str], list[str]]:
    """The labels of the item around the place, and those of a whole item before it in the same section."""
    item: list[str] = []
    cycle: list[str] = []
    for label in place.labels_before:
        if label.name in item:
            item, cycle = [], item
        item.append(label.name)
    following: list[str] = []
    for label in place.labels_behind:
        if label.name in item or label.name in following:
            break
        following.append(label.name)
    whole = bool(cycle) and set(item) >= set(cycle)
    return (set(following) if whole else {*item, *following}), cycle


def _of_sisters(place: Place) -> list[str]:
    """The labels that the nearest sister with any has, before it or behind it."""
    for sister in _sisters(place):
        labels = place.document.sections[sister].facts.labels
        if labels:
            return list(dict.fromkeys(label.name for label in labels))
    return []


def _sisters(place: Place) -> Iterator[int]:
    """The sections beside that of the place, those before it first, nearest first."""
    document, section = place.document, place.section
    if document.sections[section].heading is None:
        return
    parent = document.outline.parents[section]
    children = document.outline.children[parent] if parent >= 0 else document.outline.roots
    at = children.index(section)
    yield from reversed(children[max(0, at - _SISTERS_ASKED) : at])
    yield from children[at + 1 : at + _SISTERS_ASKED]


def _field_style(place: Place) -> tuple[str, str]:
    """What stands before and behind the name of a field in this draft: a bullet, bold marks, a colon."""
    document = place.document
    labels = [(place.section, label) for label in reversed(place.labels_before)]
    labels += [(sister, label) for sister in _sisters(place) for label in document.sections[sister].facts.labels[:1]]
    for section, label in labels:
        text = document.sections[section].text
        line = max(text.rfind("\n", 0, label.span.start), text.rfind("\r", 0, label.span.start)) + 1
        before = text[line : label.span.start]
        behind = _COLON.match(text, label.span.end)
        if _PLAIN_PREFIX.match(before) and behind is not None:
            return before, behind.group()
    return "", "："
