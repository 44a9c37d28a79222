"""Traces: what sections hold that may take part in pairing, read once and kept while a section is untouched."""

from duizhao.document import Document
from duizhao.document.references import ReferenceKind
from duizhao.document.tags import TagKind
from duizhao.text import Edit, Span

_DRAFT = """# 一、存在的问题

1. 门锁坏了。<!-- p1 -->
2. 灯不亮。

# 二、整改措施

针对第二个问题，换灯。<!-- for: p1 -->
"""


def test_each_section_has_its_own() -> None:
    problems, measures = [section.traces for section in Document.parse(_DRAFT).sections[-2:]]
    assert [unit.head for unit in problems.units] == ["门锁坏了", "灯不亮"]
    assert [tag.kind for tag in problems.tags] == [TagKind.ID]
    assert problems.references == ()
    assert measures.units == ()
    assert [tag.kind for tag in measures.tags] == [TagKind.FOR]
    assert [reference.kind for reference in measures.references] == [ReferenceKind.ORDINAL]


def test_spans_are_relative_to_the_section() -> None:
    section = Document.parse(_DRAFT).sections[-1]
    (reference,) = section.traces.references
    assert section.text[reference.span.start : reference.span.end] == "针对第二个问题"
    (tag,) = section.traces.tags
    assert section.text[tag.span.start : tag.span.end] == "<!-- for: p1 -->"


def test_an_edit_elsewhere_leaves_them_as_they_are() -> None:
    before = Document.parse(_DRAFT)
    kept = before.sections[-1].traces
    at = before.text.index("灯不亮")
    after = before.edited(Edit(Span(at, at), "走廊"))
    assert after.sections[-1].traces is kept
    assert [unit.head for unit in after.sections[-2].traces.units] == ["门锁坏了", "走廊灯不亮"]
    assert after.sections[-2].traces == Document.parse(after.text).sections[-2].traces
