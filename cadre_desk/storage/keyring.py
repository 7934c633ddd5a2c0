"""Who may open the vault: an X25519 key pair for every officer, and the database keys wrapped to it.

password -> Argon2id -> AES-256-GCM -> private key -> HPKE -> the keys "system" (everybody) and "data" (business only).
So whoever holds "data" gives it to a newcomer without knowing his password, and the administrators never hold it.
Who *may* do what is decided in services; here is what only a key makes possible, and what would lock everybody out.

Neither SQLAlchemy nor SQLCipher is loaded: the sign-in window comes first. Callers hold the lock of the folder.
"""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

from cadre_desk.storage import keyfile, recovery
from cadre_desk.storage.errors import OfficerRefused, PasswordRefused, VaultExists, WrongPassword
from cadre_desk.storage.keyfile import COPIES, DATA_ROLES, ROLES, Keystore, Officer, Recovery, Slot, stored_name
from cadre_desk.storage.sealing import SealBroken, new_key, plain, public_of, seal, unseal, wipe

__all__ = [
    "COPIES",
    "DATA_ROLES",
    "ROLES",
    "Keys",
    "Keystore",
    "Officer",
    "add",
    "authorise",
    "change_password",
    "check_password",
    "content",
    "create",
    "give_data",
    "load",
    "mend",
    "new_key",
    "officers",
    "policy",
    "recovery_public",
    "remove",
    "renewed",
    "seal",
    "set_policy",
    "set_recovery",
    "set_role",
    "set_split",
    "stored_name",
    "take_data",
    "unlock",
    "unlock_with_recovery",
    "unseal",
    "wipe",
]

_LONGEST_NAME: Final = 64
_SHORTEST_PASSWORD: Final = 10
_LONGEST_PASSWORD: Final = 256
_WRONG: Final = "姓名或口令不正确。请检查大小写和输入法后重试；口令忘记时，可由负责人重新建立账号，或使用恢复密钥。"

Check = Callable[[str, str], str | None]
_Holder = TypeVar("_Holder", Slot, Recovery)


@dataclass(slots=True, eq=False)
class Keys:
    """What a log-in yields, to be wiped; officer is None after the recovery key was used, data where it is not held."""

    officer: Officer | None
    private: bytearray = field(repr=False)
    system: bytearray = field(repr=False)
    data: bytearray | None = field(repr=False)

    def held(self) -> dict[str, bytearray]:
        """The database keys by name."""
        return {"system": self.system} | ({} if self.data is None else {"data": self.data})

    def wipe(self) -> None:
        """Overwrite all of them in place."""
        for secret in (self.private, *self.held().values()):
            wipe(secret)


def check_password(password: str, name: str) -> str | None:
    """Why this password may not be used, in Chinese; None when it may."""
    word, name = plain(password), stored_name(name)
    if len(word) < _SHORTEST_PASSWORD:
        return f"口令至少{_SHORTEST_PASSWORD}位，现为{len(word)}位"
    if len(word) > _LONGEST_PASSWORD:
        return f"口令最多{_LONGEST_PASSWORD}位，现为{len(word)}位"
    if word.isdigit():
        return "口令不能全是数字，请同时使用字母、汉字或符号"
    if name and name.casefold() in word.casefold():
        return "口令不能包含本人姓名"
    if len(set(word)) < 4:
        return "口令中不同的字符太少，至少要有4种"
    return None


# --- looking ---------------------------------------------------------------------------------------------------------


def load(folder: Path, keys: Keys | None = None) -> Keystore:
    """All that stands in the file; only with keys is it sure that nobody else wrote it."""
    store = keyfile.load(folder)
    if keys:
        keyfile.authenticate(folder, store, keys.system)
    return store


def officers(folder: Path, keys: Keys | None = None) -> tuple[Officer, ...]:
    """Who can log in; vouched for by the MAC where keys are given, as in the next two."""
    return tuple(slot.officer for slot in load(folder, keys).officers)


def policy(folder: Path, keys: Keys | None = None) -> Mapping[str, object]:
    """What set_policy stored; empty at first."""
    return load(folder, keys).policy


def recovery_public(folder: Path, keys: Keys | None = None) -> bytes | None:
    """The public key of the recovery key, where there is one."""
    store = load(folder, keys)
    return store.recovery.public if store.recovery else None


