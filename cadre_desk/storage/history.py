"""What records looked like before: rows kept as they are, their course since, and finding those that are gone.

A row is named by its key as text: 17, or 5/3 for the third row of the fifth cadre. The entries of a declaration are
kept by section, 5/3/house, as {"rows": [...]}. An action is known by the number of its audit row.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import itemgetter
from typing import Any

import orjson
from sqlalchemy import Connection, Table, bindparam, select, text

from cadre_desk.storage import tables
from cadre_desk.storage.work import Work

State = dict[str, Any]
_LATE = 2**62  # after every number
SECTION = 3  # columns of the key of `entry` that name a section
ENTRY = tuple(str(column.name) for column in tables.entry.c)
#: tables whose rows come from imports, in the order in which they refer to each other
IMPORTED: tuple[Table, ...] = (
    *(tables.unit, tables.quota, tables.cadre, tables.relative, tables.post),
    *(tables.declaration, tables.entry, tables.measure, tables.campaign_case, tables.feedback),
)


@dataclass(frozen=True, slots=True)
class Moment:
    """From this action on a record looked like this; None: it was not there. Action 0: since nobody knows when."""

    action: int
    state: State | None


# -- keeping ---------------------------------------------------------------------------------------------------------


def key_names(table: Table) -> list[str]:
    """The columns by which the history names a row."""
    names = [str(column.name) for column in table.primary_key]
    return names[:SECTION] if table is tables.entry else names


def key_sql(table: Table, alias: str = "") -> str:
    """The key of a row as the history spells it; a text, for the index of the history is one of texts."""
    names = (f'{alias or table.name}."{name}"' for name in key_names(table))
    return " || '/' || ".join(names) if len(key_names(table)) > 1 else f"{next(names)} || ''"


def at_key(table: Table) -> str:
    """The condition that finds the row, or the section, of a row_key by the key of the table."""
    first, rest = "CAST(row_key AS INTEGER)", "substr(row_key, instr(row_key, '/') + 1)"
    parts = [first, f"CAST({rest} AS INTEGER)", f"substr({rest}, instr({rest}, '/') + 1)"]
    return " AND ".join(f"{table.name}.{name} = {part}" for name, part in zip(key_names(table), parts, strict=False))


def image_sql(table: Table) -> str:
    """A row as JSON, spelled as rows.dump spells it."""
    pairs = (f"'{name}', {table.name}.\"{name}\"" for name in sorted(str(column.name) for column in table.c))
    return f"json_object({', '.join(pairs)})"


def keep(work: Work, table: Table, where: str, values: Sequence[Any] = (), source: str = "") -> int:
    """Keep the rows of a table for which the condition holds, before they are changed or removed; how many they are.

    For very many rows at once: they do not leave the database. source stands for the table in FROM.
    """
    image, group = image_sql(table), ""
    if table is tables.entry:
        image = f"json_object('rows', json_group_array({image}))"
        group = f" GROUP BY {', '.join(f'entry.{name}' for name in key_names(table))}"
    statement = (
        "INSERT INTO history (audit_id, table_name, row_key, before)"
        f" SELECT ?, '{table.name}', {key_sql(table)}, {image} FROM {source or table.name} WHERE {where}{group}"
    )
    return int(work.connection.exec_driver_sql(statement, (work.audit_id, *values)).rowcount)


def keep_keys(work: Work, table: Table, keys: Sequence[Sequence[Any]]) -> None:
    """Keep the rows, or the sections of declarations, with these keys as they are."""
    names = [f'"{name}"' for name in key_names(table)]
    execute = work.connection.exec_driver_sql
    execute(f"CREATE TEMP TABLE wanted ({', '.join(names)})")
    execute(f"INSERT INTO temp.wanted VALUES ({', '.join('?' * len(names))})", list(map(tuple, keys)))
    # CROSS keeps the order: each row is looked up by the key of the table
    keep(work, table, "true", source=f"temp.wanted CROSS JOIN {table.name} USING ({', '.join(names)})")
    execute("DROP TABLE temp.wanted")


def highest(connection: Connection, table: Table) -> dict[int, int]:
    """The highest number that a row of each cadre ever had: a number is not given twice, as with autoincrement."""
    query = f"""
        SELECT owner, max(number) FROM (
            SELECT cadre_id AS owner, max(n) AS number FROM {table.name} GROUP BY cadre_id
            UNION ALL
            SELECT CAST(row_key AS INTEGER), max(CAST(substr(row_key, instr(row_key, '/') + 1) AS INTEGER))
            FROM history WHERE table_name = '{table.name}' GROUP BY 1
        ) GROUP BY owner
    """
    return dict(connection.exec_driver_sql(query).all())


# -- the course of a record ------------------------------------------------------------------------------------------


def current(connection: Connection, table: Table, key: str) -> State | None:
    """A row as it is now; of entries, the rows of a section."""
    query = select(table)
    for name, part in zip(key_names(table), split(table, key), strict=True):
        query = query.where(table.c[name] == part)
    if table is tables.entry:
        rows = [dict(row) for row in connection.execute(query.order_by(table.c.position)).mappings()]
        return {"rows": rows} if rows else None
    row = connection.execute(query).mappings().first()
    return None if row is None else dict(row)


def split(table: Table, key: str) -> list[Any]:
    """The columns of a key."""
    names = key_names(table)
    parts = [key] if len(names) == 1 else key.split("/")
    return [
        int(part) if table.c[name].type.python_type is int else part for name, part in zip(names, parts, strict=True)
    ]


def course(connection: Connection, table: Table, key: str) -> list[Moment]:
    """What became of a record, from the first that is known; consecutive moments may be alike."""
    befores = _befores(connection, table, key)
    states = [*befores.values(), current(connection, table, key)]
    _complete(table, states)
    imports = _imports(connection, states)
    found: list[Moment] = []
    for action, state in zip([0, *befores], states, strict=True):
        came = imports.get(_batch(state), 0)
        if came > action:  # not there until an import brought it
            _enter(found, action, None)
            _enter(found, came, state)
        else:
            _enter(found, action, state)
    return found


def _enter(found: list[Moment], action: int, state: State | None) -> None:
    if state is not None or (found and found[-1].state is not None):
        found.append(Moment(action, state))


def _befores(connection: Connection, table: Table, key: str) -> dict[int, State | None]:
    """Action -> the record before it, in the order of actions; None where the action brought it into being."""
    query = text(
        "SELECT audit_id, id, before FROM history WHERE table_name = :table AND row_key = :key"
        " UNION ALL SELECT audit_id, :late, NULL FROM birth WHERE table_name = :table AND row_key = :key ORDER BY 1, 2"
    )
    found: dict[int, State | None] = {}
    # what was removed and put back by one action was there before it: the first of an action counts
    for action, _, before in connection.execute(query, {"table": table.name, "key": key, "late": _LATE}):
        found.setdefault(action, None if before is None else loaded(before))
    return found


def loaded(before: str) -> State | None:
    """A state out of the history; rows of a section in their order."""
    state: State = orjson.loads(before)
    if "rows" in state:
        state["rows"].sort(key=itemgetter("position"))
        return state if state["rows"] else None
    return state


def _complete(table: Table, states: list[State | None]) -> None:
    """Rows kept by the first version have only the columns that could change; the others are those of afterwards."""
    for place in range(len(states) - 2, -1, -1):
        state, after = states[place], states[place + 1]
        if state and after and table is not tables.entry and not state.keys() >= after.keys():
            unknown = dict.fromkeys({"batch_id", "line"} & after.keys())
            states[place] = after | unknown | state


def _batch(state: State | None) -> Any:
    if state and "rows" in state:
        state = state["rows"][0]
    return state.get("batch_id") if state else None


def _imports(connection: Connection, states: Iterable[State | None]) -> dict[Any, int]:
    """The action of each batch from which these rows came."""
    wanted = {_batch(state) for state in states} - {None}
    c = tables.batch.c
    rows = connection.execute(select(c.id, c.audit_id).where(c.id.in_(wanted))) if wanted else ()
    return {batch: action or 0 for batch, action in rows}


def cutoff(connection: Connection, day: date) -> int:
    """The last action up to the end of that day; 0 where there was none yet."""
    query = text("SELECT id FROM audit WHERE at < :next ORDER BY id DESC LIMIT 1")
    return int(connection.execute(query, {"next": (day + timedelta(days=1)).isoformat()}).scalar() or 0)


def as_of(connection: Connection, table: Table, key: str, action: int) -> State | None:
    """A record as it was after that action."""
    held = [moment.state for moment in course(connection, table, key) if moment.action <= action]
    return held[-1] if held else None


# -- finding ---------------------------------------------------------------------------------------------------------


def keys(connection: Connection, table: Table, **values: Any) -> list[str]:
    """The keys of rows that hold these values or once held them, those that are there first, the latest first."""
    live = " AND ".join(f'{table.name}."{name}" IS :{name}' for name in values)
    kept = " AND ".join(f"before ->> '{name}' IS :{name}" for name in values)
    queries = (
        f"SELECT {key_sql(table)} FROM {table.name} WHERE {live or 'true'}",
        f"SELECT DISTINCT row_key FROM history WHERE table_name = '{table.name}' AND {kept or 'true'}",
    )
    found: dict[str, None] = {}
    for query in queries:
        rows = connection.execute(text(query), values).scalars().all()
        found |= dict.fromkeys(sorted(map(str, rows), key=lambda key: split(table, key), reverse=True))
    return list(found)


def sections(connection: Connection, declaration: str) -> list[str]:
    """The keys of all sections that a declaration has or had."""
    query = text(
        "SELECT DISTINCT section FROM entry WHERE cadre_id = :cadre AND n = :n"
        " UNION SELECT DISTINCT substr(row_key, :length) FROM history"
        " WHERE table_name = 'entry' AND row_key > :key || '/' AND row_key < :key || '0'"
    )
    cadre, n = split(tables.declaration, declaration)
    values = {"cadre": cadre, "n": n, "key": declaration, "length": len(declaration) + 2}
    return [f"{declaration}/{section}" for section in connection.execute(query, values).scalars()]


def last_known(connection: Connection, table: Table, key: str) -> State | None:
    """A row as it is, or as it was at last."""
    state = current(connection, table, key)
    if state is not None:
        return state
    query = text(
        "SELECT before FROM history WHERE table_name = :table AND row_key = :key ORDER BY audit_id DESC, id LIMIT 1"
    )
    before = connection.execute(query, {"table": table.name, "key": key}).scalar()
    return None if before is None else loaded(before)


# -- actions ---------------------------------------------------------------------------------------------------------

# what was written at the row itself, which may lie in the 回收站 by now
_REASON = (
    "SELECT birth.audit_id, coalesce({table}.{column}, (SELECT before ->> '{column}' FROM history"
    " WHERE history.table_name = birth.table_name AND history.row_key = birth.row_key LIMIT 1))"
    " FROM birth LEFT JOIN {table} ON {table}.id = CAST(birth.row_key AS INTEGER)"
    " WHERE birth.table_name = '{table}' AND birth.audit_id IN :actions"
)
_REASONS = (
    "SELECT audit_id, reason FROM deletion WHERE audit_id IN :actions",
    _REASON.format(table="disposition", column="reason"),
    _REASON.format(table="letter_step", column="note"),
)


def actions(connection: Connection, numbers: Collection[int]) -> dict[int, State]:
    """The audit rows of actions, each with the reason that was given, or an empty one."""
    c = tables.audit.c
    query = select(c.id, c.at, c.officer, c.action, c.subject, c.detail).where(c.id.in_(numbers))
    found = {row["id"]: dict(row) for row in connection.execute(query).mappings()}
    for row in found.values():
        row["reason"] = str(orjson.loads(row["detail"]).get("reason") or "")
    for words in _REASONS:
        reasons = text(words).bindparams(bindparam("actions", expanding=True))
        for action, reason in connection.execute(reasons, {"actions": list(numbers)}):
            found[action]["reason"] = found[action]["reason"] or reason
    return found


def files(connection: Connection, batches: Collection[int]) -> Mapping[int, tuple[int, str]]:
    """Batch -> its action and the name of its file."""
    c = tables.batch.c
    rows = connection.execute(select(c.id, c.audit_id, c.file).where(c.id.in_(batches)))
    return {batch: (action or 0, file) for batch, action, file in rows}
