"""Spreadsheets of all kinds for the tests, made by hand where no writer exists."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET_PART = "xl/worksheets/sheet1.xml"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def packed(parts: Mapping[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of the parts."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return whole.getvalue()


def xlsx_parts(sheet: str, name: str = "房产") -> dict[str, bytes | str]:
    """The parts of the smallest xlsx around a sheet's XML."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/{SHEET_PART}" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{office}"><sheets>'
        f'<sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        SHEET_PART: sheet,
    }


def sheet_xml(rows: str, after: str = "", before: str = "") -> str:
    """A sheet's XML around its rows."""
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f'{head}{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def xlsx(rows: str, after: str = "", before: str = "") -> bytes:
    """The smallest xlsx with these rows."""
    return packed(xlsx_parts(sheet_xml(rows, after, before)))


def ods(rows: str, name: str = "房产", extra: Mapping[str, bytes | str] | None = None) -> bytes:
    """The smallest ods with these rows."""
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"' for prefix in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} xmlns:calcext="urn:x-calcext">'
        f'<office:body><office:spreadsheet><table:table table:name="{name}">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:media-type="{ODS}" manifest:full-path="/"/></manifest:manifest>'
    )
    return packed({"mimetype": ODS, "content.xml": content, "META-INF/manifest.xml": manifest, **(extra or {})})


def ods_cell(text: str, attributes: str = "") -> str:
    """One cell with a text."""
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>'


def ole(streams: Mapping[str, bytes]) -> bytes:
    """An OLE container; streams are padded so that none is a short one."""
    sectors: list[bytes] = []
    table: list[int] = []

    def add(data: bytes) -> int:
        first = len(sectors)
        pieces = [data[i : i + 512].ljust(512, b"\0") for i in range(0, len(data), 512)]
        sectors.extend(pieces)
        table.extend([*range(first + 1, first + len(pieces)), 0xFFFFFFFE])
        return first

    def entry(name: str, kind: int, first: int, size: int) -> bytes:
        raw = name.encode("utf-16-le") + b"\0\0"
        child = 1 if kind == 5 else 0xFFFFFFFF
        return (
            raw.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(raw), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
            + bytes(36)
            + struct.pack("<IQ", first, size)
        )

    entries = [entry("Root Entry", 5, 0xFFFFFFFE, 0)]
    for name, content in streams.items():
        padded = content.ljust(4096, b"\0")
        entries.append(entry(name, 2, add(padded), len(padded)))
    directory = add(b"".join(entries))
    count = (len(sectors) + 1 + 127) // 128 if len(sectors) < 127 else (len(sectors) + 128) // 127
    places = list(range(len(sectors), len(sectors) + count))
    table += [0xFFFFFFFD] * count
    for i in range(count):
        chunk = table[i * 128 : i * 128 + 128]
        sectors.append(struct.pack("<128I", *chunk, *[0xFFFFFFFF] * (128 - len(chunk))))
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, count, directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", *places, *[0xFFFFFFFF] * (109 - len(places)))
    return head + b"".join(sectors)


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def xls_text(row: int, column: int, text: str) -> bytes:
    """A LABEL record."""
    return _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))


def xls_number(row: int, column: int, value: float) -> bytes:
    """A NUMBER record."""
    return _record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def xls_formula(row: int, column: int, value: float) -> bytes:
    """A FORMULA record of the formula =1."""
    return _record(0x0006, struct.pack("<HHHdHIH", row, column, 0, value, 0, 0, 3) + b"\x1e\x01\x00")


def xls_error(row: int, column: int, code: int = 42) -> bytes:
    """A BOOLERR record."""
    return _record(0x0205, struct.pack("<HHHBB", row, column, 0, code, 1))


def xls_merged(top: int, bottom: int, left: int, right: int) -> bytes:
    """A MERGEDCELLS record."""
    return _record(0x00E5, struct.pack("<HHHHH", 1, top, bottom, left, right))


def xls(cells: Sequence[bytes], before: bytes = b"", extra: Mapping[str, bytes] | None = None) -> bytes:
    """The smallest xls with these records in its one sheet."""
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0x0DBB, 0x07CC, 0, 6)) + before
    begin += _record(0x0042, struct.pack("<H", 1200))
    name = "房产".encode("utf-16-le")
    length = len(begin) + 4 + 8 + len(name) + 4
    book = begin + _record(0x0085, struct.pack("<IHBB", length, 0, 2, 1) + name) + _record(0x000A, b"")
    book += _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0x0DBB, 0x07CC, 0, 6))
    return ole({"Workbook": book + b"".join(cells) + _record(0x000A, b""), **(extra or {})})


def _binary(kind: int, data: bytes) -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return head + bytes([len(data)]) + data


def _counted(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb_row(row: int, cells: bytes) -> bytes:
    """A row with its cells."""
    return _binary(0, struct.pack("<IIHBBBI", row, 0, 300, 0, 0, 0, 0)) + cells


def xlsb_number(column: int, value: float) -> bytes:
    """A cell with a number."""
    return _binary(5, struct.pack("<IId", column, 0, value))


def xlsb_text(column: int, text: str) -> bytes:
    """A cell with a text."""
    return _binary(6, struct.pack("<II", column, 0) + _counted(text))


def xlsb_error(column: int, code: int = 42) -> bytes:
    """A cell with an error."""
    return _binary(3, struct.pack("<IIB", column, 0, code))


def xlsb_formula(column: int, value: float) -> bytes:
    """A cell with the formula =1."""
    formula = struct.pack("<HI", 0, 3) + b"\x1e\x01\x00" + struct.pack("<I", 0)
    return _binary(9, struct.pack("<IId", column, 0, value) + formula)


def xlsb(rows: bytes) -> bytes:
    """The smallest xlsb with these rows."""
    parts = xlsx_parts("")
    sheet = _binary(129, b"") + _binary(148, struct.pack("<IIII", 0, 9, 0, 9)) + _binary(145, b"") + rows
    sheet += _binary(146, b"") + _binary(130, b"")
    book = _binary(131, b"") + _binary(143, b"")
    book += _binary(156, struct.pack("<II", 0, 1) + _counted("rId1") + _counted("房产")) + _binary(144, b"")
    rels = str(parts["xl/_rels/workbook.xml.rels"]).replace("sheet1.xml", "sheet1.bin")
    return packed(
        {
            "[Content_Types].xml": str(parts["[Content_Types].xml"]).replace("sheet1.xml", "sheet1.bin"),
            "xl/workbook.bin": book + _binary(132, b""),
            "xl/_rels/workbook.bin.rels": rels,
            "xl/worksheets/sheet1.bin": sheet,
        }
    )
