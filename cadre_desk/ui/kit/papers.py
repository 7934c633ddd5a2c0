"""A paper that is no letter, to a printer or into a PDF file: asked for what has to be stated, then by the gate."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QWidget

from cadre_desk.domain.sheet import Tick
from cadre_desk.services import outgoing, printing
from cadre_desk.services.desk import Desk
from cadre_desk.services.outgoing import Document, Released
from cadre_desk.ui.kit import dialogs, leaving, paper
from cadre_desk.ui.kit.screen import Controller

translate = QCoreApplication.translate
Tell = Callable[[str], None]
Way = Callable[[Controller, QWidget, Document, Path, Tell], None]


def keep(controller: Controller, parent: QWidget, document: Document, fonts: Path, tell: Tell) -> None:
    """存为PDF: where to, and what has to be stated first."""
    terms = leaving.terms(parent, controller.tasks.desk, "paper", document.what, label=True)
    if terms is None:
        return
    name = outgoing.file_name(document.what, terms.label, ".pdf")
    target = dialogs.save_file(parent, translate("papers", "存为PDF"), name, "PDF (*.pdf)", ".pdf")
    if target is not None:
        words = translate("papers", "已存为“{0}”，共{1}页。登记号 {2}")
        controller.change(
            lambda desk, tick: printing.write_document(desk, document, target, fonts, terms),
            lambda done: tell(words.format(target.name, done.count, done.number)),
        )


def to_printer(controller: Controller, parent: QWidget, document: Document, fonts: Path, tell: Tell) -> None:
    """打印: it is laid out first, so that its pages can be chosen."""
    controller.look(
        lambda desk: printing.show(document, fonts),
        lambda content: _print(controller, parent, document, fonts, tell, _pages(content)),
    )


def _print(controller: Controller, parent: QWidget, document: Document, fonts: Path, tell: Tell, pages: int) -> None:
    printer = dialogs.choose_printer(parent, translate("papers", "打印"), pages)
    if printer is None:
        return
    terms = leaving.terms(parent, controller.tasks.desk, "sheet", document.what, label=True)
    if terms is None:
        return
    what, name = translate("papers", "正在打印"), printer.printerName() or translate("papers", "打印机")

    def work(desk: Desk, tick: Tick) -> Released:
        return printing.print_document(
            desk, document, name, fonts, lambda content: paper.print_pdf(content, printer, tick, what), terms
        )

    words = translate("papers", "已送打印机，共{0}面。登记号 {1}")
    controller.change(work, lambda done: tell(words.format(done.count, done.number)))


def _pages(content: bytes) -> int:
    buffer, document = QBuffer(), QPdfDocument()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    return document.pageCount()
