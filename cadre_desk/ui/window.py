"""The main window: navigation at the left, one screen in front, which screen opens what."""

from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QMainWindow, QStackedWidget, QWidget

from cadre_desk.services.desk import Desk
from cadre_desk.services.lists import Query
from cadre_desk.ui.cadres.controller import CadresController
from cadre_desk.ui.campaigns.controller import CampaignsController
from cadre_desk.ui.dashboard.controller import DashboardController
from cadre_desk.ui.declarations.controller import DeclarationsController
from cadre_desk.ui.flags.controller import FlagsController
from cadre_desk.ui.kit import dialogs
from cadre_desk.ui.kit.screen import Controller, ListController
from cadre_desk.ui.kit.tasks import Tasks
from cadre_desk.ui.ledgers.controller import LedgersController
from cadre_desk.ui.letters.controller import LettersController
from cadre_desk.ui.quotas.controller import QuotasController
from cadre_desk.ui.settings.controller import SettingsController

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
}


class MainWindow(QMainWindow):
    """One open vault."""

    locked = Signal()

    def __init__(self, desk: Desk, fonts: Path) -> None:
        super().__init__()
        self.desk = desk
        self.tasks = Tasks(desk, self)
        self._leaving = False
        self.setWindowTitle(self.tr("干部监督工作台"))
        self.resize(QSize(1280, 800).boundedTo(self.screen().availableSize()))
        self.screens: dict[str, Controller] = {}
        self._build(fonts)
        self._shortcuts()
        self.tasks.failed.connect(self._on_failed)
        self.tasks.busy.connect(self._on_busy)
        self.show_screen("dashboard")

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
        layout.addWidget(self.pages, 1)
        self.setCentralWidget(middle)
        self._build_status()

    _words: dict[str, str]

    def _screens(self, fonts: Path) -> list[tuple[str, str, Controller]]:
        tasks = self.tasks
        return [
            ("dashboard", self.tr("总览"), DashboardController(tasks)),
            ("cadres", self.tr("干部"), CadresController(tasks)),
            ("declarations", self.tr("报告"), DeclarationsController(tasks)),
            ("letters", self.tr("函件"), LettersController(tasks, fonts)),
            ("campaigns", self.tr("专项整治"), CampaignsController(tasks)),
            ("quotas", self.tr("职数"), QuotasController(tasks)),
            ("flags", self.tr("预警"), FlagsController(tasks)),
            ("ledgers", self.tr("台账"), LedgersController(tasks)),
            ("settings", self.tr("设置"), SettingsController(tasks)),
        ]

    def _add(self, key: str, text: str, controller: Controller) -> None:
        self.screens[key] = controller
        controller.opened.connect(self.open_record)
        controller.listed.connect(self.show_list)
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
        QShortcut(QKeySequence("Ctrl+L"), self, self.lock)
        QShortcut(QKeySequence("F5"), self, lambda: self.current().refresh())
        for number in range(1, self.navigation.count() + 1):
            QShortcut(QKeySequence(f"Alt+{number}"), self, lambda n=number: self.navigation.setCurrentRow(n - 1))

    def _find(self) -> None:
        """Ctrl+K: search people, from wherever one is."""
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
        self._activity.setText(self.tr("处理中……") if busy else "")

    def _on_failed(self, text: str) -> None:
        dialogs.warn(self, self.tr("未能完成"), text)

    # -- leaving ----------------------------------------------------------------------------------------------------

    def lock(self) -> None:
        """Leave the desk and come back to the sign-in window."""
        if self._leave():
            self.locked.emit()

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
            return True
        if not all(controller.may_close() for controller in self.screens.values()):
            return False
        self._leaving = True
        self.current().leave()
        self.tasks.finish()
        self.desk.close()
        self.hide()
        return True
