"""Wires the policy: a profile fills the form, nothing counts before it is saved."""

from datetime import datetime

from cadre_desk.services import places, policies
from cadre_desk.services.policies import PolicyRefused
from cadre_desk.ui.kit import dialogs
from cadre_desk.ui.kit.screen import Controller
from cadre_desk.ui.kit.tasks import Tasks, message
from cadre_desk.ui.policy import model
from cadre_desk.ui.policy.view import PolicyView

ACTIONS = (policies.ACTION,)


class PolicyController(Controller):
    """安全策略."""

    shows = frozenset({"system"})

    def __init__(self, tasks: Tasks) -> None:
        self._profiles = places.profiles()
        self.page = PolicyView(self._profiles)
        super().__init__(tasks, self.page)
        self._kept: dict[str, object] = {}
        self._dirty = False
        self.page.changed.connect(self._on_typed)
        self.page.save_wished.connect(self.save)
        self.page.undo.clicked.connect(self._forget)
        self.page.profile_wished.connect(self._on_profile)

    def refresh(self) -> None:
        """The policy as it is kept, unless it is being changed."""
        if not self._dirty:
            self.look(policies.read, self._show)

    def _show(self, values: dict[str, object]) -> None:
        if not self._dirty:
            self._kept = values
            said = self.page.said.text()  # that it was saved just now
            self.page.show_policy(values)
            self.page.tell_dirty(False, said or self._words())

    def _words(self) -> str:
        """How far the unit went from its profile."""
        profile = str(self._kept["profile"])
        count = model.differing(self._kept, self._profiles.defaults(profile))
        title = self._profiles.profiles[profile].title
        return self.tr("与“{0}”档的建议值不同的有{1}项").format(title, count)

    def _on_profile(self, profile: str) -> None:
        """Fill the form with what a profile suggests."""
        self.page.show_policy({"profile": profile, **self._profiles.defaults(profile)})
        self._on_typed()

    def _on_typed(self) -> None:
        values = self.page.values()
        self._dirty = values != self._kept
        self.page.tell(policies.faults(values) if self._dirty else {})
        self.page.tell_dirty(self._dirty)

    def _forget(self) -> None:
        self._dirty = False
        self.page.show_policy(self._kept)
        self.page.tell_dirty(False, self._words())

    def save(self) -> None:
        """Keep the policy."""
        values = self.page.values()
        if not self._dirty:
            return
        if wrong := policies.faults(values):
            self.page.tell(wrong)
            self.page.focus(next(iter(wrong)))
            return
        self.tasks.change(
            self.view,
            lambda desk, tick: policies.save(desk, values),
            lambda changed: self._on_saved(values, changed),
            self._on_refused,
        )

    def _on_saved(self, values: dict[str, object], changed: dict[str, str]) -> None:
        self._kept, self._dirty = values, self.page.values() != values
        text = self.tr("已保存 {0}，改动{1}项，已记入审计").format(datetime.now().strftime("%H:%M"), len(changed))
        self.page.tell_dirty(self._dirty, text)

    def _on_refused(self, error: BaseException) -> None:
        if isinstance(error, PolicyRefused):
            self.page.tell({error.key: error.allowed})
            self.page.focus(error.key)
        else:
            dialogs.warn(self.view, self.tr("未能保存"), message(error))

    def leave(self) -> None:
        """What was changed is kept or given up."""
        if not self._dirty:
            self.page.said.setText("")
            return
        text = self.tr("安全策略有未保存的修改。要保存吗？取消则放弃这些修改。")
        if dialogs.confirm(self.view, self.tr("未保存的修改"), text, self.tr("保存")) and not policies.faults(
            self.page.values()
        ):
            self.save()
        else:
            self._forget()
