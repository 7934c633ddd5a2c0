"""system.db: who signed in, who was given what, and one copy without content of every audit row of the business data.

Officers of all roles can write here; none can unsay anything. Each row carries two seals. A SHA-256 chain shows
accidents to everybody. A forward-secure MAC (every key is the digest of the key before, which is then gone) shows what
somebody rewrote who holds all the keys of today: only the first key of an epoch can tell, and it lies sealed to the
auditors and the recovery key.
"""

import hashlib
import hmac
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import orjson
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    Select,
    Table,
    Text,
    UniqueConstraint,
    delete,
    func,
    insert,
    select,
    text,
    update,
)

from cadre_desk.storage.errors import VaultTooNew
from cadre_desk.storage.tables import audit

if TYPE_CHECKING:
    from sqlite3 import Connection as Driver

REVISION: Final = 1
KEY_BYTES: Final = 32
PURPOSE: Final = "cadre-desk journal"  # what a first key is sealed for
CLOCK: Final = "时钟倒退"
RESTORED: Final = "恢复备份"
DONE, FAILED = "成功", "失败"
_AT_ONCE = 5_000

metadata = MetaData()

journal = Table(
    "journal",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("officer", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("data_id", Integer),  # of the audit row this is a copy of
    Column("data_digest", Text),
    Column("line", Integer, nullable=False, server_default="0"),  # how often a backup had been restored by then
    Column("digest", Text, nullable=False),
    Column("mac", Text, nullable=False),
    UniqueConstraint("line", "data_id"),
)

chain = Table(
    "chain",
    metadata,
    Column("epoch", Integer, primary_key=True),
    Column("key", LargeBinary, nullable=False),  # for the next row; the keys before it are gone
)

seal = Table(
    "seal",
    metadata,
    Column("epoch", Integer, primary_key=True),
    Column("reader", Text, primary_key=True),  # the public key it is sealed to
    Column("from_id", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

_NEVER = (
    "CREATE TRIGGER journal_is_not_changed BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER journal_is_not_deleted BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'append only'); END",
)


@dataclass(frozen=True, slots=True)
class Who:
    """In whose name a row is written."""

    officer: str
    role: str = ""


NOBODY: Final = Who("程序")


def migrate(connection: Connection) -> None:
    """The tables of a new system.db."""
    metadata.create_all(connection)
    for trigger in _NEVER:
        connection.execute(text(trigger))
    connection.execute(text(f"PRAGMA user_version = {REVISION}"))


def refuse_newer(driver: "Driver") -> None:
    """Raise VaultTooNew where a newer program wrote it."""
    if driver.execute("PRAGMA user_version").fetchone()[0] > REVISION:
        raise VaultTooNew("系统库“system.db”由更高版本的程序写成，本程序不能打开。请安装新版本后再打开，数据未被改动。")


# --- writing ---------------------------------------------------------------------------------------------------------


def start_epoch(connection: Connection, readers: Iterable[tuple[str, bytes]], first: bytes) -> None:
    """From the next row on a fresh chain of MAC keys; readers are public keys with the first key sealed to each."""
    number = (connection.execute(select(chain.c.epoch).order_by(chain.c.epoch.desc()).limit(1)).scalar() or 0) + 1
    following = head(connection)[0] + 1
    connection.execute(delete(chain))
    connection.execute(insert(chain), {"epoch": number, "key": first})
    rows = [{"epoch": number, "reader": who, "from_id": following, "sealed": sealed} for who, sealed in readers]
    if rows:
        connection.execute(insert(seal), rows)


def new_key() -> bytes:
    """The first key of an epoch."""
    return os.urandom(KEY_BYTES)


def head(connection: Connection) -> tuple[int, str]:
    """Number and digest of the newest row."""
    query = select(journal.c.id, journal.c.digest).order_by(journal.c.id.desc()).limit(1)
    row = connection.execute(query).first()
    return (row.id, row.digest) if row else (0, "")


def append(
    connection: Connection,
    at: datetime,
    who: Who,
    action: str,
    *,
    subject: str = "",
    detail: Mapping[str, object] | None = None,
    result: str = DONE,
) -> int:
    """Add one row in the transaction of what it tells; its number. A clock that was turned back is told first."""
    stamp = at.isoformat(timespec="seconds")
    last = connection.execute(select(journal.c.at).order_by(journal.c.id.desc()).limit(1)).scalar()
    rows = []
    if last is not None and stamp < last:
        rows.append(_row(stamp, NOBODY, CLOCK, detail={"before": last}))
    rows.append(_row(stamp, who, action, subject=subject, detail=detail, result=result))
    return _append(connection, rows)


def _row(
    at: str,
    who: Who,
    action: str,
    *,
    subject: str = "",
    detail: Mapping[str, object] | None = None,
    result: str = DONE,
    data_id: int | None = None,
    data_digest: str | None = None,
    line: int = 0,
) -> dict[str, object]:
    words = {"at": at, "officer": who.officer, "role": who.role, "action": action, "result": result}
    told = {"subject": subject, "detail": orjson.dumps(detail or {}).decode()}
    return {**words, **told, "data_id": data_id, "data_digest": data_digest, "line": line}


def _append(connection: Connection, rows: Sequence[dict[str, object]]) -> int:
    number, previous = head(connection)
    epoch, key = connection.execute(select(chain.c.epoch, chain.c.key)).one()
    full = []
    for row in rows:
        number += 1
        previous = _digest(previous, number, row)
        full.append({**row, "id": number, "digest": previous, "mac": _mac(key, previous)})
        key = _next(key)
    connection.execute(insert(journal), full)
    connection.execute(update(chain).where(chain.c.epoch == epoch).values(key=key))
    return number


def _digest(previous: str, number: int, row: Mapping[str, object]) -> str:
    names = ("at", "officer", "role", "action", "result", "subject", "detail", "data_id", "data_digest", "line")
    return hashlib.sha256(orjson.dumps([previous, number, *(row[name] for name in names)])).hexdigest()


def _mac(key: bytes, digest: str) -> str:
    return hmac.digest(key, bytes.fromhex(digest), "sha256").hex()


def _next(key: bytes) -> bytes:
    return hashlib.sha256(b"cadre-desk journal\n" + key).digest()


# --- copies of the audit rows of the business data -------------------------------------------------------------------


def line(connection: Connection) -> tuple[int, int]:
    """How often a backup was restored, and the number of the audit row from which the data went on then."""
    query = select(journal.c.line, journal.c.detail).where(journal.c.action == RESTORED)
    row = connection.execute(query.order_by(journal.c.id.desc()).limit(1)).first()
    return (row.line, orjson.loads(row.detail)["data"]) if row else (0, 0)


def restored(connection: Connection, at: datetime, who: Who, number: int, data_head: int, note: str) -> None:
    """Tell that the business data was put back to an earlier row; line `number` begins here."""
    told = {"data": data_head, "note": note}
    _append(connection, [_row(at.isoformat(timespec="seconds"), who, RESTORED, detail=told, line=number)])


def copy(data: Connection, system: Connection) -> int:
    """Bring the copies up to date, without subject and detail; how many were added."""
    number, begin = line(system)
    newest = select(func.max(journal.c.data_id)).where(journal.c.line == number)
    added, after = 0, system.execute(newest).scalar() or begin
    columns = (audit.c.id, audit.c.at, audit.c.officer, audit.c.action, audit.c.digest)
    while rows := data.execute(select(*columns).where(audit.c.id > after).order_by(audit.c.id).limit(_AT_ONCE)).all():
        copies = [
            _row(row.at, Who(row.officer), row.action, data_id=row.id, data_digest=row.digest, line=number)
            for row in rows
        ]
        _append(system, copies)
        added, after = added + len(rows), rows[-1].id
    return added


def differing(data: Connection, system: Connection) -> int | None:
    """The first audit row that is not as it was when it was copied, or is gone; None where all agree.

    Rows that a restored backup no longer has are no fault: their copies belong to an earlier line.
    """
    now, _ = line(system)
    newest = select(journal.c.data_id, func.max(journal.c.line).label("line")).where(journal.c.data_id.is_not(None))
    latest = newest.group_by(journal.c.data_id).subquery()
    query = select(journal.c.data_id, journal.c.data_digest, journal.c.line).join(
        latest, (journal.c.data_id == latest.c.data_id) & (journal.c.line == latest.c.line)
    )
    there = iter(data.execute(select(audit.c.id, audit.c.digest).order_by(audit.c.id)))
    for expected, (number, digest, copied_in) in enumerate(system.execute(query.order_by(journal.c.data_id)), 1):
        found = next(there, None)
        if found is None and copied_in < now:
            return None
        if number != expected or found is None or (found.id, found.digest) != (number, digest):
            return expected
    return None


# --- verifying -------------------------------------------------------------------------------------------------------


def verify(connection: Connection, first_keys: Mapping[int, bytes] | None = None) -> tuple[int, int | None]:
    """Number of rows, and the first row that does not fit (None where all fit).

    first_keys: the first key of each epoch, where somebody could unseal it; those epochs are checked for rewriting.
    """
    starts = {row.from_id: row.epoch for row in connection.execute(select(seal.c.from_id, seal.c.epoch))}
    keys, key, previous, count = dict(first_keys or {}), None, "", 0
    for row in _rows(connection):
        count += 1
        if row.id in starts:
            key = keys.get(starts[row.id])
        digest = _digest(previous, count, dict(row._mapping))
        if row.id != count or row.digest != digest or (key is not None and row.mac != _mac(key, digest)):
            return count, count
        previous = digest
        key = key if key is None else _next(key)
    return count, None


def _rows(connection: Connection) -> Iterator[Row[Any]]:
    yield from connection.execute(select(journal).order_by(journal.c.id).execution_options(yield_per=_AT_ONCE))


def sealed_for(connection: Connection, reader: str) -> dict[int, bytes]:
    """The sealed first keys that this public key can open, by epoch."""
    rows = connection.execute(select(seal.c.epoch, seal.c.sealed).where(seal.c.reader == reader))
    return {row.epoch: row.sealed for row in rows}


def at(connection: Connection, number: int) -> str | None:
    """The digest of that row."""
    return connection.execute(select(journal.c.digest).where(journal.c.id == number)).scalar()


# --- looking ---------------------------------------------------------------------------------------------------------


def _filtered(query: Select[Any], where: Mapping[str, str]) -> Select[Any]:
    """where: officer, action and result as they are, since and until as days, words within subject and detail.

    upto is the number of the newest row that counts, so that pages stay what they were while rows are added.
    """
    for name, value in where.items():
        match name:
            case "since":
                query = query.where(journal.c.at >= value)
            case "until":
                query = query.where(journal.c.at < value + "U")  # after every "T…" of that day
            case "upto":
                query = query.where(journal.c.id <= int(value))
            case "words":
                query = query.where(
                    journal.c.subject.contains(value, autoescape=True)
                    | journal.c.detail.contains(value, autoescape=True)
                )
            case _:
                query = query.where(journal.c[name] == value)
    return query


def page(connection: Connection, where: Mapping[str, str], start: int, count: int) -> list[Row[Any]]:
    """Rows that fit, newest first."""
    query = _filtered(select(journal), where).order_by(journal.c.id.desc())
    return list(connection.execute(query.offset(start).limit(count)))


def count(connection: Connection, where: Mapping[str, str]) -> int:
    """How many rows fit."""
    return int(connection.execute(_filtered(select(func.count()).select_from(journal), where)).scalar_one())


def distinct(connection: Connection, name: str) -> list[str]:
    """Values that occur in a column."""
    column = journal.c[name]
    return list(connection.execute(select(column).distinct().order_by(column)).scalars())


def last(connection: Connection, action: str, words: str = "") -> str | None:
    """When something was last done with success; words must occur in its detail."""
    query = select(journal.c.at).where(journal.c.action == action, journal.c.result == DONE)
    if words:
        query = query.where(journal.c.detail.contains(words, autoescape=True))
    return connection.execute(query.order_by(journal.c.id.desc()).limit(1)).scalar()
