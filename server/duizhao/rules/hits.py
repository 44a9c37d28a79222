"""Where a pattern rule finds something wrong in a text."""

import re

from duizhao.findings import Message
from duizhao.rules.model import PatternRule
from duizhao.rules.tokens import Found, Words, spans


def hits(rule: PatternRule, text: str) -> list[Found]:
    """What a rule finds, from left to right and none overlapping; of two that begin alike, the longer.

    What lies inside one of the rule's exceptions, or inside the right form itself, is not found. The year in which
    the rule holds is the caller's matter.
    """
    found = [
        each
        for swap in rule.swaps
        if not isinstance(swap.wrong, Words) or swap.wrong.text in text
        for each in swap.found_in(text)
    ]
    if not found:
        return found
    right = [*rule.exceptions, *{Words(s.right) for s in rule.swaps if s.right and isinstance(s.wrong, Words)}]
    spared = [span for each in right for span in spans(each, text)]
    kept: list[Found] = []
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        clear = not kept or kept[-1].end <= each.start
        if clear and not any(start <= each.start and each.end <= end for start, end in spared):
            kept.append(each)
    return kept


def said(rule: PatternRule, text: str, found: Found) -> Message:
    """What the rule says about something that it found in `text`."""
    words = {"{found}": text[found.start : found.end], "{prefer}": found.instead or ""}
    zh, en = (re.sub(r"\{found\}|\{prefer\}", lambda name: words[name[0]], each) for each in rule.message)
    return Message(zh, en)


def corrected(rule: PatternRule, text: str) -> str:
    """The text with the right form wherever the rule finds a wrong one and knows the right one."""
    for found in reversed(hits(rule, text)):
        if found.instead is not None:
            text = text[: found.start] + found.instead + text[found.end :]
    return text
