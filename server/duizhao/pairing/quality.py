"""What the words of a measure say: who does it, by when, how much, whether it is an act at all.

Everything is read from one measure's text; spans are relative to that text. Where the words may mean something else,
nothing is found.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from duizhao.text import Span


class Deadline(NamedTuple):
    """A time by which something is to be done. `day` is the last day that it allows, None where the text does not tell
    the year.
    """

    span: Span
    day: date | None = None


_PERSON = r"[^，。；：,;:\s（）()]"
_OWNER = re.compile(
    rf"由(?!于|此|来|衷|表及里|浅入深){_PERSON}{{2,30}}?(?:负责|牵头|落实|承办|督办|实施|组织|调度|执行|具体抓|跟踪|登记|核对)"
    rf"|由(?!于|此|来|衷){_PERSON}{{1,12}}?(?:[班科股所办部处队组室局院站委员长]|中心|主任|经理|书记|专人|干事|校长|教师|人员)"
    rf"|{_PERSON}{{2,20}}(?:牵头负责|牵头|负责落实|具体负责|挂牌督办|为第一责任人|为责任人|任组长)"
    r"|(?:责任|牵头|承办|主办|负责|整改)(?:单位|部门|科室|股室|领导|人|责任人)(?:[和及]责任人)?"
    r"[ \t*_]*[：:为是][\s*_]*[^，。；,;\s*_]+"
    r"|\b(?:owners?|owned by|responsible|assignee|assigned to|in charge)\b[ \t*_]*:?\s*\w+",
    re.IGNORECASE,
)
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月"
_YEAR = r"(?:20\d\d年|今年|明年|本年度?|当年|年内)"
_DAY = r"(?:(?:[0-3]?\d|[一二三四五六七八九十]{1,3})[日号]|[上中下]旬|底|末|初|份)"
_ENGLISH_MONTH = (
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    "|Nov(?:ember)?|Dec(?:ember)?)"
)
_DEADLINE = re.compile(
    rf"{_YEAR}?{_MONTH}{_DAY}?(?:之前|以前|前|完成|内|起|开始)"
    rf"|{_YEAR}(?:{_MONTH}{_DAY}?)?(?:底|末)?(?:之前|以前|前|内|完成)?"
    r"|(?:第[一二三四]|[一二三四上下])(?:季度|半年)(?:内|前|末|底|完成)?|(?:年|月|季度)(?:底|末)(?:前|之前)?|年内|月内|近期内?"
    r"|(?:即日|当场|立即|马上|每[年月周日天季]|每半年|每季度|每学期|逐月|按月|按季|长期(?:坚持)?|持续(?:坚持)?|常态化|随时)"
    r"|[\d一二三四五六七八九十两半]+\s?(?:个)?(?:工作日|小时|天|日|周|月|年)(?:之内|以内|内)"
    r"|\d{4}[-./]\d{1,2}[-./]\d{1,2}"
    rf"|\b(?:by|before|until|no later than|due)\b (?:the end of )?(?:\d{{1,2}} )?{_ENGLISH_MONTH}\b"
    r"|\bby (?:the end of |end of )?(?:Q[1-4]\b|(?:this|next) \w+|(?:the )?(?:week|month|quarter|year)\b)"
    r"|\b(?:every|each) (?:day|week|month|quarter|year)\b"
    r"|\b(?:daily|weekly|monthly|quarterly|annually|yearly|immediately|permanently|ongoing)\b",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"(?P<year>20\d\d)年(?:(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>[0-3]?\d)[日号])?)?(?:份)?(?P<end>年?底|末)?(?:之前|前)"
)
"""Only these tell a day beyond doubt; 以前 rather speaks of the past (2019年以前形成的)."""
_ISO = re.compile(r"(?P<year>20\d\d)(?:[-./年])(?P<month>1[0-2]|0?[1-9])(?:[-./月])(?P<day>[0-3]?\d)日?")
_WHOLE_DATE = re.compile(
    r"(?P<year>20\d\d)年(?:(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>[0-3]?\d)[日号])?)?(?:份)?(?:年?底|末)?(?:之前|以前|前)?"
)
_REST_OF_CLAUSE = re.compile(r"[^，。；,;\r\n]*")
_PAST = re.compile(r"[的已]|完成了|形成|遗留|之前")
_COUNT = (
    r"(?:\d[\d.,]*|[一二三四五六七八九十两百千]{1,4})\s?(?:余|多)?"
    r"(?:个|项|次|条|件|处|户|人|名|家|份|篇|部|场|期|批|座|眼|公里|万|亿|元|亩|小时|天|本|台|套|张|轮|遍|堂|吨|平方米|米|所|间|辆|字|分)"
)
_TARGET = re.compile(
    rf"(?<![“\"《])(?:\d[\d.]*\s?[%％]|百分之[一二三四五六七八九十百零]+|不(?:少|低|多|高)于"
    rf"|(?:至少|达到|超过|提高到|提升至|降至|降到|压减|减少到){_COUNT}"
    rf"|{_COUNT}(?:以上|以内|以下)?|全覆盖|(?:清|归)零|率达)"
    r"|\d[\d,.]*\s?(?:percent|per cent|hours?|days?|minutes?|seconds?|times|items?|people|workers?|ms|s)\b"
    r"|\bat (?:least|most) \d",
    re.IGNORECASE,
)


def _any_of(words: str) -> str:
    """One of these words, the longest that fits, once and for all."""
    return f"(?>{'|'.join(sorted(words.split(), key=lambda word: (-len(word), word)))})"


_ADVERB = _any_of(
    "进一步 不断 切实 持续 着力 大力 努力 更加 全面 始终 坚决 认真 积极 严格 真正 继续 深入 扎实 全力 自觉 牢固 牢牢"
)
_WISHED = _any_of(
    "加强 提高 增强 提升 强化 深化 改进 转变 重视 高度重视 端正 树立 夯实 压实 落实 加大 做好 抓好 注重 "
    "改善 坚定 坚持 严守 严明 履行 发挥 引起重视 引起高度重视 杜绝 避免 防止 克服 解决 推进 抓紧 "
    "抓实 抓细"
)
_GENERAL = _any_of(
    "政治 思想 理论 业务 专业 工作 日常 自身 党性 作风 纪律 安全 安全生产 廉政 廉洁 服务 责任 宗旨 大局 全局 "
    "担当 创新 群众 党建 主体 主动 学习 教育 培训 管理 监管 监督 检查 领导 组织 指导 宣传 引导 沟通 协调 配合 "
    "调研 调查研究 建设 队伍 制度 机制 体系 措施 力度 频次 意识 观念 觉悟 认识 站位 修养 素质 素养 本领 能力 "
    "水平 质量 效率 效能 效果 实效 成效 态度 信念 信心 理想 理想信念 初心 使命 情怀 自觉性 主动性 积极性 创造性 "
    "责任感 使命感 紧迫感 精神 斗志 标准 要求 落实 执行 执行力 问题 短板 类似问题 同类问题 此类问题 类似情况 "
    "再次发生 发生 重要性 风险 防范 思路 方法 方式 方式方法 工作方式 各项 各项工作 本职工作 有关 相关 全员 干部 "
    "职工 员工 党员 全体 人员 法律法规 规章制度 自我 约束 要求自己 时刻 绷紧 严肃 踏实 细致 到位 落到实处 "
    "再上新台阶 新台阶 长效"
)
_JOINT = _any_of("和 与 及 以及 、 的 对 中 上 方面 方面的 并 更 为")
_WISH = re.compile(
    rf"(?:我|我们|本人|今后|下一步|要(?!求)|将|应|在今后的工作中|同时|并|从而|做到)*+{_ADVERB}*+(?:对{_GENERAL}++的?)?+"
    rf"(?:{_WISHED}(?:和|、|并)?)++了?{_ADVERB}*+(?:{_GENERAL}|{_JOINT})*+"
)
_BARE = re.compile(rf"(?:{_ADVERB}|{_GENERAL}|{_JOINT})++")
_ENGLISH_GENERAL = _any_of(
    "further our the of in on and with team staff overall general safety quality communication awareness "
    "training supervision management process processes attention discipline responsibility cooperation "
    "coordination testing monitoring documentation future work everyone everybody"
)
_ENGLISH_WISHED = (
    "(?:improv(?:e|ing)|strengthen(?:ing)?|enhanc(?:e|ing)|rais(?:e|ing)|increas(?:e|ing)|be more careful"
    "|pay (?:more|closer) attention(?: to)?|do better|take (?:more )?care)"
)
_ENGLISH_WISH = re.compile(
    r"(?:we (?:will|must|should) |to |and )*+(?:(?:further|continuously|continue to|always|constantly|keep) )*+"
    rf"{_ENGLISH_WISHED}(?: (?:{_ENGLISH_WISHED}|{_ENGLISH_GENERAL})\b)*+",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[^，。；：！？,;:!?\r\n]+")
_FURTHER = re.compile("进一步|一定|统一|一致|万无一失|举一反三")
_LASTINGLY = re.compile("持续|长期")
_NAMED = re.compile(r"[0-9一二三四五六七八九十《“\"]")
"""A number or a name."""
_FEWEST_LETTERS = 4
_LONGEST_WISH = 200

_BECAUSE = re.compile(
    r"(?:目前|主要|暂时|现)?(?:是)?(?:因为|因(?!此|而|地|人|势|材|时)|由于|受(?!到?表彰)|限于|鉴于|碍于|考虑到)"
    r"|(?:due to|because(?: of)?|owing to|since)\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    "未|无法|不能|难以|没有?(?:能|条件)|暂缓|不具备|搁置|推迟|延后|暂不"
    "|not (?:yet )?(?:done|possible|started|rectified)|cannot|could not|can't|was not|has not|have not",
    re.IGNORECASE,
)
_NOT_DONE_CLAUSE = re.compile(rf"(?:{_NOT_DONE.pattern})[^，。；,;]*", re.IGNORECASE)
_ACT = re.compile(
    r"将|拟|计划|力争|争取|预计|安排|待|已(?!经?停)|后(?:再|即|立即)?(?:整改|实施|完成|启动)|协调|督促|改为|采取|设置|增设|制定|组织|开展|加强|落实责任|列入|纳入|"
    r"先行|临时|替代|申请|上报|报请|will|plan|until|instead|meanwhile|scheduled",
    re.IGNORECASE,
)
_LONGEST_REASON = 80


def owner_in(text: str) -> Span | None:
    """Where a text says who does it: 由办公室负责, 责任人：…, owner: …."""
    return _first(_OWNER, text)


def deadline_in(text: str) -> Span | None:
    """Where a text says by when or how often: 月底前, 第一季度, 每月, 长期坚持, by 30 June."""
    return _first(_DEADLINE, text)


def target_in(text: str) -> Span | None:
    """Where a text says how much: 不少于6次, 20%, 全覆盖, at least 5."""
    return _first(_TARGET, text)


def _first(pattern: re.Pattern[str], text: str) -> Span | None:
    match = pattern.search(text)
    return Span(*match.span()) if match else None


def dated_deadlines(text: str) -> Iterator[Deadline]:
    """The deadlines of a text whose year is written with them (2025年3月底前), and that nothing says are over."""
    for match in _DATED.finditer(text):
        rest = _REST_OF_CLAUSE.match(text, match.end())
        day = _last_day(match["year"], match["month"], match["day"])
        if day is not None and (rest is None or _PAST.search(rest.group()) is None):
            yield Deadline(Span(*match.span()), day)


def deadline_of(value: str) -> date | None:
    """The last day that the value of a field or cell for deadlines allows (2024-03-22, 2024年6月底前); None where it
    does not name one day, month or year and nothing else.
    """
    plain = value.strip(" \t。.（）()")
    match = _ISO.fullmatch(plain) or _WHOLE_DATE.fullmatch(plain)
    return _last_day(match["year"], match["month"], match["day"]) if match else None


def _last_day(year: str, month: str | None, day: str | None) -> date | None:
    """The last day of what is written: of the year or the month where nothing finer is."""
    try:
        if month is None:
            return date(int(year), 12, 31)
        if day is None:
            following = date(int(year) + int(month) // 12, int(month) % 12 + 1, 1)
            return date.fromordinal(following.toordinal() - 1)
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def is_wish(text: str) -> bool:
    """Whether a whole measure is good intentions: every clause is a 进一步加强, 不断提高 or 高度重视 with nothing but
    general words behind it, and there is no number, no name, no time and no act.
    """
    if len(text) > _LONGEST_WISH or _NAMED.search(_FURTHER.sub("", text)):
        return False
    if owner_in(text) or deadline_in(_LASTINGLY.sub("", text)) or target_in(text):
        return False
    clauses = [match.group().strip(" \t　.、*_") for match in _CLAUSE.finditer(text)]
    clauses = [clause for clause in clauses if clause]
    if sum(map(len, clauses)) < _FEWEST_LETTERS:
        return False
    wishes = [bool(_WISH.fullmatch(clause) or _ENGLISH_WISH.fullmatch(clause)) for clause in clauses]
    return any(wishes) and all(wish or _BARE.fullmatch(clause) for wish, clause in zip(wishes, clauses, strict=True))


def reason_in(text: str) -> Span | None:
    """Where a text that gives a reason for doing nothing begins and ends, such as 因施工未整改; None where any act
    follows, or is promised.
    """
    start = len(text) - len(text.lstrip())
    said = text.strip()
    if len(said) > _LONGEST_REASON or _BECAUSE.match(said) is None:
        return None
    if _NOT_DONE.search(said) is None or _ACT.search(_NOT_DONE_CLAUSE.sub("", said)) is not None:
        return None
    clauses = [clause.group().strip() for clause in _CLAUSE.finditer(said)]
    if not all(_BECAUSE.match(clause) or _NOT_DONE.search(clause) for clause in clauses if clause):
        return None
    return Span(start, start + len(said))
