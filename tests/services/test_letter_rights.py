"""What the window offers of a letter is exactly what the service lets that officer do."""

from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from cadre_desk.services import avoiding, letters
from cadre_desk.services.avoiding import Avoid
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import NotAllowed, Refused
from cadre_desk.storage import keyring
from tests.conftest import policy
from tests.services.accounts import BUSINESS, WORDS, Office, prepare
from tests.services.office import ZHANG, all_rows

STATES: dict[str, tuple[str, ...]] = {
    "draft": (),
    "submitted": ("submit",),
    "approved": ("submit", "approve"),
    "issued": ("submit", "approve", "issue"),
    "served": ("submit", "approve", "issue", "serve"),
}


@pytest.fixture
def office(full: Office, tmp_path: Path) -> Office:
    full.do("in_charge", lambda desk: prepare(desk, tmp_path))
    return full


def letter_to(desk: Desk, cadre: int) -> int:
    return int(next(row["id"] for row in all_rows(desk, "letter") if row["cadre_id"] == cadre))


def opened(desk: Desk, letter_id: int) -> letters.Opened:
    return desk.ask(lambda ask: letters.opened(desk, ask, letter_id))


def bring_to(office: Office, state: str, *, role: str = "in_charge") -> None:
    def act(desk: Desk) -> None:
        for step in STATES[state]:
            letters.take_step(desk, letter_to(desk, 1), step, None, "同意")

    office.do(role, act)


def refused(office: Office, role: str, step: str, place: Path) -> str:
    """What the service says to that step, in a copy of the office."""
    copy = office.copy(place)
    with closing(copy.sit(role)) as desk:
        try:
            letters.take_step(desk, letter_to(desk, 1), step, None, "同意")
        except NotAllowed as error:
            return str(error)
        except Refused as error:
            return str(error) if "按安全策略" in str(error) else ""
    return ""


def set_apart(desk: Desk, *, apart: bool) -> None:
    changed = policy(approver_apart=apart).to_mapping()
    with desk.vault.keys() as keys:
        keyring.set_policy(desk.vault.folder, keys, changed)


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize("state", STATES)
def test_what_is_offered_is_what_is_let(state: str, apart: bool, office: Office, tmp_path: Path) -> None:
    """The one in charge drafted it, and took the steps while nobody had to stand apart."""
    bring_to(office, state)
    office.do("in_charge", lambda desk: set_apart(desk, apart=apart))
    for role in BUSINESS:
        found = office.do(role, lambda desk: opened(desk, letter_to(desk, 1)))
        assert found.letter.state == state
        for step in found.letter.possible:
            said = refused(office, role, step.key, tmp_path / f"{role} {step.key}")
            assert bool(said) == (step.key in found.refusals), (role, step.key, said)


def test_a_refusal_names_the_roles_or_the_reason(office: Office) -> None:
    bring_to(office, "submitted")
    found = office.do("handler", lambda desk: opened(desk, letter_to(desk, 1)))
    assert found.refusals["approve"] == "“审批”由科长（审批人）、部领导、负责人办理。"
    assert not office.do("chief", lambda desk: opened(desk, letter_to(desk, 1))).refusals
    office.do("in_charge", lambda desk: set_apart(desk, apart=True))
    found = office.do("in_charge", lambda desk: opened(desk, letter_to(desk, 1)))
    assert "办过“拟稿" in found.refusals["approve"]
    assert "另一名" in found.refusals["approve"]


@pytest.mark.parametrize("role", BUSINESS)
def test_whose_role_may_not_write_is_told_so_and_could_not(role: str, office: Office) -> None:
    with closing(office.sit(role)) as desk:
        one = letter_to(desk, 1)
        fixed = opened(desk, one).fixed
        assert fixed == ("“修改函件”由经办人、科长（审批人）、负责人办理。" if role == "leader" else "")
        assert bool(fixed) == bool(letters.not_mine(desk, letters.DRAFTING))
        deeds: tuple[Any, ...] = (
            lambda: letters.save(desk, one, WORDS),
            lambda: letters.draft(desk, "reminder", 2, WORDS),
        )
        for deed in deeds:
            allowed = False
            with suppress(NotAllowed):
                deed()
                allowed = True
            assert allowed == (not fixed)


def test_a_letter_to_somebody_close_is_not_opened(office: Office) -> None:
    me = office.id("handler")
    office.do("in_charge", lambda desk: avoiding.record(desk, me, [{**ZHANG, "relation": "本人"}]))
    with closing(office.sit("handler")) as desk:
        with pytest.raises(Avoid):
            opened(desk, letter_to(desk, 1))
        assert not opened(desk, letter_to(desk, 2)).fixed
