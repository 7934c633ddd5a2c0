"""SIGKILL at a random moment: what was said is kept, nothing is half there, it opens again without a false alarm."""

import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from cadre_desk.domain.pack import Pack
from cadre_desk.services.invent import identity
from cadre_desk.storage import backup, keyring, renewal, schema, swap, vault
from cadre_desk.storage.errors import VaultError, VaultLocked, VaultTooNew, WrongPassword
from tests.faults import deeds
from tests.faults.conftest import Copy, Note
from tests.faults.nursery import ROOT, Nursery
from tests.services.office import write_ledger
from tests.storage.helpers import FULL, OFFICER, PASSWORD, POLICY

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
ROUNDS = 200 if FULL else 6
CONTROL = 60
DICE = random.Random()


def kill(
    nursery: Nursery, deed: str, *given: object, lines: int = 1, within: float = 0.3, at: Path | None = None
) -> list[str]:
    """Start a deed, let it say so many lines, kill it within so many seconds or once a file is there: what it said."""
    with nursery.start(deed, *given) as child:
        child.wait_for(lines)
        if at:
            end = time.monotonic() + 1
            while not at.exists() and time.monotonic() < end:
                pass
            within = 0.004
        time.sleep(DICE.random() * within)
        return child.kill()


def marker(folder: Path, number: int) -> Path | None:
    """In every other round the kill comes in the middle of the exchange."""
    return folder / swap.MARKER if number % 2 else None


def numbers(said: list[str]) -> list[int]:
    """The numbers among what was said."""
    return [int(line) for line in said if line.isdigit()]


# --- save ------------------------------------------------------------------------------------------------------------


def check_save(folder: Path, said: list[str], before: int) -> int:
    """The number of changes kept: what was said, or one more."""
    kept = deeds.look(folder).changes
    known = max([before, *numbers(said)])
    assert kept in (known, known + 1), f"said {known}, kept {kept}"
    return kept


def test_save(nursery: Nursery, folder: Path, note: Note) -> None:
    acknowledged, kept = 0, 2
    for _ in range(ROUNDS):
        before = kept
        kept = check_save(folder, kill(nursery, "save", folder), before)
        acknowledged += kept - before
    note(1, "kill -9: save", rounds=ROUNDS, bad=0, more=f"{acknowledged} changes")


@pytest.mark.parametrize("deed", ["save_early", "save_by_halves"])
def test_who_says_it_early_or_keeps_it_by_halves_is_caught(nursery: Nursery, copy: Copy, deed: str, note: Note) -> None:
    for tried in range(1, CONTROL):
        folder = copy()
        try:
            check_save(folder, kill(nursery, deed, folder, within=0.1), 2)
        except AssertionError:
            note(1, f"control: {deed}", control=f"caught in round {tried}")
            return
    pytest.fail("never caught")


# --- import ----------------------------------------------------------------------------------------------------------

CADRES = 2000 if FULL else 600


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory, pack: Pack) -> Path:
    """A ledger of many cadres."""
    rows = [
        {"identity": identity(date(1960 + number % 40, 1 + number % 12, 1 + number % 28), number % 990, True)}
        | {"name": "张三李四王五"[number % 6] + "明华国"[number % 3], "sex": "男", "in_service": "现职"}
        | {"birth": f"{1960 + number % 40}-{1 + number % 12:02}", "nation": "汉族", "politics": "中共党员"}
        for number in range(CADRES)
    ]
    unique = list({row["identity"]: row for row in rows}.values())
    return write_ledger(pack, "cadres", tmp_path_factory.mktemp("ledger") / "干部.xlsx", {"cadre": unique})


