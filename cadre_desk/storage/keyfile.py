"""The keystore as a file: what stands in it, strict reading, and the two copies keys.a and keys.b.

Four seals tell four things apart. A digest anybody can compute shows accidental damage before a password is tried;
the lock of a private key shows a wrong password; a MAC under the key "system" shows tampering; and a voucher under the
key "data" shows a public key put in by somebody who holds "system" only.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from cadre_desk.storage.errors import KeystoreDamaged, OfficerRefused, VaultMissing, VaultTooNew
from cadre_desk.storage.process import replace_files
from cadre_desk.storage.sealing import (
    KEY_BYTES,
    LOCKED_BYTES,
    NONCE_BYTES,
    SALT_BYTES,
    SEALED_BYTES,
    Cost,
    Lock,
    SealBroken,
    new_lock,
    plain,
    seal,
    unseal,
)

COPIES: Final = ("keys.a", "keys.b")
FORMAT: Final = "cadre-desk-keys"
VERSION: Final = 2
ALGORITHM: Final = "argon2id, aes-256-gcm, hpke-x25519-hkdf-sha256-aes-256-gcm"
ID_BYTES: Final = 16
MOST_OFFICERS: Final = 64
DATA_ROLES: Final = frozenset({"handler", "chief", "leader", "in_charge"})
ROLES: Final = DATA_ROLES | {"sysadmin", "secadmin", "auditor"}
_MAC_BYTES: Final = 32
_GRANT_BYTES: Final = SEALED_BYTES + _MAC_BYTES  # the key and its voucher
_MAC_LABEL: Final = b"cadre-desk keystore 2\n"
_VOUCHER_LABEL: Final = b"cadre-desk voucher 2\n"
_LARGEST_FILE: Final = 256 * 1024
_HEAD: Final = {"format", "version", "algorithm"}

Grants = Mapping[str, bytes]
_Reader = Callable[[Any], Any]


class _Malformed(ValueError):
    """A copy of the keystore is not what this module writes."""


def stored_name(name: str) -> str:
    """An officer's name as it is stored and compared."""
    return plain(name).strip()


def _canonical(content: object) -> bytes:
    """The one way a keystore is written down."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False).encode()


# --- what is wrapped to whom -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom a database key is wrapped: an officer in his role, or (holder 0) the recovery key."""

    vault_id: str
    holder: int
    role: str
    public: bytes

    def _purpose(self, which: str) -> str:
        return f"grant {self.vault_id} {which} {self.holder} {self.role}"

    def _voucher(self, which: str, key: bytearray) -> bytes:
        """Shows who holds the key that another holder meant this public key; HPKE itself proves no sender."""
        return hmac.digest(key, _VOUCHER_LABEL + self._purpose(which).encode() + self.public, "sha256")

    def wrap(self, which: str, key: bytearray) -> bytes:
        """The grant of that key."""
        return seal(self.public, key, self._purpose(which)) + self._voucher(which, key)

    def unwrap(self, which: str, private: bytearray, grant: bytes) -> bytearray:
        """The key in a grant, or SealBroken."""
        return unseal(private, grant[:SEALED_BYTES], self._purpose(which))

    def require_vouched(self, which: str, key: bytearray, grant: bytes) -> None:
        """Raise SealBroken unless a holder of the key granted it to this public key in this role."""
        if not hmac.compare_digest(grant[SEALED_BYTES:], self._voucher(which, key)):
            raise SealBroken


# --- what stands in the file -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Officer:
    """What everybody may know of one who can log in; password_since is a day, public his 32-byte X25519 key."""

    id: int
    name: str
    role: str
    authorised: bool
    must_change: bool
    password_since: str
    public: bytes
    holds_data: bool

    @property
    def fingerprint(self) -> str:
        """80 bits of the public key in groups, for two people to compare before one gives the other a key."""
        digest = hashlib.sha256(self.public).hexdigest()[:20].upper()
        return "-".join(digest[start : start + 4] for start in range(0, 20, 4))


@dataclass(frozen=True, slots=True)
class Slot:
    """One officer: what is wrapped to his public key, and his private key locked by his password."""

    id: int
    name: str
    role: str
    authorised: bool
    must_change: bool
    password_since: str
    public: bytes
    grants: Grants
    lock: Lock = field(default_factory=new_lock)
    private: bytes = b""

    @property
    def officer(self) -> Officer:
        """What others may know of it."""
        told = (self.id, self.name, self.role, self.authorised, self.must_change, self.password_since, self.public)
        return Officer(*told, holds_data="data" in self.grants)

    def label(self, vault_id: str) -> bytes:
        """Authenticated with the private key; the rest is left to the MAC, which says what it is: tampering."""
        return _canonical([vault_id, self.id, _written(self.lock)])

    def locked(self, vault_id: str, private: bytearray, password: str) -> "Slot":
        """The same with that private key under a new password."""
        fresh = replace(self, lock=new_lock())
        return replace(fresh, private=fresh.lock.close(password, private, fresh.label(vault_id)))


