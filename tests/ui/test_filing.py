"""填报 on the screen: a whole declaration by keyboard, what is wrong told while typing, drafts over a lock."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from cadre_desk import app
from cadre_desk.domain.pack import Pack
from cadre_desk.services import filing, lists
from cadre_desk.services.desk import Desk
from cadre_desk.ui.filing.controller import FilingController
from cadre_desk.ui.filing.section import SectionPage
from cadre_desk.ui.kit import dialogs, theme
from cadre_desk.ui.window import MainWindow
from tests.services.office import all_rows
from tests.services.test_filing import HOUSE, filed
from tests.ui.conftest import Settled

CTRL, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
KEY = lists.owned_key(1, 0)


@pytest.fixture
def desk(open_desk: Callable[..., Desk], staffed_vault: Any) -> Desk:
    """A desk in a small office where nothing was declared yet."""
    return open_desk(staffed_vault)


@pytest.fixture
def window(desk: Desk, qapp: object, qtbot: QtBot, settled: Settled) -> Iterator[MainWindow]:
    found = MainWindow(desk, app.fonts())
    qtbot.addWidget(found)
    found.resize(1280, 800)
    found.show()
    qtbot.waitExposed(found)
    found.activateWindow()
    settled(found.tasks)
    yield found
    found.close()


@pytest.fixture
def screen(window: MainWindow, settled: Settled) -> FilingController:
    window.open_record("filing", KEY)
    settled(window.tasks)
    found = window.screens["filing"]
    assert isinstance(found, FilingController)
    return found


def press(key: Qt.Key, more: Qt.KeyboardModifier = PLAIN) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, more)


def write(text: str) -> None:
    widget = QApplication.focusWidget()
    if isinstance(widget, QComboBox):
        widget = widget.lineEdit()
    if isinstance(widget, QLineEdit):
        widget.insert(text)  # as an input method does
    else:
        QTest.keyClicks(widget, text)


def page(screen: FilingController) -> SectionPage:
    found = screen.desk.pages.currentWidget()
    assert isinstance(found, SectionPage)
    return found


def open_section(screen: FilingController, pack: Pack, key: str) -> SectionPage:
    screen.desk.list.setCurrentRow(list(pack.sections).index(key) + 1)
    return page(screen)


def test_a_whole_declaration_is_typed_by_keyboard(
    window: MainWindow, screen: FilingController, desk: Desk, pack: Pack, settled: Settled, qtbot: QtBot
) -> None:
    rows = {
        "marriage": {"action": "现状", "status": "已婚"},
        "salary": {"wage": "12.5", "bonus": "3"},
        "house": {
            "owner": "",
            "source": "购买",
            "address": "示例路1号",
            "area": "110.5",
            "kind": "住宅",
            "traded": "2019.06",
        },
    }
    for key in pack.sections:
        press(Qt.Key.Key_PageDown, CTRL)
        assert page(screen).section.key == key
        if key in rows:
            press(Qt.Key.Key_N, CTRL)
            fields = [one for one in page(screen).section.fields if one.key not in page(screen).computed]
            for one in fields:
                text = rows[key].get(one.key, "")
                if text and page(screen).form.text(one.key) != text:
                    if one.codes and not one.codes.open:
                        while page(screen).form.text(one.key) != text:
                            press(Qt.Key.Key_Down)
                    else:
                        write(text)
                press(Qt.Key.Key_Tab)
            assert page(screen).confirm.hasFocus()
            press(Qt.Key.Key_Space)
            assert screen.desk.told.text() == "", page(screen).form.check()
        else:
            press(Qt.Key.Key_0, CTRL)
    qtbot.waitUntil(lambda: screen.desk.progress.value() == len(pack.sections) + 1)
    press(Qt.Key.Key_S, CTRL)
    settled(window.tasks)
    (head,) = all_rows(desk, "declaration")
    assert (head["year"], head["filing"], head["received"]) == (2025, "首次报告", "2026-03-02")
    entries = {row["section"]: row for row in all_rows(desk, "entry")}
    assert set(entries) == set(rows)
    assert (entries["salary"]["amount"], entries["house"]["area"]) == (15.5, 110.5)
    assert window.current() is window.screens["declarations"]
    assert all_rows(desk, "draft") == []
    assert screen.typed() is None


def test_what_is_wrong_brings_its_section_to_the_front(screen: FilingController, desk: Desk) -> None:
    press(Qt.Key.Key_S, CTRL)
    assert page(screen).section.key == "marriage"
    assert "没有保存" in screen.desk.told.text()
    assert all_rows(desk, "declaration") == []


def test_faults_and_doubts_are_told_while_typing(screen: FilingController, pack: Pack, qtbot: QtBot) -> None:
    shown = open_section(screen, pack, "house")
    press(Qt.Key.Key_N, CTRL)
    shown.form.focus("area")
    write("很大")
    qtbot.waitUntil(lambda: "不是数字" in shown.form._faults["area"].text())
    shown.form.set_typed({"area": ""})
    shown.form.focus("area")
    write("900")
    qtbot.waitUntil(lambda: "大于600" in shown.form._faults["area"].text())
    assert "请核对" in shown.hints.wrong.text()
    assert "例：" in shown.hints.help.text()


def test_totals_are_computed(screen: FilingController, pack: Pack, qtbot: QtBot) -> None:
    shown = open_section(screen, pack, "labour_income")
    press(Qt.Key.Key_N, CTRL)
    for key, text in (("lecture", "0.2"), ("art", "1.35")):
        shown.form.focus(key)
        write(text)
    qtbot.waitUntil(lambda: shown.form.text("total") == "1.55")
    assert not shown.form._inputs["total"].hasFocus()


def test_a_filing_put_aside_waits_and_is_gone_on_with(
    screen: FilingController, window: MainWindow, pack: Pack, settled: Settled
) -> None:
    open_section(screen, pack, "house")
    press(Qt.Key.Key_N, CTRL)
    page(screen).form.focus("address")
    write("示例路9号")
    screen.desk.close_.click()
    assert screen.both.currentIndex() == 0
    assert [screen.both.front._rows.record(0)[key] for key in ("name", "how")] == ["张三", "新报告"]
    screen.both.front.go_on.click()
    settled(window.tasks)
    assert screen.typing is not None
    assert screen.typing.lines("house")[0].texts["address"] == "示例路9号"
    assert screen.desk.restored.isVisible()


def test_what_is_typed_survives_the_lock(
    screen: FilingController, window: MainWindow, desk: Desk, pack: Pack, settled: Settled
) -> None:
    open_section(screen, pack, "salary")
    press(Qt.Key.Key_N, CTRL)
    page(screen).form.focus("wage")
    write("12.5")
    window.keeper.keep()
    settled(window.tasks)
    (draft,) = desk.ask(lambda ask: __import__("cadre_desk.services.drafts", fromlist=["x"]).every(ask))
    assert draft.key == KEY
    second = FilingController(window.tasks, app.fonts())
    second.take_drafts([draft])
    second.show_key(KEY)
    settled(window.tasks)
    assert second.typing is not None
    assert second.typing.lines("salary")[0].texts == {"wage": "12.5", "total": "12.5"}
    second.view.deleteLater()


def test_a_correction_asks_why_and_shows_what_was_declared(
    window: MainWindow, desk: Desk, pack: Pack, settled: Settled
) -> None:
    n = filed(desk, pack)
    window.open_record("declaration", lists.owned_key(1, n))
    settled(window.tasks)
    declarations: Any = window.screens["declarations"]
    declarations.both.page.correct.click()
    settled(window.tasks)
    screen: Any = window.screens["filing"]
    shown = open_section(screen, pack, "house")
    assert shown.form.text("address") == HOUSE["address"]
    shown.form.focus("area")
    widget = QApplication.focusWidget()
    assert isinstance(widget, QLineEdit)
    widget.selectAll()
    write("160")
    dialogs.answers.append(["证载面积"])
    press(Qt.Key.Key_S, CTRL)
    settled(window.tasks)
    assert [row["area"] for row in all_rows(desk, "entry") if row["section"] == "house"] == [160.0]
    assert "更正报告" in [row["action"] for row in all_rows(desk, "audit")]


def test_last_years_rows_are_confirmed_one_by_one_and_changes_begin_with_what_is_held(
    window: MainWindow, desk: Desk, pack: Pack, settled: Settled
) -> None:
    filed(desk, pack)
    window.open_record("filing", KEY)
    settled(window.tasks)
    screen: Any = window.screens["filing"]
    shown = open_section(screen, pack, "stock")
    assert "待确认" in shown._rows.record(0)["state"]
    press(Qt.Key.Key_Return, CTRL)
    assert shown._rows.record(0)["state"] == ""
    house = open_section(screen, pack, "house")
    assert house.ticks.no.text() == "无变化"
    assert house._held_rows.rowCount() == 1
    house.change_wished.emit(0, "处置")
    assert house.form.text("action") == "处置"
    assert house.form.text("address") == HOUSE["address"]
    assert house.ticks.yes.isChecked()


def test_nothing_blocks_the_window(screen: FilingController, pack: Pack) -> None:
    """A large paper: 20 houses, 40 funds; a look at the whole of it, and opening any section."""
    from cadre_desk.domain.filing import Line

    assert screen.typing is not None
    screen.typing._set(
        lines={
            "house": [Line({**HOUSE, "address": f"示例路{n}号"}) for n in range(20)],
            "fund": [Line({"owner": "张三", "code": f"{n:06}", "units": "10", "value": "1"}) for n in range(40)],
        }
    )
    worst = 0.0
    for row in range(len(pack.sections) + 1):
        for _ in range(2):
            screen.typing._set()
            since = time.perf_counter()
            screen.desk.list.setCurrentRow(row)
            screen._look()
            worst = max(worst, time.perf_counter() - since)
    print(f"worst step {worst * 1000:.0f} ms")
    assert 0 < worst < 0.5  # a bound for busy machines; the figure is printed


def test_the_paper_leaves_by_the_gate_as_typed(
    screen: FilingController, window: MainWindow, desk: Desk, tmp_path: Path, settled: Settled
) -> None:
    target = tmp_path / "报告表.pdf"
    dialogs.answers.extend([["不标密", "签字"], target])
    screen.desk.file.click()
    settled(window.tasks)
    assert target.read_bytes().startswith(b"%PDF")
    assert "登记号" in screen.desk.told.text()
    assert "张三" in all_rows(desk, "outgoing")[0]["what"]
    form = tmp_path / "收集表.xlsx"
    dialogs.answers.extend([["不标密", "采集"], form])
    screen.desk.form.click()
    settled(window.tasks)
    assert form.exists()
    screen.put_aside()
    blank = tmp_path / "空白.pdf"
    dialogs.answers.extend([["不标密", ""], blank, True])
    screen.both.front.blank.click()
    settled(window.tasks)
    assert blank.exists()


def test_a_declaration_on_record_is_printed_from_its_page(
    window: MainWindow, desk: Desk, pack: Pack, tmp_path: Path, settled: Settled
) -> None:
    window.open_record("declaration", lists.owned_key(1, filed(desk, pack)))
    settled(window.tasks)
    target = tmp_path / "报告表.pdf"
    dialogs.answers.extend([["不标密", "归档"], target, True])
    declarations: Any = window.screens["declarations"]
    declarations.keep_form.trigger()
    settled(window.tasks)
    assert target.exists()
    assert "declaration 1/1" in {row["subject"] for row in all_rows(desk, "audit")}


def test_colours_and_signs(screen: FilingController) -> None:
    words = [screen.desk.list.item(n).text() for n in range(screen.desk.list.count())]
    assert words[0].startswith(theme.SIGNS["G"])
    assert all(one.startswith("□") or one.startswith("■") for one in words[1:])
    assert filing.FILING == "填报"