# --- logging in ------------------------------------------------------------------------------------------------------


def unlock(folder: Path, name: str, password: str) -> Keys:
    """The keys of that officer, to be wiped by the caller; changes nothing on disk."""
    return _unlock(folder, name, password)[2]


def _unlock(folder: Path, name: str, password: str) -> tuple[Keystore, Slot, Keys]:
    store = keyfile.load(folder)
    slot = store.find(stored_name(name)) or _decoy(store.officers[0])
    try:
        private = slot.lock.open(password, slot.private, slot.label(store.vault_id))
    except SealBroken as error:
        raise WrongPassword(_WRONG) from error
    return store, slot, _open(folder, store, slot, private)


def _decoy(like: Slot) -> Slot:
    """A slot nobody can open, as dear as the real ones: an unknown name must not answer sooner."""
    lock = replace(like.lock, salt=os.urandom(len(like.lock.salt)))
    return replace(like, lock=lock, private=os.urandom(len(like.private)))


def _open(folder: Path, store: Keystore, holder: Slot | Recovery, private: bytearray) -> Keys:
    """The keys wrapped to that holder; takes over the private key."""
    keys = Keys(holder.officer if isinstance(holder, Slot) else None, private, bytearray(), None)
    recipient = store.recipient(holder)
    try:
        with keyfile.tampering_told(folder):
            if public_of(private) != holder.public:
                raise SealBroken
            keys.system = recipient.unwrap("system", private, holder.grants["system"])
            keyfile.authenticate(folder, store, keys.system)
            if "data" in holder.grants:  # which the reader lets no administrator have
                keys.data = recipient.unwrap("data", private, holder.grants["data"])
    except BaseException:
        keys.wipe()
        raise
    return keys


def unlock_with_recovery(folder: Path, first: str, second: str) -> Keys:
    """Both keys by the two printed halves, in any order; the caller records the use and renews the keys."""
    store = keyfile.load(folder)
    private, number = recovery.join(first, second)
    if store.recovery is None or public_of(private) != store.recovery.public:
        wipe(private)
        present = f"现用的编号为{recovery.number(store.recovery.public)}" if store.recovery else "现在没有恢复密钥"
        raise recovery.RecoveryRefused(
            f"这套恢复密钥（编号{number}）不属于文件夹“{folder}”中的保险库，或已作废（{present}）。"
            "请检查所选文件夹，并找出编号相符的两份。"
        )
    return _open(folder, store, store.recovery, private)


# --- officers --------------------------------------------------------------------------------------------------------


def create(
    folder: Path,
    name: str,
    password: str,
    role: str,
    system: bytearray,
    data: bytearray,
    today: date,
    check: Check = check_password,
) -> Officer:
    """A first keystore, with one officer who holds both keys and chose his password himself."""
    if role not in DATA_ROLES:
        raise OfficerRefused("新建保险库的人员要持有业务数据密钥，不能是管理员。请改选其他角色。")
    if any((folder / copy).exists() for copy in COPIES):
        raise VaultExists(f"文件夹“{folder}”中已有密钥文件，不能再新建。请另选一个空文件夹。")
    empty = Keystore(os.urandom(keyfile.ID_BYTES).hex(), 0, 1, split=False, policy={}, officers=(), recovery=None)
    name = _accept(name, password, check)
    store = _with_officer(empty, name, role, password, today, {"system": system, "data": data}, must_change=False)
    keyfile.save(folder, store, system)
    return store.officers[0].officer


def add(
    folder: Path, keys: Keys, name: str, role: str, password: str, today: date, check: Check = check_password
) -> Officer:
    """One more officer, who holds "system" only and must change the password he was given."""
    store = load(folder, keys)
    name = _accept(name, password, check)
    _require_role(role)
    if store.find(name) or len(store.officers) >= keyfile.MOST_OFFICERS:
        raise OfficerRefused(f"“{name}”已经存在，或已满{keyfile.MOST_OFFICERS}人。请换一个姓名，或先删除停用的账号。")
    store = _with_officer(store, name, role, password, today, {"system": keys.system}, must_change=True)
    keyfile.save(folder, store, keys.system)
    return store.officers[-1].officer


