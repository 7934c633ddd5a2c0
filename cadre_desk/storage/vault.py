"""The encrypted database: start-up guard, opening and its checks, the one writer, the readers, closing.

A folder holds data.db, keys.a, keys.b and lock. Opening looks before it touches: every refusal leaves the folder as
it was. The order is lock, keystore, header, key, look, checkpoint, checks.
"""

import os
import re
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as dbapi

from cadre_desk.storage import keystore, schema
from cadre_desk.storage.errors import (
    DatabaseDamaged,
    LibraryTooOld,
    NotEncrypted,
    VaultExists,
    VaultLocked,
    VaultMissing,
    VaultTooNew,
    VaultUnwritable,
)
from cadre_desk.storage.process import FolderLock, on_network, sync_folder, unwritable

if TYPE_CHECKING:
    # the driver is untyped; its connections have the methods of the standard library's
    from sqlite3 import Connection as Driver

DATA: Final = "data.db"
PLAIN_HEADER: Final = b"SQLite format 3\0"
OLDEST_CIPHER: Final = (4, 14)
OLDEST_SQLITE: Final = (3, 51, 3)  # before: the WAL-reset bug loses data when one thread writes and another checkpoints
PAGE: Final = 4096
BIG: Final = 64 * 1024 * 1024
READERS: Final = 4
PATIENCE: Final = 10.0
CHECKS: Final = {
    "cipher_integrity_check": "加密页校验不符",
    "integrity_check": "结构错误",
    "foreign_key_check": "有无主记录的表",
}
_HEX: Final = b"0123456789abcdef"

# before the key: no memory of SQLite is freed unwiped, and nothing of ours reaches the error output
BEFORE_KEY: Final = ("cipher_log_level = NONE", "cipher_memory_security = ON")
SETTINGS: Final = (
    "temp_store = MEMORY",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",
    "cell_size_check = ON",
    "trusted_schema = OFF",
    "wal_autocheckpoint = 200",
    "busy_timeout = 10000",
)
WRITER: Final = ("cache_size = -65536",)
READER: Final = ("cache_size = -16384", "query_only = ON")


# --- guard -----------------------------------------------------------------------------------------------------------


def _version(words: str) -> tuple[int, ...]:
    """The leading dotted number."""
    match = re.match(r"\d+(\.\d+)*", words)
    return tuple(int(part) for part in match[0].split(".")) if match else ()


def check_library(cipher: str | None, sqlite: str, options: Iterable[str], temp_store: int) -> None:
    """Refuse a database library that would write plaintext or lose data; the arguments are what it says of itself."""
    advice = "请用安装包重新安装本程序（其中带有所需的sqlcipher3部件）。保险库未被改动。"
    if cipher is None:
        raise LibraryTooOld(f"数据库部件不支持加密，继续使用会写出明文，已停止。{advice}")
    if _version(cipher) < OLDEST_CIPHER:
        raise LibraryTooOld(f"加密部件SQLCipher版本过旧（{cipher}，至少需要4.14）。{advice}")
    if _version(sqlite) < OLDEST_SQLITE:
        raise LibraryTooOld(f"数据库部件SQLite版本过旧（{sqlite}，至少需要3.51.3），可能丢失数据。{advice}")
    if not {"TEMP_STORE=2", "TEMP_STORE=3"} & set(options) or temp_store == 1:
        raise LibraryTooOld(f"数据库部件会把临时数据以明文写到磁盘（temp_store），已停止。{advice}")


def _guard() -> None:
    """Ask the installed library; done on a database in memory, before any file is opened."""
    with closing(dbapi.connect(":memory:")) as connection:
        ask = connection.execute
        cipher = ask("PRAGMA cipher_version").fetchone()
        version = ask("SELECT sqlite_version()").fetchone()[0]
        options = [row[0] for row in ask("PRAGMA compile_options")]
        check_library(cipher and cipher[0], version, options, ask("PRAGMA temp_store").fetchone()[0])


# --- one connection --------------------------------------------------------------------------------------------------


def _raw_key(dek: bytearray) -> bytearray:
    """The key as SQLCipher takes it without stretching, built so that no immutable copy arises."""
    words = bytearray(b"x'")
    for byte in dek:
        words.append(_HEX[byte >> 4])
        words.append(_HEX[byte & 15])
    words += b"'"
    return words


def _connect(path: Path, dek: bytearray, mode: str) -> "Driver":
    """A keyed DBAPI connection; mode is ro, rw or rwc, and only rwc makes a file."""
    address = f"{path.resolve().as_uri()}?mode={mode}"
    connection = dbapi.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    words = _raw_key(dek)
    try:
        for setting in BEFORE_KEY:
            connection.execute(f"PRAGMA {setting}")
        connection.set_key(words)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    finally:
        keystore.wipe(words)
    return cast("Driver", connection)


