"""Reads a YAML tree by a shape. Everything wrong is collected; what is right is built all the same."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeAlias, assert_never

from yaml.resolver import Resolver

from duizhao.findings import Message
from duizhao.rules import yamltree
from duizhao.rules.complaints import LoadError, Origin, Refusal
from duizhao.rules.shape import (
    Choice,
    Day,
    Either,
    Flag,
    Many,
    Nested,
    Record,
    Shape,
    Short,
    Table,
    Tagged,
    Text,
    Whole,
)
from duizhao.rules.yamltree import Node, Scalar, Source, Spot, spot

Value: TypeAlias = Any
"""What a node stands for: whatever its shape makes of it, or `FAILED`."""

FAILED: Final = object()
"""Stands for a value that could not be read; the reason is among the errors."""


class Given(NamedTuple):
    """What a record is told from outside: fields of it, where it begins, and the key that told its kind."""

    fields: Mapping[str, Any] = MappingProxyType({})
    at: Node | None = None
    tag: str | None = None


_NOTHING: Final = Given()

_IMPLICIT: Mapping[str, list[tuple[str, re.Pattern[str]]]] = Resolver.yaml_implicit_resolvers
_CORE = re.compile(r"[-+]?(?:0o[0-7]+|0x[0-9a-fA-F]+|(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_TRUE, _FALSE = ("true", "True", "TRUE"), ("false", "False", "FALSE")
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})-([0-9]{2}))?")

_READ_AS = {
    "null": Message("空值", "nothing"),
    "bool": Message("真假值", "true or false"),
    "int": Message("数", "a number"),
    "float": Message("数", "a number"),
    "timestamp": Message("日期", "a date"),
    "merge": Message("合并记号", "a merge"),
    "value": Message("取值记号", "a value mark"),
}


def not_text(plain: str) -> Message | None:
    """What YAML, of one version or another, takes unquoted text for; None if it is text in all of them."""
    for tag, pattern in _IMPLICIT.get(plain[:1], ()):
        if pattern.match(plain):
            return _READ_AS[tag.rpartition(":")[2]]
    return _READ_AS["float"] if _CORE.fullmatch(plain) else None


class Reader:
    """Reads the nodes of one file.

    After reading, `errors` holds what was wrong, and `complain` can point into any record that was read.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.errors: list[LoadError] = []
        self._records: dict[int, _Made] = {}
        self._read: dict[type[Any], Callable[[Any, Node, Given], Any]] = {
            Text: self._text,
            Flag: self._flag,
            Whole: self._whole,
            Choice: self._choice,
            Day: self._day,
            Many: self._many,
            Table: self._table,
            Short: self._short,
            Either: self._either,
            Record: self._record,
            Tagged: self._tagged,
            Nested: self._nested,
        }

    def read(self, shape: Shape, node: Node, given: Given = _NOTHING) -> Value:
        """The value of a node, or `FAILED`."""
        if type(node) is yamltree.Broken:
            return FAILED
        return self._read[type(shape)](shape, node, given)

    def records(self) -> list[tuple[object, bool]]:
        """All records that were read, inner ones first, each with whether nothing in it was complained about."""
        return [(made.value, made.clean) for made in self._records.values()]

    def complain(self, owner: object, path: tuple[str | int, ...], refusal: Refusal) -> None:
        """Complains about a value inside a record that was read; `path` are the keys and numbers that lead there."""
        node = self._records[id(owner)].node
        at = spot(node)
        for step in path:
            if isinstance(node, yamltree.Mapping) and isinstance(step, str):
                found = next((entry for entry in node.entries if entry[0].text == step), None)
                if found is None:
                    break
                node, at = found[1], spot(found[1])
            elif isinstance(node, yamltree.Sequence) and isinstance(step, int):
                node = node.items[step]
                at = spot(node)
            else:
                break
        self._refuse(at, refusal)

    def _origin(self, node: Node) -> Origin:
        at = spot(node)
        return Origin(self.source.path, at.line + 1, at.column + 1)

    def _error(self, at: Spot, zh: str, en: str, expected: Message | None = None) -> Value:
        self.errors.append(self.source.error(at, Message(zh, en), expected))
        return FAILED

    def _refuse(self, at: Spot, refusal: Refusal) -> Value:
        if refusal.offset is not None:
            at = self._inside(at, refusal.offset)
        self.errors.append(self.source.error(at, refusal.message, refusal.expected))
        return FAILED

    def _inside(self, at: Spot, offset: int) -> Spot:
        """One code point of a value, where its source text is the value itself but for plain quotes."""
        text = self.source.text[at.offset : at.end_offset].rstrip()
        quote = text[:1] if text[:1] in ("'", '"') else ""
        inner = text.strip(quote) if quote else text
        if at.line != at.end_line or (quote and quote in inner) or (quote == '"' and "\\" in inner):
            return at
        start = at.offset + len(quote) + min(offset, max(len(inner) - 1, 0))
        column = at.column + start - at.offset
        return Spot(at.line, column, start, at.line, column + 1, start + 1)

    def _wrong_kind(self, node: Node, expected: Message) -> Value:
        if isinstance(node, yamltree.Mapping):
            found = Message("这里是键值", "these are keys with values")
        elif isinstance(node, yamltree.Sequence):
            found = Message("这里是列表", "this is a list")
        elif isinstance(node, Scalar) and node.plain and not node.text:
            found = Message("这里没有值", "there is no value here")
        else:
            text = _short(node.text) if isinstance(node, Scalar) else ""
            found = Message(f"这里是“{text}”", f"this is “{text}”")
            if "：" in text:
                found = Message(f"{found.zh}（全角冒号不算冒号）", f"{found.en} (a full-width colon is not a colon)")
        return self._error(spot(node), found.zh, found.en, expected)

    def _scalar(self, node: Node, expected: Message) -> Scalar | None:
        if isinstance(node, Scalar) and (node.text or not node.plain):
            return node
        self._wrong_kind(node, expected)
        return None

    def _text(self, shape: Text, node: Node, given: Given) -> Value:
        value = self._scalar(node, shape.what)
        if value is None:
            return FAILED
        text = value.text.strip() if shape.prose else value.text
        at = spot(node)
        if value.plain and (read_as := not_text(value.text)) is not None:
            quoted = f'"{value.text}"'
            return self._error(
                at,
                f"不加引号的 {value.text} 会被读成{read_as.zh}",
                f"without quotes, {value.text} is read as {read_as.en}",
                Message(
                    f"{shape.what.zh}；若就是这几个字，写成 {quoted}", f"{shape.what.en}, or {quoted} if that is meant"
                ),
            )
        if not text:
            return self._error(at, "文字是空的", "the text is empty", shape.what)
        if len(value.text) > shape.longest:
            limit = Message(f"至多 {shape.longest} 个字符", f"at most {shape.longest} characters")
            return self._error(
                at, f"太长（{len(value.text)} 个字符）", f"this is too long ({len(value.text)} characters)", limit
            )
        if shape.pattern is not None and not re.fullmatch(shape.pattern, text):
            return self._error(at, f"“{_short(text)}”不合要求", f"“{_short(text)}” will not do", shape.what)
        try:
            return shape.take(text)
        except Refusal as refusal:
            return self._refuse(at, refusal)

    def _flag(self, shape: Flag, node: Node, given: Given) -> Value:
        expected = expectation(shape)
        value = self._scalar(node, expected)
        if value is None:
            return FAILED
        if value.plain and value.text in _TRUE:
            return shape.yes
        if value.plain and value.text in _FALSE:
            return shape.no
        if shape.otherwise is not None:
            return self._text(shape.otherwise._replace(what=expected), node, given)
        zh, en = f"“{_short(value.text)}”不是 true 或 false", f"“{_short(value.text)}” is neither true nor false"
        return self._error(spot(node), zh, en, expected)

    def _whole(self, shape: Whole, node: Node, given: Given) -> Value:
        expected = expectation(shape)
        value = self._scalar(node, expected)
        if value is None:
            return FAILED
        if not value.plain or not _NUMBER.fullmatch(value.text) or len(value.text) > 10:
            zh, en = f"“{_short(value.text)}”不是这样的整数", f"“{_short(value.text)}” is not such a number"
            return self._error(spot(node), zh, en, expected)
        number = int(value.text)
        if not shape.least <= number <= shape.most:
            return self._error(spot(node), f"{number} 超出范围", f"{number} is out of range", expected)
        return number

    def _choice(self, shape: Choice, node: Node, given: Given) -> Value:
        expected = expectation(shape)
        value = self._scalar(node, expected)
        if value is None:
            return FAILED
        text = value.text
        if text not in shape.values:
            guess = did_you_mean(closest(text, shape.values))
            return self._error(
                spot(node),
                f"没有“{_short(text)}”这个选择{guess.zh}",
                f"“{_short(text)}” is no choice{guess.en}",
                expected,
            )
        if value.plain and (read_as := not_text(text)) is not None and text != "off":
            quoted = Message(f'加引号："{text}"', f'"{text}", with quotes')
            return self._error(
                spot(node),
                f"不加引号的 {text} 会被读成{read_as.zh}",
                f"without quotes, {text} is read as {read_as.en}",
                quoted,
            )
        return shape.values[text]

    def _day(self, shape: Day, node: Node, given: Given) -> Value:
        expected = expectation(shape)
        value = self._scalar(node, expected)
        if value is None:
            return FAILED
        found = _DAY.fullmatch(value.text)
        try:
            if found is None or (found[2] is None and not value.plain):
                raise ValueError
            year = int(found[1])
            if found[2] is None:
                return date(year, 12, 31) if shape.last else date(year, 1, 1)
            return date(year, int(found[2]), int(found[3]))
        except ValueError:
            zh, en = f"“{_short(value.text)}”不是年份或日期", f"“{_short(value.text)}” is no year and no date"
            return self._error(spot(node), zh, en, expected)

    def _many(self, shape: Many, node: Node, given: Given) -> Value:
        if isinstance(node, yamltree.Sequence):
            nodes = node.items
            if len(nodes) < shape.least:
                return self._error(spot(node), "列表是空的", "the list is empty", expectation(shape))
        elif shape.lone and (isinstance(node, yamltree.Mapping) or (node.text if isinstance(node, Scalar) else False)):
            nodes = (node,)
        else:
            return self._wrong_kind(node, expectation(shape))
        if shape.unique:
            self._once(nodes)
        values = [self.read(shape.item, each) for each in nodes]
        if isinstance(shape.item, Text | Choice) and FAILED in values:
            return FAILED
        return tuple([value for value in values if value is not FAILED])

    def _once(self, nodes: tuple[Node, ...]) -> None:
        seen: set[str] = set()
        for node in nodes:
            if isinstance(node, Scalar):
                if node.text in seen:
                    text = _short(node.text)
                    self._error(spot(node), f"“{text}”列了两次", f"“{text}” is listed twice")
                seen.add(node.text)

    def _table(self, shape: Table, node: Node, given: Given) -> Value:
        if not isinstance(node, yamltree.Mapping):
            return self._wrong_kind(node, expectation(shape))
        if len(node.entries) < shape.least:
            return self._error(spot(node), "这里是空的", "this is empty", expectation(shape))
        values = []
        for key, each in node.entries:
            name = self._text(shape.key, key, _NOTHING)
            if name is not FAILED:
                named = shape.named.get(key.text)
                value = self.read(named.shape if named else shape.value, each, Given({shape.into: name}, key))
                if value is not FAILED:
                    values.append(value)
        return tuple(values)

    def _short(self, shape: Short, node: Node, given: Given) -> Value:
        before = len(self.errors)
        value = self.read(shape.value, node)
        if value is FAILED:
            return FAILED
        fields = {**given.fields, shape.into: value}
        if shape.placed:
            fields["origin"] = self._origin(given.at or node)
        return self._made(shape.make(**fields), node, before)

    def _either(self, shape: Either, node: Node, given: Given) -> Value:
        if isinstance(node, yamltree.Mapping):
            chosen = shape.mapping
        elif isinstance(node, yamltree.Sequence):
            chosen = shape.sequence
        else:
            chosen = shape.scalar if isinstance(node, Scalar) and (node.text or not node.plain) else None
        if chosen is None:
            return self._wrong_kind(node, expectation(shape))
        return self.read(chosen, node, given)

    def _nested(self, shape: Nested, node: Node, given: Given) -> Value:
        return self._record(shape.of(), node, given)

    def _tagged(self, shape: Tagged, node: Node, given: Given) -> Value:
        tag = node.get(shape.tag) if isinstance(node, yamltree.Mapping) else None
        if tag is None:
            if shape.otherwise is None or not isinstance(node, yamltree.Mapping):
                return self._wrong_kind(node, expectation(shape))
            return self.read(shape.otherwise, node, given._replace(tag=shape.tag))
        chosen = self._choice(Choice(shape.cases), tag, _NOTHING)
        if chosen is FAILED:
            return FAILED
        return self.read(chosen, node, given._replace(tag=shape.tag))

    def _record(self, shape: Record, node: Node, given: Given) -> Value:
        if not isinstance(node, yamltree.Mapping):
            return self._wrong_kind(node, expectation(shape))
        before = len(self.errors)
        values = dict(given.fields)
        missing = {key.name for key in shape.keys.values() if key.required}
        failed = False
        for name, each in node.entries:
            key = shape.keys.get(name.text)
            if key is None:
                if name.text != given.tag:
                    meant = self._unknown(name, shape, given.tag)
                    failed |= meant in missing
                    missing.discard(meant)
                continue
            missing.discard(name.text)
            value = self.read(key.shape, each)
            if value is not FAILED:
                values[key.field] = value
            elif key.required:
                failed = True
        for name_missing in sorted(missing):
            key = shape.keys[name_missing]
            self._error(
                spot(node),
                f"缺少 {name_missing}（{key.about.zh}）",
                f"{name_missing} is missing ({key.about.en})",
            )
        if failed or missing:
            return FAILED
        if shape.placed:
            values["origin"] = self._origin(given.at or node)
        return self._made(shape.make(**values), node, before)

    def _unknown(self, name: Scalar, shape: Record, tag: str | None) -> str:
        """Complains about a key; returns the one that is probably meant, or an empty text."""
        instead = shape.elsewhere.get(name.text)
        if instead is not None:
            self._error(spot(name), f"这里不写“{name.text}”", f"“{name.text}” is not said here", instead)
            return ""
        known = [*shape.keys, *([tag] if tag else ())]
        guess = closest(name.text, known)
        hint = did_you_mean(guess)
        text = _short(name.text)
        expected = Message("、".join(known), ", ".join(known))
        self._error(spot(name), f"不认识的键“{text}”{hint.zh}", f"unknown key “{text}”{hint.en}", expected)
        return guess

    def _made(self, value: Value, node: Node, errors_before: int) -> Value:
        self._records[id(value)] = _Made(value, node, len(self.errors) == errors_before)
        return value


