"""Long work: what is going on, how far it is, and a way out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from cadre_desk.ui.kit.basics import button, label


class Progress(QWidget):
    """What is going on, and a way out; hidden when nothing is."""

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self.words = label("")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("进度"))
        self.cancel = button(self.tr("取消"))
        self.cancel.setToolTip("Esc")
        self.cancel.setShortcut("Esc")
        self.cancel.clicked.connect(self._on_cancel)
        line.addWidget(self.words)
        line.addWidget(self.bar, 1)
        line.addWidget(self.cancel)
        self.hide()

    def _on_cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.words.setText(self.tr("正在取消……"))
        self.cancelled.emit()

    def start(self, words: str) -> None:
        """Something begins."""
        self.cancel.setEnabled(True)
        self.show_progress(words, 0, 0)
        self.show()

    def show_progress(self, words: str, done: int, total: int) -> None:
        """How far it is; total 0 where that is not known."""
        if self.cancel.isEnabled():
            count = f" {done:,}/{total:,}" if total else f" {done:,}" if done else ""
            self.words.setText(f"{words}{count}")
            self.bar.setRange(0, total)
            self.bar.setValue(done)
