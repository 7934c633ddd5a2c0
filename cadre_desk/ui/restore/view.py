"""The wizard: choose a backup, say who and why, see what came of it; or take the state on disk as it is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cadre_desk.ui.kit import generations
from cadre_desk.ui.kit.basics import advice, button, card, label, paragraph, shortcut, vertical
from cadre_desk.ui.kit.table import Record, small_table
from cadre_desk.ui.restore.recovering import Recovering

CHOOSE, RESTORE, ACCEPT, DONE, RECOVER = range(5)


class RestoreView(QWidget):
    """Five pages, of which an officer sees three."""

    chosen = Signal(int)  # row
    folder_wished = Signal()
    next_wished = Signal()
    accept_page_wished = Signal()
    recover_wished = Signal(str, str, str, str)  # both halves, name, password
    restore_wished = Signal(str, str, str)  # officer, password, reason
    accept_wished = Signal(str, str, str)
    sign_in_wished = Signal()
    closed = Signal()

    def __init__(self, folder: str, fault: str) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("从备份恢复"))
        self.resize(960, 560)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(8)
        layout.addWidget(label(self.tr("从备份恢复"), "title"))
        self.step = label("", "heading")
        layout.addWidget(self.step)
        layout.addWidget(label(self.tr("保险库：{0}").format(folder), "muted", wrap=True))
        self.fault = paragraph(fault, "fault")
        self.fault.setVisible(bool(fault))
        layout.addWidget(self.fault)
        self.pages = QStackedWidget()
        self.who = Who(self.tr("恢复"), self.tr("例如：数据库损坏"))
        self.accepting = Who(self.tr("接受现状并登录"), self.tr("例如：已查明是误放了旧文件，由负责人确认"))
        self.recovering = Recovering()
        for page in (self._choice(), self.who, self.accepting, self._result(), self.recovering):
            self.pages.addWidget(page)
        layout.addWidget(self.pages, 1)
        for page, wish in ((self.who, self.restore_wished), (self.accepting, self.accept_wished)):
            page.wished.connect(wish)
            page.back_wished.connect(lambda: self.show_page(CHOOSE))
        self.recovering.wished.connect(self.recover_wished)
        self.recovering.back_wished.connect(lambda: self.show_page(CHOOSE))
        shortcut(self, "Esc", self._on_back)
        self.show_page(CHOOSE)

    def _choice(self) -> QWidget:
        page = QWidget()
        layout = vertical(page)
        self._lists = QStackedWidget()
        self.empty = advice()
        self._lists.addWidget(self.empty)
        self.table, self.records = small_table(generations.GENERATIONS)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setAccessibleName(self.tr("备份"))
        self.table.chosen.connect(self.chosen)
        self.table.opened.connect(self._on_opened)
        self._lists.addWidget(self.table)
        layout.addWidget(self._lists, 1)
        self.about = paragraph("", "muted")
        layout.addWidget(self.about)
        line = QHBoxLayout()
        self.other = button(self.tr("在别处找备份(&F)…"))
        self.other.setToolTip(self.tr("例如移动硬盘上的备份文件夹"))
        self.recover = button(self.tr("口令都忘记，用恢复密钥(&K)…"))
        self.recover.clicked.connect(lambda: self.show_page(RECOVER))
        self.accept = button(self.tr("不恢复，接受现状(&A)…"))
        self.accept.hide()
        self.cancel = button(self.tr("返回登录"))
        self.forward = button(self.tr("下一步"), "primary")
        self.forward.setEnabled(False)
        for one, wish in (
            (self.other, self.folder_wished),
            (self.accept, self.accept_page_wished),
            (self.cancel, self.sign_in_wished),
            (self.forward, self.next_wished),
        ):
            one.clicked.connect(wish)
        line.addWidget(self.other)
        line.addWidget(self.recover)
        line.addWidget(self.accept)
        line.addStretch(1)
        line.addWidget(self.cancel)
        line.addWidget(self.forward)
        layout.addLayout(line)
        return page

    def _on_opened(self) -> None:
        if self.forward.isEnabled():
            self.next_wished.emit()

    def _result(self) -> QWidget:
        page = QWidget()
        layout = vertical(page)
        frame, inside = card()
        self.result = paragraph()
        inside.addWidget(self.result)
        layout.addWidget(frame)
        layout.addStretch(1)
        line = QHBoxLayout()
        line.addStretch(1)
        self.enter = button(self.tr("去登录"), "primary")
        self.enter.clicked.connect(self.sign_in_wished)
        line.addWidget(self.enter)
        layout.addLayout(line)
        return page

    def show_page(self, number: int) -> None:
        """One of the four."""
        steps = {
            CHOOSE: self.tr("第1步，共3步：选择备份"),
            RESTORE: self.tr("第2步，共3步：由谁恢复，为什么"),
            ACCEPT: self.tr("接受现状：由谁确认，为什么"),
            DONE: self.tr("完成"),
            RECOVER: self.tr("用恢复密钥进入"),
        }
        self.step.setText(steps[number])
        self.pages.setCurrentIndex(number)
        self.fault.setVisible(bool(self.fault.text()) and number in (CHOOSE, ACCEPT))
        if number == CHOOSE:
            self.recovering.forget()
            self.table.setFocus()
        elif number == RECOVER:
            self.recovering.halves[0].setFocus()
        elif number == DONE:
            self.enter.setFocus()

    def _on_back(self) -> None:
        page = self.pages.currentIndex()
        if page in (RESTORE, ACCEPT, RECOVER) and self.pages.currentWidget().isEnabled():
            self.show_page(CHOOSE)
        elif page == CHOOSE:
            self.sign_in_wished.emit()

    def show_generations(self, records: Sequence[Record], row: int) -> None:
        """The backups that were found, with that row chosen."""
        self.records.set_records(records)
        self._lists.setCurrentIndex(1 if records else 0)
        if records and row >= 0:
            self.table.setCurrentIndex(self.records.index(row, 0))

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()


class Who(QWidget):
    """Officer, password, reason, and what is about to happen."""

    wished = Signal(str, str, str)
    back_wished = Signal()

    def __init__(self, deed: str, hint: str) -> None:
        super().__init__()
        layout = vertical(self)
        frame, inside = card()
        self.words = paragraph()
        inside.addWidget(self.words)
        layout.addWidget(frame)
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.officer, self.password, self.reason = QComboBox(), QLineEdit(), QLineEdit()
        self.officer.setEditable(True)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.reason.setPlaceholderText(hint)
        for widget, name in (
            (self.officer, self.tr("姓名")),
            (self.password, self.tr("口令")),
            (self.reason, self.tr("理由")),
        ):
            widget.setAccessibleName(name)
            form.addRow(name, widget)
        layout.addLayout(form)
        self.said = paragraph("", "fault")
        layout.addWidget(self.said)
        layout.addStretch(1)
        line = QHBoxLayout()
        line.addStretch(1)
        self.back = button(self.tr("上一步"))
        self.go = button(deed, "primary")
        self.back.clicked.connect(self.back_wished)
        self.go.clicked.connect(self._on_go)
        line.addWidget(self.back)
        line.addWidget(self.go)
        layout.addLayout(line)
        self.officer.editTextChanged.connect(lambda _: self._on_typed())
        for edit in (self.password, self.reason):
            edit.textChanged.connect(lambda _: self._on_typed())
            edit.returnPressed.connect(self._on_go)
        self._on_typed()

    def _on_typed(self) -> None:
        texts = (self.officer.currentText(), self.password.text(), self.reason.text())
        self.go.setEnabled(all(text.strip() for text in texts))

    def _on_go(self) -> None:
        if self.go.isEnabled():
            self.wished.emit(self.officer.currentText().strip(), self.password.text(), self.reason.text().strip())

    def ask(self, words: str, officers: Sequence[str]) -> None:
        """What is about to happen, and who can let it happen."""
        self.words.setText(words)
        typed = self.officer.currentText()
        self.officer.clear()
        self.officer.addItems(list(officers))
        if typed in officers:
            self.officer.setCurrentText(typed)
        self.tell("")
        self.password.setFocus()

    def set_busy(self, on: bool, text: str = "") -> None:
        """While it happens nothing can be pressed twice."""
        for widget in (self.officer, self.password, self.reason, self.back):
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
