"""设置: what letters are printed with, looks, password."""

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import cadre_desk
from cadre_desk import app
from cadre_desk.services import policies, settings
from cadre_desk.services.desk import sign_in
from cadre_desk.services.errors import Refused
from cadre_desk.storage import journal
from cadre_desk.storage.errors import WrongPassword
from cadre_desk.ui.kit import dialogs, looks, theme
from cadre_desk.ui.kit.tasks import Tasks
from cadre_desk.ui.settings.controller import SettingsController
from tests.conftest import policy
from tests.services.office import OFFICER, PASSWORD, all_rows

Settled = Callable[[Tasks], None]


@pytest.fixture(autouse=True)
def _own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Iterator[None]:
    monkeypatch.setattr(looks, "place", lambda: tmp_path / "window.ini")
    yield
    if qapp.property("dark") or qapp.property("large"):
        theme.apply(qapp, app.fonts())


@pytest.fixture
def screen(qtbot: QtBot, tasks: Tasks, settled: Settled) -> SettingsController:
    found = SettingsController(tasks)
    qtbot.addWidget(found.view)
    found.view.show()
    found.activate()
    settled(tasks)
    return found


def write(screen: SettingsController, key: str, text: str) -> None:
    screen.page.form._inputs[key].setText(text)  # type: ignore[attr-defined]


def kept(screen: SettingsController) -> dict[str, str]:
    return screen.tasks.desk.ask(settings.read)


def test_what_is_kept_is_shown_and_nothing_is_marked(screen: SettingsController) -> None:
    assert screen.page.form.text("organ") == "中共云川市委组织部"
    assert screen.page.form.text("number_prefix") == "云组"
    assert not screen.page.save_button.isEnabled()
    assert "未保存" not in screen.page.said.text()


def test_changes_are_marked_and_saved_with_an_audit_row(screen: SettingsController, settled: Settled) -> None:
    write(screen, "contact", "李四，000-11111111")
    assert "● 有未保存的修改" in screen.page.said.text()
    screen.page.save_button.click()
    settled(screen.tasks)

    assert kept(screen)["contact"] == "李四，000-11111111"
    assert screen.page.said.text().startswith("已保存")
    assert not screen.page.save_button.isEnabled()
    assert all_rows(screen.tasks.desk, "audit")[-1]["action"] == "修改设置"


def test_a_change_taken_back_is_not_marked(screen: SettingsController) -> None:
    write(screen, "organ", "中共云川市委组织部二")
    write(screen, "organ", "中共云川市委组织部")

    assert not screen.page.save_button.isEnabled()


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("organ", "中共云川市委组织部文件", "不加“文件”"),
        ("organ", "长" * 41, "最多40个字，现为41个"),
        ("number_prefix", "云组〔2026〕", "只写代字"),
    ],
)
def test_what_cannot_be_printed_is_told_below_its_input(
    screen: SettingsController, settled: Settled, key: str, text: str, words: str
) -> None:
    before = kept(screen)
    write(screen, key, text)
    screen.save()
    settled(screen.tasks)

    assert words in screen.page.form._faults[key].text()
    assert screen.page.form._faults[key].isVisible()
    assert kept(screen) == before


def test_the_service_refuses_the_same(screen: SettingsController) -> None:
    desk = screen.tasks.desk
    with pytest.raises(Refused, match="不加“文件”"):
        settings.save(desk, {"organ": "某委组织部文件"})
    with pytest.raises(Refused, match="没有这些设置项：colour"):
        settings.save(desk, {"colour": "red"})
    assert kept(screen)["organ"] == "中共云川市委组织部"


@pytest.mark.parametrize(("answer", "organ"), [(True, "另一机关"), (False, "中共云川市委组织部")])
def test_leaving_with_changes_asks(screen: SettingsController, settled: Settled, answer: bool, organ: str) -> None:
    write(screen, "organ", "另一机关")
    dialogs.answers.append(answer)
    screen.leave()
    settled(screen.tasks)

    assert kept(screen)["organ"] == organ
    assert screen.page.form.text("organ") == organ


def test_looks_apply_at_once_and_are_remembered(screen: SettingsController, qapp: QApplication) -> None:
    screen.page.dark.click()
    assert theme.current() is theme.DARK
    size = qapp.font().pointSizeF()
    screen.page.large.click()

    assert qapp.font().pointSizeF() > size
    assert looks.read() == {"dark": True, "large": True}
    assert OFFICER not in looks.place().read_text(encoding="utf-8")
    screen.page.dark.click()
    assert theme.current() is theme.LIGHT
    assert looks.read() == {"dark": False, "large": True}


def change_password(screen: SettingsController, old: str, new: str, again: str) -> None:
    block = screen.page.password
    for edit, text in ((block.old, old), (block.new, new), (block.again, again)):
        edit.setText(text)
    block.change_button.click()


def test_a_new_password_opens_the_vault_and_the_old_does_not(screen: SettingsController, settled: Settled) -> None:
    desk = screen.tasks.desk
    change_password(screen, PASSWORD, "阴天-horse-28", "阴天-horse-28")
    settled(screen.tasks)
    assert "口令已修改" in screen.page.password.said.text()
    assert screen.page.password.old.text() == ""
    with desk.vault.overseeing() as connection:
        assert journal.last(connection, "修改口令") is not None
    desk.close()

    with pytest.raises(WrongPassword):
        sign_in(desk.vault.folder, OFFICER, PASSWORD, desk.pack)
    sign_in(desk.vault.folder, OFFICER, "阴天-horse-28", desk.pack).close()


@pytest.mark.parametrize(
    ("old", "new", "again", "words"),
    [
        (PASSWORD, "阴天-horse-28", "阴天-horse-29", "两遍新口令不一致"),
        (PASSWORD, "short", "short", "口令至少10位"),
        ("wrong-password-1", "阴天-horse-28", "阴天-horse-28", "口令不正确"),
    ],
)
def test_a_password_that_cannot_be_is_told(
    screen: SettingsController, settled: Settled, old: str, new: str, again: str, words: str
) -> None:
    before = len(all_rows(screen.tasks.desk, "audit"))
    change_password(screen, old, new, again)
    settled(screen.tasks)

    assert words in screen.page.password.said.text()
    assert screen.page.password.change_button.isEnabled()
    assert len(all_rows(screen.tasks.desk, "audit")) == before


def test_the_policy_of_the_vault_decides_what_is_too_short(screen: SettingsController, settled: Settled) -> None:
    policies.save(screen.tasks.desk, policy(shortest_password=14).to_mapping())
    change_password(screen, PASSWORD, "阴天-horse-28", "阴天-horse-28")
    settled(screen.tasks)
    assert "口令至少14位" in screen.page.password.said.text()


def test_passwords_that_were_typed_are_forgotten_on_leaving(screen: SettingsController) -> None:
    screen.page.password.old.setText(PASSWORD)
    screen.leave()

    assert screen.page.password.old.text() == ""


def test_it_says_what_the_program_is(screen: SettingsController) -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert cadre_desk.__version__ == project["version"]
    assert cadre_desk.__version__ in screen.page.about.text()
    assert screen.tasks.desk.pack.title in screen.page.about.text()
