"""Builds what the extension ships of the server, from a checkout: `bundled/` (duizhao and the packages it needs, all of
it Python source that runs under any Python from 3.11 on) and `schemas/` (JSON Schemas of the files users write).

    python scripts/bundle_server.py           builds both
    python scripts/bundle_server.py --renew   pins the newest versions that fit, in requirements*.txt

The packages are those of pyproject.toml but for `rich` and what it brings: only the table that `duizhao matrix` draws
in a terminal needs it, and `duizhao serve` never draws one. `duizhao editor` and the Neovim plugin are left out, too;
all other commands work from the bundle.
"""

import argparse
import email
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parent
CLIENT = SCRIPTS.parent
REPOSITORY = CLIENT.parent
REQUIREMENTS = SCRIPTS / "requirements.txt"
BUILD_REQUIREMENTS = SCRIPTS / "requirements-build.txt"

LEFT_OUT = {"duizhao", "rich", "markdown-it-py", "mdurl", "pygments"}
BUILD_TOOLS = ("hatchling", "setuptools")
SOURCE_ONLY = "jieba"
"""The one package of which there is no wheel."""

PURE = ("--platform", "any", "--implementation", "py")
COMPILED = ("--platform", "manylinux2014_x86_64", "--implementation", "cp", "--abi", "cp311")
"""PyYAML has compiled wheels only. The same one is taken everywhere; it is left without its compiled part, and then
falls back on its Python by itself.
"""
OLDEST = ("--python-version", "3.11")

TRIMMED = (
    "bin",
    "*.dist-info",
    "**/__pycache__",
    "**/*.so",
    "**/*.pyd",
    "**/*.pyi",
    "**/py.typed",
    "**/tests",
    "_yaml",
    "duizhao/editors",  # what other editors are told and given
    "duizhao/nvim",
    "jieba/analyse",
    "jieba/lac_small",
    "jieba/posseg",
    "jieba/finalseg/*.p",  # read by Jython only
)

LANGUAGES = {"en": ".json", "zh": ".zh-cn.json"}
LICENCES = ("LICEN", "COPYING", "NOTICE")
"""How the names of files begin that hold a licence."""
NOTICE = "THIRD-PARTY-NOTICES.txt"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--renew", action="store_true", help="renew the pins instead of building")
    parser.add_argument("--into", type=Path, default=CLIENT, help="the folder to put bundled/ and schemas/ into")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix=".bundle-", dir=arguments.into) as folder:
        if arguments.renew:
            renew(Path(folder))
        else:
            build(Path(folder), arguments.into)


def build(work: Path, into: Path) -> None:
    """Builds aside and then puts both folders in their place."""
    bundled, schemas, tools = work / "bundled", work / "schemas", work / "tools"
    _pip("install", "--require-hashes", "--only-binary", ":all:", "--target", tools, "-r", BUILD_REQUIREMENTS)
    built_with = {"PYTHONPATH": str(tools)}
    building = ("--no-build-isolation", "--use-pep517")
    _pip("wheel", *building, "--wheel-dir", work, REPOSITORY, environment=built_with)
    pins = ("--require-hashes", "-r", REQUIREMENTS)
    what = (*pins, "--only-binary", ":all:", "--no-binary", SOURCE_ONLY, *COMPILED, "--platform", "any", *OLDEST)
    _pip("install", *building, "--no-compile", "--target", bundled, *what, environment=built_with)
    notice = "\n".join(notices(bundled))
    (wheel,) = work.glob("duizhao-*.whl")
    with zipfile.ZipFile(wheel) as file:
        file.extractall(bundled)
    for pattern in TRIMMED:
        for path in sorted(bundled.glob(pattern), reverse=True):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    (bundled / NOTICE).write_text(notice, encoding="utf-8")
    schemas.mkdir()
    for kind in ("project", "pack"):
        for language, ending in LANGUAGES.items():
            (schemas / f"{kind}{ending}").write_text(schema(bundled, kind, language), encoding="utf-8")
    for made in (bundled, schemas):
        place = into / made.name
        if place.exists():
            place.rename(work / f"old-{made.name}")
        made.rename(place)


