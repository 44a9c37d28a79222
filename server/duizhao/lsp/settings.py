"""What a user can set in the editor: initialisation options and the `duizhao` section of the workspace configuration,
one and the same shape.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

from duizhao.findings import Message, Severity, Stage
from duizhao.workspace.rulebook import Wishes

_SEVERITIES: Mapping[str, Severity | None] = Severity.words() | {"off": None}


@dataclass(frozen=True, slots=True)
class Settings:
    """`language` None follows the editor's locale, `stage` None means a draft, `report` None lets the draft or the
    project choose.

    `packs` are folders with more packs, `rules` severities by code (None: off), `pause` milliseconds without typing
    after which what is not there is reported.
    """

    language: str | None = None
    stage: Stage | None = None
    report: str | None = None
    packs: tuple[str, ...] = ()
    rules: Mapping[str, Severity | None] = field(default_factory=dict)
    pause: int = 700

    @property
    def wishes(self) -> Wishes:
        """What is wanted of rules."""
        return Wishes(self.packs, self.report, self.rules)


class Problem(NamedTuple):
    """A setting that cannot be taken, and why; the others are."""

    key: str
    message: Message


class _Partly(NamedTuple):
    """What can be taken of a setting, and what is wrong with the rest."""

    value: object
    problems: tuple[Problem, ...]


def read_settings(value: object) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings in a JSON value; what is wrong in it keeps its default and is told."""
    if value is None or value == []:  # Lua has one type for both, and an empty table may arrive as a list
        return Settings(), ()
    if not isinstance(value, Mapping):
        return Settings(), (_expected("", "一个对象", "an object", value),)
    taken: dict[str, Any] = {}
    problems: list[Problem] = []
    known = {each.name for each in fields(Settings)}
    for key, given in value.items():
        if key not in known:
            names_zh, names = "、".join(sorted(known)), ", ".join(sorted(known))
            problems.append(
                Problem(key, Message(f"没有这一项；可用的有 {names_zh}", f"no such setting; there are {names}"))
            )
        elif given is not None:
            read = _READERS[key](key, given)
            if isinstance(read, Problem):
                problems.append(read)
            elif isinstance(read, _Partly):
                taken[key] = read.value
                problems += read.problems
            else:
                taken[key] = read
    return Settings(**taken), tuple(problems)


def _expected(key: str, zh: str, en: str, given: object) -> Problem:
    shown = repr(given)[:60]
    return Problem(key, Message(f"应为{zh}，现为 {shown}", f"expected {en}, found {shown}"))


def _text(key: str, given: object) -> object:
    return (given or None) if isinstance(given, str) else _expected(key, "文字", "a string", given)


def _language(key: str, given: object) -> object:
    if given in ("zh", "en"):
        return given
    return None if given == "auto" else _expected(key, " auto、zh 或 en", "auto, zh or en", given)


def _stage(key: str, given: object) -> object:
    known = Stage.words().get(given) if isinstance(given, str) else None
    return known or _expected(key, " draft 或 final", "draft or final", given)


def _folders(key: str, given: object) -> object:
    if isinstance(given, list) and all(isinstance(each, str) for each in given):
        return tuple(given)
    return _expected(key, "文件夹的列表", "a list of folders", given)


def _rules(key: str, given: object) -> object:
    if not isinstance(given, Mapping):
        return _expected(key, "代码到级别的对照", "severities by code", given)
    rules: dict[str, Severity | None] = {}
    problems: list[Problem] = []
    zh, en = " error、warning、information、hint 或 off", "error, warning, information, hint or off"
    for code, level in given.items():
        if isinstance(level, str) and level in _SEVERITIES:
            rules[code] = _SEVERITIES[level]
        else:
            problems.append(_expected(f"{key}.{code}", zh, en, level))
    return _Partly(rules, tuple(problems))


def _pause(key: str, given: object) -> object:
    if isinstance(given, int) and not isinstance(given, bool) and 0 <= given <= 60_000:
        return given
    return _expected(key, " 0 到 60000 的毫秒数", "milliseconds from 0 to 60000", given)


_READERS = {
    "language": _language,
    "stage": _stage,
    "report": _text,
    "packs": _folders,
    "rules": _rules,
    "pause": _pause,
}
