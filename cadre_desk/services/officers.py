"""Officers: who may come in, in which role, and who holds the key of the business data.

An account is made, authorised, and given the data key in three steps. In a small office the officer in charge takes
all of them; once the three administrators are in office, 系统管理员 makes the account, 安全保密管理员 authorises it,
and somebody who holds the data key gives it. Each change of the key file is the last thing in its transaction: what
is refused there leaves no row in the journal.
"""

import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cadre_desk.services import places
from cadre_desk.services.desk import Deed, Desk
from cadre_desk.services.errors import Refused
from cadre_desk.storage import journal, keyring, renewal
from cadre_desk.storage.errors import VaultError

ADMINISTRATORS = ("sysadmin", "secadmin", "auditor")
_READABLE = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
READY = "正常"
#: what somebody must always be left to do
NEEDED = ("建立账号", "授权账号", "发放密钥", "查看审计")


@dataclass(frozen=True, slots=True)
class Account:
    """One officer as the roster shows him."""

    id: int
    name: str
    role: str
    title: str
    authorised: bool
    holds_data: bool
    must_change: bool
    password_since: str
    fingerprint: str
    me: bool

    @property
    def state(self) -> str:
        """What is still to be done before he can work, or that nothing is."""
        if not self.authorised:
            return "待授权"
        if self.must_change:
            return "待本人改口令"
        if places.matrix().role(self.role).business and not self.holds_data:
            return "待发放密钥"
        return READY


def roster(desk: Desk) -> list[Account]:
    """Every account of the vault."""
    return [_account(slot.officer, desk) for slot in desk.vault.keystore.officers]


def _account(one: keyring.Officer, desk: Desk) -> Account:
    title = places.matrix().role(one.role).title
    told = (one.authorised, one.holds_data, one.must_change, one.password_since, one.fingerprint)
    return Account(one.id, one.name, one.role, title, *told, me=one.id == desk.vault.account.id)


def find(desk: Desk, officer_id: int) -> Account:
    """One account; Refused where there is none."""
    for one in roster(desk):
        if one.id == officer_id:
            return one
    raise Refused("没有这个账号，可能已被停用。请刷新账号列表后重试。")


def roles(desk: Desk) -> Mapping[str, str]:
    """Roles that a new account can have, key to title."""
    split = desk.vault.split
    return {one.key: one.title for one in places.matrix().roles.values() if not (split and one.key == "in_charge")}


