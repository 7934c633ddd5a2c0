"""台账: files in, files out, what was recorded, what was imported."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cadre_desk.services import importing, lists, outgoing
from cadre_desk.services.desk import Desk
from cadre_desk.services.invent import identity
from cadre_desk.services.lists import Query
from cadre_desk.ui.kit import dialogs
from cadre_desk.ui.kit.tasks import Cancelled, Tasks
from cadre_desk.ui.ledgers import model
from cadre_desk.ui.ledgers.controller import LedgersController
from tests.services.checking import ANNUAL, HOUSE
from tests.services.office import BUREAU, LI, ZHANG, content, read_book
from tests.ui.conftest import Settled

NEW = {"identity": identity(date(1985, 5, 5), 5, True), "name": "赵六"}
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
Ledger = Callable[..., Path]


@pytest.fixture
def few(staffed: Desk, qapp: object) -> Iterator[Tasks]:
    """The lanes of a desk with three cadres."""
    found = Tasks(staffed)
    yield found
    found.finish()


def _shown(tasks: Tasks, settled: Settled, qtbot: QtBot) -> LedgersController:
    controller = LedgersController(tasks)
    qtbot.addWidget(controller.view)
    controller.view.resize(1100, 700)
    controller.view.show()
    controller.activate()
    settled(tasks)
    return controller


def _choose(controller: LedgersController, row: int) -> None:
    files = controller.page.intake.files
    files.setCurrentIndex(files.model().index(row, 0))


def _wrong_digit(number: str) -> str:
    return number[:17] + ("1" if number[17] != "1" else "2")


def test_a_file_is_rehearsed_and_only_then_kept(few: Tasks, settled: Settled, qtbot: QtBot, ledger: Ledger) -> None:
    controller = _shown(few, settled, qtbot)
    before = content(few.desk)
    controller.page.intake.kind.setCurrentIndex(controller.page.intake.kind.findData("cadres"))
    dialogs.answers.append([ledger("cadres", cadre=[NEW | {"unit": BUREAU}, LI | {"unit": BUREAU}])])
    controller.page.intake.choose.click()
    settled(few)
    assert [file.state for file in controller.files] == ["ready"]
    assert "新增 1 行" in controller.page.intake.words.text()
    assert content(few.desk) == before
    controller.page.intake.keep.click()
    settled(few)
    assert controller.files[0].state == "kept"
    assert few.desk.ask(lambda ask: lists.count(ask, "cadres", Query(text="赵六"))) == 1
    assert controller.page.record.records.record(0)["added"] == 1


def test_doubts_of_a_declaration_are_listed_by_cell_and_do_not_keep_it_out(
    few: Tasks, settled: Settled, qtbot: QtBot, ledger: Ledger
) -> None:
    controller = _shown(few, settled, qtbot)
    intake = controller.page.intake
    intake.kind.setCurrentIndex(intake.kind.findData("declarations"))
    head = ZHANG | ANNUAL
    controller.add_files([ledger("declarations", declaration=[head], house=[head | HOUSE | {"area": 4}])])
    settled(few)
    assert controller.files[0].state == "ready"
    assert "疑似填报错误" in intake.words.text()
    assert intake.faults.isVisible()
    shown = [intake._fault_records.record(row) for row in range(intake._fault_records.rowCount())]
    assert [one["cell"] for one in shown if "小于8㎡" in one["wrong"]] == ["H2"]
    assert intake.keep.isEnabled()
    intake.keep.click()
    settled(few)
    assert controller.files[0].state == "kept"


def test_faults_are_listed_by_cell_and_a_bad_file_does_not_stop_the_next(
    few: Tasks, settled: Settled, qtbot: QtBot, ledger: Ledger, tmp_path: Path
) -> None:
    controller = _shown(few, settled, qtbot)
    broken = tmp_path / "坏的干部台账.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a book")
    bad = ledger("cadres", "错的干部台账.xlsx", cadre=[NEW | {"unit": "没有的单位"}])
    good = ledger("cadres", "好的干部台账.xlsx", cadre=[NEW])
    controller.add_files([broken, bad, good])
    settled(few)
    assert [file.state for file in controller.files] == ["refused", "refused", "ready"]
    _choose(controller, 1)
    faults = controller.page.intake.faults.model()
    QAbstractItemModelTester(faults, FATAL)
    cells = [faults.index(0, column).data() for column in range(faults.columnCount())]
    assert cells[:3] == ["干部", "C2", "没有的单位"]
    assert "单位台账中没有这个单位" in cells[3]
    assert controller.page.intake.mark.isVisible()
    assert not controller.page.intake.keep.isEnabled()


def test_a_marked_copy_is_written(few: Tasks, settled: Settled, qtbot: QtBot, ledger: Ledger, tmp_path: Path) -> None:
    controller = _shown(few, settled, qtbot)
    controller.add_files([ledger("cadres", "错的干部台账.xlsx", cadre=[NEW | {"unit": "没有的单位"}])])
    settled(few)
    dialogs.answers.extend([["不标密", "改正后再导入"], str(tmp_path / "标红")])
    controller.page.intake.mark.click()
    settled(few)
    assert "错误清单" in read_book(tmp_path / "标红.xlsx")
    assert "标红.xlsx" in controller.page.intake.words.text()


def test_check_digits_are_accepted_with_a_reason(few: Tasks, settled: Settled, qtbot: QtBot, ledger: Ledger) -> None:
    controller = _shown(few, settled, qtbot)
    number = _wrong_digit(NEW["identity"])
    controller.add_files([ledger("cadres", "干部台账.xlsx", cadre=[NEW | {"identity": number}])])
    settled(few)
    intake = controller.page.intake
    assert controller.files[0].state == "doubtful"
    assert intake.reason.isVisible()
    assert not intake.accept.isEnabled()
    intake.reason.setText("已核对原件")
    qtbot.keyClick(intake.reason, Qt.Key.Key_Return)
    settled(few)
    assert controller.files[0].state == "kept"
    assert few.desk.ask(importing.batches)[0]["note"] == "已核对原件"
    assert few.desk.ask(lambda ask: lists.count(ask, "cadres", Query(text=number))) == 1


def test_cancel_stops_the_file_and_those_that_wait(
    few: Tasks, settled: Settled, qtbot: QtBot, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    controller = _shown(few, settled, qtbot)
    before = content(few.desk)
    told: list[str] = []

    def slow(desk: Desk, kind: str, path: Path, **options: object) -> None:
        tick = options["tick"]
        while True:  # until the tick says that the officer gave up
            told.append(path.name)
            tick("读取", len(told), 0)  # type: ignore[operator]

    monkeypatch.setattr(importing, "import_file", slow)
    controller.add_files([ledger("cadres", cadre=[NEW]), ledger("cadres", cadre=[LI])])
    qtbot.waitUntil(lambda: len(told) > 3 and controller.page.intake.progress.isVisible())
    controller.view.activateWindow()  # a shortcut is heard by the window in front
    qtbot.waitUntil(controller.view.isActiveWindow)
    qtbot.keyClick(controller.view, Qt.Key.Key_Escape)
    settled(few)
    assert [file.state for file in controller.files] == ["cancelled", "cancelled"]
    assert len(set(told)) == 1
    assert not controller.page.intake.progress.isVisible()
    assert content(few.desk) == before


def test_a_real_import_that_is_given_up_changes_nothing(staffed: Desk, ledger: Ledger) -> None:
    before = content(staffed)
    path = ledger("cadres", cadre=[NEW])

    def give_up(what: str, done: int, total: int) -> None:
        if what == "写入":
            raise Cancelled

    with pytest.raises(Cancelled):
        importing.import_file(staffed, "cadres", path, tick=give_up)
    assert content(staffed) == before


def test_files_are_dropped_on_the_page(few: Tasks, settled: Settled, qtbot: QtBot, ledger: Ledger) -> None:
    controller = _shown(few, settled, qtbot)
    mime = QMimeData()
    path = ledger("cadres", "县里的干部台账.xlsx", cadre=[NEW])
    mime.setUrls([QUrl.fromLocalFile(str(path)), QUrl.fromLocalFile("/tmp/说明.txt")])
    keys = Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, keys)
    controller.page.intake.dropEvent(event)
    settled(few)
    assert [(file.path, file.kind, file.state) for file in controller.files] == [(path, "cadres", "ready")]


def test_a_list_of_files_is_ordered_and_emptied(few: Tasks, settled: Settled, qtbot: QtBot, ledger: Ledger) -> None:
    controller = _shown(few, settled, qtbot)
    cadres = ledger("cadres", "干部台账.xlsx", cadre=[NEW | {"unit": "云川市审计局"}])
    units = ledger("units", "单位与职数台账.xlsx", unit=[{"name": "云川市审计局", "grade": "县处级正职"}])
    controller.add_files([cadres, units])
    settled(few)
    assert [(file.kind, file.state) for file in controller.files] == [("units", "ready"), ("cadres", "refused")]
    intake = controller.page.intake
    _choose(controller, 0)
    intake.keep.click()
    settled(few)
    _choose(controller, 1)
    intake.again.click()
    settled(few)
    assert controller.files[1].state == "ready"
    intake.files.selectAll()
    intake.remove.click()
    assert controller.files == []


def test_templates_and_ledgers_are_written(few: Tasks, settled: Settled, qtbot: QtBot, tmp_path: Path) -> None:
    controller = _shown(few, settled, qtbot)
    outlet = controller.page.outlet
    dialogs.answers.append(str(tmp_path / "模板{0}"))
    outlet.buttons["template", "cadres"].click()
    settled(few)
    assert "干部" in read_book(tmp_path / "模板{0}.xlsx")
    assert "模板{0}.xlsx" in outlet.said.text()
    dialogs.answers.extend([["秘密*5年", "年度核对"], str(tmp_path / "干部.xlsx")])
    outlet.buttons["export", "cadres"].click()
    settled(few)
    assert len(read_book(tmp_path / "干部.xlsx")["干部"]) == 4
    assert "已导出" in outlet.said.text()
    (line,) = few.desk.ask(lambda ask: outgoing.entries(ask, Query()))
    assert line.number in outlet.said.text()
    assert (line.label, line.purpose, line.state) == ("秘密★5年", "年度核对", "written")
    dialogs.answers.append(None)
    outlet.buttons["export", "cadres"].click()  # whoever gives up the questions is not asked for a file


def test_an_export_that_cannot_be_written_is_told(few: Tasks, settled: Settled, qtbot: QtBot, tmp_path: Path) -> None:
    controller = _shown(few, settled, qtbot)
    dialogs.answers.extend([["不标密", ""], str(tmp_path / "没有" / "预警.xlsx"), True])
    controller.page.outlet.buttons["export", "flags"].click()
    settled(few)
    assert "文件夹" in dialogs.shown[-1]
    assert controller.page.outlet.buttons["export", "flags"].isEnabled()


def test_measures_are_filtered_and_open_their_cadre(tasks: Tasks, settled: Settled, qtbot: QtBot) -> None:
    controller = _shown(tasks, settled, qtbot)
    QAbstractItemModelTester(controller.model, FATAL)
    controller.show_query(Query(where={"measure": "诫勉"}))
    settled(tasks)
    assert controller.page.tabs.currentWidget() is controller.page.measures
    kinds = {controller.model.index(row, 2).data() for row in range(controller.model.rowCount())}
    assert kinds == {"诫勉"}
    record = controller.model.record(0)
    assert record is not None
    with qtbot.waitSignal(controller.opened) as opened:
        qtbot.keyClick(controller.page.measures.table, Qt.Key.Key_Return)
    assert opened.args == ["cadre", record["cadre_id"]]


def test_the_record_of_imports_names_the_ledgers(tasks: Tasks, settled: Settled, qtbot: QtBot) -> None:
    controller = _shown(tasks, settled, qtbot)
    records = controller.page.record.records
    QAbstractItemModelTester(records, FATAL)
    kinds = {records.index(row, 3).data() for row in range(records.rowCount())}
    assert kinds == {one.title for one in tasks.desk.pack.ledgers.values()}


def test_the_kind_follows_from_the_name_of_the_file_where_it_is_there() -> None:
    titles = {"units": "单位与职数台账", "cadres": "干部台账"}
    assert model.kind_of(Path("2026年干部台账(终稿).xlsx"), titles, "units") == "cadres"
    assert model.kind_of(Path("名单.xlsx"), titles, "units") == "units"
    names = ["a.xlsx", "~$a.xlsx", ".b.xlsx", "c.ODS", "d.txt", "e.xls"]
    assert [path.name for path in model.readable(map(Path, names))] == ["a.xlsx", "c.ODS", "e.xls"]


def test_where_there_is_nothing_the_screen_says_what_to_do(few: Tasks, settled: Settled, qtbot: QtBot) -> None:
    controller = _shown(few, settled, qtbot)
    controller.show_import()
    assert any("拖到这里" in one.text() and one.isVisible() for one in controller.view.findChildren(QLabel))
    controller.show_query(Query())
    settled(few)
    assert any("导入处理处分台账" in one.text() and one.isVisible() for one in controller.view.findChildren(QLabel))
