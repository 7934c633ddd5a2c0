"""Two filings side by side, and 收支对照: from the list of declarations and from a cadre's page."""

import json
from pathlib import Path
from typing import Any, TypeVar

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from cadre_desk import app
from cadre_desk.services import importing, policies
from cadre_desk.services.desk import Desk
from cadre_desk.storage.tables import audit
from cadre_desk.ui.cadres.controller import CadresController
from cadre_desk.ui.cadres.funds import FundsDialog
from cadre_desk.ui.declarations.controller import DeclarationsController
from cadre_desk.ui.kit import dialogs
from cadre_desk.ui.kit.beside import BesideDialog
from cadre_desk.ui.kit.screen import Controller
from cadre_desk.ui.kit.tasks import Tasks
from tests.conftest import Ledger, policy
from tests.services.office import ZHANG, all_rows
from tests.ui.conftest import Settled

D = TypeVar("D", bound=QDialog)
PURPOSE = "随机抽查核实"
HOUSE = {"owner": "张三", "holder": "本人", "source": "购买", "kind": "住宅", "area": 90, "sharing": "单独所有"}


def head(year: int, **more: Any) -> dict[str, Any]:
    return ZHANG | {"year": year, "filing": "年度集中报告"} | more


@pytest.fixture
def desk(staffed: Desk, ledger: Ledger) -> Desk:
    """Three filings; the second tells a flat too late, the third sells one that was never told."""
    heads = [head(year, received=f"{year + 1}-01-20", signed=f"{year + 1}-01-10") for year in (2022, 2023, 2024)]
    late = {"action": "新增", "address": "云川市示例路2号", "traded": "2022-06", "price": 120}
    unknown = {"action": "处置", "source": "出售", "address": "云川市示例路9号", "traded": "2024-05", "price": 80}
    houses = [head(2023) | HOUSE | late, head(2024) | HOUSE | unknown]
    incomes = [head(year, wage=wage, total=wage) for year, wage in ((2022, 16), (2023, 17), (2024, 18))]
    path = ledger("declarations", declaration=heads, house=houses, salary=incomes)
    importing.import_file(staffed, "declarations", path)
    return staffed


def shown(controller: Controller, qtbot: QtBot, settled: Settled) -> None:
    qtbot.addWidget(controller.view)
    controller.view.resize(1200, 700)
    controller.view.show()
    controller.activate()
    settled(controller.tasks)


@pytest.fixture
def declarations(tasks: Tasks, qtbot: QtBot, settled: Settled) -> DeclarationsController:
    controller = DeclarationsController(tasks, app.fonts())
    shown(controller, qtbot, settled)
    return controller


@pytest.fixture
def cadres(tasks: Tasks, qtbot: QtBot, settled: Settled) -> CadresController:
    controller = CadresController(tasks, app.fonts())
    shown(controller, qtbot, settled)
    return controller


def opened(controller: Controller, kind: type[D], qtbot: QtBot) -> D:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in controller.view.findChildren(kind)), timeout=10_000)
    (found,) = (one for one in controller.view.findChildren(kind) if one.isVisible())
    return found


def tops(dialog: BesideDialog) -> list[str]:
    return [dialog.tree.topLevelItem(n).text(0).split("　")[0] for n in range(dialog.tree.topLevelItemCount())]


def openings(desk: Desk) -> list[dict[str, Any]]:
    query = audit.select().where(audit.c.action == "查看报告").order_by(audit.c.id)
    rows = desk.ask(lambda ask: ask.connection.execute(query).all())
    return [{"subject": row.subject, **json.loads(row.detail)} for row in rows]


@pytest.fixture
def dialog(cadres: CadresController, qtbot: QtBot, settled: Settled) -> BesideDialog:
    """From the page of the cadre."""
    cadres.show_key(1)
    settled(cadres.tasks)
    cadres.both.page.compare.click()
    return opened(cadres, BesideDialog, qtbot)


def choose(side: Any, n: int, settled: Settled, tasks: Tasks) -> None:
    side.filing.setCurrentIndex(side.filing.findData(n))
    side.filing.activated.emit(side.filing.currentIndex())
    settled(tasks)


def test_from_a_declaration_it_is_compared_with_the_one_before(
    declarations: DeclarationsController, desk: Desk, qtbot: QtBot, settled: Settled
) -> None:
    declarations.listing.table.selectRow(0)
    key = next(declarations.model.key(row) for row in range(3) if declarations.model.key(row) % 4096 == 2)
    declarations.show_key(key)
    settled(declarations.tasks)
    declarations.both.page.compare.click()
    dialog = opened(declarations, BesideDialog, qtbot)
    assert (dialog.earlier.moment(), dialog.later.moment()) == (1, 2)
    assert tops(dialog) == ["待核实：日期早于前一份", "工资收入"]
    assert dialog.windowTitle() == "报告前后比较", "a title is seen by others"
    assert openings(desk)[-1] == {"subject": "declaration 1", "view": "比较"}


