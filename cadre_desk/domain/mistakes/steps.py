"""What a filing may tell, given what was told before: the whole state at first, then only changes."""

from collections.abc import Iterator, Mapping

from cadre_desk.domain.declaration import ADDED, CHANGED, DISPOSED
from cadre_desk.domain.mistakes.model import (
    FIRST,
    PlacedSlip,
    Row,
    Slip,
    Whole,
    anywhere,
    last_day_of,
    number_of,
    row_check,
    whole_check,
)
from cadre_desk.domain.pack import Check


@row_check("FM-18")
def whole_or_changes(row: Row, check: Check) -> Iterator[Slip]:
    """A change section tells the present state in the first filing, and only changes in all later ones."""
    if row.section.kind != "change" or not row.action or row.scene.filing is None:
        return
    present = row.action in check.words["present"]
    if row.scene.first and not present:
        yield row.slip("whole", "action", value=row.action)
    elif row.scene.before and row.scene.filing.filing != FIRST and present:
        yield row.slip("changes", "action", value=row.action)


@whole_check("FM-18")
def left_out_of_the_state(seen: Whole, check: Check) -> Iterator[PlacedSlip]:
    """A first filing without the marital status; one that restates everything without the salary."""
    for key, wanted in (("marriage", seen.scene.first), ("salary", seen.scene.restates)):
        if wanted and key in seen.scene.pack.sections and not seen.of(key):
            yield anywhere(key, key)


@row_check("FM-19")
def no_change(row: Row, check: Check) -> Iterator[Slip]:
    """A change that changes nothing, a new thing that was known.

    What was reported in the year is reported again with the year's report, so a date in that year excuses both, and so
    does the same action where no date was asked for.
    """
    known = row.known
    if known is None or row.section.kind != "change" or row.action not in (ADDED, CHANGED) or _in_the_year(row):
        return
    if _content(row.values) == _content(known.values):
        yield row.slip("same", "action", value=row.action)
    elif row.action == ADDED and row.item.strip("|"):
        yield row.slip("known", "action", value=row.action)


def _in_the_year(row: Row) -> bool:
    """Whether it may have happened in or after the year that the filing is about."""
    event = last_day_of(row.values.get(row.section.facet("event_date")))
    if event is None:
        return row.known is not None and row.known.action == row.action
    return row.scene.filing is not None and event.year >= row.scene.filing.year


def _content(values: Mapping[str, object]) -> dict[str, object]:
    """What is declared, with 110 and 110.0 the same, without the word for how it came into the form."""
    return {
        key: value if (number := number_of(value)) is None else number
        for key, value in values.items()
        if key != "action" and value not in (None, "")
    }


@row_check("FM-19")
def unknown_disposal(row: Row, check: Check) -> Iterator[Slip]:
    """A 30-day report disposes of what was never told; a yearly report may repeat such a report."""
    if row.section.kind != "change" or row.action != DISPOSED or row.scene.restates or row.scene.filing is None:
        return
    if row.scene.before and row.known is None and row.item.strip("|"):
        yield row.slip("unknown", "action", value=row.action)
