"""Backups as officers meet them: when one is due, what each would bring back, who may restore, and how it is told."""

import shutil
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from cadre_desk.services import auditing, backups, officers, people, policies, settings
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import NotAllowed, Refused
from cadre_desk.storage import journal, keyring
from cadre_desk.storage.errors import (
    BackupDamaged,
    KeystoreDamaged,
    LockedOut,
    NotHeld,
    VaultError,
    VaultUnwritable,
    WrongPassword,
)
from tests.conftest import TODAY, Clock
from tests.services.accounts import FIRST, NAMES, OTHER, Office
from tests.services.office import PASSWORD
from tests.storage.helpers import digests


def _change(office: Office, role: str = "in_charge") -> None:
    """One more audited change."""
    office.do(role, lambda desk: people.open_page(desk, 1))


def _make(office: Office, role: str = "in_charge") -> backups.Generation:
    return office.do(role, lambda desk: backups.make(desk, "试验"))  # type: ignore[no-any-return]


def _restore(
    office: Office, made: backups.Generation, role: str = "in_charge", password: str = PASSWORD
) -> backups.Restored:
    return backups.restore(office.folder, made, NAMES.get(role, role), password, "试验")


def _unchanged(folder: Path) -> dict[str, str]:
    return {name: digest for name, digest in digests(folder).items() if name not in ("lock", "attempts")}


# -- when one is due -------------------------------------------------------------------------------------------------


def test_one_is_due_after_the_time_of_the_policy_and_only_after_a_change(small: Office, clock: Clock) -> None:
    with closing(small.sit("in_charge")) as desk:
        assert backups.due(desk)  # there is none yet
        assert backups.changed_since_last(desk)
        backups.make(desk, "试验")
        assert not backups.due(desk)
        assert not backups.changed_since_last(desk)
        people.open_page(desk, 1)
        assert backups.changed_since_last(desk)
        assert not backups.due(desk)  # too early
        clock.now += timedelta(minutes=desk.policy.backup_minutes)
        assert backups.due(desk)
        backups.make(desk, "试验")
        clock.now += timedelta(minutes=desk.policy.backup_minutes)
        assert not backups.due(desk)  # nothing was changed


def test_a_vault_without_any_change_needs_none(
    open_desk: object, empty_vault: Path, tmp_path: Path, clock: Clock
) -> None:
    office = Office(empty_vault, None, clock).copy(tmp_path / "empty")  # type: ignore[arg-type]  # no pack is asked
    with closing(office.sit("in_charge")) as desk:
        assert not backups.due(desk)
        assert not backups.changed_since_last(desk)


def test_making_one_thins_the_others(small: Office, clock: Clock) -> None:
    with closing(small.sit("in_charge")) as desk:
        for _ in range(4):
            backups.make(desk, "试验")
            clock.now += timedelta(minutes=30)
        clock.now += timedelta(days=3)
        backups.make(desk, "试验")
        found = backups.choices([backups.place(small.folder)], thorough=False)
    assert len(found) == 2  # of the day three days ago the newest


# -- choosing --------------------------------------------------------------------------------------------------------


def test_what_a_wizard_shows(small: Office, clock: Clock) -> None:
    first = _make(small)
    _change(small)
    clock.now += timedelta(minutes=5)
    second = _make(small)
    _change(small)
    _change(small)
    head = backups.last_known(small.folder, backups.vault_of(small.folder))
    assert head is not None
    assert head == small.do("in_charge", lambda desk: desk.vault.state()).data
    content = bytearray((first.path / "data.db").read_bytes())
    content[5000] ^= 1
    (first.path / "data.db").write_bytes(content)
    newest, oldest = backups.choices([backups.place(small.folder)], head)
    assert [one.generation.name for one in (newest, oldest)] == [second.name, first.name]
    assert [one.missing for one in (newest, oldest)] == [2, 3]
    assert [bool(one.fault) for one in (newest, oldest)] == [False, True]
    assert "“data.db”与清单不符" in oldest.fault
    assert newest.words.startswith("2026-03-02 09:35（试验）　干部3，")
    quick = backups.choices([backups.place(small.folder)], thorough=False)
    assert [one.fault for one in quick] == ["", ""]
    assert [one.missing for one in quick] == [None, None]
    assert backups.officers_of(second) == (NAMES["in_charge"],)
    (second.path / "manifest.json").write_bytes(b"?")
    assert "清单缺失或损坏" in backups.unreadable(backups.place(small.folder))[0]
    assert backups.choices([small.folder / "nowhere"]) == []


