"""Finds packs and joins each with the packs it extends. Only `packs_in` touches the disk."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple
from unicodedata import normalize

from duizhao.findings import Message, Severity
from duizhao.rules.complaints import LoadError, error_at
from duizhao.rules.loader import Loaded, load_applies, load_pack
from duizhao.rules.model import AT_MOST_INFORMATION, Applies, BuiltIns, Pack, PackRef, PatternRule, RuleSetting
from duizhao.rules.reader import closest, did_you_mean
from duizhao.rules.ruleset import RuleSet
from duizhao.rules.yamltree import LARGEST


class PackFile(NamedTuple):
    """A pack's file as it is on the disk, or as it stands in an editor."""

    path: str
    content: bytes | str


PackFiles = Mapping[str, PackFile]
"""Pack files by the packs' names."""


def shipped_folder() -> Path:
    """The folder of the packs that come with the program, as installed or, in a checkout, beside the source."""
    package = Path(__file__).parent.parent
    installed = package / "packs"
    return installed if installed.is_dir() else package.parent.parent / "rules"


def packs_in(folder: Path) -> PackFiles:
    """All pack files of a folder and the folders in it, by name; none that are hidden or links out of the folder.

    A pack's name is its path there without the ending, with / between the parts. The name is not checked, and of a
    file that is too large only so much is read as to tell.

    Raises:
        OSError: if a file cannot be read. A folder that is not there has no packs.
    """
    root = folder.resolve()
    files = {}
    for path in sorted(root.rglob("*.yaml")):
        name = normalize("NFC", path.relative_to(root).with_suffix("").as_posix())
        hidden = name.startswith(".") or "/." in name
        if not hidden and path.is_file() and path.resolve().is_relative_to(root):
            with path.open("rb") as file:
                files[name] = PackFile(str(path), file.read(LARGEST + 1))
    return files


class Resolution(NamedTuple):
    """The rules of a pack, or None if it is broken; and what is wrong with it or with anything it builds on."""

    rules: RuleSet | None
    errors: tuple[LoadError, ...]


