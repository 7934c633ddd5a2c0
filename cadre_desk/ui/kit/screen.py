"""What every screen's controller does: ask when shown, become stale when hidden."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from cadre_desk.domain.sheet import Tick
from cadre_desk.services.desk import Ask, Desk
from cadre_desk.services.lists import Query
from cadre_desk.ui.kit import dialogs
from cadre_desk.ui.kit.listing import ListView
from cadre_desk.ui.kit.table import ListModel
from cadre_desk.ui.kit.tasks import Job, Tasks, message

T = TypeVar("T")


class Controller(QObject):
    """Wires one screen: view signals to services, answers to the view."""

    opened = Signal(str, int)  # what (cadre, letter, flag, case, declaration) and its key: the window knows where
    listed = Signal(str, object)  # name of a list and a Query: the window shows that list
    shows: frozenset[str] = frozenset()  # kinds of record whose change makes this screen stale

    def __init__(self, tasks: Tasks, view: QWidget) -> None:
        super().__init__(view)
        self.tasks, self.view = tasks, view
        self._stale = True
        tasks.changed.connect(self._on_changed)

    def activate(self) -> None:
        """The screen comes to the front."""
        if self._stale:
            self._stale = False
            self.refresh()

    def refresh(self) -> None:
        """Ask anew for what is shown."""

    def forget(self) -> None:
        """What is shown is out of date: ask again, now where the screen is in front."""
        if self.view.isVisible():
            self.refresh()
        else:
            self._stale = True

    def may_close(self) -> bool:
        """The window is about to close: False where the officer wants to go back to what he typed."""
        return True

    def leave(self) -> None:
        """Another screen comes to the front, or the window closes: keep what was not kept yet."""

    def _on_changed(self, kinds: Any) -> None:
        if self.shows & kinds:
            self.forget()

    def ask(self, question: Callable[[Ask], T], done: Callable[[T], None]) -> Job:
        """Ask off the window's thread; a failure is told."""
        return self.tasks.ask(self.view, question, done, self.fail)

    def change(
        self, work: Callable[[Desk, Tick], T], done: Callable[[T], None], ended: Callable[[], None] | None = None
    ) -> Job:
        """Change off the window's thread; a failure is told. ended is called however it ends."""
        return self.tasks.change(self.view, work, done, self.fail, ended)

    def fail(self, error: BaseException) -> None:
        """Tell what did not work."""
        dialogs.warn(self.view, self.tr("未能完成"), message(error))


class ListController(Controller):
    """A screen with one long list and details beside it."""

    name = ""  # of the list in services.lists

    def __init__(self, tasks: Tasks, view: QWidget, listing: ListView) -> None:
        super().__init__(tasks, view)
        self.listing = listing
        self.model = ListModel(tasks, self.name, listing.columns, listing)
        listing.attach(self.model)
        listing.query_changed.connect(self.model.load)
        listing.chosen.connect(self.show_details)
        self.model.loaded.connect(self._on_loaded)

    def refresh(self) -> None:
        """Load the list again; the row that was chosen stays chosen."""
        self.model.load(self.listing.query())

    def show_query(self, query: Query) -> None:
        """Show what a figure on the dashboard counts."""
        self._stale = False
        self.listing.show_query(query)

    def show_key(self, key: int) -> None:
        """Show one record, whatever the list shows."""
        self.listing.want(key)
        self.activate()
        self.show_details(key)

    def _on_loaded(self, count: int) -> None:
        if not count and not self.listing.asked_from_elsewhere:
            self.show_nothing()

    def show_nothing(self) -> None:
        """Nothing was found: whoever was shown before is shown no more."""

    def show_details(self, key: int) -> None:
        """Details beside the list."""
