"""The journal as a list: rows come page by page from the vault, newest first."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtWidgets import QWidget

from cadre_desk.services import auditing
from cadre_desk.services.auditing import Entry, Filter
from cadre_desk.ui.kit import theme
from cadre_desk.ui.kit.table import Column, ColumnModel, Record, moment, noop
from cadre_desk.ui.kit.tasks import Tasks

_PAGE = 200
FAILED = "失败"


def words(text: str) -> str:
    """A text of this module in the language of the window."""
    return QCoreApplication.translate("audit", text)


def severity(record: Record) -> str:
    """Red for what failed; nothing else is coloured."""
    return "R" if record["result"] == FAILED else ""


def result(record: Record) -> str:
    """成功, ■ 失败."""
    return f"{theme.SIGNS['R']} {record['result']}" if severity(record) else str(record["result"])


ENTRIES = (
    Column(noop("columns", "序号"), "id", 7, right=True),
    Column(noop("columns", "时间"), "at", 16, moment),
    Column(noop("columns", "人员"), "officer", 11),
    Column(noop("columns", "岗位"), "role", 15),
    Column(noop("columns", "事项"), "action", 13),
    Column(noop("columns", "结果"), "*", 8, result, severity=severity),
    Column(noop("columns", "对象"), "subject", 16),
)


def record(one: Entry) -> Record:
    """A row of the list."""
    return {name: getattr(one, name) for name in Entry.__slots__}


class JournalModel(ColumnModel):
    """As many rows as fit the filter; those that are looked at are asked for, page by page."""

    loaded = Signal(int)

    def __init__(self, tasks: Tasks, fail: Callable[[BaseException], None], parent: QWidget | None = None) -> None:
        super().__init__(ENTRIES, parent)
        self._tasks, self._fail = tasks, fail
        self._filter, self._count, self._turn = Filter(), 0, 0
        self._pages: dict[int, list[Record]] = {}
        self._asked: set[int] = set()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._count

    def record(self, row: int) -> Record | None:
        number, place = divmod(row, _PAGE)
        page = self._pages.get(number)
        if page is None:
            self._fetch(number)
            return None
        return page[place] if place < len(page) else None

    def _fetch(self, number: int) -> None:
        if number in self._asked:
            return
        self._asked.add(number)
        which, turn = self._filter, self._turn
        self._tasks.look(
            self,
            lambda desk: auditing.entries(desk, which, number * _PAGE, _PAGE),
            lambda found: self._take_page(number, found, turn),
            self._fail,
        )

    def _take_page(self, number: int, found: list[Entry], turn: int) -> None:
        if turn != self._turn:
            return
        self._pages[number] = [record(one) for one in found]
        first = number * _PAGE
        last = min(first + _PAGE, self._count) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def load(self, which: Filter) -> None:
        """Show what fits; the old rows stay until the new number is there."""
        self._turn += 1
        turn = self._turn
        self._tasks.look(
            self, lambda desk: auditing.held(desk, which), lambda found: self._take(found, turn), self._fail
        )

    def _take(self, found: tuple[Filter, int], turn: int) -> None:
        if turn != self._turn:
            return
        self.beginResetModel()
        (self._filter, self._count), self._pages, self._asked = found, {}, set()
        self.endResetModel()
        self.loaded.emit(self._count)


def facts(one: Record) -> list[tuple[str, str]]:
    """Names and values of one row, for the page beside the list."""
    copied: Any = one["copied"]
    business = words(noop("audit", "业务操作记录第{0}条的副本，不含内容")).format(copied)
    return [
        (words(noop("audit", "序号")), str(one["id"])),
        (words(noop("audit", "时间")), str(one["at"]).replace("T", " ")),
        (words(noop("audit", "人员")), str(one["officer"])),
        (words(noop("audit", "岗位")), str(one["role"])),
        (words(noop("audit", "事项")), str(one["action"])),
        (words(noop("audit", "结果")), result(one)),
        (words(noop("audit", "对象")), str(one["subject"])),
        (words(noop("audit", "说明")), business if copied is not None else str(one["detail"]).replace("；", "\n")),
    ]
