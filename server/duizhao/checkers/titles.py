"""headings/no-title and headings/two-titles: a report has one title."""

import re
from collections.abc import Callable, Iterator

from duizhao.checkers.checker import Code, DocumentChecker, Skeleton
from duizhao.checkers.wording import named
from duizhao.document import Form, heading_span
from duizhao.findings import Finding, Message, Place, Related
from duizhao.rules import RuleSet
from duizhao.text import Span

NONE = Code("headings/no-title", Message("没有标题", "No title"))
TWO = Code("headings/two-titles", Message("有两个标题", "Two titles"))

_MARKED = frozenset({Form.ATX, Form.SETEXT})
_NAMES_REPORT = re.compile(
    r"报告|材料|方案|总结|提纲|通报|汇报|纪要|台账|复盘|\b(?:report|postmortem|post-mortem|review|plan|analysis|register)\b",
    re.IGNORECASE,
)
_ENDS_AS_SPEECH = re.compile(r"^关于.{4,}|.(?:对照检查|讲话|发言|请示|的通知|的函)$")
_ENDS_AS_TITLE = re.compile(r"^[^—―－\-（(].{3,}(?:报告|材料|总结|通报|汇报|纪要)$")
_ATTACHED = re.compile(r"附|目录|参考|appendix|annex|contents|references", re.IGNORECASE)


def _check(skeleton: Skeleton) -> Iterator[Finding]:
    yield from _second_title(skeleton)
    starts = skeleton.text_starts
    begun = next((s for s, heading in enumerate(skeleton.headings) if heading or starts[s] is not None), None)
    if begun is None or _has_title(skeleton):
        return
    heading = skeleton.headings[begun]
    start = starts[begun] or 0
    yield Finding(
        NONE.id,
        Message(
            "没有标题：在最前面写“# 标题”，或在文件头写 title: 标题",
            "there is no title: write “# Title” at the top, or title: in the front matter",
        ),
        Place(begun, heading_span(heading) if heading else Span(start, start + 1)),
        unfinished=True,
    )


def _has_title(skeleton: Skeleton) -> bool:
    headings = skeleton.headings
    if skeleton.front_matter.value("title").strip():
        return True
    if any(h and h.level == 1 and h.number is None for h in headings) or sum(h.level == 1 for h in headings if h) == 1:
        return True
    if any(h and h.form is Form.BOLD and h.number is None for h in headings[:2]):
        return True
    roots = skeleton.outline.roots
    only = headings[roots[0]] if len(roots) == 1 else None
    return only is not None and only.number is None and len(headings) > 2


def _second_title(skeleton: Skeleton) -> Iterator[Finding]:
    """With three and more, `#` marks the sections; with two, the first must name a report to be its title, and where
    nothing stands under it, the second must, too: else it may be the rest of a long title, or a section.
    """
    titles = [
        section
        for section, heading in enumerate(skeleton.headings)
        if heading is not None
        and heading.level == 1
        and heading.form in _MARKED
        and heading.number is None
        and not _ATTACHED.match(heading.title)
    ]
    if len(titles) != 2:
        return
    first, second = (skeleton.headings[section] for section in titles)
    if first is None or second is None or not second.title or not _may_be_title(first.title):
        return
    if not skeleton.outline.children[titles[0]] and not _ENDS_AS_TITLE.search(second.title):
        return
    yield Finding(
        TWO.id,
        Message(f"前面已有标题“{named(first)}”，一份文件只有一个一级标题", f"“{named(first)}” is the title already"),
        Place(titles[1], heading_span(second)),
        (Related(Place(titles[0], heading_span(first)), Message("标题在这里", "the title is here")),),
    )


def _may_be_title(title: str) -> bool:
    return _NAMES_REPORT.search(title) is not None or _ENDS_AS_SPEECH.search(title) is not None


def _prepare(_: RuleSet) -> Callable[[Skeleton], Iterator[Finding]]:
    return _check


CHECKER = DocumentChecker((NONE, TWO), _prepare)
