"""Putting a whole vault in another's place: from a backup, or under fresh keys. Staged, checked, then one step."""

import secrets
import shutil
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from cadre_desk.domain.policy import Policy
from cadre_desk.storage import anchor, backup, database, journal, keyring, swap
from cadre_desk.storage.errors import (
    KeystoreDamaged,
    NotHeld,
    PasswordRefused,
    VaultError,
    VaultExists,
    VaultMissing,
    WrongPassword,
)
from cadre_desk.storage.process import FolderLock, wipe, writing_told
from cadre_desk.storage.vault import DATA, SYSTEM, Vault, admit, head_of, open_vault, policy_of

_KEYS: Final = keyring.COPIES


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did."""

    generation: str
    kept_aside: Path
    keys_of_backup: bool  # passwords are those of the day of the backup
    journal_of_backup: bool  # the present journal could not be read


def restore(
    folder: Path,
    generation: backup.Generation,
    officer: str,
    password: str,
    *,
    reason: str = "",
    permit: Callable[[keyring.Keystore, keyring.Officer], None] = lambda store, officer: None,
    clock: Callable[[], datetime] = datetime.now,
) -> Restored:
    """The business data of that backup in the place of what lies in the folder, which is kept aside untouched.

    The present keys and journal stay where they still work. The folder may be empty or damaged in any way; nothing is
    changed before everything to be put there has been checked. permit raises where this officer may not do it.
    """
    database.guard()
    backup.verify(generation)
    with ExitStack() as stack:
        stack.enter_context(writing_told(folder))
        folder.mkdir(parents=True, exist_ok=True)
        backup.require_room(folder, generation.size)
        stack.enter_context(FolderLock(folder))
        swap.finish(folder)
        place = swap.stage(folder)
        stack.callback(swap.drop, folder)
        shutil.copyfile(generation.path / DATA, place / DATA)
        keys, old_keys = _keys_for(folder, generation, place, officer, password, clock)
        stack.callback(keys.wipe)
        store = keyring.load(place if old_keys else folder, keys)
        assert keys.officer is not None  # a password gave them
        permit(store, keys.officer)
        if keys.data is None:
            raise NotHeld(f"“{officer}”在这份备份时没有业务数据的密钥，不能恢复。请由当时持有密钥的人恢复。")
        database.require_sound(place / DATA, keys.data)
        here = _journal_here(folder, keys.system)
        if here is None:
            shutil.copyfile(generation.path / SYSTEM, place / SYSTEM)
            database.require_sound(place / SYSTEM, keys.system)
        head, line = here or _journal_head(place / SYSTEM, keys.system)
        aside = f"{clock():%Y%m%d-%H%M%S}-恢复前"
        note = f"备份{generation.name}；原文件在{swap.ASIDE}/{aside}；理由：{reason or '未写'}"
        line = 1 + max(line, _anchor_line(folder, generation.vault_id, keys.system))
        now = clock().isoformat(timespec="seconds")
        fresh = anchor.Anchor(generation.vault_id, line, generation.data, head, store.generation, now, note)
        anchor.write(place / anchor.NAME, fresh, keys.system)
        swap.exchange(folder, [path.name for path in place.iterdir()], keep_as=aside)
        return Restored(generation.name, folder / swap.ASIDE / aside, old_keys, here is None)


def _require_own(folder: Path, generation: backup.Generation, keys: keyring.Keys) -> None:
    """A backup must not take the place of another vault that works, though the same password opens both."""
    assert keys.data is not None
    if keyring.load(folder).vault_id == generation.vault_id:
        return
    if not database.opens(folder / DATA, keys.data):
        return  # keys and data that lie there do not belong together
    raise VaultExists(
        f"备份“{generation.name}”属于另一个保险库，不能放进文件夹“{folder}”。没有改动任何文件。"
        "请选用本保险库的备份，或把它恢复到一个空文件夹。"
    )


def _keys_for(
    folder: Path,
    generation: backup.Generation,
    place: Path,
    officer: str,
    password: str,
    clock: Callable[[], datetime],
) -> tuple[keyring.Keys, bool]:
    """Keys that open the staged data: the present ones where they do, else those of the backup, staged as well.

    Whoever the present keystore, where it is whole, does not let in has no say: an account that was closed does not
    come back by way of an old backup.
    """
    try:
        keys = admit(folder, officer, password, clock)
    except (KeystoreDamaged, VaultMissing) as error:
        return _keys_of_backup(generation, place, officer, password, error), True
    if keys.data is None:
        keys.wipe()
        raise NotHeld(f"“{officer}”没有业务数据的密钥，不能恢复备份。请由经办人、科长或者负责人恢复。")
    if not database.faults(place / DATA, keys.data, ["quick_check(1)"]):
        return keys, False
    with ExitStack() as stack:
        stack.callback(keys.wipe)
        _require_own(folder, generation, keys)
    return _keys_of_backup(generation, place, officer, password, None), True


def _keys_of_backup(
    generation: backup.Generation, place: Path, officer: str, password: str, refused: VaultError | None
) -> keyring.Keys:
    """The keys of the day of the backup, staged; where they do not open either, the first refusal is told.

    Where they would with another password, that is told, since it is the one thing the officer can do about it.
    """
    for name in _KEYS:
        shutil.copyfile(generation.path / backup.KEYS, place / name)
    try:
        return keyring.unlock(place, officer, password)
    except WrongPassword as error:
        raise _password_of_then(generation, officer, keys_here=refused is None) from error
    except VaultError as error:
        raise refused or error from error


def _password_of_then(generation: backup.Generation, officer: str, *, keys_here: bool) -> WrongPassword:
    """Which password opens that backup, and where it may be given: the present keystore lets in only present ones."""
    where = "把它恢复到一个空文件夹，并输入当日的姓名和口令" if keys_here else "输入当日的姓名和口令后重试"
    why = "，因为之后更换过密钥" if keys_here else ""
    return WrongPassword(
        f"备份“{generation.name}”要用做备份当日（{generation.at:%Y-%m-%d %H:%M}）的姓名和口令打开{why}；"
        f"现在输入的（“{keyring.stored_name(officer)}”）打不开它。没有改动任何文件。请{where}，或另选一份备份。"
    )


def _journal_here(folder: Path, key: bytearray) -> tuple[tuple[int, str], int] | None:
    """Head and line of the present journal; None where it cannot be read or does not hold."""
    path = folder / SYSTEM
    try:
        opened = database.open_database(path, bytearray(key), journal.refuse_newer)
        with closing(opened), opened.reading() as connection:
            if journal.verify(connection)[1] is not None:
                return None
            return journal.head(connection), journal.line(connection)[0]
    except VaultError:
        return None


def _journal_head(path: Path, key: bytearray) -> tuple[tuple[int, str], int]:
    told = database.inspect(path, key, {**head_of("journal"), "line": "SELECT max(line) FROM journal"})
    return (told["id"], told["digest"]), told["line"]


def _anchor_line(folder: Path, vault_id: str, key: bytearray) -> int:
    """The highest line an anchor has seen; 0 where none can be read."""
    lines = [0]
    for path in (folder / anchor.NAME, anchor.own_place(folder, vault_id)):
        try:
            if found := anchor.read(path, vault_id, key):
                lines.append(found.line)
        except VaultError:
            continue
    return max(lines)


def rekey(vault: Vault, *, recovery_used: bool = False) -> None:
    """Fresh keys for both databases; everybody who held one is given it anew. The vault is closed afterwards.

    Backups made before still open with the keys they were made under.
    """
    system, data = keyring.new_key(), keyring.new_key()
    with ExitStack() as stack:
        for key in (system, data):
            stack.callback(wipe, key)
        stack.enter_context(writing_told(vault.folder))
        stack.callback(swap.drop, vault.folder)
        stack.enter_context(vault.still())  # what came after the copies were made would be lost
        size = sum((vault.folder / name).stat().st_size for name in (DATA, SYSTEM))
        backup.require_room(vault.folder, size)
        place = swap.stage(vault.folder)
        vault.data.copy_under(place / DATA, data)
        vault.system.copy_under(place / SYSTEM, system)
        with vault.keys() as keys:
            content = keyring.renewed(vault.folder, keys, system, data, recovery_used=recovery_used)
        for name in _KEYS:
            (place / name).write_bytes(content)
        anchor.write(place / anchor.NAME, vault.state(), system)
        names = [path.name for path in place.iterdir()]
        state = vault.state()
        vault.close(before_release=lambda: swap.exchange(vault.folder, names, keep_as=""))
        anchor.write(anchor.own_place(vault.folder, vault.vault_id), state, system)


def recover(
    folder: Path,
    halves: tuple[str, str],
    officer: str,
    password: str,
    *,
    rule: Callable[[Policy], keyring.Check],
    clock: Callable[[], datetime] = datetime.now,
) -> None:
    """By the two printed halves a fresh account that holds everything; the halves are void and the keys fresh after.

    For when nobody knows a password any more. It is 负责人, or 科长 where the three administrators are in office.
    rule makes of the vault's own policy what the password has to pass.
    """
    database.guard()
    name, today = keyring.stored_name(officer), clock().date()
    with FolderLock(folder), ExitStack() as stack:
        swap.finish(folder)
        keys = keyring.unlock_with_recovery(folder, *halves)
        stack.callback(keys.wipe)
        store = keyring.load(folder, keys)
        check = rule(policy_of(folder, store))
        if reason := check(password, name):
            raise PasswordRefused(f"{reason}。请换一个口令。没有改动任何文件。")
        role = "chief" if store.split else "in_charge"
        passing = f"{secrets.token_urlsafe(24)}-Aa1"  # known to nobody, and changed at once
        made = keyring.add(folder, keys, name, role, passing, today, lambda *_: None)
        keyring.change_password(folder, name, passing, password, today, check)
        keyring.authorise(folder, keys, made.id)
        keyring.give_data(folder, keys, made.id)
    vault = open_vault(folder, name, password, clock=clock)
    try:
        vault.note("使用恢复密钥", name)
        rekey(vault, recovery_used=True)
    finally:
        vault.close()
