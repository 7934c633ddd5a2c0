"""The keyring tells a wrong password from damage and from tampering, and gives no key to whom none was given."""

import hashlib
import hmac
import json
import random
import re
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cadre_desk.storage import keyfile, keyring, recovery, sealing
from cadre_desk.storage.errors import (
    KeystoreDamaged,
    OfficerRefused,
    PasswordRefused,
    VaultError,
    VaultExists,
    VaultMissing,
    VaultTooNew,
    VaultUnwritable,
    WrongPassword,
)
from cadre_desk.storage.keyring import Keys
from tests.storage.helpers import FULL, OFFICER, PASSWORD, digests

CHIEF, AUDITOR, NEWCOMER = "王科长", "赵审计", "钱经办"
FIRST, LATER = "first-Given-1", "moon&River-88"
TODAY, NEXT = date(2026, 3, 2), date(2026, 3, 3)
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
linux = pytest.mark.skipif(sys.platform != "linux", reason="reads the memory of a process")


@pytest.fixture(autouse=True, scope="module")
def _cheap_passwords() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "COST", sealing.Cost(64, 1, 4))
        yield


@dataclass
class Office:
    """A keystore with 李审核 (1, in charge, data), 王科长 (2, chief, data), 赵审计 (3), 钱经办 (4, first password)."""

    folder: Path
    system: bytearray
    data: bytearray
    keys: Keys
    halves: tuple[str, str]

    def unlock(self, name: str, password: str = LATER) -> Keys:
        return keyring.unlock(self.folder, name, password)

    def named(self, name: str) -> keyring.Officer:
        return next(officer for officer in keyring.officers(self.folder, self.keys) if officer.name == name)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory, _cheap_passwords: None) -> Office:
    """Made once and copied: saving waits for the disk."""
    folder, system, data = tmp_path_factory.mktemp("keyring"), keyring.new_key(), keyring.new_key()
    keyring.create(folder, OFFICER, PASSWORD, "in_charge", system, data, TODAY)
    keys = keyring.unlock(folder, OFFICER, PASSWORD)
    for name, role in ((CHIEF, "chief"), (AUDITOR, "auditor"), (NEWCOMER, "handler")):
        made = keyring.add(folder, keys, name, role, FIRST, TODAY)
        keyring.authorise(folder, keys, made.id)
        if name != NEWCOMER:
            keyring.change_password(folder, name, FIRST, LATER, TODAY)
    keyring.give_data(folder, keys, 2)
    return Office(folder, system, data, keys, keyring.set_recovery(folder, keys, TODAY))


@pytest.fixture
def office(model: Office, tmp_path: Path) -> Office:
    shutil.copytree(model.folder, tmp_path, dirs_exist_ok=True)
    return replace(model, folder=tmp_path, keys=keyring.unlock(tmp_path, OFFICER, PASSWORD))


# --- logging in ------------------------------------------------------------------------------------------------------


def test_each_officer_gets_the_keys_of_the_role(office: Office) -> None:
    for name, password, data in (
        (OFFICER, PASSWORD, office.data),
        (f" {CHIEF} ", LATER, office.data),
        (AUDITOR, LATER, None),
        (NEWCOMER, FIRST, None),
    ):
        keys = office.unlock(name, password)
        assert (keys.system, keys.data) == (office.system, data)
        assert keys.officer == office.named(name.strip())
        assert sealing.public_of(keys.private) == office.named(name.strip()).public


def test_what_is_told_of_officers(office: Office) -> None:
    told = [
        (each.id, each.name, each.role, each.must_change, each.password_since, each.holds_data)
        for each in keyring.officers(office.folder)
    ]
    assert told == [
        (1, OFFICER, "in_charge", False, "2026-03-02", True),
        (2, CHIEF, "chief", False, "2026-03-02", True),
        (3, AUDITOR, "auditor", False, "2026-03-02", False),
        (4, NEWCOMER, "handler", True, "2026-03-02", False),
    ]
    prints = {each.fingerprint for each in keyring.officers(office.folder)}
    assert len(prints) == 4
    assert all(re.fullmatch(r"([0-9A-F]{4}-){4}[0-9A-F]{4}", each) for each in prints)


def test_full_width_letters_of_an_input_method_are_the_same_password(office: Office) -> None:
    assert office.unlock(CHIEF, "ｍｏｏｎ＆Ｒｉｖｅｒ－８８").system == office.system


