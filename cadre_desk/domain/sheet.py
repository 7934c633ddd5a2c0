"""A sheet of a ledger after reading: values by column, each row still knowing its line."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from cadre_desk.domain.faults import Fault
from cadre_desk.domain.pack import Field, Section
from cadre_desk.domain.text import halfwidth
from cadre_desk.domain.values import is_required

Value = str | int | Decimal | bool | None
Tick = Callable[[str, int, int], None]  # what is done, how much of how much; may raise to cancel


def no_tick(what: str, done: int, total: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """Rows of one section, column by column, because a hundred thousand rows are checked in sets."""

    section: Section
    lines: Sequence[int]  # of the sheet, counted from 1
    columns: Mapping[str, Sequence[Value]]  # by key of the field
    places: Mapping[str, int] = field(default_factory=dict)  # key of the field -> column of the sheet, from 1
    name: str = ""  # of the sheet as the file spells it

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.lines)

    def column(self, key: str) -> Sequence[Value]:
        """The values of a field; empty ones where the sheet has no such column."""
        return self.columns.get(key) or [None] * len(self)

    def fault(self, index: int, key: str, wrong: str, expected: str, code: str = "") -> Fault:
        """A fault of one cell."""
        value = self.columns[key][index] if key in self.columns else None
        text = "" if value is None else str(value)
        sheet = self.name or self.section.title
        return Fault(sheet, self.lines[index], self.places.get(key, 0), text, wrong, expected, code)


def item_key(values: Sequence[Any]) -> str:
    """The natural key of a row, normalised so that spellings of the same thing meet."""
    return "|".join("".join(halfwidth(str(v)).upper().split()) if v is not None else "" for v in values)


def missing(sheet: ReadSheet, told: Collection[tuple[int, int]] = ()) -> Iterator[Fault]:
    """Required cells that are empty; told are the (row, column) of which something is said already."""
    for one in sheet.section.fields:
        if not (one.required or one.required_when) or None not in sheet.column(one.key):
            continue
        for index, value in enumerate(sheet.column(one.key)):
            if value is None and _is_required(one, sheet, index):
                fault = sheet.fault(index, one.key, f"“{one.label}”没有填写", one.help or "此项必填")
                if (fault.row, fault.column) not in told:
                    yield fault


def _is_required(one: Field, sheet: ReadSheet, index: int) -> bool:
    return one.required or is_required(one, {key: sheet.column(key)[index] for key in (one.required_when or ())[:1]})
