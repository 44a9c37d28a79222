"""headings/level-skipped: a marked-up heading two or more levels below the one it stands under."""

from collections.abc import Callable, Iterator

from duizhao.checkers.checker import Code, DocumentChecker, Skeleton
from duizhao.checkers.wording import named
from duizhao.document import Form
from duizhao.findings import Finding, Fix, Message, Place, Related, Replacement
from duizhao.rules import RuleSet

CODE = Code("headings/level-skipped", Message("标题跳级", "Heading level skipped"))

_MARKED = frozenset({Form.ATX, Form.SETEXT})


def _check(skeleton: Skeleton) -> Iterator[Finding]:
    """Of sisters that skip a level, the first one tells it for all."""
    headings, parents = skeleton.headings, skeleton.outline.parents
    told: set[int] = set()
    for section, heading in enumerate(headings):
        parent = parents[section]
        above = headings[parent] if parent >= 0 else None
        if heading is None or above is None or above.form not in _MARKED or parent in told:
            continue
        level, upper = heading.level or 0, above.level or 0
        if heading.form is not Form.ATX or level <= upper + 1:
            continue
        told.add(parent)
        yield Finding(
            CODE.id,
            Message(
                f"{upper}级标题“{named(above)}”之下是{level}级标题，跳过了{upper + 1}级",
                f"a heading of level {level} stands under one of level {upper}, “{named(above)}”",
            ),
            Place(section, heading.marks),
            (Related(Place(parent, above.title_span), Message("它在这个标题之下", "it stands under this heading")),),
            _raised(skeleton, parent, upper + 1),
        )


def _raised(skeleton: Skeleton, parent: int, level: int) -> Fix[Place]:
    """The headings right under `parent` become headings of `level`, and what stands under them comes along."""
    replacements = []
    for child in skeleton.outline.children[parent]:
        heading = skeleton.headings[child]
        by = (heading.level or 0) - level if heading else 0
        for section in range(child, skeleton.outline.end(child)) if by > 0 else ():
            inside = skeleton.headings[section]
            if inside and inside.form is Form.ATX and inside.level:
                replacements.append(Replacement(Place(section, inside.marks), "#" * (inside.level - by)))
    return Fix(Message(f"改为{level}级标题", f"Make it a heading of level {level}"), tuple(replacements))


def _prepare(_: RuleSet) -> Callable[[Skeleton], Iterator[Finding]]:
    return _check


CHECKER = DocumentChecker((CODE,), _prepare, by_titles=False)
