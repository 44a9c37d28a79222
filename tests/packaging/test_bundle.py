"""The server that the VS Code extension ships: Python source only, which needs nothing but an interpreter and executes
nothing that lies in a workspace.
"""

import asyncio
import base64
import io
import json
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

import pytest
import pytest_asyncio
from lsprotocol import types
from openpyxl import load_workbook
from pytest_lsp.client import make_test_lsp_client

from ..e2e.editor import SERVER, Editor, capabilities_of

ROOT = Path(__file__).parents[2]
CLIENT = ROOT / "vscode-client"
SHOWCASE = (ROOT / "tests" / "drafts" / "showcase.md").read_text(encoding="utf-8")
LISTS = """\
---
report: gongwen/base
---

## 一、存在的问题

1.消防通道堆放杂物。两处。

2.账目不清。三笔。

## 二、整改措施

1.清空通道。当天。

2.核对账目。逐笔。

3.种树。春天。
"""
LICENCES = {
    "MIT",
    "ISC",
    "BlueOak-1.0.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "Apache-2.0",
    "PSF-2.0",
    "License :: OSI Approved :: MIT License",
    "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)",
}
MEGABYTE = 1 << 20
pytestmark = pytest.mark.packaging


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with `bundled` and `schemas`."""
    folder = tmp_path_factory.mktemp("client")
    command = [sys.executable, str(CLIENT / "scripts" / "bundle_server.py"), "--into", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def bundled(built: Path) -> Path:
    return built / "bundled"


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A workspace with modules that leave a mark where they are executed."""
    folder = tmp_path / "工作区"
    folder.mkdir()
    names = ("yaml", "re", "json", "sitecustomize", "usercustomize", "click", "jieba", "asyncio", "attrs", "duizhao")
    for name in names:
        package = folder / name
        package.mkdir()
        for file in (package / "__init__.py", folder / f"{name}.py"):
            file.write_text(f"open({str(folder / 'executed')!r}, 'a').write(__name__)\n", encoding="utf-8")
    return folder


def interpreter(minor: int) -> str | None:
    """A Python 3.`minor` of this machine."""
    if sys.version_info[:2] == (3, minor):
        return sys.executable
    folders = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for candidate in (f"python3.{minor}", *map(str, folders.glob(f"3.{minor}.*/bin/python"))):
        try:
            code = "import sys; print(sys.version_info[1])"
            done = subprocess.run([candidate, "-c", code], capture_output=True, check=False)
        except OSError:
            continue
        if done.returncode == 0 and done.stdout.strip() == str(minor).encode():
            return candidate
    return None


@asynccontextmanager
async def session(
    command: Sequence[str], folder: Path, cwd: Path, environment: Mapping[str, str] | None = None
) -> AsyncIterator[Editor]:
    """A session as VS Code has it, in the workspace `folder`."""
    client = make_test_lsp_client()
    caches = {"HOME": str(folder), "XDG_CACHE_HOME": str(folder / "cache"), "PYTHONDONTWRITEBYTECODE": "1"}
    own = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    await client.start_io(*command, cwd=cwd, env={**own, **caches, **(environment or {})})
    result = await client.initialize_session(
        types.InitializeParams(
            capabilities=capabilities_of("visual_studio_code@v1.65"),
            locale="zh-cn",
            workspace_folders=[types.WorkspaceFolder(folder.as_uri(), folder.name)],
        )
    )
    yield Editor(client, result.capabilities, folder)
    await client.shutdown_session()
    await client.stop()


def facts(diagnostics: Sequence[types.Diagnostic]) -> list[tuple[object, ...]]:
    return sorted((str(d.code), repr(d.range), str(d.severity), d.message) for d in diagnostics)


