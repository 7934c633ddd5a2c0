"""历史: the versions of one record, what each changed, and how the record looked on a day."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from cadre_desk.services import history
from cadre_desk.services.history import KINDS, Past, Record, Version
from cadre_desk.ui.kit.basics import advice, button, divide, label, paragraph, vertical
from cadre_desk.ui.kit.days import day_of
from cadre_desk.ui.kit.screen import Controller
from cadre_desk.ui.kit.stating import Statement
from cadre_desk.ui.kit.table import Column, moment, noop, small_table

VERSIONS = (
    Column(noop("columns", "时间"), "at", 16),
    Column(noop("columns", "改动"), "what", 6),
    Column(noop("columns", "经办人"), "officer", 9),
    Column(noop("columns", "事项"), "action", 10),
    Column(noop("columns", "理由或出处"), "why", 20),
)
CHANGES = (
    Column(noop("columns", "项目"), "label", 18),
    Column(noop("columns", "原来"), "before", 20),
    Column(noop("columns", "改为"), "after", 20),
)
FIELDS = (
    Column(noop("columns", "项目"), "label", 20),
    Column(noop("columns", "内容"), "text", 40),
)


def look(controller: Controller, kind: str, key: str, stated: Statement = Statement()) -> None:  # noqa: B008
    """Show the history of a record; that it was looked at is audited, a refusal is told."""
    controller.change(
        lambda desk, tick: history.look_back(desk, kind, key, purpose=stated.purpose, approver=stated.approver),
        lambda found: _show(controller, found),
    )


def _show(controller: Controller, found: Past) -> None:
    dialog = PastDialog(controller.view, found, controller.tasks.desk.clock().date())
    dialog.day_wished.connect(lambda day: _ask_day(controller, dialog, day))
    dialog.open()


def _ask_day(controller: Controller, dialog: "PastDialog", day: date) -> None:
    past = dialog.past
    controller.tasks.ask(
        dialog, lambda ask: history.as_of(ask, past.kind, past.key, day), lambda then: dialog.show_day(day, then)
    )


class PastDialog(QDialog):
    """Versions at the left, the newest first; what the chosen one changed, or a day's fields, at the right."""

    day_wished = Signal(object)

    def __init__(self, parent: QWidget, past: Past, today: date) -> None:
        super().__init__(parent)
        self.past, self._today = past, today
        self._versions = tuple(reversed(past.versions))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("历史"))  # no name in a window's title
        self.resize(1120, 600)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.addLayout(self._top())
        splitter = QSplitter(Qt.Orientation.Horizontal)
        divide(splitter, (self._left(), self._right()), (540, 560), (1, 1))
        layout.addWidget(splitter, 1)
        layout.addLayout(self._bottom())
        if self._versions:
            self.versions.setCurrentIndex(self._listed.index(0, 0))
        self.versions.setFocus()

    def _top(self) -> QHBoxLayout:
        line = QHBoxLayout()
        title = paragraph(f"{KINDS[self.past.kind]}　{self.past.title}", "title")
        title.setTextFormat(Qt.TextFormat.PlainText)
        line.addWidget(title, 1)
        name = label(self.tr("某日情况(&D)"))
        self.day = QLineEdit()
        self.day.setPlaceholderText(self._today.isoformat())
        self.day.setMaximumWidth(130)
        self.day.returnPressed.connect(self._on_day)
        name.setBuddy(self.day)
        self.show_that_day = button(self.tr("查看当日"))
        self.show_that_day.clicked.connect(self._on_day)
        for widget in (name, self.day, self.show_that_day):
            line.addWidget(widget)
        return line

    def _left(self) -> QWidget:
        holder = QWidget()
        column = vertical(holder)
        self.versions, self._listed = small_table(VERSIONS)
        self.versions.setAccessibleName(self.tr("各个版本"))
        self._listed.set_records([_version(one) for one in self._versions])
        self.versions.chosen.connect(self._on_version)
        column.addWidget(self.versions, 1)
        column.addWidget(label(self.tr("共{0}个版本，最新的在前").format(len(self._versions)), "muted"))
        return holder

    def _right(self) -> QWidget:
        holder = QWidget()
        column = vertical(holder)
        column.setContentsMargins(8, 0, 0, 0)
        self.heading = label("", "heading", wrap=True)
        column.addWidget(self.heading)
        self.changes, self._changed = small_table(CHANGES, wrap=True)
        self.fields, self._filled = small_table(FIELDS, wrap=True)
        self.changes.setAccessibleName(self.tr("改了什么"))
        self.fields.setAccessibleName(self.tr("当日内容"))
        for table in (self.changes, self.fields):
            column.addWidget(table, 1)
        self.fields.hide()
        self._none = advice()
        column.addWidget(self._none, 1)
        return holder

    def _bottom(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self._fault = label("", "fault", wrap=True)
        line.addWidget(self._fault, 1)
        close = button(self.tr("关闭"))
        close.clicked.connect(self.accept)
        line.addWidget(close)
        return line

    def _on_version(self, row: int) -> None:
        one = self._versions[row]
        self.heading.setText(_heading(one))
        self._changed.set_records([{"label": c.label, "before": c.before, "after": c.after} for c in one.changes])
        self.changes.setVisible(bool(one.changes))
        self.fields.hide()
        self._show_none("" if one.changes else self.tr("内容没有变化"))
        self._fault.clear()

    def _on_day(self) -> None:
        day = day_of(self.day.text())
        if day is None:
            self._fault.setText(self.tr("日期应如 {0}").format(self._today.isoformat()))
            self.day.setFocus()
            return
        self._fault.clear()
        self.day_wished.emit(day)

    def show_day(self, day: date, then: Record | None) -> None:
        """How the record looked at the end of that day."""
        self.heading.setText(self.tr("{0}结束时").format(day.isoformat()))
        self.changes.hide()
        rows = _rows(then) if then else []
        self._filled.set_records([{"label": name, "text": text} for name, text in rows])
        self.fields.setVisible(bool(rows))
        self._show_none("" if rows else self.tr("当时库中没有这条记录"))

    def _show_none(self, text: str) -> None:
        self._none.setText(text)
        self._none.setVisible(bool(text))


def _version(one: Version) -> dict[str, str]:
    why = "；".join(filter(None, (one.reason, one.source)))
    return {"at": moment(one.at), "what": one.what, "officer": one.officer, "action": one.action, "why": why}


def _heading(one: Version) -> str:
    words = QCoreApplication.translate("past", "启用历史之前已在库中") if not one.at else moment(one.at)
    return "　".join(filter(None, (words, one.officer, one.action, one.reason, one.source)))


def _rows(then: Record) -> Sequence[tuple[str, str]]:
    """Fields, and of a declaration the rows of its sections."""
    return [*then.fields.items(), *((title, words) for title, rows in then.entries.items() for words in rows)]
