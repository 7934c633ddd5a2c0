"""回避 in the window: lists and figures change the moment an officer's list does, and the first page says so."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cadre_desk.services import avoiding
from cadre_desk.services.desk import Desk
from cadre_desk.ui.kit import dialogs
from cadre_desk.ui.window import MainWindow
from tests.services.accounts import Office, prepare
from tests.services.office import ZHANG
from tests.ui.conftest import Settled
from tests.ui.offices import open_screen, open_window


@pytest.fixture
def window(full: Office, qapp: object, qtbot: QtBot, settled: Settled, tmp_path: Path) -> Iterator[MainWindow]:
    """The handler's, who is Zhang; of Zhang and Li there is one of everything."""
    full.do("in_charge", lambda desk: prepare(desk, tmp_path))
    desk: Desk = full.sit("handler")
    found = open_window(desk, qtbot, settled)
    yield found
    found.close()


def shown(window: MainWindow, settled: Settled) -> dict[str, int]:
    return {
        key: open_screen(window, key, settled).model.rowCount()
        for key in ("cadres", "declarations", "letters", "campaigns", "flags")
    }


def test_what_concerns_him_leaves_every_list_at_once(
    window: MainWindow, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []  # he stays in the list of cadres, where his page was open
    monkeypatch.setattr(dialogs, "warn", lambda parent, title, text: told.append(text))
    before = shown(window, settled)
    page = open_screen(window, "dashboard", settled).page
    assert page.avoided.text() == ""
    persons = [{**ZHANG, "relation": "本人"}]
    window.screens["cadres"].change(
        lambda desk, tick: avoiding.record(desk, desk.vault.account.id, persons), lambda _: None
    )
    settled(window.tasks)
    assert page.avoided.text() == "按回避规定，未含1人的事项"
    after = shown(window, settled)
    assert after["cadres"] == before["cadres"]
    flags = before["flags"] - after["flags"]
    assert flags > 0
    assert {key: before[key] - after[key] for key in ("declarations", "letters", "campaigns")} == dict.fromkeys(
        ("declarations", "letters", "campaigns"), 1
    )
    assert all("需要回避" in text for text in told)
