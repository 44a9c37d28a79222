"""`duizhao matrix` as it is run: whole processes, files in and files out."""

import csv
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pygls.exceptions import JsonRpcInvalidParams

from .editor import Editor

COMMAND = [sys.executable, "-P", "-m", "duizhao", "matrix"]

REPORT = """\
# 南岭水务所自查报告

## 一、存在的问题

（一）巡库记录不全。

（二）闸门漏水。

（三）收费不公开。

## 二、整改措施

（一）针对问题（二），年底前更换闸门。

（二）针对问题（三），按月张榜公布水费。

（三）针对问题（一），增配两名巡库员。
"""


OF_NO_KIND = f"---\nreport: gongwen/base\n---\n\n{REPORT}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "南岭.md").write_text(REPORT, encoding="utf-8")
    return tmp_path


def run(folder: Path, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=folder,
        input=stdin,
        capture_output=True,
        env={**os.environ, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"},
        timeout=60,
        check=False,
    )


def table_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_table_ties_measures_to_the_problems_they_name(folder: Path) -> None:
    done = run(folder, "南岭.md")
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode()
    assert text.startswith("南岭.md  南岭水务所自查报告\n已对应 3/3\n╭")
    assert "“针对问题（二）”" in text


def test_every_problem_has_its_line_its_measure_and_the_reason(folder: Path) -> None:
    done = run(folder, "南岭.md", "--format", "csv")
    assert done.returncode == 0
    heading, *rows = table_of(done.stdout)
    at = {name: heading.index(name) for name in ("问题", "整改措施", "状态", "依据", "行")}
    told = [[row[at[name]] for name in at] for row in rows]
    assert told == [
        ["巡库记录不全", "针对问题（一），增配两名巡库员", "已对应", "“针对问题（一）”", "5"],
        ["闸门漏水", "针对问题（二），年底前更换闸门", "已对应", "“针对问题（二）”", "7"],
        ["收费不公开", "针对问题（三），按月张榜公布水费", "已对应", "“针对问题（三）”", "9"],
    ]


def test_the_ending_of_the_file_says_the_format(folder: Path) -> None:
    for name in ("矩阵.html", "台账.xlsx", "表.csv", "表.md", "表.txt"):
        done = run(folder, "南岭.md", "-o", name)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b""), name
    page = (folder / "矩阵.html").read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert f"vscode://file{(folder / '南岭.md').as_uri().removeprefix('file://')}:5" in page
    assert load_workbook(folder / "台账.xlsx")["南岭"]["B4"].value == "巡库记录不全"
    assert (folder / "表.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (folder / "表.md").read_text("utf-8").startswith("# 南岭水务所自查报告 (南岭.md)\n")
    assert (folder / "表.txt").read_text("utf-8") == run(folder, "南岭.md").stdout.decode().replace("\r\n", "\n")


def test_what_cannot_be_read_is_told_and_the_rest_is_done(folder: Path) -> None:
    (folder / "坏.md").write_bytes(b"\0")
    done = run(folder, "无.md", "坏.md", "南岭.md", "--format", "csv")
    assert done.returncode == 2
    assert len(table_of(done.stdout)) == 4
    assert done.stderr.decode().splitlines() == ["duizhao: 无.md：没有这个文件", "duizhao: 坏.md：不是文本文件"]


def test_nothing_readable_writes_nothing(folder: Path) -> None:
    done = run(folder, "无.md", "-o", "表.csv", "--lang", "en")
    assert (done.returncode, done.stderr.decode().strip()) == (2, "duizhao: 无.md: no such file")
    assert not (folder / "表.csv").exists()


def test_the_standard_input_has_no_file(folder: Path) -> None:
    done = run(folder, "-", "--format", "html", stdin=REPORT.encode())
    page = done.stdout.decode()
    assert done.returncode == 0
    assert "vscode:" not in page
    assert "第 5 行" in page
    assert "&lt;stdin&gt;" in page


def test_a_folder_stands_for_its_drafts(folder: Path) -> None:
    (folder / "b.md").write_text("# Nothing to pair\n", encoding="utf-8")
    done = run(folder, ".", "--format", "html", "--lang", "en")
    page = done.stdout.decode()
    assert (page.count('id="file-'), page.count("<h2>")) == (2, 2)
    assert "no problems, causes or measures were recognised" in page


def test_a_draft_is_never_overwritten(folder: Path) -> None:
    done = run(folder, "南岭.md", "--format", "markdown", "-o", "./南岭.md")
    assert (done.returncode, done.stdout) == (2, b"")
    assert (folder / "南岭.md").read_text("utf-8") == REPORT


@pytest.mark.parametrize("arguments", [["--pack", "no/such"], ["-o", "no/such/folder.html"]])
def test_what_cannot_be_done_is_told(folder: Path, arguments: list[str]) -> None:
    done = run(folder, "南岭.md", *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith("duizhao: ")


@pytest.mark.asyncio(loop_scope="session")
async def test_an_editor_gets_the_matrix_of_what_is_being_written(vscode: Editor) -> None:
    buffer = vscode.open(OF_NO_KIND)
    found = await vscode.command("duizhao.showMatrix", buffer.uri)
    assert (found["title"], found["summaries"]) == ("南岭水务所自查报告", ["已对应 3/3"])
    assert [row["problem"]["text"] for row in found["problems"]] == ["巡库记录不全", "闸门漏水", "收费不公开"]
    first = found["problems"][0]
    assert (first["number"], first["state"], first["stateName"]) == (1, "covered", "已对应")
    assert first["measures"] == [
        {
            **{"text": "针对问题（一），增配两名巡库员", "line": 21, "points": [], "why": "“针对问题（一）”"},
            **{"owner": "", "deadline": ""},
        }
    ]
    vscode.replace(buffer, OF_NO_KIND.replace("（三）收费不公开。\n\n", ""))
    found = await vscode.command("duizhao.showMatrix", buffer.uri, None)
    assert len(found["problems"]) == 2


@pytest.mark.asyncio(loop_scope="session")
async def test_an_editor_gets_the_matrix_as_a_page(vscode: Editor) -> None:
    buffer = vscode.open(OF_NO_KIND)
    page = await vscode.command("duizhao.showMatrix", buffer.uri, "html")
    assert page.startswith("<!DOCTYPE html>")
    assert f"vscode://file{buffer.uri.removeprefix('file://')}:9" in page
    assert (await vscode.command("duizhao.showMatrix", buffer.uri, "markdown")).startswith("# 南岭水务所自查报告")
    assert (await vscode.command("duizhao.showMatrix", buffer.uri, "csv")).startswith("\ufeff文件,")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "参数应为"),
        (["file:///nowhere.md"], "没有打开这个文件"),
        ([None, "pdf"], "不是 'pdf'"),
        ([None, 1], "不是 1"),
    ],
)
@pytest.mark.asyncio(loop_scope="session")
async def test_wrong_arguments_are_told_in_words(vscode: Editor, arguments: list[object], words: str) -> None:
    buffer = vscode.open(OF_NO_KIND)
    given = [buffer.uri if each is None else each for each in arguments]
    with pytest.raises(JsonRpcInvalidParams, match=words):
        await vscode.command("duizhao.showMatrix", *given)
