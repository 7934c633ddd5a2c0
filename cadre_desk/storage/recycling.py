"""回收站: rows taken out of their tables into the history by one action, put back as they were, or purged for ever.

The rows of a deletion are those that the history keeps under its action.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Column, Connection, DefaultClause, Table, insert, select, text, update

from cadre_desk.storage import history, rows, tables
from cadre_desk.storage.history import State, keep, split
from cadre_desk.storage.ledgers import SHAPES
from cadre_desk.storage.tables import deletion
from cadre_desk.storage.work import Work

KEPT, RESTORED, PURGED = "kept", "restored", "purged"
#: every table that a deletion can take rows of, in the order in which they refer to each other
TABLES: tuple[Table, ...] = (
    *(*history.IMPORTED, tables.letter, tables.letter_step, tables.flag, tables.disposition),
    *(tables.verified, tables.determination, tables.discrepancy),
)
OWNED = (
    *("relative", "post", "declaration", "entry", "measure", "letter", "campaign_case"),
    *("verified", "determination", "discrepancy"),
)
#: what names a row, beside its number
NATURAL: Mapping[str, tuple[str, ...]] = {shape.table.name: shape.key for shape in SHAPES.values()} | {
    "flag": ("rule", "subject", "subject_id", "item")
}
Part = tuple[Table, str, tuple[Any, ...]]  # rows of a table for which a condition holds


def _flags(subject: str, id_: int) -> list[Part]:
    mine = "subject = ? AND subject_id = ?"
    return [
        (tables.disposition, f"flag_id IN (SELECT id FROM flag WHERE {mine})", (subject, id_)),
        (tables.flag, mine, (subject, id_)),
    ]


def parts(table: Table, key: str) -> list[Part]:
    """A record and everything that hangs on it, what hangs first."""
    columns = split(table, key)
    itself = " AND ".join(f"{name} = ?" for name in history.key_names(table))
    hangs: list[Part] = []
    if table is tables.unit:
        hangs = [*_flags("unit", columns[0]), (tables.quota, "unit_id = ?", (columns[0],))]
    elif table is tables.cadre:
        steps = "letter_id IN (SELECT id FROM letter WHERE cadre_id = ?)"
        hangs = [*_flags("cadre", columns[0]), (tables.letter_step, steps, (columns[0],))]
        hangs += [(tables.metadata.tables[name], "cadre_id = ?", (columns[0],)) for name in OWNED]
    elif table is tables.declaration:
        hangs = [(tables.entry, itself, tuple(columns))]
    elif table is tables.letter:
        hangs = [(tables.letter_step, "letter_id = ?", (columns[0],))]
    return [*hangs, (table, itself, tuple(columns))]


def weigh(connection: Connection, table: Table, key: str) -> dict[str, int]:
    """How many rows of which table would go with a record, itself among them."""
    found = {}
    for part, where, values in parts(table, key):
        query = f"SELECT count(*) FROM {part.name} WHERE {where}"
        found[part.name] = int(connection.exec_driver_sql(query, values).scalar_one())
    return {name: count for name, count in found.items() if count}


# -- what stands in the way of a deletion ------------------------------------------------------------------------------


def users(connection: Connection, unit_id: int) -> dict[str, int]:
    """How many cadres and posts name a unit."""
    found = {}
    for table in (tables.cadre, tables.post):
        query = f"SELECT count(*) FROM {table.name} WHERE unit_id = ?"
        found[table.name] = int(connection.exec_driver_sql(query, (unit_id,)).scalar_one())
    return found


def letters(connection: Connection, **where: Any) -> list[State]:
    """The letters of a cadre, or with a number, or that recorded a measure."""
    query = select(tables.letter).order_by(tables.letter.c.id)
    for name, value in where.items():
        query = query.where(tables.letter.c[name] == value)
    return rows.every(connection, query)


# -- deleting ----------------------------------------------------------------------------------------------------------


def delete(work: Work, kind: str, table: Table, key: str, what: str, reason: str) -> int:
    """Take a record and all that hangs on it out of the tables; the number of the deletion."""
    count = 0
    for part, where, values in parts(table, key):
        if keep(work, part, where, values):
            work.changed.add(part.name)
            done = work.connection.exec_driver_sql(f"DELETE FROM {part.name} WHERE {where}", values)
            count += int(done.rowcount)
    entered = {"kind": kind, "row_key": key, "what": what, "reason": reason, "rows": count}
    return work.add(deletion, entered | {"officer": work.officer, "at": work.stamp, "audit_id": work.audit_id})


def find(connection: Connection, deletion_id: int) -> State | None:
    """One deletion with who ended it and when, or None."""
    found = _listed(connection, deletion.c.id == deletion_id)
    return found[0] if found else None


def listed(connection: Connection, states: Sequence[str]) -> list[State]:
    """The deletions in these states, newest first."""
    return _listed(connection, deletion.c.state.in_(states))


def _listed(connection: Connection, condition: Any) -> list[State]:
    ended = tables.audit
    query = (
        select(deletion, ended.c.at.label("ended_at"), ended.c.officer.label("ended_by"))
        .outerjoin(ended, ended.c.id == deletion.c.ended)
        .where(condition)
        .order_by(deletion.c.id.desc())
    )
    return rows.every(connection, query)


# -- restoring ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a row cannot come back: another of the same name is there, or the row it belongs to is not."""

    table: str
    state: State
    missing: str = ""  # table of the row that is not there
    held_by: int | None = None  # the deletion that holds that one


