"""Small widgets in the roles of the style sheet, and the few ways in which they are laid out."""

from collections.abc import Callable, Sequence

from PySide6 import QtCore
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A text; with wrap it takes several lines where it is long."""
    found = QLabel(text)
    if role:
        found.setProperty("role", role)
    found.setWordWrap(wrap)
    return found


def paragraph(text: str = "", role: str = "") -> QLabel:
    """A text that may be long, and that can be selected and copied."""
    found = label(text, role, wrap=True)
    found.setTextInteractionFlags(QtCore.Qt.TextInteractionFlag.TextSelectableByMouse)
    return found


def advice(text: str = "") -> QLabel:
    """What to do where there is nothing to be seen yet."""
    found = label(text, "muted", wrap=True)
    found.setAlignment(QtCore.Qt.AlignmentFlag.AlignCenter)
    return found


def button(text: str, role: str = "") -> QPushButton:
    """A button."""
    found = QPushButton(text)
    if role:
        found.setProperty("role", role)
    found.setAutoDefault(False)
    return found


def vertical(parent: QWidget, spacing: int = 8) -> QVBoxLayout:
    """A layout from top to bottom without margins of its own."""
    layout = QVBoxLayout(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    return layout


def card(title: str = "") -> tuple[QFrame, QVBoxLayout]:
    """A framed part of a page, with its layout."""
    frame = QFrame()
    layout = framed(frame)
    if title:
        layout.addWidget(label(title, "heading"))
    return frame, layout


def framed(frame: QFrame) -> QVBoxLayout:
    """The layout of a frame that becomes a card."""
    frame.setProperty("role", "card")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(14, 10, 14, 12)
    layout.setSpacing(6)
    return layout


def scrolled(inside: QWidget) -> QScrollArea:
    """A widget that may be higher than its place; the keyboard goes to what is inside."""
    area = QScrollArea()
    area.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    area.viewport().setAutoFillBackground(False)
    inside.setAutoFillBackground(False)
    return area


def divide(splitter: QSplitter, parts: Sequence[QWidget], sizes: Sequence[int], shares: Sequence[int]) -> None:
    """Parts beside each other; shares are those of the room that comes with a larger window."""
    for place, (part, share) in enumerate(zip(parts, shares, strict=True)):
        splitter.addWidget(part)
        splitter.setStretchFactor(place, share)
    splitter.setSizes(sizes)
    splitter.setChildrenCollapsible(False)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while item := layout.takeAt(0):
        if widget := item.widget():
            widget.deleteLater()


def shortcut(parent: QWidget, keys: str, done: Callable[[], object]) -> QShortcut:
    """Keys that work anywhere inside a widget."""
    found = QShortcut(QKeySequence(keys), parent, done)
    found.setContext(QtCore.Qt.ShortcutContext.WidgetWithChildrenShortcut)
    return found


def pause(parent: QObject, milliseconds: int, done: Callable[[], object]) -> QTimer:
    """A timer that calls once when nothing has started it anew for so long."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(done)
    return timer


class Facts(QGridLayout):
    """Names with their values, in one or more columns."""

    def __init__(self, columns: int = 1) -> None:
        super().__init__()
        self._columns = columns
        self.setHorizontalSpacing(14)
        self.setVerticalSpacing(4)
        for column in range(columns):
            self.setColumnStretch(2 * column + 1, 1)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """These instead of the former."""
        clear(self)
        for place, (name, value) in enumerate(facts):
            row, column = divmod(place, self._columns)
            self.addWidget(label(name, "muted"), row, 2 * column, QtCore.Qt.AlignmentFlag.AlignTop)
            self.addWidget(paragraph(value or "—"), row, 2 * column + 1)


class Details(QWidget):
    """The record that is chosen in the list beside it, or the hint to choose one."""

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(4, 12, 14, 10)
        self._pages = QStackedWidget()
        outer.addWidget(self._pages)
        self.hint, page = advice(), QWidget()
        self._pages.addWidget(self.hint)
        self._pages.addWidget(page)
        self.body = vertical(page)
        self._head_line = QHBoxLayout()  # what the record is called, and what can be done with it

    def head(self, *widgets: QWidget) -> QHBoxLayout:
        """The line above: the first widget takes the room, the others stand beside it."""
        for place, widget in enumerate(widgets):
            self._head_line.addWidget(widget, 0 if place else 1)
        return self._head_line

    def add_action(self, action: QWidget) -> None:
        """One more deed in that line."""
        self._head_line.addWidget(action)

    def show_nothing(self) -> None:
        """No record is chosen."""
        self._pages.setCurrentIndex(0)

    def show_body(self) -> None:
        """A record is chosen."""
        self._pages.setCurrentIndex(1)
