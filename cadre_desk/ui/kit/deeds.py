"""What can be done with any record: look at its history, put it into the 回收站."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from cadre_desk.services import recycling
from cadre_desk.services.desk import Desk
from cadre_desk.services.history import KINDS
from cadre_desk.services.recycling import DELETABLE, Weight
from cadre_desk.ui.kit import dialogs, past
from cadre_desk.ui.kit.basics import button
from cadre_desk.ui.kit.dialogs import Question
from cadre_desk.ui.kit.screen import Controller
from cadre_desk.ui.kit.stating import Statement

translate = QCoreApplication.translate
Key = Callable[[], str]  # of the record that is meant; empty where there is none


class Deeds(QObject):
    """历史 and 删除 for the records of a screen; where the role may not delete, that is not offered."""

    def __init__(self, controller: Controller, stated: Callable[[], Statement | None] = Statement) -> None:
        super().__init__(controller)
        self._controller, self._stated = controller, stated

    def menu(self, kind: str, key: Key, gone: Callable[[], None]) -> QPushButton:
        """更多: a button with both, which also work by keys anywhere on the screen."""
        found = button(translate("deeds", "更多"), "menu")
        menu = QMenu(found)
        for action in self._actions(kind, key, gone):
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            menu.addAction(action)
            self._controller.view.addAction(action)
        found.setMenu(menu)
        return found

    def add_to(self, table: QWidget, kind: str, key: Key) -> None:
        """Both in the menu of a table; the keys are those of the screen, which means another record by them."""
        for action in self._actions(kind, key, lambda: None):
            action.setShortcut(QKeySequence())
            table.addAction(action)

    def _actions(self, kind: str, key: Key, gone: Callable[[], None]) -> list[QAction]:
        look = QAction(translate("deeds", "历史"), self)
        look.setShortcut(QKeySequence("Ctrl+H"))
        look.triggered.connect(lambda: self.look(kind, key()))
        found = [look]
        if kind in DELETABLE and self._desk.may("删除记录"):
            remove = QAction(translate("deeds", "删除…"), self)
            remove.setShortcut(QKeySequence("Ctrl+Delete"))
            remove.triggered.connect(lambda: self.delete(kind, key(), gone))
            found.append(remove)
        return found

    @property
    def _desk(self) -> Desk:
        return self._controller.tasks.desk

    def look(self, kind: str, key: str) -> None:
        """Show its history."""
        if key and (stated := self._stated()) is not None:
            past.look(self._controller, kind, key, stated)

    def delete(self, kind: str, key: str, gone: Callable[[], None] = lambda: None) -> None:
        """Tell what would go, ask why, and put it into the 回收站; gone is called when it is there."""
        if key:
            self._controller.ask(
                lambda ask: recycling.weigh(ask, kind, key), lambda weight: self._ask(kind, key, weight, gone)
            )

    def _ask(self, kind: str, key: str, weight: Weight, gone: Callable[[], None]) -> None:
        title = translate("deeds", "删除{0}").format(KINDS[kind])
        if weight.refusal:
            text = translate("deeds", "不能删除“{0}”：{1}").format(weight.what, weight.refusal)
            dialogs.warn(self._controller.view, title, text)
            return
        questions = [reason(translate("deeds", "依据什么删除，随记录保存"))]
        found = dialogs.ask(self._controller.view, title, _words(weight), questions, translate("deeds", "删除"))
        if found is not None:
            self._controller.change(lambda desk, tick: recycling.delete(desk, kind, key, found[0]), lambda done: gone())


def reason(hint: str = "") -> Question:
    """Why; without a reason nothing is taken away."""
    missing = translate("deeds", "请写明理由")
    return Question(translate("deeds", "理由"), hint=hint, fault=lambda text: "" if text.strip() else missing)


def _words(weight: Weight) -> str:
    parts = "、".join(translate("deeds", "{0}{1}行").format(name, count) for name, count in weight.rows.items())
    text = translate("deeds", "将把“{0}”放入回收站，共：{1}。以后可在“回收站”中恢复。")
    return text.format(weight.what, parts)
