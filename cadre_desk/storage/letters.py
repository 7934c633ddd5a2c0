"""Letters, their steps and numbers."""

from collections.abc import Mapping
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from cadre_desk.storage.flags import keep_rows
from cadre_desk.storage.tables import letter, letter_step, measure
from cadre_desk.storage.work import Work


def read(connection: Connection, letter_id: int) -> dict[str, Any] | None:
    """One letter with its fields and steps, or None."""
    row = connection.execute(select(letter).where(letter.c.id == letter_id)).mappings().first()
    if row is None:
        return None
    steps = select(letter_step).where(letter_step.c.letter_id == letter_id).order_by(letter_step.c.id)
    return dict(row) | {
        "data": orjson.loads(row["data"]),
        "steps": [dict(step) for step in connection.execute(steps).mappings()],
    }


def of_cadre(connection: Connection, cadre_id: int) -> list[dict[str, Any]]:
    """All letters to a cadre, newest first."""
    query = select(letter).where(letter.c.cadre_id == cadre_id).order_by(letter.c.id.desc())
    return [dict(row) | {"data": orjson.loads(row["data"])} for row in connection.execute(query).mappings()]


def add(work: Work, kind: str, cadre_id: int, state: str, data: Mapping[str, Any]) -> int:
    """A new draft; its id."""
    values = {"kind": kind, "cadre_id": cadre_id, "state": state, "pack": work.pack.key, "data": _json(data)}
    stamp = {"created": work.now.isoformat(timespec="seconds")}
    key = work.connection.execute(insert(letter), values | stamp).inserted_primary_key
    work.changed.add("letter")
    return int(key[0]) if key else 0


def change(work: Work, letter_id: int, **values: Any) -> None:
    """Change a letter; its former state goes into the history."""
    keep_rows(work, letter, [letter_id])
    if "data" in values:
        values["data"] = _json(values["data"])
    work.connection.execute(update(letter).where(letter.c.id == letter_id).values(values))
    work.changed.add("letter")


def add_step(work: Work, letter_id: int, step: str, note: str) -> None:
    """Keep that a step was taken, by whom and when."""
    stamp = {"at": work.now.isoformat(timespec="seconds"), "officer": work.officer}
    work.connection.execute(insert(letter_step), {"letter_id": letter_id, "step": step, "note": note} | stamp)


def next_serial(connection: Connection, kind: str, year: int) -> int:
    """The next number of the register of that kind and year: without gaps, as numbers are taken in the transaction."""
    query = select(func.max(letter.c.serial)).where(letter.c.kind == kind, letter.c.year == year)
    return int(connection.execute(query).scalar() or 0) + 1


def add_measure(work: Work, cadre_id: int, values: Mapping[str, Any], data: Mapping[str, Any]) -> int:
    """Record a measure; its number within the cadre."""
    last = work.connection.execute(select(func.max(measure.c.n)).where(measure.c.cadre_id == cadre_id)).scalar()
    n = int(last or 0) + 1
    row = {"cadre_id": cadre_id, "n": n, "data": _json(data)} | dict(values)
    work.connection.execute(insert(measure), row)
    work.changed.add("measure")
    return n


def has_measure(connection: Connection, cadre_id: int, name: str, decided: str) -> bool:
    """Whether that measure against the cadre is recorded for that day."""
    c = measure.c
    query = select(c.n).where(c.cadre_id == cadre_id, c.measure == name, c.decided == decided)
    return connection.execute(query).first() is not None


def change_measure(work: Work, cadre_id: int, n: int, **values: Any) -> None:
    """Change a measure; its former state goes into the history."""
    mine = _keep_measure(work, cadre_id, n)
    work.connection.execute(update(measure).where(*mine).values(values))


def remove_measure(work: Work, cadre_id: int, n: int) -> None:
    """Take a measure off the record; it goes into the history."""
    mine = _keep_measure(work, cadre_id, n)
    work.connection.execute(delete(measure).where(*mine))


def _keep_measure(work: Work, cadre_id: int, n: int) -> tuple[ColumnElement[bool], ...]:
    """Keep a measure in the history; gives the condition that finds it."""
    mine = (measure.c.cadre_id == cadre_id, measure.c.n == n)
    before = work.connection.execute(select(measure).where(*mine)).mappings().one()
    work.keep_before("measure", [(f"{cadre_id}/{n}", dict(before))])
    work.changed.add("measure")
    return mine


def _json(data: Mapping[str, Any]) -> str:
    return orjson.dumps(dict(data), option=orjson.OPT_SORT_KEYS).decode()
