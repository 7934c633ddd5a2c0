"""Dates, sizes and repetitions that cannot be: what holds in every section."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from cadre_desk.domain.mistakes.model import (
    PlacedSlip,
    Row,
    Slip,
    Whole,
    anywhere,
    at,
    day_of,
    last_day_of,
    moved,
    near,
    number_of,
    row_check,
    whole_check,
)
from cadre_desk.domain.pack import Check, Field
from cadre_desk.domain.rules.declarations import ANNUAL


def _dates(row: Row) -> Iterator[Field]:
    yield from (one for one in row.section.fields if one.kind in ("date", "month") and row.text(one.key))


@row_check("FM-35")
def in_the_future(row: Row, check: Check) -> Iterator[Slip]:
    """A date certainly after the day of filling in."""
    day = row.scene.day
    for one in _dates(row):
        if one.key not in check.words["later"] and (row.day(one.key) or day) > day:
            yield row.slip("future", one.key, limit=day)


@row_check("FM-35")
def before_birth(row: Row, check: Check) -> Iterator[Slip]:
    """A date certainly before the person was born, or a purchase by somebody under age."""
    persons = row.owners
    if not persons and row.section.holders == ("本人",) and row.scene.cadre:
        persons = [row.scene.cadre.name]
    births = [(person, row.scene.birth(person)) for person in persons]
    known = [(person, born) for person, born in births if born is not None]
    if not known or len(known) < len(births):
        return
    person, born = min(known, key=lambda one: one[1][1])  # of several owners the oldest: children are entered later
    for one in _dates(row):
        if one.key not in check.words["older"] and (last_day_of(row.values[one.key]) or date.max) < born[1]:
            yield row.slip("unborn", one.key, person=person, other=born[0])
    yield from _bought_by_minor(row, check, person, born)


def _bought_by_minor(row: Row, check: Check, person: str, born: tuple[str, date]) -> Iterator[Slip]:
    """Only a purchase: a minor may inherit or be given a house."""
    bought, adult = last_day_of(row.values.get("traded")), moved(born[1], 12 * check.parameters["adult"])
    if bought and row.held and row.text("source") in check.words["purchases"] and bought < adult:
        yield row.slip("minor", "traded", person=person, other=born[0], limit=check.parameters["adult"])


@row_check("FM-35")
def wrong_order(row: Row, check: Check) -> Iterator[Slip]:
    """An end before its beginning."""
    for begin, end in check.pairs.items():
        start, stop = row.day(begin), last_day_of(row.values.get(end))
        if start and stop and start > stop:
            yield row.slip("order", begin, other=f"{row.label(end)}{row.text(end)}")


# -- sizes -----------------------------------------------------------------------------------------------------------


@row_check("FM-36")
def out_of_range(row: Row, check: Check) -> Iterator[Slip]:
    """元 typed as 万元, an area that no home has (㎡), a share above the whole (%)."""
    for one in row.section.fields:
        number = row.number(one.key) if one.kind in ("area", "money", "percent") else None
        if number is None:
            continue
        if one.kind == "area":
            yield from _area(row, check, one.key, number)
        elif one.kind == "percent" and number > check.parameters["share_high"]:
            yield row.slip("percent", one.key, limit=check.parameters["share_high"])
        elif one.unit == "万元" and one.key not in check.words["exempt"] and number > check.parameters["amount_high"]:
            yield row.slip("yuan", one.key, limit=check.parameters["amount_high"])


def _area(row: Row, check: Check, key: str, area: Decimal) -> Iterator[Slip]:
    """A storage room may be small and a factory large, but nothing measures 0."""
    low, high, kind = check.parameters["area_low"], check.parameters["area_high"], row.text("kind")
    if (area == 0 and row.held) or (0 < area < low and kind not in check.words["small"]):
        yield row.slip("small", key, limit=low)
    elif area > high and kind not in check.words["large"]:
        yield row.slip("large", key, limit=high)


@row_check("FM-16")
def parts_and_sum(row: Row, check: Check) -> Iterator[Slip]:
    """合计 is not the sum of its parts (万元); each figure may be off by half of its last decimal."""
    parts, total = check.words.get(f"parts_{row.section.key}", ()), row.number("total")
    numbers = [row.number(key) for key in parts]
    if total is None or not parts:
        return
    found = sum((one for one in numbers if one is not None), Decimal(0))
    allowed = Decimal(len(parts) + 1).scaleb(-check.parameters["decimals"]) / 2
    if abs(found - total) > allowed:
        yield row.slip("sum", "total", other=found)


@row_check("FM-39")
def copied(row: Row, check: Check) -> Iterator[Slip]:
    """The same figure to the cent as in the year before (annual filings: others may fall into the same month)."""
    key, known = row.section.facet("amount"), row.known
    if not key or known is None or row.scene.filing is None or row.scene.filing.filing != ANNUAL:
        return
    now, then = row.number(key), number_of(known.values.get(key))
    if row.held and now and now == then:
        yield row.slip("same", key)


# -- the filing as a whole -------------------------------------------------------------------------------------------


@whole_check("FM-37")
def twice(seen: Whole, check: Check) -> Iterator[PlacedSlip]:
    """The same item told twice in the same way; a house may be bought and sold in one year."""
    places: dict[tuple[str, ...], int] = {}
    for row in seen.rows:
        if not row.item.strip("|") and (row.section.natural_key or row.section.kind == "change"):
            continue  # nothing names it yet; marriages and divorces are told one by one
        event = row.text(row.section.facet("event_date")) if row.section.kind == "change" else ""
        key = (row.section.key, row.item, row.action, event)
        if key in places:
            yield at(row, row.slip("twice", (row.section.natural_key or ("",))[0], other=places[key] + 1))
        places.setdefault(key, row.position)


@whole_check("FM-06")
def total_of_an_owner(seen: Whole, check: Check) -> Iterator[PlacedSlip]:
    """总市值 (万元) of an owner is missing, or is not the sum of his rows."""
    for key in ("stock", "fund"):
        rows: dict[str, list[Row]] = {}
        for row in seen.of(key):
            if row.held:
                rows.setdefault("、".join(row.owners), []).append(row)
        for own in rows.values():
            yield from _total(own, check)


def _total(rows: list[Row], check: Check) -> Iterator[PlacedSlip]:
    values = [row.number("value") for row in rows]
    totals = [(row, total) for row in rows if (total := row.number("total")) is not None]
    if not totals and len(rows) > 1:
        yield at(rows[0], rows[0].slip("missing", "total"))
    if any(value is None for value in values):
        return
    found = sum((value for value in values if value is not None), Decimal(0))
    for row, total in totals:
        if not near(total, found, check.parameters["tolerance"]):
            yield at(row, row.slip("total", "total", other=found))


@whole_check("FM-40")
def signed(seen: Whole, check: Check) -> Iterator[PlacedSlip]:
    """No day of signing, or received before it was signed."""
    filing = seen.scene.filing
    if filing is None:
        return
    written, received = day_of(filing.signed), day_of(filing.received)
    if written is None:
        yield anywhere("unsigned", field_key="signed")
    elif received and written > received:
        yield anywhere("order", field_key="signed", value=written, other=received)


@whole_check("FM-17")
def none_beside_rows(seen: Whole, check: Check) -> Iterator[PlacedSlip]:
    """无 in the first column of a section that has other rows."""
    for row in seen.rows:
        key = next((one.key for one in row.section.fields if one.kind in ("text", "name")), "")
        others = [one for one in seen.of(row.section.key) if one.position != row.position]
        if row.text(key) in check.words["none"] and others:
            yield at(row, row.slip("none", key, item=row.section.title))
