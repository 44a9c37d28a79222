"""The outline of a document as editors and the terminal show it."""

from dataclasses import dataclass
from enum import Enum

from duizhao.document import Confidence, Document, Form, Heading, Section, heading_span
from duizhao.findings import Message
from duizhao.length import characters
from duizhao.text import Span


class Standing(Enum):
    """What a heading is in the outline."""

    TITLE = "the report's title"
    BRANCH = "a section with sections under it"
    LEAF = "a section without any"


@dataclass(frozen=True, slots=True)
class Symbol:
    """One heading with all that stands under it. Spans are code points of the document.

    `name` is number and title, empty for a heading that has neither yet; `span` reaches from the heading to the end of
    the last section under it, without its last line end, and holds `selection`, the words of the heading; `length` is
    that of all this text, as `duizhao.length` counts it.
    """

    name: str
    standing: Standing
    form: Form
    confidence: Confidence
    length: int
    span: Span
    selection: Span
    children: tuple["Symbol", ...] = ()

    @property
    def detail(self) -> Message:
        """How the heading is written where that is not by markup, how sure it is, and the length."""
        zh, en = [f"{self.length} 字"], [f"{self.length} characters"]
        if self.form in _FORMS:
            zh.insert(0, _FORMS[self.form].zh)
            en.insert(0, _FORMS[self.form].en)
        if self.confidence is Confidence.POSSIBLE:
            zh.append("不一定是标题")
            en.append("perhaps no heading")
        return Message(" · ".join(zh), " · ".join(en))


_FORMS = {Form.RUN_IN: Message("段首标题", "run-in heading"), Form.BOLD: Message("粗体标题", "bold heading")}


def symbols(document: Document) -> tuple[Symbol, ...]:
    """The document's headings as a forest, in the order of the text."""
    outline, sections = document.outline, document.sections
    made: dict[int, Symbol] = {}
    for index in range(len(sections) - 1, -1, -1):
        heading = sections[index].heading
        if heading is not None:
            children = tuple([made.pop(child) for child in outline.children[index]])
            made[index] = _symbol(document, index, heading, children)
    return tuple([made[root] for root in outline.roots])


def _symbol(document: Document, index: int, heading: Heading, children: tuple[Symbol, ...]) -> Symbol:
    section = document.sections[index]
    start = document.starts[index]
    end = children[-1].span.end if children else start + _visible(section)
    left, right = heading_span(heading).shifted(start)
    right = max(start, min(right, end))
    return Symbol(
        heading.text,
        _standing(heading, children),
        heading.form,
        heading.confidence,
        characters(section) + sum([child.length for child in children]),
        Span(start, end),
        Span(max(start, min(left, right)), right),
        children,
    )


def _standing(heading: Heading, children: tuple[Symbol, ...]) -> Standing:
    if heading.level == 1 and heading.number is None:
        return Standing.TITLE
    return Standing.BRANCH if children else Standing.LEAF


def _visible(section: Section) -> int:
    """The section's length without its last line end."""
    text = section.text
    return len(text) - (2 if text.endswith("\r\n") else text.endswith(("\n", "\r")))
