"""The list of declarations, and beside it one declaration: its 21 sections beside the state before it."""

from collections.abc import Iterator, Sequence
from html import escape

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QBrush, QColor, QFont, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QRadioButton,
    QSplitter,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QVBoxLayout,
)

from cadre_desk.domain.declaration import Change
from cadre_desk.ui.declarations.model import COLUMNS, SIGNS, Cell, Head, Item, Part, only_changed
from cadre_desk.ui.kit import clipboard, theme
from cadre_desk.ui.kit.basics import Details, advice, button, divide, label, paragraph, shortcut
from cadre_desk.ui.kit.listing import Filter, ListView
from cadre_desk.ui.kit.table import Index

_FIELDS = 2  # level of the fields, below sections and their rows; only they have columns


class DeclarationsView(QSplitter):
    """List at the left, declaration at the right."""

    file_wished = Signal()

    def __init__(self, years: Sequence[int], filings: Sequence[str]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        filters = (
            Filter(self.tr("报告年度"), "year", tuple((year, self.tr("{0}年度").format(year)) for year in years)),
            Filter(self.tr("报告类型"), "filing", tuple((filing, filing) for filing in filings)),
        )
        self.listing = ListView(
            self.tr("报告"),
            COLUMNS,
            self.tr("没有符合条件的报告。还没有数据时，请在“台账”中导入个人有关事项报告台账。"),
            filters=filters,
        )
        self.file = self.listing.add_action(self.tr("填报…"))
        self.file.setToolTip(self.tr("为选中的干部填一份新报告（Ctrl+N）"))
        self.file.clicked.connect(self.file_wished)
        shortcut(self, "Ctrl+N", self.file.click)
        self.page = DeclarationPage()
        self.page.setMinimumWidth(340)
        divide(self, (self.listing, self.page), (500, 680), (5, 6))


class DeclarationPage(Details):
    """Head, the switch, and the sections with their rows and fields."""

    cadre_wished = Signal()
    open_wished = Signal()
    earlier_wished = Signal()
    later_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._parts: Sequence[Part] = ()
        self.hint.setTextFormat(Qt.TextFormat.RichText)
        self.hint.linkActivated.connect(lambda _: self.open_wished.emit())
        self.show_nothing()
        self.body.addLayout(self._lay_out_head())
        self.body.addLayout(self._lay_out_switch())
        self._bodies = QStackedWidget()
        self.tree, self._nothing = SectionTree(), advice()
        self._bodies.addWidget(self.tree)
        self._bodies.addWidget(self._nothing)
        self.body.addWidget(self._bodies, 1)
        legend = "　".join(f"{sign} {change}" for change, sign in SIGNS.items())
        self.body.addWidget(label(legend, "muted"))

    def _lay_out_head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setSpacing(3)
        self.name = label("", "title", wrap=True)
        self.name.setTextFormat(Qt.TextFormat.RichText)
        self.name.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.name.setToolTip(self.tr("打开干部"))
        self.name.linkActivated.connect(lambda _: self.cadre_wished.emit())
        self.earlier = button(self.tr("上一份"))
        self.earlier.setToolTip(self.tr("这名干部的上一份报告"))
        self.earlier.clicked.connect(self.earlier_wished)
        self.later = button(self.tr("下一份"))
        self.later.setToolTip(self.tr("这名干部的下一份报告"))
        self.later.clicked.connect(self.later_wished)
        self.correct = button(self.tr("更正…"))
        self.correct.setToolTip(self.tr("改正这份报告，写明理由；改正前的内容留在历史中"))
        head.addLayout(self.head(self.name, self.earlier, self.later, self.correct))
        self._unit, self._facts, self._term, self._compared = *(paragraph() for _ in range(3)), paragraph("", "muted")
        for one in (self._unit, self._facts, self._term, self._compared):
            head.addWidget(one)
        return head

    def _lay_out_switch(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(14)
        self.all_sections = QRadioButton(self.tr("全部报告项"))
        self.only_changes = QRadioButton(self.tr("只看变化"))
        self.all_sections.setChecked(True)
        group = QButtonGroup(self)
        for one in (self.all_sections, self.only_changes):
            group.addButton(one)
            line.addWidget(one)
        self.only_changes.toggled.connect(self._show_parts)
        line.addStretch(1)
        self._copy_all = button(self.tr("复制全部"), "link")
        self._copy_all.setToolTip(self.tr("复制所显示的全部内容，可粘贴到表格或文档"))
        self._copy_all.clicked.connect(lambda: self.tree.copy_all())
        line.addWidget(self._copy_all)
        return line

    def show_nothing(self) -> None:
        """No declaration is chosen."""
        self.hint.setText(self.tr("在左边选一份报告，这里显示它的全部报告项和变化。"))
        super().show_nothing()

    def show_closed(self) -> None:
        """One is chosen, and its purpose is still to be stated."""
        words = self.tr("查看报告须写明用途：在列表中双击或按Enter键，或点下面一行。")
        link = self.tr("写明用途后查看……")
        self.hint.setText(f'{words}<br><br><a href="open">{link}</a>')
        super().show_nothing()

    def show_declaration(self, head: Head, parts: Sequence[Part]) -> None:
        """Fill the page."""
        self.name.setText(f'<a href="cadre" style="text-decoration: none">{escape(head.name)}</a>')
        self.name.setAccessibleName(self.tr("打开干部{0}").format(head.name))
        self.earlier.setEnabled(head.earlier)
        self.later.setEnabled(head.later)
        colour = theme.current().severity[head.severity] if head.severity else theme.current().muted
        self._term.setStyleSheet(f"color: {colour};")
        for one, text in (
            (self._unit, head.unit),
            (self._facts, head.facts),
            (self._term, head.term),
            (self._compared, head.compared),
        ):
            one.setText(text)
            one.setVisible(bool(text))
        changes = sum(part.changes for part in parts)
        self.only_changes.setText(self.tr("只看变化（{0}项）").format(changes))
        self._nothing.setText(self.tr("与上次相比没有变化。") if head.before else self.tr("没有更早的报告可以比较。"))
        self.tree.show_before(head.before)
        self._parts = tuple(parts)
        self._show_parts()
        self.show_body()

    def _show_parts(self) -> None:
        shown = only_changed(self._parts) if self.only_changes.isChecked() else self._parts
        self._bodies.setCurrentIndex(0 if shown else 1)
        self._copy_all.setEnabled(bool(shown))
        self.tree.show_parts(shown)


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
        self.setHeaderLabels([self.tr("项目"), self.tr("本次"), self.tr("上次")])
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

    def show_before(self, year: int | None) -> None:
        """Of which year the former state is; None: there is none."""
        self.setColumnHidden(2, year is None)
        self.headerItem().setText(2, self.tr("上次 {0}").format(year))

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
        rows = ("\t".join(item.text(column) for column in shown).rstrip() for item in items)
        clipboard.put("\n".join(rows))


def _colour(change: Change) -> QColor:
    severity = {Change.REMOVED: "R", Change.CHANGED: "O"}.get(change)
    if severity:
        return theme.severity(severity)
    return QColor(theme.current().accent if change is Change.ADDED else theme.current().muted)