@pytest.mark.parametrize(
    ("name", "password"), [(OFFICER, LATER), (CHIEF, PASSWORD), ("查无此人", PASSWORD), ("", FIRST)]
)
def test_wrong_password_and_unknown_officer_give_one_answer(
    office: Office, name: str, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stretched: list[sealing.Cost] = []
    stretch = sealing._stretch
    monkeypatch.setattr(sealing, "_stretch", lambda *given: stretched.append(given[2]) or stretch(*given))
    before = digests(office.folder)
    with pytest.raises(WrongPassword) as refusal:
        office.unlock(name, password)
    assert refusal.value.message == keyring._WRONG
    assert "由负责人重新建立账号，或使用恢复密钥" in refusal.value.message
    assert stretched == [sealing.COST]
    assert digests(office.folder) == before


def test_keys_are_wiped_in_place_and_never_shown(office: Office) -> None:
    keys = office.unlock(OFFICER, PASSWORD)
    secrets = [keys.private, keys.system, keys.data]
    assert not any(secret.hex() in repr(keys) or repr(secret) in repr(keys) for secret in secrets if secret)
    keys.wipe()
    assert secrets == [bytearray(32)] * 3
    without = office.unlock(AUDITOR)
    without.wipe()
    assert without.system == bytearray(32)


# --- passwords -------------------------------------------------------------------------------------------------------


def test_a_new_password_replaces_the_old_one_only_of_its_officer(office: Office) -> None:
    before = office.named(CHIEF)
    changed = keyring.change_password(office.folder, CHIEF, LATER, "a brand new one", NEXT)
    assert changed == replace(before, password_since="2026-03-03"), "the key pair stays: old journals remain readable"
    assert office.unlock(CHIEF, "a brand new one").data == office.data
    assert office.unlock(OFFICER, PASSWORD).data == office.data
    for kept in keyring.COPIES:
        other = office.folder / keyring.COPIES[kept == keyring.COPIES[0]]
        content = other.read_bytes()
        other.unlink()
        with pytest.raises(WrongPassword):
            office.unlock(CHIEF)
        other.write_bytes(content)


def test_whoever_gave_the_first_password_cannot_open_what_is_given_later(office: Office) -> None:
    before, kept = office.named(NEWCOMER), office.unlock(NEWCOMER, FIRST)
    after = keyring.change_password(office.folder, NEWCOMER, FIRST, LATER, NEXT)
    assert after.public != before.public
    assert not after.must_change
    assert office.unlock(NEWCOMER).system == office.system
    keyring.give_data(office.folder, office.keys, after.id)
    assert office.unlock(NEWCOMER).data == office.data
    store = keyring.load(office.folder)
    slot = store.slot(after.id)
    with pytest.raises(sealing.SealBroken):
        store.recipient(slot).unwrap("data", kept.private, slot.grants["data"])


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("short-1", "至少10位"),
        ("x" * 300, "最多256位"),
        ("1234567890", "全是数字"),
        ("１２３４５６７８９０１", "全是数字"),
        (f"my-{OFFICER}-2026", "姓名"),
        ("aaaaaaaabb", "不同的字符"),
    ],
)
def test_weak_passwords_are_refused_everywhere(office: Office, password: str, word: str) -> None:
    before = digests(office.folder)
    assert word in (keyring.check_password(password, OFFICER) or "")
    with pytest.raises(PasswordRefused, match=word):
        keyring.change_password(office.folder, OFFICER, PASSWORD, password, NEXT)
    with pytest.raises(PasswordRefused, match=word):
        keyring.create(office.folder / "new", OFFICER, password, "chief", office.system, office.data, TODAY)
    with pytest.raises(PasswordRefused):
        keyring.add(office.folder, office.keys, "孙新人", "handler", password.replace(OFFICER, "孙新人"), TODAY)
    assert digests(office.folder) == before


def test_the_same_password_again_is_refused(office: Office) -> None:
    with pytest.raises(PasswordRefused, match="相同"):
        keyring.change_password(office.folder, NEWCOMER, FIRST, "ｆｉｒｓｔ-Given-1", NEXT)


def test_a_policy_of_the_caller_takes_the_place_of_ours(office: Office) -> None:
    asked: list[tuple[str, str]] = []

    def never(password: str, name: str) -> str | None:
        asked.append((password, name))
        return "今天不行"

    with pytest.raises(PasswordRefused, match="今天不行"):
        keyring.change_password(office.folder, CHIEF, LATER, "a brand new one", NEXT, never)
    with pytest.raises(PasswordRefused, match="今天不行"):
        keyring.add(office.folder, office.keys, "孙新人", "handler", FIRST, TODAY, never)
    with pytest.raises(PasswordRefused, match="今天不行"):
        keyring.create(office.folder / "new", OFFICER, "x", "chief", office.system, office.data, TODAY, never)
    assert asked == [("a brand new one", CHIEF), (FIRST, "孙新人"), ("x", OFFICER)]
    keyring.change_password(office.folder, CHIEF, LATER, "x", NEXT, lambda password, name: None)
    assert office.unlock(CHIEF, "x").system == office.system


# --- officers and rights ---------------------------------------------------------------------------------------------


def _refused(office: Office, match: str, change: Callable[..., object], *given: object) -> None:
    """The change is refused with these words, and nothing is written."""
    before = digests(office.folder)
    with pytest.raises(OfficerRefused, match=match):
        change(office.folder, *given)
    assert digests(office.folder) == before


@pytest.mark.parametrize("name", ["", "  ", "名" * 65, "李\n四", CHIEF])
def test_unusable_names_are_refused(office: Office, name: str) -> None:
    _refused(office, "姓名", keyring.add, office.keys, name, "handler", FIRST, TODAY)


def test_unknown_roles_and_officers_are_refused(office: Office) -> None:
    _refused(office, "没有“boss”这一角色", keyring.add, office.keys, "孙新人", "boss", FIRST, TODAY)
    _refused(office, "没有“boss”这一角色", keyring.set_role, office.keys, 2, "boss")
    for change in (keyring.give_data, keyring.take_data, keyring.remove):
        _refused(office, "没有这名人员", change, office.keys, 9)
    _refused(office, "没有这名人员", keyring.set_role, office.keys, 9, "chief")


def test_a_first_officer_holds_data_and_overwrites_nobody(office: Office, tmp_path: Path) -> None:
    given = (OFFICER, PASSWORD)
    _refused(office, "不能是管理员", keyring.create, *given, "secadmin", office.system, office.data, TODAY)
    with pytest.raises(VaultExists):
        keyring.create(office.folder, *given, "chief", office.system, office.data, TODAY)


def test_the_number_of_officers_is_bounded(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyfile, "MOST_OFFICERS", 4)
    _refused(office, "已满4人", keyring.add, office.keys, "孙新人", "handler", FIRST, TODAY)