def first_password(desk: Desk) -> str:
    """A password to be told to a newcomer, without letters that are easily misread; the policy takes it."""
    rule, groups = places.password_rule(desk.policy), -(-(desk.policy.shortest_password + 1) // 5) + 1
    while True:
        found = "-".join("".join(secrets.choice(_READABLE) for _ in range(4)) for _ in range(groups))
        if rule(found, "") is None:
            return found


def add(desk: Desk, name: str, role: str, password: str) -> Account:
    """A new account with a first password, which its owner must change before he is given anything."""
    if role not in roles(desk):
        raise Refused(f"没有岗位“{role}”，或启用三员后不再使用。请在列出的岗位中选择。")

    def task(deed: Deed) -> keyring.Officer:
        deed.subject, deed.detail = keyring.stored_name(name), {"role": role}
        with desk.vault.keys() as keys:
            check = places.password_rule(desk.policy)
            made = keyring.add(desk.vault.folder, keys, name, role, password, deed.now.date(), check)
            if not desk.vault.split:
                keyring.authorise(desk.vault.folder, keys, made.id)
        return made

    made = desk.govern("建立账号", task)
    return find(desk, made.id)


def authorise(desk: Desk, officer_id: int) -> None:
    """Confirm that this person may have this role."""
    who = find(desk, officer_id)

    def task(deed: Deed) -> None:
        deed.subject, deed.detail = who.name, {"role": who.role}
        with desk.vault.keys() as keys:
            keyring.authorise(desk.vault.folder, keys, officer_id)
        if who.role == "auditor":
            desk.vault.seal_anew(deed.connection)

    desk.govern("授权账号", task)


def give_data(desk: Desk, officer_id: int) -> None:
    """Give the key of the business data; the newcomer's password need not be known."""
    who = find(desk, officer_id)
    if not who.authorised:
        raise Refused(f"“{who.name}”还没有经过授权，不能发放密钥。请先由安全保密管理员（或负责人）授权。")

    def task(deed: Deed) -> None:
        deed.subject, deed.detail = who.name, {"fingerprint": who.fingerprint}
        with desk.vault.keys() as keys:
            keyring.give_data(desk.vault.folder, keys, officer_id)

    desk.govern("发放密钥", task)


def take_data(desk: Desk, officer_id: int, reason: str) -> None:
    """Take the key of the business data away; who had it may have kept a copy: change the keys afterwards."""
    who = find(desk, officer_id)
    desk.require("收回密钥")
    if not reason.strip():
        raise Refused(f"请写明收回“{who.name}”密钥的理由，如“轮岗”。没有改动。")
    _require_others(desk, who, ("发放密钥",))

    def task(deed: Deed) -> None:
        deed.subject, deed.detail = who.name, {"role": who.role, "reason": reason.strip()}
        with desk.vault.keys() as keys:
            keyring.take_data(desk.vault.folder, keys, officer_id)

    desk.govern("收回密钥", task)


def remove(desk: Desk, officer_id: int, reason: str) -> None:
    """Close an account. Its owner may have kept the keys: change them afterwards."""
    who = find(desk, officer_id)
    desk.require("停用账号")
    if who.me:
        raise Refused("不能停用自己的账号。请由另一名有权限的人办理。")
    if not reason.strip():
        raise Refused("请写明停用账号的理由，如“调离”。")
    _require_others(desk, who, NEEDED)

    def task(deed: Deed) -> None:
        deed.subject, deed.detail = who.name, {"role": who.role, "reason": reason}
        with desk.vault.keys() as keys:
            keyring.remove(desk.vault.folder, keys, officer_id)
        if who.role == "auditor":
            desk.vault.seal_anew(deed.connection)

    desk.govern("停用账号", task)


def _require_others(desk: Desk, who: Account, needed: Sequence[str]) -> None:
    """Raise Refused where nobody else could do one of the things that he can do now."""
    if who.state != READY:
        return
    matrix, split = places.matrix(), desk.vault.split
    others = [one.role for one in roster(desk) if one.id != who.id and one.state == READY]
    for action in needed:
        if matrix.allows(who.role, action, split=split) and not any(
            matrix.allows(role, action, split=split) for role in others
        ):
            raise Refused(
                f"现在只有“{who.name}”（{who.title}）能办理“{action}”，以后就没有人能办了。"
                "请先建立接任的账号，由本人登录修改口令、办好授权和密钥，再办此事。没有改动。"
            )


def change_keys(desk: Desk) -> None:
    """Fresh keys for both databases. The desk is closed afterwards; everybody signs in with the password he has."""
    desk.require("更换密钥")
    desk.vault.back_up("更换密钥前")
    desk.vault.note("更换密钥")  # now, since afterwards the vault is closed
    try:
        renewal.rekey(desk.vault)
    except VaultError as error:
        with suppress(VaultError):  # it may be closed by now
            desk.vault.note("更换密钥", result=journal.FAILED, problem=error.message)
        raise


# -- the three administrators -----------------------------------------------------------------------------------------


def missing_for_split(desk: Desk) -> list[str]:
    """Titles of the administrators who are not ready yet; the split can be made when there is none."""
    ready = {one.role for one in roster(desk) if one.authorised and not one.must_change}
    return [places.matrix().role(key).title for key in ADMINISTRATORS if key not in ready]


def split(desk: Desk) -> None:
    """From now on the three administrators are in office; 负责人 has the rights of 科长. There is no way back."""
    if desk.vault.split:
        raise Refused("已经启用三员，不需要再次启用。")
    if lacking := missing_for_split(desk):
        raise Refused(f"还不能启用三员：缺少已改过口令的{'、'.join(lacking)}。请先建立账号，并由本人登录修改口令。")

    def task(deed: Deed) -> None:
        desk.vault.seal_anew(deed.connection)
        with desk.vault.keys() as keys:
            keyring.set_split(desk.vault.folder, keys, True)

    desk.govern("启用三员", task)


# -- the recovery key -------------------------------------------------------------------------------------------------


def make_recovery(desk: Desk) -> tuple[str, str]:
    """A fresh recovery key in two halves, each to be printed and kept in its own envelope; an older one is void."""

    def task(deed: Deed) -> tuple[str, str]:
        with desk.vault.keys() as keys:
            halves = keyring.set_recovery(desk.vault.folder, keys, deed.now.date())
        desk.vault.seal_anew(deed.connection)
        return halves

    return desk.govern("生成恢复密钥", task)


def has_recovery(desk: Desk) -> bool:
    """Whether there is a recovery key."""
    return desk.vault.keystore.recovery is not None


def drill(desk: Desk, first: str, second: str) -> None:
    """Try both halves as typed from paper; RecoveryRefused says which group is wrong. Nothing is changed."""

    def task(deed: Deed) -> None:
        keyring.unlock_with_recovery(desk.vault.folder, first, second).wipe()

    desk.govern("演练恢复密钥", task)


def recover(folder: Path, halves: tuple[str, str], name: str, password: str) -> None:
    """When nobody knows a password any more: a fresh account by both printed halves, which are void afterwards."""
    renewal.recover(folder, halves, name, password, rule=places.password_rule)
