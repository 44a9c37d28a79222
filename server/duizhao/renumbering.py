"""Numbers the headings of a draft anew, each list from its first number on, in the way it is written."""

import re
from collections.abc import Iterator, Sequence

from duizhao.checkers import Family
from duizhao.checkers.number_lists import Member, members_of, number_lists
from duizhao.document import Document, Number, System
from duizhao.findings import Replacement
from duizhao.text import Span

_HIGHEST_FIRST = 20
"""A list that begins beyond it has names for numbers."""

_Path = tuple[int, ...]


def renumbering(document: Document) -> tuple[Replacement[Span], ...]:
    """What to replace so that every list of headings counts up by ones, in the order of the text.

    A list begins with one, unless it goes on from an earlier list (第六条 after the fifth in the chapter before), and
    decimal numbers follow their parent's.
    """
    return tuple(sorted(_Renumbering(document).replacements()))


class _Renumbering:
    """One pass over the families of headings, parents first."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.paths: dict[int, tuple[_Path, _Path]] = {}
        """The number of a section as decimal numbers under it begin, before and after."""
        self.last: dict[System, tuple[int, int]] = {}
        """The last number of the list before, in each system, before and after."""

    def replacements(self) -> Iterator[Replacement[Span]]:
        for parent, children in self.document.outline.families():
            sections = (parent, *children)
            family = Family.of(self.document, parent, children)
            above = family.parent.heading if family.parent else None
            numbered = members_of(family)
            for members in number_lists(numbered, above):
                if len(members) == 1 < len(numbered):
                    continue  # beside its sisters it is rather text that begins with a number
                yield from self._list(members, sections)

    def _list(self, members: Sequence[Member], sections: Sequence[int]) -> Iterator[Replacement[Span]]:
        system, first = members[0].number.system, members[0].ordinal
        before, after = self.last.get(system, (0, 0))
        if first == before + 1 and not members[0].number.path:
            start = after + 1
        elif first > _HIGHEST_FIRST:
            return
        else:
            start = 1
        led, leads = self.paths.get(sections[0], ((), ()))
        follows = bool(led) and any(member.number.path[:-1] == led for member in members)
        for ordinal, member in enumerate(members, start):
            number, section = member.number, sections[member.subject]
            path = (*(leads if follows else number.path[:-1]), ordinal)
            self.paths[section] = (number.path or (number.ordinal,), path)
            text = _decimal(number, path) if number.path else member.written(ordinal)
            if text != number.text:
                at = member.heading.number_span.shifted(self.document.starts[section])
                yield Replacement(at, text)
        self.last[system] = members[-1].ordinal, start + len(members) - 1


def _decimal(number: Number, path: _Path) -> str:
    """A decimal number as it is written, with the components of `path`."""
    components = iter(path)
    return re.sub(r"\d+", lambda match: str(next(components, match.group())), number.text)