def test_all_sixty_four_officers_and_a_policy_fit(office: Office) -> None:
    for number in range(keyfile.MOST_OFFICERS - 4):
        keyring.add(office.folder, office.keys, f"{number:02}" + "名" * 62, "handler", FIRST, TODAY)
    keyring.set_policy(office.folder, office.keys, {f"figure {number}": "字" * 20 for number in range(200)})
    grants = keyfile.MOST_OFFICERS * 400
    assert (office.folder / "keys.a").stat().st_size + grants < keyfile._LARGEST_FILE / 2
    assert office.unlock(OFFICER, PASSWORD).data == office.data


def test_a_number_is_never_used_again(office: Office) -> None:
    keyring.remove(office.folder, office.keys, 4)
    with pytest.raises(WrongPassword):
        office.unlock(NEWCOMER, FIRST)
    assert keyring.add(office.folder, office.keys, NEWCOMER, "handler", FIRST, TODAY).id == 5


def test_data_is_given_only_to_a_business_role_with_its_own_password(office: Office) -> None:
    _refused(office, "是管理员，不能持有", keyring.give_data, office.keys, 3)
    _refused(office, "还没有修改初始口令", keyring.give_data, office.keys, 4)
    keyring.change_password(office.folder, NEWCOMER, FIRST, LATER, NEXT)
    _refused(office, "当前登录的人员没有", keyring.give_data, office.unlock(AUDITOR), 4)
    keyring.give_data(office.folder, office.unlock(CHIEF), 4)
    assert office.unlock(NEWCOMER).data == office.data
    before = digests(office.folder)
    keyring.give_data(office.folder, office.keys, 4)
    assert digests(office.folder) == before, "he holds it already"


@pytest.mark.parametrize("role", sorted(keyring.ROLES - keyring.DATA_ROLES))
def test_no_administrator_ever_holds_data(office: Office, role: str) -> None:
    keyring.set_role(office.folder, office.keys, 2, role)
    assert office.unlock(CHIEF).data is None
    assert not office.named(CHIEF).holds_data
    _refused(office, "是管理员", keyring.give_data, office.keys, 2)
    keyring.set_role(office.folder, office.keys, 2, "leader")
    assert office.unlock(CHIEF).data is None, "the role alone gives nothing"
    keyring.give_data(office.folder, office.keys, 2)
    assert office.unlock(CHIEF).data == office.data


def test_a_new_business_role_keeps_data_if_a_holder_gives_it(office: Office) -> None:
    _refused(office, "当前登录的人员没有", keyring.set_role, office.unlock(AUDITOR), 2, "leader")
    keyring.set_role(office.folder, office.keys, 2, "leader")
    keys = office.unlock(CHIEF)
    assert keys.data == office.data
    assert keys.officer is not None
    assert keys.officer.role == "leader"
    keyring.set_role(office.folder, office.unlock(AUDITOR), 4, "chief")
    assert office.named(NEWCOMER).role == "chief"


def test_the_last_holder_of_data_stays(office: Office) -> None:
    keyring.take_data(office.folder, office.unlock(AUDITOR), 2)
    assert office.unlock(CHIEF).data is None
    for change in (keyring.take_data, keyring.remove):
        _refused(office, f"只有“{OFFICER}”能打开业务数据", change, office.keys, 1)
    _refused(office, f"只有“{OFFICER}”能打开业务数据", keyring.set_role, office.keys, 1, "auditor")
    keyring.give_data(office.folder, office.keys, 2)
    keyring.remove(office.folder, office.unlock(CHIEF), 1)
    assert [officer.name for officer in keyring.officers(office.folder)] == [CHIEF, AUDITOR, NEWCOMER]


def test_the_last_officer_stays(office: Office) -> None:
    for officer_id in (2, 3, 4):
        keyring.remove(office.folder, office.keys, officer_id)
    _refused(office, "只有", keyring.remove, office.keys, 1)


def test_nobody_changes_anything_without_the_right_key(office: Office) -> None:
    wrong = Keys(None, keyring.new_key(), keyring.new_key(), keyring.new_key())
    before = digests(office.folder)
    changes: list[tuple[Callable[..., object], tuple[object, ...]]] = [
        (keyring.add, ("孙新人", "handler", FIRST, TODAY)),
        (keyring.give_data, (4,)),
        (keyring.take_data, (2,)),
        (keyring.set_role, (2, "leader")),
        (keyring.remove, (2,)),
        (keyring.set_policy, ({},)),
        (keyring.set_split, (True,)),
        (keyring.set_recovery, (TODAY,)),
        (keyring.renewed, (keyring.new_key(), keyring.new_key())),
        (keyring.mend, ()),
        (keyring.officers, ()),
        (keyring.policy, ()),
        (keyring.recovery_public, ()),
    ]
    for change, given in changes:
        with pytest.raises(KeystoreDamaged, match="校验不符"):
            change(office.folder, wrong, *given)
    assert digests(office.folder) == before


# --- policy ----------------------------------------------------------------------------------------------------------


def test_policy_and_split_are_kept(office: Office) -> None:
    assert keyring.policy(office.folder) == {}
    figures = {"profile": "秘密", "idle": 600, "share": 0.5, "list": [1, None, {"a": True}], "pair": (1, 2)}
    keyring.set_policy(office.folder, office.keys, figures)
    keyring.set_split(office.folder, office.keys, True)
    assert keyring.policy(office.folder, office.keys) == {**figures, "pair": [1, 2]}
    assert keyring.load(office.folder).split
    assert office.unlock(CHIEF).data == office.data


@pytest.mark.parametrize("bad", [{"a": float("nan")}, {"a": b"bytes"}, {"a": "字" * 200_000}, {"a": 2**60_000}])
def test_a_policy_that_could_not_be_read_back_is_not_written(office: Office, bad: dict[str, object]) -> None:
    before = digests(office.folder)
    with pytest.raises((ValueError, TypeError)):
        keyring.set_policy(office.folder, office.keys, bad)
    assert digests(office.folder) == before


