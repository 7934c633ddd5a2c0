"""Screens and windows of an officer at a desk of his own, until the test is over."""

from collections.abc import Callable
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from cadre_desk import app
from cadre_desk.services.desk import Desk
from cadre_desk.storage import journal
from cadre_desk.ui.kit.screen import Controller
from cadre_desk.ui.kit.tasks import Tasks
from cadre_desk.ui.window import MainWindow

Settled = Callable[[Tasks], None]


def show(controller: Controller, qtbot: QtBot, settled: Settled) -> None:
    """The screen in front, with what it asked for."""
    qtbot.addWidget(controller.view)
    controller.view.resize(1100, 720)
    controller.view.show()
    controller.activate()
    settled(controller.tasks)


def open_window(desk: Desk, qtbot: QtBot, settled: Settled) -> MainWindow:
    """The main window at that desk; it is to be closed by the test."""
    found = MainWindow(desk, app.fonts())
    qtbot.addWidget(found)
    found.show()
    settled(found.tasks)
    return found


def open_screen(window: MainWindow, key: str, settled: Settled) -> Any:
    """One screen of it."""
    window.show_screen(key)
    settled(window.tasks)
    return window.screens[key]


def press(button: QAbstractButton) -> None:
    """As with the mouse: what cannot be seen or is disabled cannot be pressed."""
    assert button.isVisible(), f"{button.text()} is not shown"
    assert button.isEnabled(), f"{button.text()} is disabled"
    button.click()
    QTest.qWait(1)


def told(desk: Desk, action: str) -> list[Any]:
    """Rows of the journal about one action, oldest first."""
    with desk.vault.overseeing() as connection:
        return list(reversed(journal.page(connection, {"action": action}, 0, 1000)))
