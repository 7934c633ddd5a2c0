"""An .xlsb before it is read: extent, formulas and error cells, from its records."""

import struct
import zipfile
from collections.abc import Iterator
from typing import Final

from cadre_desk.exchange.archive import blocks, check_markup
from cadre_desk.exchange.extent import Extent, check_total
from cadre_desk.exchange.findings import Findings, error_cell, formula
from cadre_desk.exchange.kinds import damaged
from cadre_desk.exchange.xls_check import ERRORS
from cadre_desk.exchange.xlsx_check import part_name, relations

ROW: Final = 0
BLANK, LAST_CELL = 1, 11
FORMULAS: Final = frozenset((8, 9, 10, 11))
ERROR_KINDS: Final = frozenset((3, 11))
BUNDLE: Final = 156


def check(archive: zipfile.ZipFile, findings: Findings) -> None:
    """Refuse hostile markup anywhere; go through the records of every sheet."""
    for entry in archive.infolist():
        for index, block in enumerate(blocks(archive, entry)):
            check_markup(entry, block, index == 0)
    extents = []
    try:
        for sheet, part in _sheets(archive):
            extents.append(_walk(archive.read(part), sheet, findings))
            extents[-1].check(sheet)
    except (struct.error, IndexError, KeyError):
        raise damaged() from None
    check_total(extents)


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Name and part of each worksheet."""
    targets = relations(archive, "xl/_rels/workbook.bin.rels")
    parts = {name.lower(): name for name in archive.namelist()}
    for kind, data in _records(archive.read(parts["xl/workbook.bin"])):
        if kind == BUNDLE:
            relation, end = _text(data, 8)
            part = part_name(targets.get(relation, ""))
            if "/worksheets/" in part:
                yield _text(data, end)[0], parts[part]


def _text(data: bytes, place: int) -> tuple[str, int]:
    """A counted text and where it ends."""
    length = struct.unpack_from("<I", data, place)[0]
    end = place + 4 + 2 * length
    return data[place + 4 : end].decode("utf-16-le", "replace"), end


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and content of each record; both numbers are of variable length."""
    place = 0
    while place < len(data):
        kind = data[place]
        place += 1
        if kind & 0x80:
            kind = kind & 0x7F | (data[place] & 0x7F) << 7
            place += 1
        length = shift = 0
        more = True
        while more and shift < 28:
            length |= (data[place] & 0x7F) << shift
            more = bool(data[place] & 0x80)
            shift, place = shift + 7, place + 1
        yield kind, data[place : place + length]
        place += length


def _walk(data: bytes, sheet: str, findings: Findings) -> Extent:
    """The extent of one sheet, and its faults."""
    extent, row = Extent(), 0
    for kind, content in _records(data):
        if kind == ROW:
            row = struct.unpack_from("<I", content)[0] + 1
        elif BLANK < kind <= LAST_CELL:
            column = struct.unpack_from("<I", content)[0] + 1
            extent.reach(row, column)
            if kind in ERROR_KINDS:
                findings.add(error_cell(sheet, row, column, ERRORS.get(content[8], "#ERROR")))
            elif kind in FORMULAS:
                findings.add(formula(sheet, row, column))
    return extent
