"""The ways in which authors write down what answers what, each as a function that writes a plan out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from .pages import Key, Page, Report, han
from .plans import Answer, AnswerRole, Issue, Look, Plan, Writer
from .vocabulary import Vocabulary

_LABELS = {
    "zh": {
        "problem": ("问题", "存在问题", "问题表现", "隐患描述", "具体问题"),
        "cause": ("原因", "产生原因", "原因分析", "主要原因"),
        "measure": ("整改措施", "改进措施", "措施", "治理措施"),
        "result": ("整改结果", "整改落实情况", "完成情况", "复查结果"),
        "owner": ("责任人", "责任单位", "责任部门", "牵头单位"),
        "due": ("完成时限", "整改时限", "完成时间", "整改期限"),
        "past": ("整改问题", "查摆问题", "上年度问题"),
        "number": ("序号", "编号"),
        "answers": ("对应问题", "针对问题"),
    },
    "en": {
        "problem": ("Problem", "Finding", "Issue"),
        "cause": ("Cause", "Root cause"),
        "measure": ("Action", "Corrective action", "Measure"),
        "result": ("Result", "Outcome", "Follow-up"),
        "owner": ("Owner", "Responsible"),
        "due": ("Due", "Deadline", "Due date"),
        "past": ("Problem", "Issue"),
        "number": ("No.", "#"),
        "answers": ("Problem no.", "For"),
    },
}
_DOMAINS = (("党建工作", "业务工作"), ("预算管理", "项目建设"), ("生产现场", "仓储运输"), ("平台运行", "对外服务"))


@dataclass(frozen=True, slots=True)
class Convention:
    """One way of writing. `tier` is that of its evidence (1 and below: explicit), `evidence` its names.

    `calm`: what is missing shows in nothing but the number of items, which is said once, as information.
    `own`: causes and measures stand in their problem's own text.
    """

    name: str
    tier: Literal[0, 1, 2]
    evidence: frozenset[str]
    write: Callable[["_Form"], None]
    styles: Mapping[str, tuple[str, ...]]
    fewest: int = 3
    calm: bool = False
    own: bool = False
    forms: int = 1
    refers: str = ""
    roles: tuple[tuple[AnswerRole, ...], ...] = (("measure",), ("cause", "measure"))

    def languages(self) -> tuple[str, ...]:
        return tuple(self.styles)


def planned(convention: Convention, vocabulary: Vocabulary, rng: Random, size: int | None = None) -> Plan:
    """A report without any fault, of `size` problems."""
    if convention.name == "runs":
        plain = tuple(each for each in vocabulary.evidence if "一是" not in each)
        vocabulary = replace(vocabulary, evidence=plain)
    writer = Writer(vocabulary, rng)
    issues = tuple(writer.issue(number) for number in range(1, (size or rng.randint(convention.fewest, 7)) + 1))
    answers: list[Answer] = []
    for role in rng.choice(convention.roles):
        answers += _answers(convention, writer, role, issues, rng)
    past_count = rng.randint(2, 4) if convention.name == "last year" else 0
    past = tuple(writer.issue(number) for number in range(1, past_count + 1))
    look = _look(convention, vocabulary, writer, rng)
    explicit = convention.tier < 2 and not past and rng.random() < 0.3
    return Plan(vocabulary, convention.name, look, issues, tuple(answers), past, explicit)


def _answers(
    convention: Convention, writer: Writer, role: AnswerRole, issues: Sequence[Issue], rng: Random
) -> list[Answer]:
    crossing = convention.name == "lists in another order"
    found = [writer.answer(role, [issue], "same words" if crossing else writer.likeness()) for issue in issues]
    many = convention.own or bool(convention.refers)
    if many and rng.random() < 0.4:
        issue = rng.choice(issues)
        at = next(place for place, answer in enumerate(found) if issue.uid in answer.answers)
        found.insert(at + 1, writer.answer(role, [issue], writer.likeness()))
    if convention.refers and len(issues) > 3 and rng.random() < 0.3:
        one, two = sorted(rng.sample(range(len(issues)), 2))
        pair = {issues[one].uid, issues[two].uid}
        found = [answer for answer in found if not pair & set(answer.answers)]
        found.insert(one, writer.answer(role, [issues[one], issues[two]], "same words"))
    if crossing and role == "measure":
        found = _deranged(found, rng)
    elif (convention.refers and rng.random() < 0.4) or (convention.name == "aspects" and rng.random() < 0.2):
        rng.shuffle(found)
    return [_referring(convention, answer, issues, writer.vocabulary.language, rng) for answer in found]


def _deranged(answers: Sequence[Answer], rng: Random) -> list[Answer]:
    found = list(answers)
    while any(one is other for one, other in zip(found, answers, strict=True)):
        rng.shuffle(found)
    return found


def _referring(convention: Convention, answer: Answer, issues: Sequence[Issue], language: str, rng: Random) -> Answer:
    """`answer`, naming its problems as the convention does."""
    about = [(number, issue) for number, issue in enumerate(issues, 1) if issue.uid in answer.answers]
    numbers = [number for number, _ in about]
    match convention.refers:
        case "ids":
            return replace(answer, tags=tuple([issue.id for _, issue in about]))
        case "names":
            listed = "、".join(issue.id.upper() for _, issue in about)
            return replace(answer, said=rng.choice((f"针对{listed}，", f"针对问题{listed}，", f"对应{listed}：")))
        case "ordinals" if language == "en":
            listed = " and ".join(map(str, numbers))
            noun = rng.choice(("problem", "finding")) + ("s" if len(about) > 1 else "")
            said = rng.choice(
                (f"For {noun} {listed}: ", f"This answers {noun} {listed}. ", f"Addresses {noun} {listed}. ")
            )
            return replace(answer, said=said, mention=", ".join(map(str, numbers)))
        case "ordinals":
            marked = "、".join(f"（{han(number)}）" for number in numbers)
            counted = "、".join(map(han, numbers))
            said = rng.choice(
                (
                    f"针对问题{marked}，",
                    f"针对第{counted}个问题，",
                    f"针对问题{counted}，",
                    f"针对查摆的问题{marked}，",
                    f"对于第{counted}个问题，",
                    f"针对上述第{counted}个问题：",
                )
            )
            return replace(answer, said=said, mention="、".join(map(str, numbers)))
        case "quotes":
            said = "".join(f"“{issue.name}”" for _, issue in about)
            if len(about) > 1:
                said = "，".join(f"针对“{issue.name}”的问题" for _, issue in about) + "，"
                return replace(answer, said=said)
            if rng.random() < 0.3:
                return replace(answer, said=f"针对{said}{rng.choice(('的问题', '问题', '这一问题', '等问题'))}，")
            return replace(answer, title=f"关于{said}{rng.choice(('问题的整改', '的问题', '问题'))}")
    if convention.name == "aspects":
        return replace(answer, mention="、".join(issue.subject.name for _, issue in about))
    return answer


def _look(convention: Convention, vocabulary: Vocabulary, writer: Writer, rng: Random) -> Look:
    subject, language = rng.choice(vocabulary.subjects), vocabulary.language
    headings = {role: rng.choice(titles) for role, titles in vocabulary.headings.items()}
    if convention.name == "several sections":
        one, two = rng.choice(_DOMAINS)
        headings |= {"domain 1": one, "domain 2": two}
    return Look(
        "markdown" if language == "en" else rng.choice(("plain", "markdown")),
        rng.choice(convention.styles[language]),
        rng.randrange(convention.forms),
        vocabulary.fill(rng.choice(vocabulary.report_titles), rng, subject),
        vocabulary.fill(rng.choice(vocabulary.openings), rng, subject),
        headings,
        {role: rng.choice(vocabulary.intros) for role in ("problem", "cause", "measure")},
        {field: rng.choice(names) for field, names in _LABELS[language].items()},
        "\r\n" if rng.random() < 0.15 else "\n",
        rng.choice(vocabulary.closings) if vocabulary.closings else "",
        shuffled=rng.random() < 0.5,
    )


def written(plan: Plan) -> Report:
    """A plan as a report."""
    form = _Form(plan)
    form.begin()
    BY_NAME[plan.convention].write(form)
    form.finish()
    return form.page.report()


class _Form:
    """Writes the parts of one report in its look."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.look = plan.look
        self.page = Page(plan.look.newline)
        self._sections = 0

    def begin(self) -> None:
        if self.plan.explicit:
            self.page.write("---\nreport: evaluation/explicit\n---\n\n")
        self.page.write(f"# {self.look.title}\n\n" if self.look.markup == "markdown" else f"{self.look.title}\n\n")
        self.paragraph(self.look.opening)

    def finish(self) -> None:
        self.paragraph(self.look.closing)

    def paragraph(self, text: str) -> None:
        if text:
            self.page.write(text + "\n\n")

    def section(self, title: str, key: Key | None = None) -> None:
        """The heading of a main section."""
        self._sections += 1
        number = f"{han(self._sections)}、" if self.plan.chinese else ""
        self.page.write("## " if self.look.markup == "markdown" else "")
        self.page.write(number)
        if key is None:
            self.page.write(title)
        else:
            with self.page.extent(key):
                self.page.name(key, title)
        self.page.write("\n\n")

    def role_section(self, role: str, number: int = 0) -> None:
        self.section(self.look.headings[role], (f"heading of {role}", number))
        self.paragraph(self.look.intros.get(role, ""))

    def heading(self, key: Key, ordinal: int, title: str, *, tag: str = "", level: int = 3) -> None:
        self.page.write("#" * level + " " if self.look.markup == "markdown" else "")
        if self.plan.chinese:
            self.page.write(f"（{han(ordinal)}）" if level == 3 else f"{ordinal}.")
        elif self.look.form:
            self.page.write(f"{ordinal}. ")
        self.page.name(key, title)
        self.page.write(f"{tag}\n\n")

    def stop(self, text: str) -> str:
        return text + ("。" if self.plan.chinese else ".")

    def space(self) -> str:
        return "" if self.plan.chinese else " "

    def lists(self, role: str, answers: Sequence[Answer] | None = None, issues: Sequence[Issue] | None = None) -> None:
        """All problems, or all answers of one role, as a list in the report's style."""
        entries: list[tuple[Key, str, str, str]] = []
        if role == "problem":
            listed = self.plan.issues if issues is None else issues
            entries += [(("problem", issue.uid), issue.name, issue.detail, self.id_of(issue)) for issue in listed]
        else:
            given = self.plan.of(role) if answers is None else answers
            entries += [((role, each.uid), each.title, each.said + each.text, self.tag_of(each)) for each in given]
        style = self.look.style
        for ordinal, (key, title, text, tag) in enumerate(entries, 1):
            with self.page.extent(key):
                self._entry(style, key, ordinal, title, text, tag)
            tight = style == "tight bullets" and ordinal < len(entries)
            self.page.write({"headings": "", "runs in one line": ""}.get(style, "\n" if tight else "\n\n"))
        if style == "runs in one line":
            self.page.write("\n\n")

    def _entry(self, style: str, key: Key, ordinal: int, title: str, text: str, tag: str) -> None:
        page, space = self.page, self.space()
        if style == "headings":
            self.heading(key, ordinal, title, tag=tag)
            page.write(f"{text}\n\n")
            return
        page.write(
            {
                "1.": f"{ordinal}. " if self.look.markup == "markdown" else f"{ordinal}.",
                "（一）": f"（{han(ordinal)}）",
                "bullets": "- ",
                "tight bullets": "- ",
                "stars": "* ",
                "runs": f"{han(ordinal)}是",
                "runs in one line": f"{han(ordinal)}是",
            }[style]
        )
        bold = "**" if style == "1." and self.look.markup == "markdown" and self.look.shuffled else ""
        page.write(bold)
        page.name(key, self.stop(title))
        page.write(f"{bold}{space}{text}{tag}")

    def id_of(self, issue: Issue) -> str:
        if BY_NAME[self.plan.convention].refers != "ids":
            return ""
        return f" {{#{issue.id}}}" if self.look.form else f" <!-- {issue.id} -->"

    def tag_of(self, answer: Answer) -> str:
        if not answer.tags:
            return ""
        ids = (", " if self.look.shuffled else " ").join(answer.tags)
        if self.look.form:
            return f' {{for="{ids}"}}' if len(answer.tags) > 1 else f" {{for={ids}}}"
        return f" <!-- for: {ids} -->"

    def label(self, field: str, text: str, *, key: Key | None = None, prefix: str = "", end: str = "\n\n") -> None:
        """A labelled field, 整改措施：…"""
        name, colon = self.look.labels[field], "：" if self.plan.chinese else ":"
        blank = "" if self.plan.chinese or not text else " "
        bold = self.look.markup == "markdown" and self.look.shuffled
        self.page.write(prefix + (f"**{name}{colon}**" if bold else f"{name}{colon}") + blank)
        if key is None:
            self.page.write(text)
        else:
            self.page.name(key, text)
        self.page.write(end)

    def fields(self, issue: Issue, *, prefix: str = "", end: str = "\n\n") -> None:
        """The labelled fields of a problem, those that the plan has."""
        for role in ("cause", "measure"):
            answers = self.plan.answering(issue, role)
            if answers:
                key = (role, answers[0].uid)
                with self.page.extent(key):
                    self.label(role, self.joined(answers), key=key, prefix=prefix, end=end)
        if self.look.shuffled:
            self.label("owner", issue.owner, prefix=prefix, end=end)
            self.label("due", issue.due, prefix=prefix, end=end)

    def joined(self, answers: Sequence[Answer]) -> str:
        return self.space().join(answer.text for answer in answers)