# --- recovery and renewal --------------------------------------------------------------------------------------------


def test_the_two_halves_open_everything(office: Office) -> None:
    keys = keyring.unlock_with_recovery(office.folder, office.halves[1].lower(), office.halves[0])
    assert (keys.officer, keys.system, keys.data) == (None, office.system, office.data)
    assert sealing.public_of(keys.private) == keyring.recovery_public(office.folder, office.keys)
    officer = keyring.add(office.folder, keys, "孙新人", "chief", FIRST, NEXT)
    keyring.change_password(office.folder, "孙新人", FIRST, LATER, NEXT)
    with pytest.raises(OfficerRefused, match="授权"):
        keyring.give_data(office.folder, keys, officer.id)
    keyring.authorise(office.folder, keys, officer.id)
    keyring.give_data(office.folder, keys, officer.id)
    assert office.unlock("孙新人").data == office.data


def test_only_a_holder_of_data_makes_a_recovery_key(office: Office) -> None:
    _refused(office, "当前登录的人员没有", keyring.set_recovery, office.unlock(AUDITOR), TODAY)


def test_halves_of_a_replaced_key_are_told_as_such(office: Office) -> None:
    fresh = keyring.set_recovery(office.folder, office.keys, NEXT)
    public = keyring.recovery_public(office.folder)
    assert public is not None
    with pytest.raises(recovery.RecoveryRefused, match=f"现用的编号为{recovery.number(public)}"):
        keyring.unlock_with_recovery(office.folder, *office.halves)
    with pytest.raises(recovery.RecoveryRefused, match="不是一套"):
        keyring.unlock_with_recovery(office.folder, fresh[0], office.halves[1])
    assert keyring.unlock_with_recovery(office.folder, *fresh).data == office.data


def _renew(office: Office, **how: bool) -> tuple[bytearray, bytearray]:
    """Fresh keys for the vault, put in place."""
    system, data = keyring.new_key(), keyring.new_key()
    content = keyring.renewed(office.folder, office.keys, system, data, **how)
    for name in keyring.COPIES:
        (office.folder / name).write_bytes(content)
    return system, data


def test_renewed_keys_reach_everybody_who_held_the_old_ones(office: Office) -> None:
    before, generation = digests(office.folder), keyring.load(office.folder).generation
    officers = keyring.officers(office.folder)
    keyring.renewed(office.folder, office.keys, keyring.new_key(), keyring.new_key())
    assert digests(office.folder) == before, "the caller writes it"
    system, data = _renew(office)
    for name, password, held in ((OFFICER, PASSWORD, data), (CHIEF, LATER, data), (AUDITOR, LATER, None)):
        assert (office.unlock(name, password).system, office.unlock(name, password).data) == (system, held)
    assert keyring.officers(office.folder) == officers
    assert keyring.load(office.folder).generation == generation + 1
    assert keyring.unlock_with_recovery(office.folder, *office.halves).data == data
    with pytest.raises(KeystoreDamaged):
        keyring.mend(office.folder, office.keys)


def test_a_recovery_key_that_was_used_is_dropped(office: Office) -> None:
    office.keys = keyring.unlock_with_recovery(office.folder, *office.halves)
    _, data = _renew(office, recovery_used=True)
    assert office.unlock(CHIEF).data == data
    assert keyring.recovery_public(office.folder) is None
    with pytest.raises(recovery.RecoveryRefused, match="现在没有恢复密钥"):
        keyring.unlock_with_recovery(office.folder, *office.halves)
    office.keys = office.unlock(CHIEF)
    _, data = _renew(office)
    assert office.unlock(CHIEF).data == data


def test_only_a_holder_of_data_renews(office: Office) -> None:
    fresh = keyring.new_key(), keyring.new_key()
    _refused(office, "当前登录的人员没有", keyring.renewed, office.unlock(AUDITOR), *fresh)


# --- damage ----------------------------------------------------------------------------------------------------------


def _answer(office: Office, name: str = OFFICER, password: str = PASSWORD) -> Keys | type[VaultError]:
    try:
        return office.unlock(name, password)
    except VaultError as error:
        return type(error)


def _flip(content: bytes, bit: int) -> bytes:
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def _careless(content: bytes) -> object:
    """How a reader without seals would look at it: the control of the next test."""
    try:
        return json.loads(content)["officers"][0]["grants"]
    except (ValueError, LookupError, TypeError):
        return None


def test_every_flipped_bit_is_detected_before_a_password_is_tried(office: Office) -> None:
    intact, noticed, unnoticed = (office.folder / "keys.a").read_bytes(), 0, 0
    dice = random.Random(7)
    for name in keyring.COPIES:
        other = office.folder / keyring.COPIES[name == keyring.COPIES[0]]
        other.unlink()
        assert isinstance(_answer(office), Keys)
        for bit in dice.sample(range(len(intact) * 8), 1200):
            flipped = _flip(intact, bit)
            (office.folder / name).write_bytes(flipped)
            with pytest.raises(KeystoreDamaged):
                keyring.officers(office.folder)
            noticed += 1
            unnoticed += _careless(flipped) is not None
        (office.folder / name).write_bytes(intact)
        other.write_bytes(intact)
    assert noticed == 2400
    assert unnoticed > noticed // 2, "an unprotected reader would go on with most of them"


