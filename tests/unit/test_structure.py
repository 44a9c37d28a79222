"""Drafts held against outlines: what every heading is read as, and each difference once."""

from random import Random
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.document import Document
from duizhao.rules.loader import load_pack
from duizhao.rules.model import Outline
from duizhao.structure import (
    Alignment,
    Duplicate,
    Misplaced,
    Missing,
    NearMiss,
    Sunk,
    Unexpected,
    align,
    longest_rise,
)

REPORT = """
  title: {match: "*报告"}
  sections:
    - {id: overview, match: 基本情况, required: false}
    - id: problems
      match: [存在的主要问题, 存在的问题, "/^.{0,9}问题$/"]
      sections:
        - {id: study, match: [学习方面, "*学习*"]}
        - {id: duty, match: 担当作为方面}
    - {id: causes, match: [原因分析, "/原因(?:分析)?$/"]}
    - {id: measures, match: [整改措施, "*努力方向*"]}
"""
CLOSED = REPORT.replace("  title:", "  open: false\n  title:").replace(
    "id: problems", "id: problems\n      open: false"
)
ANY_ORDER = REPORT.replace("  title:", "  ordered: false\n  title:")
REPEATED = """
  sections:
    - {id: scope, match: 检查范围}
    - {id: finding, match: "*隐患", title: 一般隐患, repeat: 2..3, sections: [{id: owner, match: 责任人}]}
    - {id: next, match: 下一步工作, required: false}
"""
PRESCRIBED = """
  sections:
    - id: first
      match: [带头学习运用党在不同历史时期成功应对风险挑战的丰富经验，增强忧患意识方面, "*不同历史时期*"]
    - {id: second, match: [上年度民主生活会整改措施落实情况, "*整改*情况"], required: false}
"""


def outline_of(body: str) -> Outline:
    pack, errors = load_pack(f"pack: a\ntitle: 甲\noutline:{body}", "a.yaml", {})
    assert pack is not None, errors
    assert pack.outline is not None
    return pack.outline


def alignment_of(text: str, outline: Outline) -> Alignment:
    document = Document.parse(text)
    return align([section.heading for section in document.sections], document.outline, outline)


def told(text: str, outline: Outline) -> list[str]:
    """The differences between a draft and an outline, in words, in their order."""
    document = Document.parse(text)
    names = ["" if section.heading is None else section.heading.text for section in document.sections]
    lines = []
    for scope in alignment_of(text, outline).scopes:
        for trouble in scope.troubles:
            match trouble:
                case Missing(spec, after, before, found):
                    where = f" after {names[after]}" if after is not None else ""
                    where += f" before {names[before]}" if before is not None else ""
                    lines.append(f"missing {spec.id}{where}{f' ({found} found)' if found else ''}")
                case Misplaced(section, _, after, before):
                    where = f"before {names[before]}" if before is not None else f"after {names[after or 0]}"
                    lines.append(f"misplaced {names[section]} {where}")
                case Sunk(section, _, inside):
                    lines.append(f"sunk {names[section]} inside {names[inside]}")
                case Unexpected(section):
                    lines.append(f"unexpected {names[section]}")
                case Duplicate(section, _, first):
                    lines.append(f"duplicate {section} of {first}")
                case NearMiss(_, spec, _, slips, certain):
                    said = "; ".join(f"{slip.found} → {slip.meant}" for slip in slips) or "altogether"
                    lines.append(f"near {spec.id}: {said}{' for certain' if certain else ''}")
    return lines


class Case(NamedTuple):
    name: str
    outline: str
    draft: str
    told: list[str]


WHOLE = (
    "# 整改报告\n## 一、存在的主要问题\n### （一）学习方面\n### （二）担当作为方面\n## 二、原因分析\n## 三、整改措施\n"
)

