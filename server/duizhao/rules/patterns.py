"""Which regular expressions a pack may use: those whose matching cannot take long, whatever the text.

Python's `re` backtracks: where a text can be matched in several *ways*, it may try every one of them. The cost of a
pattern is therefore bounded by counting ways, over the parsed pattern, with the rules below. It is the counting that
the literature on ambiguity of regular expressions uses (Weideman, van der Merwe, Berglund, Watson: "Analyzing
Matching Time Behavior of Backtracking Regular Expression Matchers by Using Ambiguity of NFA", CIAA 2016): infinite
ambiguity under a loop is exponential, each further independent loop adds one to the degree of a polynomial.

On a text of `TEXT` characters:

- a sequence has the product of its parts' ways, and each part is tried once for every way before it;
- as long as there is one way only, the parts of a sequence and the rounds of a repeat share the text between them, so
  that what they scan adds up to its length once;
- alternatives that can begin alike add up, others do not;
- a repeat that can both go on and stop at the same character has one way for each count. A repeat with an upper
  bound counts to it, a repeat without one to the text's end;
- a repeat without an upper bound whose body has two ways, or can be empty, is exponential: refused at once;
- looking ahead or behind, atomic groups and possessive repeats have one way, at the cost of their body;
- a search starts at every character, and has half the text before it on average, unless the pattern is anchored by
  `^`.

A pattern may cost `BUDGET` steps at most, a quarter of a second or so. One repeat without an upper bound passes where
the search is not anchored, and two where it is; bounded repeats pass while their ways multiply to some thousands.
Back-references, inline flags, conditions, and patterns that match the empty string are refused too: the first two
would make the counting wrong, and none is needed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import combinations
from math import inf
from typing import Any, NamedTuple, TypeAlias

from duizhao.findings import Message
from duizhao.rules.charsets import DIGIT, NONE, NOT_NEWLINE, SPACE, WORD, CharSet, charset, complement
from duizhao.rules.complaints import Refusal

sre: Any = import_module("re._parser")

Part: TypeAlias = Any
"""One item of a pattern as `re` parses it: a code and its value."""
Parts: TypeAlias = Sequence[Part]

TEXT = 5_000
BUDGET = 100_000_000
LONGEST = 500
DEEPEST = 20
MOST_REPEATS = 1_000


@dataclass(frozen=True, slots=True)
class Regex:
    """A regular expression that cannot take long. It is compiled when first used, and kept by `re`."""

    source: str

    @property
    def text(self) -> str:
        """As a pack writes it."""
        return f"/{self.source}/"

    def search(self, text: str) -> re.Match[str] | None:
        """The first match in `text`."""
        return re.search(self.source, text)

    def matches(self, title: str) -> bool:
        """Whether it is found somewhere in a title, read as it stands."""
        return re.search(self.source, title) is not None

    def spans(self, text: str) -> Iterator[re.Match[str]]:
        """Its matches in `text`, from left to right, none overlapping."""
        return re.finditer(self.source, text)


def regex(source: str) -> Regex:
    """The pattern, if it is safe.

    Raises:
        Refusal: with the reason; its offset counts code points of `source` from 0.
    """
    if len(source) > LONGEST:
        raise Refusal(
            Message(f"正则太长（{len(source)} 个字符）", f"the pattern is too long ({len(source)} characters)"),
            Message(f"至多 {LONGEST} 个字符", f"at most {LONGEST} characters"),
            LONGEST,
        )
    marks = _marks(source)
    try:
        parsed = sre.parse(source)
        if "(?<" in source:
            re.compile(source)
    except re.error as error:
        raise Refusal(
            Message(f"正则写错了：{error.msg}", f"not a regular expression: {error.msg}"), None, error.pos
        ) from None
    except OverflowError:
        raise _refused(marks, None, "重复的次数太大", "a repeat count is too large") from None
    if parsed.state.flags & ~re.UNICODE:
        raise _refused(marks, marks.flags, "不能用 (?i) 一类的标志", "flags such as (?i) are not allowed")
    _Walk(marks, parsed).check()
    return Regex(source)


def slashed(text: str) -> Regex | None:
    """The pattern that is written `/…/`; None for text that does not begin with a slash.

    Raises:
        Refusal: for an unsafe pattern, or if the second slash is missing. Its offset counts from the start of `text`.
    """
    if not text.startswith("/"):
        return None
    if len(text) < 3 or not text.endswith("/"):
        raise Refusal(
            Message("以 / 开头的是正则，末尾也要有 /", "what begins with / is a pattern and needs a / at its end"),
            Message("/正则/", "/pattern/"),
        )
    try:
        return regex(text[1:-1])
    except Refusal as refusal:
        offset = None if refusal.offset is None else refusal.offset + 1
        raise Refusal(refusal.message, refusal.expected, offset) from None


def expanded(template: str, match: re.Match[str]) -> str:
    """The replacement that a template (`\\1` is the first group) gives for a match."""
    return _GROUP.sub(lambda found: match[int(found[1])] or "", template)


def group_numbers(template: str) -> set[int]:
    """The groups that a template names."""
    return {int(number) for number in _GROUP.findall(template)}


def groups_in(pattern: Regex) -> int:
    """How many groups a pattern has."""
    return re.compile(pattern.source).groups


_GROUP = re.compile(r"\\([1-9])")


class _Marks(NamedTuple):
    """Where things stand in the pattern's source; the parsed pattern does not say."""

    repeats: list[int]
    flags: int | None
    references: int | None
    conditions: int | None


