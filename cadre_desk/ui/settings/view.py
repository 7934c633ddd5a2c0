"""Settings of letters, looks of the window, password, and what the program is."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from cadre_desk.ui.kit.basics import button, card, framed, label, paragraph, scrolled, shortcut
from cadre_desk.ui.kit.form import FieldForm
from cadre_desk.ui.kit.notice import Restored
from cadre_desk.ui.settings import model


class SettingsView(QWidget):
    """Two columns of blocks."""

    save_wished = Signal()
    looks_wished = Signal(bool, bool)  # dark, large
    help_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(14, 12, 14, 10)
        outer.setSpacing(8)
        outer.addWidget(label(self.tr("设置"), "title"))
        page = QWidget()
        columns = QHBoxLayout(page)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(10)
        self.password, self.letters = PasswordBlock(), self._letters()
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, blocks in ((left, (self.letters, self._looks())), (right, (self.password, self._about()))):
            column.setSpacing(10)
            for block in blocks:
                column.addWidget(block)
            column.addStretch(1)
            columns.addLayout(column, 1)
        outer.addWidget(scrolled(page), 1)
        shortcut(self, "Ctrl+S", self.save_wished.emit)

    def _letters(self) -> QFrame:
        frame, layout = card(self.tr("函件"))
        self.restored = Restored()
        layout.addWidget(self.restored)
        self.form = FieldForm(model.fields())
        layout.addWidget(self.form)
        line = QHBoxLayout()
        self.said = label("", "muted", wrap=True)
        self.save_button = button(self.tr("保存"), "primary")
        self.save_button.setToolTip("Ctrl+S")
        self.save_button.clicked.connect(self.save_wished)
        line.addWidget(self.said, 1)
        line.addWidget(self.save_button)
        layout.addLayout(line)
        return frame

    def _looks(self) -> QFrame:
        frame, layout = card(self.tr("界面（只对这台电脑）"))
        self.dark = QCheckBox(self.tr("深色界面(&D)"))
        self.large = QCheckBox(self.tr("大字(&B)"))
        for box in (self.dark, self.large):
            box.clicked.connect(lambda: self.looks_wished.emit(self.dark.isChecked(), self.large.isChecked()))
            layout.addWidget(box)
        return frame

    def _about(self) -> QFrame:
        frame, layout = card(self.tr("关于"))
        self.about = paragraph()
        layout.addWidget(self.about)
        for title, lines in (
            (self.tr("使用范围"), model.LIMITS),
            (self.tr("加密能防什么，不能防什么"), model.PROTECTION),
        ):
            layout.addSpacing(4)
            layout.addWidget(label(title, "heading"))
            for text in lines:
                layout.addWidget(paragraph(model.words(text)))
        more = button(self.tr("能防什么、不能防什么，逐项说明（F1）"), "link")
        more.clicked.connect(self.help_wished)
        layout.addWidget(more)
        return frame

    def show_settings(self, values: Mapping[str, str]) -> None:
        """The settings as they are kept."""
        self.form.set_values(values)
        self.tell_dirty(False)

    def show_looks(self, *, dark: bool, large: bool) -> None:
        """How the window looks."""
        self.dark.setChecked(dark)
        self.large.setChecked(large)

    def show_about(self, lines: list[str]) -> None:
        """Version and rule pack."""
        self.about.setText("\n".join(lines))

    def tell_dirty(self, dirty: bool, text: str = "") -> None:
        """Whether something was changed and not yet kept."""
        self.save_button.setEnabled(dirty)
        self.said.setText(self.tr("● 有未保存的修改") if dirty else text)


class PasswordBlock(QFrame):
    """The old password, and the new one twice."""

    wished = Signal(str, str, str)  # old, new, again

    def __init__(self) -> None:
        super().__init__()
        layout = framed(self)
        self._title = label(self.tr("修改口令"), "heading")
        layout.addWidget(self._title)
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        self.old, self.new, self.again = (QLineEdit() for _ in range(3))
        names = (self.tr("现在的口令"), self.tr("新口令"), self.tr("再输一遍"))
        for edit, name in zip((self.old, self.new, self.again), names, strict=True):
            edit.setEchoMode(QLineEdit.EchoMode.Password)
            edit.setAccessibleName(name)
            edit.textChanged.connect(self._on_typed)
            edit.returnPressed.connect(self._on_wished)
            form.addRow(name, edit)
        layout.addLayout(form)
        line = QHBoxLayout()
        self.said = label("", "muted", wrap=True)
        self.change_button = button(self.tr("修改口令"))
        self.change_button.clicked.connect(self._on_wished)
        line.addWidget(self.said, 1)
        line.addWidget(self.change_button)
        layout.addLayout(line)
        self._on_typed()

    def _on_typed(self) -> None:
        self.change_button.setEnabled(all(one.text() for one in (self.old, self.new, self.again)))
        self.tell("")

    def _on_wished(self) -> None:
        if self.change_button.isEnabled():
            self.wished.emit(self.old.text(), self.new.text(), self.again.text())

    def show_officer(self, name: str) -> None:
        """Whose password it is."""
        self._title.setText(self.tr("修改口令（{0}）").format(name))

    def clear(self) -> None:
        """Nothing that was typed stays."""
        for edit in (self.old, self.new, self.again):
            edit.clear()

    def set_busy(self, on: bool) -> None:
        """The password is being changed."""
        for widget in (self.old, self.new, self.again, self.change_button):
            widget.setEnabled(not on)

    def tell(self, text: str, *, fault: bool = False) -> None:
        """What came of it."""
        self.said.setProperty("role", "fault" if fault else "muted")
        self.said.style().polish(self.said)
        self.said.setText(text)
