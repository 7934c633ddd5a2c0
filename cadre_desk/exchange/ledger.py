"""A grid of cells becomes rows of a section; every fault with its cell."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from cadre_desk.domain.faults import Fault, column_name
from cadre_desk.domain.pack import Field, Ledger, Section
from cadre_desk.domain.sheet import ReadSheet, Tick, Value, missing, no_tick
from cadre_desk.domain.text import clean, halfwidth
from cadre_desk.domain.values import Cell, ValueFault, column_parser, parse_column
from cadre_desk.exchange.sandbox import Sheet

EXAMPLE = "示例"
NOT_LEDGERS = frozenset({"填表说明", "错误清单"})
_HEADER_ROWS = 10  # title lines may stand above the headings
_MOST_FAULTS = 500
_YUAN_PER_WAN = Decimal(10_000)


@dataclass(slots=True)
class Reading:
    """What was read of a file: its sheets, what is wrong, which columns are not known and left out."""

    sheets: list[ReadSheet] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def tell(self, fault: Fault) -> None:
        """One more fault; beyond the limit only that there are more, which nobody can accept."""
        if len(self.faults) < _MOST_FAULTS:
            self.faults.append(fault)
        elif len(self.faults) == _MOST_FAULTS:
            self.faults.append(Fault("", 0, 0, "", f"问题超过{_MOST_FAULTS}处，其余没有列出", "改正以上各处后再导入"))


def read_ledger(sheets: Sequence[Sheet], ledger: Ledger, tick: Tick = no_tick) -> Reading:
    """Find each section's sheet by its name and check all its cells."""
    reading = Reading()
    sections = {plain(section.title): section for section in ledger.sheets}
    taken: dict[str, str] = {}
    for number, sheet in enumerate(sheets):
        tick(f"检查工作表“{sheet.name}”", number, len(sheets))
        if sheet.name in NOT_LEDGERS or not any(any(cell is not None for cell in row) for row in sheet.rows):
            continue
        section = sections.get(plain(sheet.name))
        if section is None:
            reading.faults.append(_unknown_sheet(sheet, ledger))
        elif (first := taken.setdefault(section.title, sheet.name)) != sheet.name:
            reading.faults.append(Fault(sheet.name, 0, 0, "", f"与工作表“{first}”是同一种表", "合并到一个工作表里"))
        else:
            _read_sheet(sheet, section, reading)
    if not any(len(sheet) for sheet in reading.sheets) and not reading.faults:
        names = "、".join(section.title for section in ledger.sheets[:6])
        reading.faults.append(Fault("", 0, 0, "", "文件里没有数据", f"应有工作表：{names}，第一行为表头"))
    return reading


def _unknown_sheet(sheet: Sheet, ledger: Ledger) -> Fault:
    names = "、".join(section.title for section in ledger.sheets)
    return Fault(sheet.name, 0, 0, "", "不认识的工作表", f"{ledger.title}的工作表名应为：{names}；无关的表请删去或另存")


def _read_sheet(sheet: Sheet, section: Section, reading: Reading) -> None:
    header, found, unknown = find_header(sheet.rows, section)
    missing = [one for one in section.fields if one.required and one.key not in found]
    if header < 0 or missing:
        words = "、".join(one.heading for one in missing)
        reading.faults.append(Fault(sheet.name, header + 1, 0, "", "缺少必填的列", f"表头应有：{words}"))
        return
    lines, rows = _data_rows(sheet.rows, header)
    unknown += _nameless(sheet.rows[header], rows)
    reading.left_out.extend(f"{sheet.name}!{heading}" for heading in unknown)
    columns: dict[str, Sequence[Value]] = {}
    places = {key: place + 1 for key, (place, _) in found.items()}
    for key, (place, factor) in found.items():
        cells = [row[place] if place < len(row) else None for row in rows]
        columns[key] = _parse_column(cells, section.field(key), factor, (sheet.name, lines, place + 1), reading)
    read = ReadSheet(section, lines, columns, places, sheet.name)
    _check_required(read, reading)
    if lines:  # a sheet without a row says nothing: templates have all of them, corrections fill in one
        reading.sheets.append(read)