_ITEM = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]"
    r"|\(\?P<\w*>|\(\?P=|\(\?\(|\(\?<?[=!:>]|\(\?[a-zA-Z-]+[:)]"
    r"|\{\d*,?\d*\}|.",
    re.S,
)


def _marks(source: str) -> _Marks:
    repeats: list[int] = []
    places: dict[str, int] = {}
    depth = 0
    quantified = False
    for item in _ITEM.finditer(source):
        text, at = item[0], item.start()
        quantifier = text in ("*", "+", "?") or (text[0] == "{" and len(text) > 2)
        if quantifier and not quantified:
            repeats.append(at)
        quantified = quantifier and not quantified
        if text[0] == "(":
            depth += 1
            if depth > DEEPEST:
                raise Refusal(
                    Message("括号套得太深", "groups nest too deeply"),
                    Message(f"至多 {DEEPEST} 层", f"at most {DEEPEST} deep"),
                    at,
                )
        elif text == ")":
            depth -= 1
        if re.fullmatch(r"\(\?[a-zA-Z-]+[:)]", text):
            places.setdefault("flags", at)
            depth -= text.endswith(")")
        elif text == "(?P=" or re.fullmatch(r"\\[1-9]", text):
            places.setdefault("references", at)
        elif text == "(?(":
            places.setdefault("conditions", at)
        elif text[0] == "[" and len(text) > 1 and re.search(r"^\[|--|&&|~~|\|\|", text[1:]):
            raise Refusal(
                Message(
                    "字符集不能以 [[ 开头，也不能有 --、&&、~~、||",
                    "a character class may not begin with [[ or hold --, &&, ~~ or ||",
                ),
                Message("字符本身写成 \\[", "\\[ for the character itself"),
                at,
            )
    return _Marks(repeats, places.get("flags"), places.get("references"), places.get("conditions"))


def _refused(marks: _Marks, at: int | None, zh: str, en: str, hint: Message | None = None) -> Refusal:
    return Refusal(Message(f"这个正则不能用：{zh}", f"this pattern is refused: {en}"), hint, at)


class _After(NamedTuple):
    """What follows a part: the characters it can begin with, and whether nothing at all may follow."""

    first: CharSet
    empty: bool


class _Cost(NamedTuple):
    """What trying a part at one place takes, at most.

    `ways` it can match; `steps` that do not depend on the text's length; steps for each character of the text that it
    `scans`.
    """

    ways: float
    steps: float
    scans: float = 0

    @property
    def total(self) -> float:
        return self.steps + self.scans * TEXT


_END = _After(NONE, True)
_SINGLE = (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN)
_ROUND = 3
"""The steps that a round of a repeated group takes besides its body's."""


