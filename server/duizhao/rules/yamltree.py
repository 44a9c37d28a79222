"""YAML text as a tree of plain nodes with their places. Nothing is interpreted: a scalar keeps its text.

Packs are written in a small, dull part of YAML, so that every editor and every YAML version reads the same: one
document, no aliases, no tags, no tabs. libyaml's parser is used where it is there and Python's otherwise, with the same
result: a file with errors is read again by Python's, whose messages are the ones that are explained here, and the two
things that only libyaml takes are refused.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, TypeAlias

import yaml

from duizhao.findings import Message
from duizhao.rules.complaints import LoadError

LARGEST = 1 << 20
"""The most bytes that a file may have."""
DEEPEST = 40
"""The most collections that may stand inside each other."""


Mark: TypeAlias = Any
"""A place as a parser gives it: `line`, `column` and `index` count from 0, in code points."""
Event: TypeAlias = Any
"""What a parser found next; the two parsers have no type in common."""


class Spot(NamedTuple):
    """A place in the text: lines, columns and offsets count from 0, in code points; the end is exclusive."""

    line: int
    column: int
    offset: int
    end_line: int
    end_column: int
    end_offset: int


class Scalar(NamedTuple):
    """One value. `plain` says that it stands without quotes."""

    text: str
    plain: bool
    marks: tuple[Mark, Mark]


class Sequence(NamedTuple):
    """A list."""

    items: tuple["Node", ...]
    marks: tuple[Mark, Mark]


class Mapping(NamedTuple):
    """Keys with values, in the order of the file; no key comes twice."""

    entries: tuple[tuple[Scalar, "Node"], ...]
    marks: tuple[Mark, Mark]

    def get(self, name: str) -> "Node | None":
        """What stands under a key."""
        return next((value for key, value in self.entries if key.text == name), None)


class Broken(NamedTuple):
    """What could not be read and has been complained about."""

    marks: tuple[Mark, Mark]


Node: TypeAlias = Scalar | Sequence | Mapping | Broken


def spot(node: Node) -> Spot:
    """Where a node stands. A collection is shown by its first key, or by its first character."""
    if isinstance(node, Mapping) and node.entries:
        return spot(node.entries[0][0])
    start, end = node.marks
    if isinstance(node, Scalar | Broken):
        return Spot(start.line, start.column, start.index, end.line, end.column, end.index)
    return Spot(start.line, start.column, start.index, start.line, start.column + 1, start.index + 1)


class Source(NamedTuple):
    """A file's text as it was read, with its path as it is shown in errors."""

    path: str
    text: str

    def error(self, at: Spot, message: Message, expected: Message | None = None) -> LoadError:
        """A complaint about a place in this file."""
        return LoadError(self.path, at.line + 1, at.column + 1, at.end_line + 1, at.end_column + 1, message, expected)

    def spot(self, offset: int, length: int = 1) -> Spot:
        """The place of some code points of one line."""
        before = _LINE_END.split(self.text[:offset])
        line, column = len(before) - 1, len(before[-1])
        return Spot(line, column, offset, line, column + length, offset + length)


class Tree(NamedTuple):
    """What reading a file gave; `root` is None if there is nothing to look at."""

    source: Source
    root: Node | None
    errors: tuple[LoadError, ...]


_LINE_END = re.compile(r"\r\n|\r|\n")
_UNWANTED = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_MOST_CHARACTER_ERRORS = 20


def read_tree(content: bytes | str, path: str, fast: bool = True) -> Tree:
    """The file as a tree, with everything that is wrong before meaning comes in.

    Args:
        content: bytes of a file, or its text.
        path: as errors should show it.
        fast: whether libyaml may be used.
    """
    size = len(content) if isinstance(content, bytes) else len(content.encode("utf-8", "surrogatepass"))
    if size > LARGEST:
        source = Source(path, "")
        message = Message(f"文件太大（{size} 字节）", f"the file is too large ({size} bytes)")
        limit = Message(f"至多 {LARGEST} 字节", f"at most {LARGEST} bytes")
        return Tree(source, None, (source.error(source.spot(0, 0), message, limit),))
    if isinstance(content, str):
        text = content.removeprefix("\ufeff")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            source = Source(path, error.object[: error.start].decode("utf-8-sig"))
            message = Message("不是 UTF-8 编码", "this is not UTF-8")
            return Tree(source, None, (source.error(source.spot(len(source.text)), message, _SAVE_AS),))
    source = Source(path, text)
    unwanted = tuple(_unwanted(source))
    if unwanted:
        return Tree(source, None, unwanted)
    tree = _Builder(source).built(fast)
    if tree.errors and fast:
        again = _Builder(source).built(fast=False)
        return again if again.errors else tree
    return tree


