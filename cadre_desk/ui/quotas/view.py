"""The list of quotas, and beside it who holds the posts of one."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from cadre_desk.ui.kit import theme
from cadre_desk.ui.kit.basics import button, label
from cadre_desk.ui.kit.listing import Filter, ListView
from cadre_desk.ui.kit.table import Record, small_table
from cadre_desk.ui.quotas import model


class QuotasView(QSplitter):
    """List at the left, holders at the right."""

    def __init__(self, levels: Sequence[str]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.listing = ListView(
            self.tr("职数"),
            model.QUOTAS,
            self.tr("没有符合条件的职数。还没有数据时，请在“台账”中导入单位与职数台账。"),
            filters=(Filter(self.tr("职务层次"), "level", tuple((level, level) for level in levels)),),
            hint=self.tr("单位、职务层次"),
        )
        self.page = QuotaPage()
        self.addWidget(self.listing)
        self.addWidget(self.page)
        self.setStretchFactor(0, 8)
        self.setStretchFactor(1, 5)
        self.setSizes([720, 420])
        self.setChildrenCollapsible(False)


class QuotaPage(QWidget):
    """One quota: its figures and who fills it."""

    cadre_opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(4, 12, 14, 10)
        self._pages = QStackedWidget()
        outer.addWidget(self._pages)
        hint = label(self.tr("在左边选一行，这里显示现在由谁任职。"), "muted")
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint.setWordWrap(True)
        self._pages.addWidget(hint)
        self._quota = QWidget()
        self._pages.addWidget(self._quota)
        layout = QVBoxLayout(self._quota)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self._lay_out(layout)

    def _lay_out(self, layout: QVBoxLayout) -> None:
        self._unit, self._figures = label("", "title"), label("")
        self._unit.setTextFormat(Qt.TextFormat.PlainText)
        for text in (self._unit, self._figures):
            text.setWordWrap(True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addWidget(text)
        line = QHBoxLayout()
        line.addWidget(label(self.tr("现任人员"), "heading"), 1)
        self.open = button(self.tr("打开干部"))
        self.open.clicked.connect(self._on_open)
        line.addWidget(self.open)
        layout.addLayout(line)
        self.table, self.records = small_table(model.HOLDERS)
        self.table.setAccessibleName(self.tr("现任人员"))
        self.table.setToolTip(self.tr("双击或回车打开干部"))
        self.table.opened.connect(self._on_opened)
        self._nobody = label(self.tr("没有人占用这项职数。如与实际不符，请在干部台账的任职表中补正后导入。"), "muted")
        self._nobody.setWordWrap(True)
        self._nobody.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._nobody, 1)
        explanation = label(self.tr("实配数 = 任职表中占职数的现任职务（任职单位、职务层次与本行相同）。"), "muted")
        explanation.setWordWrap(True)
        layout.addWidget(explanation)

    def _on_open(self) -> None:
        self._on_opened(self.table.currentIndex().row())

    def _on_opened(self, row: int) -> None:
        if row >= 0:
            self.cadre_opened.emit(self.records.record(row)["cadre_id"])

    def show_quota(self, quota: Record, holders: Sequence[Record]) -> None:
        """Fill the page."""
        self._unit.setText(quota["unit"])
        colour = theme.current().severity[model.severity(quota)]
        parts = (
            escape(quota["level"]),
            self.tr("核定{0}").format(quota["approved"]),
            self.tr("实配{0}").format(quota["actual"]),
            f'<span style="color:{colour}; font-weight:bold">{model.balance(quota)}</span>',
        )
        self._figures.setText("&nbsp;&nbsp;&nbsp;".join(parts))
        self.records.set_records(holders)
        self.table.setVisible(bool(holders))
        self._nobody.setVisible(not holders)
        self.open.setEnabled(bool(holders))
        if holders:
            self.table.setCurrentIndex(self.records.index(0, 0))
        self._pages.setCurrentIndex(1)

    def clear(self) -> None:
        """No quota is chosen."""
        self._pages.setCurrentIndex(0)
