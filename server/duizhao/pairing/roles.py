"""Which sections list problems, causes, measures, or what became of last time's: by the pack's outline, else by the
families of headings that reports use.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from duizhao.document import Document
from duizhao.pairing.model import Role
from duizhao.rules import RuleSet
from duizhao.rules.model import SectionSpec
from duizhao.structure import Aligner

_LONGEST_TITLE = 40


def _either(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_LAST = _either(
    r"^(?:上(?:一)?(?:年度|次)|去年|\d{4}年(?:度)?).{0,25}整改.{0,8}(?:情况|落实)",
    "^last year.{0,40}(?:follow|issues|actions)",
    "follow[- ]?up of (?:last|previous)",
)
_STATE = _either("整改(?:落实|进展|完成|工作)?(?:进展|完成)?情况", "整改成效", "^follow[- ]?up$", "^status of")
_MEASURE = _either(
    "(?:整改|防范|改进|纠正|预防|治理)(?:和(?:整改|防范|预防))?(?:措施|方向|思路|举措|建议)",
    "(?:今后|下一?步).{0,4}(?:努力方向|整改|打算|措施|计划|工作)",
    "努力方向",
    "^(?:corrective |preventive |follow-up |remediation )?(?:and preventive )?(?:actions?(?: items?| plan)?|measures)$",
    r"(?<=\band )(?:corrective |preventive )?actions$",
    "^(?:action plan|remediation|lessons? and actions)$",
)
_PROBLEM = _either(
    "(?:对照检查|查摆|检视|自查|检查|排查|审计|巡察|巡视|发现|反馈).{0,12}(?:问题|隐患)",
    "(?:存在|突出|主要)的?.{0,6}(?:问题|不足|隐患)",
    "差距和不足|问题和不足",
    "^(?:问题|隐患)清单$",
    "^(?:the )?(?:main |key |identified )?(?:problems|findings|issues|nonconformities|hazards)"
    "(?: found| identified)?(?=$| and )",
)
_CAUSE = _either(
    "(?:原因|根源|成因|根因)(?:分析|剖析)?(?=$|以及|[及和与、])",
    "党性分析",
    "^(?:root )?causes?(?: analysis)?$|^contributing factors$|^why it happened$",
)
_BETWEEN_ROLES = _either(r"(?:以及|及其|[及和与、,，/&]|\band)\s*(?:产生的?|其)?\s*$")
_ABOUT_SOMETHING_ELSE = _either("典型案例|事故概况|有关事项", "需要(?:说明|报告)")
_NUMBERED_PROBLEM = _either(
    r"^(?:问题|隐患|不符合项|problem|issue|finding|hazard|nonconformity)\s*"
    r"(?:[一二三四五六七八九十]{1,3}|\d{1,3})(?![个项条类大种]|年|月)"
)


class RoleSection(NamedTuple):
    """A section whose heading says that its items have these roles, the one that comes first in a report first.

    `past`: they are last time's.
    """

    section: int
    roles: tuple[Role, ...]
    past: bool = False


class RoleReader:
    """Reads roles under one set of rules; made once for many drafts."""

    def __init__(self, rules: RuleSet) -> None:
        sections = rules.outline.sections if rules.outline else ()
        self._aligner = Aligner(rules.outline) if rules.outline and _has_roles(sections) else None

    def role_sections(self, document: Document) -> Mapping[int, RoleSection]:
        """The role sections of a draft by the index of their section; none stands inside another."""
        by_pack = self._by_pack(document)
        found: dict[int, RoleSection] = {}
        parents = document.outline.parents
        inside: list[bool] = []
        for index, section in enumerate(document.sections):
            parent, heading = parents[index], section.heading
            within = parent >= 0 and (inside[parent] or parent in found)
            inside.append(within or (heading is not None and is_numbered_problem(heading.title)))
            if within or heading is None:
                continue
            roles = by_pack.get(index)
            if roles is None:
                roles = family_roles(heading.title, title=_is_title(document, index))
            if roles:
                past = "follow-up" in roles and _LAST.search(heading.title) is not None
                found[index] = RoleSection(index, roles, past)
        return found

    def _by_pack(self, document: Document) -> Mapping[int, tuple[Role, ...]]:
        if self._aligner is None:
            return {}
        headings = [section.heading for section in document.sections]
        readings = self._aligner.align(headings, document.outline).readings
        return {
            index: tuple(dict.fromkeys(spec.role for spec in (reading.spec, *reading.also) if spec.role is not None))
            for index, reading in readings.items()
        }


def _has_roles(sections: Iterable[SectionSpec]) -> bool:
    return any(section.role is not None or _has_roles(section.sections) for section in sections)


def _is_title(document: Document, index: int) -> bool:
    """Whether a section is the report's title rather than one of its parts."""
    heading, tree = document.sections[index].heading, document.outline
    if heading is None or heading.number is not None or tree.roots[:1] != (index,) or not tree.children[index]:
        return False
    return heading.level in (None, 1) or len(tree.roots) == 1


def is_numbered_problem(title: str) -> bool:
    """Whether a title names one problem by its number: 问题一：…, Finding 2 …"""
    return _NUMBERED_PROBLEM.match(title) is not None


@lru_cache(8192)
def family_roles(text: str, *, title: bool = False) -> tuple[Role, ...]:
    """The roles of what a section with this heading lists, in the order in which a report has them; empty for none.

    A heading may hold two (存在的问题及整改措施). `title`: it is the report's own, which speaks of the whole. Last
    year's and states are tried first, since 整改措施落实情况 is no measure.
    """
    if title or len(text) > _LONGEST_TITLE or "，" in text or _ABOUT_SOMETHING_ELSE.search(text):
        return ()
    if _LAST.search(text) or _STATE.search(text):
        return ("follow-up",)
    partners = [match for match in (_CAUSE.search(text), _MEASURE.search(text)) if match]
    first = min([match.start() for match in partners], default=len(text))
    problems = _PROBLEM.search(text[:first]) and (not partners or _BETWEEN_ROLES.search(text[:first]))
    roles: list[Role] = ["problem"] if problems else []
    if _CAUSE.search(text):
        roles.append("cause")
    if _MEASURE.search(text):
        roles.append("measure")
    return tuple(roles)
