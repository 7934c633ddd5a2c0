"""Work: one action in somebody's name, one transaction, one audit row. Ask: a question that cannot write."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from cadre_desk.domain.pack import Pack
from cadre_desk.storage import audit, journal, tables
from cadre_desk.storage.rows import dump
from cadre_desk.storage.vault import Vault

_AT_ONCE = 500


@dataclass(slots=True)
class Ask:
    """A consistent view of the vault for one question."""

    connection: Connection
    officer: str
    officer_id: int
    pack: Pack
    now: datetime

    @property
    def today(self) -> date:
        """The day on which the question is asked."""
        return self.now.date()

    @property
    def stamp(self) -> str:
        """The moment as it is kept."""
        return self.now.isoformat(timespec="seconds")


@dataclass(slots=True)
class Work(Ask):
    """A transaction in somebody's name; what it changed is told to the screens after the commit."""

    audit_id: int = 0
    subject: str = ""
    detail: dict[str, object] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)

    def keep_before(self, table: str, befores: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
        """Keep rows as they were, each with its key, before they are changed or removed."""
        rows = [
            {"audit_id": self.audit_id, "table_name": table, "row_key": key, "before": _json(row)}
            for key, row in befores
        ]
        if rows:
            self.connection.execute(insert(tables.history), rows)

    def keep_rows(self, table: Table, ids: Sequence[int]) -> None:
        """Keep the rows with these ids as they were."""
        for start in range(0, len(ids), _AT_ONCE):
            query = select(table).where(table.c.id.in_(ids[start : start + _AT_ONCE]))
            befores = [(str(row["id"]), dict(row)) for row in self.connection.execute(query).mappings()]
            self.keep_before(table.name, befores)

    def add(self, table: Table, values: Mapping[str, object]) -> int:
        """Add one row; its id."""
        key = self.connection.execute(insert(table), values).inserted_primary_key
        assert key is not None  # only an insert of many rows has none
        self.changed.add(table.name)
        return int(key[0])


@contextmanager
def asking(vault: Vault, pack: Pack, clock: Callable[[], datetime]) -> Iterator[Ask]:
    """Ask inside one read transaction."""
    with vault.reading() as connection:
        yield Ask(connection, vault.officer, vault.account.id, pack, clock())


@contextmanager
def working(vault: Vault, pack: Pack, clock: Callable[[], datetime], action: str) -> Iterator[Work]:
    """Work inside one write transaction; the audit row is written last, in the same transaction."""
    with vault.writing() as connection:
        number, _ = audit.head(connection)
        # history rows point at the audit row of their action, which is written last: the check waits for the commit
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        work = Work(connection, vault.officer, vault.account.id, pack, clock(), audit_id=number + 1)
        yield work
        audit.append(connection, work.now, vault.officer, action, work.subject, work.detail)


@dataclass(slots=True)
class Deed:
    """A transaction of the system data in somebody's name."""

    connection: Connection
    vault: Vault
    now: datetime
    subject: str = ""
    detail: dict[str, object] = field(default_factory=dict)


@contextmanager
def governing(vault: Vault, clock: Callable[[], datetime], action: str) -> Iterator[Deed]:
    """Act inside one transaction of the system data; the row of the journal is written last, in it."""
    with vault.governing() as connection:
        deed = Deed(connection, vault, clock())
        yield deed
        journal.append(connection, deed.now, vault.who, action, subject=deed.subject, detail=deed.detail)


def _json(row: Mapping[str, object]) -> str:
    return dump({str(key): value for key, value in row.items()})  # keys of rows are a kind of str