class _Made(NamedTuple):
    """A record with its node; holding the record keeps its identity from being used again."""

    value: object
    node: Node
    clean: bool


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def closest(name: str, known: Iterable[str]) -> str:
    """The known name that is most like this one, or an empty text if none is."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, list(known), 1)), "")


def did_you_mean(guess: str) -> Message:
    """The end of a complaint about a name that is not known; empty if there is no guess."""
    return Message(f"，是不是“{guess}”", f"; did you mean “{guess}”?") if guess else Message("", "")


def expectation(shape: Shape) -> Message:
    """What a shape takes, in words."""
    match shape:
        case Text():
            return shape.what
        case Flag():
            text = shape.otherwise
            if text is None:
                return Message("true 或 false", "true or false")
            return Message(f"true、false，或{text.what.zh}", f"true, false, or {text.what.en}")
        case Whole():
            if shape.most == Whole().most:
                return Message(f"整数，至少 {shape.least}", f"a whole number, at least {shape.least}")
            return Message(
                f"{shape.least} 到 {shape.most} 的整数", f"a whole number from {shape.least} to {shape.most}"
            )
        case Choice():
            return Message("、".join(shape.values), ", ".join(shape.values))
        case Day():
            return Message("年份如 2022，或日期如 2022-12-26", "a year such as 2022, or a date such as 2022-12-26")
        case Many():
            item = expectation(shape.item)
            lists = Message(f"列表，每项是{item.zh}", f"a list, each item {item.en}")
            return Message(f"{item.zh}，或其{lists.zh}", f"{item.en}, or {lists.en}") if shape.lone else lists
        case Table():
            key, value = expectation(shape.key), expectation(shape.value)
            return Message(f"键值，键是{key.zh}，值是{value.zh}", f"keys with values: {key.en} with {value.en}")
        case Short():
            return expectation(shape.value)
        case Either():
            shapes = [each for each in (shape.scalar, shape.sequence, shape.mapping) if each is not None]
            wanted = [expectation(each) for each in shapes]
            return Message("，或".join(each.zh for each in wanted), ", or ".join(each.en for each in wanted))
        case Record():
            return _keys(shape)
        case Tagged():
            cases = "、".join(shape.cases)
            return Message(f"键值，其中 {shape.tag} 为 {cases}", f"keys with values, {shape.tag} being {cases}")
        case Nested():
            return _keys(shape.of())
        case _:
            assert_never(shape)


def _keys(of: Record) -> Message:
    return Message(f"键值（{'、'.join(of.keys)}）", f"keys with values ({', '.join(of.keys)})")
