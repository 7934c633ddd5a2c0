"""A quiet line above what it concerns, with what can be done about it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy

from cadre_desk.ui.kit import dialogs
from cadre_desk.ui.kit.basics import button, label
from cadre_desk.ui.kit.table import moment


class Notice(QFrame):
    """Hidden until there is something to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(10, 4, 6, 4)
        self.words = label(wrap=True)
        self._line.addWidget(self.words, 1)
        self.buttons: list[QPushButton] = []
        self.hide()

    def say(self, text: str, *actions: tuple[str, Callable[[], object]]) -> None:
        """This text; each action is a word to press and what it does."""
        for old in self.buttons:
            self._line.removeWidget(old)
            old.deleteLater()
        self.buttons = []
        for words, done in actions:
            found = button(words, "link")
            found.clicked.connect(lambda _=False, done=done: done())
            self._line.addWidget(found)
            self.buttons.append(found)
        self.words.setText(text)
        self.show()


class Restored(Notice):
    """Tells that what was typed before is back, and lets it be thrown away."""

    discard_wished = Signal()

    def show_restored(self, at: str, *, changed: bool = False) -> None:
        """Typed until that moment; changed: somebody changed the record since."""
        text = self.tr("已恢复未保存的内容（{0}）。").format(moment(at))
        if changed:
            text += self.tr("▲ 此后这条记录已有改动，请核对后再保存。")
        self.say(text, (self.tr("放弃"), self._on_discard))

    def show_stuck(self, at: str, why: str) -> None:
        """Typed until that moment, but there is no place for it now."""
        text = self.tr("▲ 有未保存的内容（{0}），现在不能恢复：{1}").format(moment(at), why)
        self.say(text, (self.tr("放弃"), self._on_discard))

    def _on_discard(self) -> None:
        text = self.tr("放弃后，没有保存的内容不能找回。")
        if dialogs.confirm(self, self.tr("放弃未保存的内容"), text, self.tr("放弃")):
            self.hide()
            self.discard_wished.emit()
