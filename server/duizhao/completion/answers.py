"""What a measure or a cause may say that it answers: problems behind 针对, their ids in `<!-- for: `; problems that are
still open come first. And the next free id for a problem.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator

from duizhao.answering.naming import Names
from duizhao.answering.tagging import next_id
from duizhao.completion.candidate import Candidate, CandidateKind, Line
from duizhao.document import MASK, Block, Kind
from duizhao.findings import Message
from duizhao.pairing.model import ANSWERED, ROLE_WORDS, STATE_WORDS
from duizhao.pairing.pairing import Pairing
from duizhao.pairing.reasons import plain, short
from duizhao.text import Span

_LEAD = re.compile(r"(?:针对|对应|关于)(?:第|问题)?[（(“]?[\w]{0,8}$|\b[Ff]or (?:p[a-z]{0,6} ?\d{0,3})?$")
_FOR = re.compile(r"<!--\s*for\s*:\s*(?P<named>(?:[\w.@-]+[\s,，、]+)*)(?P<id>[\w.-]*)$", re.ASCII)
_NAMED = re.compile(r"[\w.@-]+", re.ASCII)
_NAME = re.compile(r"<!--\s*(?P<id>p?)$")
_CLOSES = {"（": "）", "(": ")", "“": "”"}
_NO_COMMENTS = frozenset({Kind.FENCE, Kind.CODE, Kind.FRONT_MATTER})
_LONGEST_LABEL = 24
_LONGEST_TEXT = 400


def answers(pairing_of: Callable[[], Pairing], line: Line) -> Iterator[Candidate]:
    """The candidates at a place; `pairing_of` is asked only where there may be any. An editor may have put the mark
    that closes what was opened behind the place; it goes, too.
    """
    if match := _FOR.search(line.before):
        pairing = pairing_of()
        named = {each.partition("@")[0] for each in _NAMED.findall(match["named"])}
        for problem in _problems(pairing, line) if _block_at(pairing, line)[0].kind not in _NO_COMMENTS else ():
            for name in [each for each in pairing.items[problem].ids[:1] if each not in named]:
                yield _candidate(pairing, problem, name, match["id"], line, f"{name} {_short(pairing, problem)}")
    elif match := _NAME.search(line.before):
        pairing = pairing_of()
        index = pairing.item_at(line.start)
        fits = index is not None and _block_at(pairing, line)[0].kind not in _NO_COMMENTS
        if index is not None and fits and pairing.items[index].role == "problem" and not pairing.items[index].ids:
            name = next_id(pairing)
            text = f"{name} -->" if not line.behind.lstrip().startswith("-->") else name
            span = Span(line.offset - len(match["id"]), line.offset)
            detail = Message("这个问题的编号", "an id for this problem")
            yield Candidate(CandidateKind.ANSWER, name, detail, span, text, text)
    elif match := _LEAD.search(line.before):
        pairing = pairing_of()
        names = Names(pairing)
        for problem in _problems(pairing, line) if _is_prose(pairing, line) else ():
            words = names.reference_to(problem)
            if words is None:
                continue
            label = f"{words} {_short(pairing, problem)}"
            yield _candidate(pairing, problem, words, match.group(), line, label, before=match.group())


def _candidate(
    pairing: Pairing, problem: int, text: str, typed: str, line: Line, label: str, before: str = ""
) -> Candidate:
    """`before` is what its filter must begin with where `text` does not begin with what is typed."""
    item = pairing.items[problem]
    state = STATE_WORDS[pairing.state(problem)]
    words = ROLE_WORDS[item.role]
    detail = Message(f"{words.zh}，{state.zh}", f"{words.en}, {state.en}")
    opened = _CLOSES.get(typed[-1:])
    closed = opened is not None and line.behind.startswith(opened)
    span = Span(line.offset - len(typed), line.offset + closed)
    about = short(pairing.text_of(problem, _LONGEST_TEXT), _LONGEST_TEXT)
    return Candidate(
        CandidateKind.ANSWER, label, detail, span, text, f"{before}{text} {item.head}", documentation=f"text:{about}"
    )


def _problems(pairing: Pairing, line: Line) -> list[int]:
    """The problems that what is being written here may answer, the open ones first."""
    group = _group_at(pairing, line.start)
    sources = pairing.groups[group].sources if group is not None else ()
    problems = [index for source in sources for index in pairing.groups[source].items]
    return sorted(problems, key=lambda index: pairing.state(index) in ANSWERED)


def _group_at(pairing: Pairing, offset: int) -> int | None:
    """The innermost role section around a place."""
    section = pairing.document.section_at(offset)
    around = [index for index, group in enumerate(pairing.groups) if group.section <= section < group.stop]
    return max(around, key=lambda index: pairing.groups[index].section, default=None)


def _is_prose(pairing: Pairing, line: Line) -> bool:
    """Whether the place is in running text, and not in code or a comment."""
    block, at = _block_at(pairing, line)
    return block.prose is not None and block.prose[at] != MASK


def _block_at(pairing: Pairing, line: Line) -> tuple[Block, int]:
    """The block of what stands before the place, and where in it."""
    document = pairing.document
    section = document.section_at(line.offset - 1)
    at = line.offset - 1 - document.starts[section]
    number = bisect_right(document.sections[section].block_starts, at) - 1
    return document.sections[section].blocks[number], at - document.sections[section].block_starts[number]


def _short(pairing: Pairing, problem: int) -> str:
    return short(plain(pairing.items[problem].head), _LONGEST_LABEL)
