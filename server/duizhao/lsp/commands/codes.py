"""`duizhao.listCodes` []: every kind of finding there can be, as [{code, title}].

`duizhao.explain` [code]: the page of a code, as Markdown.
"""

from typing import TYPE_CHECKING

from duizhao.explain import page
from duizhao.findings import Message
from duizhao.lsp.commands.arguments import Argument, refusal, taken
from duizhao.lsp.commands.report_kinds import library_of
from duizhao.rules.model import PatternRule

if TYPE_CHECKING:
    from duizhao.lsp.server import DuizhaoServer

LIST_CODES = "duizhao.listCodes"
EXPLAIN = "duizhao.explain"


def list_codes(server: "DuizhaoServer", arguments: tuple[Argument, ...]) -> list[dict[str, str]]:
    session = server.session
    from duizhao.listings import all_rules

    taken(session, arguments, LIST_CODES, "[]", 0)
    return [{"code": rule.code, "title": rule.title} for rule in all_rules(library_of(server), session.language)]


def explain(server: "DuizhaoServer", arguments: tuple[Argument, ...]) -> str:
    session = server.session
    from duizhao.listings import pattern_rules

    (code,) = taken(session, arguments, EXPLAIN, "[code]", 1)
    if not isinstance(code, str):
        raise refusal(session, Message(f"代码应为文字，不是 {code!r}", f"a code is a string, not {code!r}"))
    in_use: list[PatternRule] = [rule for draft in session.drafts() for rule in draft.checks.rules.patterns]
    text = page(code, session.language, in_use) or page(code, session.language, pattern_rules(library_of(server)))
    if text is None:
        raise refusal(session, Message(f"没有代码“{code}”", f"there is no code {code}"))
    return text
