"""What editors have to be told so that they use the server: one file for each, with a head that says where it goes and
whether it has been tried.

In the files, a comment that begins with `zh:` or `en:` is in that language; "PROGRAM" stands for the command, and names
that begin with /PATH/TO/ for files. The first comment says for what and where, the second what was tried.
"""

import json
import os
import re
import shutil
import sys
import sysconfig
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).parent
_SPOKEN = re.compile(r"(?P<mark>\s*(?:#|--|;;|//) )(?P<language>zh|en): (?P<text>.*)")
_PLACE = re.compile(r'"(PROGRAM|/PATH/TO/(?:PROGRAM|PYTHON|PLUGIN))"')


class Installation(NamedTuple):
    """Where the program is: `program` is absolute; `command` is what a terminal finds it by, at best its bare name."""

    program: str
    command: str
    python: str
    plugin: str


def names() -> tuple[str, ...]:
    """The editors that there is something for, in the order of the alphabet."""
    return tuple(sorted(path.stem for path in _files()))


def head(name: str, language: str) -> tuple[str, str]:
    """Where the snippet of an editor goes, and whether it has been tried."""
    place, tried = [found["text"] for line in _lines(name) if (found := _spoken(line, language))][:2]
    return place, tried


def snippet(name: str, language: str, installation: Installation) -> str:
    """What to give an editor, in its own syntax, with comments in `language`; ends with a line break."""
    places = {
        "PROGRAM": installation.command,
        "/PATH/TO/PROGRAM": installation.program,
        "/PATH/TO/PYTHON": installation.python,
        "/PATH/TO/PLUGIN": installation.plugin,
    }
    written = []
    for line in _lines(name):
        found = _SPOKEN.fullmatch(line)
        if found is None:
            written.append(line)
        elif found["language"] == language:
            written.append(found["mark"] + found["text"])
    text = "\n".join(written) + "\n"
    # A JSON string is a string in Lua, TOML and Lisp, too.
    return _PLACE.sub(lambda found: json.dumps(places[found[1]], ensure_ascii=False), text)


def installation() -> Installation:
    """The installation that runs now.

    Its command is the bare name only where PATH leads to it without an activated environment, as it will tomorrow.
    """
    package = _FOLDER.parent
    shipped = package / "nvim"
    plugin = shipped if shipped.is_dir() else package.parent.parent / "nvim-client"
    program = _program()
    environment = os.environ.get("VIRTUAL_ENV")
    lasting = environment is None or not Path(program).is_relative_to(environment)
    found = shutil.which("duizhao")
    bare = lasting and found is not None and os.path.abspath(found) == program
    return Installation(program, "duizhao" if bare else program, sys.executable, str(plugin))


def _program() -> str:
    """The absolute path of the command, links in it kept: they outlast an upgrade. Its bare name if there is none."""
    started = Path(sys.argv[0]).absolute()
    beside = [started.parent] if started.stem == "duizhao" else []
    folders = os.pathsep.join(map(str, [*beside, sysconfig.get_path("scripts")]))
    return shutil.which("duizhao", path=folders) or shutil.which("duizhao") or "duizhao"


def _files() -> list[Path]:
    return [path for path in _FOLDER.glob("*.*") if path.suffix != ".py"]


def _lines(name: str) -> list[str]:
    file = next(path for path in _files() if path.stem == name)
    return file.read_text("utf-8").splitlines()


def _spoken(line: str, language: str) -> re.Match[str] | None:
    found = _SPOKEN.fullmatch(line)
    return found if found is not None and found["language"] == language else None
