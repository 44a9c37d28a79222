"""A new draft of the kind that a pack describes: its title, its headings with their numbers, and a blank wherever
something is to be written.
"""

from collections.abc import Iterator, Sequence

from duizhao.document import Number
from duizhao.findings import Message
from duizhao.heading_style import ladder_of, of_system
from duizhao.rules import RuleSet
from duizhao.rules.matchers import Wording, read_title
from duizhao.rules.model import SectionSpec

_BLANK = Message("【待补充】", "TODO")
_HINT = Message("提示：", "Hint: ")
_OPTIONAL = Message("这一节可以没有，不需要就删去。", "This section may be left out.")
_DEEPEST = 6


def skeleton(rules: RuleSet, language: str = "zh") -> str:
    """The text of a new draft under `rules`, with hints as comments in `language` (zh or en).

    The pack itself finds nothing wrong with it but its blanks.
    """
    return "\n\n".join(_Skeleton(rules, language).paragraphs()) + "\n"


def report_title(rules: RuleSet) -> str:
    """A title that a report under `rules` may have; empty when the pack has none to offer."""
    named = rules.title.zh
    if rules.outline is None or rules.outline.title is None:
        return named if rules.outline is not None else ""
    spec, read = rules.outline.title, read_title(named)
    short = spec.max_length is None or len(named) <= spec.max_length
    if named and short and any(each.takes(read) for each in spec.match):
        return named
    return next((each.text for each in spec.match if isinstance(each, Wording)), "")


class _Skeleton:
    """A draft being laid out."""

    def __init__(self, rules: RuleSet, language: str) -> None:
        self.rules = rules
        self.language = language
        self.blank = _BLANK.in_language(language)
        self.ladder = ladder_of(rules.numbering)

    def paragraphs(self) -> Iterator[str]:
        """Its paragraphs, blank lines between them left out."""
        yield f"---\nreport: {self.rules.pack_id}\n---"
        yield f"# {report_title(self.rules) or self.blank}"
        yield self.blank
        if self.rules.outline is not None:
            yield from self._sections(self.rules.outline.sections, 0, None)

    def _sections(self, specs: Sequence[SectionSpec], depth: int, parent: Number | None) -> Iterator[str]:
        ordinal = 0
        for spec in specs:
            for _ in range(spec.repeat.least):
                ordinal += 1
                line, number = self._heading(depth, ordinal, parent, spec.heading or self.blank)
                yield line
                yield from self._hints(spec)
                if spec.sections:
                    yield from self._sections(spec.sections, depth + 1, number)
                elif spec.fields:
                    yield self._heading(depth + 1, 1, number, self.blank)[0]
                    yield from (f"{field.label}：{self.blank}" for field in spec.fields)
                else:
                    yield self.blank

    def _heading(self, depth: int, ordinal: int, parent: Number | None, title: str) -> tuple[str, Number | None]:
        """The heading line, and its number."""
        marks = "#" * min(depth + 2, _DEEPEST) + " "
        style = of_system(marks, self.ladder[depth] if depth < len(self.ladder) else None)
        text = style.numbered(ordinal, parent)
        number = None if style.number is None else Number(style.number.system, ordinal, text.rstrip())
        return style.line(text, title), number

    def _hints(self, spec: SectionSpec) -> Iterator[str]:
        hints = [] if spec.required else [_OPTIONAL.in_language(self.language)]
        hints += [] if spec.hint is None else [spec.hint.in_language(self.language)]
        if hints:
            text = ("" if self.language == "zh" else " ").join(hints).replace("-->", "→")
            yield f"<!-- {_HINT.in_language(self.language)}{text} -->"
