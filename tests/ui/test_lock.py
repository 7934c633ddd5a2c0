"""Locking: everything hidden at once, nobody asked, nothing left open; whoever comes back finds his place."""

import ctypes
import gc
import json
import os
import shutil
import subprocess
import sys
import textwrap
import threading
import time
import weakref
from collections.abc import Iterator, Sequence
from ctypes import wintypes
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QSize, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QFileDialog, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from cadre_desk import app
from cadre_desk.domain.sheet import Tick
from cadre_desk.services import flags, lists
from cadre_desk.services.desk import Desk
from cadre_desk.services.lists import Query
from cadre_desk.storage.tables import post
from cadre_desk.ui import window as windows
from cadre_desk.ui.kit import clipboard, dialogs, idle, screenshots
from cadre_desk.ui.kit.screen import ListController
from cadre_desk.ui.kit.tasks import Cancelled, Tasks
from cadre_desk.ui.letters.controller import LettersController
from cadre_desk.ui.signin.view import SignInView
from cadre_desk.ui.window import MainWindow
from tests.services.office import OFFICER, PASSWORD, all_rows, colleague
from tests.ui.conftest import Settled
from tests.ui.seat import COLLEAGUE, HIS_PASSWORD, Seat, seat

__all__ = ["seat"]  # the fixture

ROOT = Path(__file__).parents[2]
linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
TITLE = "干部监督工作台"


