"""The key of the database, wrapped once for every officer: password -> Argon2id -> AES-256-GCM.

Two copies (keys.a, keys.b) with a generation number. Three seals tell three things apart: a digest anybody can
compute shows accidental damage before a password is tried; GCM shows a wrong password; a MAC under the database key
shows tampering. The module loads neither SQLAlchemy nor SQLCipher: the login window comes first.
"""

import ctypes
import hashlib
import hmac
import json
import os
import sys
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from cadre_desk.storage.errors import (
    KeystoreDamaged,
    OfficerRefused,
    PasswordRefused,
    VaultError,
    VaultMissing,
    VaultTooNew,
    WrongPassword,
)
from cadre_desk.storage.process import replace_files

COPIES: Final = ("keys.a", "keys.b")
KEY_BYTES: Final = 32
FORMAT: Final = "cadre-desk-keys"
VERSION: Final = 1
_NONCE_BYTES: Final = 12
_SALT_BYTES: Final = 16
_TAG_BYTES: Final = 16
_MAC_LABEL: Final = b"cadre-desk keystore 1\n"
_LARGEST_FILE: Final = 256 * 1024
_MOST_SLOTS: Final = 64
_LONGEST_NAME: Final = 64
_SHORTEST_PASSWORD: Final = 10
_LONGEST_PASSWORD: Final = 256
_WRONG: Final = "姓名或口令不正确。请检查大小写和输入法后重试；口令忘记时，请由另一名能登录的经办人处理。"


class _Malformed(Exception):
    """A copy of the keystore is not what this module writes."""


@dataclass(frozen=True, slots=True)
class Cost:
    """How dear one try of a password is made: memory in KiB, passes over it, lanes."""

    memory: int
    passes: int
    lanes: int

    def bounded(self) -> bool:
        """Whether a file may ask for this: a hostile one must not exhaust the PC."""
        return 1 <= self.lanes <= 16 and 1 <= self.passes <= 16 and 8 * self.lanes <= self.memory <= 1024 * 1024


def _physical_memory() -> int:
    """Bytes of memory of this PC; 0 where the system does not say (then the smaller cost is taken)."""
    if sys.platform == "win32":
        kibibytes = ctypes.c_ulonglong()
        known = ctypes.windll.kernel32.GetPhysicallyInstalledSystemMemory(ctypes.byref(kibibytes))
        return kibibytes.value * 1024 if known else 0
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _cost_for(memory: int) -> Cost:
    """256 MiB, or 64 MiB on a PC with less than 4 GB (of which some is always reserved)."""
    return Cost(256 * 1024 if memory >= 3_700_000_000 else 64 * 1024, 3, 4)


COST: Cost = _cost_for(_physical_memory())


@dataclass(frozen=True, slots=True)
class Slot:
    """One officer's wrapped copy of the database key."""

    officer: str
    cost: Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes

    def header(self) -> dict[str, Any]:
        """Everything but the wrapped key: authenticated together with it, so no slot can be relabelled."""
        return {
            "officer": self.officer,
            "kdf": "argon2id",
            "memory": self.cost.memory,
            "passes": self.cost.passes,
            "lanes": self.cost.lanes,
            "salt": self.salt.hex(),
            "cipher": "aes-256-gcm",
            "nonce": self.nonce.hex(),
        }


@dataclass(frozen=True, slots=True)
class Keystore:
    """All slots, as one copy on disk states them."""

    generation: int
    slots: tuple[Slot, ...]
    mac: bytes

    def find(self, officer: str) -> Slot | None:
        """The slot of that officer."""
        return next((slot for slot in self.slots if slot.officer == officer), None)


# --- words and bytes -------------------------------------------------------------------------------------------------


def wipe(secret: bytearray) -> None:
    """Overwrite a key in place."""
    secret[:] = bytes(len(secret))


def new_key() -> bytearray:
    """A fresh database key that never lies in memory as an immutable object."""
    return bytearray(left ^ right for left, right in zip(os.urandom(KEY_BYTES), os.urandom(KEY_BYTES), strict=True))


def stored_name(officer: str) -> str:
    """The officer's name as it is stored and compared."""
    return unicodedata.normalize("NFKC", officer).strip()


def _plain(password: str) -> str:
    """The password as it is used: full-width letters of an input method count as ordinary ones."""
    return unicodedata.normalize("NFKC", password)