@dataclass(frozen=True, slots=True)
class Recovery:
    """The key on paper, to which both database keys are wrapped."""

    public: bytes
    grants: Grants
    created: str


@dataclass(frozen=True, slots=True)
class Keystore:
    """Everything, as one copy on disk states it; fields are named as in the file."""

    vault_id: str
    generation: int
    next_id: int
    split: bool
    policy: Mapping[str, object]
    officers: tuple[Slot, ...]
    recovery: Recovery | None
    mac: bytes = b""

    def find(self, name: str) -> Slot | None:
        """The slot of the officer of that name."""
        return next((slot for slot in self.officers if slot.name == name), None)

    def slot(self, officer_id: int) -> Slot:
        """The slot of that officer, or OfficerRefused."""
        if found := next((slot for slot in self.officers if slot.id == officer_id), None):
            return found
        raise OfficerRefused("没有这名人员，可能已被删除。请刷新人员列表后重试。")

    def recipient(self, holder: Slot | Recovery) -> Recipient:
        """To whom keys of this vault are wrapped."""
        if isinstance(holder, Recovery):
            return Recipient(self.vault_id, 0, "recovery", holder.public)
        return Recipient(self.vault_id, holder.id, holder.role, holder.public)

    def having(self, changed: Slot) -> "Keystore":
        """The same with that officer's slot changed."""
        return replace(self, officers=tuple(changed if slot.id == changed.id else slot for slot in self.officers))


# --- writing ---------------------------------------------------------------------------------------------------------


def _written(value: object) -> Any:
    """What JSON can hold of a field."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, tuple):
        return [_written(each) for each in value]
    if isinstance(value, Mapping):
        return {name: _written(each) for name, each in value.items()}
    if is_dataclass(value):
        return {each.name: _written(getattr(value, each.name)) for each in fields(value)}
    return value


def _content(store: Keystore) -> dict[str, Any]:
    return {"format": FORMAT, "version": VERSION, "algorithm": ALGORITHM, **_written(store)}


def _mac(store: Keystore, system: bytearray) -> bytes:
    return hmac.digest(system, _MAC_LABEL + _canonical(_content(replace(store, mac=b""))), "sha256")


def _digest(content: dict[str, Any]) -> str:
    return hashlib.sha256(_canonical(content)).hexdigest()


def write(store: Keystore, system: bytearray) -> bytes:
    """A copy with its seals; ValueError rather than one that could not be read back."""
    store = replace(store, mac=_mac(store, system))
    content = _content(store)
    written = _canonical({**content, "sha256": _digest(content)})
    if len(written) > _LARGEST_FILE or read(written) != store:
        raise ValueError("a keystore cannot hold this")
    return written


# --- reading: every function lets through or raises ValueError -------------------------------------------------------


def _is(kind: type) -> _Reader:
    """A value of exactly this type: true is no number."""

    def parse(value: Any) -> Any:
        if type(value) is not kind:
            raise _Malformed
        return value

    return parse


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 2**53:
        raise _Malformed
    return value


def _hex(length: int) -> _Reader:
    def parse(value: Any) -> bytes:
        content = bytes.fromhex(_is(str)(value))
        if len(content) != length:
            raise _Malformed
        return content

    return parse


def _day(value: Any) -> str:
    return date.fromisoformat(_is(str)(value)).isoformat()


def _grants(value: Any) -> Grants:
    """The key "system", and "data" or not."""
    if not {"system"} <= _is(dict)(value).keys() <= {"system", "data"}:
        raise _Malformed
    return {which: _hex(_GRANT_BYTES)(grant) for which, grant in value.items()}


def _object(make: Callable[..., Any], **readers: _Reader) -> _Reader:
    """An object with exactly these keys."""

    def parse(value: Any) -> Any:
        if _is(dict)(value).keys() != readers.keys():
            raise _Malformed
        return make(**{name: reader(value[name]) for name, reader in readers.items()})

    return parse


_COST = _object(Cost, memory=_number, passes=_number, lanes=_number)
_LOCK = _object(Lock, cost=_COST, salt=_hex(SALT_BYTES), nonce=_hex(NONCE_BYTES))
_SLOT = _object(
    Slot,
    id=_number,
    name=lambda value: stored_name(_is(str)(value)),
    role=_is(str),
    authorised=_is(bool),
    must_change=_is(bool),
    password_since=_day,
    public=_hex(KEY_BYTES),
    grants=_grants,
    lock=_LOCK,
    private=_hex(LOCKED_BYTES),
)
_RECOVERY = _object(Recovery, public=_hex(KEY_BYTES), grants=_grants, created=_day)
_KEYSTORE = _object(
    Keystore,
    vault_id=lambda value: _hex(ID_BYTES)(value).hex(),
    generation=_number,
    next_id=_number,
    split=_is(bool),
    policy=_is(dict),
    officers=lambda value: tuple(map(_SLOT, _is(list)(value))),
    recovery=lambda value: None if value is None else _RECOVERY(value),
    mac=_hex(_MAC_BYTES),
)


def _sound(slot: Slot) -> bool:
    """Whether this officer can be: above all no key of the data for administrators."""
    allowed = DATA_ROLES if "data" in slot.grants else ROLES
    return bool(slot.id and slot.name and slot.role in allowed and slot.lock.cost.bounded())


def _consistent(store: Keystore) -> bool:
    """Whether its officers are told apart and their numbers used up."""
    names, ids = {slot.name for slot in store.officers}, {slot.id for slot in store.officers}
    told_apart = 1 <= len(store.officers) == len(names) == len(ids) <= MOST_OFFICERS
    return told_apart and max(ids) < store.next_id and all(map(_sound, store.officers))


def _verified(content: bytes) -> dict[str, Any]:
    """The JSON object of a copy whose digest is right and whose every byte is as we would write it."""
    data: dict[str, Any] = _is(dict)(json.loads(content))
    if _canonical(data) != content:
        raise _Malformed
    digest = data.pop("sha256", None)
    if digest != _digest(data) or data.get("format") != FORMAT:
        raise _Malformed
    return data


def read(content: bytes) -> Keystore:
    """One copy, strictly: ValueError means damage, VaultTooNew a newer program."""
    data = _verified(content)
    if _number(data.get("version")) > VERSION:
        raise VaultTooNew("密钥文件由更高版本的程序写成，本程序不能读取。请安装新版本后再打开。")
    store: Keystore = _KEYSTORE({name: value for name, value in data.items() if name not in _HEAD})
    # what was read must be written the same way: no other version or algorithm, no second spelling of a value
    if _canonical(_content(store)) != _canonical(data) or not _consistent(store):
        raise _Malformed
    return store


# --- two copies ------------------------------------------------------------------------------------------------------


def copy(path: Path) -> Keystore | None:
    """The keystore in that file; None when it is absent or damaged."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_FILE + 1)
        return read(content) if len(content) <= _LARGEST_FILE else None
    except (ValueError, RecursionError, OSError):
        return None


