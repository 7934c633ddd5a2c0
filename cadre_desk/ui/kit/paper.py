"""Pages of a PDF onto paper: at the resolution of the printer, band by band, so that a page never is one huge image."""

from collections.abc import Iterator

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QPrinter

from cadre_desk.domain.sheet import Tick

_BAND = 256  # rows of dots
FINEST = 600  # dots to the inch: more than a laser printer shows, and less than would choke it
_POINTS = 72.0  # to the inch


class PrintRefused(Exception):
    """The printer did not take the pages."""


def print_pdf(content: bytes, printer: QPrinter, tick: Tick, what: str) -> int:
    """All chosen pages, as often as wished; the number of sheets' sides. May run beside the window's thread."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    wanted = list(_wanted(document.pageCount(), printer))
    printer.setResolution(min(printer.resolution(), FINEST))
    painter = QPainter()
    if not wanted or not painter.begin(printer):
        raise PrintRefused
    try:
        for number, page in enumerate(wanted):
            tick(what, number, len(wanted))
            if number and not printer.newPage():
                raise PrintRefused
            _draw_page(document, page, printer, painter)
        tick(what, len(wanted), len(wanted))
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
        document.close()
    return len(wanted)


def _wanted(count: int, printer: QPrinter) -> Iterator[int]:
    """The pages that were asked for, in the order of printing."""
    first, last = printer.fromPage() or 1, printer.toPage() or count
    pages = list(range(max(first, 1) - 1, min(last, count)))
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    if printer.collateCopies():
        for _ in range(copies):
            yield from pages
    else:
        yield from (page for page in pages for _ in range(copies))


def _draw_page(document: QPdfDocument, page: int, printer: QPrinter, painter: QPainter) -> None:
    size, dots = document.pagePointSize(page), printer.resolution() / _POINTS
    whole = QSize(round(size.width() * dots), round(size.height() * dots))
    for top in range(0, whole.height(), _BAND):
        clip = QRect(QPoint(0, top), QSize(whole.width(), min(_BAND, whole.height() - top)))
        painter.drawImage(clip.topLeft(), _band(document, page, whole, clip))


def _band(document: QPdfDocument, page: int, whole: QSize, clip: QRect) -> QImage:
    """Some rows of the page on white, exactly where the whole page has them.

    QPdfDocument takes the last row and column of the clip for its size, and pdfium draws a clip for a page of whole
    points: both would shrink the page, so both are made up for. A test compares this with the whole page.
    """
    points = document.pagePointSize(page)
    wide = round(whole.width() * points.width() / int(points.width()))
    high = round(whole.height() * points.height() / int(points.height()))
    options = QPdfDocumentRenderOptions()
    options.setScaledSize(QSize(wide, high))
    options.setScaledClipRect(clip.adjusted(0, 0, 1, 1))
    dots = document.render(page, clip.size(), options)
    paper = QImage(clip.size(), QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    painter.drawImage(0, 0, dots)
    painter.end()
    return paper
