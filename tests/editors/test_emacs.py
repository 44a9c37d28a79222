"""Emacs with eglot as a writer has it: every script in `emacs/test_*.el` runs in an Emacs of its own, in a terminal;
its init.el is what `duizhao editor emacs` prints.
"""

import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from .processes import ends

pytestmark = pytest.mark.editors
fcntl, pty, termios = (pytest.importorskip(name) for name in ("fcntl", "pty", "termios"))

SCRIPTS = Path(__file__).with_name("emacs")
SHOWCASE = Path(__file__).parent.parent / "drafts" / "showcase.md"
PATIENCE = 30
NEEDED = "apt-get install emacs-nox elpa-eglot elpa-markdown-mode"


@pytest.fixture(scope="session")
def emacs() -> str:
    """An Emacs that has eglot and markdown-mode."""
    found = shutil.which("emacs")
    if found is None or shutil.which("setsid") is None:
        pytest.skip(f"no Emacs, or no setsid: {NEEDED} util-linux")
    packages = "(progn (package-activate-all) (require 'eglot) (require 'markdown-mode))"
    asked = subprocess.run([found, "--batch", "--eval", packages], capture_output=True, text=True, check=False)
    if asked.returncode != 0:
        pytest.skip(f"this Emacs lacks eglot or markdown-mode: {NEEDED}\n{asked.stderr}")
    return found


@pytest.mark.parametrize("name", sorted(script.stem for script in SCRIPTS.glob("test_*.el")))
def test_emacs(name: str, emacs: str, tmp_path: Path) -> None:
    home, drafts, report = tmp_path / "home", tmp_path / "drafts", tmp_path / "report"
    (home / ".emacs.d").mkdir(parents=True)
    command = [sys.executable, "-P", "-m", "duizhao", "editor", "emacs"]
    (home / ".emacs.d" / "init.el").write_bytes(subprocess.run(command, capture_output=True, check=True).stdout)
    # Nothing is compiled beside the test.
    (home / ".emacs.d" / "early-init.el").write_text("(setq native-comp-deferred-compilation nil)\n", "utf-8")
    drafts.mkdir()
    shutil.copy(SHOWCASE, drafts)
    environment = {**os.environ, "HOME": str(home), "DUIZHAO_REPORT": str(report), "LC_ALL": "C.UTF-8"}
    with socket.socket(socket.AF_UNIX) as keyboard:
        keyboard.bind(str(tmp_path / "keyboard"))
        keyboard.listen(1)
        code = _run_in_terminal(
            [emacs, "--no-splash", "-nw", "-L", str(SCRIPTS), "-l", f"{name}.el"],
            drafts,
            {**environment, "DUIZHAO_KEYBOARD": str(tmp_path / "keyboard")},
            keyboard,
        )
    said = report.read_text("utf-8") if report.exists() else ""
    print(said)
    assert code == 0, said
    assert "ok - " in said
    for server in re.findall(r"^# server (\d+)$", said, re.MULTILINE):
        assert ends(int(server)), f"server {server} outlived its editor"


def _run_in_terminal(command: list[str], folder: Path, environment: dict[str, str], keyboard: socket.socket) -> int:
    """The exit code of a program that has a terminal of 50 lines of 160 columns to itself.

    What whoever connects to `keyboard` writes is typed there.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 160, 0, 0))
    process = subprocess.Popen(
        ["setsid", "--ctty", *command],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=folder,
        env={**environment, "TERM": "xterm"},
    )
    os.close(theirs)
    shown = bytearray()
    threading.Thread(target=_read, args=(ours, shown), daemon=True).start()
    threading.Thread(target=_type, args=(keyboard, ours), daemon=True).start()
    try:
        return process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        pytest.fail("Emacs does not end; its terminal shows\n" + shown[-4000:].decode("utf-8", "replace"))
    finally:
        process.kill()


def _read(terminal: int, into: bytearray) -> None:
    with suppress(OSError):  # nobody has the other end open any more
        while read := os.read(terminal, 65536):
            into += read
    os.close(terminal)


def _type(keyboard: socket.socket, terminal: int) -> None:
    with suppress(OSError):  # the program has ended
        connection, _ = keyboard.accept()
        with connection:
            while keys := connection.recv(4096):
                os.write(terminal, keys)
