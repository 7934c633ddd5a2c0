"""The keystore tells a wrong password from damage, and never gives a wrong key."""

import hashlib
import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cadre_desk.storage import keystore
from cadre_desk.storage.errors import (
    KeystoreDamaged,
    OfficerRefused,
    PasswordRefused,
    VaultError,
    VaultMissing,
    VaultTooNew,
    VaultUnwritable,
    WrongPassword,
)
from tests.storage.helpers import FULL, OFFICER, PASSWORD, digests

COLLEAGUE, HERS = "王监督", "moon&River-88"


@pytest.fixture
def dek() -> bytearray:
    return keystore.new_key()


@pytest.fixture
def folder(tmp_path: Path, dek: bytearray) -> Path:
    """A keystore with two officers."""
    keystore.create(tmp_path, OFFICER, PASSWORD, dek)
    keystore.add_officer(tmp_path, dek, COLLEAGUE, HERS)
    return tmp_path


def test_each_officer_unlocks_the_same_key(folder: Path, dek: bytearray) -> None:
    assert keystore.unlock(folder, OFFICER, PASSWORD) == dek
    assert keystore.unlock(folder, f" {COLLEAGUE} ", HERS) == dek
    assert keystore.officers(folder) == (OFFICER, COLLEAGUE)


def test_full_width_letters_of_an_input_method_are_the_same_password(folder: Path, dek: bytearray) -> None:
    assert keystore.unlock(folder, COLLEAGUE, "ｍｏｏｎ＆Ｒｉｖｅｒ－８８") == dek


@pytest.mark.parametrize(
    ("officer", "password"), [(OFFICER, HERS), (COLLEAGUE, PASSWORD), ("查无此人", PASSWORD), ("", HERS)]
)
def test_wrong_password_and_unknown_officer_give_one_answer(
    folder: Path, officer: str, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stretched: list[keystore.Cost] = []
    stretch = keystore._stretch
    monkeypatch.setattr(keystore, "_stretch", lambda *given: stretched.append(given[2]) or stretch(*given))
    before = digests(folder)
    with pytest.raises(WrongPassword) as refusal:
        keystore.unlock(folder, officer, password)
    assert refusal.value.message == keystore._WRONG
    assert stretched == [keystore.COST]
    assert digests(folder) == before


def test_a_new_password_replaces_the_old_one_only_of_its_officer(folder: Path, dek: bytearray) -> None:
    keystore.change_password(folder, OFFICER, PASSWORD, "a brand new one")
    assert keystore.unlock(folder, OFFICER, "a brand new one") == dek
    assert keystore.unlock(folder, COLLEAGUE, HERS) == dek
    for name in keystore.COPIES:
        other = folder / keystore.COPIES[name == keystore.COPIES[0]]
        content = other.read_bytes()
        other.unlink()
        with pytest.raises(WrongPassword):
            keystore.unlock(folder, OFFICER, PASSWORD)
        other.write_bytes(content)


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
def test_weak_passwords_are_refused_everywhere(folder: Path, dek: bytearray, password: str, word: str) -> None:
    before = digests(folder)
    assert word in (keystore.check_password(password, OFFICER) or "")
    with pytest.raises(PasswordRefused, match=word):
        keystore.change_password(folder, OFFICER, PASSWORD, password)
    with pytest.raises(PasswordRefused, match=word):
        keystore.create(folder / "new", OFFICER, password, dek)
    assert digests(folder) == before


def test_a_good_password_is_accepted() -> None:
    assert keystore.check_password(PASSWORD, OFFICER) is None


@pytest.mark.parametrize("officer", ["", "  ", "名" * 65, "李\n四", COLLEAGUE])
def test_unusable_names_are_refused(folder: Path, dek: bytearray, officer: str) -> None:
    with pytest.raises(OfficerRefused):
        keystore.add_officer(folder, dek, officer, "moon&River-99")


def test_an_officer_is_added_only_with_the_right_key(folder: Path) -> None:
    with pytest.raises(KeystoreDamaged):
        keystore.add_officer(folder, keystore.new_key(), "赵四", "moon&River-99")


# --- damage ----------------------------------------------------------------------------------------------------------


def _answer(folder: Path) -> bytearray | type[VaultError]:
    try:
        return keystore.unlock(folder, OFFICER, PASSWORD)
    except VaultError as error:
        return type(error)


def _flip(content: bytes, bit: int) -> bytes:
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def test_every_flipped_bit_is_detected(folder: Path, dek: bytearray) -> None:
    intact, first, second = (folder / "keys.a").read_bytes(), folder / "keys.a", folder / "keys.b"
    bits = random.Random(7).sample(range(len(intact) * 8), 2000 if FULL else 200)
    second.unlink()
    assert _answer(folder) == dek
    for bit in bits:
        first.write_bytes(_flip(intact, bit))
        assert _answer(folder) is KeystoreDamaged, bit
    second.write_bytes(intact)
    for bit in bits[:40]:
        first.write_bytes(_flip(intact, bit))
        assert _answer(folder) == dek, "the other copy is intact"


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"null", b"[" * 100_000, b"\xff\xfe", b'{"a":1,"a":1}', b"0" * 300_000]
)
def test_rubbish_is_damage(folder: Path, content: bytes) -> None:
    for name in keystore.COPIES:
        (folder / name).write_bytes(content)
    before = digests(folder)
    with pytest.raises(KeystoreDamaged, match=r"keys\.a、keys\.b.*备份"):
        keystore.unlock(folder, OFFICER, PASSWORD)
    assert digests(folder) == before


