"""What the names of labelled fields and table columns say: whose text stands there, or which property of an item."""

import re
from enum import Enum
from functools import lru_cache

from duizhao.pairing.model import Role


class FieldKind(Enum):
    """A property that a field gives to its item."""

    NUMBER = "number"
    OWNER = "owner"
    DEADLINE = "deadline"
    STATE = "state"
    TARGET = "target"
    ANSWERS = "answers"


def _either(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_LONGEST = 24
_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        "follow-up",
        _either(
            "(?:问题)?整改(?:落实|完成|进展|推进)?(?:情况|结果|成效|进度)(?:说明)?",
            "(?:落实|完成|进展|办理|复查)(?:情况|结果)",
            "follow[- ]?up|results?|outcome|progress",
        ),
    ),
    (
        "measure",
        _either(
            "(?:下一?步)?(?:拟|已)?(?:采取的?)?(?:整改|改进|纠正|预防|防范|处置|治理|应对|防控|解决|永久|临时|围堵|长效)?"
            "(?:与|和|及)?(?:整改|改进|预防|防范)?(?:措施|举措|对策|办法)",
            "整改(?:要求|建议|意见|方案|内容)|处[理置]意见",
            "(?:corrective |preventive |follow-up |containment )?actions?(?: items?)?",
            "measures?|mitigations?|remediation|fix",
        ),
    ),
    (
        "cause",
        _either(
            "(?:问题)?(?:产生|存在|根本|主要|直接|间接|形成|事故)?的?(?:原因|根源|成因|根因)(?:分析|剖析)?",
            "(?:root )?causes?(?: analysis)?|why",
        ),
    ),
    (
        "problem",
        _either(
            "(?:存在|主要|突出|具体|整改|上年度?|去年|(?:检查|巡察|巡视|审计|自查|排查)?(?:反馈|查摆|查出|检查|发现|巡察|巡视|审计)?)"
            "的?(?:主要|突出|具体|整改)?"
            "(?:问题|隐患|不足|缺陷|不符合项?)(?:描述|内容|表现|事项|清单|类型)?",
            "(?:具体)?表现",
            "(?:problem|issue|finding|hazard|nonconformity|defect)s?(?: description)?",
        ),
    ),
)
_FIELDS: tuple[tuple[FieldKind, re.Pattern[str]], ...] = (
    (
        FieldKind.ANSWERS,
        _either(
            "(?:对应|针对|所属|关联)的?(?:问题|隐患|原因)(?:编号|序号)?",
            "(?:问题|隐患)(?:编号|序号|号)",
            r"(?:for|problem|issue|finding) ?(?:id|no\.?|#)?",
        ),
    ),
    (FieldKind.NUMBER, _either("序号|编号|号", r"no\.?|#|id")),
    (
        FieldKind.OWNER,
        _either(
            "(?:整改|牵头|主要|直接|第一)?(?:责任|负责|牵头|承办|主办|配合)"
            "(?:单位|部门|人员?|领导|科室|股室|处室|主体)?(?:[和及]?责任人)?",
            "owners?|responsible|assignee",
        ),
    ),
    (
        FieldKind.DEADLINE,
        _either(
            "(?:计划|整改|完成|拟)?(?:完成)?(?:时限|期限|时间|日期|截止(?:时间|日期)?)(?:要求)?",
            "due(?: date)?|deadline|by when",
        ),
    ),
    (FieldKind.STATE, _either("(?:整改|完成|当前)?(?:进展)?状态|是否(?:完成|整改|销号)", "status|state")),
    (FieldKind.TARGET, _either("(?:整改|工作|预期)?目标", "targets?|goals?")),
)
_MARKS = re.compile(r"[\s（(].*[)）]$|[\s\d一二三四五六七八九十]+$")


@lru_cache(4096)
def role_of(name: str) -> Role | None:
    """The role of what stands in a field or a column of this name; None where it says nothing of one."""
    plain = _plain(name)
    return next((role for role, pattern in _ROLES if pattern.fullmatch(plain)), None) if plain else None


@lru_cache(4096)
def field_of(name: str) -> FieldKind | None:
    """The property that a field or a column of this name gives; None where it is none that is known."""
    plain = _plain(name)
    return next((kind for kind, pattern in _FIELDS if pattern.fullmatch(plain)), None) if plain else None


def _plain(name: str) -> str:
    """The name without a number or a remark in brackets behind it (措施1, 责任人（签字）)."""
    name = name.strip()
    return _MARKS.sub("", name).strip() or name if len(name) <= _LONGEST else ""
