"""What the sign-in window needs before anything heavy is loaded: even the key file is read only when it stands."""

from pathlib import Path

from cadre_desk.storage.errors import AnchorDamaged, RolledBack, VaultError, VaultMissing

__all__ = ["VaultError", "acceptable", "check_password", "damaged", "exists", "harden", "officers"]

_DAMAGED = 5  # the exit code of everything that a backup may mend


def damaged(error: BaseException | None) -> bool:
    """Whether the way on may be to restore a backup."""
    return isinstance(error, VaultMissing) or (isinstance(error, VaultError) and error.exit_code == _DAMAGED)


def acceptable(error: BaseException | None) -> bool:
    """Whether the state on disk can be taken as it is, with a reason."""
    return isinstance(error, RolledBack | AnchorDamaged)


def exists(folder: Path) -> bool:
    """Whether there is a vault, or what is left of one, in that folder."""
    return folder.exists() and any(folder.iterdir())


def harden() -> None:
    """Keep this process out of core dumps; to be called before a password can be typed."""
    from cadre_desk.storage import process

    process.harden()


def officers(folder: Path) -> tuple[str, ...]:
    """Names of the officers who have a key; VaultError where the keystore cannot be read."""
    from cadre_desk.storage import keyfile

    return tuple(one.name for one in keyfile.load(folder).officers)


def check_password(password: str, officer: str) -> str | None:
    """Why this password may not be used in a new vault, in Chinese; None when it may."""
    from cadre_desk.services import places

    return places.password_rule(places.profiles().policy("internal"))(password, officer)
