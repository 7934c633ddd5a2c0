"""函件: what the officer's role does not allow is not offered, and the window says who may do it; 回避 likewise."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cadre_desk import app
from cadre_desk.services import avoiding, letters
from cadre_desk.services.desk import Desk
from cadre_desk.ui.kit import dialogs
from cadre_desk.ui.kit.tasks import Tasks
from cadre_desk.ui.letters.controller import LettersController
from tests.services.accounts import WORDS, Office, prepare
from tests.services.office import ZHANG
from tests.ui.conftest import Settled
from tests.ui.offices import press, show

Sit = Callable[[str], LettersController]
SELF = {**ZHANG, "relation": "本人"}


@pytest.fixture
def office(full: Office, tmp_path: Path) -> Office:
    """With a letter to Zhang (1) that waits for approval, and a draft to Li (2)."""

    def act(desk: Desk) -> None:
        prepare(desk, tmp_path)
        letters.take_step(desk, 1, "submit")

    full.do("in_charge", act)
    return full


@pytest.fixture
def sit(office: Office, qapp: object, qtbot: QtBot, settled: Settled) -> Iterator[Sit]:
    """The screen of the letters, at the desk of somebody with that role."""
    desks: list[tuple[Desk, Tasks]] = []

    def sit_down(role: str) -> LettersController:
        desk = office.sit(role)
        desks.append((desk, Tasks(desk)))
        screen = LettersController(desks[-1][1], app.fonts())
        show(screen, qtbot, settled)
        return screen

    yield sit_down
    for desk, tasks in desks:
        tasks.finish()
        desk.close()


def offered(screen: LettersController) -> dict[str, tuple[bool, str]]:
    return {one.text(): (one.isEnabled(), one.toolTip()) for one in screen.editor.steps}


def open_letter(screen: LettersController, key: int, settled: Settled) -> None:
    screen.show_key(key)
    settled(screen.tasks)


def test_a_step_of_another_role_cannot_be_pressed_and_says_whose_it_is(sit: Sit, settled: Settled) -> None:
    handler = sit("handler")
    open_letter(handler, 1, settled)
    assert offered(handler)["审批"] == (False, "“审批”由科长（审批人）、部领导、负责人办理。")
    button = next(one for one in handler.editor.steps if one.text() == "审批")
    assert button.accessibleDescription() == button.toolTip()
    handler.editor.set_busy(True)
    handler.editor.set_busy(False)
    assert not button.isEnabled()


def test_who_may_take_it_can_press_it(sit: Sit, settled: Settled) -> None:
    chief = sit("chief")
    open_letter(chief, 1, settled)
    assert offered(chief)["审批"] == (True, "")
    press(next(one for one in chief.editor.steps if one.text() == "审批"))
    chief.editor._strip.note.setText("同意")
    press(chief.editor._strip.yes)
    settled(chief.tasks)
    assert "审批" not in offered(chief)
    assert all(enabled for enabled, _ in offered(chief).values())


def test_after_a_step_the_next_one_is_offered_as_it_is_due(sit: Sit, settled: Settled) -> None:
    """The handler submits, and may not approve what he is shown then."""
    handler = sit("handler")
    open_letter(handler, 2, settled)
    press(next(one for one in handler.editor.steps if one.text() == "送审"))
    settled(handler.tasks)
    assert not offered(handler)["审批"][0]


def test_who_may_not_write_is_shown_the_words_and_no_new_letter(sit: Sit, qtbot: QtBot, settled: Settled) -> None:
    leader = sit("leader")
    open_letter(leader, 2, settled)
    assert leader.editor._saved.text() == "“修改函件”由经办人、科长（审批人）、负责人办理。"
    assert all(not one.isEnabled() or one.isReadOnly() for one in leader.editor.form._inputs.values())
    assert not leader.both.new_button.isEnabled()
    assert "“拟稿”由经办人" in leader.both.new_button.toolTip()
    dialogs.answers.append(True)
    leader.draft_for(1)  # from the page of a cadre
    assert "“拟稿”由经办人" in dialogs.shown[-1]
    assert not leader.both.drafting
    assert leader._letter is not None


def test_who_may_write_can(sit: Sit, settled: Settled) -> None:
    handler = sit("handler")
    open_letter(handler, 2, settled)
    assert handler.both.new_button.isEnabled()
    assert "自动保存" in handler.editor._saved.text()
    handler.draft_for(1)
    settled(handler.tasks)
    assert handler.both.drafting
    assert handler.fresh.create_button.isEnabled()


def test_no_letter_is_drafted_to_somebody_close(sit: Sit, office: Office, qtbot: QtBot, settled: Settled) -> None:
    me = office.id("handler")
    office.do("in_charge", lambda desk: avoiding.record(desk, me, [SELF]))
    handler = sit("handler")
    handler.draft_for(1)
    settled(handler.tasks)
    assert not handler.fresh.create_button.isEnabled()
    assert "需要回避" in handler.fresh._whom.text()
    qtbot.keyClick(handler.fresh, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(handler.tasks)
    assert handler.both.drafting
    handler.draft_for(2)
    settled(handler.tasks)
    assert handler.fresh.create_button.isEnabled()


def test_a_letter_leaves_the_screen_when_he_has_to_keep_away(sit: Sit, settled: Settled) -> None:
    handler = sit("handler")
    open_letter(handler, 1, settled)
    assert handler.model.rowCount() == 2
    handler.change(lambda desk, tick: avoiding.record(desk, desk.vault.account.id, [SELF]), lambda _: None)
    settled(handler.tasks)
    assert handler.model.rowCount() == 1
    assert handler._letter is None
    assert not handler.editor.isVisible()
    assert "需要回避" in handler.both.hint.text()
    open_letter(handler, 2, settled)
    assert handler.editor.isVisible()
    open_letter(handler, 1, settled)  # by its number
    assert not handler.editor.isVisible()
    assert "需要回避" in handler.both.hint.text()


def test_the_same_in_the_vault(office: Office) -> None:
    """What is not offered would be refused: the handler could not write to Zhang after that, but can to Li."""
    me = office.id("handler")
    office.do("in_charge", lambda desk: avoiding.record(desk, me, [SELF]))
    with closing(office.sit("handler")) as desk:
        with pytest.raises(avoiding.Avoid):
            letters.draft(desk, "reminder", 1, WORDS)
        assert letters.draft(desk, "reminder", 2, WORDS)
