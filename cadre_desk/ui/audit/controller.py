"""Wires the journal: filters, verifying, export."""

from datetime import datetime

from cadre_desk.services import auditing
from cadre_desk.services.auditing import Filter, Verdict
from cadre_desk.ui.audit.model import JournalModel
from cadre_desk.ui.audit.view import AuditView
from cadre_desk.ui.kit import dialogs
from cadre_desk.ui.kit.screen import Controller
from cadre_desk.ui.kit.tasks import Job, Tasks

# any of these makes the screen worth showing
ACTIONS = ("查看审计", "核验审计")


class AuditController(Controller):
    """审计."""

    def __init__(self, tasks: Tasks) -> None:
        desk = tasks.desk
        self._may_look = desk.may("查看审计")
        self.page = AuditView(may_look=self._may_look, may_export=desk.may("导出审计"))
        super().__init__(tasks, self.page)
        self._job: Job | None = None
        self.page.verify_wished.connect(self.verify)
        self.page.export_wished.connect(self.export)
        self.page.progress.cancelled.connect(self._on_cancelled)
        if self._may_look:
            self.model = JournalModel(tasks, self.fail, self.page)
            self.page.attach(self.model)
            self.page.filtered.connect(self.model.load)
            self.page.chosen.connect(self._on_chosen)
            self.model.dataChanged.connect(lambda *_: self._on_chosen(self.page.table.currentIndex().row()))

    def activate(self) -> None:
        """Everything that is done adds a row: the list is asked for each time it comes to the front."""
        self._stale = True
        super().activate()

    def refresh(self) -> None:
        """The list with the filters as they stand, and what there is to choose from."""
        if self._may_look:
            self.look(auditing.names, self.page.offer)
            self.model.load(self.page.wanted())

    def _on_chosen(self, row: int) -> None:
        found = self.model.record(row) if row >= 0 else None
        if found is not None:
            self.page.details.show_entry(found)

    def _start(self, words: str) -> None:
        self.page.set_busy(True)
        self.page.progress.start(words)

    def _watch(self, job: Job) -> None:
        self._job = job
        job.progressed.connect(self.page.progress.show_progress)

    def _on_ended(self) -> None:
        self._job = None
        self.page.set_busy(False)
        self.refresh()

    def _on_cancelled(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def verify(self) -> None:
        """Check the chains; the result is shown and entered in the journal."""
        self._start(self.tr("核验……"))
        self._watch(self.change(lambda desk, tick: auditing.verify(desk, tick), self._on_verified, self._on_ended))

    def _on_verified(self, verdict: Verdict) -> None:
        self.page.show_verdict(verdict, datetime.now().strftime("%Y-%m-%d %H:%M"))

    def export(self) -> None:
        """The rows that are listed as a spreadsheet."""
        which: Filter = self.page.wanted()
        name = self.tr("审计记录{0}.xlsx").format(datetime.now().strftime("%Y%m%d"))
        target = dialogs.save_file(self.view, self.tr("导出审计记录"), name, self.tr("电子表格 (*.xlsx)"))
        if target is None:
            return
        self._start(self.tr("导出……"))
        self._watch(
            self.change(
                lambda desk, tick: auditing.export(desk, which, target, tick),
                lambda count: dialogs.tell(
                    self.view,
                    self.tr("已导出"),
                    self.tr("已导出{0}条审计记录到“{1}”。").format(f"{count:,}", target.name),
                ),
                self._on_ended,
            )
        )