def _settle(connection: "Driver", extra: Iterable[str] = ()) -> "Driver":
    """Make the settings of every working connection."""
    for setting in (*SETTINGS, *extra):
        connection.execute(f"PRAGMA {setting}")
    if connection.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
        raise VaultUnwritable(f"数据库“{DATA}”不能使用预写日志。请把保险库放在本机硬盘上，不要放在网络盘上。")
    return connection


def raw(connection: Connection) -> "Driver":
    """The DBAPI connection beneath, for fast bulk reading."""
    return cast("Driver", connection.connection.driver_connection)


# --- looking at the file ---------------------------------------------------------------------------------------------


def _damaged(path: Path) -> DatabaseDamaged:
    return DatabaseDamaged(
        f"数据库“{path.name}”已损坏（文件夹“{path.parent}”）。请不要删除或改动任何文件，用“从备份恢复”取回最近一份完好的备份。"
    )


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """Errors of the database library as ours: with the right key they can only mean the file or the disk."""
    try:
        yield
    except dbapi.Error as error:
        words = str(error)
        if "locked" in words or "busy" in words:
            raise VaultLocked(f"数据库“{path.name}”正被其他程序占用。请关闭其他程序后重试。") from error
        if any(hint in words for hint in ("readonly", "unable to open", "is full")):
            raise VaultUnwritable(
                f"无法写入数据库“{path.name}”（文件夹“{path.parent}”）。请检查文件夹权限和磁盘剩余空间。"
            ) from error
        raise _damaged(path) from error


def _look_at_header(path: Path) -> None:
    """Missing, empty and plain files are told apart before a connection could make or change anything."""
    if not path.exists():
        raise VaultMissing(
            f"保险库缺少数据库“{path.name}”（文件夹“{path.parent}”）。程序不会另建空库，请用“从备份恢复”取回数据库。"
        )
    try:
        with path.open("rb") as file:
            header = file.read(PAGE)
    except OSError as error:
        raise unwritable(path, error) from error
    if header.startswith(PLAIN_HEADER):
        raise NotEncrypted(
            f"“{path.name}”是未加密的数据库（文件夹“{path.parent}”），不是本程序写成的。"
            "请将它移走并查明来源，再用“从备份恢复”取回加密的数据库。"
        )
    if len(header) < PAGE:
        raise _damaged(path)


def _look(path: Path, dek: bytearray) -> None:
    """Before the first write: whose schema it is and, after a crash, whether all reads well through the log.

    A log left by a crash is looked at read-only, since closing any other connection would merge it into the file.
    """
    log = path.with_name(path.name + "-wal")
    crashed = log.exists() and log.stat().st_size > 0
    with closing(_connect(path, dek, "ro" if crashed else "rw")) as connection:
        _refuse_newer(path, connection)
        if crashed and connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise _damaged(path)


