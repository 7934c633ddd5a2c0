"""Small widgets in the roles of the style sheet."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget


def label(text: str, role: str = "", parent: QWidget | None = None) -> QLabel:
    """A text."""
    found = QLabel(text, parent)
    if role:
        found.setProperty("role", role)
    return found


def button(text: str, role: str = "", parent: QWidget | None = None) -> QPushButton:
    """A button."""
    found = QPushButton(text, parent)
    if role:
        found.setProperty("role", role)
    found.setAutoDefault(False)
    return found


def card(title: str = "") -> tuple[QFrame, QVBoxLayout]:
    """A framed part of a page, with its layout."""
    frame = QFrame()
    frame.setProperty("role", "card")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(14, 10, 14, 12)
    layout.setSpacing(6)
    if title:
        layout.addWidget(label(title, "heading"))
    return frame, layout


def shortcut(parent: QWidget, keys: str, done: Callable[[], object]) -> QShortcut:
    """Keys that work anywhere inside a widget."""
    found = QShortcut(QKeySequence(keys), parent, done)
    found.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    return found
