"""回避: an officer does not handle what concerns himself or a person recorded as close to him."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from cadre_desk.storage.tables import avoidance, cadre, relative

SELF = "本人"


def of(connection: Connection, officer_id: int) -> list[dict[str, Any]]:
    """The persons an officer keeps away from: identity, relation, name; he himself is 本人."""
    query = select(avoidance).where(avoidance.c.officer_id == officer_id).order_by(avoidance.c.relation)
    return [dict(row) for row in connection.execute(query).mappings()]


def put(connection: Connection, officer_id: int, persons: Sequence[dict[str, Any]]) -> None:
    """Replace the list of one officer."""
    connection.execute(delete(avoidance).where(avoidance.c.officer_id == officer_id))
    if persons:
        connection.execute(insert(avoidance), [{**one, "officer_id": officer_id} for one in persons])


def relation(connection: Connection, officer_id: int, cadre_id: int) -> str:
    """How the cadre is close to the officer; empty where nothing is recorded.

    Either he is on the officer's list, or one of the two is among the recorded relatives of the other.
    """
    listed = (
        select(avoidance.c.relation)
        .join(cadre, cadre.c.identity == avoidance.c.identity)
        .where(avoidance.c.officer_id == officer_id, cadre.c.id == cadre_id)
    )
    if found := connection.execute(listed).scalar():
        return str(found)
    kin = (
        select(relative.c.relation)
        .join(avoidance, avoidance.c.identity == relative.c.relative_identity)
        .where(avoidance.c.officer_id == officer_id, avoidance.c.relation == SELF, relative.c.cadre_id == cadre_id)
    )
    if found := connection.execute(kin).scalar():
        return f"对方家庭成员（{found}）"
    himself, other = cadre.alias("himself"), cadre.alias("other")
    own = (
        select(relative.c.relation)
        .join(himself, himself.c.id == relative.c.cadre_id)
        .join(avoidance, avoidance.c.identity == himself.c.identity)
        .join(other, other.c.identity == relative.c.relative_identity)
        .where(avoidance.c.officer_id == officer_id, avoidance.c.relation == SELF, other.c.id == cadre_id)
    )
    found = connection.execute(own).scalar()
    return f"本人家庭成员（{found}）" if found else ""
