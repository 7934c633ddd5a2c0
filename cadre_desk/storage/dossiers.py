"""Dossiers out of the vault: one sequential read per table, merged by cadre, never all at once in memory."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, func, select

from cadre_desk.domain.declaration import in_order
from cadre_desk.domain.people import (
    Cadre,
    Determination,
    Discrepancy,
    Dossier,
    Entry,
    Filing,
    MeasureTaken,
    Openings,
    Post,
    Quota,
    Relative,
    Unit,
    UnitDossier,
    Verification,
    Verified,
)
from cadre_desk.storage import tables
from cadre_desk.storage.database import raw
from cadre_desk.storage.filings import LOOKS, OPENED

_CADRE = (
    *("id", "identity", "name", "sex", "birth", "unit_id", "title", "level", "rank"),
    *("in_service", "reporting", "reporting_since", "data", "batch_id", "line"),
)
_UNIT = ["id", "name", "grade", "kind", "data", "batch_id", "line"]
_CHECK = Verification._fields
_ROWS = 2_000
_OPENINGS = """
    SELECT cadre.id, officer, count(*), min(at), max(at)
    FROM audit JOIN cadre ON cadre.id = CAST(substr(subject, ?3) AS INTEGER)
    WHERE action IN (?1, ?2) AND subject LIKE ?4 AND json_extract(detail, '$.purpose') IS NULL
    GROUP BY cadre.id, officer ORDER BY cadre.id, officer
"""  # only of cadres on record: the rows are merged with them, and the audit keeps those who are gone
_R = TypeVar("_R")
_first = itemgetter(0)


def units(connection: Connection) -> dict[int, Unit]:
    """Every unit by id."""
    return {row[0]: Unit._make(row) for row in _read(connection, tables.unit, _UNIT, "id", None)}


def verifications(connection: Connection) -> dict[int, Verification]:
    """Every 查核批次 by id."""
    return {row[0]: Verification._make(row) for row in _read(connection, tables.verification, _CHECK, "id", None)}


def _units_of(connection: Connection, cadres: Sequence[int]) -> dict[int, Unit]:
    """The units in which these cadres are and were; a page about one person must not pay for all of them."""
    u, c, p = tables.unit.c, tables.cadre.c, tables.post.c
    named = select(c.unit_id).where(c.id.in_(cadres)).union(select(p.unit_id).where(p.cadre_id.in_(cadres)))
    rows = connection.execute(select(*(u[name] for name in _UNIT)).where(u.id.in_(named)))
    return {row[0]: Unit._make(row) for row in rows}


def _read(
    connection: Connection, table: Table, names: Sequence[str], order: str, cadres: Sequence[int] | None
) -> Iterator[tuple[Any, ...]]:
    """Rows of a table straight from the driver; a scan of everything must not pay for row objects."""
    wanted = ", ".join(f'"{name}"' for name in names)
    owner = "id" if table is tables.cadre else "cadre_id"
    where = f" WHERE {owner} IN ({', '.join('?' * len(cadres))})" if cadres is not None else ""
    cursor = raw(connection).cursor()
    try:
        cursor.execute(f"SELECT {wanted} FROM {table.name}{where} ORDER BY {order}", tuple(cadres or ()))
        while rows := cursor.fetchmany(_ROWS):
            yield from rows
    finally:
        cursor.close()


def _all(connection: Connection, table: Table, cadres: Sequence[int] | None = None) -> Iterator[tuple[Any, ...]]:
    """Whole rows in the order of the key, which begins with the cadre."""
    order = ", ".join(column.name for column in table.primary_key)
    return _read(connection, table, [column.name for column in table.c], order, cadres)


def _openings(connection: Connection) -> list[tuple[Any, ...]]:
    """Openings without a purpose, by cadre and officer; subjects are "declaration 12" and "declaration 12/3"."""
    cursor = raw(connection).cursor()
    try:
        cursor.execute(_OPENINGS, (*LOOKS, len(OPENED) + 1, f"{OPENED}%"))
        return cursor.fetchall()
    finally:
        cursor.close()


class _Owned:
    """The rows of one table, handed out cadre by cadre in ascending order."""

    def __init__(self, rows: Iterable[tuple[Any, ...]]) -> None:
        self._groups = groupby(rows, _first)
        self._next = next(self._groups, None)
        self._rows = list(self._next[1]) if self._next else []

    def of(self, cadre_id: int) -> list[tuple[Any, ...]]:
        """The rows of that cadre."""
        if self._next is None or self._next[0] != cadre_id:
            return []
        rows = self._rows
        self._next = next(self._groups, None)
        self._rows = list(self._next[1]) if self._next else []
        return rows


def dossiers(connection: Connection, cadres: Sequence[int] | None = None) -> Iterator[Dossier]:
    """Every cadre's dossier in the order of ids, or those of the cadres named."""

    def owned(table: Table) -> _Owned:
        return _Owned(_all(connection, table, cadres))

    known = units(connection) if cadres is None else _units_of(connection, cadres)
    relatives, posts, filings = owned(tables.relative), owned(tables.post), owned(tables.declaration)
    entries, measures = owned(tables.entry), owned(tables.measure)
    verified, found, decided = owned(tables.verified), owned(tables.discrepancy), owned(tables.determination)
    checks = verifications(connection)
    opened = _Owned(_openings(connection) if cadres is None else ())
    for row in _read(connection, tables.cadre, _CADRE, "id", cadres):
        cadre = Cadre._make(row)
        yield Dossier(
            cadre,
            [Relative._make(one) for one in relatives.of(cadre.id)],
            [Post._make(one) for one in posts.of(cadre.id)],
            _filings(filings.of(cadre.id), entries.of(cadre.id)),
            [MeasureTaken._make(one) for one in measures.of(cadre.id)],
            known,
            [Verified._make(one) for one in verified.of(cadre.id)],
            [Discrepancy._make(one) for one in found.of(cadre.id)],
            [Determination._make(one) for one in decided.of(cadre.id)],
            checks,
            [Openings._make(one) for one in opened.of(cadre.id)],
        )


