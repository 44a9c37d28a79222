"""Makes a pasted text real Markdown: its headings get their marks, its paragraphs the blank lines between them."""

from collections.abc import Callable, Iterable, Sequence

from duizhao.checkers import Skeleton
from duizhao.checkers.flowing_lines import parting
from duizhao.checkers.indented_prose import outdenting
from duizhao.checkers.plain_headings import marking
from duizhao.document import Document
from duizhao.findings import Place, Replacement
from duizhao.rewriting import Rewriting
from duizhao.text import Span


def conversion(document: Document) -> tuple[Replacement[Span], ...]:
    """What to replace, in the order of the text; nothing where the text is Markdown already."""
    rewriting = Rewriting(document)
    for step in _STEPS:
        rewriting.apply(step(rewriting.document))
    return rewriting.replacements


def _outdented(document: Document) -> list[Replacement[Span]]:
    """Text whose indent makes it code comes first: it may hold headings."""
    return [
        replacement
        for index, section in enumerate(document.sections)
        for replacement in _placed(document, outdenting(section), index)
    ]


def _parted(document: Document) -> list[Replacement[Span]]:
    return _placed(document, parting(Skeleton.of(document)))


def _marked(document: Document) -> list[Replacement[Span]]:
    return _placed(document, marking(Skeleton.of(document)))


def _placed(
    document: Document, replacements: Iterable[Replacement[Place]], section: int = 0
) -> list[Replacement[Span]]:
    """The replacements in the document, the subjects of their places counting from `section`."""
    return [
        Replacement(place.span.shifted(document.starts[section + place.subject]), text) for place, text in replacements
    ]


_STEPS: Sequence[Callable[[Document], list[Replacement[Span]]]] = (_outdented, _parted, _marked)
