"""The rules a draft is judged by: a pack and all that it builds on, joined."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from duizhao.findings import Message
from duizhao.rules.model import Numbering, Outline, PairingSpec, PatternRule, RuleSetting

_UNTITLED = Message("", "")


@dataclass(frozen=True)
class RuleSet:
    """Immutable; two are equal if they say the same, wherever they were written.

    `settings` holds what is said about built-in rules, by code; what is said about pattern rules is already in them,
    and those that are off are not there.
    """

    pack_id: str
    title: Message = _UNTITLED
    outline: Outline | None = None
    numbering: Numbering | None = None
    settings: Mapping[str, RuleSetting] = field(default_factory=dict)
    patterns: tuple[PatternRule, ...] = ()
    pairing: tuple[PairingSpec, ...] = ()
