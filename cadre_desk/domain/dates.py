"""Terms in working days and months, and dates as offices write them."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar

from cadre_desk.domain.text import halfwidth

_SHAPES = (
    re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})"),
    re.compile(r"(\d{4})\.(\d{1,2})\.(\d{1,2})"),
    re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})"),
    re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日"),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
    re.compile(r"(\d{4})年(\d{1,2})月"),
    re.compile(r"(\d{4})[-./](\d{1,2})"),
    re.compile(r"(\d{4})(\d{2})"),
)


@dataclass(frozen=True, slots=True)
class LooseDate:
    """A date of which the day may be unknown, as in 2024.05 or 2024年5月."""

    year: int
    month: int
    day: int | None = None

    @property
    def earliest(self) -> date:
        """The first day it can mean."""
        return date(self.year, self.month, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it can mean."""
        return date(self.year, self.month, self.day or monthrange(self.year, self.month)[1])


def parse_date(text: str) -> LooseDate:
    """Read 2024-5-6, 2024.05, 20240506, 2024年5月 and the like, full-width digits too; ValueError otherwise."""
    plain = halfwidth(text).strip()
    for shape in _SHAPES:
        if found := shape.fullmatch(plain):
            year, month, *day = (int(part) for part in found.groups())
            loose = LooseDate(year, month, *day)
            date(year, month, day[0] if day else 1)  # refuses 2024-02-30
            return loose
    raise ValueError(f"“{text}”不是日期；可写为 2024-05-06、20240506、2024年5月6日，只知年月时写 2024.05")


def add_months(start: date, months: int) -> date:
    """The same day that many months later, or the last day of a shorter month."""
    year, index = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, index + 1, min(start.day, monthrange(year, index + 1)[1]))


@dataclass(frozen=True, slots=True)
class Term:
    """The last day of a term, and the years for which no holiday table was at hand."""

    last_day: date
    years_without_table: tuple[int, ...] = ()


def add_working_days(start: date, days: int, table: Mapping[date, bool] | None = None) -> Term:
    """The last of that many working days after start, which itself does not count.

    table, imported by the unit, says of single days whether they are worked and comes before the built-in calendar,
    which still knows the other days of that year.
    Where neither knows a year, Monday to Friday count and the year is named in the answer.
    """
    if days < 1:
        raise ValueError("工作日数应为正整数")
    own = table or {}
    own_years = {day.year for day in own}
    unknown: set[int] = set()
    day = start
    while days:
        day += timedelta(days=1)
        worked = own.get(day)
        if worked is None:
            try:
                worked = chinese_calendar.is_workday(day)
            except NotImplementedError:
                worked = day.weekday() < 5
                if day.year not in own_years:
                    unknown.add(day.year)
        days -= worked
    return Term(day, tuple(sorted(unknown)))


_ISO_DAY = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")


def written(text: str) -> str:
    """Every ISO date in a text as letters write it, 2026年1月5日 (GB/T 9704: no leading zeros)."""
    return _ISO_DAY.sub(lambda found: f"{found[1]}年{int(found[2])}月{int(found[3])}日", text)
