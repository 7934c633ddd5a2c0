"""Accounts: made, authorised, given the key and closed; what would lock everybody out is refused."""

import json
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest

from cadre_desk.services import officers, people, policies
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import NotAllowed, Refused
from cadre_desk.storage import journal, keyring, vault
from cadre_desk.storage.errors import NotHeld, OfficerRefused, PasswordRefused, VaultError, VaultLocked, WrongPassword
from cadre_desk.storage.recovery import RecoveryRefused
from tests.services.accounts import BUSINESS, FIRST, NAMES, OTHER, Office
from tests.services.office import PASSWORD

NEW = "蒋新人"


def refused(office: Office, role: str, deed: Callable[[Desk], Any], kind: type[Exception] = Refused) -> str:
    """The words of a refusal; nothing was changed by it."""
    before = office.state()
    with closing(office.sit(role)) as desk, pytest.raises(kind) as error:
        deed(desk)
    assert office.state() == before
    return str(error.value)


def split(office: Office) -> Office:
    office.do("in_charge", officers.split)
    return office


def told(office: Office, action: str) -> list[Any]:
    """Rows of the journal about an action."""

    def read(desk: Desk) -> list[Any]:
        with desk.vault.overseeing() as connection:
            return list(reversed(journal.page(connection, {"action": action}, 0, 100)))

    return list(office.do("in_charge", read))


# -- the roster ------------------------------------------------------------------------------------------------------


def test_the_roster_tells_who_can_work_and_what_is_missing(full: Office) -> None:
    found = {one.name: one for one in full.do("auditor", officers.roster)}
    assert {one.state for one in found.values()} == {officers.READY}
    assert [one.name for one in found.values() if one.me] == [NAMES["auditor"]]
    assert {one.role for one in found.values() if one.holds_data} == set(BUSINESS)
    assert found[NAMES["chief"]].title == "科长（审批人）"
    full.newcomer(NEW, "handler", changed=False)
    state = lambda: next(one.state for one in full.do("in_charge", officers.roster) if one.name == NEW)  # noqa: E731
    assert state() == "待本人改口令"
    full.do(NEW, lambda desk: desk.change_password(FIRST, PASSWORD), FIRST)
    assert state() == "待发放密钥"
    full.do("chief", lambda desk: officers.give_data(desk, full.id(NEW)))
    assert state() == officers.READY


def test_an_unknown_account_is_refused(full: Office) -> None:
    for deed in (officers.authorise, officers.give_data):
        assert "刷新" in refused(full, "in_charge", lambda desk, deed=deed: deed(desk, 999))
    for deed in (officers.take_data, officers.remove):
        assert "刷新" in refused(full, "in_charge", lambda desk, deed=deed: deed(desk, 999, "调离"))


# -- a newcomer ------------------------------------------------------------------------------------------------------


def test_a_newcomer_can_only_change_his_password_at_first(full: Office) -> None:
    full.newcomer(NEW, "in_charge", changed=False)  # the role with most rights
    with closing(full.sit(NEW, FIRST)) as desk:
        for action in ("导入", "建立账号", "查看审计", "备份"):
            assert not desk.may(action)
            with pytest.raises(NotAllowed, match="请先修改口令"):
                desk.require(action)
        with pytest.raises(NotAllowed):
            people.open_page(desk, 1)
        desk.change_password(FIRST, PASSWORD)
        assert desk.may("建立账号")
        with pytest.raises(NotHeld, match="发放密钥"):
            people.open_page(desk, 1)
    full.do("chief", lambda desk: officers.give_data(desk, full.id(NEW)))
    assert full.do(NEW, lambda desk: people.open_page(desk, 1)) is not None


def test_after_the_split_three_people_are_needed_to_let_somebody_in(full: Office) -> None:
    split(full)
    made = full.do("sysadmin", lambda desk: officers.add(desk, NEW, "handler", FIRST))
    assert made.state == "待授权"
    with closing(full.sit(NEW, FIRST)) as desk, pytest.raises(NotAllowed, match="还没有经过授权"):
        desk.require("导入")
    full.do(NEW, lambda desk: desk.change_password(FIRST, PASSWORD), FIRST)
    assert "授权" in refused(full, "chief", lambda desk: officers.give_data(desk, made.id))
    full.do("secadmin", lambda desk: officers.authorise(desk, made.id))
    full.do("chief", lambda desk: officers.give_data(desk, made.id))
    assert full.do(NEW, lambda desk: people.open_page(desk, 1)) is not None
    for name, action in (("建立账号", "sysadmin"), ("授权账号", "secadmin"), ("发放密钥", "chief")):
        (last,) = [row for row in told(full, name) if row.subject == NEW]
        assert (last.officer, last.role) == (NAMES[action], action)