def _import(folder: Path, ledger: Path, password: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "cadre_desk", "import", "cadres", str(ledger), "--vault", str(folder)]
    return subprocess.Popen(
        [*command, "--password-file", str(password)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def imported(folder: Path) -> int:
    """How many cadres a vault holds; their import and its audit row are there with them or not at all."""
    deeds.look(folder)
    with closing(deeds.open_ledger(folder)) as opened, opened.reading() as connection:
        ask = [
            int(connection.execute(text(words)).scalar_one())
            for words in (
                "SELECT count(*) FROM cadre",
                "SELECT count(*) FROM batch",
                "SELECT count(*) FROM audit WHERE action = '导入'",
            )
        ]
    assert ask[1:] in ([1, 1], [0, 0]), ask
    assert bool(ask[0]) == bool(ask[1]), ask
    return ask[0]


def test_import(copy: Copy, ledger: Path, tmp_path: Path, note: Note) -> None:
    password = tmp_path / "password"
    password.write_text(PASSWORD, encoding="utf-8")
    begun = time.monotonic()
    folder = copy()
    with _import(folder, ledger, password) as whole:
        assert whole.communicate()[1] == ""
    took, total = time.monotonic() - begun, imported(folder)
    assert total > CADRES / 2
    ends = {0: 0, total: 0}
    done = 0
    for _ in range(ROUNDS):
        folder = copy()
        with _import(folder, ledger, password) as process:
            # half of them in the last third, where it is written
            time.sleep(took * (DICE.random() if DICE.random() < 0.5 else 0.65 + DICE.random() * 0.4))
            process.send_signal(signal.SIGKILL)
            said = process.stdout.read() if process.stdout else ""
        found = imported(folder)
        ends[found] += 1
        done += bool(said)
        assert found == total or not said, "it said it was done"
        if not found and DICE.random() < 0.1:  # and the same file can be taken in afterwards
            with _import(folder, ledger, password) as again:
                assert again.communicate()[1] == ""
            assert imported(folder) == total
    note(1, "kill -9: import", rounds=ROUNDS, bad=0, more=f"nothing {ends[0]}, whole {ends[total]}, said {done}")


def test_half_an_import_is_caught(folder: Path, note: Note) -> None:
    with closing(deeds.open_ledger(folder)) as opened, opened.writing() as connection:
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        names = [row[1] for row in connection.execute(text("PRAGMA table_info(batch)"))]
        values = dict.fromkeys(names, 1)
        connection.execute(
            text(f"INSERT INTO batch ({', '.join(values)}) VALUES ({', '.join(':' + name for name in values)})"),
            values,
        )
    with pytest.raises(AssertionError):
        imported(folder)
    note(1, "control: half an import", control="caught")


# --- backup, restore, fresh keys -------------------------------------------------------------------------------------


def check_backups(folder: Path, said: list[str]) -> list[backup.Generation]:
    """Every backup with a name is whole, and those that were said are there."""
    deeds.look(folder)
    found, faults = backup.generations(folder / backup.FOLDER)
    assert not faults, faults
    for one in found:
        backup.verify(one)
    assert {line for line in said if "-" in line} <= {one.name for one in found}
    return found


def test_backup(nursery: Nursery, copy: Copy, note: Note) -> None:
    made = restored = 0
    for number in range(ROUNDS):
        folder = copy()
        said = kill(nursery, "back_up", folder, within=0.5)
        found = check_backups(folder, said)
        made += len(found) - 1
        if number % 10 == 0:
            renewal.restore(folder, found[0], OFFICER, PASSWORD, reason="试验")
            assert deeds.look(folder).changes == found[0].data[0]
            restored += 1
    note(1, "kill -9: backup", rounds=ROUNDS, bad=0, more=f"{made} made, {restored} restored")
    note(3, "kill -9: backup", rounds=ROUNDS, more="every backup with a name verified")


def test_a_backup_filled_in_place_is_caught(nursery: Nursery, copy: Copy, note: Note) -> None:
    for tried in range(1, CONTROL):
        folder = copy()
        try:
            check_backups(folder, kill(nursery, "back_up_in_place", folder, within=0.2))
        except (VaultError, AssertionError):
            note(1, "control: backup in place", control=f"caught in round {tried}")
            note(3, "control: backup in place", control=f"caught in round {tried}")
            return
    pytest.fail("never caught")


def check_restored(folder: Path, names: dict[str, int], said: list[str], before: int) -> int:
    """The state of the backup that was said last, or of the next."""
    kept = deeds.look(folder).changes
    done = [names[line] for line in said if line in names]
    order = list(names.values())
    following = order[(order.index(done[-1]) + 1) % len(order)] if done else order[0]
    assert kept in {done[-1] if done else before, following}, f"{said}, kept {kept}"
    return kept


@pytest.fixture
def two_backups(folder: Path, tmp_path: Path) -> tuple[Path, dict[str, int]]:
    """A vault with two backups, and how many changes each holds."""
    with closing(deeds.open_ledger(folder)) as opened:
        time.sleep(1.1)  # names are seconds
        deeds.enter(opened, [9], "第三笔")
        opened.back_up("第二份")
        deeds.enter(opened, [9], "第四笔")
    place = Path(shutil.copytree(folder, tmp_path / "two"))
    found = sorted(backup.generations(place / backup.FOLDER)[0], key=lambda one: one.name)
    return place, {one.name: one.data[0] for one in found}


def test_restore(nursery: Nursery, two_backups: tuple[Path, dict[str, int]], tmp_path: Path, note: Note) -> None:
    model, names = two_backups
    assert list(names.values()) == [1, 3]
    done = carried = 0
    for number in range(ROUNDS):
        folder = Path(shutil.copytree(model, tmp_path / f"restore{number}"))
        said = kill(nursery, "restore", folder, within=0.4, at=marker(folder, number))
        carried += (folder / swap.MARKER).exists()
        check_restored(folder, names, said, 4)
        assert check_backups(folder, []), "the backups are still there"
        done += len(said) - 1
        shutil.rmtree(folder)
    note(1, "kill -9: restore", rounds=ROUNDS, bad=0, more=f"{done} done, {carried} broken off and carried on")


def check_rekeyed(folder: Path, said: list[str], before: int = 2) -> None:
    """Under old keys or fresh ones it opens, and holds what was said or one change more."""
    kept = deeds.look(folder).changes
    known = max([before, *numbers(said)])
    assert kept in (known, known + 1), f"said {known}, kept {kept}"


def test_rekey(nursery: Nursery, copy: Copy, note: Note) -> None:
    done = carried = 0
    for number in range(ROUNDS):
        folder = copy()
        said = kill(nursery, "rekey", folder, within=0.4, at=marker(folder, number))
        carried += (folder / swap.MARKER).exists()
        check_rekeyed(folder, said)
        done += said.count("keys")
    note(1, "kill -9: re-key", rounds=ROUNDS, bad=0, more=f"{done} done, {carried} broken off and carried on")


@pytest.mark.parametrize("deed", ["rekey_at_once", "restore_at_once"])
def test_an_exchange_without_a_marker_is_caught(
    nursery: Nursery, copy: Copy, two_backups: tuple[Path, dict[str, int]], tmp_path: Path, deed: str, note: Note
) -> None:
    for tried in range(1, CONTROL):
        folder = Path(shutil.copytree(two_backups[0], tmp_path / f"once{tried}"))
        try:
            said = kill(nursery, deed, folder, within=0.3)
            check_restored(folder, two_backups[1], said, 4) if deed[:3] == "res" else deeds.look(folder)
        except (VaultError, AssertionError):
            note(1, f"control: {deed}", control=f"caught in round {tried}")
            return
        shutil.rmtree(folder)
    pytest.fail("never caught")


def _rekey_while_saving(folder: Path) -> int:
    """Fresh keys while another thread saves; the number of changes he was told were kept."""
    opened = deeds.open_ledger(folder, read_check=False)
    kept = [0]

    def save() -> None:
        with suppress(VaultLocked):
            while True:
                kept.append(deeds.enter(opened, [1], "同时"))

    thread = threading.Thread(target=save)
    thread.start()
    time.sleep(0.05)
    try:
        renewal.rekey(opened)
    finally:
        opened.close()
        thread.join()
    return kept[-1]


def test_a_change_while_keys_are_renewed_is_kept_or_refused(folder: Path, note: Note) -> None:
    rounds = 40 if FULL else 3
    for _ in range(rounds):
        known = _rekey_while_saving(folder)
        assert deeds.look(folder).changes >= known
    note(1, "re-key beside a writer (no kill)", rounds=rounds, bad=0, more=f"{known} changes")


def test_without_standing_still_a_change_would_be_lost(copy: Copy, monkeypatch: pytest.MonkeyPatch, note: Note) -> None:
    monkeypatch.setattr(vault.Vault, "still", lambda self: nullcontext(self.settle()))
    for tried in range(1, CONTROL):
        folder = copy()
        try:
            known = _rekey_while_saving(folder)
            assert deeds.look(folder).changes >= known
        except (AssertionError, VaultError):
            note(1, "control: re-key beside a writer", control=f"lost in round {tried}")
            return
    pytest.fail("never lost")


def _rekey_while_adding(folder: Path) -> tuple[list[str], bool]:
    """Fresh keys while another thread adds officers; whom he was told were added, and whether he was refused."""
    opened = deeds.open_ledger(folder, read_check=False)
    added: list[str] = []
    refused = []

    def add() -> None:
        try:
            for number in range(40):
                with opened.keys() as keys:
                    keyring.add(folder, keys, f"新人{number}", "handler", deeds.NEWCOMER, date(2026, 3, 2))
                added.append(f"新人{number}")
                time.sleep(0.002)
        except VaultLocked as error:
            refused.append(error.message)

    thread = threading.Thread(target=add)
    thread.start()
    time.sleep(DICE.random() * 0.03)
    try:
        renewal.rekey(opened)
    finally:
        opened.close()
        thread.join()
    assert all("请重新登录后再操作" in words for words in refused)
    return added, bool(refused)


def check_added(folder: Path, added: list[str]) -> None:
    """Whoever was added is there and gets in."""
    names = deeds.look(folder).officers
    assert set(added) <= set(names), f"lost {set(added) - set(names)}"
    for name in added[-1:]:
        keyring.unlock(folder, name, deeds.NEWCOMER).wipe()


def test_an_officer_added_while_keys_are_renewed_is_kept_or_refused(copy: Copy, note: Note) -> None:
    rounds, known, refusals = 40 if FULL else 4, 0, 0
    for _ in range(rounds):
        folder = copy()
        added, refused = _rekey_while_adding(folder)
        check_added(folder, added)
        known, refusals = known + len(added), refusals + refused
    assert refusals, "nobody was refused: the test shows nothing"
    note(
        1, "re-key beside a change of the keystore (no kill)", rounds=rounds, more=f"{known} added, {refusals} refused"
    )


def test_without_holding_the_keys_an_officer_would_be_lost(
    copy: Copy, monkeypatch: pytest.MonkeyPatch, note: Note
) -> None:
    @contextmanager
    def keys(opened: vault.Vault) -> Iterator[keyring.Keys]:
        with opened._guard:
            if opened._closed:
                raise VaultLocked("请重新登录后再操作")
            yield opened._keys

    monkeypatch.setattr(vault.Vault, "keys", keys)
    for tried in range(1, CONTROL):
        folder = copy()
        try:
            check_added(folder, _rekey_while_adding(folder)[0])
        except (AssertionError, VaultError):
            note(1, "control: re-key beside a change of the keystore", control=f"lost in round {tried}")
            return
    pytest.fail("never lost")


# --- keys and schema -------------------------------------------------------------------------------------------------


def check_keys(folder: Path, said: list[str]) -> None:
    """The password that was said last opens, or the next one; every officer that was said is there and gets in."""
    words = [line for line in said if line in (PASSWORD, deeds.OTHER)]
    now = words[-1] if words else PASSWORD
    following = deeds.OTHER if now == PASSWORD else PASSWORD
    try:
        keyring.unlock(folder, OFFICER, now).wipe()
    except WrongPassword:
        now = following
    state = deeds.look(folder, now)
    added = [line for line in said if line.startswith("新人")]
    assert set(added) <= set(state.officers)
    assert len(state.officers) <= len(added) + 2
    for name in added[-1:]:
        keyring.unlock(folder, name, deeds.NEWCOMER).wipe()


def test_keystore(nursery: Nursery, copy: Copy, note: Note) -> None:
    done = 0
    for _ in range(ROUNDS):
        folder = copy()
        said = kill(nursery, "change_keys", folder, within=0.2)
        check_keys(folder, said)
        done += len(said) - 1
    note(1, "kill -9: keystore", rounds=ROUNDS, bad=0, more=f"{done} changes")


def test_a_keystore_written_in_place_is_caught(nursery: Nursery, copy: Copy, note: Note) -> None:
    for tried in range(1, CONTROL):
        folder = copy()
        said = kill(nursery, "change_keys_in_place", folder, within=0.2)
        intact = [keyring.keyfile.copy(folder / name) for name in keyring.COPIES]
        if None in intact:
            note(1, "control: keystore in place", control=f"one copy torn in round {tried} of {len(said)}")
            return
    pytest.fail("never caught")


FIRST = """
    op.execute("CREATE TABLE audit (id INTEGER PRIMARY KEY, at, officer, action, subject, detail, digest)")
    op.execute("CREATE TABLE cadre (id)")
    op.execute("CREATE TABLE declaration (id)")
    op.execute("CREATE TABLE letter (id)")
    op.create_table("person", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.Text))
"""
SECOND = """
    with op.batch_alter_table("person", recreate="always") as table:
        table.add_column(sa.Column("full", sa.Text))
    op.execute("UPDATE person SET full = name || '同志'")
"""
PEOPLE = 3000


def _revision(place: Path, number: int, body: str) -> None:
    names = {"revision": f"{number:04}", "down_revision": f"{number - 1:04}" if number > 1 else None}
    head = "\n".join(["import sqlalchemy as sa", "from alembic import op", *(f"{k} = {v!r}" for k, v in names.items())])
    (place / "versions").mkdir(exist_ok=True)
    (place / "versions" / f"{number:04}_step.py").write_text(f"{head}\n\n\ndef upgrade() -> None:{body}", "utf-8")


@pytest.fixture
def old_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path, Path]:
    """A vault of the first toy revision, the migrations that made it, and those that go one further."""
    first, second = tmp_path / "first", tmp_path / "second"
    for place in (first, second):
        shutil.copytree(schema.MIGRATIONS, place, ignore=shutil.ignore_patterns("*_*.py", "__pycache__"))
        _revision(place, 1, FIRST)
    _revision(second, 2, SECOND)
    monkeypatch.setattr(schema, "MIGRATIONS", first)
    folder = tmp_path / "old"
    vault.create(folder, OFFICER, PASSWORD, policy=POLICY).close()
    deeds.prepare(folder)
    with closing(deeds.open_ledger(folder)) as opened, opened.writing() as connection:
        rows = [{"name": f"某人{number}" * 5} for number in range(PEOPLE)]
        connection.execute(text("INSERT INTO person (name) VALUES (:name)"), rows)
    return folder, first, second


def check_migrated(folder: Path, first: Path, second: Path, monkeypatch: pytest.MonkeyPatch, said: list[str]) -> bool:
    """Whether the schema is the new one; whole it is in any case, and a backup was made before."""
    monkeypatch.setattr(schema, "MIGRATIONS", first)
    try:
        with closing(deeds.open_ledger(folder)) as opened, opened.reading() as connection:
            columns = [row[1] for row in connection.execute(text("PRAGMA table_info(person)"))]
            assert columns == ["id", "name"], columns
        new = False
    except VaultTooNew:
        new = True
    assert new or "new" not in said
    assert not new or [one for one in backup.generations(folder / "backup")[0] if one.reason == "升级前"]
    monkeypatch.setattr(schema, "MIGRATIONS", second)
    deeds.look(folder)
    with closing(deeds.open_ledger(folder)) as opened, opened.reading() as connection:
        full = connection.execute(text("SELECT count(*) FROM person WHERE full = name || '同志'")).scalar_one()
        assert full == PEOPLE, full
    return new


def test_migration(
    nursery: Nursery,
    old_schema: tuple[Path, Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    note: Note,
) -> None:
    model, first, second = old_schema
    ends = {True: 0, False: 0}
    with nursery.start("migrate", shutil.copytree(model, tmp_path / "whole"), second) as child:
        took = [0.0]
        for lines in (1, 2, 4):
            child.wait_for(lines)
            took.append(time.monotonic())
    for number in range(ROUNDS):
        folder = Path(shutil.copytree(model, tmp_path / f"m{number}"))
        lines = 1 + number % 2  # every other time after the backup, in the migration itself
        said = kill(nursery, "migrate", folder, second, lines=lines, within=(took[3] - took[lines]) * 1.2)
        ends[check_migrated(folder, first, second, monkeypatch, said)] += 1
        shutil.rmtree(folder)
    for goal in (1, 20):
        note(goal, "kill -9: migration", rounds=ROUNDS, bad=0, more=f"old {ends[False]}, new {ends[True]}")


def test_a_migration_by_steps_is_caught(
    nursery: Nursery,
    old_schema: tuple[Path, Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    note: Note,
) -> None:
    model, first, second = old_schema
    for tried in range(1, CONTROL):
        folder = Path(shutil.copytree(model, tmp_path / f"m{tried}"))
        said = kill(nursery, "migrate_by_steps", folder, second, within=0.7)
        try:
            check_migrated(folder, first, second, monkeypatch, said)
        except Exception:
            for goal in (1, 20):
                note(goal, "control: migration by steps", control=f"caught in round {tried}")
            return
        shutil.rmtree(folder)
    pytest.fail("never caught")
