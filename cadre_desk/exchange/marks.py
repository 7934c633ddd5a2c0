"""How a fault is shown in the copy of a spreadsheet; and, in the child process, the copy that keeps its styles."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from cadre_desk.domain.faults import Fault
from cadre_desk.domain.secrecy import Stamp
from cadre_desk.exchange.texts import clean, reference

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell

LIST: Final = "错误清单"
RED: Final = "FFC7CE"
COLUMNS: Final = (("序号", 6), ("工作表", 18), ("单元格", 10), ("内容", 24), ("问题", 44), ("应改为", 54))
LINK_COLUMN: Final = 2
LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384


def line(number: int, fault: Fault) -> tuple[str, ...]:
    """A fault as a row of the list."""
    place = fault.cell or (f"第{fault.row}行" if fault.row else "全表" if fault.sheet else "整个文件")
    return str(number), fault.sheet, place, fault.value, fault.wrong, fault.expected


def by_cell(faults: Iterable[Fault], sheet: str) -> dict[tuple[int, int], str]:
    """What to say at each faulty cell of a sheet."""
    said: dict[tuple[int, int], str] = {}
    for fault in faults:
        if fault.sheet == sheet and 0 < fault.row <= LAST_ROW and 0 < fault.column <= LAST_COLUMN:
            place = (fault.row, fault.column)
            text = f"问题：{fault.wrong}\n应改为：{fault.expected}"
            said[place] = f"{said[place]}\n{text}" if place in said else text
    return said


def head(stamp: Stamp) -> tuple[str, str]:
    """What stands above each printed page of a copy, left and right."""
    return stamp.label, stamp.number


def foot(stamp: Stamp) -> str:
    """What stands below it, at the left."""
    return f"{stamp.officer} {stamp.at}"


def mark(content: bytes, faults: Sequence[Fault], stamp: Stamp | None = None) -> bytes:
    """The workbook with its faults marked; all in memory, no scratch file."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content))
    if LIST in book.sheetnames:
        del book[LIST]
    for sheet in book.worksheets:
        for (row, column), text in by_cell(faults, sheet.title).items():
            _mark_cell(sheet.cell(row, column), text)
        sheet.sheet_view.tabSelected = False
    _list_faults(book, faults)
    if stamp:
        _put_stamp(book, stamp)
    return _saved(book)


def _put_stamp(book: "Workbook", stamp: Stamp) -> None:
    """The stamp on every printed page and in the properties, in place of who wrote the source."""
    left, right, below = (clean(text).replace("&", "&&") for text in (*head(stamp), foot(stamp)))
    for sheet in book.worksheets:
        sheet.HeaderFooter.differentFirst = sheet.HeaderFooter.differentOddEven = None
        sheet.oddHeader.left.text, sheet.oddHeader.right.text = left, right
        sheet.oddFooter.left.text, sheet.oddFooter.right.text = below, "&P/&N"
    known = book.properties
    known.creator, known.lastModifiedBy = "", None
    known.subject, known.category, known.description = stamp.number, stamp.label, clean(str(stamp))


def _mark_cell(cell: Any, text: str) -> None:
    """Colour and explain; the hidden part of a merged area can only be coloured."""
    from openpyxl.cell import Cell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    cell.fill = PatternFill("solid", fgColor=RED)
    if isinstance(cell, Cell):
        before = f"{cell.comment.text}\n" if cell.comment else ""
        cell.comment = Comment(clean(before + text), "", height=120, width=300)


def _list_faults(book: "Workbook", faults: Sequence[Fault]) -> None:
    """The first sheet: all faults, with links to their cells."""
    from openpyxl.styles import Alignment, Font, PatternFill

    sheet = book.create_sheet(LIST, 0)
    heading = [name for name, _ in COLUMNS]
    for row, texts in enumerate([heading, *(line(number, fault) for number, fault in enumerate(faults, 1))], 1):
        for column, text in enumerate(texts, 1):
            cell = sheet.cell(row, column)
            _put_text(cell, text)
            cell.font = Font(name="宋体", size=11, bold=row == 1)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if row == 1:
                cell.fill = PatternFill("solid", fgColor="D9E2F3")
    _links(book, faults)
    for letter, (_, width) in zip("ABCDEF", COLUMNS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    book.active = 0


def _put_text(cell: "Cell", text: str) -> None:
    """A text that stays a text, whatever it begins with."""
    cell.value = clean(text)
    cell.data_type = "s"
    cell.number_format = "@"


def _links(book: "Workbook", faults: Sequence[Fault]) -> None:
    """From the list to each cell that is there."""
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    for row, fault in enumerate(faults, 2):
        if fault.cell and fault.sheet in book.sheetnames:
            cell = book[LIST].cell(row, LINK_COLUMN + 1)
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=reference(fault.sheet, fault.cell))
            cell.font = Font(name="宋体", size=11, color="0563C1", underline="single")


def _saved(book: "Workbook") -> bytes:
    """The bytes of the workbook; the library's own way would put each sheet into a scratch file."""
    from openpyxl.writer.excel import ExcelWriter

    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        writer = ExcelWriter(book, archive)
        writer.write_worksheet = partial(_save_sheet, writer, archive)
        writer.write_data()
    return whole.getvalue()


def _save_sheet(book: Any, archive: zipfile.ZipFile, sheet: Any) -> None:
    """One sheet, through memory."""
    from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
    from openpyxl.worksheet._writer import WorksheetWriter

    sheet._drawing = SpreadsheetDrawing()
    sheet._drawing.charts, sheet._drawing.images = sheet._charts, sheet._images
    out = io.BytesIO()
    writer = WorksheetWriter(sheet, out)
    writer.write()
    sheet._rels = writer._rels
    archive.writestr(sheet.path[1:], out.getvalue())
    book.manifest.append(sheet)
