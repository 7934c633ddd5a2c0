"""From the command to the window: sign-in first, everything heavy while the officer types."""

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTimer, QTranslator, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from cadre_desk.services import access
from cadre_desk.ui.kit import looks, theme
from cadre_desk.ui.signin.view import SignInView

if TYPE_CHECKING:
    from cadre_desk.services.desk import Desk


_AFTER_FIRST_PAINT = 20  # ms
_STYLE = ("-style", "fusion")  # said here, Python need not build the large class QStyle before the first window


class Start(QObject):
    """The sign-in window, and what follows when the vault is open."""

    opened = Signal(object)  # Desk
    refused = Signal(str)

    def __init__(self, folder: Path, fonts: Path, load_pack: Callable[[], Any]) -> None:
        super().__init__()
        self._folder, self._fonts, self._load_pack = folder, fonts, load_pack
        self.view: SignInView | None = None
        self.window: QWidget | None = None
        self.opened.connect(self._on_opened)
        self.refused.connect(self._on_refused)

    def show(self) -> None:
        """The sign-in window for the vault of that folder."""
        old = self.view
        self.view = SignInView(self._folder, new=not access.exists(self._folder))
        self.view.submitted.connect(self._on_submitted)
        self.view.folder_wished.connect(self._on_folder_wished)
        self.view.show()
        if old is not None:
            old.close()
        QTimer.singleShot(_AFTER_FIRST_PAINT, self._on_shown)

    def _on_shown(self) -> None:
        """The window stands: now what it can do without for its first moment."""
        access.harden()
        if self.view is not None and not self.view.new:
            try:
                self.view.offer(access.officers(self._folder))
            except access.VaultError as error:
                self.view.show_message(error.message)
        threading.Thread(target=_load_heavy_parts, daemon=True).start()

    def _on_folder_wished(self) -> None:
        found = QFileDialog.getExistingDirectory(self.view, self.tr("选择保险库文件夹"), str(self._folder))
        if found:
            self._folder = Path(found)
            self.show()

    def _on_submitted(self, officer: str, password: str) -> None:
        assert self.view is not None
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
            self.refused.emit(error.message)
        except Exception as error:
            from cadre_desk.ui.kit.tasks import message

            self.refused.emit(message(error))

    def _on_refused(self, text: str) -> None:
        if self.view is not None:
            self.view.set_busy(False)
            self.view.show_message(text)

    def _on_opened(self, desk: "Desk") -> None:
        from cadre_desk.ui.window import MainWindow

        self.window = MainWindow(desk, self._fonts)
        self.window.locked.connect(self._on_locked)
        self.window.show()
        if self.view is not None:
            self.view.close()

    def _on_locked(self) -> None:
        """The desk was left: back to the sign-in window."""
        self.view = None
        self.show()


def _load_heavy_parts() -> None:
    """The database and the main window, while the officer types the password."""
    import cadre_desk.services.desk
    import cadre_desk.ui.window  # noqa: F401


def application(fonts: Path, *, dark: bool = False, large: bool = False) -> QApplication:
    """The application, dressed; the one that runs already where there is one."""
    found = QApplication.instance()
    running = found if isinstance(found, QApplication) else QApplication(["cadre-desk", *_STYLE])
    running.setApplicationName("cadre-desk")
    # each painted cell calls Python: while a lane computes it would wait 5 ms for its turn, a page half a second
    sys.setswitchinterval(0.0005)
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
    start.show()
    return int(running.exec())
