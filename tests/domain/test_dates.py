"""Dates as offices write them; terms of domain.md §3 (15 working days) and §10 (months)."""

from datetime import date

import pytest

from cadre_desk.domain.dates import LooseDate, add_months, add_working_days, parse_date, written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-5-6", LooseDate(2024, 5, 6)),
        ("2024.05", LooseDate(2024, 5)),
        ("20240506", LooseDate(2024, 5, 6)),
        ("2024年5月", LooseDate(2024, 5)),
        ("2024年5月6日", LooseDate(2024, 5, 6)),
        ("２０２４．０５．０６", LooseDate(2024, 5, 6)),
        ("2024/5/6", LooseDate(2024, 5, 6)),
        ("202405", LooseDate(2024, 5)),
    ],
)
def test_spellings(text: str, expected: LooseDate) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize("text", ["", "2024", "2024-02-30", "2024.13", "24-5-6", "2024-5.6", "去年五月"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"日期|day|month"):
        parse_date(text)


def test_month_without_day_spans_the_month() -> None:
    assert parse_date("2024.02").earliest == date(2024, 2, 1)
    assert parse_date("2024.02").latest == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2024, 1, 15), 18, date(2025, 7, 15)),
        (date(2024, 12, 1), 1, date(2025, 1, 1)),
    ],
)
def test_months(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


def test_fifteen_working_days_skip_the_holiday_and_count_the_shifted_sunday() -> None:
    # 2024 国庆: 1-7 October free, Sunday 29 September and Saturday 12 October worked.
    assert add_working_days(date(2024, 9, 25), 15).last_day == date(2024, 10, 21)


def test_year_without_table_counts_monday_to_friday_and_says_so() -> None:
    term = add_working_days(date(2090, 1, 1), 5)
    assert term.last_day == date(2090, 1, 6)  # 1 January 2090 is a Sunday
    assert term.years_without_table == (2090,)


def test_the_units_own_table_comes_first() -> None:
    table = {date(2090, 1, 2): False}
    term = add_working_days(date(2090, 1, 1), 1, table)
    assert term.last_day > date(2090, 1, 2)
    assert term.years_without_table == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("没有在2026-01-31前报送", "没有在2026年1月31日前报送"),
        ("2024-05", "2024-05"),
        ("110101-2026-01-31", "110101-2026年1月31日"),
        ("2026-01-311", "2026-01-311"),
        ("2025-12-01（2026-02-09）", "2025年12月1日（2026年2月9日）"),
    ],
)
def test_dates_in_a_text_as_letters_write_them(text: str, expected: str) -> None:
    assert written(text) == expected
