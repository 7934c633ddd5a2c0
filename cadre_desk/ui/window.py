"""The main window: navigation at the left, one screen in front, which screen opens what; how it is left."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QStackedWidget,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from cadre_desk.services import arrival, drafts, upkeep
from cadre_desk.services.desk import Desk
from cadre_desk.services.drafts import Draft
from cadre_desk.services.lists import Query
from cadre_desk.ui import administration
from cadre_desk.ui.cadres.controller import CadresController
from cadre_desk.ui.campaigns.controller import CampaignsController
from cadre_desk.ui.dashboard.controller import DashboardController
from cadre_desk.ui.declarations.controller import DeclarationsController
from cadre_desk.ui.filing.controller import FilingController
from cadre_desk.ui.flags.controller import FlagsController
from cadre_desk.ui.kit import dialogs, idle, screenshots
from cadre_desk.ui.kit.basics import label, pause
from cadre_desk.ui.kit.clipboard import Minder
from cadre_desk.ui.kit.drafts import PLACE, Keeper
from cadre_desk.ui.kit.notice import Notice
from cadre_desk.ui.kit.screen import Controller, ListController
from cadre_desk.ui.kit.table import moment
from cadre_desk.ui.kit.tasks import Cancelled, Tasks, message
from cadre_desk.ui.ledgers.controller import LedgersController
from cadre_desk.ui.letters.controller import LettersController
from cadre_desk.ui.quotas.controller import QuotasController
from cadre_desk.ui.recycling.controller import RecyclingController
from cadre_desk.ui.register.controller import RegisterController
from cadre_desk.ui.settings.controller import SettingsController
from cadre_desk.ui.verification.controller import VerificationController

#: which screen shows a list, and which opens a record
_LISTS = {
    "cadres": "cadres",
    "declarations": "declarations",
    "letters": "letters",
    "flags": "flags",
    "cases": "campaigns",
    "quotas": "quotas",
    "measures": "ledgers",
    "import": "ledgers",
}
_RECORDS = {
    "cadre": "cadres",
    "declaration": "declarations",
    "letter": "letters",
    "flag": "flags",
    "case": "campaigns",
    "draft": "letters",
    "filing": "filing",
}
_DIGITS = 9  # Alt+1 to Alt+9 for the first screens, Alt+Shift+1 and so on for the others
ASKED = "asked"  # why it is locked: the officer said so; the other reasons are those of kit.idle
_UPKEEP = 60_000  # ms between looks whether the daily check or a backup is due
_SOON = 300  # ms that a lock waits for changes before it lets the sign-in window say that it waits
_SETTLED = 1_500  # ms until a record that was open has taken its draft back


class MainWindow(QMainWindow):
    """One open vault, and how it is left.

    Locking hides everything at once and asks nobody. What is typed and not saved goes into the vault as drafts, with
    the place where the officer was; when he comes back he finds both. A change that is under way (an import, a scan)
    runs to its end behind the sign-in window, where it can be stopped, and the vault is closed then: whoever started
    it and went away for its length wants it done, and half of it is never kept. When the computer is about to sleep
    or the session ends there is no time: it is cancelled and leaves nothing behind.
    """

    ending = Signal(str)  # locked, why; a change has to end before the vault is closed
    locked = Signal(str)  # locked, why; the vault is closed

    def __init__(self, desk: Desk, fonts: Path, unkept: Sequence[Draft] = ()) -> None:
        """Sit down at a desk; unkept are drafts that could not be written into the vault when it was locked."""
        super().__init__()
        self.desk = desk
        self.tasks = Tasks(desk, self)
        self._leaving = self._closed = False
        self._reason = self._trouble = ""
        self._typed: dict[tuple[str, int], Draft] | None = None  # what the lock found; None where it could not look
        self._offering = False  # whether the notice offers drafts that wait
        self._later = pause(self, _SETTLED, self._tell_waiting)
        self.unkept: list[Draft] = []  # drafts that could not be written into the vault
        self.fault = ""  # why the vault could not be closed as it should
        self.outcome: list[BaseException | None] = []  # of the changes that ended after the lock
        self.waited = False  # whether the lock had to wait for one of them
        self.setWindowTitle(self.tr("干部监督工作台"))
        self.resize(QSize(1280, 800).boundedTo(self.screen().availableSize()))
        self.screens: dict[str, Controller] = {}
        self._build(fonts)
        self._shortcuts()
        self.tasks.failed.connect(self._on_failed)
        self.tasks.busy.connect(self._on_busy)
        self.watch = idle.Watch(self)
        self.watch.lock_wished.connect(self.lock)
        self.watch.counting.connect(self._on_counting)
        self.clipboard = Minder(self)
        self.keeper = Keeper(self.tasks, self.screens, self)
        self.keeper.failed.connect(self._on_not_kept)
        self._begin(desk.ask(drafts.every) if desk.vault.holds_data else [], unkept)
        self.idle_minutes = desk.policy.idle_minutes
        self.watch.begin()
        self._upkeep = QTimer(self)
        self._upkeep.timeout.connect(self._on_upkeep)
        self._upkeep.start(_UPKEEP)

    def _on_upkeep(self) -> None:
        """The daily check and the regular backup, while nothing else is being changed."""
        if self._leaving or self.tasks.changing:
            return
        self.tasks.change(self, lambda desk, tick: _tend(desk), self._on_tended, self._on_untended)

    def _on_tended(self, faults: list[str]) -> None:
        if faults:
            text = self.tr("检验数据库发现问题：{0} 请停止录入，用“从备份恢复”取回完好的备份。").format(
                "；".join(faults[:3])
            )
            dialogs.warn(self, self.tr("数据库损坏"), text)

    def _on_untended(self, error: BaseException) -> None:
        """A backup that fails is told, but it does not come between the officer and his work."""
        self._activity.setText(self.tr("▲ 没有备份：{0}").format(message(error)))

    def _build(self, fonts: Path) -> None:
        self.navigation = QListWidget()
        self.navigation.setObjectName("navigation")
        self.navigation.setAccessibleName(self.tr("导航"))
        self.pages = QStackedWidget()
        for key, text, controller in self._screens(fonts):
            self._add(key, text, controller)
        width = max(self.navigation.fontMetrics().horizontalAdvance(text) for text in self._words.values())
        self.navigation.setFixedWidth(width + 60)
        self.navigation.currentItemChanged.connect(self._on_navigated)
        middle = QWidget()
        layout = QHBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.navigation)
        layout.addLayout(self._right(), 1)
        self.setCentralWidget(middle)
        self._build_status()

    def _right(self) -> QVBoxLayout:
        """The screens, and above them what concerns them all."""
        right = QVBoxLayout()
        right.setSpacing(0)
        self.notice = Notice()
        above = QHBoxLayout()
        above.setContentsMargins(14, 8, 14, 0)
        above.addWidget(self.notice)
        right.addLayout(above)
        right.addWidget(self.pages, 1)
        return right

    _words: dict[str, str]

    def _screens(self, fonts: Path) -> list[tuple[str, str, Controller]]:
        tasks = self.tasks
        business = self._business(fonts) if self.desk.vault.holds_data else []
        settings = SettingsController(tasks)
        settings.help_wished.connect(lambda: self.show_screen("help"))
        own = [("settings", self.tr("设置"), settings), administration.help_screen(tasks)]
        return [*business, *administration.screens(tasks, fonts), *own]

    def _business(self, fonts: Path) -> list[tuple[str, str, Controller]]:
        """The screens that show business data."""
        tasks = self.tasks
        return [
            ("dashboard", self.tr("总览"), DashboardController(tasks)),
            ("cadres", self.tr("干部"), CadresController(tasks, fonts)),
            ("declarations", self.tr("报告"), DeclarationsController(tasks, fonts)),
            ("filing", self.tr("填报"), FilingController(tasks, fonts)),
            ("verification", self.tr("查核"), VerificationController(tasks, fonts)),
            ("letters", self.tr("函件"), LettersController(tasks, fonts)),
            ("campaigns", self.tr("专项整治"), CampaignsController(tasks)),
            ("quotas", self.tr("职数"), QuotasController(tasks)),
            ("flags", self.tr("预警"), FlagsController(tasks)),
            ("ledgers", self.tr("台账"), LedgersController(tasks)),
            ("register", self.tr("出件登记"), RegisterController(tasks)),
            ("recycling", self.tr("回收站"), RecyclingController(tasks)),
        ]

    def _add(self, key: str, text: str, controller: Controller) -> None:
        self.screens[key] = controller
        controller.opened.connect(self.open_record)
        controller.listed.connect(self.show_list)
        controller.sign_in_wished.connect(lambda: self.lock())
        controller.given_back.connect(self._on_given_back)
        self.pages.addWidget(controller.view)
        item = QListWidgetItem(text)
        item.setData(Qt.ItemDataRole.UserRole, key)
        item.setSizeHint(QSize(0, int(self.fontMetrics().height() * 2.2)))
        self.navigation.addItem(item)
        self._words = {**getattr(self, "_words", {}), key: text}

    def _build_status(self) -> None:
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        self._activity = QLabel("")
        bar.addWidget(self._activity, 1)
        bar.addPermanentWidget(QLabel(arrival.last_login(self.desk)))
        self._countdown = label("", "warning")
        self._countdown.hide()
        bar.addPermanentWidget(self._countdown)
        bar.addPermanentWidget(QLabel(self.tr("经办人：{0}").format(self.desk.officer)))
        bar.addPermanentWidget(QLabel(self.tr("规则包：{0}").format(self.desk.pack.title)))
        place = QLabel(self.tr("保险库：{0}").format(self.desk.vault.folder.name))
        place.setToolTip(str(self.desk.vault.folder))
        bar.addPermanentWidget(place)
        self._clock = QLabel("")
        bar.addPermanentWidget(self._clock)
        timer = QTimer(self)
        timer.setInterval(20_000)
        timer.timeout.connect(self._tell_time)
        timer.start()
        self._tell_time()

    def _tell_time(self) -> None:
        self._clock.setText(datetime.now().strftime("%Y-%m-%d %H:%M"))

    def _shortcuts(self) -> None:
        QShortcut(QKeySequence("Ctrl+K"), self, self._find)
        QShortcut(QKeySequence("Ctrl+L"), self, lambda: self.lock())
        QShortcut(QKeySequence("F5"), self, lambda: self.current().refresh())
        QShortcut(QKeySequence("F1"), self, lambda: self.show_screen("help"))
        for number in range(1, self.navigation.count() + 1):
            keys = f"Alt+{number}" if number <= _DIGITS else f"Alt+Shift+{number - _DIGITS}"
            QShortcut(QKeySequence(keys), self, lambda n=number: self.navigation.setCurrentRow(n - 1))

    def _find(self) -> None:
        """Ctrl+K: search people, from wherever one is."""
        if "cadres" not in self.screens:
            return
        self.show_screen("cadres")
        controller = self.screens["cadres"]
        if isinstance(controller, ListController):
            controller.listing.search.setFocus()
            controller.listing.search.selectAll()

    # -- screens ----------------------------------------------------------------------------------------------------

    def current(self) -> Controller:
        """The screen in front."""
        return list(self.screens.values())[self.pages.currentIndex()]

    def show_screen(self, key: str) -> None:
        """Bring a screen to the front."""
        row = list(self.screens).index(key)
        if self.navigation.currentRow() == row:
            self._show(row)
        self.navigation.setCurrentRow(row)

    def _on_navigated(self, current: QListWidgetItem | None) -> None:
        if current is not None:
            self._show(self.navigation.row(current))

    def _show(self, row: int) -> None:
        if row != self.pages.currentIndex():
            self.current().leave()
        self.pages.setCurrentIndex(row)
        self.current().activate()

    def show_list(self, name: str, query: Query) -> None:
        """The list behind a figure."""
        key = _LISTS[name]
        controller: Any = self.screens[key]
        if name != "import":
            controller.show_query(query)
        self.show_screen(key)

    def open_record(self, what: str, key: int) -> None:
        """One record in the screen that shows it."""
        screen = _RECORDS[what]
        controller: Any = self.screens[screen]
        self.show_screen(screen)
        if what == "draft":
            controller.draft_for(key)
        else:
            controller.show_key(key)

    def _on_busy(self, busy: bool) -> None:
        self._activity.setText(self.tr("处理中……") if busy else self._trouble)
        if self._reason and not busy:
            self._end()

    def _on_failed(self, text: str) -> None:
        dialogs.warn(self, self.tr("未能完成"), text)

    # -- coming back ------------------------------------------------------------------------------------------------

    def _begin(self, found: Sequence[Draft], unkept: Sequence[Draft]) -> None:
        """Where the officer was when he locked the vault, with what he had typed; else the first screen."""
        place = self.keeper.begin(found, unkept)
        if place is None:
            self.show_screen(next(iter(self.screens)))
        else:
            self._come_back(place)
        self._later.start()

    def _place(self) -> dict[str, Any]:
        where = {key: found for key, one in self.screens.items() if (found := one.where())}
        front = list(self.screens)[self.pages.currentIndex()]
        return {"geometry": bytes(self.saveGeometry().toHex().data()).decode(), "front": front, "screens": where}

    def _come_back(self, place: Mapping[str, Any]) -> None:
        self.restoreGeometry(QByteArray.fromHex(place["geometry"].encode()))
        for key, where in place["screens"].items():
            if key in self.screens:
                self.screens[key].come_back(where)
        self.show_screen(place["front"] if place["front"] in self.screens else next(iter(self.screens)))

    def _waiting(self) -> list[tuple[str, Draft]]:
        found = [(key, draft) for key, one in self.screens.items() for draft in one.waiting.values()]
        return sorted(found, key=lambda pair: pair[1].at, reverse=True)

    def _tell_waiting(self) -> None:
        """What was typed in records that are not open, the newest first."""
        waiting = self._waiting()
        self._offering = bool(waiting) and not self._leaving
        if not self._offering:
            self.notice.hide()
            return
        screen, draft = waiting[0]
        text = self.tr("“{0}”中有未保存的内容（{1}），共{2}处。").format(
            self._words[screen], moment(draft.at), len(waiting)
        )
        self.notice.say(
            text,
            (self.tr("查看"), lambda: self._show_waiting(screen, draft.key)),
            (self.tr("放弃"), lambda: self._drop_waiting(screen, draft.key)),
            (self.tr("以后再说"), self._offer_no_more),
        )

    def _offer_no_more(self) -> None:
        self._offering = False
        self.notice.hide()

    def _on_given_back(self) -> None:
        """One of those that are offered was found without the offer."""
        if self._offering:
            self._tell_waiting()

    def _show_waiting(self, screen: str, key: int) -> None:
        controller = self.screens[screen]
        self.show_screen(screen)
        if isinstance(controller, ListController | FilingController):
            controller.show_key(key)
        self.notice.hide()
        self._later.start()

    def _drop_waiting(self, screen: str, key: int) -> None:
        text = self.tr("放弃后，没有保存的内容不能找回。")
        if dialogs.confirm(self, self.tr("放弃未保存的内容"), text, self.tr("放弃")):
            self.screens[screen].settle(key)
            self._tell_waiting()

    def tell_outcome(self, outcome: Sequence[BaseException | None]) -> None:
        """What became of the changes that were under way when the vault was locked."""
        failed = [error for error in outcome if error is not None]
        if not outcome:
            return
        if not failed:
            text = self.tr("锁定时正在办理的事项已经办完。")
        elif isinstance(failed[0], Cancelled):
            text = self.tr("锁定时正在办理的事项已取消，保险库没有改动。")
        else:
            text = self.tr("锁定时正在办理的事项没有办成：{0}").format(message(failed[0]))
        self._offering = False
        self._later.stop()
        self.notice.say(text, (self.tr("知道了"), self._tell_waiting))

    # -- nobody there -----------------------------------------------------------------------------------------------

    @property
    def idle_minutes(self) -> float:
        """After how many minutes without a key or the mouse the vault is locked."""
        return self.watch.minutes

    @idle_minutes.setter
    def idle_minutes(self, minutes: float) -> None:
        self.watch.minutes = minutes

    def block_screenshots(self, on: bool) -> bool:
        """Keep this window out of screenshots; False where the system cannot (all but Windows)."""
        return screenshots.block(self, on)

    def _on_counting(self, seconds: int) -> None:
        self._countdown.setVisible(seconds >= 0)
        self._countdown.setText(self.tr("{0}秒后锁定").format(seconds))

    def _on_not_kept(self, text: str) -> None:
        """The officer may go on: it is tried again, but he should know."""
        self._trouble = self.tr("▲ 未保存的内容没有存成草稿：{0}").format(text) if text else ""
        self._activity.setText(self._trouble)

    # -- leaving ----------------------------------------------------------------------------------------------------

    def lock(self, reason: str = ASKED) -> None:
        """Hide everything, keep what is typed, leave the desk: `locked` follows when the vault is closed."""
        if self._leaving:
            if reason in idle.SUDDEN:  # no time any more to wait for a change
                self.finish()
            return
        self._leaving, self._reason = True, reason
        self.tasks.hush(self.outcome.append)
        _hide_everything()
        self.clipboard.forget()
        self.keeper.end()
        try:  # whatever is wrong with a screen must not keep the vault open
            self._typed = self.keeper.collect()
            self._typed[PLACE, 0] = Draft(PLACE, 0, self._place())
        except Exception as error:
            self.fault = message(error)
        if reason in idle.SUDDEN:
            self.finish()
        else:
            QTimer.singleShot(0, self._wait)  # the screen comes first

    def _wait(self) -> None:
        """Let changes that are under way come to their end."""
        if self._closed:
            return
        if self.tasks.settle(_SOON):
            self.finish()
        else:
            self.waited = True
            self.ending.emit(self._reason)

    @property
    def has_typed(self) -> bool:
        """Whether the lock found anything that was typed and not saved."""
        return any(one.screen != PLACE for one in (self._typed or {}).values())

    def stop(self) -> None:
        """Cancel the change whose end the lock is waiting for."""
        self.tasks.cancel()

    def finish(self) -> None:
        """Come to the end of the lock now, whatever is under way: it is cancelled."""
        if self._leaving and not self._closed:
            self.tasks.finish()
            self._end()

    def _end(self) -> None:
        """Nothing is under way any more: keep the drafts, close the vault."""
        if self._closed:
            return
        self._closed = True
        try:
            if self._typed is not None:
                self.keeper.keep_last(self.desk, self._typed)
        except Exception as error:  # the disk is full: better in memory until the officer comes back than lost
            self.unkept, self.fault = list((self._typed or {}).values()), message(error)
        try:
            self.desk.close()
        except Exception as error:
            self.fault = message(error)
        self.watch.end()
        self.locked.emit(self._reason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:  # colours of severities are set when a record is shown
            for controller in self.screens.values():
                controller.forget()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self._leave())

    def _leave(self) -> bool:
        """Keep what is to be kept and close the vault; False where the officer stays."""
        if self._leaving:
            return self._closed
        if not all(controller.may_close() for controller in self.screens.values()):
            return False
        self.current().leave()
        if self._leaving:  # the vault was locked behind a question that was asked
            return False
        self.tasks.finish()
        if not self._keep_typed():
            return False
        self._leaving = self._closed = True
        self.keeper.end()
        self.clipboard.forget()
        self.watch.end()
        self.hide()
        try:
            upkeep.back_up_when_due(self.desk, leaving=True)
        except Exception as error:
            dialogs.warn(None, self.tr("退出时没有备份"), message(error))
        self.desk.close()
        return True

    def _keep_typed(self) -> bool:
        """Keep as drafts what no screen asked about; False where that failed and the officer stays."""
        try:
            self.keeper.keep_last(self.desk, self.keeper.collect())
        except Exception as error:
            text = self.tr("有未保存的内容，没有存成草稿：{0} 仍要关闭吗？关闭后不能找回。").format(message(error))
            return dialogs.confirm(self, self.tr("未保存的内容"), text, self.tr("关闭"))
        return True


def _tend(desk: Desk) -> list[str]:
    """What the check found, where one was due."""
    faults = upkeep.check(desk) if upkeep.check_due(desk) else []
    if not faults:
        upkeep.back_up_when_due(desk)
    return faults


def _hide_everything() -> None:
    """All windows of the program: popups and dialogs first, which give up, then the rest."""
    QToolTip.hideText()
    gone: list[QWidget] = []
    while (top := QApplication.activePopupWidget() or QApplication.activeModalWidget()) and top not in gone:
        top.reject() if isinstance(top, QDialog) else top.close()
        top.hide()
        gone.append(top)
    for window in QApplication.topLevelWidgets():
        if window.isVisible():
            window.hide()
