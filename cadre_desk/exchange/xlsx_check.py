"""The sheets of an xlsx before they are read: real extent, formulas, error cells.

A byte search settles nearly every sheet; only where it finds something unusual is the sheet parsed cell by cell.
"""

import re
import zipfile
from collections.abc import Callable, Iterable
from typing import Final
from xml.parsers import expat

from cadre_desk.exchange.archive import blocks, check_markup
from cadre_desk.exchange.extent import Extent, check_total
from cadre_desk.exchange.findings import Findings, error_cell, formula
from cadre_desk.exchange.kinds import damaged, with_macros

PLAIN_CELL: Final = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"')
ANY_CELL: Final = re.compile(rb"<c[\s/>]")
FORMULA: Final = re.compile(rb"<f[\s/>]")
REFERENCE: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
DIGITS: Final = b"0123456789"
LETTERS: Final = bytes(range(65, 91))
MACRO_TYPES: Final = (b"vbaProject", b"excel4")


def column_number(letters: str) -> int:
    """1 for A, 28 for AB."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def check(archive: zipfile.ZipFile, findings: Findings) -> None:
    """Stream every part once; parse those sheets whose bytes are not plainly harmless."""
    names = sheet_names(archive)
    extents = []
    for entry in archive.infolist():
        sheet = names.get(entry.filename.lower())
        extent = _scan(archive, entry, sheet is not None)
        if extent is None or not extent.fits:
            title = sheet or entry.filename
            extent = _parse(archive, entry, title, findings)
            extent.check(title)
        extents.append(extent)
    check_total(extents)


def _scan(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, sheet: bool) -> Extent | None:
    """An upper bound of the extent; None when the sheet must be parsed to know."""
    extent: Extent | None = Extent()
    for index, block in enumerate(blocks(archive, entry)):
        check_markup(entry, block, index == 0)
        if entry.filename == "[Content_Types].xml" and any(kind in block for kind in MACRO_TYPES):
            raise with_macros()
        sheet = sheet or (index == 0 and b"sheetData" in block)
        if sheet and extent and not _reach(block, extent):
            extent = None
    return extent


def _reach(block: bytes, extent: Extent) -> bool:
    """Widen the extent by the block's cells; False for anything but plain cells with values."""
    cells = PLAIN_CELL.findall(block)
    if len(cells) != len(ANY_CELL.findall(block)) or b":c" in block:
        return False
    if b'"e"' in block or b"'e'" in block or FORMULA.search(block):
        return False
    if cells:
        joined = b" ".join(cells)
        rows = max(map(int, set(joined.translate(None, LETTERS).split())))
        columns = set(joined.translate(None, DIGITS).split())
        extent.reach(rows, max(column_number(letters.decode()) for letters in columns))
    return True


class _Cells:
    """Handlers that walk through one sheet as the reader will."""

    def __init__(self, sheet: str, findings: Findings) -> None:
        """Start above the first row."""
        self.sheet, self.findings, self.extent = sheet, findings, Extent()
        self.row = self.column = 0
        self.inside = self.error = self.formula = self.filled = False
        self.text = ""
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A row and a cell have a place; what a cell contains decides on the rest."""
        name = name.partition(":")[2] or name
        if name == "sheetData":
            self.inside = True
        elif not self.inside:
            return
        elif name == "row":
            self.row, self.column = _number(attributes.get("r"), self.row + 1), 0
        elif name == "c":
            self._cell(attributes)
        elif name == "f":
            self.formula = True
        elif name in ("v", "is"):
            self.filled = True
            if self.error:
                self.parser.CharacterDataHandler = self._keep

    def _cell(self, attributes: dict[str, str]) -> None:
        """Where the cell is: as it says, or next to the one before."""
        place = REFERENCE.fullmatch(attributes.get("r", ""))
        self.row = int(place[2]) if place else self.row
        self.column = column_number(place[1]) if place else self.column + 1
        self.error, self.formula, self.filled, self.text = attributes.get("t") == "e", False, False, ""

    def _keep(self, text: str) -> None:
        """Note the shown error, such as #N/A."""
        self.text += text[:20]

    def end(self, name: str) -> None:
        """At the end of a cell all is known about it."""
        name = name.partition(":")[2] or name
        if name == "sheetData":
            self.inside = False
        elif name == "c" and self.inside:
            self._close_cell()

    def _close_cell(self) -> None:
        """Count the cell in and note its faults."""
        if self.filled:
            self.extent.reach(self.row, self.column)
        if self.error:
            self.parser.CharacterDataHandler = None
            self.findings.add(error_cell(self.sheet, self.row, self.column, self.text))
        elif self.formula:
            self.findings.add(formula(self.sheet, self.row, self.column))


def _number(text: str | None, otherwise: int) -> int:
    """A row number as written, or the one that follows."""
    return int(text) if text and text.isdecimal() and len(text) < 8 else otherwise


def _parse(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, sheet: str, findings: Findings) -> Extent:
    """The exact extent, and the faults of single cells."""
    cells = _Cells(sheet, findings)
    feed(cells.parser, blocks(archive, entry))
    return cells.extent


def feed(parser: expat.XMLParserType, pieces: Iterable[bytes]) -> None:
    """Run the handlers over a part; a malformed part is a damaged file."""
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError:
        raise damaged() from None


def sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Part, in lower case, to the name a user knows the sheet by."""
    targets = relations(archive, "xl/_rels/workbook.xml.rels")
    names: dict[str, str] = {}

    def sheet(tag: str, found: dict[str, str]) -> None:
        if (tag.partition(":")[2] or tag) == "sheet" and "name" in found:
            target = next((targets.get(found[key], "") for key in found if key.endswith(":id")), "")
            names[part_name(target)] = found["name"]

    _elements(archive, "xl/workbook.xml", sheet)
    return names


def relations(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """The targets by their marks."""
    targets: dict[str, str] = {}

    def relation(_: str, found: dict[str, str]) -> None:
        if "Id" in found and "Target" in found:
            targets[found["Id"]] = found["Target"].replace("\\", "/")

    _elements(archive, part, relation)
    return targets


def part_name(target: str) -> str:
    """A relation's target as a name in the archive, in lower case."""
    target = target.lower()
    if target.startswith("/"):
        return target[1:]
    return target if target.startswith("xl/") else f"xl/{target}"


def _elements(archive: zipfile.ZipFile, part: str, handler: Callable[[str, dict[str, str]], None]) -> None:
    """Call the handler for each element of a small part, if there is such a part."""
    for entry in archive.infolist():
        if entry.filename.lower() == part:
            parser = expat.ParserCreate()
            parser.StartElementHandler = handler
            feed(parser, _without_declarations(archive, entry))


def _without_declarations(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterable[bytes]:
    """The blocks of a part, each checked before the parser sees it."""
    for index, block in enumerate(blocks(archive, entry)):
        check_markup(entry, block, index == 0)
        yield block
