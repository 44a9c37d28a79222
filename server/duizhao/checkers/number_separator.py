"""numbering/separator: a mark after （一）, （1） or ①, which need none."""

from collections.abc import Callable, Iterator

from duizhao.checkers.checker import Code, SectionChecker
from duizhao.document import Section
from duizhao.findings import Finding, Fix, Message, Place, Replacement
from duizhao.rules import RuleSet
from duizhao.text import Span

CODE = Code("numbering/separator", Message("序号后多了标点", "Mark after a bracketed number"))


def _check(section: Section) -> Iterator[Finding]:
    heading = section.heading
    number = heading.number if heading else None
    if heading is None or number is None or not number.separator or heading.title[:1].isascii():
        return
    mark, bare = number.separator, number.text.removesuffix(number.separator)
    place = Place(0, Span(heading.number_span.end - len(mark), heading.number_span.end))
    yield Finding(
        CODE.id,
        Message(f"“{bare}”后面不加“{mark}”", f"no {mark} after {bare}"),
        place,
        fix=Fix(Message(f"删去“{mark}”", f"Remove {mark}"), (Replacement(place, ""),)),
    )


def _prepare(_: RuleSet) -> Callable[[Section], Iterator[Finding]]:
    return _check


CHECKER = SectionChecker((CODE,), _prepare)
