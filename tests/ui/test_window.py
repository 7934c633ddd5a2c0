"""The main window as a whole: every screen opens, every figure leads to its list, everything by keyboard."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cadre_desk import app
from cadre_desk.services import lists
from cadre_desk.services.desk import Desk
from cadre_desk.services.lists import Query
from cadre_desk.services.overview import overview
from cadre_desk.ui.kit import dialogs
from cadre_desk.ui.kit.screen import ListController
from cadre_desk.ui.window import MainWindow
from tests.ui.conftest import Settled


@pytest.fixture
def window(desk: Desk, qapp: object, qtbot: QtBot, settled: Settled) -> Iterator[MainWindow]:
    found = MainWindow(desk, app.fonts())
    qtbot.addWidget(found)
    found.show()
    qtbot.waitExposed(found)
    settled(found.tasks)
    yield found
    found.close()


def test_every_screen_opens_and_loads(window: MainWindow, settled: Settled) -> None:
    failures: list[str] = []
    window.tasks.failed.connect(failures.append)
    for key, controller in window.screens.items():
        window.show_screen(key)
        settled(window.tasks)
        assert controller.view.isVisible(), key
        if isinstance(controller, ListController):
            assert (controller.model.rowCount() > 0) is (key != "register"), key  # nothing has left yet
    assert failures == []


def test_every_figure_of_the_dashboard_opens_as_many_records_as_it_says(
    window: MainWindow, desk: Desk, settled: Settled
) -> None:
    found = desk.ask(overview)
    for figure in (*found.lights, *found.rules, *found.counts):
        window.show_list(figure.list, figure.query)
        settled(window.tasks)
        value = figure.value.split("/")[0]
        controller = window.current()
        if isinstance(controller, ListController):
            assert controller.model.rowCount() == int(value), figure.label
    assert sum(int(figure.value) for figure in found.rules) == sum(int(figure.value) for figure in found.lights)


def test_records_open_in_the_screen_that_shows_them(window: MainWindow, desk: Desk, settled: Settled) -> None:
    for what, name, screen in (
        ("cadre", "cadres", "cadres"),
        ("declaration", "declarations", "declarations"),
        ("letter", "letters", "letters"),
        ("flag", "flags", "flags"),
        ("case", "cases", "campaigns"),
    ):
        key = desk.ask(lambda ask, name=name: lists.keys(ask, name, Query()))[-1]
        window.open_record(what, key)
        settled(window.tasks)
        assert window.current() is window.screens[screen]


def test_keys_reach_every_screen_and_the_search(window: MainWindow, settled: Settled) -> None:
    window.activateWindow()
    for number, key in enumerate(window.screens, 1):
        more = Qt.KeyboardModifier.NoModifier if number < 10 else Qt.KeyboardModifier.ShiftModifier
        digit = Qt.Key(int(Qt.Key.Key_0) + (number if number < 10 else number - 9))
        QTest.keyClick(window, digit, Qt.KeyboardModifier.AltModifier | more)
        settled(window.tasks)
        assert window.current() is window.screens[key]
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    settled(window.tasks)
    cadres = window.screens["cadres"]
    assert isinstance(cadres, ListController)
    assert cadres.listing.search.hasFocus()


def test_closing_closes_the_vault(window: MainWindow, desk: Desk) -> None:
    from cadre_desk.storage.errors import VaultError

    window.close()
    with pytest.raises(VaultError):
        desk.ask(lambda ask: lists.count(ask, "cadres", Query()))


def test_what_was_typed_in_a_case_is_not_lost_by_closing(
    window: MainWindow, desk: Desk, settled: Settled, qtbot: QtBot
) -> None:
    window.show_screen("campaigns")
    settled(window.tasks)
    campaigns: Any = window.screens["campaigns"]
    window.activateWindow()
    campaigns.page.form.focus("summary")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    QTest.keyClicks(QApplication.focusWidget(), "abc")
    assert campaigns.page.dirty
    dialogs.answers.append(False)  # go back
    window.close()
    assert window.isVisible()
    assert desk.ask(lambda ask: lists.count(ask, "cases", Query())) > 0
    dialogs.answers.append(True)  # give up
    window.close()
    assert not window.isVisible()