def test_with_one_copy_intact_it_opens_and_is_made_good(office: Office) -> None:
    before, intact = digests(office.folder), (office.folder / "keys.a").read_bytes()
    for bit in random.Random(8).sample(range(len(intact) * 8), 20):
        for name in keyring.COPIES:
            (office.folder / name).write_bytes(_flip(intact, bit))
            keyring.mend(office.folder, office.unlock(CHIEF))
            assert digests(office.folder) == before


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"null", b"[" * 100_000, b"\xff\xfe", b'{"a":1,"a":1}', b"0" * 300_000]
)
def test_rubbish_is_damage(office: Office, content: bytes) -> None:
    for name in keyring.COPIES:
        (office.folder / name).write_bytes(content)
    before = digests(office.folder)
    with pytest.raises(KeystoreDamaged, match=r"keys\.a、keys\.b.*备份"):
        office.unlock(OFFICER, PASSWORD)
    with pytest.raises(KeystoreDamaged):
        keyring.unlock_with_recovery(office.folder, *office.halves)
    assert digests(office.folder) == before


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"\n", b"\r\n"), (b'"split": false', b'"split": true,\n "split": false'), (b'"lanes": 4,', b'"lanes": 4.0,')],
)
def test_what_reads_the_same_but_is_written_otherwise_is_damage(office: Office, old: bytes, new: bytes) -> None:
    content = (office.folder / "keys.a").read_bytes()
    assert old in content
    for name in keyring.COPIES:
        (office.folder / name).write_bytes(content.replace(old, new))
    with pytest.raises(KeystoreDamaged):
        office.unlock(OFFICER, PASSWORD)


def test_a_crash_between_the_copies_leaves_the_newer_state(office: Office) -> None:
    older = (office.folder / "keys.a").read_bytes()
    keyring.change_password(office.folder, CHIEF, LATER, "a brand new one", NEXT)
    (office.folder / "keys.a").write_bytes(older)
    assert office.unlock(CHIEF, "a brand new one").data == office.data
    keyring.change_password(office.folder, CHIEF, "a brand new one", "once more new", NEXT)
    assert (office.folder / "keys.a").read_bytes() == (office.folder / "keys.b").read_bytes()


def test_an_empty_folder_is_no_vault_and_one_without_keys_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(VaultMissing):
        keyring.officers(tmp_path)
    (tmp_path / "data.db").touch()
    with pytest.raises(KeystoreDamaged, match="缺失"):
        keyring.officers(tmp_path)


