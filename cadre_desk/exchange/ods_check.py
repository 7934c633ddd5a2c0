"""The tables of an ods before they are read: extent with all repetitions, formulas, merged cells, error cells."""

import zipfile
from typing import Final
from xml.parsers import expat

from cadre_desk.domain.faults import column_name
from cadre_desk.exchange.archive import blocks, check_markup
from cadre_desk.exchange.extent import Extent, check_total
from cadre_desk.exchange.findings import Findings, error_cell, formula, merged
from cadre_desk.exchange.kinds import locked
from cadre_desk.exchange.xlsx_check import feed

TITLE_ROWS: Final = 3


def check(archive: zipfile.ZipFile, findings: Findings) -> None:
    """Stream all parts; the content is parsed cell by cell, an ods is small or slow anyway."""
    for entry in archive.infolist():
        tables = _Tables(findings)
        for index, block in enumerate(blocks(archive, entry)):
            check_markup(entry, block, index == 0)
            if entry.filename == "META-INF/manifest.xml" and b"encryption-data" in block:
                raise locked()
        if entry.filename == "content.xml":
            feed(tables.parser, blocks(archive, entry))
            tables.check()


def _count(attributes: dict[str, str], name: str) -> int:
    """A repetition or a span, one where it is not said."""
    text = attributes.get(name, "1")
    return int(text) if text.isdecimal() and len(text) < 10 else 1


class _Tables:
    """Handlers that walk through all tables of the document."""

    def __init__(self, findings: Findings) -> None:
        """Start before the first table."""
        self.findings = findings
        self.extents: dict[str, Extent] = {}
        self.sheet = ""
        self.row = self.column = self.rows = self.columns = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Tables, rows and cells by their usual prefixes, which the reading library also expects."""
        if name == "table:table":
            self.sheet, self.row, self.rows = attributes.get("table:name", ""), 1, 0
            self.extents.setdefault(self.sheet, Extent())
        elif name == "table:table-row":
            self.column, self.columns = 1, 0
            self.rows = _count(attributes, "table:number-rows-repeated")
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self.columns = _count(attributes, "table:number-columns-repeated")
            self._cell(attributes)
        elif name == "text:p" and self.columns:
            self._reach()

    def _cell(self, attributes: dict[str, str]) -> None:
        """Take in the cell's extent and note its faults."""
        if "office:value-type" in attributes:
            self._reach()
        if attributes.get("calcext:value-type") == "error":
            self.findings.add(error_cell(self.sheet, self.row, self.column, ""))
        elif "table:formula" in attributes:
            self.findings.add(formula(self.sheet, self.row, self.column))
        self._span(attributes)

    def _span(self, attributes: dict[str, str]) -> None:
        """A cell that covers others, unless in the title."""
        bottom = self.row + _count(attributes, "table:number-rows-spanned") - 1
        right = self.column + _count(attributes, "table:number-columns-spanned") - 1
        if bottom > TITLE_ROWS and (bottom, right) != (self.row, self.column):
            area = f"{column_name(self.column)}{self.row}:{column_name(right)}{bottom}"
            self.findings.add(merged(self.sheet, self.row, self.column, area))

    def _reach(self) -> None:
        """The cell has content, in all its repetitions."""
        self.extents[self.sheet].reach(self.row + self.rows - 1, self.column + self.columns - 1)

    def end(self, name: str) -> None:
        """Go on to the next cell or row."""
        if name == "table:table-row":
            self.row += self.rows
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self.column += self.columns
            self.columns = 0

    def check(self) -> None:
        """Refuse what reaches too far."""
        for sheet, extent in self.extents.items():
            extent.check(sheet)
        check_total(list(self.extents.values()))
