"""Which heading stands under which: one tree over the sections, whatever mixture of markup and numbers the author used.

Two headings are compared by their number systems when both have one and at least one of them has no markup (`## 一、`
against a plain `（一）`), and by their markup levels otherwise. A plain heading gets the level after its parent's, so
that a later `###` has something to be compared with. A plain `1.` under `### 3.` begins a list in it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from duizhao.document.headings import Form, Heading
from duizhao.document.numbering import System


@dataclass(frozen=True, slots=True)
class Outline:
    """The tree over sections 0…n-1. `parents[i]` is -1 for a top section and for the text before the first heading;
    levels count from 1.

    `children[i]` lists the children of section i in order, `roots` those without a parent; neither holds sections
    without a heading.
    """

    parents: tuple[int, ...]
    levels: tuple[int, ...]
    roots: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]

    def path(self, section: int) -> tuple[int, ...]:
        """Ancestors of `section` from the top down, itself included."""
        path = [section]
        while (parent := self.parents[path[-1]]) >= 0:
            path.append(parent)
        return tuple(reversed(path))

    def end(self, section: int) -> int:
        """Index of the first section after `section` and all that stands under it."""
        last = section
        while self.children[last]:
            last = self.children[last][-1]
        return last + 1

    def families(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Every (parent, children); the parent of the roots is -1."""
        yield -1, self.roots
        for parent, children in enumerate(self.children):
            if children:
                yield parent, children


Shape = tuple[int, System | None, int, bool] | None
"""What of a heading decides its place in the tree: markup level (0 for none, -1 for a bold line without a number),
number system, depth of a decimal number, whether it is the first number of its system. None: no heading.
"""


def shape_of(heading: Heading | None) -> Shape:
    """The shape of one section's heading."""
    if heading is None:
        return None
    number = heading.number
    if number is None:
        return heading.level or (-1 if heading.form is Form.BOLD else 0), None, 0, False
    return heading.level or 0, number.system, len(number.path), number.ordinal == 1 and not number.path


def build_outline(shapes: Sequence[Shape]) -> Outline:
    """The tree for headings of these shapes, in linear time."""
    parents: list[int] = []
    levels: list[int] = []
    roots: list[int] = []
    children: list[list[int]] = [[] for _ in shapes]
    stack: list[int] = []
    for index, shape in enumerate(shapes):
        if shape is None:
            parents.append(-1)
            levels.append(0)
            continue
        twin = _open_twin(shape, [shapes[section] for section in stack])
        if twin is not None:
            del stack[twin:]
        else:
            while stack and not _is_under(shape, shapes[stack[-1]], levels[stack[-1]]):
                stack.pop()
        parent = stack[-1] if stack else -1
        parents.append(parent)
        levels.append(shape[0] if shape[0] > 0 else levels[parent] + 1 if parent >= 0 else 1)
        (children[parent] if parent >= 0 else roots).append(index)
        stack.append(index)
    return Outline(tuple(parents), tuple(levels), tuple(roots), tuple(tuple(c) for c in children))


def _open_twin(shape: Shape, stack: Sequence[Shape]) -> int | None:
    """How many open headings stand above the one that `shape` continues: the innermost with its system and no markup.

    None without one. So 2. follows 1., though 1.1 stands between.
    """
    if shape is not None and shape[0] <= 0 and shape[1] is not None:
        for count in range(len(stack) - 1, -1, -1):
            above = stack[count]
            if above is not None and above[0] <= 0 and above[1:3] == shape[1:3]:
                return count
    return None


def _is_under(shape: Shape, above: Shape, above_level: int) -> bool:
    """Whether a heading of `shape` stands under the open heading `above`."""
    assert shape is not None
    assert above is not None
    level, system, depth, first = shape
    upper_level, upper_system, upper_depth, _ = above
    if level > 0 and upper_level > 0:
        return level > upper_level
    if system is not None and upper_system is not None:
        if system is upper_system:
            return depth > upper_depth or (first and level <= 0 < upper_level)
        if system is System.DECIMAL and upper_system is System.DIGIT_DOT:
            return depth > 1
        return system.rank > upper_system.rank
    if level > 0:
        return level > above_level
    return upper_level > 0 or (upper_system is not None) != (system is not None) or level != upper_level
