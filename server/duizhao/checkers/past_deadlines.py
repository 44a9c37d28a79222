"""measures/past-deadline: a measure that is to be done before the day on which the report was written."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from duizhao.checkers.checker import Code, PairingChecker
from duizhao.findings import Finding, Message, Place, Related, Severity
from duizhao.pairing.labels import FieldKind, field_of
from duizhao.pairing.measures import Measure, measures_of, place_in
from duizhao.pairing.pairing import Pairing
from duizhao.report_date import ReportDate, report_date
from duizhao.rules import RuleSet

CODE = Code(
    "measures/past-deadline", Message("时限早于报告日期", "Deadline before the report's own date"), Severity.INFORMATION
)

_MOST_TOLD = 3
"""More of them have one cause: the report's date is wrong, or the whole list is last year's."""
_MOST_RELATED = 8


def _prepare(rules: RuleSet) -> Callable[[Pairing], Iterable[Finding]]:
    return _check


def _check(pairing: Pairing) -> Iterator[Finding]:
    written: ReportDate | None = None
    over: dict[Place, date] = {}
    for measure in measures_of(pairing):
        dated = list(_dated(pairing, measure))
        if not dated or _is_reported(pairing, measure):
            continue
        written = written or report_date(pairing.document)
        if written is None:
            return
        over.update({place: day for place, day in dated if day < written.day})
    if written is None:
        return
    if len(over) <= _MOST_TOLD:
        for place, day in over.items():
            yield Finding(CODE.id, _message(day, written), place)
        return
    (first, day), *others = over.items()
    message = _message(day, written)
    message = Message(f"{message.zh}；这样的共 {len(over)} 处", f"{message.en}; there are {len(over)} like this")
    related = tuple(
        Related(place, Message("也早于报告", "also before the report")) for place, _ in others[:_MOST_RELATED]
    )
    yield Finding(CODE.id, message, first, related)


def _dated(pairing: Pairing, measure: Measure) -> Iterator[tuple[Place, date]]:
    """The places of a measure's deadlines, with the last day that each allows."""
    from duizhao.pairing.quality import dated_deadlines, deadline_of  # its patterns are only for drafts with measures

    for section, field in measure.fields:
        if field_of(field.name) is FieldKind.DEADLINE and (day := deadline_of(field.text)) is not None:
            yield Place(section, field.span), day
    for deadline in dated_deadlines(measure.text):
        if deadline.day is not None:
            yield place_in(pairing, measure, deadline.span), deadline.day


def _is_reported(pairing: Pairing, measure: Measure) -> bool:
    """Whether the report says what became of it: then its deadline may well be over."""
    from duizhao.pairing.statuses import told_status

    if measure.has(FieldKind.STATE) or told_status(measure.text) is not None:
        return True
    problems = pairing.partners(measure.number, "problem")
    return any(pairing.partners(problem, "follow-up") for problem in problems)


def _message(day: date, written: ReportDate) -> Message:
    limit = f"{day.year}年{day.month}月{day.day}日"
    own = written.day
    if not written.exact:
        return Message(
            f"时限（{limit}）早于报告的年份（{own.year}年）；核对年份，已经做完的写明结果",
            f"the deadline ({day}) is before the report's year ({own.year}); check the year, or say what came of it",
        )
    return Message(
        f"时限（{limit}）早于报告日期（{own.year}年{own.month}月{own.day}日）；核对年份，已经做完的写明结果",
        f"the deadline ({day}) is before the report's own date ({own}); check the year, or say what came of it",
    )


CHECKER = PairingChecker((CODE,), _prepare)
