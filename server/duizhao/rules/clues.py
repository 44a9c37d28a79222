"""Characters without which a token is not in a text, so that most tokens need not be looked for in most texts."""

from collections.abc import Iterable

from duizhao.rules.patterns import Part, Parts, sre
from duizhao.rules.tokens import Token, Words

_FREQUENT = (
    "，。、：；“”‘’《》（）"
    "的不有一改工党年全整人成作题在县中月时理对问查项实个和部于行会建政发面到为日是定责分完度习主学二位事管上治民组自关情任方三立"
    "生员安没出次了现意新已合万元前局同展结公保监开用落设务进持制处要经班群众单程村以况报议业大强由坚施文心力化后领办够动下督期检"
    "水把级资严正规计高等子每深我委间头重长目四平想金底入果决思审产限过护国做与性故论推导清记本场调少求家专核当信带支教机加排识提"
    "义法其体能镇精织来及确谈门育多复原防反告内通因乡从"
)
"""The commonest characters of reports, by frequency. They are poor clues, but no wrong ones."""

_MOST = 24


def clues(token: Token) -> frozenset[str] | None:
    """Characters of which any text that has the token has at least one; None if there are no such characters."""
    if isinstance(token, Words):
        return frozenset({min(token.text, key=_frequency)})
    return _of_sequence(sre.parse(token.source))


def _frequency(char: str) -> int:
    place = _FREQUENT.find(char)
    return len(_FREQUENT) - place if place >= 0 else 0


def _of_sequence(parts: Parts) -> frozenset[str] | None:
    """The best clue that any of the parts gives."""
    of_parts = [clue for clue in map(_of_part, parts) if clue is not None]
    return min(of_parts, key=lambda chars: sum(1 + _frequency(char) for char in chars), default=None)


def _of_part(part: Part) -> frozenset[str] | None:
    code, value = part
    if code is sre.LITERAL:
        return frozenset({chr(value)})
    if code is sre.IN:
        literal = all(kind is sre.LITERAL for kind, _ in value)
        return frozenset(chr(char) for _, char in value) if literal and len(value) <= _MOST else None
    if code is sre.SUBPATTERN:
        return _of_sequence(value[3])
    if code in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        return _of_sequence(value[2]) if value[0] else None
    if code is sre.ATOMIC_GROUP:
        return _of_sequence(value)
    if code is sre.ASSERT:
        return _of_sequence(value[1])
    return _of_branches(value[1]) if code is sre.BRANCH else None


def _of_branches(branches: Iterable[Parts]) -> frozenset[str] | None:
    of_branches = [_of_sequence(branch) for branch in branches]
    if any(clue is None for clue in of_branches):
        return None
    return frozenset().union(*(clue for clue in of_branches if clue is not None))
