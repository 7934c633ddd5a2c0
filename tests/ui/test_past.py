"""历史 and 删除 behind 更多, the 回收站, and what was declared behind its door."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from cadre_desk import app
from cadre_desk.domain.pack import Pack
from cadre_desk.services import cases, letters, policies, recycling, settings
from cadre_desk.services.desk import Desk
from cadre_desk.services.importing import import_file
from cadre_desk.ui.cadres.controller import CadresController
from cadre_desk.ui.campaigns.controller import CampaignsController
from cadre_desk.ui.declarations.controller import DeclarationsController
from cadre_desk.ui.kit import dialogs
from cadre_desk.ui.kit.past import PastDialog
from cadre_desk.ui.kit.screen import Controller
from cadre_desk.ui.kit.tasks import Tasks
from cadre_desk.ui.ledgers.controller import LedgersController
from cadre_desk.ui.letters.controller import LettersController
from cadre_desk.ui.quotas.controller import QuotasController
from cadre_desk.ui.recycling.controller import RecyclingController
from tests.conftest import TODAY, Clock, policy
from tests.services.accounts import WORDS, Office
from tests.services.office import ZHANG, all_rows, write_ledger
from tests.services.past import ANNUAL, HOUSE, NEXT_DAY, ORGAN, WIFE, case
from tests.ui.conftest import Settled
from tests.ui.offices import press, show

C = TypeVar("C", bound=Controller)
Sit = Callable[[type[C]], C]


@pytest.fixture
def filled(staffed: Desk, pack: Pack, tmp_path: Path) -> Desk:
    """张三 with family, a declaration, a measure and a case."""

    def take(kind: str, **rows: Any) -> None:
        import_file(staffed, kind, write_ledger(pack, kind, tmp_path / f"{kind}.xlsx", rows))

    take("cadres", cadre=[ZHANG | {"reporting": "是"}], relative=[WIFE])
    take("declarations", declaration=[ANNUAL], house=[HOUSE])
    take("measures", measure=[ZHANG | {"measure": "诫勉", "decided": "2024-03-15"}])
    take("cases", **case(pack))
    return staffed


@pytest.fixture
def sit(filled: Desk, qapp: object, qtbot: QtBot, settled: Settled) -> Iterator[Sit[Any]]:
    """A screen in front, at that desk."""
    lanes: list[Tasks] = []

    def sit_down(make: type[C]) -> C:
        lanes.append(Tasks(filled))
        fonts = (app.fonts(),) if make in (CadresController, DeclarationsController) else ()
        controller = make(lanes[-1], *fonts)
        show(controller, qtbot, settled)
        return controller

    yield sit_down
    for one in lanes:
        one.finish()


def more(controller: Controller, words: str) -> None:
    """Choose a line of the menu 更多."""
    (button,) = (one for one in controller.view.findChildren(QPushButton) if one.text() == "更多")
    (action,) = (one for one in button.menu().actions() if one.text() == words)
    action.trigger()


def of_table(table: Any, words: str) -> None:
    """Choose a line of a table's own menu."""
    (action,) = (one for one in table.actions() if one.text() == words)
    action.trigger()


