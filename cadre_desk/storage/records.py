"""Small reads and writes that several services share: settings, batches, cases, rows for export."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from cadre_desk.storage import rows, tables
from cadre_desk.storage.filings import in_scope
from cadre_desk.storage.ledgers import SHAPES, Counts
from cadre_desk.storage.rows import dump
from cadre_desk.storage.tables import batch, cadre, campaign_case, declaration, entry, measure, setting, unit
from cadre_desk.storage.work import Work


def settings(connection: Connection) -> dict[str, str]:
    """Every setting of the vault."""
    return {row.key: row.value for row in connection.execute(select(setting))}


def keep_settings(work: Work, values: Mapping[str, str]) -> None:
    """Change settings; the former ones go into the history."""
    before = settings(work.connection)
    work.keep_before("setting", [(key, {"key": key, "value": before[key]}) for key in values if key in before])
    for key, value in values.items():
        statement = upsert(setting).values(key=key, value=value)
        work.connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": value}))
    work.changed.add("setting")


def open_batch(work: Work, kind: str, file: str, sha256: str, note: str) -> int:
    """Enter an import, and with which action it was made; its id."""
    values = {"kind": kind, "file": file, "sha256": sha256, "officer": work.officer, "note": note}
    return work.add(batch, values | {"at": work.stamp, "audit_id": work.audit_id})


def close_batch(work: Work, batch_id: int, counts: Counts) -> None:
    """Enter what the import brought."""
    values = {"added": counts.added, "changed": counts.changed, "same": counts.same}
    work.connection.execute(update(batch).where(batch.c.id == batch_id).values(values))


def owners_of_batch(connection: Connection, batch_id: int) -> list[int]:
    """The cadres whose declarations have rows of that import, in order."""
    heads = select(declaration.c.cadre_id).where(declaration.c.batch_id == batch_id)
    found = heads.union(select(entry.c.cadre_id).where(entry.c.batch_id == batch_id))
    return sorted(connection.execute(found).scalars())


def batches(connection: Connection, most: int = 50) -> list[dict[str, Any]]:
    """The latest imports, newest first."""
    return rows.every(connection, select(batch).order_by(batch.c.id.desc()).limit(most))


def counts(connection: Connection) -> dict[str, int]:
    """How many rows the main tables hold."""
    shown = (tables.unit, tables.cadre, declaration, tables.letter, measure, campaign_case)
    return {t.name: int(connection.execute(select(func.count()).select_from(t)).scalar_one()) for t in shown}


def cadre_id(connection: Connection, identity: str) -> int | None:
    """The cadre with that identity number, or None."""
    return connection.execute(select(cadre.c.id).where(cadre.c.identity == identity)).scalar()


def case(connection: Connection, case_id: int) -> dict[str, Any] | None:
    """One campaign case with all its fields, or None."""
    return rows.one(connection, select(campaign_case).where(campaign_case.c.id == case_id), "data")


def cases_of(connection: Connection, cadre_id: int) -> list[dict[str, Any]]:
    """The campaign cases that name a cadre."""
    query = select(campaign_case).where(campaign_case.c.cadre_id == cadre_id).order_by(campaign_case.c.id)
    return rows.every(connection, query, "data")


def change_case(work: Work, case_id: int, columns: Mapping[str, Any], data: Mapping[str, Any]) -> None:
    """Change a case; its former state goes into the history."""
    work.keep_rows(campaign_case, [case_id])
    statement = update(campaign_case).where(campaign_case.c.id == case_id)
    work.connection.execute(statement.values({**columns, "data": dump(dict(data))}))
    work.changed.add("campaign_case")


def received(connection: Connection, year: int, filing: str) -> int:
    """How many cadres in scope filed that declaration of that year."""
    query = select(func.count(declaration.c.cadre_id.distinct())).join_from(
        declaration, cadre, cadre.c.id == declaration.c.cadre_id
    )
    found = query.where(declaration.c.year == year, declaration.c.filing == filing, cadre.c.reporting == 1)
    return int(connection.execute(found).scalar_one())


def expected(connection: Connection, year: int) -> int:
    """How many cadres are in scope for the report of that year."""
    query = select(func.count()).select_from(cadre).where(in_scope(year))
    return int(connection.execute(query).scalar_one())


def measures(connection: Connection, names: Sequence[str]) -> list[dict[str, Any]]:
    """All measures of these kinds with the names of the cadres, for terms that are computed."""
    query = select(measure, cadre.c.name.label("cadre_name")).join(cadre, cadre.c.id == measure.c.cadre_id)
    return rows.every(connection, query.where(measure.c.measure.in_(names)))


def holders(connection: Connection, quota_id: int) -> list[dict[str, Any]]:
    """Who holds the posts that fill a quota now: the same rows that its 实配 counts."""
    p, q = tables.post.c, tables.quota.c
    fills = (p.unit_id == q.unit_id) & (p.level == q.level) & p.end.is_(None) & (p.counts == 1)
    query = (
        select(cadre.c.id.label("cadre_id"), cadre.c.name, p.title, p.start)
        .join_from(tables.quota, tables.post, fills)
        .join(cadre, cadre.c.id == p.cadre_id)
        .where(q.id == quota_id)
        .order_by(p.start, cadre.c.id)
    )
    return rows.every(connection, query)


# -- export ------------------------------------------------------------------------------------------------------


def count(connection: Connection, key: str, where: Mapping[str, object]) -> int:
    """How many rows of a ledger section ledger_rows will give."""
    table = SHAPES[key].table
    query = select(func.count()).select_from(table).where(*(table.c[name] == value for name, value in where.items()))
    return int(connection.execute(query).scalar_one())


def ledger_rows(connection: Connection, key: str, **where: object) -> Iterator[dict[str, Any]]:
    """Every row of a ledger section by the keys of its fields."""
    table = SHAPES[key].table
    source: Any = table
    columns = [*table.c]
    if "unit_id" in table.c:
        source = source.outerjoin(unit, unit.c.id == table.c.unit_id)
        columns.append(unit.c.name.label("unit"))
    if "cadre_id" in table.c:
        source = source.outerjoin(cadre, cadre.c.id == table.c.cadre_id)
        columns += [cadre.c.identity.label("identity"), cadre.c.name.label("cadre_name_")]
    query = select(*columns).select_from(source).order_by(*table.primary_key)
    for name, value in where.items():
        query = query.where(table.c[name] == value)
    for row in connection.execution_options(yield_per=1_000).execute(query).mappings():
        values = dict(row)
        owner = values.pop("cadre_name_", None)
        values.setdefault("cadre_name", owner)
        values.setdefault("name", owner)
        yield orjson.loads(values.pop("data")) | values


def entry_rows(connection: Connection, section: str, cadre_id: int | None = None) -> Iterator[dict[str, Any]]:
    """Every row of a section of the declarations, of one cadre or of all, with the cadre and the filing."""
    query = (
        select(
            cadre.c.identity, cadre.c.name, declaration.c.year, declaration.c.filing, declaration.c.number, entry.c.data
        )
        .join_from(entry, cadre, cadre.c.id == entry.c.cadre_id)
        .join(declaration, (declaration.c.cadre_id == entry.c.cadre_id) & (declaration.c.n == entry.c.n))
        .where(entry.c.section == section, *([entry.c.cadre_id == cadre_id] if cadre_id is not None else []))
        .order_by(entry.c.cadre_id, entry.c.n, entry.c.position)
    )
    for row in connection.execution_options(yield_per=1_000).execute(query).mappings():
        head = dict(row)
        yield orjson.loads(head.pop("data")) | head