_SAVE_AS = Message("以 UTF-8 保存的文件", "a file saved as UTF-8")


def _unwanted(source: Source) -> Iterator[LoadError]:
    for count, found in enumerate(_UNWANTED.finditer(source.text)):
        if count == _MOST_CHARACTER_ERRORS:
            return
        code = f"U+{ord(found[0]):04X}"
        if found[0] == "\t":
            message = Message("有制表符", "there is a tab")
            expected = Message('空格；文字里要制表符时写成 "\\t"', 'spaces; in text, a tab is written "\\t"')
        else:
            message = Message(f"有不可见字符 {code}", f"there is an invisible character, {code}")
            escape = f"\\u{ord(found[0]):04X}"
            expected = Message(f'删去，或在双引号里写成 "{escape}"', f'none, or "{escape}" in double quotes')
        yield source.error(source.spot(found.start()), message, expected)


class _Open:
    """A collection whose end has not been read."""

    __slots__ = ("entries", "flow", "items", "key", "mapping", "names", "start")

    def __init__(self, start: Mark, mapping: bool, flow: bool) -> None:
        self.start = start
        self.mapping = mapping
        self.flow = flow
        self.items: list[Node] = []
        self.entries: list[tuple[Scalar, Node]] = []
        self.names: set[str] = set()
        self.key: Node | None = None


class _Builder:
    """Builds the tree from the parser's events, with a stack of its own: depth is bounded, and aliases are seen."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.errors: list[LoadError] = []

    def built(self, fast: bool) -> Tree:
        """The tree, with its errors in the order of the file."""
        root: Node | None = None
        try:
            root = self.root(_events(self.source.text, fast))
        except yaml.YAMLError as error:
            self.errors.append(_explained(self.source, error))
        except _TooDeep as error:
            self.complain(error.mark, error.mark, "嵌套太深", "this is nested too deeply", _NESTED)
        return Tree(self.source, root, tuple(sorted(self.errors)))

    def complain(self, start: Mark, end: Mark, zh: str, en: str, expected: Message | None = None) -> None:
        at = Spot(start.line, start.column, start.index, end.line, end.column, end.index)
        self.errors.append(self.source.error(at, Message(zh, en), expected))

    def root(self, events: Iterable[Event]) -> Node | None:
        stack: list[_Open] = []
        documents = 0
        root: Node | None = None
        for event in events:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                marked = event.tag is not None or event.anchor is not None
                plain = not event.style
                if not plain and event.style in ("|", ">") and _HEADER.match(self.source.text, event.start_mark.index):
                    raise yaml.MarkedYAMLError("while scanning a block scalar", problem_mark=event.start_mark)
                if plain and "?" in event.value and stack and stack[-1].flow:
                    raise yaml.MarkedYAMLError("while parsing a flow sequence", problem_mark=event.start_mark)
                node: Node = Scalar(event.value, plain, (event.start_mark, event.end_mark))
                if marked:
                    node = self.marked(event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                if len(stack) == DEEPEST:
                    raise _TooDeep(event.start_mark)
                if event.tag is not None or event.anchor is not None:
                    self.marked(event)
                stack.append(_Open(event.start_mark, kind is yaml.MappingStartEvent, event.flow_style))
                continue
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                done = stack.pop()
                marks = (done.start, event.end_mark)
                node = Mapping(tuple(done.entries), marks) if done.mapping else Sequence(tuple(done.items), marks)
            elif kind is yaml.AliasEvent:
                node = self.broken(event, "不能用 YAML 的别名", "aliases are not allowed", _QUOTE_STAR)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if self.source.text.startswith("%", event.start_mark.index):
                    raise yaml.MarkedYAMLError("while scanning a directive", problem_mark=event.start_mark)
                if documents > 1:
                    zh, en = "一个文件只能有一个 YAML 文档", "a file holds one YAML document only"
                    self.complain(event.start_mark, event.end_mark, zh, en)
                    return root
                continue
            else:
                continue
            if not stack:
                root = node
            elif stack[-1].mapping:
                self.put(stack[-1], node)
            else:
                stack[-1].items.append(node)
        if root is None or (isinstance(root, Scalar) and root.plain and not root.text):
            at = self.source.spot(0, 0)
            self.errors.append(self.source.error(at, Message("文件是空的", "the file is empty")))
            return None
        return root

    def put(self, into: _Open, node: Node) -> None:
        """The next key, or the value of the last key, of a mapping."""
        if into.key is None:
            into.key = node
            return
        key, into.key = into.key, None
        if isinstance(key, Broken):
            return
        if not isinstance(key, Scalar) or not key.text:
            message = Message("键必须是文字", "a key must be text")
            self.errors.append(self.source.error(spot(key), message))
            return
        if isinstance(node, Scalar) and node.plain and not node.text:
            end = key.marks[1]
            node = node._replace(marks=(end, end))
        if key.text in into.names:
            self.complain(*key.marks, f"“{key.text}”写了两次", f"“{key.text}” is there twice")
        else:
            into.names.add(key.text)
            into.entries.append((key, node))

    def marked(self, event: Event) -> Broken:
        """Complains about the tag or the anchor of a value."""
        if event.anchor is not None:
            zh, en = "不能用 YAML 的锚点（&）", "anchors (&) are not allowed"
        else:
            zh, en = f"不能用 YAML 的标签 {event.tag}", f"tags such as {event.tag} are not allowed"
        return self.broken(event, zh, en, Message("加引号的文字", "text in quotes"))

    def broken(self, event: Event, zh: str, en: str, expected: Message) -> Broken:
        self.complain(event.start_mark, event.end_mark, zh, en, expected)
        return Broken((event.start_mark, event.end_mark))


class _TooDeep(Exception):
    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self.mark = mark


_NESTED = Message(f"至多 {DEEPEST} 层", f"at most {DEEPEST} levels")
_QUOTE_STAR = Message('加引号的文字，如 "*对照检查*"', 'text in quotes, such as "*对照检查*"')
_HEADER = re.compile(r"[|>][-+0-9]*#")
"""A comment that sticks to the mark of a block scalar: libyaml takes it, Python's parser does not."""
_FAST: Any = getattr(yaml, "CSafeLoader", None)


