"""Findings as text for people: each with its line, the place marked beneath, and what belongs to it; then a summary."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from duizhao.check.excerpt import excerpt, visible
from duizhao.check.report import UNREADABLE, Checked, FileReport, Finding, Kind, Place, Unchecked
from duizhao.findings import Message, Severity
from duizhao.text import SourceText

SEVERITIES = {
    Severity.ERROR: Message("错误", "error"),
    Severity.WARNING: Message("警告", "warning"),
    Severity.INFORMATION: Message("信息", "information"),
    Severity.HINT: Message("提示", "hint"),
}

_EXPLAIN = Message("说明：duizhao explain 代码", "explanations: duizhao explain CODE")
_NARROWEST_LINE = 20
_FILES_NAMED = 3


class Style(NamedTuple):
    """How parts of the text are painted; plain unless told otherwise."""

    severity: Callable[[Severity, str], str] = lambda _, text: text
    strong: Callable[[str], str] = str
    faint: Callable[[str], str] = str


def as_text(reports: Sequence[FileReport], language: str, columns: int, style: Style | None = None) -> str:
    """The whole text in `language` (zh or en); lines of drafts are cut to fit into `columns` columns."""
    writer = _Writer(language, columns, style or Style())
    for report in reports:
        writer.report(report)
    writer.summary(reports)
    return "".join(writer.parts)


class _Writer:
    def __init__(self, language: str, columns: int, style: Style) -> None:
        self.parts: list[str] = []
        self._language = language
        self._columns = columns
        self._style = style

    def report(self, report: FileReport) -> None:
        if isinstance(report, Unchecked):
            self._head(report.path, Place(1, 1, 1, 1), Severity.ERROR, UNREADABLE, self._say(report.reason))
            self.parts.append("\n")
        elif report.findings:
            source = SourceText(report.text)
            for finding in report.findings:
                self._finding(report.path, source, finding)

    def _finding(self, path: str, source: SourceText, finding: Finding) -> None:
        place, style = finding.place, self._style
        self._head(path, place, finding.severity, finding.code, finding.message)
        margin = max(4, len(str(place.line)))
        line = source.line_text(place.line - 1)
        end = place.end_column - 1 if place.end_line == place.line else len(line)
        columns = max(_NARROWEST_LINE, self._columns - margin - 4)
        shown = excerpt(line, place.column - 1, max(end, place.column - 1), columns)
        mark = style.severity(finding.severity, "^" * shown.width)
        blank = " " * margin
        self.parts.append(f"{style.faint(f'{place.line:>{margin}} |')} {shown.text}\n")
        self.parts.append(f"{style.faint(f'{blank} |')} {' ' * shown.indent}{mark}\n")
        note = style.faint(f"{blank} =")
        for related in finding.related:
            at = f"{visible(path)}:{related.place.line}:{related.place.column}"
            self.parts.append(f"{note} {self._say(Message(f'见 {at}', f'see {at}'))}: {visible(related.message)}\n")
        if finding.fix is not None:
            title = visible(finding.fix.title)
            self.parts.append(f"{note} {self._say(Message('可改', 'fix'))}: {title}\n")
        self.parts.append("\n")

    def _head(self, path: str, place: Place, severity: Severity, code: str, message: str) -> None:
        style = self._style
        where = style.strong(f"{visible(path)}:{place.line}:{place.column}")
        loud = style.severity(severity, self._say(SEVERITIES[severity]))
        self.parts.append(f"{where}: {loud} {style.faint(code)} {visible(message)}\n")

    def summary(self, reports: Sequence[FileReport]) -> None:
        checked = [report for report in reports if isinstance(report, Checked)]
        for line in self._kinds(checked):
            self.parts.append(self._style.faint(line) + "\n")
        counts = Counter(finding.severity for report in checked for finding in report.findings)
        if counts:
            self.parts.append(self._style.faint(self._say(_EXPLAIN)) + "\n")
        parts = []
        if checked:
            parts += [self._say(_files(len(checked))), self._say(_found(counts))]
        if len(checked) < len(reports):
            parts.append(self._say(_not_checked(len(reports) - len(checked))))
        self.parts.append(self._style.strong(self._say(Message("，", ", ")).join(parts)) + "\n")

    def _kinds(self, checked: Sequence[Checked]) -> list[str]:
        """What kinds of report the files were taken for: a line each, the most frequent first."""
        files: dict[Kind, list[str]] = {}
        for report in checked:
            if report.kind is not None:
                files.setdefault(report.kind, []).append(report.path)
        lines = []
        for kind, paths in sorted(files.items(), key=lambda item: (-len(item[1]), item[0])):
            line = self._say(
                Message(
                    f"文种：{kind.title} {kind.pack}（{kind.reason}）",
                    f"kind: {kind.title} {kind.pack} ({kind.reason})",
                )
            )
            if len(files) > 1:
                named = " ".join(paths[:_FILES_NAMED]) + (" …" if len(paths) > _FILES_NAMED else "")
                line += self._say(Message(f"：{len(paths)} 个文件 {named}", f": {_plural(len(paths), 'file')} {named}"))
            lines.append(visible(line))
        return lines

    def _say(self, message: Message) -> str:
        return message.in_language(self._language)


def _files(count: int) -> Message:
    return Message(f"{count} 个文件", _plural(count, "file"))


def _found(counts: Counter[Severity]) -> Message:
    if not counts:
        return Message("没有发现问题", "nothing found")
    zh = "、".join([f"{count} {SEVERITIES[severity].zh}" for severity, count in sorted(counts.items())])
    en = ", ".join([_plural(count, SEVERITIES[severity].en) for severity, count in sorted(counts.items())])
    return Message(f"{counts.total()} 处：{zh}", f"{_plural(counts.total(), 'finding')}: {en}")


def _not_checked(count: int) -> Message:
    return Message(f"{count} 个文件没有检查", f"{_plural(count, 'file')} not checked")


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 or noun == "information" else f"{count} {noun}s"
