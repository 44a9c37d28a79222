"""What a pack can say by its form and still not mean."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from duizhao.findings import Message, Severity
from duizhao.rules.complaints import Refusal
from duizhao.rules.hits import corrected, hits
from duizhao.rules.matchers import Glob, Matcher, Search, Wording, read_title
from duizhao.rules.model import (
    AT_MOST_INFORMATION,
    ExistenceRule,
    Outline,
    Pack,
    PairingSpec,
    PatternRule,
    PhraseRule,
    SectionSpec,
)
from duizhao.rules.patterns import group_numbers, groups_in
from duizhao.rules.tokens import Swap, Words


class Complaint(NamedTuple):
    """Something wrong with a value inside a record; `path` are the keys and numbers that lead to it."""

    owner: object
    path: tuple[str | int, ...]
    refusal: Refusal


def complaints(record: object, clean: bool) -> Iterator[Complaint]:
    """Everything in one record of a pack that makes no sense.

    Args:
        record: anything that was read.
        clean: whether nothing in it was complained about before; what may only follow from that is not looked for.
    """
    match record:
        case PatternRule() if clean:
            yield from _pattern_rule(record)
        case Pack():
            for base in record.extends:
                if base.name == record.id:
                    yield _complaint(base, (), "包不能以自己为基础", "a pack cannot extend itself")
            yield from _repeated_pairing(record)
        case PairingSpec() if clean:
            yield from _pairing(record)
        case Outline():
            yield from _same_ids(record)
            yield from _unreachable(record.sections)
        case SectionSpec():
            yield from _unreachable(record.sections)
            if clean:
                yield from _heading(record)


def _complaint(
    owner: object, path: tuple[str | int, ...], zh: str, en: str, expected: Message | None = None
) -> Complaint:
    return Complaint(owner, path, Refusal(Message(zh, en), expected))


def _repeated_pairing(pack: Pack) -> Iterator[Complaint]:
    seen: set[str] = set()
    for spec in pack.pairing:
        if spec.each in seen:
            yield _complaint(
                spec, ("each",), f"“{spec.each}”前面已经说过", f"what {spec.each} needs has been said before"
            )
        seen.add(spec.each)


def _pairing(spec: PairingSpec) -> Iterator[Complaint]:
    if not spec.needs and spec.answers is None:
        zh, en = f"没有说“{spec.each}”要有什么", f"nothing is said of what {spec.each} needs or answers"
        yield _complaint(spec, (), zh, en, Message("needs 或 answers", "`needs` or `answers`"))
    if spec.answers == spec.each or any(need.role == spec.each for need in spec.needs):
        yield _complaint(spec, ("each",), f"“{spec.each}”不能对应自己", f"{spec.each} cannot answer itself")


def _same_ids(outline: Outline) -> Iterator[Complaint]:
    seen: set[str] = set()
    for section in _all_sections(outline.sections):
        if section.id in seen:
            yield _complaint(section, ("id",), f"已有一节叫“{section.id}”", f"another section is named “{section.id}”")
        seen.add(section.id)


def _all_sections(sections: tuple[SectionSpec, ...]) -> Iterator[SectionSpec]:
    for section in sections:
        yield section
        yield from _all_sections(section.sections)


def _heading(section: SectionSpec) -> Iterator[Complaint]:
    if section.heading is None:
        yield _complaint(
            section,
            ("match",),
            "match 里没有固定写法，补全时不知用什么标题",
            "no matcher is a plain wording, so there is no heading to offer",
            Message("再写 title: 标题文字", "a `title` as well"),
        )
    elif section.title is not None and not section.takes(read_title(section.title)):
        yield _complaint(
            section,
            ("title",),
            f"match 不认“{section.title}”这个标题",
            f"no matcher takes the title “{section.title}”",
        )


def _unreachable(sections: tuple[SectionSpec, ...]) -> Iterator[Complaint]:
    """Matchers that an earlier sibling leaves nothing to."""
    earlier: dict[tuple[type[Matcher], str], SectionSpec] = {}
    takes_all: SectionSpec | None = None
    for section in sections:
        for number, each in enumerate(section.match):
            taker = earlier.get(_meaning(each))
            if taker is None and not isinstance(each, Wording):
                taker = takes_all
            if taker is not None:
                yield _complaint(
                    section,
                    ("match", number),
                    f"永远轮不到：“{each.text}”已归前面的“{taker.id}”",
                    f"this can never match: “{each.text}” goes to “{taker.id}” before it",
                )
        for each in section.match:
            earlier.setdefault(_meaning(each), section)
            if isinstance(each, Glob) and not each.text.strip("*"):
                takes_all = takes_all or section


def _meaning(matcher: Matcher) -> tuple[type[Matcher], str]:
    match matcher:
        case Wording():
            return Wording, matcher.key
        case Glob():
            return Glob, matcher.pattern
        case Search():
            return Search, matcher.text


def _pattern_rule(rule: PatternRule) -> Iterator[Complaint]:
    if not rule.verified and rule.severity < Severity.INFORMATION:
        yield _complaint(
            rule,
            ("severity",),
            "依据未核实的规则不能这么响",
            "a rule whose source is not verified cannot be this loud",
            AT_MOST_INFORMATION,
        )
    if rule.since is not None and rule.until is not None and rule.until < rule.since:
        yield _complaint(rule, ("until",), "until 早于 since", "`until` is before `since`")
    if rule.fix and isinstance(rule, ExistenceRule):
        yield _complaint(rule, ("fix",), "existence 规则没有可改成的文字", "an existence rule has nothing to put there")
    yield from _placeholders(rule)
    unsound = list(_swaps(rule))
    yield from unsound
    if not unsound:
        yield from _offers(rule)
        yield from _examples(rule)


def _placeholders(rule: PatternRule) -> Iterator[Complaint]:
    known = ("{found}",) if isinstance(rule, ExistenceRule) else ("{found}", "{prefer}")
    for language, text in zip(("zh", "en"), rule.message, strict=True):
        unknown = next((name for name in re.findall(r"\{[^{}]*\}", text) if name not in known), None)
        if unknown is not None:
            expected = Message("、".join(known), ", ".join(known))
            zh, en = f"提示里不能用 {unknown}", f"{unknown} means nothing in a message"
            yield _complaint(rule, ("message", language), zh, en, expected)
            return


def _swaps(rule: PatternRule) -> Iterator[Complaint]:
    for number, swap in enumerate(rule.swaps):
        problem = _swap(swap)
        if problem is not None:
            if isinstance(rule, PhraseRule):
                yield Complaint(rule, ("instead_of", number), problem)
            else:
                yield Complaint(swap, (), problem)


def _swap(swap: Swap) -> Refusal | None:
    if swap.right is None:
        return None
    if isinstance(swap.wrong, Words):
        same = Refusal(Message("正误相同", "the right form is the same as the wrong one"))
        return same if swap.wrong.text == swap.right else None
    groups = groups_in(swap.wrong)
    missing = [number for number in sorted(group_numbers(swap.right)) if number > groups]
    if not missing:
        return None
    zh = f"改成的文字里有 \\{missing[0]}，正则里没有第 {missing[0]} 个括号"
    return Refusal(Message(zh, f"the replacement has \\{missing[0]}, but the pattern has no group {missing[0]}"))


def _offers(rule: PatternRule) -> Iterator[Complaint]:
    for number, phrase in enumerate(rule.offer):
        marked = hits(rule, phrase)
        if marked:
            words = phrase[marked[0].start : marked[0].end]
            zh, en = f"这条规则指出了它要补全的“{words}”", f"the rule marks “{words}” in what it offers"
            yield _complaint(rule, ("offer", number), zh, en)


def _examples(rule: PatternRule) -> Iterator[Complaint]:
    for example in rule.examples:
        if example.bad is not None:
            if not hits(rule, example.bad):
                zh, en = "这条规则没有指出这个错例", "the rule does not mark this bad example"
                yield _complaint(example, ("bad",), zh, en)
            elif rule.fix and not isinstance(rule, ExistenceRule) and hits(rule, corrected(rule, example.bad)):
                zh, en = "自动改正后这条规则仍有话说", "the rule still marks this example after its own fix"
                yield _complaint(example, ("bad",), zh, en)
        if example.good is not None:
            marked = hits(rule, example.good)
            if marked:
                words = example.good[marked[0].start : marked[0].end]
                zh, en = f"这条规则指出了正例里的“{words}”", f"the rule marks “{words}” in this good example"
                yield _complaint(example, ("good",), zh, en)
    for kind, zh, en in (("bad", "错例", "bad"), ("good", "正例", "good")):
        if all(getattr(example, kind) is None for example in rule.examples):
            yield _complaint(rule, ("examples",), f"没有{zh}（{kind}）", f"there is no {en} example")