class Time:
    """A clock of seconds that the test sets."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def shown() -> list[QWidget]:
    return [one for one in QApplication.topLevelWidgets() if one.isVisible()]


# -- nobody there ------------------------------------------------------------------------------------------------------


@pytest.fixture
def watched(qapp: object, qtbot: QtBot) -> Iterator[tuple[QLineEdit, idle.Watch, Time, list[str], list[int]]]:
    """A window under watch that does not lock: its input, the watch, the time, what was wished, what was counted."""
    window, clock = QLineEdit(), Time()
    qtbot.addWidget(window)
    window.resize(300, 40)
    watch = idle.Watch(window, 10, clock)
    wishes: list[str] = []
    counts: list[int] = []
    watch.lock_wished.connect(wishes.append)
    watch.counting.connect(counts.append)
    watch.begin()
    window.show()
    qtbot.waitExposed(window)
    yield window, watch, clock, wishes, counts
    watch.end()


Watched = tuple[QLineEdit, idle.Watch, Time, list[str], list[int]]


def test_after_ten_minutes_the_lock_is_wished_and_the_last_is_counted_down(watched: Watched) -> None:
    _, watch, clock, wishes, counts = watched
    for seconds, wished, counted in ((0, 0, []), (539, 0, []), (570, 0, [30]), (599.2, 0, [30, 1]), (600, 1, [30, 1])):
        clock.now = 1_000 + seconds
        watch._look()
        assert (len(wishes), counts) == (wished, counted), seconds
    assert wishes == [idle.IDLE]


@pytest.mark.parametrize("sign", ["key", "button", "move", "input method"])
def test_a_person_is_seen(watched: Watched, sign: str) -> None:
    window, watch, clock, wishes, counts = watched
    clock.now += 590
    watch._look()
    assert counts == [10]
    if sign == "key":
        QTest.keyClick(window, Qt.Key.Key_A)
    elif sign == "button":
        QTest.mouseClick(window, Qt.MouseButton.RightButton)
    elif sign == "move":
        QTest.mouseMove(window, QPoint(17, 11))
        QCoreApplication.processEvents()
    else:  # pinyin: the keys go to the input method, the program only hears what it makes of them
        QApplication.sendEvent(window, QInputMethodEvent("gan'bu", []))
    assert counts[-1] == -1
    clock.now += 590
    watch._look()
    assert wishes == []


def test_the_program_itself_is_not_taken_for_a_person(watched: Watched, qtbot: QtBot) -> None:
    window, watch, clock, wishes, counts = watched
    QTest.mouseMove(window, QPoint(17, 11))
    clock.now += 530  # before the countdown, which the watch's own beat would begin on a slow machine
    place, here = QPointF(17, 11), QPointF(window.mapToGlobal(QPoint(17, 11)))
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    events = (
        QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, none, "a"),
        QMouseEvent(QEvent.Type.MouseButtonPress, place, here, left, left, none),
        QMouseEvent(QEvent.Type.MouseMove, QPointF(1, 1), QPointF(500, 500), left, left, none),
        QInputMethodEvent("", []),  # every change of the focus sends one
    )
    for event in events:
        QApplication.sendEvent(window, event)
    QTest.mouseMove(window, QPoint(17, 11))  # a window opens below a pointer that rests
    beats: list[int] = []
    timer = QTimer()
    timer.timeout.connect(lambda: (beats.append(1), window.setText(str(len(beats))), window.repaint()))
    timer.start(2)
    qtbot.waitUntil(lambda: len(beats) > 20)
    timer.stop()
    assert counts == []
    clock.now += 70
    watch._look()
    assert wishes == [idle.IDLE]


def test_a_longer_time_takes_the_countdown_back(watched: Watched) -> None:
    _, watch, clock, wishes, counts = watched
    clock.now += 580
    watch._look()
    watch.minutes = 30
    watch._look()
    assert (counts, wishes) == ([20, -1], [])


def test_the_time_passes_while_the_computer_sleeps() -> None:
    if sys.platform == "linux":
        assert abs(idle._now() - time.clock_gettime(time.CLOCK_BOOTTIME)) < 1
    before = idle._now()
    time.sleep(0.05)
    assert 0.04 < idle._now() - before < 5


def hurried(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> tuple[MainWindow, Time]:
    """A window whose watch looks every 20 ms at a clock of the test."""
    monkeypatch.setattr(idle, "_TICK", 20)
    window, clock = seat.sign_in(), Time()
    window.watch._clock = clock
    window.watch._seen = clock()
    return window, clock


def test_the_last_minute_is_told_in_the_status_bar(seat: Seat, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    window, clock = hurried(seat, monkeypatch)
    assert not window._countdown.isVisible()
    clock.now += 570
    qtbot.waitUntil(window._countdown.isVisible)
    assert window._countdown.text() == "30秒后锁定"
    QTest.keyClick(window, Qt.Key.Key_Shift)
    assert not window._countdown.isVisible()
    window.idle_minutes = 1
    assert window.idle_minutes == 1
    clock.now += 30
    qtbot.waitUntil(window._countdown.isVisible)
    clock.now += 31
    seat.locked()
    assert seat.start.view is not None
    assert seat.start.view.notice.text() == "因一段时间没有操作，已自动锁定。"


def _message_box(window: MainWindow) -> None:
    dialogs.warn(window, "未能完成", "王某某的函件没有保存")


def _file_dialog(window: MainWindow) -> None:
    assert dialogs.save_file(window, "另存为", "王某某.pdf", "PDF (*.pdf)") is None


def _menu(window: MainWindow) -> None:
    menu = QMenu(window)
    menu.addAction("王某某")
    menu.exec()


def _choice(window: MainWindow) -> None:
    window.show_screen("flags")
    box = window.screens["flags"].view.findChildren(QComboBox)[0]
    box.showPopup()


def _two_dialogs(window: MainWindow) -> None:
    outer = QDialog(window)
    QTimer.singleShot(20, lambda: _message_box(window))
    outer.exec()


@pytest.mark.parametrize("opened", [_message_box, _file_dialog, _menu, _choice, _two_dialogs])
def test_whatever_is_open_is_hidden_at_once(
    seat: Seat, opened: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, clock = hurried(seat, monkeypatch)
    ended: list[bool] = []
    seen: list[int] = []
    hidden: list[float] = []
    timer = QTimer()
    timer.setInterval(5)

    def go_away() -> None:
        seen.append(len(shown()))
        clock.now += 700
        hidden.append(time.perf_counter())
        timer.start()

    def look() -> None:
        if not [one for one in shown() if not isinstance(one, SignInView)]:
            hidden.append(time.perf_counter())
            timer.stop()

    timer.timeout.connect(look)
    QTimer.singleShot(300, go_away)
    opened(window)  # returns when the dialog was taken away
    ended.append(True)
    seat.locked()
    assert seen[0] >= 2, "nothing was open: the test is blind"
    assert ended
    assert hidden[1] - hidden[0] < 1
    assert [type(one).__name__ for one in shown()] == ["SignInView"]
    assert dialogs.shown in ([], ["王某某的函件没有保存"])


def test_the_control_without_hiding_the_window_is_seen(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    window = seat.sign_in()
    monkeypatch.setattr(windows, "_hide_everything", lambda: None)
    window.lock()
    assert window in shown(), "otherwise the tests above could not fail"
    seat.locked()


_A_DAY = """
    import sys
    from pathlib import Path
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication
    from cadre_desk import app
    from cadre_desk.ui import start
    from cadre_desk.ui.kit import dialogs, idle

    idle._TICK = 20
    folder, officer, password = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    running = start.application(app.fonts())
    desk = start.Start(folder, app.fonts(), app.pack)
    running.aboutToQuit.connect(desk.finish)
    desk.show()
    steps = []

    def sign_in():
        desk.view.officer.setCurrentText(officer)
        desk.view.password.setText(password)
        desk.view._on_submit()

    def go_away():
        # a dialog without a parent: when it goes it must not be taken for the last window of the program
        QTimer.singleShot(100, lambda: setattr(desk.window, "idle_minutes", 0))
        dialogs.tell(None, "a", "b")

    def next_step():
        view, window = desk.view, desk.window
        if window is None and view is not None and view.isVisible() and view.officer.count() and view.enter.isEnabled():
            print("signing in", flush=True)
            steps.append("signed in")
            sign_in()
        elif window is not None and window.isVisible() and steps[-1] == "signed in":
            steps.append("sat")
            print("sitting", flush=True)
            if len(steps) < 4:
                go_away()
            else:
                window.close()

    timer = QTimer()
    timer.timeout.connect(next_step)
    timer.start(50)
    QTimer.singleShot(40_000, lambda: running.exit(9))
    code = running.exec()
    print("ended", code, flush=True)
    sys.exit(code)