def obstacles(connection: Connection, action: int, most: int) -> list[Obstacle]:
    """What keeps the rows that an action removed from coming back, the first few."""
    found: list[Obstacle] = []
    for table in TABLES:
        if names := NATURAL.get(table.name):
            same = " AND ".join(f"{table.name}.\"{name}\" IS before ->> '{name}'" for name in names)
            query = f"SELECT before FROM history WHERE {_OF} AND EXISTS (SELECT 1 FROM {table.name} WHERE {same})"
            taken = connection.exec_driver_sql(query, (action, table.name)).scalars()
            found += [Obstacle(table.name, orjson.loads(before)) for before in taken]
    for parent, column in ((tables.cadre, "cadre_id"), (tables.unit, "unit_id")):
        found += _orphans(connection, action, parent, column)
    return found[:most]


_OF = "history.audit_id = ? AND history.table_name = ?"


def _orphans(connection: Connection, action: int, parent: Table, column: str) -> list[Obstacle]:
    """Rows whose cadre or unit is neither there nor comes back with them."""
    found = []
    for table in (table for table in TABLES if column in table.c and table is not tables.entry):
        query = f"""
            SELECT before, before ->> '{column}' AS owner FROM history
            WHERE {_OF} AND owner IS NOT NULL AND owner NOT IN (SELECT id FROM {parent.name}) AND NOT EXISTS (
                SELECT 1 FROM history AS too WHERE too.audit_id = history.audit_id
                AND too.table_name = '{parent.name}' AND too.row_key = owner || '')
        """
        for before, id_ in connection.exec_driver_sql(query, (action, table.name)):
            held = _holding(connection, parent, str(id_))
            found.append(Obstacle(table.name, orjson.loads(before), parent.name, held))
    return found


def _holding(connection: Connection, table: Table, key: str) -> int | None:
    """The deletion in the 回收站 that holds this row."""
    query = text(
        "SELECT deletion.id FROM deletion JOIN history USING (audit_id)"
        " WHERE table_name = :table AND history.row_key = :key AND state = 'kept'"
    )
    return connection.execute(query, {"table": table.name, "key": key}).scalar()


def restore(work: Work, found: Mapping[str, Any]) -> None:
    """Put all rows of a deletion back as they were; nothing may stand in the way."""
    if not _renumbered(work, found):
        for table in TABLES:
            if put_back(work, table, found["audit_id"]):
                work.changed.add(table.name)
        enter_births(work, found["audit_id"])
    _end(work, found["id"], RESTORED)


def put_back(work: Work, table: Table, action: int) -> int:
    """Insert the rows that the history keeps under an action; how many they are."""
    source, image = "history", "before"
    if table is tables.entry:
        source, image = "history, json_each(history.before, '$.rows') AS one", "one.value"
    columns = ", ".join(f'"{column.name}"' for column in table.c)
    values = ", ".join(_value(column, image) for column in table.c)
    query = f"INSERT INTO {table.name} ({columns}) SELECT {values} FROM {source} WHERE {_OF}"
    return int(work.connection.exec_driver_sql(query, (action, table.name)).rowcount)


def _value(column: Column[Any], image: str) -> str:
    """The value of a column in an image; a column that came with a later revision has its default there."""
    value, default = f"{image} ->> '{column.name}'", column.server_default
    return f"coalesce({value}, '{default.arg}')" if isinstance(default, DefaultClause) else value


def enter_births(work: Work, action: int) -> None:
    """Rows that an action had removed are there again by this one, unless it found them there and changed them back."""
    work.connection.exec_driver_sql(
        "INSERT OR IGNORE INTO birth (audit_id, table_name, row_key)"
        " SELECT ?1, table_name, row_key FROM history WHERE audit_id = ?2 AND NOT EXISTS (SELECT 1 FROM history AS now"
        " WHERE now.table_name = history.table_name AND now.row_key = history.row_key AND +now.audit_id = ?1)",
        (work.audit_id, action),
    )


def _renumbered(work: Work, found: Mapping[str, Any]) -> bool:
    """A measure whose number was given to another meanwhile, as letters do, comes back under a new one."""
    table = tables.measure
    if found["kind"] != table.name or history.current(work.connection, table, found["row_key"]) is None:
        return False
    query = text("SELECT before FROM history WHERE audit_id = :action")
    row = orjson.loads(work.connection.execute(query, {"action": found["audit_id"]}).scalar_one())
    row["n"] = history.highest(work.connection, table)[row["cadre_id"]] + 1
    work.connection.execute(insert(table), row)
    born = {"audit_id": work.audit_id, "table_name": table.name, "row_key": f"{row['cadre_id']}/{row['n']}"}
    work.connection.execute(insert(tables.birth).prefix_with("OR IGNORE"), born)
    work.changed.add(table.name)
    return True


