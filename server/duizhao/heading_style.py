"""How a draft writes its headings at one level, and the next heading in that way."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from duizhao.document import Form, Heading, Number, Section, System
from duizhao.document.numbering import write_number
from duizhao.rules.model import Numbering

_BLANKS = " \t\u3000\ufeff"
_SPACED = frozenset({System.PART, System.CHAPTER, System.DIVISION, System.ARTICLE, System.ROMAN, System.DECIMAL})
_DECIMAL_PARENTS = (System.DECIMAL, System.DIGIT_DOT)


@dataclass(frozen=True, slots=True)
class HeadingStyle:
    """What stands around a title: `before` the number (indent, `## `, `**`), between number and title (`gap`), and
    `after` the title (`**`, a full stop). `number` is one of the level, None where titles have none; `underline` is
    the line under a Setext heading.
    """

    before: str = ""
    number: Number | None = None
    gap: str = ""
    after: str = ""
    underline: str = ""

    @property
    def indent(self) -> str:
        """The blanks that the line begins with."""
        return self.before[: len(self.before) - len(self.before.lstrip(_BLANKS))]

    @property
    def marks(self) -> str:
        """The `#` that the heading begins with."""
        return self.before.strip(_BLANKS + "*_")

    def under(self, marks: str) -> "HeadingStyle":
        """The same with these `#` in front instead of what the level has."""
        return replace(self, before=f"{marks} ", after=self.after.strip("*_"), underline="")

    def numbered(self, ordinal: int, parent: Number | None = None) -> str:
        """The number of the `ordinal`-th heading of this level, with the gap after it; empty where there are none.

        Decimal numbers go on from that of the `parent`: 2.1 under 2.
        """
        if self.number is None:
            return ""
        if self.number.system is System.DECIMAL and parent is not None and parent.system in _DECIMAL_PARENTS:
            end = self.number.text[-1] if not self.number.text[-1].isdecimal() else ""
            return f"{parent.text.rstrip('.．、')}.{ordinal}{end}{self.gap}"
        return write_number(self.number.system, ordinal, like=self.number) + self.gap

    def line(self, number: str, title: str) -> str:
        """The heading that has this number, as `numbered` writes it, and this title."""
        line = f"{self.before}{number}{title}{self.after}"
        return f"{line}\n{self.underline}" if self.underline else line


def style_of(section: Section) -> HeadingStyle:
    """How the heading of `section` is written; the empty style for a section without one.

    A line that is a heading only because the draft begins with it is written with `#` elsewhere.
    """
    heading = section.heading
    if heading is None:
        return HeadingStyle()
    if heading.form is Form.TITLE:
        return HeadingStyle("# ")
    text = section.text
    underline = ""
    if heading.form is Form.SETEXT:
        underline = section.blocks[0].text.splitlines()[1].strip()
    return HeadingStyle(
        text[: heading.number_span.start].lstrip("\ufeff"),
        heading.number,
        text[heading.number_span.end : heading.title_span.start],
        text[heading.title_span.end : heading.span.end],
        underline,
    )


def first_style(parent: Heading | None, ladder: Sequence[System], *, is_title: bool) -> HeadingStyle:
    """How headings below `parent` are written when there are none yet: one `#` more, or plain where it is plain, and
    the next number system of the ladder. None as parent: a draft without headings, which begins with `##`.
    """
    if parent is None:
        return of_system("## ", ladder[0] if ladder else None)
    system = _next_system(parent.number, ladder, is_title=is_title)
    if parent.form is Form.BOLD and not is_title:
        return replace(of_system("**", system), after="**")
    if parent.form in (Form.ATX, Form.SETEXT) or system is None:
        return of_system("#" * min((parent.level or 2) + 1, 6) + " ", system)
    return of_system("", system)


def _next_system(number: Number | None, ladder: Sequence[System], *, is_title: bool) -> System | None:
    if number is None:
        return ladder[0] if is_title and ladder else None
    if number.system is System.DECIMAL:
        return System.DECIMAL
    if number.system in ladder[:-1]:
        return ladder[ladder.index(number.system) + 1]
    return next((system for system in ladder if system.rank > number.system.rank), None)


def of_system(before: str, system: System | None) -> HeadingStyle:
    """The plain style of a number system; without numbers for None."""
    if system is None:
        return HeadingStyle(before)
    gap = " " if system in _SPACED or (system is System.DIGIT_DOT and "#" in before) else ""
    return HeadingStyle(before, Number(system, 1, write_number(system, 1)), gap)


def ladder_of(numbering: Numbering | None) -> tuple[System, ...]:
    """The number systems of the levels, from the top; empty where headings have no numbers."""
    return () if numbering is None else tuple(System(level) for level in numbering.levels)
