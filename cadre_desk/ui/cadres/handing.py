"""交接 from the page of a cadre: what has to be stated, which folder, and what was written."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from cadre_desk.services import handing_over
from cadre_desk.services.outgoing import Released
from cadre_desk.ui.kit import dialogs, leaving
from cadre_desk.ui.kit.screen import Controller

translate = QCoreApplication.translate


def hand_over(controller: Controller, cadre_id: int) -> None:
    """His rows of every ledger into a folder; nothing where nobody is shown or the officer gives up."""
    if not cadre_id:
        return
    view, title = controller.view, translate("handing", "交接")
    what = translate("handing", "这名干部在各台账中的内容")
    terms = leaving.terms(view, controller.tasks.desk, "table", what, label=True)
    if terms is None:
        return
    folder = dialogs.choose_folder(view, translate("handing", "写到哪个文件夹"))
    if folder is not None:
        controller.change(
            lambda desk, tick: handing_over.hand_over(desk, cadre_id, folder, terms),
            lambda done: dialogs.tell(view, title, _words(done)),
        )


def _words(done: Sequence[Released]) -> str:
    words = translate("handing", "已写出{0}个工作簿，共{1}行，登记号 {2}。对方按文件名中的序号依次导入。")
    return words.format(len(done), sum(one.count for one in done), "、".join(one.number for one in done))