CASES = [
    Case("all there", REPORT, WHOLE, []),
    Case("all there, plain", REPORT, WHOLE.replace("#", "").replace(" ", ""), []),
    Case("all there, without a title", REPORT, WHOLE.partition("\n")[2], []),
    Case("all there, every level one deeper", REPORT, WHOLE.replace("#", "##"), []),
    Case("all there, below a subtitle", REPORT, WHOLE.replace("## 一", "**送审稿**\n\n## 一"), []),
    Case("all there, in a container", REPORT, WHOLE.replace("## ", "### ").replace("### 一", "## 正文\n### 一"), []),
    Case("all there, the title in no known form", REPORT, WHOLE.replace("整改报告", "关于整改的若干情况"), []),
    Case("all there, a title like a section", REPORT, WHOLE.replace("整改报告", "个人存在问题"), []),
    Case("all there, but nothing in the pack", "\n  sections: []", WHOLE, []),
    Case("the marks are the writer's own", REPORT, WHOLE.replace("担当作为方面", "在担当、作为 方面。"), []),
    Case("something of one's own", REPORT, WHOLE + "## 四、其他\n### （一）学习方面\n", []),
    Case("nothing there", REPORT, "", ["missing problems", "missing causes", "missing measures"]),
    Case(
        "only text",
        REPORT,
        "这里只有一句话。\n",
        ["missing problems", "missing causes", "missing measures"],
    ),
    Case(
        "the end is missing",
        REPORT,
        WHOLE[: WHOLE.index("## 二")],
        ["missing causes after 一、存在的主要问题", "missing measures after 一、存在的主要问题"],
    ),
    Case(
        "the start is missing",
        REPORT,
        WHOLE[WHOLE.index("## 二") :],
        ["missing problems before 二、原因分析"],
    ),
    Case(
        "one inside is missing",
        REPORT,
        WHOLE.replace("### （一）学习方面\n", ""),
        ["missing study before （二）担当作为方面"],
    ),
    Case(
        "nothing is asked inside what is missing",
        REPORT,
        "## 原因分析\n## 整改措施\n## 基本情况\n",
        [
            "misplaced 基本情况 before 原因分析",
            "missing problems before 原因分析",
        ],
    ),
    Case(
        "two roles in one title",
        REPORT,
        "## 一、存在的问题及原因分析\n### 学习方面\n### 担当作为方面\n## 二、整改措施\n",
        [],
    ),
    Case(
        "three roles in one title", REPORT, "# 存在的问题、原因分析和今后努力方向\n## 学习方面\n## 担当作为方面\n", []
    ),
    Case("one role and something else", REPORT, WHOLE.replace("原因分析", "基本判断和原因分析"), []),
    Case(
        "the smallest set is out of order",
        REPORT,
        "## 整改措施\n## 基本情况\n## 存在的问题\n### 学习方面\n### 担当作为方面\n## 原因分析\n",
        ["misplaced 整改措施 after 原因分析"],
    ),
    Case(
        "too late",
        REPORT,
        "## 原因分析\n## 整改措施\n## 存在的问题\n### 担当作为方面\n### 学习方面\n",
        ["misplaced 存在的问题 before 原因分析", "misplaced 担当作为方面 after 学习方面"],
    ),
    Case(
        "any order will do", ANY_ORDER, "## 原因分析\n## 整改措施\n## 存在的问题\n### 学习方面\n### 担当作为方面\n", []
    ),
    Case("any order, one missing", ANY_ORDER, "## 原因分析\n## 整改措施\n", ["missing problems after 整改措施"]),
    Case(
        "one level too low",
        REPORT,
        WHOLE.replace("## 三、", "### （一）"),
        ["sunk （一）整改措施 inside 二、原因分析"],
    ),
    Case(
        "the same words under every item are no section",
        REPORT,
        WHOLE.replace("## 三、整改措施\n", "### 甲\n#### 整改措施\n### 乙\n#### 整改措施\n"),
        ["missing measures after 二、原因分析"],
    ),
    Case("the same section twice", REPORT, WHOLE + "## 四、整改措施\n", ["duplicate 6 of 5"]),
    Case("the same section in two parts with two titles", REPORT, WHOLE + "## 四、今后努力方向\n", []),
    Case(
        "a section twice is told once, not for all inside",
        REPORT,
        WHOLE[: WHOLE.index("## 二")] + WHOLE[WHOLE.index("## 一") :],
        ["duplicate 4 of 1"],
    ),
    Case("the same section twice, loosely", REPORT, WHOLE.replace("## 二", "## 二、次要问题\n## 三"), []),
    Case("closed, all there", CLOSED, WHOLE, []),
    Case("closed, two titles for one", CLOSED, WHOLE + "## 四、今后努力方向\n", ["duplicate 6 of 5"]),
    Case(
        "closed, something of one's own",
        CLOSED,
        WHOLE.replace("## 二", "### （三）其他方面\n#### 1.细项\n## 二") + "## 四、附则\n",
        ["unexpected 四、附则", "unexpected （三）其他方面"],
    ),
    Case("a title of one's own that a pattern takes", REPORT, WHOLE.replace("原因分析", "问题产生的主要原因"), []),
    Case(
        "a slip in a short title",
        REPORT,
        WHOLE.replace("整改措施", "整改措旋"),
        ["near measures: 整改措旋 → 整改措施"],
    ),
    Case(
        "a slip in a closed scope is nothing else",
        CLOSED,
        WHOLE.replace("担当作为", "坦当作为"),
        ["near duty: 坦当 → 担当"],
    ),
    Case(
        "nearly, but for more than a slip",
        REPORT,
        WHOLE.replace("三、整改措施", "三、整改主要措施"),
        ["near measures: altogether"],
    ),
    Case("too far off", REPORT, WHOLE.replace("三、整改措施", "三、整改情况"), ["missing measures after 二、原因分析"]),
    Case(
        "nearly one that need not be there",
        REPORT,
        WHOLE.replace("## 一", "## 基本情形\n## 一"),
        ["near overview: 基本情形 → 基本情况"],
    ),
    Case("like one that need not be there", REPORT, WHOLE.replace("## 一", "## 基本工作情况\n## 一"), []),
    Case("like one that is there", REPORT, WHOLE + "## 四、整改举措\n", []),
    Case("often enough", REPEATED, "# 检查范围\n# 甲隐患\n## 责任人\n# 乙隐患\n## 责任人\n", []),
    Case(
        "not often enough",
        REPEATED,
        "# 检查范围\n# 甲隐患\n## 责任人\n",
        ["missing finding after 甲隐患 (1 found)"],
    ),
    Case(
        "too often",
        REPEATED,
        "# 检查范围\n" + "# 某隐患\n## 责任人\n" * 4,
        ["duplicate 7 of 1"],
    ),
    Case(
        "in every one of them",
        REPEATED,
        "# 检查范围\n# 甲隐患\n# 乙隐患\n## 责任人\n# 丙隐患\n",
        ["missing owner", "missing owner"],
    ),
    Case(
        "a character left out of a long title",
        PRESCRIBED,
        "# 在带头学习运用党在不同历史时期成功应对风险挑的丰富经验，增强忧患意识方面\n",
        ["near first: 风险挑的 → 风险挑战的 for certain"],
    ),
    Case(
        "two slips in a long title",
        PRESCRIBED,
        "# 带头学习运用党在不同历史时期成功应付风险挑战的丰富经验，增强优患意识方面。\n",
        ["near first: 成功应付风 → 成功应对风; 增强优患 → 增强忧患 for certain"],
    ),
    Case(
        "two characters the wrong way round",
        PRESCRIBED,
        "# 带头学习运用党在不同历史时期成功应对风险战挑的丰富经验，增强忧患意识\n",
        ["near first: 对风险战挑的 → 对风险挑战的 for certain"],
    ),
    Case("a long title cut short", PRESCRIBED, "# 带头学习运用党在不同历史时期的丰富经验方面\n", []),
    Case(
        "a particle more or less",
        PRESCRIBED,
        "# 带头学习运用党在不同历史时期的成功应对风险挑战丰富经验，增强忧患意识\n",
        [],
    ),
    Case(
        "words left out on purpose",
        PRESCRIBED,
        "# 上年度民主生活会整改落实情况\n# 不同历史时期\n",
        [
            "misplaced 上年度民主生活会整改落实情况 after 不同历史时期",
        ],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_difference_is_told_once(case: Case) -> None:
    assert told(case.draft, outline_of(case.outline)) == case.told


def test_a_title_with_two_roles_is_read_as_both() -> None:
    alignment = alignment_of("# 甲报告\n## 存在的问题及整改措施\n", outline_of(REPORT))
    assert alignment.title == 0
    reading = alignment.readings[1]
    assert (reading.spec.id, [spec.id for spec in reading.also]) == ("problems", ["measures"])


@pytest.mark.parametrize(
    ("values", "places"),
    [
        ([], []),
        ([3], [0]),
        ([1, 2, 3], [0, 1, 2]),
        ([2, 2, 2], [0, 1, 2]),
        ([4, 1, 2, 3], [1, 2, 3]),
        ([1, 4, 2, 3], [0, 2, 3]),
        ([2, 3, 1], [0, 1]),
    ],
)
def test_the_longest_rise(values: list[int], places: list[int]) -> None:
    assert longest_rise(values) == places


TITLES = (
    "存在的主要问题",
    "学习方面",
    "担当作为方面",
    "原因分析",
    "整改措施",
    "整改措旋",
    "存在的问题及整改措施",
    "其他",
    "",
)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.sampled_from(["", "一、", "（二）", "3."]), st.sampled_from(TITLES)),
        max_size=25,
    ),
    st.sampled_from([REPORT, CLOSED, ANY_ORDER, REPEATED, PRESCRIBED]),
)
def test_every_heading_has_one_reading_at_most(lines: list[tuple[int, str, str]], body: str) -> None:
    text = "\n\n".join(f"{'#' * level}{' ' * bool(level)}{number}{title}" for level, number, title in lines)
    alignment = alignment_of(text, outline_of(body))
    for scope in alignment.scopes:
        read = [reading.section for reading in scope.readings]
        assert len(read) == len(set(read))
        assert set(read) <= set(scope.members)
        about = [trouble.section for trouble in scope.troubles if not isinstance(trouble, (Missing, NearMiss))]
        near = [trouble.section for trouble in scope.troubles if isinstance(trouble, NearMiss)]
        assert len(about) == len(set(about)), "two things said about where one heading stands"
        assert len(near) == len(set(near)), "two things said about how one heading is written"
        assert not set(near) & {trouble.section for trouble in scope.troubles if isinstance(trouble, Unexpected)}
        missing = {trouble.spec.id for trouble in scope.troubles if isinstance(trouble, Missing)}
        assert not missing & {reading.spec.id for reading in scope.readings if reading.spec.repeat.least == 1}


@pytest.mark.parametrize("titles", [TITLES, ("整改措旋", "其他")], ids=["known", "unknown"])
def test_many_headings_are_aligned(titles: tuple[str, ...]) -> None:
    choice = Random(7)
    outline = outline_of(CLOSED)
    document = Document.parse("".join(f"## {choice.choice(titles)}{n % 5000}\n" for n in range(16_000)))
    headings = [section.heading for section in document.sections]
    assert len(align(headings, document.outline, outline).scopes) >= 1
