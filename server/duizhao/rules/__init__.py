"""The rule language: what a pack can say, how packs are read, joined and described to editors.

`model` says what a pack is; `loader` reads one, strictly; `packs` finds packs and joins those that build on each
other into the `RuleSet` that a draft is judged by; `project` reads `duizhao.yaml`; `schema` tells editors the same.
"""

from duizhao.rules.ruleset import RuleSet

__all__ = ["RuleSet"]
