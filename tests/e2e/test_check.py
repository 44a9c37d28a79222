"""`duizhao check` as it is run: whole processes, real servers, bytes in and bytes out."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from .conftest import CLIENTS
from .editor import editor

COMMAND = [sys.executable, "-P", "-m", "duizhao", "check"]
DRAFTS = Path(__file__).parents[1] / "drafts"
PATIENCE = 30.0

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and terminals of POSIX")
linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds the server in /proc")

PACK = """\
pack: own/note
title: {zh: 情况说明, en: Note}
applies:
  title: "*说明"
outline:
  sections:
    - id: facts
      match: 基本情况
    - id: next
      match: 下一步打算
rules:
  own/effect:
    check: substitution
    severity: warning
    swap:
      达到了效果: 取得了效果
    message:
      zh: 应写“{prefer}”
      en: Write {prefer}
    why:
      zh: 效果不能达到，只能取得。
      en: An effect is had.
    source: 单位内部规定
    fix: true
    examples:
      - bad: 整改达到了效果。
        good: 整改取得了效果。
"""

NOTE = """\
# 关于门诊排队的说明

## 一、基本情况

👍“加号”窗口\t达到了效果。

## 二、下一步打算

延时门诊𠮷日开诊，达到了效果。
"""

TEXT = """\
note.md:5:9: 警告 own/effect 应写“取得了效果”
   5 | 👍“加号”窗口    达到了效果。
     |                 ^^^^^^^^^^
     = 可改: 改为“取得了效果”

note.md:9:10: 警告 own/effect 应写“取得了效果”
   9 | 延时门诊𠮷日开诊，达到了效果。
     |                   ^^^^^^^^^^
     = 可改: 改为“取得了效果”

文种：情况说明 own/note（由标题判断）
说明：duizhao explain 代码
1 个文件，2 处：2 警告
"""


class Run(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def found(self) -> list[dict[str, Any]]:
        return json.loads(self.out)

    @property
    def places(self) -> list[tuple[str, int, int, str]]:
        return [(each["path"], each["line"], each["column"], each["code"]) for each in self.found]


def environment(**more: str) -> Mapping[str, str]:
    left_out = ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR")
    return {**{name: value for name, value in os.environ.items() if name not in left_out}, **more}


def check(folder: Path, *arguments: str, stdin: bytes = b"", **more: str) -> Run:
    done = subprocess.run(
        [*COMMAND, *arguments],
        cwd=folder,
        input=stdin,
        capture_output=True,
        check=False,
        env=environment(**more),
        timeout=PATIENCE,
    )
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a pack of its own and one draft."""
    (tmp_path / "packs/own").mkdir(parents=True)
    (tmp_path / "packs/own/note.yaml").write_text(PACK, encoding="utf-8")
    (tmp_path / "duizhao.yaml").write_text("packs: packs\n", encoding="utf-8")
    (tmp_path / "note.md").write_text(NOTE, encoding="utf-8", newline="")
    return tmp_path


