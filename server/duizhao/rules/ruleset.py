"""The rules a draft is judged by: a pack and all that it builds on, joined."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b

from duizhao.findings import Message
from duizhao.rules.model import Numbering, Outline, PatternRule, RuleSetting

_UNTITLED = Message("", "")


@dataclass(frozen=True)
class RuleSet:
    """Immutable; equal rule sets have equal digests, wherever they were written.

    `settings` holds what is said about built-in rules, by code; what is said about pattern rules is already in them,
    and those that are off are not there.
    """

    pack_id: str
    title: Message = _UNTITLED
    outline: Outline | None = None
    numbering: Numbering | None = None
    settings: Mapping[str, RuleSetting] = field(default_factory=dict)
    patterns: tuple[PatternRule, ...] = ()

    @cached_property
    def digest(self) -> str:
        """Names the content: 32 hexadecimal digits."""
        parts = (self.pack_id, self.title, self.outline, self.numbering, sorted(self.settings.items()), self.patterns)
        return blake2b(repr(parts).encode(), digest_size=16).hexdigest()
