"""撤销导入: an import taken back as one unit, or refused with everything that later actions built on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from cadre_desk.domain.bulk import no_collection
from cadre_desk.services import upkeep
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import Refused
from cadre_desk.services.record_words import ROWS, TABLES, Words
from cadre_desk.storage import history, tables
from cadre_desk.storage import undoing as store
from cadre_desk.storage.work import Work

__all__ = ["InTheWay", "Undone", "undo_import"]

_UNDOING = "撤销导入"
_MOST = 50
_KIND_OF = {table.name: kind for kind, table in TABLES.items()}
_WHY = {
    "changed": "导入后已被改动",
    "needs": "依赖这次导入的内容",
    "lacks": "撤销后要恢复的内容依赖已删除的记录",
}


class InTheWay(Refused):
    """Later actions keep an import from being undone; each place names the row, the action, who and when."""

    def __init__(self, file: str, places: Sequence[str], more: bool) -> None:
        """Keep the places apart, for a list on the screen."""
        rest = f"\n  只列出前{len(places)}处，其余略" if more else ""
        lines = "".join(f"\n  {place}" for place in places)
        super().__init__(f"不能撤销“{file}”的导入，请先处理以下后来的改动，再撤销：{lines}{rest}")
        self.places = tuple(places)


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing an import brought."""

    batch: int
    file: str
    removed: int
    reverted: int
    flags: int

    def __str__(self) -> str:
        """One sentence for the officer."""
        flags = f"，有关的预警{self.flags}条一并移除" if self.flags else ""
        return (
            f"已撤销“{self.file}”的导入（第{self.batch}批）：移除{self.removed}行，恢复原内容{self.reverted}行{flags}"
        )


@no_collection()
def undo_import(desk: Desk, batch_id: int, reason: str) -> Undone:
    """Remove what an import added, give what it changed its former content; InTheWay where later work rests on it."""
    if not reason.strip():
        raise Refused("请写明撤销理由：须记录依据，写好后再办")

    desk.require("撤销导入")
    upkeep.back_up_before(desk, "撤销导入")

    def task(work: Work) -> Undone:
        found = store.find(work.connection, batch_id)
        if found is None:
            raise Refused(f"没有第{batch_id}批导入，请先列出导入批次核对编号")
        if found["undone_at"]:
            when = found["undone_at"].replace("T", " ")
            raise Refused(f"第{batch_id}批“{found['file']}”已由{found['undone_by']}于{when}撤销，需要时请重新导入")
        undoing = store.Undoing(work, found)
        if not undoing.possible():
            raise Refused(f"第{batch_id}批“{found['file']}”是升级前导入的，当时没有保存撤销所需的内容，不能撤销")
        places = list(islice(undoing.later(), _MOST + 1))
        if places:
            raise InTheWay(found["file"], _places(work, places[:_MOST]), len(places) > _MOST)
        done = undoing.undo(reason.strip())
        undoing.close()
        work.subject = found["file"]
        work.detail = {"batch": batch_id, "removed": done.removed, "reverted": done.reverted, "reason": reason.strip()}
        return Undone(batch_id, found["file"], done.removed, done.reverted, done.flags)

    return desk.change(_UNDOING, task)


def _places(work: Work, later: Sequence[store.Later]) -> list[str]:
    words = Words(work)
    known = history.actions(work.connection, {one.action for one in later})
    found = []
    for one in later:
        action = known.get(one.action)
        when = f"{action['at'].replace('T', ' ')} {action['officer']} {action['action']}" if action else "时间不详"
        file = f" {action['subject']}" if action and action["action"] == "导入" else ""
        found.append(f"{_what(work, words, one)}：{_WHY[one.why]}（{when}{file}）")
    return found


def _what(work: Work, words: Words, one: store.Later) -> str:
    """A row in words; a section of a declaration by its title."""
    table, key, section = one.table, one.key, ""
    if table is tables.entry:
        key, _, name = key.rpartition("/")
        table, section = tables.declaration, f"“{work.pack.sections[name].title}”"
    state = history.last_known(work.connection, table, key)
    kind = _KIND_OF[table.name]
    return f"{ROWS[table.name]} {words.title(kind, state) if state else key}{section}"
