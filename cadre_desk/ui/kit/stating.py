"""What an officer states before he sees what somebody declared: for what purpose, and who agrees."""

from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from cadre_desk.services import people
from cadre_desk.services.desk import Desk
from cadre_desk.services.outgoing import Approver
from cadre_desk.ui.kit import dialogs, leaving
from cadre_desk.ui.kit.dialogs import Question

translate = QCoreApplication.translate


class Statement(NamedTuple):
    """A purpose and who agreed, as the services take them."""

    purpose: str = ""
    approver: Approver | None = None


def wanted(desk: Desk) -> bool:
    """Whether anything has to be stated at all."""
    asked = people.asked(desk)
    return asked.purpose or asked.approval


def statement(parent: QWidget, desk: Desk, purpose: str = "") -> Statement | None:
    """What was stated, beginning with the purpose of last time; None where the officer gave up."""
    if not wanted(desk):
        return Statement()
    asked = people.asked(desk)
    fault = partial(people.purpose_fault, desk.pack)
    questions = [Question(translate("stating", "用途"), asked.purposes, value=purpose, fault=fault)]
    if asked.approval:
        questions += leaving.approver()
    text = translate("stating", "查看个人有关事项报告须写明用途，用途和查看人、时间一并留存。选“其他”的请接着写明。")
    found = dialogs.ask(parent, translate("stating", "查看报告"), text, questions, translate("stating", "查看"))
    if found is None:
        return None
    return Statement(found[0], Approver(found[1], found[2]) if asked.approval else None)
