"""The words of a block, with everything masked that is not prose: code, addresses, tags."""

import re

from duizhao.document.blocks import Block, Kind

MASK = "\ufffc"
"""Stands for every masked character, so that offsets stay those of the block's text."""

_PROSE_KINDS = frozenset({Kind.HEADING, Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.TABLE})
_SPECIAL = re.compile(r"[`<\[{:]")
_NOT_PROSE = re.compile(
    r"""
      (?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)                 # code spans
    | <!--.*?(?:-->|\Z) | </?[A-Za-z][^<>]*>                     # comments, tags, autolinks
    | (?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+"[^"]*")?\)  # link destinations
    | (?<=\])\[[^\]]*\] | ^\s{0,3}\[[^\]]+\]:\s.*                # reference links and their definitions
    | \b(?:https?|ftp|mailto):[^\s）】」》，。；、<>]+
    | \{[#.:][^{}\n]*\}                                          # attributes
    """,
    re.VERBOSE | re.DOTALL,
)


def prose_of(block: Block) -> str | None:
    """The block's text, as long as ever, with what is not prose replaced by `MASK`; None for a block without any prose.

    A block quote has none either: it is somebody else's words.
    """
    if block.kind not in _PROSE_KINDS:
        return None
    if _SPECIAL.search(block.text) is None:
        return block.text
    return _NOT_PROSE.sub(lambda match: MASK * len(match.group()), block.text)