def test_inspecting_reads_every_byte_and_is_told(full: Office) -> None:
    made = _make(full)
    with closing(full.sit("sysadmin")) as desk:
        found = backups.inspect(desk, backups.choices([backups.place(full.folder)], thorough=False))
        assert [one.fault for one in found] == [""]
        (made.path / "system.db").unlink()
        (bad,) = backups.inspect(desk, found)
        assert "缺少文件“system.db”" in bad.fault
    with closing(full.sit("in_charge")) as desk, desk.vault.overseeing() as connection:
        rows = journal.page(connection, {"action": "检验备份"}, 0, 9)
    assert [(row.officer, row.result) for row in rows] == [
        (NAMES["sysadmin"], journal.FAILED),
        (NAMES["sysadmin"], journal.DONE),
    ]
    with closing(full.sit("auditor")) as desk, pytest.raises(NotAllowed):
        backups.inspect(desk, found)


# -- a second medium -------------------------------------------------------------------------------------------------


def test_a_copy_goes_to_another_medium_and_the_reminder_falls_silent(
    full: Office, tmp_path: Path, clock: Clock
) -> None:
    made, stick = _make(full), tmp_path / "U盘"
    stick.mkdir()
    with closing(full.sit("sysadmin")) as desk:  # who cannot read what is in it
        assert "还没有把备份复制到其他介质" in backups.reminder(desk)
        copy = backups.copy_out(desk, made, stick)
        assert copy == stick / made.name
        assert backups.copy_out(desk, made, stick) == copy  # it is there already
        assert backups.reminder(desk) == ""
        clock.now += timedelta(days=desk.policy.second_copy_days)
        assert f"{desk.policy.second_copy_days}天前（2026-03-02）" in backups.reminder(desk)
    assert {path.name: path.read_bytes() for path in copy.iterdir()} == {
        path.name: path.read_bytes() for path in made.path.iterdir()
    }


def test_a_place_that_is_no_second_medium_is_refused(full: Office, tmp_path: Path) -> None:
    made = _make(full)
    with closing(full.sit("in_charge")) as desk:
        for target in (full.folder, full.folder / "backup", full.folder / "x" / ".."):
            with pytest.raises(Refused, match="另一块硬盘"):
                backups.copy_out(desk, made, target)
        with pytest.raises(VaultUnwritable, match="文件夹不存在"):
            backups.copy_out(desk, made, tmp_path / "没有插入")
        assert "还没有" in backups.reminder(desk)


# -- restoring -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "kind", "words"),
    [
        ("handler", NotAllowed, "经办人，不能恢复备份；可以恢复的岗位：科长（审批人）、部领导、负责人"),
        ("sysadmin", NotHeld, "没有业务数据的密钥"),
        ("secadmin", NotHeld, "没有业务数据的密钥"),
        ("auditor", NotHeld, "没有业务数据的密钥"),
        ("chief", None, ""),
        ("leader", None, ""),
        ("in_charge", None, ""),
    ],
)
def test_who_may_restore(role: str, kind: type[Exception] | None, words: str, full: Office) -> None:
    made = _make(full)
    _change(full)
    before = _unchanged(full.folder)
    if kind is None:
        assert _restore(full, made, role).generation == made.name
        with closing(full.sit("in_charge")) as desk, desk.vault.overseeing() as connection:
            (row,) = journal.page(connection, {"action": journal.RESTORED}, 0, 9)
        assert "理由：试验" in row.detail
        return
    with pytest.raises(kind, match=words):
        _restore(full, made, role)
    assert _unchanged(full.folder) == before


def test_after_the_split_the_officer_in_charge_still_restores(full: Office) -> None:
    made = _make(full)
    full.do("in_charge", officers.split)
    assert _restore(full, made).generation == made.name


def test_a_reason_is_needed(small: Office) -> None:
    made = _make(small)
    before = _unchanged(small.folder)
    for reason in ("", " "):
        with pytest.raises(Refused, match="理由"):
            backups.restore(small.folder, made, NAMES["in_charge"], PASSWORD, reason)
    assert _unchanged(small.folder) == before