"""


@pytest.mark.parametrize("platform", ["offscreen", "xcb"])
def test_the_program_goes_on_when_it_is_locked_and_ends_when_it_is_closed(
    tmp_path: Path, office_vault: Path, platform: str
) -> None:
    if platform == "xcb" and shutil.which("xvfb-run") is None:
        pytest.skip("no X server here")
    shutil.copytree(office_vault, tmp_path / "vault")
    before = ["xvfb-run", "-a"] if platform == "xcb" else []
    done = run(_A_DAY, *before, given=[str(tmp_path / "vault"), OFFICER, PASSWORD], QT_QPA_PLATFORM=platform)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["signing in", "sitting"] * 2 + ["ended 0"]


# -- what is left ------------------------------------------------------------------------------------------------------


@linux
def test_after_the_lock_no_file_is_open_and_no_key_is_left(seat: Seat) -> None:
    window = seat.sign_in()
    vault = window.desk.vault
    window.show_screen("cadres")
    seat.settle()
    assert len(seat.open_files()) > 3  # the control: database, log, lock
    assert any(vault.data._dek)
    assert (seat.folder / "data.db-wal").exists()
    del window
    seat.lock()
    assert seat.open_files() == []
    assert not any(vault.data._dek)
    assert sorted(path.name for path in seat.folder.iterdir() if path.name.startswith("data.db")) == ["data.db"]


def test_the_window_and_its_records_leave_the_memory(seat: Seat, qtbot: QtBot) -> None:
    window = seat.sign_in()
    window.show_screen("letters")
    seat.settle()
    screens: list[Any] = [window.screens["letters"]]
    screens[0].show_key(screens[0].model.key(0))
    seat.settle()
    assert screens[0]._letter is not None
    one = weakref.ref(screens.pop())
    seat.lock()
    qtbot.waitUntil(lambda: not isValid(window))
    window = None  # type: ignore[assignment]
    qtbot.waitUntil(lambda: gc.collect() >= 0 and one() is None)


def test_the_lock_asks_nobody_and_what_was_behind_a_question_goes_no_further(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, clock = hurried(seat, monkeypatch)
    desk: Desk = window.desk
    window.show_screen("settings")
    seat.settle()
    settings: Any = window.screens["settings"]
    settings.page.form._inputs["organ"].setText("写到一半")
    before = len(all_rows(desk, "audit"))
    QTimer.singleShot(200, lambda: setattr(clock, "now", clock.now + 700))
    window.show_screen("cadres")  # asks whether the settings are to be saved; nobody answers
    seat.locked()
    assert len(dialogs.shown) == 1
    window = seat.sign_in()
    assert len(all_rows(window.desk, "audit")) == before
    window.show_screen("settings")
    seat.settle()
    settings = window.screens["settings"]
    assert settings.page.form.text("organ") == "写到一半"
    dialogs.answers.append(False)
    settings.leave()


def test_closing_behind_a_question_that_the_lock_took_away_ends_nothing(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, clock = hurried(seat, monkeypatch)
    window.show_screen("settings")
    seat.settle()
    settings: Any = window.screens["settings"]
    settings.page.form._inputs["organ"].setText("写到一半")
    QTimer.singleShot(200, lambda: setattr(clock, "now", clock.now + 700))
    assert not window.close()
    seat.locked()


def test_nothing_begins_and_nobody_is_told_after_the_lock(
    desk: Desk, qapp: object, settled: Settled, qtbot: QtBot
) -> None:
    tasks, owner = Tasks(desk), QWidget()
    qtbot.addWidget(owner)
    heard: list[Any] = []
    unheard: list[Any] = []
    gate = threading.Event()
    tasks.change(owner, lambda desk, tick: gate.wait(5), heard.append, heard.append, lambda: heard.append("ended"))
    tasks.hush(unheard.append)
    late: list[Any] = []
    tasks.ask(owner, lambda ask: late.append("begun"), late.append)
    tasks.change(owner, lambda desk, tick: late.append("begun"), late.append)
    assert tasks.changing
    gate.set()
    settled(tasks)
    assert (heard, late, unheard) == ([], [], [None])
    tasks.finish()


# -- work under way ----------------------------------------------------------------------------------------------------


def long_work(window: MainWindow) -> tuple[threading.Event, threading.Event]:
    """A change in the middle of its transaction: it has begun; it may end."""
    begun, may_end = threading.Event(), threading.Event()

    def work(desk: Desk, tick: Tick) -> None:
        def task(work: Any) -> None:
            work.connection.execute(post.delete())
            begun.set()
            while not may_end.is_set():
                tick("导入", 1, 2)
                time.sleep(0.005)

        desk.change("导入", task)

    window.tasks.change(window, work, lambda _: None)
    assert begun.wait(5)
    return begun, may_end


def wait_for_ending(seat: Seat, qtbot: QtBot) -> None:
    view = seat.start
    qtbot.waitUntil(lambda: view.view is not None and view.view.isVisible() and view.view.stop.isVisible())


@linux
def test_work_that_is_under_way_runs_to_its_end_behind_the_lock(seat: Seat, qtbot: QtBot) -> None:
    window = seat.sign_in()
    _, may_end = long_work(window)
    window.show_screen("flags")
    pages: Any = window.screens["flags"]
    qtbot.wait(300)
    assert pages.both.page._shown
    pages.both.page.form.set_values({"decision": "handled", "reason": "写到一半"})
    began = time.perf_counter()
    window.lock()
    assert time.perf_counter() - began < 1
    assert shown() == []
    wait_for_ending(seat, qtbot)
    view = seat.start.view
    assert view is not None
    assert not view.enter.isEnabled()
    assert "办完即可登录" in view.message.text()
    assert not view.stop.hasFocus()
    assert seat.open_files()
    del window, pages
    may_end.set()
    seat.locked()
    assert seat.open_files() == []
    window = seat.sign_in()
    assert all_rows(window.desk, "post") == []
    assert "已经办完" in window.notice.words.text()
    assert window.screens["flags"].both.page.form.text("reason") == "写到一半"  # type: ignore[attr-defined]


def test_work_that_is_under_way_can_be_stopped_from_the_sign_in_window(seat: Seat, qtbot: QtBot) -> None:
    window = seat.sign_in()
    before = len(all_rows(window.desk, "post"))
    assert before
    long_work(window)
    window.lock()
    wait_for_ending(seat, qtbot)
    view = seat.start.view
    assert view is not None
    view.stop.click()
    del window
    seat.locked()
    window = seat.sign_in()
    assert len(all_rows(window.desk, "post")) == before
    assert "已取消" in window.notice.words.text()


@linux
def test_sleep_ends_a_lock_that_waits(seat: Seat, qtbot: QtBot) -> None:
    window = seat.sign_in()
    before = len(all_rows(window.desk, "post"))
    long_work(window)
    window.lock()
    wait_for_ending(seat, qtbot)
    assert seat.open_files()
    window.watch.lock_wished.emit(idle.IDLE)  # which is repeated every second
    assert seat.open_files()
    window.watch.lock_wished.emit(idle.SLEEP)
    assert seat.open_files() == []
    del window
    seat.locked()
    assert len(all_rows(seat.sign_in().desk, "post")) == before


@linux
@pytest.mark.parametrize("reason", sorted(idle.SUDDEN))
def test_sleep_does_not_wait(seat: Seat, reason: str) -> None:
    window = seat.sign_in()
    before = len(all_rows(window.desk, "post"))
    long_work(window)
    began = time.perf_counter()
    window.watch.lock_wished.emit(reason)
    assert time.perf_counter() - began < 1
    assert seat.open_files() == []  # already: the computer may stop now
    assert not window.isVisible()
    del window
    seat.locked()
    window = seat.sign_in()
    assert len(all_rows(window.desk, "post")) == before
    assert "已取消" in window.notice.words.text()


def test_a_scan_in_its_middle_is_cancelled_by_sleep_and_leaves_nothing(
    seat: Seat, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(flags, "_TICK_EVERY", 1)
    window = seat.sign_in()
    window.desk.change("修改设置", lambda work: work.connection.execute(post.delete()))
    before = all_rows(window.desk, "flag")
    window.show_screen("flags")
    seat.settle()
    screen: Any = window.screens["flags"]
    screen.both.scan.click()
    qtbot.waitUntil(lambda: screen.both.progress.value() > 0)
    window.lock(idle.SLEEP)
    assert isinstance(window.outcome[0], Cancelled)
    seat.locked()
    assert all_rows(seat.sign_in().desk, "flag") == before


def test_small_work_that_just_ends_is_not_told(seat: Seat) -> None:
    window = seat.sign_in()
    window.tasks.change(window, lambda desk, tick: desk.change("修改设置", lambda work: None), lambda _: None)
    window.lock()
    seat.locked()
    assert not seat.sign_in().notice.isVisible()


def test_work_that_fails_behind_the_lock_is_told_to_whoever_comes_back(seat: Seat, qtbot: QtBot) -> None:
    window = seat.sign_in()
    gate = threading.Event()

    def work(desk: Desk, tick: Tick) -> None:
        gate.wait(5)
        raise flags.Refused("第3行没有姓名")

    window.tasks.change(window, work, lambda _: None)
    window.lock()
    wait_for_ending(seat, qtbot)
    gate.set()
    seat.locked()
    assert "第3行没有姓名" in seat.sign_in().notice.words.text()
    assert dialogs.shown == []


# -- who comes back ----------------------------------------------------------------------------------------------------


def add_colleague(window: MainWindow) -> None:
    colleague(window.desk.vault, COLLEAGUE, HIS_PASSWORD)


def test_the_same_officer_comes_back_to_his_place_and_another_does_not(seat: Seat, qtbot: QtBot) -> None:
    window = seat.sign_in()
    add_colleague(window)
    window.resize(window.minimumSizeHint().expandedTo(QSize(780, 640)))  # the screen of the test is a small one
    size = window.size()
    window.show_list("letters", Query(text="", where={"kind": "inquiry"}, sort="name", descending=True))
    seat.settle()
    letters: Any = window.screens["letters"]
    key = letters.model.key(1)
    letters.listing.table.selectRow(1)
    seat.settle()
    letters.listing.table.setColumnHidden(5, True)
    window.open_record("cadre", 5)
    seat.settle()
    cadres: Any = window.screens["cadres"]
    cadres.both.page.tabs.setCurrentIndex(3)
    window.show_screen("letters")
    seat.settle()
    del window, letters, cadres
    seat.lock()
    qtbot.waitUntil(lambda: seat.start.view is not None and seat.start.view.officer.currentText() == OFFICER)

    window = seat.sign_in(COLLEAGUE, HIS_PASSWORD)
    assert window.current() is window.screens["dashboard"]
    assert window.screens["letters"].listing.query() == Query()  # type: ignore[attr-defined]
    assert not window.notice.isVisible()
    del window
    seat.lock()

    window = seat.sign_in()
    letters = window.screens["letters"]
    assert window.current() is letters
    assert window.size() == size
    assert letters.listing.query() == Query(where={"kind": "inquiry"}, sort="name", descending=True)
    assert letters.model.key(letters.listing.table.currentIndex().row()) == key == letters._open.key
    assert letters.listing.table.isColumnHidden(5)
    window.show_screen("cadres")
    seat.settle()
    cadres = window.screens["cadres"]
    assert cadres._cadre == 5
    assert cadres.both.page.tabs.currentIndex() == 3
    del window, letters, cadres
    seat.lock()
    assert seat.sign_in().current().view.isVisible()


def test_parts_of_a_screen_are_as_wide_as_they_were(tasks: Tasks, settled: Settled, qtbot: QtBot) -> None:
    def screen() -> LettersController:
        found = LettersController(tasks, app.fonts())
        qtbot.addWidget(found.view)
        found.view.resize(1500, 700)
        found.view.show()
        return found

    first, second = screen(), screen()
    first.activate()
    settled(tasks)
    assert first.both.sizes() == second.both.sizes()
    first.both.setSizes([500, 995])
    assert first.both.sizes() != second.both.sizes()
    second.come_back(json.loads(json.dumps(first.where())))
    second.activate()
    settled(tasks)
    assert first.both.sizes() == second.both.sizes()
    assert first.where() == second.where()


def test_the_place_is_for_the_next_unlocking_only(seat: Seat) -> None:
    window = seat.sign_in()
    window.show_screen("quotas")
    seat.settle()
    seat.lock()
    window = seat.sign_in()
    assert window.current() is window.screens["quotas"]
    assert all_rows(window.desk, "draft") == []
    window.show_screen("dashboard")
    window.close()
    seat.start.window = None
    seat.start.show()
    window = seat.sign_in()
    assert window.current() is window.screens["dashboard"]


def test_every_screen_comes_back(seat: Seat) -> None:
    window = seat.sign_in()
    keys = list(window.screens)
    for key in keys:
        window.show_screen(key)
        seat.settle()
    for key in keys:
        window.show_screen(key)
        seat.settle()
        chosen = _chosen(window)
        seat.lock()
        window = seat.sign_in()
        assert window.current() is window.screens[key], key
        assert _chosen(window) == chosen, key
    assert dialogs.shown == []


def _chosen(window: MainWindow) -> int:
    one = window.current()
    if not isinstance(one, ListController) or not one.model.rowCount():
        return 0
    return one.model.key(one.listing.table.currentIndex().row())


def test_a_record_that_is_gone_by_then_is_not_missed(seat: Seat) -> None:
    window = seat.sign_in()
    window.show_screen("cadres")
    seat.settle()
    cadres: Any = window.screens["cadres"]
    cadres.listing.search.setText("绝无此人")
    cadres.listing._on_query()
    seat.settle()
    assert cadres.model.rowCount() == 0
    seat.lock()
    window = seat.sign_in()
    cadres = window.screens["cadres"]
    assert cadres.listing.search.text() == "绝无此人"
    assert dialogs.shown == []


def test_no_title_names_anybody(seat: Seat) -> None:
    window = seat.sign_in()
    for what, name in (
        ("cadre", "cadres"),
        ("declaration", "declarations"),
        ("letter", "letters"),
        ("flag", "flags"),
        ("case", "cases"),
    ):
        window.open_record(what, window.desk.ask(lambda ask, name=name: lists.keys(ask, name, Query()))[0])
        seat.settle()
        assert {one.windowTitle() for one in shown()} == {TITLE}, what
    for key in window.screens:
        window.show_screen(key)
        seat.settle()
        assert {one.windowTitle() for one in shown()} == {TITLE}, key
        assert window.windowHandle().title() == TITLE
    assert QApplication.applicationDisplayName() in ("", "cadre-desk")
    seat.lock()
    assert {one.windowTitle() for one in shown()} == {TITLE}


# -- what the system tells ---------------------------------------------------------------------------------------------

_ON_THE_BUS = """
    import os, sys
    os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = os.environ["DBUS_SESSION_BUS_ADDRESS"]
    os.environ["XDG_SESSION_ID"] = "2"
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtDBus import QDBusConnection, QDBusMessage
    from PySide6.QtWidgets import QApplication, QWidget
    from cadre_desk.ui.kit import idle

    app, window, told = QApplication([]), None, []
    window = QWidget()
    watch = idle.Watch(window)
    watch.lock_wished.connect(told.append)
    bus = QDBusConnection.connectToBus(os.environ["DBUS_SESSION_BUS_ADDRESS"], "the system")
    login, savers = "org.freedesktop.login1", sorted({one[0] for one in idle._SAVERS})
    assert all(bus.registerService(name) for name in (login, *savers))

    def rest():
        loop = QEventLoop()
        QTimer.singleShot(150, loop.quit)
        loop.exec()

    def tell(path, interface, name, *arguments):
        message = QDBusMessage.createSignal(path, interface, name)
        message.setArguments(list(arguments))
        assert bus.send(message)
        rest()
        print(interface, name, *arguments, *told, flush=True)
        told.clear()

    watch.begin()
    rest()
    manager = "/org/freedesktop/login1"
    for on in (True, False):
        tell(manager, login + ".Manager", "PrepareForSleep", on)
        tell(manager, login + ".Manager", "PrepareForShutdown", on)
        for service, path, name, slot in idle._SAVERS:
            tell(path, service, name, *([on] if "bool" in slot else []))
    tell(manager + "/session/_32", login + ".Session", "Lock")
    tell(manager + "/session/_33", login + ".Session", "Lock")
    watch.end()
    rest()
    tell(manager, login + ".Manager", "PrepareForSleep", True)
