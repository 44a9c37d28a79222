"""Where a line is to be put into a draft."""

import re
from collections.abc import Iterator

from duizhao.document import Document, Kind
from duizhao.rules import RuleSet
from duizhao.rules.model import SectionSpec
from duizhao.structure import Alignment, align

_BLANK_LINE = re.compile(r"(?:\r\n?|\n)[ \t\u3000]*(?:\r\n?|\n)$")


class Place:
    """Where a line can be put into a draft that does not have it yet: `at` code points into section `section`."""

    def __init__(self, document: Document, offset: int, rules: RuleSet) -> None:
        self.document = document
        self.section = document.section_at(offset)
        self.at = offset - document.starts[self.section]
        self.rules = rules
        outline = rules.outline
        headings = [each.heading for each in document.sections]
        self.alignment: Alignment | None = align(headings, document.outline, outline) if outline else None
        facts = document.sections[self.section].facts
        self.labels_before = [label for label in facts.labels if label.span.start < self.at]
        self.labels_behind = [label for label in facts.labels if label.span.start >= self.at]

    def specs_around(self) -> Iterator[SectionSpec]:
        """What the pack calls the sections around the place, the innermost first."""
        if self.alignment is None or self.document.sections[self.section].heading is None:
            return
        for around in reversed(self.document.outline.path(self.section)):
            reading = self.alignment.readings.get(around)
            if reading is not None:
                yield from (reading.spec, *reading.also)

    @property
    def in_item(self) -> bool:
        """Whether it stands in an item that has fields already, or that ought to have some."""
        if self.labels_before:
            return True
        spec = next(self.specs_around(), None)
        reading = self.alignment.readings.get(self.section) if self.alignment is not None else None
        return reading is None and spec is not None and bool(spec.fields)

    @property
    def is_before_all_headings(self) -> bool:
        """Whether no heading stands before it."""
        return self.section == 0 and self.document.sections[0].heading is None

    @property
    def is_after_blank_line(self) -> bool:
        """Whether the line before it is blank, or there is none."""
        before = self.document.sections[self.section].text[: self.at]
        return not before.strip() or _BLANK_LINE.search(before) is not None

    def blank_line(self) -> str:
        """What stands between two paragraphs of this draft: one line end or two."""
        blocks = [block for each in self.document.sections[max(0, self.section - 3) :][:5] for block in each.blocks]
        kinds = (Kind.HEADING, Kind.PARAGRAPH)
        texts = [block.text for block in blocks[:-1] if block.kind in kinds and block.text.strip("\ufeff\r\n")]
        tight = sum(1 for text in texts if len(text.rstrip()) + 2 > len(text.replace("\r\n", "\n")))
        return "\n" if tight * 2 > len(texts) else "\n\n"
