"""Private trips beside the documents they were made with."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cadre_desk.domain.declaration import PRESENT
from cadre_desk.domain.people import Dossier, Entry, earliest, latest
from cadre_desk.domain.rules.finding import Evidence, Finding, Law, cadre_rule
from cadre_desk.domain.text import compact


class _Kind(NamedTuple):
    number: str  # field of the trip that names the document
    documents: str  # section of the documents


_KINDS: Mapping[str, _Kind] = {
    "trip_abroad": _Kind("passport", "passport"),
    "hmt_trip": _Kind("permit", "hmt_permit"),
}


@cadre_rule("PM-20")
def trip_does_not_fit(dossier: Dossier, law: Law) -> Iterator[Finding]:
    """A trip with a document that is not listed or was not valid, or without an approving body."""
    trips = {  # told again later, perhaps completed: the last telling counts
        (entry.section, entry.item): entry
        for _, entries in dossier.filings
        for entry in entries
        if entry.section in _KINDS
    }
    for (section, item), trip in trips.items():
        for what in _faults(dossier, trip):
            yield _finding(dossier, law, trip, f"{section}:{item}:{what}", what)


def _faults(dossier: Dossier, trip: Entry) -> Iterator[str]:
    """Keys of phrases."""
    values, kind = trip.values, _KINDS[trip.section]
    if not values.get("approver"):
        yield "unapproved"
    if not values.get(kind.number):
        return
    used = [one for one in _documents(dossier, kind) if _same(one.values.get("document"), values[kind.number])]
    if not used and _whole(dossier):
        yield "unlisted"
    elif used and not any(_covers(one, trip) for one in used):
        yield "invalid"


def _documents(dossier: Dossier, kind: _Kind) -> Iterator[Entry]:
    return (e for _, entries in dossier.filings for e in entries if e.section == kind.documents)


def _whole(dossier: Dossier) -> bool:
    """Whether the first report on record tells the whole state: only then a document can be missing."""
    return any(entry.action == PRESENT for entry in dossier.filings[0][1])


def _same(one: object, other: object) -> bool:
    return compact(str(one or "")).upper() == compact(str(other)).upper()


def _covers(document: Entry, trip: Entry) -> bool:
    """Whether it can have been valid on every day of the trip."""
    values = document.values
    start, issued, expires = earliest(trip.event_date), earliest(values.get("issued")), latest(values.get("expires"))
    end = earliest(trip.values.get("end")) or start
    too_early = start and issued and start < issued
    too_late = end and expires and end > expires
    return not too_early and not too_late


def _finding(dossier: Dossier, law: Law, trip: Entry, item: str, what: str) -> Finding:
    section, values = law.pack.sections[trip.section], trip.values
    key = "approver" if what == "unapproved" else _KINDS[trip.section].number
    place = values.get("countries") or values.get("region") or ""
    phrase = law.pack.rules["PM-20"].phrases[what]
    facts = {"name": dossier.cadre.name, "start": str(trip.event_date), "place": place, "what": phrase}
    cells = (
        Evidence(section.title, section.field("start").label, str(trip.event_date), trip.batch, trip.line),
        Evidence(section.title, section.field("end").label, values.get("end") or "", trip.batch, trip.line),
        Evidence(section.title, section.field(key).label, values.get(key) or "", trip.batch, trip.line),
    )
    return Finding("PM-20", "cadre", dossier.cadre.id, item, facts, cells)
