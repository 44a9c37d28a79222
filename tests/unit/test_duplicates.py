"""`duizhao duplicates`: what it lists, and how it ends."""

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from duizhao.cli import main

DRILL = (
    "每月第一个周五下午组织一次断电演练，由值班经理计时，超过十分钟没有恢复的，当天写出原因并在下周一前改好再练一次。"
)
PATROL = (
    "夜班每两小时沿围墙巡查一遍，用手电照到每一处阴影，发现缺口先用警戒带围上，再打电话告诉值班经理，天亮以后修补。"
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, ["duplicates", *arguments], input=stdin)


def test_pairs_are_listed_with_both_places_and_the_share(folder: Path) -> None:
    (folder / "a.md").write_text(f"# 甲\n\n{DRILL}\n\n{PATROL}\n", encoding="utf-8")
    (folder / "b.md").write_text(f"# 乙\n\n文字。\n\n{PATROL}\n\n{DRILL.replace('断电', '停水')}\n", encoding="gb18030")
    result = run(".")
    assert result.exit_code == 1
    first, second = result.output.splitlines()
    assert first.startswith("a.md:5  b.md:5  100%  夜班每两小时")
    assert second.startswith("a.md:3  b.md:7  89%  每月第一个周五下午组织一次停水演练")
    (whole, nearly) = json.loads(run("--format", "json", "a.md", "b.md").output)
    assert whole == {
        "share": 1.0,
        "earlier": {"path": "a.md", "line": 5, "text": PATROL},
        "later": {"path": "b.md", "line": 5, "text": PATROL},
    }
    assert 0.85 < nearly["share"] < 1
    assert nearly["later"]["text"] == DRILL.replace("断电", "停水")


def test_one_draft_is_compared_with_itself(folder: Path) -> None:
    result = run("-", stdin=f"# 甲\n\n{DRILL}\n\n{PATROL}\n\n{DRILL}\n")
    assert result.exit_code == 1
    assert result.output.startswith("<stdin>:3  <stdin>:7  100%")


def test_nothing_in_common_ends_well(folder: Path) -> None:
    (folder / "a.md").write_text(f"# 甲\n\n{DRILL}\n", encoding="utf-8")
    (folder / "b.md").write_text(f"# 甲\n\n{PATROL}\n", encoding="utf-8")
    result = run(".")
    assert (result.exit_code, result.output) == (0, "")
    assert run("--format", "json", ".").output == "[]\n"


def test_what_cannot_be_read_is_told(folder: Path) -> None:
    (folder / "a.md").write_text(f"# 甲\n\n{DRILL}\n\n{DRILL}\n", encoding="utf-8")
    (folder / "b.md").write_bytes(b"\0\1")
    result = run("--lang", "en", "a.md", "b.md", "c.md")
    assert result.exit_code == 2
    assert result.stdout.startswith("a.md:3  a.md:5  100%")
    assert "b.md: " in result.stderr
    assert "c.md: " in result.stderr


def test_no_files_are_an_error(folder: Path) -> None:
    result = run("--lang", "en", ".")
    assert result.exit_code == 2
    assert "no files to compare" in result.stderr


def test_without_the_extra_it_says_what_is_left_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rensa", None)
    (folder / "a.md").write_text(
        f"# 甲\n\n{DRILL}\n\n{DRILL.replace('断电', '停水')}\n\n{PATROL}\n\n{PATROL}\n", "utf-8"
    )
    result = run("a.md")
    assert result.exit_code == 1
    assert result.stdout.startswith("a.md:7  a.md:9  100%")
    assert result.stdout.count("\n") == 1
    assert "duizhao[duplicates]" in result.stderr
