"""What the sign-in window needs before anything heavy is loaded."""

from pathlib import Path

from cadre_desk.storage import keystore
from cadre_desk.storage.errors import VaultError, VaultMissing

__all__ = ["VaultError", "VaultMissing", "check_password", "exists", "officers"]

check_password = keystore.check_password


def exists(folder: Path) -> bool:
    """Whether there is a vault, or what is left of one, in that folder."""
    return folder.exists() and any(folder.iterdir())


def officers(folder: Path) -> tuple[str, ...]:
    """Names of the officers who have a key; VaultError where the keystore cannot be read."""
    return keystore.officers(folder)
