"""Our command line beside markdownlint-cli2: a thousand drafts in one folder, whole processes by the clock."""

import re
import shlex
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

from .drafts import SIZES, write_folder
from .report import Figure, NotMeasured, Outcome, Target

MANY_TARGET = Target(0.5, below=True)

_ROUNDS = 5
_CONFIG = '{"config": {"MD013": false}, "noProgress": true, "noBanner": true}\n'  # a Chinese paragraph is one long line


class CommandFailed(Exception):
    """A command could not be run or did not do its work."""


def many_drafts(ours: Sequence[str], markdownlint: str | None, count: int) -> Outcome:
    """The time of one command that checks `count` drafts of 6 KB; `ours` is run with the folder as last argument.

    `markdownlint` is the path of markdownlint-cli2; without one nothing is measured.
    """
    name = f"check {count} drafts of 6k"
    if markdownlint is None:
        return NotMeasured(name, "no markdownlint-cli2 found; npm installs it, --markdownlint tells where it is")
    with TemporaryDirectory(prefix="benchmark-") as parent:
        folder = Path(parent) / "drafts"
        folder.mkdir()
        write_folder(folder, count, SIZES["6k"])
        (folder / ".markdownlint-cli2.jsonc").write_text(_CONFIG, encoding="utf-8")
        commands = {"ours": [*ours, str(folder)], "peer": [markdownlint, "*.md"]}
        times: dict[str, list[float]] = {who: [] for who in commands}
        named = dict.fromkeys(commands, 0)
        try:
            for counted in [False] + [True] * _ROUNDS:
                for who, command in commands.items():
                    seconds, named[who] = _run(command, folder)
                    if counted:
                        times[who].append(seconds)
        except CommandFailed as failure:
            return NotMeasured(name, str(failure))
    note = f"drafts with findings: {named['ours']} and {named['peer']}"
    return Figure(name, "s", times["ours"], times["peer"], MANY_TARGET, note)


def _run(command: Sequence[str], folder: Path) -> tuple[float, int]:
    """Seconds of wall clock, and how many drafts the output names."""
    with TemporaryFile() as output:
        begin = time.perf_counter()
        try:
            done = subprocess.run(
                command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, check=False
            )
        except OSError as error:
            raise CommandFailed(f"{command[0]}: {error}") from error
        seconds = time.perf_counter() - begin
        output.seek(0)
        text = output.read()
    named = len(set(re.findall(rb"draft-\d{4}", text)))
    if done.returncode not in (0, 1) or not named:
        last = text.decode(errors="replace").strip().splitlines()[-1:]
        raise CommandFailed(
            f"{shlex.join(command)} ended with code {done.returncode}, naming {named} drafts: {' '.join(last)}"
        )
    return seconds, named
