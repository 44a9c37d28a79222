"""The matrix as one HTML page that needs nothing beside it: to read, to filter by state, to print on A4."""

import base64
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.resources import files as resources
from typing import TypeAlias
from xml.etree.ElementTree import Element, tostring

from duizhao.findings import Message
from duizhao.matrix.cells import NOTHING_FOUND, Column, Part, parts, summary
from duizhao.matrix.rows import Entry, FileMatrix, Row, Standing, counts

_NAME = Message("对照矩阵", "Pairing matrix")
_SHOWN = Message("显示 {shown} 行，共 {all} 行", "{shown} of {all} rows shown")
_UNMATCHED = Message("这里没有这种状态的行。", "No rows here are in this state.")
_BRIEF = 40
"""Longer problems are not set in bold type, which would be a wall."""

_PROPERTIES: Mapping[Column, Callable[[Entry], str]] = {
    Column.OWNER: lambda entry: entry.owner,
    Column.DEADLINE: lambda entry: entry.deadline,
}

_Child: TypeAlias = Element | str


def as_html(files: Sequence[FileMatrix], language: str) -> str:
    """The page. Nothing in a draft becomes markup, and no script or style but the page's own can run."""
    return "<!DOCTYPE html>\n" + tostring(_Page(language).page(files), encoding="unicode", method="html") + "\n"


def _element(tag: str, *children: _Child, **attributes: str) -> Element:
    """An element; `class_` gives its class, and `_` in other attributes stands for `-`."""
    made = Element(tag, {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()})
    last: Element | None = None
    for child in children:
        if not isinstance(child, str):
            made.append(child)
            last = child
        elif last is None:
            made.text = (made.text or "") + child
        else:
            last.tail = (last.tail or "") + child
    return made


