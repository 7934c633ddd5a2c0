"""Wires the backups: make one, read one to the last byte, copy one elsewhere."""

from pathlib import Path

from cadre_desk.domain.sheet import Tick
from cadre_desk.services import backups
from cadre_desk.services.backups import Choice, Generation
from cadre_desk.services.desk import Desk
from cadre_desk.ui.backups.view import BackupsView
from cadre_desk.ui.kit import dialogs, generations
from cadre_desk.ui.kit.screen import Controller
from cadre_desk.ui.kit.tasks import Job, Tasks, message

# any of these makes the screen worth showing
ACTIONS = ("备份", "检验备份")
_Answer = tuple[list[Choice], list[str], str]


def _ask(desk: Desk) -> _Answer:
    """The list without reading every byte, those whose manifest is damaged, and the reminder."""
    place = backups.place(desk.vault.folder)
    head = desk.vault.state().data
    return backups.choices([place], head, thorough=False), backups.unreadable(place), backups.reminder(desk)


class BackupsController(Controller):
    """备份."""

    shows = frozenset({"system"})

    def __init__(self, tasks: Tasks) -> None:
        self.page = BackupsView()
        super().__init__(tasks, self.page)
        self._choices: list[Choice] = []
        self._states: dict[Path, str] = {}  # what reading them to the last byte found
        self._job: Job | None = None
        self.page.make.setVisible(tasks.desk.may("备份") and tasks.desk.vault.holds_data)
        self.page.copy.setVisible(tasks.desk.may("备份"))
        self.page.make_wished.connect(self.make)
        self.page.inspect_wished.connect(self.inspect)
        self.page.copy_wished.connect(self.copy)
        self.page.chosen.connect(self._on_chosen)
        self.page.progress.cancelled.connect(self._on_cancelled)

    def activate(self) -> None:
        """Every change makes the newest backup older: asked each time it comes to the front."""
        self._stale = True
        super().activate()

    def refresh(self) -> None:
        """The list; what was read to the last byte stays known."""
        self.look(_ask, self._show)

    def _show(self, answer: _Answer) -> None:
        self._choices, broken, reminder = answer
        self._fill()
        self.page.show_reminder(reminder)
        if broken:
            self.page.tell("\n".join(broken), fault=True)

    def _fill(self) -> None:
        records = [
            generations.record(one, self._states.get(one.generation.path, generations.UNKNOWN)) for one in self._choices
        ]
        self.page.show_generations(records, self.page.table.currentIndex().row())

    def _on_chosen(self, row: int) -> None:
        if row < len(self._choices):
            self.page.place.setText(self.tr("位置：{0}").format(self._choices[row].generation.path))

    # -- deeds --------------------------------------------------------------------------------------------------------

    def _watch(self, job: Job) -> None:
        self._job = job
        job.progressed.connect(self.page.progress.show_progress)

    def _on_cancelled(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _refused(self, error: BaseException) -> None:
        self.page.tell(message(error), fault=True)

    def make(self) -> None:
        """A backup now."""
        self.page.start(self.tr("正在备份……"))
        work = lambda desk, tick: backups.make(desk, "手动备份")  # noqa: E731
        self._watch(self.tasks.change(self.view, work, self._on_made, self._refused, self.page.end))

    def _on_made(self, made: Generation) -> None:
        self._states[made.path] = generations.GOOD  # it was opened, checked and counted before it got its name
        self.page.tell(self.tr("已备份并检验：{0}。").format(made.name))
        self.refresh()

    def inspect(self, rows: list[int]) -> None:
        """Read the chosen ones, or all, to the last byte."""
        chosen = [self._choices[row] for row in rows] or list(self._choices)
        for one in chosen:
            self._states[one.generation.path] = generations.READING
        self._fill()
        self.page.start(self.tr("检验……"))

        def work(desk: Desk, tick: Tick) -> list[Choice]:
            return backups.inspect(desk, chosen, tick)

        self._watch(self.tasks.change(self.view, work, self._on_inspected, self._refused, self._on_inspection_ended))

    def _on_inspected(self, found: list[Choice]) -> None:
        for one in found:
            self._states[one.generation.path] = generations.BAD if one.fault else generations.GOOD
        if faults := [one.fault for one in found if one.fault]:
            self.page.tell("\n".join(faults), fault=True)
        else:
            self.page.tell(self.tr("{0}份备份逐字节检验，全部完好。").format(len(found)))

    def _on_inspection_ended(self) -> None:
        self._states = {path: state for path, state in self._states.items() if state != generations.READING}
        self._fill()
        self.page.end()

    def copy(self, row: int) -> None:
        """The chosen one onto another medium."""
        generation = self._choices[row].generation
        folder = dialogs.choose_folder(self.view, self.tr("复制到哪个文件夹（移动硬盘、光盘刻录目录等）"))
        if folder is None:
            return
        self.page.start(self.tr("正在复制并读回核对……"))
        self._watch(
            self.tasks.change(
                self.view,
                lambda desk, tick: backups.copy_out(desk, generation, folder),
                self._on_copied,
                self._refused,
                self.page.end,
            )
        )

    def _on_copied(self, place: Path) -> None:
        self.page.tell(self.tr("已复制到“{0}”，并从那里读回核对无误。请把介质与电脑分开存放。").format(place))
        self.refresh()
