"""Columns of the list of declarations, and a declaration as lines: sections, their rows, the fields of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cadre_desk.domain.declaration import Change, Difference, item_words
from cadre_desk.domain.pack import Field, Section
from cadre_desk.domain.people import Entry
from cadre_desk.domain.values import show
from cadre_desk.services.people import Declared
from cadre_desk.ui.kit.table import Column, noop, plain


def with_unit(field: Field, value: Any) -> str:
    """A value with its unit, empty where there is none."""
    if value in (None, ""):
        return ""
    return f"{show(field, value)} {field.unit}".rstrip()


COLUMNS = (
    Column(noop("columns", "姓名"), "name", 9),
    Column(noop("columns", "单位"), "unit", 21),
    Column(noop("columns", "报告年度"), "year", 8),
    Column(noop("columns", "报告类型"), "filing", 13),
    Column(noop("columns", "第几份"), "number", 6, plain, right=True),
    Column(noop("columns", "收到日期"), "received", 12),
    Column(noop("columns", "填报日期"), "signed", 12),
)

SIGNS: Mapping[Change, str] = {Change.SAME: "＝", Change.ADDED: "＋", Change.REMOVED: "－", Change.CHANGED: "≠"}


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a declaration, in words."""

    name: str
    unit: str
    facts: str
    term: str  # whether it came in time
    severity: str  # of that; empty where nothing can be said
    compared: str
    before: int | None  # year of the declaration before it
    earlier: bool  # whether there are declarations before and after it
    later: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One field: what this declaration says and what was said before."""

    label: str
    now: str
    before: str
    change: Change = Change.SAME


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is declared, with its fields; change is None where there is nothing to compare with."""

    title: str
    change: Change | None
    carried: bool  # not written in this declaration, it holds from an earlier one
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One of the sections with what stands in it."""

    title: str
    source: str
    items: tuple[Item, ...]

    @property
    def changes(self) -> int:
        """How many things are not as they were."""
        return sum(one.change not in (None, Change.SAME) for one in self.items)


def parts(declared: Declared, sections: Mapping[str, Section]) -> tuple[Part, ...]:
    """Every section in the order of the form."""
    return tuple(
        Part(section.title, str(section.source), tuple(_items(declared, section))) for section in sections.values()
    )


def _items(declared: Declared, section: Section) -> list[Item]:
    written: dict[str, list[Entry]] = {}
    for entry in declared.entries:
        if entry.section == section.key:
            written.setdefault(entry.item, []).append(entry)
    found: list[Item] = []
    for one in declared.differences:
        if one.section == section.key:
            rows = written.pop(one.item, [])
            found += [_written(section, row) for row in rows[:-1]]
            found.append(_compared(section, one, rows[-1] if rows else None, first=declared.before is None))
    found += [_written(section, row) for rows in written.values() for row in rows]
    return found


def _written(section: Section, entry: Entry) -> Item:
    """A row that says nothing about the state at the end, such as the first of two changes of the same thing."""
    values = entry.values
    cells = tuple(Cell(field.label, with_unit(field, values.get(field.key)), "") for field in section.fields)
    return Item(item_words(section, entry), None, False, cells)


def _compared(section: Section, one: Difference, row: Entry | None, *, first: bool) -> Item:
    now = row or one.after
    last = now or one.before
    assert last is not None, one  # a difference has at least one side
    after, before = now.values if now else {}, one.before.values if one.before else {}
    both = one.change is Change.CHANGED
    cells = tuple(_cell(field, after, before, compared=both) for field in section.fields)
    change = None if first else one.change
    return Item(item_words(section, last), change, row is None and one.after is not None, cells)


def _cell(field: Field, after: Mapping[str, Any], before: Mapping[str, Any], *, compared: bool) -> Cell:
    now, then = with_unit(field, after.get(field.key)), with_unit(field, before.get(field.key))
    changed = compared and field.key != "action" and now != then
    return Cell(field.label, now, then, Change.CHANGED if changed else Change.SAME)


def only_changed(found: Sequence[Part]) -> tuple[Part, ...]:
    """The sections in which something changed, with what changed; of a changed thing only the changed fields."""
    return tuple(
        Part(part.title, part.source, tuple(_short(one) for one in part.items if one.change not in (None, Change.SAME)))
        for part in found
        if part.changes
    )


def _short(item: Item) -> Item:
    if item.change is Change.CHANGED:
        cells = tuple(cell for cell in item.cells if cell.change is Change.CHANGED)
    else:
        cells = tuple(cell for cell in item.cells if cell.now or cell.before)
    return Item(item.title, item.change, item.carried, cells)
