"""No mark lies in the clear in any file a program may write by itself, at no moment."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from cadre_desk.domain.pack import Pack
from tests.faults import deeds
from tests.faults.conftest import Note
from tests.faults.nursery import ROOT, Nursery
from tests.services.office import cadres, write_ledger
from tests.storage.helpers import PASSWORD
from tests.storage.test_vault import MARKS, NAMES, NUMBERS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@pytest.fixture
def watch(tmp_path: Path, model: Path) -> Path:
    """A folder with a vault; everything else that is written comes here, too."""
    place = tmp_path / "watched"
    shutil.copytree(model, place / "vault")
    return place


def test_while_at_work_after_a_kill_and_after_closing(nursery: Nursery, watch: Path, note: Note) -> None:
    assert len(NAMES + NUMBERS) >= 20
    with nursery.start("plant", watch / "vault", watch) as child:
        said = child.wait_for(8)
        child.kill()
    assert [line.rpartition(" ")[2] for line in said[:6]] == ["0"] * 6, said
    looks = int(said[6].rpartition(" ")[2])
    assert looks > 20
    assert (watch / "vault" / "data.db-wal").stat().st_size
    assert deeds.hits(watch) == 0, "after the kill"
    with closing(deeds.open_ledger(watch / "vault")):
        assert deeds.hits(watch) == 0
    assert deeds.hits(watch) == 0, "after closing"
    folders = {path.parent.name for path in watch.rglob("*") if path.is_file()}
    assert {"vault", "anchors"} <= folders
    note(10, "save, backup, restore, re-key, kill, close", rounds=looks + 9, bad=0, more=f"{len(MARKS)} marks")


def test_the_command_line_leaves_none(watch: Path, pack: Pack, tmp_path: Path, note: Note) -> None:
    rows = [{**row, "name": name} for row, name in zip(cadres(), NAMES, strict=False)]
    for row in rows:
        row.pop("unit"), row.pop("level"), row.pop("title")
    good = write_ledger(pack, "cadres", tmp_path / "good.xlsx", {"cadre": rows})
    bad = write_ledger(pack, "cadres", tmp_path / "bad.xlsx", {"cadre": [{**rows[0], "birth": "1975-13"}, *rows[1:]]})
    key = tmp_path / "key"
    key.write_text(PASSWORD, encoding="utf-8")
    env = dict(os.environ)
    for name in ("HOME", "TMPDIR", "SQLITE_TMPDIR", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        env[name] = str(watch / name.lower())
        (watch / name.lower()).mkdir()
    looks, codes = 0, []
    for words in (["import", "cadres", str(bad)], ["import", "cadres", str(good)], ["scan"], ["audit", "verify"]):
        command = [sys.executable, "-m", "cadre_desk", *words, "--vault", str(watch / "vault")]
        with subprocess.Popen(
            [*command, "--password-file", str(key)],
            cwd=ROOT,
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            while process.poll() is None:
                assert deeds.hits(watch) == 0, words
                looks += 1
        codes.append(process.returncode)
        assert deeds.hits(watch) == 0, words
    assert codes == [4, 0, 0, 0]
    note(10, "import (good and refused), scan, audit", rounds=looks, bad=0, more="")


@pytest.mark.parametrize(("store", "clear"), [("MEMORY", False), ("FILE", True)])
def test_a_long_sort(nursery: Nursery, watch: Path, store: str, clear: bool, note: Note) -> None:
    with nursery.start("sort", watch / "vault", watch, store) as child:
        most = int(child.wait_for(1, 120)[0])
        child.wait()
    assert bool(most) == clear, most
    if clear:
        note(10, f"control: sort, temp_store={store}", control=f"{most} marks in the clear")
    else:
        note(10, f"sort, temp_store={store}", rounds=1, bad=most)


def test_a_plain_copy_is_found(watch: Path, note: Note) -> None:
    with closing(sqlite3.connect(watch / "plain.db")) as connection, connection:
        connection.execute("CREATE TABLE note (words)")
        connection.executemany("INSERT INTO note VALUES (?)", [(mark,) for mark in MARKS])
    found = deeds.hits(watch)
    assert found >= len(MARKS)
    note(10, "control: plain copy", control=found)
