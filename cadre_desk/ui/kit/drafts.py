"""Keeps what is typed and not saved in the vault, every few seconds and when the window is left."""

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from cadre_desk.services import drafts
from cadre_desk.services.desk import Desk
from cadre_desk.services.drafts import Draft
from cadre_desk.ui.kit.screen import Controller
from cadre_desk.ui.kit.tasks import Tasks, message

_EVERY = 10_000  # ms
PLACE = "window"  # the draft that says where the officer was when the vault was locked

_Id = tuple[str, int]


class Keeper(QObject):
    """Compares what is typed in all screens with what is kept, and keeps the difference.

    While a long change has its turn, drafts wait for it like any other change: what is typed meanwhile is kept when it
    ends or when the vault is locked, and would be lost only if the computer failed before that.
    """

    failed = Signal(str)  # why nothing could be kept; empty when it can again

    def __init__(self, tasks: Tasks, screens: Mapping[str, Controller], parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._screens = tasks, list(screens.values())
        self._of = {one.drafts_as: one for one in self._screens if one.drafts_as}
        self._kept: dict[_Id, Draft] = {}
        self._busy = self._again = self._failing = False
        self._wrote = False  # whether there may be drafts in the vault
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.keep)
        for one in self._screens:
            one.settled.connect(self.keep)

    def begin(self, found: Iterable[Draft], unkept: Iterable[Draft] = ()) -> Mapping[str, Any] | None:
        """Hand out what was found in the vault, and what could not be written into it; where the officer was."""
        self._kept = {(one.screen, one.key): one for one in found}
        self._wrote = bool(self._kept)
        known = self._kept | {(one.screen, one.key): one for one in unkept}
        for screen in self._screens:
            screen.take_drafts([one for one in known.values() if screen.drafts_as == one.screen])
        self._timer.start()
        self.keep()  # which forgets the place: it is for the next unlocking only
        place = known.get((PLACE, 0))
        return None if place is None else place.data

    def collect(self) -> dict[_Id, Draft]:
        """Everything that is typed and not saved."""
        return {(one.screen, one.key): one for screen in self._screens for one in screen.unsaved()}

    def difference(self, typed: Mapping[_Id, Draft]) -> tuple[list[Draft], list[_Id]]:
        """What is to be written, what is to be forgotten."""
        fresh = [one for key, one in typed.items() if not one.same(self._kept.get(key))]
        return fresh, [key for key in self._kept if key not in typed]

    def keep(self) -> None:
        """Keep the difference, when there is one."""
        if self._busy:
            self._again = True
            return
        typed = self.collect()
        fresh, gone = self.difference(typed)
        if not fresh and not gone:
            return
        self._busy = self._wrote = True

        def work(desk: Desk, tick: object) -> None:
            drafts.keep(desk, fresh, gone)

        self._tasks.change(self, work, lambda _: self._on_kept(typed), self._on_failed, self._on_ended)

    def _on_kept(self, typed: Mapping[_Id, Draft]) -> None:
        self._kept = dict(typed)
        if self._failing:
            self._failing = False
            self.failed.emit("")

    def _on_failed(self, error: BaseException) -> None:
        if not self._failing:
            self._failing = True
            self.failed.emit(message(error))

    def _on_ended(self) -> None:
        self._busy, again, self._again = False, self._again, False
        if again:
            self.keep()

    def keep_last(self, desk: Desk, typed: Mapping[_Id, Draft]) -> None:
        """Keep what was collected before, and only that; to be called when no change is under way any more."""
        left = [one for one in typed.values() if one.screen not in self._of or not self._of[one.screen].is_saved(one)]
        if left or self._wrote:
            drafts.keep_only(desk, left)

    def end(self) -> None:
        """Keep nothing more."""
        self._timer.stop()
        for one in self._screens:
            one.settled.disconnect(self.keep)