@pytest.mark.parametrize(
    ("name", "role", "password", "kind", "words"),
    [
        (NEW, "boss", FIRST, Refused, "没有岗位“boss”"),
        (NAMES["chief"], "handler", FIRST, OfficerRefused, "已经存在"),
        (f" {NAMES['chief']} ", "handler", FIRST, OfficerRefused, "已经存在"),
        ("", "handler", FIRST, OfficerRefused, "姓名"),
        (NEW, "handler", "short", PasswordRefused, "口令"),
        (NEW, "handler", "password123", PasswordRefused, "口令"),
        (NEW, "handler", f"{NEW}-Abc-12345", PasswordRefused, "姓名"),
    ],
)
def test_an_account_that_cannot_be_is_refused(
    name: str, role: str, password: str, kind: type[Exception], words: str, full: Office
) -> None:
    assert words in refused(full, "in_charge", lambda desk: officers.add(desk, name, role, password), kind)


def test_after_the_split_there_is_no_second_officer_in_charge(full: Office) -> None:
    assert "in_charge" in full.do("in_charge", officers.roles)
    split(full)
    assert "in_charge" not in full.do("sysadmin", officers.roles)
    assert "没有岗位" in refused(full, "sysadmin", lambda desk: officers.add(desk, NEW, "in_charge", FIRST))


def test_a_first_password_is_fit_and_never_the_same(full: Office) -> None:
    found = full.do("in_charge", lambda desk: {officers.first_password(desk) for _ in range(20)})
    assert len(found) == 20
    full.do("in_charge", lambda desk: officers.add(desk, NEW, "handler", found.pop()))


# -- the key of the data ---------------------------------------------------------------------------------------------


def test_no_administrator_is_given_the_key(full: Office) -> None:
    for role in ("sysadmin", "secadmin", "auditor"):
        words = refused(full, "chief", lambda desk, role=role: officers.give_data(desk, full.id(role)), OfficerRefused)
        assert "不能持有业务数据密钥" in words


def test_the_key_is_taken_away_and_the_last_holder_keeps_it(full: Office) -> None:
    for none in ("", " 　"):
        words = refused(full, "secadmin", lambda desk, none=none: officers.take_data(desk, full.id("handler"), none))
        assert "请写明收回" in words
    full.do("secadmin", lambda desk: officers.take_data(desk, full.id("handler"), " 轮岗 "))
    (row,) = told(full, "收回密钥")
    assert (row.subject, json.loads(row.detail)) == (NAMES["handler"], {"role": "handler", "reason": "轮岗"})
    with closing(full.sit("handler")) as desk:
        assert not desk.vault.holds_data
        with pytest.raises(NotHeld):
            people.open_page(desk, 1)
    assert full.do("chief", lambda desk: desk.vault.holds_data)  # the control
    full.do("secadmin", lambda desk: [officers.take_data(desk, full.id(role), "轮岗") for role in ("chief", "leader")])
    words = refused(full, "secadmin", lambda desk: officers.take_data(desk, full.id("in_charge"), "轮岗"))
    assert "发放密钥" in words
    assert full.do("in_charge", lambda desk: desk.vault.holds_data)


def test_where_only_a_handler_would_be_left_nobody_could_give_the_key(full: Office) -> None:
    split(full)
    full.do("sysadmin", lambda desk: officers.remove(desk, full.id("leader"), "调离"))
    full.do("sysadmin", lambda desk: officers.remove(desk, full.id("chief"), "调离"))
    words = refused(full, "sysadmin", lambda desk: officers.remove(desk, full.id("in_charge"), "调离"))
    assert "“发放密钥”，以后就没有人能办了" in words
    full.do("sysadmin", lambda desk: officers.remove(desk, full.id("handler"), "调离"))  # he gives none


# -- closing an account ----------------------------------------------------------------------------------------------


