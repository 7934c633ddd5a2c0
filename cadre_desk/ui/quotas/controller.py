"""Wires the list of quotas and the holders of one."""

from typing import Any

from cadre_desk.services import lists, quotas
from cadre_desk.services.desk import Ask
from cadre_desk.ui.kit.deeds import Deeds
from cadre_desk.ui.kit.screen import ListController
from cadre_desk.ui.kit.tasks import Tasks
from cadre_desk.ui.quotas.view import QuotasView

_Answer = tuple[list[dict[str, Any]], list[dict[str, Any]]]


class QuotasController(ListController):
    """Quotas."""

    name = "quotas"
    shows = frozenset({"quota", "unit", "post", "cadre"})

    def __init__(self, tasks: Tasks) -> None:
        self.both = QuotasView(tasks.desk.pack.codes["level"].values)
        super().__init__(tasks, self.both, self.both.listing)
        self._quota = 0
        self.both.page.add_action(Deeds(self).menu("quota", lambda: str(self._quota or ""), self.show_nothing))
        self.both.page.cadre_opened.connect(lambda key: self.opened.emit("cadre", key))
        self.both.listing.opened.connect(lambda _: self.both.page.table.setFocus())

    def refresh(self) -> None:
        """The list and the quota that is open."""
        super().refresh()
        if self._quota:
            self.show_details(self._quota)

    def show_details(self, key: int) -> None:
        """Who fills that quota."""
        self._quota = key

        def question(ask: Ask) -> _Answer:
            return lists.rows(ask, "quotas", [key]), quotas.holders(ask, key)

        self.ask(question, lambda answer: self._show(key, answer))

    def _show(self, key: int, answer: _Answer) -> None:
        found, holders = answer
        if key != self._quota:
            return
        if found:
            self.both.page.show_quota(found[0], holders)
        else:
            self.show_nothing()

    def show_nothing(self) -> None:
        """Nothing was found, or the one that was shown is gone."""
        self._quota = 0
        self.both.page.show_nothing()
