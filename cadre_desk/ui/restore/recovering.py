"""When nobody knows a password any more: both printed halves, and a fresh account."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from cadre_desk.ui.kit.basics import button, card, paragraph, vertical


class Recovering(QWidget):
    """Two halves as typed from paper, a name, a password twice."""

    wished = Signal(str, str, str, str)  # both halves, name, password
    back_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = vertical(self)
        frame, inside = card()
        text = self.tr(
            "所有人的口令都忘记时，取出两个信封里的恢复密钥，照着输入各15组字符，并建立一个新账号。"
            "完成后数据库换用新的密钥，这两份恢复密钥作废；原来的账号都保留，想起口令的人仍可登录。"
        )
        inside.addWidget(paragraph(text))
        layout.addWidget(frame)
        line = QHBoxLayout()
        self.halves = (QPlainTextEdit(), QPlainTextEdit())
        for edit, name in zip(self.halves, (self.tr("一份恢复密钥"), self.tr("另一份恢复密钥")), strict=True):
            edit.setAccessibleName(name)
            edit.setPlaceholderText(name)
            edit.setTabChangesFocus(True)
            edit.setFixedHeight(int(edit.fontMetrics().height() * 4.2))
            edit.textChanged.connect(self._on_typed)
            line.addWidget(edit)
        layout.addLayout(line)
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.name, self.password, self.again = (QLineEdit() for _ in range(3))
        names = (self.tr("新账号的姓名"), self.tr("新口令"), self.tr("再输一遍"))
        for line_edit, name in zip((self.name, self.password, self.again), names, strict=True):
            line_edit.setAccessibleName(name)
            line_edit.textChanged.connect(self._on_typed)
            line_edit.returnPressed.connect(self._on_go)
            form.addRow(name, line_edit)
        for secret in (self.password, self.again):
            secret.setEchoMode(QLineEdit.EchoMode.Password)
        layout.addLayout(form)
        self.said = paragraph("", "fault")
        layout.addWidget(self.said)
        layout.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        self.back = button(self.tr("上一步"))
        self.go = button(self.tr("用恢复密钥进入"), "primary")
        self.back.clicked.connect(self.back_wished)
        self.go.clicked.connect(self._on_go)
        buttons.addWidget(self.back)
        buttons.addWidget(self.go)
        layout.addLayout(buttons)
        self._on_typed()

    def _texts(self) -> tuple[str, str, str, str]:
        first, second = (one.toPlainText() for one in self.halves)
        return first, second, self.name.text().strip(), self.password.text()

    def _on_typed(self) -> None:
        self.go.setEnabled(all(text.strip() for text in (*self._texts(), self.again.text())))

    def _on_go(self) -> None:
        if not self.go.isEnabled():
            return
        if self.password.text() != self.again.text():
            self.tell(self.tr("两遍新口令不一致，请重新输入。"))
            self.again.setFocus()
            return
        self.wished.emit(*self._texts())

    def set_busy(self, on: bool, text: str = "") -> None:
        """While it happens nothing can be pressed twice."""
        for widget in (*self.halves, self.name, self.password, self.again, self.back):
            widget.setEnabled(not on)
        self.tell(text, fault=False)
        self._on_typed()
        if on:
            self.go.setEnabled(False)

    def tell(self, text: str, *, fault: bool = True) -> None:
        """What is wrong, or what goes on."""
        self.said.setProperty("role", "fault" if fault else "muted")
        self.said.style().polish(self.said)
        self.said.setText(text)

    def forget(self) -> None:
        """Nothing that was typed stays."""
        for half in self.halves:
            half.clear()
        for secret in (self.password, self.again):
            secret.clear()
