"""Rows of the database with their texts and JSON columns, read and written in one way."""

import re
from collections.abc import Callable
from typing import Any

import orjson
import sqlalchemy
from sqlalchemy import Connection, Dialect, RowMapping, Select

_HALVES = re.compile("[\ud800-\udfff]")  # as in the name of a file that was written on a computer with GBK names


def visible(text: str) -> str:
    """The text without halves of characters, which no UTF-8 can hold: each shows as �."""
    return text if text.isascii() or not _HALVES.search(text) else _HALVES.sub("\ufffd", text)


class Text(sqlalchemy.Text):
    """A text column that takes every text a person, a clipboard or a file name can bring."""

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
        """Applied to every value on its way into a statement."""
        return lambda value: visible(value) if isinstance(value, str) else value


def dump(value: Any, option: int = orjson.OPT_SORT_KEYS) -> str:
    """A value as it is kept in a JSON column."""
    try:
        return orjson.dumps(value, option=option).decode()
    except TypeError:
        return orjson.dumps(_whole(value), option=option).decode()


def _whole(value: Any) -> Any:
    """The value with all its texts made visible."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {_whole(key): _whole(one) for key, one in value.items()}
    return [_whole(one) for one in value] if isinstance(value, list | tuple) else value


def load(row: RowMapping, *names: str) -> dict[str, Any]:
    """A row with these JSON columns read."""
    return dict(row) | {name: orjson.loads(row[name]) for name in names}


def one(connection: Connection, query: Select[Any], *names: str) -> dict[str, Any] | None:
    """The row that a query finds, or None."""
    row = connection.execute(query).mappings().first()
    return None if row is None else load(row, *names)


def every(connection: Connection, query: Select[Any], *names: str) -> list[dict[str, Any]]:
    """All rows that a query finds."""
    return [load(row, *names) for row in connection.execute(query).mappings()]
