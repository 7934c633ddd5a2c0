"""An .xls before it is read: password, macros, extent, formulas and error cells, from its records."""

import struct
from collections.abc import Iterator
from typing import Final

from cadre_desk.exchange.extent import Extent, check_total
from cadre_desk.exchange.findings import Findings, error_cell, formula
from cadre_desk.exchange.kinds import damaged, locked, not_a_spreadsheet, with_macros
from cadre_desk.exchange.ole import Container

FORMULA: Final = 0x0006
FILE_PASSWORD: Final = 0x002F
SHEET: Final = 0x0085
BEGIN: Final = 0x0809
BOOL_OR_ERROR: Final = 0x0205
MANY_NUMBERS: Final = 0x00BD
VALUES: Final = frozenset((FORMULA, 0x0203, 0x0204, BOOL_OR_ERROR, 0x027E, 0x00FD, 0x00D6, MANY_NUMBERS))
ERRORS: Final = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def check(content: bytes, findings: Findings) -> None:
    """Tell by the container what it is, then go through the records of a workbook."""
    container = Container(content)
    names = container.entries
    if "EncryptedPackage" in names:
        raise locked()
    if "_VBA_PROJECT_CUR" in names:
        raise with_macros()
    book = next((name for name in ("Workbook", "WORKBOOK", "Book", "BOOK") if name in names), "")
    if not book:
        raise not_a_spreadsheet("这是 Word 文档" if "WordDocument" in names else "无法识别的内容")
    try:
        _check_records(container.stream(book), findings)
    except (struct.error, IndexError):
        raise damaged() from None


def _check_records(book: bytes, findings: Findings) -> None:
    """One pass; a sheet's records follow the place its name was given with."""
    sheets: dict[int, str] = {}
    extents: dict[str, Extent] = {}
    sheet, extent = "", Extent()
    for place, kind, data in _records(book):
        if kind in VALUES:
            _value(kind, data, sheet, extent, findings)
        elif kind == SHEET:
            sheets[struct.unpack_from("<I", data)[0]] = _name(data)
        elif kind == FILE_PASSWORD:
            raise locked()
        elif kind == BEGIN and place in sheets:
            sheet, extent = sheets[place], extents.setdefault(sheets[place], Extent())
            if data[2:4] == b"\x40\x00":
                raise with_macros()
    for name, reached in extents.items():
        reached.check(name)
    check_total(list(extents.values()))


def _records(book: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Place, kind and content of each record."""
    place = 0
    while place + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, place)
        yield place, kind, book[place + 4 : place + 4 + length]
        place += 4 + length


def _name(data: bytes) -> str:
    """A sheet's name, in one of two widths."""
    length, wide = data[6], data[7] & 1
    return data[8 : 8 + length * 2].decode("utf-16-le", "replace") if wide else data[8 : 8 + length].decode("latin-1")


def _value(kind: int, data: bytes, sheet: str, extent: Extent, findings: Findings) -> None:
    """Take in the extent of a cell with a value, note formulas and errors."""
    row, column = struct.unpack_from("<HH", data)
    last = struct.unpack_from("<H", data, len(data) - 2)[0] if kind == MANY_NUMBERS else column
    extent.reach(row + 1, last + 1)
    error = _error(kind, data)
    if error is not None:
        findings.add(error_cell(sheet, row + 1, column + 1, ERRORS.get(error, "#ERROR")))
    elif kind == FORMULA:
        findings.add(formula(sheet, row + 1, column + 1))


def _error(kind: int, data: bytes) -> int | None:
    """The code of the error a cell shows, if it shows one."""
    if kind == BOOL_OR_ERROR and data[7]:
        return data[6]
    if kind == FORMULA and data[12:14] == b"\xff\xff" and data[6] == 2:
        return data[8]
    return None
