"""Enterprises of the family."""

from collections.abc import Iterator

from cadre_desk.domain.declaration import DISPOSED
from cadre_desk.domain.mistakes.model import PlacedSlip, Row, Slip, Whole, at, first_in, near, row_check, whole_check
from cadre_desk.domain.pack import Check
from cadre_desk.domain.sheet import item_key


@row_check("FM-11")
def subscribed_or_paid_in(row: Row, check: Check) -> Iterator[Slip]:
    """The contribution (万元) is not the share (%) of the capital (万元): perhaps what was paid in."""
    capital, own, share = (row.number(key) for key in ("capital", "contribution", "share"))
    if capital is None or own is None or not row.held:
        return
    if share is not None and not near(own, capital * share / 100, check.parameters["tolerance"]):
        yield row.slip("contribution", "contribution", other=capital * share / 100)
    elif own > capital and not near(own, capital, check.parameters["tolerance"]):
        yield row.slip("above", "contribution", other=capital)


@row_check("FM-12")
def state_and_name(row: Row, check: Check) -> Iterator[Slip]:
    """Closed but not disposed of, disposed of but not closed, renamed without the old name."""
    state = row.text("state")
    if row.held and state in check.words["closed"]:
        yield row.slip("closed", "state")
    if row.action == DISPOSED and state in check.words["revoked"]:
        yield row.slip("revoked", "state")
    old = str(row.known.values.get("enterprise") or "") if row.known else ""
    if old and item_key([old]) != item_key([row.text("enterprise")]) and old not in row.text("remark"):
        yield row.slip("renamed", "enterprise", other=old)


@row_check("FM-13")
def to_the_city(row: Row, check: Check) -> Iterator[Slip]:
    """A place is told to the city: nothing stands after the last word for a city, and one stands there."""
    for key in ("registered_at", "operated_at"):
        place = row.text(key)
        end = max((place.rfind(word) + len(word) for word in check.words["city"] if word in place), default=0)
        if place and row.held and end < len(place):
            yield row.slip("finer" if end else "coarser", key)


@row_check("FM-23")
def senior_by_the_remark(row: Row, check: Check) -> Iterator[Slip]:
    """The remark names a senior post, the tick denies it."""
    word = _senior(row.text("remark"), check)
    if word and row.held and row.values.get("senior") is False:
        yield row.slip("remark", "senior", label=row.label("remark"), other=word)


@whole_check("FM-23")
def senior_by_the_work(seen: Whole, check: Check) -> Iterator[PlacedSlip]:
    """从业 names a senior post in an enterprise of which 经商办企业 denies it."""
    work = {(item_key([row.text("employer")]), *row.owners): row for row in seen.held("employment")}
    for row in seen.held("enterprise"):
        same = work.get((item_key([row.text("enterprise")]), *row.owners))
        if same and row.values.get("senior") is False and _senior(same.text("title"), check):
            yield at(row, row.slip("employment", "senior", value=same.text("title")))


def _senior(text: str, check: Check) -> str:
    """The senior post that a text names; 客户经理 is none."""
    for word in check.words["ordinary"]:
        text = text.replace(word, "")
    return first_in(check.words["titles"], text)
