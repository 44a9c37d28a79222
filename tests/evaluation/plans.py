"""What a report is to say, before it is written down: its problems, and what answers them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from .vocabulary import Subject, Vocabulary

AnswerRole = Literal["cause", "measure"]
Likeness = Literal["same words", "other words", "none"]
"""Whether an answer takes up its problem's words, says the same in others, or shares nothing with it."""


@dataclass(frozen=True, slots=True)
class Issue:
    """A problem. `uid` stays the same whatever happens to the plan; `id` is what comments call it; `result` is what
    became of it, empty where the report does not say.
    """

    uid: int
    subject: Subject
    name: str
    detail: str
    id: str
    owner: str
    due: str
    result: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A cause or a measure. `answers` are the uids of the problems that it is about.

    `said` is how its text names them, `mention` the same for a cell of its own, `tags` are its ids in comments; all
    three are written down once and do not change with the problems.
    """

    uid: int
    role: AnswerRole
    title: str
    text: str
    answers: tuple[int, ...]
    likeness: Likeness
    said: str = ""
    mention: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """How a report is written down: choices that have nothing to do with what it says."""

    markup: Literal["plain", "markdown"]
    style: str
    form: int
    title: str
    opening: str
    headings: dict[str, str]
    intros: dict[str, str]
    labels: dict[str, str]
    newline: str
    closing: str = ""
    shuffled: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A report to be written. `explicit`: it is judged under a pack that wants links written down."""

    vocabulary: Vocabulary
    convention: str
    look: Look
    issues: tuple[Issue, ...]
    answers: tuple[Answer, ...]
    past: tuple[Issue, ...] = ()
    explicit: bool = False

    @property
    def chinese(self) -> bool:
        return self.vocabulary.language == "zh"

    @property
    def roles(self) -> tuple[AnswerRole, ...]:
        """The roles that answer problems here, in the order of the report."""
        found = {answer.role for answer in self.answers}
        return tuple(role for role in ("cause", "measure") if role in found)

    def of(self, role: str) -> tuple[Answer, ...]:
        return tuple(answer for answer in self.answers if answer.role == role)

    def answering(self, issue: Issue, role: str) -> tuple[Answer, ...]:
        return tuple(answer for answer in self.answers if answer.role == role and issue.uid in answer.answers)

    def issue(self, uid: int) -> Issue:
        return next(issue for issue in (*self.issues, *self.past) if issue.uid == uid)

    def with_answers(self, role: str, answers: Iterable[Answer]) -> "Plan":
        """The same with other answers of one role."""
        kept = {each: self.of(each) for each in ("cause", "measure")}
        kept[role] = tuple(answers)
        return replace(self, answers=(*kept["cause"], *kept["measure"]))

    def fresh_uid(self) -> int:
        return 1 + max([each.uid for each in (*self.issues, *self.past)] + [each.uid for each in self.answers])


class Writer:
    """Thinks up problems and answers; never the same subject twice in one report."""

    def __init__(self, vocabulary: Vocabulary, rng: Random) -> None:
        self.vocabulary = vocabulary
        self.rng = rng
        self._subjects = rng.sample(vocabulary.subjects, len(vocabulary.subjects))
        self._drawn: dict[object, list[str]] = {}
        self._uid = 0

    def _draw(self, templates: Sequence[str]) -> str:
        """One of the templates; none comes again before all have been there."""
        left = self._drawn.get(templates)
        if not left:
            left = self._drawn[templates] = self.rng.sample(templates, len(templates))
        return left.pop()

    def _next(self) -> int:
        self._uid += 1
        return self._uid

    def _fill(self, template: str, subject: Subject) -> str:
        text = self.vocabulary.fill(template, self.rng, subject)
        return text[:1].upper() + text[1:]

    def _sentences(self, templates: Sequence[str], subject: Subject, count: int) -> str:
        return self.join(self._fill(self._draw(templates), subject) for _ in range(count))

    def join(self, sentences: Iterable[str]) -> str:
        return ("" if self.vocabulary.language == "zh" else " ").join(each for each in sentences if each)

    def issue(self, number: int) -> Issue:
        vocabulary, rng = self.vocabulary, self.rng
        subject = self._subjects.pop()
        name = f"{subject.name}{'' if vocabulary.language == 'zh' else ' '}{self._draw(vocabulary.failings)}"
        detail = self._sentences(vocabulary.evidence, subject, rng.randint(1, 3))
        return Issue(
            self._next(),
            subject,
            name[:1].upper() + name[1:],
            detail,
            f"p{number}",
            rng.choice(vocabulary.owners),
            rng.choice(vocabulary.dates),
            self._fill(self._draw(vocabulary.results), subject),
        )

    def likeness(self) -> Likeness:
        return self.rng.choices(("same words", "other words", "none"), (40, 20, 40))[0]

    def answer(self, role: AnswerRole, issues: Sequence[Issue], likeness: Likeness) -> Answer:
        vocabulary, alike = self.vocabulary, likeness != "none"
        texts = vocabulary.alike if alike else vocabulary.apart
        titles = vocabulary.titles_alike if alike else vocabulary.titles_apart
        subjects = [issue.subject for issue in issues]
        if likeness == "same words":
            subjects = [Subject(each.name, each.name) for each in subjects]
        subject = subjects[0]
        more = self.rng.randint(0, 2)
        text = self.join([
            *(self._fill(self._draw(texts[role]), each) for each in subjects),
            self._sentences(vocabulary.apart[role], subject, more),
        ])  # fmt: skip
        return Answer(
            self._next(), role, self._fill(self._draw(titles[role]), subject), text,
            tuple(issue.uid for issue in issues), likeness,
        )  # fmt: skip
