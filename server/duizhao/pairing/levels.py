"""At which level a role section is held against others: aspects, or what is listed in them."""

import re
from collections.abc import Iterable, Sequence, Set
from typing import Literal, TypeAlias

from duizhao.pairing.model import Form, Item

_ISSUE = re.compile(r"^关于.*问题|[”」]的?问题")

Level: TypeAlias = Literal["auto", "aspect", "leaf"]


class Forest:
    """The items of each group as trees: what stands under what, partners in an item's own text left out."""

    def __init__(self, items: Sequence[Item], groups: int, roles: Sequence[str]) -> None:
        self.items = items
        self.tops: list[list[int]] = [[] for _ in range(groups)]
        self.children: list[list[int]] = [[] for _ in items]
        for index, item in enumerate(items):
            parent = item.parent
            if parent is not None and items[parent].role == item.role:
                self.children[parent].append(index)
            elif item.role == roles[item.group] or (item.role == "problem" and roles[item.group] == "follow-up"):
                (self.tops[item.group] if parent is None else self.children[parent]).append(index)

    def level(self, group: int, wanted: Level, linked: Set[int], *, leaves: bool = False) -> list[int]:
        """The items of a group that are paired.

        With `auto` these are the tops, but what is listed in them where one heading wraps everything, where links are
        said to lead to what is listed (`linked`, items of this group), where it is labelled, or where both sides list
        (`leaves`).
        """
        tops = self.tops[group]
        if wanted == "aspect":
            return tops
        if wanted == "leaf" or leaves:
            return sorted(self.leaves(tops))
        while len(tops) == 1 and len(self.children[tops[0]]) > 1 and not self.only_runs(tops[0]):
            tops = self.children[tops[0]]
        below = {index for index in linked if self.items[index].form is not Form.RUN_MEMBER} - set(tops)
        below |= {index for top in tops for index in self.children[top] if self.items[index].form is Form.FIELD}
        return sorted(self._down_to(tops, below)) if below else tops

    def followed(self, group: int) -> list[int]:
        """The items of a group of follow-ups: labelled issues, headings such as 关于“…”问题的整改, else the tops."""
        everything = [index for top in self.tops[group] for index in (top, *self.below(top))]
        issues = [index for index in everything if self.items[index].role == "problem"]
        named = [index for index in everything if _ISSUE.search(self.items[index].head)]
        return sorted(issues or named or self.tops[group])

    def leaves(self, tops: Iterable[int]) -> Iterable[int]:
        """What is listed last under these; members of runs are the text of what they stand in."""
        for index in tops:
            children = self.children[index]
            if not children or self.only_runs(index):
                yield index
            else:
                yield from self.leaves(children)

    def only_runs(self, index: int) -> bool:
        return all(self.items[child].form is Form.RUN_MEMBER for child in self.children[index])

    def _down_to(self, tops: Iterable[int], wanted: Set[int]) -> Iterable[int]:
        for index in tops:
            children = self.children[index]
            if children and (wanted & set(children) or any(wanted & set(self.below(child)) for child in children)):
                yield from self._down_to(children, wanted)
            elif children and not self.only_runs(index):
                yield from self.leaves([index])
            else:
                yield index

    def below(self, index: int) -> Iterable[int]:
        """Everything under an item."""
        for child in self.children[index]:
            yield child
            yield from self.below(child)

    def lists(self, tops: Sequence[int]) -> bool:
        """Whether every one of these lists something by headings or list items."""
        return bool(tops) and all(self.children[index] and not self.only_runs(index) for index in tops)
