"""The commands besides `check` and `serve`, by what they print and how they end."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from duizhao.checkers import CODES
from duizhao.cli import main
from duizhao.document import Document
from duizhao.rules.packs import packs_in, shipped_folder

PACKS = tuple(packs_in(shipped_folder()))
REPORTS = (
    "anquan/yinhuan",
    "gongwen/base",
    "incident/capa",
    "incident/postmortem",
    "minzhu/2021-geren",
    "shigu/diaocha",
    "zhenggai/shenji",
    "zhenggai/xunshi",
)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a project, and no locale."""
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def own_pack(folder: Path, text: str) -> Path:
    (folder / "duizhao.yaml").write_text("packs: mine\n", encoding="utf-8")
    file = folder / "mine/own/note.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("code", CODES)
def test_every_code_is_explained(code: str, language: str) -> None:
    result = run("explain", code, "--lang", language)
    title = CODES[code].title.in_language(language)
    assert (result.exit_code, result.output.partition("\n")[0]) == (0, f"{code} {title}")


@pytest.mark.parametrize("wrong", ["numbering/gaps", "numbering/gab", "gap", "number/gap"])
def test_an_unknown_code_brings_those_that_may_be_meant(wrong: str) -> None:
    result = run("explain", wrong)
    assert result.exit_code == 2
    assert "numbering/gap" in result.output


def test_a_code_like_no_other_brings_a_hint_where_to_look() -> None:
    result = run("explain", "xyzzy", "--lang", "en")
    assert (result.exit_code, result.output) == (2, "duizhao: there is no code xyzzy; duizhao rules lists all codes\n")


def test_all_codes_are_listed_with_severity_and_title() -> None:
    lines = run("rules").output.splitlines()
    codes = [line.split()[0] for line in lines]
    assert set(CODES) < set(codes)
    assert codes == sorted(codes)
    gap = next(line for line in lines if line.startswith("numbering/gap "))
    assert gap.split() == ["numbering/gap", "警告", "序号有缺"]


def test_a_pack_lists_its_rules_as_loud_as_it_has_them(elsewhere: Path) -> None:
    own_pack(elsewhere, "pack: own/note\ntitle: {zh: 说明, en: Note}\nrules:\n  numbering/gap: off\n")
    lines = [line.split(maxsplit=2) for line in run("rules", "--pack", "own/note", "--lang", "en").output.splitlines()]
    assert ["numbering/gap", "off", CODES["numbering/gap"].title.en] in lines
    assert {code for code, *_ in lines} == set(CODES)


def test_packs_are_listed_with_title_and_file(elsewhere: Path) -> None:
    file = own_pack(elsewhere, "pack: own/note\ntitle: {zh: 说明, en: Note}\n")
    output = run("packs").output
    assert f"own/note\n    说明\n    {file}\n" in output
    for name in PACKS:
        assert f"{name}\n    " in output


def test_packs_with_errors_are_told(elsewhere: Path) -> None:
    file = own_pack(elsewhere, "pack: own/note\ntitel: x\n")
    result = run("packs", "--lang", "en")
    assert result.exit_code == 2
    assert f"{file}:2:1: " in result.output


def test_what_a_pack_builds_on_is_looked_at(elsewhere: Path) -> None:
    file = own_pack(elsewhere, "pack: own/note\ntitle: x\nextends: own/bas\n")
    result = run("packs", "--lang", "en")
    assert result.exit_code == 2
    assert f"{file}:3:10: there is no pack “own/bas”" in result.output


def test_a_section_named_twice_is_an_error(elsewhere: Path) -> None:
    sections = "[{id: a, match: 甲}, {id: a, match: 乙}]"
    file = own_pack(elsewhere, f"pack: own/note\ntitle: x\noutline:\n  sections: {sections}\n")
    result = run("packs")
    assert result.exit_code == 2
    assert f"{file}:4:38: 已有一节叫“a”" in result.output


def test_a_project_file_with_errors_is_told_beside_the_packs(elsewhere: Path) -> None:
    (elsewhere / "duizhao.yaml").write_text("packs: mine\n", encoding="utf-8")
    result = run("packs")
    assert result.exit_code == 2
    assert f"{elsewhere / 'duizhao.yaml'}:1:8: 没有规则包文件夹“mine”" in result.output


