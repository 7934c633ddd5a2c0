"""回避: refuses to open or handle what concerns the officer himself or somebody recorded as close to him.

Lists leave such rows out by themselves (storage.lists); what is read in another way asks here.
"""

from collections.abc import Mapping, Sequence

from cadre_desk.domain.codes import CheckDigitError, CodeError, parse_identity
from cadre_desk.domain.text import compact
from cadre_desk.services.desk import Ask, Desk, Work
from cadre_desk.services.errors import Refused
from cadre_desk.storage import avoidance

_NARROWED = frozenset({"cadre", "declaration", "flag", "letter", "measure", "campaign_case"})


class Avoid(Refused):
    """The officer must keep away from this person."""


def require_apart(ask: Ask, cadre_id: int | None) -> None:
    """Raise Avoid where the officer is, or is close to, that cadre."""
    if cadre_id is None:
        return
    if found := avoidance.relation(ask.connection, ask.officer_id, cadre_id):
        raise Avoid(f"需要回避：这名干部与经办人“{ask.officer}”的关系是“{found}”。请由其他经办人查看和办理。")


def shut(ask: Ask) -> Mapping[int, str]:
    """The cadres whom the officer who asks keeps away from: id -> identity."""
    return avoidance.shut(ask.connection, ask.officer_id)


def left_out(persons: int) -> str:
    """That so many persons are not in what is shown or written; empty where there are none."""
    return f"按回避规定未含{persons}人" if persons else ""


def persons(desk: Desk, officer_id: int) -> list[dict[str, str]]:
    """Whom an officer keeps away from: identity, relation, name."""
    return desk.ask(lambda ask: avoidance.of(ask.connection, officer_id))


def record(desk: Desk, officer_id: int, persons: Sequence[dict[str, str]]) -> None:
    """Replace the list of an officer: he himself as 本人, and those close to him, by identity number.

    The former list stays in the history. An officer shortens his own list only where nobody else could do it.
    """
    rows = [_row(one) for one in persons]
    if len({row["identity"] for row in rows}) < len(rows):
        raise Refused("有的身份证号写了两次，每人写一行。没有改动。")
    officers = {one.id: one for one in desk.vault.keystore.officers}
    if officer_id not in officers:
        raise Refused("没有这个账号，可能已被停用。请刷新账号列表后重试。没有改动。")
    alone = not any(one.officer.holds_data for one in officers.values() if one.id != desk.vault.account.id)

    def task(work: Work) -> None:
        before = {row["identity"]: row for row in avoidance.of(work.connection, officer_id)}
        gone = [row for row in before.values() if row["identity"] not in {one["identity"] for one in rows}]
        if gone and officer_id == work.officer_id and not alone:
            raise Refused("自己的回避名单只能增加，不能删去已登记的人。确需删去的，请其他经办人办理。没有改动。")
        work.keep_before("avoidance", [(f"{officer_id}/{key}", row) for key, row in before.items()])
        avoidance.put(work.connection, officer_id, rows)
        work.subject, work.detail = f"officer {officer_id}", {"persons": len(rows), "removed": len(gone)}
        work.changed.add("avoidance")
        if officer_id == work.officer_id:  # he is given other rows from now on
            work.changed |= _NARROWED

    desk.change("登记回避", task)


def _row(given: dict[str, str]) -> dict[str, str]:
    """One person as he is kept; the number as ledgers keep it, or it would never be found."""
    row = {name: given.get(name, "").strip() for name in ("identity", "relation", "name")}
    if not row["identity"] or not row["relation"]:
        raise Refused("每一行都要写身份证号和关系（本人写“本人”）。没有改动。")
    try:
        return row | {"identity": parse_identity(row["identity"]).text}
    except CheckDigitError:  # such a number may be on record, accepted with a reason
        return row | {"identity": compact(row["identity"]).upper()}
    except CodeError as error:
        raise Refused(f"身份证号“{row['identity']}”不对：{error}。请改正后再保存。没有改动。") from error
