"""Columns of the list of declarations and of the registers around it, and a declaration as its sections."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cadre_desk.domain.declaration import Difference, Unmet
from cadre_desk.domain.pack import Section
from cadre_desk.domain.parts import Item, Part, compared, written
from cadre_desk.domain.people import Entry
from cadre_desk.services.people import Declared
from cadre_desk.services.registers import FILED, LATE, MISSING, STATES, which, whose
from cadre_desk.ui.kit import theme
from cadre_desk.ui.kit.table import Column, Record, moment, noop, plain

COLUMNS = (
    Column(noop("columns", "姓名"), "name", 9),
    Column(noop("columns", "单位"), "unit", 21),
    Column(noop("columns", "报告年度"), "year", 8),
    Column(noop("columns", "报告类型"), "filing", 13),
    Column(noop("columns", "第几份"), "number", 6, plain, right=True),
    Column(noop("columns", "收到日期"), "received", 12),
    Column(noop("columns", "填报日期"), "signed", 12),
)

_SEVERITIES = {MISSING: "O", LATE: "Y", FILED: "G"}


def severity(record: Record) -> str:
    """Orange where nothing came, yellow where it came late, green where it came in time."""
    return _SEVERITIES[record["state"]]


def state(record: Record) -> str:
    """▲ 未报."""
    return f"{theme.SIGNS[severity(record)]} {STATES[record['state']]}"


FILINGS = (
    Column(noop("columns", "姓名"), "name", 9),
    Column(noop("columns", "单位"), "unit", 24),
    Column(noop("columns", "职务"), "title", 18),
    Column(noop("columns", "职务层次"), "level", 12),
    Column(noop("columns", "应报期限"), "due", 12),
    Column(noop("columns", "收到日期"), "received", 12),
    Column(noop("columns", "状态"), "*", 12, state, sort="state", severity=severity),
)
OPENINGS = (
    Column(noop("columns", "时间"), "at", 17, moment),
    Column(noop("columns", "查看人"), "officer", 9),
    Column(noop("columns", "方式"), "action", 9),
    Column(noop("columns", "报告人"), "*", 9, whose, sort="name"),
    Column(noop("columns", "单位"), "unit", 22),
    Column(noop("columns", "查看的报告"), "*", 24, which, sort="year"),
    Column(noop("columns", "用途"), "purpose", 20),
    Column(noop("columns", "批准人"), "approver", 9),
)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a declaration, in words."""

    name: str
    unit: str
    facts: str
    term: str  # whether it came in time
    severity: str  # of that; empty where nothing can be said
    compared: str
    unmet: str  # that rows met nothing before this declaration; empty where each met something
    before: int | None  # year of the declaration before it
    earlier: bool  # whether there are declarations before and after it
    later: bool


def parts(declared: Declared, sections: Mapping[str, Section]) -> tuple[Part, ...]:
    """Every section in the order of the form."""
    return tuple(
        Part(section.title, str(section.source), tuple(_items(declared, section))) for section in sections.values()
    )


def _items(declared: Declared, section: Section) -> list[Item]:
    rows_of: dict[str, list[Entry]] = {}
    for entry in declared.entries:
        if entry.section == section.key:
            rows_of.setdefault(entry.item, []).append(entry)
    unmet = {(one.entry.section, one.entry.position): one for one in declared.unmet}
    found: list[Item] = []
    for one in declared.differences:
        if one.section == section.key:
            rows = rows_of.pop(one.item, [])
            found += [_written(section, row, unmet) for row in rows[:-1]]
            found.append(_compared(declared, section, one, rows[-1] if rows else None))
    found += [_written(section, row, unmet) for rows in rows_of.values() for row in rows]
    return found


def _compared(declared: Declared, section: Section, one: Difference, row: Entry | None) -> Item:
    item = compared(section, one, row, carried=row is None and one.after is not None)
    return item if declared.before is not None else replace(item, change=None)


def _written(section: Section, row: Entry, unmet: Mapping[tuple[str, int], Unmet]) -> Item:
    return written(section, row, unmet.get((row.section, row.position)))
