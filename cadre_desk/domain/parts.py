"""A declaration as it is read: sections, their items, the fields of each, what is said now beside what was said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cadre_desk.domain.comparison import Comparison, Concern
from cadre_desk.domain.declaration import Change, Difference, Unmet, item_words
from cadre_desk.domain.pack import Field, Section
from cadre_desk.domain.people import Entry
from cadre_desk.domain.values import show

SIGNS: Mapping[Change, str] = {Change.SAME: "＝", Change.ADDED: "＋", Change.REMOVED: "－", Change.CHANGED: "≠"}


def with_unit(field: Field, value: Any) -> str:
    """A value with its unit, empty where there is none."""
    if value in (None, ""):
        return ""
    return f"{show(field, value)} {field.unit}".rstrip()


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
    fault: str = ""  # why it met nothing in the state before


@dataclass(frozen=True, slots=True)
class Part:
    """One of the sections with what stands in it."""

    title: str
    source: str
    items: tuple[Item, ...]
    asked: bool = False  # its items are there to be asked about, changed or not

    @property
    def changes(self) -> int:
        """How many things are not as they were."""
        return 0 if self.asked else sum(one.change not in (None, Change.SAME) for one in self.items)


def written(section: Section, entry: Entry, unmet: Unmet | None = None) -> Item:
    """A row that says nothing about the state at the end, such as the first of two changes of the same thing."""
    values = entry.values
    cells = tuple(Cell(field.label, with_unit(field, values.get(field.key)), "") for field in section.fields)
    return Item(item_words(section, entry), None, False, cells, unmet_words(unmet) if unmet else "")


def compared(section: Section, one: Difference, row: Entry | None = None, *, carried: bool = False) -> Item:
    """An item beside itself; row: as this filing writes it, where it does."""
    now = row or one.after
    last = now or one.before
    assert last is not None, one  # a difference has at least one side
    after, before = now.values if now else {}, one.before.values if one.before else {}
    both = one.change is Change.CHANGED
    cells = tuple(_cell(field, after, before, compared=both) for field in section.fields)
    return Item(item_words(section, last), one.change, carried, cells)


def _cell(field: Field, after: Mapping[str, Any], before: Mapping[str, Any], *, compared: bool) -> Cell:
    now, then = with_unit(field, after.get(field.key)), with_unit(field, before.get(field.key))
    changed = compared and field.key != "action" and now != then
    return Cell(field.label, now, then, Change.CHANGED if changed else Change.SAME)


def only_changed(found: Sequence[Part]) -> tuple[Part, ...]:
    """The sections in which something changed, with what changed; of a changed thing only the changed fields."""
    return tuple(part if part.asked else _changes(part) for part in found if part.asked or part.changes)


def _changes(part: Part) -> Part:
    items = tuple(_short(one) for one in part.items if one.change not in (None, Change.SAME))
    return Part(part.title, part.source, items)


def _short(item: Item) -> Item:
    if item.change is Change.CHANGED:
        cells = tuple(cell for cell in item.cells if cell.change is Change.CHANGED)
    else:
        cells = _filled(item.cells)
    return Item(item.title, item.change, item.carried, cells)


def unmet_words(one: Unmet) -> str:
    """Why a row met nothing."""
    before = "此前已填处置" if one.gone else "此前没有填报过这一项"
    return f"{one.entry.action}没有对应：{before}，待核实"


def parts_of(found: Comparison, sections: Mapping[str, Section]) -> tuple[Part, ...]:
    """What is asked about, the gravest first, then the rest in the order of the form; empty parts are left out."""
    asked = [Part(f"待核实：{one}", "", _asked(found, one, sections), asked=True) for one in Concern]
    rest = [Part(one.title, str(one.source), _rest(found, one)) for one in sections.values()]
    return tuple(one for one in (*asked, *rest) if one.items)


def _asked(found: Comparison, concern: Concern, sections: Mapping[str, Section]) -> tuple[Item, ...]:
    some = (one.difference for one in found.items if one.concern is concern)
    items = ((sections[one.section].title, compared(sections[one.section], one)) for one in some)
    return tuple(
        Item(one.title if one.title == title else f"{title}　{one.title}", one.change, False, _filled(one.cells))
        for title, one in items
    )


def _rest(found: Comparison, section: Section) -> tuple[Item, ...]:
    some = (one.difference for one in found.items if one.concern is None and one.difference.section == section.key)
    items = (compared(section, one) for one in some)
    return tuple(Item(one.title, one.change, False, _filled(one.cells)) for one in items)


def _filled(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    return tuple(one for one in cells if one.now or one.before)
