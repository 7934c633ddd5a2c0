"""Rows of the database with their JSON columns, read and written in one way."""

from typing import Any

import orjson
from sqlalchemy import Connection, RowMapping, Select


def dump(value: Any) -> str:
    """A value as it is kept in a JSON column."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


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
