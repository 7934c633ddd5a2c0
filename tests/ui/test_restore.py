"""From a damaged vault back to work in at most three steps, by the sign-in window; or the state is taken as it is."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cadre_desk import app
from cadre_desk.services import backups, officers, settings
from cadre_desk.storage import anchor, keyring
from cadre_desk.ui.kit import dialogs, generations
from cadre_desk.ui.restore.controller import RestoreController
from cadre_desk.ui.restore.view import ACCEPT, CHOOSE, DONE, RESTORE
from cadre_desk.ui.signin.view import SignInView
from cadre_desk.ui.start import Start
from cadre_desk.ui.window import MainWindow
from tests.services.accounts import NAMES, OTHER, SETTINGS, Office
from tests.services.office import OFFICER, PASSWORD
from tests.ui.offices import press, told


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def _lose_keys(folder: Path) -> None:
    for name in keyring.COPIES:
        (folder / name).unlink()


def _spoil_keys(folder: Path) -> None:
    for name in keyring.COPIES:
        flip(folder / name, 100)


def _put_old_back(folder: Path) -> None:
    old = backups.choices([folder / "backup"])[0].generation.path
    for name in ("data.db", "system.db"):
        shutil.copyfile(old / name, folder / name)


def _spoil_anchor(folder: Path) -> None:
    (folder / anchor.NAME).write_text("{}")


DAMAGES: dict[str, Callable[[Path], object]] = {
    "bit of the data": lambda folder: flip(folder / "data.db", 9000),
    "bit of the journal": lambda folder: flip(folder / "system.db", 9000),
    "data cut": lambda folder: (folder / "data.db").write_bytes((folder / "data.db").read_bytes()[:8192]),
    "data gone": lambda folder: (folder / "data.db").unlink(),
    "journal gone": lambda folder: (folder / "system.db").unlink(),
    "plain file": lambda folder: (folder / "data.db").write_bytes(b"SQLite format 3\0" + bytes(8000)),
    "keys gone": _lose_keys,
    "keys spoilt": _spoil_keys,
    "old files": _put_old_back,
    "anchor spoilt": _spoil_anchor,
    "anchor gone": lambda folder: (folder / anchor.NAME).unlink(),
}


@pytest.fixture
def saved(small: Office) -> Office:
    """A vault with a backup, and one change after it."""

    def work(desk: Any) -> None:
        backups.make(desk, "手动备份")
        settings.save(desk, SETTINGS)

    small.do("in_charge", work)
    return small


@pytest.fixture
def start(saved: Office, qtbot: QtBot, qapp: object) -> Iterator[Callable[[], Start]]:
    made: list[Start] = []

    def begin() -> Start:
        found = Start(saved.folder, app.fonts(), app.pack)
        found.show()
        made.append(found)
        assert found.view is not None
        qtbot.addWidget(found.view)
        return found

    yield begin
    for one in made:
        for widget in (one.view, one.window, one.wizard.view if one.wizard else None):
            if widget is not None:
                widget.close()


def _data(folder: Path) -> bytes:
    return (folder / "data.db").read_bytes() if (folder / "data.db").exists() else b""


def _refused(view: SignInView) -> bool:
    return bool(view.message.text()) and "正在打开" not in view.message.text()


def sign_in(start: Start, qtbot: QtBot) -> str:
    """Try to sign in; what is told, empty where the window opens."""
    view = start.view
    assert view is not None
    qtbot.waitUntil(lambda: view.officer.count() > 0 or bool(view.message.text()), timeout=10_000)
    if view.officer.count():
        view.password.setText(PASSWORD)
        qtbot.keyClick(view.password, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: isinstance(start.window, MainWindow) or _refused(view), timeout=20_000)
    return "" if isinstance(start.window, MainWindow) else view.message.text()


def wizard(start: Start, qtbot: QtBot) -> RestoreController:
    """The wizard with what it found, read to the last byte."""
    assert start.view is not None
    press(start.view.restore)
    found = start.wizard
    assert found is not None
    qtbot.addWidget(found.view)
    qtbot.waitUntil(lambda: bool(found._states) and generations.READING not in found._states.values(), timeout=10_000)
    return found


@pytest.mark.parametrize("damage", DAMAGES)
def test_three_steps_from_damage_to_work(
    damage: str, saved: Office, start: Callable[[], Start], qtbot: QtBot, settled: Callable[[Any], None]
) -> None:
    DAMAGES[damage](saved.folder)
    before = _data(saved.folder)
    began = start()
    said = sign_in(began, qtbot)
    assert said  # control: without restoring one does not come in
    found = wizard(began, qtbot)
    view = found.view
    assert view.pages.currentIndex() == CHOOSE
    assert view.records.record(0)["state"] == generations.GOOD
    press(view.forward)  # 1
    assert view.pages.currentIndex() == RESTORE
    assert view.who.officer.currentText() == OFFICER
    view.who.password.setText(PASSWORD)
    view.who.reason.setText("试验")
    press(view.who.go)  # 2
    ended = lambda: view.pages.currentIndex() == DONE or view.who.said.property("role") == "fault"  # noqa: E731
    qtbot.waitUntil(ended, timeout=20_000)
    assert view.pages.currentIndex() == DONE, view.who.said.text()
    aside = next((saved.folder / "aside").iterdir())
    assert str(aside) in view.result.text()
    if damage != "old files":  # which opening had changed into files with a log
        assert _data(aside) == before  # nothing was thrown away
    press(view.enter)  # 3
    qtbot.waitUntil(lambda: began.view is not None and began.view.isVisible())
    assert began.view is not None
    qtbot.addWidget(began.view)
    assert sign_in(began, qtbot) == ""
    window: Any = began.window
    qtbot.addWidget(window)
    settled(window.tasks)
    desk = window.desk
    assert desk.ask(settings.read)["organ"] == ""  # as it was at the time of the backup
    assert "试验" in told(desk, "恢复备份")[-1].detail
    window.close()


def test_what_would_be_missing_is_told_before(saved: Office, start: Callable[[], Start], qtbot: QtBot) -> None:
    DAMAGES["data gone"](saved.folder)
    found = wizard(start(), qtbot)
    assert found.view.records.record(0)["missing"] == 1
    press(found.view.forward)
    assert "1项操作不在其中" in found.view.who.words.text()
    qtbot.keyClick(found.view, Qt.Key.Key_Escape)
    assert found.view.pages.currentIndex() == CHOOSE


def test_a_damaged_backup_cannot_be_chosen_and_the_next_whole_one_is(
    saved: Office, start: Callable[[], Start], qtbot: QtBot
) -> None:
    newer = saved.do("in_charge", lambda desk: backups.make(desk, "二"))
    flip(newer.path / "data.db", 5000)
    found = wizard(start(), qtbot)
    records = found.view.records
    assert [records.record(row)["state"] for row in range(2)] == [generations.BAD, generations.GOOD]
    assert found._row == 1
    found.view.table.setCurrentIndex(records.index(0, 0))
    assert not found.view.forward.isEnabled()
    assert newer.name in found.view.about.text()
    qtbot.keyClick(found.view.table, Qt.Key.Key_Return)
    assert found.view.pages.currentIndex() == CHOOSE


def test_a_refusal_changes_nothing_and_may_be_tried_again(
    saved: Office, start: Callable[[], Start], qtbot: QtBot
) -> None:
    DAMAGES["data gone"](saved.folder)
    found = wizard(start(), qtbot)
    view = found.view
    press(view.forward)
    assert not view.who.go.isEnabled()
    view.who.password.setText("not-this-One-1")
    view.who.reason.setText("试验")
    press(view.who.go)
    qtbot.waitUntil(lambda: "不正确" in view.who.said.text(), timeout=10_000)
    assert view.pages.currentIndex() == RESTORE
    assert view.who.go.isEnabled()
    assert not (saved.folder / "aside").exists()
    assert not (saved.folder / "data.db").exists()


def test_a_backup_on_another_medium_makes_a_vault_in_an_empty_folder(
    saved: Office, tmp_path: Path, qtbot: QtBot, qapp: object
) -> None:
    medium = tmp_path / "stick"
    medium.mkdir()
    saved.do("in_charge", lambda desk: backups.copy_out(desk, backups.make(desk, "二"), medium))
    began = Start(tmp_path / "fresh", app.fonts(), app.pack)
    began.show()
    assert began.view is not None
    qtbot.addWidget(began.view)
    press(began.view.restore)
    found = began.wizard
    assert found is not None
    qtbot.addWidget(found.view)
    qtbot.waitUntil(lambda: "没有找到备份" in found.view.empty.text(), timeout=10_000)
    assert not found.view.forward.isEnabled()
    dialogs.answers.append(medium)
    press(found.view.other)
    qtbot.waitUntil(found.view.forward.isEnabled, timeout=10_000)
    press(found.view.forward)
    assert found.view.who.officer.currentText() == OFFICER  # from the keys of the backup
    found.view.who.password.setText(PASSWORD)
    found.view.who.reason.setText("换新电脑")
    press(found.view.who.go)
    qtbot.waitUntil(lambda: found.view.pages.currentIndex() == DONE, timeout=20_000)
    assert "密钥文件也是备份时的" in found.view.result.text()
    began.view.close()
    found.view.close()


# -- the state as it is -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("damage", ["old files", "anchor spoilt", "anchor gone"])
def test_the_state_can_be_taken_as_it_is_with_a_reason(
    damage: str, saved: Office, start: Callable[[], Start], qtbot: QtBot, settled: Callable[[Any], None]
) -> None:
    DAMAGES[damage](saved.folder)
    began = start()
    assert sign_in(began, qtbot)
    found = wizard(began, qtbot)
    press(found.view.accept)
    assert found.view.pages.currentIndex() == ACCEPT
    page = found.view.accepting
    page.password.setText(PASSWORD)
    assert not page.go.isEnabled()
    page.reason.setText("已查明")
    press(page.go)
    qtbot.waitUntil(lambda: isinstance(began.window, MainWindow), timeout=20_000)
    assert not found.view.isVisible()
    window: Any = began.window
    qtbot.addWidget(window)
    settled(window.tasks)
    [row] = told(window.desk, "接受现状")
    assert "已查明" in row.detail
    window.close()


@pytest.mark.parametrize("damage", ["data gone", "keys spoilt", "bit of the data"])
def test_what_is_damaged_cannot_be_taken_as_it_is(
    damage: str, saved: Office, start: Callable[[], Start], qtbot: QtBot
) -> None:
    DAMAGES[damage](saved.folder)
    began = start()
    assert sign_in(began, qtbot)
    assert not wizard(began, qtbot).view.accept.isVisible()


def test_both_halves_of_the_recovery_key_lead_back_in(full: Office, qtbot: QtBot, qapp: object) -> None:
    halves = full.do("chief", officers.make_recovery)
    found = RestoreController(full.folder, app.pack)
    qtbot.addWidget(found.view)
    found.view.show()
    press(found.view.recover)
    page = found.view.recovering
    for edit, text in zip(
        (*page.halves, page.name, page.password), (halves[0], halves[0], "新负责", OTHER), strict=True
    ):
        edit.setPlainText(text) if hasattr(edit, "setPlainText") else edit.setText(text)
    assert not page.go.isEnabled()
    page.again.setText(OTHER + "x")
    press(page.go)
    assert "不一致" in page.said.text()
    page.again.setText(OTHER)
    press(page.go)
    qtbot.waitUntil(lambda: "第2份" in page.said.text(), timeout=10_000)  # the same half twice
    page.halves[1].setPlainText(halves[1])
    press(page.go)
    qtbot.waitUntil(lambda: found.view.pages.currentIndex() == DONE, timeout=20_000)
    assert not any(edit.toPlainText() for edit in page.halves)
    found.view.close()
    assert full.do("新负责", lambda desk: (desk.role, desk.vault.holds_data), OTHER) == ("in_charge", True)


def test_who_may_not_is_refused(full: Office, qtbot: QtBot, qapp: object) -> None:
    full.do("in_charge", lambda desk: backups.make(desk, "一"))
    _spoil_anchor(full.folder)
    from cadre_desk.storage.errors import AnchorDamaged

    found = RestoreController(full.folder, app.pack, AnchorDamaged("锚文件损坏"))
    qtbot.addWidget(found.view)
    found.view.show()
    qtbot.waitUntil(found.view.forward.isEnabled, timeout=10_000)
    entered: list[object] = []
    found.entered.connect(lambda desk, _: entered.append(desk))
    for opens, page in ((found.view.accept, found.view.accepting), (found.view.forward, found.view.who)):
        found.view.show_page(CHOOSE)
        press(opens)
        page.officer.setEditText(NAMES["handler"])
        page.password.setText(PASSWORD)
        page.reason.setText("试验")
        press(page.go)
        qtbot.waitUntil(lambda page=page: "经办人" in page.said.text(), timeout=20_000)
    assert entered == []
    assert not (full.folder / "aside").exists()
    found.view.close()
