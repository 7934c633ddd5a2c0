"""The one door by which the program asks the officer something; a test puts the answers in beforehand."""

from collections import deque
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

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


def open_files(parent: QWidget | None, title: str, pattern: str) -> list[Path]:
    """Existing files, none where the officer gave up."""
    if answers:
        return [Path(path) for path in answers.popleft()]
    names, _ = QFileDialog.getOpenFileNames(parent, title, "", pattern)
    return [Path(name) for name in names]


def save_file(parent: QWidget | None, title: str, name: str, pattern: str) -> Path | None:
    """Where to write, or None where the officer gave up."""
    if answers:
        answer = answers.popleft()
        return Path(answer) if answer else None
    found, _ = QFileDialog.getSaveFileName(parent, title, name, pattern)
    return Path(found) if found else None


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
