"""What leaves of a declaration that is typed: the form on paper, a blank one, the workbook for another computer."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from cadre_desk.services import collecting, filing, outgoing
from cadre_desk.ui.filing.model import Typing
from cadre_desk.ui.kit import dialogs, leaving, papers
from cadre_desk.ui.kit.screen import Controller


class Handing(QObject):
    """打印, 存为PDF, 收集表, 空白报告表: each by the gate."""

    def __init__(self, controller: Controller, fonts: Path, typing: Callable[[], Typing | None]) -> None:
        """typing gives the declaration in front, or None; tell shows a line below it."""
        super().__init__(controller)
        self._controller, self._fonts, self._typing = controller, fonts, typing
        self._desk = controller.tasks.desk

    def paper(self, way: papers.Way, tell: papers.Tell) -> None:
        """The declaration as it is typed, saved or not, on paper."""
        if typing := self._typing():
            document = filing.document(typing.start, typing.paper, self._desk.pack)
            way(self._controller, self._controller.view, document, self._fonts, tell)

    def blank(self) -> None:
        """A form to be filled in by hand."""
        document, view = filing.blank_form(self._desk.pack), self._controller.view
        papers.keep(self._controller, view, document, self._fonts, lambda said: dialogs.tell(view, document.what, said))

    def workbook(self, tell: papers.Tell) -> None:
        """收集表: what is typed so far, to be gone on with on another computer."""
        typing, view = self._typing(), self._controller.view
        if typing is None:
            return
        name = self.tr("收集表 {0}").format(typing.start.cadre.name)
        terms = leaving.terms(view, self._desk, "table", name, label=True)
        if terms is None:
            return
        name = outgoing.file_name(name, terms.label, ".xlsx")
        target = dialogs.save_file(view, self.tr("收集表"), name, self.tr("电子表格 (*.xlsx)"), ".xlsx")
        if target is not None:
            paper, words = typing.paper, self.tr("已写出“{0}”。登记号 {1}")
            self._controller.change(
                lambda desk, tick: collecting.write(desk, typing.start, paper, target, terms),
                lambda done: tell(words.format(target.name, done.number)),
            )
