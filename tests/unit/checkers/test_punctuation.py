"""Whatever marks stand in a draft, the safe fixes come to an end, and none makes work for its own rule."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.analysis import Analysis
from duizhao.document import Document
from duizhao.findings import Stage, Verdict

from ...drafts.fixes import fixed
from ...drafts.packs import checks_for

PASSES = 4
PIECES = [*"甲乙丙丁aB1,;:?!()（）“”‘’《》，。；：、…·.*_|~ \n", "。。。", "...", "”、“", "XX", "**", "20XX年", "****"]


def verdicts_of(text: str) -> list[Verdict]:
    document = Document.parse(text)
    analysis = Analysis(document, checks_for(document))
    assert not analysis.failures
    verdicts = analysis.verdicts(Stage.FINAL)
    return [verdict for verdict in verdicts if verdict.finding.code.startswith(("punctuation/", "placeholders/"))]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_fixes_come_to_an_end(text: str):
    text = f"# 整改报告\n\n{text}\n"
    for _ in range(PASSES):
        verdicts = verdicts_of(text)
        text, before = fixed(text, verdicts), text
        counted, left = (Counter(v.finding.code for v in each) for each in (verdicts, verdicts_of(text)))
        mended = {v.finding.code for v in verdicts if v.finding.fix and v.finding.fix.safe}
        assert all(left[code] <= counted[code] for code in mended), f"{before!r} became {text!r}"
    assert text == before
