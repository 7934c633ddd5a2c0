"""Drafts: what was typed and not saved, one for each officer, screen and record. No audit row, no history."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, select

from cadre_desk.storage.tables import draft


def keep(connection: Connection, officer_id: int, screen: str, key: int, data: Mapping[str, Any], **more: str) -> None:
    """Keep this instead of the former draft; more are the columns seen and at."""
    drop(connection, officer_id, screen, key)
    # not orjson: it refuses half a character, which an input method may leave behind
    words = json.dumps(data, ensure_ascii=True, sort_keys=True)
    values = {"officer_id": officer_id, "screen": screen, "key": key, "data": words, **more}
    connection.execute(draft.insert(), values)


def every(connection: Connection, officer_id: int) -> list[dict[str, Any]]:
    """All drafts of an officer, newest first."""
    query = select(draft).where(draft.c.officer_id == officer_id)
    query = query.order_by(draft.c.at.desc(), draft.c.screen, draft.c.key)
    return [dict(row) | {"data": json.loads(row["data"])} for row in connection.execute(query).mappings()]


def drop_all(connection: Connection, officer_id: int) -> None:
    """Forget all drafts of an officer."""
    connection.execute(delete(draft).where(draft.c.officer_id == officer_id))


def drop(connection: Connection, officer_id: int, screen: str, key: int) -> None:
    """Forget a draft; nothing happens where there is none."""
    mine = (draft.c.officer_id == officer_id, draft.c.screen == screen, draft.c.key == key)
    connection.execute(delete(draft).where(*mine))
