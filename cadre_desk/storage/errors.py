"""What can go wrong with a vault, each with its own message and exit code."""


class VaultError(Exception):
    """A vault could not be used; the message says what is wrong, where, and what to do."""

    exit_code = 1

    def __init__(self, message: str) -> None:
        """Keep the message, which is shown to the officer as it is."""
        super().__init__(message)
        self.message = message


class LibraryTooOld(VaultError):
    """The installed database library cannot encrypt, or has the WAL-reset bug."""

    exit_code = 1


class VaultMissing(VaultError):
    """There is no vault, or its database is gone."""

    exit_code = 2


class VaultExists(VaultError):
    """A new vault was asked for where something lies already."""

    exit_code = 2


class VaultUnwritable(VaultError):
    """The folder cannot be written: rights, a read-only medium or a full disk."""

    exit_code = 2


class PasswordRefused(VaultError):
    """A new password does not meet the policy."""

    exit_code = 2


class OfficerRefused(VaultError):
    """The name cannot be given to a new officer."""

    exit_code = 2


class WrongPassword(VaultError):
    """Name or password is wrong; which of them is not told."""

    exit_code = 3


class VaultLocked(VaultError):
    """Another instance has the vault open, or this one has been closed."""

    exit_code = 3


class KeystoreDamaged(VaultError):
    """No intact copy of the keystore, or one that was tampered with."""

    exit_code = 5


class DatabaseDamaged(VaultError):
    """The database does not read back as it was written."""

    exit_code = 5


class NotEncrypted(VaultError):
    """A plain SQLite file lies where the encrypted database should be."""

    exit_code = 5


class VaultTooNew(VaultError):
    """The vault was written by a newer program."""

    exit_code = 5


class AnchorDamaged(VaultError):
    """The witness of the newest state cannot be trusted."""

    exit_code = 5


class RolledBack(VaultError):
    """The databases lack what was there before: an old file was put back, or the end was cut off."""

    exit_code = 5


class LockedOut(VaultError):
    """Too many wrong passwords; the next try must wait."""

    exit_code = 3


class NotHeld(VaultError):
    """The officer holds no key of the business data."""

    exit_code = 3


class BackupDamaged(VaultError):
    """A backup does not read as it was written."""

    exit_code = 5