def opened(controller: Controller, qtbot: QtBot) -> PastDialog:
    """The history that was asked for."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in controller.view.findChildren(PastDialog)), timeout=10_000)
    (found,) = (one for one in controller.view.findChildren(PastDialog) if one.isVisible())
    return found


def cells(table: Any) -> list[list[str]]:
    model = table.model()
    return [[model.index(row, n).data() or "" for n in range(model.columnCount())] for row in range(model.rowCount())]


def done(desk: Desk, action: str) -> list[str]:
    return [row["subject"] for row in all_rows(desk, "audit") if row["action"] == action]


# -- 历史 ------------------------------------------------------------------------------------------------------------


def test_versions_stand_newest_first_with_what_each_changed(
    filled: Desk, sit: Sit[CampaignsController], clock: Clock, qtbot: QtBot, settled: Settled
) -> None:
    clock.set(NEXT_DAY)
    cases.save(filled, 1, {"state": "已办结"}, "已核实")
    controller = sit(CampaignsController)
    controller.show_key(1)
    settled(controller.tasks)
    more(controller, "历史")
    dialog = opened(controller, qtbot)
    shown = cells(dialog.versions)
    assert [row[1:4] for row in shown] == [["修改", "李审核", "修改案件"], ["新增", "李审核", "导入"]]
    assert shown[0][4] == "已核实"
    assert "cases.xlsx" in shown[1][4]
    assert cells(dialog.changes) == [["办理状态", "核查中", "已办结"]]
    dialog.versions.setCurrentIndex(dialog.versions.model().index(1, 0))
    assert ["办理状态", "", "核查中"] in cells(dialog.changes)
    assert done(filled, "查看历史") == ["campaign_case 1"]
    assert dialog.windowTitle() == "历史"  # a title is seen by others, and kept by the system


def test_a_record_is_shown_as_it_was_on_a_day(
    filled: Desk, sit: Sit[CampaignsController], clock: Clock, qtbot: QtBot, settled: Settled
) -> None:
    clock.set(NEXT_DAY)
    cases.save(filled, 1, {"state": "已办结"}, "已核实")
    controller = sit(CampaignsController)
    controller.show_key(1)
    settled(controller.tasks)
    more(controller, "历史")
    dialog = opened(controller, qtbot)
    for typed, state in ((f"{TODAY:%Y.%m.%d}", "核查中"), (f"{NEXT_DAY:%Y%m%d}", "已办结")):
        dialog.day.setText(typed)
        press(dialog.show_that_day)
        settled(controller.tasks)
        assert ["办理状态", state] in cells(dialog.fields)
        assert not dialog.changes.isVisible()
    dialog.day.setText((TODAY - timedelta(1)).isoformat())
    press(dialog.show_that_day)
    settled(controller.tasks)
    assert not dialog.fields.isVisible()
    dialog.day.setText("昨天")
    press(dialog.show_that_day)
    assert TODAY.isoformat()[:4] in dialog._fault.text()


def test_the_history_of_a_declaration_is_opened_by_what_was_stated_for_it(
    filled: Desk, sit: Sit[DeclarationsController], qtbot: QtBot, settled: Settled
) -> None:
    policies.save(filled, policy(purpose_for_declarations=True).to_mapping())
    controller = sit(DeclarationsController)
    dialogs.answers.append(["随机抽查核实"])
    controller.show_key(4097)
    settled(controller.tasks)
    more(controller, "历史")
    opened(controller, qtbot)
    (row,) = (row for row in all_rows(filled, "audit") if row["action"] == "查看历史")
    assert json.loads(row["detail"]) == {"purpose": "随机抽查核实"}


# -- 删除, and back --------------------------------------------------------------------------------------------------


def test_a_cadre_goes_with_a_reason_and_comes_back(filled: Desk, sit: Sit[Any], qtbot: QtBot, settled: Settled) -> None:
    controller = sit(CadresController)
    controller.show_key(1)
    settled(controller.tasks)
    dialogs.answers.append(["登记错误"])
    more(controller, "删除…")
    settled(controller.tasks)
    assert "家庭成员1行" in dialogs.shown[-1]
    assert "张三" not in {row["name"] for row in all_rows(filled, "cadre")}
    assert controller.both.page.isVisible()
    assert controller._cadre != 1, "who is gone is shown no more"

    bin_ = sit(RecyclingController)
    (row,) = cells(bin_.page.table)
    assert row[3] == "干部"
    assert "张三" in row[4]
    assert row[6:] == ["登记错误", "在回收站"]
    press(bin_.page.look)
    assert cells(opened(bin_, qtbot).versions)[0][1] == "删除"
    press(bin_.page.restore)
    settled(bin_.tasks)
    assert "张三" in {row["name"] for row in all_rows(filled, "cadre")}
    assert cells(bin_.page.table) == []
    bin_.page.state.setCurrentIndex(bin_.page.state.count() - 1)
    settled(bin_.tasks)
    assert cells(bin_.page.table)[0][7].startswith("已恢复 李审核")
    assert not bin_.page.restore.isEnabled()


def test_who_gives_up_deletes_nothing(filled: Desk, sit: Sit[CadresController], settled: Settled) -> None:
    controller = sit(CadresController)
    controller.show_key(1)
    settled(controller.tasks)
    dialogs.answers.append(None)
    more(controller, "删除…")
    settled(controller.tasks)
    assert not all_rows(filled, "deletion")


def test_what_may_not_go_is_told_before_a_reason_is_asked(
    filled: Desk, sit: Sit[CadresController], settled: Settled
) -> None:
    settings.save(filled, ORGAN)
    letter = letters.draft(filled, "reminder", 1, WORDS)
    letters.take_step(filled, letter, "submit")
    controller = sit(CadresController)
    controller.show_key(1)
    settled(controller.tasks)
    dialogs.answers.append(True)
    more(controller, "删除…")
    settled(controller.tasks)
    assert "不能删除“张三" in dialogs.shown[-1]
    assert "请先退回或撤回" in dialogs.shown[-1]


@pytest.mark.parametrize(("kind", "left"), [("relative", 0), ("post", 0), ("measure", 0)])
def test_a_row_of_a_cadre_goes_by_the_menu_of_its_table(
    kind: str, left: int, filled: Desk, sit: Sit[CadresController], settled: Settled
) -> None:
    controller = sit(CadresController)
    controller.show_key(1)
    settled(controller.tasks)
    table = controller.both.page.table(kind)
    table.setCurrentIndex(table.model().index(0, 0))
    dialogs.answers.append(["更正"])
    of_table(table, "删除…")
    settled(controller.tasks)
    assert table.model().rowCount() == left
    assert [one["kind"] for one in all_rows(filled, "deletion")] == [kind]


@pytest.mark.parametrize(
    ("make", "key", "kind"),
    [(DeclarationsController, 4097, "declaration"), (CampaignsController, 1, "case"), (QuotasController, 1, "quota")],
)
def test_what_is_shown_goes_from_its_own_screen(
    make: type[Any], key: int, kind: str, filled: Desk, sit: Sit[Any], settled: Settled
) -> None:
    controller = sit(make)
    controller.show_key(key)
    settled(controller.tasks)
    dialogs.answers.append(["更正"])
    more(controller, "删除…")
    settled(controller.tasks)
    assert [one["kind"] for one in all_rows(filled, "deletion")] == [kind]


def test_a_draft_goes_from_its_own_screen(filled: Desk, sit: Sit[Any], settled: Settled) -> None:
    letter = letters.draft(filled, "reminder", 1, WORDS)
    controller = sit(lambda tasks: LettersController(tasks, app.fonts()))
    controller.show_key(letter)
    settled(controller.tasks)
    dialogs.answers.append(["重复拟稿"])
    more(controller, "删除…")
    settled(controller.tasks)
    assert not all_rows(filled, "letter")
    assert not controller.editor.isVisible()
    assert controller.unsaved() == []


def test_a_measure_goes_from_the_list_of_measures(filled: Desk, sit: Sit[LedgersController], settled: Settled) -> None:
    controller = sit(LedgersController)
    controller.page.tabs.setCurrentWidget(controller.page.measures)
    table = controller.page.measures.table
    table.setCurrentIndex(table.model().index(0, 0))
    dialogs.answers.append(["更正"])
    of_table(table, "删除…")
    settled(controller.tasks)
    assert table.model().rowCount() == 0


def test_what_was_purged_is_gone(filled: Desk, sit: Sit[RecyclingController], settled: Settled) -> None:
    gone = recycling.delete(filled, "relative", "1/1", "更正")
    controller = sit(RecyclingController)
    dialogs.answers.append(["依规清除"])
    press(controller.page.purge)
    settled(controller.tasks)
    assert gone.what in dialogs.shown[-1]
    assert cells(controller.page.table) == []
    assert "回收站是空的" in controller.page._empty.text()
    controller.page.state.setCurrentIndex(controller.page.state.count() - 1)
    settled(controller.tasks)
    (row,) = cells(controller.page.table)
    assert row[4] == ""
    assert row[7].startswith("已清除 李审核")
    assert not controller.page.look.isEnabled()


def test_an_obstacle_to_restoring_is_told(
    filled: Desk, sit: Sit[RecyclingController], settled: Settled, pack: Pack, tmp_path: Path
) -> None:
    recycling.delete(filled, "relative", "1/1", "更正")
    import_file(filled, "cadres", write_ledger(pack, "cadres", tmp_path / "again.xlsx", {"relative": [WIFE]}))
    controller = sit(RecyclingController)
    dialogs.answers.append(True)
    press(controller.page.restore)
    settled(controller.tasks)
    assert "库中现有同一家庭成员" in dialogs.shown[-1]
    assert len(cells(controller.page.table)) == 1


def test_a_handler_may_not_purge_and_a_leader_may_not_delete(
    full: Office, qapp: object, qtbot: QtBot, settled: Settled
) -> None:
    handler = Tasks(full.sit("handler"))
    screen = RecyclingController(handler)
    show(screen, qtbot, settled)
    assert screen.page.restore.isVisible()
    assert not screen.page.purge.isVisible()
    handler.finish()
    handler.desk.close()
    leader = Tasks(full.sit("leader"))
    people = CadresController(leader, app.fonts())
    show(people, qtbot, settled)
    (button,) = (one for one in people.view.findChildren(QPushButton) if one.text() == "更多")
    assert [one.text() for one in button.menu().actions()] == ["历史", "交接…"]
    leader.finish()


# -- 撤销导入 --------------------------------------------------------------------------------------------------------


def test_an_import_is_taken_back(filled: Desk, sit: Sit[LedgersController], settled: Settled) -> None:
    controller = sit(LedgersController)
    record = controller.page.record
    controller.page.tabs.setCurrentWidget(record)
    record.table.setCurrentIndex(record.table.model().index(0, 0))
    dialogs.answers.append(["重复导入"])
    press(record.undo)
    settled(controller.tasks)
    assert record.said.text().startswith("已撤销“cases.xlsx”的导入")
    assert not all_rows(filled, "campaign_case")
    assert not record.undo.isEnabled()
    assert record.table.model().index(0, 8).data().startswith("已撤销 李审核")


def test_what_stands_in_the_way_is_listed(filled: Desk, sit: Sit[LedgersController], settled: Settled) -> None:
    cases.save(filled, 1, {"state": "已办结"}, "已核实")
    controller = sit(LedgersController)
    record = controller.page.record
    controller.page.tabs.setCurrentWidget(record)
    record.table.setCurrentIndex(record.table.model().index(0, 0))
    dialogs.answers.append(["重复导入"])
    press(record.undo)
    settled(controller.tasks)
    assert record.said.text().startswith("不能撤销“cases.xlsx”的导入")
    (place,) = cells(record.places)
    assert "导入后已被改动" in place[0]
    assert all_rows(filled, "campaign_case")
    assert record.undo.isEnabled()


# -- what was declared, behind its door ------------------------------------------------------------------------------


def test_the_state_from_declarations_is_shown_for_a_purpose_only(
    filled: Desk, sit: Sit[CadresController], settled: Settled
) -> None:
    policies.save(filled, policy(purpose_for_declarations=True).to_mapping())
    controller = sit(CadresController)
    page = controller.both.page
    controller.show_key(1)
    settled(controller.tasks)
    page.tabs.setCurrentIndex(3)
    assert page.table("holding").model().rowCount() == 0
    assert not page.table("holding").isVisible()
    dialogs.answers.append(None)
    press(page.open_holdings)
    assert not done(filled, "查看报告")
    dialogs.answers.append(["随机抽查核实"])
    press(page.open_holdings)
    settled(controller.tasks)
    assert "路1号" in cells(page.table("holding"))[0][1]
    assert page.tabs.tabText(3) == "报告状态 1"
    assert done(filled, "查看报告") == ["declaration 1"]
    controller.refresh()
    settled(controller.tasks)
    assert page.table("holding").isVisible(), "who has opened it keeps it"
    controller.show_key(2)
    settled(controller.tasks)
    assert not page.table("holding").isVisible(), "of another it is closed again"
