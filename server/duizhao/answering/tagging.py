"""Where a tag goes, so that it belongs to an item and no renderer shows it."""

import re
from collections.abc import Iterator

from duizhao.document import Form as HeadingForm
from duizhao.document.tags import TagKind
from duizhao.findings import Replacement
from duizhao.pairing.model import Form
from duizhao.pairing.pairing import Pairing, text_between
from duizhao.text import Span

_LINE_END = re.compile(r"[\r\n]|$")
_STOPS = "。；，;,"


def tag_at(pairing: Pairing, index: int, content: str) -> Replacement[Span]:
    """The insertion that gives an item the tag `<!-- content -->`: under a heading of its own, else behind the first
    line of the item, in a cell behind its last word, in a run member behind that or, where the line goes on, before
    the stop that the next member needs.
    """
    item = pairing.items[index]
    section = pairing.document.sections[item.section]
    text, start = section.text, pairing.document.starts[item.section]
    if item.form is Form.ROW:
        return _insertion(start + item.span.end, f" <!-- {content} -->")
    if item.form is Form.RUN_MEMBER:
        end = len(text[: item.end].rstrip())
        if _goes_on(text, end):
            return _insertion(start + len(text[:end].rstrip(_STOPS)), f"<!-- {content} -->")
        return _insertion(start + end, f" <!-- {content} -->")
    heading = section.heading
    alone = item.form is Form.HEADING and heading is not None and heading.form is not HeadingForm.RUN_IN
    if alone and heading is not None and heading.form is HeadingForm.SETEXT:
        end = len(section.blocks[0].text.rstrip())
    else:
        end = _end_of_line(text, item.span.end)
    line_end = "\r\n" if "\r\n" in text else "\n"
    return _insertion(start + end, f"{line_end}<!-- {content} -->" if alone else f" <!-- {content} -->")


def with_id(pairing: Pairing, index: int) -> tuple[str, tuple[Replacement[Span], ...]]:
    """The id of a problem, and what must be inserted if it has none yet. The number of a table row may be an id."""
    ids = [name for name, holders in pairing.by_id.items() if holders == (index,)]
    if ids:
        return ids[0], ()
    name = next_id(pairing)
    return name, (tag_at(pairing, index, name),)


def next_id(pairing: Pairing) -> str:
    """The first of p1, p2 … that no item has."""
    taken = {name.lower() for name in pairing.by_id}
    number = 1
    while f"p{number}" in taken:
        number += 1
    return f"p{number}"


def answering(pairing: Pairing, index: int, name: str) -> Replacement[Span]:
    """The insertion by which an item answers the problem of this name: into the tag that it has, else a new one."""
    item = pairing.items[index]
    start = pairing.document.starts[item.section]
    for tag in item.tags:
        begin = tag.span.start
        if tag.kind is TagKind.FOR and text_between(pairing.document, item.section, begin, begin + 4) == "<!--":
            last = tag.names[-1]
            behind = last.span.end + (len(last.seal) + 1 if last.seal else 0)
            return _insertion(start + behind, f" {name}")
    return tag_at(pairing, index, f"for: {name}")


def answered(pairing: Pairing, index: int) -> Iterator[str]:
    """The ids that an item's tags name."""
    for tag in pairing.items[index].tags:
        yield from (name.id for name in tag.names if tag.kind is TagKind.FOR)


def _insertion(offset: int, text: str) -> Replacement[Span]:
    return Replacement(Span(offset, offset), text)


def _goes_on(text: str, offset: int) -> bool:
    """Whether there is more in the line behind `offset`."""
    return bool(text[offset : _end_of_line(text, offset)].strip())


def _end_of_line(text: str, offset: int) -> int:
    match = _LINE_END.search(text, offset)
    end = match.start() if match else len(text)
    return offset + len(text[offset:end].rstrip())
