"""The list of letters, and beside it one letter or a new one."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget

from cadre_desk.domain.pack import LetterKind
from cadre_desk.ui.kit.basics import advice, divide, shortcut
from cadre_desk.ui.kit.listing import ListView
from cadre_desk.ui.letters import model
from cadre_desk.ui.letters.editor import Editor
from cadre_desk.ui.letters.fresh import NewLetter


class LettersView(QSplitter):
    """List at the left, letter at the right."""

    new_wished = Signal()

    def __init__(self, kinds: Mapping[str, LetterKind], not_drafting: str = "") -> None:
        """not_drafting: why this officer may not draft a letter."""
        super().__init__(Qt.Orientation.Horizontal)
        self.listing = ListView(
            self.tr("函件"),
            model.columns(kinds),
            self.tr("没有符合条件的函件。要拟一份，请按“新建函件”，或在干部页面按“拟函件”。"),
            filters=model.filters(kinds, self.tr("种类"), self.tr("状态")),
            hint=self.tr("姓名、拼音首字母、单位、文号"),
        )
        self.listing.search.setMinimumWidth(140)
        new = self.listing.add_action(self.tr("新建函件"), "primary")
        new.setToolTip(not_drafting or "Ctrl+N")
        new.setEnabled(not not_drafting)
        self.new_button = new
        new.clicked.connect(self.new_wished)
        self.editor = Editor(kinds)
        self.fresh = NewLetter(kinds)
        self.hint = advice(self.tr("在左边选一份函件，或按“新建函件”拟一份。"))
        self._what_to_do = self.hint.text()
        self._pages = QStackedWidget()
        for page in (self.hint, self.editor, self.fresh):
            self._pages.addWidget(page)
        divide(self, (self.listing, self._pages), (400, 730), (2, 5))
        shortcut(self, "Ctrl+N", self.new_wished.emit)

    def show_hint(self, why: str = "") -> None:
        """No letter is open; why, where one was asked for."""
        self.hint.setText(why or self._what_to_do)
        self._pages.setCurrentWidget(self.hint)

    def show_editor(self) -> None:
        """The letter that is open."""
        self._pages.setCurrentWidget(self.editor)

    def show_new(self) -> None:
        """A new letter."""
        self._pages.setCurrentWidget(self.fresh)

    @property
    def drafting(self) -> bool:
        """Whether a new letter is being chosen."""
        return self._pages.currentWidget() is self.fresh
