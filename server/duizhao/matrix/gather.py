"""The matrix of a draft out of its pairing."""

from collections.abc import Iterable, Iterator, Mapping

from duizhao.document.tags import TagKind
from duizhao.document.units import UnitForm, head_of
from duizhao.findings import Message
from duizhao.matrix.rows import Entry, Matrix, Row, Standing, Tone
from duizhao.pairing.labels import FieldKind, field_of
from duizhao.pairing.model import STATE_WORDS, Field, Item, Link, Role, State
from duizhao.pairing.pairing import Pairing
from duizhao.pairing.reasons import plain, reason
from duizhao.pairing.statuses import Status, status_of, told_status
from duizhao.selection import title_of
from duizhao.text import PositionEncoding

_TONES: Mapping[State, Tone] = {
    State.COVERED: Tone.DONE,
    State.INFERRED: Tone.LIKELY,
    State.JUSTIFIED: Tone.EXEMPT,
    State.PARTIAL: Tone.PARTLY,
    State.SUSPECT: Tone.PARTLY,
    State.UNDETERMINED: Tone.UNKNOWN,
    State.UNCOVERED: Tone.OPEN,
    State.NO_SOURCE: Tone.OPEN,
    State.NOT_FOLLOWED_UP: Tone.OPEN,
}


_OUTCOMES: Mapping[Status, tuple[str, Message, Tone]] = {
    Status.DONE: ("rectified", Message("已整改", "rectified"), Tone.DONE),
    Status.PARTLY: ("partly rectified", Message("部分整改", "partly rectified"), Tone.PARTLY),
    Status.ONGOING: ("being rectified", Message("正在整改", "being rectified"), Tone.PARTLY),
    Status.OPEN: ("not rectified", Message("未整改", "not rectified"), Tone.OPEN),
}

_STOPS = " \t\r\n\u3000。.：:，,"
_LONGEST_READ = 2000


def matrix_of(pairing: Pairing, language: str) -> Matrix:
    """The matrix of a draft, with all words in `language` (zh or en). Linear in the number of items and links."""
    return _Reading(pairing, language).matrix()