"""


def run(code: str, *before: str, given: Sequence[str] = (), **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*before, sys.executable, "-c", textwrap.dedent(code), *given],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"} | env,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="no D-Bus here")
def test_what_the_desktop_tells_over_the_bus_is_heard() -> None:
    done = run(_ON_THE_BUS, "dbus-run-session", "--")
    assert done.returncode == 0, done.stderr
    saver = "org.freedesktop.ScreenSaver ActiveChanged"
    assert done.stdout.splitlines() == [
        "org.freedesktop.login1.Manager PrepareForSleep True sleep",
        "org.freedesktop.login1.Manager PrepareForShutdown True session",
        f"{saver} True screen",
        f"{saver} True screen",
        "org.gnome.ScreenSaver ActiveChanged True screen",
        "org.ukui.ScreenSaver lock screen",
        "com.deepin.dde.lockFront Visible True screen",
        "org.deepin.dde.LockFront1 Visible True screen",
        "org.freedesktop.login1.Manager PrepareForSleep False",
        "org.freedesktop.login1.Manager PrepareForShutdown False",
        f"{saver} False",
        f"{saver} False",
        "org.gnome.ScreenSaver ActiveChanged False",
        "org.ukui.ScreenSaver lock screen",
        "com.deepin.dde.lockFront Visible False",
        "org.deepin.dde.LockFront1 Visible False",
        "org.freedesktop.login1.Session Lock screen",
        "org.freedesktop.login1.Session Lock",  # that was somebody else's session
        "org.freedesktop.login1.Manager PrepareForSleep True",  # the watch had ended
    ]


def test_where_there_is_no_bus_nothing_is_said() -> None:
    nowhere = "unix:path=/nonexistent/bus"
    code = """
        from PySide6.QtWidgets import QApplication, QWidget
        from cadre_desk.ui.kit import idle

        app = QApplication([])
        watch = idle.Watch(window := QWidget())
        watch.begin()
        app.processEvents()
        watch.end()
    """
    done = run(code, DBUS_SESSION_BUS_ADDRESS=nowhere, DBUS_SYSTEM_BUS_ADDRESS=nowhere)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("name", "path"), [("2", "_32"), ("12", "_312"), ("c1", "c1"), ("a-b", "a_2db"), ("7_x", "_37_5fx")]
)
def test_sessions_are_named_as_logind_names_them(name: str, path: str) -> None:
    assert idle.session_path(name) == f"/org/freedesktop/login1/session/{path}"


@pytest.mark.parametrize(
    ("message", "argument", "reason"),
    [
        (0x0218, 0x4, "sleep"),
        (0x0218, 0x7, ""),  # resumed
        (0x02B1, 0x7, "screen"),  # locked
        (0x02B1, 0x8, ""),  # unlocked
        (0x02B1, 0x2, "screen"),  # another user comes to the console
        (0x02B1, 0x1, ""),
        (0x0100, 0x7, ""),  # a key
    ],
)
def test_messages_of_windows_are_read(message: int, argument: int, reason: str) -> None:
    """Only that they are read: whether Windows sends them could not be tried here."""
    sent = wintypes.MSG()
    sent.message, sent.wParam = message, argument
    assert idle.reason_of(ctypes.addressof(sent)) == reason


def test_the_end_of_the_session_is_heard(watched: Watched) -> None:
    _, watch, _, wishes, _ = watched
    watch._on_session_ends()
    assert wishes == [idle.SESSION]


@pytest.mark.skipif(sys.platform == "win32", reason="there it can")
def test_where_screenshots_cannot_be_blocked_that_is_said(qapp: object, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    assert not screenshots.block(window)


# -- the clipboard -----------------------------------------------------------------------------------------------------


def test_copied_rows_are_cleared_after_a_while_and_by_the_lock(seat: Seat, qtbot: QtBot) -> None:
    window = seat.sign_in()
    window.show_screen("cadres")
    seat.settle()
    cadres: Any = window.screens["cadres"]
    table, copied = cadres.listing.table, QApplication.clipboard()
    table.selectRow(0)
    table.copy_rows()
    assert "\t" in copied.text()
    assert any("ExcludeClipboardContent" in one for one in copied.mimeData().formats())
    del window, cadres, table
    seat.lock()
    assert copied.text() == ""

    owner = QWidget()
    qtbot.addWidget(owner)
    minder = clipboard.Minder(owner, 0.1)
    clipboard.put("王某某")
    assert copied.text() == "王某某"
    qtbot.waitUntil(lambda: copied.text() == "")
    assert not minder._timers[clipboard._MODES[0]].isActive()


_ON_A_SCREEN = """
    import subprocess, sys
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
    from cadre_desk.ui.kit import clipboard, idle

    app = QApplication([])
    assert app.platformName() == "xcb"
    minder, board = clipboard.Minder(app, 0.5), app.clipboard()
    other = '''
    import sys
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication
    app = QApplication([])
    if sys.argv[1] == "read":
        QTimer.singleShot(100, lambda: (print(repr(app.clipboard().text()), flush=True), app.quit()))
    else:
        app.clipboard().setText("from another program")
        QTimer.singleShot(2500, app.quit)
    app.exec()
    '''

    def rest(seconds):
        loop = QEventLoop()
        QTimer.singleShot(int(seconds * 1000), loop.quit)
        loop.exec()

    def read():
        child = subprocess.Popen([sys.executable, "-c", other, "read"], stdout=subprocess.PIPE, text=True)
        while child.poll() is None:
            rest(0.02)
        return child.stdout.read().strip()

    for widget in (QLineEdit("typed words"), QPlainTextEdit("typed words")):
        widget.show()
        minder._timers[clipboard._MODES[0]].setInterval(60_000)
        widget.selectAll()
        widget.copy()
        print(read(), board.mimeData().hasFormat("x-kde-passwordManagerHint"))
        minder._timers[clipboard._MODES[0]].setInterval(200)
        widget.copy()
        rest(0.5)
        print(read(), repr(board.text(board.Mode.Selection)))
        widget.copy()
        minder.forget()
        print(read())
    child = subprocess.Popen([sys.executable, "-c", other, "write"])
    rest(1)
    minder.forget()
    rest(0.5)
    print(repr(board.text()))
    child.wait()
    watch = idle._Messages(0, print)  # also that Qt takes what the filter answers
    rest(0.2)
    watch.end()