def _sections(form: _Form) -> None:
    """Problems, causes and measures each in a section of their own."""
    for role in ("problem", *form.plan.roles):
        form.role_section(role)
        form.lists(role)


def _aspects(form: _Form) -> None:
    form.role_section("problem")
    for ordinal, issue in enumerate(form.plan.issues, 1):
        key = ("problem", issue.uid)
        with form.page.extent(key):
            form.heading(key, ordinal, _aspect(form, issue.subject.name))
            form.paragraph(form.stop(issue.name) + issue.detail)
    for role in form.plan.roles:
        form.role_section(role)
        for ordinal, answer in enumerate(form.plan.of(role), 1):
            key = (role, answer.uid)
            with form.page.extent(key):
                form.heading(key, ordinal, _aspect(form, answer.mention))
                form.paragraph(answer.text)


def _aspect(form: _Form, words: str) -> str:
    return (f"在{words}方面", f"{words}方面", words)[form.look.form]


def _labels(form: _Form) -> None:
    """Records with labels: under headings, by labels alone, or as items of a list."""
    form.section(form.look.headings["problem" if form.look.shuffled else "both"], ("heading of problem", 0))
    for ordinal, issue in enumerate(form.plan.issues, 1):
        key = ("problem", issue.uid)
        with form.page.extent(key):
            if form.look.form == 0:
                form.heading(key, ordinal, issue.name)
                form.paragraph(issue.detail)
                form.fields(issue)
            elif form.look.form == 1:
                text = form.stop(issue.name) + form.space() + issue.detail
                form.label("problem", text, key=key)
                form.fields(issue)
            else:
                form.page.write("- **" + f"{ordinal}. ")
                form.page.name(key, issue.name)
                form.page.write("**\n")
                form.label("problem", issue.detail, key=key, prefix="  - ", end="\n")
                form.fields(issue, prefix="  - ", end="\n")
                form.page.write("\n")