class PackLibrary:
    """All packs that can be had. Each file is read when it is first asked for, and once.

    Files are given in the order of preference from the last to the first: of two packs of one name, the later wins.
    """

    def __init__(self, files: Sequence[PackFiles], built_ins: BuiltIns) -> None:
        self._files = {name: file for each in files for name, file in each.items()}
        self._built_ins = built_ins
        self._loaded: dict[str, Loaded] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all packs, in order."""
        return tuple(sorted(self._files))

    def __contains__(self, name: str) -> bool:
        return name in self._files

    def closest(self, name: str) -> str:
        """The name that is most like this one, or an empty text if none is."""
        return closest(name, self._files)

    def pack(self, name: str) -> Loaded:
        """One pack by itself.

        Raises:
            KeyError: if there is no such pack.
        """
        if name not in self._loaded:
            file = self._files[name]
            self._loaded[name] = load_pack(file.content, file.path, self._built_ins, name)
        return self._loaded[name]

    def applies(self) -> Mapping[str, Applies]:
        """What the drafts of each pack look like, as far as it is known to be sound. A file that does not say it is not
        read for it.
        """
        told = sorted(name for name, file in self._files.items() if _says_applies(file.content))
        found = ((name, self._applies(name)) for name in told)
        return {name: applies for name, applies in found if applies is not None}

    def _applies(self, name: str) -> Applies | None:
        """What the drafts of one pack look like; of a pack that nobody has asked for yet, that is all that is read."""
        if name in self._loaded:
            pack = self._loaded[name].pack
            return None if pack is None else pack.applies
        return load_applies(self._files[name].content, self._files[name].path)

    def sound(self) -> Mapping[str, Pack]:
        """The packs that have no errors of their own, by name, in order."""
        return {name: pack for name in self.names if (pack := self.pack(name).pack) is not None}

    def resolve(self, name: str, settings: Sequence[RuleSetting] = ()) -> Resolution:
        """A pack joined with all that it extends, with these settings on top.

        A pack that is broken is left out and the others count; only the named one must be sound itself. Settings of
        rules that no pack has are errors; so are those that make an unverified rule loud, but for the ones on top.

        Raises:
            KeyError: if there is no pack of that name.
        """
        chain = _Chain(self)
        chain.add(PackRef(name))
        joined = _Joined(self._built_ins)
        for pack in chain.packs:
            joined.add(pack, complete=not chain.errors)
        joined.put(settings, self._codes)
        errors = tuple(dict.fromkeys((*chain.errors, *joined.errors)))
        own = self.pack(name).pack
        broken = own is None or any(error.path == own.source_path for error in errors)
        return Resolution(None if own is None or broken else joined.rules(own, chain.packs), errors)

    def errors(self, names: Iterable[str]) -> tuple[LoadError, ...]:
        """What is wrong with these packs, by themselves or in what they build on.

        Raises:
            KeyError: if there is no pack of one of these names.
        """
        return tuple(dict.fromkeys(error for name in names for error in self.resolve(name).errors))

    def _codes(self) -> Set[str]:
        return {rule.code for pack in self.sound().values() for rule in pack.rules if isinstance(rule, PatternRule)}


def _says_applies(content: bytes | str) -> bool:
    return b"applies" in content if isinstance(content, bytes) else "applies" in content


class _Chain:
    """The packs that one builds on, each once, the most basic first."""

    def __init__(self, library: PackLibrary) -> None:
        self.packs: list[Pack] = []
        self.errors: list[LoadError] = []
        self._library = library
        self._seen: set[str] = set()
        self._open: list[PackRef] = []

    def add(self, ref: PackRef) -> None:
        """Adds a pack after all those that it extends."""
        self._seen.add(ref.name)
        loaded = self._library.pack(ref.name)
        self.errors += loaded.errors
        if loaded.pack is None:
            return
        self._open.append(ref)
        for base in loaded.pack.extends:
            names = [each.name for each in self._open]
            if base.name in names:
                start = names.index(base.name)
                first, circle = [*self._open, base][start + 1], " → ".join([*names[start:], base.name])
                message = Message(f"绕了一圈：{circle}", f"this goes round in a circle: {circle}")
                self.errors.append(error_at(first.origin, first.name, message))
            elif base.name not in self._library:
                hint = did_you_mean(self._library.closest(base.name))
                message = Message(f"没有规则包“{base.name}”{hint.zh}", f"there is no pack “{base.name}”{hint.en}")
                self.errors.append(error_at(base.origin, base.name, message))
            elif base.name not in self._seen:
                self.add(base)
        self._open.pop()
        self.packs.append(loaded.pack)


class _Joined:
    """Rules of packs, put on top of each other; what is said later about a code wins."""

    def __init__(self, built_ins: BuiltIns) -> None:
        self.errors: list[LoadError] = []
        self._built_ins = built_ins
        self._settings: dict[str, RuleSetting] = {}
        self._patterns: dict[str, PatternRule] = {}
        self._off: set[str] = set()

    def add(self, pack: Pack, complete: bool) -> None:
        """Puts a pack on top; only if all packs below it are `complete` is it known which rules there are."""
        for rule in pack.rules:
            if isinstance(rule, PatternRule):
                self._patterns[rule.code] = rule
                self._off.discard(rule.code)
            elif not self._set(rule) and complete:
                self._unknown(rule, self._patterns)

    def put(self, settings: Sequence[RuleSetting], codes: Callable[[], Iterable[str]]) -> None:
        """Puts settings on top of everything; `codes` are those of pattern rules of any pack."""
        for setting in settings:
            if not self._set(setting, loud=True):
                all_codes = codes()
                if setting.code not in all_codes:
                    self._unknown(setting, all_codes)

    def rules(self, own: Pack, packs: Sequence[Pack]) -> RuleSet:
        """Everything joined, under the name of the pack that was asked for."""
        return RuleSet(
            pack_id=own.id,
            title=own.title,
            outline=next((pack.outline for pack in reversed(packs) if pack.outline), None),
            numbering=next((pack.numbering for pack in reversed(packs) if pack.numbering), None),
            settings=MappingProxyType(self._settings),
            patterns=tuple(rule for rule in self._patterns.values() if rule.code not in self._off),
            pairing=tuple({spec.each: spec for pack in packs for spec in pack.pairing}.values()),
        )

    def _set(self, setting: RuleSetting, loud: bool = False) -> bool:
        """Changes a rule; whether there is one of this code."""
        if setting.code in self._built_ins:
            before = self._settings.get(setting.code, setting)
            self._settings[setting.code] = replace(
                setting,
                severity=setting.severity or before.severity,
                options=MappingProxyType({**before.options, **setting.options}),
            )
            return True
        rule = self._patterns.get(setting.code)
        if rule is None:
            return False
        if setting.severity == "off":
            self._off.add(rule.code)
        elif setting.severity is not None:
            self._off.discard(rule.code)
            if rule.verified or loud or setting.severity >= Severity.INFORMATION:
                self._patterns[rule.code] = replace(rule, severity=setting.severity)
            else:
                message = Message(
                    "依据未核实的规则不能这么响", "a rule whose source is not verified cannot be this loud"
                )
                self.errors.append(error_at(setting.origin, setting.code, message, AT_MOST_INFORMATION))
        return True

    def _unknown(self, setting: RuleSetting, codes: Iterable[str]) -> None:
        hint = did_you_mean(closest(setting.code, [*self._built_ins, *codes]))
        message = Message(f"没有规则“{setting.code}”{hint.zh}", f"there is no rule “{setting.code}”{hint.en}")
        own = Message("已有的规则；自己的规则要写 check", "a rule that exists; a rule of one's own has a `check`")
        self.errors.append(error_at(setting.origin, setting.code, message, own))
