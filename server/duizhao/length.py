"""How long a text is, counted as office writers count it."""

import re

from duizhao.document import MASK, Section

_COUNTED = re.compile(rf"[0-9A-Za-z][!-~]*|[^\s\x00-\x7f{MASK}]")


def characters(section: Section) -> int:
    """Length of a section's own prose, its heading included: every Chinese character and mark counts as one, and so
    does every run of Latin letters or digits. Markup, code and comments do not count.
    """
    return sum([len(_COUNTED.findall(prose)) for block in section.blocks if (prose := block.prose) is not None])
