"""What a vault needs from time to time: a full check once a day, a backup when the time for it has come."""

from datetime import datetime, timedelta

from cadre_desk.services import backups
from cadre_desk.services.desk import Desk
from cadre_desk.storage import journal
from cadre_desk.storage.backup import Generation

CHECKED = "检验数据库"
_EVERY = timedelta(days=1)


def check_due(desk: Desk) -> bool:
    """Whether the last full check without a fault is a day old."""
    with desk.vault.overseeing() as connection:
        last = journal.last(connection, CHECKED)
    return last is None or desk.clock() - datetime.fromisoformat(last) >= _EVERY


def check(desk: Desk) -> list[str]:
    """Every page of every database this officer can open; what is wrong, in Chinese. It is kept in the journal."""
    faults = desk.vault.check()
    desk.vault.note(CHECKED, result=journal.FAILED if faults else journal.DONE, faults=len(faults))
    return faults


def back_up_before(desk: Desk, what: str) -> Generation | None:
    """A backup before something that changes much; none where the newest one lacks nothing."""
    return backups.make(desk, f"{what}前") if _worth_it(desk) and backups.changed_since_last(desk) else None


def back_up_when_due(desk: Desk, *, leaving: bool = False) -> Generation | None:
    """The regular backup, or that on leaving; none where it is not time or nothing was changed."""
    wanted = backups.changed_since_last if leaving else backups.due
    return backups.make(desk, "退出时" if leaving else "定时") if _worth_it(desk) and wanted(desk) else None


def _worth_it(desk: Desk) -> bool:
    return desk.vault.holds_data and desk.may("备份")