def declarations(connection: Connection) -> Iterator[tuple[int, list[tuple[Filing, Sequence[Entry]]]]]:
    """Everybody's filings by id of the cadre, for what asks of nothing else."""
    filings, entries = (_Owned(_all(connection, table)) for table in (tables.declaration, tables.entry))
    for (cadre_id,) in _read(connection, tables.cadre, ["id"], "id", None):
        if heads := filings.of(cadre_id):
            yield cadre_id, _filings(heads, entries.of(cadre_id))


def dossier(connection: Connection, cadre_id: int) -> Dossier | None:
    """The dossier of one cadre, or None where he is not on record."""
    return next(dossiers(connection, [cadre_id]), None)


def _filings(heads: list[tuple[Any, ...]], entries: list[tuple[Any, ...]]) -> list[tuple[Filing, Sequence[Entry]]]:
    """Filings in the order of time, each with its entries."""
    by_filing: dict[int, list[Entry]] = {}
    for row in entries:
        by_filing.setdefault(row[1], []).append(Entry._make(row))
    return in_order((filing, by_filing.get(filing.n, ())) for filing in map(Filing._make, heads))


def unit_dossiers(connection: Connection) -> Iterator[UnitDossier]:
    """Every unit with 核定 and 实配 by level; a level that has posts filled but none approved appears too."""
    known = units(connection)
    quotas = _quotas(connection)
    for id_, unit in known.items():
        yield UnitDossier(unit, list(quotas.get(id_, {}).values()))


def _quotas(connection: Connection) -> dict[int, dict[str, Quota]]:
    q, p = tables.quota.c, tables.post.c
    found: dict[int, dict[str, Quota]] = {}
    for unit_id, level, approved, batch, line in connection.execute(
        select(q.unit_id, q.level, q.approved, q.batch_id, q.line)
    ):
        found.setdefault(unit_id, {})[level] = Quota(unit_id, level, approved, 0, batch, line)
    filled = (
        select(p.unit_id, p.level, func.count())
        .where(p.end.is_(None), p.counts == 1, p.unit_id.is_not(None), p.level.is_not(None))
        .group_by(p.unit_id, p.level)
    )
    for unit_id, level, actual in connection.execute(filled):
        quota = found.setdefault(unit_id, {}).get(level, Quota(unit_id, level, None, 0, None, None))
        found[unit_id][level] = quota._replace(actual=actual)
    return found
