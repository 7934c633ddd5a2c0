"""Columns and words of the accounts; what stands between now and the three administrators."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from cadre_desk.services.officers import ADMINISTRATORS, READY, Account
from cadre_desk.ui.kit import theme
from cadre_desk.ui.kit.table import Column, Record, noop


def words(text: str) -> str:
    """A text of this module in the language of the window."""
    return QCoreApplication.translate("officers", text)


def severity(record: Record) -> str:
    """Green where nothing is to be done, yellow where something is."""
    return "G" if record["state"] == READY else "Y"


def state(record: Record) -> str:
    """○ 正常, ◆ 待授权."""
    return f"{theme.SIGNS[severity(record)]} {record['state']}"


def held(value: object) -> str:
    """Whether the officer can open the business data."""
    return words(noop("officers", "持有")) if value else words(noop("officers", "无"))


ACCOUNTS = (
    Column(noop("columns", "姓名"), "name", 17),
    Column(noop("columns", "岗位"), "title", 15),
    Column(noop("columns", "状态"), "*", 15, state, severity=severity),
    Column(noop("columns", "业务密钥"), "holds_data", 8, held),
    Column(noop("columns", "口令设置日期"), "password_since", 11),
)


def record(one: Account) -> Record:
    """A row of the list."""
    mine = words(noop("officers", "{0}（本人）")).format(one.name) if one.me else one.name
    return {
        "name": mine,
        "title": one.title,
        "state": one.state,
        "holds_data": one.holds_data,
        "password_since": one.password_since,
    }


# state of an account -> what is to be done, and by whom
NEXT: Mapping[str, str] = {
    "待授权": noop("officers", "由安全保密管理员（未启用三员时由负责人）核对人员和岗位后授权。"),
    "待本人改口令": noop("officers", "把初始口令当面告知本人，由本人登录并改成只有自己知道的口令。"),
    "待发放密钥": noop(
        "officers", "由持有业务数据密钥的人与本人当面核对指纹，然后发放密钥；本人重新登录后即可办理业务。"
    ),
    READY: noop("officers", "不需要办理什么。"),
}


@dataclass(frozen=True, slots=True)
class Seat:
    """One of the three administrators: who is to have the office, and what is still missing."""

    role: str
    title: str
    names: str
    lacking: str  # empty where ready
    action: str  # "add", "open" or nothing; what the button beside it does
    officer_id: int = 0


def seats(accounts: Sequence[Account], titles: Mapping[str, str]) -> list[Seat]:
    """The three, in their order."""
    found = []
    for role in ADMINISTRATORS:
        mine = [one for one in accounts if one.role == role]
        ready = [one for one in mine if one.state == READY]
        if ready:
            found.append(Seat(role, titles[role], "、".join(one.name for one in ready), "", ""))
        elif mine:
            found.append(Seat(role, titles[role], mine[0].name, mine[0].state, "open", mine[0].id))
        else:
            found.append(Seat(role, titles[role], "", words(noop("officers", "还没有账号")), "add"))
    return found