async def works(editor: Editor, expected: list[tuple[object, ...]]) -> None:
    """Diagnostics, hover, completion, matrix and suggestions: whatever needs a package of its own."""
    draft = editor.open(SHOWCASE, "showcase.md")
    found = await editor.diagnostics(draft, lambda shown: len(shown) == len(expected))
    assert facts(found) == expected
    hover = await editor.hover(draft, found[0].range.start)
    assert str(found[0].code) in hover.contents.value  # type: ignore[union-attr]
    begun = editor.open("---\nreport: anquan/yinhuan\n---\n\n# 隐患排查治理报告\n\n## 一、排查工作情况\n\n## ")
    assert "二、隐患总体情况" in [item.label for item in (await editor.completions(begun)).items]
    lists = editor.open(LISTS)
    data = await editor.command("duizhao.showMatrix", lists.uri, None)
    assert "账目不清" in str(data)
    book = load_workbook(io.BytesIO(base64.b64decode(await editor.command("duizhao.showMatrix", lists.uri, "xlsx"))))
    assert any("账目不清" in str(cell.value) for sheet in book for row in sheet for cell in row)
    deadline = time.monotonic() + 60
    titles: list[str] = []
    while not any("核对账目" in title for title in titles):
        assert time.monotonic() < deadline, titles
        await asyncio.sleep(0.2)
        titles = [each.title for each in await editor.actions(lists, lists.range("账目不清"))]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def expected(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[object, ...]]:
    """What the installed server says of the sample."""
    folder = tmp_path_factory.mktemp("installed")
    async with session(SERVER, folder, folder) as editor:
        draft = editor.open(SHOWCASE, "showcase.md")
        found = facts(
            await editor.diagnostics(draft, lambda shown: "runs/missing-first" in {each.code for each in shown})
        )
    assert len(found) > 10
    return found


def test_the_hostile_modules_would_be_executed(hostile: Path) -> None:
    subprocess.run([sys.executable, "-c", "import yaml"], cwd=hostile, check=False, capture_output=True)
    assert (hostile / "executed").exists()


@pytest.mark.parametrize("minor", [11, 12, 13, 14, 15])
async def test_it_needs_an_interpreter_only(
    minor: int, bundled: Path, hostile: Path, expected: list[tuple[object, ...]]
) -> None:
    python = interpreter(minor)
    if python is None:
        pytest.skip(f"no Python 3.{minor} here")
    command = [python, "-P", "-S", "-s", "-m", "duizhao", "serve"]
    async with session(command, hostile, hostile, {"PYTHONPATH": str(bundled)}) as editor:
        await works(editor, expected)
    assert not (hostile / "executed").exists()


async def test_it_runs_as_the_extension_starts_it(
    bundled: Path, hostile: Path, expected: list[tuple[object, ...]]
) -> None:
    environment = {"PYTHONPATH": str(bundled), "PYTHONUTF8": "1"}
    async with session([sys.executable, "-P", "-m", "duizhao", "serve"], hostile, bundled, environment) as editor:
        await works(editor, expected)
    assert not (hostile / "executed").exists()


