"""Which year a report is of, for rules that hold from some year on or up to one."""

import re

from duizhao.document import Document, FrontMatter
from duizhao.selection import title_of

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_TITLE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?年")
_DATE_LINE = re.compile(r"^[ \t\u3000（(]*((?:19|20)\d\d)年\d{1,2}月(?:\d{1,2}日)?[）)\s]*$", re.MULTILINE)
_EDGE = 2


def report_year(document: Document) -> int | None:
    """The year that the front matter says (`year`, then `date`), else that of the title, else of a line that holds
    nothing but a date in the first or last section; None where nothing says it.
    """
    said = _said(document.front_matter)
    if said is not None:
        return said
    found = _TITLE_YEAR.search(title_of(document))
    sections = document.sections
    edges = sections if len(sections) <= _EDGE else (sections[0], sections[-1])
    for section in reversed(edges):
        if found is not None:
            break
        found = _DATE_LINE.search(section.text)
    return int(found[1]) if found else None


def _said(front_matter: FrontMatter) -> int | None:
    for key in ("year", "date"):
        match = _YEAR.search(front_matter.value(key))
        if match is not None:
            return int(match[1])
    return None