@pytest.mark.parametrize(
    ("old", "new"), [(b"\n", b"\r\n"), (b'"generation": 2', b'"generation": 1,\n "generation": 2')]
)
def test_what_reads_the_same_but_is_written_otherwise_is_damage(folder: Path, old: bytes, new: bytes) -> None:
    content = (folder / "keys.a").read_bytes()
    assert old in content
    for name in keystore.COPIES:
        (folder / name).write_bytes(content.replace(old, new))
    with pytest.raises(KeystoreDamaged):
        keystore.unlock(folder, OFFICER, PASSWORD)


def test_one_lost_copy_is_made_good(folder: Path, dek: bytearray) -> None:
    before = digests(folder)
    (folder / "keys.b").write_bytes(b"rubbish")
    keystore.mend(folder, dek)
    assert digests(folder) == before


def test_a_crash_between_the_copies_leaves_the_newer_state(folder: Path, dek: bytearray) -> None:
    older = (folder / "keys.a").read_bytes()
    keystore.change_password(folder, OFFICER, PASSWORD, "a brand new one")
    (folder / "keys.a").write_bytes(older)
    assert keystore.unlock(folder, OFFICER, "a brand new one") == dek
    keystore.change_password(folder, OFFICER, "a brand new one", "once more new")
    assert (folder / "keys.a").read_bytes() == (folder / "keys.b").read_bytes()


def _forge(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the keystore the way somebody with a text editor and SHA-256 could."""
    content = json.loads((folder / "keys.a").read_bytes())
    del content["sha256"]
    change(content)
    content["sha256"] = hashlib.sha256(keystore._canonical(content)).hexdigest()
    for name in keystore.COPIES:
        (folder / name).write_bytes(keystore._canonical(content))


@pytest.mark.parametrize(
    ("change", "answer"),
    [
        (lambda content: content.update(generation=9), KeystoreDamaged),
        (lambda content: content["slots"].pop(), KeystoreDamaged),
        (lambda content: content["slots"][1].update(officer="赵四"), KeystoreDamaged),
        (lambda content: content["slots"][0].update(memory=128), WrongPassword),
        (lambda content: content["slots"][0].update(memory=2**40), KeystoreDamaged),
        (lambda content: content["slots"][0].update(passes=True), KeystoreDamaged),
        (lambda content: content["slots"][0].update(lanes=0), KeystoreDamaged),
        (lambda content: content["slots"][0].update(salt="zz" * 16), KeystoreDamaged),
        (lambda content: content["slots"][0].update(extra=1), KeystoreDamaged),
        (lambda content: content.update(slots=[]), KeystoreDamaged),
        (lambda content: content["slots"].append(content["slots"][0]), KeystoreDamaged),
        (lambda content: content.update(version=2), VaultTooNew),
    ],
)
def test_forgeries_are_refused(
    folder: Path, change: Callable[[dict[str, Any]], object], answer: type[VaultError]
) -> None:
    _forge(folder, lambda content: None)
    assert isinstance(_answer(folder), bytearray), "the forger's tool itself does no harm"
    _forge(folder, change)
    assert _answer(folder) is answer


def test_copies_of_one_generation_that_differ_are_refused(folder: Path) -> None:
    content = (folder / "keys.a").read_bytes()
    _forge(folder, lambda content: content["slots"].pop())
    (folder / "keys.a").write_bytes(content)
    with pytest.raises(KeystoreDamaged, match="矛盾"):
        keystore.officers(folder)


def test_an_empty_folder_is_no_vault_and_one_without_keys_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(VaultMissing):
        keystore.officers(tmp_path)
    (tmp_path / "data.db").touch()
    with pytest.raises(KeystoreDamaged, match="缺失"):
        keystore.officers(tmp_path)


def test_a_file_that_cannot_be_written_is_named_and_nothing_changes(folder: Path) -> None:
    (folder / "keys.b.new").mkdir()
    before = digests(folder)
    with pytest.raises(VaultUnwritable, match=r"keys\.b"):
        keystore.change_password(folder, OFFICER, PASSWORD, "a brand new one")
    assert digests(folder) == before


def test_the_login_window_does_not_load_the_database() -> None:
    code = "import sys; from cadre_desk.storage import keystore; print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True, cwd=Path(__file__).parents[2]).split()
    assert "cadre_desk.storage.keystore" in loaded
    assert not {"sqlalchemy", "sqlcipher3"} & {*loaded}


def test_the_shipped_cost() -> None:
    assert keystore._cost_for(8 * 1024**3) == keystore.Cost(256 * 1024, 3, 4)
    assert keystore._cost_for(2 * 1024**3) == keystore.Cost(64 * 1024, 3, 4)
    assert keystore._physical_memory() > 0
