"""The desk: one officer at one open vault. Every change is one transaction with one audit row."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from cadre_desk.domain.pack import Pack
from cadre_desk.storage import vault as vaults
from cadre_desk.storage.work import Ask, Work, asking, working

__all__ = ["Ask", "Desk", "create", "sign_in"]

T = TypeVar("T")


class Desk:
    """An open vault and the pack it is judged by; changes go one at a time, questions run beside them."""

    def __init__(self, vault: vaults.Vault, pack: Pack, clock: Callable[[], datetime] = datetime.now) -> None:
        """Sit down at an open vault."""
        self.vault = vault
        self.pack = pack
        self.clock = clock
        self.heard: list[Callable[[frozenset[str]], None]] = []

    @property
    def officer(self) -> str:
        """经办人 at this desk."""
        return self.vault.officer

    def ask(self, question: Callable[[Ask], T]) -> T:
        """The answer from one consistent view of the vault."""
        with asking(self.vault, self.pack, self.clock) as ask:
            return question(ask)

    def change(self, action: str, task: Callable[[Work], T]) -> T:
        """Do one thing, keep it with its audit row, and tell the screens what kinds of record changed."""
        with working(self.vault, self.pack, self.clock, action) as work:
            result = task(work)
        for listener in self.heard:
            listener(frozenset(work.changed))
        return result

    def change_password(self, old: str, new: str) -> None:
        """A new password for the officer at this desk; VaultError where the old is wrong or the new too weak."""

        def task(work: Work) -> None:
            work.subject = f"officer {self.officer}"
            self.vault.change_password(old, new)  # last: what is refused here is not entered as done

        self.change("修改口令", task)

    def close(self) -> None:
        """Leave the desk; the vault is locked."""
        self.vault.close()


def create(folder: Path, officer: str, password: str, pack: Pack) -> Desk:
    """A new vault, open."""
    return Desk(vaults.create(folder, officer, password), pack)


def sign_in(folder: Path, officer: str, password: str, pack: Pack) -> Desk:
    """Open an existing vault; VaultError with a Chinese message where that is refused."""
    return Desk(vaults.open_vault(folder, officer, password), pack)
