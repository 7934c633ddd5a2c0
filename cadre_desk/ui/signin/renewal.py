"""A first or expired password is changed here, before the main window opens."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cadre_desk.ui.kit.basics import button, label, paragraph


class RenewalView(QWidget):
    """The new password twice; the old one was typed a moment ago."""

    wished = Signal(str)
    given_up = Signal()

    def __init__(self, officer: str, why: str) -> None:
        super().__init__()
        self._done = False
        self.setWindowTitle(self.tr("干部监督工作台"))
        self.setMinimumWidth(460)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(36, 30, 36, 26)
        layout.setSpacing(10)
        layout.addWidget(label(self.tr("修改口令"), "title"))
        layout.addWidget(label(self.tr("经办人：{0}").format(officer), "muted"))
        layout.addWidget(paragraph(why))
        layout.addSpacing(6)
        form = QFormLayout()
        self.new, self.again = QLineEdit(), QLineEdit()
        for edit, name in ((self.new, self.tr("新口令")), (self.again, self.tr("再输一遍"))):
            edit.setEchoMode(QLineEdit.EchoMode.Password)
            edit.setAccessibleName(name)
            edit.textChanged.connect(self._on_typed)
            edit.returnPressed.connect(self._on_go)
            form.addRow(name, edit)
        layout.addLayout(form)
        self.message = label("", "fault", wrap=True)
        layout.addWidget(self.message)
        layout.addStretch(1)
        line = QHBoxLayout()
        line.addStretch(1)
        self.back = button(self.tr("退出"))
        self.go = button(self.tr("修改并进入"), "primary")
        self.go.setDefault(True)
        self.back.clicked.connect(self.close)
        self.go.clicked.connect(self._on_go)
        line.addWidget(self.back)
        line.addWidget(self.go)
        layout.addLayout(line)
        self._on_typed()
        self.new.setFocus()

    def _on_typed(self) -> None:
        self.go.setEnabled(bool(self.new.text() and self.again.text()))

    def _on_go(self) -> None:
        if not self.go.isEnabled():
            return
        if self.new.text() != self.again.text():
            self.tell(self.tr("两遍新口令不一致，请重新输入。"))
            self.again.setFocus()
            return
        self.set_busy(True)
        self.wished.emit(self.new.text())

    def set_busy(self, on: bool) -> None:
        """While it is changed nothing can be pressed twice."""
        for widget in (self.new, self.again, self.go, self.back):
            widget.setEnabled(not on)
        if on:
            self.tell(self.tr("正在修改……"), fault=False)

    def tell(self, text: str, *, fault: bool = True) -> None:
        """What is wrong, or what goes on."""
        self.message.setProperty("role", "fault" if fault else "muted")
        self.message.style().polish(self.message)
        self.message.setText(text)
        self.adjustSize()

    def finish(self) -> None:
        """The password is changed: nothing of it stays, the window goes."""
        self._done = True
        for edit in (self.new, self.again):
            edit.clear()
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if not self._done:
            self._done = True
            self.given_up.emit()
