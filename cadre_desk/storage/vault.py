"""The vault: a folder with two encrypted databases, the keys to them, and the witness of their newest state.

Opening looks before it touches: every refusal leaves the folder as it was. The order is lock, unfinished exchange,
keys, business data, system data, anchor. Whoever holds no key of the business data gets a vault without it.
"""

import glob
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection

from cadre_desk.domain.policy import Policy, PolicyError
from cadre_desk.storage import anchor, audit, backup, database, journal, keyring, process, schema, swap
from cadre_desk.storage.attempts import Attempts
from cadre_desk.storage.database import Database
from cadre_desk.storage.errors import (
    AnchorDamaged,
    KeystoreDamaged,
    LockedOut,
    NotHeld,
    RolledBack,
    VaultError,
    VaultExists,
    VaultMissing,
    VaultTooNew,
    VaultUnwritable,
    WrongPassword,
)
from cadre_desk.storage.keeper import Keeper
from cadre_desk.storage.process import (
    FolderLock,
    clear_staged,
    on_network,
    sync_folder,
    unwritable,
    wipe,
    writing_told,
)

if TYPE_CHECKING:
    from sqlite3 import Connection as Driver

DATA: Final = "data.db"
SYSTEM: Final = "system.db"

COUNTS: Final = {
    name: f"SELECT count(*) FROM {table}"
    for name, table in (("干部", "cadre"), ("报告", "declaration"), ("函件", "letter"), ("操作记录", "audit"))
}

_OWN: Final = {  # what lies in a vault that is being made
    *(process.LOCK, anchor.NAME, *keyring.COPIES),
    *(f"{name}.new" for name in (anchor.NAME, *keyring.COPIES)),
    *(f"{name}{ending}" for name in (DATA, SYSTEM) for ending in ("", "-wal", "-shm", "-journal")),
}

Clock = Callable[[], datetime]


def head_of(table: str) -> dict[str, str]:
    """The questions for number and digest of the newest row of a journal."""
    return {
        "id": f"SELECT coalesce(max(id), 0) FROM {table}",
        "digest": f"SELECT coalesce((SELECT digest FROM {table} ORDER BY id DESC LIMIT 1), '')",
    }


