"""What is said about pairs stays with its words while one types, and says so when it may stand elsewhere."""

import random

from duizhao.document import Document
from duizhao.findings import FindingAt, Message, Severity, Verdict
from duizhao.lsp.draft import CarriedVerdicts
from duizhao.text import Edit, PositionEncoding, Span

TEXT = "".join(f"### （{number}）第{number}个问题\n\n第{number}段的内容，说得很细。\n\n" for number in range(1, 9))
PIECES = ["字", "，很长的一句", "", "\n", "\r\n", "两行\n话", "😀"]


def verdicts() -> tuple[Verdict, ...]:
    """One on the title of every second heading."""
    spans = [Span(at := TEXT.index(f"第{number}个问题"), at + 5) for number in (2, 4, 6)]
    return tuple(Verdict(Severity.WARNING, FindingAt("a/b", Message("甲", "a"), span)) for span in spans)


def places(document: Document, carried: tuple[Verdict, ...]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    def position(offset: int) -> tuple[int, int]:
        return tuple(document.position(offset, PositionEncoding.UTF16))  # type: ignore[return-value]

    return [(position(each.finding.at.start), position(each.finding.at.end)) for each in carried]


def test_places_change_only_when_it_is_said() -> None:
    choice = random.Random(5)
    quiet = 0
    for _ in range(60):
        document, pairs = Document.parse(TEXT), CarriedVerdicts(verdicts())
        known, shown = pairs.places, places(document, pairs.verdicts)
        for _ in range(12):
            start = choice.randrange(document.starts[-1] + 1)
            edit = Edit(
                Span(start, min(document.starts[-1], start + choice.choice([0, 0, 1, 2]))), choice.choice(PIECES)
            )
            pairs.carry(edit, document)
            document = document.edited(edit)
            if choice.random() < 0.5:  # nobody asks after every edit
                continue
            now = places(document, pairs.verdicts)
            assert now == shown or pairs.places != known
            quiet += pairs.places == known
            known, shown = pairs.places, now
    assert quiet > 50


def test_they_stay_with_their_words() -> None:
    document, pairs = Document.parse(TEXT), CarriedVerdicts(verdicts())
    for words, new in (("### （1）", "### （1）新加的话，"), ("第3段", "第3段\n\n又一段"), ("第5段的", "")):
        at = document.text.index(words)
        edit = Edit(Span(at, at + len(words)), new)
        pairs.carry(edit, document)
        document = document.edited(edit)
    text = document.text
    found = [text[slice(*each.finding.at)] for each in pairs.verdicts]
    assert found == ["第2个问题", "第4个问题", "第6个问题"]
