"""What a vocabulary holds: fragments from which the sentences of one kind of report are put together.

A template may name {subject} (what the problem is about), {other} (another word for it), {number}, {small}, {part},
{day}, {date}, {owner} and {place}. Templates without {subject} and {other} share no word with their problem.
"""

import re
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

_SLOT = re.compile(r"\{(\w+)\}")


class Subject(NamedTuple):
    """What a problem is about, and another word for it."""

    name: str
    other: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The fragments of one kind in one language.

    `headings` are the titles of sections by role, `names` how a problem is called, `titles` how a cause or a measure is
    called, by role; of both and of `texts` some take up the problem's words (`alike`), some do not (`apart`).
    """

    kind: str
    language: str
    report_titles: tuple[str, ...]
    openings: tuple[str, ...]
    intros: tuple[str, ...]
    headings: dict[str, tuple[str, ...]]
    subjects: tuple[Subject, ...]
    failings: tuple[str, ...]
    evidence: tuple[str, ...]
    alike: dict[str, tuple[str, ...]]
    apart: dict[str, tuple[str, ...]]
    titles_alike: dict[str, tuple[str, ...]]
    titles_apart: dict[str, tuple[str, ...]]
    owners: tuple[str, ...]
    places: tuple[str, ...]
    dates: tuple[str, ...]
    results: tuple[str, ...]
    closings: tuple[str, ...] = ()

    def fill(self, template: str, rng: Random, subject: Subject) -> str:
        """`template` with its slots filled, each one anew."""

        def value(slot: re.Match[str]) -> str:
            match slot[1]:
                case "subject":
                    return subject.name
                case "other":
                    return subject.other
                case "number":
                    return str(rng.randint(11, 98))
                case "small":
                    return str(rng.randint(2, 9))
                case "part":
                    return f"{rng.randint(20, 96)}.{rng.randint(1, 9)}%"
                case "day":
                    return str(rng.randint(3, 28))
                case "date":
                    return rng.choice(self.dates)
                case "owner":
                    return rng.choice(self.owners)
                case "place":
                    return rng.choice(self.places)
            raise KeyError(slot[1])

        return _SLOT.sub(value, template)
