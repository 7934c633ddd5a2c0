"""What every screen's controller does: ask when shown, become stale when hidden, keep what is typed."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSplitter, QTabWidget, QWidget

from cadre_desk.domain.sheet import Tick
from cadre_desk.services.avoiding import Avoid
from cadre_desk.services.desk import Ask, Desk
from cadre_desk.services.drafts import Draft
from cadre_desk.services.errors import Gone
from cadre_desk.services.lists import Query
from cadre_desk.ui.kit import dialogs
from cadre_desk.ui.kit.listing import ListView
from cadre_desk.ui.kit.table import ListModel
from cadre_desk.ui.kit.tasks import Job, Tasks, message

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)


class Controller(QObject):
    """Wires one screen: view signals to services, answers to the view."""

    opened = Signal(str, int)  # what (cadre, letter, flag, case, declaration) and its key: the window knows where
    listed = Signal(str, object)  # name of a list and a Query: the window shows that list
    sign_in_wished = Signal()  # the officer has to sign in anew: his keys or rights are others now
    settled = Signal()  # what was typed has been saved or given up: its draft is to be forgotten
    given_back = Signal()  # a draft that waited stands in its form again
    shows: frozenset[str] = frozenset()  # kinds of record whose change makes this screen stale
    drafts_as = ""  # the screen in the drafts, which is its key in the window; none where nothing is typed

    def __init__(self, tasks: Tasks, view: QWidget) -> None:
        super().__init__(view)
        self.tasks, self.view = tasks, view
        self._stale, self._visited = True, False
        self._coming: Mapping[str, Any] | None = None  # where the officer was before the lock, until he comes here
        self.waiting: dict[int, Draft] = {}  # drafts that are given back when their record is shown
        self._saved: dict[int, Mapping[str, Any]] = {}
        tasks.changed.connect(self._on_changed)

    def activate(self) -> None:
        """The screen comes to the front."""
        self._visited = True
        where, self._coming = self._coming, None
        if where is not None:
            self._stale = False
            self.go_to(where)
        elif self._stale:
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

    # -- what is typed and not saved ----------------------------------------------------------------------------------

    def typed(self) -> Draft | None:
        """What is typed in the record that is shown and not saved, or None."""
        return None

    def unsaved(self) -> list[Draft]:
        """Everything that is typed and not saved; asks nobody and changes nothing, so that it serves at a lock."""
        found = dict(self.waiting)
        if draft := self.typed():
            found[draft.key] = draft
        return [one for one in found.values() if not self.is_saved(one)]

    def saved(self, draft: Draft | None) -> None:
        """To be called by the work that saved it, on its lane: when the vault is locked meanwhile, nobody is told."""
        if draft is not None:
            self._saved[draft.key] = draft.data

    def is_saved(self, draft: Draft) -> bool:
        """Whether exactly that has been saved, though the screen may not have been told yet."""
        return self._saved.get(draft.key) == draft.data

    def settle(self, key: int) -> None:
        """What was typed for that record is saved or given up."""
        self._saved.pop(key, None)
        self.waiting.pop(key, None)
        self.settled.emit()

    def take_drafts(self, drafts: Iterable[Draft]) -> None:
        """What was typed before the vault was locked: each is given back when its record is shown."""
        self.waiting |= {one.key: one for one in drafts}

    # -- where the officer is -----------------------------------------------------------------------------------------

    def where(self) -> dict[str, Any]:
        """Where the officer is in this screen, as JSON can hold it; nothing where he has not been here."""
        if not self._visited and self._coming is None:
            return {}
        splits = [splitter.sizes() for splitter in _parts(self.view, QSplitter)]
        return {
            **(self._coming or {}),
            "splits": splits,
            "tabs": [one.currentIndex() for one in _parts(self.view, QTabWidget)],
        }

    def come_back(self, where: Mapping[str, Any]) -> None:
        """Lay out the screen as it was; what it showed is asked for when it comes to the front."""
        for splitter, sizes in zip(_parts(self.view, QSplitter), where["splits"], strict=False):
            splitter.setSizes(sizes)
        for tabs, place in zip(_parts(self.view, QTabWidget), where["tabs"], strict=False):
            tabs.setCurrentIndex(place)
        self._coming = where

    def go_to(self, where: Mapping[str, Any]) -> None:
        """Show what was shown there."""
        self.refresh()

    def _on_changed(self, kinds: Any) -> None:
        if self.shows & kinds:
            self.forget()

    def ask(self, question: Callable[[Ask], T], done: Callable[[T], None]) -> Job:
        """Ask off the window's thread; a failure is told."""
        return self.tasks.ask(self.view, question, done, self.fail)

    def look(self, question: Callable[[Desk], T], done: Callable[[T], None]) -> Job:
        """Ask about accounts, journal or backups off the window's thread; a failure is told."""
        return self.tasks.look(self.view, question, done, self.fail)

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

    def ask(self, question: Callable[[Ask], T], done: Callable[[T], None]) -> Job:
        """Ask off the window's thread; a record that is gone, or not his to see, is shown no more, without a word."""

        def failed(error: BaseException) -> None:
            if isinstance(error, Gone | Avoid):
                self.show_nothing()
            else:
                self.fail(error)

        return self.tasks.ask(self.view, question, done, failed)

    def refresh(self) -> None:
        """Load the list again; the row that was chosen stays chosen."""
        self.model.load(self.listing.query())

    def where(self) -> dict[str, Any]:
        found = super().where()
        if found and self._coming is None:
            found |= {"list": self.listing.where(), "elsewhere": self.listing.asked_from_elsewhere}
        return found

    def go_to(self, where: Mapping[str, Any]) -> None:
        self.listing.come_back(where["list"])
        key = where["list"]["key"]
        if key and (where["elsewhere"] or key in self.waiting):  # also where it would not be in the list any more
            # a screen that asks something before it opens a record does not ask now: nothing was wished
            ListController.show_key(self, key)

    def show_query(self, query: Query) -> None:
        """Show what a figure on the dashboard counts."""
        self._stale, self._coming = False, None
        self.listing.show_query(query)

    def show_key(self, key: int) -> None:
        """Show one record, whatever the list shows."""
        self.activate()
        self.listing.want(key)
        self.show_details(key)

    def _on_loaded(self, count: int) -> None:
        if not count and not self.listing.asked_from_elsewhere:
            self.show_nothing()

    def show_nothing(self) -> None:
        """Nothing was found: whoever was shown before is shown no more."""

    def show_details(self, key: int) -> None:
        """Details beside the list."""


def _parts(view: QWidget, kind: type[W]) -> list[W]:
    """All parts of that kind, the view itself first."""
    return [*([view] if isinstance(view, kind) else []), *view.findChildren(kind)]
