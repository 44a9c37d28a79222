"""Items, links and states: plain data about what answers what in one document.

Sections are named by their index in the document, items by their index in `Pairing.items`; spans of an item are
relative to the section it stands in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from duizhao.document.references import Reference
from duizhao.document.tags import Tag
from duizhao.findings import Message
from duizhao.text import Span

Role: TypeAlias = Literal["problem", "cause", "measure", "follow-up"]

PARTNERS: tuple[Role, ...] = ("cause", "measure", "follow-up")
"""What answers a problem, in the order of a report."""

ROLE_WORDS: Mapping[Role, Message] = {
    "problem": Message("问题", "problem"),
    "cause": Message("原因", "cause"),
    "measure": Message("措施", "measure"),
    "follow-up": Message("整改落实情况", "follow-up"),
}


class Form(Enum):
    """How an item is written."""

    HEADING = "heading"
    LIST_ITEM = "list item"
    ROW = "row"
    RUN_MEMBER = "run member"
    FIELD = "labelled field"
    PARAGRAPH = "paragraph"


class Evidence(Enum):
    """Why two items are said to belong together, strongest first."""

    TAG = "id"
    LABEL = "label"
    ROW = "row"
    NESTED = "nested"
    NAME = "name"
    ORDINAL = "ordinal"
    QUOTE = "quote"
    ASPECT = "aspect"
    ORDER = "order"

    @property
    def tier(self) -> int:
        """0 confirmed by the author's tags, 1 said in the text, 2 inferred from structure."""
        return 0 if self is Evidence.TAG else 2 if self in (Evidence.ASPECT, Evidence.ORDER) else 1


class State(Enum):
    """How an item stands towards what it needs (a problem) or answers (a cause or a measure)."""

    COVERED = "covered"
    INFERRED = "inferred"
    PARTIAL = "partial"
    UNCOVERED = "uncovered"
    UNDETERMINED = "undetermined"
    JUSTIFIED = "justified"
    NO_SOURCE = "no source"
    SUSPECT = "suspect"
    NOT_FOLLOWED_UP = "not followed up"


ANSWERED = frozenset({State.COVERED, State.INFERRED, State.JUSTIFIED, State.SUSPECT})
"""The states of an item that needs nothing more, as far as can be told."""

STATE_WORDS: Mapping[State, Message] = {
    State.COVERED: Message("已对应", "covered"),
    State.INFERRED: Message("推断对应", "inferred"),
    State.PARTIAL: Message("部分对应", "partial"),
    State.UNCOVERED: Message("未对应", "uncovered"),
    State.UNDETERMINED: Message("未判定", "undetermined"),
    State.JUSTIFIED: Message("免对应", "justified"),
    State.NO_SOURCE: Message("无来源", "no source"),
    State.SUSPECT: Message("待复核", "to be reviewed"),
    State.NOT_FOLLOWED_UP: Message("未跟踪", "not followed up"),
}


class Field(NamedTuple):
    """A labelled field or a cell that belongs to an item; `span` is its value's."""

    name: str
    text: str
    span: Span


class Point(NamedTuple):
    """What is listed under a label that says nothing itself: one line without its mark, and where it begins, as an
    offset from the start of the item's section.
    """

    head: str
    at: int


@dataclass(frozen=True, slots=True)
class Item:
    """One problem, cause, measure or follow-up.

    `span` is the smallest text that names it (number and title, mark and first sentence, a cell); `start` and `end` are
    everything that belongs to it, as offsets from the start of section `section` (its last section may be a later one:
    `end` counts on from the start of `section`, and so do the spans of its fields, tags and references). `head` is its
    first sentence without number and emphasis; where its label says nothing itself that of the first of its `points`.
    `group` is the role section it is listed in (index in `Pairing.groups`); `parent` the item that it stands under, of
    whatever role; `paired`: it is at the level at which its group is held against others. `past`: it belongs to last
    year's.
    """

    role: Role
    form: Form
    section: int
    span: Span
    start: int
    end: int
    ordinal: int | None
    style: str
    head: str
    group: int
    parent: int | None = None
    paired: bool = True
    past: bool = False
    fields: tuple[Field, ...] = ()
    tags: tuple[Tag, ...] = ()
    references: tuple[Reference, ...] = ()
    points: tuple[Point, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids that its tags give it."""
        return tuple(name.id for tag in self.tags if tag.kind.value == "id" for name in tag.names)


class Need(NamedTuple):
    """How many partners of one role a problem must have, and may have at most (None: any number)."""

    least: int
    most: int | None = None


class Group(NamedTuple):
    """A role section: the section whose heading says what is listed in it, and the items listed.

    `roles` has more than one member where the heading names several (存在的问题及整改措施); its items have the first.
    `stop` is the index of the first section behind it; `items` are those at the level that is paired. `sources` are
    the groups of problems that a group of causes or measures answers. `needs` says what each problem needs;
    `explicit`: the pack says that links are written down. `open`: nothing follows the group in the document, so that
    it may still be being written. `implied`: no heading says what it lists. `past`: it is about last time's issues.
    """

    section: int
    stop: int
    roles: tuple[Role, ...]
    items: tuple[int, ...] = ()
    sources: tuple[int, ...] = ()
    needs: Mapping[Role, Need] = MappingProxyType({})
    explicit: bool = False
    open: bool = False
    implied: bool = False
    past: bool = False

    @property
    def role(self) -> Role:
        return self.roles[0]


class Link(NamedTuple):
    """Two items that belong together. `problem` is a problem (or last year's issue), `partner` its cause, measure or
    follow-up. `said` is where the partner's section says so, relative to that section, None where nothing does; `seal`
    is the fingerprint of the problem when the author confirmed the link.
    """

    problem: int
    partner: int
    evidence: Evidence
    said: Span | None = None
    seal: str = ""

    @property
    def tier(self) -> int:
        return self.evidence.tier


class Fault(Enum):
    """Why a reference or a tag does not lead to one problem."""

    UNKNOWN = "there is no such id"
    NO_PROBLEM = "the id names something else than a problem"
    DANGLING = "there is no such problem"
    AMBIGUOUS = "it may mean several"


class Resolution(NamedTuple):
    """What one reference or tag of item `item` means: `problems` are the items, more than one where it is ambiguous.

    `at` is the place of what was resolved (an id, a number, quoted words) in the item's section, `written` its text.
    """

    item: int
    at: Span
    written: str
    problems: tuple[int, ...]
    fault: Fault | None = None
    reference: Reference | None = None
    tag: Tag | None = None
    ordinal: int = 0


class Coverage(NamedTuple):
    """The state of one item, and for a problem that of each role it needs."""

    state: State
    by_role: Mapping[Role, State]
