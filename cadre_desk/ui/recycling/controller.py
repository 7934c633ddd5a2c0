"""Wires the 回收站."""

from cadre_desk.services import recycling
from cadre_desk.services.recycling import Deletion
from cadre_desk.ui.kit import dialogs, past, stating
from cadre_desk.ui.kit.deeds import reason
from cadre_desk.ui.kit.screen import Controller
from cadre_desk.ui.kit.tasks import Tasks
from cadre_desk.ui.recycling.view import RecyclingView


class RecyclingController(Controller):
    """回收站."""

    shows = frozenset({"deletion"})

    def __init__(self, tasks: Tasks) -> None:
        desk = tasks.desk
        self.page = RecyclingView(may_restore=desk.may("恢复记录"), may_purge=desk.may("清除记录"))
        super().__init__(tasks, self.page)
        self.page.filtered.connect(self.refresh)
        self.page.look_wished.connect(self._on_look)
        self.page.restore_wished.connect(self._on_restore)
        self.page.purge_wished.connect(self._on_purge)

    def refresh(self) -> None:
        """What lies there now."""
        states = self.page.state.currentData()
        self.ask(lambda ask: recycling.bin(ask, states), self.page.show_deletions)

    def _on_look(self) -> None:
        """What it was before it went."""
        one = self.page.chosen
        if one is None or not self.page.look.isEnabled():
            return
        stated = stating.Statement()
        if one.kind == "declaration":
            found = stating.statement(self.view, self.tasks.desk)
            if found is None:
                return
            stated = found
        past.look(self, one.kind, one.key, stated)

    def _on_restore(self) -> None:
        one = self.page.chosen
        if one is not None:
            self.change(lambda desk, tick: recycling.restore(desk, one.id), lambda _: None)

    def _on_purge(self) -> None:
        one = self.page.chosen
        if one is None:
            return
        text = self.tr(
            "将永久清除“{0}”，共{1}行及其全部历史，清除后不能恢复；此前的备份中仍有。\n"
            "理由永久记入审计，请不要写姓名和身份证号。"
        ).format(one.what, one.rows)
        found = dialogs.ask(self.view, self.tr("永久清除"), text, [reason()], self.tr("永久清除"))
        if found is not None:
            self._purge(one, found[0])

    def _purge(self, one: Deletion, reason: str) -> None:
        self.change(lambda desk, tick: recycling.purge(desk, one.id, reason), lambda _: None)