class Vault:
    """An open vault; its keys are in memory until it is closed."""

    def __init__(
        self, folder: Path, keys: keyring.Keys, data: Database | None, system: Database, lock: FolderLock, clock: Clock
    ) -> None:
        """Take over keys, databases and lock; all are given up by close."""
        self.folder = folder
        self._store, self._stamp = keyring.load(folder, keys), tuple[int, ...]()
        self.vault_id = self._store.vault_id
        self._keys, self._data, self.system, self._lock, self._clock = keys, data, system, lock, clock
        self._guard = threading.Lock()
        self._looking = threading.Lock()  # whoever asks the keystore while the keys are wiped must not see it damaged
        self._settling = threading.Lock()  # the keeper's thread settles, and so does whoever makes a backup
        self._closed = self._entered = self._still = self._wiped = False
        self._keys_with: int | None = None  # the only thread that may have the keys while all stands still
        self._keeper = Keeper(self.settle)

    # --- who ---

    @property
    def account(self) -> keyring.Officer:
        """The officer who opened it, as the keystore knows him."""
        assert self._keys.officer is not None  # only the recovery key belongs to nobody, and it opens no vault
        return self._keys.officer

    @property
    def officer(self) -> str:
        """His name."""
        return self.account.name

    @property
    def who(self) -> journal.Who:
        """In whose name rows of the journal are written."""
        return journal.Who(self.account.name, self.account.role)

    @property
    def path(self) -> Path:
        """The business database file."""
        return self.folder / DATA

    @property
    def keystore(self) -> keyring.Keystore:
        """The keystore as a key holder left it; read anew only when its files changed, and not without keys."""
        with self._looking:
            if self._wiped:  # nobody's MAC would hold
                return self._store
            with writing_told(self.folder):  # the medium may be gone
                found = [os.stat(self.folder / name) for name in keyring.COPIES]
            stamp = tuple(part for one in found for part in (one.st_mtime_ns, one.st_ino))
            if stamp != self._stamp:
                self._store, self._stamp = keyring.load(self.folder, self._keys), stamp
            return self._store

    @property
    def split(self) -> bool:
        """Whether the three administrators are in office."""
        return self.keystore.split

    @property
    def policy(self) -> Policy:
        """The security policy of this vault."""
        return policy_of(self.folder, self.keystore)

    @property
    def holds_data(self) -> bool:
        """Whether this officer can read the business data at all."""
        return self._data is not None

    # --- the business data ---

    @property
    def data(self) -> Database:
        """The business data; NotHeld for an administrator."""
        if self._data is None:
            raise NotHeld(
                f"“{self.officer}”没有业务数据的密钥，看不到干部数据。系统管理员、安全保密管理员、安全审计员只办理各自的事项；"
                "经办人请由持有密钥的人“发放密钥”后再用。"
            )
        return self._data

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The one transaction that may change business data: kept when the block ends, undone when it raises."""
        with self.data.writing() as connection:
            yield connection
        self._keeper.touched()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One unchanging view of the business data, for looking only; SQLite refuses every change."""
        with self.data.reading() as connection:
            yield connection

    @contextmanager
    def fresh(self) -> "Iterator[Driver]":
        """A DBAPI connection of its own to the business data, outside the pools."""
        with self.data.fresh() as connection:
            yield connection

    @property
    def outdated(self) -> bool:
        """Whether the schema of the business data is older than this program's."""
        if self._data is None:
            return False
        with self._data.reading() as connection:
            return schema.current(connection) != schema.newest()

    def checkpoint(self, patience: float = 0.0) -> bool:
        """Empty the log of the business data into its file; False where somebody still reads after so many seconds."""
        end = time.monotonic() + patience
        while not self.data.checkpoint():
            if time.monotonic() > end:
                return False
            time.sleep(0.02)
        return True

    def check(self) -> list[str]:
        """The full check of every database this officer can open; what it finds, in Chinese."""
        return [fault for one in self._databases() for fault in one.check()]

    def _databases(self) -> list[Database]:
        return [one for one in (self._data, self.system) if one is not None]

    # --- the system data ---

    @contextmanager
    def governing(self) -> Iterator[Connection]:
        """One transaction of the system data."""
        with self.system.writing() as connection:
            yield connection
        self._keeper.touched()

    @contextmanager
    def overseeing(self) -> Iterator[Connection]:
        """One unchanging view of the system data."""
        with self.system.reading() as connection:
            yield connection

    def note(self, action: str, subject: str = "", result: str = journal.DONE, **detail: object) -> None:
        """One row in the journal."""
        with self.governing() as connection:
            journal.append(connection, self._clock(), self.who, action, subject=subject, detail=detail, result=result)

    def now(self) -> datetime:
        """The time of the journal."""
        return self._clock()

    def lacks(self, seen: anchor.Anchor) -> str:
        """What is missing of what an anchor saw, in Chinese; empty where nothing is."""
        if self.keystore.generation < seen.keys:
            return f"密钥文件是旧的（{seen.at}时已有更新的）"
        with ExitStack() as stack:
            system = stack.enter_context(self.system.reading())
            data = stack.enter_context(self._data.reading()) if self._data else None
            return anchor.missing(
                seen,
                None if data is None else lambda number: audit.at(data, number),
                lambda number: journal.at(system, number),
            )

    def enter(self, seen: anchor.Anchor | None) -> None:
        """Tell the opening in the journal; the failed tries before it are forgotten only with that."""
        attempts, now = Attempts(self.folder), self.now()
        spoilt = attempts.fault()
        with self.governing() as connection:
            if seen and seen.line > journal.line(connection)[0]:
                journal.restored(connection, now, self.who, seen.line, seen.data[0], seen.note)
            if spoilt and journal.head(connection)[0] > 1:  # a new vault has no such file yet
                detail = {"fault": spoilt}
                journal.append(connection, now, journal.NOBODY, "登录", detail=detail, result=journal.FAILED)
            for moment in attempts.succeeded(self.officer, now):
                told = {"at": moment.isoformat(timespec="seconds")}
                journal.append(connection, now, self.who, "登录", detail=told, result=journal.FAILED)
            journal.append(connection, now, self.who, "登录")
        self._entered = True

    # --- keys ---

    @contextmanager
    def keys(self) -> Iterator[keyring.Keys]:
        """The keys for a change of the keystore, during which close must not wipe them, and no re-key pass it by."""
        with self._guard:
            if self._closed or self._keys_with not in (None, threading.get_ident()):
                raise database.shut()
            yield self._keys

    def confirm(self, name: str, password: str) -> keyring.Officer:
        """Another officer by his own password, for an approval; a wrong one counts as a failed log-in."""
        keys = admit(self.folder, name, password, self._clock)
        try:
            assert keys.officer is not None  # only the recovery key belongs to nobody
            return keys.officer
        finally:
            keys.wipe()

    def change_password(self, old: str, new: str, check: keyring.Check = keyring.check_password) -> None:
        """A new password for the officer who has it open; check says in Chinese why a new one may not be used."""
        with self.keys() as keys:
            name = self.officer
            keyring.change_password(self.folder, name, old, new, self._clock().date(), check)
            fresh = keyring.unlock(self.folder, name, new)  # with his first own password he got a new key pair
            keys.officer, keys.private = fresh.officer, fresh.private

    def seal_anew(self, connection: Connection) -> None:
        """A fresh chain of MAC keys for the journal; the present auditors and the recovery key can open its first one.

        An auditor who has not yet changed his first password gets a new key pair with that, and is sealed to then.
        """
        first, store = journal.new_key(), self.keystore
        auditors = (one for one in store.officers if one.role == "auditor" and one.authorised and not one.must_change)
        readers = [*(one.public for one in auditors), *([store.recovery.public] if store.recovery else [])]
        sealed = [(public.hex(), keyring.seal(public, first, journal.PURPOSE)) for public in readers]
        journal.start_epoch(connection, sealed, first)

    # --- what is done when it is quiet ---

    def settle(self) -> None:
        """Copies of new audit rows into the journal, both logs emptied, then the anchor: in this order."""
        with self._settling:
            self._settle()

    def _settle(self) -> None:
        self.settle_copies()
        for one in self._databases():
            one.checkpoint()
        self._drop_anchor()

    @contextmanager
    def still(self) -> Iterator[None]:
        """Settled, and nobody changes anything while it lasts or until it is closed within; reading goes on."""
        self.settle()
        with self._settling:
            self.data.freeze()
            self.settle_copies()
            self.system.freeze()
            self._still = True
            with self._guard:  # after the freeze: whoever changes the keystore within a transaction comes to his end
                self._keys_with = threading.get_ident()
        try:
            yield
        except BaseException:
            self._still, self._keys_with = False, None
            for one in self._databases():
                one.thaw()
            raise

    def settle_copies(self) -> None:
        """Copies of new audit rows into the journal."""
        if self._data is not None:
            with self._data.reading() as data, self.system.writing() as system:
                journal.copy(data, system)

    def _drop_anchor(self) -> None:
        now = self.state()
        for place in _anchors(self.folder, self.vault_id):
            anchor.write(place, now, self._keys.system)

    def state(self) -> anchor.Anchor:
        """Where both journals stand; of the business data, where this officer cannot read them, what was seen last."""
        with self.system.reading() as connection:
            line, system = journal.line(connection)[0], journal.head(connection)
        if self._data is not None:
            with self._data.reading() as connection:
                data = audit.head(connection)
        else:
            before = anchor.read(self.folder / anchor.NAME, self.vault_id, self._keys.system)
            data = before.data if before else (0, "")
        return anchor.Anchor(
            self.vault_id, line, data, system, self.keystore.generation, self._clock().isoformat(timespec="seconds")
        )

    def back_up(self, reason: str, folder: Path | None = None) -> backup.Generation:
        """A new generation of backup, checked; kept in the vault's own folder where no other is named."""
        self.settle()
        place = folder or self.folder / backup.FOLDER
        backup.require_room(self.folder, sum(one.path.stat().st_size for one in self._databases()))
        made = backup.write(place, self.vault_id, self._clock(), reason, self._fill_backup)
        self.note("备份", made.name, reason=reason, data=made.data[0], system=made.system[0])
        return made

    def _fill_backup(self, place: Path) -> tuple[dict[str, int], tuple[int, str], tuple[int, str]]:
        """The files of a generation; counts and heads as the copies tell them."""
        self.data.copy_to(place / DATA)
        self.system.copy_to(place / SYSTEM)
        (place / backup.KEYS).write_bytes(keyring.content(self.folder))
        with self.keys() as keys:
            assert keys.data is not None
            told = database.inspect(place / DATA, keys.data, {**COUNTS, **head_of("audit")})
            system = database.inspect(place / SYSTEM, keys.system, head_of("journal"))
        counts = {name: told[name] for name in COUNTS}
        return counts, (told["id"], told["digest"]), (system["id"], system["digest"])

    def close(self, before_release: Callable[[], None] | None = None) -> None:
        """Settle, leave one file for each database, forget the keys; a second call does nothing.

        before_release: what is done with the closed files while nobody else can open them.
        """
        self._keeper.stop()
        with self._guard:
            if self._closed:
                return
            self._closed = True
            with self._settling, ExitStack() as stack:
                stack.callback(self._lock.release)
                if before_release:
                    stack.callback(before_release)
                stack.callback(self._forget)
                for one in self._databases():
                    stack.callback(one.close)
                if self._entered and not self._still:  # one that was refused must not be witnessed as the newest state
                    self._settle()

    def _forget(self) -> None:
        """The keys are gone; what the keystore said last is still known."""
        with self._looking:
            self._wiped = True
            self._keys.wipe()


