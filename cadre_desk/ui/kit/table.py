"""Lists: what a list shows is a tuple of columns; rows come page by page from the vault."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from cadre_desk.services import lists
from cadre_desk.services.flags import SEVERITIES
from cadre_desk.services.lists import Query
from cadre_desk.ui.kit import clipboard, theme
from cadre_desk.ui.kit.tasks import Tasks

Index = QModelIndex | QPersistentModelIndex
Record = Mapping[str, Any]
_PAGE = 200
_MOST_COPIED = 5_000


def noop(context: str, text: str) -> str:
    """Mark a text for translation where there is no object to ask; the extraction knows this name."""
    return text


def heading(text: str) -> str:
    """A heading in the language of the window."""
    return QCoreApplication.translate("columns", text)


def plain(value: Any) -> str:
    """A value as a list shows it."""
    return "" if value is None else str(value)


def moment(value: Any) -> str:
    """A moment to the minute."""
    return plain(value)[:16].replace("T", " ")


def severity_words(severity: str) -> str:
    """Sign and word of a severity."""
    return f"{theme.SIGNS[severity]} {SEVERITIES[severity]}"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list: heading, key of the record, width in characters, how the value is shown."""

    label: str
    key: str
    width: int = 12
    show: Callable[[Any], str] = plain
    right: bool = False
    sort: str = ""  # key by which the column is sorted, where it is another
    severity: bool | Callable[[Record], str] = False  # coloured by the record's severity, or by what this finds


def _alignment(column: Column) -> Qt.AlignmentFlag:
    """Figures at the right, and their heading over them."""
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _colour(column: Column, record: Record) -> QColor | None:
    """The colour of a cell, None for the ordinary one."""
    if not column.severity:
        return None
    found = column.severity(record) if callable(column.severity) else record.get("severity")
    return theme.severity(found) if found else None


class ColumnModel(QAbstractTableModel):
    """Records in columns; where they come from is the business of the heirs."""

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)

    def key(self, row: int) -> int:
        """What a row is named by to others: its number, unless the list knows better."""
        return row

    def record(self, row: int) -> Record | None:
        """The record of a row; None while it is on the way."""
        raise NotImplementedError

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.columns[section])
        return heading(self.columns[section].label) if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.ForegroundRole):
            return None
        record = self.record(index.row())
        if record is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.ForegroundRole:
            return _colour(column, record)
        return column.show(record if column.key == "*" else record.get(column.key))


class ListModel(ColumnModel):
    """Keys of all rows at once, rows themselves page by page; a page that is not there yet shows as dots."""

    loaded = Signal(int)  # number of rows

    def __init__(self, tasks: Tasks, name: str, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(columns, parent)
        self._tasks, self._name = tasks, name
        self._keys: list[int] = []
        self._pages: dict[int, list[Record]] = {}
        self._asked: set[int] = set()
        self._turn = 0
        self.query = Query()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._keys)

    def key(self, row: int) -> int:
        return self._keys[row]

    def row_of(self, key: int) -> int:
        """The row of a key, or -1."""
        return self._keys.index(key) if key in self._keys else -1

    def record(self, row: int) -> Record | None:
        number, place = divmod(row, _PAGE)
        page = self._pages.get(number)
        if page is None:
            self._fetch(number)
            return None
        return page[place] if place < len(page) else None

    def _fetch(self, number: int) -> None:
        if number in self._asked:
            return
        self._asked.add(number)
        wanted, turn = self._keys[number * _PAGE : (number + 1) * _PAGE], self._turn
        self._tasks.ask(
            self, lambda ask: lists.rows(ask, self._name, wanted), lambda rows: self._take_page(number, rows, turn)
        )

    def _take_page(self, number: int, rows: list[dict[str, Any]], turn: int) -> None:
        if turn != self._turn:
            return
        self._pages[number] = list(rows)
        first = number * _PAGE
        last = min(first + _PAGE, len(self._keys)) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def load(self, query: Query) -> None:
        """Show what fits; the old rows stay until the new keys are there."""
        self.query = query
        self._turn += 1
        turn = self._turn
        self._tasks.ask(self, lambda ask: lists.keys(ask, self._name, query), lambda keys: self._take_keys(keys, turn))

    def _take_keys(self, keys: list[int], turn: int) -> None:
        if turn != self._turn:
            return
        self.beginResetModel()
        self._keys, self._pages, self._asked = keys, {}, set()
        self.endResetModel()
        self.loaded.emit(len(keys))


