"""SIGKILL while a vault is made: it is there whole or not at all, and what was half made goes with the next one."""

import random
import shutil
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from cadre_desk.storage import keyring, vault
from cadre_desk.storage.process import FolderLock
from tests.faults import deeds
from tests.faults.conftest import Note
from tests.faults.nursery import Nursery
from tests.storage.helpers import FULL, OFFICER, PASSWORD, POLICY

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


def _beside(folder: Path) -> list[Path]:
    return [path for path in folder.parent.iterdir() if path.name.startswith(".")]


def _killed(nursery: Nursery, folder: Path, within: float) -> list[str]:
    with nursery.start("make", folder) as child:
        child.wait_for(1)
        time.sleep(random.random() * within)
        return child.kill()


def test_a_vault_is_made_whole_or_not_at_all(nursery: Nursery, tmp_path: Path, note: Note) -> None:
    with nursery.start("make", tmp_path / "first") as child:
        child.wait_for(1)
        begun = time.monotonic()
        child.wait_for(2)
        took = time.monotonic() - begun
    whole = half = 0
    rounds = 200 if FULL else 8
    for number in range(rounds):
        folder = tmp_path / str(number) / "新库"
        folder.parent.mkdir()
        said = _killed(nursery, folder, took * 1.3)
        half += bool(_beside(folder))
        assert folder.exists() or "made" not in said
        whole += folder.exists()
        again = vault.open_vault if folder.exists() else vault.create
        given = {} if folder.exists() else {"policy": POLICY}
        with closing(again(folder, OFFICER, PASSWORD, **given)) as opened:  # type: ignore[arg-type]
            assert opened.check() == []
        assert _beside(folder) == []
        shutil.rmtree(folder.parent)
    assert half, "nothing was ever left: the test shows nothing"
    note(1, "kill -9: making a vault", rounds=rounds, more=f"{whole} whole, {half} left half made and were cleared")


@pytest.fixture
def half_made(nursery: Nursery, tmp_path: Path) -> Path:
    """What a kill left beside the place of a vault; it holds keys and a database."""
    for number in range(100):
        folder = tmp_path / f"{number}[库]"
        _killed(nursery, folder, 0.2)
        for path in _beside(folder):
            if {"keys.a", "data.db"} <= {one.name for one in path.iterdir()} and not folder.exists():
                return path
        for path in _beside(folder):
            shutil.rmtree(path)
    pytest.fail("nothing was left half made")


def _place(half_made: Path) -> Path:
    return half_made.with_name(half_made.name[1:].partition(".making-")[0])


def test_one_that_is_being_made_stays(half_made: Path) -> None:
    with FolderLock(half_made):
        vault.create(_place(half_made), OFFICER, PASSWORD, policy=POLICY).close()
        assert half_made.is_dir()
    vault.open_vault(_place(half_made), OFFICER, PASSWORD).close()
    assert not half_made.exists()


@pytest.mark.parametrize("name", ["别的.txt", "backup"])
def test_what_holds_something_else_stays(half_made: Path, name: str) -> None:
    (half_made / name).mkdir()
    vault.create(_place(half_made), OFFICER, PASSWORD, policy=POLICY).close()
    assert (half_made / name).is_dir()
    assert keyring.officers(half_made)


def test_copies_and_neighbours_stay(tmp_path: Path, model: Path) -> None:
    names = ("库", ".库-20260101", ".库2.making-abcdefgh", ".库")
    copies = [Path(shutil.copytree(model, tmp_path / name, ignore=shutil.ignore_patterns("backup"))) for name in names]
    deeds.look(copies[0])
    assert all(path.is_dir() and keyring.officers(path) for path in copies)
