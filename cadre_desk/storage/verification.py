"""查核: batches, their persons and draws, the feedback of registries, what differs and what was decided."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from cadre_desk.domain.rules.declarations import SERVING
from cadre_desk.domain.verification import Choice, FeedbackRow, Outcome
from cadre_desk.storage import history, lists, rows
from cadre_desk.storage.outgoing import WRITTEN
from cadre_desk.storage.rows import dump
from cadre_desk.storage.tables import (
    assignment,
    audit,
    batch,
    cadre,
    determination,
    discrepancy,
    draw,
    feedback,
    flag,
    outgoing,
    unit,
    verification,
    verified,
)
from cadre_desk.storage.work import Work

Row = dict[str, Any]
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Who:
    """Which cadres are meant: every empty condition means everybody."""

    text: str = ""  # words of name, unit or post, as in the search of a list
    levels: tuple[str, ...] = ()
    reporting: bool = True  # only who has to report and is in service
    flagged: bool = False  # only with an open flag
    identities: tuple[str, ...] = ()


# -- batches -----------------------------------------------------------------------------------------------------------


def add(work: Work, values: Mapping[str, Any]) -> int:
    """A new batch; its id."""
    made = {"created": work.stamp, "officer": work.officer, **values}
    return work.add(verification, made | {"data": dump(made.get("data", {}))})


def read(connection: Connection, id_: int) -> Row | None:
    """One batch with its data, or None."""
    return rows.one(connection, select(verification).where(verification.c.id == id_), "data")


def titled(connection: Connection, title: str) -> bool:
    """Whether a batch is called that."""
    return connection.execute(select(verification.c.id).where(verification.c.title == title)).first() is not None


def change(work: Work, id_: int, **values: Any) -> None:
    """Change a batch; its former state goes into the history."""
    work.keep_rows(verification, [id_])
    note(work, id_, **values)


def note(work: Work, id_: int, **values: Any) -> None:
    """Enter what is only computed, of which no former state is kept."""
    if "data" in values:
        values["data"] = dump(values["data"])
    work.connection.execute(update(verification).where(verification.c.id == id_).values(values))
    work.changed.add("verification")


# -- persons -----------------------------------------------------------------------------------------------------------


def population(connection: Connection, who: Who) -> list[Row]:
    """The cadres who are meant, in the order of their numbers: id, name, unit."""
    query = select(cadre.c.id, cadre.c.name, func.coalesce(unit.c.name, "").label("unit"))
    query = query.join_from(cadre, unit, unit.c.id == cadre.c.unit_id, isouter=True)
    if who.reporting:
        query = query.where(
            cadre.c.reporting == 1, cadre.c.in_service.is_(None) | cadre.c.in_service.in_(filter(None, SERVING))
        )
    if who.levels:
        query = query.where(cadre.c.level.in_(who.levels))
    if who.identities:
        query = query.where(cadre.c.identity.in_(who.identities))
    if who.flagged:
        theirs = select(flag.c.subject_id).where(flag.c.subject == "cadre", flag.c.state == "open")
        query = query.where(cadre.c.id.in_(theirs))
    for condition in lists.matching("cadres", who.text):
        query = query.where(condition)
    return [dict(row) for row in connection.execute(query.order_by(cadre.c.id)).mappings()]


def known(connection: Connection, identities: Sequence[str]) -> set[str]:
    """Which of these numbers are on record."""
    query = select(cadre.c.identity).where(cadre.c.identity.in_(identities))
    return set(connection.execute(query).scalars())


def add_people(work: Work, id_: int, cadres: Sequence[int]) -> None:
    """Enter the persons of a batch in this order."""
    last = history.highest(work.connection, verified)
    made = [
        {"cadre_id": one, "n": last.get(one, 0) + 1, "verification_id": id_, "place": place}
        for place, one in enumerate(cadres, 1)
    ]
    if made:
        work.connection.execute(insert(verified), made)
    work.changed.add("verified")


def people(connection: Connection, id_: int) -> list[Row]:
    """The persons of a batch in their order, with name and unit."""
    query = (
        select(verified, cadre.c.name, cadre.c.identity, func.coalesce(unit.c.name, "").label("unit"), cadre.c.title)
        .join_from(verified, cadre, cadre.c.id == verified.c.cadre_id)
        .outerjoin(unit, unit.c.id == cadre.c.unit_id)
        .where(verified.c.verification_id == id_)
        .order_by(verified.c.place)
    )
    return rows.every(connection, query, "data")


def person(connection: Connection, id_: int, cadre_id: int) -> Row | None:
    """One person in a batch, or None."""
    query = select(verified).where(verified.c.verification_id == id_, verified.c.cadre_id == cadre_id)
    return rows.one(connection, query, "data")


def change_person(work: Work, id_: int, cadre_id: int, **values: Any) -> None:
    """Change what is noted of a person; the former state goes into the history."""
    found = person(work.connection, id_, cadre_id)
    assert found is not None, (id_, cadre_id)
    history.keep_keys(work, verified, [(cadre_id, found["n"])])
    if "data" in values:
        values["data"] = dump(values["data"])
    mine = (verified.c.cadre_id == cadre_id, verified.c.n == found["n"])
    work.connection.execute(update(verified).where(*mine).values(values))
    work.changed.add("verified")


def count_results(work: Work, id_: int, counts: Mapping[int, tuple[int, int]]) -> None:
    """Of each person how many things are alike, and how many the feedback lacks; only who changed is written."""
    changed = [
        (row["cadre_id"], row["n"])
        for row in people(work.connection, id_)
        if (row["same"], row["absent"]) != counts.get(row["cadre_id"], (0, 0))
    ]
    if not changed:
        return
    history.keep_keys(work, verified, changed)
    made = [{"c": one, "k": n, **dict(zip(("s", "a"), counts.get(one, (0, 0)), strict=True))} for one, n in changed]
    statement = update(verified).where(verified.c.cadre_id == bindparam("c"), verified.c.n == bindparam("k"))
    work.connection.execute(statement.values(same=bindparam("s"), absent=bindparam("a")), made)
    work.changed.add("verified")


# -- draws -------------------------------------------------------------------------------------------------------------


def fix(work: Work, id_: int, people: Sequence[Sequence[Any]], count: int, day: str, digest: str) -> None:
    """Keep the list that is drawn from."""
    values = {"people": dump(people), "count": count, "day": day, "digest": digest}
    work.connection.execute(insert(draw), {"verification_id": id_} | values)
    work.changed.add("verification")


def fixed(connection: Connection, id_: int) -> Row | None:
    """The list and what was drawn from it, or None."""
    return rows.one(connection, select(draw).where(draw.c.verification_id == id_), "people")


def note_draw(work: Work, id_: int, **values: Any) -> None:
    """Enter that the list was printed, or what was drawn; neither is ever changed."""
    work.connection.execute(update(draw).where(draw.c.verification_id == id_).values(values))
    work.changed.add("verification")


# -- feedback ----------------------------------------------------------------------------------------------------------


def add_feedback(work: Work, id_: int, batch_id: int, found: Sequence[Row]) -> tuple[int, int]:
    """Keep the rows of a file; how many are new, and how many another file had told.

    Those are kept too: either file may be taken back, and the other still tells them.
    """
    query = select(feedback.c.mark).where(feedback.c.verification_id == id_).distinct()
    there = set(work.connection.execute(query).scalars())
    new = [row | {"verification_id": id_, "batch_id": batch_id} for row in found]
    for start in range(0, len(new), _AT_ONCE):
        work.connection.execute(insert(feedback), new[start : start + _AT_ONCE])
    work.changed.add("feedback")
    known = sum(row["mark"] in there for row in found)
    return len(found) - known, known


def same_file(connection: Connection, id_: int, sha256: str) -> int:
    """How many rows exactly that file brought to the batch, where it did and was not taken back."""
    query = select(func.count()).select_from(feedback).join(batch, batch.c.id == feedback.c.batch_id)
    return int(
        connection.execute(query.where(feedback.c.verification_id == id_, batch.c.sha256 == sha256)).scalar_one()
    )


def feedback_rows(connection: Connection, id_: int) -> list[FeedbackRow]:
    """What registries gave for a batch, each row named by its number.

    What several files tell is told once, and as often as the file that tells it most often.
    """
    c = feedback.c
    query = select(c.id, c.source, c.section, c.person, c.identity, c.cadre_identity, c.data, c.mark, c.batch_id)
    rows = connection.execute(query.where(c.verification_id == id_).order_by(c.id)).all()
    times = Counter((row.mark, row.batch_id) for row in rows)
    best: dict[str, int] = {}
    for mark, file in times:
        if times[mark, file] > times.get((mark, best.get(mark, -1)), 0):
            best[mark] = file
    return [FeedbackRow(str(row[0]), *row[1:6], orjson.loads(row[6])) for row in rows if best[row.mark] == row.batch_id]


def count_feedback(connection: Connection, id_: int) -> int:
    """How many rows registries gave for a batch."""
    query = select(func.count()).select_from(feedback).where(feedback.c.verification_id == id_)
    return int(connection.execute(query).scalar_one())


def places(connection: Connection, refs: Iterable[str]) -> dict[str, Row]:
    """Where rows of the feedback stand: file, sheet, line, batch."""
    c, wanted = feedback.c, sorted(map(int, refs))
    found: dict[str, Row] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        query = select(c.id, batch.c.file, c.sheet, c.line, c.batch_id, c.mark).outerjoin_from(
            feedback, batch, batch.c.id == c.batch_id
        )
        chosen = query.where(c.id.in_(wanted[start : start + _AT_ONCE]))
        found |= {str(row["id"]): dict(row) for row in connection.execute(chosen).mappings()}
    return found


def decided(connection: Connection, id_: int) -> dict[str, Choice]:
    """Rows of the batch's feedback whose place a person decided, here or in an earlier batch."""
    query = select(feedback.c.id, assignment.c.cadre_id, assignment.c.item).join_from(
        feedback, assignment, assignment.c.mark == feedback.c.mark
    )
    found = connection.execute(query.where(feedback.c.verification_id == id_))
    return {str(row.id): Choice(row.cadre_id, row.item) for row in found}