def test_from_the_page_of_a_cadre_two_filings_are_chosen(
    dialog: BesideDialog, desk: Desk, tasks: Tasks, settled: Settled
) -> None:
    assert (dialog.earlier.moment(), dialog.later.moment()) == (2, 3)
    choose(dialog.earlier, 1, settled, tasks)
    choose(dialog.later, 2, settled, tasks)
    assert tops(dialog) == ["待核实：日期早于前一份", "工资收入"]
    item = dialog.tree.topLevelItem(0).child(0)
    assert item.text(0).startswith("＋ 新增　房产　云川市示例路2号")
    wages = dialog.tree.topLevelItem(1).child(0)
    assert wages.text(0).startswith("≠ 变更")
    assert [wages.child(0).text(n) for n in range(3)] == ["≠ 工资（含津贴补贴）", "17 万元", "16 万元"]
    dialog.tree.copy_all()
    assert "≠ 合计\t16 万元\t17 万元" in QApplication.clipboard().text(), "as it is seen: the earlier one first"
    assert len(openings(desk)) == 1, "what was opened is everything that he declared"


def test_the_earlier_one_stands_first_whichever_was_chosen(
    dialog: BesideDialog, tasks: Tasks, settled: Settled
) -> None:
    choose(dialog.earlier, 3, settled, tasks)
    choose(dialog.later, 1, settled, tasks)
    assert (dialog.earlier.moment(), dialog.later.moment()) == (1, 3)


def test_a_day_stands_for_the_filings_up_to_it(dialog: BesideDialog, tasks: Tasks, settled: Settled) -> None:
    dialog.earlier.day.setText("20230601")
    QTest.keyClick(dialog.earlier.day, Qt.Key.Key_Return)
    settled(tasks)
    heads = [dialog.tree.headerItem().text(n) for n in (1, 2)]
    assert heads == ["2024年度集中报告（2025-01-20）", "2022年度集中报告（2023-01-20）"]
    assert dialog.isVisible(), "Enter in a field closes nothing"
    dialog.earlier.day.setText("某天")
    QTest.keyClick(dialog.earlier.day, Qt.Key.Key_Return)
    assert dialog._said.text() == "日期应如 2025-01-20"
    dialog.earlier.day.setText("2010-01-01")
    QTest.keyClick(dialog.earlier.day, Qt.Key.Key_Return)
    settled(tasks)
    assert dialog.tree.headerItem().text(2) == "没有报告"


def test_the_same_filing_twice_says_what_to_do(dialog: BesideDialog, tasks: Tasks, settled: Settled) -> None:
    choose(dialog.earlier, 3, settled, tasks)
    assert not dialog.tree.isVisible()
    assert dialog._none.isVisible()
    assert "请另选" in dialog._none.text()
    dialog.everything.setChecked(True)
    assert dialog.tree.isVisible()
    assert not dialog._none.isVisible()


def test_everything_shows_also_what_is_as_it_was(dialog: BesideDialog, tasks: Tasks, settled: Settled) -> None:
    assert "房产" not in tops(dialog)
    dialog.everything.setChecked(True)
    assert tops(dialog) == ["工资收入", "房产"]
    assert dialog.tree.topLevelItem(1).child(0).text(0).startswith("＝ 未变")
    assert dialog._counts.text() == "共2项，有变化1项，待核实0项"


def test_what_met_nothing_is_told(dialog: BesideDialog, declarations: DeclarationsController, settled: Settled) -> None:
    words = "处置没有对应：此前没有填报过这一项，待核实"
    assert dialog._unmet.isVisible()
    assert words in dialog._unmet.text()
    assert "2024年度集中报告" in dialog._unmet.text()
    page = declarations.both.page
    for n, told in ((3, True), (2, False)):
        key = next(one for one in map(declarations.model.key, range(3)) if one % 4096 == n)
        declarations.show_key(key)
        settled(declarations.tasks)
        assert page._unmet.isVisible() is told
        tree = [page.tree.topLevelItem(m) for m in range(page.tree.topLevelItemCount())]
        rows = [top.child(m).text(0) for top in tree for m in range(top.childCount())]
        assert any(words in row and row.startswith("▲ ") for row in rows) is told


