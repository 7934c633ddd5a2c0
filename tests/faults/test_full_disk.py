"""A full disk, one that may only be read, one that is pulled out: nothing kept is lost, and work goes on afterwards."""

import gc
import os
import random
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from cadre_desk.domain.pack import Pack
from cadre_desk.exchange.outbox import WriteRefused
from cadre_desk.services import exporting, importing
from cadre_desk.services.desk import Desk
from cadre_desk.storage import backup, renewal
from cadre_desk.storage.errors import VaultError, VaultUnwritable
from tests.faults import deeds
from tests.faults.conftest import Note
from tests.services.office import write_ledger
from tests.storage.helpers import FULL, OFFICER, PASSWORD, digests

ROUNDS = 16 if FULL else 2  # of each of seven kinds of work
CHINESE = re.compile("无法(读写|写入).*(磁盘|空间|权限).*请|剩余空间不足.*请")


# a writing library that met a full disk tries again to finish its file when it is thrown away, and cannot
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(autouse=True)
def _thrown_away_here() -> Iterator[None]:
    """So that this happens here, not in whatever test comes later."""
    yield
    gc.collect()


def _mount(*options: str) -> None:
    done = subprocess.run(["mount", *options], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"file systems cannot be mounted here: {done.stderr.strip()}")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    if sys.platform != "linux" or os.geteuid() or not shutil.which("mount"):
        pytest.skip("mounting needs root on Linux")
    place = tmp_path / "disk"
    place.mkdir()
    _mount("-t", "tmpfs", "-o", "size=12m", "tmpfs", str(place))
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@contextmanager
def full(disk: Path, left: int) -> Iterator[None]:
    """The disk with only so many bytes left."""
    stuff = disk / "stuff"
    with stuff.open("wb", buffering=0) as file:
        block = bytes(1 << 16)
        with suppress(OSError):
            while True:
                file.write(block)
        file.truncate(max(0, file.tell() - left))
    try:
        yield
    finally:
        stuff.unlink()


class Office:
    """A desk on the small disk, and every kind of work that writes."""

    def __init__(self, folder: Path, pack: Pack, outside: Path) -> None:
        self.folder, self.pack = folder, pack
        self.desk = self.sit()
        self.known = 0  # changes said to be kept
        self.password, self.other = PASSWORD, deeds.OTHER
        self.ledger = write_ledger(
            pack, "units", outside / "units.xlsx", {"unit": [{"name": f"单位{n}" * 20} for n in range(2000)]}
        )

    def sit(self, password: str = PASSWORD) -> Desk:
        opened = deeds.open_ledger(self.folder, password)
        opened._keeper.stop()
        return Desk(opened, self.pack)

    # each returns after it is kept

    def save(self) -> None:
        while True:
            self.known = deeds.enter(self.desk.vault, [1] * 5, "满" * 2000)

    def import_(self) -> None:
        importing.import_file(self.desk, "units", self.ledger)

    def export(self) -> None:
        exporting.export(self.desk, "units", self.folder.parent / "out.xlsx")

    def back_up(self) -> None:
        self.desk.vault.back_up("试验")

    def settle(self) -> None:
        deeds.enter(self.desk.vault, [1], "再一笔")
        self.known += 1
        self.desk.vault.settle()

    def keystore(self) -> None:
        self.desk.vault.change_password(self.password, self.other)
        self.password, self.other = self.other, self.password

    def restore(self) -> None:
        self.desk.close()
        found = backup.generations(self.folder / backup.FOLDER)[0]
        renewal.restore(self.folder, found[-1], OFFICER, self.password, reason="试验")
        self.known = found[-1].data[0]


WORK: dict[str, Callable[[Office], None]] = {
    "save": Office.save,
    "import": Office.import_,
    "export": Office.export,
    "backup": Office.back_up,
    "settle": Office.settle,
    "keystore": Office.keystore,
    "restore": Office.restore,
}
# what is left before it fails
ROOM = {"save": 400_000, "import": 900_000, "backup": 1_500_000, "restore": 1_500_000, "export": 60_000}


