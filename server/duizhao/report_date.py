"""Which day a report is of, for what must not lie before it."""

import re
from datetime import date
from typing import NamedTuple

from duizhao.document import Document
from duizhao.report_year import report_year

_DATE = re.compile(r"((?:19|20)\d\d)\s?[-./年]\s?(\d{1,2})\s?[-./月]\s?(\d{1,2})\s?日?")
_DATE_LINE = re.compile(
    r"^[ \t　（(]*(?P<year>(?:19|20)\d\d|二[〇○零]..)\s?年\s?(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s?月"
    r"\s?(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s?日[）) \t　]*$",
    re.MULTILINE,
)
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_EDGE = 2


class ReportDate(NamedTuple):
    """`day` is the report's own date; where only its year is known, the first day of that year and `exact` False."""

    day: date
    exact: bool


def report_date(document: Document) -> ReportDate | None:
    """The date that the front matter says (`date`), else that of the last line of the last or first
    section that holds nothing but a date, else the beginning of the report's year; None where nothing says it.
    """
    match = _DATE.search(document.front_matter.value("date"))
    if match is not None and (said := _date(int(match[1]), int(match[2]), int(match[3]))) is not None:
        return ReportDate(said, True)
    sections = document.sections
    for section in reversed(sections if len(sections) <= _EDGE else (sections[0], sections[-1])):
        for line in reversed(list(_DATE_LINE.finditer(section.text))):
            signed = _date(_number(line["year"]), _number(line["month"]), _number(line["day"]))
            if signed is not None:
                return ReportDate(signed, True)
    year = report_year(document)
    return None if year is None else ReportDate(date(year, 1, 1), False)


def _number(written: str) -> int:
    """2024, 二〇二四, 12, 十二 or 二十三 as a number; 0 for anything else."""
    if "十" in written:
        tens, _, ones = written.translate(_DIGITS).partition("十")
        written = f"{tens or 1}{ones or 0}"
    written = written.translate(_DIGITS)
    return int(written) if written.isdecimal() else 0


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
