"""After a crash the log is gone, cut, or an older one; or an old database is put back: the anchor tells each time."""

import os
import random
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from cadre_desk.storage import anchor, keyring, vault
from cadre_desk.storage.errors import DatabaseDamaged, RolledBack
from tests.faults import deeds
from tests.faults.conftest import Note
from tests.storage.helpers import FULL

ROUNDS = 100 if FULL else 4
DICE = random.Random()
FRAME = 24 + 4096  # of the log: a header and a page
CHANGES = 15


@pytest.fixture
def crashed(folder: Path, tmp_path: Path) -> Path:
    """A vault as a crash leaves it, with changes in the logs that the anchor has seen, and an older state beside it."""
    opened = deeds.open_ledger(folder)
    opened._keeper.stop()
    for number in range(CHANGES):
        if number == CHANGES // 2:
            opened.settle_copies()
            shutil.copytree(folder, tmp_path / "older")
        deeds.enter(opened, [number], "崩溃之前")
    opened.settle_copies()
    with opened.keys() as keys:  # what the keeper does at last, when it comes to it
        for one in (folder / anchor.NAME, anchor.own_place(folder, opened.vault_id)):
            anchor.write(one, opened.state(), keys.system)
    place = Path(shutil.copytree(folder, tmp_path / "crashed"))
    opened.close()
    return place


def _delete(log: Path, older: Path) -> None:
    log.unlink()


def _cut(log: Path, older: Path) -> None:
    """Somewhere before its last frame: at the end of one, or within."""
    frames = (log.stat().st_size - 32) // FRAME
    os.truncate(log, 32 + FRAME * DICE.randrange(frames) + DICE.choice((0, DICE.randrange(FRAME))))


def _exchange(log: Path, older: Path) -> None:
    shutil.copyfile(older / log.name, log)


def _both(log: Path, older: Path) -> None:
    """File and log of an earlier moment, which belong together."""
    for name in (log.name, log.name.removesuffix("-wal")):
        shutil.copyfile(older / name, log.with_name(name))


def _flip(log: Path, older: Path) -> None:
    content = bytearray(log.read_bytes())
    bit = DICE.randrange(32 * 8, len(content) * 8)
    content[bit // 8] ^= 1 << bit % 8
    log.write_bytes(content)


SPOIL: dict[str, Callable[[Path, Path], None]] = {
    "flipped": _flip,
    "deleted": _delete,
    "cut": _cut,
    "older": _exchange,
    "older, with its file": _both,
}


@pytest.mark.parametrize("how", SPOIL)
def test_what_is_lost_with_a_log_is_noticed(crashed: Path, tmp_path: Path, how: str, note: Note) -> None:
    kinds: dict[str, int] = {}
    for number in range(ROUNDS):
        place = Path(shutil.copytree(crashed, tmp_path / f"again{number}"))
        SPOIL[how](place / DICE.choice(["data.db-wal", "system.db-wal"]), tmp_path / "older")
        with pytest.raises((RolledBack, DatabaseDamaged)) as refusal:
            deeds.open_ledger(place)
        kinds[type(refusal.value).__name__] = kinds.get(type(refusal.value).__name__, 0) + 1
        shutil.rmtree(place)
    assert deeds.look(crashed).changes == 2 + CHANGES, "the control: unspoilt it opens"
    note(6, f"log {how}", rounds=ROUNDS, more=str(kinds))


@pytest.mark.parametrize("how", SPOIL)
def test_without_the_anchor_it_would_not_be(
    crashed: Path, tmp_path: Path, how: str, monkeypatch: pytest.MonkeyPatch, note: Note
) -> None:
    monkeypatch.setattr(vault.Vault, "lacks", lambda *_: "")
    for tried in range(1, 30):
        place = Path(shutil.copytree(crashed, tmp_path / f"again{tried}"))
        SPOIL[how](place / "data.db-wal", tmp_path / "older")
        try:
            with closing(deeds.open_ledger(place)) as opened, opened.reading() as data:
                kept = data.exec_driver_sql("SELECT max(id) FROM audit").scalar_one()
        except (RolledBack, DatabaseDamaged):
            continue
        assert kept < 2 + CHANGES
        note(6, f"control: log {how}, anchor unread", control=f"{2 + CHANGES - kept} changes lost in silence")
        return
    pytest.fail("it was noticed without the anchor, too")


@pytest.mark.parametrize("names", [("data.db",), ("system.db",), ("data.db", "system.db"), keyring.COPIES])
def test_an_old_file_of_a_closed_vault_is_noticed(folder: Path, names: tuple[str, ...], note: Note) -> None:
    rounds = 30 if FULL else 3
    for number in range(rounds):
        old = {name: (folder / name).read_bytes() for name in names}
        with closing(deeds.open_ledger(folder)) as opened:
            deeds.enter(opened, [number], "一天")
            with opened.keys() as keys:
                keyring.set_policy(folder, keys, dict(keyring.policy(folder)))
        new = {name: (folder / name).read_bytes() for name in names}
        for name in names:
            (folder / name).write_bytes(old[name])
        with pytest.raises(RolledBack):
            deeds.open_ledger(folder)
        for name in names:
            (folder / name).write_bytes(new[name])
        deeds.open_ledger(folder).close()
    note(6, f"old {' and '.join(names)} put back", rounds=rounds)
