"""Passports, permits, trips; loans and accounts abroad; criminal matters."""

from collections.abc import Iterator
from datetime import date

from cadre_desk.domain.declaration import DISPOSED
from cadre_desk.domain.mistakes.model import (
    PlacedSlip,
    Row,
    Slip,
    Whole,
    anywhere,
    at,
    day_of,
    first_in,
    last_day_of,
    moved,
    row_check,
    whole_check,
)
from cadre_desk.domain.pack import Check
from cadre_desk.domain.sheet import item_key


@row_check("FM-26")
def official_passport(row: Row, check: Check) -> Iterator[Slip]:
    """A passport for official journeys is not declared."""
    for key in ("document", "keeper", "remark"):
        if word := first_in(check.words["official"], row.text(key)):
            yield row.slip("official", key, other=word)


@row_check("FM-26")
def lapsed_long_ago(row: Row, check: Check) -> Iterator[Slip]:
    """A first filing tells passports that lapsed since 1 January of the year before, not earlier ones."""
    expires, since = last_day_of(row.values.get("expires")), _window(row)
    if row.scene.first and expires and expires < since:
        yield row.slip("old", "expires", limit=since)


@whole_check("FM-26")
def lapsed_untold(seen: Whole, check: Check) -> Iterator[PlacedSlip]:
    """A passport that was declared has lapsed since, and the filing does not say so."""
    if not seen.scene.restates:
        return
    told = {row.item for row in seen.of("passport")}
    for item, entry in seen.scene.before.get("passport", {}).items():
        expires = last_day_of(entry.values.get("expires"))
        if item not in told and expires and expires < seen.scene.day:
            number = str(entry.values.get("document") or "")
            yield anywhere("lapsed", "passport", "expires", value=number, limit=expires)


def _window(row: Row) -> date:
    """1 January of the year before the filing: from there on documents and journeys are told."""
    filing, day = row.scene.filing, row.scene.day
    year = min(filing.year, day.year - 1) if filing else day.year - 1
    return date(max(year, 1), 1, 1)


# -- journeys --------------------------------------------------------------------------------------------------------


@whole_check("FM-28")
def outside_the_window(seen: Whole, check: Check) -> Iterator[PlacedSlip]:
    """A journey before 1 January of the year before; since the last filing would be narrower, but is not known here."""
    for row in seen.of("trip_abroad", "hmt_trip"):
        start = last_day_of(row.values.get("start"))
        if start and start < _window(row):
            yield at(row, row.slip("window", "start", limit=_window(row)))


@whole_check("FM-28")
def passport_of_the_journey(seen: Whole, check: Check) -> Iterator[PlacedSlip]:
    """The passport was not declared, or was not valid on the way."""
    documents = _documents(seen, "passport")
    if not documents and not (seen.scene.before or seen.scene.restates):
        return  # nothing but this 30-day report is known
    for row in seen.of("trip_abroad"):
        number = item_key([row.text("passport")])
        if number and number not in documents:
            yield at(row, row.slip("passport", "passport"))
        elif number and not any(_valid(row, one) for one in documents[number]):
            issued, expires = documents[number][0].text("issued"), documents[number][0].text("expires")
            yield at(row, row.slip("validity", "passport", other=f"{issued or '?'}至{expires or '?'}"))


def _valid(trip: Row, document: Row) -> bool:
    """Whether the document may have been valid on the whole journey."""
    start, end = last_day_of(trip.values.get("start")), trip.day("end") or trip.day("start")
    issued, expires = document.day("issued"), last_day_of(document.values.get("expires"))
    return not (start and issued and start < issued) and not (end and expires and end > expires)


def _documents(seen: Whole, section: str) -> dict[str, list[Row]]:
    """Every document of the section, held before or told now, one that was given up with it, by number."""
    old = [
        Row(seen.scene, seen.scene.pack.sections[section], entry.values, -1)
        for entry in seen.scene.before.get(section, {}).values()
        if section in seen.scene.pack.sections
    ]
    found: dict[str, list[Row]] = {}
    for row in (*seen.of(section), *old):
        found.setdefault(item_key([row.text("document")]), []).append(row)
    return found


@whole_check("FM-27")
def permit_of_the_journey(seen: Whole, check: Check) -> Iterator[PlacedSlip]:
    """A journey to 港澳台 without any permit, or on one that was not declared."""
    documents, trips = _documents(seen, "hmt_permit"), seen.of("hmt_trip")
    if trips and not documents:
        yield at(trips[0], trips[0].slip("none", "permit"))
        return
    for row in trips:
        if row.text("permit") and item_key([row.text("permit")]) not in documents:
            yield at(row, row.slip("other", "permit"))


@row_check("FM-25")
def less_than_a_year(row: Row, check: Check) -> Iterator[Slip]:
    """Abroad for less than a year on the day of filling in."""
    since = day_of(row.values.get("since"))
    if row.held and since and moved(row.scene.day, -check.parameters["months"]) < since <= row.scene.day:
        yield row.slip("short", "since")


@row_check("FM-24")
def which_right_to_stay(row: Row, check: Check) -> Iterator[Slip]:
    """The remark names another right than the category, or a disposal does not say when it was given up."""
    for category, words in check.words.items():
        word = first_in(words, row.text("remark"))
        if row.held and word and row.text("category") and row.text("category") != category:
            yield row.slip("category", "category", other=word)
    if row.action == DISPOSED and not row.text("remark"):
        yield row.slip("given_up", "remark")


# -- other -----------------------------------------------------------------------------------------------------------


@row_check("FM-14")
def account_in_the_country(row: Row, check: Check) -> Iterator[Slip]:
    """A foreign bank within the country is no account abroad."""
    place = row.text("place")
    if row.held and first_in(check.words["domestic"], place) and not first_in(check.words["regions"], place):
        yield row.slip("domestic", "place")


@row_check("FM-30")
def loan_of_a_bank(row: Row, check: Check) -> Iterator[Slip]:
    """Loans of banks and of the housing fund are not declared; people who work there are not the bank."""
    other = row.text("counterparty")
    if first_in(check.words["lenders"], other) and not first_in(check.words["people"], other):
        yield row.slip("bank", "counterparty")


@row_check("FM-29")
def result_of_the_case(row: Row, check: Check) -> Iterator[Slip]:
    """A concluded case has a result."""
    stage = row.text("stage")
    if stage in check.words["concluded"] and not row.text("result"):
        yield row.slip("result", "result", value=stage)
