"""交接 from the page of a cadre."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cadre_desk import app
from cadre_desk.services.desk import Desk
from cadre_desk.ui.cadres.controller import CadresController
from cadre_desk.ui.kit import dialogs
from cadre_desk.ui.kit.tasks import Tasks
from tests.services.office import all_rows
from tests.ui.conftest import Settled
from tests.ui.offices import show


@pytest.fixture
def desk(staffed: Desk) -> Desk:
    return staffed


@pytest.fixture
def screen(tasks: Tasks, qtbot: QtBot, settled: Settled) -> CadresController:
    controller = CadresController(tasks, app.fonts())
    show(controller, qtbot, settled)
    return controller


def test_his_workbooks_go_into_a_folder(screen: CadresController, settled: Settled, desk: Desk, tmp_path: Path) -> None:
    screen.show_key(2)
    settled(screen.tasks)
    folder = tmp_path / "交接"
    folder.mkdir()
    dialogs.answers.extend([["秘密★5年", "调动"], str(folder), True])
    screen._hand_over.trigger()
    settled(screen.tasks)
    assert dialogs.shown[-1].startswith("已写出2个工作簿，共3行，登记号 出〔2026〕0001号、出〔2026〕0002号")
    assert len(list(folder.iterdir())) == 2
    assert {row["subject"] for row in all_rows(desk, "audit") if row["action"] == "导出"} == {
        "cadre 2 units",
        "cadre 2 cadres",
    }


@pytest.mark.parametrize("answers", [[None], [["不标密", ""], None]])
def test_who_gives_up_hands_nothing_over(
    answers: list[object], screen: CadresController, settled: Settled, desk: Desk
) -> None:
    dialogs.answers.extend(answers)
    screen._hand_over.trigger()
    settled(screen.tasks)
    assert all_rows(desk, "outgoing") == []


def test_where_nobody_is_shown_nothing_is_asked(screen: CadresController, desk: Desk) -> None:
    screen.show_nothing()
    dialogs.shown.clear()
    screen._hand_over.trigger()
    assert dialogs.shown == []
    assert all_rows(desk, "outgoing") == []
