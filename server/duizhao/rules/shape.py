"""What each value of a file may look like: plain data that the reader, the JSON Schema and the pages all walk.

A shape hangs on the model's own fields (`field(metadata=key(...))`), so the model is the one place that says what a
file may hold.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

from duizhao.findings import Message


class Text(NamedTuple):
    """Text of 1 to `longest` code points. `pattern` means the same in Python and in JSON Schema.

    `take` turns the text into its value and raises `Refusal` for a text it will not have. `prose` is text for people:
    white space around it does not count.
    """

    what: Message
    pattern: str | None = None
    take: Callable[[str], Any] = str
    longest: int = 500
    prose: bool = False


class Flag(NamedTuple):
    """true or false, and what they stand for; or, where there is an `otherwise`, text."""

    yes: Any = True
    no: Any = False
    otherwise: Text | None = None


class Whole(NamedTuple):
    """A whole number from `least` to `most`, both allowed."""

    least: int = 0
    most: int = 1_000_000


class Choice(NamedTuple):
    """One of the words that `values` names; the value is what it stands for."""

    values: Mapping[str, Any]


class Day(NamedTuple):
    """A year (2022) or a date (2022-12-26). A year stands for its first day, or for its `last`."""

    last: bool


class Many(NamedTuple):
    """A list. With `lone`, one item may stand without its list; with `unique`, no value may come twice."""

    item: "Shape"
    least: int = 0
    lone: bool = False
    unique: bool = False


class Table(NamedTuple):
    """A mapping from free keys to values; each key goes into its value's field `into`.

    `named` says what stands under certain keys, `value` what stands under all others.
    """

    key: Text
    into: str
    value: "Shape"
    named: "Mapping[str, Key]"
    least: int = 0


class Short(NamedTuple):
    """One value that stands for a record with nothing but the field `into`."""

    value: "Shape"
    into: str
    make: Callable[..., Any]
    placed: bool = False
    """Whether `make` also takes `origin`."""


class Either(NamedTuple):
    """Shapes told apart by how they are written: one value, a list, or a mapping."""

    scalar: "Shape | None" = None
    sequence: "Shape | None" = None
    mapping: "Shape | None" = None


class Key(NamedTuple):
    """One key of a record. `name` is how it is written, `field` where its value goes."""

    name: str
    field: str
    shape: "Shape"
    about: Message
    required: bool
    default: Any = None


class Record(NamedTuple):
    """A mapping with known keys. `make` takes the values that are there, by field."""

    name: str
    make: Callable[..., Any]
    keys: Mapping[str, Key]
    placed: bool = False
    """Whether `make` also takes `origin`."""
    elsewhere: Mapping[str, Message] = MappingProxyType({})
    """Keys that one might look for here, each with where it is said instead."""


class Tagged(NamedTuple):
    """A mapping whose key `tag` says which record it is; `otherwise` is for one without that key."""

    tag: str
    about: Message
    cases: Mapping[str, "Shape"]
    otherwise: "Shape | None" = None


class Nested(NamedTuple):
    """A record that is looked up when it is needed, since a record may hold itself."""

    of: "Callable[[], Record]"


Shape: TypeAlias = "Text | Flag | Whole | Choice | Day | Many | Table | Short | Either | Record | Tagged | Nested"


def key(shape: Shape, zh: str, en: str, name: str = "") -> dict[str, Any]:
    """The metadata that makes a dataclass field a key of the file. `name`: as written there, if not as the field."""
    return {"shape": shape, "about": Message(zh, en), "name": name}


@cache
def record(of: type[Any]) -> Record:
    """The record whose keys are the fields of a dataclass that carry `key(...)`."""
    keys = {}
    placed = False
    for each in fields(of):
        if each.name == "origin":
            placed = True
        if "shape" in each.metadata:
            name = each.metadata["name"] or each.name
            required = each.default is MISSING and each.default_factory is MISSING
            about = each.metadata["about"]
            default = None if required else each.default
            keys[name] = Key(name, each.name, each.metadata["shape"], about, required, default)
    return Record(of.__name__, of, keys, placed)