class RecordTable(QTableView):
    """A list: sorted by its headings, columns chosen by its header's menu, copied to Excel with Ctrl+C."""

    opened = Signal(int)  # key; Enter or double click
    chosen = Signal(int)  # key of the current row
    sort_wished = Signal(str, bool)

    def __init__(self, model: ColumnModel) -> None:
        super().__init__()
        self.setModel(model)
        self._model, self._columns = model, model.columns
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self._lay_out_header()
        self.doubleClicked.connect(self._on_opened)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        copy = QAction(self.tr("复制所选行"), self)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self.copy_rows)
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _lay_out_header(self) -> None:
        header = self.horizontalHeader()
        unit = self.fontMetrics().horizontalAdvance("0")
        for place, column in enumerate(self._columns):
            header.resizeSection(place, column.width * unit + 14)
        self.verticalHeader().setDefaultSectionSize(int(self.fontMetrics().height() * 1.75))
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.sortIndicatorChanged.connect(self._on_sort)
        header.setSectionsClickable(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu)

    def _on_sort(self, place: int, order: Qt.SortOrder) -> None:
        if place >= 0:
            column = self._columns[place]
            self.sort_wished.emit(column.sort or column.key, order == Qt.SortOrder.DescendingOrder)

    def _on_header_menu(self, place: Any) -> None:
        """Which columns are shown."""
        menu = QMenu(self)
        for number, column in enumerate(self._columns):
            action = menu.addAction(heading(column.label))
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(number))
            action.toggled.connect(lambda on, number=number: self.setColumnHidden(number, not on))
        menu.exec(self.horizontalHeader().mapToGlobal(place))

    def keyPressEvent(self, event: Any) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._on_opened(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _on_opened(self, index: QModelIndex) -> None:
        self.opened.emit(self._model.key(index.row()))

    def _on_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self._model.key(current.row()))

    def chosen_keys(self) -> list[int]:
        """The keys of all selected rows, in the order of the list."""
        return [self._model.key(row) for row in self._selected_rows()]

    def _selected_rows(self) -> list[int]:
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def copy_rows(self) -> None:
        """Selected rows with their headings, as Excel and WPS take them."""
        shown = [n for n in range(len(self._columns)) if not self.isColumnHidden(n)]
        lines = ["\t".join(heading(self._columns[n].label) for n in shown)]
        for row in self._selected_rows()[:_MOST_COPIED]:
            cells = (str(self._model.index(row, n).data() or "") for n in shown)
            lines.append("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in cells))
        clipboard.put("\n".join(lines))


class RecordModel(ColumnModel):
    """A short list whose records are all at hand."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__(columns)
        self._records: list[Record] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._records)

    def record(self, row: int) -> Record:
        return self._records[row]

    def set_records(self, records: Sequence[Record]) -> None:
        """Show these."""
        self.beginResetModel()
        self._records = list(records)
        self.endResetModel()


def small_table(columns: Sequence[Column], *, wrap: bool = False) -> tuple[RecordTable, RecordModel]:
    """A table for a short list, with its model; with wrap, long texts in the last column take several lines."""
    model = RecordModel(columns)
    table = RecordTable(model)
    header = table.horizontalHeader()
    header.setSectionsClickable(False)
    if wrap:
        table.setWordWrap(True)
        header.setStretchLastSection(False)  # it would keep the last section from shrinking
        header.setSectionResizeMode(len(columns) - 1, QHeaderView.ResizeMode.Stretch)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    return table, model
