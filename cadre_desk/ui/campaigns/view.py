"""The list of cases, and beside it one case with all fields of its campaign."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QStackedWidget

from cadre_desk.domain.pack import Campaign
from cadre_desk.ui.campaigns import model
from cadre_desk.ui.kit import theme
from cadre_desk.ui.kit.basics import Details, button, divide, label, scrolled, shortcut
from cadre_desk.ui.kit.form import FieldForm
from cadre_desk.ui.kit.listing import Filter, ListView
from cadre_desk.ui.kit.notice import Restored


class CampaignsView(QSplitter):
    """List at the left, case at the right."""

    def __init__(self, titles: Mapping[str, str], states: Sequence[str]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.listing = ListView(
            self.tr("专项整治"),
            model.cases(titles),
            self.tr("没有符合条件的案件。还没有数据时，请在“台账”中导入专项整治台账。"),
            filters=(
                Filter(self.tr("专项"), "campaign", tuple(titles.items())),
                Filter(self.tr("状态"), "state", tuple((state, state) for state in states)),
            ),
            hint=self.tr("编号、被反映人、单位、类别"),
        )
        self.page = CasePage()
        divide(self, (self.listing, self.page), (600, 560), (1, 1))


class CasePage(Details):
    """One case: where it stands, its fields, why they are changed."""

    save_wished = Signal()
    cadre_opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.hint.setText(self.tr("在左边选一件案件，这里显示它的全部内容。"))
        self._lay_out_head()
        self._forms: dict[str, FieldForm] = {}
        self._stack = QStackedWidget()
        self.body.addWidget(self._stack, 1)
        self._lay_out_foot()
        self._campaign: Campaign | None = None
        self.dirty = False  # whether something was changed and not saved

    def _lay_out_head(self) -> None:
        self._number = label("", "title")
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.cadre = button(self.tr("打开干部"))
        self.cadre.clicked.connect(self.cadre_opened)
        self.body.addLayout(self.head(self._number, self.cadre))
        self._title, self._steps = label("", "muted", wrap=True), label(wrap=True)
        self.body.addWidget(self._title)
        self.body.addWidget(self._steps)
        self.restored = Restored()
        self.body.addWidget(self.restored)

    def _lay_out_foot(self) -> None:
        self._said, self._fault = label("", "muted", wrap=True), label("", "fault", wrap=True)
        self._fault.hide()
        self.body.addWidget(self._fault)
        line = QHBoxLayout()
        name = label(self.tr("修改原因(&Y) *"))
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("依据什么、为什么改，记入历史"))
        self.reason.returnPressed.connect(self.save_wished)
        name.setBuddy(self.reason)
        line.addWidget(name)
        line.addWidget(self.reason, 1)
        self.save = button(self.tr("保存"), "primary")
        self.save.setToolTip("Ctrl+S")
        self.save.clicked.connect(self.save_wished)
        line.addWidget(self.save)
        self.body.addLayout(line)
        self.body.addWidget(self._said)
        shortcut(self, "Ctrl+S", self.save_wished.emit)

    # -- one case -----------------------------------------------------------------------------------------------------

    def show_case(self, campaign: Campaign, values: Mapping[str, Any]) -> None:
        """Fill the page."""
        self._campaign = campaign
        form = self._form(campaign)
        form.set_values(values)
        self._stack.setCurrentIndex(list(self._forms).index(campaign.key))
        self._number.setText(str(values.get("case_number") or ""))
        owned = values.get("cadre_id") is not None
        words = campaign.title if owned else self.tr("{0}　（没有归到干部名下）").format(campaign.title)
        self._title.setText(words)
        self.cadre.setVisible(owned)
        self._show_steps(campaign, str(values.get("state") or ""))
        self.reason.clear()
        self._set_dirty(False)
        self.restored.hide()
        self.show_body()

    def _form(self, campaign: Campaign) -> FieldForm:
        """The form of that campaign; made when it is first needed."""
        if campaign.key not in self._forms:
            form = FieldForm(model.fields(campaign.section), long=model.LONG)
            form.setContentsMargins(0, 0, 8, 0)
            form.changed.connect(self._on_changed)
            self._forms[campaign.key] = form
            self._stack.addWidget(scrolled(form))
        return self._forms[campaign.key]

    def _show_steps(self, campaign: Campaign, now: str) -> None:
        colours = theme.current()
        self._steps.setText(model.steps(campaign.states, now, colours.accent, colours.muted))
        self._steps.setAccessibleName(self.tr("办理状态：{0}").format(now))

    def _on_changed(self) -> None:
        self._set_dirty(True)
        if self._campaign is not None:
            self._show_steps(self._campaign, self.form.text("state"))

    def _set_dirty(self, on: bool) -> None:
        self.dirty = on
        self.save.setEnabled(on)
        if on:
            self._said.setText(self.tr("有未保存的修改"))

    @property
    def touched(self) -> bool:
        """Whether anything stands here that is not saved, be it only a reason."""
        return self.dirty or bool(self.reason.text())

    def typed(self) -> dict[str, Any]:
        """What stands in the form, and the reason."""
        return {"form": self.form.typed(), "reason": self.reason.text()}

    def give_back(self, typed: Mapping[str, Any]) -> bool:
        """Show again what was typed; whether the form differs from what is saved."""
        before = self.form.values()
        self.form.set_typed(typed["form"])
        self.reason.setText(typed["reason"])
        if self.form.values() != before:
            self._on_changed()
        return self.dirty

    def discard(self) -> None:
        """What was typed is saved or given up."""
        self.reason.clear()
        self.restored.hide()
        self._set_dirty(False)

    def focus(self) -> None:
        """Put the cursor into the form."""
        if self._campaign is not None:
            self.form.focus("state")

    @property
    def form(self) -> FieldForm:
        """The form in front."""
        assert self._campaign is not None
        return self._forms[self._campaign.key]

    def told(self, text: str, fault: str = "") -> None:
        """What became of saving."""
        self._said.setText(text)
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
