"""A list with its search line, filters and count; what to do next where it is empty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QByteArray, QModelIndex, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cadre_desk.services.lists import Query
from cadre_desk.ui.kit.basics import advice, button, label, pause
from cadre_desk.ui.kit.table import Column, ListModel, RecordTable

_FILTERS_BESIDE = 2  # more stand in a line of their own below the search
_LONG_CHOICE = 10  # characters; longer words are read when the choice is opened
_PAUSE = 250  # ms after the last key before the list is asked


@dataclass(frozen=True, slots=True)
class Filter:
    """One choice above a list: label, column, and the values with their words (the first is 全部, where not needed)."""

    label: str
    key: str
    choices: tuple[tuple[Any, str], ...]
    default: Any = None
    needed: bool = False  # one of the values has to be chosen


class ListView(QWidget):
    """Search, filters, table, count."""

    query_changed = Signal(object)
    chosen = Signal(int)
    opened = Signal(int)

    def __init__(
        self,
        title: str,
        columns: Sequence[Column],
        empty: str,
        *,
        filters: Sequence[Filter] = (),
        hint: str = "",
        sort: str = "",
        descending: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns, self._title = tuple(columns), title
        self._base = Query(sort=sort, descending=descending)
        self._wanted: int | None = None  # key that stays chosen when the list is loaded again
        self._place = 0  # its row: where it is gone, the one that stands there now is chosen
        self._explicit = False  # asked for from elsewhere: then it need not be in the list
        self._timer = pause(self, _PAUSE, self._on_query)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(14, 12, 14, 10)
        self._layout.setSpacing(8)
        self._top = QHBoxLayout()
        if title:
            self._top.addWidget(label(title, "title"))
        self._top.addStretch(1)
        self._layout.addLayout(self._top)
        self._layout.addLayout(self._search_line(hint, filters))
        self._pages = QStackedWidget()
        self._pages.addWidget(advice(empty))
        self._layout.addWidget(self._pages, 1)
        self._count = label("", "muted")
        self._layout.addWidget(self._count)
        self.table: RecordTable

    def _search_line(self, hint: str, filters: Sequence[Filter]) -> QBoxLayout:
        line = QHBoxLayout()
        self.search = QLineEdit()
        self.search.setPlaceholderText(hint or self.tr("姓名、拼音首字母、身份证号、单位"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(150)
        self.search.setAccessibleName(self.tr("搜索"))
        self.search.textChanged.connect(lambda: self._timer.start())
        line.addWidget(self.search, 1)
        self._filters: list[tuple[Filter, QComboBox]] = [(one, self._filter_box(one)) for one in filters]
        if len(filters) <= _FILTERS_BESIDE:
            for _, box in self._filters:
                line.addWidget(box)
            return line
        both, below = QVBoxLayout(), QHBoxLayout()
        for _, box in self._filters:
            below.addWidget(box, 1)
        both.addLayout(line)
        both.addLayout(below)
        return both

    def _filter_box(self, one: Filter) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(one.label)
        if not one.needed:
            box.addItem(self.tr("{0}：全部").format(one.label), None)
        for value, words in one.choices:
            box.addItem(words, value)
        if max(len(box.itemText(n)) for n in range(box.count())) > _LONG_CHOICE:
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(_LONG_CHOICE)
            box.view().setMinimumWidth(box.view().sizeHintForColumn(0) + 36)
        box.setCurrentIndex(max(0, box.findData(one.default)))
        box.currentIndexChanged.connect(self._on_query)
        return box

    def add_action(self, text: str, role: str = "") -> QPushButton:
        """A button beside the title."""
        found = button(text, role)
        self.add_widget(found)
        return found

    def add_widget(self, widget: QWidget) -> None:
        """Something else beside the title."""
        self._top.addWidget(widget)

    def attach(self, model: ListModel) -> None:
        """Show the rows of that model."""
        self.table = RecordTable(model)
        self._model = model
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self.opened)
        self.table.sort_wished.connect(self._on_sort)
        model.loaded.connect(self._on_loaded)
        self.table.setAccessibleName(self._title)
        self._pages.addWidget(self.table)
        self.setTabOrder(self._filters[-1][1] if self._filters else self.search, self.table)

    def _on_loaded(self, count: int) -> None:
        self._pages.setCurrentIndex(1 if count else 0)
        self._count.setText(self.tr("共{0}条").format(f"{count:,}"))
        row = self._model.row_of(self._wanted) if self._wanted is not None else -1
        if count and (row >= 0 or not self._explicit):
            self.table.setCurrentIndex(self._model.index(row if row >= 0 else min(self._place, count - 1), 0))

    @property
    def asked_from_elsewhere(self) -> bool:
        """Whether the record that is shown was opened from another screen and may be missing from the list."""
        return self._explicit

    def want(self, key: int) -> None:
        """Choose this record when it is in the list, and nothing else when it is not."""
        self._wanted, self._explicit = key, True
        row = self._model.row_of(key)
        if row >= 0:
            self.table.setCurrentIndex(self._model.index(row, 0))
        else:
            self.table.setCurrentIndex(QModelIndex())  # so that a click on the row that was current opens it

    def _on_chosen(self, key: int) -> None:
        self._explicit = self._explicit and key == self._wanted
        self._wanted = key
        self._place = self.table.currentIndex().row()
        self.chosen.emit(key)

    def _on_sort(self, key: str, descending: bool) -> None:
        self._base = replace(self._base, sort=key, descending=descending)
        self._on_query()

    def _on_query(self) -> None:
        self._explicit = False  # who searches means what he finds
        self.query_changed.emit(self.query())

    def query(self) -> Query:
        """What the search line, the filters and the figure that led here ask for."""
        chosen = {one.key: box.currentData() for one, box in self._filters if box.currentData() is not None}
        shown = {one.key for one, _ in self._filters}
        rest = {key: value for key, value in self._base.where.items() if key not in shown or isinstance(value, tuple)}
        return replace(self._base, text=self.search.text(), where={**rest, **chosen})

    def where(self) -> dict[str, Any]:
        """What is asked for, which record is chosen, how the columns lie: as JSON can hold it."""
        asked = self.query()
        values = {key: {"any": list(one)} if isinstance(one, tuple) else one for key, one in asked.where.items()}
        return {
            "text": asked.text,
            "where": values,
            "sort": asked.sort,
            "descending": asked.descending,
            "key": self._wanted,
            "columns": bytes(self.table.horizontalHeader().saveState().toHex().data()).decode(),
        }

    def come_back(self, where: Mapping[str, Any]) -> None:
        """Ask for the same again; the record that was chosen is chosen again where it is still in the list."""
        values = {key: tuple(one["any"]) if isinstance(one, dict) else one for key, one in where["where"].items()}
        header = self.table.horizontalHeader()
        header.blockSignals(True)  # its order is that of the query, which is asked below
        header.restoreState(QByteArray.fromHex(where["columns"].encode()))
        header.blockSignals(False)
        self.show_query(Query(where["text"], values, where["sort"], where["descending"]))
        self._wanted = where["key"]

    def show_query(self, query: Query) -> None:
        """Set search, filters and order as a figure on the dashboard asks."""
        self._base = query
        self._wanted, self._place, self._explicit = None, 0, False
        self.search.blockSignals(True)
        self.search.setText(query.text)
        self.search.blockSignals(False)
        for one, box in self._filters:
            box.blockSignals(True)
            value = query.where.get(one.key)
            if value is not None and not isinstance(value, tuple) and box.findData(value) < 0:
                box.addItem(str(value), value)
            box.setCurrentIndex(max(0, box.findData(value)) if not isinstance(value, tuple) else 0)
            box.blockSignals(False)
        self._on_query()
