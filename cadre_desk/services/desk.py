"""The desk: one officer at one open vault. Every change is within his rights, one transaction, one audit row."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from cadre_desk.domain.pack import Pack
from cadre_desk.domain.policy import Policy
from cadre_desk.services import places
from cadre_desk.services.errors import NotAllowed
from cadre_desk.storage import vault as vaults
from cadre_desk.storage.work import Ask, Deed, Work, asking, governing, working

__all__ = ["Ask", "Deed", "Desk", "Work", "create", "sign_in"]

OWN_PASSWORD = "修改口令"

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
        """Name of the officer at this desk."""
        return self.vault.officer

    @property
    def role(self) -> str:
        """Key of his role."""
        return self.vault.account.role

    @property
    def policy(self) -> Policy:
        """The security policy of this vault."""
        return self.vault.policy

    def may(self, action: str) -> bool:
        """Whether the officer's role allows the action, in a vault as it is now divided."""
        return self._allows(self.role, action)

    def require(self, action: str) -> None:
        """Raise NotAllowed unless the officer may do that."""
        if not self.may(action):
            if not self.vault.account.authorised:
                raise NotAllowed(
                    f"账号“{self.officer}”还没有经过授权，现在只能修改口令。请安全保密管理员（或负责人）授权后再登录。没有改动。"
                )
            if self.vault.account.must_change:
                raise NotAllowed(f"“{self.officer}”还在用初始口令，不能办理“{action}”。请先修改口令。没有改动。")
            who = places.matrix().role(self.role).title
            raise NotAllowed(
                f"“{self.officer}”的岗位是{who}，不能办理“{action}”；可以办理的岗位：{self.who_may(action)}。没有改动。"
            )

    def who_may(self, action: str) -> str:
        """The titles of the roles that allow the action."""
        return "、".join(one.title for one in places.matrix().roles.values() if self._allows(one.key, action))

    def allows(self, role: str, action: str) -> bool:
        """Whether that role may do it, in a vault as it is now divided."""
        return places.matrix().allows(role, action, split=self.vault.split)

    def _allows(self, role: str, action: str) -> bool:
        me = self.vault.account
        if role == self.role and (me.must_change or not me.authorised):
            return action == OWN_PASSWORD  # a first password is known to who made the account
        return self.allows(role, action)

    def ask(self, question: Callable[[Ask], T]) -> T:
        """The answer from one consistent view of the vault."""
        with asking(self.vault, self.pack, self.clock) as ask:
            return question(ask)

    def change(self, action: str, task: Callable[[Work], T], *, right: str = "") -> T:
        """Do one thing, keep it with its audit row, and tell the screens what kinds of record changed.

        right: the action as the matrix of roles knows it, where that is not the name it is audited by.
        """
        self.require(right or action)
        with working(self.vault, self.pack, self.clock, action) as work:
            result = task(work)
        self.tell(frozenset(work.changed))
        return result

    def govern(self, action: str, task: Callable[[Deed], T]) -> T:
        """Do one thing with accounts, policy or backups, and keep it with its row in the journal.

        What cannot be undone (a file written) is done last in the task: a refusal there leaves no row.
        """
        self.require(action)
        with governing(self.vault, self.clock, action) as deed:
            result = task(deed)
        self.tell(frozenset({"system"}))
        return result

    def tell(self, changed: frozenset[str]) -> None:
        """Tell the screens what kinds of record changed."""
        for listener in self.heard:
            listener(changed)

    def change_password(self, old: str, new: str) -> None:
        """A new password for the officer at this desk; VaultError where the old is wrong or the new too weak."""

        def task(deed: Deed) -> None:
            deed.subject = self.officer
            first = self.vault.account.must_change
            self.vault.change_password(old, new, places.password_rule(self.policy))
            if first and self.role == "auditor" and self.vault.account.authorised:
                self.vault.seal_anew(deed.connection)  # to the key pair that he got with it

        self.govern(OWN_PASSWORD, task)

    def close(self) -> None:
        """Leave the desk; the vault is locked."""
        self.vault.close()


def create(folder: Path, officer: str, password: str, pack: Pack) -> Desk:
    """A new vault, open."""
    policy = places.profiles().policy("internal")
    check = places.password_rule(policy)
    return Desk(vaults.create(folder, officer, password, policy=policy, check=check), pack)


def sign_in(folder: Path, officer: str, password: str, pack: Pack, *, accept: str = "") -> Desk:
    """Open an existing vault; VaultError with a Chinese message where that is refused.

    accept: why a state older than the anchor's is taken as it is; NotAllowed for who may not.
    """

    def permit(vault: vaults.Vault) -> None:
        Desk(vault, pack).require("接受现状")

    def before_upgrade(vault: vaults.Vault) -> None:
        vault.back_up("升级前")

    opened = vaults.open_vault(folder, officer, password, accept=accept, permit=permit, before_upgrade=before_upgrade)
    return Desk(opened, pack)