def assign(work: Work, marks: Sequence[str], cadre_id: int | None, item: str | None, reason: str) -> None:
    """Keep whose and which these rows are; an earlier decision goes into the history."""
    before = work.connection.execute(select(assignment).where(assignment.c.mark.in_(marks))).mappings().all()
    work.keep_before("assignment", [(str(row["mark"]), dict(row)) for row in before])
    work.connection.execute(delete(assignment).where(assignment.c.mark.in_(marks)))
    made = {"cadre_id": cadre_id, "item": item, "reason": reason, "officer": work.officer, "at": work.stamp}
    work.connection.execute(insert(assignment), [{"mark": mark, **made} for mark in dict.fromkeys(marks)])
    work.changed.add("verification")


# -- what differs ------------------------------------------------------------------------------------------------------


def keep_discrepancies(work: Work, id_: int, found: Sequence[Row]) -> tuple[int, int, int]:
    """Bring what is kept in line with a new comparison; how many are new, changed, gone.

    What somebody dealt with stays, marked as not found again; what people wrote stays with it.
    """
    c = discrepancy.c
    query = select(discrepancy).where(c.verification_id == id_)
    kept = {
        (row["cadre_id"], row["section"], row["thing"]): dict(row) for row in work.connection.execute(query).mappings()
    }
    found = [row | {"known": _known(kept, row)} for row in found]
    last = history.highest(work.connection, discrepancy)
    new, changed = [], []
    for row in found:
        old = kept.pop(row.pop("known"), None)
        if old is None:
            n = last[row["cadre_id"]] = last.get(row["cadre_id"], 0) + 1
            new.append(row | {"n": n, "verification_id": id_, "data": dump(row["data"])})
        else:
            said = {key: value for key, value in orjson.loads(old["data"]).items() if key in PEOPLES}
            fresh = row | {"data": dump(row["data"] | said), "current": 1}
            if any(old[key] != value for key, value in fresh.items()):
                changed.append(fresh | {"n": old["n"]})
    gone = [row for row in kept.values() if row["current"]]
    stays = [
        row for row in gone if row["grade"] or row["determination_n"] or PEOPLES & orjson.loads(row["data"]).keys()
    ]
    _write(work, new, [*changed, *({**row, "current": 0} for row in stays)])
    _remove(work, [(row["cadre_id"], row["n"]) for row in gone if row not in stays])
    if new or changed or gone:
        work.changed.add("discrepancy")
    return len(new), len(changed), len(gone)


