"""Drafts: what was typed and not saved, one for each officer, screen and record. No audit row, no history."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, select

from cadre_desk.storage.tables import draft


def keep(connection: Connection, officer: str, screen: str, key: int, data: Mapping[str, Any], **more: str) -> None:
    """Keep this instead of the former draft; more are the columns seen and at."""
    drop(connection, officer, screen, key)
    # not orjson: it refuses half a character, which an input method may leave behind
    words = json.dumps(data, ensure_ascii=True, sort_keys=True)
    values = {"officer": officer, "screen": screen, "key": key, "data": words, **more}
    connection.execute(draft.insert(), values)


def every(connection: Connection, officer: str) -> list[dict[str, Any]]:
    """All drafts of an officer, newest first."""
    query = select(draft).where(draft.c.officer == officer).order_by(draft.c.at.desc(), draft.c.screen, draft.c.key)
    return [dict(row) | {"data": json.loads(row["data"])} for row in connection.execute(query).mappings()]


def drop_all(connection: Connection, officer: str) -> None:
    """Forget all drafts of an officer."""
    connection.execute(delete(draft).where(draft.c.officer == officer))


def drop(connection: Connection, officer: str, screen: str, key: int) -> None:
    """Forget a draft; nothing happens where there is none."""
    mine = (draft.c.officer == officer, draft.c.screen == screen, draft.c.key == key)
    connection.execute(delete(draft).where(*mine))
