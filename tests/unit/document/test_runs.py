"""Marks of runs (一是…二是…), and which of them count together."""

import pytest

from duizhao.document import Document, Run, RunSystem
from duizhao.document.runs import read_runs, write_mark


@pytest.mark.parametrize(
    "text, expected",
    [
        ("一是学习不深。二是用得不活。", "一是 二是"),
        ("问题：一是学习不深；二是用得不活", "一是 二是"),
        ("**一是**学习不深，**二是**用得不活", "一是 二是"),
        ("- 一是学习不深\n- 二是用得不活", "一是 二是"),
        ("　　十一是加强督查。", "十一是"),
        ("一是一把手不重视，二是二季度进度慢。", "一是 二是"),
        ("一要抓紧，二要抓实。", "一要 二要"),
        ("第一，思想上重视；第二，行动上跟进。", "第一 第二"),
        ("第一、借债要有度；第二、一定要用好。", "第一 第二"),
        ("第一是思想，第二是行动。", "第一 第二"),
        ("其一，认识不高。其二，措施不硬。", "其一 其二"),
        ("首先，要学。其次，要做。再次，要查。最后，要改。", "首先 其次 再次 最后"),
    ],
)
def test_marks_at_the_start_of_a_clause_are_sure(text: str, expected: str) -> None:
    members = read_runs(text)
    assert " ".join(text[m.span.start : m.span.end] for m in members if m.sure) == expected


@pytest.mark.parametrize(
    "text",
    [
        "没有做到一是一、二是二。",
        "坚持一是一，二是二，实事求是。",
        "说的是一是一二是二。",
        "主要原因之一是学习不深。",
        "全县统一是这样做的。",
        "另一是资金不足。",
        "他的唯一是工作。",
        "逐一是否落实要查清。",
        "全县排名第二，比上年前进一位。",
        "推动第一、第二、第三产业融合。",
        "第二、三季度抓紧推进。",
        "把发展作为第一要务。",
        "落实“三要三不”工作法。",
        "其二人都是党员。",
        "文中写了“二是”，却没有“一是”。",
        "三要素齐全，一要点突出。",
        "七一是党的生日，五一是劳动节。",
        "其次是资金问题。",
        "首先要学习。",
        "表一、二是附件。",
    ],
)
def test_other_words_are_no_sure_marks(text: str) -> None:
    assert [text[m.span.start : m.span.end] for m in read_runs(text) if m.sure] == []


@pytest.mark.parametrize(
    "text, expected",
    [
        ("一是学。\n二是做。", [True, True]),
        ("**一是学。**二是做。", [True, False]),
        ("　　一是学；二是做。", [True, False]),
        ("- 1. 一是学。", [True]),
        ("整改措施：一是学。", [False]),
    ],
)
def test_a_mark_may_open_its_line(text: str, expected: list[bool]) -> None:
    assert [member.opens_line for member in read_runs(text)] == expected


def runs(text: str) -> list[Run]:
    return [run for section in Document.parse(text).sections for run in section.facts.runs]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("一是学。二是做。三是改。", [[1, 2, 3]]),
        ("一是学。\n\n二是做。\n\n三是改。", [[1, 2, 3]]),
        ("- 一是学。\n- 二是做。", [[1, 2]]),
        ("整改措施：一是学。\n责任人：张三\n整改成效：二是做。", [[1, 2]]),
        ("一是学，二是做。\n\n一是查，二是改。", [[1, 2], [1, 2]]),
        ("一是学：一是读原著，二是写心得。二是做。", [[1, 2], [1, 2]]),
        ("一是学。具体办法：一是读，二是写。\n\n二是做。具体办法：一是查，二是改。", [[1, 2], [1, 2], [1, 2]]),
        ("一是学：首先，读原著；其次，写心得。二是做。", [[1, 2], [1, 2]]),
        ("主要原因一是学得少，二是做得少。", [[1, 2]]),
        ("一是坚持“两个维护”二是做到知行合一，三是改。", [[1, 2, 3]]),
        ("一是学。三是改。", [[1, 3]]),
        ("一是学。二是做。二是改。", [[1, 2, 2]]),
        ("一是学。第二，做。三是改。", [[1, 2, 3]]),
        ("一是学。二要做。", [[1, 2]]),
        ("一是学（第一，读；第二，写）。二是做。", [[1, 2], [1, 2]]),
        ("学得不深。二是做得不够。", [[2]]),
        ("一是学，二是做，三是改。\n\n下一步，二是查，三是督。", [[1, 2, 3], [2, 3]]),
        ("一是学，二是做。十一是国庆节。", [[1, 2], [11]]),
        ("“一要吃饭，二要建设”。", [[1, 2]]),
    ],
)
def test_marks_that_count_together(text: str, expected: list[list[int]]) -> None:
    found = [[member.ordinal for member in run.members] for run in runs(text)]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(
    "text, lacks_first",
    [
        ("学得不深。二是做得不够。", True),
        ("第一时间传达学习。二是做得少。", True),
        ("落实“第一议题”制度。二是做得少。", True),
        ("主要原因之一是学得少。二是做得少。", True),
        ("一是学。二是做。\n\n查得不严。二是改得不实。", True),
        ("一方面学得不深，二是做得不够。", False),
        ("首先要学深。二是要做实。", False),
        ("第一个原因是学得少。二是做得少。", False),
        ("其一，学得少。二是做得少。", False),
        ("    一是学。\n\n二是做。", False),
    ],
)
def test_a_run_lacks_its_first_member_unless_other_words_may_be_it(text: str, lacks_first: bool) -> None:
    assert any(run.members[0].ordinal == 2 and not run.vague for run in runs(text)) is lacks_first


def test_a_mark_without_punctuation_may_go_on_with_a_run() -> None:
    (run,) = runs("一是坚持“两个维护”二是做到知行合一。")
    assert run.open_ended
    assert not run.whole


@pytest.mark.parametrize(
    "system, ordinal, expected",
    [
        (RunSystem.SHI, 12, "十二是"),
        (RunSystem.YAO, 2, "二要"),
        (RunSystem.ORDINAL, 3, "第三"),
        (RunSystem.QI, 2, "其二"),
        (RunSystem.FIRST, 2, "其次"),
        (RunSystem.FIRST, 9, ""),
    ],
)
def test_writing_a_mark(system: RunSystem, ordinal: int, expected: str) -> None:
    assert write_mark(system, ordinal) == expected
