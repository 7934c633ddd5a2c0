"""The list of declarations and the declaration beside it."""

from datetime import date

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from cadre_desk import app
from cadre_desk.domain.declaration import Change
from cadre_desk.domain.pack import Pack
from cadre_desk.domain.parts import Part, only_changed
from cadre_desk.domain.people import Filing
from cadre_desk.services import lists, people
from cadre_desk.services.desk import Desk
from cadre_desk.services.lists import Query
from cadre_desk.services.people import Declared
from cadre_desk.storage.tables import audit, declaration
from cadre_desk.ui.declarations.controller import DeclarationsController
from cadre_desk.ui.declarations.model import parts
from cadre_desk.ui.kit.tasks import Tasks
from tests.conftest import TODAY
from tests.ui.conftest import Settled


@pytest.fixture
def screen(tasks: Tasks, settled: Settled, qtbot: QtBot) -> DeclarationsController:
    controller = DeclarationsController(tasks, app.fonts())
    qtbot.addWidget(controller.view)
    controller.view.resize(1200, 700)
    controller.view.show()
    controller.activate()
    settled(tasks)
    return controller


def _keys(desk: Desk, **where: object) -> list[int]:
    return desk.ask(lambda ask: lists.keys(ask, "declarations", Query(where=where)))


def _declared(desk: Desk, key: int) -> Declared:
    found = desk.ask(lambda ask: people.declaration(ask, *lists.split_key(key)))
    assert found is not None
    return found


def _with(desk: Desk, change: Change) -> tuple[int, tuple[Part, ...]]:
    """A declaration in which something changed in that way, and is not the first."""
    for key in _keys(desk):
        found = _declared(desk, key)
        if found.before is not None and any(one.change is change for one in found.differences):
            return key, parts(found, desk.pack.sections)
    raise AssertionError(f"no declaration with {change}")


def _tops(screen: DeclarationsController) -> list[QTreeWidgetItem]:
    tree = screen.both.page.tree
    return [tree.topLevelItem(n) for n in range(tree.topLevelItemCount())]