def _known(kept: Mapping[tuple[Any, ...], Row], row: Row) -> tuple[Any, ...]:
    """Under which name the thing is kept: of what was not declared, under one with a row of a registry in common."""
    key = (row["cadre_id"], row["section"], row["thing"])
    if key in kept or not row["thing"].startswith("+"):
        return key
    marks = _marks(row["thing"])
    alike = (one for one in kept if one[:2] == key[:2] and one[2].startswith("+") and marks & _marks(one[2]))
    return next(alike, key)


def _marks(thing: str) -> set[str]:
    return set(thing.partition("#")[0].strip("+").split("+"))


#: what people wrote in the data of a discrepancy
PEOPLES = frozenset({"explanation"})


def _write(work: Work, new: Sequence[Row], changed: Sequence[Row]) -> None:
    for start in range(0, len(new), _AT_ONCE):
        work.connection.execute(insert(discrepancy), new[start : start + _AT_ONCE])
    if not changed:
        return
    history.keep_keys(work, discrepancy, [(row["cadre_id"], row["n"]) for row in changed])
    names = ("thing", "outcome", "article", "confidence", "reason", "current", "data")
    made = [{"b_c": row["cadre_id"], "b_n": row["n"], **{f"b_{name}": row[name] for name in names}} for row in changed]
    statement = update(discrepancy).where(
        discrepancy.c.cadre_id == bindparam("b_c"), discrepancy.c.n == bindparam("b_n")
    )
    work.connection.execute(statement.values({name: bindparam(f"b_{name}") for name in names}), made)


