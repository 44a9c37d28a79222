"""Paragraphs that are equal, or nearly so.

Equal ones are found by their letters. Nearly equal ones need the library `rensa` (the extra `duizhao[duplicates]`):
its MinHash and locality-sensitive hashing say which few are worth comparing, so that not all pairs are.
"""

import importlib
import importlib.util
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from duizhao.document import Document
from duizhao.document.blocks import Kind
from duizhao.document.prose import MASK
from duizhao.text import Span

FEWEST_LETTERS = 40
"""Shorter paragraphs are alike by chance. A Chinese character counts as one letter, a Latin word as two."""

LEAST_SHARE = 0.7
"""The least share that two paragraphs have in common to be called nearly equal."""

_PERMUTATIONS = 128
_BANDS = 32
_SEED = 1
_MOST_COMPARED = 16
_TOKEN = re.compile(r"[0-9A-Za-z]+(?:[.'-][0-9A-Za-z]+)*|[^\W_]")
_SET_PHRASES = re.compile(
    r"以习近平同志为核心的党中央|习近平新时代中国特色社会主义思想|习近平总书记(?:系列)?重要(?:讲话|指示|批示)(?:精神)?|中国特色社会主义"
    r"|党的[一二三四五六七八九十]{2,3}(?:大|届[一二三四五六七八九十]{1,2}中全会)(?:精神)?|党中央(?:权威和)?集中统一领导"
    r"|(?:深刻领悟|坚决拥护|深刻感悟)“两个确立”(?:的决定性意义)?|(?:增强|树立|牢固树立)“四个意识”|坚定“四个自信”|(?:坚决)?做到“两个维护”"
    r"|维护习近平总书记[^，。；]{0,20}核心地位|(?:在)?思想上政治上行动上同[^，。；]{0,20}保持高度一致|政治判断力|政治领悟力|政治执行力"
    r"|中央八项规定(?:及其实施细则)?(?:精神)?|全面从严治党"
)
_FORMALITY = re.compile(
    r"如下[：:。.]\s*$|现(?:将|就|向)[^。]{0,60}(?:汇报|报告|检视|对照检查)[：:。.，][^。]{0,20}$|^\s*(?:以上|特此)[^。]{0,30}(?:检查|报告|汇报|不当|不妥|批评)|批评指正[。.]?\s*$|不妥之处"
)
"""How such texts begin and end."""


class Likeness(NamedTuple):
    """Two texts, by their places in what was given, and the share that they have in common (1.0: equal letters)."""

    earlier: int
    later: int
    share: float


class _Hash(Protocol):
    def update(self, items: Sequence[str]) -> None: ...


class _Index(Protocol):
    def insert(self, key: int, minhash: _Hash) -> None: ...
    def query(self, minhash: _Hash) -> list[int]: ...


def finds_near_ones() -> bool:
    """Whether the library is installed without which only equal paragraphs are found."""
    return importlib.util.find_spec("rensa") is not None


def tokens_of(text: str) -> tuple[str, ...]:
    """The Chinese characters, Latin words and numbers of a text, set phrases left out, for comparing it with others."""
    return tuple(_TOKEN.findall(_SET_PHRASES.sub("", text.replace(MASK, " ")).lower()))


def letters_in(tokens: Sequence[str]) -> int:
    """How much a text says: one for each Chinese character, two for each word or number."""
    return sum(2 if token.isascii() else 1 for token in tokens)


def paragraphs_of(document: Document) -> Iterator[Span]:
    """The paragraphs of a draft that are long enough to be compared, in document order: no headings, tables, quotations
    or code, nor what opens and closes every such text.
    """
    for section, start in zip(document.sections, document.starts, strict=False):
        for block, offset in zip(section.blocks, section.block_starts, strict=True):
            begin = 0
            if block.kind is Kind.HEADING:
                if block.heading is None or block.heading.body is None:
                    continue
                begin = block.heading.body
            elif block.kind not in (Kind.PARAGRAPH, Kind.LIST_ITEM):
                continue
            text = (block.prose or "")[begin:]
            if letters_in(tokens_of(text)) < FEWEST_LETTERS or _FORMALITY.search(text.strip()):
                continue
            first = start + offset + begin + len(text) - len(text.lstrip())
            yield Span(first, start + offset + begin + len(text.rstrip()))


def equal_ones(texts: Sequence[Sequence[str]]) -> tuple[Likeness, ...]:
    """Every text, given by its tokens, that is equal to an earlier one, with the first such."""
    first: dict[str, int] = {}
    found = []
    for index, tokens in enumerate(texts):
        earlier = first.setdefault(" ".join(tokens), index)
        if earlier != index:
            found.append(Likeness(earlier, index, 1.0))
    return tuple(found)


def near_ones(texts: Sequence[Sequence[str]], least: float = LEAST_SHARE) -> tuple[Likeness, ...]:
    """Every text that is nearly, but not quite, equal to an earlier one, with the one that it is most alike; none where
    the library is not installed. The share is that of the pairs of neighbouring tokens that both have.

    Of texts that are all alike, each is compared with the first: the work grows with the number of texts, not with
    that of pairs.
    """
    if len(texts) < 2 or not finds_near_ones():
        return ()
    rensa = importlib.import_module("rensa")
    index: _Index = rensa.RMinHashLSH(threshold=least, num_perm=_PERMUTATIONS, num_bands=_BANDS)
    grams: dict[int, frozenset[str]] = {}
    seen: set[str] = set()
    found = []
    for number, tokens in enumerate(texts):
        key = " ".join(tokens)
        if key in seen or len(tokens) < 2:
            continue
        seen.add(key)
        own = frozenset(f"{one} {other}" for one, other in pairwise(tokens))
        minhash: _Hash = rensa.RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
        minhash.update(sorted(own))
        candidates = sorted(index.query(minhash))[:_MOST_COMPARED]
        share, earlier = max(((_share(own, grams[each]), -each) for each in candidates), default=(0.0, 0))
        if share >= least:
            found.append(Likeness(-earlier, number, share))
            continue
        grams[number] = own
        index.insert(number, minhash)
    return tuple(found)


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)
