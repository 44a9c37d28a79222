"""The sections of a draft against those that its pack lists."""

from collections.abc import Iterator, Sequence

from duizhao.checkers.checker import Check, Code, DocumentChecker, Skeleton
from duizhao.document import heading_span
from duizhao.findings import Finding, Fix, Message, Place, Related, Replacement
from duizhao.rules import RuleSet
from duizhao.rules.hits import hits
from duizhao.rules.model import PatternRule, SectionSpec
from duizhao.section_titles import wordings
from duizhao.slips import Slip
from duizhao.structure import (
    Aligner,
    Alignment,
    Duplicate,
    Misplaced,
    Missing,
    NearMiss,
    Scope,
    Sunk,
    Unexpected,
    anchor_of,
)
from duizhao.text import Span

MISSING = Code("structure/missing-section", Message("缺少应有的节", "Missing section"))
MISPLACED = Code("structure/misplaced-section", Message("节的位置不对", "Section in the wrong place"))
UNEXPECTED = Code("structure/unexpected-section", Message("不该有的节", "Unexpected section"))
DUPLICATE = Code("structure/duplicate-section", Message("重复的节", "Duplicate section"))
NEAR_MISS = Code("structure/near-miss", Message("标题与规定的写法有出入", "Title nearly as prescribed"))

_LONGEST_SHOWN = 30
_MOST_SHOWN = 3


def _prepare(rules: RuleSet) -> Check[Skeleton] | None:
    if rules.outline is None or not (rules.outline.sections or not rules.outline.open):
        return None
    aligner = Aligner(rules.outline)
    undated = tuple(rule for rule in rules.patterns if rule.since is None and rule.until is None)

    def check(skeleton: Skeleton) -> Iterator[Finding]:
        alignment = aligner.align(skeleton.headings, skeleton.outline)
        report = _Report(skeleton, alignment, undated)
        for scope in alignment.scopes:
            yield from report.findings(scope)

    return check


CHECKER = DocumentChecker((DUPLICATE, MISPLACED, MISSING, NEAR_MISS, UNEXPECTED), _prepare)