def _two_roles(form: _Form) -> None:
    form.section(form.look.headings["both"], ("heading of problem", 0))
    for ordinal, issue in enumerate(form.plan.issues, 1):
        key = ("problem", issue.uid)
        with form.page.extent(key):
            form.heading(key, ordinal, issue.name)
            form.paragraph(issue.detail)
            if form.look.form == 0:
                form.fields(issue)
            else:
                _parts(form, issue)


def _nested(form: _Form) -> None:
    form.role_section("problem")
    for ordinal, issue in enumerate(form.plan.issues, 1):
        key = ("problem", issue.uid)
        with form.page.extent(key):
            form.heading(key, ordinal, issue.name)
            form.paragraph(issue.detail)
            _parts(form, issue)


def _parts(form: _Form, issue: Issue) -> None:
    """Causes and measures under headings of their own."""
    ordinal = 0
    for role in ("cause", "measure"):
        answers = form.plan.answering(issue, role)
        if answers:
            ordinal += 1
            key: Key = (role, answers[0].uid)
            with form.page.extent(key):
                form.heading(key, ordinal, form.look.labels[role], level=4)
                form.paragraph(form.joined(answers))


def _table(form: _Form) -> None:
    plan, page, labels = form.plan, form.page, form.look.labels
    form.section(form.look.headings["ledger"], ("heading of problem", 0))
    roles = plan.roles
    columns = ["number", "problem", *roles, "owner", "due", *(["result"] if form.look.form else [])]
    page.write("| " + " | ".join(labels[column] for column in columns) + " |\n|" + "---|" * len(columns) + "\n")
    for ordinal, issue in enumerate(plan.issues, 1):
        key = ("problem", issue.uid)
        with page.extent(key):
            page.write(f"| {ordinal} | ")
            page.name(key, issue.name)
            for role in roles:
                page.write(" | ")
                answers = plan.answering(issue, role)
                if answers:
                    page.name((role, answers[0].uid), form.joined(answers))
            page.write(f" | {issue.owner} | {issue.due} |")
            if form.look.form:
                page.write(f" {issue.result} |")
        page.write("\n")
    page.write("\n")


