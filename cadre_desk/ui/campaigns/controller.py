"""Wires the list of cases and the page of one."""

from collections.abc import Iterable
from typing import Any

from cadre_desk.domain.pack import Campaign
from cadre_desk.domain.sheet import Tick
from cadre_desk.services import cases
from cadre_desk.services.desk import Desk
from cadre_desk.services.drafts import Draft, mark
from cadre_desk.ui.campaigns.view import CampaignsView
from cadre_desk.ui.kit import dialogs
from cadre_desk.ui.kit.deeds import Deeds
from cadre_desk.ui.kit.screen import ListController
from cadre_desk.ui.kit.tasks import Tasks

_Case = tuple[Campaign, dict[str, Any]]


class CampaignsController(ListController):
    """Cases of the campaigns."""

    name = "cases"
    shows = frozenset({"campaign_case", "cadre"})
    drafts_as = "campaigns"

    def __init__(self, tasks: Tasks) -> None:
        campaigns = tasks.desk.pack.campaigns
        states = dict.fromkeys(state for one in campaigns.values() for state in one.states)
        self.both = CampaignsView({key: one.title for key, one in campaigns.items()}, tuple(states))
        super().__init__(tasks, self.both, self.both.listing)
        self.page = self.both.page
        self._case = 0
        self._cadre: int | None = None
        self._shown, self._seen = 0, ""  # the case that stands in the page, and its mark
        self.page.restored.discard_wished.connect(self._on_discard_wished)
        self.page.save_wished.connect(self.save)
        self.page.cadre_opened.connect(self._on_cadre_opened)
        self.page.add_action(Deeds(self).menu("case", lambda: str(self._case or ""), self.show_nothing))
        self.listing.opened.connect(lambda _: self.page.focus())

    def refresh(self) -> None:
        """The list and, unless it is being changed, the case that is open."""
        super().refresh()
        if self._case and not self.page.touched:
            self._ask_case(self._case)

    def may_close(self) -> bool:
        """What was typed in a case is not lost unasked."""
        return not self.page.dirty or self._given_up()

    # -- what is typed and not saved ----------------------------------------------------------------------------------

    def typed(self) -> Draft | None:
        """The fields and the reason, where something was changed."""
        return Draft("campaigns", self._shown, self.page.typed(), self._seen) if self.page.touched else None

    def take_drafts(self, drafts: Iterable[Draft]) -> None:
        """What was typed before the lock; that of the case that is shown already is given back at once."""
        super().take_drafts(drafts)
        self._give_back()

    def _give_back(self) -> None:
        """Show what was typed in this case and not saved."""
        if self._shown not in self.waiting or self.page.touched:
            return
        draft = self.waiting.pop(self._shown)
        changed = draft.seen != self._seen
        if self.page.give_back(draft.data) or (draft.data["reason"] and not changed):
            self.page.restored.show_restored(draft.at, changed=changed)
            self.given_back.emit()
        else:
            self._forget(self._shown)  # it was saved just before the lock

    def _forget(self, key: int) -> None:
        self.page.discard()
        self.settle(key)

    def _on_discard_wished(self) -> None:
        self._forget(self._shown)
        self._ask_case(self._case)

    # -- one case -----------------------------------------------------------------------------------------------------

    def show_details(self, key: int) -> None:
        """That case; what was typed in another is not lost unasked."""
        if key == self._case:
            return
        if self.page.dirty and not self._given_up():
            self.listing.want(self._case)
            return
        if draft := self.typed():  # a reason without a change
            self.waiting[draft.key] = draft
        self.page.discard()
        self._case = key
        self._ask_case(key)

    def show_nothing(self) -> None:
        """Nothing was found, or the one that was shown is gone; what was typed in it and not saved waits."""
        if draft := self.typed():
            self.waiting[draft.key] = draft
        self.page.discard()
        self._case = self._shown = 0
        self.page.show_nothing()

    def _given_up(self) -> bool:
        text = self.tr("这件案件有未保存的修改。放弃这些修改吗？")
        if not dialogs.confirm(self.page, self.tr("未保存的修改"), text, self.tr("放弃修改")):
            return False
        self._forget(self._shown)
        return True

    def _ask_case(self, key: int, said: str = "") -> None:
        self.ask(lambda ask: cases.case(ask, key), lambda found: self._show(key, found, said))

    def _show(self, key: int, found: _Case, said: str) -> None:
        if key == self._case and not self.page.dirty:
            campaign, values = found
            self._cadre = values.get("cadre_id")
            self._shown, self._seen = key, mark(values)
            self.page.show_case(campaign, values)
            self.page.told(said)
            self._give_back()

    def _on_cadre_opened(self) -> None:
        if self._cadre is not None:
            self.opened.emit("cadre", self._cadre)

    def save(self) -> None:
        """Keep what was changed, with its reason."""
        if not self.page.dirty:
            return
        reason = self.page.reason.text().strip()
        if wrong := self.page.form.check():
            self.page.told("", self.tr("请先改正：{0}").format("、".join(wrong)))
            return
        if not reason:
            self.page.told("", self.tr("请写明修改原因"))
            self.page.reason.setFocus()
            return
        key, values, draft = self._shown, self.page.form.values(), self.typed()
        self.page.save.setEnabled(False)

        def work(desk: Desk, tick: Tick) -> None:
            cases.save(desk, key, values, reason)
            self.saved(draft)

        self.tasks.change(self.view, work, lambda _: self._on_saved(key), self._on_failed)

    def _on_saved(self, key: int) -> None:
        if key == self._shown:
            self._forget(key)
        if key == self._case:
            self._ask_case(key, self.tr("已保存，修改前的内容留在历史中"))

    def _on_failed(self, error: BaseException) -> None:
        self.page.save.setEnabled(True)
        self.fail(error)
