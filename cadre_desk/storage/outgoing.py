"""The register of what left the program, and the approvals it left on.

A line is entered before the first byte leaves and closed afterwards; triggers keep it from being changed or removed.
"""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, func, select, update

from cadre_desk.storage import rows
from cadre_desk.storage.tables import approval, entry, outgoing
from cadre_desk.storage.work import Work

WAITING: Final = "waiting"
WRITTEN: Final = "written"
FAILED: Final = "failed"


def enter(work: Work, values: Mapping[str, object], number: str) -> int:
    """A new line with the next serial of the year, which the pattern of the number names; its id."""
    year = work.today.year
    query = select(func.max(outgoing.c.serial)).where(outgoing.c.year == year)
    serial = int(work.connection.execute(query).scalar() or 0) + 1
    head = {"year": year, "serial": serial, "number": number.format(year=year, serial=serial)}
    made = {"officer": work.officer, "at": work.stamp, "audit_id": work.audit_id, "state": WAITING}
    return work.add(outgoing, {**values, **head, **made})


def close(work: Work, line: int, state: str, **values: object) -> None:
    """What became of it; a line is closed once."""
    change = update(outgoing).where(outgoing.c.id == line).values(state=state, finished=work.stamp, **values)
    work.connection.execute(change)
    work.changed.add(outgoing.name)


def read(connection: Connection, line: int) -> dict[str, Any] | None:
    """One line, or None."""
    return rows.one(connection, select(outgoing).where(outgoing.c.id == line))


def grant(work: Work, approver: str, what: str, digest: str) -> int:
    """Keep an approval for the officer at the desk; its id."""
    values = {"requester": work.officer, "approver": approver, "what": what, "digest": digest}
    return work.add(approval, values | {"at": work.stamp, "audit_id": work.audit_id})


def granted(connection: Connection, approval_id: int) -> dict[str, Any] | None:
    """One approval, or None."""
    return rows.one(connection, select(approval).where(approval.c.id == approval_id))


def use(work: Work, approval_id: int) -> bool:
    """Use an approval for what is done in this transaction; False where it was used already."""
    unused = (approval.c.id == approval_id) & approval.c.used_audit_id.is_(None)
    done = work.connection.execute(update(approval).where(unused).values(used_audit_id=work.audit_id))
    work.changed.add(approval.name)
    return done.rowcount == 1


def entries_by_section(connection: Connection) -> dict[str, int]:
    """How many lines of declarations each section has, in one reading."""
    query = select(entry.c.section, func.count()).group_by(entry.c.section)
    return {str(section): int(count) for section, count in connection.execute(query)}