def test_a_closed_account_does_not_come_in_and_is_told_with_its_reason(full: Office) -> None:
    gone = full.id("handler")
    full.do("sysadmin", lambda desk: officers.remove(desk, gone, "调离"))
    with pytest.raises(WrongPassword):
        full.sit("handler")
    (row,) = told(full, "停用账号")
    assert (row.subject, "调离" in row.detail) == (NAMES["handler"], True)
    assert full.newcomer(NAMES["handler"], "handler") != gone  # a number is never given twice


def test_nobody_closes_his_own_account_nor_without_a_reason(full: Office) -> None:
    assert "自己" in refused(full, "sysadmin", lambda desk: officers.remove(desk, full.id("sysadmin"), "调离"))
    for reason in ("", "  "):
        words = refused(full, "sysadmin", lambda desk, reason=reason: officers.remove(desk, full.id("chief"), reason))
        assert "理由" in words


@pytest.mark.parametrize(
    ("role", "by", "what"), [("secadmin", "sysadmin", "授权账号"), ("auditor", "sysadmin", "查看审计")]
)
def test_the_last_administrator_of_his_kind_stays(role: str, by: str, what: str, full: Office) -> None:
    split(full)
    words = refused(full, by, lambda desk: officers.remove(desk, full.id(role), "调离"))
    assert what in words
    made = full.do("sysadmin", lambda desk: officers.add(desk, NEW, role, FIRST))
    full.do("secadmin", lambda desk: officers.authorise(desk, made.id))
    assert what in refused(full, by, lambda desk: officers.remove(desk, full.id(role), "调离"))  # not ready yet
    full.do(NEW, lambda desk: desk.change_password(FIRST, PASSWORD), FIRST)
    full.do(by, lambda desk: officers.remove(desk, full.id(role), "调离"))
    with pytest.raises(WrongPassword):
        full.sit(role)


def test_one_who_never_came_can_be_closed(full: Office) -> None:
    made = full.newcomer(NEW, "auditor", changed=False)
    full.do("sysadmin", lambda desk: officers.remove(desk, made, "写错姓名"))
    assert NEW not in [one.name for one in keyring.officers(full.folder)]


# -- the three administrators ----------------------------------------------------------------------------------------


def test_the_split_needs_all_three_and_each_with_his_own_password(small: Office) -> None:
    lacking = "系统管理员、安全保密管理员、安全审计员"
    assert small.do("in_charge", officers.missing_for_split) == lacking.split("、")
    assert lacking in refused(small, "in_charge", officers.split)
    for role in ("sysadmin", "secadmin"):
        small.newcomer(NAMES[role], role)
    small.newcomer(NAMES["auditor"], "auditor", changed=False)
    assert "缺少已改过口令的安全审计员" in refused(small, "in_charge", officers.split)
    small.do("auditor", lambda desk: desk.change_password(FIRST, PASSWORD), FIRST)
    assert small.do("in_charge", officers.missing_for_split) == []
    split(small)
    assert "已经启用" in refused(small, "in_charge", officers.split)


def test_after_the_split_the_officer_in_charge_governs_no_more(full: Office) -> None:
    split(full)
    for deed in (
        lambda desk: officers.add(desk, NEW, "handler", FIRST),
        lambda desk: officers.authorise(desk, full.id("handler")),
        lambda desk: officers.remove(desk, full.id("handler"), "调离"),
    ):
        words = refused(full, "in_charge", deed, NotAllowed)
        assert "负责人" in words
        assert "没有改动" in words


# -- what the auditor can open ---------------------------------------------------------------------------------------


def sealed_from(office: Office, name: str) -> dict[int, bytes]:
    """The first keys of epochs that this officer opens."""

    def read(desk: Desk) -> dict[int, bytes]:
        with desk.vault.overseeing() as connection, desk.vault.keys() as keys:
            found = journal.sealed_for(connection, desk.vault.account.public.hex())
            return {epoch: bytes(keyring.unseal(keys.private, blob, journal.PURPOSE)) for epoch, blob in found.items()}

    return dict(office.do(name, read))