class _Reading:
    """Reads one pairing once."""

    def __init__(self, pairing: Pairing, language: str) -> None:
        self._pairing = pairing
        self._items = pairing.items
        self._language = language
        self._below: dict[int, list[int]] = {}
        """What of the same role is listed directly in each item."""
        self._holding_problems: set[int] = set()
        for index, item in enumerate(self._items):
            if item.parent is None:
                continue
            if self._items[item.parent].role == item.role:
                self._below.setdefault(item.parent, []).append(index)
            elif item.role == "problem":
                self._holding_problems.add(item.parent)

    def matrix(self) -> Matrix:
        """The rows are the items that are held against others: those that are to be answered, and the rest unless it
        answers one.
        """
        problems: list[Row] = []
        unanswering: list[Row] = []
        past: list[Row] = []
        asking = {link.problem for link in self._pairing.links}
        answering = {link.partner for link in self._pairing.links}
        for index, item in enumerate(self._items):
            if not item.paired:
                continue
            rows = past if item.past else problems
            if item.role == "problem" or (index in asking and index not in answering):
                rows.append(self._asking(len(rows) + 1, index))
            elif item.role == "follow-up" and index not in answering and self._is_reported(index):
                rows.append(self._reported(len(rows) + 1, index))
            elif answering.isdisjoint(self._with_parts(index)):
                (past if item.past else unanswering).append(self._unanswering(index))
        title = plain(title_of(self._pairing.document))
        return Matrix(self._language, title, tuple(problems), tuple(unanswering), tuple(past))

    def _asking(self, number: int, index: int) -> Row:
        """The row of a problem, or of a cause where measures answer causes."""
        by_partner: dict[int, Link] = {}
        for link in self._links(index):
            known = by_partner.get(link.partner)
            if known is None or link.tier < known.tier:
                by_partner[link.partner] = link
        item = self._items[index]
        entries: dict[Role, list[Entry]] = {item.role: [self._entry(index)]}
        for partner, link in sorted(by_partner.items()):
            entries.setdefault(self._items[partner].role, []).extend(self._listed(partner, self._why(link)))
        return Row(
            number,
            self._past_standing(index, by_partner) if item.past else self._standing(index),
            next(iter(entries.get("problem", ())), None),
            tuple(entries.get("cause", ())),
            tuple(entries.get("measure", ())),
            tuple(entries.get("follow-up", ())),
            self._remark(index, TagKind.NEEDS_NO),
        )

    def _links(self, index: int) -> Iterator[Link]:
        """What answers an item, what it stands under, or what is listed in it and has no row of its own."""
        above = self._items[index].parent
        while above is not None and self._items[above].role == self._items[index].role:
            yield from self._answers(above)
            above = self._items[above].parent
        for each in self._with_parts(index):
            yield from self._answers(each)

    def _answers(self, index: int) -> Iterator[Link]:
        return (link for link in self._pairing.links_of(index) if link.problem == index)

    def _parts(self, index: int) -> list[int]:
        """What is listed directly in an item and has no row of its own."""
        return [part for part in self._below.get(index, ()) if not self._items[part].paired]

    def _with_parts(self, index: int) -> Iterator[int]:
        waiting = [index]
        while waiting:
            each = waiting.pop()
            yield each
            waiting += self._parts(each)

    def _is_reported(self, index: int) -> bool:
        """Whether an item of a section of follow-ups is a problem and its follow-up in one: no problem stands in it."""
        group = self._pairing.groups[self._items[index].group]
        return group.role == "follow-up" and index not in self._holding_problems

    def _reported(self, number: int, index: int) -> Row:
        """The row of a problem whose title or first sentence is followed by what became of it, listed or told."""
        listed = [self._entry(part) for part in self._parts(index)]
        problem = self._entry(index)._replace(points=())
        return Row(number, self._past_standing(index, ()), problem, follow_ups=tuple(listed or self._body(index)))

    def _body(self, index: int) -> Iterator[Entry]:
        """What is written behind the name of an item: a list, else the first sentence."""
        item = self._items[index]
        section = self._pairing.document.sections[item.section]
        behind = section.text[item.span.end : item.end]
        start = item.span.end + len(behind) - len(behind.lstrip(_STOPS))
        units = [unit for unit in section.traces.units if unit.form is UnitForm.LIST_ITEM and not unit.depth]
        listed = [unit for unit in units if start <= unit.extent.start < item.end]
        if listed and listed[0].extent.start == start:
            yield from [Entry(plain(unit.head), self._line(item, unit.span.start)) for unit in listed]
        elif said := plain(head_of(section.text[start : item.end])):
            yield Entry(said, self._line(item, start))

    def _unanswering(self, index: int) -> Row:
        entry = tuple(self._listed(index))
        row = Row(None, self._standing(index), remark=self._remark(index, TagKind.FOR_NONE))
        match self._items[index].role:
            case "cause":
                return row._replace(causes=entry)
            case "measure":
                return row._replace(measures=entry)
            case _:
                return row._replace(follow_ups=entry)

    def _listed(self, index: int, why: str = "") -> Iterator[Entry]:
        """An item, or each line of what its label lists."""
        item, whole = self._items[index], self._entry(index, why)
        if len(item.points) < 2:
            yield whole
        else:
            yield from [
                whole._replace(text=plain(point.head), line=self._line(item, point.at), points=())
                for point in item.points
            ]

    def _entry(self, index: int, why: str = "") -> Entry:
        item = self._items[index]
        points = [point.head for point in item.points[1:]]
        points += [self._items[part].head for part in self._parts(index)]
        return Entry(
            plain(item.head),
            self._line(item, item.span.start),
            tuple([plain(point) for point in points]),
            why,
            _field(item.fields, FieldKind.OWNER),
            _field(item.fields, FieldKind.DEADLINE),
        )

    def _line(self, item: Item, offset: int) -> int:
        """The line, from 1, of an offset in the section of an item."""
        start = self._pairing.document.starts[item.section] + offset
        return self._pairing.document.position(start, PositionEncoding.UTF32).line + 1

    def _standing(self, index: int) -> Standing:
        coverage = self._pairing.coverage[index]
        return Standing(coverage.state.value, self._say(STATE_WORDS[coverage.state]), _TONES[coverage.state])

    def _past_standing(self, index: int, partners: Iterable[int]) -> Standing:
        """What the text says has become of it, else whether it says anything of it."""
        for status in (self._status(each) for each in (index, *partners)):
            if status is not None:
                key, word, tone = _OUTCOMES[status]
                return Standing(key, self._say(word), tone)
        return self._standing(index)

    def _status(self, index: int) -> Status | None:
        item = self._items[index]
        written = status_of(_field(item.fields, FieldKind.STATE))
        told = item.role == "follow-up" and written is None
        return told_status(self._pairing.text_of(index, _LONGEST_READ)) if told else written

    def _remark(self, index: int, kind: TagKind) -> str:
        return next((plain(tag.reason) for tag in self._items[index].tags if tag.kind is kind and tag.reason), "")

    def _why(self, link: Link) -> str:
        return self._say(reason(self._pairing, link))

    def _say(self, message: Message) -> str:
        return message.in_language(self._language)


def _field(fields: Iterable[Field], kind: FieldKind) -> str:
    return next((plain(field.text) for field in fields if field_of(field.name) is kind), "")
