"""Coming in: whether the password has to be changed first, and what happened since the officer was last here."""

from datetime import date

from cadre_desk.services.desk import Desk
from cadre_desk.storage import journal

_MOST = 300  # rows of one's own log-ins that are looked through


def password_due(desk: Desk) -> str:
    """Why the password must be changed before anything else, in Chinese; empty where it need not."""
    me = desk.vault.account
    if me.must_change:
        return "现在用的是别人为您设的初始口令。请先改成只有自己知道的口令，再使用。"
    days = desk.policy.password_days
    used = (desk.clock().date() - date.fromisoformat(me.password_since)).days
    if days and used >= days:
        return f"口令自{me.password_since}起已用{used}天，按本单位安全策略每{days}天须更换。请先更换口令。"
    return ""


def last_login(desk: Desk) -> str:
    """When the officer was last here and how often somebody failed in his name since; empty where that is not told."""
    if not desk.policy.last_login_notice:
        return ""
    with desk.vault.overseeing() as connection:
        rows = journal.page(connection, {"officer": desk.officer, "action": "登录"}, 0, _MOST)
    failed = 0
    for row in rows[1:]:  # the first is the present log-in
        if row.result == journal.DONE:
            return f"上次登录 {row.at[:16].replace('T', ' ')}，其间失败{failed}次"
        failed += 1
    return f"首次登录，此前失败{failed}次" if failed else "首次登录"
