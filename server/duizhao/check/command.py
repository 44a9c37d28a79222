"""`duizhao check`, but for the words on the terminal: paths in, reports and exit code out."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from duizhao.check.examination import Complaint, Draft, Examination, Judged, Refused, Skipped
from duizhao.check.report import Checked, FileReport, Place, Unchecked, read_findings, read_kind
from duizhao.findings import Message, Severity
from duizhao.workspace.decoding import Decoded, Unreadable, decode
from duizhao.workspace.files import STANDARD_INPUT, File

CANNOT_CHECK = 2
"""Exit code when not everything could be checked as it was to be."""

_STANDARD_INPUT_NAME = "<stdin>"
_STANDARD_INPUT_FILE = "stdin.md"
_NO_SUCH_PACK = ("report/unknown-pack", "report/broken-pack")


class Result(NamedTuple):
    """Reports in the order of files, and the servers' complaints about settings, packs or rules."""

    reports: tuple[FileReport, ...]
    complaints: tuple[str, ...]

    def exit_code(self, fail_on: Severity | None) -> int:
        """2 if anything could not be checked as it was to be, 1 for findings at or above `fail_on`, 0 otherwise."""
        if self.complaints or any(isinstance(report, Unchecked) for report in self.reports):
            return CANNOT_CHECK
        if fail_on is None:
            return 0
        checked = (report for report in self.reports if isinstance(report, Checked))
        return int(any(finding.severity <= fail_on for report in checked for finding in report.findings))


class CannotCheck(Exception):
    """Nothing can be checked, and why."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.reason = Message(zh, en)


def check(
    files: Sequence[File], stdin_name: str | None, examination: Examination, progress: Callable[[int, int], object]
) -> Result:
    """Has everything checked; `progress` is told how many files of how many are done, file by file.

    `stdin_name` is the file that the standard input stands for.

    Raises:
        CannotCheck: there are no files, or the pack that was asked for cannot be used.
        ServerFailed: a server ended before its work was done.
    """
    if not files:
        raise CannotCheck("没有可检查的文件（*.md、*.markdown）", "no files to check (*.md, *.markdown)")
    drafts = _Drafts(files, stdin_name)
    reports: list[FileReport | None] = [None] * len(files)
    complaints: dict[str, None] = {}
    done = 0
    for outcome in examination.run(len(files), drafts.read):
        if isinstance(outcome, Complaint):
            if not any(told in outcome.text for told in complaints):  # a summary of what is told in full
                complaints[outcome.text] = None
            continue
        report = drafts.report(outcome)
        if examination.wish.options.get("report"):
            _require_pack(report)
        reports[outcome.number] = report
        done += 1
        progress(done, len(files))
    return Result(tuple([report for report in reports if report is not None]), tuple(complaints))


class _Drafts:
    """The files to check with what has been read of them."""

    def __init__(self, files: Sequence[File], stdin_name: str | None) -> None:
        self._files = files
        self._stdin_name = stdin_name
        self._decoded: list[Decoded | None] = [None] * len(files)
        # Not later, in a thread: one that still reads the standard input cannot be ended.
        self._stdin = sys.stdin.buffer.read() if any(file.path == STANDARD_INPUT for file in files) else b""

    def read(self, number: int) -> Draft:
        """Reads one file. Raises Unreadable, and OSError with a reason."""
        file = self._files[number]
        if file.fault is not None:
            raise file.fault
        if file.path == STANDARD_INPUT:
            data, path = self._stdin, self._stdin_name or _STANDARD_INPUT_FILE
        else:
            path = file.path
            with open(path, "rb") as opened:
                data = opened.read()
        decoded = decode(data)
        self._decoded[number] = decoded
        return Draft(Path(os.path.abspath(path)).as_uri(), decoded.text)

    def report(self, outcome: Judged | Skipped) -> FileReport:
        """What is to be told about one file."""
        path = self._files[outcome.number].path
        if path == STANDARD_INPUT:
            path = self._stdin_name or _STANDARD_INPUT_NAME
        if isinstance(outcome, Skipped):
            return Unchecked(path, reason(outcome.reason))
        decoded = self._decoded[outcome.number]
        assert decoded is not None
        kind = None if outcome.kind is None else read_kind(outcome.kind)
        return Checked(path, decoded.text, decoded.encoding, read_findings(outcome.items), kind)


def reason(error: Exception) -> Message:
    """Why a file is not checked. Any error but those that files and servers may cause is raised."""
    match error:
        case Unreadable():
            return error.reason
        case FileNotFoundError():
            return Message("没有这个文件", "no such file")
        case PermissionError():
            return Message("没有读取权限", "not allowed to read it")
        case OSError():
            return Message(f"无法读取：{error.strerror}", f"cannot be read: {error.strerror}")
        case Refused():
            return Message(f"检查出错：{error}", f"checking it failed: {error}")
        case _:
            raise error


def _require_pack(report: FileReport) -> None:
    """The pack named on the command line must be one; a draft that names its own has the finding where it does so."""
    for finding in report.findings if isinstance(report, Checked) else ():
        if finding.code in _NO_SUCH_PACK and finding.place == Place(1, 1, 1, 1):
            raise CannotCheck(finding.message, finding.message)
