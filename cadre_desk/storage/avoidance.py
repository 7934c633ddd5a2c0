"""回避: an officer does not handle what concerns himself or a person recorded as close to him."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select

from cadre_desk.storage.tables import avoidance, cadre, flag, relative

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
    if not connection.execute(select(avoidance.c.relation).where(avoidance.c.officer_id == officer_id)).first():
        return ""
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


def shut(connection: Connection, officer_id: int) -> Mapping[int, str]:
    """All cadres for whom relation says something: id -> identity. One short look where the officer's list is empty."""
    listed = of(connection, officer_id)
    if not listed:
        return {}
    query = select(cadre.c.id, cadre.c.identity).where(cadre.c.identity.in_([one["identity"] for one in listed]))
    found = {row.id: row.identity for row in connection.execute(query)}
    if own := [one["identity"] for one in listed if one["relation"] == SELF]:
        himself = cadre.alias("himself")
        of_him = select(relative.c.relative_identity).join(himself, himself.c.id == relative.c.cadre_id)
        his = of_him.where(himself.c.identity.in_(own), relative.c.relative_identity.is_not(None))
        theirs = select(relative.c.cadre_id).where(relative.c.relative_identity.in_(own))
        for kin in (cadre.c.identity.in_(his), cadre.c.id.in_(theirs)):
            query = select(cadre.c.id, cadre.c.identity).where(kin)
            found |= {row.id: row.identity for row in connection.execute(query)}
    return found


# -- what belongs to those cadres ------------------------------------------------------------------------------------


def count(connection: Connection, table: Table, cadres: Collection[int], **where: object) -> int:
    """How many rows of a table are theirs; none where its rows belong to nobody."""
    owner = table.c.get("id" if table is cadre else "cadre_id")
    if owner is None or not cadres:
        return 0
    query = select(func.count()).select_from(table).where(owner.in_(cadres))
    for name, value in where.items():
        query = query.where(table.c[name] == value)
    return int(connection.execute(query).scalar_one())


def flags(connection: Connection, cadres: Collection[int]) -> dict[int, tuple[str, str]]:
    """Their flags: id -> fingerprint of the evidence, state."""
    if not cadres:
        return {}
    query = select(flag.c.id, flag.c.fingerprint, flag.c.state)
    found = connection.execute(query.where(flag.c.subject == "cadre", flag.c.subject_id.in_(cadres)))
    return {row.id: (row.fingerprint, row.state) for row in found}


def open_flags(connection: Connection, cadres: Collection[int]) -> Counter[tuple[str, str]]:
    """How many flags about them are open, by rule and severity."""
    if not cadres:
        return Counter()
    query = select(flag.c.rule, flag.c.severity).where(flag.c.subject == "cadre", flag.c.subject_id.in_(cadres))
    return Counter((row.rule, row.severity) for row in connection.execute(query.where(flag.c.state == "open")))
