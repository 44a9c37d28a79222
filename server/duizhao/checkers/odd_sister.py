"""headings/odd-sister: one of several parallel headings lacks a word that frames all the others.

Only words that frame a title count (在…方面, 关于…问题的整改), never the verb that an author is free to choose, and
only where the rest of the title shows that it was meant to be like the others.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial, reduce
from itertools import accumulate
from typing import NamedTuple

from duizhao.checkers.checker import Code, Family, FamilyChecker
from duizhao.checkers.wording import named
from duizhao.document import Confidence, Form, Heading
from duizhao.findings import Finding, Fix, Message, Place, Related, Replacement
from duizhao.rules import RuleSet
from duizhao.text import Span

CODE = Code("headings/odd-sister", Message("与同级标题不对称", "Unlike its sisters"), options={"fewest": 4})

_FEWEST = 3  # of two headings neither is the odd one
_MOST = 200
_LONGEST_AFFIX = 12
_LONGEST_ASPECT = 20
_FRONT_WORDS = ("关于", "针对", "围绕", "对于", "在", "对", "就", "从", "以")
_OPENING_WORDS = ("关于", "针对", "围绕", "在")
_BACK_WORDS = ("问题", "方面")
_ASPECT = "方面"
_END_OF_FRAME = re.compile(r"(?:方面|问题|情况|整改|落实|措施)$")
_OTHER_KIND = re.compile(
    r"^(?:其他|其它|此外|需要)|方面|(?:问题|情况|事项|原因|措施|建议|打算|工作|安排|意见|方向|内容)$"
)
_CHINESE = re.compile(r"[\u3400-\u9fff“《]")


class _Sister(NamedTuple):
    """A heading that is the family's child `subject`; `is_last` where its title may still be growing."""

    subject: int
    heading: Heading
    is_last: bool

    @property
    def title(self) -> str:
        return self.heading.title

    def place(self, start: int, end: int) -> Place:
        """Where `title[start:end]` stands."""
        base = self.heading.title_span.start
        return Place(self.subject, Span(base + start, base + end))


def _check(family: Family, fewest: int) -> Iterator[Finding]:
    if len(family.children) < fewest:
        return
    groups: dict[tuple[int | None, int], list[_Sister]] = {}
    for subject, facts in enumerate(family.children, 1):
        heading = facts.heading
        if heading is None or heading.confidence is Confidence.POSSIBLE or heading.form is Form.TITLE:
            continue
        if _CHINESE.match(heading.title):
            rank = heading.number.system.rank if heading.number else -1
            is_last = subject == len(family.children) and not facts.has_text
            groups.setdefault((heading.level, rank), []).append(_Sister(subject, heading, is_last))
    for sisters in groups.values():
        if fewest <= len(sisters) <= _MOST:
            yield from _of_sisters(sisters)


def _of_sisters(sisters: Sequence[_Sister]) -> Iterator[Finding]:
    titles = [sister.title[:_LONGEST_AFFIX] for sister in sisters]
    reversed_titles = [sister.title[: -_LONGEST_AFFIX - 1 : -1] for sister in sisters]
    fronts, backs = _all_but_one(titles), _all_but_one(reversed_titles)
    back_of_all = reduce(_common, reversed_titles)[::-1]
    for index, odd in enumerate(sisters):
        model = sisters[1 if index == 0 else 0]
        front, back = fronts[index], backs[index][::-1]
        if not odd.title.startswith(front):
            yield from _front(odd, model, front, in_frame=bool(_END_OF_FRAME.search(back_of_all)))
        elif not odd.title.endswith(back) and not odd.is_last:
            yield from _back(odd, model, back)


def _all_but_one(texts: Sequence[str]) -> list[str]:
    """For each text what all the others begin with."""
    up_to = list(accumulate(texts, _common))
    from_on = list(accumulate(reversed(texts), _common))[::-1]
    inner = [_common(before, after) for before, after in zip(up_to, from_on[2:], strict=False)]
    return [from_on[1], *inner, up_to[-2]]


def _common(one: str, other: str) -> str:
    """What both begin with."""
    length = next((index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return other[:length]


def _front(odd: _Sister, model: _Sister, front: str, *, in_frame: bool) -> Iterator[Finding]:
    """The others begin with a word that `odd` lacks, or lack one that it begins with."""
    for word in _FRONT_WORDS:
        rest = front.removeprefix(word)
        if rest != front and not odd.title.startswith(word):
            shared = len(_common(rest, odd.title))
            if shared >= 2 or (in_frame and word in _OPENING_WORDS and rest in ("", "“", "《")):
                end = max(shared, 2)
                yield _lacking(
                    odd, model, word, odd.place(0, end), 0, f"以“{word + rest[:shared]}”开头", word + rest[:shared]
                )
                return
        if word in _OPENING_WORDS and len(front) >= 2 and odd.title.startswith(word + front):
            yield _finding(
                odd.place(0, len(word)),
                Message(
                    f"同级标题都以“{front}”开头，只有这个多了“{word}”",
                    f"its sisters all begin with {front}, only this one has {word} before it",
                ),
                model,
                Fix(
                    Message(f"删去“{word}”", f"Remove {word}"), (Replacement(odd.place(0, len(word)), ""),), safe=False
                ),
            )
            return


def _back(odd: _Sister, model: _Sister, back: str) -> Iterator[Finding]:
    """The others have a word at their end that `odd` lacks. Where theirs is followed by text, so is that of `odd`."""
    title = odd.title.partition("，")[0] if model.heading.form is Form.RUN_IN else odd.title
    length = len(title)
    for word in _BACK_WORDS:
        head, found, tail = back.rpartition(word)
        if found and head[-1:] in ("”", "》") and title.endswith(head[-1] + tail):
            at = length - len(tail)
            yield _lacking(odd, model, word, odd.place(at - 1, length), at, f"以“{word}{tail}”结尾", word + tail)
            return
    if back.endswith(_ASPECT) and length <= _LONGEST_ASPECT and not _OTHER_KIND.search(title):
        place = odd.place(max(0, length - 2), length)
        yield _lacking(odd, model, _ASPECT, place, length, f"以“{_ASPECT}”结尾", _ASPECT)


def _lacking(odd: _Sister, model: _Sister, word: str, place: Place, at: int, zh: str, affix: str) -> Finding:
    """`word` should stand in `odd` at `at`; the sisters all do as `zh` says, having `affix`."""
    return _finding(
        place,
        Message(f"同级标题都{zh}，这里少了“{word}”", f"its sisters all have {affix}; {word} is missing here"),
        model,
        Fix(Message(f"加上“{word}”", f"Add {word}"), (Replacement(odd.place(at, at), word),), safe=False),
        unfinished=at > 0,
    )


def _finding(place: Place, message: Message, model: _Sister, fix: Fix[Place], *, unfinished: bool = False) -> Finding:
    related = Related(
        model.place(0, len(model.title)), Message(f"如“{named(model.heading)}”", f"such as “{named(model.heading)}”")
    )
    return Finding(CODE.id, message, place, (related,), fix, unfinished)


def _prepare(rules: RuleSet) -> Callable[[Family], Iterator[Finding]]:
    return partial(_check, fewest=max(_FEWEST, CODE.number_in(rules, "fewest")))


CHECKER = FamilyChecker((CODE,), _prepare)
