"""Work: one action in somebody's name, one transaction, one audit row. Ask: a question that cannot write."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

import orjson
from sqlalchemy import Connection, insert

from cadre_desk.domain.pack import Pack
from cadre_desk.storage import audit, tables
from cadre_desk.storage.vault import Vault


@dataclass(slots=True)
class Ask:
    """A consistent view of the vault for one question."""

    connection: Connection
    officer: str
    pack: Pack
    now: datetime

    @property
    def today(self) -> date:
        """The day on which the question is asked."""
        return self.now.date()


@dataclass(slots=True)
class Work(Ask):
    """A transaction in somebody's name; what it changed is told to the screens after the commit."""

    audit_id: int = 0
    subject: str = ""
    detail: dict[str, object] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)

    def keep_before(self, table: str, befores: "list[tuple[str, Mapping[str, object]]]") -> None:
        """Keep rows as they were, each with its key, before they are changed or removed."""
        rows = [
            {"audit_id": self.audit_id, "table_name": table, "row_key": key, "before": _json(row)}
            for key, row in befores
        ]
        if rows:
            self.connection.execute(insert(tables.history), rows)


@contextmanager
def asking(vault: Vault, pack: Pack, clock: Callable[[], datetime]) -> Iterator[Ask]:
    """Ask inside one read transaction."""
    with vault.reading() as connection:
        yield Ask(connection, vault.officer, pack, clock())


@contextmanager
def working(vault: Vault, pack: Pack, clock: Callable[[], datetime], action: str) -> Iterator[Work]:
    """Work inside one write transaction; the audit row is written last, in the same transaction."""
    with vault.writing() as connection:
        number, _ = audit.head(connection)
        # history rows point at the audit row of their action, which is written last: the check waits for the commit
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        work = Work(connection, vault.officer, pack, clock(), audit_id=number + 1)
        yield work
        audit.append(connection, work.now, vault.officer, action, work.subject, work.detail)


def _json(row: Mapping[str, object]) -> str:
    return orjson.dumps({str(key): value for key, value in row.items()}).decode()  # keys of rows are a kind of str
