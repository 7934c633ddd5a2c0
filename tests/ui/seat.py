"""Sitting down at a vault with a real window, and getting up again: what tests of lock and drafts share."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from pytestqt.qtbot import QtBot

from cadre_desk import app
from cadre_desk.ui.start import Start
from cadre_desk.ui.window import MainWindow
from tests.services.office import OFFICER, PASSWORD
from tests.ui.conftest import Settled

COLLEAGUE, HIS_PASSWORD = "赵另一", "多云-horse-29"


class Seat:
    """The program at one vault, from sign-in to lock."""

    def __init__(self, folder: Path, qtbot: QtBot, settled: Settled) -> None:
        self.folder, self._qtbot, self._settled = folder, qtbot, settled
        self.start = Start(folder, app.fonts(), app.pack)
        self.start.show()

    @property
    def window(self) -> MainWindow:
        assert self.start.window is not None
        return self.start.window

    def sign_in(self, officer: str = OFFICER, password: str = PASSWORD) -> MainWindow:
        """The window, with everything loaded."""
        start, wait = self.start, self._qtbot.waitUntil
        wait(lambda: start.view is not None and start.view.officer.count() > 0)
        assert start.view is not None
        start.view.officer.setCurrentText(officer)
        start.view.password.setText(password)
        self._qtbot.keyClick(start.view.password, Qt.Key.Key_Return)
        wait(lambda: start.window is not None, timeout=20_000)
        self.window.activateWindow()
        self._qtbot.waitExposed(self.window)
        self.settle()
        return self.window

    def settle(self) -> None:
        """Until nothing is under way."""
        self._settled(self.window.tasks)

    def locked(self) -> None:
        """Until the sign-in window can be used."""
        start = self.start
        self._qtbot.waitUntil(
            lambda: start.view is not None and start.view.isVisible() and start.view.enter.isEnabled(), timeout=20_000
        )
        assert start.window is None

    def lock(self) -> None:
        self.window.lock()
        self.locked()

    def open_files(self) -> list[str]:
        """Files of the vault that this process has open; the lock file is held until the vault is closed."""
        links = (Path("/proc/self/fd") / name for name in os.listdir("/proc/self/fd"))
        places = [os.readlink(link) for link in links if link.is_symlink()]
        return [place for place in places if place.startswith(f"{self.folder}{os.sep}")]

    def leave(self) -> None:
        """Close whatever is open."""
        if self.start.window is not None:
            self.start.window.lock("session")
        if self.start.view is not None:
            view, self.start.view = self.start.view, None
            view.close()
            view.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def seat(tmp_path: Path, office_vault: Path, qapp: object, qtbot: QtBot, settled: Settled) -> Iterator[Seat]:
    """The sign-in window before a copy of the office's vault."""
    shutil.copytree(office_vault, tmp_path / "vault")
    found = Seat(tmp_path / "vault", qtbot, settled)
    yield found
    found.leave()
