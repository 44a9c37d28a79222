"""What pattern rules find, and what they leave alone."""

from duizhao.findings import Message, Severity
from duizhao.rules.hits import corrected, hits, said
from duizhao.rules.model import ExistenceRule, PatternRule, PhraseRule, SubstitutionRule
from duizhao.rules.tokens import Swap, token

MESSAGE = Message("“{found}”应为“{prefer}”", "“{prefer}”, not “{found}”")


def phrase(prefer: str, *instead_of: str, exceptions: tuple[str, ...] = ()) -> PhraseRule:
    return PhraseRule(
        code="a/b",
        severity=Severity.WARNING,
        message=MESSAGE,
        why=MESSAGE,
        source="",
        examples=(),
        prefer=prefer,
        instead_of=tuple(map(token, instead_of)),
        exceptions=tuple(map(token, exceptions)),
    )


def substitution(**swaps: str) -> SubstitutionRule:
    swap = tuple(Swap(token(wrong), right) for wrong, right in swaps.items())
    return SubstitutionRule(
        code="a/b", severity=Severity.WARNING, message=MESSAGE, why=MESSAGE, source="", examples=(), swap=swap
    )


def existence(*tokens: str, exceptions: tuple[str, ...] = ()) -> ExistenceRule:
    return ExistenceRule(
        code="a/b",
        severity=Severity.WARNING,
        message=MESSAGE,
        why=MESSAGE,
        source="",
        examples=(),
        tokens=tuple(map(token, tokens)),
        exceptions=tuple(map(token, exceptions)),
    )


def found(rule: PatternRule, text: str) -> list[tuple[str, str | None]]:
    return [(text[each.start : each.end], each.instead) for each in hits(rule, text)]


def test_the_right_form_is_never_wrong_inside_itself() -> None:
    rule = phrase("以会议落实会议", "会议落实会议")
    assert found(rule, "以会议落实会议") == []
    assert found(rule, "存在会议落实会议、以会议落实会议") == [("会议落实会议", "以会议落实会议")]


def test_exceptions_are_contexts() -> None:
    rule = existence("××", "/X{2,}/", exceptions=("/“[×X]+”/",))
    assert found(rule, "在××市和“××”，XXX") == [("××", None), ("XXX", None)]


def test_of_two_that_begin_alike_the_longer_counts() -> None:
    rule = existence("待补", "待补充", "补充")
    assert found(rule, "待补充，待补，补充") == [("待补充", None), ("待补", None), ("补充", None)]


def test_groups_carry_over() -> None:
    rule = substitution(**{"/(做|抓)的(?=不够)/": r"\1得", "订钉子": "钉钉子"})
    text = "抓的不够，做得不够，做的工作不够，订钉子"
    assert found(rule, text) == [("抓的", "抓得"), ("订钉子", "钉钉子")]
    assert corrected(rule, text) == "抓得不够，做得不够，做的工作不够，钉钉子"


def test_a_pattern_that_finds_the_right_form_finds_nothing() -> None:
    rule = substitution(**{"/[效服]务/": "服务"})
    assert found(rule, "服务与效务") == [("效务", "服务")]


def test_the_message_tells_what_was_found() -> None:
    rule = phrase("增强“四个意识”", "树立“四个意识”")
    text = "要树立“四个意识”"
    (hit,) = hits(rule, text)
    assert said(rule, text, hit) == ("“树立“四个意识””应为“增强“四个意识””", "“增强“四个意识””, not “树立“四个意识””")


def test_what_is_said_is_not_filled_in_twice() -> None:
    rule = substitution(**{"/{pre?fer}/": "{found}"})
    (hit,) = hits(rule, "{prefer}")
    assert said(rule, "{prefer}", hit).zh == "“{prefer}”应为“{found}”"
