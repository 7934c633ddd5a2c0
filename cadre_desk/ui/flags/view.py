"""The list of flags, and beside it one flag: what, why, on which cells, what next, what was decided."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QPlainTextEdit, QProgressBar, QSizePolicy, QSplitter, QWidget

from cadre_desk.domain.pack import Field
from cadre_desk.ui.flags.model import DISPOSITIONS, EVIDENCE, Shown
from cadre_desk.ui.kit import theme
from cadre_desk.ui.kit.basics import (
    Details,
    Facts,
    button,
    divide,
    label,
    paragraph,
    pause,
    scrolled,
    shortcut,
    vertical,
)
from cadre_desk.ui.kit.form import FieldForm
from cadre_desk.ui.kit.listing import Filter, ListView
from cadre_desk.ui.kit.notice import Restored
from cadre_desk.ui.kit.table import Column, RecordTable, small_table

Choices = Sequence[tuple[str, str]]


class FlagsView(QSplitter):
    """List with the scan at the left, one flag at the right."""

    scan_wished = Signal()
    cancel_wished = Signal()

    def __init__(
        self, columns: Sequence[Column], states: Choices, severities: Choices, rules: Choices, decisions: Choices
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.listing = ListView(
            self.tr("预警"),
            columns,
            self.tr("没有符合条件的预警。导入台账以后，点右上角“立即扫描”，疑似事项会列在这里。"),
            filters=(
                Filter(self.tr("状态"), "state", tuple(states), "open"),
                Filter(self.tr("程度"), "severity", tuple(severities)),
                Filter(self.tr("规则"), "rule", tuple(rules)),
            ),
            sort="order",
        )
        self.scan = self.listing.add_action(self.tr("立即扫描"), "primary")
        self.scan.setToolTip(self.tr("按规则包的全部规则重新扫描所有干部和单位"))
        self.scan.clicked.connect(self.scan_wished)
        left = QWidget()
        layout = vertical(left, spacing=0)
        layout.addWidget(self.listing, 1)
        layout.addWidget(self._lay_out_progress())
        self.page = FlagPage(decisions)
        self.page.setMinimumWidth(340)
        divide(self, (left, self.page), (560, 620), (5, 6))

    def _lay_out_progress(self) -> QWidget:
        self._scanning = QWidget()
        line = QHBoxLayout(self._scanning)
        line.setContentsMargins(14, 0, 14, 10)
        line.setSpacing(8)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(self.tr("扫描进度"))
        line.addWidget(self.progress, 1)
        self.cancel = button(self.tr("取消"))
        self.cancel.clicked.connect(self.cancel_wished)
        line.addWidget(self.cancel)
        self.told = paragraph()
        self.told.setContentsMargins(14, 0, 14, 10)
        box = QWidget()
        layout = vertical(box, spacing=0)
        layout.addWidget(self._scanning)
        layout.addWidget(self.told)
        self._scanning.hide()
        self.told.hide()
        return box

    def show_scanning(self, on: bool) -> None:
        """A scan is under way, or has ended."""
        self.scan.setEnabled(not on)
        self.cancel.setEnabled(on)
        self._scanning.setVisible(on)
        if on:
            self.told.hide()
            self.progress.setRange(0, 0)
            self.progress.setFormat("%v / %m")

    def show_progress(self, what: str, done: int, total: int) -> None:
        """How far the scan is."""
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.progress.setFormat(f"{what} {done:,} / {total:,}")

    def show_told(self, text: str) -> None:
        """What a scan brought."""
        self.told.setText(text)
        self.told.setVisible(bool(text))


class FlagPage(Details):
    """One flag; what is typed for one flag and not saved waits there until one comes back to it."""

    cadre_wished = Signal()
    draft_wished = Signal()
    saved = Signal(str, str)  # decision, reason

    def __init__(self, decisions: Choices) -> None:
        super().__init__()
        self._shown = 0
        self._drafts: dict[int, Mapping[str, str]] = {}
        self.hint.setText(self.tr("在左边选一条预警，这里显示依据、下一步和处置。"))
        self._head = paragraph("", "title")
        self.body.addWidget(self._head)
        self.body.addWidget(scrolled(self._lay_out_reasons()), 1)
        self.restored = Restored()
        self.body.addWidget(self.restored)
        self.body.addWidget(self._lay_out_form(decisions))
        self.body.addLayout(self._lay_out_actions())

    def _lay_out_reasons(self) -> QWidget:
        reasons = QWidget()
        layout = vertical(reasons)
        self._sentence, self._facts = paragraph(), Facts()
        layout.addWidget(self._sentence)
        layout.addLayout(self._facts)
        layout.addWidget(label(self.tr("依据（逐格）"), "heading"))
        self.evidence, self._evidence = small_table(EVIDENCE, wrap=True)
        self.evidence.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.evidence.setAccessibleName(self.tr("依据（逐格）"))
        layout.addWidget(self.evidence)
        self._earlier = label(self.tr("以前的处置"), "heading")
        layout.addWidget(self._earlier)
        self.dispositions, self._dispositions = small_table(DISPOSITIONS, wrap=True)
        self.dispositions.setAccessibleName(self.tr("以前的处置"))
        for table in (self.evidence, self.dispositions):
            _keep_fitted(table)
        layout.addWidget(self.dispositions)
        layout.addStretch(1)
        return reasons

    def _lay_out_form(self, decisions: Choices) -> QWidget:
        self._disposing = QWidget()
        layout = vertical(self._disposing, spacing=6)
        layout.addWidget(label(self.tr("处置"), "heading"))
        fields = (
            Field("decision", self.tr("处置结果"), "text", required=True),
            Field("reason", self.tr("理由"), "text", required=True, help=self.tr("写明核实了什么、依据是什么")),
        )
        self.form = FieldForm(fields, long=("reason",), choices={"decision": tuple(decisions)})
        self.form.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        reason = self.form.findChild(QPlainTextEdit)
        assert isinstance(reason, QPlainTextEdit)
        reason.setMaximumHeight(int(reason.fontMetrics().height() * 4.6))
        layout.addWidget(self.form)
        return self._disposing

    def _lay_out_actions(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        self.save = button(self.tr("保存处置"), "primary")
        self.save.setToolTip("Ctrl+S")
        self.save.clicked.connect(self._on_save)
        self.open_cadre = button(self.tr("打开干部"))
        self.open_cadre.clicked.connect(self.cadre_wished)
        self.draft = button(self.tr("拟函件"))
        self.draft.clicked.connect(self.draft_wished)
        line.addWidget(self.save)
        line.addStretch(1)
        line.addWidget(self.open_cadre)
        line.addWidget(self.draft)
        shortcut(self, "Ctrl+S", self._on_save)
        return line

    def _on_save(self) -> None:
        if self._shown and self.save.isEnabled() and not self.save.isHidden() and not self.form.check():
            self.saved.emit(self.form.text("decision"), self.form.text("reason"))

    def set_saving(self, on: bool) -> None:
        """A disposition is being kept."""
        self.save.setEnabled(not on)

    def forget_draft(self, flag_id: int) -> None:
        """What was typed for that flag is kept in the vault now."""
        self._drafts.pop(flag_id, None)
        if flag_id == self._shown:
            self.form.set_values({})
            self.restored.hide()

    def show_nothing(self) -> None:
        """No flag is chosen."""
        self._keep_draft()
        self._shown = 0
        super().show_nothing()

    def drafts(self) -> dict[int, Mapping[str, str]]:
        """What is typed for which flag and not saved."""
        self._keep_draft()
        return dict(self._drafts)

    def give_back(self, flag_id: int, typed: Mapping[str, str]) -> None:
        """What was typed for that flag before."""
        self._drafts[flag_id] = typed
        if flag_id == self._shown:
            self.form.set_typed(typed)

    def _keep_draft(self) -> None:
        typed = self.form.typed()
        if self._shown and any(typed.values()):
            self._drafts[self._shown] = typed
        else:
            self._drafts.pop(self._shown, None)

    def show_flag(self, flag: Shown) -> None:
        """Fill the page; the same flag again leaves alone what is being typed."""
        if flag.id != self._shown:
            self._keep_draft()
            self._shown = flag.id
            self.restored.hide()
            self.form.set_values({})
            self.form.set_typed(self._drafts.get(flag.id, {}))
        self._head.setText(flag.head)
        self._head.setStyleSheet(f"color: {theme.current().severity[flag.severity]};")
        self._sentence.setText(flag.sentence)
        self._facts.show_facts(flag.facts)
        self._evidence.set_records(flag.evidence)
        self._dispositions.set_records(flag.dispositions)
        self._earlier.setVisible(bool(flag.dispositions))
        self.dispositions.setVisible(bool(flag.dispositions))
        self.open_cadre.setEnabled(flag.has_cadre)
        self.draft.setEnabled(flag.has_cadre)
        self._disposing.setVisible(flag.can_dispose)
        self.save.setVisible(flag.can_dispose)
        self.show_body()


def _keep_fitted(table: RecordTable) -> None:
    """Keep a table as high as its rows need, at most twelve lines."""
    rows, headings = table.verticalHeader(), table.horizontalHeader()

    def fit() -> None:
        most = rows.defaultSectionSize() * 12
        table.setFixedHeight(headings.sizeHint().height() + min(rows.length(), most) + 2 * table.frameWidth())

    later = pause(table, 0, fit)  # when all rows have their new height
    for changed in (rows.sectionResized, headings.sectionResized, table.model().modelReset):
        changed.connect(lambda *_: later.start())