def _remove(work: Work, keys: Sequence[tuple[int, int]]) -> None:
    if keys:
        history.keep_keys(work, discrepancy, keys)
        statement = "DELETE FROM discrepancy WHERE cadre_id = ? AND n = ?"
        work.connection.exec_driver_sql(statement, list(keys))


def discrepancies(connection: Connection, id_: int, cadre_id: int | None = None) -> list[Row]:
    """What differs in a batch, or with one person of it, in the order of the form."""
    query = select(discrepancy).where(discrepancy.c.verification_id == id_)
    if cadre_id is not None:
        query = query.where(discrepancy.c.cadre_id == cadre_id)
    return rows.every(connection, query.order_by(discrepancy.c.cadre_id, discrepancy.c.n), "data")


def one_discrepancy(connection: Connection, cadre_id: int, n: int) -> Row | None:
    """One thing that differs, or None."""
    query = select(discrepancy).where(discrepancy.c.cadre_id == cadre_id, discrepancy.c.n == n)
    return rows.one(connection, query, "data")


def change_discrepancies(work: Work, changes: Mapping[tuple[int, int], Mapping[str, Any]]) -> None:
    """Change what is decided or written about things that differ; the former states go into the history."""
    history.keep_keys(work, discrepancy, list(changes))
    for (cadre_id, n), values in changes.items():
        made = dict(values)
        if "data" in made:
            made["data"] = dump(made["data"])
        mine = (discrepancy.c.cadre_id == cadre_id, discrepancy.c.n == n)
        work.connection.execute(update(discrepancy).where(*mine).values(made))
    work.changed.add("discrepancy")


def outcomes(connection: Connection, id_: int, without: Collection[int] = ()) -> dict[str, int]:
    """How many things differ in which way, those of the last comparison; of these cadres nothing is counted."""
    c = discrepancy.c
    query = select(c.outcome, func.count()).where(c.verification_id == id_, c.current == 1).group_by(c.outcome)
    if without:
        query = query.where(c.cadre_id.not_in(without))
    return dict(connection.execute(query).all())


