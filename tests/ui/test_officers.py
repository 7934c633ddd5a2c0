"""账号: a small office grows, is divided among three administrators, keeps its recovery key; each role sees its own."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QTableWidgetItem
from pytestqt.qtbot import QtBot

from cadre_desk import app
from cadre_desk.services import avoiding, officers, people
from cadre_desk.services.avoiding import Avoid
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import NotAllowed
from cadre_desk.storage.errors import VaultError, WrongPassword
from cadre_desk.ui.kit import dialogs
from cadre_desk.ui.officers.controller import OfficersController
from cadre_desk.ui.start import Start
from cadre_desk.ui.window import MainWindow
from tests.services.accounts import ADMINISTRATORS, BUSINESS, FIRST, NAMES, Office
from tests.services.office import LI, OFFICER
from tests.ui.conftest import Settled
from tests.ui.offices import open_screen, open_window, press, told

NEW, OWN = "王新来", "清风-River-29"
Sit = Callable[[Office, str], MainWindow]


@pytest.fixture
def sit(qapp: object, qtbot: QtBot, settled: Settled) -> Iterator[Sit]:
    """The main window of the one who has a role; every window is closed after the test."""
    windows: list[MainWindow] = []

    def sit_down(office: Office, role: str = "in_charge") -> MainWindow:
        windows.append(open_window(office.sit(role), qtbot, settled))
        return windows[-1]

    yield sit_down
    for one in windows:
        one.tasks.finish()
        one.desk.close()


def choose(screen: OfficersController, name: str, settled: Settled) -> Any:
    """The page of one account."""
    row = next(row for row, one in enumerate(screen._accounts) if one.name == name)
    table = screen.page.accounts.table
    table.setCurrentIndex(screen.page.accounts.records.index(row, 0))
    settled(screen.tasks)
    return screen.page.accounts.page


def state(screen: OfficersController, name: str) -> str:
    return next(one.state for one in screen._accounts if one.name == name)


# -- a whole story ----------------------------------------------------------------------------------------------------


def test_a_newcomer_of_a_small_office_comes_to_work(small: Office, sit: Sit, settled: Settled, qtbot: QtBot) -> None:
    window = sit(small, "in_charge")
    screen = open_screen(window, "officers", settled)
    press(screen.page.accounts.new)
    form = screen.page.accounts.form
    form.name.setText(NEW)
    first = form.password.text()
    assert re.fullmatch(r"(\w{4}-){2,}\w{4}", first)
    dialogs.answers.append(True)
    press(form.add)
    settled(window.tasks)
    assert first in dialogs.shown[-1]
    assert first not in form.password.text()  # it is told once and stands nowhere any more
    assert state(screen, NEW) == "待本人改口令"
    page = choose(screen, NEW, settled)
    assert not page.give.isVisible()  # others know his password still
    window.close()

    start = Start(small.folder, app.fonts(), app.pack)
    start.show()
    assert start.view is not None
    qtbot.addWidget(start.view)
    qtbot.waitUntil(lambda: start.view is not None and start.view.officer.count() == 2)
    start.view.officer.setCurrentText(NEW)
    start.view.password.setText(first)
    press(start.view.enter)
    qtbot.waitUntil(lambda: start.arrival is not None and start.arrival.view is not None, timeout=20_000)
    assert start.arrival is not None
    renewal = start.arrival.view
    assert renewal is not None
    qtbot.addWidget(renewal)
    assert start.window is None  # not before the password is his own
    for new, again, words in (("short", "short", "至少10位"), (OWN, OWN + "x", "不一致"), (first, first, "相同")):
        renewal.new.setText(new)
        renewal.again.setText(again)
        press(renewal.go)
        qtbot.waitUntil(lambda words=words: words in renewal.message.text(), timeout=10_000)
        assert start.window is None
    renewal.new.setText(OWN)
    renewal.again.setText(OWN)
    qtbot.keyClick(renewal.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(start.window, MainWindow), timeout=20_000)
    waiting: Any = start.window
    qtbot.addWidget(waiting)
    settled(waiting.tasks)
    assert list(waiting.screens) == ["mine", "settings", "help"]  # nothing of the business data is even built
    mine = waiting.screens["mine"].page
    assert "发放密钥" in mine.next.text()
    fingerprint = waiting.desk.vault.account.fingerprint
    waiting.close()

    window = sit(small, "in_charge")
    screen = open_screen(window, "officers", settled)
    page = choose(screen, NEW, settled)
    dialogs.answers.append(False)  # another fingerprint was read out
    press(page.give)
    settled(window.tasks)
    assert fingerprint in dialogs.shown[-1]
    assert state(screen, NEW) == "待发放密钥"
    dialogs.answers.append(True)
    press(page.give)
    settled(window.tasks)
    assert state(screen, NEW) == "正常"
    assert "已发放" in page.said.text()
    window.close()

    with closing(small.sit(NEW, OWN)) as desk:
        assert people.open_page(desk, 1) is not None
    window = open_window(small.sit(NEW, OWN), qtbot, settled)
    assert {"dashboard", "cadres"} <= set(window.screens)
    window.close()


def test_who_gives_up_changing_his_password_is_not_let_in(small: Office, qtbot: QtBot) -> None:
    small.newcomer(NEW, "handler", changed=False)
    start = Start(small.folder, app.fonts(), app.pack)
    start._on_opened(small.sit(NEW, FIRST))
    assert start.arrival is not None
    assert start.arrival.view is not None
    qtbot.addWidget(start.arrival.view)
    desk = start.arrival._desk
    start.arrival.view.close()
    assert start.window is None
    assert start.view is not None
    assert start.view.isVisible()  # back to the sign-in window
    qtbot.addWidget(start.view)
    with pytest.raises(VaultError):
        told(desk, "登录")


def test_an_expired_password_is_changed_first_and_a_fresh_one_is_not(small: Office, qtbot: QtBot) -> None:
    from cadre_desk.services import arrival

    with closing(small.sit("in_charge")) as desk:
        since = desk.vault.account.password_since
        for days, due in ((364, False), (365, True)):
            small.clock.set(_after(since, days))
            assert bool(arrival.password_due(desk)) is due
        assert f"自{since}起已用365天" in arrival.password_due(desk)


def _after(day: str, days: int) -> Any:
    from datetime import date, timedelta

    return date.fromisoformat(day) + timedelta(days=days)


def test_the_last_login_and_failures_since_are_told(small: Office, sit: Sit) -> None:
    for _ in range(2):
        with pytest.raises(WrongPassword):
            small.sit(OFFICER, "not-this-One-1")
    window = sit(small, "in_charge")
    labels = [one.text() for one in window.statusBar().findChildren(type(window._clock))]
    assert any(re.fullmatch(r"上次登录 \d{4}-\d\d-\d\d \d\d:\d\d，其间失败2次", text) for text in labels), labels
    window.close()
    again = sit(small, "in_charge")
    labels = [one.text() for one in again.statusBar().findChildren(type(again._clock))]
    assert any(text.endswith("其间失败0次") for text in labels)


# -- the three administrators -----------------------------------------------------------------------------------------


def test_the_split_step_by_step(small: Office, sit: Sit, settled: Settled, qtbot: QtBot) -> None:
    window = sit(small, "in_charge")
    screen = open_screen(window, "officers", settled)
    screen.page.tabs.setCurrentWidget(screen.page.split)
    split = screen.page.split
    assert not split.enact.isEnabled()
    assert split.said.text() == "还缺：系统管理员、安全保密管理员、安全审计员"
    press(split.buttons["auditor"])
    assert screen.page.accounts.form.role.currentData() == "auditor"
    window.close()
    for role in ADMINISTRATORS:
        small.newcomer(NAMES[role], role)
    window = sit(small, "in_charge")
    screen = open_screen(window, "officers", settled)
    screen.page.tabs.setCurrentWidget(screen.page.split)
    split = screen.page.split
    assert split.said.text() == "三名管理员都已就绪。"
    dialogs.answers.append(False)
    press(split.enact)
    settled(window.tasks)
    assert not window.desk.vault.split
    dialogs.answers += [True, True]
    press(split.enact)
    settled(window.tasks)
    qtbot.waitUntil(lambda: not window.isVisible())  # whose rights are others now signs in anew
    window = sit(small, "in_charge")
    assert "policy" not in window.screens
    screen = open_screen(window, "officers", settled)
    assert not screen.page.accounts.new.isVisible()
    assert not screen.page.tabs.isTabVisible(1)
    window.close()
    window = sit(small, "sysadmin")
    screen = open_screen(window, "officers", settled)
    screen.page.tabs.setCurrentWidget(screen.page.split)
    assert "已启用三员" in screen.page.split.words.text()
    assert not screen.page.split.enact.isVisible()


def test_after_the_split_a_newcomer_needs_three_people(full: Office, sit: Sit, settled: Settled) -> None:
    full.do("in_charge", officers.split)
    window = sit(full, "sysadmin")
    screen = open_screen(window, "officers", settled)
    press(screen.page.accounts.new)
    form = screen.page.accounts.form
    form.name.setText(NEW)
    first = form.password.text()
    dialogs.answers.append(True)
    press(form.add)
    settled(window.tasks)
    page = choose(screen, NEW, settled)
    assert state(screen, NEW) == "待授权"
    assert not page.authorise.isVisible()
    window.close()
    window = sit(full, "secadmin")
    screen = open_screen(window, "officers", settled)
    page = choose(screen, NEW, settled)
    press(page.authorise)
    settled(window.tasks)
    assert state(screen, NEW) == "待本人改口令"
    assert not page.give.isVisible()
    window.close()
    full.do(NEW, lambda desk: desk.change_password(first, OWN), first)
    window = sit(full, "chief")
    screen = open_screen(window, "officers", settled)
    dialogs.answers.append(True)
    press(choose(screen, NEW, settled).give)
    settled(window.tasks)
    assert state(screen, NEW) == "正常"


#: what each role finds in its navigation beside the business screens
SEEN = {
    "in_charge": {"officers", "audit", "backups", "policy"},
    "handler": {"officers", "audit", "backups"},
    "chief": {"officers", "audit", "backups"},
    "leader": {"officers", "audit", "backups"},
    "sysadmin": {"mine", "officers", "backups"},
    "secadmin": {"mine", "officers", "policy"},
    "auditor": {"mine", "audit"},
}
SPLIT = {**SEEN, "in_charge": {"officers", "audit", "backups"}}
OWN_SCREENS = {"settings", "help"}
BUSINESS_SCREENS = {
    *(
        "dashboard",
        "cadres",
        "declarations",
        "filing",
        "verification",
        "letters",
        "campaigns",
        "quotas",
        "flags",
        "ledgers",
    ),
    *("register", "recycling"),
}


@pytest.mark.parametrize("divided", [False, True])
@pytest.mark.parametrize("role", list(NAMES))
def test_each_role_sees_its_screens_and_every_screen_opens(
    role: str, divided: bool, full: Office, sit: Sit, settled: Settled
) -> None:
    if divided:
        full.do("in_charge", officers.split)
    window = sit(full, role)
    business = BUSINESS_SCREENS if role in BUSINESS else set()
    assert set(window.screens) == (SPLIT if divided else SEEN)[role] | OWN_SCREENS | business
    for key in window.screens:
        open_screen(window, key, settled)
        assert window.screens[key].view.isVisible()
    assert dialogs.shown == []
    if role in ADMINISTRATORS:
        assert not window.desk.vault.holds_data
        window._find()  # Ctrl+K leads nowhere
        assert not window.screens["settings"].page.letters.isVisible()


def test_the_table_of_roles_would_show_a_missing_rule(full: Office, sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    """Control: were every role allowed everything, the screens would differ."""
    monkeypatch.setattr(Desk, "may", lambda self, action: True)
    assert set(sit(full, "auditor").screens) != SEEN["auditor"] | OWN_SCREENS


@pytest.mark.parametrize("role", ["handler", "chief", "leader", "sysadmin", "secadmin"])
def test_what_is_offered_is_what_the_services_allow(role: str, full: Office, sit: Sit, settled: Settled) -> None:
    window = sit(full, role)
    screen, desk = open_screen(window, "officers", settled), window.desk
    page = choose(screen, NAMES["leader" if role == "chief" else "chief"], settled)
    offered = {"收回密钥": page.take, "停用账号": page.closing}
    for action, place in offered.items():
        assert place.isVisible() is desk.may(action), action
    assert screen.page.accounts.new.isVisible() is desk.may("建立账号")
    assert screen.page.tabs.isTabVisible(2) is (desk.may("生成恢复密钥") and desk.vault.holds_data)
    if not desk.may("停用账号"):
        with pytest.raises(NotAllowed):
            officers.remove(desk, screen._chosen, "试")


# -- taking back and closing ------------------------------------------------------------------------------------------


def test_a_key_is_taken_and_an_account_closed_with_a_reason(full: Office, sit: Sit, settled: Settled) -> None:
    window = sit(full, "in_charge")
    screen = open_screen(window, "officers", settled)
    page = choose(screen, NAMES["handler"], settled)
    dialogs.answers.append(None)  # given up
    press(page.take)
    settled(window.tasks)
    assert state(screen, NAMES["handler"]) == "正常"
    dialogs.answers.append(["轮岗"])
    press(page.take)
    settled(window.tasks)
    assert state(screen, NAMES["handler"]) == "待发放密钥"
    [row] = told(window.desk, "收回密钥")
    assert "轮岗" in row.detail
    assert not page.close_account.isEnabled()  # no reason yet
    page.reason.setText("调离")
    dialogs.answers += [True, True]
    press(page.close_account)
    settled(window.tasks)
    assert NAMES["handler"] not in {one.name for one in screen._accounts}
    [row] = told(window.desk, "停用账号")
    assert "调离" in row.detail
    window.close()
    with pytest.raises(WrongPassword):
        full.sit("handler")


def test_a_refusal_is_told_where_it_was_wished(full: Office, sit: Sit, settled: Settled) -> None:
    window = sit(full, "in_charge")
    screen = open_screen(window, "officers", settled)
    press(screen.page.accounts.new)
    form = screen.page.accounts.form
    form.name.setText(NAMES["chief"])
    press(form.add)
    settled(window.tasks)
    assert "已经存在" in form.fault.text()
    assert form.fault.isVisible()
    assert form.add.isEnabled()
    window.show_screen("settings")
    assert form.password.text() == ""  # nothing typed stays in the window


# -- whom an officer keeps away from ----------------------------------------------------------------------------------


def test_persons_to_keep_away_from_are_typed_and_hold(full: Office, sit: Sit, settled: Settled) -> None:
    window = sit(full, "handler")
    screen = open_screen(window, "officers", settled)
    assert not choose(screen, NAMES["chief"], settled).avoidance.isVisible()  # only for himself
    block = choose(screen, NAMES["handler"], settled).avoidance
    press(block.add)
    for column, text in enumerate((LI["identity"], "", LI["name"])):
        block.table.setItem(0, column, QTableWidgetItem(text))
    press(block.save)
    settled(window.tasks)
    assert "关系" in block.said.text()  # refused in its words
    block.table.setItem(0, 1, QTableWidgetItem("配偶"))
    press(block.save)
    settled(window.tasks)
    assert block.said.text() == "已保存。"
    assert not block.save.isEnabled()
    desk = window.desk
    assert [one["relation"] for one in avoiding.persons(desk, desk.vault.account.id)] == ["配偶"]
    with pytest.raises(Avoid):
        people.open_page(desk, 2)
    block.table.setItem(0, 1, QTableWidgetItem("本人"))
    dialogs.answers.append(False)
    assert not screen.may_close()
    assert block.dirty
    dialogs.answers.append(False)  # given up by going elsewhere
    window.show_screen("help")
    assert not block.dirty
    assert block.persons()[0]["relation"] == "配偶"


# -- keys -------------------------------------------------------------------------------------------------------------


def test_the_recovery_key_is_made_printed_and_tried(
    full: Office, sit: Sit, settled: Settled, tmp_path: Path, qtbot: QtBot
) -> None:
    window = sit(full, "chief")
    screen = open_screen(window, "officers", settled)
    keys = screen.page.keys
    screen.page.tabs.setCurrentWidget(keys)
    assert "还没有恢复密钥" in keys.state.text()
    assert not keys.prints[0].isVisible()
    press(keys.make)
    settled(window.tasks)
    halves = screen._halves
    for part in (1, 2):
        dialogs.answers.append(tmp_path / f"{part}.pdf")
        press(keys.prints[part - 1])
        settled(window.tasks)
        assert f"第{part}份已送往打印机" in keys.said.text(), keys.said.text()
        document = QPdfDocument()
        document.load(str(tmp_path / f"{part}.pdf"))
        assert document.pageCount() == 1
        document.close()
    keys.halves[0].setPlainText(halves[1].lower().replace("-", " "))
    keys.halves[1].setPlainText(halves[0][:-1] + ("2" if halves[0][-1] != "2" else "3"))
    press(keys.drill)
    settled(window.tasks)
    assert "第15组" in keys.verdict.text()
    keys.halves[1].setPlainText(halves[0])
    press(keys.drill)
    settled(window.tasks)
    assert "两份都正确" in keys.verdict.text()
    assert [row.result for row in told(window.desk, "演练恢复密钥")][-1] == "成功"
    window.show_screen("settings")
    assert screen._halves is None
    assert not any(one.toPlainText() for one in keys.halves)
    open_screen(window, "officers", settled)
    assert not keys.prints[0].isVisible()  # printed once, kept nowhere


def test_change_of_keys_leads_back_to_the_sign_in_window(
    full: Office, sit: Sit, settled: Settled, qtbot: QtBot
) -> None:
    before = (full.folder / "data.db").read_bytes()
    window = sit(full, "in_charge")
    screen = open_screen(window, "officers", settled)
    screen.page.tabs.setCurrentWidget(screen.page.keys)
    dialogs.answers += [True, True]
    press(screen.page.keys.renew)
    settled(window.tasks)
    qtbot.waitUntil(lambda: not window.isVisible())
    assert (full.folder / "data.db").read_bytes()[:4096] != before[:4096]
    assert full.do("handler", lambda desk: desk.vault.holds_data)