def notices(bundled: Path) -> Iterator[str]:
    """Name, version, licence and the licence's text of every package, in the order of their names.

    Raises:
        SystemExit: if a package comes without the text of its licence.
    """
    yield "The server that this extension starts is shipped with these packages, whose sources are these very files."
    for folder in sorted(bundled.glob("*.dist-info"), key=lambda each: each.name.lower()):
        about = email.message_from_bytes((folder / "METADATA").read_bytes())
        name = about["Name"]
        own = [path for path in sorted(folder.rglob("*")) if path.name.upper().startswith(LICENCES)]
        texts = [path for path in own if path.is_file()] or sorted((SCRIPTS / "licences").glob(f"{name}.txt"))
        if not texts:
            raise SystemExit(f"{name} comes without its licence: put it into {SCRIPTS / 'licences'}")
        classified = [each for each in about.get_all("Classifier", []) if each.startswith("License ::")]
        licence = about["License-Expression"] or about["License"] or "; ".join(classified)
        yield f"\n{'=' * 80}\n{name} {about['Version']} ({licence.splitlines()[0]})\n{'=' * 80}\n"
        yield from (path.read_text(encoding="utf-8").strip() + "\n" for path in texts)


def schema(bundled: Path, kind: str, language: str) -> str:
    """The JSON Schema of a kind of file as the bundled server prints it, as proof that it starts."""
    command = [sys.executable, "-B", "-P", "-S", "-s", "-m", "duizhao", "schema", kind, "--lang", language]
    environment = {**os.environ, "PYTHONPATH": str(bundled), "PYTHONUTF8": "1"}
    done = subprocess.run(command, env=environment, cwd=bundled, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    return done.stdout


def renew(work: Path) -> None:
    report = work / "report.json"
    _pip("install", "--dry-run", "--ignore-installed", "--report", report, REPOSITORY, dependencies=True)
    found = [each["metadata"] for each in json.loads(report.read_text(encoding="utf-8"))["install"]]
    wanted = {each["name"].lower().replace("_", "-"): each["version"] for each in found}
    pins = {name: version for name, version in wanted.items() if name not in LEFT_OUT}
    compiled = {"pyyaml"}
    pure = pins.keys() - compiled - {SOURCE_ONLY}
    wheels = work / "wheels"
    for names, platform in ((pure, PURE), (compiled, COMPILED)):
        what = [f"{name}=={pins[name]}" for name in sorted(names)]
        _pip("download", "--only-binary", ":all:", *platform, *OLDEST, "--dest", wheels, *what)
    _pip("download", "--no-binary", ":all:", "--dest", wheels, f"{SOURCE_ONLY}=={pins[SOURCE_ONLY]}")
    _write_pins(REQUIREMENTS, wheels)
    tools = work / "tools"
    _pip("download", "--only-binary", ":all:", "--dest", tools, *BUILD_TOOLS, dependencies=True)
    _write_pins(BUILD_REQUIREMENTS, tools)


def _write_pins(path: Path, files: Path) -> None:
    lines = ["# Written by bundle_server.py --renew."]
    for file in sorted(files.iterdir(), key=lambda each: each.name.lower()):
        name, version = file.name.removesuffix(".tar.gz").split("-")[:2]
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        lines.append(f"{name.lower().replace('_', '-')}=={version} --hash=sha256:{digest}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _pip(
    command: str, *arguments: str | Path, environment: dict[str, str] | None = None, dependencies: bool = False
) -> None:
    alone: Sequence[str] = () if dependencies else ("--no-deps",)
    line = [
        sys.executable,
        "-m",
        "pip",
        command,
        "--quiet",
        "--disable-pip-version-check",
        *alone,
        *map(str, arguments),
    ]
    subprocess.run(line, check=True, env={**os.environ, **(environment or {})})


if __name__ == "__main__":
    main()
