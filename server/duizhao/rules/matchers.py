"""How a pack recognises a heading: by its wording, by a glob, or by a regular expression."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from duizhao.rules.patterns import Regex, slashed

_SPACE = re.compile(r"\s+")
_FOLD = str.maketrans(
    {
        **{chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)},
        **dict.fromkeys("“”„‟＂", '"'),
        **dict.fromkeys("‘’‚‛＇", "'"),
        **dict.fromkeys("、，", ","),
        "。": ".",
        "【": "[",
        "】": "]",
        "*": "＊",
        "?": "？",
        "＊": "＊",
        "？": "？",
    }
)
_ANY, _ONE = "\ue000", "\ue001"


def folded(title: str) -> str:
    """A title without what writers vary: white space, the width and kind of its marks, and marks at its end."""
    return _SPACE.sub("", title).translate(_FOLD).rstrip(".:;,")


def normalised(title: str) -> str:
    """A folded title without the 在 at its beginning and the 方面 at its end, if anything else is left."""
    text = folded(title)
    bare = text.removeprefix("在").removesuffix("方面").rstrip(".:;,")
    return bare or text


class Title(NamedTuple):
    """One heading's title, read once for many matchers."""

    raw: str
    folded: str
    normalised: str


def read_title(title: str) -> Title:
    """A title as the matchers compare it. `title` has no number and no heading marks."""
    return Title(title, folded(title), normalised(title))


@dataclass(frozen=True, slots=True)
class Wording:
    """A title as it should be written; it matches the same words whatever the spacing and the marks."""

    text: str
    key: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", normalised(self.text))

    def takes(self, title: Title) -> bool:
        """Whether this title is meant."""
        return title.normalised == self.key

    def matches(self, title: str) -> bool:
        """Whether this title is meant."""
        return normalised(title) == self.key


@dataclass(frozen=True, slots=True)
class Glob:
    """A title with gaps: `*` stands for any text or none, `?` for one character; otherwise as a wording."""

    text: str
    pattern: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        text = self.text.replace("*", _ANY).replace("?", _ONE)
        bare = normalised(text)
        if not bare.strip(_ANY + _ONE):
            bare = folded(text)
        pieces = [re.escape(piece).replace(_ONE, ".") for piece in re.split(f"{_ANY}+", bare)]
        object.__setattr__(self, "pattern", _joined(pieces))

    def takes(self, title: Title) -> bool:
        """Whether this title is meant."""
        return bool(re.fullmatch(self.pattern, title.normalised) or re.fullmatch(self.pattern, title.folded))

    def matches(self, title: str) -> bool:
        """Whether this title is meant."""
        return self.takes(read_title(title))


def _joined(pieces: list[str]) -> str:
    """The pieces with gaps between them. No gap but the last is ever widened again, so matching is linear."""
    if len(pieces) == 1:
        return pieces[0]
    first, *middle, last = pieces
    return first + "".join(f"(?>.*?{piece})" for piece in middle) + f".*{last}"


@dataclass(frozen=True, slots=True)
class Search:
    """A title in which a regular expression is found, read as it stands."""

    regex: Regex

    @property
    def text(self) -> str:
        """As a pack writes it."""
        return self.regex.text

    def takes(self, title: Title) -> bool:
        """Whether this title is meant."""
        return self.regex.matches(title.raw)

    def matches(self, title: str) -> bool:
        """Whether this title is meant."""
        return self.regex.matches(title)


Matcher: TypeAlias = Wording | Glob | Search


def matcher(text: str) -> Matcher:
    """The matcher that a pack writes so: `/regex/`, a glob if it has `*` or `?`, a wording otherwise.

    Raises:
        Refusal: for an unsafe or unfinished regular expression.
    """
    pattern = slashed(text)
    if pattern is not None:
        return Search(pattern)
    return Glob(text) if "*" in text or "?" in text else Wording(text)