class _Walk:
    """One pass over a parsed pattern. Repeats are counted in the order in which the source writes them."""

    def __init__(self, marks: _Marks, parsed: Parts) -> None:
        self.marks = marks
        self.parsed = parsed
        self.dearest: tuple[float, float] = (0, 0)
        self.culprit: Part = None

    def check(self) -> None:
        """Raises Refusal if the pattern could take long, or match nothing at all."""
        if _least(self.parsed) == 0:
            raise _refused(self.marks, 0, "它能匹配空文字", "it matches the empty string")
        steps = self.sequence(self.parsed, _END).total * (1 if _anchored(self.parsed) else TEXT / 2)
        if steps > BUDGET:
            raise _refused(
                self.marks,
                self.place(self.culprit),
                f"重复太多，最坏情况下太慢（{TEXT} 字的文字约 {steps:.0e} 步）",
                f"too many ways to repeat, too slow at worst (about {steps:.0e} steps on {TEXT} characters)",
                Message("有上限的重复，如 .{0,30}", "bounded repeats, such as .{0,30}"),
            )

    def place(self, repeat: Part) -> int | None:
        """Where a repeat is written, if the parsed pattern still has all that the source has."""
        numbers = _numbered(self.parsed)
        if len(numbers) != len(self.marks.repeats) or id(repeat) not in numbers:
            return None
        return self.marks.repeats[numbers[id(repeat)]]

    def sequence(self, parts: Parts, after: _After) -> _Cost:
        ways, steps, scans = 1.0, 0.0, 0.0
        for i, part in enumerate(parts):
            cost = self.part(part, _after(parts[i + 1 :], after))
            if ways == 1:
                steps += cost.steps
                scans = max(scans, cost.scans)
            else:
                steps += ways * cost.total
            ways *= cost.ways
        return _Cost(ways, steps, scans)

    def part(self, part: Part, after: _After) -> _Cost:
        code, value = part
        if code in _SINGLE or code in (sre.AT, sre.FAILURE):
            return _Cost(1, 1)
        if code is sre.SUBPATTERN:
            _, add, remove, body = value
            if add or remove:
                raise _refused(self.marks, self.marks.flags, "不能用 (?i: 一类的标志", "flags are not allowed")
            return self.sequence(body, after)
        if code is sre.BRANCH:
            return self.branch(value[1], after)
        if code in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            return self.repeat(part, after)
        if code is sre.POSSESSIVE_REPEAT:
            return self.repeat(part, after)._replace(ways=1)
        if code is sre.ATOMIC_GROUP:
            cost = self.sequence(value, _END)
            return cost if cost.ways == 1 else _Cost(1, cost.total)
        if code in (sre.ASSERT, sre.ASSERT_NOT):
            return _Cost(1, 1 + self.sequence(value[1], _END).total)
        if code is sre.GROUPREF:
            raise _refused(self.marks, self.marks.references, "不能用反向引用", "back-references are not allowed")
        raise _refused(self.marks, self.marks.conditions, "用了不支持的写法", "it uses syntax that is not supported")

    def branch(self, bodies: Sequence[Parts], after: _After) -> _Cost:
        costs = [self.sequence(body, after) for body in bodies]
        together = [cost.ways for cost in costs]
        for (i, one), (j, two) in combinations(enumerate(bodies), 2):
            if not _exclusive(one, two, after):
                together[i] += costs[j].ways
                together[j] += costs[i].ways
        return _Cost(max(together), sum(cost.steps + 1 for cost in costs), sum(cost.scans for cost in costs))

    def repeat(self, part: Part, after: _After) -> _Cost:
        least, most, body = part[1]
        unbounded = most is sre.MAXREPEAT
        if max(least, 0 if unbounded else most) > MOST_REPEATS:
            raise _refused(
                self.marks, self.place(part), f"重复超过 {MOST_REPEATS} 次", f"more than {MOST_REPEATS} repeats"
            )
        first, shortest = _first(body), _least(body)
        each = self.sequence(body, _After(first | after.first, after.empty))
        if unbounded and (each.ways > 1 or shortest == 0):
            raise _refused(
                self.marks,
                self.place(part),
                "重复的内容本身有多种匹配方式，回溯会成倍增长",
                "what repeats can itself match in several ways, so backtracking grows exponentially",
                Message(
                    "不嵌套的重复，或开头互不相同的选择", "no nested repeat, and alternatives that begin differently"
                ),
            )
        count = max(TEXT // shortest, least) if unbounded else most
        if each.ways > 1:
            rounds = _sum_of_powers(each.ways, 0, most)
            cost = _Cost(_sum_of_powers(each.ways, least, most), rounds * (each.total + _ROUND))
        else:
            fixed = least == most or (shortest > 0 and not after.empty and not first.meets(after.first))
            ways = 1 if fixed else count - least + 1
            if len(body) == 1 and body[0][0] in _SINGLE:
                cost = _Cost(ways, 1, 2) if unbounded else _Cost(ways, 2 * count)
            else:
                cost = _Cost(ways, count * (each.steps + _ROUND), each.scans)
        if (cost.ways, cost.total) > self.dearest:
            self.dearest, self.culprit = (cost.ways, cost.total), part
        return cost


def _sum_of_powers(base: float, low: int, high: int) -> float:
    try:
        return (base ** (high + 1) - base**low) / (base - 1)
    except OverflowError:
        return inf


def _numbered(parts: Iterable[Part]) -> dict[int, int]:
    """The repeats of a parsed pattern, by identity, numbered as in the source, where each comes after its body."""
    found: dict[int, int] = {}

    def walk(items: Iterable[Part]) -> None:
        for item in items:
            for inner in _bodies(item):
                walk(inner)
            if item[0] in _REPEATS:
                found[id(item)] = len(found)

    walk(parts)
    return found


def _bodies(item: Part) -> list[Parts]:
    code, value = item
    if code is sre.BRANCH:
        return list(value[1])
    if code is sre.SUBPATTERN:
        return [value[3]]
    if code in _REPEATS:
        return [value[2]]
    if code is sre.ATOMIC_GROUP:
        return [value]
    if code in (sre.ASSERT, sre.ASSERT_NOT):
        return [value[1]]
    return []


_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
_ZERO_WIDTH = (sre.AT, sre.ASSERT, sre.ASSERT_NOT)


def _least(parts: Parts) -> int:
    """The fewest characters that a sequence matches."""
    total = 0
    for part in parts:
        code, value = part
        if code in _ZERO_WIDTH:
            continue
        if code is sre.BRANCH:
            total += min(map(_least, value[1]))
        elif code in _REPEATS:
            total += value[0] * _least(value[2])
        elif code in (sre.SUBPATTERN, sre.ATOMIC_GROUP):
            total += _least(_bodies(part)[0])
        else:
            total += 1
    return total


def _first(parts: Iterable[Part]) -> CharSet:
    """The characters that a sequence can begin with."""
    return _after(parts, _After(NONE, True)).first


def _after(parts: Iterable[Part], then: _After) -> _After:
    """What a place is followed by that has `parts` next and `then` after them."""
    found = NONE
    for part in parts:
        code = part[0]
        if code in _ZERO_WIDTH:
            continue
        chars = _characters(part)
        if chars is not None:
            return _After(found | chars, False)
        for body in _bodies(part):
            found |= _first(body)
        if _least([part]) > 0:
            return _After(found, False)
    return _After(found | then.first, then.empty)


def _characters(part: Part) -> CharSet | None:
    """The characters of a part that matches exactly one; None for any other part."""
    code, value = part
    if code is sre.LITERAL:
        return CharSet(((value, value),))
    if code is sre.NOT_LITERAL:
        return complement(CharSet(((value, value),)))
    if code is sre.ANY:
        return NOT_NEWLINE
    if code is sre.IN:
        return _class(value)
    return None


def _class(items: Parts) -> CharSet:
    negated = items[0][0] is sre.NEGATE
    ranges: list[tuple[int, int]] = []
    for code, value in items:
        if code is sre.LITERAL:
            ranges.append((value, value))
        elif code is sre.RANGE:
            ranges.append(value)
        elif code is sre.CATEGORY:
            category = _CATEGORIES[value]
            ranges.extend((category.below if negated else category.above).ranges)
    found = charset(ranges)
    return complement(found) if negated else found


_CATEGORIES = {
    sre.CATEGORY_DIGIT: DIGIT,
    sre.CATEGORY_NOT_DIGIT: DIGIT.other(),
    sre.CATEGORY_SPACE: SPACE,
    sre.CATEGORY_NOT_SPACE: SPACE.other(),
    sre.CATEGORY_WORD: WORD,
    sre.CATEGORY_NOT_WORD: WORD.other(),
}


def _exclusive(one: Parts, two: Parts, after: _After) -> bool:
    """Whether at most one of two alternatives can match at the same place."""
    if any(not mine.meets(theirs) for mine, theirs in zip(_leading(one), _leading(two), strict=False)):
        return True
    mine, theirs = _after(one, after), _after(two, after)
    return not (mine.empty or theirs.empty) and not mine.first.meets(theirs.first)


def _leading(parts: Iterable[Part]) -> Iterator[CharSet]:
    """The characters at the first places of a sequence, as far as those are fixed."""
    for part in parts:
        if part[0] in _ZERO_WIDTH:
            continue
        chars = _characters(part)
        if chars is None:
            return
        yield chars


def _anchored(parts: Parts) -> bool:
    """Whether a sequence can match only at the start of the text."""
    if not parts:
        return False
    code, value = parts[0]
    if code is sre.AT:
        return value in (sre.AT_BEGINNING, sre.AT_BEGINNING_STRING)
    if code is sre.BRANCH:
        return all(map(_anchored, value[1]))
    return code is sre.SUBPATTERN and _anchored(value[3])
