"""placeholders/unfilled, placeholders/residue: blanks that nobody filled in, words that a web site's filter broke."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from duizhao.checkers.checker import BlockChecker, Check, Code, Prose
from duizhao.checkers.script import HAN, amid_chinese, has_han, is_han
from duizhao.document import MASK
from duizhao.findings import Finding, Message, Place, Related
from duizhao.rules import RuleSet
from duizhao.text import Span

UNFILLED = Code("placeholders/unfilled", Message("占位没有填写", "Blank not filled in"))
RESIDUE = Code("placeholders/residue", Message("被过滤拆坏的词", "Word broken by a filter"))


@dataclass(frozen=True)
class _Shape:
    """What a blank or a broken word looks like; a text without any of `clues` has none."""

    clues: tuple[str, ...]
    source: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when a clue is first seen: most drafts have none of most."""
        return re.compile(self.source, re.VERBOSE | re.MULTILINE)


_X = "xX×ｘＸ"
_XS = tuple(_X)
_WORD = "A-Za-z0-9_"
_GAP = r"[ \t\u3000]{1,8}"
_DAY = rf"(?:\d{{1,2}}|[{_X}]{{1,2}})日"
_UNIT = (
    "省|市(?!场)|县|镇|乡|局(?![部面限势])|同志|名|人(?![民口类体际机物])|次(?![方元])|个(?![人体性案])|项(?!目)|万元|亿元"
    "|家(?![庭庄])|件|条(?![例形])|户|起|份|%|％|届|中全会|年(?!级)"
)
_NOUN = (
    "(?:单位|部门|企业|公司|项目|会议)?(?:名称|全称)|单位|部门|姓名|职务|时间|日期|地点|金额|数字|数量|人数|次数|年份|年月日"
    r"|填写[^】\]\r\n]{0,12}|请[^】\]\r\n]{0,8}(?:填写|填入|输入)[^】\]\r\n]{0,8}"
)


_DATE = _Shape(
    _XS,
    rf"""
      (?<![{_WORD}])(?:\d{{2,3}}[{_X}]{{1,2}}|[{_X}]{{2,4}})年(?!级)(?:(?:\d{{1,2}}|[{_X}]{{1,2}})月(?:{_DAY})?)?
    | (?<![{_WORD}])[{_X}]{{1,2}}(?:年[{_X}]{{1,2}})?月(?:{_DAY})?(?![球亮台])
    | (?<=月)[{_X}]{{1,2}}(?=日)
    """,
)
_AMOUNT = _Shape(_XS, rf"(?<![{_WORD}.·+＋\-*/=])[{_X}](?={_UNIT})")
_RUN = _Shape(
    (*_XS, "＊", "○", "＿", "____", "\\*"),
    rf"""
      (?<![{_WORD}\-/#$])(?<!(?<!\.\.)\.)(?:x{{2,}}|X{{2,}}|[ｘＸ]{{2,}}|×{{2,}})(?![{_WORD}.\-/])
    | ＊{{2,}} | ＿{{2,}} | (?<![一二三四五六七八九○])○{{2,}}(?!○)
    | (?<![{_WORD}*])_{{4,}}(?![{_WORD}*]) | (?:\\\*){{2,}}
    """,
)
_BETWEEN = _Shape(("___",), rf"(?<=[{HAN}])_{{3,}}(?=[{HAN}])")
_STARS = _Shape(
    tuple("**" + unit for unit in (*"省市县区镇乡村局委厅", "同志")), r"(?<!\*)\*{2,3}(?=[省市县区镇乡村局委厅]|同志)"
)
_LONE_STARS = _Shape(("***",), rf"(?<=[{HAN}])\*{{3}}(?=[{HAN}])")
_BOLD = re.compile(r"(?<!\*)\*{2,3}(?!\*)")
_STOP = re.compile("[，。；：、]")
_SENTENCE_ENDS = frozenset("。：！？；")
_DATE_GAP = _Shape(
    ("年 ", "月 ", "年\u3000", "月\u3000", "年\t", "月\t"), rf"(?<=\d年){_GAP}(?=月)|(?<=\d月){_GAP}(?=日)"
)
_TOLD = _Shape(
    ("填写", "填入", "输入", "插入", "待补", "待填"),
    r"""
      (?:此处|这里|在此)(?:填写|填入|输入|插入)
    | (?:(?<=[（(【\[：:|])|(?<=[：:|]\ ))[^\s（()）【】\[\]：:|，。；、]{0,12}(?:待补充?|待填写?)
      (?=\s*(?:[）)】\]|。；]|$))
    """,
)
_NAME = rf"(?:【(?:{_NOUN})】|\[(?:{_NOUN})\](?![(:：{MASK}]))"
_NAMED = _Shape(
    ("】", "]"),
    rf"""
      (?<=[{HAN}，、；：“《（]){_NAME}
    | (?:^|(?<=[。！？])){_NAME}(?=[在的于自与同和向为党，、]|同志)
    | (?<=\#\ ){_NAME}(?=[^\r\n。]{{0,60}}(?:报告|材料|总结|方案|汇报)[ \t\r]*$)
    """,
)
_ORDERED = _Shape(
    ("【请", "【填写", "[请", "[填写"),
    r"[【\[](?:请[^】\]\r\n]{0,8}(?:填写|填入|输入)|填写)[^】\]\r\n]{0,12}[】\]](?![(\ufffc])",
)
_TODO = _Shape(
    ("TODO", "FIXME", "TBD"),
    rf"(?<![{_WORD}\-])(?:(?!(?<=\#[ ])TODO[ \t]*$)(?:TODO|FIXME)(?=\s*(?:[:：（(|）)】\]]|$))|TBD(?![{_WORD}\-]))",
)
_ANYWHERE = (_TODO, _ORDERED)
_IN_CHINESE = (_DATE, _AMOUNT, _BETWEEN, _DATE_GAP, _TOLD, _NAMED)

