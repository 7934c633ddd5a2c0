"""台账: files in, files out, what was recorded, what was imported."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from cadre_desk.ui.kit.basics import advice, button, divide, label, paragraph, scrolled, vertical
from cadre_desk.ui.kit.listing import Filter, ListView
from cadre_desk.ui.kit.progress import Progress
from cadre_desk.ui.kit.table import Record, small_table
from cadre_desk.ui.ledgers import model
from cadre_desk.ui.ledgers.model import LedgerFile


class LedgersView(QWidget):
    """Four tabs."""

    def __init__(self, ledgers: Mapping[str, tuple[str, str]], measures: Sequence[str]) -> None:
        super().__init__()
        titles = {kind: title for kind, (title, _) in ledgers.items()}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 10)
        layout.setSpacing(8)
        layout.addWidget(label(self.tr("台账"), "title"))
        self.tabs = QTabWidget()
        self.intake, self.outlet = ImportPage(titles), ExportPage(ledgers)
        self.measures = ListView(
            "",
            model.MEASURES,
            self.tr("没有符合条件的处理处分。还没有数据时，请在“导入”页导入处理处分台账；印发函件时会自动登记。"),
            filters=(Filter(self.tr("种类"), "measure", tuple((name, name) for name in measures)),),
        )
        self.record = BatchesPage(titles)
        self.tabs.addTab(self.intake, self.tr("导入"))
        self.tabs.addTab(self.outlet, self.tr("导出与模板"))
        self.tabs.addTab(self.measures, self.tr("处理处分"))
        self.tabs.addTab(self.record, self.tr("导入记录"))
        layout.addWidget(self.tabs, 1)


class ImportPage(QWidget):
    """Files above, what is wrong with the chosen one below."""

    choose_wished = Signal()
    dropped = Signal(object)  # list[Path]
    file_chosen = Signal(int)  # row
    again_wished = Signal(object)  # rows
    remove_wished = Signal(object)
    keep_wished = Signal(object)
    mark_wished = Signal(int)
    accept_wished = Signal(int, str)

    def __init__(self, titles: Mapping[str, str]) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(8)
        layout.addLayout(self._top(titles))
        self._pages = QStackedWidget()
        self._pages.addWidget(advice(self._first_steps()))
        splitter = QSplitter(Qt.Orientation.Vertical)
        divide(splitter, (self._files(), self._details()), (200, 300), (2, 3))
        self._pages.addWidget(splitter)
        layout.addWidget(self._pages, 1)
        self.progress = Progress()
        layout.addWidget(self.progress)
        self._shown = -1

    def _top(self, titles: Mapping[str, str]) -> QHBoxLayout:
        line = QHBoxLayout()
        name = label(self.tr("种类(&K)"))
        self.kind = QComboBox()
        for kind, title in titles.items():
            self.kind.addItem(title, kind)
        self.kind.setToolTip(self.tr("文件名里写有台账名称的，按文件名识别；其余按这里所选的种类"))
        name.setBuddy(self.kind)
        self.choose = button(self.tr("选择文件…"), "primary")
        self.choose.setShortcut("Ctrl+O")
        self.choose.setToolTip("Ctrl+O")
        self.choose.clicked.connect(self.choose_wished)
        hint = label(self.tr("或把 .xlsx、.xls、.ods 文件拖到本页。先试导入，不改动保险库。"), "muted")
        for widget in (name, self.kind, self.choose):
            line.addWidget(widget)
        line.addWidget(hint, 1)
        return line

    def _first_steps(self) -> str:
        return self.tr(
            "选择文件或把文件拖到这里：先试导入，逐格列出错误，没有错误再导入。\n"
            "顺序：单位与职数 → 干部 → 报告、处理处分、专项整治。\n"
            "还没有表格时，在“导出与模板”页取空白模板。"
        )

    def _files(self) -> QWidget:
        holder = QWidget()
        layout = vertical(holder)
        self.files, self._file_records = small_table(model.FILES)
        self.files.setAccessibleName(self.tr("待导入的文件"))
        self.files.chosen.connect(self.file_chosen)
        self.files.selectionModel().selectionChanged.connect(lambda *_: self._show_possible())
        layout.addWidget(self.files, 1)
        line = QHBoxLayout()
        self.keep = button(self.tr("导入"), "primary")
        self.keep.clicked.connect(lambda: self.keep_wished.emit(self._rows()))
        self.again = button(self.tr("重新试导入"))
        self.again.setToolTip(self.tr("在 Excel/WPS 中改好并保存后再试"))
        self.again.clicked.connect(lambda: self.again_wished.emit(self._rows()))
        self.remove = button(self.tr("从列表移除"))
        self.remove.clicked.connect(lambda: self.remove_wished.emit(self._rows()))
        line.addWidget(self.keep)
        line.addWidget(self.again)
        line.addWidget(self.remove)
        line.addStretch(1)
        layout.addLayout(line)
        return holder

    def _details(self) -> QWidget:
        holder = QWidget()
        layout = vertical(holder)
        head = QHBoxLayout()
        self.words = paragraph()
        self.mark = button(self.tr("写出标红副本…"))
        self.mark.setToolTip(self.tr("另存一份表格：错误的单元格标红并写明原因，原文件不动"))
        self.mark.clicked.connect(lambda: self.mark_wished.emit(self._shown))
        head.addWidget(self.words, 1)
        head.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(head)
        self.left_out = paragraph("", "muted")
        layout.addWidget(self.left_out)
        self.faults, self._fault_records = small_table(model.FAULTS)
        self.faults.setAccessibleName(self.tr("错误清单"))
        layout.addWidget(self.faults, 1)
        self._acceptance = self._accept_line()
        layout.addWidget(self._acceptance)
        layout.addStretch(0)
        return holder

    def _accept_line(self) -> QWidget:
        holder = QWidget()
        layout = vertical(holder, spacing=4)
        text = self.tr("只剩号码的校验码不符。逐一核对过原件、号码确实如此的，写明理由后可以接受；理由随导入记录保存。")
        layout.addWidget(label(text, "muted", wrap=True))
        line = QHBoxLayout()
        name = label(self.tr("理由(&R)"))
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("例如：已核对居民身份证原件，号码无误"))
        name.setBuddy(self.reason)
        self.accept = button(self.tr("接受并导入"), "primary")
        self.accept.clicked.connect(self._on_accept)
        self.reason.returnPressed.connect(self._on_accept)
        self.reason.textChanged.connect(lambda text: self.accept.setEnabled(bool(text.strip())))
        self.accept.setEnabled(False)
        line.addWidget(name)
        line.addWidget(self.reason, 1)
        line.addWidget(self.accept)
        layout.addLayout(line)
        return holder

    def _on_accept(self) -> None:
        if self.accept.isEnabled():
            self.accept_wished.emit(self._shown, self.reason.text().strip())

    # -- files --------------------------------------------------------------------------------------------------------

    def _rows(self) -> list[int]:
        return self.files.chosen_keys()

    def show_files(self, files: Sequence[LedgerFile], row: int) -> None:
        """The list, with that row chosen where the choice was lost."""
        chosen = self._rows()
        self._file_records.set_records([model.file_record(one) for one in files])
        self._pages.setCurrentIndex(1 if files else 0)
        if files:
            self.files.setCurrentIndex(self._file_records.index(min(max(row, 0), len(files) - 1), 0))
            for other in chosen:
                if len(chosen) > 1 and other < len(files):
                    self.files.selectionModel().select(
                        self._file_records.index(other, 0),
                        self.files.selectionModel().SelectionFlag.Select
                        | self.files.selectionModel().SelectionFlag.Rows,
                    )
        self._show_possible()

    def _show_possible(self) -> None:
        """Buttons that do something with the chosen rows."""
        states = [self._file_records.record(row)["state"] for row in self._rows()]
        ready = states.count("ready")
        self.keep.setEnabled(bool(ready))
        self.keep.setText(self.tr("导入（{0}个文件）").format(ready) if ready > 1 else self.tr("导入"))
        busy = {"waiting", "running"}
        self.again.setEnabled(any(state not in busy for state in states))
        self.remove.setEnabled(any(state not in busy for state in states))

    def show_details(self, row: int, file: LedgerFile) -> None:
        """What was found in the chosen file."""
        if row != self._shown or file.state != "doubtful":
            self.reason.clear()
        self._shown = row
        self.words.setText(file.words)
        self.left_out.setText(self.tr("以下列没有对应的项，不导入：{0}").format("、".join(file.left_out)))
        self.left_out.setVisible(bool(file.left_out))
        self._fault_records.set_records([model.fault_record(fault) for fault in file.faults])
        self.faults.setVisible(bool(file.faults))
        self.mark.setVisible(file.state != "kept" and any(fault.cell for fault in file.faults))
        self._acceptance.setVisible(file.state == "doubtful")

    # -- drag and drop ------------------------------------------------------------------------------------------------

    @staticmethod
    def _paths(event: QDropEvent) -> list[Path]:
        return model.readable(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if paths := self._paths(event):
            event.acceptProposedAction()
            self.dropped.emit(paths)


class ExportPage(QWidget):
    """One line for each ledger."""

    template_wished = Signal(str)
    export_wished = Signal(str)

    def __init__(self, ledgers: Mapping[str, tuple[str, str]]) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(8)
        text = self.tr("空白模板带表头、下拉选项和示例行；导出的表格可以再导入。导出会记入审计。")
        layout.addWidget(label(text, "muted"))
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 4, 8, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(3, 1)
        self.buttons: dict[tuple[str, str], QPushButton] = {}
        for row, (kind, (title, help_)) in enumerate(ledgers.items()):
            self._add(grid, row, kind, title, help_)
            self._add_button(grid, row, 1, "template", kind, self.tr("空白模板…"), title)
        row = len(ledgers)
        self._add(
            grid, row, "flags", self.tr("预警"), self.tr("全部预警及依据的单元格、处置状态；只导出，不能再导入。")
        )
        grid.setRowStretch(row + 1, 1)
        layout.addWidget(scrolled(holder), 1)
        self.said = paragraph()
        layout.addWidget(self.said)
        self.progress = Progress()
        layout.addWidget(self.progress)

    def _add(self, grid: QGridLayout, row: int, kind: str, title: str, help_: str) -> None:
        grid.addWidget(label(title, "heading"), row, 0)
        grid.addWidget(label(help_, "muted", wrap=True), row, 3)
        text = self.tr("导出预警…") if kind == "flags" else self.tr("导出…")
        self._add_button(grid, row, 2, "export", kind, text, title)

    def _add_button(
        self, grid: QGridLayout, row: int, column: int, what: str, kind: str, text: str, title: str
    ) -> None:
        found = button(text)
        found.setAccessibleName(f"{title} {text}")
        wish = self.template_wished if what == "template" else self.export_wished
        found.clicked.connect(lambda: wish.emit(kind))
        self.buttons[what, kind] = found
        grid.addWidget(found, row, column)

    def set_busy(self, busy: bool) -> None:
        """One file is written at a time."""
        for one in self.buttons.values():
            one.setEnabled(not busy)


class BatchesPage(QWidget):
    """What was imported, when and by whom; each import can be taken back as one unit."""

    undo_wished = Signal(int, str)  # batch, file

    def __init__(self, titles: Mapping[str, str]) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(8)
        self.table, self.records = small_table(model.batches(titles))
        self.table.setAccessibleName(self.tr("导入记录"))
        self._pages = QStackedWidget()
        self._pages.addWidget(advice(self.tr("还没有导入过文件。请在“导入”页选择文件。")))
        self._pages.addWidget(self.table)
        layout.addWidget(self._pages, 2)
        layout.addLayout(self._below())
        self.said = paragraph()
        self.said.hide()
        layout.addWidget(self.said)
        self.places, self._place_records = small_table(model.PLACES, wrap=True)
        self.places.setAccessibleName(self.tr("后来的改动"))
        self.places.hide()
        layout.addWidget(self.places, 1)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_possible())
        self._undoing = False

    def _below(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self._count = label("", "muted")
        self.undo = button(self.tr("撤销导入…"))
        self.undo.setToolTip(self.tr("整批撤销：新增的行移除，改动的行恢复原样"))
        self.undo.clicked.connect(self._on_undo)
        self.undo.setEnabled(False)
        line.addWidget(self._count, 1)
        line.addWidget(self.undo)
        return line

    def _on_undo(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            one = self.records.record(row)
            self.undo_wished.emit(one["id"], one["file"])

    def show_batches(self, batches: Sequence[Record]) -> None:
        """The latest imports."""
        row = self.table.currentIndex().row()
        self.records.set_records(batches)
        self._pages.setCurrentIndex(1 if batches else 0)
        self._count.setText(self.tr("最近{0}次导入").format(len(batches)) if batches else "")
        if batches:
            self.table.setCurrentIndex(self.records.index(max(0, row), 0))
        self._show_possible()

    def _show_possible(self) -> None:
        row = self.table.currentIndex().row()
        self.undo.setEnabled(row >= 0 and not self._undoing and not self.records.record(row)["undone_at"])

    def show_undoing(self, on: bool) -> None:
        """An import is being taken back; one at a time."""
        self._undoing = on
        if on:
            self.tell(self.tr("正在撤销……"))
        self._show_possible()

    def tell(self, text: str, places: Sequence[str] = ()) -> None:
        """What became of it; what stands in the way."""
        self.said.setText(text)
        self.said.setVisible(bool(text))
        self._place_records.set_records([{"place": place} for place in places])
        self.places.setVisible(bool(places))
