"""Names of headings and numbers as messages give them."""

from duizhao.document import Heading

_LONGEST = 18


def named(heading: Heading) -> str:
    """Number and title of a heading, cut short where it is long."""
    text = " ".join(heading.text.split())
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