def _damaged(folder: Path, what: str) -> KeystoreDamaged:
    return KeystoreDamaged(
        f"密钥文件{what}（文件夹“{folder}”中的{COPIES[0]}、{COPIES[1]}）。"
        "请不要删除任何文件，从备份中恢复这两个密钥文件后重试。"
    )


def load(folder: Path) -> Keystore:
    """The newest intact copy; before the log-in nobody vouches for what it says."""
    if not any((folder / name).exists() for name in COPIES):
        if (folder / "data.db").exists():
            raise _damaged(folder, "缺失")
        raise VaultMissing(f"文件夹“{folder}”中没有保险库。请检查所选文件夹，或新建一个保险库。")
    intact = [store for name in COPIES if (store := copy(folder / name))]
    if not intact:
        raise _damaged(folder, "已损坏，两份都无法读取")
    newest = max(intact, key=lambda store: store.generation)
    if any(store.generation == newest.generation and store != newest for store in intact):
        raise _damaged(folder, "的两份内容互相矛盾，可能被改动过")
    return newest


def authenticate(folder: Path, store: Keystore, system: bytearray) -> None:
    """Raise KeystoreDamaged unless everything is as a holder of the key "system" left it."""
    if not hmac.compare_digest(store.mac, _mac(store, system)):
        raise _damaged(folder, "被改动过，校验不符")


@contextmanager
def tampering_told(folder: Path) -> Iterator[None]:
    """A seal that does not hold, though the password was right, is tampering."""
    try:
        yield
    except SealBroken as error:
        raise _damaged(folder, "被改动过，其中的密钥与人员、角色不符") from error


def save(folder: Path, store: Keystore, system: bytearray) -> None:
    """Replace both copies by the next generation, the older first: at every moment one whole copy lies on disk."""
    content = write(replace(store, generation=store.generation + 1), system)
    ages = {name: old.generation if (old := copy(folder / name)) else 0 for name in COPIES}
    replace_files((folder / name for name in sorted(COPIES, key=ages.__getitem__)), content)


def mend(folder: Path, store: Keystore, system: bytearray) -> None:
    """Bring both copies to this state, after a crash between them or damage to one."""
    replace_files((folder / name for name in COPIES if copy(folder / name) != store), write(store, system))
