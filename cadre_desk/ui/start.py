"""From the command to the window: sign-in first, everything heavy while the officer types."""

import gc
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6 import QtCore
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTimer, QTranslator, Signal
from PySide6.QtWidgets import QApplication, QFileDialog

from cadre_desk.services import access
from cadre_desk.ui.kit import looks, theme
from cadre_desk.ui.signin.view import SignInView

if TYPE_CHECKING:
    from cadre_desk.services.desk import Desk
    from cadre_desk.services.drafts import Draft
    from cadre_desk.ui.arrival import Arrival
    from cadre_desk.ui.restore.controller import RestoreController
    from cadre_desk.ui.window import MainWindow


_AFTER_FIRST_PAINT = 20  # ms
_AGAIN = 50  # ms
#: seconds. Every painted cell and every statement of a list calls Python; while a lane computes each of them would wait
#: the usual 5 ms for its turn, a page half a second
SWITCH = 0.0005
_STYLE = ("-style", "fusion")  # said here, Python need not build the large class QStyle before the first window


class Start(QObject):
    """The sign-in window, and what follows when the vault is open."""

    opened = Signal(object)  # Desk
    refused = Signal(str)

    def __init__(self, folder: Path, fonts: Path, load_pack: Callable[[], Any]) -> None:
        super().__init__()
        self._folder, self._fonts, self._load_pack = folder, fonts, load_pack
        self.view: SignInView | None = None
        self.window: MainWindow | None = None
        self.wizard: RestoreController | None = None
        self.arrival: Arrival | None = None
        self._error: BaseException | None = None  # why the vault did not open
        self._password = ""  # with which the officer comes in; needed where it has to be changed at once
        self._level = 0  # of event loops when the window was opened: it is let go in no deeper one
        self._officer = ""  # who locked the vault last
        self._unkept: dict[str, list[Draft]] = {}  # what could not be written when he did, by officer
        self._outcome: dict[str, list[BaseException | None]] = {}
        self.opened.connect(self._on_opened)
        self.refused.connect(self._on_refused)

    def show(self) -> None:
        """The sign-in window for the vault of that folder."""
        old = self.view
        self.view = SignInView(self._folder, new=not access.exists(self._folder))
        self.view.submitted.connect(self._on_submitted)
        self.view.folder_wished.connect(self._on_folder_wished)
        self.view.restore_wished.connect(self._on_restore_wished)
        self.view.show()
        if old is not None:
            _dispose(old)
        QTimer.singleShot(_AFTER_FIRST_PAINT, self._on_shown)

    def _on_shown(self) -> None:
        """The window stands: now what it can do without for its first moment."""
        access.harden()
        # the system's own file dialogs note every file in its list of recent ones, and a lock cannot take them away
        QCoreApplication.setAttribute(QtCore.Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
        if self.view is not None and not self.view.new:
            try:
                self.view.offer(access.officers(self._folder), self._officer)
            except access.VaultError as error:
                self._error = error
                self.view.show_message(error.message)
        threading.Thread(target=_load_heavy_parts, daemon=True).start()

    def _on_folder_wished(self) -> None:
        found = QFileDialog.getExistingDirectory(self.view, self.tr("选择保险库文件夹"), str(self._folder))
        if found:
            self._folder = Path(found)
            self.show()

    def _on_submitted(self, officer: str, password: str) -> None:
        assert self.view is not None
        self._error, self._password = None, password
        self.view.set_busy(True, self.tr("正在打开保险库……"))
        work = self._create if not access.exists(self._folder) else self._open
        threading.Thread(target=work, args=(officer, password), daemon=True).start()

    def _create(self, officer: str, password: str) -> None:
        if fault := access.check_password(password, officer):
            self.refused.emit(fault)
            return
        from cadre_desk.services import desk

        self._try(lambda: desk.create(self._folder, officer, password, self._load_pack()))

    def _open(self, officer: str, password: str) -> None:
        from cadre_desk.services import desk

        self._try(lambda: desk.sign_in(self._folder, officer, password, self._load_pack()))

    def _try(self, work: "Callable[[], Desk]") -> None:
        try:
            self.opened.emit(work())
        except access.VaultError as error:
            self._error = error
            self.refused.emit(error.message)
        except Exception as error:
            from cadre_desk.ui.kit.tasks import message

            self.refused.emit(message(error))

    def _on_refused(self, text: str) -> None:
        if self.view is not None:
            self.view.set_busy(False)
            self.view.show_message(text)
            if access.damaged(self._error):
                self.view.restore.setFocus()

    # -- restoring ----------------------------------------------------------------------------------------------------

    def _on_restore_wished(self) -> None:
        from cadre_desk.ui.restore.controller import RestoreController

        self.wizard = RestoreController(self._folder, self._load_pack, self._error)
        self.wizard.finished.connect(self._on_wizard_closed)
        self.wizard.entered.connect(self._on_accepted)
        self.wizard.view.show()
        if self.view is not None:
            self.view.close()

    def _on_wizard_closed(self) -> None:
        """Back to the sign-in window, with what the folder holds now."""
        self._error = None
        if self.view is None or not self.view.isVisible():
            self.view = None
            self.show()

    def _on_accepted(self, desk: "Desk", password: str) -> None:
        """The state on disk was taken as it is: the desk is open."""
        assert self.wizard is not None
        self.wizard.finished.disconnect(self._on_wizard_closed)
        self.wizard.view.close()
        self._password = password
        self._on_opened(desk)

    # -- in -----------------------------------------------------------------------------------------------------------

    def _on_opened(self, desk: "Desk") -> None:
        """The vault is open: the main window, after a password that is due was changed."""
        from cadre_desk.ui.arrival import Arrival

        self.arrival = Arrival(desk, self._password)
        self._password = ""
        self.arrival.ready.connect(self._on_ready)
        self.arrival.given_up.connect(self._on_given_up)
        self.arrival.begin()
        if self.view is not None:
            _dispose(self.view)
            self.view = None

    def _on_given_up(self) -> None:
        """The password that was due was not changed, and the vault is closed again."""
        self.view = None
        self.show()

    def _on_ready(self, desk: "Desk") -> None:
        from cadre_desk.ui.window import MainWindow

        self._level = QtCore.QThread.currentThread().loopLevel()
        self.window = MainWindow(desk, self._fonts, self._unkept.pop(desk.officer, ()))
        self.window.ending.connect(self._on_ending)
        self.window.locked.connect(self._on_locked)
        self.window.tell_outcome(self._outcome.pop(desk.officer, ()))
        self.window.show()

    # -- after the lock ---------------------------------------------------------------------------------------------

    def _on_ending(self, reason: str) -> None:
        """The window is hidden, the vault still open: a change has to come to its end first."""
        assert self.window is not None
        self._officer = self.window.desk.officer
        self._show_again(self.window, reason)
        assert self.view is not None
        self.view.stop_wished.connect(self.window.stop)
        self.view.wait_for(self.tr("锁定前开始的事项还在办理，办完即可登录……"))

    def _on_locked(self, reason: str) -> None:
        """The vault is closed: back to the sign-in window, and nothing of what was shown stays in memory."""
        window, self.window = self.window, None
        assert window is not None
        self._officer = window.desk.officer
        if window.unkept:
            self._unkept[self._officer] = window.unkept
        if window.waited or any(window.outcome):
            self._outcome[self._officer] = window.outcome
        if self.view is None or not self.view.isVisible():
            self._show_again(window, reason)
        assert self.view is not None
        self.view.set_busy(False, window.fault)
        self._let_go(window)

    def _show_again(self, window: "MainWindow", reason: str) -> None:
        self.view = None
        self.show()
        assert self.view is not None
        kept = self.tr("没有保存的内容已加密存放，登录后恢复。") if window.has_typed else ""
        self.view.show_notice(self._words(reason) + kept)

    def _words(self, reason: str) -> str:
        known = {
            "idle": self.tr("因一段时间没有操作，已自动锁定。"),
            "screen": self.tr("电脑屏幕已锁定，保险库已一同锁定。"),
            "sleep": self.tr("电脑进入睡眠，保险库已锁定。"),
            "session": self.tr("系统会话结束，保险库已锁定。"),
        }
        return known.get(reason, self.tr("已锁定。"))

    def _let_go(self, window: "MainWindow") -> None:
        """Take the window apart; not while a dialog of it still comes to its end in a deeper event loop."""
        if QtCore.QThread.currentThread().loopLevel() > self._level:
            QTimer.singleShot(_AGAIN, lambda: self._let_go(window))
            return
        window.deleteLater()
        QTimer.singleShot(_AGAIN, gc.collect)

    def finish(self) -> None:
        """The program ends: a lock that still waits comes to its end."""
        if self.window is not None:
            self.window.finish()


def _load_heavy_parts() -> None:
    """The database and the main window, while the officer types the password."""
    import cadre_desk.services.desk
    import cadre_desk.ui.arrival
    import cadre_desk.ui.window  # noqa: F401


def application(fonts: Path, *, dark: bool = False, large: bool = False) -> QApplication:
    """The application, dressed; the one that runs already where there is one."""
    found = QApplication.instance()
    running = found if isinstance(found, QApplication) else QApplication(["cadre-desk", *_STYLE])
    running.setApplicationName("cadre-desk")
    sys.setswitchinterval(SWITCH)
    theme.apply(running, fonts, dark=dark, large=large)
    _translate(running, fonts.parent.parent / "translations")
    return running


def _translate(running: QApplication, folder: Path) -> QTranslator:
    """Qt's own words in Chinese; the whole window in English where CADRE_DESK_LANG says so."""
    words = QTranslator(running)
    if os.environ.get("CADRE_DESK_LANG") == "en":
        found = words.load("cadre_desk_en", str(folder))
    else:
        place = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        found = words.load(QLocale(QLocale.Language.Chinese), "qtbase", "_", place)
    if found:
        running.installTranslator(words)
    return words


def run(folder: Path, fonts: Path, load_pack: Callable[[], Any]) -> int:
    """The window until it is closed; the exit code."""
    running = application(fonts, **looks.read())
    start = Start(folder, fonts, load_pack)
    running.aboutToQuit.connect(start.finish)
    start.show()
    return int(running.exec())


def _dispose(view: SignInView) -> None:
    """A sign-in window that is done with: what was typed in it goes with it."""
    view.close()
    view.deleteLater()
