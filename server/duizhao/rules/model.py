"""What a pack is. The fields that carry `key(...)` are the keys of its file.

Loader, JSON Schema and pages read them from here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, TypeAlias, get_args

from duizhao.findings import Message, Severity
from duizhao.rules.complaints import Origin, Refusal
from duizhao.rules.matchers import Matcher, Title, Wording, matcher
from duizhao.rules.shape import (
    Choice,
    Day,
    Either,
    Flag,
    Key,
    Many,
    Nested,
    Record,
    Shape,
    Short,
    Table,
    Tagged,
    Text,
    Whole,
    key,
    record,
)
from duizhao.rules.tokens import Swap, Token, token

Role: TypeAlias = Literal["problem", "cause", "measure", "follow-up"]
Off: TypeAlias = Literal["off"]

NUMBER_SAMPLES = (
    *("第一部分", "第一章", "第一节", "一、", "第一条", "（一）", "I.", "1.1", "1.", "1、", "（1）", "1）", "①", "a."),
    "(a)",
)
"""Number systems, each named by its first number."""

RUN_SAMPLES = ("一是", "一要", "第一", "其一", "首先")
"""Kinds of run members, each named by its first."""


def _both(text: str) -> Message:
    return Message(text, text)


def _message(zh: str, en: str | None = None) -> Message:
    return Message(zh, en or zh)


PROSE = Text(Message("文字", "text"), longest=2000, prose=True)
MESSAGE = Either(
    scalar=PROSE._replace(take=_both),
    mapping=Record(
        "Message",
        _message,
        {
            "zh": Key("zh", "zh", PROSE, Message("中文", "Chinese"), True),
            "en": Key("en", "en", PROSE, Message("英文；不写则用中文", "English; the Chinese text if left out"), False),
        },
    ),
)
MATCHER = Text(
    Message("标题文字、带 * 的标题，或 /正则/", "the words of a title, a title with *, or /regex/"), take=matcher
)
MATCHERS = Many(MATCHER, least=1, lone=True, unique=True)
TOKEN = Text(Message("文字或 /正则/", "words or /regex/"), take=token)
TOKENS = Many(TOKEN, least=1, lone=True, unique=True)
PACK_ID = Text(
    Message("规则包名，如 minzhu/2021-geren", "the name of a pack, such as minzhu/2021-geren"),
    r'^[^\s./\\:*?"<>|][^\s/\\:*?"<>|]*(/[^\s./\\:*?"<>|][^\s/\\:*?"<>|]*)*$',
    longest=200,
)
CODE = Text(
    Message("规则代码，如 phrases/four-consciousnesses", "the code of a rule, such as phrases/four-consciousnesses"),
    r"^[^\s/,，'\"<>]+/[^\s/,，'\"<>]+$",
    longest=100,
)
SECTION_ID = Text(Message("一个词", "one word"), r"^[^\s/]+$", longest=100)
SEVERITY = Choice(Severity.words())
SEVERITY_OR_OFF = Choice({**Severity.words(), "off": "off"})
AT_MOST_INFORMATION = Message("information 或 hint", "information or hint")


@dataclass(frozen=True, slots=True, kw_only=True)
class Applies:
    """What a draft looks like that a pack is for: its title is one of these, or it has all of these headings."""

    title: tuple[Matcher, ...] = field(
        default=(), metadata=key(MATCHERS, "文件标题像其中之一", "the report's title is like one of these")
    )
    headings: tuple[Matcher, ...] = field(
        default=(), metadata=key(MATCHERS, "这些标题都有", "the report has all of these headings")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleSpec:
    """What the report's title must be."""

    match: tuple[Matcher, ...] = field(metadata=key(MATCHERS, "标题像其中之一", "the title is like one of these"))
    required: bool = field(default=True, metadata=key(Flag(), "必须有标题", "there must be a title"))
    max_length: int | None = field(
        default=None,
        metadata=key(Whole(1), "标题至多多少字", "the most characters a title may have"),
    )


class Repeat(NamedTuple):
    """How often something may stand, where it stands at all; `most` is None for any number of times."""

    least: int
    most: int | None


ONCE = Repeat(1, 1)


