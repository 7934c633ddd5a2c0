"""The journal with its filters, one row of it beside the list, and what verifying found."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cadre_desk.services.auditing import Filter, Verdict
from cadre_desk.ui.audit import model
from cadre_desk.ui.kit import theme
from cadre_desk.ui.kit.basics import (
    Details,
    Facts,
    advice,
    button,
    card,
    divide,
    label,
    paragraph,
    pause,
    shortcut,
    vertical,
)
from cadre_desk.ui.kit.days import day_of
from cadre_desk.ui.kit.progress import Progress
from cadre_desk.ui.kit.table import Record, RecordTable

_PAUSE = 250  # ms after the last key
_RESULTS = ("成功", "失败")


class AuditView(QWidget):
    """Title and deeds above, filters below them, then list and details."""

    filtered = Signal(object)
    chosen = Signal(int)  # row
    verify_wished = Signal()
    export_wished = Signal()

    def __init__(self, *, may_look: bool, may_export: bool) -> None:
        super().__init__()
        self._timer = pause(self, _PAUSE, self._on_filter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 10)
        layout.setSpacing(8)
        layout.addLayout(self._top(may_export))
        layout.addWidget(self._verdict())
        self.progress = Progress()
        layout.addWidget(self.progress)
        self._pages = QStackedWidget()
        if may_look:
            layout.addLayout(self._filters())
            self.fault = label("", "fault", wrap=True)
            self.fault.hide()
            layout.addWidget(self.fault)
        else:
            text = self.tr(
                "审计记录由安全审计员查看（未启用三员时由负责人查看）。\n"
                "您可以按“核验”检查记录是否完整、是否被改动过，结果会记入审计。"
            )
            self._pages.addWidget(advice(text))
        layout.addWidget(self._pages, 1)

    def _top(self, may_export: bool) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(label(self.tr("审计"), "title"))
        line.addStretch(1)
        self.export = button(self.tr("导出…"))
        self.export.setToolTip(self.tr("把列出的记录写成表格"))
        self.export.clicked.connect(self.export_wished)
        self.export.setVisible(may_export)
        self.verify = button(self.tr("核验(&V)"), "primary")
        self.verify.setToolTip(self.tr("检查记录是否完整、是否被改动过"))
        self.verify.clicked.connect(self.verify_wished)
        line.addWidget(self.export)
        line.addWidget(self.verify)
        return line

    def _verdict(self) -> QWidget:
        self.verdict, layout = card()
        self.words = paragraph()
        layout.addWidget(self.words)
        self.verdict.hide()
        return self.verdict

    def _filters(self) -> QVBoxLayout:
        both, above, below = QVBoxLayout(), QHBoxLayout(), QHBoxLayout()
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("对象、说明中的文字"))
        self.search.setAccessibleName(self.tr("搜索"))
        self.search.setClearButtonEnabled(True)
        self.since, self.until = QLineEdit(), QLineEdit()
        for edit, name in ((self.since, self.tr("起始日期")), (self.until, self.tr("截止日期"))):
            edit.setPlaceholderText(self.tr("{0} 2026-01-31").format(name))
            edit.setAccessibleName(name)
            edit.setClearButtonEnabled(True)
        above.addWidget(self.search, 2)
        above.addWidget(self.since, 1)
        above.addWidget(self.until, 1)
        self.boxes: dict[str, QComboBox] = {}
        for key, name in (("officer", self.tr("人员")), ("action", self.tr("事项")), ("result", self.tr("结果"))):
            box = QComboBox()
            box.setAccessibleName(name)
            box.addItem(self.tr("{0}：全部").format(name), "")
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
            box.currentIndexChanged.connect(self._on_filter)
            self.boxes[key] = box
            below.addWidget(box, 1)
        for value in _RESULTS:
            self.boxes["result"].addItem(value, value)
        for edit in (self.search, self.since, self.until):
            edit.textChanged.connect(lambda: self._timer.start())
        both.addLayout(above)
        both.addLayout(below)
        shortcut(self, "Ctrl+F", self.search.setFocus)
        return both

    def attach(self, rows: model.JournalModel) -> None:
        """Show the rows of that model."""
        self._rows = rows
        self.table = RecordTable(rows)
        self.table.setAccessibleName(self.tr("审计记录"))
        header = self.table.horizontalHeader()
        header.setSectionsClickable(False)
        header.setSortIndicatorShown(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.chosen.connect(self.chosen)
        rows.loaded.connect(self._on_loaded)
        left = QWidget()
        column = vertical(left)
        self._lists = QStackedWidget()
        self._lists.addWidget(advice(self.tr("没有符合条件的记录。放宽上面的条件再看。")))
        self._lists.addWidget(self.table)
        self.count = label("", "muted")
        column.addWidget(self._lists, 1)
        column.addWidget(self.count)
        self.details = EntryPage()
        splitter = QSplitter(Qt.Orientation.Horizontal)
        divide(splitter, (left, self.details), (800, 300), (8, 3))
        self._pages.addWidget(splitter)

    def _on_loaded(self, count: int) -> None:
        self._lists.setCurrentIndex(1 if count else 0)
        self.count.setText(self.tr("共{0}条，最新的在前").format(f"{count:,}"))
        if count:
            self.table.setCurrentIndex(self._rows.index(0, 0))
        else:
            self.details.show_nothing()

    def offer(self, names: Mapping[str, Sequence[str]]) -> None:
        """Officers and actions that occur; what is chosen stays chosen."""
        for key, values in names.items():
            box = self.boxes[key]
            known = {box.itemData(place) for place in range(box.count())}
            for value in values:
                if value not in known:
                    box.addItem(value, value)

    def wanted(self) -> Filter:
        """What the filters ask for; a day that is none narrows nothing and is told."""
        days, wrong = {}, []
        for key, edit in (("since", self.since), ("until", self.until)):
            text = edit.text().strip()
            found = day_of(text)
            if text and found is None:
                wrong.append(text)
            days[key] = found.isoformat() if found else ""
        self.fault.setText(self.tr("日期应如 2026-01-31，现为：{0}").format("、".join(wrong)))
        self.fault.setVisible(bool(wrong))
        officer, action, result = (str(self.boxes[key].currentData() or "") for key in ("officer", "action", "result"))
        return Filter(officer, action, result, days["since"], days["until"], self.search.text().strip())

    def _on_filter(self) -> None:
        self.filtered.emit(self.wanted())

    def set_busy(self, on: bool) -> None:
        """Verifying or exporting; one at a time."""
        self.verify.setEnabled(not on)
        self.export.setEnabled(not on)
        if not on:
            self.progress.hide()

    def show_verdict(self, verdict: Verdict, at: str) -> None:
        """What verifying found."""
        key = "R" if verdict.faults else "G"
        head = self.tr("发现问题") if verdict.faults else self.tr("核验通过")
        advice_ = self.tr("请勿继续改动，保护现场，报告负责人，并与备份核对。") if verdict.faults else ""
        colour = theme.severity(key).name()
        lines = [f'<b style="color:{colour}">{theme.SIGNS[key]} {head}</b>（{at}）']
        lines += [*verdict.faults, advice_] if verdict.faults else [verdict.words]
        self.words.setText("<br>".join(lines))
        self.verdict.show()


class EntryPage(Details):
    """One row of the journal."""

    def __init__(self) -> None:
        super().__init__()
        self.hint.setText(self.tr("在左边选一条记录，这里显示全部内容。"))
        self._facts = Facts()
        self.body.addLayout(self._facts)
        self.body.addStretch(1)

    def show_entry(self, one: Record) -> None:
        """Fill the page."""
        self._facts.show_facts(model.facts(one))
        self.show_body()
