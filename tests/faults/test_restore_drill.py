"""The drill: every generation that the schedule keeps is restored on a clean profile, and holds what it held then."""

import hashlib
import os
import shutil
import time
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from cadre_desk.storage import backup, renewal, tables, vault
from cadre_desk.storage.errors import BackupDamaged
from tests.faults import deeds
from tests.faults.conftest import Note
from tests.storage.helpers import FULL, OFFICER, PASSWORD

DAYS = 290 if FULL else 20
SIZE = 200 if FULL else 4  # MB of the vault whose restore is timed
MOST = 120.0  # seconds for each GB
START = datetime(2025, 5, 1, 17)
TABLES = sorted({*tables.metadata.tables, "ledger_line", "ledger_total"})


def digest(opened: vault.Vault) -> str:
    """Of every row of every table of the business data."""
    found = hashlib.sha256()
    with opened.reading() as connection:
        for name in TABLES:
            rows = sorted(repr(tuple(row)) for row in connection.execute(text(f"SELECT * FROM {name}")))
            found.update(f"{name} {rows}".encode())
    return found.hexdigest()


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, staffed_vault: Path) -> tuple[Path, dict[str, str]]:
    """A vault with a backup for each day of a long time, thinned as the program does; what each of them held."""
    folder = Path(shutil.copytree(staffed_vault, tmp_path_factory.mktemp("drill") / "库"))
    deeds.prepare(folder)
    shutil.rmtree(folder / backup.FOLDER)
    now, held = START, {}
    opened = vault.open_vault(folder, OFFICER, PASSWORD, clock=lambda: now)
    with closing(opened):
        for day in range(DAYS):
            now = START + timedelta(days=day)
            for hour in range(3 if day > DAYS - 3 else 1):
                now += timedelta(hours=hour)
                deeds.enter(opened, [day, hour], f"第{day}天" * (1 + day % 50))
                held[opened.back_up("试验").name] = digest(opened)
            backup.thin(folder / backup.FOLDER, now)
    assert len(set(held.values())) == len(held), "no two generations hold the same: the digest tells them apart"
    return folder, held


def test_every_generation_that_is_kept_can_be_restored(
    kept: tuple[Path, dict[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, note: Note
) -> None:
    folder, held = kept
    found, faults = backup.generations(folder / backup.FOLDER)
    assert not faults
    for number, one in enumerate(found):
        for name in ("HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "TMPDIR"):  # another PC, on which nobody worked yet
            (tmp_path / f"pc{number}" / name).mkdir(parents=True)
            monkeypatch.setenv(name, str(tmp_path / f"pc{number}" / name))
        stick = backup.copy_to(one, tmp_path / f"pc{number}")
        place = tmp_path / f"pc{number}" / "新库"
        done = renewal.restore(place, backup.read(stick), OFFICER, PASSWORD, reason="演练")
        assert done.keys_of_backup
        with closing(deeds.open_ledger(place)) as opened:
            assert digest(opened) == held[one.name], one.name
            assert opened.check() == []
        shutil.rmtree(tmp_path / f"pc{number}")
    span = (found[0].at - found[-1].at).days
    note(4, "generation restored on a clean profile", rounds=len(found), more=f"of {span} days; every digest equal")
    note(4, "control: another generation", control=f"{len(held)} generations, {len(set(held.values()))} digests")


def test_a_generation_with_one_byte_changed_is_refused(
    kept: tuple[Path, dict[str, str]], tmp_path: Path, note: Note
) -> None:
    """The control."""
    found = backup.generations(kept[0] / backup.FOLDER)[0][0]
    place = Path(shutil.copytree(found.path, tmp_path / found.name))
    content = bytearray((place / "data.db").read_bytes())
    content[len(content) // 2] ^= 1
    (place / "data.db").write_bytes(content)
    with pytest.raises(BackupDamaged):
        renewal.restore(tmp_path / "新库", backup.read(place), OFFICER, PASSWORD, reason="演练")
    note(4, "control: a byte changed", control="refused")


def test_a_big_vault_is_restored_in_time(folder: Path, tmp_path: Path, note: Note) -> None:
    with closing(deeds.open_ledger(folder)) as opened:
        with opened.writing() as connection:
            connection.execute(text("CREATE TABLE ballast (id INTEGER PRIMARY KEY, words TEXT)"))
            for _ in range(SIZE):
                rows = [{"words": os.urandom(2000).hex()} for _ in range(250)]
                connection.execute(text("INSERT INTO ballast (words) VALUES (:words)"), rows)
        made = opened.back_up("试验")
    begun = time.monotonic()
    renewal.restore(tmp_path / "新库", made, OFFICER, PASSWORD, reason="演练")
    deeds.look(tmp_path / "新库")
    seconds = (time.monotonic() - begun) / (made.size / 1e9)
    assert not FULL or seconds <= MOST, f"{seconds:.0f} s for each GB"
    note(
        4,
        "time of a restore",
        more=f"{made.size / 1e6:.0f} MB, {seconds:.0f} s for each GB with opening and all checks",
    )
