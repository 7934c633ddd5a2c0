"""The first page of the day: lights, counts, rules, deadlines; every figure opens the list behind it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cadre_desk.services.overview import Figure, Overview
from cadre_desk.ui.dashboard.model import DEADLINES
from cadre_desk.ui.kit import theme
from cadre_desk.ui.kit.basics import button, card, clear, label, scrolled, vertical
from cadre_desk.ui.kit.table import small_table


class DashboardView(QWidget):
    """Everything at a glance."""

    figure_opened = Signal(object)  # Figure
    cadre_opened = Signal(int)
    scan_wished = Signal()
    import_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(14, 12, 14, 10)
        outer.setSpacing(10)
        top = QHBoxLayout()
        top.addWidget(label(self.tr("总览"), "title"))
        self._today = label("", "muted")
        top.addWidget(self._today)
        self.avoided = label("", "muted")
        top.addWidget(self.avoided)
        top.addStretch(1)
        self.progress = label("", "muted")
        top.addWidget(self.progress)
        self.scan = button(self.tr("立即扫描"), "primary")
        self.scan.clicked.connect(self.scan_wished)
        top.addWidget(self.scan)
        outer.addLayout(top)
        self._empty = self._first_steps()
        outer.addWidget(self._empty)
        self._body = QWidget()
        outer.addWidget(self._body, 1)
        self._lay_out_body()
        outer.addStretch(0)

    def _first_steps(self) -> QWidget:
        """What to do with an empty vault."""
        frame, layout = card(self.tr("保险库里还没有数据"))
        layout.addWidget(label(self.tr("先导入单位台账，再导入干部、报告和处理处分台账；导入后点“立即扫描”。")))
        go = button(self.tr("去导入台账"), "primary")
        go.clicked.connect(self.import_wished)
        layout.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        return frame

    def _lay_out_body(self) -> None:
        layout = vertical(self._body, spacing=10)
        self._lights, self._counts = QHBoxLayout(), QGridLayout()
        for line in (self._lights, self._counts):
            line.setSpacing(8)
        layout.addLayout(self._lights)
        layout.addLayout(self._counts)
        lower = QHBoxLayout()
        lower.setSpacing(10)
        rules, rules_layout = card(self.tr("待核实的预警（按规则）"))
        holder = QWidget()
        self._rules = vertical(holder, spacing=0)
        rules_layout.addWidget(scrolled(holder), 1)
        lower.addWidget(rules, 2)
        terms, terms_layout = card(self.tr("期限（已逾期和90天内）"))
        self.deadlines, self._deadlines_model = small_table(DEADLINES)
        self.deadlines.opened.connect(self._on_deadline)
        terms_layout.addWidget(self.deadlines, 1)
        self._no_deadlines = label(self.tr("近期没有到期事项"), "muted")
        terms_layout.addWidget(self._no_deadlines)
        lower.addWidget(terms, 3)
        layout.addLayout(lower, 1)

    def _on_deadline(self, row: int) -> None:
        self.cadre_opened.emit(self._deadlines_model.record(row)["cadre_id"])

    def show_overview(self, found: Overview, today: str) -> None:
        """Fill in the figures."""
        self._today.setText(today)
        left_out = self.tr("按回避规定，未含{0}人的事项").format(found.avoided)
        self.avoided.setText(left_out if found.avoided else "")
        self._empty.setVisible(found.empty)
        self._body.setVisible(not found.empty)
        self.scan.setEnabled(not found.empty)
        clear(self._lights)
        for figure in found.lights:
            self._lights.addWidget(self._light(figure), 1)
        clear(self._counts)
        for place, figure in enumerate(found.counts):
            self._counts.addWidget(self._count(figure), place // 6, place % 6)
        self._show_rules(found.rules)
        records = [
            {
                "day": one.day.isoformat(),
                "what": one.what,
                "cadre": one.cadre,
                "cadre_id": one.cadre_id,
                "state": self.tr("已逾期") if one.overdue else "",
                "severity": "R" if one.overdue else "I",
            }
            for one in found.deadlines
        ]
        self._deadlines_model.set_records(records)
        self.deadlines.setVisible(bool(records))
        self._no_deadlines.setVisible(not records)

    def _light(self, figure: Figure) -> QPushButton:
        colour = theme.current().severity[figure.severity]
        found = self._figure(figure, f"{theme.SIGNS[figure.severity]} {figure.label}　{figure.value}")
        if figure.value != "0":
            found.setStyleSheet(f"border-left: 4px solid {colour}; color: {colour}; font-weight: bold;")
        return found

    def _count(self, figure: Figure) -> QPushButton:
        return self._figure(figure, f"{figure.label}\n{figure.value}")

    def _figure(self, figure: Figure, text: str) -> QPushButton:
        found = button(text, "figure")
        found.setToolTip(self.tr("打开这些记录"))
        found.clicked.connect(lambda: self.figure_opened.emit(figure))
        return found

    def _show_rules(self, rules: Sequence[Figure]) -> None:
        clear(self._rules)
        for figure in rules:
            text = f"{theme.SIGNS[figure.severity]} {figure.label}　{figure.value}"
            found = button(text, "link")
            found.setStyleSheet(f"color: {theme.current().severity[figure.severity]};")
            found.clicked.connect(lambda _=False, figure=figure: self.figure_opened.emit(figure))
            self._rules.addWidget(found)
        if not rules:
            self._rules.addWidget(label(self.tr("没有待核实的预警"), "muted"))
        self._rules.addStretch(1)
