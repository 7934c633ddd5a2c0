"""A tree of sections: their items, the fields of each, what is said now beside what was said before."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAction, QBrush, QColor, QFont, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
)

from cadre_desk.domain.declaration import Change
from cadre_desk.domain.parts import SIGNS, Cell, Item, Part
from cadre_desk.ui.kit import clipboard, theme
from cadre_desk.ui.kit.table import Index

_FIELDS = 2  # level of the fields, below sections and their rows; only they have columns


class _Wrapped(QStyledItemDelegate):
    """Long words take several lines; Qt asks for the height of an item without telling it the width."""

    def __init__(self, tree: "SectionTree") -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        option.rect = QRect(0, 0, self._tree.width_of(index), 4_000)  # type: ignore[attr-defined]
        size = super().sizeHint(option, index)
        return QSize(size.width(), size.height() + 3)


class SectionTree(QTreeWidget):
    """Sections, their rows, the fields of each: what is said now beside what was said before."""

    def __init__(self) -> None:
        super().__init__()
        self.setColumnCount(3)
        self.setHeaderLabels([self.tr("项目"), "", ""])
        self.setAccessibleName(self.tr("报告项"))
        self.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.setWordWrap(True)
        self.setIndentation(16)
        self.setItemDelegate(_Wrapped(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setSectionsMovable(False)
        header.setStretchLastSection(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.sectionResized.connect(self.scheduleDelayedItemsLayout)
        copy = QAction(self.tr("复制所选行"), self)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self.copy_rows)
        everything = QAction(self.tr("复制全部"), self)
        everything.triggered.connect(self.copy_all)
        self.addActions([copy, everything])
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The labels get what they need, but leave most of the width to what is declared."""
        super().resizeEvent(event)
        needed = self.fontMetrics().horizontalAdvance("字") * 13
        self.header().resizeSection(0, min(needed, self.viewport().width() * 2 // 5))

    def width_of(self, index: Index) -> int:
        """The width that the words of an item have."""
        level, above = 0, index.parent()
        while above.isValid():
            level, above = level + 1, above.parent()
        if level < _FIELDS:
            return self.viewport().width() - self.indentation() * (level + 1)
        room = self.columnWidth(index.column())
        return room if index.column() else room - self.indentation() * (level + 1)

    def show_heads(self, now: str, before: str | None) -> None:
        """What stands in the two columns; None: there is no former state."""
        self.setColumnHidden(2, before is None)
        self.headerItem().setText(1, now)
        self.headerItem().setText(2, before or "")

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show these sections, all of them open."""
        self.setUpdatesEnabled(False)
        self.clear()
        tops = [self._section(part) for part in parts]
        self.addTopLevelItems(tops)
        for top in tops:
            top.setFirstColumnSpanned(True)
            for number in range(top.childCount()):
                top.child(number).setFirstColumnSpanned(True)
        self.expandAll()
        if tops:
            self.setCurrentItem(tops[0])
            tops[0].setSelected(False)
        self.setUpdatesEnabled(True)

    def _section(self, part: Part) -> QTreeWidgetItem:
        words = self.tr("{0}项").format(len(part.items)) if part.items else self.tr("无")
        if part.changes:
            words = self.tr("{0}，有变化{1}项").format(words, part.changes)
        found = QTreeWidgetItem([f"{part.title}　{words}"])
        found.setToolTip(0, part.source)
        if part.items:
            font = QFont(self.font())
            font.setBold(True)
            found.setFont(0, font)
        else:
            found.setForeground(0, QBrush(QColor(theme.current().muted)))
        found.addChildren([self._item(one) for one in part.items])
        return found

    def _item(self, one: Item) -> QTreeWidgetItem:
        sign = f"{SIGNS[one.change]} {one.change}　" if one.change else ""
        carried = self.tr("（沿用以前填报）") if one.carried else ""
        found = QTreeWidgetItem([f"{sign}{one.title}{carried}"])
        if one.change:
            found.setForeground(0, QBrush(_colour(one.change)))
        if one.fault:
            found.setText(0, f"{theme.SIGNS['O']} {one.title}　{one.fault}")
            found.setForeground(0, QBrush(theme.severity("O")))
        found.addChildren([self._cell(cell) for cell in one.cells])
        return found

    def _cell(self, cell: Cell) -> QTreeWidgetItem:
        changed = cell.change is Change.CHANGED
        sign = f"{SIGNS[cell.change]} " if changed else ""
        found = QTreeWidgetItem([f"{sign}{cell.label}", cell.now or "—", cell.before or "—"])
        for column in (0, 1, 2):
            found.setToolTip(column, found.text(column))
            if changed:
                found.setForeground(column, QBrush(_colour(cell.change)))
        if not changed:
            found.setForeground(0, QBrush(QColor(theme.current().muted)))
        return found

    def copy_rows(self) -> None:
        """The selected rows, as tables take them."""
        self._copy(item for item in self._items() if item.isSelected())

    def copy_all(self) -> None:
        """Every row that is shown."""
        self._copy(self._items())

    def _items(self) -> Iterator[QTreeWidgetItem]:
        iterator = QTreeWidgetItemIterator(self)
        while (item := iterator.value()) is not None:
            yield item
            iterator += 1

    def _copy(self, items: Iterator[QTreeWidgetItem]) -> None:
        shown = [column for column in range(3) if not self.isColumnHidden(column)]
        shown.sort(key=self.header().visualIndex)
        rows = ("\t".join(item.text(column) for column in shown).rstrip() for item in items)
        clipboard.put("\n".join(rows))


def _colour(change: Change) -> QColor:
    severity = {Change.REMOVED: "R", Change.CHANGED: "O"}.get(change)
    if severity:
        return theme.severity(severity)
    return QColor(theme.current().accent if change is Change.ADDED else theme.current().muted)
