"""Which pack a draft is checked by, and why: its own word, the project's, what it looks like, else the base pack."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from duizhao.document import Document, Form
from duizhao.findings import Message
from duizhao.rules.matchers import read_title
from duizhao.rules.model import Applies

BASE_PACK = "gongwen/base"
_HEADINGS_READ = 200


class Choice(NamedTuple):
    """The chosen pack and the reason, as it is shown to the user. `certain` when somebody said so, rather than the
    looks of the draft.
    """

    pack: str
    reason: Message
    certain: bool


def title_of(document: Document) -> str:
    """The report's title: its first H1 or title line, else the front matter's `title`; empty when it has none."""
    for section in document.sections[:_HEADINGS_READ]:
        heading = section.heading
        if heading is not None and heading.number is None and (heading.level == 1 or heading.form is Form.BOLD):
            return heading.title
        if heading is not None:
            break
    return document.front_matter.value("title")


def choose(document: Document, said: Sequence[tuple[str, Message]], applies: Mapping[str, Applies]) -> Choice:
    """The pack for `document`.

    `said` are the packs that project or settings name, the strongest first, each with the reason to show. `applies`
    tells of every known pack what its drafts look like: one of its titles, or all of its headings; who has both wins.
    """
    named = document.front_matter.value("report")
    if named:
        return Choice(named, Message("文首 report 指定", "named by `report:` in the front matter"), certain=True)
    for pack, reason in said:
        return Choice(pack, reason, certain=True)
    title = title_of(document)
    headings = [read_title(s.heading.title) for s in document.sections[:_HEADINGS_READ] if s.heading is not None]
    read = read_title(title)
    best: tuple[int, str, Message] | None = None
    for pack, looks in sorted(applies.items()):
        by_title = bool(title) and any(matcher.takes(read) for matcher in looks.title)
        found = sum(any(matcher.takes(heading) for heading in headings) for matcher in looks.headings)
        by_headings = bool(looks.headings) and found == len(looks.headings)
        score = 2 * by_title + by_headings
        if score > (best[0] if best else 0):
            zh, en = ("标题", "its title") if by_title else ("各级标题", "its headings")
            best = (score, pack, Message(f"由{zh}判断", f"judged by {en}"))
    if best is not None:
        return Choice(best[1], best[2], certain=False)
    return Choice(
        BASE_PACK, Message("没有认出文种，只查通用规则", "no kind recognised: general rules only"), certain=False
    )
