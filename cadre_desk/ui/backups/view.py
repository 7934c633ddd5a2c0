"""The generations of backup, what can be done with them, and how to go back to one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cadre_desk.ui.kit import generations
from cadre_desk.ui.kit.basics import advice, button, card, label, paragraph, vertical
from cadre_desk.ui.kit.progress import Progress
from cadre_desk.ui.kit.table import Record, small_table


class BackupsView(QWidget):
    """A list with its deeds, and the way back below it."""

    make_wished = Signal()
    inspect_wished = Signal(object)  # rows
    copy_wished = Signal(int)  # row
    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 10)
        layout.setSpacing(8)
        layout.addLayout(self._top())
        self.reminder = paragraph()
        self.reminder.hide()
        layout.addWidget(self.reminder)
        self._pages = QStackedWidget()
        empty = self.tr(
            "还没有备份。按“立即备份”做第一份；以后有改动时会自动备份。\n备份和保险库在同一块硬盘上，请再复制到移动硬盘或光盘。"
        )
        self._pages.addWidget(advice(empty))
        holder = QWidget()
        column = vertical(holder)
        self.table, self.records = small_table(generations.GENERATIONS)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setAccessibleName(self.tr("备份"))
        self.table.chosen.connect(self.chosen)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_possible())
        column.addWidget(self.table, 1)
        self.place = paragraph("", "muted")
        column.addWidget(self.place)
        self._pages.addWidget(holder)
        layout.addWidget(self._pages, 1)
        self.progress = Progress()
        layout.addWidget(self.progress)
        self.said = paragraph("", "muted")
        self.said.hide()
        layout.addWidget(self.said)
        layout.addWidget(self._way_back())

    def _top(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(label(self.tr("备份"), "title"))
        line.addStretch(1)
        self.inspect = button(self.tr("检验(&V)"))
        self.inspect.setToolTip(self.tr("逐字节检查所选备份；没有选时检查全部"))
        self.copy = button(self.tr("复制到其他介质(&O)…"))
        self.copy.setToolTip(self.tr("把所选备份复制到移动硬盘等，并从那里读回核对"))
        self.make = button(self.tr("立即备份(&B)"), "primary")
        self.inspect.clicked.connect(lambda: self.inspect_wished.emit(self.rows()))
        self.copy.clicked.connect(lambda: self.copy_wished.emit(self.rows()[0]))
        self.make.clicked.connect(self.make_wished)
        for one in (self.inspect, self.copy, self.make):
            line.addWidget(one)
        return line

    def _way_back(self) -> QFrame:
        frame, layout = card(self.tr("怎样从备份恢复"))
        text = self.tr(
            "1. 按 Ctrl+L 回到登录窗口，点“从备份恢复…”。\n"
            "2. 选一份完好的备份，输入姓名、口令和理由。现在的文件不会删除，原样留在保险库的 aside 文件夹。\n"
            "3. 恢复后重新登录。这份备份以后的改动不在其中，需要补录。"
        )
        layout.addWidget(paragraph(text))
        return frame

    def rows(self) -> list[int]:
        """The rows that are chosen."""
        return self.table.chosen_keys()

    def _show_possible(self) -> None:
        busy = self.progress.isVisible()
        there = bool(self.records.rowCount())
        self.make.setEnabled(not busy)
        self.inspect.setEnabled(there and not busy)
        self.copy.setEnabled(len(self.rows()) == 1 and not busy)

    def show_generations(self, records: Sequence[Record], row: int) -> None:
        """The list, with that row chosen."""
        self.records.set_records(records)
        self._pages.setCurrentIndex(1 if records else 0)
        if records:
            self.table.setCurrentIndex(self.records.index(max(0, min(row, len(records) - 1)), 0))
        self._show_possible()

    def show_reminder(self, text: str) -> None:
        """That a copy elsewhere is overdue."""
        self.reminder.setText(f"▲ {text}" if text else "")
        self.reminder.setVisible(bool(text))

    def start(self, words: str) -> None:
        """Something begins that takes a while."""
        self.tell("")
        self.progress.start(words)
        self._show_possible()

    def end(self) -> None:
        """It is over, however it ended."""
        self.progress.hide()
        self._show_possible()

    def tell(self, text: str, *, fault: bool = False) -> None:
        """What came of it."""
        self.said.setProperty("role", "fault" if fault else "muted")
        self.said.style().polish(self.said)
        self.said.setText(text)
        self.said.setVisible(bool(text))
