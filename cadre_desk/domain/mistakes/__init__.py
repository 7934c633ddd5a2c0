"""填报常见错误: what is commonly filled in wrongly in a filing (the 40 rows of the table FM-01 … FM-40).

Facts for a screen and for import, never a conclusion: each mistake is a doubt with its place and its source.
What the fields themselves demand (a blank required cell, a wrong check digit) is refused by values and import before.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from cadre_desk.domain.declaration import State
from cadre_desk.domain.mistakes import belongings, dates, family, firms, papers, steps
from cadre_desk.domain.mistakes.model import (
    Mistake,
    Row,
    Scene,
    Whole,
    checks_of_filings,
    checks_of_rows,
    demands,
    mistake,
    whole,
)
from cadre_desk.domain.pack import Pack, Section
from cadre_desk.domain.people import Cadre, Entry, Filing, Relative
from cadre_desk.domain.values import is_required

__all__ = ["Mistake", "Scene", "review", "review_entry"]

_FAMILIES = (dates, family, papers, belongings, firms, steps)  # importing them enters their checks


def review_entry(section: Section, values: Mapping[str, Any], scene: Scene, position: int = 0) -> list[Mistake]:
    """What can be said of one row by itself, while it is typed; values by key as values.parse gives them."""
    return list(_of_row(Row(scene, section, values, position)))


def review(
    filing: Filing,
    entries: Iterable[Entry],
    before: State,
    cadre: Cadre | None,
    relatives: Sequence[Relative],
    today: date,
    pack: Pack,
) -> list[Mistake]:
    """Everything commonly wrong in a filing, in the order of the form, the filing as a whole first.

    before is the state held after the filing before (declaration.holdings); cadre and relatives are those of the
    ledger, which hold what .lrmx files brought.
    """
    seen = whole(Scene(pack, today, filing, before, cadre, relatives), entries)
    found = [*_of_filing(seen), *(one for row in seen.rows for one in _of_row(row))]
    order = {"": 0} | {key: place for place, key in enumerate(pack.sections, 1)}
    return sorted(
        found, key=lambda one: (order.get(one.section, 0), -1 if one.position is None else one.position, one.id)
    )


def _of_row(row: Row) -> Iterator[Mistake]:
    key = row.section.key
    for check, function in checks_of_rows(row.scene.pack).get(key, ()):
        for slip in function(row, check):
            yield mistake(check, key, row.position, slip)
    yield from _blanks(row)


def _blanks(row: Row) -> Iterator[Mistake]:
    """Fields that the form demands and whose lack is one of the common mistakes."""
    for check, field in demands(row.scene.pack).get(row.section.key, ()):
        if not row.text(field.key) and is_required(field, row.values):
            yield mistake(check, row.section.key, row.position, row.slip("blank", field.key))


def _of_filing(seen: Whole) -> Iterator[Mistake]:
    for check, function in checks_of_filings(seen.scene.pack):
        for section, position, slip in function(seen, check):
            yield mistake(check, section, position, slip)
    yield from _asks(seen)


def _asks(seen: Whole) -> Iterator[Mistake]:
    """What is easily misunderstood in a section is asked once: when the cadre fills it in for the first time."""
    for check in seen.scene.pack.checks.values():
        for key in check.asks if check.enabled else ():
            row = next((one for one in seen.of(key) if one.held), None)
            if row is not None and not seen.scene.before.get(key):
                yield mistake(check, key, row.position, row.slip("ask"))
