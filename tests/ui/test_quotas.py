"""The list of quotas and who holds the posts of one."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from cadre_desk.services import quotas
from cadre_desk.services.lists import Query
from cadre_desk.ui.kit import theme
from cadre_desk.ui.kit.tasks import Tasks
from cadre_desk.ui.quotas import model
from cadre_desk.ui.quotas.controller import QuotasController
from tests.ui.conftest import Settled

BALANCE = len(model.QUOTAS) - 1


def _shown(tasks: Tasks, settled: Settled, qtbot: QtBot) -> QuotasController:
    controller = QuotasController(tasks)
    qtbot.addWidget(controller.view)
    controller.view.resize(1100, 700)
    controller.view.show()
    controller.activate()
    settled(tasks)
    return controller


def test_too_many_full_and_vacant_differ_in_sign_words_and_colour(tasks: Tasks, settled: Settled, qtbot: QtBot) -> None:
    controller = _shown(tasks, settled, qtbot)
    QAbstractItemModelTester(controller.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    controller.listing.table.horizontalHeader().setSortIndicator(BALANCE, Qt.SortOrder.DescendingOrder)
    settled(tasks)
    shown = [controller.model.index(row, BALANCE) for row in range(min(controller.model.rowCount(), 200))]
    seen = set()
    for index in shown:
        record = controller.model.record(index.row())
        assert record is not None
        excess = record["actual"] - record["approved"]
        sign, word, key = ("■", "超配", "R") if excess > 0 else ("○", "空缺", "G") if excess < 0 else ("◆", "满额", "Y")
        assert index.data().startswith(f"{sign} {word}")
        assert index.data(Qt.ItemDataRole.ForegroundRole) == theme.severity(key)
        seen.add(key)
    assert "R" in seen
    assert "（待核实）" in shown[0].data()


def test_as_many_hold_posts_as_the_list_counts(tasks: Tasks, settled: Settled, qtbot: QtBot) -> None:
    controller = _shown(tasks, settled, qtbot)
    for row in range(40):
        record = controller.model.record(row)
        assert record is not None
        held = tasks.desk.ask(lambda ask, key=record["key"]: quotas.holders(ask, key))
        assert len(held) == record["actual"]


def test_who_holds_a_post_is_shown_and_opened(tasks: Tasks, settled: Settled, qtbot: QtBot) -> None:
    controller = _shown(tasks, settled, qtbot)
    rows = range(controller.model.rowCount())
    row = next(row for row in rows if (controller.model.record(row) or {"actual": 0})["actual"] > 1)
    controller.listing.table.selectRow(row)
    settled(tasks)
    page = controller.both.page
    QAbstractItemModelTester(page.records, QAbstractItemModelTester.FailureReportingMode.Fatal)
    key = controller.model.key(row)
    held = tasks.desk.ask(lambda ask: quotas.holders(ask, key))
    assert [page.records.index(n, 0).data() for n in range(len(held))] == [one["name"] for one in held]
    with qtbot.waitSignal(controller.opened) as opened:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert opened.args == ["cadre", held[0]["cadre_id"]]
    with qtbot.waitSignal(controller.opened):
        page.open.click()


def test_a_level_is_filtered(tasks: Tasks, settled: Settled, qtbot: QtBot) -> None:
    controller = _shown(tasks, settled, qtbot)
    controller.show_query(Query(where={"level": "县处级副职"}))
    settled(tasks)
    assert {controller.model.index(row, 2).data() for row in range(20)} == {"县处级副职"}


def test_a_quota_that_nobody_fills_says_so(tasks: Tasks, settled: Settled, qtbot: QtBot) -> None:
    controller = _shown(tasks, settled, qtbot)
    record = {"unit": "云川市档案馆", "level": "乡科级副职", "approved": 2, "actual": 0, "excess": -2}
    controller.both.page.show_quota(record, [])
    assert controller.both.page._nobody.isVisible()
    assert not controller.both.page.open.isEnabled()
    assert "空缺2" in controller.both.page._figures.text()