def _accept(name: str, password: str, check: Check) -> str:
    """The stored form of the name, once name and new password are acceptable."""
    name = stored_name(name)
    if not 1 <= len(name) <= _LONGEST_NAME or not name.isprintable():
        raise OfficerRefused(f"姓名应为1至{_LONGEST_NAME}个可见字符，请重新填写。")
    if reason := check(password, name):
        raise PasswordRefused(f"{reason}。请换一个口令。")
    return name


def _with_officer(
    store: Keystore, name: str, role: str, password: str, today: date, keys: dict[str, bytearray], *, must_change: bool
) -> Keystore:
    """The keystore with one more officer at the end, who holds these keys."""
    private = new_key()
    try:
        slot = Slot(store.next_id, name, role, not must_change, must_change, today.isoformat(), public_of(private), {})
        recipient = store.recipient(slot)
        slot = replace(slot, grants={which: recipient.wrap(which, key) for which, key in keys.items()})
        slot = slot.locked(store.vault_id, private, password)
    finally:
        wipe(private)
    return replace(store, next_id=store.next_id + 1, officers=(*store.officers, slot))


def change_password(folder: Path, name: str, old: str, new: str, today: date, check: Check = check_password) -> Officer:
    """A new password for that officer; neither the databases nor anybody else is touched.

    With a first password he gets a new key pair, too: whoever gave him that password may have kept the old private key.
    """
    store, slot, keys = _unlock(folder, name, old)
    try:
        _accept(slot.name, new, check)
        if plain(new) == plain(old):
            raise PasswordRefused("新口令与原口令相同。请换一个口令。")
        if slot.must_change:
            wipe(keys.private)
            keys.private = new_key()
            slot = _rewrapped(store, slot, replace(slot, public=public_of(keys.private)), keys, keys.held())
        slot = replace(slot, must_change=False, password_since=today.isoformat())
        slot = slot.locked(store.vault_id, keys.private, new)
        keyfile.save(folder, store.having(slot), keys.system)
    finally:
        keys.wipe()
    return slot.officer


def set_role(folder: Path, keys: Keys, officer_id: int, role: str) -> None:
    """Another role. An administrator loses the key of the data; a business role does not by itself give it.

    Who holds that key can get it wrapped for a new role only by somebody who holds it, too.
    """
    store = load(folder, keys)
    slot = store.slot(officer_id)
    _require_role(role)
    changed = replace(slot, role=role)
    if role not in DATA_ROLES:
        changed = _without_data(store, changed)
    with keyfile.tampering_told(folder):
        changed = _rewrapped(store, slot, changed, keys, keys.held())
    keyfile.save(folder, store.having(changed), keys.system)


def authorise(folder: Path, keys: Keys, officer_id: int) -> None:
    """Say that this person may have this role; until then he can only change his password."""
    store = load(folder, keys)
    keyfile.save(folder, store.having(replace(store.slot(officer_id), authorised=True)), keys.system)


def remove(folder: Path, keys: Keys, officer_id: int) -> None:
    """Take the officer out; to make worthless what he may have copied, renew the keys afterwards."""
    store = load(folder, keys)
    slot = store.slot(officer_id)
    _require_another_holder(store, slot)  # so the last officer stays, too
    keyfile.save(folder, replace(store, officers=tuple(each for each in store.officers if each != slot)), keys.system)


# --- the key of the data ---------------------------------------------------------------------------------------------


def give_data(folder: Path, keys: Keys, officer_id: int) -> None:
    """Let that officer open the data. The public key in the file is believed: compare fingerprints with him before."""
    store, data = load(folder, keys), _data(keys)
    slot = store.slot(officer_id)
    if "data" in slot.grants:
        return
    if slot.role not in DATA_ROLES:
        raise OfficerRefused(f"“{slot.name}”是管理员，不能持有业务数据密钥。如要办理业务，请先变更其角色。")
    if not slot.authorised:
        raise OfficerRefused(f"“{slot.name}”还没有经过授权，不能授予密钥。请先授权。")
    if slot.must_change:
        raise OfficerRefused(f"“{slot.name}”还没有修改初始口令，别人仍知道它。请本人先登录并修改口令，再授予密钥。")
    with keyfile.tampering_told(folder):
        grant = store.recipient(slot).wrap("data", data)
    keyfile.save(folder, store.having(replace(slot, grants={**slot.grants, "data": grant})), keys.system)