_BROKEN = (
    _Shape(
        tuple(f"{initial}-" for initial in "bcdfghjklmnpqrstwxyz"),
        rf"(?<=[{HAN}])(?!x-y|p-n|n-p)[b-df-hj-np-tw-z]-[b-df-hj-np-tw-z](?=[{HAN}])",
    ),
    _Shape(("GCD", "gcd"), "(?<=中国|加入|拥护|热爱|忠于)(?:GCD|gcd)|(?:GCD|gcd)(?=员|人|执政|主义|宣言|的?领导)"),
    _Shape(
        ("ZZ", "zz", "ZF", "zf", "政z"),
        rf"""
          (?<![{_WORD}])(?:ZZ|zz)(?=素质|立场|意识|思想|纪律|规矩|觉悟|理论|方向|生态|建设|站位|信仰|学习|判断|领悟|执行
          |敏[感锐]|鉴别|责任|任务|工作(?!室)|本领|能力|局)
        | (?<![{_WORD}])(?:ZF|zf)(?=部门|机关|工作|采购|职能)
        | (?<=政)z(?:hi)?(?=[{HAN}])
        """,
    ),
    _Shape(
        (*_XS, "习*", "d", "D"),
        rf"(?<![{_WORD}])(?:[{_X}]{{1,3}}|[dD])(?=中央(?!空调|企业))|(?<![{_WORD}])[{_X}]{{1,3}}(?=总书记)"
        rf"|(?<=习)[{_X}*]{{1,2}}(?=同志|总书记|新时代)",
    ),
    _Shape(
        ("d", "D"),
        rf"(?<![{_WORD}])[dD](?=员(?!工)|性修养|性观念|风廉政|史学习|的(?:建设|领导|十[七八九]大|二十大))",
    ),
)
_ASTERISKS = _Shape(("****",), r"\*{4,}")
_CLUES = (
    clue
    for shape in (*_IN_CHINESE, *_ANYWHERE, _RUN, _STARS, _LONE_STARS, *_BROKEN, _ASTERISKS)
    for clue in shape.clues
)
_CLUE = re.compile("|".join(map(re.escape, sorted(set(_CLUES)))))
_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱郭罗郑梁谢宋唐邓冯韩曹曾彭萧蔡潘董袁蒋杜魏吕沈姚卢傅姜崔谭廖汪戴贾邹熊孟秦阎薛尹"
)
_PLACE = re.compile("[省市县区镇乡村街局委厅]")
_HALF_MARKS = frozenset(",;:?!()")
_CHINESE_MARKS = frozenset("“”‘’《》（）【】，。、；：！？")


