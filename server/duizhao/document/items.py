"""The numbers of Markdown's own ordered lists, which authors mix with numbered headings."""

import re

_ITEM = re.compile(r"(\d{1,9})[.)](?=[ \t])")


def item_number(text: str) -> int | None:
    """The number of the list item that is `text`; None for a bullet and for an indented, hence nested item."""
    match = _ITEM.match(text)
    return int(match[1]) if match else None
