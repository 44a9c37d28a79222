"""Pairs the texts of the tests, and shows what came of it by the items' own words."""

from pathlib import Path

from duizhao.document import Document
from duizhao.pairing.pairing import Pairer, Pairing
from duizhao.rules import RuleSet
from duizhao.workspace.rulebook import Rulebook, Wishes

PACK_FOLDER = Path(__file__).parent / "packs"


def paired(text: str, rules: RuleSet | None = None) -> Pairing:
    """The pairing of a draft under some rules, else under the base pack."""
    return Pairer(rules or base_rules()).pair(Document.parse(text))


def base_rules(pack: str = "gongwen/base") -> RuleSet:
    return Rulebook(Wishes((str(PACK_FOLDER),), pack)).judge(None, Document.parse("")).checks.rules


def states(pairing: Pairing, role: str = "problem") -> dict[str, str]:
    """The state of every paired item of a role, by its first words."""
    return {
        item.head: pairing.state(index).value
        for index, item in enumerate(pairing.items)
        if item.paired and item.role == role
    }


def links(pairing: Pairing) -> set[tuple[str, str, str]]:
    """Every link as problem, partner and evidence."""
    return {
        (pairing.items[link.problem].head, pairing.items[link.partner].head, link.evidence.value)
        for link in pairing.links
    }
