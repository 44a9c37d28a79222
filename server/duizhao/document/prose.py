"""Text with everything masked that is not prose: code, addresses, tags."""

import re

MASK = "\ufffc"
"""Stands for every masked character, so that offsets stay those of the block's text."""

_SPECIAL = re.compile(r"[`<\[{:]")
_NOT_PROSE = re.compile(
    r"""
      (?<!`)(?P<ticks>`++).+?(?<!`)(?P=ticks)(?!`)               # code spans
    | <!--.*?(?:-->|\Z) | </?[A-Za-z][^<>]*>                     # comments, tags, autolinks
    | (?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+"[^"]*")?\)  # link destinations
    | (?<=\])\[[^\]]*\] | ^\s{0,3}\[[^\]]+\]:\s.*                # reference links and their definitions
    | (?<![A-Za-z0-9])(?:https?|ftp|mailto):[^\s）】」》，。；、<>]+
    | \{(?:[#.:]|for=)[^{}\n]*\}                                          # attributes
    """,
    re.VERBOSE | re.DOTALL,
)


def masked(text: str) -> str:
    """`text`, as long as ever, with what is not prose replaced by `MASK`."""
    if _SPECIAL.search(text) is None:
        return text
    return _NOT_PROSE.sub(lambda match: MASK * len(match.group()), text)
