"""What a hover tells of an item, an id or a reference: what answers it, or what it answers, and why."""

import re
from collections.abc import Callable, Iterator

from duizhao.findings import Message
from duizhao.hover import Explanation
from duizhao.lens import standing
from duizhao.navigation import mention_at, named_at
from duizhao.pairing.model import ROLE_WORDS, STATE_WORDS, Form, Link
from duizhao.pairing.pairing import Pairing, extent_text
from duizhao.pairing.reasons import plain, reason, short
from duizhao.pairing.wording import seal_of

_LONGEST_TEXT = 160
_LONGEST_READ = 2000
_MOST = 12
_SPECIAL = re.compile(r"([\\`*_~\[\]<>#|&])")
_MARKS = re.compile(r"^#{1,6}[ \t]+", re.MULTILINE)
_TAG = re.compile(r"<!--.*?(?:-->|$)|\{(?:#|for=)[^{}\r\n]*\}", re.DOTALL)
_BREAK = re.compile(r"\s*[\r\n]\s*")
_REST_OF_MARKS = " \t\r\n\u3000-*+_|#"


def partners_at(pairing: Pairing, offset: int, language: str, *, markdown: bool = True) -> Explanation | None:
    """What is to be told of the item whose name, id or reference stands at `offset`; the report's own text is never
    markup in it.
    """
    telling = _Telling(pairing, language, markdown=markdown)
    mention = mention_at(pairing, offset)
    if mention is not None:
        parts = [telling.about(problem, with_text=True) for problem in mention.problems[:_MOST]]
        return Explanation(mention.span, "\n\n".join(parts))
    index = named_at(pairing, offset)
    if index is None or not pairing.items[index].paired:
        return None
    return Explanation(pairing.span_of(index), telling.about(index, with_text=False))


class _Telling:
    """Tells of the items of one pairing in one language."""

    def __init__(self, pairing: Pairing, language: str, *, markdown: bool) -> None:
        self._pairing = pairing
        self._language = language
        self._escaped: Callable[[str], str] = _escaped if markdown else str
        self._bold = "**" if markdown else ""

    def about(self, index: int, *, with_text: bool) -> str:
        """How an item stands, and its partners, each with its text and why it is one."""
        state = self._say(STATE_WORDS[self._pairing.state(index)])
        by_role = self._pairing.coverage[index].by_role
        if len(by_role) > 1:
            state += self._say(Message(f"（{standing(by_role).zh}）", f" ({standing(by_role).en})"))
        first = f"{self._role(index)} {state}"
        if with_text:
            first += self._say(Message("：", ": ")) + self._text(index)
        return "\n".join([first, *self._partners(index)])

    def _partners(self, index: int) -> Iterator[str]:
        links = sorted(self._pairing.links_of(index), key=lambda link: (link.tier, _other(link, index)))
        if links:
            yield ""
        for link in links[:_MOST]:
            other = _other(link, index)
            why = self._escaped(self._say(reason(self._pairing, link)))
            if link.seal and seal_of(self._pairing.items[link.problem].head) != link.seal:
                head = self._escaped(short(plain(self._pairing.items[link.problem].head), _LONGEST_TEXT))
                why += self._say(
                    Message(
                        f"；确认以后问题改过，现在是“{head}”",
                        f"; changed since it was confirmed, the problem now says “{head}”",
                    )
                )
            yield f"- {self._role(other)} {self._text(other)}" + self._say(Message(f"（{why}）", f" ({why})"))
        if len(links) > _MOST:
            rest = len(links) - _MOST
            yield "- " + self._say(Message(f"……还有 {rest} 条", f"… and {rest} more"))

    def _role(self, index: int) -> str:
        return f"{self._bold}{self._say(ROLE_WORDS[self._pairing.items[index].role])}{self._bold}"

    def _text(self, index: int) -> str:
        return self._escaped(short(plain(_own_text(self._pairing, index)), _LONGEST_TEXT))

    def _say(self, message: Message) -> str:
        return message.in_language(self._language)


def _other(link: Link, index: int) -> int:
    return link.partner if link.problem == index else link.problem


def _own_text(pairing: Pairing, index: int) -> str:
    """What an item says itself, from its name on, without the causes and measures that stand in its text."""
    item, name, extent = pairing.items[index], pairing.span_of(index), pairing.extent_of(index)
    if item.form is Form.ROW:
        return _TAG.sub(" ", pairing.document.sections[item.section].text[item.span.start : item.span.end])
    inner = [
        pairing.extent_of(link.partner).start
        for link in pairing.links_of(index)
        if link.problem == index and extent.start <= pairing.extent_of(link.partner).start < extent.end
    ]
    stop = min([extent.end, *(start for start in inner if start > name.start)])
    text = extent_text(pairing.document, item, min(stop - extent.start, _LONGEST_READ))
    title, rest = text[name.start - extent.start : name.end - extent.start], text[name.end - extent.start :]
    rest = _MARKS.sub("", _TAG.sub(" ", rest)).rstrip(_REST_OF_MARKS)
    if rest and _BREAK.match(rest):
        rest = ("：" if title[-1:] > "\u2e80" else ": ") + rest.lstrip()
    return _TAG.sub(" ", title) + rest


def _escaped(text: str) -> str:
    """Text of the report as it is, whatever Markdown it holds."""
    return _SPECIAL.sub(r"\\\1", text)
