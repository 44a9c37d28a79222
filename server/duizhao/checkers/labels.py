"""labels/missing, labels/empty, labels/order: labelled fields (整改问题：…) held against the sisters' and the pack's.

What is compared are records: the sections of one family that have labels, and the records of one section, which begin
again and again with the same label. Where a label's value is a list whose paragraphs read as headings, the labels
behind that list belong to the record, too.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from duizhao.checkers.checker import Code, Family, FamilyChecker
from duizhao.document import Facts, Label, heading_span
from duizhao.findings import Finding, Message, Place, Related, Severity
from duizhao.pairing.labels import role_of
from duizhao.pairing.listed import begins_list, open_label
from duizhao.pairing.model import Role
from duizhao.rules import RuleSet
from duizhao.rules.matchers import read_title
from duizhao.rules.model import FieldSpec, SectionSpec

MISSING = Code("labels/missing", Message("缺栏目", "Labelled field missing"))
EMPTY = Code("labels/empty", Message("栏目没有内容", "Labelled field empty"))
ORDER = Code("labels/order", Message("栏目顺序与同级不同", "Labelled fields in another order"), Severity.INFORMATION)

_FEWEST_OTHERS = 2
_MOST_OTHERS = 60
_ENOUGH_OTHERS = 3


class _Record:
    """Labels that belong together, each with the subject it stands in. `at` is where a label that it lacks is told;
    `nested`: headings follow.
    """

    def __init__(
        self,
        subjects: Sequence[int],
        at: Place,
        labels: Sequence[Label],
        *,
        nested: bool = False,
        judged: bool = True,
    ) -> None:
        self.subjects = subjects
        self.at = at
        self.labels = labels
        self.nested = nested
        self.judged = judged

    @cached_property
    def fields(self) -> Mapping[str, int]:
        """The names of the labels that open their lines, in order, each with the place of the first one."""
        fields: dict[str, int] = {}
        for place, label in enumerate(self.labels):
            if label.opens_line:
                fields.setdefault(label.name, place)
        return fields

    @cached_property
    def mentioned(self) -> frozenset[str]:
        """All labels, also those inside a line."""
        return frozenset([label.name for label in self.labels])

    def is_filled(self, name: str, known: frozenset[str]) -> bool:
        """Whether field `name` has a value: what follows may be one, as headings, or as a label that is not `known`."""
        place = self.fields[name]
        if not self.labels[place].empty:
            return True
        following = self.labels[place + 1 :]
        return following[0].name not in known if following else self.nested

    def place(self, name: str) -> Place:
        place = self.fields[name]
        return Place(self.subjects[place], self.labels[place].span)

    def as_evidence(self) -> "_Record":
        """The same record, not to be judged again."""
        return _Record(self.subjects, self.at, self.labels, nested=self.nested, judged=False)


class _Written(NamedTuple):
    """A child of a family with all labels that belong to it, those of its own text first: `own` is their number."""

    facts: Facts
    subject: int
    labels: tuple[Label, ...]
    subjects: tuple[int, ...]
    own: int
    nested: bool


def _prepare(rules: RuleSet) -> Callable[[Family], Iterable[Finding]]:
    specs = tuple(_with_fields(rules.outline.sections)) if rules.outline else ()
    return lambda family: _check(family, specs)


def _with_fields(sections: Iterable[SectionSpec]) -> Iterator[SectionSpec]:
    for section in sections:
        if section.fields:
            yield section
        yield from _with_fields(section.sections)


def _check(family: Family, specs: Sequence[SectionSpec]) -> Iterator[Finding]:
    if _holds_records(family) or _is_mixed(family):
        return
    spec = _spec_of(family.parent, specs) if family.parent else None
    sisters: list[_Record] = []
    openings: set[str] = set()
    for child in _written(family):
        facts = child.facts
        own = _spec_of(facts, specs)
        records = _records_in(child)
        if len(records) > 1:
            yield from _judged(records, own.fields if own else ())
            sisters += [record.as_evidence() for record in records]
            openings.add(next(iter(records[0].fields)))
        elif facts.labels or (spec and facts.has_text and not child.nested and not _is_section(spec, facts)):
            sisters.append(_record_of(child))
    wanted = spec.fields if spec else ()
    if openings and not wanted:  # beside lists of records, what does not begin as they do is none
        sisters = [each if each.mentioned & openings else each.as_evidence() for each in sisters]
    yield from _judged(sisters, wanted)


def _holds_records(family: Family) -> bool:
    """Whether the children are lists of records that begin in the parent's text, and the next ones' beginnings: these
    are judged beside the parent's own sisters.
    """
    if family.parent is None or open_label(family.parent) is None or not begins_list(family.children[0].heading):
        return False
    return any(
        label.opens_line and role_of(label.name) == "problem" for each in family.children for label in each.labels
    )


def _is_mixed(family: Family) -> bool:
    """Whether what a record lists reads as its sisters: which labels belong to it is not to be told."""
    return any(open_label(one) is not None and begins_list(other.heading) for one, other in pairwise(family.children))


def _written(family: Family) -> Iterator[_Written]:
    subject = len(family.children)
    for number, (facts, nested, behind) in enumerate(
        zip(family.children, family.nested, family.behind, strict=True), 1
    ):
        labels, subjects = list(facts.labels), [number] * len(facts.labels)
        if behind:
            labels[-1] = labels[-1]._replace(continued=True)
        for each in behind:
            subject += 1
            labels += each
            subjects += [subject] * len(each)
        yield _Written(facts, number, tuple(labels), tuple(subjects), len(facts.labels), nested and not behind)


def _spec_of(facts: Facts, specs: Sequence[SectionSpec]) -> SectionSpec | None:
    """What the pack calls this section, if it asks for fields in it."""
    if not specs or facts.heading is None:
        return None
    title = read_title(facts.heading.title)
    return next((spec for spec in specs if spec.takes(title)), None)


def _is_section(spec: SectionSpec, facts: Facts) -> bool:
    """Whether this is one of the sections inside `spec`, and so none of its items."""
    if facts.heading is None:
        return False
    title = read_title(facts.heading.title)
    return any(inner.takes(title) for inner in spec.sections)


def _record_of(child: _Written) -> _Record:
    heading = child.facts.heading
    at = Place(child.subject, heading_span(heading) if heading else child.labels[0].span)
    return _Record(child.subjects, at, child.labels, nested=child.nested)


def _records_in(child: _Written) -> list[_Record]:
    """The records of one section; a single one is the section itself."""
    labels, subjects = child.labels, child.subjects
    opening = _opening(labels[: child.own]) or _opening(labels, "problem")
    if opening is None:
        return []
    starts = [n for n, label in enumerate(labels) if label.opens_line and label.name == opening]
    return [
        _Record(
            subjects[start:stop],
            Place(subjects[start], labels[start].span),
            labels[start:stop],
            nested=child.nested and stop is None,
        )
        for start, stop in zip(starts, [*starts[1:], None], strict=True)
    ]


def _opening(labels: Sequence[Label], role: Role | None = None) -> str | None:
    """The first name, of those of a role if one is given, that opens a line more than once."""
    if len(labels) < 2:
        return None
    names = [label.name for label in labels if label.opens_line and (role is None or role_of(label.name) == role)]
    counts = Counter(names)
    return next((name for name in names if counts[name] > 1), None)


def _judged(records: Sequence[_Record], wanted: Sequence[FieldSpec]) -> Iterator[Finding]:
    """Findings on those records that have at least one field in common with others, or with what the pack asks for.

    Each is compared with those that stand nearest to it.
    """
    counts = Counter(name for record in records for name in record.mentioned)
    asked = frozenset([field.label for field in wanted])
    known = frozenset([name for name, count in counts.items() if count > 1]) | asked
    required = [field.label for field in wanted if field.required]
    alike = [record for record in records if not known.isdisjoint(record.mentioned)]
    passed = 0
    for record in records:
        near = max(0, min(passed - _MOST_OTHERS // 2, len(alike) - _MOST_OTHERS - 1))
        passed += passed < len(alike) and alike[passed] is record
        if not record.judged:
            continue
        others = [other for other in alike[near : near + _MOST_OTHERS + 1] if other is not record]
        yield from _missing(record, others, known, asked, required)
        if record.fields:
            yield from _empty(record, others, known, asked)
            yield from _disorder(record, others, known)


def _missing(
    record: _Record, others: Sequence[_Record], known: frozenset[str], asked: frozenset[str], required: Sequence[str]
) -> Iterator[Finding]:
    """One finding for all fields that the record lacks.

    Where no record has any field that the pack asks for, the items are others than these.
    """
    lacking = []
    if any(not asked.isdisjoint(each.mentioned) for each in (record, *others)):
        lacking = [name for name in required if name not in record.mentioned]
    by_pack = bool(lacking)
    if not known.isdisjoint(record.mentioned):
        lacking += [name for name in _shared(others, asked) if name not in record.mentioned and name not in lacking]
    lacking = [name for name in lacking if not _has_like(record, name, known)]
    if not lacking:
        return
    zh = "、".join(f"“{name}”" for name in lacking)
    en = " and ".join(lacking)
    if by_pack:
        message = Message(f"缺{zh}：这一节的每一条都要有", f"{en} missing: every item of this section must have it")
    else:
        message = Message(f"缺{zh}：其他各条都有", f"{en} missing: all others have it")
    yield Finding(MISSING.id, message, record.at, _related(others, lacking[0]), unfinished=True)


def _shared(others: Sequence[_Record], asked: frozenset[str]) -> list[str]:
    """The fields that all others have, if these are enough: three, or two of exactly the same make.

    Two are enough for a field that the pack names.
    """
    if len(others) < _FEWEST_OTHERS:
        return []
    shared = [name for name in others[0].fields if all(name in other.mentioned for other in others)]
    same = len(shared) > 1 and all(list(other.fields) == list(others[0].fields) for other in others)
    if len(others) >= _ENOUGH_OTHERS or same:
        return shared
    return [name for name in shared if name in asked]


def _has_like(record: _Record, name: str, known: frozenset[str]) -> bool:
    """Whether the record has a label of its own that may be meant for `name`: 完成时间 for 完成时限."""
    return any((own[:2] == name[:2] or own[-2:] == name[-2:]) for own in record.mentioned if own not in known)


def _empty(
    record: _Record, others: Sequence[_Record], known: frozenset[str], asked: frozenset[str]
) -> Iterator[Finding]:
    for name in record.fields:
        if name not in known or record.is_filled(name, known):
            continue
        filled = [other for other in others if name in other.fields and other.is_filled(name, known)]
        if filled or name in asked:
            message = Message(f"“{name}”后面没有内容", f"nothing is written after {name}")
            yield Finding(EMPTY.id, message, record.place(name), _related(filled, name), unfinished=True)


def _disorder(record: _Record, others: Sequence[_Record], known: frozenset[str]) -> Iterator[Finding]:
    """The first field that stands elsewhere than in all others, when these agree."""
    if len(others) < _FEWEST_OTHERS:
        return
    own = [name for name in record.fields if name in known and all(name in other.fields for other in others)]
    orders = {tuple(name for name in other.fields if name in own) for other in others}
    if len(orders) != 1 or tuple(own) in orders:
        return
    (usual,) = orders
    name = next(name for name, expected in zip(own, usual, strict=True) if name != expected)
    zh, en = "、".join(f"“{each}”" for each in usual), ", ".join(usual)
    yield Finding(
        ORDER.id,
        Message(f"“{name}”的位置与其他各条不同，其他各条的顺序是{zh}", f"elsewhere the order is {en}"),
        record.place(name),
        _related(others, name),
    )


def _related(others: Sequence[_Record], name: str) -> tuple[Related[Place], ...]:
    for other in others:
        if name in other.fields:
            return (Related(other.place(name), Message(f"“{name}”在这一条里有", f"here is {name}")),)
    return ()


CHECKER = FamilyChecker((MISSING, EMPTY, ORDER), _prepare)
