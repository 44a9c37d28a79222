"""What a hover tells of an item, an id or a reference: what answers it, or what it answers, and why."""

import re
from collections.abc import Iterator

from duizhao.findings import Message
from duizhao.hover import Explanation
from duizhao.navigation import mention_at, named_at
from duizhao.pairing.model import ROLE_WORDS, STATE_WORDS, Link
from duizhao.pairing.pairing import Pairing
from duizhao.pairing.reasons import plain, reason, short

_LONGEST_TEXT = 160
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")


def partners_at(pairing: Pairing, offset: int, language: str) -> Explanation | None:
    """Markdown about the item whose name, id or reference stands at `offset`; the report's own text is escaped."""
    mention = mention_at(pairing, offset)
    if mention is not None:
        text = "\n".join([_line(pairing, mention.problem, language), *_about(pairing, mention.problem, language)])
        return Explanation(mention.span, text)
    index = named_at(pairing, offset)
    if index is None or not pairing.items[index].paired:
        return None
    state = STATE_WORDS[pairing.state(index)].in_language(language)
    heading = f"**{ROLE_WORDS[pairing.items[index].role].in_language(language)}** {state}"
    return Explanation(pairing.span_of(index), "\n".join([heading, *_about(pairing, index, language)]))


def _about(pairing: Pairing, index: int, language: str) -> Iterator[str]:
    """Its partners, each with its text and why it is one."""
    links = sorted(pairing.links_of(index), key=lambda link: (link.tier, _other(link, index)))
    if links:
        yield ""
    for link in links:
        why = reason(pairing, link).in_language(language)
        yield f"- {_line(pairing, _other(link, index), language)}" + Message(
            f"（{_escaped(why)}）", f" ({_escaped(why)})"
        ).in_language(language)


def _other(link: Link, index: int) -> int:
    return link.partner if link.problem == index else link.problem


def _line(pairing: Pairing, index: int, language: str) -> str:
    role = ROLE_WORDS[pairing.items[index].role].in_language(language)
    text = short(plain(pairing.text_of(index, 2 * _LONGEST_TEXT).lstrip("# ")), _LONGEST_TEXT)
    return f"**{role}** {_escaped(text)}"


def _escaped(text: str) -> str:
    """Text of the report as it is, whatever Markdown it holds."""
    return _SPECIAL.sub(r"\\\1", text)
