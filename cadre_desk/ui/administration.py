"""The screens beside the business ones: accounts, journal, backups, policy; each only for who has a use for it."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from cadre_desk.services import places
from cadre_desk.services.desk import Desk
from cadre_desk.ui.audit import controller as audit
from cadre_desk.ui.backups import controller as backups
from cadre_desk.ui.help.controller import HelpController
from cadre_desk.ui.kit.screen import Controller
from cadre_desk.ui.kit.tasks import Tasks
from cadre_desk.ui.officers import controller as officers
from cadre_desk.ui.officers.waiting import WaitingController
from cadre_desk.ui.policy import controller as policy

Screen = tuple[str, str, Controller]


def screens(tasks: Tasks, fonts: Path) -> list[Screen]:
    """Key, name and controller of each, in the order of the navigation."""
    return [(key, name, make()) for key, name, make in _allowed(tasks, fonts)]


def help_screen(tasks: Tasks) -> Screen:
    """The page of limits, for everybody."""
    return "help", QCoreApplication.translate("administration", "帮助"), HelpController(tasks)


def _allowed(tasks: Tasks, fonts: Path) -> Iterator[tuple[str, str, Callable[[], Controller]]]:
    desk = tasks.desk
    if not desk.vault.holds_data:
        yield "mine", QCoreApplication.translate("administration", "我的账号"), lambda: WaitingController(tasks)
    if _waits(desk):
        return
    if _any(desk, officers.ACTIONS):
        yield (
            "officers",
            QCoreApplication.translate("administration", "账号"),
            lambda: officers.OfficersController(tasks, fonts),
        )
    if _any(desk, audit.ACTIONS):
        yield "audit", QCoreApplication.translate("administration", "审计"), lambda: audit.AuditController(tasks)
    if _any(desk, backups.ACTIONS):
        yield "backups", QCoreApplication.translate("administration", "备份"), lambda: backups.BackupsController(tasks)
    if _any(desk, policy.ACTIONS):
        yield "policy", QCoreApplication.translate("administration", "安全策略"), lambda: policy.PolicyController(tasks)


def _any(desk: Desk, actions: tuple[str, ...]) -> bool:
    return any(desk.may(action) for action in actions)


def _waits(desk: Desk) -> bool:
    """A business role that waits for its key has nothing to do here; an administrator never has that key."""
    return places.matrix().role(desk.role).business and not desk.vault.holds_data
