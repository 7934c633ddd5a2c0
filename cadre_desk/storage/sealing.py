"""Secrets of 32 bytes: made, wiped, kept under a password, and sealed to somebody's public key.

They live in bytearrays, which can be overwritten. `cryptography` is loaded only when it is needed: the sign-in window
does not wait for it.
"""

import ctypes
import os
import sys
import unicodedata
from dataclasses import dataclass
from typing import Any, Final

from cadre_desk.storage.errors import VaultError

KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
NONCE_BYTES: Final = 12
LOCKED_BYTES: Final = KEY_BYTES + 16  # AES-GCM adds its tag
SEALED_BYTES: Final = 32 + KEY_BYTES + 16  # and HPKE puts a public key of its own first
_INFO: Final = "cadre-desk seal 2 "


class SealBroken(ValueError):
    """What was sealed is damaged, or meant for another key, password or purpose."""


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


def wipe(secret: bytearray) -> None:
    """Overwrite a key in place."""
    secret[:] = bytes(len(secret))


def new_key() -> bytearray:
    """A fresh database or private key that never lies in memory as an immutable object."""
    return bytearray(left ^ right for left, right in zip(os.urandom(KEY_BYTES), os.urandom(KEY_BYTES), strict=True))


# --- under a password ------------------------------------------------------------------------------------------------


def plain(password: str) -> str:
    """The password as it is used: full-width letters of an input method count as ordinary ones."""
    return unicodedata.normalize("NFKC", password)


def _stretch(password: str, salt: bytes, cost: Cost) -> bytearray:
    """The key-encryption key of a password; the password itself is a Python text, which cannot be wiped."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    secret, stretched = bytearray(plain(password), "utf-8", "surrogatepass"), bytearray(KEY_BYTES)
    work = Argon2id(salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory)
    try:
        work.derive_into(secret, stretched)  # type: ignore[arg-type]  # takes any buffer; this one can be wiped
    except MemoryError as error:
        raise VaultError(f"内存不足：核对口令需要{cost.memory // 1024} MB空闲内存。请关闭其他程序后重试。") from error
    finally:
        wipe(secret)
    return stretched


@dataclass(frozen=True, slots=True)
class Lock:
    """How a secret is kept under a password; a fresh one for every password."""

    cost: Cost
    salt: bytes
    nonce: bytes

    def close(self, password: str, secret: bytearray, label: bytes) -> bytes:
        """The secret, locked; the label must be the same again when opening."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        kek = _stretch(password, self.salt, self.cost)
        try:
            return AESGCM(kek).encrypt(self.nonce, secret, label)
        finally:
            wipe(kek)

    def open(self, password: str, locked: bytes, label: bytes) -> bytearray:
        """The 32-byte secret, or SealBroken."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        kek, secret = _stretch(password, self.salt, self.cost), bytearray(KEY_BYTES)
        try:
            AESGCM(kek).decrypt_into(self.nonce, locked, label, secret)
        except InvalidTag as error:
            raise SealBroken from error
        finally:
            wipe(kek)
        return secret


def new_lock() -> Lock:
    """A lock as dear as this PC bears."""
    return Lock(COST, os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES))


# --- to a public key -------------------------------------------------------------------------------------------------


def public_of(private: bytearray) -> bytes:
    """The X25519 public key, 32 bytes, that belongs to a private one."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def _suite() -> Any:
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def seal(public: bytes, secret: bytes | bytearray, purpose: str) -> bytes:
    """The secret for the holder of that key only; SealBroken for a public key that is none.

    The purpose says what it is; it must be the same again when opening. Anybody can seal: it proves no sender.
    """
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

    try:
        key = X25519PublicKey.from_public_bytes(public)
        sealed: bytes = _suite().encrypt(secret, key, info=(_INFO + purpose).encode())
    except ValueError as error:
        raise SealBroken from error
    return sealed


def unseal(private: bytearray, sealed: bytes, purpose: str) -> bytearray:
    """What was sealed, to be wiped by the caller; SealBroken when it is not for this key and purpose, or damaged."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    key = X25519PrivateKey.from_private_bytes(private)
    try:
        opened: bytes = _suite().decrypt(sealed, key, info=(_INFO + purpose).encode())
    except (InvalidTag, ValueError) as error:
        raise SealBroken from error
    secret = bytearray(opened)
    # The library has no call that fills a buffer of ours. Nobody else holds this object (those of at most one byte
    # Python shares), so it is overwritten where it lies, behind its header.
    if len(opened) > 1:
        ctypes.memset(id(opened) + bytes.__basicsize__ - 1, 0, len(opened))
    return secret