def _columns(form: _Form) -> None:
    """Problems as a list, measures in a table that says in a column which problem each is for."""
    plan, page, labels = form.plan, form.page, form.look.labels
    form.role_section("problem")
    form.lists("problem")
    for role in plan.roles:
        form.role_section(role)
        columns = ["number", "answers", role, "owner", "due"]
        page.write("| " + " | ".join(labels[column] for column in columns) + " |\n|" + "---|" * len(columns) + "\n")
        for ordinal, answer in enumerate(plan.of(role), 1):
            with page.extent((role, answer.uid)):
                page.write(f"| {ordinal} | {answer.mention} | ")
                page.name((role, answer.uid), answer.text)
                owner = plan.vocabulary.owners[answer.uid % len(plan.vocabulary.owners)]
                page.write(f" | {owner} | {plan.vocabulary.dates[answer.uid % len(plan.vocabulary.dates)]} |")
            page.write("\n")
        page.write("\n")


def _names(form: _Form) -> None:
    """Problems in a table that gives each a name such as P3, measures as a list whose text says the names."""
    plan, page, labels = form.plan, form.page, form.look.labels
    form.role_section("problem")
    page.write(f"| 编号 | {labels['problem']} | {labels['owner']} |\n|---|---|---|\n")
    for issue in plan.issues:
        key = ("problem", issue.uid)
        with page.extent(key):
            page.write(f"| {issue.id.upper()} | ")
            page.name(key, issue.name)
            page.write(f" | {issue.owner} |")
        page.write("\n")
    page.write("\n")
    for role in plan.roles:
        form.role_section(role)
        form.lists(role)


