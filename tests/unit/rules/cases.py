"""Packs with mistakes in them. The place of each mistake stands between ⟦ and ⟧, which are not part of the text."""

import re
from typing import NamedTuple

from duizhao.findings import Message
from duizhao.rules.complaints import LoadError
from duizhao.rules.model import BuiltIn

BUILT_INS = {
    "numbering/duplicate": BuiltIn(Message("序号重复", "Duplicate number")),
    "length/title": BuiltIn(Message("标题太长", "Long title"), {"most": 40, "count-marks": False, "unit": "字"}),
}


class Case(NamedTuple):
    """A pack and what is said about it, in the order of the marked places.

    `form` tells that the mistakes are mistakes of form, which a JSON Schema sees as well.
    """

    text: str
    said: tuple[str, ...]
    form: bool = True


class Place(NamedTuple):
    """Lines and columns count from 1, in code points; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


def place_of(error: LoadError) -> Place:
    return Place(error.line, error.column, error.end_line, error.end_column)


def unmarked(marked: str) -> tuple[str, list[Place]]:
    """The text without its marks, and the places between them."""
    places = []
    text = ""
    start = (0, 0)
    for piece in re.split("([⟦⟧])", marked):
        here = (text.count("\n") + 1, len(text.rpartition("\n")[2]) + 1)
        if piece == "⟦":
            start = here
        elif piece == "⟧":
            places.append(Place(*start, *here))
        else:
            text += piece
    return text, places


def pack(body: str) -> str:
    return f"pack: a\ntitle: 甲\n{body}\n"


def sections(body: str) -> str:
    return pack(f"outline:\n  sections:\n{body}")


def rule(body: str) -> str:
    """A pack with one sound phrase rule, some of whose lines are replaced or followed by those of `body`."""
    lines = {
        "check": "phrase",
        "severity": "warning",
        "message": "应为“{prefer}”",
        "why": "固定表述",
        "source": "某文件",
        "prefer": "增强“四个意识”",
        "instead_of": "[树立“四个意识”]",
        "examples": "[{bad: 树立“四个意识”。, good: 增强“四个意识”。}]",
    }
    for line in body.splitlines():
        name, _, value = line.partition(": ")
        lines[name] = value
    written = [f"    {name}: {value}" for name, value in lines.items() if value != "-"]
    return pack("\n".join(["rules:", "  phrases/a:", *written]))


CASES = {
    # The form of the whole
    "an unknown key, with a guess": Case(pack("⟦outlin⟧: {}"), ("不认识的键“outlin”，是不是“outline”",)),
    "an unknown key, without a guess": Case(pack("⟦作者⟧: 某人"), ("不认识的键“作者”；应为：pack、title、extends",)),
    "a missing key": Case("⟦pack⟧: a\n", ("缺少 title",)),
    "a misspelt key is not also a missing one": Case("pack: a\n⟦titel⟧: 甲\n", ("不认识的键“titel”，是不是“title”",)),
    "a list where keys belong": Case("⟦-⟧ pack: a\n- title: 甲\n", ("这里是列表；应为：键值（pack、title",)),
    "text where keys belong": Case("⟦pack：a⟧\n", ("这里是“pack：a”（全角冒号不算冒号）",)),
    "a language that is not there": Case("pack: a\ntitle: {zh: 甲, ⟦fr⟧: 乙}\n", ("不认识的键“fr”；应为：zh、en",)),
    "keys where text belongs": Case("pack: {⟦x⟧: a}\ntitle: 甲\n", ("这里是键值；应为：规则包名",)),
    "a list where text belongs": Case("pack: ⟦[⟧a]\ntitle: 甲\n", ("这里是列表",)),
    "no value": Case("pack: a\ntitle⟦⟧:\n", ("这里没有值；应为：文字",)),
    "empty text": Case('pack: a\ntitle: ⟦""⟧\n', ("文字是空的",)),
    "blank text": Case('pack: a\ntitle: ⟦"　 "⟧\n', ("文字是空的",)),
    "everything at once": Case(
        "pack: ⟦a b⟧\ntitle: 甲\n⟦numberings⟧: {}\noutline:\n  ordered: ⟦maybe⟧\n  sections:\n    - ⟦id⟧: x\n",
        ("“a b”不合要求", "不认识的键“numberings”", "“maybe”不是 true 或 false", "缺少 match"),
    ),
    # YAML's surprises
    "a number for text": Case(
        "pack: a\ntitle: ⟦2021⟧\n", ('不加引号的 2021 会被读成数；应为：文字；若就是这几个字，写成 "2021"',)
    ),
    "a YAML 1.1 number with a line": Case("pack: a\ntitle: ⟦1_000⟧\n", ("不加引号的 1_000 会被读成数",), form=False),
    "a YAML 1.1 sexagesimal": Case("pack: a\ntitle: ⟦1:30⟧\n", ("不加引号的 1:30 会被读成数",), form=False),
    "a YAML 1.1 boolean": Case("pack: a\ntitle: ⟦no⟧\n", ("不加引号的 no 会被读成真假值",), form=False),
    "a boolean for text": Case("pack: a\ntitle: ⟦true⟧\n", ("不加引号的 true 会被读成真假值",)),
    "null for text": Case("pack: a\ntitle: ⟦null⟧\n", ("不加引号的 null 会被读成空值",)),
    "a date for text": Case("pack: a\ntitle: ⟦2021-12-26⟧\n", ("不加引号的 2021-12-26 会被读成日期",), form=False),
    "YAML 1.2's own numbers": Case("pack: a\ntitle: ⟦0o17⟧\n", ("不加引号的 0o17 会被读成数",)),
    "a YAML 1.1 boolean for a flag": Case(pack("outline: {ordered: ⟦yes⟧}"), ("“yes”不是 true 或 false",)),
    "text for a flag": Case(pack('outline: {ordered: ⟦"true"⟧}'), ("“true”不是 true 或 false",)),
    "a sample that is a number": Case(
        pack("numbering: {levels: [一、, ⟦1.⟧]}"), ('不加引号的 1. 会被读成数；应为：加引号："1."',)
    ),
    "a key that is a number": Case(
        rule("check: substitution\nprefer: -\ninstead_of: -\nswap: {⟦12⟧: 十二}"),
        ("不加引号的 12 会被读成数",),
        form=False,
    ),
    "no is not off": Case(pack("rules: {numbering/duplicate: ⟦no⟧}"), ("没有“no”这个选择；应为：error、warning",)),
    "an octal number": Case(pack("rules: {length/title: {most: ⟦010⟧}}"), ("“010”不是这样的整数",), form=False),
    # Lists, choices, names
    "an empty list": Case(pack("applies: {title: ⟦[⟧]}"), ("列表是空的",)),
    "the same twice in a list": Case(pack("extends: [b, c, ⟦b⟧]"), ("“b”列了两次",)),
    "an unknown number system": Case(
        pack("numbering: {levels: [一、, ⟦（二）⟧]}"), ("没有“（二）”这个选择，是不是“（一）”",)
    ),
    "an unknown role": Case(
        sections("    - {id: x, match: 甲, role: ⟦problems⟧}"), ("没有“problems”这个选择，是不是“problem”",)
    ),
    "a name that leads out of the folder": Case(pack("extends: ⟦../b⟧"), ("“../b”不合要求；应为：规则包名",)),
    "a name that begins at the root": Case(pack("extends: ⟦/etc/b⟧"), ("“/etc/b”不合要求",)),
    "a name with a hidden folder": Case(pack("extends: ⟦b/.c⟧"), ("“b/.c”不合要求",)),
    "a name with a backslash": Case(pack(r"extends: ⟦b\c⟧"), (r"“b\c”不合要求",)),
    # ($ means the very end in JSON Schema's own dialect of patterns, but not in Python's.)
    "a name that ends with a line end": Case(pack(r'extends: ⟦"b\n"⟧'), ("不合要求",), form=False),
    "a section's name with a blank": Case(sections("    - {id: ⟦a b⟧, match: 甲}"), ("“a b”不合要求；应为：一个词",)),
    "no times": Case(
        sections("    - {id: x, match: 甲, repeat: ⟦0..2⟧}"), ("“0..2”不合要求；应为：true、false，或次数",)
    ),
    "times the wrong way round": Case(
        sections("    - {id: x, match: 甲, repeat: ⟦3..2⟧}"), ("上限小于下限",), form=False
    ),
    "a field that is neither required nor optional": Case(
        sections("    - {id: x, match: 甲, fields: {责任人: ⟦true⟧}}"),
        ("没有“true”这个选择；应为：required、optional",),
    ),
    "a field with its colon": Case(
        sections("    - {id: x, match: 甲, fields: {⟦责任人：⟧: required}}"), ("“责任人：”不合要求",)
    ),
    "a very long wording": Case(
        sections(f"    - {{id: x, match: ⟦{'长' * 501}⟧}}"), ("太长（501 个字符）；应为：至多 500",)
    ),
    # Sections that make no sense
    "two sections of one name": Case(
        sections("    - {id: x, match: 甲}\n    - {id: y, match: 乙, sections: [{id: ⟦x⟧, match: 丙}]}"),
        ("已有一节叫“x”",),
        form=False,
    ),
    "a wording that an earlier sister has": Case(
        sections("    - {id: x, match: [甲, 存在的问题]}\n    - {id: y, match: [乙, ⟦在存在的 问题方面。⟧]}"),
        ("永远轮不到：“在存在的 问题方面。”已归前面的“x”",),
        form=False,
    ),
    "a pattern that an earlier sister has": Case(
        sections("    - {id: x, match: [甲, /乙$/]}\n    - {id: y, match: [丙, ⟦/乙$/⟧]}"),
        ("已归前面的“x”",),
        form=False,
    ),
    "a glob after one that takes everything": Case(
        sections('    - {id: x, title: 甲, match: "*"}\n    - {id: y, match: [乙, ⟦"*丙"⟧]}'),
        ("已归前面的“x”",),
        form=False,
    ),
    "no heading to offer": Case(
        sections('    - {id: x, match: ⟦"*甲*"⟧}'), ("补全时不知用什么标题；应为：再写 title",), form=False
    ),
    "a heading that is not its own": Case(
        sections("    - {id: x, title: ⟦乙⟧, match: 甲}"), ("match 不认“乙”这个标题",), form=False
    ),
    # Settings
    "an unknown option": Case(
        pack("rules: {length/title: {⟦max⟧: 3}}"), ("不认识的键“max”；应为：severity、most、count-marks、unit",)
    ),
    "an option of another type": Case(
        pack("rules: {length/title: {most: ⟦many⟧}}"), ("“many”不是这样的整数；应为：整数，至少 0",)
    ),
    "a built-in rule defined again": Case(
        pack("rules:\n  numbering/duplicate:\n    ⟦check⟧: phrase"), ("不认识的键“check”；应为：severity",)
    ),
    "a code without a group": Case(pack("rules: {⟦duplicate⟧: off}"), ("“duplicate”不合要求；应为：规则代码",)),
    # Rules of one's own
    "an unknown kind": Case(rule("check: ⟦phrases⟧"), ("没有“phrases”这个选择，是不是“phrase”",)),
    "a misspelt kind": Case(
        pack("rules:\n  phrases/a:\n    ⟦chek⟧: phrase\n    severity: error"), ("不认识的键“chek”，是不是“check”",)
    ),
    "no examples": Case(
        pack(
            "rules:\n  phrases/a:\n    ⟦check⟧: phrase\n    severity: error\n    message: 甲\n    why: 甲\n"
            "    source: 甲\n    prefer: 甲\n    instead_of: 乙"
        ),
        ("缺少 examples",),
    ),
    "no good example": Case(rule("examples: ⟦[⟧{bad: 树立“四个意识”。}]"), ("没有正例（good）",), form=False),
    "no bad example": Case(rule("examples: ⟦[⟧{good: 增强“四个意识”。}]"), ("没有错例（bad）",), form=False),
    "a bad example that is not marked": Case(
        rule("examples: [{bad: ⟦坚定“四个意识”⟧, good: 增强“四个意识”}]"), ("这条规则没有指出这个错例",), form=False
    ),
    "a good example that is marked": Case(
        rule("examples: [{bad: 树立“四个意识”, good: ⟦再树立“四个意识”⟧}]"),
        ("这条规则指出了正例里的“树立“四个意识””",),
        form=False,
    ),
    "an offer that is marked": Case(
        rule("offer: [增强“四个意识”, ⟦牢固树立“四个意识”⟧]"),
        ("这条规则指出了它要补全的“树立“四个意识””",),
        form=False,
    ),
    "a fix that ends nothing": Case(
        rule(
            "fix: true\nprefer: 树立“四个意识”的意识\ninstead_of: '/树立“四个意识”(?!的意识。)/'\nexamples: "
            "[{bad: ⟦树立“四个意识”⟧, good: 树立“四个意识”的意识。}]"
        ),
        ("自动改正后这条规则仍有话说",),
        form=False,
    ),
    "loud without a checked source": Case(
        rule("verified: false\nseverity: ⟦warning⟧"),
        ("依据未核实的规则不能这么响；应为：information 或 hint",),
        form=False,
    ),
    "dates the wrong way round": Case(rule("since: 2023\nuntil: ⟦2022-12-25⟧"), ("until 早于 since",), form=False),
    "a day that is not in the calendar": Case(rule("since: ⟦2023-02-30⟧"), ("“2023-02-30”不是年份或日期",), form=False),
    "a year in quotes": Case(rule('since: ⟦"2023"⟧'), ("“2023”不是年份或日期；应为：年份如 2022，或日期",)),
    "right and wrong the same": Case(rule("instead_of: [树立“四个意识”, ⟦增强“四个意识”⟧]"), ("正误相同",), form=False),
    "a name that means nothing in a message": Case(
        rule("message: ⟦应为 {right}⟧"), ("提示里不能用 {right}；应为：{found}、{prefer}",), form=False
    ),
    "a fix for what should simply not be there": Case(
        rule(
            "check: existence\nprefer: -\ninstead_of: -\nmessage: 不要\ntokens: 待补充\nfix: ⟦true⟧\n"
            "examples: [{bad: 待补充, good: 已补充}]"
        ),
        ("existence 规则没有可改成的文字",),
        form=False,
    ),
    "an unsafe pattern, at the place in it": Case(
        rule("instead_of: [/(立+)⟦+⟧四个意识/]"), ("这个正则不能用：重复的内容本身有多种匹配方式",), form=False
    ),
    "a pattern without its end": Case(rule("instead_of: [⟦/树立⟧]"), ("以 / 开头的是正则，末尾也要有 /",), form=False),
    "a group that is not there": Case(
        rule("check: substitution\nprefer: -\ninstead_of: -\nswap: {/树立/: ⟦增强\\1⟧}"),
        ("改成的文字里有 \\1，正则里没有第 1 个括号",),
        form=False,
    ),
    # What answers what
    "an upper bound of needs below the lower": Case(
        pack('pairing: [{each: problem, needs: {measure: ⟦"3..2"⟧}}]'), ("上限小于下限",), form=False
    ),
    "needs that are no range": Case(
        pack('pairing: [{each: problem, needs: {measure: ⟦"2"⟧}}]'), ("“2”不合要求；应为：条数，如 1.. 或 0..2",)
    ),
    "needs of an unknown role": Case(
        pack('pairing: [{each: problem, needs: {⟦measures⟧: "1.."}}]'), ("“measures”不合要求；应为：cause、measure",)
    ),
    "what an unknown role answers": Case(
        pack("pairing: [{each: ⟦problems⟧, answers: problem}]"), ("没有“problems”这个选择，是不是“problem”",)
    ),
    "neither needs nor answers": Case(
        pack("pairing: [{⟦each⟧: problem}]"), ("没有说“problem”要有什么；应为：needs 或 answers",), form=False
    ),
    "a role that answers itself": Case(
        pack("pairing: [{each: ⟦measure⟧, answers: measure}]"), ("“measure”不能对应自己",), form=False
    ),
    "a role that needs itself": Case(
        pack('pairing: [{each: ⟦cause⟧, needs: {cause: "1.."}}]'), ("“cause”不能对应自己",), form=False
    ),
    "one role said twice": Case(
        pack("pairing: [{each: measure, answers: problem}, {each: ⟦measure⟧, answers: cause}]"),
        ("“measure”前面已经说过",),
        form=False,
    ),
    "loudness in the wrong place": Case(
        pack("pairing: [{each: measure, answers: problem, ⟦severity⟧: hint}]"),
        ("这里不写“severity”；应为：写在 rules 下，如 pairing/uncovered: information",),
    ),
}
