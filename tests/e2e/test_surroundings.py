"""Where the command runs, nothing is trusted and nothing is taken for granted: hostile modules, names and streams."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from duizhao.document import Document
from duizhao.lsp.from_proto import path_of
from duizhao.workspace.rulebook import Rulebook, Wishes

DRAFT = "# 题目\n\n一、问题,不够\n"
INSTALLED = Path(sys.executable).with_name("duizhao")
LAUNCHES = {"script": [str(INSTALLED)], "module": [sys.executable, "-m", "duizhao"]}

posix = pytest.mark.skipif(sys.platform == "win32", reason="names and streams of POSIX")


def run(folder: Path, *command: str | bytes, shell: str = "") -> subprocess.CompletedProcess[bytes]:
    line = ["sh", "-c", f'exec "$0" "$@" {shell}', *command] if shell else list(command)
    return subprocess.run(line, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=30, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "draft.md").write_text(DRAFT, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("launch", LAUNCHES.values(), ids=LAUNCHES)
def test_no_module_of_the_current_folder_is_executed(folder: Path, launch: Sequence[str]) -> None:
    for name in ("yaml", "json", "click", "jieba", "pathspec", "wcwidth", "pygls", "lsprotocol", "attrs", "socket"):
        (folder / f"{name}.py").write_text("open('executed', 'w')\n", encoding="utf-8")
    done = run(folder, *launch, "check", "draft.md")
    assert (done.returncode, done.stderr) == (1, b"")
    assert run(folder, *launch, "packs").returncode == 0
    assert not (folder / "executed").exists()


@posix
def test_names_cannot_give_a_terminal_orders(folder: Path) -> None:
    name = "a\x1b[31m\n.md"
    (folder / name).write_text(DRAFT, encoding="utf-8")
    done = run(folder, *LAUNCHES["script"], "check", name)
    assert done.stdout.decode().startswith("a<U+001B>[31m<U+000A>.md:3:5: ")
    assert b"\x1b" not in done.stdout + done.stderr


@posix
def test_names_that_are_no_text_are_shown_and_the_draft_is_checked(folder: Path) -> None:
    name = b"\xff.md"
    (folder / "draft.md").rename(folder / name.decode("utf-8", "surrogateescape"))
    done = run(folder, *LAUNCHES["script"], "check", "--format", "json", name)
    assert [(each["path"], each["code"]) for each in json.loads(done.stdout)] == [
        ("\udcff.md", "punctuation/half-width")
    ]
    done = run(folder, *LAUNCHES["script"], "check", "--pack", b"\xff", name)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


@posix
@pytest.mark.parametrize(
    "arguments, shell, code",
    [
        ("check draft.md", ">&-", 2),
        ("check -", "<&-", 2),
        ("check draft.md", "<&-", 1),
        ("check nowhere.md", "2>&-", 2),
        ("check --pack nowhere draft.md", "2>&-", 2),
        ("check draft.md", "<&- >&- 2>&-", 2),
        ("outline -", "<&-", 2),
    ],
)
def test_closed_streams(folder: Path, arguments: str, shell: str, code: int) -> None:
    done = run(folder, *LAUNCHES["script"], *arguments.split(), shell=shell)
    assert done.returncode == code
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", ["check draft.md", "check --format json draft.md", "rules", "new gongwen/base"])
def test_a_full_disk(folder: Path, arguments: str) -> None:
    done = run(folder, *LAUNCHES["script"], *arguments.split(), shell=">/dev/full")
    assert done.returncode == 2
    assert done.stderr.decode().startswith("duizhao: ")
    assert b"Traceback" not in done.stderr


def test_an_address_that_no_file_can_have_does_not_end_the_watch_for_rule_files() -> None:
    rulebook = Rulebook(Wishes())
    rulebook.judge(path_of("file:///%00/draft.md"), Document.parse(DRAFT))
    assert set(rulebook.stamps().values()) >= {(0, 0)}