"""


@pytest.mark.skipif(shutil.which("xvfb-run") is None, reason="no X server here")
def test_on_a_real_screen_own_copies_are_cleared_and_those_of_others_are_not() -> None:
    done = run(_ON_A_SCREEN, "xvfb-run", "-a", QT_QPA_PLATFORM="xcb")
    assert done.returncode == 0, done.stderr
    once = ["'typed words' True", "'' ''", "''"]
    assert done.stdout.splitlines() == [*once, *once, "'from another program'"]


def test_file_dialogs_are_our_own_and_remember_nothing(
    seat: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    from PySide6.QtCore import QSettings

    place = tmp_path / "config"
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(place))
    seat.sign_in()
    assert QApplication.testAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    control = QFileDialog(None, "", str(seat.folder))
    control.setDirectory(str(seat.folder))
    control.deleteLater()
    QCoreApplication.sendPostedEvents(control, QEvent.Type.DeferredDelete.value)

    def written() -> bytes:
        QSettings(QSettings.Scope.UserScope, "QtProject").sync()
        return b"".join(path.read_bytes() for path in place.rglob("*") if path.is_file())

    assert b"vault" in written()  # what Qt does by itself

    def give_up() -> None:
        found = QApplication.activeModalWidget()
        assert isinstance(found, QFileDialog)
        found.setDirectory(str(seat.folder))
        found.reject()

    for ask in (
        lambda: dialogs.save_file(None, "另存为", "王某某.pdf", "PDF (*.pdf)"),
        lambda: dialogs.open_files(None, "选择", "电子表格 (*.xlsx)"),
    ):
        QTimer.singleShot(200, give_up)
        assert not ask()
    assert b"vault" not in written()
