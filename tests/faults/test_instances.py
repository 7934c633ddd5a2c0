"""One vault, one program at a time; what a crash left behind keeps nobody out."""

import subprocess
import sys
from pathlib import Path

import pytest

from cadre_desk.storage import process
from cadre_desk.storage.errors import VaultLocked
from tests.faults import deeds
from tests.faults.conftest import Note
from tests.faults.nursery import ROOT, Nursery
from tests.storage.helpers import FULL, PASSWORD

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


def test_every_start_after_a_crash_opens_and_none_beside_another(nursery: Nursery, folder: Path, note: Note) -> None:
    rounds = 100 if FULL else 6
    for number in range(rounds):
        with nursery.start("hold", folder) as child:
            child.wait_for(1)
            with pytest.raises(VaultLocked, match="另一个窗口"):
                deeds.open_ledger(folder)
        assert (folder / process.LOCK).exists()
        assert deeds.look(folder).changes == 3 + number
    note(21, "start after a crash", rounds=rounds, bad=0, more=f"{rounds} seconds refused meanwhile")


def test_another_program_is_refused_with_a_message(nursery: Nursery, folder: Path, tmp_path: Path, note: Note) -> None:
    key = tmp_path / "key"
    key.write_text(PASSWORD, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "cadre_desk",
        "audit",
        "verify",
        "--vault",
        str(folder),
        "--password-file",
        str(key),
    ]
    with nursery.start("hold", folder) as child:
        child.wait_for(1)
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stdout) == (3, "")
    assert "请先关闭那个窗口" in done.stderr
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    note(21, "second program", rounds=1, bad=0, more="exit 3")


def test_without_the_lock_the_second_would_get_in(
    nursery: Nursery, folder: Path, monkeypatch: pytest.MonkeyPatch, note: Note
) -> None:
    monkeypatch.setattr(process, "_try_lock", lambda handle: None)
    with nursery.start("hold", folder) as child:
        child.wait_for(1)
        deeds.open_ledger(folder).close()
    note(21, "control: no lock", control="the second got in")
