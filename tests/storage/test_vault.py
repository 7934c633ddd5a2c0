"""The vault: what refuses to open and how, who may write, what survives a crash, and what never lies in the clear."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import exc, text
from sqlcipher3 import dbapi2

from cadre_desk.storage import database, keyring, vault
from cadre_desk.storage.errors import (
    DatabaseDamaged,
    KeystoreDamaged,
    LibraryTooOld,
    NotEncrypted,
    NotHeld,
    PasswordRefused,
    VaultError,
    VaultExists,
    VaultLocked,
    VaultMissing,
    VaultTooNew,
    VaultUnwritable,
    WrongPassword,
)
from tests.storage.helpers import FULL, OFFICER, PASSWORD, POLICY, digests

FILES = ["anchor", "attempts", "data.db", "keys.a", "keys.b", "lock", "system.db"]
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
INSERT = text("INSERT INTO note (words) VALUES (:words)")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed vault with a table of notes, in a place with blanks, Chinese and a per cent sign."""
    place = tmp_path / "干部 监督%20库"
    with closing(vault.create(place, OFFICER, PASSWORD, policy=POLICY)) as made, made.writing() as connection:
        connection.execute(text("CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT UNIQUE)"))
        connection.execute(INSERT, [{"words": f"第{number}条" * 20} for number in range(300)])
    return place


@pytest.fixture
def opened(folder: Path) -> Iterator[vault.Vault]:
    """That vault, open."""
    with closing(vault.open_vault(folder, OFFICER, PASSWORD)) as found:
        yield found


def _count(opened: vault.Vault) -> int:
    with opened.reading() as connection:
        return int(connection.execute(text("SELECT count(*) FROM note")).scalar_one())


def _child(code: str, *arguments: object, env: dict[str, str] | None = None) -> "subprocess.Popen[str]":
    """Another process that runs this code with the arguments as `given`."""
    start = "import sys; from pathlib import Path; from cadre_desk.storage import database, errors, vault"
    lines = [start, "given = sys.argv[1:]"]
    program = "\n".join([*lines, textwrap.dedent(code)])
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=Path(__file__).parents[2],
    )


def _told(child: "subprocess.Popen[str]") -> str:
    """The next line the child prints; a silent child has failed."""
    assert child.stdout is not None
    line = child.stdout.readline()
    assert line, "the child ended early"
    return line.strip()


# --- making and closing ----------------------------------------------------------------------------------------------


def test_a_closed_vault_is_a_few_files_and_opens_again(folder: Path) -> None:
    assert sorted(os.listdir(folder)) == FILES
    assert os.listdir(folder.parent) == [folder.name]
    with closing(vault.open_vault(folder, OFFICER, PASSWORD)) as found:
        assert (found.folder, found.officer, _count(found)) == (folder, OFFICER, 300)


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_nobody_else_may_read_it(folder: Path) -> None:
    assert folder.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir())


def test_an_empty_folder_will_do_and_a_full_one_is_refused(tmp_path: Path) -> None:
    vault.create(tmp_path, OFFICER, PASSWORD, policy=POLICY).close()
    before = digests(tmp_path)
    with pytest.raises(VaultExists, match="另选"):
        vault.create(tmp_path, OFFICER, PASSWORD, policy=POLICY)
    assert digests(tmp_path) == before


def test_a_refused_password_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(PasswordRefused):
        vault.create(tmp_path / "new", OFFICER, "1234567890", policy=POLICY)
    assert not os.listdir(tmp_path)


def test_closing_forgets_the_key_and_refuses_further_work(opened: vault.Vault) -> None:
    secrets = [*opened._keys.held().values(), opened._keys.private, opened.data._dek, opened.system._dek]
    assert all(map(any, secrets))
    opened.close()
    opened.close()
    assert not any(map(any, secrets))
    for work in (opened.reading, opened.writing, opened.fresh):
        with pytest.raises(VaultLocked, match="重新登录"), work():
            pass
    with pytest.raises(VaultLocked), opened.keys():
        pass


