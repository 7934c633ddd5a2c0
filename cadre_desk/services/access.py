"""What the sign-in window needs before anything heavy is loaded: even the key file is read only when it stands."""

from pathlib import Path

from cadre_desk.storage.errors import VaultError

__all__ = ["VaultError", "check_password", "exists", "harden", "officers"]


def exists(folder: Path) -> bool:
    """Whether there is a vault, or what is left of one, in that folder."""
    return folder.exists() and any(folder.iterdir())


def harden() -> None:
    """Keep this process out of core dumps; to be called before a password can be typed."""
    from cadre_desk.storage import process

    process.harden()


def officers(folder: Path) -> tuple[str, ...]:
    """Names of the officers who have a key; VaultError where the keystore cannot be read."""
    from cadre_desk.storage import keystore

    return keystore.officers(folder)


def check_password(password: str, officer: str) -> str | None:
    """Why this password may not be used, in Chinese; None when it may."""
    from cadre_desk.storage import keystore

    return keystore.check_password(password, officer)
