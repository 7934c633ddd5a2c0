"""安全策略: every figure with range, help and source; what is wrong stands beside it; changes are in the journal."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot

from cadre_desk.domain.policy import LIMITS, SETTINGS
from cadre_desk.services import places, policies
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import NotAllowed
from cadre_desk.services.policies import PolicyRefused
from cadre_desk.ui.kit import dialogs
from cadre_desk.ui.kit.tasks import Tasks
from cadre_desk.ui.policy import model
from cadre_desk.ui.policy.controller import PolicyController
from tests.services.accounts import Office
from tests.ui.conftest import Settled
from tests.ui.offices import press, show, told


@pytest.fixture
def sit(qapp: object, qtbot: QtBot, settled: Settled) -> Iterator[Callable[..., PolicyController]]:
    sat: list[Tasks] = []

    def sit_down(office: Office, role: str = "in_charge") -> PolicyController:
        tasks = Tasks(office.sit(role))
        sat.append(tasks)
        controller = PolicyController(tasks)
        show(controller, qtbot, settled)
        return controller

    yield sit_down
    for tasks in sat:
        tasks.finish()
        tasks.desk.close()


@pytest.fixture
def screen(small: Office, sit: Callable[..., PolicyController]) -> PolicyController:
    return sit(small)


def write(screen: PolicyController, key: str, value: object) -> None:
    widget = screen.page.inputs[key]
    if isinstance(widget, QCheckBox):
        widget.setChecked(bool(value))
    else:
        assert isinstance(widget, QLineEdit)
        widget.setText(str(value))
        widget.textEdited.emit(str(value))


def kept(screen: PolicyController) -> dict[str, Any]:
    return screen.tasks.desk.policy.to_mapping()


def test_every_setting_is_shown_with_its_range_help_and_source(screen: PolicyController) -> None:
    page = screen.page
    assert set(page.inputs) == set(SETTINGS)
    assert page.values() == kept(screen)
    assert not page.save.isEnabled()
    for key, one in places.profiles().settings.items():
        assert page.inputs[key].toolTip() == one.help
        assert one.figures["internal"].source in page._origins[key].text()
        if one.limits:
            assert f"{one.limits.low}—{one.limits.high}" in model.extent(one.limits, one.unit)


@pytest.mark.parametrize("key", list(LIMITS))
def test_what_is_out_of_range_is_told_beside_it_and_not_kept(
    key: str, screen: PolicyController, settled: Settled
) -> None:
    before = kept(screen)
    for typed in (str(LIMITS[key].high + 1), "", "x", "-1", "1.5"):
        write(screen, key, typed)
        assert screen.page.faults[key].isVisible(), typed
        assert str(LIMITS[key].high) in screen.page.faults[key].text()
        screen.save()
        settled(screen.tasks)
    assert kept(screen) == before
    assert told(screen.tasks.desk, policies.ACTION) == []


def test_what_does_not_fit_together_is_told(screen: PolicyController, settled: Settled) -> None:
    write(screen, "lock_after", 10)
    write(screen, "lock_after_pc", 5)
    assert "不能小于" in screen.page.faults["lock_after_pc"].text()
    assert not screen.page.faults["lock_after"].isVisible()
    with pytest.raises(PolicyRefused) as refused:
        policies.save(screen.tasks.desk, {**kept(screen), "lock_after": 10, "lock_after_pc": 5})
    assert refused.value.key == "lock_after_pc"


def test_a_change_is_kept_and_told_in_the_journal(screen: PolicyController, small: Office, settled: Settled) -> None:
    write(screen, "idle_minutes", 5)
    write(screen, "watermark", True)
    assert "● 有未保存的修改" in screen.page.said.text()
    press(screen.page.save)
    settled(screen.tasks)
    assert (kept(screen)["idle_minutes"], kept(screen)["watermark"]) == (5, True)
    assert "改动2项" in screen.page.said.text()
    assert not screen.page.save.isEnabled()
    [row] = told(screen.tasks.desk, policies.ACTION)
    assert "无操作多久自动锁定" in row.detail
    assert "10→5" in row.detail
    screen.tasks.desk.close()
    assert small.do("in_charge", lambda desk: desk.policy.idle_minutes) == 5


def test_a_profile_fills_the_form_and_counts_when_it_is_saved(screen: PolicyController, settled: Settled) -> None:
    box = screen.page.profile
    box.setCurrentIndex(box.findData("confidential"))
    box.activated.emit(box.currentIndex())
    assert screen.page.values() == {"profile": "confidential", **places.profiles().defaults("confidential")}
    assert kept(screen)["profile"] == "internal"
    press(screen.page.undo)
    assert screen.page.values() == kept(screen)
    box.setCurrentIndex(box.findData("confidential"))
    box.activated.emit(box.currentIndex())
    press(screen.page.save)
    settled(screen.tasks)
    assert kept(screen) == places.profiles().policy("confidential").to_mapping()
    [row] = told(screen.tasks.desk, policies.ACTION)
    assert "内部→机密" in row.detail


@pytest.mark.parametrize(("answer", "minutes"), [(True, 7), (False, 10)])
def test_leaving_with_changes_asks(screen: PolicyController, settled: Settled, answer: bool, minutes: int) -> None:
    write(screen, "idle_minutes", 7)
    dialogs.answers.append(answer)
    screen.leave()
    settled(screen.tasks)
    assert kept(screen)["idle_minutes"] == minutes
    assert screen.page.values()["idle_minutes"] == minutes


def test_nothing_changed_writes_nothing(screen: PolicyController) -> None:
    desk: Desk = screen.tasks.desk
    assert policies.save(desk, kept(screen)) == {}
    assert told(desk, policies.ACTION) == []


@pytest.mark.parametrize("role", ["handler", "chief", "leader", "sysadmin", "auditor"])
def test_the_service_refuses_who_may_not(role: str, full: Office) -> None:
    def refused(desk: Desk) -> None:
        with pytest.raises(NotAllowed):
            policies.save(desk, {**desk.policy.to_mapping(), "idle_minutes": 1})

    full.do(role, refused)
    assert full.do("in_charge", lambda desk: desk.policy.idle_minutes) == 10


def test_the_security_administrator_changes_it_without_the_business_data(
    full: Office, sit: Callable[..., PolicyController], settled: Settled
) -> None:
    screen = sit(full, "secadmin")
    write(screen, "idle_minutes", 4)
    press(screen.page.save)
    settled(screen.tasks)
    assert kept(screen)["idle_minutes"] == 4
