"""The wheel, the sdist and an editable checkout each work in a fresh environment, run from another folder."""

import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.packaging


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT)], check=True, capture_output=True)
    return folder


@pytest.mark.parametrize("kind", ["wheel", "sdist", "editable"])
def test_an_install_finds_its_packs(kind: str, built: Path, tmp_path: Path):
    what = {
        "wheel": [str(next(built.glob("*.whl")))],
        "sdist": [str(next(built.glob("*.tar.gz")))],
        "editable": ["-e", str(ROOT)],
    }[kind]
    venv.create(tmp_path / "env", with_pip=True)
    scripts = tmp_path / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run([str(scripts / "python"), "-m", "pip", "install", "-q", *what], check=True, cwd=tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    packs = subprocess.run(
        [str(scripts / "duizhao"), "packs"], check=True, cwd=elsewhere, capture_output=True, text=True, encoding="utf-8"
    )
    for name in ("gongwen/base", "minzhu/2021-geren", "phrases/party"):
        assert name in packs.stdout
    (elsewhere / "草稿.md").write_text("# 报告\n\n一、情况\n\n一、问题\n", encoding="utf-8")
    check = subprocess.run(
        [str(scripts / "duizhao"), "check", "草稿.md"],
        cwd=elsewhere,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert check.returncode == 1, check.stderr
    assert "numbering/duplicate" in check.stdout


def test_the_wheel_has_the_packs_once(built: Path):
    import zipfile

    names = zipfile.ZipFile(next(built.glob("*.whl"))).namelist()
    assert names.count("duizhao/packs/gongwen/base.yaml") == 1
    assert not any(name.startswith("rules/") for name in names)
    assert "duizhao/py.typed" in names


def test_the_wheel_has_the_neovim_plugin(built: Path):
    import zipfile

    names = zipfile.ZipFile(next(built.glob("*.whl"))).namelist()
    for each in ("plugin/duizhao.lua", "lsp/duizhao.lua", "lua/duizhao/commands/matrix.lua", "doc/tags"):
        assert names.count(f"duizhao/nvim/{each}") == 1
    assert not any(name.startswith("nvim-client/") for name in names)
