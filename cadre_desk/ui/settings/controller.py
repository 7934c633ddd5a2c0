"""Wires the settings."""

from datetime import datetime

from PySide6.QtCore import Signal

from cadre_desk import __version__
from cadre_desk.domain.sheet import Tick
from cadre_desk.services import places, settings
from cadre_desk.services.desk import Desk
from cadre_desk.services.drafts import Draft, mark
from cadre_desk.ui.kit import dialogs, looks, theme
from cadre_desk.ui.kit.screen import Controller
from cadre_desk.ui.kit.tasks import Tasks, message
from cadre_desk.ui.settings.view import SettingsView


class SettingsController(Controller):
    """Settings."""

    shows = frozenset({"setting"})
    help_wished = Signal()
    drafts_as = "settings"

    def __init__(self, tasks: Tasks) -> None:
        self.page = SettingsView()
        super().__init__(tasks, self.page)
        self._dirty = False
        self._kept: dict[str, str] = {}
        self.page.letters.setVisible(tasks.desk.vault.holds_data)
        self.page.help_wished.connect(self.help_wished)
        self.page.form.changed.connect(self._on_typed)
        self.page.save_wished.connect(self.save)
        self.page.restored.discard_wished.connect(self._forget)
        self.page.looks_wished.connect(self._on_looks_wished)
        self.page.password.wished.connect(self._on_password_wished)
        self.page.password.show_officer(tasks.desk.officer)
        self.page.show_about(self._about())

    def _about(self) -> list[str]:
        pack = self.tasks.desk.pack
        return [
            self.tr("干部监督工作台 {0}").format(__version__),
            self.tr("规则包：{0}，版本{1}").format(pack.title, pack.version),
        ]

    def refresh(self) -> None:
        """The settings as they are kept, unless some are being changed."""
        running = theme.application()
        self.page.show_looks(dark=bool(running.property("dark")), large=bool(running.property("large")))
        if not self._dirty and self.tasks.desk.vault.holds_data:
            self.ask(settings.read, self._show)

    def _show(self, values: dict[str, str]) -> None:
        if not self._dirty:
            self._kept = values
            said = self.page.said.text()  # that they were saved just now
            self.page.show_settings(values)
            self.page.tell_dirty(False, said)
            self._give_back()

    def leave(self) -> None:
        """Passwords that were typed are forgotten; what was changed is kept or given up."""
        self.page.password.clear()
        if self._dirty:
            text = self.tr("函件设置有未保存的修改。要保存吗？取消则放弃这些修改。")
            if dialogs.confirm(self.view, self.tr("未保存的修改"), text, self.tr("保存")):
                self.save()
            else:
                self._forget()

    # -- what is typed and not saved ----------------------------------------------------------------------------------

    def typed(self) -> Draft | None:
        """The settings of letters, where one was changed."""
        return Draft("settings", 0, self.page.form.typed(), mark(self._kept)) if self._dirty else None

    def _give_back(self) -> None:
        """Show what was typed before the lock and not saved."""
        if draft := self.waiting.pop(0, None):
            self.page.form.set_typed(draft.data)
            self._on_typed()
            if self._dirty:
                self.page.restored.show_restored(draft.at, changed=draft.seen != mark(self._kept))
                self.given_back.emit()
            else:
                self.settle(0)

    def _forget(self) -> None:
        """The settings as they are kept."""
        self._dirty = False
        self.page.show_settings(self._kept)
        self.page.restored.hide()
        self.settle(0)

    def _typed(self) -> dict[str, str]:
        return {key: str(value or "") for key, value in self.page.form.values().items()}

    def _on_typed(self) -> None:
        self._dirty = self._typed() != self._kept
        self.page.tell_dirty(self._dirty)

    def save(self) -> None:
        """Keep the settings of letters."""
        typed = self._typed()
        if not self._dirty:
            return
        if wrong := settings.faults(typed):
            self.page.form.tell(wrong)
            self.page.form.focus(next(iter(wrong)))
            return
        draft = self.typed()

        def work(desk: Desk, tick: Tick) -> None:
            settings.save(desk, typed)
            self.saved(draft)

        self.change(work, lambda _: self._on_saved(typed))

    def _on_saved(self, values: dict[str, str]) -> None:
        self._kept = values
        self._dirty = self._typed() != values
        if not self._dirty:
            self.page.restored.hide()
        self.settle(0)
        self.page.tell_dirty(self._dirty, self.tr("已保存 {0}").format(datetime.now().strftime("%H:%M")))

    def _on_looks_wished(self, dark: bool, large: bool) -> None:
        theme.apply_again(dark=dark, large=large)
        if not looks.keep(dark=dark, large=large):
            text = self.tr("界面已改，但没有记住：无法写入“{0}”。下次启动会恢复原样。").format(looks.place())
            dialogs.warn(self.view, self.tr("未能记住"), text)

    def _on_password_wished(self, old: str, new: str, again: str) -> None:
        block = self.page.password
        if new != again:
            block.tell(self.tr("两遍新口令不一致，请重新输入。"), fault=True)
            block.again.setFocus()
            return
        if fault := places.password_rule(self.tasks.desk.policy)(new, self.tasks.desk.officer):
            block.tell(fault, fault=True)
            block.new.setFocus()
            return
        block.set_busy(True)
        block.tell(self.tr("正在修改……"))
        self.tasks.change(
            self.view,
            lambda desk, tick: desk.change_password(old, new),
            lambda _: self._on_password_changed(),
            self._on_password_refused,
        )

    def _on_password_changed(self) -> None:
        block = self.page.password
        block.set_busy(False)
        block.clear()
        block.tell(self.tr("口令已修改，下次登录起用新口令。"))

    def _on_password_refused(self, error: BaseException) -> None:
        block = self.page.password
        block.set_busy(False)
        block.tell(message(error), fault=True)
        block.old.setFocus()
