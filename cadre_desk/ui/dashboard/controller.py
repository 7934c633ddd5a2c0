"""Wires the first page."""

from cadre_desk.services import flags
from cadre_desk.services.flags import Scanned
from cadre_desk.services.lists import Query
from cadre_desk.services.overview import Figure, overview
from cadre_desk.ui.dashboard.view import DashboardView
from cadre_desk.ui.kit.screen import Controller
from cadre_desk.ui.kit.tasks import Tasks

_WEEKDAYS = "一二三四五六日"


class DashboardController(Controller):
    """Asks for the figures and opens what is behind them."""

    shows = frozenset({"cadre", "unit", "quota", "declaration", "measure", "flag", "letter", "campaign_case"})

    def __init__(self, tasks: Tasks) -> None:
        self.page = DashboardView()
        super().__init__(tasks, self.page)
        self.page.figure_opened.connect(self._on_figure)
        self.page.cadre_opened.connect(lambda key: self.opened.emit("cadre", key))
        self.page.scan_wished.connect(self.scan)
        self.page.import_wished.connect(lambda: self.listed.emit("import", Query()))

    def refresh(self) -> None:
        """Ask for all figures at once."""
        self.ask(overview, lambda found: self.page.show_overview(found, self._today()))

    def _today(self) -> str:
        today = self.tasks.desk.clock()
        return f"{today.year}年{today.month}月{today.day}日　星期{_WEEKDAYS[today.weekday()]}"

    def _on_figure(self, figure: Figure) -> None:
        self.listed.emit(figure.list, figure.query)

    def scan(self) -> None:
        """Evaluate all rules; the button comes back when it is done."""
        self.page.scan.setEnabled(False)
        job = self.change(flags.scan, self._on_scanned, self._on_ended)
        job.progressed.connect(self._on_progress)

    def _on_progress(self, what: str, done: int, total: int) -> None:
        self.page.progress.setText(f"{what} {done:,}/{total:,}" if total else what)

    def _on_scanned(self, result: Scanned) -> None:
        self.page.progress.setText(str(result))

    def _on_ended(self) -> None:
        self.page.scan.setEnabled(True)