def test_a_closed_account_does_not_come_back_by_an_old_backup(full: Office) -> None:
    """His name and password still open the keystore in the backup; the present one does not know him."""
    made = _make(full)
    full.do("sysadmin", lambda desk: officers.remove(desk, full.id("chief"), "调离"))
    assert keyring.unlock(_only_keys(made, full.folder.parent / "old"), NAMES["chief"], PASSWORD).data  # the control
    with pytest.raises(WrongPassword):
        _restore(full, made, "chief")
    assert NAMES["chief"] not in [one.name for one in keyring.officers(full.folder)]


def _only_keys(made: backups.Generation, place: Path) -> Path:
    place.mkdir()
    for name in keyring.COPIES:
        shutil.copyfile(made.path / "keys", place / name)
    return place


def test_an_old_password_does_not_restore_where_the_present_keys_are_whole(full: Office) -> None:
    made = _make(full)
    full.do("chief", lambda desk: desk.change_password(PASSWORD, OTHER))
    with pytest.raises(WrongPassword):
        _restore(full, made, "chief")
    assert not _restore(full, made, "chief", OTHER).keys_of_backup


def test_guessing_by_restoring_is_locked_out_like_guessing_at_the_door(full: Office) -> None:
    made = _make(full)
    for _ in range(4):
        with pytest.raises(WrongPassword):
            _restore(full, made, "chief", "wrong-Password-1")
    with pytest.raises(LockedOut):
        _restore(full, made, "chief", "wrong-Password-1")
    for attempt in (lambda: _restore(full, made, "chief"), lambda: full.sit("chief")):
        with pytest.raises(LockedOut, match="分钟后再试"):
            attempt()
    assert _restore(full, made, "leader").generation == made.name  # another name


def test_with_a_lost_keystore_the_passwords_of_the_backup_count(full: Office) -> None:
    made = _make(full)
    full.do("chief", lambda desk: desk.change_password(PASSWORD, OTHER))
    for name in keyring.COPIES:
        (full.folder / name).write_bytes(b"?")
    with pytest.raises(KeystoreDamaged):
        full.sit("chief", OTHER)
    with pytest.raises(VaultError):
        _restore(full, made, "chief", OTHER)
    with pytest.raises(NotAllowed, match="经办人，不能恢复备份"):
        _restore(full, made, "handler")
    done = _restore(full, made, "chief")
    assert done.keys_of_backup
    with closing(full.sit("chief")) as desk:
        assert auditing.verify(desk).faults == ()


def test_a_damaged_backup_is_refused(small: Office) -> None:
    made = _make(small)
    (made.path / "data.db").write_bytes(b"?")
    before = _unchanged(small.folder)
    with pytest.raises(BackupDamaged, match="另一份备份"):
        _restore(small, made)
    assert _unchanged(small.folder) == before


@pytest.mark.parametrize("at_once", [True, False])
def test_right_after_a_restore_or_fresh_keys_nothing_cries_wolf(full: Office, at_once: bool) -> None:
    """The copy of the anchor outside the folder tells of before; it must not be held against what was done rightly."""
    made = _make(full)
    _change(full)
    _restore(full, made)
    if not at_once:
        _change(full)
    with closing(full.sit("in_charge")) as desk:
        assert auditing.verify(desk).faults == ()
    with closing(full.sit("in_charge")) as desk:
        officers.change_keys(desk)
    if not at_once:
        _change(full)
    with closing(full.sit("in_charge")) as desk:
        assert auditing.verify(desk).faults == ()


# -- what a backup holds ---------------------------------------------------------------------------------------------


def test_settings_and_accounts_of_the_day_come_back_each_as_it_should(full: Office) -> None:
    """Business data go back; accounts, policy and journal stay as they are now."""
    made = _make(full)

    def change(desk: Desk) -> None:
        settings.save(desk, {"contact": "另一人"})
        policies.save(desk, {**policies.read(desk), "idle_minutes": 7})
        officers.add(desk, "蒋新人", "handler", FIRST)

    full.do("in_charge", change)
    _restore(full, made)
    with closing(full.sit("in_charge")) as desk:
        assert desk.ask(settings.read)["contact"] == ""
        assert desk.policy.idle_minutes == 7
        assert "蒋新人" in [one.name for one in officers.roster(desk)]
        with desk.vault.overseeing() as connection:
            assert journal.last(connection, "建立账号") == f"{date.isoformat(TODAY)}T09:30:00"
