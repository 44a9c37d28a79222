"""Which rules judge which draft: packs and project files as they are on the disk, each read once."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from duizhao.checkers import BUILT_INS, Checks
from duizhao.checkers.kinds import broken_pack, unknown_pack
from duizhao.document import Document
from duizhao.findings import FindingAt, Message, Severity, Stage
from duizhao.rules import RuleSet
from duizhao.rules.complaints import LoadError, error_at
from duizhao.rules.model import RuleSetting
from duizhao.rules.packs import PackLibrary, packs_in, shipped_folder
from duizhao.rules.project import FILE_NAME, PackFolder, Project, load_project
from duizhao.selection import BASE_PACK, Choice, choose
from duizhao.text import Span


class Judgement(NamedTuple):
    """What a draft is judged by: its checks, the choice behind them, and the stage that the project sets.

    `remarks` are findings about the choice itself; their spans are the document's.
    """

    checks: Checks
    choice: Choice
    stage: Stage | None
    remarks: tuple[FindingAt[Span], ...]


class Wishes(NamedTuple):
    """What the user wants of rules everywhere: folders with more packs, the pack for drafts that name none (None lets
    the project choose), and severities by code (None: off), which come before those of packs and projects.
    """

    packs: tuple[str, ...] = ()
    report: str | None = None
    rules: Mapping[str, Severity | None] = MappingProxyType({})


class _Shelf:
    """The packs and settings that hold in one project, or outside any (`folder` None)."""

    def __init__(self, folder: Path | None, project: Project, packs: Sequence[Path], wishes: Wishes) -> None:
        self.folder = folder
        self.project = project
        self.pack_folders = tuple(packs)
        of_its_own = [packs_in(each) for each in packs]
        self.library = PackLibrary([packs_in(shipped_folder()), *of_its_own], BUILT_INS)
        own = [RuleSetting(code=code, severity=level or "off") for code, level in wishes.rules.items()]
        self._settings = (*project.rules, *own)
        self._checks: dict[str, Checks | None] = {}
        self.errors: list[LoadError] = [*self.library.errors(sorted({name for files in of_its_own for name in files}))]

    def checks(self, pack: str) -> Checks | None:
        """The checks of a pack; None when it is broken or there is none of that name."""
        if pack not in self._checks:
            rules = None
            if pack in self.library:
                resolution = self.library.resolve(pack, self._settings)
                rules = resolution.rules
                self.errors += [error for error in resolution.errors if error not in self.errors]
            self._checks[pack] = None if rules is None else Checks(rules)
        return self._checks[pack]


class Rulebook:
    """Every draft's rules under some wishes. What has changed on the disk since takes a new rulebook."""

    def __init__(self, wishes: Wishes) -> None:
        self._wishes = wishes
        self._shelves: dict[Path | None, _Shelf] = {}
        self._homes: dict[Path, Path | None] = {}
        self._bare: Checks | None = None
        self._errors: list[LoadError] = []

    @property
    def errors(self) -> tuple[LoadError, ...]:
        """What was found wrong so far in packs and project files."""
        found = [*self._errors, *(error for shelf in self._shelves.values() for error in shelf.errors)]
        return tuple(dict.fromkeys(found))

    def judge(self, path: Path | None, document: Document) -> Judgement:
        """The rules for the draft at `path`, or one that is in no file. A pack that is missing or broken gives way to
        the base pack, with a remark.
        """
        shelf = self._shelf(path)
        choice = choose(document, tuple(self._said(shelf, path)), shelf.library.applies())
        checks = shelf.checks(choice.pack)
        if checks is not None:
            return Judgement(checks, choice, shelf.project.stage, ())
        entry = document.front_matter.get("report")
        at = entry.value_span if entry else Span(0, 0)
        remark = _remark(choice.pack, shelf, at)
        fallback = Choice(BASE_PACK, remark.message, certain=False)
        return Judgement(shelf.checks(BASE_PACK) or self._no_checks(), fallback, shelf.project.stage, (remark,))

    def ignores(self, path: Path) -> bool:
        """Whether the project of the file at `path` says not to check it."""
        shelf = self._shelf(path)
        return shelf.folder is not None and shelf.project.ignores(path.relative_to(shelf.folder).as_posix())

    def library_for(self, path: Path | None) -> PackLibrary:
        """The packs that a draft at `path`, or one that is in no file, can choose from."""
        return self._shelf(path).library

    def stamps(self) -> Mapping[Path, tuple[int, int]]:
        """Time of the last change (nanoseconds) and size of the project files and packs read so far, of the folders
        with packs, and of the folders in which a project file was looked for. Shipped packs are not among them.
        """
        looked_for = [folder / FILE_NAME for folder in self._homes]
        roots = {folder for shelf in self._shelves.values() for folder in shelf.pack_folders}
        below = [path for root in roots for path in root.rglob("*") if path.is_dir() or path.suffix == ".yaml"]
        return {path: _stamp(path) for path in (*looked_for, *roots, *below)}

    def _said(self, shelf: _Shelf, path: Path | None) -> Iterable[tuple[str, Message]]:
        if self._wishes.report:
            yield self._wishes.report, Message("设置指定", "named by the settings")
        if shelf.folder is not None and path is not None:
            report = shelf.project.report_for(path.relative_to(shelf.folder).as_posix())
            if report:
                yield report, Message(f"{FILE_NAME} 指定", f"named by {FILE_NAME}")

    def _shelf(self, path: Path | None) -> _Shelf:
        home = self._home(path.parent) if path is not None else None
        if home not in self._shelves:
            self._shelves[home] = self._read_shelf(home)
        return self._shelves[home]

    def _home(self, folder: Path) -> Path | None:
        """The nearest folder from `folder` upwards that has a project file."""
        if folder not in self._homes:
            if (folder / FILE_NAME).is_file():
                self._homes[folder] = folder
            else:
                self._homes[folder] = self._home(folder.parent) if folder.parent != folder else None
        return self._homes[folder]

    def _read_shelf(self, home: Path | None) -> _Shelf:
        project = Project()
        if home is not None:
            file = home / FILE_NAME
            loaded = load_project(file.read_bytes(), str(file), BUILT_INS)
            self._errors += loaded.errors
            project = loaded.project or project
        named = [PackFolder(folder) for folder in self._wishes.packs]
        folders = [(Path(each.path), each) for each in named]
        folders += [(home / each.path, each) for each in project.packs] if home is not None else []
        self._errors += [_no_folder(each) for path, each in folders if not path.is_dir()]
        return _Shelf(home, project, [path for path, _ in folders], self._wishes)

    def _no_checks(self) -> Checks:
        if self._bare is None:
            self._bare = Checks(RuleSet(pack_id=""))
        return self._bare


def _stamp(path: Path) -> tuple[int, int]:
    """Time of the last change and size; zeros for what is not there."""
    try:
        status = path.stat()
    except (OSError, ValueError):  # ValueError: a NUL in the path
        return 0, 0
    return status.st_mtime_ns, status.st_size


def _no_folder(folder: PackFolder) -> LoadError:
    message = Message(f"没有规则包文件夹“{folder.path}”", f"there is no folder of packs “{folder.path}”")
    return error_at(folder.origin, folder.path, message)


def _remark(pack: str, shelf: _Shelf, at: Span) -> FindingAt[Span]:
    if pack not in shelf.library:
        return unknown_pack(pack, shelf.library.closest(pack), at)
    first = next(iter(shelf.library.resolve(pack).errors), None)
    return broken_pack(pack, str(first) if first else pack, at)
