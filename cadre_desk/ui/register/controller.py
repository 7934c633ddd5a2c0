"""Wires the register of what left."""

from pathlib import Path

from cadre_desk.services import outgoing
from cadre_desk.services.outgoing import Entry, Terms
from cadre_desk.ui.kit import dialogs, leaving
from cadre_desk.ui.kit.screen import ListController
from cadre_desk.ui.kit.tasks import Tasks
from cadre_desk.ui.register.view import RegisterView


class RegisterController(ListController):
    """出件登记."""

    name = "outgoing"
    shows = frozenset({"outgoing", "approval"})

    def __init__(self, tasks: Tasks) -> None:
        self.both = RegisterView()
        super().__init__(tasks, self.both, self.both.listing)
        self._line = 0
        self.both.export.setVisible(tasks.desk.may("导出"))
        self.both.export.clicked.connect(self.export)

    def refresh(self) -> None:
        """The list and the line that is open."""
        super().refresh()
        if self._line:
            self.show_details(self._line)

    def show_details(self, key: int) -> None:
        """That line in full."""
        self._line = key
        self.ask(lambda ask: outgoing.line(ask, key), lambda found: self._show(key, found))

    def show_nothing(self) -> None:
        """Nothing was found."""
        self._line = 0
        self.both.page.show_nothing()

    def _show(self, key: int, found: Entry | None) -> None:
        if key == self._line and found is not None:
            self.both.page.show_line(found)

    def export(self) -> None:
        """The whole register as a spreadsheet, which is registered itself."""
        title = self.tr("出件登记")
        terms = leaving.terms(self.view, self.tasks.desk, "table", title, label=True)
        if terms is None:
            return
        name = outgoing.file_name(title, terms.label, ".xlsx", self.tasks.desk.clock().date())
        target = dialogs.save_file(self.view, self.tr("另存为"), name, self.tr("Excel 工作簿 (*.xlsx)"), ".xlsx")
        if target is not None:
            self._export(target, terms)

    def _export(self, target: Path, terms: Terms) -> None:
        self.change(
            lambda desk, tick: outgoing.export_register(desk, target, terms),
            lambda done: dialogs.tell(
                self.view,
                self.tr("已导出"),
                self.tr("出件登记已导出 {0} 行：{1}。登记号 {2}").format(f"{done.count:,}", target, done.number),
            ),
        )
