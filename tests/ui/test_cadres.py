"""The list of cadres and the page of one."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cadre_desk import app
from cadre_desk.services import lists
from cadre_desk.services.desk import Desk
from cadre_desk.services.invent import Invented
from cadre_desk.services.lists import Query
from cadre_desk.services.pinyin import initials
from cadre_desk.ui.cadres.controller import CadresController
from cadre_desk.ui.kit.tasks import Tasks
from tests.ui.conftest import Settled


def _shown(tasks: Tasks, settled: Settled, qtbot: QtBot) -> CadresController:
    controller = CadresController(tasks, app.fonts())
    qtbot.addWidget(controller.view)
    controller.view.resize(1200, 700)
    controller.view.show()
    controller.activate()
    settled(tasks)
    return controller


def test_the_list_shows_every_cadre(tasks: Tasks, settled: Settled, qtbot: QtBot) -> None:
    controller = _shown(tasks, settled, qtbot)
    QAbstractItemModelTester(controller.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert controller.model.rowCount() == 400
    names = [controller.model.index(row, 0).data() for row in range(20)]
    assert all(name and name != "…" for name in names)


def test_a_cadre_is_found_by_name_initials_identity_and_unit(
    tasks: Tasks, settled: Settled, qtbot: QtBot, office: Invented
) -> None:
    controller = _shown(tasks, settled, qtbot)
    one = office.rows["cadre"][123]
    for text in (one["name"], initials(one["name"]), one["identity"][:14], f"{one['unit']} {one['name']}"):
        controller.listing.search.setText(text)
        with qtbot.waitSignal(controller.model.loaded):
            pass
        settled(tasks)
        rows = range(controller.model.rowCount())
        found = {(controller.model.record(row) or {}).get("identity") for row in rows}
        assert one["identity"] in found, text
        assert len(found) < 400, text


def test_a_heading_sorts(tasks: Tasks, settled: Settled, qtbot: QtBot) -> None:
    controller = _shown(tasks, settled, qtbot)
    header = controller.listing.table.horizontalHeader()
    place = [column.key for column in controller.listing.columns].index("birth")
    header.setSortIndicator(place, Qt.SortOrder.DescendingOrder)
    settled(tasks)
    births = [controller.model.index(row, place).data() for row in range(50)]
    assert births == sorted(births, reverse=True)


def test_the_page_shows_everything_about_one(
    desk: Desk, tasks: Tasks, settled: Settled, qtbot: QtBot, office: Invented
) -> None:
    controller = _shown(tasks, settled, qtbot)
    flagged = desk.ask(lambda ask: lists.rows(ask, "flags", lists.keys(ask, "flags", Query(where={"rule": "RL-04"}))))
    controller.show_key(flagged[0]["subject_id"])
    settled(tasks)
    page = controller.both.page
    titles = [page.tabs.tabText(n) for n in range(page.tabs.count())]
    assert titles[:4] == ["预警 1", "家庭成员 2", "任职 2", "报告状态"]
    assert page.table("measure").model().index(0, 1).data() == "诫勉"
    assert "待核实" in page.table("flag").model().index(0, 3).data()
    chosen = controller.model.record(controller.listing.table.currentIndex().row())
    assert chosen is not None
    assert chosen["key"] == flagged[0]["subject_id"]


def test_opening_a_page_is_audited(desk: Desk, tasks: Tasks, settled: Settled, qtbot: QtBot) -> None:
    controller = _shown(tasks, settled, qtbot)
    controller.show_key(77)
    settled(tasks)
    from cadre_desk.storage.tables import audit

    actions = desk.ask(
        lambda ask: ask.connection.execute(
            audit.select().where(audit.c.action == "查看干部", audit.c.subject == "cadre 77")
        ).all()
    )
    assert len(actions) == 1


def test_rows_are_copied_for_a_spreadsheet(tasks: Tasks, settled: Settled, qtbot: QtBot) -> None:
    controller = _shown(tasks, settled, qtbot)
    controller.listing.table.selectRow(2)
    controller.listing.table.copy_rows()
    heading, row = QApplication.clipboard().text().split("\n")
    assert heading.split("\t")[0] == "姓名"
    assert row.split("\t")[0] == controller.model.index(2, 0).data()


def test_who_is_not_found_leaves_nobody_on_the_page(tasks: Tasks, settled: Settled, qtbot: QtBot) -> None:
    controller = _shown(tasks, settled, qtbot)
    controller.show_key(77)
    settled(tasks)
    assert controller.both.page.tabs.isVisible()
    controller.listing.search.setText("没有这人")
    with qtbot.waitSignal(controller.model.loaded):
        pass
    settled(tasks)
    assert controller.model.rowCount() == 0
    assert not controller.both.page.tabs.isVisible()


def test_a_search_shows_whom_it_finds_not_whom_another_screen_opened(
    tasks: Tasks, settled: Settled, qtbot: QtBot, office: Invented
) -> None:
    controller = _shown(tasks, settled, qtbot)
    controller.listing.search.setText("没有这人")
    with qtbot.waitSignal(controller.model.loaded):
        pass
    controller.show_key(77)  # opened from another screen while the list shows nobody
    settled(tasks)
    assert controller.both.page.tabs.isVisible()
    one = office.rows["cadre"][123]
    controller.listing.search.setText(one["identity"])
    with qtbot.waitSignal(controller.model.loaded):
        pass
    settled(tasks)
    current = controller.model.record(controller.listing.table.currentIndex().row())
    assert current is not None
    assert current["identity"] == one["identity"]