class _Report:
    """Says in words where a draft departs from its pack."""

    def __init__(self, skeleton: Skeleton, alignment: Alignment, patterns: Sequence[PatternRule]) -> None:
        self.headings = skeleton.headings
        self.skeleton = skeleton
        self.alignment = alignment
        self.patterns = patterns
        last = len(self.headings) - 1
        self.being_written = None if skeleton.text_starts[last] is not None else last

    def findings(self, scope: Scope) -> Iterator[Finding]:
        missing = [trouble for trouble in scope.troubles if isinstance(trouble, Missing)]
        together = scope.spec is not None and not scope.readings and len(missing) >= _MOST_SHOWN
        if together:
            yield self._all_missing(scope.parents[0], missing)
        for trouble in scope.troubles:
            match trouble:
                case Missing():
                    if not together:
                        yield self._missing(scope, trouble)
                case Misplaced():
                    yield self._misplaced(trouble)
                case Sunk():
                    yield self._sunk(trouble)
                case Unexpected():
                    yield self._unexpected(scope, trouble)
                case Duplicate():
                    yield self._duplicate(trouble)
                case NearMiss():
                    yield from self._near_miss(trouble)

    def _all_missing(self, parent: int, missing: Sequence[Missing]) -> Finding:
        """Nothing is there yet of all that belongs in a section: one cause, one finding."""
        title, count = self._name(parent), len(missing)
        zh_names, en_names = _listed([trouble.spec.heading or trouble.spec.id for trouble in missing])
        zh = f"“{title}”里应有的 {count} 节都没有：{zh_names}"
        en = f"“{title}” lacks all of its {count} sections: {en_names}"
        return Finding(MISSING.id, Message(zh, en), self._place(parent), unfinished=True)

    def _missing(self, scope: Scope, trouble: Missing) -> Finding:
        spec, after, before, found = trouble
        zh_name, en_name = _expected(spec)
        parent = scope.parents[0] if scope.spec is not None else None
        if found:
            least = spec.repeat.least
            zh, en = (
                f"{zh_name}至少要有 {least} 节，只有 {found} 节",
                f"{en_name}: at least {least} wanted, {found} found",
            )
        elif parent is not None:
            title = self._name(parent)
            zh, en = f"“{title}”里缺少{zh_name}", f"“{title}” lacks {en_name}"
        elif after is not None:
            title = self._name(after)
            zh, en = f"缺少{zh_name}，应在“{title}”之后", f"missing after “{title}”: {en_name}"
        elif before is not None:
            title = self._name(before)
            zh, en = f"缺少{zh_name}，应在“{title}”之前", f"missing before “{title}”: {en_name}"
        else:
            zh, en = f"缺少{zh_name}", f"missing: {en_name}"
        related: tuple[Related[Place], ...] = ()
        if parent is not None and after is not None:
            related = (Related(self._place(after), Message("应在这一节之后", "it should stand behind this one")),)
        at = self._anchor(anchor_of(trouble, scope, self.alignment))
        return Finding(MISSING.id, Message(zh, en), at, related, unfinished=True)

    def _misplaced(self, trouble: Misplaced) -> Finding:
        section, _, after, before = trouble
        other = before if after is None else after
        assert other is not None
        name, title = self._name(section), self._name(other)
        if after is None:
            message = Message(f"“{name}”应在“{title}”之前", f"“{name}” should stand before “{title}”")
            hint = Message("应在这一节之前", "it should stand before this one")
        else:
            message = Message(f"“{name}”应在“{title}”之后", f"“{name}” should stand after “{title}”")
            hint = Message("应在这一节之后", "it should stand behind this one")
        return self._about(section, MISPLACED, message, (Related(self._place(other), hint),))

    def _sunk(self, trouble: Sunk) -> Finding:
        name, title = self._name(trouble.section), self._name(trouble.inside)
        message = Message(
            f"“{name}”层次低了，应与“{title}”并列", f"“{name}” stands inside “{title}” and should stand beside it"
        )
        hint = Message("应与这一节并列", "it should stand beside this one")
        return self._about(trouble.section, MISPLACED, message, (Related(self._place(trouble.inside), hint),))

    def _unexpected(self, scope: Scope, trouble: Unexpected) -> Finding:
        name = self._name(trouble.section)
        zh, en = f"这里不该有“{name}”", f"“{name}” has no place here"
        known = [spec.heading for spec in scope.wanted.sections if spec.heading]
        if known:
            zh_names, en_names = _listed(known)
            zh, en = f"{zh}，只该有{zh_names}", f"{en}; these have: {en_names}"
        return self._about(trouble.section, UNEXPECTED, Message(zh, en))

    def _duplicate(self, trouble: Duplicate) -> Finding:
        name, most = self._name(trouble.section), trouble.spec.repeat.most
        if most == 1:
            message = Message(f"已有一节“{self._name(trouble.first)}”，这里重复", f"“{name}” stands here twice")
        else:
            message = Message(f"“{name}”至多 {most} 节，这里多了", f"“{name}”: {most} at most, this is one more")
        first = Related(self._place(trouble.first), Message("第一处", "the first one"))
        return self._about(trouble.section, DUPLICATE, message, (first,))

    def _near_miss(self, trouble: NearMiss) -> Iterator[Finding]:
        heading = self.headings[trouble.section]
        assert heading is not None
        if not trouble.slips:
            found, meant = shown(heading.title), shown(trouble.wording)
            message = Message(f"标题是“{found}”，应为“{meant}”？", f"“{found}” — was “{meant}” meant?")
            place = Place(trouble.section, heading.title_span)
            fix = Fix(_instead(trouble.wording), (Replacement(place, trouble.wording),), safe=False)
            yield Finding(NEAR_MISS.id, message, place, fix=fix, unfinished=True)
            return
        for slip in trouble.slips:
            if self._is_said_elsewhere(heading.title, slip):
                continue
            message = Message(
                f"标题写作“{slip.found}”，应为“{slip.meant}”", f"“{slip.meant}” is meant, not “{slip.found}”"
            )
            start = heading.title_span.start
            fix = Fix(
                _instead(slip.meant),
                (Replacement(Place(trouble.section, slip.span.shifted(start)), slip.right),),
                safe=trouble.certain,
            )
            span = _visible(slip.span, len(heading.title)).shifted(start)
            yield Finding(NEAR_MISS.id, message, Place(trouble.section, span), fix=fix, unfinished=True)

    def _is_said_elsewhere(self, title: str, slip: Slip) -> bool:
        """Whether a rule about wording marks the same slip."""
        start, end = slip.span
        return any(found.start <= start and end <= found.end for rule in self.patterns for found in hits(rule, title))

    def _about(self, section: int, code: Code, message: Message, related: tuple[Related[Place], ...] = ()) -> Finding:
        """A finding on a whole heading; while that is the last thing written, it may still become another one."""
        return Finding(code.id, message, self._place(section), related, unfinished=section == self.being_written)

    def _anchor(self, section: int | None) -> Place:
        """The heading of a section, else the place that chose the pack, else the start of the draft."""
        if section is not None:
            return self._place(section)
        entry = self.skeleton.front_matter.get("report")
        return Place(0, entry.value_span if entry else Span(0, 0))

    def _place(self, section: int) -> Place:
        heading = self.headings[section]
        assert heading is not None
        return Place(section, heading_span(heading))

    def _name(self, section: int) -> str:
        heading = self.headings[section]
        assert heading is not None
        return shown(heading.text)


def _instead(text: str) -> Message:
    return Message(f"改为“{shown(text)}”", f"Write “{shown(text)}”")


def _expected(spec: SectionSpec) -> tuple[str, str]:
    """The titles that would do, in both languages."""
    first, *others = [shown(wording) for wording in wordings(spec)[:_MOST_SHOWN]] or [spec.id]
    zh, en = f"“{first}”", f"“{first}”"
    if others:
        zh += f"（或{'、'.join(f'“{each}”' for each in others)}）"
        en += f" (or {', '.join(f'“{each}”' for each in others)})"
    return zh, en


def _listed(titles: Sequence[str]) -> tuple[str, str]:
    """The first few of some titles, in both languages."""
    names = [f"“{shown(title)}”" for title in titles[:_MOST_SHOWN]]
    more_zh, more_en = ("等", ", …") if len(titles) > _MOST_SHOWN else ("", "")
    return "".join(names) + more_zh, ", ".join(names) + more_en


def _visible(span: Span, length: int) -> Span:
    """The span, or where it is empty the characters on both sides of it."""
    return span if span.start < span.end else Span(max(0, span.start - 1), min(length, span.end + 1))


def shown(title: str) -> str:
    """A title short enough to be quoted in a message."""
    return title if len(title) <= _LONGEST_SHOWN else title[: _LONGEST_SHOWN - 1] + "…"
