"""What the tags and references of a draft mean: which problems they lead to."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from duizhao.document.numbering import System
from duizhao.document.references import Reference, ReferenceKind
from duizhao.document.tags import TagKind
from duizhao.pairing.labels import FieldKind, field_of
from duizhao.pairing.levels import Forest
from duizhao.pairing.model import Fault, Form, Group, Item, Resolution
from duizhao.pairing.wording import wording_key
from duizhao.text import Span

_SHORTEST_PART = 4
_SHORTEST_UNSURE = 6
_SAME_RANK = {System.DIGIT_COMMA.value: System.DIGIT_DOT.value}
_MOST_CANDIDATES = 50
_MOST_LOOKED_UP = 200


def ids_of(items: Sequence[Item]) -> Mapping[str, tuple[int, ...]]:
    """The items by the ids that tags, or the numbers of table rows such as P1, give them."""
    found: dict[str, list[int]] = {}
    for index, item in enumerate(items):
        for name in (*item.ids, *_row_ids(item)):
            found.setdefault(name, []).append(index)
    return {name: tuple(holders) for name, holders in found.items()}


def _row_ids(item: Item) -> Iterator[str]:
    for each in item.fields:
        if field_of(each.name) is FieldKind.NUMBER and each.text[:1].isalpha():
            yield each.text


class _Directory:
    """The problems that one group of causes or measures may refer to, by number and by words."""

    def __init__(
        self, items: Sequence[Item], forest: Forest, sources: Sequence[int], text_of: Callable[[int], str]
    ) -> None:
        self.items = items
        self.forest = forest
        self.text_of = text_of
        self._looked_up = 0
        self._texts: dict[int, str] = {}
        self.tops = [index for group in sources for index in forest.tops[group]]
        tops = frozenset(self.tops)
        self.all = [index for top in self.tops for index in (top, *forest.below(top))]
        self.by_number: dict[tuple[str, int], list[int]] = {}
        self.by_numeral: dict[tuple[bool, int], list[int]] = {}
        self.by_ordinal: dict[int, list[int]] = {}
        self.by_words: dict[str, list[int]] = {}
        self.by_beginning: dict[str, list[int]] = {}
        self._highest: dict[str, int] = {}
        for index in self.all:
            item = items[index]
            if item.ordinal is not None and (item.form is not Form.RUN_MEMBER or index in tops):
                self.by_number.setdefault((_style(item.style), item.ordinal), []).append(index)
                self.by_numeral.setdefault((_has_digits(item.style), item.ordinal), []).append(index)
                self.by_ordinal.setdefault(item.ordinal, []).append(index)
                style = _style(item.style)
                self._highest[style] = max(self._highest.get(style, 0), item.ordinal)
            key = wording_key(item.head)
            self.by_words.setdefault(key, []).append(index)
            self.by_beginning.setdefault(key[:_SHORTEST_PART], []).append(index)
        self._are_tops = tops
        self._numbered_tops = any(items[index].ordinal is not None for index in self.tops)
        self._heads = "\n".join(self.by_words)

    def numbered(self, reference: Reference, ordinal: int, written: str) -> Sequence[int]:
        """The problems with this number, preferring those that are numbered as the reference writes it: in the same
        system, else with the same kind of numerals.
        """
        number = reference.number
        if number is not None and (exact := self.by_number.get((_style(number.system.value), ordinal))):
            return exact
        if number is None and (alike := self.by_numeral.get((_has_digits(written), ordinal))):
            return alike
        tops = [index for index in self.by_ordinal.get(ordinal, ()) if index in self._are_tops]
        if tops or number is not None:
            return tops
        return self.by_ordinal.get(ordinal, ()) if self._numbered_tops else self.tops[ordinal - 1 : ordinal]

    def is_beyond(self, reference: Reference, ordinal: int) -> bool:
        """Whether no problem can have this number, at whatever level it is counted."""
        number = reference.number
        if number is not None and (highest := self._highest.get(_style(number.system.value))):
            return ordinal > highest
        return ordinal > max(len(self.tops), len(self.all) - len(self.tops), *self._highest.values(), 0)

    def worded(self, words: str, *, sure: bool) -> Sequence[int]:
        """The problems whose head these words are, or contain, or are part of."""
        key = wording_key(words)
        exact = self.by_words.get(key)
        if exact:
            return exact
        if len(key) < (_SHORTEST_PART if sure else _SHORTEST_UNSURE):
            return ()
        found = list(self._heads_with(key))
        for at in range(len(key) - _SHORTEST_PART + 1):
            for index in self.by_beginning.get(key[at : at + _SHORTEST_PART], ())[:_MOST_CANDIDATES]:
                head = wording_key(self.items[index].head)
                if len(head) >= _SHORTEST_PART and key.startswith(head, at):
                    found.append(index)
        return list(dict.fromkeys(found)) or (self._with_text(key, self.tops) if sure else ())

    def _with_text(self, key: str, among: Sequence[int]) -> Sequence[int]:
        """The innermost problems that say these words anywhere in their text; of too many words nobody looks."""
        self._looked_up += 1
        if self._looked_up > _MOST_LOOKED_UP:
            return ()
        found: list[int] = []
        for index in among:
            if key in self._text(index):
                below = [child for child in self.forest.children[index] if key in self._text(child)]
                found += below if len(below) == 1 else [index]
        return found

    def _text(self, index: int) -> str:
        if index not in self._texts:
            self._texts[index] = wording_key(self.text_of(index))
        return self._texts[index]

    def _heads_with(self, key: str) -> Iterator[int]:
        at = self._heads.find(key)
        while at >= 0:
            start, end = self._heads.rfind("\n", 0, at) + 1, self._heads.find("\n", at)
            yield from self.by_words[self._heads[start : end if end >= 0 else None]]
            at = self._heads.find(key, end) if end >= 0 else -1


def _has_digits(written: str) -> bool:
    return any(letter in "0123456789" for letter in written)


def _style(style: str) -> str:
    return _SAME_RANK.get(style, style)


class Resolver:
    """Resolves the tags and references of all causes, measures and follow-ups of one draft."""

    def __init__(
        self,
        items: Sequence[Item],
        groups: Sequence[Group],
        forest: Forest,
        by_id: Mapping[str, Sequence[int]],
        text_at: Callable[[int, Span], str],
        text_of: Callable[[int], str],
    ) -> None:
        self.items = items
        self.groups = groups
        self.forest = forest
        self.by_id = by_id
        self.text_at = text_at
        self.text_of = text_of
        self._asking = {source for group in groups for source in group.sources if groups[source].role == "cause"}
        self._directories: dict[tuple[int, ...], _Directory] = {}

    def resolutions(self) -> Iterator[Resolution]:
        for index, item in enumerate(self.items):
            for tag in item.tags:
                if tag.kind is TagKind.FOR:
                    for name in tag.names:
                        problems, fault = self._named(index, name.id)
                        yield Resolution(index, name.span, name.id, problems, fault, tag=tag)
            if item.role != "problem" and item.references:
                yield from self._references(index, item)

    def _named(self, index: int, name: str) -> tuple[tuple[int, ...], Fault | None]:
        holders = tuple(self.by_id.get(name, ()))
        if not holders:
            return (), Fault.UNKNOWN if self._looks_like_id(name) else None
        problems = tuple(holder for holder in holders if self._is_asking(holder) and holder != index)
        if not problems:
            return (), Fault.NO_PROBLEM
        return problems, Fault.AMBIGUOUS if len(problems) > 1 else None

    def _looks_like_id(self, name: str) -> bool:
        """Whether a word in a tag is meant for an id: it has a digit, or the draft uses words as ids."""
        return any(char.isdigit() for char in name) or any(not any(map(str.isdigit, each)) for each in self.by_id)

    def _is_asking(self, index: int) -> bool:
        """Whether an item is one that others answer: a problem, or a cause where there are no problems."""
        item = self.items[index]
        return item.role == "problem" or item.group in self._asking

    def _references(self, index: int, item: Item) -> Iterator[Resolution]:
        directory = self._directory(item)
        if not directory.tops:
            return
        for reference in item.references:
            if reference.kind is ReferenceKind.ID:
                yield self._by_name(index, reference)
            elif reference.kind is ReferenceKind.ORDINAL:
                for place, ordinal in enumerate(reference.ordinals):
                    written = place < len(reference.targets)
                    at = reference.targets[place] if written else reference.span
                    yield self._by_number(index, directory, reference, at, ordinal)
            elif reference.kind is ReferenceKind.QUOTE:
                yield self._by_words(index, directory, reference)

    def _directory(self, item: Item) -> _Directory:
        sources = self.groups[item.group].sources
        if sources not in self._directories:
            self._directories[sources] = _Directory(self.items, self.forest, sources, self.text_of)
        return self._directories[sources]

    def _by_name(self, index: int, reference: Reference) -> Resolution:
        name = reference.words
        holders = self.by_id.get(name) or self.by_id.get(name.lower()) or self.by_id.get(name.upper()) or ()
        problems = tuple(holder for holder in holders if self._is_asking(holder) and holder != index)
        fault = Fault.AMBIGUOUS if len(problems) > 1 else None
        if not problems:
            letters = name.rstrip("0123456789.-_").lower()
            if any(other.rstrip("0123456789.-_").lower() == letters for other in self.by_id):
                fault = Fault.DANGLING
        return Resolution(index, reference.targets[0], name, problems, fault, reference)

    def _by_number(
        self, index: int, directory: _Directory, reference: Reference, target: Span, ordinal: int
    ) -> Resolution:
        written = self.text_at(self.items[index].section, target)
        found = self._near(index, directory.numbered(reference, ordinal, written))
        fault = None
        if len(found) > 1:
            fault = Fault.AMBIGUOUS
        elif not found and directory.is_beyond(reference, ordinal):
            fault = Fault.DANGLING
        return Resolution(index, target, written, tuple(found), fault, reference, ordinal=ordinal)

    def _by_words(self, index: int, directory: _Directory, reference: Reference) -> Resolution:
        found = self._near(index, directory.worded(reference.words, sure=reference.sure))
        fault = Fault.AMBIGUOUS if len(found) > 1 else None
        if not found and reference.sure:
            fault = Fault.DANGLING
        return Resolution(index, reference.targets[0], reference.words, tuple(found), fault, reference)

    def _near(self, index: int, found: Sequence[int]) -> Sequence[int]:
        """Of several candidates the only one that is listed under the aspect of the same number, else all."""
        if len(found) < 2:
            return found
        above = self.items[index].parent
        ordinal = self.items[above].ordinal if above is not None else None
        if ordinal is None:
            return found
        near = [
            each for each in found if (p := self.items[each].parent) is not None and self.items[p].ordinal == ordinal
        ]
        return near if len(near) == 1 else found