def _own(name: str) -> str:
    return resources("duizhao.matrix").joinpath(name).read_text("utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _line_link(uri: str, line: int) -> str:
    """Opens a file at a line in Visual Studio Code."""
    path = uri.removeprefix("file://")
    return f"vscode://file{path if path.startswith('/') else f'//{path}'}:{line}"


class _Page:
    """Builds the page in one language."""

    def __init__(self, language: str) -> None:
        self._language = language

    def page(self, files: Sequence[FileMatrix]) -> Element:
        style, script = _own("page.css"), _own("page.js")
        allowed = f"style-src {_hash(style)}; script-src {_hash(script)}"
        policy = f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"
        title = files[0].matrix.title or files[0].name if len(files) == 1 else self._say(_NAME)
        head = _element(
            "head",
            _element("meta", charset="utf-8"),
            _element("meta", http_equiv="Content-Security-Policy", content=policy),
            _element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            _element("title", title if len(files) > 1 else f"{title} · {self._say(_NAME)}"),
            _element("style", style),
        )
        alone = len(files) == 1
        main = _element("main", *[self._file(file, number, alone=alone) for number, file in enumerate(files, 1)])
        body = _element("body", self._head(files, title), self._filter(files), main, _element("script", script))
        return _element("html", head, body, lang="zh-CN" if self._language == "zh" else "en")

    def _head(self, files: Sequence[FileMatrix], title: str) -> Element:
        if len(files) == 1:
            name = _element("p", self._say(_NAME), class_="eyebrow")
            return _element("header", name, *_heading("h1", files[0]), class_="page-head")
        links = [
            _element("li", _element("a", file.matrix.title or file.name, href=f"#file-{number}"))
            for number, file in enumerate(files, 1)
        ]
        return _element("header", _element("h1", title), _element("ul", *links, class_="files"), class_="page-head")

    def _filter(self, files: Sequence[FileMatrix]) -> Element:
        rows = [row for file in files for part in parts(file.matrix) for row in part.rows]
        label = self._say(Message("按状态筛选", "Filter by state"))
        every = self._button(self._say(Message("全部", "All")), len(rows), data_all="", aria_pressed="true")
        buttons = [self._standing_button(standing, number) for standing, number in counts(rows)]
        told = _element("p", class_="shown", role="status", data_pattern=self._say(_SHOWN))
        inner = _element("div", every, *buttons, told, class_="filter-inner")
        return _element("nav", inner, class_="filter", aria_label=label, hidden="")

    def _standing_button(self, standing: Standing, number: int) -> Element:
        button = self._button(standing.word, number, data_state=standing.key, aria_pressed="false")
        button.insert(0, _element("span", class_=f"dot {standing.tone.value}"))
        button[0].tail, button.text = button.text, None
        return button

    def _button(self, word: str, number: int, **attributes: str) -> Element:
        count = _element("span", str(number), class_="number")
        return _element("button", f"{word} ", count, type="button", **attributes)

    def _file(self, file: FileMatrix, number: int, *, alone: bool) -> Element:
        made = _element("section", class_="file", id=f"file-{number}")
        if not alone:
            made.extend(_heading("h2", file))
        if file.matrix.empty:
            made.append(_element("p", self._say(NOTHING_FOUND), class_="nothing"))
        made.extend([self._part(part, file) for part in parts(file.matrix)])
        return made

    def _part(self, part: Part, file: FileMatrix) -> Element:
        told = summary(part, self._language)
        made = _element("div", class_="part")
        if part.past:
            made.append(_element("h3", self._say(part.title)))
        made.append(self._bar(part))
        made.append(_element("p", told, class_="summary"))
        columns = [column for column in part.columns() if column is not Column.WHY]
        table = _element("table", _element("caption", self._say(part.title)), self._table_head(part, columns))
        table.extend([_Rows(self._language, part, columns, file.uri, row).body() for row in part.rows])
        made.append(_element("div", table, class_="frame"))
        made.append(_element("p", self._say(_UNMATCHED), class_="nothing unmatched", hidden=""))
        return made

    def _bar(self, part: Part) -> Element:
        """How many rows are in which state, drawn; the summary says it in words."""
        bar = _element(
            "svg", class_="bar", viewBox=f"0 0 {len(part.rows)} 1", preserveAspectRatio="none", aria_hidden="true"
        )
        at = 0
        for standing, number in counts(part.rows):
            rect = _element("rect", class_=standing.tone.value, x=str(at), y="0", width=str(number), height="1")
            bar.append(rect)
            at += number
        return bar

    def _table_head(self, part: Part, columns: Sequence[Column]) -> Element:
        line = _element("tr")
        for column in columns:
            line.append(_element("th", self._say(part.heading(column)), scope="col", class_=_class(column)))
        return _element("thead", line)

    def _say(self, message: Message) -> str:
        return message.in_language(self._language)


def _heading(tag: str, file: FileMatrix) -> Iterator[Element]:
    """The title of a draft and where it is; its name alone where it has no title."""
    name = _element("a", file.name, href=_line_link(file.uri, 1)) if file.uri else file.name
    yield _element(tag, file.matrix.title or name)
    if file.matrix.title:
        yield _element("p", name, class_="where")


def _class(column: Column) -> str:
    match column:
        case Column.NUMBER:
            return "number-cell"
        case Column.STATE:
            return "state-cell"
        case Column.OWNER | Column.DEADLINE:
            return "short"
        case _:
            return "long"


class _Rows:
    """The table rows of one row of the matrix: one for each measure, beside what belongs to all of them."""

    def __init__(self, language: str, part: Part, columns: Sequence[Column], uri: str | None, row: Row) -> None:
        self._language = language
        self._part = part
        self._columns = columns
        self._uri = uri
        self._row = row
        self._bearing = Column.MEASURE if row.measures else Column.FOLLOW_UP
        self._bearers = row.measures or row.follow_ups

    def body(self) -> Element:
        height = max(1, len(self._bearers))
        lines = []
        for index in range(height):
            line = _element("tr")
            for column in self._columns:
                cell = self._of_bearer(column, index) if self._is_split(column) else self._of_all(column, index)
                if cell is None:
                    continue
                if not self._is_split(column) and height > 1:
                    cell.set("rowspan", str(height))
                line.append(cell)
            lines.append(line)
        standing = self._row.standing
        return _element("tbody", *lines, data_state=standing.key, data_tone=standing.tone.value)

    def _is_split(self, column: Column) -> bool:
        """Whether each measure has a cell of its own in this column."""
        of = _PROPERTIES.get(column)
        return column is self._bearing or (of is not None and len({of(entry) for entry in self._bearers}) > 1)

    def _of_bearer(self, column: Column, index: int) -> Element:
        entry = self._bearers[index] if self._bearers else None
        if column is self._bearing:
            return self._cell(column, *([self._entry(entry)] if entry else []))
        value = _PROPERTIES[column](entry) if entry else ""
        return self._cell(column, *([value] if value else []))

    def _of_all(self, column: Column, index: int) -> Element | None:
        if index > 0:
            return None
        row = self._row
        match column:
            case Column.NUMBER:
                return _element("td", str(row.number) if row.number else "", class_=_class(column))
            case Column.PROBLEM if row.problem:
                return _element("th", self._entry(row.problem), scope="rowgroup", class_=f"{_class(column)} problem")
            case Column.CAUSE:
                return self._cell(column, *[self._entry(entry) for entry in row.causes])
            case Column.MEASURE:
                return self._cell(column, *[self._entry(entry) for entry in row.measures])
            case Column.FOLLOW_UP:
                return self._cell(column, *[self._entry(entry) for entry in row.follow_ups])
            case Column.STATE:
                return self._state()
            case Column.OWNER | Column.DEADLINE:
                of = _PROPERTIES[column]
                sources = [*self._bearers[:1], *([row.problem] if row.problem else [])]
                value = next((of(entry) for entry in sources if of(entry)), "")
                return self._cell(column, *([value] if value else []))
            case _:
                return self._cell(column)

    def _cell(self, column: Column, *children: _Child) -> Element:
        """A cell with its column's name, which narrow screens show."""
        label = self._part.heading(column).in_language(self._language)
        shown = children or (_element("span", "—", class_="none", aria_hidden="true"),)
        return _element("td", *shown, class_=_class(column), data_label=label)

    def _state(self) -> Element:
        standing = self._row.standing
        shown = [_element("span", standing.word, class_=f"pill {standing.tone.value}")]
        if self._row.remark:
            shown.append(_element("p", self._row.remark, class_="remark"))
        return self._cell(Column.STATE, *shown)

    def _entry(self, entry: Entry) -> Element:
        brief = "text brief" if len(entry.text) <= _BRIEF else "text"
        made = _element("div", _element("div", entry.text, class_=brief), class_="entry")
        if entry.points:
            made.append(_element("ul", *[_element("li", point) for point in entry.points], class_="points"))
        made.append(_element("div", *self._meta(entry), class_="meta"))
        return made

    def _meta(self, entry: Entry) -> Iterator[Element]:
        line = Message(f"第 {entry.line} 行", f"line {entry.line}").in_language(self._language)
        if self._uri:
            yield _element("a", line, href=_line_link(self._uri, entry.line))
        else:
            yield _element("span", line)
        if entry.why:
            yield _element("span", entry.why, class_="why")
