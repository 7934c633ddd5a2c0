"""What the processes do that are killed: real work on a real vault, each step said only when it is kept.

The ledger: every line carries the digest of the one before, the total is their sum; one transaction writes several
lines, the sum and the audit row. Whatever is lost or kept by half shows.
"""

import gc
import hashlib
import os
import random
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, text

from cadre_desk.storage import audit, backup, database, journal, keyring, process, renewal, schema, swap, vault
from cadre_desk.storage.work import working
from tests.faults.nursery import Say
from tests.storage.helpers import OFFICER, PASSWORD, POLICY
from tests.storage.test_vault import MARKS, NAMES

OTHER: Final = "雨天-camel-36"
NEWCOMER: Final = "moon&River-88"
TABLES: Final = (
    "CREATE TABLE ledger_line (id INTEGER PRIMARY KEY, amount INTEGER, words TEXT, digest TEXT)",
    "CREATE TABLE ledger_total (amount INTEGER)",
    "INSERT INTO ledger_total VALUES (0)",
)


# --- the ledger ------------------------------------------------------------------------------------------------------


def open_ledger(folder: Path, password: str = PASSWORD, **options: Any) -> vault.Vault:
    """The vault, open."""
    return vault.open_vault(Path(folder), OFFICER, password, **options)


def enter(opened: vault.Vault, amounts: list[int], words: str = "") -> int:
    """One transaction of so many entries; the number of transactions there are now."""
    with working(opened, None, datetime.now, "试验") as work:  # type: ignore[arg-type]  # no rule is asked
        _enter(work.connection, amounts, words)
        return work.audit_id


def _enter(connection: Connection, amounts: list[int], words: str) -> None:
    previous = connection.execute(text("SELECT digest FROM ledger_line ORDER BY id DESC LIMIT 1")).scalar() or ""
    for amount in amounts:
        previous = _digest(previous, amount, words)
        row = {"amount": amount, "words": words, "digest": previous}
        connection.execute(
            text("INSERT INTO ledger_line (amount, words, digest) VALUES (:amount, :words, :digest)"), row
        )
    connection.execute(text("UPDATE ledger_total SET amount = amount + :sum"), {"sum": sum(amounts)})


def _digest(previous: str, amount: int, words: str) -> str:
    return hashlib.sha256(f"{previous} {amount} {words}".encode()).hexdigest()


def faults_of(data: Connection, system: Connection) -> list[str]:
    """What is partial or torn."""
    found, previous, sum_ = [], "", 0
    for id_, amount, words, digest in data.execute(
        text("SELECT id, amount, words, digest FROM ledger_line ORDER BY id")
    ):
        previous, sum_ = _digest(previous, amount, words), sum_ + amount
        if digest != previous:
            found.append(f"ledger_line {id_} does not fit")
            break
    if data.execute(text("SELECT amount FROM ledger_total")).scalar_one() != sum_:
        found.append("the total is not the sum")
    if audit.verify(data)[1] is not None:
        found.append("the audit chain is broken")
    if journal.verify(system)[1] is not None:
        found.append("the chain of the journal is broken")
    if journal.differing(data, system) is not None:
        found.append("a copy in the journal differs")
    return found


@dataclass(frozen=True)
class State:
    """What a vault holds."""

    changes: int
    entries: int
    officers: tuple[str, ...]


def look(folder: Path, password: str = PASSWORD, **options: Any) -> State:
    """Open the vault and check everything that a crash could have spoilt; AssertionError says what."""
    with closing(open_ledger(folder, password, **options)) as opened:
        opened.settle_copies()
        with opened.reading() as data, opened.overseeing() as system:
            found = faults_of(data, system)
            changes = audit.head(data)[0]
            entries = data.execute(text("SELECT count(*) FROM ledger_line")).scalar_one()
            line, begin = journal.line(system)
            copied = system.execute(text("SELECT max(data_id) FROM journal WHERE line = :line"), {"line": line})
            if (copied.scalar() or begin) != changes:
                found.append("the journal lacks copies")
    assert not found, found
    names = tuple(one.name for one in keyring.officers(folder))
    assert len({(folder / name).read_bytes() for name in keyring.COPIES}) == 1, "the two copies of the keys differ"
    left = [path.name for path in folder.iterdir() if path.name.startswith(("swap", ".")) or path.suffix == ".new"]
    left += [path.name for path in folder.glob("backup/.*")]
    assert not left, f"left behind: {left}"
    return State(changes, entries, names)


def prepare(folder: Path) -> None:
    """The tables of the ledger, and a first backup of one change, in a closed new vault."""
    with closing(open_ledger(folder)) as opened:
        with opened.writing() as connection:
            for statement in TABLES:
                connection.execute(text(statement))
        enter(opened, [1, 2, 3], "第一笔")
        opened.back_up("第一份")
        enter(opened, [4], "第二笔")