def _canonical(content: dict[str, Any]) -> bytes:
    """The one way a keystore is written down."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1).encode()


def check_password(password: str, officer: str) -> str | None:
    """Why this password may not be used, in Chinese; None when it may."""
    plain, name = _plain(password), stored_name(officer)
    if len(plain) < _SHORTEST_PASSWORD:
        return f"口令至少{_SHORTEST_PASSWORD}位，现为{len(plain)}位"
    if len(plain) > _LONGEST_PASSWORD:
        return f"口令最多{_LONGEST_PASSWORD}位，现为{len(plain)}位"
    if plain.isdigit():
        return "口令不能全是数字，请同时使用字母、汉字或符号"
    if name and name.casefold() in plain.casefold():
        return "口令不能包含本人姓名"
    if len(set(plain)) < 4:
        return "口令中不同的字符太少，至少要有4种"
    return None


def _accept(officer: str, password: str) -> str:
    """The stored form of the name, once name and new password are acceptable."""
    name = stored_name(officer)
    if not 1 <= len(name) <= _LONGEST_NAME or not name.isprintable():
        raise OfficerRefused(f"经办人姓名应为1至{_LONGEST_NAME}个可见字符，请重新填写。")
    if reason := check_password(password, name):
        raise PasswordRefused(f"{reason}。请换一个口令。")
    return name


# --- one slot --------------------------------------------------------------------------------------------------------


def _stretch(password: str, salt: bytes, cost: Cost) -> bytearray:
    """The key-encryption key of a password."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    secret, stretched = bytearray(_plain(password), "utf-8", "surrogatepass"), bytearray(KEY_BYTES)
    work = Argon2id(salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory)
    try:
        work.derive_into(secret, stretched)  # type: ignore[arg-type]  # takes any buffer; this one can be wiped
    except MemoryError as error:
        raise VaultError(f"内存不足：核对口令需要{cost.memory // 1024} MB空闲内存。请关闭其他程序后重试。") from error
    finally:
        wipe(secret)
    return stretched


def _seal(officer: str, password: str, dek: bytearray) -> Slot:
    """Wrap the database key for one officer."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    slot = Slot(officer, COST, os.urandom(_SALT_BYTES), os.urandom(_NONCE_BYTES), b"")
    kek = _stretch(password, slot.salt, slot.cost)
    try:
        return replace(slot, wrapped=AESGCM(kek).encrypt(slot.nonce, dek, _canonical(slot.header())))
    finally:
        wipe(kek)


def _open_slot(slot: Slot, password: str) -> bytearray:
    """Unwrap the database key, or raise WrongPassword."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    kek, dek = _stretch(password, slot.salt, slot.cost), bytearray(KEY_BYTES)
    try:
        AESGCM(kek).decrypt_into(slot.nonce, slot.wrapped, _canonical(slot.header()), dek)
    except InvalidTag as error:
        raise WrongPassword(_WRONG) from error
    finally:
        wipe(kek)
    return dek


def _decoy(like: Slot) -> Slot:
    """A slot nobody can open, as dear as the real ones: an unknown name must not answer sooner."""
    return replace(like, salt=os.urandom(_SALT_BYTES), wrapped=os.urandom(KEY_BYTES + _TAG_BYTES))


# --- one copy on disk ------------------------------------------------------------------------------------------------


def _body(generation: int, slots: tuple[Slot, ...]) -> dict[str, Any]:
    """What the MAC covers."""
    rows = [{**slot.header(), "wrapped": slot.wrapped.hex()} for slot in slots]
    return {"format": FORMAT, "version": VERSION, "generation": generation, "slots": rows}


def _mac(dek: bytearray, generation: int, slots: tuple[Slot, ...]) -> bytes:
    return hmac.digest(dek, _MAC_LABEL + _canonical(_body(generation, slots)), "sha256")


def _digest(content: dict[str, Any]) -> str:
    return hashlib.sha256(_canonical(content)).hexdigest()


def _write(store: Keystore) -> bytes:
    content = {**_body(store.generation, store.slots), "mac": store.mac.hex()}
    return _canonical({**content, "sha256": _digest(content)})


def _fields(content: object, *names: str) -> dict[str, Any]:
    """An object with exactly these keys."""
    if not isinstance(content, dict) or set(content) != set(names):
        raise _Malformed
    return content


def _number(value: object) -> int:
    if type(value) is not int or not 0 <= value < 2**53:
        raise _Malformed
    return value


def _bytes(value: object, length: int) -> bytes:
    if not isinstance(value, str) or len(value) != 2 * length:
        raise _Malformed
    return bytes.fromhex(value)


def _read_slot(content: object) -> Slot:
    names = ("officer", "kdf", "memory", "passes", "lanes", "salt", "cipher", "nonce", "wrapped")
    row = _fields(content, *names)
    cost = Cost(_number(row["memory"]), _number(row["passes"]), _number(row["lanes"]))
    officer = row["officer"]
    known = row["kdf"] == "argon2id" and row["cipher"] == "aes-256-gcm" and cost.bounded()
    if not known or not isinstance(officer, str) or officer != stored_name(officer) or not officer:
        raise _Malformed
    salt, nonce = _bytes(row["salt"], _SALT_BYTES), _bytes(row["nonce"], _NONCE_BYTES)
    return Slot(officer, cost, salt, nonce, _bytes(row["wrapped"], KEY_BYTES + _TAG_BYTES))


def _read_slots(rows: object) -> tuple[Slot, ...]:
    if not isinstance(rows, list) or not 1 <= len(rows) <= _MOST_SLOTS:
        raise _Malformed
    slots = tuple(_read_slot(row) for row in rows)
    if len({slot.officer for slot in slots}) != len(slots):
        raise _Malformed
    return slots