@pytest.mark.parametrize("first", ["authorise", "password"])
def test_a_new_auditor_can_open_what_follows_whichever_comes_first(first: str, full: Office) -> None:
    split(full)
    made = full.do("sysadmin", lambda desk: officers.add(desk, NEW, "auditor", FIRST))
    steps = [
        lambda: full.do("secadmin", lambda desk: officers.authorise(desk, made.id)),
        lambda: full.do(NEW, lambda desk: desk.change_password(FIRST, PASSWORD), FIRST),
    ]
    for step in steps if first == "authorise" else reversed(steps):
        step()
    mine, old = sealed_from(full, NEW), sealed_from(full, "auditor")
    assert len(mine) == 1
    assert set(mine) < set(old)
    assert sealed_from(full, "secadmin") == {}  # the control: it is sealed to auditors only
    full.do("sysadmin", lambda desk: officers.remove(desk, full.id("auditor"), "调离"))
    assert len(sealed_from(full, NEW)) == 2


# -- fresh keys ------------------------------------------------------------------------------------------------------


def test_after_a_change_of_keys_everybody_works_on_and_a_backup_lies_there(full: Office) -> None:
    desk = full.sit("chief")
    with desk.vault.keys() as keys:
        old = bytes(keys.data or b"")
    officers.change_keys(desk)
    with pytest.raises(VaultLocked):
        people.open_page(desk, 1)
    for role in NAMES:
        assert full.do(role, lambda desk: desk.vault.holds_data) == (role in BUSINESS)
    with closing(full.sit("chief")) as desk, desk.vault.keys() as keys:
        assert bytes(keys.data or b"") != old
    assert len(list((full.folder / "backup").iterdir())) == 1
    assert [row.result for row in told(full, "更换密钥")] == [journal.DONE]


def test_a_failed_change_of_keys_is_told_as_failed(full: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(opened: vault.Vault) -> None:
        raise VaultError("磁盘已满")

    monkeypatch.setattr(officers.renewal, "rekey", fail)
    with closing(full.sit("chief")) as desk, pytest.raises(VaultError):
        officers.change_keys(desk)
    assert [row.result for row in told(full, "更换密钥")] == [journal.DONE, journal.FAILED]


# -- the recovery key ------------------------------------------------------------------------------------------------


def test_the_recovery_key_is_made_tried_and_replaced(full: Office) -> None:
    assert not full.do("in_charge", officers.has_recovery)
    halves = full.do("chief", officers.make_recovery)
    assert full.do("auditor", officers.has_recovery)
    full.do("chief", lambda desk: officers.drill(desk, *halves))
    full.do("chief", lambda desk: officers.drill(desk, halves[1], halves[0]))
    wrong = halves[0].replace(halves[0][0], "7" if halves[0][0] != "7" else "8")
    refused(full, "chief", lambda desk: officers.drill(desk, wrong, halves[1]), RecoveryRefused)
    refused(full, "chief", lambda desk: officers.drill(desk, halves[0], halves[0]), RecoveryRefused)
    again = full.do("chief", officers.make_recovery)
    words = refused(full, "chief", lambda desk: officers.drill(desk, *halves), RecoveryRefused)
    assert "作废" in words
    full.do("chief", lambda desk: officers.drill(desk, *again))
    rows = told(full, "演练恢复密钥")
    assert len(rows) == 3
    assert not any(half.split("-")[1] in row.detail + row.subject for row in rows for half in (*halves, *again))


def test_the_password_after_a_recovery_keeps_the_rules_of_this_vault(full: Office) -> None:
    halves = full.do("chief", officers.make_recovery)
    full.do("in_charge", lambda desk: policies.save(desk, {**policies.read(desk), "shortest_password": 16}))
    before = full.state()
    with pytest.raises(PasswordRefused, match="16"):
        officers.recover(full.folder, halves, NEW, OTHER)
    assert full.state() == before
    full.do("in_charge", lambda desk: policies.save(desk, {**policies.read(desk), "shortest_password": 10}))
    officers.recover(full.folder, halves, NEW, OTHER)  # the control: the same password and the same halves
    assert full.do(NEW, lambda desk: desk.vault.holds_data, OTHER)


def test_both_halves_let_a_new_officer_in_and_are_void_then(full: Office) -> None:
    halves = full.do("chief", officers.make_recovery)
    with pytest.raises(RecoveryRefused):
        officers.recover(full.folder, (halves[0], halves[0]), NEW, OTHER)
    officers.recover(full.folder, halves, NEW, OTHER)
    with closing(full.sit(NEW, OTHER)) as desk:
        assert people.open_page(desk, 1) is not None
        assert not officers.has_recovery(desk)
    with pytest.raises(RecoveryRefused):
        officers.recover(full.folder, halves, "又一人", OTHER)
    assert full.do("handler", lambda desk: desk.vault.holds_data)