def _end(work: Work, deletion_id: int, state: str) -> None:
    statement = update(deletion).where(deletion.c.id == deletion_id)
    work.connection.execute(statement.values(state=state, ended=work.audit_id))
    work.changed.add("deletion")


# -- purging -----------------------------------------------------------------------------------------------------------

Doomed = dict[str, set[str]]  # table -> keys
# what belongs to what: (table, what its images hold, table of that to which they belong), each after its owner
_BELONGS = (
    *((name, "before ->> 'cadre_id'", "cadre") for name in OWNED if name != "entry"),
    ("entry", "(before ->> '$.rows[0].cadre_id') || '/' || (before ->> '$.rows[0].n')", "declaration"),
    ("quota", "before ->> 'unit_id'", "unit"),
    ("letter_step", "before ->> 'letter_id'", "letter"),
    ("flag", "CASE before ->> 'subject' WHEN 'cadre' THEN before ->> 'subject_id' END", "cadre"),
    ("flag", "CASE before ->> 'subject' WHEN 'unit' THEN before ->> 'subject_id' END", "unit"),
    ("disposition", "before ->> 'flag_id'", "flag"),
)
# table -> the screen under which drafts about its rows are kept
_DRAFTS = {"letter": "letters", "campaign_case": "campaigns", "flag": "flags"}


def purge(work: Work, table: Table, found: Mapping[str, Any]) -> int:
    """Remove a deletion with every former state of its rows, for ever; how many states were removed.

    With it goes what belonged to its cadre or unit and was removed earlier, and what an undone import left of rows of
    the same name. What another deletion holds under the same name stays in the 回收站.
    """
    connection = work.connection
    doomed: Doomed = {one.name: set() for one in TABLES}
    query = text("SELECT table_name, row_key FROM history WHERE audit_id = :action")
    for name, key in connection.execute(query, {"action": found["audit_id"]}):
        doomed[name].add(key)
    doomed[table.name] |= _namesakes(connection, table, found)
    for name, owner, owners in _BELONGS:
        doomed[name] |= _belonging(connection, tables.metadata.tables[name], owner, doomed[owners])
    removed = 0
    for pairs in ([(name, key) for key in keys] for name, keys in doomed.items() if keys):
        of_them = "WHERE table_name = ? AND row_key = ?"
        removed += int(connection.exec_driver_sql(f"DELETE FROM history {of_them}", pairs).rowcount)
        connection.exec_driver_sql(f"DELETE FROM birth {of_them}", pairs)
        _drop_drafts(connection, pairs)
    _empty_deletions(work)
    return removed


def _drop_drafts(connection: Connection, pairs: Sequence[tuple[str, str]]) -> None:
    """What was typed about these rows and not saved, by whomever."""
    screen = _DRAFTS.get(pairs[0][0])
    if screen:
        query = "DELETE FROM draft WHERE screen = ? AND key = ?"
        connection.exec_driver_sql(query, [(screen, int(key)) for _, key in pairs])


def _namesakes(connection: Connection, table: Table, found: Mapping[str, Any]) -> set[str]:
    """Rows of the same name that are gone, but in no other deletion."""
    state = history.last_known(connection, table, found["row_key"])
    names = {name: state[name] for name in NATURAL.get(table.name, ()) if state}
    if not names:
        return set()
    owners: list[dict[str, Any]] = [{}]
    if "cadre_id" in names:
        owner = history.last_known(connection, tables.cadre, str(names["cadre_id"])) or {}
        same = history.keys(connection, tables.cadre, identity=owner.get("identity"))
        owners = [{"cadre_id": int(id_)} for id_ in same]
    keys = (key for owner in owners for key in history.keys(connection, table, **names | owner))
    return {key for key in keys if _gone(connection, table, key) and _holding(connection, table, key) is None}


def _belonging(connection: Connection, table: Table, owner: str, owners: set[str]) -> set[str]:
    """Rows in the history that belonged to these and are gone."""
    if not owners:
        return set()
    query = text(
        f"SELECT DISTINCT row_key FROM history WHERE table_name = '{table.name}'"
        f" AND ({owner}) || '' IN (SELECT value FROM json_each(:owners))"
    )
    found = connection.execute(query, {"owners": rows.dump(sorted(owners))}).scalars().all()
    return {key for key in found if _gone(connection, table, key)}


def _gone(connection: Connection, table: Table, key: str) -> bool:
    return history.current(connection, table, key) is None


def _empty_deletions(work: Work) -> None:
    """Deletions of which nothing is left keep who and when, but no words."""
    work.connection.exec_driver_sql(
        "UPDATE deletion SET what = '', reason = '', ended = CASE state WHEN 'kept' THEN ? ELSE ended END,"
        " state = CASE state WHEN 'kept' THEN 'purged' ELSE state END"
        " WHERE NOT EXISTS (SELECT 1 FROM history WHERE history.audit_id = deletion.audit_id)",
        (work.audit_id,),
    )
    work.changed.add("deletion")
