"""Wires the four tabs: files in, files out, what was recorded, what was imported."""

from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from cadre_desk.domain.sheet import Tick
from cadre_desk.services import exporting, importing, lists, outgoing, undoing
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import FileRefused
from cadre_desk.services.importing import Imported
from cadre_desk.services.lists import Query
from cadre_desk.services.undoing import InTheWay, Undone
from cadre_desk.ui.kit import dialogs, leaving
from cadre_desk.ui.kit.deeds import Deeds, reason
from cadre_desk.ui.kit.screen import Controller
from cadre_desk.ui.kit.table import ListModel
from cadre_desk.ui.kit.tasks import Cancelled, Job, Tasks, message
from cadre_desk.ui.ledgers.model import SUFFIXES, LedgerFile, Run, kind_of, readable
from cadre_desk.ui.ledgers.view import LedgersView


class LedgersController(Controller):
    """台账."""

    shows = frozenset({"measure", "cadre", "unit", "quota", "declaration", "entry", "campaign_case", "batch"})

    def __init__(self, tasks: Tasks) -> None:
        self.pack = tasks.desk.pack
        self._titles = {kind: one.title for kind, one in self.pack.ledgers.items()}
        ledgers = {kind: (one.title, one.help) for kind, one in self.pack.ledgers.items()}
        self.page = LedgersView(ledgers, [one.name for one in self.pack.measures.values()])
        super().__init__(tasks, self.page)
        self.files: list[LedgerFile] = []
        self._runs: deque[Run] = deque()
        self._job: Job | None = None  # of the import that is under way
        self._export: Job | None = None
        self._wire_intake()
        self.page.outlet.template_wished.connect(self.template)
        self.page.outlet.export_wished.connect(self.export)
        self.page.outlet.progress.cancelled.connect(self._on_export_cancelled)
        measures = self.page.measures
        self.model = ListModel(tasks, "measures", measures.columns, measures)
        measures.attach(self.model)
        measures.query_changed.connect(self.model.load)
        measures.opened.connect(lambda key: self.opened.emit("cadre", lists.split_key(key)[0]))
        Deeds(self).add_to(measures.table, "measure", self._chosen_measure)
        self.page.record.undo.setVisible(tasks.desk.may("撤销导入"))
        self.page.record.undo_wished.connect(self._on_undo)

    def _wire_intake(self) -> None:
        intake = self.page.intake
        intake.choose_wished.connect(self._on_choose)
        intake.dropped.connect(self.add_files)
        intake.file_chosen.connect(self._on_file_chosen)
        intake.again_wished.connect(self._on_again)
        intake.remove_wished.connect(self._on_remove)
        intake.keep_wished.connect(self._on_keep)
        intake.mark_wished.connect(self._on_mark)
        intake.accept_wished.connect(lambda row, reason: self._run([Run(self.files[row], True, reason)]))
        intake.progress.cancelled.connect(self.cancel)

    def refresh(self) -> None:
        """The measures and the record of imports; files that wait stay."""
        self.model.load(self.page.measures.query())
        self.ask(importing.batches, self.page.record.show_batches)

    def show_query(self, query: Query) -> None:
        """The measures that a figure on the dashboard counts."""
        self.page.tabs.setCurrentWidget(self.page.measures)
        self.page.measures.show_query(query)

    def show_import(self) -> None:
        """Where files are chosen."""
        self.page.tabs.setCurrentWidget(self.page.intake)

    def _chosen_measure(self) -> str:
        """The chosen row, as the history names it."""
        keys = self.page.measures.table.chosen_keys()
        return "{}/{}".format(*lists.split_key(keys[0])) if keys else ""

    # -- an import taken back -----------------------------------------------------------------------------------------

    def _on_undo(self, batch: int, file: str) -> None:
        text = self.tr(
            "将撤销“{0}”的导入（第{1}批）：它新增的行移除，改动的行恢复原样。先自动备份。\n"
            "后来的改动以它为依据的，会逐条列出，不予撤销。"
        ).format(file, batch)
        found = dialogs.ask(self.view, self.tr("撤销导入"), text, [reason()], self.tr("撤销导入"))
        if found is not None:
            self.page.record.show_undoing(True)
            self.tasks.change(
                self.view,
                lambda desk, tick: undoing.undo_import(desk, batch, found[0]),
                self._on_undone,
                self._on_not_undone,
                lambda: self.page.record.show_undoing(False),
            )

    def _on_undone(self, done: Undone) -> None:
        self.page.record.tell(str(done))

    def _on_not_undone(self, error: BaseException) -> None:
        if isinstance(error, InTheWay):
            self.page.record.tell(str(error).splitlines()[0], error.places)
        else:
            self.page.record.tell("")
            self.fail(error)

    # -- files in -----------------------------------------------------------------------------------------------------

    def _on_choose(self) -> None:
        pattern = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        title = self.tr("选择要导入的台账")
        self.add_files(dialogs.open_files(self.page, title, self.tr("电子表格 ({0})").format(pattern)))

    def add_files(self, paths: Sequence[Path]) -> None:
        """Put files on the list and rehearse them, one after the other."""
        chosen = str(self.page.intake.kind.currentData())
        known = {one.path for one in self.files}
        kinds = {path: kind_of(path, self._titles, chosen) for path in readable(paths) if path not in known}
        order = list(self._titles)
        added = [
            LedgerFile(path, kind, self._titles[kind])
            for path, kind in sorted(kinds.items(), key=lambda pair: order.index(pair[1]))
        ]
        self.show_import()
        self.files += added
        self._run([Run(one, False) for one in added])

    def _run(self, runs: Sequence[Run]) -> None:
        for run in runs:
            run.file.state, run.file.words, run.file.faults, run.file.left_out = "waiting", "", (), ()
        self._runs += runs
        self._show_files(runs[0].file if runs else None)
        self._next()

    def _next(self) -> None:
        """The next file, when none is under way."""
        if self._job is not None:
            return
        if not self._runs:
            self.page.intake.progress.hide()
            return
        run = self._runs.popleft()
        run.file.state = "running"
        words = self._words(run)
        self.page.intake.progress.start(words)
        self._show_files()
        self._job = self.tasks.change(
            self.view, _work(run), lambda found: self._on_done(run, found), lambda error: self._on_refused(run, error)
        )
        self._job.progressed.connect(self._on_progress)

    def _words(self, run: Run) -> str:
        return (self.tr("导入 {0}") if run.keep else self.tr("试导入 {0}")).format(run.file.path.name)

    def _on_progress(self, what: str, done: int, total: int) -> None:
        running = next((one.path.name for one in self.files if one.state == "running"), "")
        self.page.intake.progress.show_progress(f"{running}：{what}", done, total)

    def _on_done(self, run: Run, found: Imported | None) -> None:
        file = run.file
        if found is None:
            self._on_cancelled(run)
            return
        counts = self.tr("新增 {0:,} 行　变更 {1:,} 行　未变 {2:,} 行").format(found.added, found.changed, found.same)
        file.state = "kept" if run.keep else "ready"
        file.words = (self.tr("已导入：{0}") if run.keep else self.tr("试导入通过，保险库尚未改动：{0}")).format(counts)
        if found.accepted:
            file.words += self.tr("　已接受校验码不符 {0} 处").format(len(found.accepted))
        if found.doubts:
            file.words += f"　{found.doubtful}"
        file.left_out, file.faults = found.left_out, found.doubts
        self._end(file)
        if run.keep:
            self.refresh()

    def _on_refused(self, run: Run, error: BaseException) -> None:
        """A bad file does not stop the next."""
        if isinstance(error, FileRefused):
            run.file.refused("", error.faults)
            doubtful = run.file.state == "doubtful"
            what = self.tr("有 {0} 处校验码不符，没有其他错误") if doubtful else self.tr("有 {0} 处错误")
            kept = self.tr("；整个文件没有导入，保险库没有改动。")
            run.file.words = what.format(len(error.faults)) + kept
        elif isinstance(error, OSError):
            words = self.tr("文件无法读取：可能已移走，或没有读取权限；请检查后重新试导入")
            run.file.refused(words, ())
        else:
            run.file.refused(message(error), ())
        self._end(run.file)

    def _on_cancelled(self, run: Run) -> None:
        for one in (run, *self._runs):
            one.file.state, one.file.words = "cancelled", self.tr("已取消，保险库没有改动")
        self._runs.clear()
        self._end(run.file)

    def _end(self, file: LedgerFile) -> None:
        self._job = None
        self._show_files(file if self._shown_file() is file or not self._runs else None)
        self._next()

    def cancel(self) -> None:
        """Stop the file that is under way; those that wait are not begun."""
        if self._job is not None:
            self._job.cancel()

    # -- the list of files --------------------------------------------------------------------------------------------

    def _shown_file(self) -> LedgerFile | None:
        row = self.page.intake.files.currentIndex().row()
        return self.files[row] if 0 <= row < len(self.files) else None

    def _show_files(self, file: LedgerFile | None = None) -> None:
        wanted = file or self._shown_file()
        row = self.files.index(wanted) if wanted in self.files else 0
        self.page.intake.show_files(self.files, row)
        if self.files:
            self.page.intake.show_details(row, self.files[row])

    def _on_file_chosen(self, row: int) -> None:
        if row < len(self.files):
            self.page.intake.show_details(row, self.files[row])

    def _idle(self, rows: Sequence[int]) -> list[LedgerFile]:
        return [self.files[row] for row in rows if self.files[row].state not in ("waiting", "running")]

    def _on_again(self, rows: Sequence[int]) -> None:
        self._run([Run(one, False) for one in self._idle(rows)])

    def _on_keep(self, rows: Sequence[int]) -> None:
        self._run([Run(one, True) for one in self._idle(rows) if one.state == "ready"])

    def _on_remove(self, rows: Sequence[int]) -> None:
        gone = self._idle(rows)
        self.files = [one for one in self.files if one not in gone]
        self._show_files()

    def _on_mark(self, row: int) -> None:
        file = self.files[row]
        terms = leaving.terms(self.page, self.tasks.desk, "marked", file.path.name, label=True)
        if terms is None:
            return
        name = outgoing.file_name(self.tr("{0}（标红）").format(file.path.stem), terms.label, ".xlsx")
        target = self._target(str(file.path.with_name(name)))
        if target is None:
            return
        faults = file.faults
        self.change(
            lambda desk, tick: importing.mark_faults(desk, file.path, faults, target, terms),
            lambda _: self._on_marked(file, target),
        )

    def _on_marked(self, file: LedgerFile, target: Path) -> None:
        file.words += self.tr("　标红副本已写出：{0}").format(target)
        self._show_files()

    def _target(self, name: str) -> Path | None:
        """Where to write a spreadsheet."""
        return dialogs.save_file(self.page, self.tr("另存为"), name, self.tr("Excel 工作簿 (*.xlsx)"), ".xlsx")

    # -- files out ----------------------------------------------------------------------------------------------------

    def template(self, kind: str) -> None:
        """An empty spreadsheet of that kind."""
        target = self._target(self.tr("{0}（空白模板）.xlsx").format(self._titles[kind]))
        if target is not None:

            def work(desk: Desk, tick: Tick) -> str:
                exporting.template(desk.pack, kind, target)
                return ""

            self._write(work, lambda _: self.tr("空白模板已写出：{0}").format(target))

    def export(self, kind: str) -> None:
        """That ledger, or all flags, as a spreadsheet."""
        title = self._titles.get(kind, self.tr("预警"))
        terms = leaving.terms(self.page, self.tasks.desk, "table", title, label=True)
        if terms is None:
            return
        day = self.tasks.desk.clock().date()
        target = self._target(outgoing.file_name(title, terms.label, ".xlsx", day))
        if target is not None:

            def work(desk: Desk, tick: Tick) -> str:
                done = exporting.export(desk, kind, target, terms, tick)
                said = self.tr("{0}已导出 {1} 行：{2}。登记号 {3}")
                note = f"；{done.note}" if done.note else ""
                return said.format(title, f"{done.count:,}", target, done.number) + note

            self._write(work, str)

    def _write(self, work: Callable[[Desk, Tick], str], said: Callable[[str], str]) -> None:
        outlet = self.page.outlet
        outlet.set_busy(True)
        outlet.said.setText("")
        outlet.progress.start(self.tr("正在写出……"))
        self._export = self.tasks.change(
            self.view,
            _cancellable(work),
            lambda found: self._on_written(self.tr("已取消，没有写出文件") if found is None else said(found)),
            self._on_write_failed,
        )
        self._export.progressed.connect(outlet.progress.show_progress)

    def _on_written(self, said: str) -> None:
        self._export = None
        self.page.outlet.set_busy(False)
        self.page.outlet.progress.hide()
        self.page.outlet.said.setText(said)

    def _on_write_failed(self, error: BaseException) -> None:
        self._on_written("")
        self.fail(error)

    def _on_export_cancelled(self) -> None:
        if self._export is not None:
            self._export.cancel()


def _work(run: Run) -> Callable[[Desk, Tick], Any]:
    kind, path, keep, reason = run.file.kind, run.file.path, run.keep, run.reason

    def work(desk: Desk, tick: Tick) -> Imported:
        return importing.import_file(desk, kind, path, dry_run=not keep, accept_reason=reason, tick=tick)

    return _cancellable(work)


def _cancellable(work: Callable[[Desk, Tick], Any]) -> Callable[[Desk, Tick], Any]:
    """None where the officer gave up: the screen has to know, and everything was rolled back."""

    def tried(desk: Desk, tick: Tick) -> Any:
        try:
            return work(desk, tick)
        except Cancelled:
            return None

    return tried
