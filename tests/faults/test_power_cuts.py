"""The power goes: whatever part of the unsynced writes reached the disk, what was said is kept and it opens.

A process is recorded at its work (recorder.c), and states of the disk are made from the record (disk.py).
"""

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from cadre_desk.storage import anchor, backup, keyring
from cadre_desk.storage.errors import VaultError
from tests.faults import deeds
from tests.faults.conftest import Note
from tests.faults.disk import Disk, Step, build, cuts, read_log
from tests.faults.nursery import ROOT
from tests.faults.test_kills import check_backups, check_keys, check_rekeyed, check_restored, check_save
from tests.storage.helpers import FULL

if sys.platform != "linux":
    pytest.skip("the recorder is for Linux", allow_module_level=True)


@pytest.fixture(scope="module")
def recorder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that records, compiled."""
    if not (compiler := shutil.which("cc") or shutil.which("gcc")):
        pytest.skip("no C compiler here: what is written cannot be recorded")
    made = tmp_path_factory.mktemp("recorder") / "recorder.so"
    source = Path(__file__).with_name("recorder.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", made, source, "-ldl", "-lpthread"], check=True)
    return made


@dataclass(frozen=True)
class Record:
    """What a process did to a folder with the vault and the user's state, and how that was before."""

    root: Path
    before: Path
    steps: list[Step]

    def disk(self, model: str) -> Disk:
        """The disk before the first step."""
        disk = Disk.holding(model, self.before)
        name = len(str(self.before))
        disk.safe = {str(self.root) + path[name:]: content for path, content in disk.safe.items()}
        # the recorded numbers are those of the files the process worked on
        numbers = {path: int(number) for number, path in _numbers(self.root.with_suffix(".numbers"))}
        disk.inodes = {numbers[path]: content for path, content in disk.safe.items() if content is not None}
        return disk


def _numbers(path: Path) -> list[list[str]]:
    return [line.split(" ", 1) for line in path.read_text(encoding="utf-8").splitlines()]


def record(recorder: Path, vault: Path, place: Path, deed: str, lines: int) -> Record:
    """Let the deed be done on a copy of the vault until it has said so many lines."""
    root, before, log = place / "disk", place / "before", place / "log"
    place.mkdir()
    (root / "state").mkdir(parents=True)
    shutil.copytree(vault, root / "vault")
    env = {**os.environ, "XDG_STATE_HOME": str(root / "state")}
    with pytest.MonkeyPatch.context() as patch:  # the user's own anchor is there from an earlier day
        patch.setenv("XDG_STATE_HOME", str(root / "state"))
        deeds.open_ledger(root / "vault").close()
    shutil.copytree(root, before)
    numbers = [f"{path.stat().st_ino} {path}" for path in root.rglob("*") if path.is_file()]
    root.with_suffix(".numbers").write_text("\n".join(numbers), encoding="utf-8")
    env |= {"LD_PRELOAD": str(recorder), "RECORD_UNDER": str(root), "RECORD_TO": str(log)}
    command = [sys.executable, "-m", "tests.faults.nursery", str(lines), deed, str(root / "vault")]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    steps = read_log(log)
    assert len([step for step in steps if step.kind == "A"]) == lines
    return Record(root, before, steps)


def settle_in(record: Record, left: dict[str, bytes | None], place: Path, patch: pytest.MonkeyPatch) -> Path:
    """What was left, at another place; the user's anchor is named by the place of the vault."""
    build(left, str(record.root), place)
    patch.setenv("XDG_STATE_HOME", str(place / "state"))
    (place / "state").mkdir(exist_ok=True)
    (place / "vault").mkdir(exist_ok=True)
    try:
        vault_id = keyring.load(place / "vault").vault_id
    except VaultError:
        return place / "vault"
    old, new = (anchor.own_place(where, vault_id) for where in (record.root / "vault", place / "vault"))
    if (old := new.parent / old.name).exists():
        old.rename(new)
    return place / "vault"


Check = Callable[[Path, list[str]], object]


def _backups(folder: Path, said: list[str]) -> None:
    found = check_backups(folder, said)
    assert found, "no backup is left"


def _restored(folder: Path, said: list[str]) -> None:
    names = {one.name: one.data[0] for one in backup.generations(folder / backup.FOLDER)[0]}
    check_restored(folder, dict(sorted(names.items())), said, 4)


WORK: dict[str, tuple[str, int, int, int, Check]] = {
    # name: deed, lines it says, states of each model in full and in quick mode, what looks at them
    "save": ("save", 60, 500, 9, lambda folder, said: check_save(folder, said, 4)),
    "open, change, close": ("come_and_go", 18, 200, 5, lambda folder, said: check_save(folder, said, 4)),
    "backup": ("back_up", 5, 450, 6, _backups),
    "restore": ("restore", 5, 150, 5, _restored),
    "re-key": ("rekey", 6, 150, 5, lambda folder, said: check_rekeyed(folder, said, 4)),
    "keystore": ("change_keys", 13, 150, 5, check_keys),
}
MODELS = ("ext4", "posix")


@pytest.fixture
def with_two_backups(folder: Path) -> Path:
    """The vault with a second backup."""
    with closing(deeds.open_ledger(folder)) as opened:
        time.sleep(1.1)
        deeds.enter(opened, [9], "第三笔")
        opened.back_up("第二份")
        deeds.enter(opened, [9], "第四笔")
    return folder


def _try(
    work: str, deed: str, recorder: Path, vault: Path, tmp_path: Path, patch: pytest.MonkeyPatch, count: int
) -> tuple[int, list[str]]:
    """How many states were looked at, and what was wrong with some."""
    _, lines, _, _, check = WORK[work]
    made = record(recorder, vault, tmp_path / f"record-{deed}", deed, lines)
    dice, wrong, looked = random.Random(), [], 0
    for model in MODELS:
        for moment, said, left in cuts(made.steps, made.disk(model), count, dice):
            folder = settle_in(made, left, tmp_path / "after", patch)
            looked += 1
            try:
                check(folder, said)
            except (VaultError, AssertionError, OSError) as error:
                wrong.append(f"{model}, step {moment} of {len(made.steps)}: {type(error).__name__}: {error}"[:400])
    return looked, wrong


@pytest.mark.parametrize("work", WORK)
def test_after_every_cut_it_opens_and_nothing_is_lost(
    work: str, recorder: Path, with_two_backups: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, note: Note
) -> None:
    deed, _, full, quick, _ = WORK[work]
    looked, wrong = _try(work, deed, recorder, with_two_backups, tmp_path, monkeypatch, full if FULL else quick)
    for goal in (2, 3) if work == "backup" else (2,):
        note(goal, f"power cut: {work}", rounds=looked, bad=len(wrong), more="; ".join(wrong[:2]))
    assert not wrong, f"{len(wrong)} of {looked}: {wrong[:5]}"


@pytest.mark.parametrize(
    ("work", "deed"),
    [
        ("save", "save_normal"),
        ("backup", "back_up_unsynced"),
        ("keystore", "change_keys_unsynced"),
        ("re-key", "rekey_unsynced"),
    ],
)
def test_without_syncing_a_cut_loses(
    work: str,
    deed: str,
    recorder: Path,
    with_two_backups: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    note: Note,
) -> None:
    looked, wrong = _try(work, deed, recorder, with_two_backups, tmp_path, monkeypatch, 100 if FULL else 8)
    for goal in (2, 3) if work == "backup" else (2,):
        note(goal, f"control: {deed}", control=f"{len(wrong)} of {looked} lose")
    assert wrong, "it lost nothing"