# --- making and opening ----------------------------------------------------------------------------------------------


def create(
    folder: Path,
    officer: str,
    password: str,
    *,
    policy: Policy,
    role: str = "in_charge",
    check: keyring.Check = keyring.check_password,
    clock: Clock = datetime.now,
) -> Vault:
    """A new vault in a new or empty folder, open; made beside it and renamed, so that a half-made one never appears."""
    database.guard()
    _require_place(folder)
    _require_local(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _clear_half_made(folder)
        beside = Path(tempfile.mkdtemp(prefix=_beside(folder), dir=folder.parent))
    except OSError as error:
        raise unwritable(folder, error) from error

    def first(system: bytearray, data: bytearray, today: date) -> keyring.Officer:
        return keyring.create(beside, officer, password, role, system, data, today, check)

    try:
        with FolderLock(beside):  # until it is whole; a folder with an open file in it cannot be renamed on Windows
            _fill(beside, clock, policy, first)
        _move(beside, folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return open_vault(folder, officer, password, read_check=False, clock=clock)


def _require_place(folder: Path) -> None:
    """A folder that is not there yet, or an empty one."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise VaultExists(f"“{folder}”已经存在且不是空文件夹，不能在其中新建保险库。请另选一个空文件夹。")


def _beside(folder: Path) -> str:
    """How the name of a folder begins in which a vault is made; nobody would name a copy of his own like that."""
    return f".{folder.name}.making-"


def _clear_half_made(folder: Path) -> None:
    """Remove what a killed create left beside the folder: nobody has it locked, and nothing lies in it but its own."""
    for path in folder.parent.glob(f"{glob.escape(_beside(folder))}*"):
        with suppress(VaultError, OSError):
            if not path.is_symlink() and {one.name for one in path.iterdir()} <= _OWN:
                FolderLock(path).release()
                shutil.rmtree(path)


def _fill(
    folder: Path, clock: Clock, policy: Policy, found: Callable[[bytearray, bytearray, date], keyring.Officer]
) -> None:
    """Keystore, databases and anchor of a new vault, complete and on disk; found makes the first officer."""
    data, system = keyring.new_key(), keyring.new_key()
    try:
        first = found(system, data, clock().date())
        keyring.set_policy(folder, keyring.Keys(first, bytearray(), system, data), policy.to_mapping())
        database.make(folder / DATA, data, schema.migrate)
        database.make(folder / SYSTEM, system, journal.migrate)
        opened = Database(folder / SYSTEM, bytearray(system))
        with closing(opened), opened.writing() as connection:
            journal.start_epoch(connection, (), journal.new_key())
            journal.append(connection, clock(), journal.Who(first.name, first.role), "建立保险库")
            head = journal.head(connection)
        vault_id = keyring.load(folder).vault_id
        generation = keyring.load(folder).generation
        now = anchor.Anchor(vault_id, 0, (0, ""), head, generation, clock().isoformat(timespec="seconds"))
        anchor.write(folder / anchor.NAME, now, system)
    finally:
        wipe(data)
        wipe(system)


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
    keyring.officers(folder)
    _require_local(folder)


def _require_local(folder: Path) -> None:
    """Locks and shared memory of the log do not work over a network."""
    if on_network(folder):
        raise VaultUnwritable(f"文件夹“{folder}”在网络盘上，数据可能损坏。请把保险库放在本机硬盘上。")


def open_vault(
    folder: Path,
    officer: str,
    password: str,
    *,
    read_check: bool = True,
    before_upgrade: Callable[[Vault], None] | None = None,
    accept: str = "",
    permit: Callable[[Vault], None] = lambda vault: None,
    clock: Clock = datetime.now,
) -> Vault:
    """The vault, open; an older schema is brought up to date, after the caller had his chance to back it up.

    accept: why a state older than the anchor's is taken as it is; kept in the journal.
    permit: raises where this officer may not accept it.
    """
    database.guard()
    _require_vault(folder)
    with ExitStack() as stack:
        lock = FolderLock(folder)
        stack.callback(lock.release)
        swap.finish(folder)
        clear_staged(folder)
        _clear_half_made(folder)
        backup.tidy(folder / backup.FOLDER)
        keys = admit(folder, officer, password, clock)
        stack.callback(keys.wipe)
        vault = _assemble(folder, keys, lock, read_check=read_check, clock=clock)
        stack.callback(vault.close)
        seen, problem = _compare(vault)
        if problem:
            if not accept:
                raise problem
            permit(vault)
        if vault.outdated:
            if before_upgrade:
                before_upgrade(vault)
            vault.data.upgrade(schema.migrate)
        vault.enter(seen)
        if problem:
            vault.note("接受现状", reason=accept, problem=problem.message)
        if problem or not _witnessed(vault):
            vault.settle()
        stack.pop_all()
    return vault


def admit(folder: Path, officer: str, password: str, clock: Clock) -> keyring.Keys:
    """The keys of an officer who may try now and knows his password."""
    attempts = Attempts(folder)
    if wait := attempts.waits(officer, clock()):
        raise _locked_out(wait)
    try:
        return keyring.unlock(folder, officer, password)
    except WrongPassword as error:
        if wait := attempts.failed(officer, clock(), policy_of(folder, keyring.load(folder))):
            raise _locked_out(wait) from error
        raise


def policy_of(folder: Path, store: keyring.Keystore) -> Policy:
    """The policy as it stands in the keystore, which is whole there: every figure is kept."""
    kept: Mapping[str, Any] = store.policy
    try:
        return Policy(**kept)
    except (TypeError, PolicyError) as error:
        raise KeystoreDamaged(
            f"密钥文件中的安全策略不完整（文件夹“{folder}”）。请不要删除任何文件，从备份中恢复密钥文件后重试。"
        ) from error


def _locked_out(seconds: int) -> LockedOut:
    minutes = -(-seconds // 60)
    return LockedOut(f"口令连续输错次数过多，已暂停登录，请在{minutes}分钟后再试。重新启动程序或电脑不会缩短等待。")


def _assemble(folder: Path, keys: keyring.Keys, lock: FolderLock, *, read_check: bool, clock: Clock) -> Vault:
    """Both databases opened and looked at in their order; whatever fails, they are closed again."""
    with ExitStack() as stack:
        data = None
        if keys.data is not None:
            data = database.open_database(folder / DATA, bytearray(keys.data), _refuse_newer, read_check=read_check)
            stack.callback(data.close)
        system = database.open_database(
            folder / SYSTEM, bytearray(keys.system), journal.refuse_newer, read_check=read_check
        )
        stack.callback(system.close)
        keyring.mend(folder, keys)
        vault = Vault(folder, keys, data, system, lock, clock)
        stack.pop_all()
    return vault


def _refuse_newer(driver: "Driver") -> None:
    """A revision this program does not know was written by a newer one."""
    if not driver.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
        return
    for (revision,) in driver.execute("SELECT version_num FROM alembic_version"):
        if revision not in schema.revisions():
            raise VaultTooNew(
                f"数据库“{DATA}”由更高版本的程序写成（结构版本{revision}），本程序不能打开。请安装新版本后再打开，数据未被改动。"
            )


def _anchors(folder: Path, vault_id: str) -> tuple[Path, Path]:
    return folder / anchor.NAME, anchor.own_place(folder, vault_id)


def _compare(vault: Vault) -> tuple[anchor.Anchor | None, VaultError | None]:
    """The anchor in the folder, and why the state on disk is not what an anchor saw or what goes on from there."""
    inside, own = _anchors(vault.folder, vault.vault_id)
    with vault.keys() as keys:
        try:
            here = anchor.read(inside, vault.vault_id, keys.system)
        except AnchorDamaged as error:
            return None, error
        try:
            there = anchor.read(own, vault.vault_id, keys.system)
        except AnchorDamaged:  # of before a change of keys, or no longer to be trusted: as good as none
            there = None
    if here is None:
        return None, anchor.absent(inside)
    if there and there.line > here.line:
        return here, _rolled_back("它后来从备份恢复过，现在的文件是恢复之前的")
    seen = (here, there) if there and there.line == here.line else (here,)
    words = next(filter(None, map(vault.lacks, seen)), "")
    return here, _rolled_back(words) if words else None


def _witnessed(vault: Vault) -> bool:
    """Whether the copy outside the folder tells of the present line; one of before a restore would cry wolf later."""
    try:
        with vault.keys() as keys:
            there = anchor.read(_anchors(vault.folder, vault.vault_id)[1], vault.vault_id, keys.system)
    except AnchorDamaged:
        return False
    with vault.overseeing() as connection:
        return there is not None and there.line == journal.line(connection)[0]


def _rolled_back(words: str) -> RolledBack:
    return RolledBack(
        f"保险库比上次使用时旧：{words}。可能有人放回了旧文件，或磁盘损坏。数据没有改动。"
        "请从备份恢复；确认无误的，由负责人写明理由后接受现状。"
    )


def check(folder: Path, officer: str, password: str) -> list[str]:
    """The full check of a closed vault: a line for each fault; VaultError where it cannot even be read."""
    with closing(open_vault(folder, officer, password, read_check=False)) as vault:
        return vault.check()


def change_password(folder: Path, officer: str, old: str, new: str, *, clock: Clock = datetime.now) -> None:
    """A new password for an officer of a closed vault; for an open one, Vault.change_password."""
    with closing(open_vault(folder, officer, old, read_check=False, clock=clock)) as vault:
        vault.change_password(old, new)
