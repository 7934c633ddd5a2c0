"""填报: the sections at the left with how far each is, the one in front at the right; before that, what waits."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cadre_desk.domain.pack import Section
from cadre_desk.ui.filing.model import WAITING, State
from cadre_desk.ui.filing.section import Hints, SectionPage
from cadre_desk.ui.kit import theme
from cadre_desk.ui.kit.basics import button, divide, label, paragraph, scrolled, shortcut, vertical
from cadre_desk.ui.kit.form import FieldForm
from cadre_desk.ui.kit.notice import Restored
from cadre_desk.ui.kit.table import Record, small_table


class FilingView(QStackedWidget):
    """What waits to be gone on with, or the declaration that is typed."""

    def __init__(self, head: Section) -> None:
        super().__init__()
        self.front = FrontPage()
        self.desk = FilingDesk(head)
        self.addWidget(self.front)
        self.addWidget(self.desk)


class FrontPage(QWidget):
    """No declaration is typed: how to begin, and those that were not finished."""

    blank_wished = Signal()
    go_on_wished = Signal(int)
    drop_wished = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 10)
        layout.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(label(self.tr("填报"), "title"), 1)
        self.blank = button(self.tr("空白报告表…"))
        self.blank.setToolTip(self.tr("把空白的报告表存为PDF，供手写"))
        self.blank.clicked.connect(self.blank_wished)
        top.addWidget(self.blank)
        layout.addLayout(top)
        words = self.tr("在“干部”或“报告”中选一名干部，按“填报…”开始；没有填完的列在下面，随时可以继续。")
        layout.addWidget(label(words, "muted", wrap=True))
        self.table, self._rows = small_table(WAITING)
        self.table.setAccessibleName(self.tr("没有填完的报告"))
        self.table.opened.connect(lambda row: self.go_on_wished.emit(self._key(row)))
        layout.addWidget(self.table, 8)
        line = QHBoxLayout()
        self.go_on = button(self.tr("继续填报"), "primary")
        self.go_on.clicked.connect(lambda: self.go_on_wished.emit(self._key(self.table.currentIndex().row())))
        self.drop = button(self.tr("放弃…"))
        self.drop.clicked.connect(lambda: self.drop_wished.emit(self._key(self.table.currentIndex().row())))
        line.addWidget(self.go_on)
        line.addWidget(self.drop)
        line.addStretch(1)
        layout.addLayout(line)
        layout.addStretch(1)

    def _key(self, row: int) -> int:
        return int(self._rows.record(row)["key"]) if row >= 0 else 0

    def show_waiting(self, records: Sequence[Record]) -> None:
        """Those that were not finished."""
        self._rows.set_records(records)
        for one in (self.table, self.go_on, self.drop):
            one.setVisible(bool(records))
        if records:
            self.table.setCurrentIndex(self._rows.index(0, 0))


class FilingDesk(QWidget):
    """One declaration while it is typed."""

    section_wished = Signal(int)  # 0: the head
    save_wished = Signal()
    close_wished = Signal()
    print_wished = Signal()
    file_wished = Signal()
    form_wished = Signal()
    head_typed = Signal()

    def __init__(self, head: Section) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 10)
        layout.setSpacing(6)
        layout.addLayout(self._top())
        self.facts = paragraph("", "muted")
        layout.addWidget(self.facts)
        self.restored = Restored()
        layout.addWidget(self.restored)
        both = QSplitter(Qt.Orientation.Horizontal)
        divide(both, (self._left(), self._right(head)), (270, 850), (1, 4))
        layout.addWidget(both, 1)
        self.told = label("", "fault", wrap=True)
        layout.addWidget(self.told)
        self._keys()

    def _top(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self.title = label("", "title")
        line.addWidget(self.title, 1)
        self.print = button(self.tr("打印…"))
        self.print.setToolTip("Ctrl+P")
        self.print.clicked.connect(self.print_wished)
        self.file = button(self.tr("存为PDF…"))
        self.file.clicked.connect(self.file_wished)
        self.form = button(self.tr("收集表…"))
        self.form.setToolTip(self.tr("存成电子表格，在另一台计算机上填好后，在“台账”中导入"))
        self.form.clicked.connect(self.form_wished)
        self.close_ = button(self.tr("以后再填"))
        self.close_.setToolTip(self.tr("内容存成草稿，可以随时继续"))
        self.close_.clicked.connect(self.close_wished)
        self.save = button(self.tr("保存报告"), "primary")
        self.save.setToolTip("Ctrl+S")
        self.save.clicked.connect(self.save_wished)
        for one in (self.print, self.file, self.form, self.close_, self.save):
            line.addWidget(one)
        return line

    def _left(self) -> QWidget:
        found = QWidget()
        layout = vertical(found, 6)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("报告项"))
        self.list.currentRowChanged.connect(self.section_wished)
        layout.addWidget(self.list, 1)
        self.progress = QProgressBar()
        self.progress.setFormat(self.tr("已填 %v／%m"))
        layout.addWidget(self.progress)
        return found

    def _right(self, head: Section) -> QWidget:
        self.pages = QStackedWidget()
        self.pages.setContentsMargins(8, 0, 0, 0)
        page = QWidget()
        layout = vertical(page, 6)
        layout.addWidget(label(self.tr("报告"), "heading"))
        fields = [one for one in head.fields if one.key not in ("identity", "name", "number")]
        self.head = FieldForm(fields)
        self.head.changed.connect(self.head_typed)
        self.hints = Hints()
        self.head.entered.connect(lambda key: self.hints.show_help(head, key))
        both = QSplitter(Qt.Orientation.Horizontal)
        divide(both, (scrolled(self.head), scrolled(self.hints)), (520, 300), (5, 3))
        layout.addWidget(both, 1)
        self.pages.addWidget(page)
        return self.pages

    def _keys(self) -> None:
        deeds: dict[str, Callable[[], object]] = {
            "Ctrl+PgDown": partial(self._step, 1),
            "Ctrl+PgUp": partial(self._step, -1),
            "Ctrl+S": self.save_wished.emit,
            "Ctrl+P": self.print_wished.emit,
            "Ctrl+N": partial(self._press, "add"),
            "Ctrl+Return": partial(self._press, "confirm"),
            "Ctrl+Enter": partial(self._press, "confirm"),
            "Ctrl+Delete": partial(self._press, "remove"),
            "Ctrl+0": partial(self._tick, "no"),
            "Ctrl+1": partial(self._tick, "yes"),
        }
        for keys, deed in deeds.items():
            shortcut(self, keys, deed)

    def _step(self, by: int) -> None:
        self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + by)))

    def _press(self, name: str) -> None:
        page = self.pages.currentWidget()
        if isinstance(page, SectionPage):
            getattr(page, name).click()

    def _tick(self, name: str) -> None:
        page = self.pages.currentWidget()
        if isinstance(page, SectionPage) and (box := getattr(page.ticks, name)).isVisible():
            box.click()

    # -- shown ---------------------------------------------------------------------------------------------------------

    def begin(self, titles: Sequence[str]) -> None:
        """The sections of a new declaration; pages of the former one go."""
        while self.pages.count() > 1:
            page = self.pages.widget(1)
            self.pages.removeWidget(page)
            page.deleteLater()
        with QSignalBlocker(self.list):
            self.list.clear()
            for title in titles:
                item = QListWidgetItem(title)
                item.setData(Qt.ItemDataRole.UserRole, title)
                self.list.addItem(item)
        self.progress.setMaximum(len(titles))

    def tell(self, said: str, *, wrong: bool) -> None:
        """One line below everything: what is wrong, or what was done."""
        self.told.setProperty("role", "fault" if wrong else "")
        self.told.style().polish(self.told)
        self.told.setText(said)

    def show_page(self, page: SectionPage | None) -> None:
        """The head, or a section."""
        if page is None:
            self.pages.setCurrentIndex(0)
            return
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)

    def show_states(self, states: Sequence[State]) -> None:
        """How far each is."""
        with QSignalBlocker(self.list):
            for row, state in enumerate(states):
                item = self.list.item(row)
                title = item.data(Qt.ItemDataRole.UserRole)
                sign = theme.SIGNS[state.sign] if state.done or state.sign == "R" else "□"
                item.setText(f"{sign} {title}　{state.words}")
                item.setForeground(QColor(theme.severity(state.sign)))
        self.progress.setValue(sum(one.done for one in states))
