"""The shipped kinds of report: each is taken for its own drafts alone, and says nothing loud about a faultless one."""

from functools import cache
from pathlib import Path

import pytest

from duizhao.analysis import Analysis
from duizhao.checkers import BUILT_INS, Checks
from duizhao.document import Document
from duizhao.findings import Severity, Stage
from duizhao.rules.packs import PackLibrary, packs_in, shipped_folder
from duizhao.selection import choose
from duizhao.skeleton import skeleton
from duizhao.text import Edit, Span

CLEAN = Path(__file__).parents[2] / "drafts/clean"
LIBRARY = PackLibrary([packs_in(shipped_folder())], BUILT_INS)
KINDS = {
    "anquan/yinhuan": ("anquan-paicha.md",),
    "incident/capa": (),
    "incident/postmortem": ("incident-postmortem.md",),
    "minzhu/2021-geren": ("geren-water-bureau.md", "geren-word-paste.md"),
    "shigu/diaocha": ("shigu-diaocha.md",),
    "zhenggai/shenji": ("shenji-zhenggai.md",),
    "zhenggai/xunshi": ("xuncha-zhenggai.md",),
}
DRAFTS = [(pack, name) for pack, names in KINDS.items() for name in names]
NEW = sorted({*KINDS} - {"minzhu/2021-geren"})
PREFIXES = 200


@cache
def checks_of(pack: str) -> Checks:
    rules, errors = LIBRARY.resolve(pack)
    assert rules is not None, errors
    assert errors == ()
    return Checks(rules)


def chosen(text: str) -> str:
    return choose(Document.parse(text), (), LIBRARY.applies()).pack


def loud(analysis: Analysis, stage: Stage) -> list[str]:
    assert not analysis.failures
    return [str(each.finding) for each in analysis.verdicts(stage) if each.severity <= Severity.WARNING]


def read(name: str) -> str:
    return (CLEAN / name).read_bytes().decode("utf-8")


@pytest.mark.parametrize("path", sorted(CLEAN.glob("*.md")), ids=lambda path: path.name)
def test_a_clean_draft_is_taken_for_what_it_is(path: Path) -> None:
    expected = next((pack for pack, name in DRAFTS if name == path.name), "gongwen/base")
    assert chosen(read(path.name)) == expected


@pytest.mark.parametrize(
    ("title", "pack"),
    [
        ("关于省委第五巡视组反馈意见整改落实情况的通报", "zhenggai/xunshi"),
        ("关于审计整改情况的报告", "zhenggai/shenji"),
        ("化工园区2024年隐患排查整治工作总结", "anquan/yinhuan"),
        ("“3·12”较大火灾事故调查报告", "shigu/diaocha"),
        ("支付服务故障复盘", "incident/postmortem"),
        ("Checkout outage post-mortem", "incident/postmortem"),
        ("8D Report: cracked housing", "incident/capa"),
        ("纠正和预防措施报告", "incident/capa"),
        *(
            (title, "gongwen/base")
            for title in (
                "巡察整改专题民主生活会班子对照检查材料",
                "关于做好巡视整改工作的通知",
                "县委巡察工作情况的报告",
                "审计整改工作方案",
                "关于2023年度预算执行情况的审计报告",
                "安全生产隐患排查治理制度",
                "关于开展隐患排查治理情况报告工作的通知",
                "关于学习“3·12”事故调查报告的心得体会",
                "生产安全事故调查报告的批复",
                "事故报告和调查处理办法",
                "直播活动复盘",
                "故障复盘流程规范",
                "Postmortem policy",
                "How to write a postmortem",
                "CAPA procedure",
                "Quarterly report",
            )
        ),
    ],
)
def test_a_title_tells_the_kind(title: str, pack: str) -> None:
    assert chosen(f"# {title}\n\n正文。\n") == pack


def test_headings_tell_a_postmortem_without_that_word() -> None:
    headings = ["Timeline", "Root cause", "Action items"]
    told = "# Late e-mails\n\n" + "".join(f"## {each}\n\nText.\n\n" for each in headings)
    assert chosen(told) == "incident/postmortem"
    assert chosen(told.replace("## Timeline", "## Plan")) == "gongwen/base"


@pytest.mark.parametrize(("pack", "name"), DRAFTS, ids=lambda each: each)
def test_a_clean_draft_shows_no_warning_under_its_own_pack(pack: str, name: str) -> None:
    assert loud(Analysis(Document.parse(read(name)), checks_of(pack)), Stage.FINAL) == []


@pytest.mark.parametrize(("pack", "name"), DRAFTS, ids=lambda each: each)
def test_a_clean_draft_shows_no_warning_while_it_is_written_under_its_own_pack(pack: str, name: str) -> None:
    text, document, analysis, written = read(name), Document.parse(""), None, 0
    for part in range(1, PREFIXES + 1):
        end = len(text) * part // PREFIXES
        document = document.edited(Edit(Span(written, written), text[written:end]))
        analysis, written = Analysis(document, checks_of(pack), analysis), end
        assert loud(analysis, Stage.DRAFT) == [], f"after {text[max(0, end - 40) : end]!r}"


@pytest.mark.parametrize("pack", NEW)
def test_a_new_draft_is_clean_in_stage_draft_and_has_every_section(pack: str) -> None:
    checks = checks_of(pack)
    text = skeleton(checks.rules)
    assert loud(Analysis(Document.parse(text), checks), Stage.DRAFT) == []
    assert checks.rules.outline is not None
    for section in checks.rules.outline.sections:
        assert section.heading is not None
        assert section.heading in text
    without_name = text.replace(f"report: {pack}", "status: draft")
    assert chosen(without_name) == pack


@pytest.mark.parametrize("pack", NEW)
def test_every_kind_pairs(pack: str) -> None:
    rules = checks_of(pack).rules
    assert rules.pairing
    assert rules.outline is not None
    roles = {section.role for section in rules.outline.sections}
    assert {"cause", "measure"} <= roles


def test_an_accident_report_without_measures_is_told_once() -> None:
    text = read("shigu-diaocha.md")
    cut = text[: text.index("6 防范和整改措施")]
    found = Analysis(Document.parse(cut), checks_of("shigu/diaocha")).verdicts(Stage.FINAL)
    assert [each.finding.code for each in found if each.severity <= Severity.WARNING] == ["structure/missing-section"]


def test_of_three_findings_put_right_by_two_measures_the_count_is_told_and_nothing_loud() -> None:
    findings = "1.学习不深入。集中学习4次。\n\n2.清理不及时。有6笔挂账。\n\n3.会议不规范。三个支部记录不全。\n\n"
    measures = "1.建立学习制度。已学习6次。\n\n2.清理往来款。收回6笔。\n\n"
    start = f"# 关于巡察反馈意见整改情况的报告\n\n一、巡察反馈的主要问题\n\n{findings}"
    told = ["pairing/counts"]
    expected = {"二、整改措施": told, "二、下一步整改措施": told, "二、反馈问题的整改落实情况": []}
    for heading, codes in expected.items():
        text = f"{start}{heading}\n\n{measures}三、下一步工作打算\n\n（一）持续深化。每月调度。\n\n（二）健全机制。\n"
        assert chosen(text) == "zhenggai/xunshi"
        analysis = Analysis(Document.parse(text), checks_of("zhenggai/xunshi"))
        assert loud(analysis, Stage.FINAL) == []
        found = [each.finding.code for each in analysis.verdicts(Stage.FINAL)]
        assert [code for code in found if code.startswith("pairing/")] == codes
