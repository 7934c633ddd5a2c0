"""One person, everything on one page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cadre_desk.domain.declaration import Difference, State, Unmet, difference, holdings, restates, unmet
from cadre_desk.domain.pack import Pack
from cadre_desk.domain.people import Dossier, Entry, Filing, Unit, earliest, latest
from cadre_desk.domain.rules import Law
from cadre_desk.domain.rules.declarations import ANNUAL, annual_deadline
from cadre_desk.domain.rules.influence import influence_until, measure_kinds
from cadre_desk.services import flags, outgoing
from cadre_desk.services.avoiding import require_apart
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import Refused
from cadre_desk.services.outgoing import Approver
from cadre_desk.storage import letters, records
from cadre_desk.storage.dossiers import dossier as dossier_of
from cadre_desk.storage.work import Ask, Work

OTHER = "其他"  # the purpose that is told in words
OPENING = "查看报告"


@dataclass(frozen=True, slots=True)
class Person:
    """Everything held on one cadre."""

    dossier: Dossier
    unit: Unit | None
    influence: Mapping[int, date | None]  # number of the measure -> end of its influence period
    letters: Sequence[Mapping[str, Any]]
    flags: Sequence[Mapping[str, Any]]
    cases: Sequence[Mapping[str, Any]]


def person(ask: Ask, cadre_id: int) -> Person | None:
    """The page of one cadre, or None where he is not on record."""
    require_apart(ask, cadre_id)
    dossier = dossier_of(ask.connection, cadre_id)
    if dossier is None:
        return None
    kinds = measure_kinds(ask.pack)
    return Person(
        dossier,
        dossier.units.get(dossier.cadre.unit_id or 0),
        {m.n: influence_until(m, kinds[m.measure]) for m in dossier.measures if m.measure in kinds},
        letters.of_cadre(ask.connection, cadre_id),
        flags.of_subject(ask, "cadre", cadre_id),
        records.cases_of(ask.connection, cadre_id),
    )


def open_page(desk: Desk, cadre_id: int) -> Person | None:
    """The page of one cadre; that it was opened is kept in the audit."""

    def task(work: Work) -> Person | None:
        require_apart(work, cadre_id)
        work.subject = f"cadre {cadre_id}"
        return person(work, cadre_id)

    return desk.change("查看干部", task)


def open_holdings(desk: Desk, cadre_id: int, purpose: str = "", approver: Approver | None = None) -> State | None:
    """What a cadre's declarations, one after the other, leave as the state; asked for and audited as one of them is."""
    enter = stating(desk, f"declaration {cadre_id}", purpose, approver)

    def task(work: Work) -> State | None:
        enter(work, cadre_id)
        return holdings_of(work, cadre_id)

    return desk.change(OPENING, task)


def holdings_of(ask: Ask, cadre_id: int) -> State | None:
    """The state again, for who has opened it; None where he is not on record."""
    found = dossier_of(ask.connection, cadre_id)
    return None if found is None else holdings(found.filings, ask.pack.sections)


@dataclass(frozen=True, slots=True)
class Declared:
    """One declaration beside the state before it."""

    dossier: Dossier
    filing: Filing
    entries: Sequence[Entry]
    before: Filing | None
    differences: Sequence[Difference]
    unmet: Sequence[Unmet] = ()  # rows of this filing that met nothing before it


def declaration(ask: Ask, cadre_id: int, n: int) -> Declared | None:
    """One filing and what it changed against the last annual state before it."""
    require_apart(ask, cadre_id)
    dossier = dossier_of(ask.connection, cadre_id)
    if dossier is None:
        return None
    place = next((i for i, (filing, _) in enumerate(dossier.filings) if filing.n == n), None)
    if place is None:
        return None
    filing, entries = dossier.filings[place]
    earlier = [i for i in range(place) if restates(dossier.filings[i][0])]
    base = earlier[-1] if earlier else -1
    sections = ask.pack.sections
    before = holdings(dossier.filings[: base + 1], sections)
    after = holdings(dossier.filings[: place + 1], sections)
    last = dossier.filings[base][0] if earlier else None
    missed = [one for one in unmet(dossier.filings[: place + 1], sections) if one.filing.n == n]
    return Declared(dossier, filing, entries, last, difference(before, after, sections), missed)