def _add(opened: vault.Vault) -> None:
    with opened.keys() as keys:
        made = keyring.add(opened.folder, keys, "王监督", "handler", "moon&River-88", date(2026, 3, 2))
        time.sleep(0.2)
        keyring.authorise(opened.folder, keys, made.id)


def test_passwords_and_officers(opened: vault.Vault, folder: Path) -> None:
    opened.change_password(PASSWORD, "a brand new one")
    _add(opened)
    opened.close()
    vault.change_password(folder, "王监督", "moon&River-88", "moon&River-99")
    with closing(vault.open_vault(folder, OFFICER, "a brand new one")) as found:
        assert _count(found) == 300
    newcomer = vault.open_vault(folder, "王监督", "moon&River-99")
    with closing(newcomer), pytest.raises(NotHeld, match="发放密钥"):
        _count(newcomer)
    with closing(vault.open_vault(folder, OFFICER, "a brand new one")) as found, found.keys() as keys:
        keyring.give_data(folder, keys, newcomer.account.id)
    with closing(vault.open_vault(folder, "王监督", "moon&River-99")) as newcomer:
        assert _count(newcomer) == 300
    with pytest.raises(WrongPassword):
        vault.open_vault(folder, OFFICER, PASSWORD)


def test_asking_for_the_policy_while_it_closes_is_no_false_alarm(folder: Path) -> None:
    """The keys are wiped while somebody else checks with them that nobody tampered with the keystore."""
    for _ in range(10):
        opened = vault.open_vault(folder, OFFICER, PASSWORD, read_check=False)
        wrong: list[Exception] = []

        def ask(opened: vault.Vault = opened, wrong: list[Exception] = wrong) -> None:
            try:
                for _ in range(400):
                    opened._stamp = ()  # as if another program had changed the files
                    assert opened.policy
            except Exception as error:
                wrong.append(error)

        thread = threading.Thread(target=ask)
        thread.start()
        opened.close()
        thread.join()
        assert wrong == []


def test_closing_while_an_officer_is_added_spoils_no_key(opened: vault.Vault, folder: Path) -> None:
    thread = threading.Thread(target=_add, args=(opened,))
    thread.start()
    time.sleep(0.1)
    opened.close()
    thread.join()
    for officer, password in ((OFFICER, PASSWORD), ("王监督", "moon&River-88")):
        vault.open_vault(folder, officer, password).close()


# --- what refuses to open --------------------------------------------------------------------------------------------


def _plain(folder: Path) -> None:
    (folder / "data.db").unlink()
    with closing(sqlite3.connect(folder / "data.db")) as connection:
        connection.execute("CREATE TABLE note (id)")


