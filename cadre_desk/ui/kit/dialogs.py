"""The one door by which the program asks the officer something; a test puts the answers in beforehand."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QSettings
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

answers: deque[Any] = deque()  # filled by tests: the next answers, in order
shown: list[str] = []  # what was told, for tests


def tell(parent: QWidget | None, title: str, text: str) -> None:
    """Something the officer has to know."""
    shown.append(text)
    if not answers or answers.popleft() is None:
        _box(parent, QMessageBox.Icon.Information, title, text).exec()


def warn(parent: QWidget | None, title: str, text: str) -> None:
    """Something that did not work, with what to do."""
    shown.append(text)
    if not answers or answers.popleft() is None:
        _box(parent, QMessageBox.Icon.Warning, title, text).exec()


def confirm(parent: QWidget | None, title: str, text: str, yes: str) -> bool:
    """Whether to go on; yes is the word on the button that does."""
    shown.append(text)
    if answers:
        return bool(answers.popleft())
    box = _box(parent, QMessageBox.Icon.Question, title, text)
    box.setStandardButtons(QMessageBox.StandardButton.NoButton)
    go = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    back = box.addButton(QCoreApplication.translate("dialogs", "取消"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(back)  # Enter alone throws nothing away
    box.exec()
    return box.clickedButton() is go


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to be answered: with a choice, in free words, or with a password."""

    label: str
    choices: tuple[str, ...] = ()
    free: bool = True  # other words than the choices may be written
    value: str = ""
    hint: str = ""
    secret: bool = False
    fault: Callable[[str], str] = lambda _: ""  # why this answer will not do, or an empty text


def ask(parent: QWidget | None, title: str, text: str, questions: Sequence[Question], yes: str) -> list[str] | None:
    """The answers in order, each of which will do; None where the officer gave up. A test gives a list of answers."""
    shown.append(text)
    if answers:
        answer = answers.popleft()
        return None if answer is None else list(answer)
    dialog = _Questions(parent, title, text, questions, yes)
    return dialog.answers() if dialog.exec() == QDialog.DialogCode.Accepted else None


class _Questions(QDialog):
    """A few questions, which close only with answers that will do."""

    def __init__(self, parent: QWidget | None, title: str, text: str, questions: Sequence[Question], yes: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(420)
        self._questions = tuple(questions)
        self._inputs: list[QComboBox | QLineEdit] = [_input(one) for one in questions]
        layout, form = QVBoxLayout(self), QFormLayout()
        said = QLabel(text)
        said.setWordWrap(True)
        layout.addWidget(said)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for one, widget in zip(self._questions, self._inputs, strict=True):
            form.addRow(one.label, widget)
        layout.addLayout(form)
        self._fault = QLabel("")
        self._fault.setProperty("role", "fault")
        self._fault.setWordWrap(True)
        self._fault.hide()
        layout.addWidget(self._fault)
        buttons = QDialogButtonBox()
        buttons.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QCoreApplication.translate("dialogs", "取消"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    def answers(self) -> list[str]:
        """What stands in the inputs."""
        return [one.currentText() if isinstance(one, QComboBox) else one.text() for one in self._inputs]

    def accept(self) -> None:
        for one, widget, answer in zip(self._questions, self._inputs, self.answers(), strict=True):
            if fault := one.fault(answer):
                self._fault.setText(fault)
                self._fault.show()
                widget.setFocus()
                return
        super().accept()


def _input(one: Question) -> QComboBox | QLineEdit:
    if one.choices:
        box = QComboBox()
        box.setEditable(one.free)
        box.addItems(one.choices)
        if one.free:
            box.setEditText(one.value)
        else:
            box.setCurrentIndex(box.findText(one.value))
        box.setPlaceholderText(one.hint)
        found: QComboBox | QLineEdit = box
    else:
        line = QLineEdit(one.value)
        line.setPlaceholderText(one.hint)
        if one.secret:
            line.setEchoMode(QLineEdit.EchoMode.Password)
        found = line
    found.setAccessibleName(one.label)
    return found


def open_files(parent: QWidget | None, title: str, pattern: str) -> list[Path]:
    """Existing files, none where the officer gave up."""
    if answers:
        return [Path(path) for path in answers.popleft()]
    names, _ = QFileDialog.getOpenFileNames(parent, title, "", pattern)
    _forget_folders()
    return [Path(name) for name in names]


def save_file(parent: QWidget | None, title: str, name: str, pattern: str, suffix: str = "") -> Path | None:
    """Where to write, with that suffix whatever was typed; None where the officer gave up."""
    if answers:
        found = str(answers.popleft() or "")
    else:
        found, _ = QFileDialog.getSaveFileName(parent, title, name, pattern)
        _forget_folders()
    return Path(found if found.lower().endswith(suffix) else found + suffix) if found else None


def choose_folder(parent: QWidget | None, title: str) -> Path | None:
    """An existing folder, or None where the officer gave up."""
    if answers:
        answer = answers.popleft()
        return Path(answer) if answer else None
    found = QFileDialog.getExistingDirectory(parent, title)
    return Path(found) if found else None


def _forget_folders() -> None:
    """Qt keeps in its settings which folders were visited; their names may name people."""
    QSettings(QSettings.Scope.UserScope, "QtProject").remove("FileDialog")


def choose_printer(parent: QWidget | None, title: str, pages: int) -> QPrinter | None:
    """A printer with its settings, or None where the officer gave up; a test names a PDF file instead."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    if answers:
        answer = answers.popleft()
        printer.setOutputFileName(str(answer or ""))
        return printer if answer else None
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(title)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, False)  # files leave by 存为PDF, which is audited so
    dialog.setMinMax(1, max(1, pages))
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def _box(parent: QWidget | None, icon: QMessageBox.Icon, title: str, text: str) -> QMessageBox:
    box = QMessageBox(icon, title, text, QMessageBox.StandardButton.Ok, parent)
    box.button(QMessageBox.StandardButton.Ok).setText(QCoreApplication.translate("dialogs", "知道了"))
    return box
