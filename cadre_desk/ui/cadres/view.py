"""The list of cadres, and beside it one cadre with everything that is known."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from cadre_desk.ui.cadres import model
from cadre_desk.ui.kit.basics import Details, Facts, advice, button, divide, label, vertical
from cadre_desk.ui.kit.listing import Filter, ListView
from cadre_desk.ui.kit.table import Column, Record, RecordModel, RecordTable, small_table


class CadresView(QSplitter):
    """List at the left, page at the right."""

    def __init__(self, levels: Sequence[str]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        filters = (
            Filter(self.tr("职务层次"), "level", tuple((level, level) for level in levels)),
            Filter(self.tr("报告对象"), "reporting", ((1, self.tr("是报告对象")), (0, self.tr("不是报告对象")))),
        )
        self.listing = ListView(
            self.tr("干部"),
            model.CADRES,
            self.tr("没有符合条件的干部。还没有数据时，请在“台账”中导入单位和干部台账。"),
            filters=filters,
        )
        self.page = CadrePage()
        divide(self, (self.listing, self.page), (560, 620), (5, 6))


class CadrePage(Details):
    """Person, family, posts, declarations, letters, measures, flags on one page."""

    letter_wished = Signal()
    filing_wished = Signal()
    holdings_wished = Signal()
    comparison_wished = Signal()
    funds_wished = Signal()
    record_opened = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self.hint.setText(self.tr("在左边选一名干部，这里显示他的全部情况。"))
        self.body.addLayout(self._lay_out_head())
        self._facts = Facts(columns=2)
        self.body.addLayout(self._facts)
        self.body.addWidget(self._tabs(), 1)

    def _lay_out_head(self) -> QHBoxLayout:
        self._name = label("", "title")
        self._name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.letter = button(self.tr("拟函件"))
        self.letter.clicked.connect(self.letter_wished)
        self.file = button(self.tr("填报…"))
        self.file.setToolTip(self.tr("为这名干部填一份个人有关事项报告"))
        self.file.clicked.connect(self.filing_wished)
        return self.head(self._name, self.letter, self.file)

    def _tabs(self) -> QTabWidget:
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self._models: dict[str, RecordModel] = {}
        self._titles: dict[str, str] = {}
        self._tables: dict[str, RecordTable] = {}
        for key, title, columns in (
            ("flag", self.tr("预警"), model.FLAGS),
            ("relative", self.tr("家庭成员"), model.RELATIVES),
            ("post", self.tr("任职"), model.POSTS),
            ("holding", self.tr("报告状态"), model.HOLDINGS),
            ("declaration", self.tr("报告"), model.FILINGS),
            ("measure", self.tr("处理处分"), model.MEASURES),
            ("letter", self.tr("函件"), model.LETTERS),
            ("case", self.tr("专项整治"), model.CASES),
        ):
            self._add_tab(key, title, columns)
        return self.tabs

    def _add_tab(self, key: str, title: str, columns: Sequence[Column]) -> None:
        table, records = small_table(columns, wrap=key in ("flag", "holding"))
        if key in ("flag", "declaration", "letter", "case"):
            table.opened.connect(lambda row, key=key: self._on_opened(key, row))
            table.setToolTip(self.tr("双击或回车打开"))
        self._models[key], self._titles[key] = records, title
        self._tables[key] = table
        self.tabs.addTab(self._declared(table) if key == "holding" else table, title)

    def _declared(self, table: RecordTable) -> QWidget:
        """What was declared, and below two more views of it."""
        holder, line = QWidget(), QHBoxLayout()
        column = vertical(holder)
        column.addWidget(self._behind_a_door(table), 1)
        self.compare, self.funds = button(self.tr("报告前后比较…")), button(self.tr("收支对照…"))
        self.compare.clicked.connect(self.comparison_wished)
        self.funds.clicked.connect(self.funds_wished)
        for one in (self.compare, self.funds):
            line.addWidget(one)
        line.addStretch(1)
        column.addLayout(line)
        return holder

    def _behind_a_door(self, table: RecordTable) -> QStackedWidget:
        """What was declared is opened for a purpose, as a declaration is."""
        self._door, closed = QStackedWidget(), QWidget()
        layout = QVBoxLayout(closed)
        layout.addStretch(1)
        layout.addWidget(advice(self.tr("这里由历次报告逐份推算出现在的房产、投资、从业等情况；查看须写明用途。")))
        self.open_holdings = button(self.tr("查看报告状态…"))
        self.open_holdings.clicked.connect(self.holdings_wished)
        layout.addWidget(self.open_holdings, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self._door.addWidget(closed)
        self._door.addWidget(table)
        return self._door

    def _on_opened(self, key: str, row: int) -> None:
        self.record_opened.emit(key, self._models[key].record(row)["key"])

    def show_person(self, name: str, facts: Sequence[tuple[str, str]], tables: Mapping[str, Sequence[Record]]) -> None:
        """Fill the page."""
        self._name.setText(name)
        self._facts.show_facts(facts)
        for key in self._models:
            if key != "holding":
                self._fill(key, tables.get(key, ()))
        self.show_body()

    def _fill(self, key: str, records: Sequence[Record]) -> None:
        self._models[key].set_records(records)
        place = list(self._models).index(key)
        self.tabs.setTabText(place, f"{self._titles[key]} {len(records)}" if records else self._titles[key])

    def show_holdings(self, records: Sequence[Record] | None) -> None:
        """What was declared, once it was opened; None: it is closed."""
        self._fill("holding", records or ())
        self._door.setCurrentIndex(0 if records is None else 1)

    def table(self, key: str) -> RecordTable:
        """The table of one tab."""
        return self._tables[key]

    def record(self, key: str) -> Record | None:
        """The row of a tab that is chosen."""
        row = self._tables[key].currentIndex().row()
        return self._models[key].record(row) if row >= 0 else None