# --- deeds: save -----------------------------------------------------------------------------------------------------


def save(say: Say, folder: str, *, before: Callable[[], object] = lambda: None) -> None:
    """Change after change, settling now and then; says the number of changes after each."""
    dice = random.Random()
    opened = open_ledger(Path(folder))
    say("open")
    while True:
        before()
        number = enter(opened, [dice.randint(1, 99) for _ in range(dice.randint(1, 5))], "往来" * dice.randint(1, 400))
        say(number)
        if dice.random() < 0.1:
            opened.settle()
            say("settled")


def save_early(say: Say, folder: str) -> None:
    """The control: says it before it is kept."""
    opened = open_ledger(Path(folder))
    say("open")
    with opened.reading() as connection:
        number = audit.head(connection)[0]
    while True:
        number += 1
        say(number)
        enter(opened, [1], "早" * 2000)


def save_by_halves(say: Say, folder: str) -> None:
    """The control: entries, total and audit row in transactions of their own."""
    opened = open_ledger(Path(folder))
    say("open")
    while True:
        with opened.writing() as connection:
            previous = connection.execute(text("SELECT digest FROM ledger_line ORDER BY id DESC LIMIT 1")).scalar()
            row = {"digest": _digest(previous, 1, "半")}
            connection.execute(text("INSERT INTO ledger_line (amount, words, digest) VALUES (1, '半', :digest)"), row)
        with opened.writing() as connection:
            connection.execute(text("UPDATE ledger_total SET amount = amount + 1"))
            number = audit.append(connection, datetime.now(), OFFICER, "试验", "", {})
        say(number)


# --- deeds: backup, restore, fresh keys ------------------------------------------------------------------------------


def back_up(say: Say, folder: str) -> None:
    """Backup after backup with a change between; says the name of each."""
    opened = open_ledger(Path(folder))
    say("open")
    while True:
        enter(opened, [7], "备份之间")
        say(opened.back_up("试验").name)


def back_up_in_place(say: Say, folder: str) -> None:
    """The control: a backup is filled under its name, one file replaces another."""

    def write(place: Path, vault_id: str, at: datetime, reason: str, fill: Callable[[Path], Any]) -> backup.Generation:
        final = place / f"{at:%Y%m%d}-000000"
        final.mkdir(parents=True, exist_ok=True)
        for path in final.iterdir():
            path.unlink()
        fill(final)
        return replace_whole(final)

    def replace_whole(final: Path) -> backup.Generation:
        first = min(path for path in final.parent.iterdir() if path.name[0] != "." and path != final)
        (final / backup.MANIFEST).write_bytes((first / backup.MANIFEST).read_bytes())
        return backup.read(final)

    backup.write = write  # type: ignore[assignment]
    back_up(say, folder)


def restore(say: Say, folder: str) -> None:
    """One backup, then the other, and so on; says which."""
    place = Path(folder)
    found = sorted(backup.generations(place / backup.FOLDER)[0], key=lambda one: one.name)
    say("open")
    while True:
        for one in found:
            renewal.restore(place, one, OFFICER, PASSWORD, reason="试验")
            say(one.name)


def rekey(say: Say, folder: str) -> None:
    """Fresh keys again and again, a change between; says the number of changes, then `keys`."""
    while True:
        opened = open_ledger(Path(folder), read_check=False)
        say(enter(opened, [5], "换钥之间"))
        renewal.rekey(opened)
        say("keys")


def _exchange_at_once(folder: Path, names: Any, *, keep_as: str) -> None:
    """An exchange without a marker: what is broken off stays so."""
    for name in sorted(names, reverse=True):
        os.replace(folder / swap.STAGE / name, folder / name)
        time.sleep(0.05)


def rekey_at_once(say: Say, folder: str) -> None:
    """The control: files are exchanged one by one, and nobody knows it."""
    swap.exchange = _exchange_at_once
    rekey(say, folder)


def restore_at_once(say: Say, folder: str) -> None:
    """The control for restoring."""
    swap.exchange = _exchange_at_once
    restore(say, folder)


# --- deeds: keys and schema ------------------------------------------------------------------------------------------


def change_keys(say: Say, folder: str) -> None:
    """Passwords in turn and new officers; says which password holds and who was added."""
    opened = open_ledger(Path(folder))
    say("open")
    number = 0
    passwords = [PASSWORD, OTHER]
    while True:
        opened.change_password(*passwords)
        passwords.reverse()
        say(passwords[0])
        number += 1
        with opened.keys() as keys:
            name = f"新人{number}"
            keyring.add(opened.folder, keys, name, "handler", NEWCOMER, date(2026, 3, 2))
        say(name)