def _several(form: _Form) -> None:
    """Two parts, each with its problems and its measures."""
    plan, headings = form.plan, form.look.headings
    half = (len(plan.issues) + 1) // 2
    for number, issues in enumerate((plan.issues[:half], plan.issues[half:])):
        domain = headings[f"domain {number + 1}"]
        uids = {issue.uid for issue in issues}
        form.section(f"{domain}存在的问题", ("heading of problem", number))
        form.lists("problem", issues=issues)
        form.section(f"{domain}整改措施", ("heading of measure", number))
        form.lists("measure", [answer for answer in plan.of("measure") if uids & set(answer.answers)])


def _last_year(form: _Form) -> None:
    form.section(form.look.headings["past"], ("heading of past", 0))
    for ordinal, issue in enumerate(form.plan.past, 1):
        key = ("past", issue.uid)
        with form.page.extent(key):
            if form.look.form:
                form.heading(("past heading", issue.uid), ordinal, issue.subject.name)
            form.label("past", form.stop(issue.name) + form.space() + issue.detail, key=key)
            if issue.result:
                with form.page.extent(("follow-up", issue.uid)):
                    form.label("result", issue.result, key=("follow-up", issue.uid))
    _sections(form)


_LISTS = {"zh": ("headings", "1.", "（一）"), "en": ("headings", "1.")}
_BULLETS = ("bullets", "tight bullets", "stars")
_MEASURES: tuple[tuple[AnswerRole, ...], ...] = (("measure",),)
_HEADED = {"zh": ("headings",), "en": ("headings",)}

