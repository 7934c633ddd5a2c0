"""The library's values as plain ones: whole numbers, ISO dates, empty as None; column by column, for speed."""

import datetime as dt
from collections.abc import Callable, Sequence
from math import isfinite
from typing import Any

HALF_SECOND = dt.timedelta(microseconds=500_000)


def plain(rows: list[list[Any]]) -> list[list[Any]]:
    """A piece of rows of equal length, each column looked at once."""
    return [list(row) for row in zip(*map(_column, zip(*rows, strict=True)), strict=True)] or [[] for _ in rows]


def _column(cells: Sequence[Any]) -> Sequence[Any]:
    """The cheapest conversion the types in this column allow."""
    types = set(map(type, cells))
    if types == {str}:
        return [cell or None for cell in cells] if "" in cells else cells
    if types == {float}:
        return list(map(_number, cells))
    if types <= {dt.date, bool, int}:
        return cells  # the JSON writer knows these
    return [CONVERSIONS.get(type(cell), str)(cell) for cell in cells]


def _number(value: float) -> int | float | str:
    """An integer where it is one and fits into 64 bits; what is no number as text, since JSON would make it empty."""
    if value.is_integer():
        return int(value) if abs(value) < 2**63 else value
    return value if isfinite(value) else str(value)


def _text(value: str) -> str | None:
    """Empty is no value."""
    return value or None


def _moment(value: dt.datetime) -> str:
    """ISO to the second; a spreadsheet's fractions are rounding dust."""
    value = (value + HALF_SECOND).replace(microsecond=0) if value.microsecond else value
    return value.date().isoformat() if value.time() == dt.time() else value.isoformat()


def _same(value: int) -> int:
    """Already plain."""
    return value


CONVERSIONS: dict[type, Callable[[Any], Any]] = {
    str: _text,
    float: _number,
    dt.datetime: _moment,
    dt.date: dt.date.isoformat,
    dt.time: dt.time.isoformat,
    bool: _same,
    int: _same,
}


def trim(rows: list[list[Any]]) -> list[list[Any]]:
    """Drop empty cells at the ends of rows."""
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    return rows