@dataclass(frozen=True, slots=True)
class Asked:
    """What has to be stated before a declaration is opened; purposes are those to choose from."""

    purpose: bool
    approval: bool
    purposes: tuple[str, ...]


def asked(desk: Desk) -> Asked:
    """What the policy of the unit asks for."""
    rules = outgoing.rules(desk)
    purposes = desk.pack.codes["purpose"].values
    return Asked(rules.purpose_for_declarations, rules.approval_for_declarations, purposes)


def purpose_fault(pack: Pack, text: str) -> str:
    """Why this purpose may not be kept, in Chinese; empty when it may."""
    plain = text.strip()
    if not plain:
        return "请写明查看的用途：用途随查看记录一并留存"
    known = pack.codes["purpose"].values
    if plain.startswith(OTHER):
        more = plain.removeprefix(OTHER).strip(" 　:：")
        return "" if more else f"用途选“{OTHER}”的，请接着写明，如“{OTHER}：……”"
    return "" if plain in known else f"没有“{plain[:20]}”这种用途；可选：{'、'.join(known)}（可写“{OTHER}：……”）"


def open_declaration(
    desk: Desk, cadre_id: int, n: int, purpose: str = "", approver: Approver | None = None
) -> Declared | None:
    """One filing beside the state before it; that it was opened, for what and on whose approval is kept in the audit.

    Refused where the policy wants a purpose or a second person and there is none; VaultError for a wrong password.
    """
    enter = stating(desk, f"declaration {cadre_id}/{n}", purpose, approver)

    def task(work: Work) -> Declared | None:
        enter(work, cadre_id)
        return declaration(work, cadre_id, n)

    return desk.change(OPENING, task)


def stating(desk: Desk, subject: str, purpose: str, approver: Approver | None) -> Callable[[Work, int], None]:
    """Check what is stated before a declaration is opened; the answer enters it into the work that opens it.

    Refused where the policy wants a purpose or a second person and there is none; VaultError for a wrong password.
    """
    wanted, stated = asked(desk), purpose.strip()
    if (wanted.purpose or stated) and (fault := purpose_fault(desk.pack, stated)):
        raise Refused(fault)
    approval, bound = None, ""
    if wanted.approval or approver:
        bound = outgoing.digest(subject, stated)
        what = subject.replace("declaration", OPENING)
        approval = outgoing.approve(desk, approver, "批准查看报告", what, bound)

    def enter(work: Work, cadre_id: int) -> None:
        require_apart(work, cadre_id)
        work.subject = subject
        work.changed.add("opening")
        if stated:
            work.detail["purpose"] = stated
        if approval is not None:
            work.detail["approver"] = outgoing.use(desk, work, approval, bound)

    return enter


@dataclass(frozen=True, slots=True)
class Term:
    """By when something had to be reported, and how many days later it came; None: it is not known when it came."""

    what: str
    due: date
    late: int | None


def terms(declared: Declared, pack: Pack, today: date) -> list[Term]:
    """The deadline of an annual report; of a report of a change, that of each change that has to be told in time."""
    filing, received = declared.filing, earliest(declared.filing.received)
    if filing.filing == ANNUAL:
        due = annual_deadline(filing.year, Law(pack, today, {}))
        return [Term(f"{filing.year}年度报告", due, max(0, (received - due).days) if received else None)]
    if restates(filing):
        return []
    found = []
    for entry in declared.entries:
        event = latest(entry.event_date)
        if event and pack.sections[entry.section].art3:
            due = event + timedelta(pack.deadlines["change_days"])
            late = max(0, (received - due).days) if received else None
            found.append(Term(pack.sections[entry.section].title, due, late))
    return found


def age(cadre_birth: str | None, today: date) -> int | None:
    """Full years; None where the birth date is not recorded."""
    born = earliest(cadre_birth)
    return None if born is None else today.year - born.year - ((today.month, today.day) < (born.month, born.day))
