"""Sign-in: each refusal in its own words, the vault untouched; a new vault; from the window back to the lock."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cadre_desk import app
from cadre_desk.ui.start import Start
from cadre_desk.ui.window import MainWindow
from tests.services.office import OFFICER, PASSWORD

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path, office_vault: Path) -> Path:
    shutil.copytree(office_vault, tmp_path / "vault")
    return tmp_path / "vault"


def _start(folder: Path, qtbot: QtBot) -> Start:
    start = Start(folder, app.fonts(), app.pack)
    start.show()
    assert start.view is not None
    qtbot.addWidget(start.view)
    if folder.exists():
        qtbot.waitUntil(lambda: start.view is not None and bool(start.view.officer.currentText()))
    return start


def _submit(start: Start, qtbot: QtBot, password: str, again: str = "") -> None:
    assert start.view is not None
    start.view.password.setText(password)
    start.view.again.setText(again)
    qtbot.keyClick(start.view.password, Qt.Key.Key_Return)


def test_the_right_password_opens_the_window_and_lock_comes_back(folder: Path, qtbot: QtBot) -> None:
    start = _start(folder, qtbot)
    assert start.view is not None
    assert start.view.officer.currentText() == OFFICER
    _submit(start, qtbot, PASSWORD)
    qtbot.waitUntil(lambda: isinstance(start.window, MainWindow), timeout=20_000)
    window = start.window
    assert isinstance(window, MainWindow)
    assert window.isVisible()
    window.lock()
    assert not window.isVisible()
    qtbot.waitUntil(lambda: start.view is not None and start.view.isVisible())
    assert start.window is None
    assert not (folder / "data.db-wal").exists()


def test_a_wrong_password_is_told_and_may_be_tried_again(folder: Path, qtbot: QtBot) -> None:
    start = _start(folder, qtbot)
    _submit(start, qtbot, "not-the-Password-1")
    assert start.view is not None
    qtbot.waitUntil(lambda: start.view is not None and "口令" in start.view.message.text(), timeout=20_000)
    assert start.view.password.isEnabled()
    assert start.window is None


def test_an_unencrypted_database_is_told(folder: Path, qtbot: QtBot) -> None:
    (folder / "data.db").write_bytes(b"SQLite format 3\0" + bytes(8000))
    start = _start(folder, qtbot)
    _submit(start, qtbot, PASSWORD)
    qtbot.waitUntil(lambda: start.view is not None and "未加密" in start.view.message.text(), timeout=20_000)
    assert start.window is None


def test_a_new_vault_asks_for_a_decent_password_twice(tmp_path: Path, qtbot: QtBot) -> None:
    start = _start(tmp_path / "new", qtbot)
    assert start.view is not None
    start.view.officer.setEditText("王经办")
    _submit(start, qtbot, "Password-of-1", "another")
    assert "不一致" in start.view.message.text()
    _submit(start, qtbot, "1234567890", "1234567890")
    qtbot.waitUntil(lambda: start.view is not None and "数字" in start.view.message.text(), timeout=10_000)
    assert not (tmp_path / "new").exists()
    _submit(start, qtbot, "Password-of-1", "Password-of-1")
    qtbot.waitUntil(lambda: isinstance(start.window, MainWindow), timeout=20_000)
    assert isinstance(start.window, MainWindow)
    qtbot.addWidget(start.window)
    assert (tmp_path / "new" / "data.db").exists()
    start.window.close()


@pytest.mark.parametrize("module", ["sqlalchemy", "sqlcipher3", "reportlab", "openpyxl", "cryptography", "orjson"])
def test_nothing_heavy_is_loaded_for_the_sign_in_window(module: str) -> None:
    code = f"import cadre_desk.cli, cadre_desk.app, cadre_desk.ui.start, sys; sys.exit({module!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0