def _check(prose: Prose) -> Iterator[Finding]:
    text = prose.text
    if _CLUE.search(text) is not None:
        yield from _findings(text)


def _findings(text: str) -> Iterator[Finding]:
    blanks = [match for shape in _ANYWHERE for match in _matches(shape, text)]
    broken: list[Span] = []
    if has_han(text):
        broken = sorted(_broken(text))
        blanks += [match for shape in _IN_CHINESE for match in _matches(shape, text)]
        blanks += [match for match in _matches(_RUN, text) if _is_blank(text, match)]
        blanks += _stars(text)
    for span in broken:
        message = Message(
            f"“{text[span.start : span.end]}”像是被网站过滤拆坏的词，应恢复原字",
            f"“{text[span.start : span.end]}” looks like what a web site's filter left of a word",
        )
        yield Finding(RESIDUE.id, message, Place(0, span))
    yield from _unfilled(text, blanks, broken)


def _matches(shape: _Shape, text: str) -> list[re.Match[str]]:
    return list(shape.pattern.finditer(text)) if any(clue in text for clue in shape.clues) else []


def _stars(text: str) -> list[re.Match[str]]:
    """Asterisks before 市, 县 and so on that are no emphasis: they do not pair, or would set whole clauses in bold (but
    for one that ends its sentence, **小标题。**县里…); and three within a sentence that do not pair.
    """
    found, lone = _matches(_STARS, text), _matches(_LONE_STARS, text)
    if not found and not lone:
        return []
    marks = [match.start() for match in _BOLD.finditer(text)]
    pairs = zip(marks[::2], marks[1::2], strict=False)
    stands_for_words = len(marks) == len(found) and all(
        _STOP.search(text, *pair) and text[pair[1] - 1] not in _SENTENCE_ENDS for pair in pairs
    )
    if len(marks) % 2:
        return [*found, *lone]
    return found if stands_for_words else []


def _unfilled(text: str, blanks: list[re.Match[str]], taken: list[Span]) -> Iterator[Finding]:
    """One finding for each wording of a paragraph; where the same stands again is told beside it."""
    places: dict[str, list[Span]] = {}
    taken = list(taken)
    for match in sorted(blanks, key=lambda match: (match.start(), -match.end())):
        span = Span(*match.span())
        if not any(span.start < other.end and other.start < span.end for other in taken):
            taken.append(span)
            places.setdefault(match.group(), []).append(span)
    for found, spans in places.items():
        shown = found if found.strip() else text[spans[0].start - 1 : spans[0].end + 1]
        message = Message(f"“{shown}”还没有填写", f"“{shown}” has not been filled in")
        again = tuple(Related(Place(0, span), Message("这里也没有填写", "nor here")) for span in spans[1:])
        yield Finding(UNFILLED.id, message, Place(0, spans[0]), again, unfinished=True)


def _is_blank(text: str, match: re.Match[str]) -> bool:
    """Whether a run of signs stands for Chinese words, and not for a person (张××) or in English (Windows XX系统)."""
    start, end = match.span()
    before, after = text[start - 1 : start], text[end : end + 1]
    if before == " " and text[start - 2 : start - 1].isascii() and text[start - 2 : start - 1].isalnum():
        return False
    if before in _SURNAMES and not _PLACE.match(after):
        return False
    if any(is_han(char) or char in _CHINESE_MARKS for char in (before, after) if char):
        return True
    return any(char in _HALF_MARKS for char in (before, after) if char) and amid_chinese(text, start)


def _broken(text: str) -> Iterator[Span]:
    for shape in _BROKEN:
        for match in _matches(shape, text):
            yield Span(*match.span())
    for stars in _matches(_ASTERISKS, text):
        start, end = stars.span()
        between_bold = text.count("**", 0, start) % 2 == 1  # **one****other**
        if not between_bold and (is_han(text[start - 1 : start]) or is_han(text[end : end + 1])):
            yield Span(start, end)


def _prepare(_: RuleSet) -> Check[Prose]:
    return _check


CHECKER = BlockChecker((RESIDUE, UNFILLED), _prepare)