def _refuse_newer(path: Path, connection: "Driver") -> None:
    """A revision this program does not know was written by a newer one."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
        return
    for (revision,) in connection.execute("SELECT version_num FROM alembic_version"):
        if revision not in schema.revisions():
            raise VaultTooNew(
                f"数据库“{path.name}”由更高版本的程序写成（结构版本{revision}），本程序不能打开。请安装新版本后再打开，数据未被改动。"
            )


def _merge_log(path: Path, dek: bytearray) -> None:
    """The log into the file: cipher_integrity_check does not see it and would raise a false alarm."""
    with closing(_settle(_connect(path, dek, "rw"))) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def _faults(path: Path, dek: bytearray, checks: Iterable[str]) -> list[str]:
    """All rows of the checks, each on its own fresh connection: one bad page poisons a connection."""
    found: list[str] = []
    for check in checks:
        try:
            with closing(_connect(path, dek, "rw")) as connection:
                found += [row[0] for row in connection.execute(f"PRAGMA {check}") if row[0] != "ok"]
        except dbapi.DatabaseError as error:
            found.append(str(error))
    return found


def _check_on_opening(path: Path, dek: bytearray) -> None:
    """Everything for a small file; for a big one the full check has its own command."""
    big = path.stat().st_size > BIG
    if _faults(path, dek, ["quick_check(1)"] if big else ["cipher_integrity_check", "quick_check(1)"]):
        raise _damaged(path)


def _full_check(path: Path, dek: bytearray) -> list[str]:
    """What is wrong with the file, one line for each place; empty when nothing is."""

    return [
        f"“{path.name}”{words}：{fault}" for check, words in CHECKS.items() for fault in _faults(path, dek, [check])
    ]


# --- an open vault ---------------------------------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class _Visit:
    """One reader at work."""

    connection: "Driver | None" = None

    def interrupt(self) -> None:
        """Stop his statement; he may just have finished."""
        if self.connection:
            with suppress(dbapi.Error):
                self.connection.interrupt()


class Vault:
    """An open vault: one writer, several readers, the key in memory until it is closed."""

    def __init__(self, folder: Path, officer: str, dek: bytearray, lock: FolderLock) -> None:
        """Take over key and lock; both are given up by close."""
        self.folder = folder
        self.officer = officer
        self._dek = dek
        self._lock = lock
        self._closed = False
        self._visits: set[_Visit] = set()
        self._state = threading.Condition()
        self._turn = threading.Lock()
        self._keys = threading.Lock()
        self._writing_thread: int | None = None
        self._writer = self._engine("BEGIN IMMEDIATE", WRITER, size=1, overflow=0)
        self._readers = self._engine("BEGIN", READER, size=READERS, overflow=READERS)

    def _engine(self, begin: str, extra: tuple[str, ...], *, size: int, overflow: int) -> Engine:
        """A pool of keyed connections; transactions are begun by our statement, not by the driver."""
        engine = create_engine(
            "sqlite:///",
            module=dbapi,
            creator=lambda: self._open_connection(extra),
            poolclass=QueuePool,
            pool_size=size,
            max_overflow=overflow,
            hide_parameters=True,
        )
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
        return engine

    def _open_connection(self, extra: tuple[str, ...]) -> "Driver":
        if self._closed:
            raise _shut()
        return _settle(_connect(self.path, self._dek, "rw"), extra)

    @property
    def path(self) -> Path:
        """The database file."""
        return self.folder / DATA

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The one transaction that may change anything: kept when the block ends, undone when it raises."""
        with self._my_turn(), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One unchanging view of the data, for looking only; SQLite refuses every change."""
        with self._visit() as visit, self._readers.connect() as connection:
            visit.connection = raw(connection)
            yield connection

    @contextmanager
    def fresh(self) -> "Iterator[Driver]":
        """A DBAPI connection of its own, outside the pools: for backups and checks."""
        with self._visit() as visit, closing(self._open_connection(())) as connection:
            visit.connection = connection
            yield connection

    @contextmanager
    def _my_turn(self) -> Iterator[None]:
        """One writer after another; a second one inside the first would wait for itself for ever."""
        self._refuse_nesting()
        with self._turn:
            if self._closed:
                raise _shut()
            self._writing_thread = threading.get_ident()
            try:
                yield
            finally:
                self._writing_thread = None

    def _refuse_nesting(self) -> None:
        if self._writing_thread == threading.get_ident():
            raise RuntimeError("not possible inside writing()")

    @contextmanager
    def _visit(self) -> Iterator[_Visit]:
        """So that close can interrupt whoever still reads, and wait until his connection is given back."""
        visit = _Visit()
        with self._state:
            if self._closed:
                raise _shut()
            self._visits.add(visit)
        try:
            yield visit
        finally:
            with self._state:
                self._visits.remove(visit)
                self._state.notify_all()

    def checkpoint(self) -> bool:
        """Empty the log into the file; True when nothing is left in it, False while somebody reads.

        To be called when idle, since damage to the log cannot be seen. It waits for no reader.
        """
        with self._my_turn(), self._writer.connect() as connection:
            ask = raw(connection).execute
            ask("PRAGMA busy_timeout = 0")
            try:
                return bool(ask("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0)
            finally:
                ask("PRAGMA busy_timeout = 10000")

    def check(self) -> list[str]:
        """The full check of the open vault; what it finds, in Chinese."""
        self.checkpoint()
        with self._my_turn():
            return _full_check(self.path, self._dek)

    @property
    def outdated(self) -> bool:
        """Whether the schema is older than this program's."""
        with self.reading() as connection:
            return schema.current(connection) != schema.newest()

    def upgrade(self) -> None:
        """Bring the schema to this program's revision, all of it or nothing."""
        with self._my_turn(), self._writer.connect() as connection:
            # outside a transaction, where alone SQLite heeds it: see schema.migrate
            raw(connection).execute("PRAGMA foreign_keys = OFF")
            try:
                with connection.begin():
                    schema.migrate(connection)
            finally:
                raw(connection).execute("PRAGMA foreign_keys = ON")

    @contextmanager
    def _keys_kept(self) -> Iterator[bytearray]:
        """The key for a change of the keystore, during which close must not wipe it."""
        with self._keys:
            if self._closed:
                raise _shut()
            yield self._dek

    def change_password(self, old: str, new: str) -> None:
        """A new password for the officer who has it open."""
        with self._keys_kept():
            keystore.change_password(self.folder, self.officer, old, new)

    def add_officer(self, officer: str, password: str) -> None:
        """One more officer who may open it."""
        with self._keys_kept() as dek:
            keystore.add_officer(self.folder, dek, officer, password)

    def close(self) -> None:
        """Let the writer finish, interrupt the readers, leave one file, forget the key; a second call does nothing."""
        self._refuse_nesting()
        with self._turn:
            if self._closed:
                return
            with self._state:
                self._closed = True
                for visit in self._visits:
                    visit.interrupt()
                self._state.wait_for(lambda: not self._visits, PATIENCE)
            try:
                with _translated(self.path):
                    self._leave_one_file()
            finally:
                with self._keys:
                    keystore.wipe(self._dek)
                self._lock.release()

    def _leave_one_file(self) -> None:
        """The last connection to close must be the writer's, after it emptied the log."""
        self._readers.dispose()
        with ExitStack() as stack:
            stack.callback(self._writer.dispose)
            connection = stack.enter_context(closing(_connect(self.path, self._dek, "rw")))
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def _shut() -> VaultLocked:
    return VaultLocked("保险库已经关闭或锁定。请重新登录后再操作。")


