"""Flags and what was decided about them. A cleared flag stays cleared until its evidence changes."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, Integer, bindparam, func, insert, select, update

from cadre_desk.domain.rules import Evidence, Finding
from cadre_desk.storage import rows
from cadre_desk.storage.rows import dump
from cadre_desk.storage.tables import batch, disposition, flag
from cadre_desk.storage.work import Work

OPEN, GONE = "open", "gone"
DECISIONS = ("established", "unfounded", "handled")
Key = tuple[str, str, int, str]


def keep(work: Work, findings: Iterable[Finding], scanned: Collection[str]) -> dict[str, int]:
    """Compare findings with the flags kept so far; scanned names the rules that were evaluated over everybody.

    Gives how many flags are new, the same, changed (open again, as their evidence is another) and gone.
    """
    kept, judged = _kept(work.connection), _judged(work.connection)
    new: list[Finding] = []
    changed: list[tuple[int, Finding, str]] = []
    same = 0
    seen: set[Key] = set()
    for one in findings:
        key = (one.rule, one.subject, one.subject_id, one.item)
        if key in seen:
            continue
        seen.add(key)
        old = kept.get(key)
        if old is None:
            new.append(one)
        elif old.fingerprint != one.fingerprint or old.state == GONE:
            # what was decided on exactly this evidence still holds; on other evidence the flag is open
            changed.append((old.id, one, judged.get((old.id, one.fingerprint), OPEN)))
        else:
            same += 1
    gone = [old.id for key, old in kept.items() if key not in seen and key[0] in scanned and old.state == OPEN]
    _insert(work, new)
    _update(work, changed)
    _close(work, gone)
    if new or changed or gone:
        work.changed.add("flag")
    return {"new": len(new), "same": same, "changed": len(changed), "gone": len(gone)}


def _kept(connection: Connection) -> dict[Key, Any]:
    """Every flag by what it is about."""
    c = flag.c
    query = select(c.rule, c.subject, c.subject_id, c.item, c.id, c.fingerprint, c.state)
    return {(row.rule, row.subject, row.subject_id, row.item): row for row in connection.execute(query)}


def _judged(connection: Connection) -> dict[tuple[int, str], str]:
    """(flag, fingerprint of the evidence) -> what was last decided on it."""
    c = disposition.c
    query = select(c.flag_id, c.fingerprint, c.decision).order_by(c.id)
    return {(flag_id, fingerprint): decision for flag_id, fingerprint, decision in connection.execute(query)}


def _values(work: Work, one: Finding) -> dict[str, Any]:
    return {
        "fingerprint": one.fingerprint,
        "severity": work.pack.rules[one.rule].severity_of(one.variant),
        "facts": dump(dict(one.facts)),
        "evidence": dump([list(cell) for cell in one.evidence]),
        "pack": work.pack.key,
        "found": work.today.isoformat(),
    }


def _insert(work: Work, new: list[Finding]) -> None:
    if new:
        keys = ({"rule": f.rule, "subject": f.subject, "subject_id": f.subject_id, "item": f.item} for f in new)
        fresh = [key | _values(work, one) | {"state": OPEN} for key, one in zip(keys, new, strict=True)]
        work.connection.execute(insert(flag), fresh)


def _update(work: Work, changed: list[tuple[int, Finding, str]]) -> None:
    if not changed:
        return
    work.keep_rows(flag, [id_ for id_, _, _ in changed])
    fresh = [_values(work, one) | {"key": id_, "state": state} for id_, one, state in changed]
    columns: dict[str, Any] = {name: bindparam(name) for name in fresh[0] if name != "key"}
    statement = update(flag).where(flag.c.id == bindparam("key", type_=Integer)).values(columns)
    work.connection.execute(statement, fresh)


def _close(work: Work, gone: list[int]) -> None:
    if gone:
        work.keep_rows(flag, gone)
        statement = update(flag).where(flag.c.id == bindparam("key", type_=Integer)).values(state=GONE)
        work.connection.execute(statement, [{"key": id_} for id_ in gone])


def dispose(work: Work, flag_id: int, decision: str, reason: str) -> None:
    """Keep what a person decided about a flag as it stands now."""
    row = work.connection.execute(select(flag.c.fingerprint).where(flag.c.id == flag_id)).one()
    work.keep_rows(flag, [flag_id])
    values = {"flag_id": flag_id, "fingerprint": row.fingerprint, "decision": decision, "reason": reason}
    work.add(disposition, values | {"officer": work.officer, "at": work.stamp})
    work.connection.execute(update(flag).where(flag.c.id == flag_id).values(state=decision))
    work.changed.add("flag")


def read(connection: Connection, flag_id: int) -> dict[str, Any]:
    """One flag with facts, evidence and all its dispositions, newest first."""
    found = connection.execute(select(flag).where(flag.c.id == flag_id)).mappings().one()
    row = rows.load(found, "facts", "evidence")
    row["evidence"] = [Evidence(*cell) for cell in row["evidence"]]
    query = select(disposition).where(disposition.c.flag_id == flag_id).order_by(disposition.c.id.desc())
    return row | {"dispositions": rows.every(connection, query)}


def of_subject(connection: Connection, subject: str, subject_id: int) -> list[dict[str, Any]]:
    """All flags of a cadre or a unit that are not gone, the gravest first."""
    query = select(flag).where(flag.c.subject == subject, flag.c.subject_id == subject_id, flag.c.state != GONE)
    return sorted(rows.every(connection, query, "facts"), key=lambda row: ("ROYI".index(row["severity"]), row["rule"]))


def counts(connection: Connection) -> dict[tuple[str, str], int]:
    """How many flags are open, by rule and severity."""
    query = select(flag.c.rule, flag.c.severity, func.count()).where(flag.c.state == OPEN)
    return {
        (rule, severity): n for rule, severity, n in connection.execute(query.group_by(flag.c.rule, flag.c.severity))
    }


def files(connection: Connection, batches: Collection[int]) -> dict[int, str]:
    """Names of the files that batches came from."""
    query = select(batch.c.id, batch.c.file).where(batch.c.id.in_(batches))
    return dict(connection.execute(query).all())
