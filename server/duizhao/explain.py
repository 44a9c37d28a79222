"""One explanation of each code and of each section a report should have, for the terminal, the hover and the page."""

import re
from collections.abc import Iterable

from duizhao.checkers import CODES
from duizhao.findings import Message
from duizhao.pages import page_path
from duizhao.rules.hits import hits
from duizhao.rules.hits import said as message_about
from duizhao.rules.model import FieldSpec, PatternRule, PhraseRule, SectionSpec

_WHY = Message("为什么", "Why")
_SOURCE = Message("依据", "Source")
_UNVERIFIED = Message("（尚未核实）", " (not verified)")
_BAD = Message("不妥", "Bad")
_GOOD = Message("妥当", "Good")
_SET_PHRASE = Message("固定表述", "Set phrase")


def page(code: str, language: str, rules: Iterable[PatternRule] = ()) -> str | None:
    """The page of `code` as Markdown in `language` (zh or en), its first line `# code title`; None for no known code.

    Read from the program's own files, or made from the one of `rules` that bears the code.
    """
    for rule in rules:
        if rule.code == code:
            return _rule_page(rule, language)
    return page_path(code, language).read_text("utf-8") if code in CODES else None


def brief(markdown: str) -> str:
    """The beginning of a page, for where there is little room: its title, and what stands before the first example or
    the next heading.
    """
    title, _, rest = markdown.partition("\n")
    return f"{title}\n{_EXAMPLE_OR_HEADING.split(rest, maxsplit=1)[0]}".rstrip()


def plain(markdown: str) -> str:
    """A page without its markup, for a terminal or an editor that shows no Markdown."""
    lines: list[str] = []
    fenced = False
    for line in markdown.splitlines():
        if line.startswith("```"):
            fenced = not fenced
        elif fenced:
            lines.append(f"    {line}")
        else:
            lines.append(_without_markup(line))
    return "\n".join(lines)


_EXAMPLE_OR_HEADING = re.compile(r"^(?:#|.{1,20}[：:]$|```|[ \t]*>)", re.MULTILINE)
_LINK = re.compile(r"\[([^\]\n]+)\]\(([^()\s]+)\)")
_EMPHASIS = re.compile(r"(\*\*|`)(.+?)\1")
_MARK = re.compile(r"^#+ +")
_QUOTE = re.compile(r"^> ?")


def _without_markup(line: str) -> str:
    return _EMPHASIS.sub(r"\2", _LINK.sub(r"\1 <\2>", _QUOTE.sub("    ", _MARK.sub("", line))))


def _rule_page(rule: PatternRule, language: str) -> str:
    lines = [f"# {rule.code} {_title(rule, language)}", "", rule.why.in_language(language), ""]
    if isinstance(rule, PhraseRule):
        lines += [f"{_label(_SET_PHRASE, language)}{rule.prefer}", ""]
    unverified = "" if rule.verified else _UNVERIFIED.in_language(language)
    lines += [f"{_label(_SOURCE, language)}{rule.source}{unverified}", ""]
    for example in rule.examples:
        if example.bad is not None:
            lines += [f"- {_label(_BAD, language)}{_one_line(example.bad)}"]
        if example.good is not None:
            lines += [f"- {_label(_GOOD, language)}{_one_line(example.good)}"]
    return "\n".join([*lines, ""])


def _title(rule: PatternRule, language: str) -> str:
    """What the rule says about its first bad example."""
    bad = next((example.bad for example in rule.examples if example.bad is not None), "")
    found = next(iter(hits(rule, bad)), None)
    message = message_about(rule, bad, found) if found is not None else rule.message
    return _one_line(message.in_language(language))


def _label(label: Message, language: str) -> str:
    text = label.in_language(language)
    return f"{text}：" if language == "zh" else f"{text}: "


def _one_line(text: str) -> str:
    return " ".join(text.split())


def requirement(spec: SectionSpec, language: str) -> str:
    """What a report must have in the section that `spec` describes, as Markdown."""
    lines = [f"**{spec.heading or spec.id}**{_demand(spec).in_language(language)}"]
    if spec.hint is not None:
        lines += ["", spec.hint.in_language(language)]
    if spec.fields:
        lines += ["", f"{_label(_FIELDS, language)}{_joined(spec.fields, language)}"]
    if spec.sections:
        lines += ["", _label(_SECTIONS, language).rstrip(), ""]
        lines += [f"- {each.heading or each.id}{_demand(each).in_language(language)}" for each in spec.sections]
    if spec.source is not None:
        lines += ["", f"{_label(_SOURCE, language)}{spec.source}"]
    return "\n".join(lines)


_FIELDS = Message("每一条的栏目", "Fields of each item")
_SECTIONS = Message("里面的各节", "Sections inside")


def _demand(spec: SectionSpec) -> Message:
    """Whether and how often it must be there, in brackets; empty for what must be there once."""
    said = [] if spec.required else [Message("可以没有", "may be left out")]
    least, most = spec.repeat
    if most is None:
        several = Message(f"{least} 个以上", f"{least} or more")
        said.append(several if least > 1 else Message("可以有几个", "any number"))
    elif most > 1:
        said.append(Message(f"{least} 到 {most} 个", f"{least} to {most}"))
    if not said:
        return Message("", "")
    return Message(f"（{'，'.join([each.zh for each in said])}）", f" ({', '.join([each.en for each in said])})")


def _joined(fields: Iterable[FieldSpec], language: str) -> str:
    optional = Message("（可以没有）", " (may be left out)").in_language(language)
    labels = [field.label if field.required else f"{field.label}{optional}" for field in fields]
    return "、".join(labels) if language == "zh" else ", ".join(labels)


def field_requirement(spec: SectionSpec, field: FieldSpec, language: str) -> str:
    """What is said about one of the fields that each item in the section of `spec` has, as Markdown."""
    inside = spec.heading or spec.id
    must = Message("必有", "required") if field.required else Message("可以没有", "may be left out")
    said = Message(f"“{inside}”每一条的栏目，{must.zh}。", f"A field of each item in “{inside}”: {must.en}.")
    others = [each for each in spec.fields if each != field]
    lines = [f"**{field.label}**", "", said.in_language(language)]
    if others:
        lines += ["", f"{_label(_OTHER_FIELDS, language)}{_joined(others, language)}"]
    return "\n".join(lines)


_OTHER_FIELDS = Message("其他栏目", "Other fields")