def test_it_is_reached_by_the_keyboard(dialog: BesideDialog) -> None:
    assert dialog.earlier.filing.hasFocus()
    reached = set()
    widget: Any = dialog.earlier.filing
    for _ in range(40):
        reached.add(widget)
        widget = widget.nextInFocusChain()
    for one in (dialog.earlier.day, dialog.later.filing, dialog.later.day, dialog.everything, dialog.tree):
        assert one in reached
        assert one.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert {dialog.print, dialog.keep} <= reached
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_purpose_is_stated_first(cadres: CadresController, desk: Desk, qtbot: QtBot, settled: Settled) -> None:
    policies.save(desk, policy(purpose_for_declarations=True).to_mapping())
    cadres.show_key(1)
    settled(cadres.tasks)
    for button in (cadres.both.page.compare, cadres.both.page.funds):
        dialogs.answers.append(None)
        button.click()
        settled(cadres.tasks)
    assert openings(desk) == []
    dialogs.answers.append([PURPOSE])
    cadres.both.page.funds.click()
    opened(cadres, FundsDialog, qtbot).close()
    assert openings(desk) == [{"subject": "declaration 1", "purpose": PURPOSE, "view": "收支对照"}]


def test_who_declared_nothing_has_nothing_to_compare(cadres: CadresController, qtbot: QtBot, settled: Settled) -> None:
    cadres.show_key(2)
    settled(cadres.tasks)
    cadres.both.page.compare.click()
    dialog = opened(cadres, BesideDialog, qtbot)
    assert dialog._none.isVisible()
    dialog.close()
    cadres.both.page.funds.click()
    funds = opened(cadres, FundsDialog, qtbot)
    assert not funds.table.isVisible()


def test_it_goes_into_a_file_and_to_a_printer(
    dialog: BesideDialog, desk: Desk, tasks: Tasks, settled: Settled, tmp_path: Path
) -> None:
    target = tmp_path / "比较"
    dialogs.answers.extend([["秘密★5年", "核对"], str(target)])
    dialog.keep.click()
    settled(tasks)
    assert dialog._said.text().startswith("已存为“比较.pdf”，共1页。登记号 出〔2026〕")
    with pypdfium2.PdfDocument(target.with_suffix(".pdf")) as document:
        text = document[0].get_textpage().get_text_range()
    assert "工资" in text
    printed = tmp_path / "印.pdf"
    dialogs.answers.extend([str(printed), ["秘密★5年", ""]])
    dialog.print.click()
    settled(tasks)
    assert dialog._said.text().startswith("已送打印机，共1面")
    assert printed.stat().st_size > 1000
    assert [(row["kind"], row["state"]) for row in all_rows(desk, "outgoing")] == [
        ("paper", "written"),
        ("sheet", "written"),
    ]


def test_who_gives_up_lets_nothing_out(
    dialog: BesideDialog, desk: Desk, tasks: Tasks, settled: Settled, tmp_path: Path
) -> None:
    for answers in ([None], [["不标密", ""], None]):
        dialogs.answers.extend(answers)
        dialog.keep.click()
        settled(tasks)
    for answers in ([None], [str(tmp_path / "印.pdf"), None]):
        dialogs.answers.extend(answers)
        dialog.print.click()
        settled(tasks)
    assert all_rows(desk, "outgoing") == []


def test_funds_are_shown_by_year_and_say_what_they_are_not(
    cadres: CadresController, tasks: Tasks, qtbot: QtBot, settled: Settled, tmp_path: Path
) -> None:
    cadres.show_key(1)
    settled(tasks)
    cadres.both.page.funds.click()
    dialog = opened(cadres, FundsDialog, qtbot)
    model: Any = dialog.table.model()
    rows = [[model.index(row, n).data() for n in range(model.columnCount())] for row in range(model.rowCount())]
    assert ["2022", "－", "取得房产", "120.00", "云川市示例路2号 张三", "2023年度集中报告 房产第1行"] in rows
    assert [row[0] for row in rows if row[1] == "＝"] == ["2022", "2023", "2024"]
    words = " ".join(one.text() for one in dialog.findChildren(type(dialog.said)))
    assert "线索提示，不是结论" in words
    assert "报告表不填配偶、子女的收入" in words
    assert "2.35倍" in words
    assert dialog.table.hasFocus()
    dialogs.answers.extend([["不标密", ""], str(tmp_path / "收支.pdf")])
    dialog.keep.click()
    settled(tasks)
    assert dialog.said.text().startswith("已存为“收支.pdf”")
