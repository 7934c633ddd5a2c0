"""What an officer is asked before something leaves: its 密级, what it is for, and who agrees."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from cadre_desk.domain import secrecy
from cadre_desk.domain.secrecy import UNMARKED
from cadre_desk.services import outgoing
from cadre_desk.services.desk import Desk
from cadre_desk.services.outgoing import Approver, Terms
from cadre_desk.ui.kit import dialogs
from cadre_desk.ui.kit.dialogs import Question

translate = QCoreApplication.translate
_LABELS = (UNMARKED, "秘密★1年", "秘密★5年", "秘密★10年", "机密★10年", "机密★20年")


def terms(parent: QWidget, desk: Desk, kind: str, what: str, *, label: bool) -> Terms | None:
    """What was stated of something of that kind; None where the officer gave up.

    With label its 密级 is asked for, which is chosen and never suggested; letters carry their own. Where there is
    nothing to be stated nobody is asked.
    """
    second = outgoing.needs_approval(desk, kind)
    if not label and not second:
        return Terms()
    questions = [_label()] if label else []
    questions.append(Question(translate("leaving", "用途"), hint=translate("leaving", "记入出件登记，可不填")))
    if second:
        questions += approver()
    text = translate("leaving", "{0}：请先登记，登记后才写出。").format(what)
    found = dialogs.ask(parent, translate("leaving", "出件登记"), text, questions, translate("leaving", "登记并写出"))
    if found is None:
        return None
    mark = secrecy.normal(found.pop(0)) if label else ""
    return Terms(mark, found[0], Approver(found[1], found[2]) if second else None)


def approver() -> list[Question]:
    """The second person: his name and his own password."""
    missing = translate("leaving", "请批准人输入姓名和本人口令")
    return [
        Question(translate("leaving", "批准人"), fault=lambda text: "" if text.strip() else missing),
        Question(translate("leaving", "批准人口令"), secret=True, fault=lambda text: "" if text else missing),
    ]


def _label() -> Question:
    missing = translate("leaving", "请选择密级；不属于国家秘密的选“不标密”")
    return Question(
        translate("leaving", "密级"),
        choices=_LABELS,
        hint=translate("leaving", "请选择，或写作“秘密★5年”的样式"),
        fault=lambda text: secrecy.fault(text) if text.strip() else missing,
    )
