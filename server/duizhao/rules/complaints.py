"""What can be wrong with a pack or a project file, and where."""

from typing import NamedTuple

from duizhao.findings import Message


class Refusal(ValueError):
    """A value that its reader will not take. `offset` counts code points from the start of that value."""

    def __init__(self, message: Message, expected: Message | None = None, offset: int | None = None) -> None:
        super().__init__(message.en)
        self.message = message
        self.expected = expected
        self.offset = offset


class LoadError(NamedTuple):
    """One thing wrong in a file. Lines and columns count from 1, columns in code points; the end is exclusive.

    `path` is empty for what was not written in a file, such as an editor's settings.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    message: Message
    expected: Message | None = None

    def in_language(self, language: str) -> str:
        """The message and what was expected, without the place."""
        text = self.message.in_language(language)
        if self.expected is None:
            return text
        expected = self.expected.in_language(language)
        return f"{text}；应为：{expected}" if language.lower().startswith("zh") else f"{text}; expected {expected}"

    def placed(self, language: str) -> str:
        """The message and what was expected, behind the place where it was written in a file."""
        place = f"{self.path}:{self.line}:{self.column}: " if self.path else ""
        return place + self.in_language(language)

    def __str__(self) -> str:
        return self.placed("zh")


class Origin(NamedTuple):
    """Where a rule or a section was written. Line and column count from 1, columns in code points."""

    path: str
    line: int
    column: int


def error_at(at: Origin | None, words: str, message: Message, expected: Message | None = None) -> LoadError:
    """What is wrong with `words`, which stand at `at`; None for what was not written in a file."""
    path, line, column = at or Origin("", 1, 1)
    return LoadError(path, line, column, line, column + len(words), message, expected)
