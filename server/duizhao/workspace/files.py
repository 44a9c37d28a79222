"""Which files a command line is about: what it names, and the drafts in the folders that it names.

A folder is walked in the order of names. Hidden files and folders, `node_modules`, and what .gitignore files or the
`ignore` of a project file leave out are passed over; links to folders are not followed. A file that is named is
always taken, whatever its name, and a folder that is named is walked even if it is ignored itself.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    from duizhao.rules.project import Project

STANDARD_INPUT = "-"

_ENDINGS = (".md", ".markdown")
_GIT_IGNORE = ".gitignore"
_PROJECT_FILE = "duizhao.yaml"


class File(NamedTuple):
    """A file to be checked, by the path to show, and its size in bytes as far as it is known.

    `fault` says why there is nothing to check: nothing is at the path, or a folder that cannot be looked into.
    """

    path: str
    size: int = 0
    fault: OSError | None = None


class _Rules(NamedTuple):
    """What the .gitignore and the project file of one folder leave out; `folder` is absolute."""

    folder: str
    git: "GitIgnoreSpec | None"
    project: "Project | None"

    def relative(self, path: str) -> str:
        """An absolute path as seen from the folder, written with /."""
        return path[len(self.folder) :].replace(os.sep, "/").lstrip("/")


def find_files(paths: Iterable[str]) -> Iterator[File]:
    """The files that `paths` stand for, each once; "-" stands for the standard input and is handed on."""
    seen: set[str] = set()
    for path in paths:
        for file in _under(path):
            key = file.path if file.path == STANDARD_INPUT else os.path.abspath(file.path)
            if key not in seen:
                seen.add(key)
                yield file


def _under(path: str) -> Iterator[File]:
    if path == STANDARD_INPUT:
        yield File(path)
        return
    try:
        status = os.stat(path)
    except OSError as error:
        yield File(path, fault=error)
        return
    if stat.S_ISDIR(status.st_mode):
        absolute = os.path.abspath(path)
        yield from _walk(path, absolute, _rules_above(absolute))
    else:
        yield File(path, status.st_size)


def _walk(folder: str, absolute: str, rules: tuple[_Rules, ...]) -> Iterator[File]:
    """The drafts in `folder`; `rules` are those of the folders above it, the nearest last."""
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        yield File(folder, fault=error)
        return
    if not {_GIT_IGNORE, _PROJECT_FILE}.isdisjoint([entry.name for entry in entries]):
        rules = (*rules, _rules_of(absolute))
    for entry in entries:
        name = entry.name
        if name.startswith("."):
            continue
        path = name if folder == os.curdir else os.path.join(folder, name)
        if entry.is_dir(follow_symlinks=False):
            inner = os.path.join(absolute, name)
            if name != "node_modules" and not _git_ignores(inner + os.sep, rules):
                yield from _walk(path, inner, rules)
        elif name.lower().endswith(_ENDINGS):
            if rules and _leave_out(os.path.join(absolute, name), rules):
                continue
            try:
                status = entry.stat()
            except OSError:  # a link to nowhere, or gone since
                continue
            if stat.S_ISREG(status.st_mode):
                yield File(path, status.st_size)


def _leave_out(path: str, rules: tuple[_Rules, ...]) -> bool:
    if _git_ignores(path, rules):
        return True
    for each in reversed(rules):
        if each.project is not None:
            return each.project.ignores(each.relative(path))
    return False


def _git_ignores(path: str, rules: tuple[_Rules, ...]) -> bool:
    """What the nearest .gitignore says that says anything; a folder's path ends with a separator."""
    for each in reversed(rules):
        verdict = None if each.git is None else each.git.check_file(each.relative(path)).include
        if verdict is not None:
            return verdict
    return False


def _rules_above(folder: str) -> tuple[_Rules, ...]:
    """The rules of the folders above `folder`: .gitignore files up to the root of its repository, project files all the
    way up.
    """
    above: list[_Rules] = []
    inside = _is_in_repository(folder)
    lower, upper = folder, os.path.dirname(folder)
    while upper != lower:
        inside = inside and not _has(lower, ".git")
        rules = _rules_of(upper, git=inside)
        if rules.git is not None or rules.project is not None:
            above.append(rules)
        lower, upper = upper, os.path.dirname(upper)
    above.reverse()
    if _git_ignores(folder + os.sep, tuple(above)):
        above = [each._replace(git=None) for each in above]
    return tuple(above)


def _is_in_repository(folder: str) -> bool:
    while not _has(folder, ".git"):
        parent = os.path.dirname(folder)
        if parent == folder:
            return False
        folder = parent
    return True


def _has(folder: str, name: str) -> bool:
    return os.path.lexists(os.path.join(folder, name))


def _rules_of(folder: str, *, git: bool = True) -> _Rules:
    lines = _content(os.path.join(folder, _GIT_IGNORE)) if git else None
    return _Rules(folder, None if lines is None else _git_ignore(lines), _project(os.path.join(folder, _PROJECT_FILE)))


def _content(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None


def _git_ignore(content: bytes) -> "GitIgnoreSpec":
    from pathspec import GitIgnoreSpec

    patterns = []
    for line in content.decode("utf-8", "replace").removeprefix("\ufeff").splitlines():
        try:
            GitIgnoreSpec.from_lines([line])
        except ValueError:  # git, too, passes over what is no pattern
            continue
        patterns.append(line)
    return GitIgnoreSpec.from_lines(patterns)


def _project(path: str) -> "Project | None":
    """The project file at `path`; None if there is none or it is broken, of which the server speaks."""
    content = _content(path)
    if content is None:
        return None
    from duizhao.checkers import BUILT_INS
    from duizhao.rules.project import load_project

    return load_project(content, path, BUILT_INS).project
