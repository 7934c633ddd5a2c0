"""Letters, their steps and numbers."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from cadre_desk.storage import rows
from cadre_desk.storage.rows import dump
from cadre_desk.storage.tables import audit, cadre, letter, letter_step, measure, unit
from cadre_desk.storage.work import Work


def read(connection: Connection, letter_id: int) -> dict[str, Any] | None:
    """One letter with its fields and steps and the names of its cadre and unit, or None."""
    query = (
        select(letter, cadre.c.name.label("cadre"), func.coalesce(unit.c.name, "").label("unit"))
        .join_from(letter, cadre, cadre.c.id == letter.c.cadre_id)
        .outerjoin(unit, unit.c.id == cadre.c.unit_id)
        .where(letter.c.id == letter_id)
    )
    row = rows.one(connection, query, "data")
    steps = select(letter_step).where(letter_step.c.letter_id == letter_id).order_by(letter_step.c.id)
    return row and row | {"steps": rows.every(connection, steps)}


def ids_by_number(connection: Connection, number: str) -> list[int]:
    """The letters that carry this 文号."""
    return list(connection.execute(select(letter.c.id).where(letter.c.number == number)).scalars())


def of_cadre(connection: Connection, cadre_id: int) -> list[dict[str, Any]]:
    """All letters to a cadre, newest first."""
    query = select(letter).where(letter.c.cadre_id == cadre_id).order_by(letter.c.id.desc())
    return rows.every(connection, query, "data")


def add(work: Work, kind: str, cadre_id: int, state: str, data: Mapping[str, Any]) -> int:
    """A new draft; its id."""
    values = {"kind": kind, "cadre_id": cadre_id, "state": state, "pack": work.pack.key, "data": dump(dict(data))}
    return work.add(letter, values | {"created": work.stamp})


def change(work: Work, letter_id: int, **values: Any) -> None:
    """Change a letter; its former state goes into the history."""
    work.keep_rows(letter, [letter_id])
    if "data" in values:
        values["data"] = dump(dict(values["data"]))
    work.connection.execute(update(letter).where(letter.c.id == letter_id).values(values))
    work.changed.add("letter")


def add_step(work: Work, letter_id: int, step: str, note: str) -> None:
    """Keep that a step was taken, by whom and when."""
    values = {"letter_id": letter_id, "step": step, "note": note, "at": work.stamp, "officer": work.officer}
    work.add(letter_step, values)


def deeds_of(connection: Connection, letter_id: int, officer: str) -> set[str]:
    """The words that an officer wrote: under which actions the audit knows him with this letter, steps apart."""
    c = audit.c
    query = select(c.action).distinct().where(c.subject == f"letter {letter_id}", c.officer == officer)
    return set(connection.execute(query.where(c.action.like("拟稿%") | (c.action == "修改函件"))).scalars())


def next_serial(connection: Connection, kind: str, year: int) -> int:
    """The next number of the register of that kind and year: without gaps, as numbers are taken in the transaction."""
    query = select(func.max(letter.c.serial)).where(letter.c.kind == kind, letter.c.year == year)
    return int(connection.execute(query).scalar() or 0) + 1


def add_measure(work: Work, cadre_id: int, values: Mapping[str, Any], data: Mapping[str, Any]) -> int:
    """Record a measure; its number within the cadre."""
    last = work.connection.execute(select(func.max(measure.c.n)).where(measure.c.cadre_id == cadre_id)).scalar()
    n = int(last or 0) + 1
    row = {"cadre_id": cadre_id, "n": n, "data": dump(dict(data))} | dict(values)
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
