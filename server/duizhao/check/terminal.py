"""A check as its user sees it: the report, what is said beside it, and how far it is."""

import io
import os
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any, NamedTuple, Self, TextIO

import click

from duizhao.check.as_json import as_json
from duizhao.check.as_text import Style, as_text
from duizhao.check.command import CANNOT_CHECK, CannotCheck, check
from duizhao.check.examination import Examination, ServerFailed
from duizhao.check.report import Checked
from duizhao.findings import Message, Severity
from duizhao.workspace.decoding import UTF_8
from duizhao.workspace.files import File

_PATIENCE = 1.0
_WITHOUT_TERMINAL = 100

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFORMATION: "blue", Severity.HINT: "cyan"}

_COLOURED = Style(
    severity=lambda severity, text: click.style(text, fg=_COLOURS[severity], bold=True),
    strong=lambda text: click.style(text, bold=True),
    faint=lambda text: click.style(text, dim=True),
)


class Manner(NamedTuple):
    """How a check reports. `language` is zh or en; `fail_on` the mildest finding that fails it, or None."""

    language: str
    as_array: bool
    fail_on: Severity | None


def run(files: Sequence[File], stdin_name: str | None, examination: Examination, manner: Manner) -> int:
    """Checks, writes the report to the standard output and everything else to the standard error; the exit code.

    The arguments are those of `command.check`.
    """
    language = manner.language
    try:
        with _Progress() as progress:
            result = check(files, stdin_name, examination, progress.tell)
    except CannotCheck as error:
        return _fail(error.reason.in_language(language))
    except ServerFailed as error:
        code = error.exit_code
        reason = Message(f"语言服务器中途退出（{code}）", f"the language server ended early ({code})")
        return _fail("\n  ".join([reason.in_language(language), *error.log]))
    for complaint in result.complaints:
        _fail(complaint)
    if manner.as_array:
        _write(as_json(result.reports, language).encode("utf-8", "backslashreplace"))
        return result.exit_code(manner.fail_on)
    for report in result.reports:
        if isinstance(report, Checked) and report.encoding != UTF_8:
            told = Message(f"按 {report.encoding} 读取", f"read as {report.encoding}")
            click.echo(f"{report.path}: {told.in_language(language)}", err=True)
    _print(as_text(result.reports, language, _columns(), _COLOURED if _has_colours(sys.stdout) else None))
    return result.exit_code(manner.fail_on)


def _fail(message: str) -> int:
    text = f"duizhao: {message}"
    click.echo(click.style(text, fg="red") if _has_colours(sys.stderr) else text, err=True)
    return CANNOT_CHECK


def _is_terminal(stream: TextIO | None) -> bool:
    """Whether a standard stream, which may be closed, is a terminal."""
    return stream is not None and stream.isatty()


def _has_colours(stream: TextIO | None) -> bool:
    return _is_terminal(stream) and not os.environ.get("NO_COLOR")


def _columns() -> int:
    return shutil.get_terminal_size().columns if _is_terminal(sys.stdout) else _WITHOUT_TERMINAL


def _print(text: str) -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # not every terminal can show every character
    with _closed_pipe_accepted():
        click.echo(text, nl=False, color=_has_colours(sys.stdout))


def _write(data: bytes) -> None:
    with _closed_pipe_accepted():
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


@contextmanager
def _closed_pipe_accepted() -> Iterator[None]:
    """Whoever reads the output may have read enough."""
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Progress:
    """Shows on a terminal how far a check is that takes more than a second."""

    def __init__(self) -> None:
        self._begin = time.monotonic()
        self._stack = ExitStack()
        self._bar: Any = None
        self._shown = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def tell(self, done: int, total: int) -> None:
        """`done` files of `total` are checked."""
        if (
            self._bar is None
            and done < total
            and time.monotonic() - self._begin > _PATIENCE
            and _is_terminal(sys.stderr)
        ):
            self._bar = self._stack.enter_context(click.progressbar(length=total, file=sys.stderr))
        if self._bar is not None:
            self._bar.update(done - self._shown)
            self._shown = done
