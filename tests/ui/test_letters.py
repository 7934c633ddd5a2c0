"""函件: drafts, steps, preview, paper."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from cadre_desk import app
from cadre_desk.services import letters, lists
from cadre_desk.services.desk import Desk, sign_in
from cadre_desk.services.letters import Letter
from cadre_desk.services.lists import Query
from cadre_desk.ui.kit import dialogs, paper
from cadre_desk.ui.kit.tasks import Cancelled, Tasks
from cadre_desk.ui.letters import controller as wiring
from cadre_desk.ui.letters import preview
from cadre_desk.ui.letters.controller import LettersController
from tests.services.office import OFFICER, PASSWORD, all_rows

RARE = "\U0002a6d6"  # no shipped font has it
WORDS = {
    "situation": "inquiry_2",
    "subject": "履行职责",
    "problem": "在某项目建设中未按程序决策",
    "questions": "一、该事项由谁决定。\n二、经过了哪些程序。",
}


@pytest.fixture
def screen(qtbot: QtBot, tasks: Tasks, monkeypatch: pytest.MonkeyPatch) -> Iterator[LettersController]:
    monkeypatch.setattr(wiring, "_PAUSE", 40)
    monkeypatch.setattr(preview, "_PAUSE", 10)
    found = LettersController(tasks, app.fonts())
    qtbot.addWidget(found.view)
    found.view.resize(1130, 760)
    found.view.show()
    found.view.activateWindow()  # without a window manager nobody else does
    qtbot.waitUntil(found.view.isActiveWindow)
    found.activate()
    yield found
    found.view.hide()


@pytest.fixture
def rest(qtbot: QtBot, screen: LettersController) -> Callable[[], None]:
    """Wait until nothing is under way, nothing is to be drawn and no words wait to be kept."""

    def wait() -> None:
        quiet = 0

        def still() -> bool:
            nonlocal quiet
            busy = not screen.tasks.idle or screen.previewer.waiting or screen._timer.isActive()
            quiet = 0 if busy else quiet + 1
            return quiet > 3

        qtbot.waitUntil(still, timeout=20_000)

    wait()
    return wait


Rest = Callable[[], None]


def cadre_of(desk: Desk) -> dict[str, Any]:
    return desk.ask(lambda ask: lists.rows(ask, "cadres", lists.keys(ask, "cadres", Query())[:1]))[0]


def new_draft(screen: LettersController, rest: Rest, words: dict[str, str] | None = None) -> int:
    """An inquiry to the first cadre, open in the editor."""
    key = letters.draft(screen.tasks.desk, "inquiry", cadre_of(screen.tasks.desk)["key"], words)
    rest()
    screen.show_key(key)
    rest()
    return key


def write(screen: LettersController, key: str, text: str) -> None:
    """Type into a field as a person does: the form tells that it changed."""
    widget = screen.editor.form._inputs[key]
    if isinstance(widget, QPlainTextEdit):
        widget.setPlainText(text)
    else:
        assert isinstance(widget, QLineEdit)
        widget.setText(text)


def stored(screen: LettersController, key: int) -> Letter:
    return screen.tasks.desk.ask(lambda ask: letters.letter(ask, key))


def said(screen: LettersController) -> str:
    return screen.editor._saved.text()


def press(screen: LettersController, words: str) -> None:
    next(one for one in screen.editor.steps if one.text() == words).click()


# -- the list and the editor -------------------------------------------------------------------------------------------


def test_the_list_shows_every_letter_with_the_words_of_the_pack(screen: LettersController, rest: Rest) -> None:
    QAbstractItemModelTester(screen.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows = [[screen.model.index(row, n).data() for n in range(7)] for row in range(screen.model.rowCount())]

    assert len(rows) == screen.tasks.desk.ask(lambda ask: lists.count(ask, "letters", Query()))
    assert {row[1] for row in rows} == {"提醒函", "函询通知书", "诫勉书"}
    assert {row[2] for row in rows} == {"已印发"}
    assert all("〔2026〕" in row[3] for row in rows)


def test_the_list_is_narrowed_by_kind(screen: LettersController, rest: Rest) -> None:
    screen.show_query(Query(where={"kind": "admonishment"}))
    rest()

    assert screen.model.rowCount() > 0
    assert {screen.model.record(row)["kind"] for row in range(screen.model.rowCount())} == {"admonishment"}  # type: ignore[index]


def test_an_issued_letter_is_read_only_and_previewed(screen: LettersController, rest: Rest) -> None:
    editor = screen.editor
    screen.show_key(screen.model.key(0))
    rest()

    assert editor.state.text() == "状态：已印发"
    assert "不能再改" in said(screen)
    assert editor.form._inputs["problem"].isReadOnly()  # type: ignore[attr-defined]
    assert not editor.form._inputs["situation"].isEnabled()
    assert editor.preview.document.pageCount() >= 1
    assert editor.preview.content.startswith(b"%PDF")
    told = [editor._steps.record(row)["words"] for row in range(editor._steps.rowCount())]
    assert ["送审" in told[0], "审批" in told[1], "编号印发" in told[2]] == [True] * 3
    assert "同意（虚构示例）" in told[1]


def test_where_there_are_no_letters_the_list_says_what_to_do(
    qtbot: QtBot, open_desk: Callable[[Path], Desk], empty_vault: Path, settled: Callable[[Tasks], None]
) -> None:
    tasks = Tasks(open_desk(empty_vault))
    found = LettersController(tasks, app.fonts())
    qtbot.addWidget(found.view)
    found.view.show()
    found.activate()
    settled(tasks)

    shown = [one.text() for one in found.view.findChildren(QLabel) if one.isVisible()]
    assert any("新建函件" in text and "没有符合条件的函件" in text for text in shown)
    tasks.finish()


def test_the_cadre_can_be_opened_from_the_letter(qtbot: QtBot, screen: LettersController, rest: Rest) -> None:
    screen.show_key(screen.model.key(0))
    rest()
    with qtbot.waitSignal(screen.opened) as told:
        screen.editor.cadre_wished.emit()

    assert told.args == ["cadre", stored(screen, screen.model.key(0)).cadre_id]


# -- drafts --------------------------------------------------------------------------------------------------------


def test_a_cadre_is_found_by_initials_and_a_letter_drafted(qtbot: QtBot, screen: LettersController, rest: Rest) -> None:
    cadre = cadre_of(screen.tasks.desk)
    screen.both.new_wished.emit()
    assert screen.both.drafting
    assert not screen.fresh.create_button.isEnabled()
    screen.fresh.search.setText(cadre["identity"])
    qtbot.waitUntil(screen.fresh.create_button.isEnabled)
    screen.fresh.kinds.button(1).click()
    screen.fresh.create_button.click()
    rest()

    key = screen._open.key
    one = stored(screen, key)
    assert (one.kind.key, one.cadre_id, one.state) == ("inquiry", cadre["key"], "draft")
    assert not screen.both.drafting
    assert screen.listing.table.currentIndex().row() == screen.model.row_of(key) >= 0


def test_what_is_not_found_is_said(qtbot: QtBot, screen: LettersController, rest: Rest) -> None:
    screen.both.new_wished.emit()
    screen.fresh.search.setText("绝无此人")
    qtbot.waitUntil(lambda: "没有找到" in screen.fresh._found.text())

    assert not screen.fresh.create_button.isEnabled()


def test_a_draft_for_a_cadre_begins_with_him(screen: LettersController, rest: Rest) -> None:
    cadre = cadre_of(screen.tasks.desk)
    screen.draft_for(cadre["key"])
    rest()

    assert screen.both.drafting
    assert cadre["name"] in screen.fresh._whom.text()
    assert screen.fresh.create_button.isEnabled()


def test_giving_up_a_new_letter_comes_back_to_the_one_before(screen: LettersController, rest: Rest) -> None:
    key = screen.model.key(2)
    screen.show_key(key)
    rest()
    screen.both.new_wished.emit()
    screen.fresh.given_up.emit()

    assert not screen.both.drafting
    assert screen._open.key == key
    assert screen.listing.table.currentIndex().row() == 2


def test_a_draft_is_kept_when_typing_pauses_and_the_letter_stays_open(
    qtbot: QtBot, screen: LettersController, rest: Rest
) -> None:
    key = new_draft(screen, rest)
    write(screen, "subject", "履行职责")
    assert "未保存" in said(screen)
    qtbot.waitUntil(lambda: "草稿已自动保存" in said(screen))
    rest()

    assert stored(screen, key).data["subject"] == "履行职责"
    assert screen._open.key == key
    assert screen.editor.form.text("subject") == "履行职责"
    assert screen.listing.table.currentIndex().row() == screen.model.row_of(key)


def test_a_draft_is_kept_on_leaving_it(screen: LettersController, rest: Rest, monkeypatch: pytest.MonkeyPatch) -> None:
    screen._timer.setInterval(60_000)
    key = new_draft(screen, rest)
    write(screen, "problem", "未按程序决策")
    screen.show_key(screen.model.key(0))
    rest()
    assert stored(screen, key).data["problem"] == "未按程序决策"

    screen.show_key(key)
    rest()
    write(screen, "problem", "另一件事")
    screen.leave()
    rest()
    assert stored(screen, key).data["problem"] == "另一件事"


def test_opening_a_draft_changes_nothing(screen: LettersController, rest: Rest) -> None:
    new_draft(screen, rest, WORDS)
    before = len(all_rows(screen.tasks.desk, "audit"))
    screen.leave()
    screen.show_key(screen.model.key(0))
    rest()

    assert len(all_rows(screen.tasks.desk, "audit")) == before


def test_a_wrong_secrecy_mark_does_not_keep_the_rest_from_being_kept(
    qtbot: QtBot, screen: LettersController, rest: Rest
) -> None:
    key = new_draft(screen, rest)
    write(screen, "subject", "履行职责")
    write(screen, "secrecy", "秘密")
    qtbot.waitUntil(lambda: "密级除外" in said(screen))
    rest()

    one = stored(screen, key)
    assert (one.data["subject"], one.data["secrecy"]) == ("履行职责", None)
    assert screen.editor.form.text("secrecy") == "秘密"
    assert not dialogs.shown


def test_a_situation_may_be_written_freely(screen: LettersController, rest: Rest) -> None:
    key = new_draft(screen, rest, WORDS)
    box: Any = screen.editor.form._inputs["situation"]
    assert box.currentText() == "履行职责方面"
    box.setEditText("另一种情形")
    rest()

    assert stored(screen, key).data["situation"] == "另一种情形"


# -- steps -----------------------------------------------------------------------------------------------------------


def test_a_draft_with_gaps_is_not_submitted_and_the_gaps_are_shown(screen: LettersController, rest: Rest) -> None:
    key = new_draft(screen, rest)
    press(screen, "送审")
    rest()

    assert stored(screen, key).state == "draft"
    assert "还不能送审：适用情形" in said(screen)
    assert screen.editor.form._faults["problem"].text() == "请填写“反映问题”"
    assert screen.editor.form._inputs["situation"].hasFocus()


def test_from_draft_to_issued_letter(screen: LettersController, rest: Rest) -> None:
    key = new_draft(screen, rest, WORDS)
    editor, strip = screen.editor, screen.editor._strip
    press(screen, "送审")
    rest()
    assert [one.text() for one in editor.steps] == ["审批", "退回修改", "撤回"]

    press(screen, "审批")
    assert strip.isVisible()
    assert not strip.day.isVisible()
    assert "组织（人事）部门主要负责人" in strip.note.placeholderText()
    strip.note.setText("张三同意")
    strip.yes.click()
    rest()
    press(screen, "编号印发")
    assert strip.day.date().toPython() == date(2026, 3, 2)
    strip.yes.click()
    rest()

    one = stored(screen, key)
    assert (one.state, one.dated) == ("issued", date(2026, 3, 2))
    assert editor.state.text() == "状态：已印发"
    assert not strip.isVisible()
    assert one.number in editor._unit.text()
    assert editor._steps.rowCount() == 3


def test_a_refused_step_is_told_and_may_be_tried_again(screen: LettersController, rest: Rest) -> None:
    key = new_draft(screen, rest, WORDS)
    press(screen, "送审")
    rest()
    press(screen, "审批")
    dialogs.answers.append("")
    screen.editor._strip.yes.click()
    rest()

    assert "请写明审批人" in dialogs.shown[0]
    assert stored(screen, key).state == "submitted"
    assert screen.editor._strip.isVisible()
    assert screen.editor._strip.isEnabled()


def test_words_typed_last_are_kept_before_the_step(screen: LettersController, rest: Rest) -> None:
    screen._timer.setInterval(60_000)
    key = new_draft(screen, rest, WORDS | {"problem": ""})
    write(screen, "problem", "刚刚写完")
    press(screen, "送审")
    rest()

    assert stored(screen, key).state == "submitted"
    assert stored(screen, key).data["problem"] == "刚刚写完"


# -- preview ---------------------------------------------------------------------------------------------------------


def test_the_preview_follows_the_words(screen: LettersController, rest: Rest) -> None:
    screen._timer.setInterval(60_000)
    new_draft(screen, rest, WORDS)
    before, pages = screen.editor.preview.content, screen.editor.preview.document.pageCount()
    write(screen, "problem", "在某项目建设中未按程序决策，" * 60)
    screen._timer.stop()
    rest()

    assert screen.editor.preview.content != before
    assert screen.editor.preview.document.pageCount() > pages
    assert "/" in screen.editor.preview._place.text()


def test_a_character_without_font_is_named_with_its_place(screen: LettersController, rest: Rest) -> None:
    new_draft(screen, rest, WORDS)
    fault = screen.editor.preview.fault
    write(screen, "problem", f"王{RARE}某")
    rest()
    assert fault.isVisible()
    assert "正文第2段" in fault.text()
    assert "U+2A6D6" in fault.text()

    write(screen, "problem", "王某")
    rest()
    assert not fault.isVisible()


def test_of_many_wishes_only_the_latest_is_shown(qtbot: QtBot, screen: LettersController, rest: Rest) -> None:
    key = new_draft(screen, rest, WORDS)
    drawn: list[bytes] = []
    screen.previewer.drawn.connect(drawn.append)
    for number in range(30):
        screen.previewer.typed(WORDS | {"problem": f"第{number}稿"})
        screen.previewer._start()
    rest()

    last = screen.tasks.desk.ask(
        lambda ask: wiring.printing.preview(ask, key, app.fonts(), WORDS | {"problem": "第29稿"})
    )
    assert drawn[-1] == last
    assert len(drawn) < 30


def test_the_pages_can_be_turned(screen: LettersController, rest: Rest) -> None:
    new_draft(screen, rest, WORDS | {"problem": "在某项目建设中未按程序决策，" * 60})
    pane = screen.editor.preview
    assert pane._next.isVisible()
    pane._next.click()

    assert pane.pages.pageNavigator().currentPage() == 1
    assert pane._place.text().startswith("2/")


# -- paper and files ---------------------------------------------------------------------------------------------------


def printed(path: Path) -> QPdfDocument:
    found = QPdfDocument()
    assert found.load(str(path)) == QPdfDocument.Error.None_
    return found


def darkness(document: QPdfDocument, page: int = 0) -> float:
    """Share of the dots that are not white."""
    image = document.render(page, QSize(300, 424))
    dots = [image.pixelColor(x, y) for x in range(0, 300, 2) for y in range(0, 424, 2)]
    return sum(one.alpha() > 0 and one.lightness() < 200 for one in dots) / len(dots)


def inked(document: QPdfDocument) -> list[int]:
    """Left, top, right and bottom of everything on the first page, in half points."""
    image = document.render(0, QSize(1190, 1684)).convertToFormat(QImage.Format.Format_RGBA8888)
    paper = QImage(image.size(), QImage.Format.Format_Grayscale8)
    paper.fill(255)
    painter = QPainter(paper)
    painter.drawImage(0, 0, image)
    painter.end()
    bits, wide = bytes(paper.constBits()), paper.bytesPerLine()
    rows = [y for y in range(1684) if min(bits[y * wide : y * wide + 1190]) < 200]
    columns = [x for x in range(1190) if min(bits[x::wide]) < 200]
    return [columns[0], rows[0], columns[-1], rows[-1]]


def test_a_letter_is_printed_on_a4_and_entered_in_the_audit(
    screen: LettersController, rest: Rest, tmp_path: Path
) -> None:
    screen.show_key(screen.model.key(0))
    rest()
    dialogs.answers.append(str(tmp_path / "paper.pdf"))
    screen.editor.print_button.click()
    assert not screen.editor.print_button.isEnabled()
    rest()

    document = printed(tmp_path / "paper.pdf")
    size = document.pagePointSize(0)
    assert (round(size.width()), round(size.height())) == (595, 842)
    assert document.pageCount() == screen.editor.preview.document.pageCount()
    assert 0.01 < darkness(document) < 0.5
    assert "已送打印机" in screen.editor._doing.text()
    assert screen.editor.print_button.isEnabled()
    entered, closed = all_rows(screen.tasks.desk, "audit")[-2:]
    assert (entered["action"], "打印机" in str(entered["detail"])) == ("打印函件", True)
    assert (closed["action"], closed["subject"]) == ("登记出件结果", "出〔2026〕0001号")
    assert "出〔2026〕0001号" in screen.editor._doing.text()


def test_what_is_printed_stands_where_the_preview_shows_it(
    screen: LettersController, rest: Rest, tmp_path: Path
) -> None:
    screen.show_key(screen.model.key(0))
    rest()
    dialogs.answers.append(str(tmp_path / "paper.pdf"))
    screen.editor.print_wished.emit()
    rest()

    assert inked(printed(tmp_path / "paper.pdf")) == pytest.approx(inked(screen.editor.preview.document), abs=1)


def test_printing_that_was_given_up_in_the_dialog_is_not_in_the_audit(screen: LettersController, rest: Rest) -> None:
    screen.show_key(screen.model.key(0))
    rest()
    before = len(all_rows(screen.tasks.desk, "audit"))
    dialogs.answers.append("")
    screen.editor.print_wished.emit()
    rest()

    assert len(all_rows(screen.tasks.desk, "audit")) == before


def test_printing_can_be_stopped(
    screen: LettersController, rest: Rest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(content: bytes, printer: QPrinter, tick: Any, what: str) -> int:
        raise Cancelled

    monkeypatch.setattr(paper, "print_pdf", stopped)
    screen.show_key(screen.model.key(0))
    rest()
    dialogs.answers.append(str(tmp_path / "paper.pdf"))
    screen.editor.print_wished.emit()
    rest()

    assert screen.editor._doing.text() == "已取消。"
    assert screen.editor.print_button.isEnabled()


def test_a_printer_that_takes_nothing_is_told(screen: LettersController, rest: Rest, tmp_path: Path) -> None:
    screen.show_key(screen.model.key(0))
    rest()
    dialogs.answers.extend([str(tmp_path / "nowhere" / "paper.pdf"), ""])
    screen.editor.print_wished.emit()
    rest()

    assert "请检查打印机" in dialogs.shown[-1]


def test_pages_and_copies_as_chosen(qapp: object) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    assert list(paper._wanted(3, printer)) == [0, 1, 2]
    printer.setFromTo(2, 3)
    assert list(paper._wanted(3, printer)) == [1, 2]
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert list(paper._wanted(3, printer)) == [2, 1]


def test_a_letter_is_written_as_pdf(screen: LettersController, rest: Rest, tmp_path: Path) -> None:
    screen.show_key(screen.model.key(0))
    rest()
    dialogs.answers.append(str(tmp_path / "函件"))
    screen.editor.file_button.click()
    rest()

    assert printed(tmp_path / "函件.pdf").pageCount() >= 1
    assert "已存为“函件.pdf”" in screen.editor._doing.text()


def test_several_chosen_letters_go_into_one_file(screen: LettersController, rest: Rest, tmp_path: Path) -> None:
    screen.listing.table.selectAll()
    rest()
    count = screen.model.rowCount()
    assert screen.editor.file_button.text() == f"{count}份存为PDF…"
    dialogs.answers.append(str(tmp_path / "all.pdf"))
    screen.editor.file_button.click()
    rest()

    assert printed(tmp_path / "all.pdf").pageCount() >= count


def test_closing_the_window_keeps_the_draft(
    qtbot: QtBot, desk: Desk, settled: Callable[[Tasks], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    from cadre_desk.ui.window import MainWindow

    monkeypatch.setattr(wiring, "_PAUSE", 60_000)
    key = letters.draft(desk, "inquiry", cadre_of(desk)["key"])
    window = MainWindow(desk, app.fonts())
    qtbot.addWidget(window)
    window.show()
    window.open_record("letter", key)
    settled(window.tasks)
    screen = window.screens["letters"]
    assert isinstance(screen, LettersController)
    write(screen, "problem", "最后一句话")
    window.close()

    again = sign_in(desk.vault.folder, OFFICER, PASSWORD, desk.pack)
    assert again.ask(lambda ask: letters.letter(ask, key)).data["problem"] == "最后一句话"
    again.close()
