"""One encrypted database file: start-up guard, looks and checks before the first write, one writer, several readers.

The order of opening is header, key, look, checkpoint, checks: whatever is refused leaves the file as it was.
"""

import os
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from sqlalchemy import Connection, Engine, create_engine, event, exc
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as dbapi

from cadre_desk.storage.errors import (
    DatabaseDamaged,
    LibraryTooOld,
    NotEncrypted,
    VaultError,
    VaultLocked,
    VaultMissing,
    VaultUnwritable,
)
from cadre_desk.storage.process import unwritable, wipe

if TYPE_CHECKING:
    # the driver is untyped; its connections have the methods of the standard library's
    from sqlite3 import Connection as Driver

PLAIN_HEADER: Final = b"SQLite format 3\0"
OLDEST_CIPHER: Final = (4, 14)
OLDEST_SQLITE: Final = (3, 51, 3)  # before: the WAL-reset bug loses data when one thread writes and another checkpoints
PAGE: Final = 4096
BIG: Final = 2 * 1024 * 1024  # above it reading every page would make the log-in wait: the daily check does that
READERS: Final = 4
PATIENCE: Final = 10.0
CHECKS: Final = {
    "cipher_integrity_check": "加密页校验不符",
    "integrity_check": "结构错误",
    "foreign_key_check": "有无主记录的表",
}
_HEX: Final = b"0123456789abcdef"
#: what the library says of the disk and of the file
_MEDIUM: Final = ("is full", "disk I/O error", "unable to open")
_DAMAGE: Final = ("malformed", "not a database")

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


def guard() -> None:
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


def connect(path: Path, dek: bytearray, mode: str) -> "Driver":
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
        wipe(words)
    return cast("Driver", connection)


def settled(connection: "Driver", extra: Iterable[str] = ()) -> "Driver":
    """Make the settings of every working connection."""
    for setting in (*SETTINGS, *extra):
        connection.execute(f"PRAGMA {setting}")
    if connection.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
        raise VaultUnwritable("保险库的数据库不能使用预写日志。请把保险库放在本机硬盘上，不要放在网络盘上。")
    return connection


def raw(connection: Connection) -> "Driver":
    """The DBAPI connection beneath, for fast bulk reading."""
    return cast("Driver", connection.connection.driver_connection)


# --- looking at the file ---------------------------------------------------------------------------------------------


def damaged(path: Path) -> DatabaseDamaged:
    """The message for a file that does not read back."""
    return DatabaseDamaged(
        f"数据库“{path.name}”已损坏，或者它和密钥文件中有一个来自另一个保险库（文件夹“{path.parent}”）。"
        "请不要删除或改动任何文件，用“从备份恢复”取回最近一份完好的备份。"
    )


def _refused_by_medium(path: Path) -> VaultUnwritable:
    return VaultUnwritable(
        f"无法读写数据库“{path.name}”（文件夹“{path.parent}”）：磁盘已满、只读或者断开。已经保存的内容没有改动，"
        "这一次的没有保存。请检查文件夹权限、磁盘剩余空间和连接后重试。"
    )


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Errors of the database library as ours: with the right key they can only mean the file or the disk."""
    try:
        yield
    except dbapi.Error as error:
        words = str(error)
        if "locked" in words or "busy" in words:
            raise VaultLocked(f"数据库“{path.name}”正被其他程序占用。请关闭其他程序后重试。") from error
        if any(hint in words for hint in (*_MEDIUM, "readonly")):
            raise _refused_by_medium(path) from error
        raise damaged(path) from error


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What medium or damage do to work under way, as ours; every other error is the work's own."""
    try:
        yield
    except (exc.DBAPIError, dbapi.Error) as error:
        words = str(error.orig if isinstance(error, exc.DBAPIError) else error)
        if any(hint in words for hint in _MEDIUM):
            raise _refused_by_medium(path) from error
        if any(hint in words for hint in _DAMAGE):
            raise damaged(path) from error
        raise


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
        raise damaged(path)


def _look(path: Path, dek: bytearray, refuse: Callable[["Driver"], None]) -> None:
    """Before the first write: whose schema it is and, after a crash, whether all reads well through the log.

    A log left by a crash is looked at read-only, since closing any other connection would merge it into the file.
    """
    log = path.with_name(path.name + "-wal")
    crashed = log.exists() and log.stat().st_size > 0
    with closing(connect(path, dek, "ro" if crashed else "rw")) as connection:
        refuse(connection)
        if crashed and connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise damaged(path)


def _merge_log(path: Path, dek: bytearray) -> None:
    """The log into the file: cipher_integrity_check does not see it and would raise a false alarm."""
    with closing(settled(connect(path, dek, "rw"))) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def faults(path: Path, dek: bytearray, checks: Iterable[str]) -> list[str]:
    """All rows of the checks, each on its own fresh connection: one bad page poisons a connection."""
    found: list[str] = []
    for check in checks:
        try:
            with closing(connect(path, dek, "rw")) as connection:
                found += [row[0] for row in connection.execute(f"PRAGMA {check}") if row[0] != "ok"]
        except dbapi.DatabaseError as error:
            found.append(str(error))
    return found


def require_sound(path: Path, dek: bytearray) -> None:
    """Raise DatabaseDamaged unless a file that nobody has open passes every check."""
    if faults(path, dek, CHECKS):
        raise damaged(path)


def opens(path: Path, dek: bytearray) -> bool:
    """Whether the key is the one of that file, which is left as it is."""
    try:
        _look_at_header(path)
        with translated(path):
            _look(path, dek, lambda driver: None)
    except VaultError:
        return False
    return True


