"""numbering/mixed, numbering/styles, numbering/brackets: whether numbers that count together are written alike."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from duizhao.checkers.checker import Code, DocumentChecker, Skeleton
from duizhao.checkers.wording import named
from duizhao.document import Confidence, Heading, Number, Outline, System
from duizhao.findings import Finding, Fix, Message, Place, Related, Replacement, Severity
from duizhao.rules import RuleSet
from duizhao.text import Span

MIXED = Code("numbering/mixed", Message("同一组序号写法不一", "Numbers of one list written differently"))
STYLES = Code(
    "numbering/styles", Message("各组序号写法不一", "Lists numbered in different styles"), Severity.INFORMATION
)
BRACKETS = Code("numbering/brackets", Message("序号括号全角半角混用", "Brackets of numbers differ in width"))

_MARKED = frozenset({System.HAN, System.DIGIT_DOT, System.DIGIT_COMMA, System.DIGIT_HALF_PAREN})
_DIGITS = frozenset({System.DIGIT_DOT, System.DIGIT_COMMA})
_BRACKETED = frozenset({System.HAN_PAREN, System.DIGIT_PAREN})
_FULL, _HALF = str.maketrans("()", "（）"), str.maketrans("（）", "()")


class _Item(NamedTuple):
    """A numbered heading and the section that it opens."""

    section: int
    heading: Heading
    number: Number

    @property
    def mark(self) -> str:
        """What follows the numeral: the 、 of 一、 or the . of 1."""
        return self.number.text[-1]

    @property
    def place(self) -> Place:
        return Place(self.section, self.heading.number_span)

    @property
    def gap(self) -> Span:
        """The blanks between number and title."""
        return Span(self.heading.number_span.end, self.heading.title_span.start)


def _check(skeleton: Skeleton) -> Iterator[Finding]:
    items = _items(skeleton.headings)
    yield from _brackets([item for item in items.values() if item.number.system in _BRACKETED])
    runs = list(_runs(items, skeleton.outline))
    marks = Counter((item.number.system is System.HAN, item.mark) for run in runs for item in run)
    lists: list[tuple[bool, _Item]] = []
    for run in runs:
        usual = _usual(run, marks)
        yield from _mixed(run, usual)
        if len(run) > 1 and usual.number.system in _DIGITS:
            lists.append((usual.number.system is System.DIGIT_COMMA, usual))
    yield from _styles(lists)


def _items(headings: Sequence[Heading | None]) -> dict[int, _Item]:
    """The numbered headings by section; one that has no title yet may be half a number, and does not count."""
    return {
        section: _Item(section, heading, heading.number)
        for section, heading in enumerate(headings)
        if heading is not None and heading.number is not None and heading.title
    }


def _brackets(items: Iterable[_Item]) -> Iterator[Finding]:
    """Numbers whose brackets have another width than most of their system, or than each other."""
    systems: dict[System, list[_Item]] = {}
    for item in items:
        if item.number.text[0] in "（(":
            systems.setdefault(item.number.system, []).append(item)
    for system in systems.values():
        widths = Counter(item.number.fullwidth for item in system)
        full = widths[True] >= widths[False]
        wrong = [item for item in system if item.number.fullwidth is not full]
        model = next((item for item in system if item.number.fullwidth is full), None)
        for item in wrong:
            text = item.number.text
            right = text.translate(_FULL if full else _HALF)
            if model is None:
                zh, en = f"“{text}”的括号一半全角一半半角", f"the brackets of {text} do not match"
            else:
                zh = f"“{text}”的括号与“{named(model.heading)}”等处的{'全' if full else '半'}角括号不一致"
                en = f"{text} has other brackets than “{named(model.heading)}”"
            yield Finding(
                BRACKETS.id,
                Message(zh, en),
                item.place,
                (Related(model.place, Message(f"多数写作“{model.number.text}”", f"most are like {model.number.text}")),)
                if model
                else (),
                _change(item, right, item.place),
            )


def _runs(items: dict[int, _Item], outline: Outline) -> Iterator[list[_Item]]:
    """Sisters that count together: those with 一、, those with 1. or 1、, those with 1）, each list by itself."""
    for _, children in outline.families():
        open_runs: dict[int, list[_Item]] = {}
        for item in (items[child] for child in children if child in items):
            if item.number.system not in _MARKED:
                continue
            run = open_runs.get(item.number.system.rank)
            follows = run is not None and item.number.ordinal == run[-1].number.ordinal + 1
            if item.heading.confidence is Confidence.POSSIBLE and not follows:
                continue
            if run is None or (item.number.ordinal == 1 and not follows):
                if run is not None:
                    yield run
                run = open_runs[item.number.system.rank] = []
            run.append(item)
        yield from open_runs.values()


def _usual(run: Sequence[_Item], marks: Counter[tuple[bool, str]]) -> _Item:
    """The first member of the run that is written as most of them are, or else as most numbers of the text are."""
    here = Counter(item.mark for item in run)
    han = run[0].number.system is System.HAN
    usual = max(here, key=lambda mark: (here[mark], marks[han, mark], mark in ("、" if han else ".")))
    return next(item for item in run if item.mark == usual)


def _mixed(run: Iterable[_Item], usual: _Item) -> Iterator[Finding]:
    """Numbers written otherwise than the usual one; one that is used twice is wrong as such, and not told again."""
    used: set[int] = set()
    for item in run:
        again = item.number.ordinal in used
        used.add(item.number.ordinal)
        if item.mark == usual.mark or again:
            continue
        text, right = item.number.text, item.number.text[:-1] + usual.mark
        blank = " " if usual.gap.start < usual.gap.end else ""
        at = Place(item.section, Span(item.heading.number_span.start, item.gap.end))
        yield Finding(
            MIXED.id,
            Message(
                f"“{text}”与同组的“{usual.number.text}”写法不一，应为“{right}”",
                f"{text} is not written like {usual.number.text} beside it; it should be {right}",
            ),
            item.place,
            (Related(usual.place, Message(f"同组写作“{usual.number.text}”", f"its sister is {usual.number.text}")),),
            _change(item, right, at, right + blank),
        )


def _styles(lists: Sequence[tuple[bool, _Item]]) -> Iterator[Finding]:
    """Lists with 1. and lists with 1、 in one text; said once, where the rarer style first stands."""
    with_comma = sum(comma for comma, _ in lists)
    if not 0 < with_comma < len(lists):
        return
    rarer = with_comma * 2 < len(lists) or (with_comma * 2 == len(lists) and not lists[0][0])
    here = next(item for comma, item in lists if comma is rarer)
    there = next(item for comma, item in lists if comma is not rarer)
    yield Finding(
        STYLES.id,
        Message(
            f"这里用“{here.number.text}”，别处用“{there.number.text}”，全文最好一致",
            f"{here.number.text} here, {there.number.text} elsewhere: one text should have one style",
        ),
        here.place,
        (Related(there.place, Message(f"这里用“{there.number.text}”", f"{there.number.text} here")),),
    )


def _change(item: _Item, right: str, at: Place, new: str | None = None) -> Fix[Place]:
    text = item.number.text
    return Fix(Message(f"把“{text}”改为“{right}”", f"Change {text} to {right}"), (Replacement(at, new or right),))


def _prepare(_: RuleSet) -> Callable[[Skeleton], Iterator[Finding]]:
    return _check


CHECKER = DocumentChecker((BRACKETS, MIXED, STYLES), _prepare, by_titles=False)