def write(folder: Path, name: str, content: str | bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


CLEAN = NOTE.replace("达到了效果", "取得了效果")


def test_text_shows_each_line_with_the_place_marked(folder: Path) -> None:
    assert check(folder, "note.md") == Run(1, TEXT, "")


def test_json_counts_code_points_from_one(folder: Path) -> None:
    run = check(folder, "--format", "json", "--lang", "en", "note.md")
    assert (run.code, run.err) == (1, "")
    first, second = run.found
    help_url = first.pop("help_url")
    assert help_url.startswith((folder / "packs/own/note.yaml").as_uri())
    assert first == {
        "path": "note.md",
        "line": 5,
        "column": 9,
        "end_line": 5,
        "end_column": 14,
        "code": "own/effect",
        "severity": "warning",
        "message": "Write 取得了效果",
        "fix": {
            "title": first["fix"]["title"],
            "safe": True,
            "edits": [{"line": 5, "column": 9, "end_line": 5, "end_column": 14, "text": "取得了效果"}],
        },
    }
    assert (second["line"], second["column"], second["end_column"]) == (9, 10, 15)


def test_every_encoding_and_line_end_gives_the_same_places(folder: Path) -> None:
    write(folder, "bom.md", NOTE.encode("utf-8-sig"))
    write(folder, "cr.md", NOTE.replace("\n", "\r"))
    write(folder, "crlf.md", NOTE.replace("\n", "\r\n"))
    write(folder, "gb.md", NOTE.encode("gb18030"))
    write(folder, "utf16.md", NOTE.encode("utf-16"))
    run = check(folder, "--format", "json", ".")
    names = ["bom.md", "cr.md", "crlf.md", "gb.md", "note.md", "utf16.md"]
    assert run.places == [(name, *place, "own/effect") for name in names for place in [(5, 9), (9, 10)]]
    assert run.err == ""
    run = check(folder, "gb.md", "utf16.md")
    assert run.err == "gb.md: 按 GB 18030 读取\nutf16.md: 按 UTF-16 读取\n"
    assert run.out.startswith(TEXT.splitlines()[0].replace("note.md", "gb.md"))


def test_standard_input(folder: Path) -> None:
    run = check(folder, "-", "--lang", "en", stdin=NOTE.encode("gb18030"))
    assert (run.code, run.err) == (1, "<stdin>: read as GB 18030\n")
    assert run.out.startswith("<stdin>:5:9: warning own/effect Write 取得了效果\n")
    assert check(folder, "-", "--format", "json", stdin=CLEAN.encode()) == Run(0, "[]\n", "")


def test_standard_input_belongs_to_the_project_of_its_file_name(folder: Path) -> None:
    elsewhere = Path(__file__).parent
    named = check(elsewhere, "--format", "json", "--stdin-filename", str(folder / "x.md"), stdin=NOTE.encode())
    assert named.places == [(str(folder / "x.md"), 5, 9, "own/effect"), (str(folder / "x.md"), 9, 10, "own/effect")]


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(folder: Path) -> None:
    write(folder, "a.md", b"\x89PNG\r\n\x00\x00")
    write(folder, "b.md", b"caf\xe9\n")
    run = check(folder, "gone.md", ".", "--lang", "en")
    assert run.code == 2
    assert run.out.startswith(
        "gone.md:1:1: error check/unreadable no such file\n\n"
        "a.md:1:1: error check/unreadable not a text file\n\n"
        "b.md:1:1: error check/unreadable line 1 is not UTF-8, and the file is not GB 18030\n\n"
        "note.md:5:9: warning own/effect"
    )
    assert run.out.endswith("\n1 file, 2 findings: 2 warnings, 3 files not checked\n")
    run = check(folder, "--format", "json", "--fail-on", "never", "a.md", "note.md")
    assert run.code == 2
    assert [place[0] for place in run.places] == ["a.md", "note.md", "note.md"]


@pytest.mark.parametrize(
    "arguments, code",
    [
        (["note.md", "--fail-on", "error"], 0),
        (["note.md", "--fail-on", "hint"], 1),
        (["note.md", "--fail-on", "never"], 0),
        (["clean.md"], 0),
    ],
)
def test_exit_codes(folder: Path, arguments: Sequence[str], code: int) -> None:
    write(folder, "clean.md", CLEAN)
    assert check(folder, *arguments).code == code


def test_nothing_to_check_is_not_a_pass(folder: Path) -> None:
    (folder / "empty").mkdir()
    assert check(folder, "empty") == Run(2, "", "duizhao: 没有可检查的文件（*.md、*.markdown）\n")
    assert check(folder).code == 2
    assert check(folder, "--format", "xml", "note.md").code == 2


def test_ignored_files_are_left_out_unless_they_are_named(folder: Path) -> None:
    write(folder, "old/a.md", NOTE)
    write(folder, "tmp/b.md", NOTE)
    write(folder, ".gitignore", "tmp/\n")
    write(folder, "duizhao.yaml", "packs: packs\nignore: old/\n")
    run = check(folder, "--format", "json", ".", "old/a.md")
    assert [place[0] for place in run.places] == ["note.md", "note.md", "old/a.md", "old/a.md"]


UNFINISHED = CLEAN.partition("## 二")[0]


def severity(run: Run) -> list[str]:
    return [each["severity"] for each in run.found if each["code"] == "structure/missing-section"]


def test_the_stage_is_final_unless_the_draft_says_otherwise_and_the_option_says_more(folder: Path) -> None:
    write(folder, "unsaid.md", UNFINISHED)
    write(folder, "draft.md", f"---\nstatus: draft\n---\n\n{UNFINISHED}")
    run = check(folder, "--format", "json", "draft.md", "unsaid.md")
    assert severity(run) == ["information", "warning"]
    run = check(folder, "--format", "json", "--stage", "draft", "draft.md", "unsaid.md")
    assert severity(run) == ["information", "information"]
    run = check(folder, "--format", "json", "--stage", "final", "draft.md", "unsaid.md")
    assert severity(run) == ["warning", "warning"]


def test_a_pack_can_be_named(folder: Path) -> None:
    run = check(folder, "--pack", "gongwen/base", "note.md")
    assert run.code == 0
    assert run.out == "文种：公文 gongwen/base（设置指定）\n1 个文件，没有发现问题\n"


def test_a_pack_that_is_not_there_or_broken_cannot_be_checked_by(folder: Path) -> None:
    run = check(folder, "--pack", "own/nota", "note.md")
    assert run == Run(2, "", "duizhao: 没有规则包“own/nota”，是不是“own/note”？\n")
    write(folder, "packs/own/broken.yaml", PACK.replace("own/note", "own/broken").replace("severity", "severety"))
    run = check(folder, "--pack", "own/broken", "--lang", "en", "note.md")
    assert (run.code, run.out) == (2, "")
    assert f"{folder / 'packs/own/broken.yaml'}:" in run.err
    assert "severety" in run.err
    assert "Traceback" not in run.err


def test_a_broken_pack_is_told_even_if_no_draft_names_it(folder: Path) -> None:
    write(folder, "packs/own/note.yaml", PACK.replace("severity", "severety"))
    run = check(folder, "note.md")
    assert run.code == 2
    assert f"{folder / 'packs/own/note.yaml'}:" in run.err


def test_a_folder_of_packs_that_is_not_there_is_told(folder: Path) -> None:
    write(folder, "duizhao.yaml", "packs:\n  - packs\n  - pakcs\n")
    run = check(folder, "--lang", "en", "note.md")
    assert run.code == 2
    assert f"{folder / 'duizhao.yaml'}:3:5: there is no folder of packs “pakcs”" in run.err


def test_a_draft_that_names_no_pack_there_is_has_a_finding(folder: Path) -> None:
    write(folder, "x.md", f"---\nreport: own/nota\n---\n\n{CLEAN}")
    run = check(folder, "--format", "json", "--pack", "own/note", "x.md")
    assert (run.code, run.places) == (1, [("x.md", 2, 9, "report/unknown-pack")])


def test_errors_in_the_projects_own_files_are_told_with_their_place(folder: Path) -> None:
    write(folder, "duizhao.yaml", "packs: packs\nreprot: own/note\n")
    run = check(folder, "note.md")
    assert run.code == 2
    assert f"{folder / 'duizhao.yaml'}:2:1: " in run.err
    assert "reprot" in run.err


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_error_in_the_projects_own_files_is_told_once(folder: Path, language: str) -> None:
    write(folder, "duizhao.yaml", "packs: packs\nreprot: own/note\nstage: done\n")
    run = check(folder, "--lang", language, "note.md")
    assert run.code == 2
    assert (run.err.count("duizhao.yaml:2:1: "), run.err.count("duizhao.yaml:3:8: ")) == (1, 1)
    assert len(run.err.splitlines()) == 2


def test_several_servers_say_what_one_says_in_the_same_order() -> None:
    one = check(DRAFTS.parent, "-j", "1", "--format", "json", "drafts")
    three = check(DRAFTS.parent, "-j", "3", "--format", "json", "drafts")
    assert one == three
    found = [(each["path"].split("/"), each["line"], each["column"]) for each in one.found]
    assert found == sorted(found)
    assert len({path[-1] for path, *_ in found}) > 10


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("client", ["vscode", "neovim"])
async def test_an_editor_is_shown_what_the_terminal_is_told(client: str) -> None:
    run = check(DRAFTS, "--format", "json", "--fail-on", "never", ".")
    assert run.code == 0
    told: dict[str, list[tuple[object, ...]]] = {}
    for each in run.found:
        place = (each["line"], each["column"], each["end_line"], each["end_column"])
        told.setdefault(each["path"], []).append((place, each["severity"], each["code"], each["message"]))
    paths = sorted(DRAFTS.rglob("*.md"))
    assert len(paths) > 20
    async with editor(CLIENTS[client](), DRAFTS, options={"stage": "final"}) as session:
        for path in paths:
            name = path.relative_to(DRAFTS).as_posix()
            buffer = session.open(path.read_bytes().decode(), name)
            seen = []
            for each in await session.diagnostics(buffer, until=lambda _: True):
                place = (*point(buffer, each.range.start), *point(buffer, each.range.end))
                seen.append((place, each.severity.name.lower(), each.code, each.message))
            session.close(buffer)
            assert sorted(seen) == sorted(told.get(name, [])), name


def point(buffer: Any, position: Any) -> tuple[int, int]:
    """Line and column in code points, from 1."""
    line = buffer.lines()[position.line]
    units = line.encode(f"{buffer.encoding}-le" if buffer.encoding != "utf-8" else "utf-8")
    size = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[buffer.encoding]
    before = units[: position.character * size].decode(f"{buffer.encoding}-le" if size > 1 else "utf-8")
    return position.line + 1, len(before) + 1


def test_the_language_is_that_of_the_environment(folder: Path) -> None:
    write(folder, "clean.md", CLEAN)
    assert check(folder, "clean.md", LANG="en_US.UTF-8").out.endswith("1 file, nothing found\n")
    assert check(folder, "clean.md", LANG="en_US.UTF-8", LC_ALL="zh_CN.UTF-8").out.endswith("没有发现问题\n")


def started(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        start_new_session=sys.platform != "win32",
    )


@posix
def test_a_reader_that_has_read_enough_is_no_error(folder: Path) -> None:
    write(folder, "long.md", NOTE + "\n达到了效果。\n" * 3000)
    process = started(folder, "long.md")
    assert process.stdout is not None
    assert process.stdout.readline().startswith(b"long.md:5:9:")
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    assert process.wait(PATIENCE) == 1


def servers_of(process: subprocess.Popen[bytes]) -> list[int]:
    """The ids of the processes that `process` has started, as soon as there are any."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    deadline = time.monotonic() + PATIENCE
    while not (found := children.read_text().split()):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return [int(each) for each in found]


@linux
def test_a_server_that_dies_is_told_with_its_last_words(folder: Path) -> None:
    process = started(folder, "-")  # waits for its standard input
    (server,) = servers_of(process)
    os.kill(server, signal.SIGKILL)
    out, err = process.communicate(NOTE.encode(), PATIENCE)
    assert (process.returncode, out, err.decode()) == (2, b"", "duizhao: 语言服务器中途退出（-9）\n")


@linux
def test_an_interrupt_ends_it_quietly_with_its_servers(folder: Path) -> None:
    process = started(folder, "-")
    (server,) = servers_of(process)
    time.sleep(0.3)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out, err) == (130, b"", b"")
    assert not Path(f"/proc/{server}").exists()


@posix
@pytest.mark.parametrize("more, coloured", [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colours_on_a_terminal_only_and_not_if_they_are_not_wanted(
    folder: Path, more: dict[str, str], coloured: bool
) -> None:
    import pty

    main, terminal = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, "note.md"], cwd=folder, stdin=subprocess.DEVNULL, stdout=terminal, env=environment(**more)
    )
    os.close(terminal)
    shown = b""
    try:
        while data := os.read(main, 4096):
            shown += data
    except OSError:  # the other end is closed
        pass
    os.close(main)
    assert process.wait(PATIENCE) == 1
    assert (b"\x1b[" in shown) is coloured
    assert "note.md:5:9" in shown.decode()
