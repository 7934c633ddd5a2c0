"""The anchor: sealed under the system key, tells what is missing, and every change of it is noticed."""

import json
import os
import random
from dataclasses import replace
from pathlib import Path

import pytest

from cadre_desk.storage import anchor
from cadre_desk.storage.anchor import Anchor
from cadre_desk.storage.errors import AnchorDamaged, VaultUnwritable
from tests.storage.helpers import FULL

KEY = bytearray(range(32))
VAULT = "ab" * 16
SEEN = Anchor(VAULT, 2, (120, "d" * 64), (340, "e" * 64), 7, "2026-03-02T09:30:00", "备份20260301-120000；理由：试验")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A written anchor."""
    anchor.write(tmp_path / "anchors" / "one", SEEN, KEY)
    return tmp_path / "anchors" / "one"


def read(path: Path, key: bytearray = KEY, vault_id: str = VAULT) -> Anchor | None:
    return anchor.read(path, vault_id, key)


def test_what_was_written_is_read(path: Path) -> None:
    assert read(path) == SEEN
    assert anchor.glimpse(path) == SEEN.data
    if os.name != "nt":
        assert path.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "state").write_bytes(b"")
    for path, why in ((tmp_path / "state" / "one", "同名文件占用"), (tmp_path / "state" / "a" / "one", "不是文件夹")):
        with pytest.raises(VaultUnwritable, match=f"无法写入文件“one”.*{why}.*请检查文件夹权限"):
            anchor.write(path, SEEN, KEY)


def test_none_where_there_is_none(tmp_path: Path) -> None:
    assert read(tmp_path / "none") is None
    assert anchor.glimpse(tmp_path / "none") is None


def test_another_key_or_another_vault(path: Path) -> None:
    for key, vault_id in ((bytearray(32), VAULT), (KEY, "cd" * 16)):
        with pytest.raises(AnchorDamaged, match="损坏、被改动，或属于另一个保险库"):
            read(path, key, vault_id)


def test_every_flipped_bit_is_noticed(path: Path) -> None:
    intact = path.read_bytes()
    bits = list(range(len(intact) * 8)) if FULL else random.Random(5).sample(range(len(intact) * 8), 400)
    noticed, tried = 0, len(bits)
    for bit in bits:
        changed = bytearray(intact)
        changed[bit // 8] ^= 1 << bit % 8
        path.write_bytes(changed)
        try:
            assert read(path) == SEEN  # a letter of an escape that may be large or small
        except AnchorDamaged:
            noticed += 1
    assert noticed >= 0.95 * tried
    path.write_bytes(intact)
    assert read(path) == SEEN


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"?",
        b"[]",
        b"null",
        b"1",
        b'"text"',
        b"{}",
        b'{"mac": 1}',
        b"\xff" * 100,
        b"[" * 4000,
        b" " * 10_000,
        b"x" * 2_000_000,
    ],
)
def test_anything_else_is_told_as_damaged(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(AnchorDamaged, match=f"“{path.name}”.*{path.parent.name}"):
        read(path)
    assert anchor.glimpse(path) is None


@pytest.mark.parametrize("length", [1, 10, 100, -1])
def test_a_cut_end_is_told(path: Path, length: int) -> None:
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(AnchorDamaged):
        read(path)


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "anchor").mkdir()
    with pytest.raises(AnchorDamaged):
        read(tmp_path / "anchor")


@pytest.mark.parametrize("name", ["vault_id", "line", "data", "system", "keys", "at", "note", "more"])
def test_no_value_can_be_changed_or_added_without_the_key(path: Path, name: str) -> None:
    told = json.loads(path.read_bytes())
    told[name] = [1, "x"] if name in ("data", "system") else 1 if name in ("line", "keys") else "x"
    path.write_bytes(json.dumps(told, sort_keys=True).encode())
    with pytest.raises(AnchorDamaged):
        read(path)


def test_what_is_missing_is_told_by_database_and_number() -> None:
    data, system = {SEEN.data[0]: SEEN.data[1]}, {SEEN.system[0]: SEEN.system[1]}
    assert anchor.missing(SEEN, data.get, system.get) == ""
    assert anchor.missing(SEEN, {}.get, system.get) == "业务库缺少或改动了第120条记录（2026-03-02T09:30:00时已有）"
    assert anchor.missing(SEEN, {120: "x"}.get, system.get).startswith("业务库缺少或改动了第120条")
    assert anchor.missing(SEEN, data.get, {}.get).startswith("系统库缺少或改动了第340条")
    assert anchor.missing(SEEN, None, system.get) == ""  # who cannot read the business data
    assert anchor.missing(replace(SEEN, data=(0, "")), {}.get, system.get) == ""  # nothing was there yet


def test_the_copy_outside_is_another_for_a_copied_vault(tmp_path: Path) -> None:
    here, there = (anchor.own_place(tmp_path / name, VAULT) for name in ("here", "there"))
    assert here != there
    assert here == anchor.own_place(tmp_path / "there" / ".." / "here", VAULT)
    assert here != anchor.own_place(tmp_path / "here", "cd" * 16)
    assert here.is_relative_to(Path(os.environ["XDG_STATE_HOME"] if os.name != "nt" else os.environ["LOCALAPPDATA"]))
    assert str(tmp_path) not in here.name
