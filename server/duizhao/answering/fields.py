"""Begins what a problem lacks as a labelled field, as the records beside it have one."""

from collections.abc import Iterator, Sequence

from duizhao.document import Label
from duizhao.findings import Replacement
from duizhao.pairing.labels import role_of
from duizhao.pairing.listed import lists_next
from duizhao.pairing.model import Role
from duizhao.pairing.pairing import Pairing
from duizhao.text import Span

_ENDS = "\r\n"


def field(pairing: Pairing, problem: int, role: Role, example: int) -> Replacement[Span] | None:
    """The label of the `role` that a problem lacks, written as that of `example` and in the order of its record. None
    where the field is there and only empty, or several stand in one line, or a list of the record would be cut off
    from its label.
    """
    own = _labels(pairing, problem)
    if any(role_of(label.name) == role for label in own):
        return None
    owner = pairing.items[example].parent
    assert owner is not None
    sisters = _labels(pairing, owner)
    place = next((at for at, label in enumerate(sisters) if role_of(label.name) == role), None)
    if place is None:
        return None
    text = pairing.document.sections[pairing.items[example].section].text
    line = _line_start(text, sisters[place].span.start)
    written = _written(text, sisters[place], line)
    return _put(pairing, problem, written, _gap(text, line), own, [each.name for each in sisters[:place]])


def fields_like(pairing: Pairing, index: int) -> Iterator[str]:
    """The fields of an item, each as it is written on a line of its own, with what stands between it and the line
    before; without their values.
    """
    item = pairing.items[index]
    text = pairing.document.sections[item.section].text
    values = {field.span for field in item.fields}
    for label in _labels(pairing, index):
        if label.value_span in values:
            line = _line_start(text, label.span.start)
            yield _gap(text, line) + _written(text, label, line)


def _written(text: str, label: Label, line: int) -> str:
    """A label as it stands in its line, which begins at `line`, without its value."""
    return text[line : label.span.end] + text[label.span.end : label.value_span.start].rstrip(f" \t{_ENDS}")


def _put(
    pairing: Pairing, problem: int, written: str, gap: str, own: Sequence[Label], earlier: Sequence[str]
) -> Replacement[Span] | None:
    """Behind the fields that come before it in other records; where there are none, before those that come after."""
    item = pairing.items[problem]
    section, start = pairing.document.sections[item.section], pairing.document.starts[item.section]
    text = section.text
    count = max((at for at, label in enumerate(own, 1) if label.name in earlier), default=0)
    if count == len(own) and lists_next(pairing.document, item.section, len(pairing.document.sections)):
        return None
    if count or not own:
        limit = _line_start(text, own[count].span.start) if count < len(own) else _end(text, item.end)
        end = len(text[:limit].rstrip())
        return Replacement(Span(start + end, start + end), gap + written)
    at = _line_start(text, own[0].span.start)
    return Replacement(Span(start + at, start + at), written + gap)


def _labels(pairing: Pairing, index: int) -> Sequence[Label]:
    """The labels of an item that open a line."""
    item = pairing.items[index]
    labels = pairing.document.sections[item.section].facts.labels
    return [each for each in labels if each.opens_line and item.start <= each.span.start < item.end]


def _line_start(text: str, at: int) -> int:
    return max(text.rfind(end, 0, at) for end in _ENDS) + 1


def _end(text: str, end: int) -> int:
    """The end of an item in its section: before what the next one begins its line with, such as asterisks."""
    end = min(end, len(text))
    line = _line_start(text, end)
    return line if end < len(text) and text[end] not in _ENDS and not text[line:end].strip(" \t*_-+") else end


def _gap(text: str, line: int) -> str:
    """What stands between the line at `line` and the text before it, without blanks."""
    between = text[len(text[:line].rstrip()) : line]
    line_end = "\r\n" if "\r\n" in between else "\n"
    return line_end * max(1, between.count(line_end))