def change_keys_in_place(say: Say, folder: str) -> None:
    """The control: both copies are overwritten where they lie."""

    def overwrite(paths: Any, content: bytes) -> None:
        for path in paths:
            with path.open("wb", buffering=0) as file:
                for start in range(0, len(content), 512):
                    file.write(content[start : start + 512])
                    time.sleep(0.0005)

    keyring.keyfile.replace_files = overwrite
    change_keys(say, folder)


def migrate(say: Say, folder: str, migrations: str) -> None:
    """Open a vault of an older schema, which is backed up and brought up to date."""

    def back_up(old: vault.Vault) -> None:
        old.back_up("升级前")
        say("backed up")

    schema.MIGRATIONS = Path(migrations)
    say("start")
    opened = open_ledger(Path(folder), before_upgrade=back_up)
    say("new")
    opened.close()
    say("closed")


def migrate_by_steps(say: Say, folder: str, migrations: str) -> None:
    """The control: every statement of the migration is kept at once."""

    def upgrade(self: database.Database, step: Callable[[Connection], None]) -> None:
        with self._my_turn(), self._writer.connect() as connection:
            driver = database.raw(connection)
            driver.execute("COMMIT") if driver.in_transaction else None
            driver.execute("PRAGMA foreign_keys = OFF")
            for statement in ("ALTER TABLE person ADD COLUMN full TEXT", "UPDATE person SET full = name || '同志'"):
                driver.execute(statement)
                time.sleep(0.05)

    database.Database.upgrade = upgrade  # type: ignore[method-assign]
    migrate(say, folder, migrations)


# --- deeds: for the power to go -------------------------------------------------------------------------------------


def come_and_go(say: Say, folder: str) -> None:
    """Open, change, close, again and again; says the number of changes."""
    while True:
        with closing(open_ledger(Path(folder))) as opened:
            for _ in range(3):
                say(enter(opened, [3, 4], "一天" * 300))


def _no_sync() -> None:
    os.fsync = lambda handle: None  # type: ignore[assignment]
    for module in (process, backup, swap):
        module.sync_folder = lambda folder: None  # type: ignore[attr-defined]


def save_normal(say: Say, folder: str) -> None:
    """The control: the database does not wait for the disk at each change."""
    database.SETTINGS = tuple(  # type: ignore[misc]
        "synchronous = NORMAL" if one.startswith("synchronous") else one for one in database.SETTINGS
    )
    save(say, folder)


def back_up_unsynced(say: Say, folder: str) -> None:
    """The control: a backup is renamed before it is on the disk."""
    _no_sync()
    back_up(say, folder)


def change_keys_unsynced(say: Say, folder: str) -> None:
    """The control: keys are renamed before they are on the disk."""
    _no_sync()
    change_keys(say, folder)


def rekey_unsynced(say: Say, folder: str) -> None:
    """The control: files are exchanged before they are on the disk."""
    _no_sync()
    rekey(say, folder)


# --- deeds: for whoever looks for plaintext and keys ----------------------------------------------------------------


def hits(watch: Path) -> int:
    """How often a mark lies in a file under a folder, or in one of this process that has no name any more."""
    names = [path for path in watch.rglob("*") if path.is_file()]
    names += [path for path in Path("/proc/self/fd").iterdir() if "(deleted)" in _target(path)]
    return sum(map(_hits, names))


_SEEN: Final[dict[tuple[str, int, int, int], int]] = {}


def _hits(path: Path) -> int:
    """Of one file; read again only when it changed."""
    try:
        facts = path.stat()
        key = (str(path), facts.st_ino, facts.st_mtime_ns, facts.st_size)
        if key not in _SEEN or facts.st_mtime_ns > time.time_ns() - 1_000_000_000:  # it may change within a tick
            content = path.read_bytes()
            _SEEN[key] = sum(content.count(mark) for mark in MARKS)
        return _SEEN[key]
    except OSError:
        return 0  # gone meanwhile


def _target(path: Path) -> str:
    try:
        return os.readlink(path)
    except OSError:
        return ""


