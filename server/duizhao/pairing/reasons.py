"""Why two items are said to belong together, in words."""

import re
from collections.abc import Mapping

from duizhao.findings import Message
from duizhao.pairing.model import Evidence, Link
from duizhao.pairing.pairing import Pairing

_BY_EVIDENCE: Mapping[Evidence, Message] = {
    Evidence.TAG: Message("编号", "by id"),
    Evidence.NAME: Message("文中写明编号", "named by its id"),
    Evidence.LABEL: Message("栏目", "labelled field"),
    Evidence.ROW: Message("同一行", "same row"),
    Evidence.NESTED: Message("写在其下", "written under it"),
    Evidence.ORDINAL: Message("文中写明序号", "named by its number"),
    Evidence.QUOTE: Message("文中引用原话", "quoted"),
    Evidence.ASPECT: Message("按同一方面推断", "inferred from the same aspect"),
    Evidence.ORDER: Message("按次序推断", "inferred from their order"),
}
_QUOTED = frozenset({Evidence.NAME, Evidence.ORDINAL, Evidence.QUOTE})
_BLANKS = re.compile(r"\s+")
_LONGEST_QUOTATION = 40


def reason(pairing: Pairing, link: Link) -> Message:
    """The words that tie the two together where there are any, else what does."""
    if link.evidence is Evidence.TAG:
        ids = " ".join(pairing.items[link.problem].ids)
        return Message(f"编号 {ids}".strip(), f"id {ids}".strip())
    if link.said is not None and link.evidence in _QUOTED:
        section = pairing.document.sections[pairing.items[link.partner].section]
        said = f"“{short(plain(section.text[slice(*link.said)]), _LONGEST_QUOTATION)}”"
        return Message(said, said)
    return _BY_EVIDENCE[link.evidence]


def plain(text: str) -> str:
    """`text` in one line without anything that is not to be seen, such as control characters."""
    shown = _BLANKS.sub(" ", text).strip()
    return shown if shown.isprintable() else "".join([char for char in shown if char.isprintable()])


def short(text: str, longest: int) -> str:
    """At most `longest` characters of `text`, the last one … if some are left out."""
    return text if len(text) <= longest else text[: longest - 1] + "…"