def _verified(content: bytes) -> dict[str, Any]:
    """The JSON object of a copy whose digest is right and whose every byte is as we would write it."""
    data = json.loads(content)
    if not isinstance(data, dict) or _canonical(data) != content:
        raise _Malformed
    digest = data.pop("sha256", None)
    if digest != _digest(data) or data.get("format") != FORMAT:
        raise _Malformed
    return data


def read(content: bytes) -> Keystore:
    """One copy, strictly: ValueError and _Malformed mean damage, VaultTooNew a newer program."""
    data = _verified(content)
    if _number(data.get("version")) > VERSION:
        raise VaultTooNew("密钥文件由更高版本的程序写成，本程序不能读取。请安装新版本后再打开。")
    data = _fields(data, "format", "version", "generation", "slots", "mac")
    return Keystore(_number(data["generation"]), _read_slots(data["slots"]), _bytes(data["mac"], 32))


def _copy(path: Path) -> Keystore | None:
    """The keystore in that file; None when it is absent or damaged."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_FILE + 1)
        return read(content) if len(content) <= _LARGEST_FILE else None
    except (_Malformed, ValueError, RecursionError, OSError):
        return None


def _damaged(folder: Path, what: str) -> KeystoreDamaged:
    return KeystoreDamaged(
        f"密钥文件{what}（文件夹“{folder}”中的{COPIES[0]}、{COPIES[1]}）。"
        "请不要删除任何文件，从备份中恢复这两个密钥文件后重试。"
    )


def _load(folder: Path) -> Keystore:
    """The newest intact copy."""
    if not any((folder / name).exists() for name in COPIES):
        if (folder / "data.db").exists():
            raise _damaged(folder, "缺失")
        raise VaultMissing(f"文件夹“{folder}”中没有保险库。请检查所选文件夹，或新建一个保险库。")
    intact = [store for name in COPIES if (store := _copy(folder / name))]
    if not intact:
        raise _damaged(folder, "已损坏，两份都无法读取")
    newest = max(intact, key=lambda store: store.generation)
    if any(store.generation == newest.generation and store != newest for store in intact):
        raise _damaged(folder, "的两份内容互相矛盾，可能被改动过")
    return newest


def _authenticate(folder: Path, store: Keystore, dek: bytearray) -> None:
    """Raise KeystoreDamaged unless every slot is as a key holder left it."""
    if not hmac.compare_digest(store.mac, _mac(dek, store.generation, store.slots)):
        raise _damaged(folder, "被改动过，校验不符")


def _save(folder: Path, generation: int, slots: tuple[Slot, ...], dek: bytearray) -> None:
    """Replace both copies, the older first: at every moment one whole copy lies on disk."""
    content = _write(Keystore(generation, slots, _mac(dek, generation, slots)))
    ages = {name: store.generation if (store := _copy(folder / name)) else 0 for name in COPIES}
    replace_files((folder / name for name in sorted(COPIES, key=ages.__getitem__)), content)


# --- what others use -------------------------------------------------------------------------------------------------


def create(folder: Path, officer: str, password: str, dek: bytearray) -> None:
    """A first keystore with one officer."""
    _save(folder, 1, (_seal(_accept(officer, password), password, dek),), dek)


def officers(folder: Path) -> tuple[str, ...]:
    """Whose names the login window offers."""
    return tuple(slot.officer for slot in _load(folder).slots)


def _unlock(folder: Path, officer: str, password: str) -> tuple[Keystore, bytearray]:
    store = _load(folder)
    slot = store.find(stored_name(officer))
    dek = _open_slot(slot or _decoy(store.slots[0]), password)
    try:
        _authenticate(folder, store, dek)
    except KeystoreDamaged:
        wipe(dek)
        raise
    return store, dek


def unlock(folder: Path, officer: str, password: str) -> bytearray:
    """The database key, to be wiped by the caller; changes nothing on disk."""
    return _unlock(folder, officer, password)[1]


def change_password(folder: Path, officer: str, old: str, new: str) -> None:
    """A new password for that officer; the database itself is not touched."""
    store, dek = _unlock(folder, officer, old)
    try:
        name = _accept(officer, new)
        fresh = _seal(name, new, dek)
        slots = tuple(fresh if slot.officer == name else slot for slot in store.slots)
        _save(folder, store.generation + 1, slots, dek)
    finally:
        wipe(dek)


def add_officer(folder: Path, dek: bytearray, officer: str, password: str) -> None:
    """A slot for one more officer, given by somebody who holds the key."""
    store = _load(folder)
    _authenticate(folder, store, dek)
    name = _accept(officer, password)
    if store.find(name) or len(store.slots) >= _MOST_SLOTS:
        raise OfficerRefused(f"经办人“{name}”已经存在，或已满{_MOST_SLOTS}名。请换一个姓名，或请已有的经办人登录。")
    _save(folder, store.generation + 1, (*store.slots, _seal(name, password, dek)), dek)


def mend(folder: Path, dek: bytearray) -> None:
    """Bring both copies to the newest state, after a crash between them or damage to one."""
    store = _load(folder)
    _authenticate(folder, store, dek)
    replace_files((folder / name for name in COPIES if _copy(folder / name) != store), _write(store))
