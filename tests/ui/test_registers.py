"""应报未报 and 调阅登记 beside the list of declarations: what they show, remind of and let out."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from cadre_desk import app
from cadre_desk.services import avoiding, importing, lists, people
from cadre_desk.services.desk import Desk
from cadre_desk.services.lists import Query
from cadre_desk.ui.declarations.controller import DeclarationsController
from cadre_desk.ui.kit import dialogs
from cadre_desk.ui.kit.table import ColumnModel
from cadre_desk.ui.kit.tasks import Tasks
from tests.conftest import Ledger
from tests.services.office import LI, WANG, ZHANG, all_rows, read_book
from tests.ui.conftest import Settled
from tests.ui.offices import press, show

ANNUAL = "年度集中报告"
FIRST, FILINGS, OPENINGS = range(3)  # tabs
PRINT_ALL, KEEP_ALL, PRINT_CHOSEN, KEEP_CHOSEN = range(4)  # of the menu


@pytest.fixture
def desk(staffed: Desk, ledger: Ledger) -> Desk:
    """Three who have to report: Zhang came late, Li in time, Wang not at all."""
    scope = {"reporting": "是", "reporting_since": "2020-05"}
    importing.import_file(staffed, "cadres", ledger("cadres", cadre=[one | scope for one in (ZHANG, LI, WANG)]))
    came = ((ZHANG, "2026-02-03"), (LI, "2026-01-20"))
    heads = [one | {"year": 2025, "filing": ANNUAL, "received": day} for one, day in came]
    importing.import_file(staffed, "declarations", ledger("declarations", declaration=heads))
    return staffed


@pytest.fixture
def screen(tasks: Tasks, settled: Settled, qtbot: QtBot) -> DeclarationsController:
    controller = DeclarationsController(tasks, app.fonts())
    show(controller, qtbot, settled)
    return controller


def turn(screen: DeclarationsController, tab: int, settled: Settled) -> None:
    screen.tabs.setCurrentIndex(tab)
    settled(screen.tasks)


def column(model: ColumnModel, number: int) -> list[str]:
    return [model.index(row, number).data() for row in range(model.rowCount())]


def remind(screen: DeclarationsController, what: int, settled: Settled) -> str:
    menu = screen.filings.both.remind.menu()
    assert menu is not None
    menu.actions()[what].trigger()
    settled(screen.tasks)
    return screen.filings.page.said.text()


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "".join(document[n].get_textpage().get_text_bounded() for n in range(len(document)))


def test_who_has_not_filed_stands_in_words_and_figures(screen: DeclarationsController, settled: Settled) -> None:
    turn(screen, FILINGS, settled)
    register = screen.filings
    QAbstractItemModelTester(register.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert dict(zip(column(register.model, 0), column(register.model, 6), strict=True)) == {
        "张三": "◆ 疑似逾期",
        "李四明": "○ 已报",
        "王百_川": "▲ 未报",
    }
    assert register.page.figures.text() == ("2025年度：应报3人，已报1人，疑似逾期1人，未报1人；期限2026-01-31，已过")
    assert register.page.figures.isVisible()


def test_year_and_state_are_chosen_and_a_year_always_is(screen: DeclarationsController, settled: Settled) -> None:
    turn(screen, FILINGS, settled)
    register = screen.filings
    years = register.listing._filters[0][1]
    assert years.findText("报告年度：全部") == -1
    years.setCurrentIndex(years.findData(2024))
    settled(screen.tasks)
    assert column(register.model, 6) == ["▲ 未报"] * 3
    assert register.page.figures.text().startswith("2024年度：应报3人，已报0人")
    register.show_query(Query(where={"year": 2025, "state": "missing"}))
    settled(screen.tasks)
    assert column(register.model, 0) == ["王百_川"]
    assert "应报3人" in register.page.figures.text(), "the figures are those of everybody"


def test_the_cadre_is_opened(screen: DeclarationsController, settled: Settled, qtbot: QtBot) -> None:
    turn(screen, FILINGS, settled)
    with qtbot.waitSignal(screen.opened) as opened:
        screen.filings.listing.opened.emit(lists.owned_key(3, 2025))
    assert opened.args == ["cadre", 3]


def test_it_is_new_as_soon_as_a_report_came(
    screen: DeclarationsController, settled: Settled, desk: Desk, ledger: Ledger
) -> None:
    turn(screen, FILINGS, settled)
    path = ledger("declarations", declaration=[WANG | {"year": 2025, "filing": ANNUAL, "received": "2026-03-01"}])
    screen.change(lambda desk, tick: importing.import_file(desk, "declarations", path), lambda _: None)
    settled(screen.tasks)
    assert "未报0人" in screen.filings.page.figures.text()


def test_all_who_have_not_filed_are_reminded_in_one_paper(
    screen: DeclarationsController, settled: Settled, desk: Desk, tmp_path: Path
) -> None:
    turn(screen, FILINGS, settled)
    dialogs.answers.extend([["秘密★5年", "催报"], str(tmp_path / "催报")])
    assert remind(screen, KEEP_ALL, settled).startswith("已存为“催报.pdf”，共1页。登记号 出〔2026〕")
    text = text_of(tmp_path / "催报.pdf")
    assert "王百_川" in text
    assert "张三" not in text
    dialogs.answers.extend([str(tmp_path / "印.pdf"), ["不标密", ""]])
    assert remind(screen, PRINT_ALL, settled).startswith("已送打印机，共1面")
    assert [(row["kind"], row["what"]) for row in all_rows(desk, "outgoing")] == [
        ("paper", "2025年度报告催报单"),
        ("sheet", "2025年度报告催报单"),
    ]


def test_of_those_who_are_chosen_only_who_has_not_filed(
    screen: DeclarationsController, settled: Settled, desk: Desk, tmp_path: Path
) -> None:
    turn(screen, FILINGS, settled)
    names = column(screen.filings.model, 0)
    screen.filings.listing.table.selectRow(names.index("李四明"))
    dialogs.answers.append(True)  # what is told is read
    assert remind(screen, KEEP_CHOSEN, settled) == ""
    assert "没有未报送的人" in dialogs.shown[-1]
    assert all_rows(desk, "outgoing") == []
    screen.filings.listing.table.selectAll()
    dialogs.answers.extend([["不标密", ""], str(tmp_path / "选")])
    remind(screen, KEEP_CHOSEN, settled)
    assert "王百_川" in text_of(tmp_path / "选.pdf")


def test_who_gives_up_reminds_nobody(screen: DeclarationsController, settled: Settled, desk: Desk) -> None:
    turn(screen, FILINGS, settled)
    for answers in ([None], [["不标密", ""], None]):
        dialogs.answers.extend(answers)
        assert remind(screen, KEEP_ALL, settled) == ""
    assert all_rows(desk, "outgoing") == []


def test_what_is_opened_stands_in_the_register(screen: DeclarationsController, settled: Settled, desk: Desk) -> None:
    turn(screen, OPENINGS, settled)
    register = screen.openings
    QAbstractItemModelTester(register.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    before = register.model.rowCount()  # the first of the list was opened by coming here
    assert before == 1
    screen.change(lambda desk, tick: people.open_declaration(desk, 2, 1, "随机抽查核实"), lambda _: None)
    settled(screen.tasks)
    assert register.model.rowCount() == 2
    key = desk.ask(lambda ask: lists.keys(ask, "openings", Query("抽查")))[0]
    row = register.model.row_of(key)
    assert [register.model.index(row, n).data() for n in range(1, 8)] == [
        *("李审核", "查看报告", "李四明", "云川市财政局", f"2025年度 {ANNUAL}", "随机抽查核实", ""),
    ]
    register.show_query(Query("抽查"))
    settled(screen.tasks)
    assert column(register.model, 3) == ["李四明"]


def test_both_leave_as_they_are_shown(screen: DeclarationsController, settled: Settled, tmp_path: Path) -> None:
    turn(screen, FILINGS, settled)
    screen.filings.show_query(Query(where={"year": 2025, "state": "missing"}))
    settled(screen.tasks)
    turn(screen, FIRST, settled)
    for tab, register, names in ((FILINGS, screen.filings, {"王百_川"}), (OPENINGS, screen.openings, {"张三"})):
        turn(screen, tab, settled)
        target = tmp_path / f"{tab}.xlsx"
        dialogs.answers.extend([["秘密★5年", "核对"], str(target)])
        press(register.page.export)
        settled(screen.tasks)
        assert register.page.said.text().startswith("已导出 1 行")
        ((_, rows),) = read_book(target).items()
        (line,) = [row for row in rows if isinstance(row[0], int)]
        assert names & set(line)


def test_keys_do_not_reach_the_declaration_behind_a_register(screen: DeclarationsController, settled: Settled) -> None:
    assert screen._record() == "1/1"
    turn(screen, FILINGS, settled)
    assert screen._record() == ""
    turn(screen, FIRST, settled)
    assert screen._record() == "1/1"


def test_a_declaration_that_is_asked_for_comes_before_the_register(
    screen: DeclarationsController, settled: Settled
) -> None:
    for ask in (lambda: screen.show_key(lists.owned_key(2, 1)), lambda: screen.show_query(Query())):
        turn(screen, OPENINGS, settled)
        ask()
        settled(screen.tasks)
        assert screen.tabs.currentIndex() == FIRST


def test_lines_about_who_is_to_be_kept_away_from_go_at_once(
    screen: DeclarationsController, settled: Settled, desk: Desk
) -> None:
    turn(screen, OPENINGS, settled)
    assert column(screen.openings.model, 3) == ["张三"]
    persons = [{**ZHANG, "relation": "本人"}]
    screen.change(lambda desk, tick: avoiding.record(desk, desk.vault.account.id, persons), lambda _: None)
    settled(screen.tasks)
    assert "张三" not in column(screen.openings.model, 3)
    turn(screen, FILINGS, settled)
    assert set(column(screen.filings.model, 0)) == {"李四明", "王百_川"}
    assert screen.filings.page.figures.text().endswith("按回避规定未含1人")
