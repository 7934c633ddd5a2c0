"""Sheets as registries send them: year and month in two columns, name and code of a fund in two others."""

import re
from collections.abc import Sequence

from cadre_desk.domain.pack import Ledger, Section
from cadre_desk.domain.sheet import Tick, no_tick
from cadre_desk.domain.values import Cell
from cadre_desk.domain.verification.workbook import HEADS
from cadre_desk.exchange.ledger import Reading, field_of, find_header, plain, read_ledger
from cadre_desk.exchange.sandbox import Sheet

_PART = re.compile(r"(.+?)[_\-\s]*[(（]?([年月日])[)）]?")
_JOINED = ("text", "name")  # kinds of which several columns may be one field
_HEADS = frozenset(one.key for one in HEADS)  # whose a row is, is never put together from two columns


def read_feedback(sheets: Sequence[Sheet], ledger: Ledger, tick: Tick = no_tick) -> Reading:
    """The rows of every sheet that is one of a registry; faults by cell, nothing is passed over silently."""
    sections = {plain(section.title): section for section in ledger.sheets}
    for sheet in sheets:
        if section := sections.get(plain(sheet.name)):
            _join(sheet, section)
    return read_ledger(sheets, ledger, tick)


def _join(sheet: Sheet, section: Section) -> None:
    """Bring what stands in several columns into the first of them, in place; the others lose their heading."""
    header, _, _ = find_header(sheet.rows, section)
    if header < 0:
        return
    heads = list(sheet.rows[header])
    rows = [list(row) for row in sheet.rows]
    for places, between in _together(heads, section):
        for row in rows[header + 1 :]:
            parts = [_plainly(row[place]) if place < len(row) else "" for place in places]
            while len(row) <= places[0]:
                row.append(None)
            row[places[0]] = (
                _date(parts) if between == "-" else between.join(dict.fromkeys(filter(None, parts)))
            ) or None
            for place in places[1:]:
                if place < len(row):
                    row[place] = None
        name = _PART.fullmatch(str(heads[places[0]]).strip()) if between == "-" else None
        rows[header][places[0]] = name[1] if name else heads[places[0]]
        for place in places[1:]:
            rows[header][place] = None
    sheet.rows[:] = rows


def _together(heads: Sequence[Cell], section: Section) -> list[tuple[list[int], str]]:
    """Columns that are one field: the parts of a date in their order, or texts one after the other."""
    dates: dict[str, dict[str, int]] = {}
    texts: dict[str, list[int]] = {}
    fields = [field_of(head, section) for head in heads]
    whole = {one.key for one in fields if one is not None}
    for place, (head, one) in enumerate(zip(heads, fields, strict=True)):
        part = _PART.fullmatch(str(head or "").strip())
        if one is not None and one.kind in _JOINED and one.key not in _HEADS:
            texts.setdefault(one.key, []).append(place)
        elif one is None and part:
            base = field_of(part[1], section)
            if base is not None and base.kind in ("date", "month") and base.key not in whole:
                dates.setdefault(base.key, {}).setdefault(part[2], place)  # a second one is told as left out
    found = [([parts[unit] for unit in "年月日" if unit in parts], "-") for parts in dates.values() if "年" in parts]
    return found + [(places, " ") for places in texts.values() if len(places) > 1]


def _date(parts: Sequence[str]) -> str:
    """Year, month and day as far as they are filled; where one is missing between, a text that is no date."""
    filled = [bool(part) for part in parts]
    return "-".join(part or "?" for part in parts[: max((n for n, on in enumerate(filled, 1) if on), default=0)])


def _plainly(cell: Cell) -> str:
    """A cell as it reads; 2015.0 is 2015."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip().rstrip("年月日")
