"""回收站: records deleted with a reason, put back as they were, or purged for ever."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cadre_desk.services import upkeep
from cadre_desk.services.avoiding import require_apart, shut
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import Gone, Refused
from cadre_desk.services.history import owner_of
from cadre_desk.services.record_words import KINDS, ROWS, TABLES, Words
from cadre_desk.storage import history, verification
from cadre_desk.storage import recycling as store
from cadre_desk.storage.work import Ask, Work

__all__ = ["DELETABLE", "STATES", "Deletion", "Weight", "bin", "delete", "find", "purge", "restore", "weigh"]

DELETABLE = ("unit", "quota", "cadre", "relative", "post", "declaration", "measure", "case", "letter")
STATES: Mapping[str, str] = {store.KEPT: "在回收站", store.RESTORED: "已恢复", store.PURGED: "已清除"}
_DELETING, _RESTORING, _PURGING = "删除记录", "恢复记录", "清除记录"
_MOST = 50  # obstacles told at once
_PATIENCE = 10.0  # seconds for those who read beside a purge; no list takes as long
_LETTERS_GO = ("draft", "withdrawn")


@dataclass(frozen=True, slots=True)
class Deletion:
    """One deletion: what went, who did it and why, and what became of it."""

    id: int
    kind: str
    key: str
    what: str  # in words; empty once it is purged
    officer: str
    at: str
    reason: str
    rows: int
    state: str  # a key of STATES
    ended_by: str
    ended_at: str

    def __str__(self) -> str:
        """One line for a list."""
        words = f"{self.id} {self.at.replace('T', ' ')} {self.officer} {KINDS[self.kind]} {self.what}"
        ended = f"，{STATES[self.state]}（{self.ended_by} {self.ended_at.replace('T', ' ')}）" if self.ended_by else ""
        return f"{words.strip()}（共{self.rows}行）" + (f"：{self.reason}" if self.reason else "") + ended


@dataclass(frozen=True, slots=True)
class Weight:
    """What a deletion would take, to be shown before it is confirmed."""

    what: str
    rows: Mapping[str, int]  # what the rows are called -> how many
    refusal: str  # why it is not possible; empty where it is


def _require(reason: str, what: str) -> str:
    if not reason.strip():
        raise Refused(f"请写明{what}理由：须记录依据，写好后再办")
    return reason.strip()


# -- deleting --------------------------------------------------------------------------------------------------------


def weigh(ask: Ask, kind: str, key: str) -> Weight:
    """What deleting a record would take along, and whether it may be deleted; Refused where it is not there."""
    if kind not in DELETABLE:
        raise Refused(f"“{KINDS.get(kind, kind)}”不能删除；可以删除的有：{'、'.join(KINDS[one] for one in DELETABLE)}")
    state = history.current(ask.connection, TABLES[kind], key)
    if state is None:
        raise Gone(f"库中没有这条{KINDS[kind]}，可能已被删除；请刷新列表，或在回收站中查看")
    require_apart(ask, owner_of(kind, state))
    counts = store.weigh(ask.connection, TABLES[kind], key)
    refusal = "；".join(_refusals(ask, kind, state))
    return Weight(Words(ask).title(kind, state), {ROWS[name]: count for name, count in counts.items()}, refusal)


def _refusals(ask: Ask, kind: str, state: history.State) -> Iterable[str]:
    """Why a record may not be deleted, and what to do instead."""
    if kind == "unit":
        used = store.users(ask.connection, state["id"])
        if any(used.values()):
            words = "、".join(f"{count}条{ROWS[name]}" for name, count in used.items() if count)
            yield f"还有{words}记录在“{state['name']}”名下，请先把它们改到其他单位或删除，再删除单位"
    elif kind == "cadre":
        yield from _letters_refuse(ask, store.letters(ask.connection, cadre_id=state["id"]))
    elif kind == "letter":
        yield from _letters_refuse(ask, [state])
    elif kind == "measure":
        for letter in store.letters(ask.connection, cadre_id=state["cadre_id"], measure_n=state["n"]):
            yield f"这条处理由“{letter['number']}”记录，不能单独删除；确需取消的，请在“函件”中撤回该件"
        if title := verification.recorded_by(ask.connection, state["cadre_id"], state["n"]):
            yield f"这条处理由查核认定（{title}）记录，不能单独删除；认定有误的，请在“查核”中撤销认定"


def _letters_refuse(ask: Ask, letters: Iterable[history.State]) -> Iterable[str]:
    """A numbered document is never deleted, nor one that others are dealing with."""
    for letter in letters:
        kind = ask.pack.letters[letter["kind"]]
        if letter["number"]:
            yield (
                f"{kind.title}“{letter['number']}”已经编号，编号的公文不得删除；发错的请撤回（文号保留），"
                "本人不再属于监督对象的，请把“在职状态”改为退休、调出等"
            )
        elif letter["state"] not in _LETTERS_GO:
            yield f"第{letter['id']}号{kind.title}{kind.states[letter['state']]}，请先退回或撤回，再删除"


def delete(desk: Desk, kind: str, key: str, reason: str) -> Deletion:
    """Take a record with all that hangs on it into the 回收站; Refused with what to do where that may not be."""
    because = _require(reason, "删除")

    def task(work: Work) -> Deletion:
        weight = weigh(work, kind, key)
        if weight.refusal:
            raise Refused(f"不能删除{KINDS[kind]}“{weight.what}”：{weight.refusal}")
        table = TABLES[kind]
        id_ = store.delete(work, kind, table, key, weight.what, because)
        # no names in the audit, which can never be purged: they stand with the deletion
        work.subject = f"{table.name} {key}"
        work.detail = {"deletion": id_, "rows": sum(weight.rows.values())}
        return find(work, id_)

    return desk.change(_DELETING, task)


# -- the bin ---------------------------------------------------------------------------------------------------------


def bin(ask: Ask, states: Iterable[str] = (store.KEPT,)) -> list[Deletion]:
    """What lies in the 回收站, newest first; other states show what became of the rest.

    回避: what concerned a cadre whom the officer keeps away from is not among it.
    """
    close = shut(ask)
    rows = store.listed(ask.connection, list(states))
    return [_deletion(row) for row in rows if not (close and _owner(ask, row) in close)]


def find(ask: Ask, deletion_id: int) -> Deletion:
    """One deletion; Refused where there is none with that number."""
    return _deletion(_row(ask, deletion_id))


def _row(ask: Ask, deletion_id: int) -> history.State:
    row = store.find(ask.connection, deletion_id)
    if row is None:
        raise Refused(f"回收站中没有编号为{deletion_id}的删除记录，请先列出回收站核对编号")
    return row


def _kept(ask: Ask, deletion_id: int) -> history.State:
    row = _row(ask, deletion_id)
    if row["state"] != store.KEPT:
        raise Refused(f"编号{deletion_id}的删除记录{STATES[row['state']]}，不在回收站中")
    require_apart(ask, _owner(ask, row))
    return row


def _owner(ask: Ask, row: Mapping[str, Any]) -> int | None:
    """The cadre whom a deletion concerned, as far as anything is known of it."""
    state = history.last_known(ask.connection, TABLES[row["kind"]], row["row_key"])
    return owner_of(row["kind"], state) if state else None


def _deletion(row: Mapping[str, Any]) -> Deletion:
    row = {**row, "key": row["row_key"], "ended_by": row["ended_by"] or "", "ended_at": row["ended_at"] or ""}
    return Deletion(**{name: row[name] for name in Deletion.__slots__})


def restore(desk: Desk, deletion_id: int, reason: str = "") -> Deletion:
    """Put everything of a deletion back as it was; Refused with the reason where something stands in the way."""

    def task(work: Work) -> None:
        row = _kept(work, deletion_id)
        if found := store.obstacles(work.connection, row["audit_id"], _MOST):
            told = dict.fromkeys(_obstacle_words(work, one) for one in found)
            raise Refused(f"不能恢复“{row['what']}”：{'；'.join(told)}")
        store.restore(work, row)
        work.subject, work.detail = f"{TABLES[row['kind']].name} {row['row_key']}", {"deletion": deletion_id}
        if reason.strip():
            work.detail["reason"] = reason.strip()

    desk.change(_RESTORING, task)
    return desk.ask(lambda ask: find(ask, deletion_id))  # who ended it and when stands in the audit row, written last


def _obstacle_words(ask: Ask, one: store.Obstacle) -> str:
    if one.missing:
        parent = ROWS[one.missing]
        if one.held_by:
            return f"所属{parent}也在回收站中，请先恢复编号{one.held_by}的删除记录"
        return f"所属{parent}已不在库中（已清除，或随导入撤销），请先登记该{parent}"
    kind = next((kind for kind, table in TABLES.items() if table.name == one.table), "")
    title = Words(ask).title(kind, one.state)
    return f"库中现有同一{ROWS[one.table]}“{title}”，请先核对；以回收站中的为准时，先删除现有的再恢复"


def purge(desk: Desk, deletion_id: int, reason: str) -> Deletion:
    """Remove a deletion from the 回收站 for ever, with every former state of its rows."""
    because = _require(reason, "清除")
    desk.require(_PURGING)
    upkeep.back_up_before(desk, "清除")

    def task(work: Work) -> None:
        row = _kept(work, deletion_id)
        removed = store.purge(work, TABLES[row["kind"]], row)
        work.subject = f"{TABLES[row['kind']].name} {row['row_key']}"
        work.detail = {"deletion": deletion_id, "states": removed, "reason": because}

    desk.change(_PURGING, task)
    desk.vault.checkpoint(patience=_PATIENCE)  # former pages lie in the log until then; whoever reads keeps them there
    return desk.ask(lambda ask: find(ask, deletion_id))
