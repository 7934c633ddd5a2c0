"""The list of cases and the page of one."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from cadre_desk.services import cases
from cadre_desk.services.desk import Desk
from cadre_desk.services.lists import Query
from cadre_desk.ui.campaigns.controller import CampaignsController
from cadre_desk.ui.kit import dialogs
from cadre_desk.ui.kit.tasks import Tasks
from tests.ui.conftest import Settled


def _shown(tasks: Tasks, settled: Settled, qtbot: QtBot) -> CampaignsController:
    controller = CampaignsController(tasks)
    qtbot.addWidget(controller.view)
    controller.view.resize(1100, 700)
    controller.view.show()
    controller.activate()
    settled(tasks)
    return controller


def _case(desk: Desk, key: int) -> dict[str, Any]:
    return desk.ask(lambda ask: cases.case(ask, key))[1]


def test_the_list_names_campaigns_and_filters(tasks: Tasks, settled: Settled, qtbot: QtBot) -> None:
    controller = _shown(tasks, settled, qtbot)
    QAbstractItemModelTester(controller.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    titles = {controller.model.index(row, 1).data() for row in range(controller.model.rowCount())}
    assert titles == {one.title for one in tasks.desk.pack.campaigns.values()}
    controller.show_query(Query(where={"campaign": "post_seeking"}))
    settled(tasks)
    titles = {controller.model.index(row, 1).data() for row in range(controller.model.rowCount())}
    assert titles == {"跑官要官"}


def test_a_case_shows_its_fields_and_its_state(tasks: Tasks, settled: Settled, qtbot: QtBot) -> None:
    controller = _shown(tasks, settled, qtbot)
    for key in range(1, controller.model.rowCount() + 1):
        controller.show_key(key)
        settled(tasks)
        values = _case(tasks.desk, key)
        page = controller.page
        assert page.form.text("case_number") == values["case_number"]
        assert page.form.text("summary") == values["summary"]
        assert page.form.text("state") == values["state"]
        assert f"●&nbsp;{values['state']}" in page._steps.text()
        assert not page.dirty


def test_a_change_needs_a_reason_and_is_kept(tasks: Tasks, settled: Settled, qtbot: QtBot) -> None:
    controller = _shown(tasks, settled, qtbot)
    controller.show_key(3)
    settled(tasks)
    page, before = controller.page, _case(tasks.desk, 3)
    assert not page.save.isEnabled()
    page.form.set_values(before | {"state": "已办结", "closed": "2026-02-27", "finding": "经核查属实\n第二段"})
    page.form.changed.emit()
    page.save.click()
    settled(tasks)
    assert _case(tasks.desk, 3) == before
    assert page._fault.text() == "请写明修改原因"
    page.reason.setText("依据核查报告")
    qtbot.keyClick(page.reason, Qt.Key.Key_Return)
    settled(tasks)
    after = _case(tasks.desk, 3)
    assert (after["state"], after["closed"], after["finding"]) == ("已办结", "2026-02-27", "经核查属实\n第二段")
    assert {key: value for key, value in after.items() if key not in ("state", "closed", "finding")} == {
        key: value for key, value in before.items() if key not in ("state", "closed", "finding")
    }
    assert page._said.text().startswith("已保存")
    assert page.reason.text() == ""


def test_a_wrong_date_is_told_below_its_input(tasks: Tasks, settled: Settled, qtbot: QtBot) -> None:
    controller = _shown(tasks, settled, qtbot)
    controller.show_key(2)
    settled(tasks)
    page = controller.page
    page.form.set_values(_case(tasks.desk, 2) | {"received": "去年", "category": None})
    page.form.changed.emit()
    page.reason.setText("更正")
    page.save.click()
    assert "受理日期" in page._fault.text()
    assert "问题类别" in page._fault.text()


def test_typed_changes_are_not_lost_unasked(tasks: Tasks, settled: Settled, qtbot: QtBot) -> None:
    controller = _shown(tasks, settled, qtbot)
    controller.show_key(1)
    settled(tasks)
    page, table = controller.page, controller.listing.table
    page.form.set_values(_case(tasks.desk, 1) | {"remark": "尚未保存"})
    page.form.changed.emit()
    controller.refresh()
    settled(tasks)
    assert page.form.text("remark") == "尚未保存"
    dialogs.answers.append(False)
    table.setCurrentIndex(controller.model.index(4, 0))
    settled(tasks)
    assert page.form.text("remark") == "尚未保存"
    assert controller.model.key(table.currentIndex().row()) == 1
    dialogs.answers.append(True)
    table.setCurrentIndex(controller.model.index(4, 0))
    settled(tasks)
    assert page.form.text("case_number") == _case(tasks.desk, 5)["case_number"]
    assert not page.dirty


def test_the_cadre_of_a_case_is_opened(tasks: Tasks, settled: Settled, qtbot: QtBot) -> None:
    controller = _shown(tasks, settled, qtbot)
    owned = next(key for key in range(1, 30) if _case(tasks.desk, key)["cadre_id"])
    controller.show_key(owned)
    settled(tasks)
    with qtbot.waitSignal(controller.opened) as opened:
        controller.page.cadre.click()
    assert opened.args == ["cadre", _case(tasks.desk, owned)["cadre_id"]]
