"""What is asked before something leaves or a declaration is opened."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QDialogButtonBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cadre_desk import app
from cadre_desk.domain.policy import Policy, read_profiles
from cadre_desk.services import lists, outgoing, policies
from cadre_desk.services.desk import Desk
from cadre_desk.services.outgoing import Approver, Query, Terms
from cadre_desk.storage.tables import audit
from cadre_desk.ui.declarations.controller import DeclarationsController
from cadre_desk.ui.kit import dialogs, leaving
from cadre_desk.ui.kit.tasks import Tasks
from cadre_desk.ui.ledgers.controller import LedgersController
from cadre_desk.ui.letters.controller import LettersController
from tests.services.office import OFFICER, PASSWORD, colleague
from tests.ui.conftest import Settled

CHIEF, HIS_PASSWORD = "王科长", "雨天-zebra-38"


def policy(profile: str, **changed: bool) -> Policy:
    profiles = read_profiles((app.resources() / "policy.toml").read_text(encoding="utf-8"))
    return Policy.from_mapping({"profile": profile, **changed}, profiles)


@pytest.fixture
def strict(desk: Desk) -> Desk:
    """A desk of a unit where everything needs a second person."""
    policies.save(desk, policy("secret").to_mapping())
    colleague(desk.vault, CHIEF, HIS_PASSWORD)
    return desk


# -- the dialog itself -------------------------------------------------------------------------------------------------


def in_dialog(act: Callable[[QDialog], None]) -> None:
    """Do that in the dialog that comes up next."""

    def wait() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            act(dialog)
        else:
            QTimer.singleShot(10, wait)

    QTimer.singleShot(0, wait)


def press(dialog: QDialog, role: QDialogButtonBox.ButtonRole) -> None:
    (box,) = dialog.findChildren(QDialogButtonBox)
    next(one for one in box.buttons() if box.buttonRole(one) is role).click()


def test_a_label_has_to_be_chosen_and_none_is_suggested(desk: Desk, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    told: list[str] = []

    def fill(dialog: QDialog) -> None:
        (box,) = dialog.findChildren(QComboBox)
        assert box.currentText() == ""
        assert box.itemText(0) == "不标密"
        fault = next(one for one in dialog.findChildren(QLabel) if one.property("role") == "fault")
        for typed in ("", "绝密★1年", "秘密★11年"):
            box.setEditText(typed)
            press(dialog, QDialogButtonBox.ButtonRole.AcceptRole)
            assert dialog.isVisible()
            told.append(fault.text())
        box.setEditText("秘密＊5年")
        (purpose,) = (one for one in dialog.findChildren(QLineEdit) if one.accessibleName() == "用途")
        purpose.setText("年度核对")
        press(dialog, QDialogButtonBox.ButtonRole.AcceptRole)

    in_dialog(fill)
    assert leaving.terms(parent, desk, "table", "干部台账", label=True) == Terms("秘密★5年", "年度核对")
    assert [text[:6] for text in told] == ["请选择密级；", "本程序不处理", "秘密级的保密"]


def test_the_second_person_gives_name_and_password_unseen(strict: Desk, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)

    def fill(dialog: QDialog) -> None:
        inputs = {one.accessibleName(): one for one in dialog.findChildren(QLineEdit)}
        assert inputs["批准人口令"].echoMode() is QLineEdit.EchoMode.Password
        press(dialog, QDialogButtonBox.ButtonRole.AcceptRole)
        assert dialog.isVisible()
        inputs["批准人"].setText(CHIEF)
        inputs["批准人口令"].setText(HIS_PASSWORD)
        qtbot.keyClick(inputs["批准人口令"], Qt.Key.Key_Return)

    in_dialog(fill)
    assert leaving.terms(parent, strict, "print", "提醒函", label=False) == Terms("", "", Approver(CHIEF, HIS_PASSWORD))
    assert HIS_PASSWORD not in repr(Approver(CHIEF, HIS_PASSWORD))


def test_giving_up_is_no_answer(desk: Desk, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    in_dialog(lambda dialog: press(dialog, QDialogButtonBox.ButtonRole.RejectRole))
    assert leaving.terms(parent, desk, "table", "干部台账", label=True) is None


# -- with a second person ----------------------------------------------------------------------------------------------


@pytest.fixture
def shown(strict: Desk, tasks: Tasks, settled: Settled, qtbot: QtBot) -> Callable[[type[Any]], Any]:
    """Show a screen of the strict desk."""

    def show(kind: type[Any]) -> Any:
        papers = (LettersController, DeclarationsController)
        controller = kind(tasks, app.fonts()) if kind in papers else kind(tasks)
        qtbot.addWidget(controller.view)
        controller.view.resize(1150, 700)
        controller.view.show()
        controller.activate()
        settled(tasks)
        return controller

    return show


def test_a_ledger_leaves_with_the_second_person(
    shown: Callable[[type[Any]], Any], strict: Desk, tasks: Tasks, settled: Settled, tmp_path: Path
) -> None:
    screen = shown(LedgersController)
    button = screen.page.outlet.buttons["export", "units"]
    dialogs.answers.extend([["不标密", "", CHIEF, PASSWORD], str(tmp_path / "甲.xlsx"), True])
    button.click()
    settled(tasks)
    assert "口令不正确" in dialogs.shown[-1]
    assert not (tmp_path / "甲.xlsx").exists()
    dialogs.answers.extend([["不标密", "", CHIEF, HIS_PASSWORD], str(tmp_path / "甲.xlsx")])
    button.click()
    settled(tasks)
    (line,) = strict.ask(lambda ask: outgoing.entries(ask, Query()))
    assert (line.approver, line.state, line.number in screen.page.outlet.said.text()) == (CHIEF, "written", True)


def test_letters_ask_for_the_second_person_and_not_for_a_label(
    shown: Callable[[type[Any]], Any], strict: Desk, tasks: Tasks, settled: Settled, tmp_path: Path
) -> None:
    screen = shown(LettersController)
    screen.show_key(screen.model.key(0))
    settled(tasks)
    dialogs.answers.extend([["送达", CHIEF, HIS_PASSWORD], str(tmp_path / "函件.pdf")])
    screen.editor.file_wished.emit()
    settled(tasks)
    dialogs.answers.extend([str(tmp_path / "纸.pdf"), ["送达", CHIEF, HIS_PASSWORD]])
    screen.editor.print_wished.emit()
    settled(tasks)
    lines = strict.ask(lambda ask: outgoing.entries(ask, Query(sort="number")))
    assert [(line.kind, line.approver, line.state) for line in lines] == [
        ("pdf", CHIEF, "written"),
        ("print", CHIEF, "written"),
    ]


# -- declarations ------------------------------------------------------------------------------------------------------


def opened(desk: Desk) -> list[str]:
    wanted = audit.select().where(audit.c.action == "查看报告").order_by(audit.c.id)
    return [row.detail for row in desk.ask(lambda ask: ask.connection.execute(wanted).all())]


def test_where_a_purpose_is_wanted_choosing_opens_nothing(
    desk: Desk, tasks: Tasks, settled: Settled, qtbot: QtBot
) -> None:
    policies.save(desk, policy("internal").to_mapping())
    screen = DeclarationsController(tasks, app.fonts())
    qtbot.addWidget(screen.view)
    screen.view.show()
    screen.activate()
    settled(tasks)
    screen.listing.table.selectRow(3)
    screen.refresh()
    settled(tasks)
    assert opened(desk) == []
    assert screen.both.page.tree.topLevelItemCount() == 0
    assert "写明用途" in screen.both.page.hint.text()

    dialogs.answers.append(None)  # gives up
    qtbot.keyClick(screen.listing.table, Qt.Key.Key_Return)
    settled(tasks)
    assert opened(desk) == []

    dialogs.answers.append(["随机抽查核实"])
    screen.both.page.hint.linkActivated.emit("open")
    settled(tasks)
    assert opened(desk) == ['{"purpose":"随机抽查核实"}']
    assert screen.both.page.tree.topLevelItemCount() > 0
    screen.refresh()
    qtbot.keyClick(screen.listing.table, Qt.Key.Key_Return)  # it is open already
    settled(tasks)
    assert len(opened(desk)) == 1
    assert screen.both.page.tree.topLevelItemCount() > 0

    screen.listing.table.selectRow(4)
    settled(tasks)
    assert "写明用途" in screen.both.page.hint.text()
    assert screen.both.page._pages.currentIndex() == 0
    dialogs.answers.append(["其他：核对"])
    screen.show_key(screen.model.key(7))
    settled(tasks)
    assert opened(desk)[1:] == ['{"purpose":"其他：核对"}']


def test_and_the_second_person_where_the_policy_wants_him(
    shown: Callable[[type[Any]], Any], strict: Desk, tasks: Tasks, settled: Settled
) -> None:
    screen = shown(DeclarationsController)
    key = strict.ask(lambda ask: lists.keys(ask, "declarations", Query()))[5]
    dialogs.answers.extend([["随机抽查核实", OFFICER, PASSWORD], True])
    screen.show_key(key)
    settled(tasks)
    assert "须是另一个人" in dialogs.shown[-1]
    assert opened(strict) == []
    dialogs.answers.append(["随机抽查核实", CHIEF, HIS_PASSWORD])
    screen._on_open_wished(key)
    settled(tasks)
    assert opened(strict) == [f'{{"purpose":"随机抽查核实","approver":"{CHIEF}"}}']


def test_the_question_for_a_purpose_takes_only_what_will_do(
    desk: Desk, tasks: Tasks, settled: Settled, qtbot: QtBot
) -> None:
    policies.save(desk, policy("internal").to_mapping())
    screen = DeclarationsController(tasks, app.fonts())
    qtbot.addWidget(screen.view)
    screen.view.show()
    screen.activate()
    settled(tasks)

    def fill(dialog: QDialog) -> None:
        (box,) = dialog.findChildren(QComboBox)
        assert box.currentText() == ""
        assert box.count() == len(desk.pack.codes["purpose"].values)
        for typed in ("", "其他", "好奇"):
            box.setEditText(typed)
            press(dialog, QDialogButtonBox.ButtonRole.AcceptRole)
            assert dialog.isVisible()
        box.setEditText("汇总综合")
        press(dialog, QDialogButtonBox.ButtonRole.AcceptRole)

    in_dialog(fill)
    screen.show_key(screen.model.key(2))
    settled(tasks)
    assert opened(desk) == ['{"purpose":"汇总综合"}']