# the library of spreadsheets leaves an open archive behind, which complains when it is forgotten
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("kind", WORK)
def test_full(disk: Path, model: Path, pack: Pack, tmp_path: Path, kind: str, note: Note) -> None:
    dice = random.Random(kind)
    refused: dict[str, int] = {}
    told: list[VaultError | WriteRefused] = []
    for number in range(ROUNDS):
        folder = Path(shutil.copytree(model, disk / f"库{number}"))
        out = disk / "out.xlsx"
        out.write_bytes(b"an older file")
        office = Office(folder, pack, tmp_path)
        office.known = deeds.enter(office.desk.vault, [1], "之前")
        before = digests(folder / backup.FOLDER)
        with full(disk, dice.randrange(0, ROOM.get(kind, 4096) if number % 4 else 4096)):
            done = True
            try:
                WORK[kind](office)
            except (VaultError, WriteRefused) as error:
                told.append(error)
                refused[type(error).__name__] = refused.get(type(error).__name__, 0) + 1
                done = False
            if kind != "restore":  # reading goes on while it is full
                with office.desk.vault.reading() as connection:
                    assert connection.exec_driver_sql("SELECT count(*) FROM audit").scalar()
        # room again: the same desk goes on
        assert out.read_bytes() == b"an older file" or (done and kind == "export")
        now = digests(folder / backup.FOLDER)
        assert before.items() <= now.items(), "an older backup was changed"
        if kind == "restore":
            with suppress(VaultError):
                office.desk.close()
            office.desk = office.sit(office.password)
        with office.desk.vault.reading() as connection:
            kept = connection.exec_driver_sql("SELECT max(id) FROM audit").scalar()
        assert kept >= office.known
        deeds.enter(office.desk.vault, [2], "之后")
        office.desk.vault.back_up("之后")
        office.desk.close()
        deeds.look(folder, office.password)
        for one in backup.generations(folder / backup.FOLDER)[0]:
            backup.verify(one)
        assert not [path for path in disk.iterdir() if path.name.startswith(".cadre")], "scratch files left"
        shutil.rmtree(folder)
    assert refused or not FULL, "never full"
    assert all(isinstance(error, (VaultUnwritable, WriteRefused)) and CHINESE.search(error.message) for error in told)
    words = ", ".join(f"{name} {count}" for name, count in refused.items())
    note(7, f"full disk: {kind}", rounds=ROUNDS, bad=0, more=f"refused {words or 0}")


def test_a_file_written_in_place_would_be_cut(disk: Path, note: Note) -> None:
    """The control: without a scratch file the older one is gone."""
    target = disk / "out.xlsx"
    target.write_bytes(b"older" * 1000)
    with full(disk, 0), pytest.raises(OSError, match="space"):
        target.write_bytes(bytes(40_000))
    assert target.read_bytes()[:5] != b"older"
    note(7, "control: a file written in place", control="cut")


def test_a_limit_on_files_is_told_as_well(folder: Path, note: Note) -> None:
    """Where nothing can be mounted this is what a full disk looks like."""
    opened = deeds.open_ledger(folder)
    opened._keeper.stop()
    known, refused = 2, 0
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        for limit in [200_000, 300_000, 400_000] * (5 if FULL else 1):
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
            with pytest.raises(VaultUnwritable, match=CHINESE):  # noqa: PT012
                while True:
                    known = deeds.enter(opened, [1] * 5, "限" * 2000)
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            refused += 1
            known = deeds.enter(opened, [1], "之后")
            opened.settle()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        opened.close()
    assert deeds.look(folder).changes == known
    note(7, "RLIMIT_FSIZE", rounds=refused, bad=0, more=f"refused {refused}")


def test_a_disk_that_may_only_be_read(disk: Path, model: Path, note: Note) -> None:
    folder = Path(shutil.copytree(model, disk / "库"))
    deeds.look(folder)
    before = digests(folder)
    _mount("-o", "remount,ro", str(disk))
    for _ in range(2):
        with pytest.raises(VaultUnwritable, match=CHINESE) as refusal:
            deeds.open_ledger(folder)
        assert "只读" in refusal.value.message
    found = backup.generations(folder / backup.FOLDER)[0][0]
    with pytest.raises(VaultUnwritable, match=CHINESE):
        renewal.restore(folder, found, OFFICER, PASSWORD, reason="试验")
    assert digests(folder) == before
    _mount("-o", "remount,rw", str(disk))
    assert deeds.look(folder).changes == 2
    note(7, "read-only", rounds=3, bad=0, more="nothing changed, opens afterwards")


def test_a_medium_that_is_gone_while_at_work(disk: Path, model: Path, note: Note) -> None:
    folder = Path(shutil.copytree(model, disk / "库"))
    opened = deeds.open_ledger(folder)
    opened._keeper.stop()
    known = deeds.enter(opened, [1], "之前")
    folder.rename(disk / "away")
    for work in (
        lambda: opened.back_up("试验"),
        lambda: opened.change_password(PASSWORD, deeds.OTHER),
        opened.settle,
        opened.close,
    ):
        with pytest.raises(VaultError, match="请") as refusal:
            work()
        assert str(folder) in refusal.value.message
    (disk / "away").rename(folder)
    assert deeds.look(folder).changes == known
    note(7, "medium gone", rounds=4, bad=0, more="")
