"""One bit changed anywhere: refused with a message that names the way out, or harmless with equal content."""

import random
import re
import shutil
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from cadre_desk.storage import anchor, backup, keyfile, keyring, vault
from cadre_desk.storage.errors import VaultError
from tests.faults import deeds
from tests.faults.conftest import Note
from tests.storage.helpers import FULL

WAY_OUT = re.compile("从备份|从备份恢复|“从备份恢复”|另一份备份")
Place = Callable[[Path], Path]


def contents(folder: Path) -> tuple[object, ...]:
    """All that the vault says, opened and checked."""
    with closing(deeds.open_ledger(folder)) as opened:
        with opened.reading() as data:
            rows = [tuple(row) for row in data.execute(text("SELECT * FROM ledger_line ORDER BY id"))]
            told = [tuple(row) for row in data.execute(text("SELECT * FROM audit ORDER BY id"))]
        with opened.overseeing() as system:
            kept = system.execute(text("SELECT digest FROM journal ORDER BY id LIMIT 5")).scalars().all()
        return rows, told, kept, keyring.officers(folder), dict(keyring.policy(folder))


def verified(folder: Path) -> tuple[object, ...]:
    """What the backup is, every byte read."""
    one = next((folder / backup.FOLDER).iterdir())
    found = backup.read(one)
    backup.verify(found)
    return (found.name, found.counts, found.data, found.system)


def log_left(folder: Path, place: Path) -> Path:
    """A copy of the vault as a crash leaves it: changes in the logs that the anchor has seen."""
    opened = deeds.open_ledger(folder)
    opened._keeper.stop()
    for number in range(15):
        deeds.enter(opened, [number], "崩溃之前")
    opened.settle_copies()
    with opened.keys() as keys:
        for one in (folder / anchor.NAME, anchor.own_place(folder, opened.vault_id)):
            anchor.write(one, opened.state(), keys.system)
    shutil.copytree(folder, place)
    opened.close()
    return place


@dataclass(frozen=True)
class Case:
    """Which files are spoilt, how often, and what looks at them."""

    files: tuple[str, ...]
    full: int
    quick: int
    look: Callable[[Path], tuple[object, ...]] = contents
    together: bool = False  # the same bit in all of them
    crashed: bool = False
    harmless: bool = False  # whether some flips may open with equal content


CASES = {
    "data.db": Case(("data.db",), 5000, 25),
    "system.db": Case(("system.db",), 1000, 15),
    "keystore, one copy": Case(("keys.a", "keys.b"), 1000, 10, harmless=True),
    "keystore, both copies": Case(("keys.a", "keys.b"), 2000, 25, together=True),
    "backup": Case(("data.db", "system.db", "keys", "manifest.json"), 2000, 60, verified),
    "anchor": Case(("anchor",), 1000, 15),
    "logs after a crash": Case(("data.db-wal", "system.db-wal"), 1000, 15, crashed=True, harmless=True),
}


def _goal(name: str) -> int:
    """6 where only the anchor can tell, 5 where the file itself does."""
    return 6 if name in ("anchor", "logs after a crash") else 5


@pytest.mark.parametrize("name", CASES)
def test_every_flipped_bit(folder: Path, tmp_path: Path, name: str, note: Note) -> None:
    case = CASES[name]
    expected = contents(folder) if case.look is contents else case.look(folder)
    where = folder
    if case.crashed:
        where = log_left(folder, tmp_path / "crashed")
        expected = contents(Path(shutil.copytree(where, tmp_path / "sound")))
    place = next((where / backup.FOLDER).iterdir()) if case.look is verified else where
    dice = random.Random()
    refused = equal = 0
    told: set[str] = set()
    kinds: dict[str, int] = {}
    around = {path: path.read_bytes() for path in where.rglob("*") if path.is_file()}
    for _ in range(case.full if FULL else case.quick):
        chosen = case.files if case.together else (dice.choice(case.files),)
        bit = dice.randrange(min(len(around[place / one]) for one in chosen) * 8)
        for one in chosen:
            spoilt = bytearray(around[place / one])
            spoilt[bit // 8] ^= 1 << bit % 8
            (place / one).write_bytes(spoilt)
        try:
            assert case.look(where) == expected, f"wrong data shown after bit {bit} of {chosen}"
            assert case.harmless, f"bit {bit} of {chosen} was not noticed"
            equal += 1
            anchor.own_place(where, keyring.load(where).vault_id).unlink(missing_ok=True)  # it saw what is undone now
        except VaultError as error:
            told.add(error.message)
            refused += 1
            kinds[type(error).__name__] = kinds.get(type(error).__name__, 0) + 1
        for path in where.rglob("*"):  # as it was, whatever opening it did
            if path.is_file() and path not in around:
                path.unlink()
        for path, content in around.items():
            if not path.exists() or path.read_bytes() != content:
                path.write_bytes(content)
    assert case.look(where) == expected, "the control: unspoilt it opens"
    assert all(map(WAY_OUT.search, told)), told
    assert threading.active_count() < 20
    words = ", ".join(f"{kind} {number}" for kind, number in kinds.items())
    note(_goal(name), f"bit flips: {name}", rounds=refused + equal, more=f"refused {refused} ({words}), equal {equal}")


def _unchecked(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The check that finds flips of that case, taken out."""
    match name:
        case "data.db":
            monkeypatch.setattr(vault.database, "_check_on_opening", lambda *_: None)
        case "keystore, both copies":
            monkeypatch.setattr(keyfile, "_digest", lambda data: data.get("sha256", ""))
            monkeypatch.setattr(keyfile, "_verified", _unverified)
            monkeypatch.setattr(keyfile, "authenticate", lambda *_: None)
        case "backup":
            monkeypatch.setattr(backup, "verify", lambda _: None)
        case "anchor":
            monkeypatch.setattr(anchor.hmac, "compare_digest", lambda *_: True)
        case "logs after a crash":
            monkeypatch.setattr(vault.Vault, "lacks", lambda *_: "")


def _unverified(content: bytes) -> dict[str, object]:
    import json

    data = json.loads(content)
    data.pop("sha256", None)
    return dict(data)


@pytest.mark.parametrize("name", ["data.db", "keystore, both copies", "backup", "anchor", "logs after a crash"])
def test_without_the_check_flips_would_pass(
    folder: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch, note: Note
) -> None:
    _unchecked(monkeypatch, name)
    for _ in range(6):
        place = Path(shutil.copytree(folder, tmp_path / "again"))
        try:
            with monkeypatch.context() as patch:
                patch.setitem(CASES, name, CASES[name])
                patch.setattr("tests.faults.test_flips.FULL", False, raising=False)
                test_every_flipped_bit(place, tmp_path / "control", name, lambda *_, **__: None)
        except (AssertionError, ValueError, KeyError, TypeError) as error:
            note(
                _goal(name),
                f"control: {name} unchecked",
                control=str(error).splitlines()[0][:60] or type(error).__name__,
            )
            return
        finally:
            shutil.rmtree(place)
            shutil.rmtree(tmp_path / "control", ignore_errors=True)
    pytest.fail("every flip was noticed without the check, too")