def test_it_is_source_only(bundled: Path) -> None:
    files = [path for path in bundled.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {".py", ".md", ".yaml", ".txt", ".css", ".js"}
    assert [path for path in files if b"\0" in path.read_bytes()] == []


def test_only_a_terminal_needs_what_is_left_out(bundled: Path) -> None:
    code = (
        "import duizhao, importlib, pathlib\n"
        "root = pathlib.Path(duizhao.__path__[0])\n"
        "for path in sorted(root.rglob('*.py')):\n"
        "    name = '.'.join(('duizhao', *path.relative_to(root).with_suffix('').parts))\n"
        "    if path.stem not in ('__main__', 'as_table'):\n"
        "        importlib.import_module(name.removesuffix('.__init__'))\n"
        "import jieba\n"
    )
    command = [sys.executable, "-B", "-W", "ignore", "-P", "-S", "-s", "-c", code]
    environment = {"PYTHONPATH": str(bundled), "PATH": os.environ["PATH"]}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


class Noticed(NamedTuple):
    version: str
    licence: str
    text: str


def noticed(notices: str) -> dict[str, Noticed]:
    """What notices say of each package, by its name."""
    _, *parts = notices.split("=" * 80 + "\n")
    packages = {}
    for heading, text in zip(parts[::2], parts[1::2], strict=True):
        name, version, licence = heading.strip().split(" ", 2)
        packages[name] = Noticed(version, licence[1:-1], text)
    return packages


@pytest.fixture(scope="module")
def extension() -> zipfile.ZipFile:
    """The extension as it was packed last."""
    package = CLIENT / "duizhao.vsix"
    if not package.exists():
        pytest.skip("the extension is not built")
    return zipfile.ZipFile(package)


def test_every_package_is_there_with_a_licence_that_allows_it(bundled: Path) -> None:
    notice = (bundled / "THIRD-PARTY-NOTICES.txt").read_text(encoding="utf-8")
    told = {name.lower().replace("_", "-"): package.licence for name, package in noticed(notice).items()}
    pins = (CLIENT / "scripts" / "requirements.txt").read_text(encoding="utf-8").splitlines()[1:]
    assert told.keys() == {pin.partition("==")[0] for pin in pins}
    assert set(told.values()) <= LICENCES
    packages = {path.stem for path in bundled.iterdir() if path.is_dir() or path.suffix == ".py"}
    assert packages - {"duizhao", "attr", "cattr", "yaml"} == {
        name.replace("-", "_") for name in told.keys() - {"pyyaml"}
    }


def test_every_npm_package_in_it_is_named_with_a_licence_that_allows_it(
    extension: zipfile.ZipFile, tmp_path: Path
) -> None:
    metafile = tmp_path / "meta.json"
    esbuild = CLIENT / "node_modules" / ".bin" / "esbuild"
    options = ("--bundle", "--platform=node", "--main-fields=module,main", "--external:vscode", "--log-level=warning")
    entries = ("src/extension.ts", "src/matrix/page.ts")
    command = [str(esbuild), *entries, *options, f"--metafile={metafile}", f"--outdir={tmp_path / 'built'}"]
    subprocess.run(command, cwd=CLIENT, check=True)
    outputs = json.loads(metafile.read_bytes())["outputs"].values()
    files = {
        path.rpartition("node_modules/")[2]
        for output in outputs
        for path in output["inputs"]
        if "node_modules/" in path
    }
    told = noticed(extension.read("extension/dist/THIRD-PARTY-NOTICES.txt").decode())
    assert told.keys() == {"/".join(file.split("/")[: 2 if file.startswith("@") else 1]) for file in files}
    assert {package.licence for package in told.values()} <= LICENCES
    installed = json.loads((CLIENT / "package-lock.json").read_bytes())["packages"]
    for name, package in told.items():
        assert package.version == installed[f"node_modules/{name}"]["version"]
        (text,) = (
            path.read_text(encoding="utf-8")
            for path in (CLIENT / "node_modules" / name).iterdir()
            if path.stem.upper() in ("LICENSE", "LICENCE")
        )
        assert text.strip() in package.text


def test_the_extension_holds_the_server_and_nothing_needless(extension: zipfile.ZipFile) -> None:
    assert (CLIENT / "duizhao.vsix").stat().st_size < 12 * MEGABYTE
    names = [name.removeprefix("extension/") for name in extension.namelist()]
    images = [path.relative_to(CLIENT).as_posix() for path in (CLIENT / "images").glob("*.png")]
    assert len(images) >= 4
    for needed in (
        *images,
        "package.json",
        "readme.md",
        "icon.png",
        "dist/extension.js",
        "dist/matrix.js",
        "dist/matrix.css",
        "bundled/duizhao/__main__.py",
        "bundled/duizhao/packs/gongwen/base.yaml",
        "bundled/jieba/dict.txt",
        "bundled/THIRD-PARTY-NOTICES.txt",
        "schemas/project.json",
        "walkthrough/begin.md",
        "walkthrough/matrix.zh-cn.md",
        "schemas/pack.zh-cn.json",
    ):
        assert needed in names
    unwanted = (
        "*.map",
        "*.ts",
        "*.pyc",
        "*.so",
        "*.pyd",
        "test/*",
        "src/*",
        "scripts/*",
        "node_modules/*",
        "*/tests/*",
    )
    assert [name for name in names if any(fnmatch(name, pattern) for pattern in unwanted)] == []
