"""Backups: whole before they have a name, every byte checked, kept by a schedule; restoring is one step."""

import json
import os
import random
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from cadre_desk.storage import anchor, audit, backup, journal, keyring, renewal, swap, vault
from cadre_desk.storage.errors import (
    AnchorDamaged,
    BackupDamaged,
    DatabaseDamaged,
    KeystoreDamaged,
    NotHeld,
    PasswordRefused,
    RolledBack,
    VaultError,
    VaultMissing,
    VaultUnwritable,
    WrongPassword,
)
from cadre_desk.storage.recovery import RecoveryRefused
from tests.storage.helpers import FULL, OFFICER, PASSWORD, POLICY, digests

DAY = datetime(2026, 3, 2, 9, 30)


def _say(opened: vault.Vault, words: str) -> None:
    """One audited change."""
    with opened.writing() as connection:
        audit.append(connection, DAY, opened.officer, words, "", {})


def _said(folder: Path, password: str = PASSWORD) -> list[str]:
    """What the business data holds, read by opening the vault."""
    with closing(vault.open_vault(folder, OFFICER, password)) as opened, opened.reading() as connection:
        return list(connection.execute(text("SELECT action FROM audit ORDER BY id")).scalars())


def _told(folder: Path, password: str = PASSWORD) -> list[str]:
    """What the journal holds of itself, without copies."""
    with closing(vault.open_vault(folder, OFFICER, password)) as opened, opened.overseeing() as connection:
        return [row.action for row in journal.page(connection, {}, 0, 1000) if row.data_id is None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed vault with two changes."""
    place = tmp_path / "干部库"
    with closing(vault.create(place, OFFICER, PASSWORD, policy=POLICY, clock=lambda: DAY)) as opened:
        _say(opened, "一")
        _say(opened, "二")
    return place


@pytest.fixture
def saved(folder: Path) -> backup.Generation:
    """A backup of those two changes; a third came later."""
    with closing(vault.open_vault(folder, OFFICER, PASSWORD, clock=lambda: DAY)) as opened:
        made = opened.back_up("试验")
        _say(opened, "三")
    return made


def _restore(folder: Path, generation: backup.Generation, password: str = PASSWORD) -> renewal.Restored:
    return renewal.restore(folder, generation, OFFICER, password, reason="试验", clock=lambda: DAY)


# --- making ----------------------------------------------------------------------------------------------------------


def test_a_backup_tells_what_it_holds(folder: Path, saved: backup.Generation) -> None:
    assert saved.path == folder / "backup" / "20260302-093000"
    assert (saved.reason, saved.at, saved.data[0]) == ("试验", DAY, 2)
    assert saved.counts["操作记录"] == 2
    assert sorted(os.listdir(saved.path)) == ["data.db", "keys", "manifest.json", "system.db"]
    assert backup.generations(folder / "backup") == ([saved], [])
    backup.verify(saved)
    assert "备份" in _told(folder)
    assert not [path for path in (folder / "backup").iterdir() if path.name.startswith(".")]


def test_two_in_one_second_have_two_names(folder: Path, saved: backup.Generation) -> None:
    with closing(vault.open_vault(folder, OFFICER, PASSWORD, clock=lambda: DAY)) as opened:
        assert opened.back_up("又").name == f"{saved.name}-2"


def test_a_change_under_way_does_not_hinder_a_backup(folder: Path) -> None:
    with closing(vault.open_vault(folder, OFFICER, PASSWORD)) as opened:
        with opened.writing() as connection:
            audit.append(connection, DAY, "x", "未提交", "", {})
            opened.data.copy_to(folder / "copy.db")
        with opened.keys() as keys:
            assert keys.data is not None
            told = vault.database.inspect(folder / "copy.db", keys.data, {"n": "SELECT count(*) FROM audit"})
    assert told == {"n": 2}


def test_a_full_disk_is_told_before_anything_is_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(folder)
    with closing(vault.open_vault(folder, OFFICER, PASSWORD)) as opened:
        monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=100_000))
        with pytest.raises(VaultUnwritable, match="剩余空间不足"):
            opened.back_up("试验")
    assert not (folder / "backup").exists()


def test_every_flipped_bit_of_a_backup_is_detected(folder: Path, saved: backup.Generation) -> None:
    choose = random.Random(5)
    files = sorted(saved.path.iterdir())
    for _ in range(2000 if FULL else 120):
        path = choose.choice(files)
        intact = path.read_bytes()
        changed = bytearray(intact)
        bit = choose.randrange(len(intact) * 8)
        changed[bit // 8] ^= 1 << bit % 8
        path.write_bytes(changed)
        with pytest.raises(BackupDamaged, match="另一份备份"):
            backup.verify(backup.read(saved.path))
        path.write_bytes(intact)
    backup.verify(backup.read(saved.path))


@pytest.mark.parametrize("name", ["data.db", "system.db", "keys", "manifest.json"])
def test_a_lost_file_of_a_backup_is_told(saved: backup.Generation, name: str) -> None:
    (saved.path / name).unlink()
    with pytest.raises(BackupDamaged):
        backup.verify(backup.read(saved.path))


# --- the schedule ----------------------------------------------------------------------------------------------------


def test_thinning_keeps_days_weeks_and_months() -> None:
    now = datetime(2026, 12, 31, 12)
    moments = [now - timedelta(hours=hours) for hours in range(0, 24 * 400, 6)]
    kept = sorted(set(moments) - backup.thinned(moments, now), reverse=True)
    recent = [moment for moment in kept if now - moment <= timedelta(days=2)]
    older = [moment for moment in kept if moment not in recent]
    assert len(recent) == 9  # every six hours of two days
    assert len({moment.date() for moment in older} & {now.date() - timedelta(days=n) for n in range(2, 14)}) == 12
    assert len({f"{moment:%G-%V}" for moment in older}) >= 10
    assert len({f"{moment:%Y-%m}" for moment in older}) == 9
    assert len(older) <= 12 + 10 + 9
    again = set(kept)
    assert again - backup.thinned(again, now) == again  # thinning twice takes nothing more


def test_what_cannot_be_read_is_not_thinned_away(folder: Path, saved: backup.Generation) -> None:
    (saved.path / "manifest.json").write_bytes(b"?")
    assert backup.thin(folder / "backup", DAY + timedelta(days=4000)) == []
    found, faults = backup.generations(folder / "backup")
    assert (found, len(faults)) == ([], 1)


# --- restoring -------------------------------------------------------------------------------------------------------


def test_restoring_brings_back_the_state_of_the_backup_and_keeps_the_rest(
    folder: Path, saved: backup.Generation
) -> None:
    assert _said(folder) == ["一", "二", "三"]
    before = digests(folder)
    done = _restore(folder, saved)
    assert (done.generation, done.keys_of_backup, done.journal_of_backup) == (saved.name, False, False)
    assert digests(done.kept_aside)["data.db"] == before["data.db"]
    assert _said(folder) == ["一", "二"]
    assert _told(folder).count(journal.RESTORED) == 1
    with closing(vault.open_vault(folder, OFFICER, PASSWORD)) as opened:
        _say(opened, "四")
    assert _said(folder) == ["一", "二", "四"]
    opened = vault.open_vault(folder, OFFICER, PASSWORD)
    with closing(opened), opened.reading() as data, opened.overseeing() as system:
        assert journal.differing(data, system) is None
        assert journal.verify(system)[1] is None


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(content)


DAMAGE: dict[str, tuple[Callable[[Path], object], type[VaultError]]] = {
    "data.db damaged": (lambda folder: _flip(folder / "data.db"), DatabaseDamaged),
    "data.db gone": (lambda folder: (folder / "data.db").unlink(), VaultMissing),
    "data.db empty": (lambda folder: (folder / "data.db").write_bytes(b""), DatabaseDamaged),
    "system.db damaged": (lambda folder: _flip(folder / "system.db"), DatabaseDamaged),
    "system.db gone": (lambda folder: (folder / "system.db").unlink(), VaultMissing),
    "both damaged": (lambda folder: [_flip(folder / name) for name in ("data.db", "system.db")], DatabaseDamaged),
    "keys damaged": (lambda folder: [_flip(folder / name) for name in keyring.COPIES], KeystoreDamaged),
    "keys gone": (lambda folder: [(folder / name).unlink() for name in keyring.COPIES], KeystoreDamaged),
    "anchor damaged": (lambda folder: _flip(folder / "anchor"), AnchorDamaged),
    "anchor gone": (lambda folder: (folder / "anchor").unlink(), AnchorDamaged),
}


@pytest.mark.parametrize("case", DAMAGE)
def test_after_any_damage_the_backup_opens(folder: Path, saved: backup.Generation, case: str) -> None:
    spoil, kind = DAMAGE[case]
    spoil(folder)
    before = digests(folder)
    with pytest.raises(kind):
        vault.open_vault(folder, OFFICER, PASSWORD)
    after = digests(folder)
    assert {**after, "attempts": ""} == {**before, "attempts": ""}
    _restore(folder, saved)
    assert _said(folder) == ["一", "二"]
    assert journal.RESTORED in _told(folder)


def test_a_backup_opens_in_an_empty_folder_of_another_pc(tmp_path: Path, saved: backup.Generation) -> None:
    stick = shutil.copytree(saved.path, tmp_path / "stick" / saved.name)
    done = _restore(tmp_path / "new", backup.read(stick))
    assert (done.keys_of_backup, done.journal_of_backup) == (True, True)
    assert _said(tmp_path / "new") == ["一", "二"]


def test_a_password_changed_since_stays(folder: Path, saved: backup.Generation) -> None:
    vault.change_password(folder, OFFICER, PASSWORD, "a brand new one")
    with pytest.raises(WrongPassword):
        _restore(folder, saved, "neither-Of-them-1")
    assert not _restore(folder, saved, "a brand new one").keys_of_backup
    assert _said(folder, "a brand new one") == ["一", "二"]


THEN = r"要用做备份当日（2026-03-02 09:30）的姓名和口令打开"


@pytest.fixture
def renewed(folder: Path, saved: backup.Generation) -> backup.Generation:
    """A backup of before a re-key, after which the password was changed as well."""
    renewal.rekey(vault.open_vault(folder, OFFICER, PASSWORD))
    vault.change_password(folder, OFFICER, PASSWORD, "a brand new one")
    return saved


def test_before_a_rekey_only_the_password_of_that_day_opens_a_backup_and_that_is_told(
    folder: Path, renewed: backup.Generation, tmp_path: Path
) -> None:
    before = digests(folder)
    with pytest.raises(WrongPassword, match=f"{THEN}，因为之后更换过密钥.*恢复到一个空文件夹") as told:
        _restore(folder, renewed, "a brand new one")
    assert "没有改动任何文件" in told.value.message
    assert {**digests(folder), "attempts": ""} == {**before, "attempts": ""}
    assert _said(folder, "a brand new one") == ["一", "二", "三"]
    done = _restore(tmp_path / "空", renewed)  # what the message says is possible
    assert done.keys_of_backup
    assert _said(tmp_path / "空") == ["一", "二"]


def test_a_wrong_password_for_an_empty_folder_is_not_told_as_a_missing_vault(
    tmp_path: Path, renewed: backup.Generation
) -> None:
    with pytest.raises(WrongPassword, match=f"{THEN}；现在输入的（“{OFFICER}”）打不开它.*后重试") as told:
        _restore(tmp_path / "空", renewed, "a brand new one")
    assert "更换过密钥" not in told.value.message


def test_without_a_rekey_the_changed_password_is_enough(folder: Path, saved: backup.Generation) -> None:
    """The control: only fresh keys make the backup ask for the password of its day."""
    vault.change_password(folder, OFFICER, PASSWORD, "a brand new one")
    assert not _restore(folder, saved, "a brand new one").keys_of_backup


def test_a_damaged_backup_changes_nothing(folder: Path, saved: backup.Generation) -> None:
    _flip(saved.path / "data.db")
    before = digests(folder)
    with pytest.raises(BackupDamaged):
        _restore(folder, saved)
    assert digests(folder) == before
    assert _said(folder) == ["一", "二", "三"]


def test_who_holds_no_key_of_the_data_cannot_restore(folder: Path, saved: backup.Generation) -> None:
    with closing(vault.open_vault(folder, OFFICER, PASSWORD)) as opened, opened.keys() as keys:
        made = keyring.add(folder, keys, "管理", "sysadmin", "moon&River-88", date(2026, 3, 2))
        keyring.authorise(folder, keys, made.id)
    with pytest.raises(NotHeld):
        renewal.restore(folder, saved, "管理", "moon&River-88", reason="试验")
    assert _said(folder) == ["一", "二", "三"]


# --- old states ------------------------------------------------------------------------------------------------------


def test_an_old_file_put_back_is_told_and_taken_only_with_a_reason(folder: Path) -> None:
    old = {name: (folder / name).read_bytes() for name in ("data.db", "system.db", "anchor")}
    with closing(vault.open_vault(folder, OFFICER, PASSWORD)) as opened:
        _say(opened, "三")
    new = {name: (folder / name).read_bytes() for name in old}
    for names in (["data.db"], ["system.db"], ["data.db", "system.db"], ["data.db", "system.db", "anchor"]):
        for name in old:
            (folder / name).write_bytes(old[name] if name in names else new[name])
        with pytest.raises(RolledBack, match=r"缺少或改动了第\d条记录"):
            vault.open_vault(folder, OFFICER, PASSWORD)
    vault.open_vault(folder, OFFICER, PASSWORD, accept="试验后放回").close()
    assert _said(folder) == ["一", "二"]
    assert "接受现状" in _told(folder)


def test_without_the_anchors_an_old_file_would_not_be_noticed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = (folder / "data.db").read_bytes()
    with closing(vault.open_vault(folder, OFFICER, PASSWORD)) as opened:
        _say(opened, "三")
    (folder / "data.db").write_bytes(old)
    monkeypatch.setattr(vault.Vault, "lacks", lambda *_: "")
    assert _said(folder) == ["一", "二"]


@pytest.mark.parametrize("flips", [20 if not FULL else 400])
def test_a_spoilt_log_is_noticed(folder: Path, tmp_path: Path, flips: int) -> None:
    """A log left by a crash, with one bit changed: SQLite drops what follows it and says nothing; the anchor does."""
    opened = vault.open_vault(folder, OFFICER, PASSWORD)
    for number in range(15):
        _say(opened, f"第{number}")
    opened.settle_copies()
    with opened.keys() as keys:  # what the keeper does, but for emptying the log
        for place in (folder / anchor.NAME, anchor.own_place(folder, opened.vault_id)):
            anchor.write(place, opened.state(), keys.system)
    crashed = tmp_path / "crashed"
    shutil.copytree(folder, crashed)
    opened.close()
    choose = random.Random(3)
    lost = 0
    for number in range(flips):
        place = shutil.copytree(crashed, tmp_path / "again" / str(number))
        log = place / choose.choice(["data.db-wal", "system.db-wal"])
        content = bytearray(log.read_bytes())
        bit = choose.randrange(32 * 8, len(content) * 8)
        content[bit // 8] ^= 1 << bit % 8
        log.write_bytes(content)
        try:
            vault.open_vault(place, OFFICER, PASSWORD).close()
        except (RolledBack, DatabaseDamaged):
            lost += 1
        shutil.rmtree(place)
    assert lost == flips
    vault.open_vault(shutil.copytree(crashed, tmp_path / "sound"), OFFICER, PASSWORD).close()  # the control


# --- fresh keys ------------------------------------------------------------------------------------------------------


def test_fresh_keys_for_all_who_stay_and_none_for_who_left(folder: Path) -> None:
    with closing(vault.open_vault(folder, OFFICER, PASSWORD)) as opened, opened.keys() as keys:
        made = keyring.add(folder, keys, "王监督", "handler", "moon&River-88", date(2026, 3, 2))
        keyring.authorise(folder, keys, made.id)
    vault.change_password(folder, "王监督", "moon&River-88", "moon&River-99")
    opened = vault.open_vault(folder, OFFICER, PASSWORD)
    with opened.keys() as keys:
        keyring.give_data(folder, keys, made.id)
        old = bytes(keys.data or b"")
    old_file = (folder / "data.db").read_bytes()
    renewal.rekey(opened)
    assert _said(folder) == ["一", "二"]
    with closing(vault.open_vault(folder, "王监督", "moon&River-99")) as found, found.keys() as keys:
        assert found.holds_data
        assert bytes(keys.data or b"") != old
    assert not (folder / "swap").exists()
    assert old_file not in [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    (folder / "data.db").write_bytes(old_file)
    with pytest.raises(DatabaseDamaged):
        vault.open_vault(folder, OFFICER, PASSWORD)


def test_the_recovery_key_makes_one_fresh_account_and_is_void_then(folder: Path) -> None:
    with closing(vault.open_vault(folder, OFFICER, PASSWORD)) as opened, opened.keys() as keys:
        halves = keyring.set_recovery(folder, keys, date(2026, 3, 2))
        old = bytes(keys.data or b"")
    before = digests(folder)
    with pytest.raises(PasswordRefused):
        renewal.recover(folder, halves, "新负责人", "short", rule=lambda kept: keyring.check_password)
    with pytest.raises(RecoveryRefused):
        renewal.recover(
            folder, (halves[0], halves[0]), "新负责人", "moon&River-88", rule=lambda kept: keyring.check_password
        )
    assert digests(folder) == before
    renewal.recover(folder, halves, "新负责人", "moon&River-88", rule=lambda kept: keyring.check_password)
    with closing(vault.open_vault(folder, "新负责人", "moon&River-88")) as opened:
        assert (opened.account.role, opened.holds_data, opened.keystore.recovery) == ("in_charge", True, None)
        with opened.keys() as keys:
            assert bytes(keys.data or b"") != old
    assert "使用恢复密钥" in _told(folder)
    with pytest.raises(RecoveryRefused, match="作废"):
        renewal.recover(folder, halves, "又一人", "moon&River-89", rule=lambda kept: keyring.check_password)
    assert _said(folder) == ["一", "二"]


# --- broken off ------------------------------------------------------------------------------------------------------


class _Killed(BaseException):
    pass


@pytest.mark.parametrize("action", ["restore", "rekey"])
def test_an_exchange_broken_off_at_any_step_is_carried_to_its_end(
    tmp_path: Path, folder: Path, saved: backup.Generation, action: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every os.replace and unlink of the exchange in turn is the last thing that happened."""
    ends: set[tuple[str, ...]] = set()
    replace, locks = os.replace, []
    for last in range(1, 60):
        place = shutil.copytree(folder, tmp_path / f"{action}{last}")
        left = iter(range(last))

        def counted(*given: str, left: Iterator[int] = left) -> None:
            if threading.current_thread() is threading.main_thread() and next(left, None) is None:
                raise _Killed
            replace(*given)

        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", counted)
            try:
                if action == "restore":
                    _restore(place, backup.read(place / "backup" / saved.name))
                else:
                    opened = vault.open_vault(place, OFFICER, PASSWORD)
                    locks = [opened._lock]
                    renewal.rekey(opened)
            except _Killed:
                while locks:
                    locks.pop().release()  # as the system does for a process that was killed
            else:
                break
        said = tuple(_said(place))
        assert said in {("一", "二", "三"), ("一", "二")}
        assert not (place / swap.MARKER).exists()
        ends.add(said)
        shutil.rmtree(place)
    else:
        pytest.fail("it never came to its end")
    assert last > 3
    assert len(ends) == (2 if action == "restore" else 1)


def test_json_of_a_manifest_is_for_reading(saved: backup.Generation) -> None:
    told = json.loads((saved.path / "manifest.json").read_text(encoding="utf-8"))
    assert set(told["files"]["data.db"]) == {"size", "sha256", "sm3"}