@pytest.mark.parametrize("pack", REPORTS)
def test_a_new_draft_names_its_pack(pack: str) -> None:
    result = run("new", pack)
    assert result.exit_code == 0
    assert Document.parse(result.output).front_matter.value("report") == pack


@pytest.mark.parametrize("pack", sorted({*PACKS} - {*REPORTS}))
def test_no_draft_is_begun_for_a_pack_that_is_no_kind_of_report(pack: str) -> None:
    result = run("new", pack)
    assert result.exit_code == 2
    assert f"规则包“{pack}”只有字词规则，不是文种；文种有 {'、'.join(REPORTS)}" in result.output


def test_a_new_draft_never_takes_the_place_of_an_old_one(elsewhere: Path) -> None:
    file = elsewhere / "稿.md"
    assert run("new", "gongwen/base", "-o", str(file)).exit_code == 0
    written = file.read_bytes()
    assert written.decode() == run("new", "gongwen/base").output
    file.write_text("写了一半")
    refused = run("new", "gongwen/base", "-o", str(file))
    assert (refused.exit_code, file.read_text()) == (2, "写了一半")
    assert "--force" in refused.output
    assert run("new", "gongwen/base", "-o", str(file), "--force").exit_code == 0
    assert file.read_bytes() == written
    assert run("new", "gongwen/base", "-o", str(elsewhere / "no/such/folder.md")).exit_code == 2


def test_a_pack_that_is_not_there(elsewhere: Path) -> None:
    result = run("new", "gongwen/bas")
    assert (result.exit_code, result.output) == (2, "duizhao: 没有规则包“gongwen/bas”，是不是“gongwen/base”？\n")
    assert run("rules", "--pack", "x").output == "duizhao: 没有规则包“x”\n"
    own_pack(elsewhere, "pack: own/note\ntitle: {zh: 说明, en: Note}\nruels: {}\n")
    result = run("new", "own/note", "--lang", "en")
    assert result.exit_code == 2
    assert "ruels" in result.output


DRAFT = """\
# 情况报告

一、问题

（一）学习方面，读得不够。

**补充说明**

## 二、措施
"""


def test_the_outline_of_a_draft(elsewhere: Path) -> None:
    (elsewhere / "a.md").write_bytes(DRAFT.encode("gb18030"))
    assert [line.partition("  (")[0] for line in run("outline", "a.md").output.splitlines()] == [
        "1  1  情况报告",
        "3  2    一、问题",
        "5  3      （一）学习方面",
        "7  4        补充说明",
        "9  2    二、措施",
    ]
    assert "  (run-in heading · " in run("outline", "a.md", "--lang", "en").output
    assert CliRunner().invoke(main, ["outline", "-"], input=DRAFT.encode()).output == run("outline", "a.md").output


def test_an_outline_of_nothing(elsewhere: Path) -> None:
    (elsewhere / "a.md").write_bytes(b"")
    assert run("outline", "a.md").output == ""
    result = run("outline", "gone.md")
    assert (result.exit_code, result.output) == (2, "duizhao: gone.md：没有这个文件\n")
    (elsewhere / "x.md").write_bytes(b"\0")
    assert run("outline", "x.md", "--lang", "en").output == "duizhao: x.md: not a text file\n"


@pytest.mark.parametrize("kind, key", [("pack", "extends"), ("project", "ignore")])
def test_schemas_are_printed(kind: str, key: str) -> None:
    assert key in json.loads(run("schema", kind).output)["properties"]


def test_help_and_version_load_nothing_heavy() -> None:
    code = "import sys; from duizhao.cli import main; main(['--help'], standalone_mode=False); print(*sys.modules)"
    output = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    loaded = set(output.splitlines()[-1].split())
    assert loaded.isdisjoint(
        {"lsprotocol", "pygls", "yaml", "jieba", "duizhao.document", "duizhao.rules", "subprocess"}
    )


def test_a_check_loads_no_protocol_types(elsewhere: Path) -> None:
    (elsewhere / "a.md").write_text("# 报告\n", encoding="utf-8")
    code = (
        "import sys; from duizhao.cli import main\ntry: main(['check', 'a.md'])\nexcept SystemExit: print(*sys.modules)"
    )
    output = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    loaded = set(output.splitlines()[-1].split())
    assert loaded.isdisjoint({"lsprotocol", "pygls", "attr", "yaml", "pathspec", "wcwidth", "duizhao.document"})
