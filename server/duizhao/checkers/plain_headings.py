"""paste/plain-headings: a pasted text whose headings are plain lines, which Markdown takes for ordinary text."""

from collections.abc import Callable, Iterable, Iterator

from duizhao.checkers.checker import Code, DocumentChecker, Skeleton
from duizhao.document import Confidence, Form, Heading
from duizhao.findings import Finding, Fix, Message, Place, Replacement, Severity
from duizhao.rules import RuleSet
from duizhao.text import Span

CODE = Code("paste/plain-headings", Message("标题没有标记", "Headings without marks"), Severity.HINT)

_FEWEST = 3
_DEEPEST = 6
_ITEM_ENDS = ("；", ";")
_STOPS = ("。", ".")
_MARKED = (Form.ATX, Form.SETEXT)


def _prepare(rules: RuleSet) -> Callable[[Skeleton], Iterable[Finding]]:
    return _check


def _check(skeleton: Skeleton) -> Iterator[Finding]:
    """Told once, and only where not one heading is marked up and there is no front matter: who writes these knows what
    Markdown takes for a heading.
    """
    headings = skeleton.headings
    if skeleton.front_matter.entries or any(heading is not None and heading.form in _MARKED for heading in headings):
        return
    plain = _plain(skeleton)
    numbered = [index for index in plain if _number_form(headings[index])]
    if len(numbered) < _FEWEST:
        return
    first = headings[numbered[0]]
    assert first is not None
    title = Message(f"给{len(plain)}个标题加上“#”号", f"Mark {len(plain)} headings with #")
    yield Finding(
        CODE.id,
        Message(
            "标题没有“#”号，Markdown 不认得，预览里与正文一样",
            "headings without # are no headings to Markdown; a preview shows them as text",
        ),
        Place(numbered[0], Span(first.number_span.start, first.title_span.end)),
        fix=Fix(title, marking(skeleton), safe=False),
    )


def marking(skeleton: Skeleton) -> tuple[Replacement[Place], ...]:
    """What makes every plain heading one to Markdown, each at its level; those that have marks keep them."""
    levels = _levels(skeleton)
    return tuple(
        replacement
        for index in _plain(skeleton)
        if (heading := skeleton.headings[index]) is not None
        for replacement in _marked(index, heading, levels[index])
    )


def _plain(skeleton: Skeleton) -> list[int]:
    return [
        index
        for index, heading in enumerate(skeleton.headings)
        if heading is not None and _is_plain(heading, index) and not _is_sentence(skeleton, heading, index)
    ]


def _is_sentence(skeleton: Skeleton, heading: Heading, index: int) -> bool:
    """Whether it ends like one and nothing is under it: an item of a list, not the head of anything."""
    alone = skeleton.text_starts[index] is None and not skeleton.outline.children[index]
    return heading.closing in _STOPS and alone


def _is_plain(heading: Heading, index: int) -> bool:
    """Whether the whole line is a heading that a `#` can mark: run-in headings stay in front of their text."""
    if "\n" in heading.title or "\r" in heading.title or heading.confidence is Confidence.POSSIBLE:
        return False
    if heading.form is Form.TITLE or (heading.form is Form.BOLD and index <= 1):
        return True
    return (
        heading.form in (Form.NUMBERED, Form.BOLD) and heading.number is not None and heading.closing not in _ITEM_ENDS
    )


def _number_form(heading: Heading | None) -> bool:
    return heading is not None and heading.form is Form.NUMBERED


def _levels(skeleton: Skeleton) -> list[int]:
    """The level of each section: what its marks say, else 1 for the title, 2 for the main parts, also where there is
    no title.
    """
    levels: list[int] = []
    for heading, parent in zip(skeleton.headings, skeleton.outline.parents, strict=True):
        if heading is not None and heading.form in _MARKED and heading.level is not None:
            levels.append(heading.level)
            continue
        top = 1 if heading is not None and heading.number is None else 2
        levels.append(min(levels[parent] + 1, _DEEPEST) if parent >= 0 else top)
    return levels


def _marked(index: int, heading: Heading, level: int) -> Iterator[Replacement[Place]]:
    """The `#` instead of the indent, and of the asterisks of a bold line."""
    start = min(heading.number_span.start, heading.title_span.start)
    end = heading.title_span.end + len(heading.closing)
    yield Replacement(Place(index, Span(0, start)), "#" * level + " ")
    if heading.span.end > end:
        yield Replacement(Place(index, Span(end, heading.span.end)), "")


CHECKER = DocumentChecker((CODE,), _prepare)
