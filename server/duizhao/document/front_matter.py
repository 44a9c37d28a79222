"""The top-level entries of YAML front matter, read line by line so that half-typed YAML still gives what it has."""

import re
from typing import NamedTuple

from duizhao.text import Span

_ENTRY = re.compile(r"(?:^|(?<=[\r\n]))(?P<key>[^\s:#\-][^:\r\n]*?)[ \t]*:(?:[ \t]+(?P<value>[^\r\n]*))?(?=[\r\n]|$)")
_COMMENT = re.compile(r"(?:^|\s)#.*$")


class Entry(NamedTuple):
    """One `key: value` line; the value without quotes and comment. Spans are relative to the block."""

    key: str
    value: str
    key_span: Span
    value_span: Span


class FrontMatter(NamedTuple):
    """Entries in order; empty for a document without front matter."""

    entries: tuple[Entry, ...] = ()

    def get(self, key: str) -> Entry | None:
        """The last entry with this key."""
        return next((entry for entry in reversed(self.entries) if entry.key == key), None)

    def value(self, key: str) -> str:
        """The value of `key`, or an empty text."""
        entry = self.get(key)
        return entry.value if entry else ""


def read_front_matter(text: str) -> FrontMatter:
    """The entries of a front-matter block."""
    entries = []
    for match in _ENTRY.finditer(text):
        raw = match["value"] or ""
        value = _COMMENT.sub("", raw).strip()
        start = match.start("value") + len(raw) - len(raw.lstrip()) if raw else match.end()
        span = Span(start, start + len(value))
        if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        entries.append(Entry(match["key"].strip("\"'"), value, Span(*match.span("key")), span))
    return FrontMatter(tuple(entries))