def test_the_older_copy_is_replaced_first(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    older = (office.folder / "keys.a").read_bytes()
    keyring.set_split(office.folder, office.keys, True)
    newer = (office.folder / "keys.a").read_bytes()
    order: list[list[str]] = []
    monkeypatch.setattr(keyfile, "replace_files", lambda paths, content: order.append([path.name for path in paths]))
    for stale in keyring.COPIES:
        for name in keyring.COPIES:
            (office.folder / name).write_bytes(older if name == stale else newer)
        keyring.set_split(office.folder, office.keys, False)
    assert order == [["keys.a", "keys.b"], ["keys.b", "keys.a"]]


def test_a_file_that_cannot_be_written_is_named_and_nothing_changes(office: Office) -> None:
    (office.folder / "keys.b.new").mkdir()
    before = digests(office.folder)
    with pytest.raises(VaultUnwritable, match=r"keys\.b"):
        keyring.change_password(office.folder, OFFICER, PASSWORD, "a brand new one", NEXT)
    assert digests(office.folder) == before


# --- tampering -------------------------------------------------------------------------------------------------------

Row = dict[str, Any]


def _forge(office: Office, change: Callable[[Row], object], system: bytearray | None = None) -> None:
    """Change the keystore as somebody with a text editor and SHA-256 could; with the key "system" the MAC, too."""
    content = json.loads((office.folder / "keys.a").read_bytes())
    del content["sha256"]
    change(content)
    if system is not None:
        unsealed = keyfile._canonical({**content, "mac": ""})
        content["mac"] = hmac.digest(system, keyfile._MAC_LABEL + unsealed, "sha256").hex()
    content["sha256"] = hashlib.sha256(keyfile._canonical(content)).hexdigest()
    for name in keyring.COPIES:
        (office.folder / name).write_bytes(keyfile._canonical(content))


def _officer(content: Row, officer_id: int) -> Row:
    found: Row = next(row for row in content["officers"] if row["id"] == officer_id)
    return found


def _transplant(content: Row, giver: int, taker: int) -> None:
    _officer(content, taker)["grants"]["data"] = _officer(content, giver)["grants"]["data"]


def _more(content: Row) -> None:
    content["officers"].append({**content["officers"][2], "id": 5, "name": "孙新人"})
    content["next_id"] = 6


FORGERIES: list[tuple[Callable[[Row], object], type[VaultError]]] = [
    (lambda content: _officer(content, 1).update(role="chief"), KeystoreDamaged),
    (lambda content: _officer(content, 2).update(role="leader"), KeystoreDamaged),
    (lambda content: _officer(content, 2).update(role="auditor"), KeystoreDamaged),
    (lambda content: _officer(content, 3).update(role="in_charge"), KeystoreDamaged),
    (lambda content: _officer(content, 3).update(role="king"), KeystoreDamaged),
    (lambda content: _officer(content, 4).update(must_change=False), KeystoreDamaged),
    (lambda content: _officer(content, 4).update(must_change=0), KeystoreDamaged),
    (lambda content: _officer(content, 1).update(password_since="2027-01-01"), KeystoreDamaged),
    (lambda content: _officer(content, 1).update(password_since="20270101"), KeystoreDamaged),
    (lambda content: _officer(content, 2).update(name="赵四"), KeystoreDamaged),
    (lambda content: _officer(content, 2).update(name=OFFICER), KeystoreDamaged),
    (lambda content: _officer(content, 2).update(id=1), KeystoreDamaged),
    (lambda content: _officer(content, 2).update(public=content["recovery"]["public"]), KeystoreDamaged),
    (lambda content: _officer(content, 1).update(public=content["recovery"]["public"]), KeystoreDamaged),
    (lambda content: _officer(content, 1).update(public=_officer(content, 1)["public"].upper()), KeystoreDamaged),
    (lambda content: _officer(content, 1)["lock"]["cost"].update(memory=128), WrongPassword),
    (lambda content: _officer(content, 1)["lock"]["cost"].update(memory=2**40), KeystoreDamaged),
    (lambda content: _officer(content, 1)["lock"]["cost"].update(passes=True), KeystoreDamaged),
    (lambda content: _officer(content, 1)["lock"]["cost"].update(lanes=0), KeystoreDamaged),
    (lambda content: _officer(content, 1)["lock"].update(salt="zz" * 16), KeystoreDamaged),
    (lambda content: _officer(content, 1).update(extra=1), KeystoreDamaged),
    (lambda content: _officer(content, 1)["grants"].pop("system"), KeystoreDamaged),
    (lambda content: _officer(content, 1)["grants"].pop("data"), KeystoreDamaged),
    (lambda content: _officer(content, 1).update(grants=_officer(content, 2)["grants"]), KeystoreDamaged),
    (lambda content: _transplant(content, 1, 2), KeystoreDamaged),
    (lambda content: _transplant(content, 1, 3), KeystoreDamaged),
    (lambda content: _transplant(content, 1, 4), KeystoreDamaged),
    (lambda content: content["officers"].pop(), KeystoreDamaged),
    (lambda content: content["officers"].reverse(), KeystoreDamaged),
    (lambda content: content["officers"].append(content["officers"][0]), KeystoreDamaged),
    (_more, KeystoreDamaged),
    (lambda content: content.update(officers=[]), KeystoreDamaged),
    (lambda content: content.update(officers={}), KeystoreDamaged),
    (lambda content: content.update(recovery=None), KeystoreDamaged),
    (lambda content: content["recovery"].update(public=_officer(content, 3)["public"]), KeystoreDamaged),
    (lambda content: content["recovery"].update(created="2020-01-01"), KeystoreDamaged),
    (lambda content: content["recovery"]["grants"].update(_officer(content, 1)["grants"]), KeystoreDamaged),
    (lambda content: content.update(policy={"shortest": 1}), KeystoreDamaged),
    (lambda content: content.update(policy=[]), KeystoreDamaged),
    (lambda content: content.update(split=True), KeystoreDamaged),
    (lambda content: content.update(split="no"), KeystoreDamaged),
    (lambda content: content.update(next_id=9), KeystoreDamaged),
    (lambda content: content.update(next_id=4), KeystoreDamaged),
    (lambda content: content.update(generation=99), KeystoreDamaged),
    (lambda content: content.update(vault_id="00" * 16), WrongPassword),
    (lambda content: content.update(algorithm="rot13"), KeystoreDamaged),
    (lambda content: content.update(version=1), KeystoreDamaged),
    (lambda content: content.update(version=3), VaultTooNew),
    (lambda content: content.update(format="other"), KeystoreDamaged),
    (lambda content: content.update(extra=1), KeystoreDamaged),
    (lambda content: content.pop("policy"), KeystoreDamaged),
]


@pytest.mark.parametrize(("change", "answer"), FORGERIES)
def test_forgeries_are_refused(office: Office, change: Callable[[Row], object], answer: type[VaultError]) -> None:
    _forge(office, lambda content: None)
    assert isinstance(_answer(office), Keys), "the forger's tool itself does no harm"
    _forge(office, change)
    assert _answer(office) is answer
    for name, password in ((CHIEF, LATER), (AUDITOR, LATER), (NEWCOMER, FIRST)):
        assert not isinstance(_answer(office, name, password), Keys)


def test_a_recovery_key_put_in_by_somebody_else_opens_nothing(office: Office) -> None:
    private = keyring.new_key()
    public = sealing.public_of(private)
    _forge(office, lambda content: content["recovery"].update(public=public.hex()))
    with pytest.raises(KeystoreDamaged):
        keyring.unlock_with_recovery(office.folder, *recovery.split(private, recovery.number(public)))
    with pytest.raises(KeystoreDamaged):
        keyring.recovery_public(office.folder, office.keys)
    assert keyring.recovery_public(office.folder) == public, "without keys nobody vouches for it"


def test_copies_of_one_generation_that_differ_are_refused(office: Office) -> None:
    content = (office.folder / "keys.a").read_bytes()
    _forge(office, lambda content: content["officers"].pop())
    (office.folder / "keys.a").write_bytes(content)
    with pytest.raises(KeystoreDamaged, match="矛盾"):
        keyring.officers(office.folder)


# --- an administrator with tools: he holds "system" and can make the MAC right ---------------------------------------


def _as_chief(office: Office, content: Row, auditor: Keys) -> None:
    """The auditor makes himself a chief, and wraps "system" to himself in that role."""
    assert auditor.officer is not None
    recipient = keyfile.Recipient(content["vault_id"], 3, "chief", auditor.officer.public)
    _officer(content, 3)["role"] = "chief"
    _officer(content, 3)["grants"]["system"] = recipient.wrap("system", office.system).hex()


def test_a_role_he_gives_himself_brings_no_data(office: Office) -> None:
    auditor = office.unlock(AUDITOR)
    _forge(office, lambda content: _as_chief(office, content, auditor), auditor.system)
    keys = office.unlock(AUDITOR)
    assert keys.officer is not None
    assert keys.officer.role == "chief", "the forgery itself succeeds: the figures of the journal must show it"
    assert keys.data is None


@pytest.mark.parametrize("giver", [1, 2])
def test_nor_does_a_grant_that_was_made_for_another(office: Office, giver: int) -> None:
    auditor = office.unlock(AUDITOR)

    def take(content: Row) -> None:
        _as_chief(office, content, auditor)
        _transplant(content, giver, 3)

    _forge(office, take, auditor.system)
    assert _answer(office, AUDITOR, LATER) is KeystoreDamaged


def test_nor_one_he_makes_himself(office: Office) -> None:
    auditor, guess = office.unlock(AUDITOR), keyring.new_key()

    def make(content: Row, role: str) -> None:
        assert auditor.officer is not None
        recipient = keyfile.Recipient(content["vault_id"], 3, role, auditor.officer.public)
        _officer(content, 3)["grants"]["data"] = recipient.wrap("data", guess).hex()

    _forge(office, lambda content: make(content, "auditor"), auditor.system)
    assert _answer(office, AUDITOR, LATER) is KeystoreDamaged, "an administrator with such a grant is not read at all"
    _forge(office, lambda content: (_as_chief(office, content, auditor), make(content, "chief")), auditor.system)
    keys = office.unlock(AUDITOR)
    assert keys.data == guess != office.data


def test_nor_is_anybody_moved_to_another_role(office: Office) -> None:
    _forge(office, lambda content: _officer(content, 2).update(role="handler"), office.system)
    assert _answer(office, CHIEF, LATER) is KeystoreDamaged


def test_a_number_that_would_be_used_again_is_damage(office: Office) -> None:
    _forge(office, lambda content: content.update(next_id=4), office.system)
    assert _answer(office) is KeystoreDamaged


def test_an_officer_whose_public_key_was_changed_is_told(office: Office) -> None:
    public = sealing.public_of(keyring.new_key()).hex()
    _forge(office, lambda content: _officer(content, 4).update(public=public), office.system)
    assert _answer(office, NEWCOMER, FIRST) is KeystoreDamaged


def _swap_key(content: Row, target: str, public: bytes) -> None:
    row = content["recovery"] if target == "recovery" else _officer(content, 2)
    row["public"] = public.hex()


@pytest.mark.parametrize("target", ["officer", "recovery"])
@pytest.mark.parametrize("vouchers", [True, False])
def test_nor_does_waiting_for_the_next_renewal_with_his_own_public_key(
    office: Office, target: str, vouchers: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    auditor, mine, fresh = office.unlock(AUDITOR), keyring.new_key(), keyring.new_key()
    _forge(office, lambda content: _swap_key(content, target, sealing.public_of(mine)), auditor.system)
    if vouchers:
        with pytest.raises(KeystoreDamaged, match="不符"):
            keyring.renewed(office.folder, office.keys, keyring.new_key(), fresh)
        if target == "officer":
            with pytest.raises(KeystoreDamaged, match="不符"):
                keyring.set_role(office.folder, office.keys, 2, "leader")
        return
    # the control: without the voucher the fresh key would be his
    monkeypatch.setattr(keyfile.Recipient, "require_vouched", lambda *given: None)
    store = keyfile.read(keyring.renewed(office.folder, office.keys, keyring.new_key(), fresh))
    holder = store.recovery if target == "recovery" else store.slot(2)
    assert holder is not None
    assert store.recipient(holder).unwrap("data", mine, holder.grants["data"]) == fresh


def test_a_public_key_that_is_none_is_tampering(office: Office) -> None:
    keyring.change_password(office.folder, NEWCOMER, FIRST, LATER, NEXT)
    _forge(office, lambda content: _officer(content, 4).update(public="00" * 32), office.system)
    with pytest.raises(KeystoreDamaged):
        keyring.give_data(office.folder, office.keys, 4)


# --- sealing for others ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("secret", [b"", b"x", b"y" * 32, b"z" * 5000, bytearray(b"w" * 32)])
def test_what_is_sealed_opens_for_its_holder_and_purpose_only(office: Office, secret: bytes | bytearray) -> None:
    auditor, public = office.unlock(AUDITOR), office.named(AUDITOR).public
    sealed = keyring.seal(public, secret, "journal epoch 7")
    assert keyring.unseal(auditor.private, sealed, "journal epoch 7") == secret
    assert keyring.seal(public, secret, "journal epoch 7") != sealed
    for private, given, purpose in (
        (auditor.private, sealed, "journal epoch 8"),
        (office.keys.private, sealed, "journal epoch 7"),
        (auditor.private, _flip(sealed, 300), "journal epoch 7"),
        (auditor.private, sealed[:-1], "journal epoch 7"),
        (auditor.private, b"", "journal epoch 7"),
        (auditor.private, bytes(len(sealed)), "journal epoch 7"),
    ):
        with pytest.raises(ValueError, match=r"^$"):
            keyring.unseal(private, given, purpose)


def test_the_immutable_copy_of_an_opened_secret_is_overwritten(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where chance would leave it in memory or not; this looks at the very object."""
    sealed, suite, handed_out = keyring.seal(office.named(AUDITOR).public, b"s" * 32, "test"), sealing._suite(), []

    class Watched:
        def decrypt(self, *given: object, **named: object) -> object:
            handed_out.append(suite.decrypt(*given, **named))
            return handed_out[-1]

    monkeypatch.setattr(sealing, "_suite", Watched)
    assert keyring.unseal(office.unlock(AUDITOR).private, sealed, "test") == b"s" * 32
    assert len(handed_out) == 2
    assert handed_out == [bytes(32)] * 2


@pytest.mark.parametrize("public", [bytes(32), bytes(31), b""])
def test_nothing_is_sealed_to_what_is_no_public_key(public: bytes) -> None:
    with pytest.raises(ValueError, match=r"^$"):
        keyring.seal(public, b"secret", "test")


# --- crashes and memory ----------------------------------------------------------------------------------------------


def _child(code: str, *arguments: object) -> "subprocess.Popen[str]":
    """Another process that runs this code with the arguments as `given`."""
    lines = [
        "import sys; from pathlib import Path; from cadre_desk.storage import keyfile, keyring; given = sys.argv[1:]"
    ]
    program = "\n".join([*lines, textwrap.dedent(code)])
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=Path(__file__).parents[2],
    )


def _told(child: "subprocess.Popen[str]") -> str:
    """The next line the child prints; a silent child has failed."""
    assert child.stdout is not None
    line = child.stdout.readline()
    assert line, "the child ended early"
    return line.strip()


KEEP_SAVING = """
    folder = Path(given[0])
    keys = keyring.unlock(folder, given[1], given[2])
    number = int(keyring.policy(folder, keys).get("number", 0))
    while True:
        number += 1
        keyring.set_policy(folder, keys, {"number": number, "words": "字" * (number % 7) * 500})
        print(number, flush=True)
"""
IN_PLACE = """
    import time
    def in_place(paths, content):
        files = [path.open("wb", buffering=0) for path in paths]
        for half in (content[:1000], content[1000:]):
            for file in files:
                file.write(half)
            time.sleep(0.01)
    keyfile.replace_files = in_place
"""


def _kill_while_saving(office: Office, code: str, dice: random.Random) -> int:
    """The last number that was acknowledged before the child was killed."""
    with _child(code, office.folder, OFFICER, PASSWORD) as child:
        for _ in range(dice.randint(1, 12)):
            acknowledged = int(_told(child))
        time.sleep(dice.random() * 0.02)
        child.send_signal(signal.SIGKILL)
        rest = child.stdout.read().split("\n") if child.stdout else []
    return max([acknowledged, *(int(line) for line in rest[:-1])])


@posix
def test_kills_during_saves_leave_a_readable_keystore_with_all_that_was_acknowledged(office: Office) -> None:
    dice = random.Random(3)
    for _ in range(200 if FULL else 15):
        acknowledged = _kill_while_saving(office, KEEP_SAVING, dice)
        keys = office.unlock(CHIEF)
        number = keyring.policy(office.folder, keys)["number"]
        assert number in (acknowledged, acknowledged + 1)
        if dice.random() < 0.5:
            keyring.mend(office.folder, keys)
            assert (office.folder / "keys.a").read_bytes() == (office.folder / "keys.b").read_bytes()


@posix
def test_kills_do_harm_where_files_are_written_in_place(office: Office) -> None:
    """The control of the test above."""
    intact, dice, harmed = (office.folder / "keys.a").read_bytes(), random.Random(4), 0
    for _ in range(8):
        _kill_while_saving(office, IN_PLACE + KEEP_SAVING, dice)
        harmed += _answer(office, CHIEF, LATER) is KeystoreDamaged
        for name in keyring.COPIES:
            (office.folder / name).write_bytes(intact)
    assert harmed


UNLOCK_AND_WIPE = """
    keys = keyring.unlock(Path(given[0]), given[1], given[2])
    for secret in (keys.private, keys.system, keys.data):
        print(" ".join(str(byte ^ 0x55) for byte in secret))  # told in disguise, so that the telling is not found
    print("open", flush=True)
    sys.stdin.readline()
    keys.wipe()
    keyring.officers(Path(given[0]))
    print("wiped", flush=True)
    sys.stdin.readline()
"""


def _copies(process: int, secrets: list[bytes]) -> list[int]:
    """How often each secret lies in the memory of that process; its end is enough, freed memory loses its beginning."""
    counts = [0] * len(secrets)
    with open(f"/proc/{process}/maps") as maps, open(f"/proc/{process}/mem", "rb", buffering=0) as memory:
        for line in maps:
            place, rights = line.split()[:2]
            if "rw" not in rights:
                continue
            start, end = (int(edge, 16) for edge in place.split("-"))
            memory.seek(start)
            content = memory.read(end - start)
            counts = [count + content.count(secret[12:]) for count, secret in zip(counts, secrets, strict=True)]
    return counts


@linux
def test_no_key_is_found_in_memory_after_it_was_wiped(office: Office) -> None:
    with _child(UNLOCK_AND_WIPE, office.folder, OFFICER, PASSWORD) as child:
        secrets = [bytes(int(byte) ^ 0x55 for byte in _told(child).split()) for _ in range(3)]
        assert _told(child) == "open"
        try:
            assert min(_copies(child.pid, secrets)) >= 1, "the control: while it is open they are found"
        except PermissionError:
            child.kill()
            pytest.skip("this system lets nobody read the memory of a child")
        assert child.stdin is not None
        child.stdin.write("\n")
        child.stdin.flush()
        assert _told(child) == "wiped"
        assert _copies(child.pid, secrets) == [0, 0, 0]
        child.stdin.write("\n")
        child.stdin.flush()


# --- start-up --------------------------------------------------------------------------------------------------------


def test_the_sign_in_window_waits_for_no_library() -> None:
    code = "import sys; from cadre_desk.storage import keyring; print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True, cwd=Path(__file__).parents[2]).split()
    assert "cadre_desk.storage.keyring" in loaded
    assert not {"sqlalchemy", "sqlcipher3", "cryptography"} & {*loaded}


def test_the_shipped_cost() -> None:
    assert sealing._cost_for(8 * 1024**3) == sealing.Cost(256 * 1024, 3, 4)
    assert sealing._cost_for(2 * 1024**3) == sealing.Cost(64 * 1024, 3, 4)
    assert sealing._physical_memory() > 0
