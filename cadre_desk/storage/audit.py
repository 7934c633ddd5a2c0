"""The audit chain: every row carries the digest of itself and of the row before."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

import orjson
from sqlalchemy import Connection, insert, select

from cadre_desk.storage.rows import dump, visible
from cadre_desk.storage.tables import audit


def digest(previous: str, at: str, officer: str, action: str, subject: str, detail: str) -> str:
    """SHA-256 over the row before and this row."""
    return hashlib.sha256(orjson.dumps([previous, at, officer, action, subject, detail])).hexdigest()


def head(connection: Connection) -> tuple[int, str]:
    """Number and digest of the newest row."""
    row = connection.execute(select(audit.c.id, audit.c.digest).order_by(audit.c.id.desc()).limit(1)).first()
    return (row.id, row.digest) if row else (0, "")


def append(
    connection: Connection, at: datetime, officer: str, action: str, subject: str, detail: Mapping[str, object]
) -> int:
    """Add one row in the transaction of the change it tells; its number."""
    number, previous = head(connection)
    when, subject, text = at.isoformat(timespec="seconds"), visible(subject), dump(dict(detail), 0)
    row = {"id": number + 1, "at": when, "officer": officer, "action": action, "subject": subject, "detail": text}
    connection.execute(insert(audit), row | {"digest": digest(previous, when, officer, action, subject, text)})
    return number + 1


def verify(connection: Connection) -> tuple[int, int | None]:
    """Number of rows, and the first row that does not fit the chain (None where all fit)."""
    previous, count = "", 0
    for row in connection.execute(select(audit).order_by(audit.c.id)):
        count += 1
        if row.id != count or row.digest != digest(previous, row.at, row.officer, row.action, row.subject, row.detail):
            return count, row.id
        previous = row.digest
    return count, None


def at(connection: Connection, number: int) -> str | None:
    """The digest of that row."""
    return connection.execute(select(audit.c.digest).where(audit.c.id == number)).scalar()