# --- making and opening ----------------------------------------------------------------------------------------------


def _require_place(folder: Path) -> None:
    """A folder that is not there yet, or an empty one."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise VaultExists(f"“{folder}”已经存在且不是空文件夹，不能在其中新建保险库。请另选一个空文件夹。")


def _fill(folder: Path, officer: str, password: str, dek: bytearray) -> None:
    """Keystore and database of a new vault, complete and on disk."""
    keystore.create(folder, officer, password, dek)
    lock = FolderLock(folder)
    try:
        os.close(os.open(folder / DATA, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with closing(Vault(folder, officer, bytearray(dek), lock)) as vault:
            vault.upgrade()
    finally:
        lock.release()


def create(folder: Path, officer: str, password: str) -> Vault:
    """A new vault in a new or empty folder, open; made beside it and renamed, so that a half-made one never appears."""
    _guard()
    _require_place(folder)
    _require_local(folder)
    dek = keystore.new_key()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise unwritable(folder, error) from error
    try:
        _fill(beside, officer, password, dek)
        _move(beside, folder)
        return _assemble(folder, officer, lambda: bytearray(dek), read_check=False)
    finally:
        keystore.wipe(dek)
        shutil.rmtree(beside, ignore_errors=True)


def _move(beside: Path, folder: Path) -> None:
    try:
        if folder.exists():
            folder.rmdir()
        beside.rename(folder)
        sync_folder(folder.parent)
    except OSError as error:
        raise unwritable(folder, error) from error


def _require_vault(folder: Path) -> None:
    """Before the lock: opening must not leave a lock file where no vault is."""
    if not folder.is_dir():
        raise VaultMissing(f"没有名为“{folder}”的保险库文件夹。请检查所选文件夹，或新建一个保险库。")
    keystore.officers(folder)
    _require_local(folder)


def _require_local(folder: Path) -> None:
    """Locks and shared memory of the log do not work over a network."""
    if on_network(folder):
        raise VaultUnwritable(f"文件夹“{folder}”在网络盘上，数据可能损坏。请把保险库放在本机硬盘上。")


def _assemble(folder: Path, officer: str, unlock: Callable[[], bytearray], *, read_check: bool) -> Vault:
    """Lock, key, looks and checks in their order; whatever fails, key and lock are given up again."""
    path = folder / DATA
    with ExitStack() as stack:
        lock = FolderLock(folder)
        stack.callback(lock.release)
        dek = unlock()
        stack.callback(keystore.wipe, dek)
        _look_at_header(path)
        with _translated(path):
            _look(path, dek)
            _merge_log(path, dek)
            if read_check:
                _check_on_opening(path, dek)
        keystore.mend(folder, dek)
        vault = Vault(folder, keystore.stored_name(officer), dek, lock)
        stack.pop_all()
    return vault


def open_vault(
    folder: Path,
    officer: str,
    password: str,
    *,
    read_check: bool = True,
    before_upgrade: Callable[[Vault], None] | None = None,
) -> Vault:
    """The vault, open; an older schema is brought up to date, after the caller had his chance to back it up."""
    _guard()
    _require_vault(folder)
    vault = _assemble(folder, officer, lambda: keystore.unlock(folder, officer, password), read_check=read_check)
    try:
        if vault.outdated:
            if before_upgrade:
                before_upgrade(vault)
            vault.upgrade()
    except BaseException:
        vault.close()
        raise
    return vault


def check(folder: Path, officer: str, password: str) -> list[str]:
    """The full check of a closed vault: a line for each fault; VaultError where it cannot even be read."""
    _guard()
    _require_vault(folder)
    with closing(
        _assemble(folder, officer, lambda: keystore.unlock(folder, officer, password), read_check=False)
    ) as vault:
        return vault.check()


def change_password(folder: Path, officer: str, old: str, new: str) -> None:
    """A new password for an officer of a closed vault; for an open one, Vault.change_password."""
    _require_vault(folder)
    with FolderLock(folder):
        keystore.change_password(folder, officer, old, new)
