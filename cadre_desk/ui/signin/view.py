"""The sign-in window: nothing heavy is loaded for it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from cadre_desk.ui.kit.basics import button, label


class SignInView(QWidget):
    """Officer and password; for a new vault the password twice."""

    submitted = Signal(str, str)  # officer, password
    folder_wished = Signal()
    restore_wished = Signal()
    stop_wished = Signal()

    def __init__(self, folder: Path, *, new: bool) -> None:
        super().__init__()
        self.new = new
        self.setWindowTitle(self.tr("干部监督工作台"))
        self.setMinimumWidth(460)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(36, 30, 36, 26)
        layout.setSpacing(10)
        layout.addWidget(label(self.tr("干部监督工作台"), "title"))
        layout.addWidget(label(self.tr("新建保险库") if new else self.tr("登录保险库"), "muted"))
        self.notice = label(wrap=True)
        self.notice.hide()
        layout.addWidget(self.notice)
        layout.addSpacing(8)
        layout.addLayout(self._form())
        layout.addLayout(self._place(folder))
        self.message = label(role="fault", wrap=True)
        layout.addWidget(self.message)
        layout.addStretch(1)
        layout.addLayout(self._buttons())
        (self.officer if new else self.password).setFocus()

    def offer(self, officers: Sequence[str], chosen: str = "") -> None:
        """Whose names there are to choose from, and who comes first to mind."""
        self.officer.addItems(list(officers))
        if chosen in officers:
            self.officer.setCurrentText(chosen)

    def show_notice(self, text: str) -> None:
        """Why one is asked to sign in again."""
        self.notice.setText(text)
        self.notice.setVisible(bool(text))
        self.adjustSize()

    def wait_for(self, text: str) -> None:
        """The vault cannot be opened before something has ended, which may be stopped."""
        self.set_busy(True, text)
        self.stop.setEnabled(True)
        self.stop.show()
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.StrongFocus)
        self.setFocus()  # not on the one button that can be pressed: a key alone stops nothing
        self.adjustSize()

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        self.officer = QComboBox()
        self.officer.setEditable(self.new)
        self.officer.setAccessibleName(self.tr("经办人"))
        self.password, self.again = _secret(), _secret()
        form.addRow(self.tr("经办人"), self.officer)
        form.addRow(self.tr("口令"), self.password)
        if self.new:
            self.password.setPlaceholderText(self.tr("至少10位，不全是数字，不含姓名"))
            form.addRow(self.tr("再输一次"), self.again)
        return form

    def _place(self, folder: Path) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(label(self.tr("位置：{0}").format(folder), "muted", wrap=True), 1)
        other = button(self.tr("换一个保险库…"), "link")
        other.clicked.connect(self.folder_wished)
        self.other = other
        line.addWidget(other)
        return line

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self.restore = button(self.tr("从备份恢复…"), "link")
        self.restore.clicked.connect(self.restore_wished)
        line.addWidget(self.restore)
        self.stop = button(self.tr("停止"))
        self.stop.clicked.connect(lambda: self.stop.setEnabled(False))
        self.stop.clicked.connect(self.stop_wished)
        self.stop.hide()
        line.addWidget(self.stop)
        line.addStretch(1)
        self.enter: QPushButton = button(self.tr("建立并进入") if self.new else self.tr("登录"), "primary")
        self.enter.setDefault(True)
        self.enter.clicked.connect(self._on_submit)
        for field in (self.password, self.again):
            field.returnPressed.connect(self._on_submit)
        line.addWidget(self.enter)
        return line

    def _on_submit(self) -> None:
        officer, password = self.officer.currentText().strip(), self.password.text()
        if not officer or not password:
            self.show_message(self.tr("请填写经办人和口令"))
        elif self.new and password != self.again.text():
            self.show_message(self.tr("两次输入的口令不一致，请重新输入"))
        else:
            self.show_message("")
            self.submitted.emit(officer, password)

    def show_message(self, text: str) -> None:
        """What is wrong, in red."""
        self.message.setText(text)
        self.adjustSize()  # a long message must not squeeze what stands above it

    def set_busy(self, busy: bool, text: str = "") -> None:
        """While the vault opens, nothing can be pressed twice."""
        for widget in (self.enter, self.password, self.again, self.officer, self.other, self.restore):
            widget.setEnabled(not busy)
        self.stop.hide()
        self.message.setProperty("role", "muted" if busy else "fault")
        self.message.style().polish(self.message)
        self.message.setText(text)
        if not busy:
            self.password.setFocus()
            self.password.selectAll()


def _secret() -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field