def _events(text: str, fast: bool) -> Iterator[Event]:
    loader: Any = _FAST(text) if fast and _FAST is not None else yaml.SafeLoader(text)
    try:
        while True:
            event = loader.get_event()
            yield event
            if type(event) is yaml.StreamEndEvent:
                return
    finally:
        loader.dispose()


_FLOW = Message(
    "[ ] 或 { } 里少了逗号或右括号；里面的文字有 , ? [ ] { } 时要加引号",
    "a comma or a closing bracket is missing here; text with , ? [ ] { } in it needs quotes",
)
_EXPLAINED: tuple[tuple[str, Message], ...] = (
    ("while scanning an alias", Message("以 * 开头的文字要加引号", "text that begins with * needs quotes")),
    ("while scanning an anchor", Message("以 & 开头的文字要加引号", "text that begins with & needs quotes")),
    ("while scanning a tag", Message("以 ! 开头的文字要加引号", "text that begins with ! needs quotes")),
    ("while scanning a directive", Message("行首不能是 %", "a line cannot begin with %")),
    (
        "cannot start any token",
        Message("文字不能以这个字符开头，要加引号", "text cannot begin with this character without quotes"),
    ),
    (
        "while scanning a quoted scalar",
        Message("引号里的文字写错了，或没有收尾", "this quoted text is wrong, or has no end"),
    ),
    (
        "while scanning a double-quoted scalar",
        Message("双引号里的 \\ 写错了", "this \\ in double quotes is wrong"),
    ),
    (
        "mapping values are not allowed here",
        Message("这里不能有“: ”，文字里有冒号时要加引号", "“: ” cannot stand here; text with a colon needs quotes"),
    ),
    ("could not find expected ':'", Message("键后面少了“:”", "there is no “:” after this key")),
    ("while parsing a flow sequence", _FLOW),
    ("while parsing a flow mapping", _FLOW),
    ("while parsing a block", Message("缩进不一致", "the indentation does not match")),
    (
        "while scanning a block scalar",
        Message("| 或 > 后面的文字写得不对", "the text after | or > is not written rightly"),
    ),
    ("expected the node content", Message("这里少了内容", "something is missing here")),
    ("expected '<document start>'", Message("缩进不一致", "the indentation does not match")),
)


def _explained(source: Source, error: yaml.YAMLError) -> LoadError:
    """A parser's complaint in words that help."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    context, problem = str(getattr(error, "context", "") or ""), str(getattr(error, "problem", "") or error)
    at = source.spot(min(mark.index, len(source.text)) if mark else 0)
    said = f"{problem} / {context}"
    otherwise = Message(f"不是有效的 YAML：{problem}", f"this is not YAML: {problem}")
    message = next((explained for words, explained in _EXPLAINED if words in said), otherwise)
    return source.error(at, message, _COLON if "：" in _lines_near(source.text, at) else None)


_COLON = Message("键后面用半角冒号加空格“: ”，不用“：”", "a half-width colon and a space after a key, not “：”")


def _lines_near(text: str, at: Spot) -> str:
    """The line of a complaint and the one before it, as far as their first colon stands."""
    lines = _LINE_END.split(text)[max(at.line - 1, 0) : at.line + 1]
    return "\n".join(re.split(r": |[\"'#]", line)[0] for line in lines)