def live_in(watch: Path) -> None:
    """Everything a program may write by itself goes under that folder."""
    for name in ("HOME", "TMPDIR", "SQLITE_TMPDIR", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        place = watch / name.lower()
        place.mkdir(exist_ok=True)
        os.environ[name] = str(place)
    tempfile.tempdir = None


def plant(say: Say, folder: str, watch: str) -> None:
    """Write marks, back up, restore, renew the keys; says at each step of each how many lie in the clear."""
    place, watched = Path(folder), Path(watch)
    live_in(watched)
    real, stage, looks = {"fsync": os.fsync, "replace": os.replace}, "save", 0

    def looking(name: str) -> Callable[..., object]:
        def act(*given: object) -> object:
            nonlocal looks
            looks += 1
            if found := hits(watched):
                say(f"{stage}: {found} in the clear")
            return real[name](*given)  # type: ignore[operator]

        return act

    os.fsync, os.replace = looking("fsync"), looking("replace")  # type: ignore[assignment]
    opened = open_ledger(place)
    opened._keeper.stop()
    with opened.writing() as connection:
        database.raw(connection).execute("PRAGMA cache_size = 10")  # so that it reaches the log before it is kept
        for mark in MARKS:
            _enter(connection, [1], "")
            connection.execute(text("UPDATE ledger_line SET words = :mark WHERE id = 1"), {"mark": mark})
        rows = [{"name": name * 20} for name in NAMES * 200]
        connection.execute(text("CREATE TABLE planted (name TEXT)"))
        connection.execute(text("INSERT INTO planted VALUES (:name)"), rows)
        connection.execute(text("SELECT name, count(*) FROM planted GROUP BY name ORDER BY name DESC")).all()
        connection.execute(text("UPDATE ledger_line SET words = '' WHERE id = 1"))
        say(f"mid-transaction: {hits(watched)}")
    say(f"open: {hits(watched)}")
    stage = "backup"
    made = opened.back_up("试验")
    say(f"backup: {hits(watched)}")
    stage = "close"
    opened.close()
    say(f"closed: {hits(watched)}")
    stage = "restore"
    renewal.restore(place, made, OFFICER, PASSWORD, reason="试验")
    say(f"restored: {hits(watched)}")
    stage = "rekey"
    renewal.rekey(open_ledger(place))
    say(f"re-keyed: {hits(watched)}")
    say(f"looks: {looks}")
    opened = open_ledger(place)
    with opened.writing() as connection:
        database.raw(connection).execute("PRAGMA cache_size = 10")
        connection.execute(text("INSERT INTO planted VALUES (:name)"), [{"name": name * 20} for name in NAMES * 200])
        say("writing")
        time.sleep(600)


def sort(say: Say, folder: str, watch: str, store: str) -> None:
    """Sort more than fits the cache; says the most marks that lay in the clear meanwhile."""
    watched, most = Path(watch), 0
    live_in(watched)
    database.SETTINGS = tuple(  # type: ignore[misc]
        f"temp_store = {store}" if one.startswith("temp_store") else one for one in database.SETTINGS
    )
    with closing(open_ledger(Path(folder))) as opened, opened.writing() as connection:
        driver = database.raw(connection)
        driver.execute("PRAGMA cache_size = 10")
        driver.execute("CREATE TABLE planted (name TEXT)")
        driver.executemany("INSERT INTO planted VALUES (?)", [(name * 20,) for name in NAMES * 4000])

        def look() -> int:
            nonlocal most
            most = max(most, hits(watched))
            return 0

        driver.set_progress_handler(look, 50_000)
        sorted_ = driver.execute("SELECT name FROM planted ORDER BY name DESC, rowid")
        sorted_.fetchone()
        look()  # what was sorted is still there
        sorted_.fetchall()
    say(most)


def remember(say: Say, folder: str, go: str, control: str) -> None:
    """Have the vault open with records read, until `go` is there; then close it and stay."""
    opened = open_ledger(Path(folder))
    kept = ""
    with opened.keys() as keys:
        if control:
            assert keys.data is not None
            kept = keys.data.hex()
    with opened.reading() as connection:
        rows = connection.execute(text("SELECT words FROM ledger_line")).all()
    opened.settle()
    say("open")
    while not Path(go).exists():
        time.sleep(0.01)
    opened.close()
    del opened, keys, connection, rows
    gc.collect()
    say("closed")
    time.sleep(600)
    say(kept)


def make(say: Say, folder: str) -> None:
    """A new vault."""
    say("begun")
    vault.create(Path(folder), OFFICER, PASSWORD, policy=POLICY)
    say("made")
    time.sleep(600)


def hold(say: Say, folder: str) -> None:
    """Have it open until killed."""
    opened = open_ledger(Path(folder))
    enter(opened, [1], "开着")
    say("open")
    time.sleep(600)


DEEDS: Final[dict[str, Callable[..., None]]] = {
    one.__name__: one
    for one in (
        *(save, save_early, save_by_halves),
        *(back_up, back_up_in_place, restore, restore_at_once, rekey, rekey_at_once),
        *(change_keys, change_keys_in_place, migrate, migrate_by_steps, make, hold),
        *(plant, sort, remember),
        *(come_and_go, save_normal, back_up_unsynced, change_keys_unsynced, rekey_unsynced),
    )
}
assert process.LOCK  # the lock of a killed process is dropped by the system