def take_data(folder: Path, keys: Keys, officer_id: int) -> None:
    """Take the key back; to make worthless what the officer may have copied, renew the keys afterwards."""
    store = load(folder, keys)
    keyfile.save(folder, store.having(_without_data(store, store.slot(officer_id))), keys.system)


def _without_data(store: Keystore, slot: Slot) -> Slot:
    _require_another_holder(store, slot)
    return replace(slot, grants={"system": slot.grants["system"]})


def _require_another_holder(store: Keystore, slot: Slot) -> None:
    """Raise OfficerRefused where nobody could open the data without this officer."""
    if not any("data" in each.grants for each in store.officers if each.id != slot.id):
        raise OfficerRefused(f"只有“{slot.name}”能打开业务数据。请先把业务数据密钥授予另一人，再办理此事。")


def _data(keys: Keys) -> bytearray:
    if keys.data is None:
        raise OfficerRefused("办理此事需要业务数据密钥，当前登录的人员没有。请由持有该密钥的人员登录后办理。")
    return keys.data


def _require_role(role: str) -> None:
    if role not in ROLES:
        raise OfficerRefused(f"没有“{role}”这一角色。请从列表中选择角色。")


def _rewrapped(store: Keystore, old: _Holder, new: _Holder, keys: Keys, fresh: Mapping[str, bytearray]) -> _Holder:
    """The new holder with his grants wrapped to him as he is now; SealBroken where the old were not vouched for."""
    before, after = store.recipient(old), store.recipient(new)
    if "data" in new.grants:
        _data(keys)
    for which in new.grants:
        before.require_vouched(which, keys.held()[which], old.grants[which])
    return replace(new, grants={which: after.wrap(which, fresh[which]) for which in new.grants})


# --- the whole keystore ----------------------------------------------------------------------------------------------


def set_policy(folder: Path, keys: Keys, policy: Mapping[str, object]) -> None:
    """Store the policy, an object of plain JSON values; ValueError or TypeError where it is not."""
    stored = json.loads(json.dumps(dict(policy), allow_nan=False))
    keyfile.save(folder, replace(load(folder, keys), policy=stored), keys.system)


def set_split(folder: Path, keys: Keys, split: bool) -> None:
    """Whether administration is split among three people."""
    keyfile.save(folder, replace(load(folder, keys), split=split), keys.system)


def content(folder: Path) -> bytes:
    """The bytes of the newest copy, for a backup."""
    store = load(folder)
    return next(path.read_bytes() for name in COPIES if keyfile.copy(path := folder / name) == store)


def mend(folder: Path, keys: Keys) -> None:
    """Bring both copies to the newest state, after a crash between them or damage to one."""
    keyfile.mend(folder, load(folder, keys), keys.system)


def set_recovery(folder: Path, keys: Keys, today: date) -> tuple[str, str]:
    """A new recovery key, which replaces an older one; its two halves for printing, kept nowhere."""
    _data(keys)
    store, private = load(folder, keys), new_key()
    try:
        holder = Recovery(public_of(private), {}, today.isoformat())
        recipient = store.recipient(holder)
        holder = replace(holder, grants={which: recipient.wrap(which, key) for which, key in keys.held().items()})
        keyfile.save(folder, replace(store, recovery=holder), keys.system)
        return recovery.split(private, recovery.number(holder.public))
    finally:
        wipe(private)


def renewed(folder: Path, keys: Keys, system: bytearray, data: bytearray, *, recovery_used: bool = False) -> bytes:
    """Both copies' content for fresh database keys, wrapped anew for everybody who holds the present ones.

    Passwords and key pairs stay. A recovery key that was used lies open and is left out. Nothing is written here.
    """
    store, fresh = load(folder, keys), {"system": system, "data": data}
    with keyfile.tampering_told(folder):
        slots = tuple(_rewrapped(store, slot, slot, keys, fresh) for slot in store.officers)
        kept = None if recovery_used else store.recovery
        if kept:
            kept = _rewrapped(store, kept, kept, keys, fresh)
    return keyfile.write(replace(store, generation=store.generation + 1, officers=slots, recovery=kept), system)
