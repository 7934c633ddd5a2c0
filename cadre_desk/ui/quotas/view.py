"""The list of quotas, and beside it who holds the posts of one."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter

from cadre_desk.ui.kit import theme
from cadre_desk.ui.kit.basics import Details, button, divide, label, paragraph
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
        divide(self, (self.listing, self.page), (720, 420), (8, 5))


class QuotaPage(Details):
    """One quota: its figures and who fills it."""

    cadre_opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.hint.setText(self.tr("在左边选一行，这里显示现在由谁任职。"))
        self._unit, self._figures = paragraph("", "title"), paragraph()
        self._unit.setTextFormat(Qt.TextFormat.PlainText)
        self.body.addLayout(self.head(self._unit))
        self.body.addWidget(self._figures)
        line = QHBoxLayout()
        line.addWidget(label(self.tr("现任人员"), "heading"), 1)
        self.open = button(self.tr("打开干部"))
        self.open.clicked.connect(self._on_open)
        line.addWidget(self.open)
        self.body.addLayout(line)
        self.table, self.records = small_table(model.HOLDERS)
        self.table.setAccessibleName(self.tr("现任人员"))
        self.table.setToolTip(self.tr("双击或回车打开干部"))
        self.table.opened.connect(self._on_opened)
        nobody = self.tr("没有人占用这项职数。如与实际不符，请在干部台账的任职表中补正后导入。")
        self._nobody = label(nobody, "muted", wrap=True)
        self._nobody.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._nobody, 1)
        explanation = self.tr("实配数 = 任职表中占职数的现任职务（任职单位、职务层次与本行相同）。")
        self.body.addWidget(label(explanation, "muted", wrap=True))

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
        self.show_body()