CONVENTIONS = (
    Convention("aspects", 2, frozenset({"aspect"}), _aspects, {"zh": ("headings",)}, forms=3),
    Convention("lists", 2, frozenset({"order"}), _sections, _LISTS, calm=True, forms=2),
    Convention("runs", 2, frozenset({"order"}), _sections, {"zh": ("runs", "runs in one line")}, calm=True),
    Convention("Markdown lists", 2, frozenset({"order"}), _sections, {"zh": _BULLETS, "en": _BULLETS}, calm=True),
    Convention(
        "several sections",
        2,
        frozenset({"order"}),
        _several,
        {"zh": ("headings", "1.")},
        fewest=4,
        calm=True,
        roles=_MEASURES,
    ),
    Convention("lists in another order", 2, frozenset(), _sections, _LISTS, calm=True, forms=2, roles=_MEASURES),
    Convention("labels", 1, frozenset({"label"}), _labels, _HEADED, own=True, forms=3),
    Convention("two roles", 1, frozenset({"label", "nested"}), _two_roles, _HEADED, own=True, forms=2),
    Convention("table", 1, frozenset({"row"}), _table, _HEADED, own=True, forms=2),
    Convention("nested headings", 1, frozenset({"nested"}), _nested, _HEADED, own=True, forms=2),
    Convention("ids", 0, frozenset({"id"}), _sections, _LISTS, refers="ids", forms=2),
    Convention("ordinals", 1, frozenset({"ordinal"}), _sections, _LISTS, refers="ordinals", forms=2),
    Convention(
        "column of numbers", 1, frozenset({"ordinal"}), _columns, _LISTS, refers="ordinals", forms=2, roles=_MEASURES
    ),
    Convention("names", 1, frozenset({"name"}), _names, {"zh": _LISTS["zh"]}, refers="names", roles=_MEASURES),
    Convention("quotes", 1, frozenset({"quote"}), _sections, {"zh": _LISTS["zh"]}, refers="quotes", roles=_MEASURES),
    Convention("last year", 1, frozenset({"label"}), _last_year, _LISTS, forms=2),
)
BY_NAME = {convention.name: convention for convention in CONVENTIONS}
