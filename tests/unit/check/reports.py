"""Reports that the tests of the output share."""

from duizhao.check.report import Checked, Edit, FileReport, Finding, Fix, Kind, Place, Related, Unchecked
from duizhao.findings import Message, Severity

OFFICIAL = Kind("gongwen/base", "公文", "没有认出文种，只查通用规则")
SELF_EXAMINATION = Kind("minzhu/2021-geren", "个人对照检查材料", "由标题判断")

DRAFT = "# 报告\r\n\r\n## 二、问题\r\n\r\n\t“四个意识”😀不强,要改\r\n## 二、措施\r"

DUPLICATE = Finding(
    Place(6, 4, 6, 6),
    Severity.ERROR,
    "numbering/duplicate",
    "“二、”用过了",
    "file:///pages/numbering/duplicate.zh.md",
    Fix("改为“三、”", True, (Edit(Place(6, 4, 6, 6), "三、"),)),
    (Related(Place(3, 4, 3, 6), "先用在这里"),),
)
COMMA = Finding(Place(5, 11, 5, 12), Severity.WARNING, "punctuation/half-width", "用全角“，”")
OPEN_END = Finding(Place(5, 12, 6, 3), Severity.HINT, "own/two-lines", "到下一行为止")

REPORTS: list[FileReport] = [
    Checked("稿/a.md", DRAFT, "UTF-8", (COMMA, OPEN_END, DUPLICATE), SELF_EXAMINATION),
    Checked("稿/b.md", "", "GB 18030", (), OFFICIAL),
    Unchecked("稿/c.md", Message("没有这个文件", "no such file")),
]
