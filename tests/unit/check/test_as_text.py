"""The text for a terminal, as it is read there."""

from duizhao.check.as_text import Style, as_text
from duizhao.check.report import Checked, Finding, Kind, Place, Unchecked
from duizhao.findings import Message, Severity

from .reports import COMMA, DRAFT, DUPLICATE, OFFICIAL, REPORTS, SELF_EXAMINATION

CHINESE = """\
稿/a.md:5:11: 警告 punctuation/half-width 用全角“，”
   5 |     “四个意识”😀不强,要改
     |                     ^

稿/a.md:5:12: 提示 own/two-lines 到下一行为止
   5 |     “四个意识”😀不强,要改
     |                      ^^^^

稿/a.md:6:4: 错误 numbering/duplicate “二、”用过了
   6 | ## 二、措施
     |    ^^^^
     = 见 稿/a.md:3:4: 先用在这里
     = 可改: 改为“三、”

稿/c.md:1:1: 错误 check/unreadable 没有这个文件

文种：公文 gongwen/base（没有认出文种，只查通用规则）：1 个文件 稿/b.md
文种：个人对照检查材料 minzhu/2021-geren（由标题判断）：1 个文件 稿/a.md
说明：duizhao explain 代码
2 个文件，3 处：1 错误、1 警告、1 提示，1 个文件没有检查
"""

ENGLISH_END = """\
稿/a.md:6:4: error numbering/duplicate “二、”用过了
   6 | ## 二、措施
     |    ^^^^
     = see 稿/a.md:3:4: 先用在这里
     = fix: 改为“三、”

稿/c.md:1:1: error check/unreadable no such file

kind: 公文 gongwen/base (没有认出文种，只查通用规则): 1 file 稿/b.md
kind: 个人对照检查材料 minzhu/2021-geren (由标题判断): 1 file 稿/a.md
explanations: duizhao explain CODE
2 files, 3 findings: 1 error, 1 warning, 1 hint, 1 file not checked
"""


def test_findings_with_their_lines_in_chinese() -> None:
    assert as_text(REPORTS, "zh", 80) == CHINESE


def test_findings_with_their_lines_in_english() -> None:
    assert as_text(REPORTS, "en", 80).endswith(ENGLISH_END)


def summary(*reports: Checked | Unchecked, language: str = "zh") -> list[str]:
    return as_text(reports, language, 80).rpartition("\n\n")[2].splitlines()


def test_one_clean_file() -> None:
    clean = Checked("a.md", "", "UTF-8", (), SELF_EXAMINATION)
    assert summary(clean) == [
        "文种：个人对照检查材料 minzhu/2021-geren（由标题判断）",
        "1 个文件，没有发现问题",
    ]
    assert summary(clean._replace(kind=None), language="en") == ["1 file, nothing found"]


def test_nothing_checked_is_not_nothing_found() -> None:
    assert summary(Unchecked("a.md", Message("不是文本文件", "not a text file"))) == ["1 个文件没有检查"]


def test_the_most_frequent_kind_comes_first_and_few_files_are_named() -> None:
    kinds: list[Kind] = [SELF_EXAMINATION, *[OFFICIAL] * 4]
    reports = [Checked(f"{number}.md", "", "UTF-8", (), kind) for number, kind in enumerate(kinds)]
    assert summary(*reports, language="en") == [
        "kind: 公文 gongwen/base (没有认出文种，只查通用规则): 4 files 1.md 2.md 3.md …",
        "kind: 个人对照检查材料 minzhu/2021-geren (由标题判断): 1 file 0.md",
        "5 files, nothing found",
    ]


def test_several_of_each_severity() -> None:
    severities = [
        Severity.INFORMATION,
        Severity.ERROR,
        Severity.ERROR,
        Severity.INFORMATION,
        Severity.HINT,
        Severity.HINT,
    ]
    findings = tuple([COMMA._replace(severity=severity) for severity in severities])
    checked = Checked("a.md", DRAFT, "UTF-8", findings, None)
    assert summary(checked, language="en")[1:] == ["1 file, 6 findings: 2 errors, 2 information, 2 hints"]


def test_line_numbers_make_room_for_themselves() -> None:
    finding = Finding(Place(123456, 1, 123456, 2), Severity.HINT, "own/far", "很远")
    checked = Checked("a.md", "\n" * 123455 + "远", "UTF-8", (finding,), None)
    assert as_text([checked], "zh", 80).splitlines()[1:3] == ["123456 | 远", "       | ^^"]


def test_a_narrow_terminal_gets_short_lines() -> None:
    finding = DUPLICATE._replace(place=Place(1, 50, 1, 51), related=(), fix=None)
    text = as_text([Checked("a.md", "字" * 99, "UTF-8", (finding,), None)], "zh", 10)
    assert text.splitlines()[1:3] == ["   1 | …字字字字字字字字字…", "     |      ^^"]


def test_each_part_is_painted_in_its_own_way() -> None:
    style = Style(
        severity=lambda severity, text: f"<{severity.name}>{text}</>",
        strong=lambda text: f"<b>{text}</>",
        faint=lambda text: f"<i>{text}</>",
    )
    checked = Checked("a.md", DRAFT, "UTF-8", (DUPLICATE,), SELF_EXAMINATION)
    assert as_text([checked], "zh", 80, style).splitlines() == [
        "<b>a.md:6:4</>: <ERROR>错误</> <i>numbering/duplicate</> “二、”用过了",
        "<i>   6 |</> ## 二、措施",
        "<i>     |</>    <ERROR>^^^^</>",
        "<i>     =</> 见 a.md:3:4: 先用在这里",
        "<i>     =</> 可改: 改为“三、”",
        "",
        "<i>文种：个人对照检查材料 minzhu/2021-geren（由标题判断）</>",
        "<i>说明：duizhao explain 代码</>",
        "<b>1 个文件，1 处：1 错误</>",
    ]