def _newer(folder: Path) -> None:
    with closing(vault.open_vault(folder, OFFICER, PASSWORD)) as found, found.writing() as connection:
        connection.execute(text("CREATE TABLE IF NOT EXISTS alembic_version (version_num TEXT)"))
        connection.execute(text("DELETE FROM alembic_version"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('9999')"))


def _overwrite(path: Path, place: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(place)
        file.write(content)


REFUSALS: dict[str, tuple[Callable[[Path], object], str, type[VaultError], int, str]] = {
    "wrong password": (lambda folder: None, "wrong-password", WrongPassword, 3, "口令不正确"),
    "no keystore": (
        lambda folder: [(folder / name).unlink() for name in keyring.COPIES], PASSWORD, KeystoreDamaged, 5, "缺失"
    ),
    "damaged keystore": (
        lambda folder: [_overwrite(folder / name, 40, b"?") for name in keyring.COPIES],
        PASSWORD, KeystoreDamaged, 5, r"已损坏.*keys\.a",
    ),
    "no database": (lambda folder: (folder / "data.db").unlink(), PASSWORD, VaultMissing, 2, "不会另建空库"),
    "empty database": (lambda folder: (folder / "data.db").write_bytes(b""), PASSWORD, DatabaseDamaged, 5, "已损坏"),
    "damaged database": (
        lambda folder: _overwrite(folder / "data.db", 9000, b"?!"), PASSWORD, DatabaseDamaged, 5, "不要删除"
    ),
    "short database": (lambda folder: os.truncate(folder / "data.db", 8192), PASSWORD, DatabaseDamaged, 5, "已损坏"),
    "plain database": (_plain, PASSWORD, NotEncrypted, 5, "未加密"),
    "newer schema": (_newer, PASSWORD, VaultTooNew, 5, "更高版本"),
}  # fmt: skip


def _but_attempts(folder: Path) -> dict[str, str]:
    """What lies in the folder; that somebody tried is kept, of course."""
    return {name: digest for name, digest in digests(folder).items() if name != "attempts"}


@pytest.mark.parametrize("case", REFUSALS)
def test_a_refusal_says_why_and_changes_nothing(folder: Path, case: str) -> None:
    spoil, password, kind, code, words = REFUSALS[case]
    spoil(folder)
    before = _but_attempts(folder)
    for _ in range(2):
        with pytest.raises(kind, match=words) as refusal:
            vault.open_vault(folder, OFFICER, password)
        assert refusal.value.exit_code == code
    assert _but_attempts(folder) == before
    assert not [name for name in os.listdir(folder) if name.endswith(("-wal", "-shm"))]


def test_a_place_without_a_vault_stays_as_it_is(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nowhere"):
        for attempt in (vault.open_vault, vault.check):
            with pytest.raises(VaultMissing):
                attempt(place, OFFICER, PASSWORD)
    assert not os.listdir(tmp_path)


def test_every_flipped_bit_of_the_database_is_detected(folder: Path) -> None:
    path = folder / "data.db"
    intact = path.read_bytes()
    for bit in random.Random(11).sample(range(len(intact) * 8), 400 if FULL else 40):
        changed = bytearray(intact)
        changed[bit // 8] ^= 1 << bit % 8
        path.write_bytes(changed)
        with pytest.raises(DatabaseDamaged):
            vault.open_vault(folder, OFFICER, PASSWORD)
        assert path.read_bytes() == changed


def test_the_full_check_names_the_damaged_page(folder: Path) -> None:
    assert vault.check(folder, OFFICER, PASSWORD) == []
    _overwrite(folder / "data.db", 4096 * 4 + 100, b"?!")
    found = vault.check(folder, OFFICER, PASSWORD)
    assert "page 5" in found[0]
    assert found[0].startswith("“data.db”加密页校验不符")
    vault.open_vault(folder, OFFICER, PASSWORD, read_check=False).close()


def test_a_big_file_is_opened_without_reading_every_page(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(database, "faults", lambda path, dek, checks: asked.extend(checks))
    vault.open_vault(folder, OFFICER, PASSWORD).close()
    monkeypatch.setattr(database, "BIG", 100)
    vault.open_vault(folder, OFFICER, PASSWORD).close()
    assert asked == ["cipher_integrity_check", "quick_check(1)"] * 2


@pytest.mark.parametrize(
    ("library", "words"),
    [
        ((None, "3.53.4", ["TEMP_STORE=2"], 0), "不支持加密"),
        (("4.13.0 community", "3.53.4", ["TEMP_STORE=2"], 0), "SQLCipher版本过旧"),
        (("4.19.0 community", "3.51.2", ["TEMP_STORE=2"], 0), "SQLite版本过旧"),
        (("4.19.0 community", "3.53.4", ["TEMP_STORE=1"], 0), "temp_store"),
        (("4.19.0 community", "3.53.4", [], 0), "temp_store"),
        (("4.19.0 community", "3.53.4", ["TEMP_STORE=2"], 1), "temp_store"),
    ],
)
def test_unfit_libraries_are_refused(library: tuple[str | None, str, list[str], int], words: str) -> None:
    with pytest.raises(LibraryTooOld, match=words) as refusal:
        database.check_library(*library)
    assert refusal.value.exit_code == 1


def test_fit_libraries_are_accepted() -> None:
    database.check_library("4.14.0 community", "3.51.3", ["TEMP_STORE=3"], 2)


def test_a_library_without_encryption_never_touches_a_file(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "dbapi", sqlite3)
    before = digests(tmp_path)
    with pytest.raises(LibraryTooOld):
        vault.open_vault(folder, OFFICER, PASSWORD)
    with pytest.raises(LibraryTooOld):
        vault.create(tmp_path / "new", OFFICER, PASSWORD, policy=POLICY)
    assert digests(tmp_path) == before
    assert not (tmp_path / "new").exists()


def test_a_network_drive_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "on_network", lambda folder: True)
    with pytest.raises(VaultUnwritable, match="网络盘"):
        vault.open_vault(folder, OFFICER, PASSWORD)


def test_a_second_instance_is_refused(opened: vault.Vault, folder: Path) -> None:
    with pytest.raises(VaultLocked, match="另一个窗口"):
        vault.open_vault(folder, OFFICER, PASSWORD)
    code = """
        try:
            vault.open_vault(Path(given[0]), given[1], given[2])
        except errors.VaultLocked as error:
            print(error.exit_code, flush=True)
    """
    with _child(code, folder, OFFICER, PASSWORD) as child:
        assert _told(child) == "3"
    assert _count(opened) == 300


# --- settings, readers and the writer --------------------------------------------------------------------------------


def test_settings_of_every_connection(opened: vault.Vault) -> None:
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "temp_store": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "cell_size_check": 1,
        "trusted_schema": 0,
        "wal_autocheckpoint": 200,
        "busy_timeout": 10000,
        "cipher_memory_security": "1",
        "cipher_log_level": "NONE",
    }
    with opened.writing() as writer, opened.reading() as reader, opened.fresh() as fresh:
        for connection in (database.raw(writer), database.raw(reader), fresh):
            assert {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in expected} == expected
        assert database.raw(writer).execute("PRAGMA cache_size").fetchone() == (-65536,)
        assert [database.raw(one).execute("PRAGMA query_only").fetchone()[0] for one in (writer, reader)] == [0, 1]


def test_a_change_is_kept_whole_or_not_at_all(opened: vault.Vault) -> None:
    with opened.writing() as connection:
        connection.execute(INSERT, {"words": "甲"})
    with pytest.raises(exc.IntegrityError), opened.writing() as connection:
        connection.execute(INSERT, [{"words": "乙"}, {"words": "甲"}])
    assert _count(opened) == 301


def test_a_reader_cannot_write(opened: vault.Vault) -> None:
    for statement in ("DELETE FROM note", "CREATE TABLE other (id)", "UPDATE note SET words = ''"):
        with opened.reading() as connection, pytest.raises(exc.OperationalError, match="readonly"):
            connection.execute(text(statement))
    assert _count(opened) == 300


def test_readers_see_the_old_state_at_once_while_a_change_is_under_way(opened: vault.Vault) -> None:
    seen: list[int] = []
    threads = [threading.Thread(target=lambda: seen.append(_count(opened))) for _ in range(6)]
    with opened.writing() as connection:
        connection.execute(INSERT, {"words": "甲"})
        start = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(5)
        assert time.monotonic() - start < 2
    assert seen == [300] * 6
    assert _count(opened) == 301


def test_one_view_does_not_change_under_a_reader(opened: vault.Vault) -> None:
    query = text("SELECT count(*) FROM note")
    with opened.reading() as reader:
        before = reader.execute(query).scalar_one()
        with opened.writing() as writer:
            writer.execute(INSERT, {"words": "甲"})
        assert reader.execute(query).scalar_one() == before


def test_a_change_holds_the_file_from_its_first_moment(opened: vault.Vault) -> None:
    with opened.writing(), opened.fresh() as other:
        other.execute("PRAGMA busy_timeout = 0")
        with pytest.raises(dbapi2.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")


def test_writers_take_turns(opened: vault.Vault) -> None:
    def add(who: int) -> None:
        for number in range(20):
            with opened.writing() as connection:
                total = connection.execute(text("SELECT count(*) FROM note")).scalar_one()
                connection.execute(INSERT, {"words": f"{total} {who} {number}"})

    threads = [threading.Thread(target=add, args=(who,)) for who in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert _count(opened) == 380


def test_the_log_is_emptied_when_nobody_reads_and_nobody_is_waited_for(opened: vault.Vault, folder: Path) -> None:
    log = folder / "data.db-wal"
    with opened.reading() as reader:
        reader.execute(text("SELECT count(*) FROM note")).all()
        with opened.writing() as connection:
            connection.execute(INSERT, {"words": "甲"})
        start = time.monotonic()
        assert not opened.checkpoint()
        assert time.monotonic() - start < 1
        assert log.stat().st_size
    assert opened.checkpoint()
    assert not log.stat().st_size


def test_the_log_is_emptied_after_a_reader_for_who_has_patience(opened: vault.Vault, folder: Path) -> None:
    def read() -> None:
        with opened.reading() as reader:
            reader.execute(text("SELECT count(*) FROM note")).all()
            begun.set()
            time.sleep(0.3)

    begun, thread = threading.Event(), threading.Thread(target=read)
    thread.start()
    begun.wait()
    with opened.writing() as connection:
        connection.execute(INSERT, {"words": "甲"})
    assert not opened.checkpoint(patience=0.05)  # the control
    assert opened.checkpoint(patience=10)
    assert not (folder / "data.db-wal").stat().st_size
    thread.join()


def test_a_change_within_a_change_is_an_error_not_a_standstill(opened: vault.Vault) -> None:
    with opened.writing():
        for attempt in (opened.close, opened.checkpoint):
            with pytest.raises(RuntimeError):
                attempt()
        with pytest.raises(RuntimeError), opened.writing():
            pass


def test_closing_interrupts_a_long_question(opened: vault.Vault, folder: Path) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    started, answers = threading.Event(), list[str]()

    def ask() -> None:
        try:
            with opened.reading() as connection:
                started.set()
                connection.execute(text(endless))
        except exc.OperationalError as error:
            answers.append(str(error.orig))

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    started.wait(5)
    time.sleep(0.2)
    begun = time.monotonic()
    opened.close()
    thread.join(5)
    assert time.monotonic() - begun < 2
    assert answers == ["interrupted"]
    assert sorted(os.listdir(folder)) == FILES


def test_error_texts_carry_no_personal_data(opened: vault.Vault) -> None:
    with opened.writing() as connection:
        connection.execute(INSERT, {"words": "欧阳若兰"})
    with pytest.raises(exc.IntegrityError) as failure, opened.writing() as connection:
        connection.execute(INSERT, {"words": "欧阳若兰"})
    assert "欧阳" not in str(failure.value)
    assert "note.words" in str(failure.value)


# --- crashes ---------------------------------------------------------------------------------------------------------

KEEP_WRITING = """
    from sqlalchemy import text
    found = vault.open_vault(Path(given[0]), given[1], given[2])
    with found.reading() as connection:
        number = connection.execute(text("SELECT count(*) FROM note")).scalar_one()
    while True:
        with found.writing() as connection:
            for half in ("a", "b"):
                connection.execute(text("INSERT INTO note (words) VALUES (:words)"), {"words": f"{number} {half}" * 50})
                number += 1
        print(number, flush=True)
"""


@posix
def test_no_acknowledged_change_is_lost_by_a_kill(folder: Path) -> None:
    dice = random.Random(3)
    for _ in range(200 if FULL else 20):
        with _child(KEEP_WRITING, folder, OFFICER, PASSWORD) as child:
            for _ in range(dice.randint(1, 30)):
                acknowledged = int(_told(child))
            time.sleep(dice.random() * 0.01)
            child.send_signal(signal.SIGKILL)
            rest = child.stdout.read().split("\n") if child.stdout else []
        acknowledged = max([acknowledged, *(int(line) for line in rest[:-1])])
        with closing(vault.open_vault(folder, OFFICER, PASSWORD)) as found:
            assert _count(found) in (acknowledged, acknowledged + 2)


def _page_outside_the_log(folder: Path) -> int:
    """A page of the file that no frame of the log replaces."""
    log = (folder / "data.db-wal").read_bytes()
    logged = {int.from_bytes(log[place : place + 4], "big") for place in range(32, len(log), 24 + 4096)}
    return next(page for page in range(5, 100) if page not in logged)


@posix
def test_damage_after_a_crash_leaves_log_and_file_as_they_are(folder: Path) -> None:
    with _child(KEEP_WRITING, folder, OFFICER, PASSWORD) as child:
        _told(child)
        child.send_signal(signal.SIGKILL)
    assert (folder / "data.db-wal").stat().st_size
    _overwrite(folder / "data.db", 4096 * (_page_outside_the_log(folder) - 1) + 100, b"?!")
    before = digests(folder)
    with pytest.raises(DatabaseDamaged):
        vault.open_vault(folder, OFFICER, PASSWORD)
    assert digests(folder) == before


# --- plaintext -------------------------------------------------------------------------------------------------------

NAMES = ["欧阳若兰", "司徒明远", "诸葛思齐", "皇甫静怡", "尉迟海峰", "令狐文博", "慕容雪松", "上官晓棠"]
NUMBERS = [f"11010119{year}0307{year}X" for year in range(70, 82)]
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
MARKS = sorted({mark.encode(encoding) for mark in NAMES + NUMBERS for encoding in ENCODINGS})

PLANT = """
    from sqlalchemy import text
    found = vault.open_vault(Path(given[0]), given[1], given[2])
    marks = [bytes.fromhex(mark) for mark in given[3:]]
    insert = text("INSERT INTO note (words) VALUES (:words)")
    with found.writing() as connection:
        connection.execute(insert, [{"words": mark} for mark in marks])
    with found.writing() as connection:
        # a small cache, so that changes not yet committed reach the log
        database.raw(connection).execute("PRAGMA cache_size = 10")
        connection.execute(insert, [{"words": mark * 30 + b"%d" % number} for mark in marks for number in range(20)])
        connection.execute(text("SELECT words, count(*) FROM note GROUP BY words ORDER BY words DESC")).all()
        print("written", flush=True)
        sys.stdin.read()
"""


def _found(*folders: Path) -> int:
    """How many of the marks lie in the clear in any file."""
    content = b"\n".join(path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file())
    return sum(mark in content for mark in MARKS)


@posix
def test_nothing_lies_in_the_clear_at_any_moment(folder: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    env = {**os.environ, "TMPDIR": str(temporary), "SQLITE_TMPDIR": str(temporary)}
    with _child(PLANT, folder, OFFICER, PASSWORD, *(mark.hex() for mark in MARKS), env=env) as child:
        _told(child)
        assert (folder / "data.db-wal").stat().st_size > 40_000
        assert _found(folder, temporary) == 0, "in the middle of a change"
        child.send_signal(signal.SIGKILL)
    assert (folder / "data.db-wal").stat().st_size
    assert _found(folder, temporary) == 0, "after a crash"
    with closing(vault.open_vault(folder, OFFICER, PASSWORD)) as opened:
        assert _count(opened) == 300 + len(MARKS)
        assert _found(folder, temporary) == 0, "while open"
    assert _found(folder, temporary) == 0, "after closing"


def test_the_search_for_plaintext_would_find_it(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "plain.db")) as connection, connection:
        connection.execute("CREATE TABLE note (words)")
        connection.executemany("INSERT INTO note VALUES (?)", [(mark,) for mark in MARKS])
    assert _found(tmp_path) == len(MARKS)


def test_a_forgotten_key_would_be_found(tmp_path: Path) -> None:
    with closing(dbapi2.connect(str(tmp_path / "plain.db"))) as connection:
        connection.execute("CREATE TABLE note (words)")
        connection.execute("INSERT INTO note VALUES (?)", (NAMES[0],))
        connection.commit()
    assert _found(tmp_path) > 0


# --- the process -----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform != "linux", reason="prctl of Linux")
def test_a_hardened_process_leaves_no_core_dump() -> None:
    code = """
        import ctypes, resource
        from cadre_desk.storage.process import harden
        dumpable = lambda: ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)
        print(dumpable(), harden(), *resource.getrlimit(resource.RLIMIT_CORE), dumpable(), flush=True)
    """
    with _child(code) as child:
        assert _told(child) == "1 True 0 0 0", "it could be dumped before"