def inspect(path: Path, dek: bytearray, questions: Mapping[str, str]) -> dict[str, Any]:
    """The first value of each question about a file that nobody has open; nothing in it is changed."""
    with translated(path), closing(connect(path, dek, "ro")) as connection:
        return {name: connection.execute(question).fetchone()[0] for name, question in questions.items()}


def _check_on_opening(path: Path, dek: bytearray) -> None:
    """Everything for a small file; a big one is checked once a day while the officer works (services/upkeep.py)."""
    if path.stat().st_size <= BIG and faults(path, dek, ["cipher_integrity_check", "quick_check(1)"]):
        raise damaged(path)


def full_check(path: Path, dek: bytearray) -> list[str]:
    """What is wrong with the file, one line for each place; empty when nothing is."""
    return [f"“{path.name}”{words}：{fault}" for check, words in CHECKS.items() for fault in faults(path, dek, [check])]


# --- an open database -------------------------------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class _Visit:
    """One reader at work."""

    connection: "Driver | None" = None

    def interrupt(self) -> None:
        """Stop his statement; he may just have finished."""
        if self.connection:
            with suppress(dbapi.Error):
                self.connection.interrupt()


class Database:
    """An open database: one writer, several readers, the key in memory until it is closed."""

    def __init__(self, path: Path, dek: bytearray) -> None:
        """Take over the key; it is wiped by close."""
        self.path = path
        self._dek = dek
        self._closed = self._frozen = False
        self._visits: set[_Visit] = set()
        self._state = threading.Condition()
        self._turn = threading.Lock()
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
            raise shut()
        return settled(connect(self.path, self._dek, "rw"), extra)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The one transaction that may change anything: kept when the block ends, undone when it raises."""
        with self._my_turn(), _told(self.path), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One unchanging view of the data, for looking only; SQLite refuses every change."""
        with self._visit() as visit, _told(self.path), self._readers.connect() as connection:
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
            if self._closed or self._frozen:
                raise shut()
            self._writing_thread = threading.get_ident()
            try:
                yield
            finally:
                self._writing_thread = None

    def freeze(self) -> None:
        """Wait for the writer; after him nobody changes anything until thaw, but reading goes on."""
        with self._my_turn():
            self._frozen = True

    def thaw(self) -> None:
        """Let changes be made again."""
        self._frozen = False

    def _refuse_nesting(self) -> None:
        if self._writing_thread == threading.get_ident():
            raise RuntimeError("not possible inside writing()")

    @contextmanager
    def _visit(self) -> Iterator[_Visit]:
        """So that close can interrupt whoever still reads, and wait until his connection is given back."""
        visit = _Visit()
        with self._state:
            if self._closed:
                raise shut()
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
        with self._my_turn(), _told(self.path), self._writer.connect() as connection:
            ask = raw(connection).execute
            ask("PRAGMA busy_timeout = 0")
            try:
                return bool(ask("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0)
            finally:
                ask("PRAGMA busy_timeout = 10000")

    def copy_to(self, target: Path) -> None:
        """A compact copy in one file under the same key, checked; others may go on reading and writing."""
        with self.fresh() as connection, translated(self.path):
            connection.execute("VACUUM INTO ?", [str(target)])
        require_sound(target, self._dek)

    def copy_under(self, target: Path, dek: bytearray) -> None:
        """A copy in one file under another key, checked."""
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with self.fresh() as connection, translated(self.path), closing(connect(target, dek, "rw")) as copy:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE").fetchone()
        require_sound(target, dek)

    def check(self) -> list[str]:
        """The full check of the open vault; what it finds, in Chinese."""
        self.checkpoint()
        with self._my_turn():
            return full_check(self.path, self._dek)

    def upgrade(self, migrate: Callable[[Connection], None]) -> None:
        """Change the schema, all of it or nothing."""
        with self._my_turn(), self._writer.connect() as connection:
            # outside a transaction, where alone SQLite heeds it: see schema.migrate
            raw(connection).execute("PRAGMA foreign_keys = OFF")
            try:
                with connection.begin():
                    migrate(connection)
            finally:
                raw(connection).execute("PRAGMA foreign_keys = ON")

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
                with translated(self.path):
                    self._leave_one_file()
            finally:
                wipe(self._dek)

    def _leave_one_file(self) -> None:
        """The last connection to close must be the writer's, after it emptied the log."""
        self._readers.dispose()
        with ExitStack() as stack:
            stack.callback(self._writer.dispose)
            connection = stack.enter_context(closing(connect(self.path, self._dek, "rw")))
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def shut() -> VaultLocked:
    """The message for work on what has been closed."""
    return VaultLocked("保险库已经关闭或锁定。请重新登录后再操作。")


# --- making and opening ----------------------------------------------------------------------------------------------


def make(path: Path, dek: bytearray, migrate: Callable[[Connection], None]) -> None:
    """A new database with its schema, closed and on disk."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(Database(path, bytearray(dek))) as made:
        made.upgrade(migrate)


def open_database(
    path: Path, dek: bytearray, refuse: Callable[["Driver"], None], *, read_check: bool = True
) -> Database:
    """An existing database, open; refuse raises where its schema is not for this program. The key is taken over."""
    _look_at_header(path)
    with translated(path):
        _look(path, dek, refuse)
        _merge_log(path, dek)
        if read_check:
            _check_on_opening(path, dek)
    return Database(path, dek)
