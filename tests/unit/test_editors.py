"""`duizhao editor`: what it prints is in the editor's own syntax, with a head in either language."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import duizhao
from duizhao.cli import main
from duizhao.editors import Installation, head, installation, names, snippet
from duizhao.lsp.settings import read_settings

HERE = Installation("/opt/编辑 room/duizhao", "duizhao", "/opt/python", 'C:\\users\\"me"\\nvim')
COMMENTS = {".lua": "--", ".jsonc": "//", ".toml": "#", ".kak": "#", ".el": ";;"}
FILES = {path.stem: path for path in (Path(duizhao.__file__).parent / "editors").iterdir() if path.suffix in COMMENTS}
GRAPHICAL = ("emacs", "sublime", "zed")
IN_A_TERMINAL = ("helix", "kakoune", "neovim", "neovim-plain")
ALL_SETTINGS = {
    "language": "zh",
    "stage": "draft",
    "report": "minzhu/2021-geren",
    "packs": ["our-packs"],
    "rules": {"numbering/gap": "error"},
    "pause": 700,
}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["editor", *arguments])


def json_of(text: str) -> object:
    return json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))


def uncommented(text: str, mark: str) -> str:
    """A snippet with the settings that it shows in comments."""
    return re.sub(rf"^(\s*){mark} (?=(, )?\"[\w.]+\": |\w+ = )", r"\1", text, flags=re.MULTILINE)


def test_every_file_is_an_editor() -> None:
    assert names() == tuple(sorted(FILES))
    assert set(names()) == {*GRAPHICAL, *IN_A_TERMINAL, "vscode"}


@pytest.mark.parametrize("name", FILES)
def test_the_head_says_where_it_goes_and_whether_it_was_tried(name: str) -> None:
    mark = COMMENTS[FILES[name].suffix]
    for language, tried, other in (("zh", r"试", r"\ben: "), ("en", r"[Tt]ried", r"\bzh: |[\u4e00-\u9fff]")):
        lines = run(name, "--lang", language).output.splitlines()
        place, said = head(name, language)
        assert lines[:2] == [f"{mark} {place}", f"{mark} {said}"]
        assert re.search(tried, said)
        assert not any(re.search(other, line) for line in lines)


@pytest.mark.parametrize("name", FILES)
def test_both_languages_say_the_same_things_at_the_same_places(name: str) -> None:
    spoken = [
        found[1] for line in FILES[name].read_text("utf-8").splitlines() if (found := re.search(r" (zh|en): ", line))
    ]
    assert spoken == ["zh", "en"] * (len(spoken) // 2)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", FILES)
def test_no_placeholder_is_left_and_nothing_else_is_lost(name: str, language: str) -> None:
    text = snippet(name, language, HERE)
    assert "PROGRAM" not in text
    assert "/PATH/TO" not in text
    comments = COMMENTS[FILES[name].suffix]
    written = [line for line in FILES[name].read_text("utf-8").splitlines() if not line.lstrip().startswith(comments)]
    kept = [line for line in text.splitlines() if not line.lstrip().startswith(comments)]
    assert len(kept) == len(written)


@pytest.mark.parametrize("name", GRAPHICAL)
def test_an_editor_that_knows_no_path_is_told_the_absolute_one(name: str) -> None:
    assert json.dumps(HERE.program, ensure_ascii=False) in snippet(name, "zh", HERE)


@pytest.mark.parametrize("name", IN_A_TERMINAL)
def test_an_editor_in_a_terminal_finds_the_command_as_the_terminal_does(name: str) -> None:
    text = snippet(name, "zh", HERE)
    assert '"duizhao"' in text
    assert HERE.program not in text


def test_helix_takes_it() -> None:
    read = tomllib.loads(snippet("helix", "zh", HERE))
    assert read["language-server"]["duizhao"] == {"command": "duizhao", "args": ["serve"]}
    (language,) = read["language"]
    assert (language["name"], language["language-servers"]) == ("markdown", ["duizhao"])
    with_settings = tomllib.loads(uncommented(snippet("helix", "zh", HERE), "#"))
    assert with_settings["language-server"]["duizhao"]["config"] == ALL_SETTINGS


def test_kakoune_takes_it() -> None:
    text = snippet("kakoune", "zh", HERE)
    assert text.count("{") == text.count("}")
    servers = re.search(r"lsp_servers %\{\n(.*?)\n    \}\n", uncommented(text, "#"), re.DOTALL)
    assert servers
    server = tomllib.loads(servers[1])["duizhao"]
    assert (server["command"], server["args"]) == ("duizhao", ["serve"])
    assert server["settings"] == {server["settings_section"]: ALL_SETTINGS}


def test_zed_takes_it() -> None:
    read = json_of(snippet("zed", "en", HERE))
    assert isinstance(read, dict)
    name = read["languages"]["Markdown"]["language_servers"][0]
    assert read["lsp"][name]["binary"] == {"path": HERE.program, "arguments": ["serve"]}
    with_settings = json_of(uncommented(snippet("zed", "en", HERE), "//"))
    assert isinstance(with_settings, dict)
    assert with_settings["lsp"][name]["initialization_options"] == ALL_SETTINGS


def test_sublime_takes_it() -> None:
    read = json_of(uncommented(snippet("sublime", "en", HERE), "//"))
    assert isinstance(read, dict)
    server = read["duizhao"]
    assert (server["enabled"], server["command"]) == (True, [HERE.program, "serve"])
    assert server["settings"] == {f"duizhao.{key}": value for key, value in ALL_SETTINGS.items()}


def test_vscode_takes_it() -> None:
    own = {"duizhao.server": "installed", "duizhao.python": "/opt/python"}
    assert json_of(snippet("vscode", "zh", HERE)) == own
    shown = {f"duizhao.{key}": value for key, value in ALL_SETTINGS.items()}
    assert json_of(uncommented(snippet("vscode", "zh", HERE), "//")) == own | shown


def test_vscode_has_these_settings() -> None:
    extension = Path(__file__).parents[2] / "vscode-client" / "package.json"
    if not extension.exists():
        pytest.skip("the extension is not part of this distribution")
    known = json.loads(extension.read_text("utf-8"))["contributes"]["configuration"]["properties"]
    shown = json_of(uncommented(snippet("vscode", "zh", HERE), "//"))
    assert isinstance(shown, dict)
    assert set(shown) <= set(known)
    assert shown["duizhao.server"] in known["duizhao.server"]["enum"]


def test_the_settings_shown_are_those_that_there_are() -> None:
    settings, problems = read_settings(ALL_SETTINGS)
    assert problems == ()
    assert set(ALL_SETTINGS) == set(type(settings).__dataclass_fields__)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_emacs_reads_it(language: str, tmp_path: Path) -> None:
    emacs = shutil.which("emacs")
    if emacs is None:
        pytest.skip("no Emacs: apt-get install emacs-nox")
    text = snippet("emacs", language, HERE)
    file = tmp_path / "init.el"
    file.write_text(text + re.sub("^;; ", "", text, flags=re.MULTILINE).partition("#'completion-at-point))")[2])
    checked = subprocess.run(
        [emacs, "-Q", "--batch", file, "--eval", "(progn (emacs-lisp-mode) (check-parens))"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_a_name_all_are_listed(language: str) -> None:
    done = run("--lang", language)
    assert done.exit_code == 0
    for name in names():
        place, tried = head(name, language)
        assert re.search(rf"^{name} +{re.escape(place)}\n +{re.escape(tried)}$", done.output, re.MULTILINE)


def test_the_name_may_be_in_capitals() -> None:
    assert run("Helix").output == run("helix").output


@pytest.mark.parametrize(
    "wrong, meant", [("hlix", "helix"), ("nvim", "neovim"), ("code", "vscode"), ("notepad", "zed")]
)
def test_an_unknown_editor_brings_those_that_there_are(wrong: str, meant: str) -> None:
    done = run(wrong)
    assert done.exit_code == 2
    assert f"“{wrong}”" in done.output
    assert meant in done.output


def test_the_command_is_the_one_that_runs(tmp_path: Path) -> None:
    command = Path(sys.executable).with_name("duizhao")
    if not command.exists():
        pytest.skip("duizhao is not installed beside this Python")
    anywhere = {**os.environ, "PATH": os.defpath}
    printed = subprocess.run([command, "editor", "helix"], capture_output=True, check=True, env=anywhere, cwd=tmp_path)
    assert f'command = "{command}"' in printed.stdout.decode()


def test_the_bare_command_is_enough_where_path_leads_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = tmp_path / "duizhao"
    command.write_text("#!/bin/sh\n")
    command.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(command)])
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    assert installation()[:2] == (str(command), "duizhao")
    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path))
    assert installation()[:2] == (str(command), str(command))
    monkeypatch.delenv("VIRTUAL_ENV")
    monkeypatch.setenv("PATH", os.defpath)
    assert installation()[:2] == (str(command), str(command))


def test_the_plugin_is_where_it_says() -> None:
    assert (Path(installation().plugin) / "lua" / "duizhao" / "init.lua").is_file()


def test_a_file_of_settings_is_written_in_utf_8(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": "gb18030"}
    command = [sys.executable, "-P", "-m", "duizhao", "editor", "helix", "--lang", "zh"]
    printed = subprocess.run(command, capture_output=True, check=True, cwd=tmp_path, env=environment)
    assert "没有在 Helix 里试过" in printed.stdout.decode("utf-8")
