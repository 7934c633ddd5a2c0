"""The 回收站: what was deleted, and what can be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from cadre_desk.services.recycling import STATES, Deletion
from cadre_desk.ui.kit.basics import advice, button, label, shortcut
from cadre_desk.ui.kit.table import small_table
from cadre_desk.ui.recycling import model

KEPT = "kept"


class RecyclingView(QWidget):
    """One list with its deeds above."""

    filtered = Signal()
    look_wished = Signal()
    restore_wished = Signal()
    purge_wished = Signal()

    def __init__(self, *, may_restore: bool, may_purge: bool) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 10)
        layout.setSpacing(8)
        layout.addLayout(self._top(may_restore, may_purge))
        self._pages = QStackedWidget()
        self._empty = advice()
        self.table, self._records = small_table(model.DELETIONS)
        self.table.setAccessibleName(self.tr("回收站"))
        self.table.setToolTip(self.tr("双击或回车查看删除前的内容"))
        self.table.opened.connect(lambda _: self.look_wished.emit())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_possible())
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self.table)
        layout.addWidget(self._pages, 1)
        self._count = label("", "muted")
        layout.addWidget(self._count)
        self._deletions: Sequence[Deletion] = ()
        self._show_possible()

    def _top(self, may_restore: bool, may_purge: bool) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(label(self.tr("回收站"), "title"))
        line.addStretch(1)
        self.state = QComboBox()
        self.state.setAccessibleName(self.tr("去向"))
        for key, words in STATES.items():
            self.state.addItem(words, (key,))
        self.state.addItem(self.tr("去向：全部"), tuple(STATES))
        self.state.currentIndexChanged.connect(self.filtered)
        line.addWidget(self.state)
        self.look = self._button(line, self.tr("历史"), self.look_wished, "Ctrl+H")
        self.restore = self._button(line, self.tr("恢复(&R)"), self.restore_wished, role="primary")
        self.restore.setToolTip(self.tr("连同一起删除的各行，按删除前的样子放回"))
        self.restore.setVisible(may_restore)
        self.purge = self._button(line, self.tr("永久清除…"), self.purge_wished)
        self.purge.setToolTip(self.tr("清除后不能恢复，只在审计中留下编号和理由"))
        self.purge.setVisible(may_purge)
        return line

    def _button(
        self, line: QHBoxLayout, text: str, wish: SignalInstance, keys: str = "", role: str = ""
    ) -> QPushButton:
        found = button(text, role)
        found.clicked.connect(wish)
        if keys:
            found.setToolTip(keys)
            shortcut(self, keys, found.click)
        line.addWidget(found)
        return found

    @property
    def chosen(self) -> Deletion | None:
        """The deletion of the current row."""
        row = self.table.currentIndex().row()
        return self._deletions[row] if 0 <= row < len(self._deletions) else None

    def show_deletions(self, found: Sequence[Deletion]) -> None:
        """These; the one that was chosen stays chosen, else the one in its place."""
        chosen, place = self.chosen, max(0, self.table.currentIndex().row())
        self._deletions = found
        self._records.set_records([model.record(one) for one in found])
        self._pages.setCurrentIndex(1 if found else 0)
        self._count.setText(self.tr("共{0}条").format(f"{len(found):,}") if found else "")
        here = self.state.currentData() == (KEPT,)
        waiting = self.tr("回收站是空的。在各屏的“更多”中删除的记录会放在这里，可以恢复。")
        self._empty.setText(waiting if here else self.tr("没有符合条件的删除记录。"))
        ids = [one.id for one in found]
        row = ids.index(chosen.id) if chosen and chosen.id in ids else min(place, len(found) - 1)
        if found:
            self.table.setCurrentIndex(self._records.index(row, 0))
        self._show_possible()

    def _show_possible(self) -> None:
        one = self.chosen
        self.look.setEnabled(one is not None and one.state != "purged")
        self.restore.setEnabled(one is not None and one.state == KEPT)
        self.purge.setEnabled(one is not None and one.state == KEPT)
