"""The letter as it will be printed, drawn anew a moment after the last key."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QPointF, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cadre_desk.services import printing
from cadre_desk.ui.kit.basics import button, label, pause, vertical
from cadre_desk.ui.kit.tasks import Tasks, message

_PAUSE = 400  # ms after the last key


class PreviewPane(QWidget):
    """The pages of one letter; above them why it cannot be printed, where that is so."""

    def __init__(self) -> None:
        super().__init__()
        self.content = b""
        self._buffer = QBuffer(self)
        self.document = QPdfDocument(self)
        self.pages = QPdfView(self)
        self.pages.setAccessibleName(self.tr("函件预览"))
        self.pages.setPageMode(QPdfView.PageMode.SinglePage)
        self.pages.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.pages.setDocument(self.document)
        palette = self.pages.palette()
        palette.setColor(QPalette.ColorRole.Dark, QColor("#8b949e"))  # around the paper, which is white in any theme
        self.pages.setPalette(palette)
        self.pages.pageNavigator().currentPageChanged.connect(self._tell_page)
        self.fault = label("", "fault", wrap=True)
        self.fault.hide()
        layout = vertical(self, spacing=6)
        layout.addWidget(self.fault)
        layout.addWidget(self.pages, 1)
        layout.addLayout(self._turning())
        self._tell_page()

    def _turning(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self._previous = button(self.tr("上一页"))
        self._next = button(self.tr("下一页"))
        self._previous.clicked.connect(lambda: self._turn(-1))
        self._next.clicked.connect(lambda: self._turn(1))
        self._place = label("", "muted")
        line.addWidget(self._previous)
        line.addWidget(self._next)
        line.addWidget(self._place, 1)
        return line

    def _turn(self, by: int) -> None:
        navigator = self.pages.pageNavigator()
        navigator.jump(navigator.currentPage() + by, QPointF())

    def _tell_page(self) -> None:
        count, here = self.document.pageCount(), self.pages.pageNavigator().currentPage()
        self._place.setText(self.tr("{0}/{1}页").format(here + 1, count) if count else "")
        self._previous.setVisible(count > 1)
        self._next.setVisible(count > 1)
        self._previous.setEnabled(here > 0)
        self._next.setEnabled(here + 1 < count)

    def clear(self) -> None:
        """Nothing is shown until the next letter is drawn."""
        self.content = b""
        self.fault.hide()
        self._load()

    def show_pdf(self, content: bytes) -> None:
        """Show these pages at the place where one was reading; what is shown already is left alone."""
        self.fault.hide()
        if content == self.content:
            return
        page, height = self.pages.pageNavigator().currentPage(), self.pages.verticalScrollBar().value()
        self.content = content
        self._load()
        if 0 < page < self.document.pageCount():
            self.pages.pageNavigator().jump(page, QPointF())
        self.pages.verticalScrollBar().setValue(height)
        self._tell_page()

    def _load(self) -> None:
        self.document.close()
        self._buffer.close()
        if self.content:
            self._buffer.setData(QByteArray(self.content))
            self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            self.document.load(self._buffer)
        self._tell_page()

    def show_fault(self, text: str) -> None:
        """Why it cannot be printed as it stands; the pages before that stay."""
        self.fault.setText(self.tr("按现有文字不能打印：{0}").format(text))
        self.fault.show()


class Previewer(QObject):
    """Draws off the window's thread, one at a time: while it draws, only the latest wish is kept."""

    drawn = Signal(bytes)
    refused = Signal(str)

    def __init__(self, tasks: Tasks, fonts: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._fonts = tasks, fonts
        self._wish: tuple[int, Mapping[str, Any] | None] | None = None
        self._key = 0
        self._drawing = False
        self._timer = pause(self, _PAUSE, self._start)

    def open(self, key: int, data: Mapping[str, Any] | None = None) -> None:
        """Draw that letter at once, as it is kept or with these words."""
        self._wish, self._key = (key, data), key
        self._timer.stop()
        self._start()

    def typed(self, data: Mapping[str, Any]) -> None:
        """Draw the open letter with these words when typing pauses."""
        self._wish = (self._key, data)
        self._timer.start()

    @property
    def waiting(self) -> bool:
        """Whether there is something to be drawn."""
        return self._wish is not None or self._drawing

    def _start(self) -> None:
        if self._drawing or self._wish is None:
            return
        (key, data), self._wish = self._wish, None
        self._drawing = True
        fonts = self._fonts
        self._tasks.ask(
            self,
            lambda ask: printing.preview(ask, key, fonts, data),
            lambda content: self._end(key, content, ""),
            lambda error: self._end(key, b"", message(error)),
        )

    def _end(self, key: int, content: bytes, fault: str) -> None:
        self._drawing = False
        if key == self._key and self._wish is None:
            if fault:
                self.refused.emit(fault)
            else:
                self.drawn.emit(content)
        if not self._timer.isActive():
            self._start()