def _data_rows(rows: Sequence[Sequence[Cell]], header: int) -> tuple[list[int], list[Sequence[Cell]]]:
    """Lines and cells below the header, without empty rows, rows that are only counted, and examples."""
    lines: list[int] = []
    kept: list[Sequence[Cell]] = []
    counted = bool(rows[header]) and plain(rows[header][0]) == "序号"
    for number, row in enumerate(rows[header + 1 :], header + 2):
        if counted and len(row) == 1 and str(row[0]).isdigit():
            continue
        if row and row[0] != EXAMPLE and any(cell is not None and cell != "" for cell in row):
            lines.append(number)
            kept.append(row)
    return lines, kept


def _nameless(header: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> list[str]:
    """Columns that hold something and have no heading."""
    width = max(map(len, rows), default=0)
    blank = [place for place in range(width) if place >= len(header) or not plain(header[place] or "")]
    held = (place for place in blank if any(len(row) > place and row[place] not in (None, "") for row in rows))
    return [f"{column_name(place + 1)}列（没有表头）" for place in held]


# -- headings ----------------------------------------------------------------------------------------------------


def plain(heading: object) -> str:
    """A heading without blanks, stars and the shape of its brackets."""
    return re.sub(r"[\s*＊:：]", "", halfwidth(str(heading)))


def _names(section: Section) -> dict[str, Field]:
    """Every spelling of every heading."""
    names: dict[str, Field] = {}
    for one in section.fields:
        for name in (one.label, one.heading, *one.aliases):
            names.setdefault(plain(name), one)
    return names


def _match(heading: object, names: Mapping[str, Field]) -> tuple[Field, bool] | None:
    """The field of a heading, and whether its amounts are in 元 instead of 万元."""
    name = plain(heading)
    if name in names:
        return names[name], False
    if split := re.fullmatch(r"(.+)\((.+)\)", name):
        base = names.get(split[1])
        if base is not None and (not base.unit or split[2] in (base.unit, "元")):
            return base, base.unit == "万元" and split[2] == "元"
    return None


def field_of(heading: object, section: Section) -> Field | None:
    """The field that a heading names, if any."""
    matched = _match(heading, _names(section)) if heading is not None else None
    return matched[0] if matched else None


_Found = dict[str, tuple[int, bool]]


def find_header(rows: Sequence[Sequence[Cell]], section: Section) -> tuple[int, _Found, list[str]]:
    """The row with most known headings: its index, place and unit of each field, headings not known."""
    names = _names(section)
    best: tuple[int, _Found, list[str]] = (-1, {}, [])
    for index, row in enumerate(rows[:_HEADER_ROWS]):
        found: _Found = {}
        unknown: list[str] = []
        for place, heading in enumerate(row):
            if heading is None or plain(heading) in ("", "序号"):
                continue
            matched = _match(heading, names)
            if matched and matched[0].key not in found:
                found[matched[0].key] = (place, matched[1])
            else:
                unknown.append(str(heading))
        if len(found) > len(best[1]):
            best = (index, found, unknown)
    return best


# -- cells -------------------------------------------------------------------------------------------------------


def _parse_column(
    cells: list[Cell], one: Field, in_yuan: bool, place: tuple[str, list[int], int], reading: Reading
) -> list[Value]:
    """All values of a column at once; only where something is wrong, cell by cell."""
    try:
        values = parse_column(one, cells)
    except ValueFault:
        values = _parse_cells(cells, one, place, reading)
    if in_yuan:
        return [value / _YUAN_PER_WAN if isinstance(value, Decimal) else value for value in values]
    return values


def _parse_cells(cells: list[Cell], one: Field, place: tuple[str, list[int], int], reading: Reading) -> list[Value]:
    parse = column_parser(one)
    sheet, lines, column = place
    values: list[Value] = []
    for line, cell in zip(lines, cells, strict=True):
        try:
            values.append(parse(cell))
        except ValueFault as fault:
            values.append(_standard(cell) if fault.code else None)
            reading.tell(Fault(sheet, line, column, str(cell), fault.wrong, fault.expected, fault.code))
    return values


def _standard(code: Cell) -> str:
    """A number that may yet be accepted, in the form in which right ones are kept."""
    return "".join(clean(str(code)).split()).upper()


def _check_required(sheet: ReadSheet, reading: Reading) -> None:
    """Required cells that are empty; cells that were faulty are already told."""
    told = {(fault.row, fault.column) for fault in reading.faults if fault.sheet == sheet.name}
    for fault in missing(sheet, told):
        reading.tell(fault)
