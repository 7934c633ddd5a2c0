"""应报未报 and 调阅登记: the two registers beside the list of declarations."""

from collections.abc import Callable, Iterable
from pathlib import Path

from cadre_desk.services import lists, outgoing, registers
from cadre_desk.services.desk import Desk
from cadre_desk.services.lists import Query
from cadre_desk.services.outgoing import Released, Terms
from cadre_desk.services.registers import Tally
from cadre_desk.ui.declarations.register_views import FilingsView, OpeningsView, RegisterView
from cadre_desk.ui.kit import dialogs, leaving, papers
from cadre_desk.ui.kit.screen import ListController
from cadre_desk.ui.kit.tasks import Tasks

Export = Callable[[Desk, Query, Path, Terms], Released]


class RegisterController(ListController):
    """What both have: they leave by the gate as they are shown."""

    def __init__(self, tasks: Tasks, view: RegisterView, export: Export) -> None:
        super().__init__(tasks, view, view.listing)
        self.page, self._write = view, export
        view.export.setVisible(tasks.desk.may("导出"))
        view.export.clicked.connect(self._on_export)

    @property
    def title(self) -> str:
        """What leaves is called so."""
        raise NotImplementedError

    def _on_export(self) -> None:
        """What the list shows as a spreadsheet."""
        desk = self.tasks.desk
        terms = leaving.terms(self.view, desk, "table", self.title, label=True)
        if terms is None:
            return
        name = outgoing.file_name(self.title, terms.label, ".xlsx", desk.clock().date())
        target = dialogs.save_file(self.view, self.tr("另存为"), name, self.tr("Excel 工作簿 (*.xlsx)"), ".xlsx")
        if target is not None:
            query = self.listing.query()
            self.change(
                lambda desk, tick: self._write(desk, query, target, terms), lambda done: self._on_written(target, done)
            )

    def _on_written(self, target: Path, done: Released) -> None:
        words = self.tr("已导出 {0} 行：{1}。登记号 {2}").format(f"{done.count:,}", target.name, done.number)
        self.page.tell("；".join(filter(None, (words, done.note))))


class FilingsController(RegisterController):
    """应报未报: who has to file the annual report about a year, who has, and who is reminded."""

    name = "filings"
    shows = frozenset({"cadre", "unit", "declaration"})

    def __init__(self, tasks: Tasks, fonts: Path, years: Iterable[int]) -> None:
        self._fonts = fonts
        self.both = FilingsView(list(years))
        super().__init__(tasks, self.both, registers.export_filings)
        self.both.remind.setVisible(tasks.desk.may("打印材料"))
        self.both.remind_wished.connect(self._on_remind)
        self.listing.opened.connect(lambda key: self.opened.emit("cadre", lists.split_key(key)[0]))
        self.model.loaded.connect(lambda _: self._count())

    @property
    def title(self) -> str:
        return self.tr("{0}年度应报未报登记").format(self._year)

    def _on_remind(self, on_paper: bool, chosen: bool) -> None:
        """One paper for those who have not filed: all of them, or those among the rows that are chosen."""
        year, keys = self._year, self.listing.table.chosen_keys() if chosen else []
        if chosen and not keys:
            self.page.tell(self.tr("请先在列表中选中要催报的人"))
            return
        way = papers.to_printer if on_paper else papers.keep
        self.page.tell("")
        self.ask(
            lambda ask: registers.reminder(ask, year, keys),
            lambda found: way(self, self.view, found, self._fonts, self.page.tell),
        )

    @property
    def _year(self) -> int:
        return int(self.listing.query().where["year"])

    def _count(self) -> None:
        year = self._year
        self.ask(lambda ask: registers.tally(ask, year), self._show)

    def _show(self, found: Tally) -> None:
        if found.year != self._year:
            return
        over = self.tr("已过") if found.over else self.tr("未到")
        words = self.tr("{0}年度：应报{1}人，已报{2}人，疑似逾期{3}人，未报{4}人；期限{5}，{6}").format(
            *(found.year, found.expected, found.filed, found.late, found.missing, found.due.isoformat(), over)
        )
        self.page.show_figures("；".join(filter(None, (words, found.note))))


class OpeningsController(RegisterController):
    """调阅登记: who opened which declaration, for what and on whose approval."""

    name = "openings"
    shows = frozenset({"opening", "cadre", "unit", "declaration"})

    def __init__(self, tasks: Tasks) -> None:
        super().__init__(tasks, OpeningsView(), registers.export_openings)
        self.listing.opened.connect(self._on_opened)

    @property
    def title(self) -> str:
        return self.tr("报告调阅登记")

    def _on_opened(self, key: int) -> None:
        record = self.model.record(self.model.row_of(key))
        if record is not None and record["name"]:
            self.opened.emit("cadre", record["cadre_id"])
