"""Taking an import back as one unit: rows it added go, rows it changed are again what they were, in sets."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, select, text, update

from cadre_desk.storage import history, rows, tables
from cadre_desk.storage.history import IMPORTED, State, at_key, image_sql, keep, key_names, key_sql, loaded
from cadre_desk.storage.recycling import enter_births, put_back
from cadre_desk.storage.tables import batch
from cadre_desk.storage.work import Work

# (table, column that refers, table it refers to)
_REFERENCES: tuple[tuple[Table, str, Table], ...] = (
    *((one, "unit_id", tables.unit) for one in (tables.quota, tables.cadre, tables.post)),
    *((one, "cadre_id", tables.cadre) for one in (tables.relative, tables.post, tables.declaration, tables.measure)),
    *((one, "cadre_id", tables.cadre) for one in (tables.campaign_case, tables.letter)),
    *((one, "cadre_id", tables.cadre) for one in (tables.verified, tables.determination, tables.discrepancy)),
)
_SUBJECTS = (tables.unit, tables.cadre)
_PARENTS = (*_SUBJECTS, tables.declaration)


@dataclass(frozen=True, slots=True)
class Later:
    """A row that keeps an import from being undone, and the later action by which it does (0: not known which)."""

    table: Table
    key: str
    action: int
    why: str = "changed"  # or needs: it refers to what would go; lacks: it would refer to what is gone


@dataclass(frozen=True, slots=True)
class Undone:
    """How many rows went, became what they were before, and how many flags about rows that went."""

    removed: int
    reverted: int
    flags: int


def find(connection: Connection, batch_id: int) -> State | None:
    """One import, or None."""
    return rows.one(connection, select(batch).where(batch.c.id == batch_id))


class Undoing:
    """An import on its way out of the vault, within one piece of work."""

    def __init__(self, work: Work, found: Mapping[str, Any]) -> None:
        """Note which rows would go: those of the batch that it did not find there."""
        self.work = work
        self.connection = work.connection
        self.batch: int = found["id"]
        self.action: int = found["audit_id"] or 0
        for table in _PARENTS:
            names = ", ".join(key_names(table))
            self._execute(f"CREATE TEMP TABLE gone_{table.name} ({names}, PRIMARY KEY ({names}))")
            self._execute(f"INSERT INTO temp.gone_{table.name} SELECT {names} FROM {self._added(table)}")

    def _execute(self, query: str) -> Any:
        """A statement about this batch and its action; a subquery by the key of the history must not use its action."""
        return self.connection.execute(text(query), {"batch": self.batch, "action": self.action})

    def _added(self, table: Table) -> str:
        """The rows of the batch that it brought, without those that it changed."""
        return (
            f"{table.name} WHERE {table.name}.batch_id = :batch AND NOT EXISTS (SELECT 1 FROM history"
            f" WHERE history.table_name = '{table.name}' AND history.row_key = {key_sql(table)}"
            " AND +history.audit_id = :action)"
        )

    def _gone(self, table: Table) -> str:
        return f"(SELECT * FROM temp.gone_{table.name})"

    def close(self) -> None:
        """Forget which rows would go."""
        for table in _PARENTS:
            self._execute(f"DROP TABLE temp.gone_{table.name}")

    # -- what later actions did --------------------------------------------------------------------------------------

    def possible(self) -> bool:
        """Whether rows were kept whole since that import: the first version kept only what could change."""
        names = ", ".join(f"'{table.name}'" for table in IMPORTED if table is not tables.entry)
        query = (
            f"SELECT 1 FROM history WHERE audit_id >= :action AND table_name IN ({names})"
            """ AND instr(before, '"batch_id"') = 0 LIMIT 1"""  # in a text within the image the quotes are escaped
        )
        return bool(self.action) and self._execute(query).first() is None

    def later(self) -> Iterator[Later]:
        """Every row of the import that a later action changed, or that a later one depends on."""
        for table in IMPORTED:
            yield from self._changed(table)
        yield from self._filled()
        for table, column, parent in _REFERENCES:
            yield from self._needing(table, column, parent)
            yield from self._lacking(table, column, parent)
        yield from self._added_to()
        for subject in _SUBJECTS:
            yield from self._judged(subject)

    def _changed(self, table: Table) -> Iterator[Later]:
        """Rows that were changed or removed since, and are not again as the import left them."""
        of = "$.rows[0].batch_id" if table is tables.entry else "$.batch_id"
        query = (
            "SELECT row_key, min(audit_id) AS action, before FROM history"
            f" WHERE audit_id > :action AND table_name = '{table.name}' AND before ->> '{of}' = :batch GROUP BY row_key"
        )
        if table is not tables.entry:  # most of very many rows are sorted out before they leave the database
            query = f"SELECT row_key, action, before FROM ({query}) LEFT JOIN {table.name} ON {at_key(table)}"
            query += f" WHERE {image_sql(table)} <> before"
        for key, action, before in self._execute(query).all():
            if loaded(before) != history.current(self.connection, table, key):
                yield Later(table, key, action)

    def _filled(self) -> Iterator[Later]:
        """Sections that the import emptied and a later one filled again."""
        query = (
            f"SELECT DISTINCT row_key, batch.audit_id FROM history JOIN entry ON {at_key(tables.entry)}"
            " LEFT JOIN batch ON batch.id = entry.batch_id"
            " WHERE history.audit_id = :action AND table_name = 'entry' AND entry.batch_id IS NOT :batch"
        )
        for key, action in self._execute(query).all():
            yield Later(tables.entry, key, action or 0)

    def _needing(self, table: Table, column: str, parent: Table) -> Iterator[Later]:
        """Rows of others that refer to what would go."""
        others = f" AND {table.name}.batch_id IS NOT :batch" if "batch_id" in table.c else ""
        query = f"SELECT {key_sql(table)} FROM {table.name} WHERE {column} IN {self._gone(parent)}{others}"
        for key in self._execute(query).scalars().all():
            yield Later(table, key, history.course(self.connection, table, key)[-1].action, "needs")

    def _lacking(self, table: Table, column: str, parent: Table) -> Iterator[Later]:
        """Rows that would again refer to what is gone by now."""
        touched = f"SELECT 1 FROM history WHERE audit_id > :action AND table_name = '{parent.name}' LIMIT 1"
        if self._execute(touched).first() is None:
            return
        query = (
            f"SELECT row_key, before ->> '{column}' AS owner FROM history WHERE audit_id = :action"
            f" AND table_name = '{table.name}' AND owner IS NOT NULL AND owner NOT IN (SELECT id FROM {parent.name})"
        )
        for key, id_ in self._execute(query).all():
            course = history.course(self.connection, parent, str(id_))
            yield Later(table, key, course[-1].action if course else 0, "lacks")

    def _added_to(self) -> Iterator[Later]:
        """Sections that others filled of declarations that would go."""
        query = (
            f"SELECT DISTINCT {key_sql(tables.entry)}, batch.audit_id FROM entry"
            " LEFT JOIN batch ON batch.id = entry.batch_id"
            f" WHERE (entry.cadre_id, entry.n) IN {self._gone(tables.declaration)} AND entry.batch_id IS NOT :batch"
        )
        for key, action in self._execute(query).all():
            yield Later(tables.entry, key, action or 0, "needs")

    def _judged(self, subject: Table) -> Iterator[Later]:
        """Flags on which people decided, about what would go."""
        query = (
            "SELECT flag.id || '', max(birth.audit_id) FROM flag JOIN disposition ON disposition.flag_id = flag.id"
            " LEFT JOIN birth ON table_name = 'disposition' AND row_key = disposition.id || ''"
            f" WHERE subject = '{subject.name}' AND subject_id IN {self._gone(subject)} GROUP BY flag.id"
        )
        for key, action in self._execute(query).all():
            yield Later(tables.flag, key, action or 0, "needs")

    # -- undoing -----------------------------------------------------------------------------------------------------

    def undo(self, reason: str) -> Undone:
        """Take the import back; no later action may stand in the way."""
        flags = sum(map(self._remove_flags, _SUBJECTS))
        removed = reverted = 0
        for table in IMPORTED:
            count = self._replaced(table)
            if keep(self.work, table, f"{table.name}.batch_id = ?", (self.batch,)):
                removed += self._execute(f"DELETE FROM {table.name} WHERE batch_id = :batch").rowcount - count
                self.work.changed.add(table.name)
            if back := put_back(self.work, table, self.action):
                reverted += back
                self.work.changed.add(table.name)
        enter_births(self.work, self.action)
        values = {"undone_at": self.work.stamp, "undone_by": self.work.officer, "undone_reason": reason}
        self.connection.execute(update(batch).where(batch.c.id == self.batch).values(values))
        self.work.changed.add("batch")
        return Undone(removed, reverted, flags)

    def _replaced(self, table: Table) -> int:
        """How many rows of the batch give way to those that it changed."""
        query = (
            f"SELECT count(*) FROM history CROSS JOIN {table.name} ON {at_key(table)}"
            f" WHERE history.audit_id = :action AND table_name = '{table.name}'"
        )
        return int(self._execute(query).scalar_one())

    def _remove_flags(self, subject: Table) -> int:
        """Flags about rows that go; nobody decided on them."""
        where = f"subject = '{subject.name}' AND subject_id IN {self._gone(subject)}"
        count = keep(self.work, tables.flag, where)
        if count:
            self._execute(f"DELETE FROM flag WHERE {where}")
            self.work.changed.add("flag")
        return count