# -- determinations ----------------------------------------------------------------------------------------------------


def add_determination(work: Work, cadre_id: int, values: Mapping[str, Any]) -> int:
    """A new determination; its number within the cadre."""
    n = history.highest(work.connection, determination).get(cadre_id, 0) + 1
    made = {"cadre_id": cadre_id, "n": n, **values}
    work.connection.execute(insert(determination), made | {"data": dump(made["data"])})
    work.changed.add("determination")
    return n


def change_determination(work: Work, cadre_id: int, n: int, **values: Any) -> None:
    """Change a determination; its former state goes into the history."""
    history.keep_keys(work, determination, [(cadre_id, n)])
    if "data" in values:
        values["data"] = dump(values["data"])
    mine = (determination.c.cadre_id == cadre_id, determination.c.n == n)
    work.connection.execute(update(determination).where(*mine).values(values))
    work.changed.add("determination")


def one_determination(connection: Connection, cadre_id: int, n: int) -> Row | None:
    """One determination, or None."""
    query = select(determination).where(determination.c.cadre_id == cadre_id, determination.c.n == n)
    return rows.one(connection, query, "data")


def determinations(connection: Connection, id_: int, cadre_id: int) -> list[Row]:
    """The determinations about a person in a batch, the latest first."""
    c = determination.c
    query = select(determination).where(c.verification_id == id_, c.cadre_id == cadre_id).order_by(c.n.desc())
    return rows.every(connection, query, "data")


def earlier(connection: Connection, cadre_id: int, id_: int) -> list[Row]:
    """What was decided about him in other batches and not revoked, with the title of the batch."""
    c = determination.c
    query = (
        select(determination, verification.c.title)
        .join(verification, verification.c.id == c.verification_id)
        .where(c.cadre_id == cadre_id, c.verification_id != id_, c.state == "decided")
        .order_by(c.decided)
    )
    return rows.every(connection, query, "data")


def recorded_by(connection: Connection, cadre_id: int, measure_n: int) -> str:
    """The title of the batch in which a determination recorded that measure; empty where none did."""
    c = determination.c
    query = select(verification.c.title).join_from(determination, verification, verification.c.id == c.verification_id)
    return str(connection.execute(query.where(c.cadre_id == cadre_id, c.measure_n == measure_n)).scalar() or "")


def acted_since(connection: Connection, action: int, names: Sequence[str]) -> bool:
    """Whether anybody did one of these things after that action."""
    c = audit.c
    return connection.execute(select(c.id).where(c.id > action, c.action.in_(names)).limit(1)).first() is not None


def left(connection: Connection, number: str, what: str) -> bool:
    """Whether that paper left under that number of the register."""
    c = outgoing.c
    query = select(c.id).where(c.number == number, c.what == what, c.state == WRITTEN)
    return connection.execute(query).first() is not None


def present(connection: Connection, cadres: Sequence[int]) -> set[int]:
    """Which of these are on record."""
    return set(connection.execute(select(cadre.c.id).where(cadre.c.id.in_(cadres))).scalars())


def reopen(work: Work, id_: int) -> None:
    """Whoever was closed and has something that differs and is not decided waits again."""
    c = discrepancy.c
    open_ = select(c.cadre_id).where(
        c.verification_id == id_, c.current == 1, c.grade.is_(None), c.outcome != Outcome.ABSENT.value
    )
    query = select(verified.c.cadre_id).where(
        verified.c.verification_id == id_, verified.c.state == "closed", verified.c.cadre_id.in_(open_)
    )
    for cadre_id in work.connection.execute(query).scalars().all():
        change_person(work, id_, cadre_id, state="open", closed=None)


def undecided(connection: Connection, id_: int) -> int:
    """How many persons of a batch are not closed."""
    query = select(func.count()).select_from(verified)
    found = connection.execute(query.where(verified.c.verification_id == id_, verified.c.state == "open"))
    return int(found.scalar_one())