def _repeat(text: str) -> Repeat:
    least, _, most = text.partition("..")
    repeat = Repeat(int(least), int(most) if most else None)
    if repeat.most is not None and repeat.most < repeat.least:
        raise Refusal(Message("上限小于下限", "the upper bound is below the lower one"))
    return repeat


REPEAT_RANGE = Text(
    Message("次数，如 1..3 或 2..", "a number of times, such as 1..3 or 2.."),
    r"^[1-9][0-9]{0,2}\.\.([1-9][0-9]{0,2})?$",
    take=_repeat,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """A labelled field (整改问题：…) of an item.

    Every item must have a required one; an optional one is missed only where its sisters have it.
    """

    label: str
    required: bool


FIELDS = Table(
    key=Text(Message("栏目名，如 整改问题", "a label, such as 整改问题"), r"^[^\s：:]+$", longest=50),
    into="label",
    value=Short(Choice({"required": True, "optional": False}), "required", FieldSpec),
    named={},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionSpec:
    """One section that a report of this kind has, or may have."""

    id: str = field(metadata=key(SECTION_ID, "本节的名字，全包唯一", "the section's name, unique in its pack"))
    match: tuple[Matcher, ...] = field(
        metadata=key(MATCHERS, "标题的写法，任一即可", "how its heading is written, any of these")
    )
    title: str | None = field(
        default=None,
        metadata=key(
            Text(Message("标题文字", "the words of a title"), longest=200, prose=True),
            "补全和模板里用的标题；不写则用 match 里第一个固定写法",
            "the heading that completion and skeletons offer; the first plain wording of `match` if left out",
        ),
    )
    required: bool = field(default=True, metadata=key(Flag(), "必须有", "it must be there"))
    repeat: Repeat = field(
        default=ONCE,
        metadata=key(
            Flag(yes=Repeat(1, None), no=ONCE, otherwise=REPEAT_RANGE),
            "可以有几次：true 为不限，或 1..3、2..",
            "how often it may stand: true for any number of times, or 1..3, 2..",
        ),
    )
    ordered: bool = field(
        default=True,
        metadata=key(Flag(), "里面各节按列出的顺序", "the sections inside come in the order in which they are listed"),
    )
    open: bool = field(
        default=True, metadata=key(Flag(), "里面可以有未列出的节", "sections that are not listed may stand inside")
    )
    role: Role | None = field(
        default=None,
        metadata=key(
            Choice({role: role for role in get_args(Role)}),
            "这一节写什么：problem 问题，cause 原因，measure 措施，follow-up 上次整改落实",
            "what it holds: problems, causes, measures, or the follow-up of last time's",
        ),
    )
    fields: tuple[FieldSpec, ...] = field(
        default=(),
        metadata=key(
            FIELDS,
            "其下每一条的栏目，如 整改问题: required；optional 的只在同级各条都有时才要求",
            "the labelled fields of each item inside, such as 整改问题: required; an optional one is missed only "
            "where its sisters have it",
        ),
    )
    sections: tuple["SectionSpec", ...] = field(
        default=(),
        metadata=key(Many(Nested(lambda: record(SectionSpec))), "里面的各节", "the sections inside"),
    )
    hint: Message | None = field(
        default=None, metadata=key(MESSAGE, "写这一节的提示", "guidance for writing this section")
    )
    source: str | None = field(default=None, metadata=key(PROSE, "依据", "where this is laid down"))
    origin: Origin | None = field(default=None, repr=False, compare=False)

    @property
    def heading(self) -> str | None:
        """The words to offer as its heading."""
        return self.title or next((each.text for each in self.match if isinstance(each, Wording)), None)

    def takes(self, title: Title) -> bool:
        """Whether a heading with this title is meant."""
        return any(each.takes(title) for each in self.match)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The sections of a report, from the top."""

    title: TitleSpec | None = field(
        default=None, metadata=key(Nested(lambda: record(TitleSpec)), "文件标题", "the report's title")
    )
    sections: tuple[SectionSpec, ...] = field(
        default=(), metadata=key(Many(Nested(lambda: record(SectionSpec))), "各节", "the sections")
    )
    ordered: bool = field(
        default=True,
        metadata=key(Flag(), "各节按列出的顺序", "the sections come in the order in which they are listed"),
    )
    open: bool = field(default=True, metadata=key(Flag(), "可以有未列出的节", "sections that are not listed may stand"))


NEED_RANGE = Text(
    Message("条数，如 1.. 或 0..2", "a number of items, such as 1.. or 0..2"),
    r"^[0-9]{1,3}\.\.([1-9][0-9]{0,2})?$",
    take=_repeat,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedSpec:
    """How many causes, measures or follow-ups each problem has."""

    role: Role
    repeat: Repeat


_ROLE = Choice({role: role for role in get_args(Role)})
NEEDS = Table(
    key=Text(
        Message("cause、measure 或 follow-up", "cause, measure or follow-up"),
        r"^(?:cause|measure|follow-up)$",
        longest=20,
    ),
    into="role",
    value=Short(NEED_RANGE, "repeat", NeedSpec),
    named={},
    least=1,
)


_LOUDNESS = {
    "severity": Message(
        "写在 rules 下，如 pairing/uncovered: information", "it under `rules`, as in pairing/uncovered: information"
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingSpec:
    """What the items of one role need, or answer."""

    each: Role = field(metadata=key(_ROLE, "哪一类的每一条", "the role whose items this is about"))
    needs: tuple[NeedSpec, ...] = field(
        default=(),
        metadata=key(
            NEEDS,
            '每个问题要有几条原因、措施，如 measure: "1.."',
            'how many causes and measures each problem has, such as measure: "1.."',
        ),
    )
    answers: Role | None = field(
        default=None, metadata=key(_ROLE, "每一条应对应哪一类", "the role whose items each of these answers")
    )
    at: Literal["auto", "aspect", "leaf"] = field(
        default="auto",
        metadata=key(
            Choice({each: each for each in ("auto", "aspect", "leaf")}),
            "在哪一级对应：aspect 各方面，leaf 最下一级，auto 看文章自己用哪一级",
            "the level that is paired: aspects, what is listed last, or what the text itself uses",
        ),
    )
    explicit: bool = field(
        default=False,
        metadata=key(
            Flag(),
            "对应关系要写明（栏目、表格、编号、引用）；没有写明的就是没有",
            "what answers what is written down (fields, tables, ids, references); what is not, is missing",
        ),
    )
    origin: Origin | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """How headings and runs are numbered."""

    levels: tuple[str, ...] = field(
        default=(),
        metadata=key(
            Many(Choice({each: each for each in NUMBER_SAMPLES}), unique=True),
            "各级标题的序号，从上到下，各以其第一个序号表示",
            "the numbers of the headings' levels, from the top, each shown by its first",
        ),
    )
    runs: tuple[str, ...] = field(
        default=(),
        metadata=key(
            Many(Choice({each: each for each in RUN_SAMPLES}), unique=True),
            "段内列举的序词，各以其第一个表示",
            "the words that number a list inside a paragraph, each shown by its first",
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSetting:
    """How loud a rule is, and how a checker is set. What is None or not in `options` is not said here."""

    code: str
    severity: Severity | Off | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    origin: Origin | None = field(default=None, repr=False, compare=False)


class Example(NamedTuple):
    """A text that a rule must mark, and one that it must leave alone."""

    bad: str | None = None
    good: str | None = None


_SAMPLE = Text(Message("例句", "a sample text"), longest=2000)
EXAMPLES = Many(
    Record(
        "Example",
        Example,
        {
            "bad": Key(
                "bad", "bad", _SAMPLE, Message("这条规则必须指出的写法", "a text that the rule must mark"), False
            ),
            "good": Key(
                "good", "good", _SAMPLE, Message("这条规则不许指出的写法", "a text that it must not mark"), False
            ),
        },
    ),
    least=1,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternRule:
    """A rule about wording. Its kinds differ in how they say what is wrong: `swaps` says it for all of them."""

    code: str
    severity: Severity = field(metadata=key(SEVERITY, "严重程度", "how loud it is"))
    message: Message = field(
        metadata=key(
            MESSAGE,
            "提示，可含 {found}（找到的文字）和 {prefer}（应写的文字）",
            "what it says; {found} stands for the text found, {prefer} for what should stand there",
        )
    )
    why: Message = field(metadata=key(MESSAGE, "为什么", "why"))
    source: str = field(metadata=key(PROSE, "依据", "where this is laid down"))
    examples: tuple[Example, ...] = field(
        metadata=key(EXAMPLES, "例句，载入时逐一验证", "sample texts, each tried when the pack is loaded")
    )
    verified: bool = field(
        default=True,
        metadata=key(
            Flag(),
            "依据已核实；未核实的规则至多是 information",
            "the source has been checked; a rule without that is information at most",
        ),
    )
    exceptions: tuple[Token, ...] = field(
        default=(),
        metadata=key(TOKENS, "在这些文字里面的不算", "what is found inside any of these texts is right", name="except"),
    )
    offer: tuple[str, ...] = field(
        default=(),
        metadata=key(
            Many(Text(Message("文字", "text")), lone=True, unique=True),
            "补全时给出的固定表述",
            "the set phrases that completion offers",
        ),
    )
    since: date | None = field(
        default=None, metadata=key(Day(last=False), "从哪一年或哪一天起", "the first year or day it holds for")
    )
    until: date | None = field(
        default=None, metadata=key(Day(last=True), "到哪一年或哪一天止", "the last year or day it holds for")
    )
    tags: tuple[Literal["unnecessary", "deprecated"], ...] = field(
        default=(),
        metadata=key(
            Many(Choice({"unnecessary": "unnecessary", "deprecated": "deprecated"}), unique=True),
            "编辑器里怎样显示：unnecessary 变淡，deprecated 加删除线",
            "how editors show it: unnecessary is faded, deprecated is struck out",
        ),
    )
    fix: bool = field(
        default=False,
        metadata=key(Flag(), "可以自动改正", "the right form may be put in its place without asking"),
    )
    origin: Origin | None = field(default=None, repr=False, compare=False)
    swaps: tuple[Swap, ...] = field(init=False, repr=False, compare=False)
    """What it looks for, and what should stand there, if that is known."""

    @property
    def offered(self) -> tuple[str, ...]:
        """The set phrases that completion offers."""
        return self.offer

    def holds_in(self, year: int | None) -> bool:
        """Whether it holds for the whole of a report's year. A rule with dates never holds for an unknown year."""
        if self.since is None and self.until is None:
            return True
        if year is None:
            return False
        begun = self.since is None or self.since <= date(year, 1, 1)
        return begun and (self.until is None or date(year, 12, 31) <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseRule(PatternRule):
    """A set phrase, and forms of it that are wrong."""

    prefer: str = field(metadata=key(Text(Message("文字", "text")), "固定表述", "the set phrase"))
    instead_of: tuple[Token, ...] = field(metadata=key(TOKENS, "错误的写法", "forms of it that are wrong"))

    def __post_init__(self) -> None:
        object.__setattr__(self, "swaps", tuple(Swap(wrong, self.prefer) for wrong in self.instead_of))

    @property
    def offered(self) -> tuple[str, ...]:
        """What it prefers, and what else is to be offered."""
        return self.prefer, *self.offer


_SWAPS = Table(
    key=TOKEN,
    into="wrong",
    value=Short(Text(Message("改成的文字，可用 \\1", "the text to put there, with \\1")), "right", Swap),
    named={},
    least=1,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstitutionRule(PatternRule):
    """Wrong forms, each with its own right one."""

    swap: tuple[Swap, ...] = field(
        metadata=key(_SWAPS, "错误写法: 正确写法", "each wrong form with what should stand there")
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "swaps", self.swap)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExistenceRule(PatternRule):
    """Texts that should not be there at all."""

    tokens: tuple[Token, ...] = field(metadata=key(TOKENS, "不该有的文字", "texts that should not be there"))

    def __post_init__(self) -> None:
        object.__setattr__(self, "swaps", tuple(Swap(wrong, None) for wrong in self.tokens))


PATTERN_RULES: Mapping[str, Callable[[], Record]] = {
    "phrase": lambda: record(PhraseRule),
    "substitution": lambda: record(SubstitutionRule),
    "existence": lambda: record(ExistenceRule),
}
"""The kinds of pattern rules, by what a pack writes under `check`."""

Rule: TypeAlias = RuleSetting | PatternRule


@dataclass(frozen=True, slots=True)
class PackRef:
    """The name of a pack, and where it was written."""

    name: str
    origin: Origin | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """One pack, as its file says it; what it extends is not in it."""

    id: str = field(
        metadata=key(PACK_ID, "包名，与文件位置一致", "the pack's name, as its place in the folder", name="pack")
    )
    title: Message = field(metadata=key(MESSAGE, "这类文件叫什么", "what this kind of report is called"))
    extends: tuple[PackRef, ...] = field(
        default=(),
        metadata=key(
            Many(Short(PACK_ID, "name", PackRef, placed=True), lone=True, unique=True),
            "以哪些包为基础，后面的优先",
            "the packs this one builds on; a later one comes before an earlier one",
        ),
    )
    applies: Applies | None = field(
        default=None,
        metadata=key(
            Nested(lambda: record(Applies)), "怎样的文件用这个包", "what a draft looks like that this pack is for"
        ),
    )
    outline: Outline | None = field(
        default=None, metadata=key(Nested(lambda: record(Outline)), "文件的结构", "the sections of the report")
    )
    numbering: Numbering | None = field(
        default=None, metadata=key(Nested(lambda: record(Numbering)), "序号", "how headings are numbered")
    )
    pairing: tuple[PairingSpec, ...] = field(
        default=(),
        metadata=key(
            Many(Nested(lambda: record(PairingSpec)._replace(elsewhere=_LOUDNESS))),
            "问题、原因、措施怎样对应；同一类的写法代替基础包里的",
            "what answers what; what is said of a role takes the place of what the packs below say of it",
        ),
    )
    rules: tuple[Rule, ...] = ()
    source_path: str = ""


class BuiltIn(NamedTuple):
    """A rule that is code: what it is called, and its options with their defaults, which also say their types."""

    title: Message
    options: Mapping[str, bool | int | str] = MappingProxyType({})


BuiltIns: TypeAlias = Mapping[str, BuiltIn]
"""The rules that are built in, by code."""

_RULES_ABOUT = Message(
    "规则：内置规则写严重程度和选项；自定的规则写 check",
    "rules: how loud a built-in one is and how it is set; a rule of one's own says what to `check`",
)


def pack_record(built_ins: BuiltIns) -> Record:
    """What a pack's file may hold, where these rules are built in."""
    own = Either(
        scalar=_SHORT,
        mapping=Tagged(
            "check",
            Message("怎样检查", "how it looks"),
            {name: Nested(of) for name, of in PATTERN_RULES.items()},
            otherwise=_setting_record(None),
        ),
    )
    return with_rules(record(Pack), Table(CODE, "code", own, _built_in(built_ins)), _RULES_ABOUT)


def settings_table(built_ins: BuiltIns) -> Table:
    """How rules are set outside packs: by severity and options, with no rules of one's own."""
    other = Either(scalar=_SHORT, mapping=_setting_record(None))
    return Table(CODE, "code", other, _built_in(built_ins))


def with_rules(of: Record, rules: Table, about: Message) -> Record:
    """The record with one more key, `rules`."""
    return of._replace(keys={**of.keys, "rules": Key("rules", "rules", rules, about, False, ())})


def _built_in(built_ins: BuiltIns) -> dict[str, Key]:
    return {
        code: Key(code, code, Either(scalar=_SHORT, mapping=_setting_record(of)), of.title, False)
        for code, of in sorted(built_ins.items())
    }


def _setting(
    code: str, severity: Severity | Off | None = None, origin: Origin | None = None, **options: bool | int | str
) -> RuleSetting:
    return RuleSetting(code=code, severity=severity, options=MappingProxyType(options), origin=origin)


_SHORT = Short(SEVERITY_OR_OFF, "severity", _setting, placed=True)
_SEVERITY_KEY = Key("severity", "severity", SEVERITY_OR_OFF, Message("严重程度，off 为关闭", "how loud it is"), False)


def _setting_record(of: BuiltIn | None) -> Record:
    keys = {"severity": _SEVERITY_KEY}
    for name, default in of.options.items() if of else ():
        about = Message(f"选项，默认 {default}", f"an option, {default} by default")
        keys[name] = Key(name, name, _OPTIONS[type(default)], about, False, default)
    return Record("RuleSetting", _setting, keys, placed=True)


_OPTIONS: Mapping[type, Shape] = {bool: Flag(), int: Whole(), str: Text(Message("文字", "text"))}
