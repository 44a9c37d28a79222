"""Reads a title as one of the sections that may stand side by side, as leniently as the pack allows."""

import re
from functools import lru_cache

from duizhao.rules.matchers import Title, Wording, read_title
from duizhao.rules.model import SectionSpec
from duizhao.slips import Candidate, Slip, candidate, closest, is_free, letter_key, letters_of, slips_in

_LONGEST_COMBINED = 30
_SHORTEST_PRESCRIBED = 20
_TITLES_KEPT = 8192
_BETWEEN_ROLES = re.compile(r"以及|及其|[及和与暨、,，/&]|\band\b")


class SectionTitles:
    """Reads titles as one of the sections that may stand side by side."""

    def __init__(self, specs: tuple[SectionSpec, ...]) -> None:
        self.specs = specs
        self.wordings = [tuple(candidate(wording) for wording in wordings(spec)) for spec in specs]
        self._patterns = [
            (index, each) for index, spec in enumerate(specs) for each in spec.match if not isinstance(each, Wording)
        ]
        self._exact: dict[str, int] = {}
        for index, candidates in enumerate(self.wordings):
            for each in candidates:
                self._exact.setdefault(letter_key(read_title(each.wording)), index)
        self.read = lru_cache(_TITLES_KEPT)(self._read)
        self.exactly = lru_cache(_TITLES_KEPT)(self._exactly)
        self.prescribed = lru_cache(_TITLES_KEPT)(self._prescribed)

    def _exactly(self, title: str) -> int | None:
        """The section that has this very title."""
        return self._exact.get(letter_key(read_title(title)))

    def _read(self, title: str) -> tuple[int, ...]:
        """The sections that a title means, in the pack's order; empty for none."""
        exact = self.exactly(title)
        if exact is not None:
            return (exact,)
        found = self._matching(read_title(title))
        parts = _BETWEEN_ROLES.split(title) if len(title) <= _LONGEST_COMBINED else ()
        if len(parts) > 1:
            for part in parts:
                exact = self.exactly(part) if part else None
                found |= {exact} if exact is not None else self._matching(read_title(part)) if part else set()
        return tuple(sorted(found))

    def _matching(self, title: Title) -> set[int]:
        return next(({index} for index, each in self._patterns if each.takes(title)), set())

    def has_slips(self, title: str) -> bool:
        """Whether a title that nothing took is that of a section but for slips."""
        near = closest(letters_of(title), [each for candidates in self.wordings for each in candidates])
        return near is not None and bool(slips_in(title, near[0]))

    def _prescribed(self, title: str) -> tuple[int, Candidate, tuple[Slip, ...]] | None:
        """What a title that a lenient matcher took was meant to be, if that is long and prescribed and there are slips
        in it that nobody would want.
        """
        if len(title) < _SHORTEST_PRESCRIBED - 2 or self.exactly(title) is not None:
            return None
        letters = letters_of(title)
        for index in self.read(title):
            near = closest(
                letters, [each for each in self.wordings[index] if len(each.wording) >= _SHORTEST_PRESCRIBED]
            )
            slips = slips_in(title, near[0]) if near is not None else ()
            if near is not None and slips and not any(is_free(title, slip) for slip in slips):
                return index, near[0], slips
        return None


def wordings(spec: SectionSpec) -> tuple[str, ...]:
    """The titles that a section may have word for word, the one to offer first."""
    plain = [each.text for each in spec.match if isinstance(each, Wording)]
    return tuple(dict.fromkeys([*([spec.heading] if spec.heading else []), *plain]))