def test_all_declarations_are_listed_and_filtered(
    screen: DeclarationsController, desk: Desk, tasks: Tasks, settled: Settled
) -> None:
    QAbstractItemModelTester(screen.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert screen.model.rowCount() == len(_keys(desk))
    screen.show_query(Query(where={"year": 2024, "filing": "年度集中报告"}))
    settled(tasks)
    assert 0 < screen.model.rowCount() == len(_keys(desk, year=2024, filing="年度集中报告"))
    assert {screen.model.index(row, 2).data() for row in range(10)} == {"2024"}


def test_sections_stand_in_the_order_of_the_form(screen: DeclarationsController, pack: Pack) -> None:
    titles = [top.text(0).split("　")[0] for top in _tops(screen)]
    assert titles == [section.title for section in pack.sections.values()]
    assert all(bool(top.childCount()) != top.text(0).endswith("　无") for top in _tops(screen))


def test_every_field_of_a_row_is_shown(screen: DeclarationsController, pack: Pack) -> None:
    salary = next(top for top in _tops(screen) if top.text(0).startswith("工资收入"))
    fields = [salary.child(0).child(n).text(0) for n in range(salary.child(0).childCount())]
    assert fields == [field.label for field in pack.sections["salary"].fields]


def test_what_changed_is_marked_by_a_sign_and_stands_beside_the_former(
    screen: DeclarationsController, desk: Desk, tasks: Tasks, settled: Settled
) -> None:
    key, found = _with(desk, Change.CHANGED)
    screen.show_key(key)
    settled(tasks)
    screen.both.page.only_changes.setChecked(True)
    assert len(_tops(screen)) == len(only_changed(found))
    item = _tops(screen)[0].child(0)
    assert item.text(0).startswith("≠ 变更")
    cell = item.child(0)
    assert cell.text(0).startswith("≠ ")
    assert cell.text(1) != cell.text(2)


def test_what_is_gone_shows_what_it_was(
    screen: DeclarationsController, desk: Desk, tasks: Tasks, settled: Settled
) -> None:
    key, found = _with(desk, Change.REMOVED)
    gone = next(item for part in found for item in part.items if item.change is Change.REMOVED)
    assert any(cell.before for cell in gone.cells)
    screen.show_key(key)
    settled(tasks)
    items = [top.child(n).text(0) for top in _tops(screen) for n in range(top.childCount())]
    assert f"－ 减少　{gone.title}" in items


def test_the_first_declaration_is_compared_with_nothing(
    screen: DeclarationsController, desk: Desk, tasks: Tasks, settled: Settled
) -> None:
    screen.show_key(next(key for key in _keys(desk) if _declared(desk, key).before is None))
    settled(tasks)
    page = screen.both.page
    assert page.tree.isColumnHidden(2)
    assert not page.earlier.isEnabled()
    page.only_changes.setChecked(True)
    assert page._bodies.currentIndex() == 1
    assert page._nothing.text() == "没有更早的报告可以比较。"


def test_whether_it_came_in_time_is_told(desk: Desk, pack: Pack) -> None:
    found = _declared(desk, _keys(desk, filing="年度集中报告")[0])

    def late(received: str | None) -> int | None:
        head: Filing = found.filing._replace(year=2024, received=received)
        declared = Declared(found.dossier, head, found.entries, found.before, found.differences)
        (term,) = people.terms(declared, pack, TODAY)
        assert term.due == date(2025, 1, 31)
        return term.late

    assert late("2025-01-31") == 0
    assert late("2025-02-10") == 10
    assert late(None) is None


def test_a_late_declaration_has_a_sign(
    screen: DeclarationsController, desk: Desk, tasks: Tasks, settled: Settled
) -> None:
    key = _keys(desk, filing="年度集中报告", year=2024)[0]
    cadre_id, n = lists.split_key(key)
    row = (declaration.c.cadre_id == cadre_id) & (declaration.c.n == n)
    desk.change(
        "修改设置", lambda work: work.connection.execute(declaration.update().where(row).values(received="2025-02-03"))
    )
    screen.show_key(key)
    settled(tasks)
    assert screen.both.page._term.text() == "▲ 2024年度报告：期限2025-01-31，疑似逾期3天"


def test_opening_is_audited_once(screen: DeclarationsController, desk: Desk, tasks: Tasks, settled: Settled) -> None:
    key = _keys(desk)[50]
    screen.show_key(key)
    settled(tasks)
    screen.refresh()
    settled(tasks)
    cadre_id, n = lists.split_key(key)
    wanted = audit.select().where(audit.c.action == "查看报告", audit.c.subject == f"declaration {cadre_id}/{n}")
    assert len(desk.ask(lambda ask: ask.connection.execute(wanted).all())) == 1


def test_the_declaration_that_was_chosen_last_is_shown(
    screen: DeclarationsController, desk: Desk, tasks: Tasks, settled: Settled
) -> None:
    for row in range(1, 15):
        screen.listing.table.selectRow(row)
    settled(tasks)
    shown = screen.model.record(14)
    assert shown is not None
    assert shown["name"] in screen.both.page.name.text()
    assert f"{shown['year']}年度" in screen.both.page._facts.text()


def test_one_goes_to_the_next_declaration_and_to_the_cadre(
    screen: DeclarationsController, desk: Desk, tasks: Tasks, settled: Settled, qtbot: QtBot
) -> None:
    key = next(key for key in _keys(desk) if _declared(desk, key).before is None)
    screen.show_key(key)
    settled(tasks)
    screen.both.page.later.click()
    settled(tasks)
    assert screen.both.page.earlier.isEnabled()
    with qtbot.waitSignal(screen.opened) as opened:
        screen.both.page.name.linkActivated.emit("cadre")
    assert opened.args == ["cadre", lists.split_key(key)[0]]


def test_what_is_shown_is_copied_as_a_table(screen: DeclarationsController) -> None:
    screen.both.page.tree.copy_all()
    lines = QApplication.clipboard().text().split("\n")
    assert lines[0].startswith("婚姻")
    assert "婚姻状况\t" in QApplication.clipboard().text()
    screen.both.page.tree.topLevelItem(2).setSelected(True)
    screen.both.page.tree.copy_rows()
    assert QApplication.clipboard().text().startswith("因私出国")


def test_an_empty_list_says_what_to_do(
    screen: DeclarationsController, tasks: Tasks, settled: Settled, qtbot: QtBot
) -> None:
    screen.show_query(Query(where={"year": 1999}))
    settled(tasks)
    assert screen.model.rowCount() == 0
    assert screen.both.page._pages.currentIndex() == 0
