"""`duizhao.yaml`: which packs a project has, and which file is read by which."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from duizhao.findings import Message, Stage
from duizhao.rules.complaints import LoadError, Origin, Refusal
from duizhao.rules.model import PACK_ID, BuiltIns, RuleSetting, settings_table, with_rules
from duizhao.rules.reader import Reader
from duizhao.rules.shape import Choice, Many, Nested, Record, Short, Text, key, record
from duizhao.rules.yamltree import read_tree

FILE_NAME = "duizhao.yaml"


def _glob(text: str) -> str:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([text])
    except (ValueError, re.error):
        message = Message(f"“{text}”不是这样的写法", f"“{text}” is no such pattern")
        raise Refusal(message, GLOB.what) from None
    return text


GLOB = Text(
    Message("文件名写法，同 .gitignore", "a file pattern as in .gitignore"), r"^[^\s#!].*$", take=_glob, longest=300
)
FOLDER = Text(Message("文件夹", "a folder"), longest=1000)


@dataclass(frozen=True, slots=True)
class PackFolder:
    """A folder with packs, and where it was written."""

    path: str
    origin: Origin | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChoice:
    """Which pack the files of one pattern are read by."""

    glob: str = field(metadata=key(GLOB, "哪些文件，写法同 .gitignore", "which files, as in .gitignore"))
    report: str = field(metadata=key(PACK_ID, "用哪个规则包", "the pack to use"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """What a project file says. Folders and patterns are relative to its own folder."""

    packs: tuple[PackFolder, ...] = field(
        default=(),
        metadata=key(
            Many(Short(FOLDER, "path", PackFolder, placed=True), lone=True, unique=True),
            "放自己规则包的文件夹",
            "folders with packs of one's own",
        ),
    )
    report: str | None = field(
        default=None,
        metadata=key(PACK_ID, "没有另外说明的文件用哪个规则包", "the pack for files that nothing else is said about"),
    )
    files: tuple[FileChoice, ...] = field(
        default=(),
        metadata=key(
            Many(Nested(lambda: record(FileChoice))),
            "哪些文件用哪个规则包，后面的优先",
            "which files use which pack; a later one comes before an earlier one",
        ),
    )
    stage: Stage | None = field(
        default=None,
        metadata=key(
            Choice(Stage.words()),
            "draft 为起草，final 为定稿",
            "how far the reports are",
        ),
    )
    ignore: tuple[str, ...] = field(
        default=(),
        metadata=key(
            Many(GLOB._replace(pattern=r"^[^\s#].*$"), lone=True), "不检查的文件", "files that are not checked"
        ),
    )
    rules: tuple[RuleSetting, ...] = ()

    def report_for(self, path: str) -> str | None:
        """The pack for a file, by its path from the project's folder, written with /; None if nothing is said."""
        chosen = next((each.report for each in reversed(self.files) if _matches([each.glob], path)), None)
        return chosen or self.report

    def ignores(self, path: str) -> bool:
        """Whether a file is not to be checked; `path` as for `report_for`."""
        return bool(self.ignore) and _matches(self.ignore, path)


def _matches(globs: Iterable[str], path: str) -> bool:
    from pathspec import GitIgnoreSpec

    return bool(GitIgnoreSpec.from_lines(globs).match_file(path))


class LoadedProject(NamedTuple):
    """A project file's content, or why there is none: one of the two."""

    project: Project | None
    errors: tuple[LoadError, ...]


def project_record(built_ins: BuiltIns) -> Record:
    """What a project file may hold, where these rules are built in."""
    about = Message("规则的严重程度和选项", "how loud rules are, and how they are set")
    return with_rules(record(Project), settings_table(built_ins), about)


def load_project(content: bytes | str, path: str, built_ins: BuiltIns, fast: bool = True) -> LoadedProject:
    """Reads a project file; the arguments are those of `load_pack`.

    Whether its packs and rules exist is not looked at.
    """
    tree = read_tree(content, path, fast)
    if tree.root is None:
        return LoadedProject(None, tree.errors)
    reader = Reader(tree.source)
    project = reader.read(project_record(built_ins), tree.root)
    errors = tuple(sorted({*tree.errors, *reader.errors}))
    return LoadedProject(None, errors) if errors else LoadedProject(project, ())
